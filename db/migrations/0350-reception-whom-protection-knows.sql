-- Who is in danger is not let go on the strength of a name: a new record may carry any. A child from whom protection keeps anybody apart leaves
-- with whoever protection has verified as answering for it, with a guardian whom it has verified, or with protection itself.
create function registry.may_take_child(p_adult uuid, p_child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select case when access.actor_is('reception', 'protection') and registry.may_see_person(p_child) then
      not coalesce(registry.is_kept_apart(p_child), true)
      or (p_adult is not null and registry.may_see_person(p_adult) and not registry.mark_between(p_adult, p_child) and exists (
        select from registry.relation r
        where r.ended_at is null and r.country = access.actor_country() and r.evidence = 'verified' and r.kind in ('guardian', 'parent', 'grandparent')
          and r.person_id in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_adult)
          and r.other_id in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_child))) end
  $$;
comment on function registry.may_take_child(uuid, uuid) is 'Whether somebody may leave with a child as far as marks of protection go; null: not told. Steers and is never shown.';
revoke all on function registry.may_take_child from public;
grant execute on function registry.may_take_child to ventanilla_runtime;

create or replace function reception.child_not_alone() returns trigger language plpgsql security definer set search_path = pg_catalog, reception as $$
declare
  gone reception.leaving;
  alone boolean;
begin
  -- What is computed from a row is not there yet in the new one: the group is the one before this change, which does not touch it.
  if new.left_at is null or old.left_at is not null then return new; end if;
  select * into gone from reception.leaving l where l.row_id = new.id;
  if gone.row_id is null or gone.how is distinct from new.left_how then
    raise exception 'how the person left is not recorded' using errcode = 'check_violation', constraint = 'leaving_recorded';
  end if;
  if not reception.may_be_child(new.id, gone.adult_seen, new.left_at::date) then return new; end if;
  if exists (select from reception.child_handover h where h.row_id = new.id and h.ended_at is null
    and (h.taker = 'protection' or (h.contact is not null and (h.verified_by is not null
      -- Of a guardian whom protection has not verified nothing is known but a name. A child who was not registered has no record that a mark could name.
      or (h.identity_seen and (new.person_id is null or not coalesce(registry.is_kept_apart(new.person_id), true))))))) then return new; end if;
  alone := new.flags ? 'unaccompaniedChild'
    or exists (select from reception.return_event e where e.row_id = new.id and e.travelling_as in ('unaccompaniedChild', 'separatedChild'));
  if not alone and exists (
    select from reception.manifest_row a left join reception.leaving al on al.row_id = a.id
    where a.id = gone.with_row and a.office_id = new.office_id and a.party = old.party
      and ((a.stands_with is null and old.stands_with is null and new.stands_with is null) or coalesce(registry.answers_for(a.person_id, new.person_id), false))
      and (new.person_id is null or coalesce(registry.may_take_child(a.person_id, new.person_id), false))
      and al.row_id is not null and not reception.may_be_child(a.id, al.adult_seen, new.left_at::date)) then return new; end if;
  raise exception 'a child does not leave alone' using errcode = 'check_violation', constraint = 'child_not_alone';
end $$;
