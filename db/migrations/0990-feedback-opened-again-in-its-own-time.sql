-- What a person opens again has the time of what it is: whoever works that out must know of what kind it is and whether it is restricted. No page shows either.
drop function feedback.shown_by_code(text);
create function feedback.shown_by_code(p_hash text) returns table (id uuid, kind text, restricted boolean, state text, received_at timestamptz, due_at timestamptz, answered_at timestamptz, reopened int,
    wants_answer boolean, answer_id uuid, answer bytea)
  language plpgsql stable security definer set search_path = pg_catalog, feedback as $$
begin
  if not access.actor_is('public') then return; end if;
  return query select i.id, i.kind, i.restricted, i.state, i.received_at, i.answer_due_at, i.answered_at, i.reopened, i.wants_answer, w.id, w.sealed
    from feedback.item i left join lateral (
      select a.id, a.sealed from feedback_restricted.word a where a.item_id = i.id and a.kind = 'answer' order by a.at desc, a.id desc limit 1) w on true
    where i.code_hash = p_hash and i.country = access.actor_country();
end $$;
comment on function feedback.shown_by_code(text) is 'How it stands with the item of a code, with the newest answer, sealed.';
revoke all on function feedback.shown_by_code(text) from public;
grant execute on function feedback.shown_by_code(text) to ventanilla_runtime;
