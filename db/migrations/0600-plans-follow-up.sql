create schema plans;
comment on schema plans is 'Follow-up: contacts that are due, tries, surveys and their scores.';
grant usage on schema plans to ventanilla_runtime;

create table plans.follow_up (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  office_id uuid not null references access.office (id),
  code text not null,
  label jsonb not null,
  channel text not null check (channel in ('phone', 'message', 'visit', 'office')),
  round text check (round in ('baseline', 'm6', 'm12', 'm18')),
  first_due_on date not null,
  due_on date not null,
  state text not null check (state in ('planned', 'talked', 'done', 'lost', 'closed', 'cancelled')),
  attempts int not null default 0,
  escalated boolean not null default false,
  lost_on date,
  last_channel text,
  outcome text,
  closed_on date,
  scheduled_by uuid not null,
  scheduled_at timestamptz not null,
  unique (case_id, code),
  check ((state = 'lost') = (lost_on is not null))
);
comment on table plans.follow_up is 'A contact with a person that is due on a day: by the rhythm of the country, or set by hand.';
comment on column plans.follow_up.id is 'Contact | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.follow_up.case_id is 'Case | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.office_id is 'Office that follows up; moves with the case | sensitivity: internal | purpose: scope';
comment on column plans.follow_up.code is 'Step of the rhythm, once per case | sensitivity: none | purpose: follow-up';
comment on column plans.follow_up.label is 'Name of the step as it was when it was planned | sensitivity: none | purpose: display';
comment on column plans.follow_up.channel is 'How the contact is meant to be made | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.round is 'Round of the survey asked at this contact | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.first_due_on is 'Day it was first due: a moved day hides no delay | sensitivity: internal | purpose: statistics';
comment on column plans.follow_up.due_on is 'Day it is due | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.state is 'State | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.attempts is 'Tries without an answer, in a row | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.escalated is 'The supervisor sees it | sensitivity: internal | purpose: supervision';
comment on column plans.follow_up.lost_on is 'Day from which the person counts as lost to follow-up | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.last_channel is 'Channel of the last try that reached the person | sensitivity: personal | purpose: follow-up';
comment on column plans.follow_up.outcome is 'How the last try went | sensitivity: personal | purpose: follow-up';
comment on column plans.follow_up.closed_on is 'Day it was over | sensitivity: internal | purpose: follow-up';
comment on column plans.follow_up.scheduled_by is 'Account under which it was planned | sensitivity: internal | purpose: audit';
comment on column plans.follow_up.scheduled_at is 'When it was planned | sensitivity: internal | purpose: audit';
create index follow_up_work on plans.follow_up (office_id, due_on, id) where state in ('planned', 'talked');
create index follow_up_lost on plans.follow_up (office_id, lost_on) where state = 'lost';
create index follow_up_by_case on plans.follow_up (case_id, due_on);
alter table plans.follow_up enable row level security;
create policy follow_up_read on plans.follow_up for select using (
  country = access.actor_country() and (office_id = any ((select registry.actor_offices())::uuid[]) or registry.may_see_case(case_id)));
create policy follow_up_add on plans.follow_up for insert with check (
  country = access.actor_country() and registry.keeps_records() and scheduled_by = access.actor_user() and registry.may_see_case(case_id));
create policy follow_up_change on plans.follow_up for update
  using (country = access.actor_country() and registry.keeps_records() and registry.may_see_case(case_id)) with check (country = access.actor_country());
grant select, insert on plans.follow_up to ventanilla_runtime;
grant update (office_id, due_on, state, attempts, escalated, lost_on, last_channel, outcome, closed_on) on plans.follow_up to ventanilla_runtime;

create table plans.contact_attempt (
  id uuid primary key,
  country text not null,
  follow_up_id uuid not null references plans.follow_up (id),
  channel text not null,
  outcome text not null,
  note text,
  actor_id uuid not null,
  at timestamptz not null
);
comment on table plans.contact_attempt is 'Each try to reach a person; never changed.';
comment on column plans.contact_attempt.id is 'Try | sensitivity: internal | purpose: follow-up';
comment on column plans.contact_attempt.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.contact_attempt.follow_up_id is 'Contact it belongs to | sensitivity: internal | purpose: follow-up';
comment on column plans.contact_attempt.channel is 'Channel used | sensitivity: internal | purpose: follow-up';
comment on column plans.contact_attempt.outcome is 'How it went | sensitivity: personal | purpose: follow-up';
comment on column plans.contact_attempt.note is 'Note of the officer | sensitivity: personal | purpose: follow-up';
comment on column plans.contact_attempt.actor_id is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.contact_attempt.at is 'When | sensitivity: internal | purpose: follow-up';
create index contact_attempt_order on plans.contact_attempt (follow_up_id, at, id);
alter table plans.contact_attempt enable row level security;
create policy attempt_read on plans.contact_attempt for select using (
  country = access.actor_country() and exists (select from plans.follow_up f where f.id = follow_up_id and registry.may_see_case(f.case_id)));
