-- Until now the database asked for a consent and believed whatever number stood there. It asks the consent itself: given, for referrals, by this person, to this organization, not taken back.
create function referrals.carries(p_consent uuid, p_country text, p_person uuid, p_case uuid, p_organization text) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, referrals as $$
begin
  -- Held until the end: a consent that is taken back in the same moment waits, and then ends this referral too.
  perform from registry.consent k join registry.case_file c on c.id = p_case and c.person_id = k.person_id
    where k.id = p_consent and k.country = p_country and k.person_id = p_person and k.purpose = 'referral' and k.given and k.withdrawn_at is null
      and k.recipient_organization_id = p_organization
    for share of k;
  return found;
end $$;
create function referrals.require_consent() returns trigger language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  if not referrals.carries(new.consent_id, new.country, new.person_id, new.case_id, new.provider_organization) then
    raise integrity_constraint_violation using message = 'a referral is carried by a consent that this person gave for it';
  end if;
  return new;
end $$;
revoke all on function referrals.carries, referrals.require_consent from public;
create trigger referral_requires_consent before insert on referrals.referral for each row when (new.consent_id is not null) execute function referrals.require_consent();
create trigger referral_changes_consent before update of consent_id on referrals.referral for each row
  when (new.consent_id is not null and new.consent_id is distinct from old.consent_id) execute function referrals.require_consent();

-- What goes with it is what was agreed to: with a consent its sections, with an emergency at most a safe contact.
create or replace function referrals.sections_allowed(p_referral uuid, p_sections text[], p_consent uuid) returns boolean language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
declare
  r referrals.referral;
begin
  select * into r from referrals.referral x where x.id = p_referral and x.country = access.actor_country();
  if not found then
    return false;
  end if;
  if p_consent is null and r.override_id is not null then
    return p_sections <@ array['contact'];
  end if;
  return exists (select from registry.consent k where k.id = coalesce(p_consent, r.consent_id) and k.country = r.country and k.person_id = r.person_id and k.purpose = 'referral'
    and k.given and k.withdrawn_at is null and k.recipient_organization_id = r.provider_organization and p_sections <@ k.sections);
end $$;
