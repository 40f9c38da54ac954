-- Figures of a million referrals. Three things made them slow: whose offices count was a choice that no index could follow; every row was joined with its person,
-- also where nobody is counted; and conditions were asked of each case anew (that is mended where they are asked).

-- Offices of which the actor may have figures: for an analyst all of the country, for a supervisor those in supervision.
create function registry.figure_offices() returns uuid[] language plpgsql stable parallel safe security definer set search_path = pg_catalog, registry as $$
begin
  if access.actor_is('analyst') then
    return (select coalesce(array_agg(o.id), '{}') from access.office o where o.country = access.actor_country());
  end if;
  return case when access.actor_is('supervisor') then registry.actor_offices() else '{}' end;
end $$;
revoke all on function registry.figure_offices() from public;
grant execute on function registry.figure_offices() to ventanilla_runtime;

create or replace view registry.facts_case with (security_barrier) as
  select c.country, md5(c.id::text) as case_key, (select md5(p.identity_id::text) from registry.person p where p.id = c.person_id) as person_key, c.office_id, c.state, c.urgency,
    c.destination_admin2 as admin2, c.answer_by, c.opened_on, c.closed_at,
    (select coalesce(p.sex, 'unknown') from registry.person p where p.id = c.person_id) as sex,
    (select registry.age_group(p.birth_date, c.opened_on) from registry.person p where p.id = c.person_id) as age_group,
    case when access.actor_is('supervisor') then c.officer_id end as officer_id
  from registry.case_file c
  where c.country = access.actor_country() and c.office_id = any ((select registry.figure_offices())::uuid[])
    and not exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null);

create or replace view plans.facts_follow_up with (security_barrier) as
  select f.country, md5(f.id::text) as follow_up_key,
    (select md5(p.identity_id::text) from registry.case_file c join registry.person p on p.id = c.person_id where c.id = f.case_id) as person_key, f.office_id,
    (select c.destination_admin2 from registry.case_file c where c.id = f.case_id) as admin2,
    f.code, f.round, f.first_due_on, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.outcome, f.closed_on,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = f.case_id and j.undone_at is null), md5(f.case_id::text)) as case_key
  from plans.follow_up f
  where f.country = access.actor_country() and f.office_id = any ((select registry.figure_offices())::uuid[])
    and not (f.state = 'cancelled' and exists (select from plans.put_aside a where a.follow_up_id = f.id and a.why = 'joined'));

create or replace view assessment.facts_need with (security_barrier) as
  select n.country, md5(n.id::text) as need_key, (select md5(p.identity_id::text) from registry.person p where p.id = c.person_id) as person_key, c.office_id,
    c.destination_admin2 as admin2, case when n.restricted then 'reserved' else n.need_code end as need_code,
    n.urgency, n.state, n.source, n.opened_on, n.closed_on, n.restricted, n.nothing_since,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = n.case_id and j.undone_at is null), md5(n.case_id::text)) as case_key
  from assessment.need n join registry.case_file c on c.id = n.case_id
  where n.country = access.actor_country() and c.office_id = any ((select registry.figure_offices())::uuid[]);

create or replace view referrals.facts_referral with (security_barrier) as
  select r.country, md5(r.id::text) as referral_key,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = r.case_id and j.undone_at is null), md5(r.case_id::text)) as case_key,
    (select md5(p.identity_id::text) from registry.person p where p.id = r.person_id) as person_key, r.office_id,
    r.need_code, r.service_id, r.provider_organization, r.urgency, r.state, r.sent_at, r.due_at, r.answered_at, r.closed_at, r.outcome, r.handled, md5(r.need_id::text) as need_key
  from referrals.referral r
  where r.country = access.actor_country() and r.sent_at is not null and r.office_id = any ((select registry.figure_offices())::uuid[]);

-- What is under way, and what was sent in a span of days, of an office.
create index referral_under_way on referrals.referral (office_id, case_id) where closed_at is null;
create index referral_sent on referrals.referral (office_id, sent_at);