create policy attempt_add on plans.contact_attempt for insert with check (
  country = access.actor_country() and registry.keeps_records() and actor_id = access.actor_user()
  and exists (select from plans.follow_up f where f.id = follow_up_id and registry.may_see_case(f.case_id)));
grant select, insert on plans.contact_attempt to ventanilla_runtime;

create table plans.survey_response (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  follow_up_id uuid not null unique references plans.follow_up (id),
  round text not null,
  instrument text not null,
  version text not null,
  locale text not null,
  mode text not null,
  answers jsonb not null,
  snapshot jsonb not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  asked_on date not null
);
comment on table plans.survey_response is 'Answers to the sustainability survey; a later round never replaces an earlier one.';
comment on column plans.survey_response.id is 'Response | sensitivity: internal | purpose: follow-up';
comment on column plans.survey_response.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.survey_response.case_id is 'Case | sensitivity: internal | purpose: follow-up';
comment on column plans.survey_response.follow_up_id is 'Contact at which it was asked | sensitivity: internal | purpose: follow-up';
comment on column plans.survey_response.round is 'Round | sensitivity: internal | purpose: follow-up';
comment on column plans.survey_response.instrument is 'Questionnaire | sensitivity: none | purpose: follow-up';
comment on column plans.survey_response.version is 'Its version, to compute scores again | sensitivity: none | purpose: follow-up';
comment on column plans.survey_response.locale is 'Language it was asked in | sensitivity: personal | purpose: follow-up';
comment on column plans.survey_response.mode is 'In person, by phone, alone, by somebody else | sensitivity: internal | purpose: follow-up';
comment on column plans.survey_response.answers is 'Raw answers | sensitivity: personal | purpose: follow-up';
comment on column plans.survey_response.snapshot is 'Questions and answers in the words they were asked in | sensitivity: personal | purpose: follow-up';
comment on column plans.survey_response.asked_by is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.survey_response.asked_at is 'When | sensitivity: internal | purpose: audit';
comment on column plans.survey_response.asked_on is 'Day, in the zone of the country | sensitivity: internal | purpose: follow-up';
create index survey_by_case on plans.survey_response (case_id, asked_on);
alter table plans.survey_response enable row level security;
create policy survey_read on plans.survey_response for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy survey_add on plans.survey_response for insert with check (
  country = access.actor_country() and registry.keeps_records() and asked_by = access.actor_user() and registry.may_see_case(case_id));
grant select, insert on plans.survey_response to ventanilla_runtime;

create table plans.score (
  response_id uuid not null references plans.survey_response (id),
  weight_set text not null,
  dimension text not null check (dimension in ('economic', 'social', 'psychosocial', 'composite')),
  country text not null,
  value double precision check (value between 0 and 1),
  completeness double precision not null check (completeness between 0 and 1),
  official boolean not null,
  computed_at timestamptz not null,
  primary key (response_id, weight_set, dimension)
);
comment on table plans.score is 'Scores of a response under a named set of weights; another set adds scores beside them.';
comment on column plans.score.response_id is 'Response | sensitivity: internal | purpose: follow-up';
comment on column plans.score.weight_set is 'Name of the set of weights | sensitivity: none | purpose: follow-up';
comment on column plans.score.dimension is 'Dimension, or composite | sensitivity: none | purpose: follow-up';
comment on column plans.score.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.score.value is '0 to 1; empty when too little was answered | sensitivity: personal | purpose: follow-up';
comment on column plans.score.completeness is 'Share of the weight that was answered | sensitivity: internal | purpose: follow-up';
comment on column plans.score.official is 'The weights are the official ones | sensitivity: none | purpose: follow-up';
comment on column plans.score.computed_at is 'When it was computed | sensitivity: internal | purpose: follow-up';
alter table plans.score enable row level security;
create policy score_read on plans.score for select using (
  country = access.actor_country() and exists (select from plans.survey_response r where r.id = response_id));
create policy score_add on plans.score for insert with check (
  country = access.actor_country() and registry.keeps_records() and exists (select from plans.survey_response r where r.id = response_id));
grant select, insert on plans.score to ventanilla_runtime;

-- What insights may count: no person, no case, no words.
create view plans.facts_follow_up with (security_barrier) as
  select f.country, md5(f.id::text) as follow_up_key, md5(c.person_id::text) as person_key, f.office_id, c.destination_admin2 as admin2,
    f.code, f.round, f.first_due_on, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.outcome, f.closed_on
  from plans.follow_up f join registry.case_file c on c.id = f.case_id
  where f.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and f.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view plans.facts_follow_up is 'Contacts without identity, for figures.';
grant select on plans.facts_follow_up to ventanilla_runtime;

create view plans.facts_survey with (security_barrier) as
  select r.country, md5(r.id::text) as survey_key, md5(c.person_id::text) as person_key, c.office_id, c.destination_admin2 as admin2,
    r.round, r.asked_on, s.weight_set, s.official, s.dimension, s.value, s.completeness
  from plans.score s join plans.survey_response r on r.id = s.response_id join registry.case_file c on c.id = r.case_id
  where r.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view plans.facts_survey is 'Scores of surveys without identity, for figures; official tells whether the weights are.';
grant select on plans.facts_survey to ventanilla_runtime;
