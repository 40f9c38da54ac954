-- One clock for the step that is waited for; what is shared may change after sending, in versions; the person confirms an outcome; a link answers like an account.
alter table referrals.referral add column clock_at timestamptz;
alter table referrals.referral add column remind_at timestamptz;
alter table referrals.referral add column supervisor_at timestamptz;
alter table referrals.referral add column zone text;
alter table referrals.referral add column shared_version integer not null default 0;
alter table referrals.referral add column amended_at timestamptz;
alter table referrals.referral add column confirmed text check (confirmed in ('yes', 'partly', 'no'));
alter table referrals.referral add column confirmed_at timestamptz;
alter table referrals.referral add column confirm_tries smallint not null default 0;
alter table referrals.referral add column case_closed_at timestamptz;
comment on column referrals.referral.clock_at is 'Until when the step that is waited for should be done | sensitivity: internal | purpose: referral';
comment on column referrals.referral.remind_at is 'From when the other side is reminded | sensitivity: internal | purpose: referral';
comment on column referrals.referral.supervisor_at is 'From when supervision hears that it is late | sensitivity: internal | purpose: referral';
comment on column referrals.referral.zone is 'Time zone of the place the case leads to, where it is not the country’s | sensitivity: internal | purpose: referral';
comment on column referrals.referral.shared_version is 'Version of the shared copy that counts; 0 is the one of sending | sensitivity: internal | purpose: referral';
comment on column referrals.referral.amended_at is 'When what is shared last changed | sensitivity: internal | purpose: referral';
comment on column referrals.referral.confirmed is 'What the person says of the outcome | sensitivity: personal | purpose: referral';
comment on column referrals.referral.confirmed_at is 'When the person said so | sensitivity: internal | purpose: referral';
comment on column referrals.referral.confirm_tries is 'How often the person was asked and not reached | sensitivity: internal | purpose: referral';
comment on column referrals.referral.case_closed_at is 'Its case was closed and nobody decided yet whether it goes on | sensitivity: internal | purpose: referral';
update referrals.referral set clock_at = due_at, remind_at = sent_at + (due_at - sent_at) / 2, supervisor_at = due_at + (due_at - sent_at)
  where state in ('sent', 'received', 'more-information-asked');
-- What waits longest or is due first; what nobody is waited for stands where it came back.
alter table referrals.referral add column list_at timestamptz not null generated always as (coalesce(clock_at, state_since)) stored;
comment on column referrals.referral.list_at is 'Its place on a list | sensitivity: none | purpose: display';
alter table referrals.referral add constraint referral_clock check (num_nonnulls(clock_at, remind_at, supervisor_at) in (0, 3) and (closed_at is null or clock_at is null));
alter table referrals.referral add constraint referral_confirmed check ((confirmed is null or state = 'completed') and (confirmed is null) = (confirmed_at is null));
grant update (clock_at, remind_at, supervisor_at, shared_version, amended_at, confirmed, confirmed_at, confirm_tries, case_closed_at) on referrals.referral to ventanilla_runtime;

-- A page of each list is the first rows of one index, by office and state.
drop index referrals.referral_office;
create index referral_list on referrals.referral (office_id, state, list_at, id) where not handled;
create index referral_clock_ends on referrals.referral (office_id, clock_at) where not handled and state in ('accepted', 'waiting-list', 'in-service');
create index referral_escalated on referrals.referral (office_id, supervisor_at) where not handled and supervisor_at is not null;
create index referral_case_closed on referrals.referral (office_id, case_closed_at) where case_closed_at is not null;
drop index referrals.referral_provider;
create index referral_provider on referrals.referral (provider_organization, state, list_at, id);

-- Somebody without an account answers through a link: then there is a link instead of an account.
alter table referrals.referral_event add column link_id uuid;
comment on column referrals.referral_event.link_id is 'Link through which somebody without an account answered | sensitivity: internal | purpose: referral';
alter table referrals.referral_event alter column actor_id drop not null;
alter table referrals.referral_event add constraint referral_event_by_whom check (num_nonnulls(actor_id, link_id) = 1);
alter table referrals.referral_event drop constraint referral_event_side_check;
alter table referrals.referral_event add constraint referral_event_side_check check (side in ('officer', 'provider', 'person', 'supervisor'));

-- Versions of what is shared; the newest counts, none is ever changed.
create table referrals.shared_version (
  referral_id uuid not null references referrals.referral (id),
  version integer not null check (version > 0),
  country text not null,
  at timestamptz not null,
  by_user uuid not null,
  sections text[] not null,
  consent_id uuid,
  consent_before uuid,
  snapshot jsonb not null,
  primary key (referral_id, version)
);
comment on table referrals.shared_version is 'What is shared from a change on; the copy of sending and earlier versions stay as they were.';
comment on column referrals.shared_version.referral_id is 'Referral | sensitivity: internal | purpose: referral';
comment on column referrals.shared_version.version is 'Order of the versions | sensitivity: none | purpose: referral';
comment on column referrals.shared_version.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.shared_version.at is 'When it changed | sensitivity: internal | purpose: referral';
comment on column referrals.shared_version.by_user is 'Account that changed it | sensitivity: internal | purpose: referral';
comment on column referrals.shared_version.sections is 'Sections that are shared | sensitivity: internal | purpose: consent';
comment on column referrals.shared_version.consent_id is 'Consent that was given for this version | sensitivity: internal | purpose: consent';
comment on column referrals.shared_version.consent_before is 'Consent that carried the referral before | sensitivity: internal | purpose: consent';
comment on column referrals.shared_version.snapshot is 'First name, code, age, need and the agreed sections, in words | sensitivity: personal | purpose: service-provision';
create index shared_version_consent on referrals.shared_version (consent_before) where consent_before is not null;

