-- Somebody with several records is in danger in the same places, whichever record they were told under. Nobody is shown them.
drop function registry.sealed_places_of_danger(uuid);
create function registry.sealed_places_of_danger(p_person uuid) returns table (id uuid, sealed bytea)
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select distinct on (f.person_id) f.id, f.sealed from registry.person p
    join registry.person q on q.identity_id = p.identity_id
    join registry.restricted_fact f on f.person_id = q.id and f.code = 'cannotReturnTo' and f.country = access.actor_country()
    where p.id = p_person and registry.may_see_person(p_person)
    order by f.person_id, f.seq desc
  $$;
revoke all on function registry.sealed_places_of_danger from public;
grant execute on function registry.sealed_places_of_danger to ventanilla_runtime;

-- The records of one person: of those in sight their code and case; of the others only that there are some, and whether a case is open, never
-- where: an office may be what somebody must not find.
create function registry.records_of_identity(p_person uuid)
returns table (id uuid, in_sight boolean, public_code text, given_names text, surname1 text, surname2 text, case_id uuid, case_open boolean, office_id uuid, registered_at timestamptz)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select q.id, s.seen, case when s.seen then q.public_code end, case when s.seen then q.given_names end, case when s.seen then q.surname1 end, case when s.seen then q.surname2 end,
    case when s.seen then c.id end, coalesce(c.state <> 'closed', false), case when s.seen then c.office_id end, q.registered_at
  from registry.person p join registry.person q on q.identity_id = p.identity_id
  cross join lateral (select registry.may_see_person(q.id) as seen) s
  left join lateral (select k.id, k.state, k.office_id from registry.case_file k where k.person_id = q.id order by (k.state = 'closed'), k.opened_at desc limit 1) c on true
  where p.id = p_person and p.country = access.actor_country() and registry.may_see_person(p_person)
  order by q.registered_at, q.id
$$;
revoke all on function registry.records_of_identity from public;
grant execute on function registry.records_of_identity to ventanilla_runtime;
