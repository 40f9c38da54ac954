-- The key of the case beside each contact, so that figures can tell which cases have no next step.
create or replace view plans.facts_follow_up with (security_barrier) as
  select f.country, md5(f.id::text) as follow_up_key, md5(c.person_id::text) as person_key, f.office_id, c.destination_admin2 as admin2,
    f.code, f.round, f.first_due_on, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.outcome, f.closed_on, md5(f.case_id::text) as case_key
  from plans.follow_up f join registry.case_file c on c.id = f.case_id
  where f.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and f.office_id = any ((select registry.actor_offices())::uuid[])));
