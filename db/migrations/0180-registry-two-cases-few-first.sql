-- People with two open cases are few among those who are linked, and these few among everybody: they are found in that order, by an index that knows
-- the identity as well, and only then asked who may see them. Planned as one join it read all open cases and the sight of everybody.
create index person_linked_to on registry.person (country, id) include (identity_id) where identity_id <> id;
drop index registry.person_linked;

create function registry.people_with_two_cases(p_limit int) returns table (identity_id uuid, since timestamptz)
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    with offices as materialized (select registry.actor_offices() as ids where access.actor_is('supervisor')),
    linked as materialized (
      select p.id, p.identity_id from registry.person p where p.country = access.actor_country() and p.identity_id <> p.id and exists (select from offices)),
    one as materialized (
      select l.id, l.identity_id, c.office_id, c.opened_at from linked l
      cross join lateral (select c.office_id, c.opened_at from registry.case_file c where c.person_id = l.id and c.state <> 'closed' limit 1) c),
    two as materialized (
      select p.id, q.id as other, p.identity_id, p.office_id as here, o.office_id as there, greatest(p.opened_at, o.opened_at) as since from one p
      cross join lateral (select q.id from registry.person q where q.identity_id = p.identity_id and q.id <> p.id offset 0) q
      cross join lateral (select o.office_id, o.opened_at from registry.case_file o where o.person_id = q.id and o.state <> 'closed' limit 1) o)
    select t.identity_id, min(t.since) from two t cross join offices f
      cross join lateral (select from registry.person_office s where s.person_id = t.id and s.office_id = any (f.ids) limit 1) as sees_one
      cross join lateral (select from registry.person_office s where s.person_id = t.other and s.office_id = any (f.ids) limit 1) as sees_other
    where not exists (select from registry.person_office s join registry.person_office u on u.office_id = s.office_id and u.person_id = t.other
      where s.person_id = t.id and s.office_id in (t.here, t.there))
    group by t.identity_id order by 2, 1 limit p_limit
  $$;
comment on function registry.people_with_two_cases(int) is 'Identities with two open cases whose offices do not see one another, longest first: for supervision that sees both.';
revoke all on function registry.people_with_two_cases from public;
grant execute on function registry.people_with_two_cases to ventanilla_runtime;
