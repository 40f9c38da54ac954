-- What comes back comes to the office that has the case in charge: of a case that goes on in another one, the office of that one. The value follows
-- from cases and joins alone, so whoever changed them may bring it in line.
create or replace function referrals.follow_case(p_case uuid) returns void language sql volatile security definer set search_path = pg_catalog, referrals
  as $$
    update referrals.referral r set office_id = o.office_id
    from registry.case_file o join registry.cases_going_on_in(registry.case_in_charge(p_case)) t on true
    where o.id = registry.case_in_charge(p_case) and o.country = access.actor_country() and r.case_id = t and r.office_id <> o.office_id
      and (registry.keeps_records() or access.actor_is('supervisor', 'system'))
  $$;

create or replace view referrals.facts_referral with (security_barrier) as
  select r.country, md5(r.id::text) as referral_key,
    md5(coalesce((select registry.case_in_charge(j.case_id) from registry.case_join j where j.case_id = r.case_id and j.undone_at is null), r.case_id)::text) as case_key,
    md5(p.identity_id::text) as person_key, r.office_id,
    r.need_code, r.service_id, r.provider_organization, r.urgency, r.state, r.sent_at, r.due_at, r.answered_at, r.closed_at, r.outcome, r.handled
  from referrals.referral r join registry.person p on p.id = r.person_id
  where r.country = access.actor_country() and r.sent_at is not null
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));
