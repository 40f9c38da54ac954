-- A country that changes its rhythm changes it for open cases too: only what nobody has touched and what is not due yet. Run by the product itself, some cases at a time.
-- Contacts set by hand (an id is part of their code), moved, tried or due stay; a case in which all contacts have ended gets no new ones.
-- What a rhythm asks of some cases, by the urgency of each; a day that has passed already is today.
create function plans.rhythm_of(p_cases uuid[], p_steps jsonb, p_today date) returns table (case_id uuid, code text, label jsonb, channel text, round text, due date)
language sql stable set search_path = pg_catalog, plans as $$
  select c.id, s.code, s.label, s.channel, s.round, greatest(p_today, (c.opened_on + make_interval(days => coalesce(s.days, 0), months => coalesce(s.months, 0)))::date)
  from registry.case_file c, jsonb_to_recordset(p_steps) as s (urgency text, code text, label jsonb, channel text, round text, days int, months int)
  where c.id = any (p_cases) and s.urgency = c.urgency
$$;
revoke all on function plans.rhythm_of from public;

create function plans.follow_rhythm(p_steps jsonb, p_today date, p_now timestamptz, p_after uuid, p_limit int) returns table (last uuid, cases int, moved int, ended int, added int)
language plpgsql security definer set search_path = pg_catalog, plans as $$
#variable_conflict use_column
declare
  chunk uuid[];
  n_moved int;
  n_ended int;
  n_added int;
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  chunk := array(select c.id from registry.case_file c
    where c.country = access.actor_country() and c.state in ('new', 'active') and (p_after is null or c.id > p_after)
      and exists (select from plans.follow_up f where f.case_id = c.id and f.state = 'planned')
      and not exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null)
    order by c.id limit p_limit);
  with free as (
    select f.id, f.case_id, f.code from plans.follow_up f
    where f.case_id = any (chunk) and f.state = 'planned' and f.attempts = 0 and f.outcome is null and f.due_on = f.first_due_on and f.due_on > p_today and f.code !~ '-[0-9a-f]{8}-[0-9a-f]{4}-')
  update plans.follow_up f set due_on = w.due, first_due_on = w.due, label = w.label, channel = w.channel, round = w.round
    from free join plans.rhythm_of(chunk, p_steps, p_today) w on w.case_id = free.case_id and w.code = free.code
    where f.id = free.id and (f.due_on, f.channel, f.label, f.round) is distinct from (w.due, w.channel, w.label, w.round);
  get diagnostics n_moved = row_count;
  update plans.follow_up f set state = 'cancelled', closed_on = p_today
    where f.case_id = any (chunk) and f.state = 'planned' and f.attempts = 0 and f.outcome is null and f.due_on = f.first_due_on and f.due_on > p_today and f.code !~ '-[0-9a-f]{8}-[0-9a-f]{4}-'
      and not exists (select from plans.rhythm_of(chunk, p_steps, p_today) w where w.case_id = f.case_id and w.code = f.code);
  get diagnostics n_ended = row_count;
  insert into plans.follow_up (id, country, case_id, office_id, code, label, channel, round, first_due_on, due_on, state, scheduled_by, scheduled_at)
    select gen_random_uuid(), c.country, c.id, c.office_id, w.code, w.label, w.channel, w.round, w.due, w.due, 'planned', access.actor_user(), p_now
    from plans.rhythm_of(chunk, p_steps, p_today) w join registry.case_file c on c.id = w.case_id where w.due > p_today
    on conflict (case_id, code) do nothing;
  get diagnostics n_added = row_count;
  return query select chunk[cardinality(chunk)], cardinality(chunk), n_moved, n_ended, n_added;
end $$;
revoke all on function plans.follow_rhythm from public;
grant execute on function plans.follow_rhythm to ventanilla_runtime;
