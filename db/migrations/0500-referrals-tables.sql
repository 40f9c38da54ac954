create schema referrals;
comment on schema referrals is 'Referrals: what was asked of a service, what was shared for it, and what came back.';
grant usage on schema referrals to ventanilla_runtime;

-- The time that counts: the one the transaction carries (tests and demo move it), else the machine's.
create function referrals.time_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

create table referrals.referral (
  id uuid primary key,
  country text not null,
  case_id uuid not null,
  person_id uuid not null,
  need_id uuid not null,
  need_code text not null,
  need_label jsonb not null,
  office_id uuid not null,
  service_id text not null,
  service_name jsonb not null,
  provider_organization text not null,
  provider_name text not null,
  urgency text not null check (urgency in ('24h', '72h', '2weeks', 'long')),
  state text not null check (state in ('draft', 'sent', 'received', 'accepted', 'declined', 'more-information-asked',
    'waiting-list', 'in-service', 'completed', 'did-not-come', 'withdrawn')),
  state_since timestamptz not null,
  consent_id uuid,
  sent_at timestamptz,
  sent_by uuid not null,
  due_at timestamptz,
  answered_at timestamptz,
  reason text,
  alternative_service_id text,
  outcome text check (outcome in ('reached', 'partly', 'not-reached')),
  handled boolean not null default false,
  share_closed_at timestamptz,
  closed_at timestamptz,
  provider_until timestamptz,
  replaces uuid references referrals.referral (id),
  -- Nothing leaves without a consent, whatever the program does.
  check (state in ('draft', 'withdrawn') or (consent_id is not null and sent_at is not null and due_at is not null)),
  check ((closed_at is not null) = (state in ('declined', 'completed', 'did-not-come', 'withdrawn'))),
  check (state <> 'completed' or outcome is not null),
  check (state <> 'declined' or reason is not null)
);
comment on table referrals.referral is 'One request to one service for one need of one person.';
comment on column referrals.referral.id is 'Referral | sensitivity: internal | purpose: referral';
comment on column referrals.referral.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.referral.case_id is 'Case it belongs to | sensitivity: internal | purpose: referral';
comment on column referrals.referral.person_id is 'Person it is for | sensitivity: internal | purpose: referral';
comment on column referrals.referral.need_id is 'Need it should answer | sensitivity: internal | purpose: referral';
comment on column referrals.referral.need_code is 'Kind of need | sensitivity: personal | purpose: referral';
comment on column referrals.referral.need_label is 'Kind of need in words, as it was when sent | sensitivity: personal | purpose: display';
comment on column referrals.referral.office_id is 'Office that sent it and gets the answer | sensitivity: internal | purpose: scope';
comment on column referrals.referral.service_id is 'Service of the directory it is addressed to | sensitivity: personal | purpose: referral';
comment on column referrals.referral.service_name is 'Name of the service as it was when sent | sensitivity: personal | purpose: display';
comment on column referrals.referral.provider_organization is 'Organization that answers | sensitivity: personal | purpose: scope';
comment on column referrals.referral.provider_name is 'Its name as it was when sent | sensitivity: personal | purpose: display';
comment on column referrals.referral.urgency is 'How soon an answer is needed | sensitivity: internal | purpose: referral';
comment on column referrals.referral.state is 'State; expired is never stored but follows from due_at | sensitivity: internal | purpose: referral';
comment on column referrals.referral.state_since is 'When this state began | sensitivity: internal | purpose: referral';
comment on column referrals.referral.consent_id is 'Recorded consent that covers what is shared | sensitivity: internal | purpose: consent';
comment on column referrals.referral.sent_at is 'When it was last sent | sensitivity: internal | purpose: referral';
comment on column referrals.referral.sent_by is 'Account that sent it | sensitivity: internal | purpose: referral';
comment on column referrals.referral.due_at is 'Until when the provider should answer | sensitivity: internal | purpose: referral';
comment on column referrals.referral.answered_at is 'First answer of the provider | sensitivity: internal | purpose: statistics';
comment on column referrals.referral.reason is 'Code of the reason for declining | sensitivity: personal | purpose: referral';
comment on column referrals.referral.alternative_service_id is 'Service that the provider suggests instead | sensitivity: personal | purpose: referral';
comment on column referrals.referral.outcome is 'What was reached, as the provider says | sensitivity: personal | purpose: referral';
comment on column referrals.referral.handled is 'The officer has dealt with the answer | sensitivity: internal | purpose: referral';
comment on column referrals.referral.share_closed_at is 'When the person withdrew consent; from then on the provider reads nothing | sensitivity: internal | purpose: consent';
comment on column referrals.referral.closed_at is 'When it reached a final state | sensitivity: internal | purpose: referral';
comment on column referrals.referral.provider_until is 'Until when the provider may still open it after it was closed | sensitivity: internal | purpose: retention';
comment on column referrals.referral.replaces is 'Earlier referral it takes the place of | sensitivity: internal | purpose: referral';
create index referral_case on referrals.referral (case_id);
create index referral_need on referrals.referral (need_id);
create index referral_consent on referrals.referral (consent_id);
create index referral_office on referrals.referral (office_id, state) where not handled;
create index referral_provider on referrals.referral (provider_organization, state);

