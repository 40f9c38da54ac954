create schema assessment;
comment on schema assessment is 'Questionnaires answered, needs that follow from them, alerts that somebody must answer.';
grant usage on schema assessment to ventanilla_runtime;

create table assessment.instrument (
  country text not null,
  code text not null,
  version text not null,
  digest text not null,
  definition jsonb not null,
  first_used_at timestamptz not null,
  primary key (country, code, digest)
);
comment on table assessment.instrument is 'Questionnaires as they were when they were used, so that a draft goes on in the words it began with.';
comment on column assessment.instrument.country is 'Country | sensitivity: none | purpose: scope';
comment on column assessment.instrument.code is 'Questionnaire | sensitivity: none | purpose: assessment';
comment on column assessment.instrument.version is 'Version that the pack gives | sensitivity: none | purpose: assessment';
comment on column assessment.instrument.digest is 'SHA-256 of the definition: tells apart two texts of one version | sensitivity: none | purpose: assessment';
comment on column assessment.instrument.definition is 'Sections, questions, options, conditions, wording | sensitivity: none | purpose: assessment';
comment on column assessment.instrument.first_used_at is 'First use | sensitivity: none | purpose: assessment';
alter table assessment.instrument enable row level security;
create policy instrument_read on assessment.instrument for select using (country = access.actor_country());
create policy instrument_add on assessment.instrument for insert with check (country = access.actor_country() and registry.keeps_records());
grant select, insert on assessment.instrument to ventanilla_runtime;

create table assessment.assessment (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  instrument text not null,
  digest text not null,
  locale text not null,
  answers jsonb not null default '{}',
  started_by uuid not null,
  started_at timestamptz not null,
  started_on date not null,
  saved_at timestamptz not null,
  completed_by uuid,
  completed_at timestamptz,
  completed_on date,
  snapshot jsonb,
  withheld int not null default 0,
  foreign key (country, instrument, digest) references assessment.instrument (country, code, digest)
);
comment on table assessment.assessment is 'One questionnaire answered in one case: a draft that saves itself, then a readable record.';
comment on column assessment.assessment.id is 'Assessment | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column assessment.assessment.case_id is 'Case | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.instrument is 'Questionnaire | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.digest is 'Text of the questionnaire that was used | sensitivity: none | purpose: assessment';
comment on column assessment.assessment.locale is 'Language it was asked in | sensitivity: personal | purpose: assessment';
comment on column assessment.assessment.answers is 'Answers by question; restricted ones are kept apart | sensitivity: personal | purpose: assessment';
comment on column assessment.assessment.started_by is 'Account that began it | sensitivity: internal | purpose: audit';
comment on column assessment.assessment.started_at is 'When it began | sensitivity: internal | purpose: audit';
comment on column assessment.assessment.started_on is 'Day it began, in the zone of the country | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.saved_at is 'Last save of the draft | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.completed_by is 'Account that completed it | sensitivity: internal | purpose: audit';
comment on column assessment.assessment.completed_at is 'When it was completed; empty for a draft | sensitivity: internal | purpose: audit';
comment on column assessment.assessment.completed_on is 'Day it was completed | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.snapshot is 'Questions and answers in the words and language they were asked in | sensitivity: personal | purpose: assessment';
comment on column assessment.assessment.withheld is 'How many restricted answers are kept apart | sensitivity: internal | purpose: assessment';
create unique index assessment_one_draft on assessment.assessment (case_id, instrument) where completed_at is null;
create index assessment_by_case on assessment.assessment (case_id, started_at);
alter table assessment.assessment enable row level security;
create policy assessment_read on assessment.assessment for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy assessment_add on assessment.assessment for insert with check (
  country = access.actor_country() and registry.keeps_records() and started_by = access.actor_user() and registry.may_see_case(case_id));
-- A completed assessment is a record: nobody changes it.
create policy assessment_save on assessment.assessment for update
  using (country = access.actor_country() and registry.keeps_records() and completed_at is null and registry.may_see_case(case_id))
  with check (country = access.actor_country());
grant select, insert on assessment.assessment to ventanilla_runtime;
grant update (answers, saved_at, completed_by, completed_at, completed_on, snapshot, withheld) on assessment.assessment to ventanilla_runtime;

