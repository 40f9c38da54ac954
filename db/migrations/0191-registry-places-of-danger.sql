-- Places where a person would be in danger steer suggestions for everybody who may see the person; the list itself stays with
-- protection. The value leaves the database sealed: only the house has the key, and no route returns it.
create function registry.sealed_places_of_danger(p_person uuid) returns table (id uuid, sealed bytea)
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select f.id, f.sealed from registry.restricted_fact f
    where f.person_id = p_person and f.code = 'cannotReturnTo' and f.country = access.actor_country() and registry.may_see_person(p_person)
    order by f.seq desc limit 1
  $$;
revoke all on function registry.sealed_places_of_danger from public;
grant execute on function registry.sealed_places_of_danger to ventanilla_runtime;