create table referrals.shared (
  referral_id uuid primary key references referrals.referral (id),
  country text not null,
  sections text[] not null,
  wording_version text not null,
  language text not null,
  snapshot jsonb not null
);
comment on table referrals.shared is 'The copy of the agreed parts of the record: the only thing about the person that a provider can read.';
comment on column referrals.shared.referral_id is 'Referral | sensitivity: internal | purpose: referral';
comment on column referrals.shared.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.shared.sections is 'Sections that the person agreed to share | sensitivity: internal | purpose: consent';
comment on column referrals.shared.wording_version is 'Version of the wording that was read | sensitivity: none | purpose: consent';
comment on column referrals.shared.language is 'Language it was read in | sensitivity: personal | purpose: consent';
comment on column referrals.shared.snapshot is 'First name, code, age, need and the agreed sections, in words | sensitivity: personal | purpose: service-provision';

create table referrals.referral_event (
  id uuid primary key,
  country text not null,
  referral_id uuid not null references referrals.referral (id),
  command_id uuid not null,
  at timestamptz not null,
  kind text not null,
  state text not null,
  side text not null check (side in ('officer', 'provider', 'person')),
  actor_id uuid not null,
  actor_name text not null,
  note text,
  reason text,
  unique (referral_id, command_id)
);
comment on table referrals.referral_event is 'What happened to a referral, in order; never changed.';
comment on column referrals.referral_event.id is 'Entry | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.referral_event.referral_id is 'Referral | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.command_id is 'Command that acted; the same command cannot act twice | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.at is 'When | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.kind is 'Command | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.state is 'State afterwards | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.side is 'Officer, provider, or the person (consent withdrawn) | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.actor_id is 'Account that acted | sensitivity: internal | purpose: referral';
comment on column referrals.referral_event.actor_name is 'Display name of that account, for both sides to read | sensitivity: personal | purpose: display';
comment on column referrals.referral_event.note is 'Question, answer or note in free words | sensitivity: personal | purpose: referral';
comment on column referrals.referral_event.reason is 'Code of the reason | sensitivity: personal | purpose: referral';
create index referral_event_order on referrals.referral_event (referral_id, at, id);

alter table referrals.referral enable row level security;
create policy referral_officer_read on referrals.referral for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'reception', 'supervisor') and registry.may_see_case(case_id));
create policy referral_officer_write on referrals.referral for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and sent_by = access.actor_user() and registry.may_see_case(case_id));
create policy referral_officer_change on referrals.referral for update using (
  country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id));
create policy referral_provider_read on referrals.referral for select using (
  country = access.actor_country() and access.actor_is('provider') and provider_organization = access.actor_organization()
  and state <> 'draft' and sent_at is not null and (provider_until is null or provider_until > referrals.time_now()));
create policy referral_provider_change on referrals.referral for update using (
  country = access.actor_country() and access.actor_is('provider') and provider_organization = access.actor_organization()
  and state not in ('draft', 'declined', 'completed', 'did-not-come', 'withdrawn'))
  with check (country = access.actor_country() and provider_organization = access.actor_organization());
grant select, insert on referrals.referral to ventanilla_runtime;
-- What was asked, for whom, of whom and by which consent cannot be changed afterwards.
grant update (urgency, state, state_since, consent_id, sent_at, due_at, answered_at, reason, alternative_service_id, outcome, handled,
  share_closed_at, closed_at, provider_until, office_id) on referrals.referral to ventanilla_runtime;

alter table referrals.shared enable row level security;
create policy shared_officer_read on referrals.shared for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'reception', 'supervisor')
  and exists (select from referrals.referral r where r.id = referral_id));
create policy shared_officer_write on referrals.shared for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection')
  and exists (select from referrals.referral r where r.id = referral_id));
create policy shared_provider_read on referrals.shared for select using (
  country = access.actor_country() and access.actor_is('provider')
  and exists (select from referrals.referral r where r.id = referral_id and r.share_closed_at is null));
grant select, insert on referrals.shared to ventanilla_runtime;

alter table referrals.referral_event enable row level security;
create policy event_officer on referrals.referral_event for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'reception', 'supervisor')
  and exists (select from referrals.referral r where r.id = referral_id));
-- The officer's own remarks on closing are not the provider's to read, nor is anything once consent is withdrawn.
create policy event_provider on referrals.referral_event for select using (
  country = access.actor_country() and access.actor_is('provider') and kind not in ('withdraw', 'acknowledge', 'consent-withdrawn')
  and exists (select from referrals.referral r where r.id = referral_id and r.share_closed_at is null));
create policy event_write on referrals.referral_event for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection', 'provider') and actor_id = access.actor_user()
  and exists (select from referrals.referral r where r.id = referral_id));
grant select, insert on referrals.referral_event to ventanilla_runtime;

-- What insights may count: no person, no case, no words. A supervisor counts the offices whose lists they may open.
create view referrals.facts_referral with (security_barrier) as
  select r.country, md5(r.id::text) as referral_key, md5(r.person_id::text) as person_key, r.office_id, r.need_code, r.service_id, r.provider_organization, r.urgency,
    r.state, r.sent_at, r.due_at, r.answered_at, r.closed_at, r.outcome, r.handled
  from referrals.referral r
  where r.country = access.actor_country() and r.sent_at is not null
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view referrals.facts_referral is 'Referrals without identity, for figures.';
grant select on referrals.facts_referral to ventanilla_runtime;
