-- Sessions and drafts of a referral for a secret need put their case on no day list either: "somebody did not come" and "a referral is being written", with none to be seen,
-- say as much as the referral itself, of which 0951 says so already. Who may know of it finds it with the case and on the list of drafts.
create or replace function referrals.note_sessions(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, referrals as $$
declare
  charge uuid := registry.case_in_charge(p_case);
begin
  perform registry.note_step(charge, 'session', (select min(s.on_day) from referrals.course k join referrals.course_session s on s.course_id = k.id join referrals.referral r on r.id = k.referral_id
    where r.case_id in (select registry.cases_going_on_in(charge)) and r.state = 'in-service' and s.state = 'missed' and (k.noted_at is null or s.state_at > k.noted_at)
      and not exists (select from assessment.need n where n.id = r.need_id and n.restricted)), null);
end $$;
create or replace function referrals.note_draft_steps(p_case uuid) returns void language plpgsql security definer set search_path = pg_catalog, referrals as $$
declare
  charge uuid := registry.case_in_charge(p_case);
begin
  perform registry.note_step(charge, 'referral-draft', (select min(d.remind_on) from referrals.draft d
    where d.case_id in (select registry.cases_going_on_in(charge)) and not exists (select from assessment.need n where n.id = d.need_id and n.restricted)), null);
end $$;

-- A need that becomes secret later takes these steps along as well, and gives them back.
create or replace function referrals.steps_of_need() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  if new.restricted then
    perform registry.reserve_consent(k.id) from (
      select r.consent_id as id from referrals.referral r where r.need_id = new.id
      union select unnest(array[v.consent_id, v.consent_before]) from referrals.shared_version v join referrals.referral r on r.id = v.referral_id where r.need_id = new.id) k
      where k.id is not null;
  end if;
  perform referrals.note_steps(new.case_id), referrals.note_sessions(new.case_id), referrals.note_draft_steps(new.case_id);
  return null;
end $$;

do $$
begin
  perform referrals.note_sessions(c.case_id), referrals.note_draft_steps(c.case_id) from (
    select r.case_id from referrals.course k join referrals.referral r on r.id = k.referral_id join assessment.need n on n.id = r.need_id where n.restricted
    union select d.case_id from referrals.draft d join assessment.need n on n.id = d.need_id where n.restricted) c;
end $$;