-- The sections that are shared now: a version may have fewer of them, and more only with a consent of its own.
create function referrals.sections_shared(p_referral uuid) returns text[] language plpgsql stable parallel safe security definer set search_path = pg_catalog, referrals as $$
begin
  return (select coalesce((select v.sections from referrals.shared_version v where v.referral_id = p_referral order by v.version desc limit 1), s.sections)
    from referrals.referral r join referrals.shared s on s.referral_id = r.id
    where r.id = p_referral and r.country = access.actor_country() and registry.may_see_case(r.case_id));
end $$;
revoke all on function referrals.sections_shared from public;
grant execute on function referrals.sections_shared to ventanilla_runtime;

alter table referrals.shared_version enable row level security;
create policy shared_version_officer_read on referrals.shared_version for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and exists (select from referrals.referral r where r.id = referral_id));
create policy shared_version_officer_write on referrals.shared_version for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and by_user = access.actor_user()
  and exists (select from referrals.referral r where r.id = referral_id and r.closed_at is null and r.share_closed_at is null and r.consent_id is not distinct from consent_before)
  and (consent_id is not null or sections <@ referrals.sections_shared(referral_id)));
create policy shared_version_provider_read on referrals.shared_version for select using (
  country = access.actor_country() and access.actor_is('provider')
  and exists (select from referrals.referral r where r.id = referral_id and r.share_closed_at is null));
grant select, insert on referrals.shared_version to ventanilla_runtime;

-- A referral ends with any consent that ever carried it.
create function referrals.share_withdrawn(p_referral uuid, p_consent uuid) returns boolean language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
begin
  return referrals.consent_withdrawn(p_consent)
    or exists (select from referrals.shared_version v where v.referral_id = p_referral and v.consent_before is not null and referrals.consent_withdrawn(v.consent_before));
end $$;
create function referrals.under_consent(p_consent uuid) returns setof uuid language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
begin
  return query select r.id from referrals.referral r
    where r.country = access.actor_country() and registry.may_see_case(r.case_id) and (registry.keeps_records() or access.actor_is('supervisor'))
      and (r.consent_id = p_consent or r.id in (select v.referral_id from referrals.shared_version v where v.consent_before = p_consent));
end $$;
revoke all on function referrals.share_withdrawn, referrals.under_consent from public;
grant execute on function referrals.share_withdrawn, referrals.under_consent to ventanilla_runtime;

drop policy referral_withdrawn_read on referrals.referral;
create policy referral_withdrawn_read on referrals.referral for select using (
  country = access.actor_country() and access.actor_is('reception', 'consular') and registry.may_see_case(case_id) and referrals.share_withdrawn(id, consent_id));
drop policy referral_withdrawn_change on referrals.referral;
create policy referral_withdrawn_change on referrals.referral for update using (
  country = access.actor_country() and access.actor_is('reception', 'consular') and registry.may_see_case(case_id) and referrals.share_withdrawn(id, consent_id));
drop policy referral_secret on referrals.referral;
create policy referral_secret on referrals.referral as restrictive for select using (
  access.actor_is('provider') or sent_by = access.actor_user() or assessment.may_see_need(need_id) or referrals.share_withdrawn(id, consent_id));

-- The provider reads the steps of both sides; what the officers write among themselves, or the person says of the outcome, is not theirs.
drop policy event_provider on referrals.referral_event;
create policy event_provider on referrals.referral_event for select using (
  country = access.actor_country() and access.actor_is('provider')
  and kind in ('send', 'resend', 'open', 'accept', 'decline', 'ask', 'answer', 'waiting-list', 'start', 'complete', 'did-not-come', 'amend')
  and exists (select from referrals.referral r where r.id = referral_id and r.share_closed_at is null));

-- Open referrals of a case that was closed stand on a list until somebody decides. The mark follows from the case alone, so whoever closed or opened it may bring it in line.
create function referrals.note_case_state(p_case uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, referrals as $$
begin
  update referrals.referral r set case_closed_at = case when o.state = 'closed' then coalesce(r.case_closed_at, referrals.time_now()) end
  from registry.case_file o join registry.cases_going_on_in(registry.case_in_charge(p_case)) t on true
  where o.id = registry.case_in_charge(p_case) and o.country = access.actor_country() and r.case_id = t and r.closed_at is null
    and (registry.keeps_records() or access.actor_is('supervisor', 'system'));
end $$;
revoke all on function referrals.note_case_state from public;
grant execute on function referrals.note_case_state to ventanilla_runtime;
