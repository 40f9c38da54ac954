-- Needs for which the directory has nothing: figures count them by kind and municipality.
create or replace view assessment.facts_need with (security_barrier) as
  select n.country, md5(n.id::text) as need_key, md5(c.person_id::text) as person_key, c.office_id, c.destination_admin2 as admin2,
    case when n.restricted then 'reserved' else n.need_code end as need_code, n.urgency, n.state, n.source, n.opened_on, n.closed_on, n.restricted,
    n.nothing_since
  from assessment.need n join registry.case_file c on c.id = n.case_id
  where n.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