create table assessment.restricted_answer (
  assessment_id uuid not null references assessment.assessment (id),
  question text not null,
  country text not null,
  answer bytea,
  line bytea,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (assessment_id, question, recorded_by)
);
comment on table assessment.restricted_answer is 'Answers on fear, violence or record: sealed with a key that the database does not hold.';
comment on column assessment.restricted_answer.assessment_id is 'Assessment | sensitivity: internal | purpose: protection';
comment on column assessment.restricted_answer.question is 'Question | sensitivity: internal | purpose: protection';
comment on column assessment.restricted_answer.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column assessment.restricted_answer.answer is 'Sealed answer; empty when it was taken back | sensitivity: restricted | purpose: protection';
comment on column assessment.restricted_answer.line is 'Sealed question and answer in the words they were asked in | sensitivity: restricted | purpose: protection';
comment on column assessment.restricted_answer.recorded_by is 'Account that wrote it down | sensitivity: internal | purpose: audit';
comment on column assessment.restricted_answer.recorded_at is 'When | sensitivity: internal | purpose: audit';
alter table assessment.restricted_answer enable row level security;
-- Protection reads it; who asks reads it while the interview lasts, and not afterwards.
create policy restricted_answer_read on assessment.restricted_answer for select using (
  country = access.actor_country() and exists (
    select from assessment.assessment a where a.id = assessment_id
      and (access.actor_is('protection') or (recorded_by = access.actor_user() and a.completed_at is null))));
create policy restricted_answer_add on assessment.restricted_answer for insert with check (
  country = access.actor_country() and registry.keeps_records() and recorded_by = access.actor_user()
  and exists (select from assessment.assessment a where a.id = assessment_id and a.completed_at is null));
create policy restricted_answer_change on assessment.restricted_answer for update
  using (country = access.actor_country() and registry.keeps_records()
    and exists (select from assessment.assessment a where a.id = assessment_id and a.completed_at is null))
  with check (country = access.actor_country() and recorded_by = access.actor_user());
grant select, insert on assessment.restricted_answer to ventanilla_runtime;
grant update (answer, line, recorded_by, recorded_at) on assessment.restricted_answer to ventanilla_runtime;

create table assessment.need (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  need_code text not null,
  urgency text not null check (urgency in ('24h', '72h', '2weeks', 'long')),
  state text not null check (state in ('open', 'met', 'withdrawn')),
  source text not null check (source in ('rule', 'hand', 'alarm')),
  reasons jsonb not null default '[]',
  basis text[] not null default '{}',
  note text,
  restricted boolean not null default false,
  opened_by uuid not null,
  opened_at timestamptz not null,
  opened_on date not null,
  closed_at timestamptz,
  closed_on date,
  withdrawn_by text check (withdrawn_by in ('person', 'rules')),
  unique (case_id, need_code, restricted),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'withdrawn') = (withdrawn_by is not null))
);
comment on table assessment.need is 'What a person needs: by rule, by an answer that raises it, or by hand. One per kind and case.';
comment on column assessment.need.id is 'Need | sensitivity: internal | purpose: case';
comment on column assessment.need.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column assessment.need.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column assessment.need.need_code is 'Kind of need, a service type of the directory | sensitivity: personal | purpose: case';
comment on column assessment.need.urgency is 'How soon it must be answered | sensitivity: personal | purpose: case';
comment on column assessment.need.state is 'open, met or withdrawn | sensitivity: internal | purpose: case';
comment on column assessment.need.source is 'How it came to be | sensitivity: internal | purpose: case';
comment on column assessment.need.reasons is 'Reasons in words of the country''s rules | sensitivity: personal | purpose: case';
comment on column assessment.need.basis is 'Marks of the grounds, to tell new ones from old ones | sensitivity: personal | purpose: case';
comment on column assessment.need.note is 'Note of the officer who added it | sensitivity: personal | purpose: case';
comment on column assessment.need.restricted is 'Only the closed circle and who asked may see it | sensitivity: internal | purpose: scope';
comment on column assessment.need.opened_by is 'Account under which it came to be | sensitivity: internal | purpose: audit';
comment on column assessment.need.opened_at is 'When | sensitivity: internal | purpose: audit';
comment on column assessment.need.opened_on is 'Day, in the zone of the country | sensitivity: internal | purpose: case';
comment on column assessment.need.closed_at is 'When it was met or withdrawn | sensitivity: internal | purpose: audit';
comment on column assessment.need.closed_on is 'Day it was met or withdrawn | sensitivity: internal | purpose: case';
comment on column assessment.need.withdrawn_by is 'By a person''s word, or because facts were corrected | sensitivity: internal | purpose: case';
alter table assessment.need enable row level security;
create policy need_read on assessment.need for select using (
  country = access.actor_country() and registry.may_see_case(case_id)
  and (not restricted or access.actor_is('protection') or opened_by = access.actor_user()));
