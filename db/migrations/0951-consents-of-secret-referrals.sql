-- A consent names who receives and for which service. Where the need behind it is known to the closed circle alone, that would tell colleagues what neither need nor
-- referral tells them. They learn that there is a consent, and can write down that it is taken back; who receives it stays with protection and with who recorded it.
alter table registry.consent add column reserved boolean not null default false;
comment on column registry.consent.reserved is 'Rests on something that only the closed circle knows: recipient and sections are for it and for who recorded it | sensitivity: internal | purpose: scope';

-- Second wall: who neither belongs to the circle nor recorded it does not read the row at all.
create policy consent_reserved on registry.consent as restrictive for select using (
  not reserved or (select access.actor_is('protection')) or recorded_by = access.actor_user());

-- Consents of people in sight, as far as the actor may know them.
create view registry.consent_in_sight with (security_barrier) as
  select c.id, c.country, c.person_id, c.case_id, c.purpose, c.given, c.given_by, c.child_assent, c.wording_version, c.language, c.read_aloud, c.recorded_by, c.recorded_at, c.withdrawn_at, c.seq, c.reserved,
    case when k.known then c.recipient_organization_id end as recipient_organization_id, case when k.known then c.recipient_service_id end as recipient_service_id,
    case when k.known then c.sections else '{}' end as sections
  from registry.consent c, lateral (select not c.reserved or access.actor_is('protection') or c.recorded_by = access.actor_user() as known) k
  where c.country = access.actor_country() and registry.may_see_person(c.person_id) and (not access.actor_is('reception') or registry.in_actor_reach(c.recorded_by));
comment on view registry.consent_in_sight is 'Consents of people in sight; of reserved ones recipient and sections only for the closed circle and for who recorded them.';
grant select on registry.consent_in_sight to ventanilla_runtime;

-- Whoever the person tells it to writes down that it is taken back, also of what they may not read.
create function registry.withdraw_reserved(p_consent uuid, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not registry.keeps_records() then
    return false;
  end if;
  update registry.consent k set withdrawn_by = access.actor_user(), withdrawn_at = p_now
    where k.id = p_consent and k.reserved and k.withdrawn_at is null and k.country = access.actor_country() and registry.may_see_person(k.person_id)
      and (not access.actor_is('reception') or registry.in_actor_reach(k.recorded_by));
  return found;
end $$;
comment on function registry.withdraw_reserved(uuid, timestamptz) is 'Takes back a reserved consent of somebody in sight.';
create function registry.reserve_consent(p_consent uuid) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  update registry.consent k set reserved = true where k.id = p_consent and not k.reserved
$$;
revoke all on function registry.withdraw_reserved, registry.reserve_consent from public;
grant execute on function registry.withdraw_reserved to ventanilla_runtime;

-- A consent that carries a referral for a secret need is as secret, whatever command wrote it.
create function referrals.reserve_with_need() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  if exists (select from assessment.need n where n.id = new.need_id and n.restricted) then
    perform registry.reserve_consent(new.consent_id);
  end if;
  return null;
end $$;
create trigger reserve_with_need after insert or update of consent_id on referrals.referral for each row when (new.consent_id is not null) execute function referrals.reserve_with_need();
update registry.consent k set reserved = true where k.id in (
  select r.consent_id from referrals.referral r join assessment.need n on n.id = r.need_id where n.restricted and r.consent_id is not null
  union select v.consent_before from referrals.shared_version v join referrals.referral r on r.id = v.referral_id join assessment.need n on n.id = r.need_id where n.restricted and v.consent_before is not null
  union select v.consent_id from referrals.shared_version v join referrals.referral r on r.id = v.referral_id join assessment.need n on n.id = r.need_id where n.restricted and v.consent_id is not null);

-- Nor does such a referral put its case on a day list: "somebody outside is waited for", with no referral to be seen, says as much. It stands on the lists of referrals of
-- those who may know of it, with its clock.
do $$
declare
  whole text;
  was constant text := 'where r.case_id in (select registry.cases_going_on_in(charge));';
begin
  select pg_get_functiondef('referrals.note_steps(uuid)'::regprocedure) into whole;
  if position(was in whole) = 0 then
    raise exception 'referrals.note_steps is not what this migration knows';
  end if;
  execute replace(whole, was, 'where r.case_id in (select registry.cases_going_on_in(charge)) and not exists (select from assessment.need n where n.id = r.need_id and n.restricted);');
end $$;
create function referrals.steps_of_need() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  perform referrals.note_steps(new.case_id);
  return null;
end $$;
create trigger steps_of_need after update of restricted on assessment.need for each row when (old.restricted is distinct from new.restricted) execute function referrals.steps_of_need();
revoke all on function referrals.reserve_with_need, referrals.steps_of_need from public;
do $$
begin
  perform referrals.note_steps(c.case_id) from (select distinct r.case_id from referrals.referral r join assessment.need n on n.id = r.need_id where n.restricted and r.closed_at is null) c;
end $$;
