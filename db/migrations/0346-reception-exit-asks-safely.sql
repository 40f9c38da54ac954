-- Who answers for a child, and from whom it is kept apart, is answered to the desk of the exit, which sees them; anybody else is told nothing (null), and the
-- exit takes nothing for a danger. A relation that a mark hides from the pages is not told here either.
create or replace function registry.answers_for(p_adult uuid, p_child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select registry.keeps_records() and registry.may_see_person(p_child) and registry.may_see_person(p_adult) and not registry.mark_between(p_adult, p_child) and exists (
      select from registry.relation r
      where r.ended_at is null and r.country = access.actor_country() and r.kind in ('guardian', 'parent', 'grandparent')
        and r.person_id in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_adult)
        and r.other_id in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_child))
  $$;

create or replace function registry.kept_apart_named(p_person uuid, p_sounds text[], p_words text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    with self as (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_person and p.country = access.actor_country()),
      others as (
        select case when k.person_a in (select id from self) then k.person_b else k.person_a end as id from registry.kept_apart k
        where k.lifted_at is null and k.country = access.actor_country() and (k.person_a in (select id from self) or k.person_b in (select id from self)))
    select case when access.actor_is('reception', 'protection') and registry.may_see_person(p_person) then exists (
      select from others o join registry.person p on p.id = o.id join registry.person q on q.identity_id = p.identity_id
      where (q.given_sounds && p_sounds and q.surname_sounds && p_sounds)
        or (cardinality(p_words) = 1 and (q.given_sounds && p_sounds or q.surname_sounds && p_sounds))
        or (select count(*) from unnest(p_words) w where w = any (q.name_words)) >= 2) end
  $$;

create or replace function registry.is_kept_apart(p_person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select case when access.actor_is('reception', 'protection') and registry.may_see_person(p_person) then exists (
      select from registry.person p join registry.person q on q.identity_id = p.identity_id
      join registry.kept_apart k on q.id in (k.person_a, k.person_b) and k.lifted_at is null and k.country = p.country
      where p.id = p_person and p.country = access.actor_country()) end
  $$;
comment on function registry.is_kept_apart(uuid) is 'Whether protection keeps anybody apart from a person; null: not told. Steers and is never shown.';

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
    and (h.taker = 'protection' or ((h.identity_seen or h.verified_by is not null) and h.contact is not null))) then return new; end if;
  alone := new.flags ? 'unaccompaniedChild'
    or exists (select from reception.return_event e where e.row_id = new.id and e.travelling_as in ('unaccompaniedChild', 'separatedChild'));
  if not alone and exists (
    select from reception.manifest_row a left join reception.leaving al on al.row_id = a.id
    where a.id = gone.with_row and a.office_id = new.office_id and a.party = old.party
      and ((a.stands_with is null and old.stands_with is null and new.stands_with is null) or coalesce(registry.answers_for(a.person_id, new.person_id), false))
      -- A child who was not registered has no record that a mark could name.
      and (new.person_id is null
        or not coalesce(case when a.person_id is null then registry.is_kept_apart(new.person_id) else registry.are_kept_apart(a.person_id, new.person_id) end, true))
      and al.row_id is not null and not reception.may_be_child(a.id, al.adult_seen, new.left_at::date)) then return new; end if;
  raise exception 'a child does not leave alone' using errcode = 'check_violation', constraint = 'child_not_alone';
end $$;

-- Whoever may attach a function of the owner to a table of their own gives it rows of their own to judge: nobody but the owner may.
revoke all on function reception.child_not_alone, reception.bed_is_free, reception.item_not_twice from public;
