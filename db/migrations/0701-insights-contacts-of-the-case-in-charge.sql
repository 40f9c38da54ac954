-- The last word on contacts in figures, after the views that it replaces: a contact is one of the case in charge, people are counted by identity, and a contact that
-- the case in charge has too is one.
create or replace view plans.facts_follow_up with (security_barrier) as
  select f.country, md5(f.id::text) as follow_up_key, md5(p.identity_id::text) as person_key, f.office_id, c.destination_admin2 as admin2,
    f.code, f.round, f.first_due_on, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.outcome, f.closed_on,
    md5(coalesce((select registry.case_in_charge(j.case_id) from registry.case_join j where j.case_id = f.case_id and j.undone_at is null), f.case_id)::text) as case_key
  from plans.follow_up f join registry.case_file c on c.id = f.case_id join registry.person p on p.id = c.person_id
  where f.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and f.office_id = any ((select registry.actor_offices())::uuid[])))
    and not exists (select from plans.put_aside a where a.follow_up_id = f.id and a.why = 'joined' and f.state = 'cancelled');