create policy need_add on assessment.need for insert with check (
  country = access.actor_country() and registry.keeps_records() and opened_by = access.actor_user() and registry.may_see_case(case_id));
create policy need_change on assessment.need for update
  using (country = access.actor_country() and registry.keeps_records() and registry.may_see_case(case_id)
    and (not restricted or access.actor_is('protection') or opened_by = access.actor_user()))
  with check (country = access.actor_country());
grant select, insert on assessment.need to ventanilla_runtime;
grant update (urgency, state, reasons, basis, note, closed_at, closed_on, withdrawn_by) on assessment.need to ventanilla_runtime;

create table assessment.need_event (
  id uuid primary key,
  country text not null,
  need_id uuid not null references assessment.need (id),
  from_state text,
  to_state text not null,
  why text,
  by_rules boolean not null,
  actor_id uuid not null,
  at timestamptz not null
);
comment on table assessment.need_event is 'What happened to a need, in order; never changed.';
comment on column assessment.need_event.id is 'Entry | sensitivity: internal | purpose: case';
comment on column assessment.need_event.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column assessment.need_event.need_id is 'Need | sensitivity: internal | purpose: case';
comment on column assessment.need_event.from_state is 'State before; empty when it was added | sensitivity: internal | purpose: case';
comment on column assessment.need_event.to_state is 'State afterwards | sensitivity: internal | purpose: case';
comment on column assessment.need_event.why is 'Reason in free words | sensitivity: personal | purpose: case';
comment on column assessment.need_event.by_rules is 'The rules did it, not a person | sensitivity: internal | purpose: case';
comment on column assessment.need_event.actor_id is 'Account | sensitivity: internal | purpose: audit';
comment on column assessment.need_event.at is 'When | sensitivity: internal | purpose: audit';
create index need_event_order on assessment.need_event (need_id, at, id);
alter table assessment.need_event enable row level security;
create policy need_event_read on assessment.need_event for select using (
  country = access.actor_country() and exists (select from assessment.need n where n.id = need_id));
create policy need_event_add on assessment.need_event for insert with check (
  country = access.actor_country() and actor_id = access.actor_user() and exists (select from assessment.need n where n.id = need_id));
grant select, insert on assessment.need_event to ventanilla_runtime;

create table assessment.alert (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  code text not null,
  raised_by uuid not null,
  raised_at timestamptz not null,
  answered_by uuid,
  answered_at timestamptz,
  what text
);
comment on table assessment.alert is 'What must reach somebody at once, until somebody writes what was done.';
comment on column assessment.alert.id is 'Alert | sensitivity: internal | purpose: protection';
comment on column assessment.alert.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column assessment.alert.case_id is 'Case | sensitivity: internal | purpose: protection';
comment on column assessment.alert.code is 'Kind of alert | sensitivity: personal | purpose: protection';
comment on column assessment.alert.raised_by is 'Account under which it was raised | sensitivity: internal | purpose: audit';
comment on column assessment.alert.raised_at is 'When | sensitivity: internal | purpose: audit';
comment on column assessment.alert.answered_by is 'Account that answered it | sensitivity: internal | purpose: audit';
comment on column assessment.alert.answered_at is 'When it was answered | sensitivity: internal | purpose: protection';
comment on column assessment.alert.what is 'What was done | sensitivity: personal | purpose: protection';
create unique index alert_one_open on assessment.alert (case_id, code) where answered_at is null;
create index alert_by_case on assessment.alert (case_id, raised_at);
alter table assessment.alert enable row level security;
create policy alert_read on assessment.alert for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy alert_add on assessment.alert for insert with check (
  country = access.actor_country() and registry.keeps_records() and raised_by = access.actor_user() and registry.may_see_case(case_id));
create policy alert_answer on assessment.alert for update
  using (country = access.actor_country() and registry.keeps_records() and answered_at is null and registry.may_see_case(case_id))
  with check (country = access.actor_country() and answered_by = access.actor_user());
grant select, insert on assessment.alert to ventanilla_runtime;
grant update (answered_by, answered_at, what) on assessment.alert to ventanilla_runtime;

-- What insights may count: no person, no case, no words; kinds of need that tell of violence are left to protection.
create view assessment.facts_need with (security_barrier) as
  select n.country, md5(n.id::text) as need_key, md5(c.person_id::text) as person_key, c.office_id, c.destination_admin2 as admin2,
    n.need_code, n.urgency, n.state, n.source, n.opened_on, n.closed_on, n.restricted
  from assessment.need n join registry.case_file c on c.id = n.case_id
  where n.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view assessment.facts_need is 'Needs without identity, for figures.';
grant select on assessment.facts_need to ventanilla_runtime;
