-- Two records of one person are one person in the figures of needs too.
create or replace view assessment.facts_need with (security_barrier) as
  select n.country, md5(n.id::text) as need_key, md5(p.identity_id::text) as person_key, c.office_id, c.destination_admin2 as admin2,
    case when n.restricted then 'reserved' else n.need_code end as need_code, n.urgency, n.state, n.source, n.opened_on, n.closed_on, n.restricted
  from assessment.need n join registry.case_file c on c.id = n.case_id join registry.person p on p.id = c.person_id
  where n.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));

-- A case that goes on in another one is that one in the figures.
create or replace view registry.facts_case with (security_barrier) as
  select c.country, md5(c.id::text) as case_key, md5(p.identity_id::text) as person_key, c.office_id, c.state, c.urgency,
    c.destination_admin2 as admin2, c.answer_by, c.opened_on, c.closed_at, coalesce(p.sex, 'unknown') as sex,
    registry.age_group(p.birth_date, c.opened_on) as age_group
  from registry.case_file c join registry.person p on p.id = c.person_id
  where c.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])))
    and not exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null);
