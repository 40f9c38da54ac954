-- A need that becomes secret later takes the consents of its referrals along.
create or replace function referrals.steps_of_need() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  if new.restricted then
    perform registry.reserve_consent(k.id) from (
      select r.consent_id as id from referrals.referral r where r.need_id = new.id
      union select unnest(array[v.consent_id, v.consent_before]) from referrals.shared_version v join referrals.referral r on r.id = v.referral_id where r.need_id = new.id) k
      where k.id is not null;
  end if;
  perform referrals.note_steps(new.case_id);
  return null;
end $$;
