-- Whoever records that a person takes consent back, sharing stops: also when a reception point or a consulate does it, which
-- otherwise see no referral at all.
create function referrals.consent_withdrawn(p_consent uuid) returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog, referrals
  as $$ select exists (select from registry.consent k where k.id = p_consent and k.withdrawn_at is not null) $$;
revoke all on function referrals.consent_withdrawn from public;
grant execute on function referrals.consent_withdrawn to ventanilla_runtime;

drop policy referral_officer_read on referrals.referral;
create policy referral_officer_read on referrals.referral for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(case_id));
create policy referral_withdrawn_read on referrals.referral for select using (
  country = access.actor_country() and access.actor_is('reception', 'consular') and registry.may_see_case(case_id) and referrals.consent_withdrawn(consent_id));
create policy referral_withdrawn_change on referrals.referral for update using (
  country = access.actor_country() and access.actor_is('reception', 'consular') and registry.may_see_case(case_id) and referrals.consent_withdrawn(consent_id));

drop policy shared_officer_read on referrals.shared;
create policy shared_officer_read on referrals.shared for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and exists (select from referrals.referral r where r.id = referral_id));
drop policy event_officer on referrals.referral_event;
create policy event_officer on referrals.referral_event for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and exists (select from referrals.referral r where r.id = referral_id));
create policy event_withdrawn on referrals.referral_event for insert with check (
  country = access.actor_country() and access.actor_is('reception', 'consular') and kind = 'consent-withdrawn' and actor_id = access.actor_user()
  and exists (select from referrals.referral r where r.id = referral_id));

-- Referrals go with their case, whoever moved it; the office is the case's own.
create function referrals.follow_case(p_case uuid) returns void language sql volatile security definer set search_path = pg_catalog, referrals
  as $$
    update referrals.referral r set office_id = c.office_id from registry.case_file c
    where c.id = p_case and r.case_id = c.id and registry.may_see_case(p_case) and (registry.keeps_records() or access.actor_is('supervisor'))
  $$;
revoke all on function referrals.follow_case from public;
grant execute on function referrals.follow_case to ventanilla_runtime;
