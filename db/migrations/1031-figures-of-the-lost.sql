-- Who is lost now is counted from the rows of contacts, of which the offices have an index; through the periods the whole country was read.
create or replace view plans.facts_follow_up with (security_barrier) as
  select f.country, md5(f.id::text) as follow_up_key,
    (select md5(p.identity_id::text) from registry.case_file c join registry.person p on p.id = c.person_id where c.id = f.case_id) as person_key, f.office_id,
    (select c.destination_admin2 from registry.case_file c where c.id = f.case_id) as admin2,
    f.code, f.round, f.first_due_on, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.outcome, f.closed_on,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = f.case_id and j.undone_at is null), md5(f.case_id::text)) as case_key,
    f.lost_now
  from plans.follow_up f
  where f.country = access.actor_country() and f.office_id = any ((select registry.figure_offices())::uuid[])
    and not (f.state = 'cancelled' and exists (select from plans.put_aside a where a.follow_up_id = f.id and a.why = 'joined'));
