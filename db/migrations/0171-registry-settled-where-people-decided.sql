-- Only identities about which a person decided can hold an answer: the comparison of the whole registry asks for those alone, and not for every pair
-- it found.
create index identity_link_by_people on registry.identity_link (country) where source = 'person' and undone_at is null;

create or replace function registry.settle_found(p_run uuid) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  with decided as materialized (
    select distinct p.identity_id from registry.identity_link l cross join lateral (values (l.person_a), (l.person_b)) as said (person_id)
    join registry.person p on p.id = said.person_id
    where l.country = access.actor_country() and l.source = 'person' and l.undone_at is null
  ), answered as materialized (
    select lp.person_a, lp.person_b, registry.answer_to(lp.person_a, lp.person_b) as answer
    from registry.linkage_pair lp join registry.person p on p.id = lp.person_a left join decided d on d.identity_id = p.identity_id
    where lp.run_id = p_run and lp.country = access.actor_country() and (d.identity_id is not null or lp.settled_by is not null)
  )
  update registry.linkage_pair lp set settled_by = w.answer from answered w
  where lp.person_a = w.person_a and lp.person_b = w.person_b and lp.settled_by is distinct from w.answer;
end $$;
