-- A no to an institution ends its seats for good, as a consent that is taken back does: the record of the conference says so, and a yes for another conference gives nothing back.
create or replace function plans.close_conference_shares(p_consent uuid, p_actor_name text) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, plans as $$
begin
  if not registry.keeps_records() and not access.actor_is('supervisor', 'system') then
    raise insufficient_privilege;
  end if;
  with ended as (
    update plans.conference_member m set share_closed_at = referrals.time_now(), share_closed_why = 'consent-withdrawn'
    from registry.consent said join registry.consent k on k.person_id = said.person_id
    where said.id = p_consent and said.country = access.actor_country() and m.consent_id = k.id and m.country = said.country and m.share_closed_at is null
      and (k.id = said.id and said.withdrawn_at is not null
        or not said.given and k.purpose = said.purpose and k.recipient_organization_id = said.recipient_organization_id and k.seq < said.seq)
    returning m.id, m.country, m.conference_id)
  insert into plans.conference_entry (id, country, conference_id, member_id, kind, actor_id, actor_name, at)
    select gen_random_uuid(), e.country, e.conference_id, e.id, 'consent-withdrawn', access.actor_user(), p_actor_name, referrals.time_now() from ended e;
end $$;

-- What was refused before: nobody reads there already; from here on it says so.
update plans.conference_member m set share_closed_at = no.recorded_at, share_closed_why = 'consent-withdrawn'
  from registry.consent k, lateral (select min(later.recorded_at) as recorded_at from registry.consent later
    where later.person_id = k.person_id and later.purpose = k.purpose and later.recipient_organization_id = k.recipient_organization_id and later.seq > k.seq and not later.given) no
  where k.id = m.consent_id and m.share_closed_at is null and no.recorded_at is not null;
