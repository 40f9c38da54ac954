-- The last word on what two views count a case by, after those that it replaces: a key, no id of a case that is out of sight.
create or replace view referrals.facts_referral with (security_barrier) as
  select r.country, md5(r.id::text) as referral_key,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = r.case_id and j.undone_at is null), md5(r.case_id::text)) as case_key,
    md5(p.identity_id::text) as person_key, r.office_id,
    r.need_code, r.service_id, r.provider_organization, r.urgency, r.state, r.sent_at, r.due_at, r.answered_at, r.closed_at, r.outcome, r.handled
  from referrals.referral r join registry.person p on p.id = r.person_id
  where r.country = access.actor_country() and r.sent_at is not null
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));

create or replace view plans.facts_follow_up with (security_barrier) as
  select f.country, md5(f.id::text) as follow_up_key, md5(p.identity_id::text) as person_key, f.office_id, c.destination_admin2 as admin2,
    f.code, f.round, f.first_due_on, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.outcome, f.closed_on,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = f.case_id and j.undone_at is null), md5(f.case_id::text)) as case_key
  from plans.follow_up f join registry.case_file c on c.id = f.case_id join registry.person p on p.id = c.person_id
  where f.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and f.office_id = any ((select registry.actor_offices())::uuid[])))
    and not exists (select from plans.put_aside a where a.follow_up_id = f.id and a.why = 'joined' and f.state = 'cancelled');

-- Whether consent was taken back is told to whoever sees the person who gave it; policies of referrals ask for no one else.
create or replace function referrals.consent_withdrawn(p_consent uuid) returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog, referrals
  as $$
    select exists (select from registry.consent k where k.id = p_consent and k.country = access.actor_country() and k.withdrawn_at is not null and registry.may_see_person(k.person_id))
  $$;
