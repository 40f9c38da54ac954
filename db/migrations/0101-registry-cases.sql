create table registry.case_file (
  id uuid primary key,
  country text not null,
  person_id uuid not null references registry.person (id),
  office_id uuid not null references access.office (id),
  officer_id uuid,
  state text not null check (state in ('new', 'active', 'closed')),
  destination_admin2 text not null,
  urgency text not null check (urgency in ('24h', '72h', '2weeks', 'long')),
  answer_by date not null,
  opened_by uuid not null,
  opened_on date not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_why text
);
comment on table registry.case_file is 'The case of a person at an office: opened, assigned, closed.';
comment on column registry.case_file.id is 'Case | sensitivity: internal | purpose: case';
comment on column registry.case_file.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.case_file.person_id is 'Person | sensitivity: internal | purpose: case';
comment on column registry.case_file.office_id is 'Office that holds the case | sensitivity: internal | purpose: scope';
comment on column registry.case_file.officer_id is 'Officer it is assigned to | sensitivity: internal | purpose: case';
comment on column registry.case_file.state is 'State | sensitivity: internal | purpose: case';
comment on column registry.case_file.destination_admin2 is 'Municipality of destination | sensitivity: personal | purpose: case';
comment on column registry.case_file.urgency is 'How soon somebody must answer | sensitivity: personal | purpose: case';
comment on column registry.case_file.answer_by is 'Day by which somebody must have taken the case | sensitivity: internal | purpose: case';
comment on column registry.case_file.opened_by is 'Account that opened it | sensitivity: internal | purpose: audit';
comment on column registry.case_file.opened_on is 'Day it was opened, in the zone of the country | sensitivity: internal | purpose: case';
comment on column registry.case_file.opened_at is 'When it was opened | sensitivity: internal | purpose: audit';
comment on column registry.case_file.closed_at is 'When it was closed | sensitivity: internal | purpose: case';
comment on column registry.case_file.closed_why is 'Why it was closed | sensitivity: personal | purpose: case';
alter table registry.case_file enable row level security;

create unique index case_file_one_open on registry.case_file (person_id) where state <> 'closed';
create index case_file_work on registry.case_file (office_id, state, opened_at, id);
create index case_file_officer on registry.case_file (officer_id, state, opened_at, id);
create index case_file_by_person on registry.case_file (person_id);

create table registry.case_assignment (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null references registry.person (id),
  office_id uuid not null references access.office (id),
  officer_id uuid,
  note text,
  assigned_by uuid not null,
  assigned_at timestamptz not null
);
comment on table registry.case_assignment is 'Who held a case, and when it moved to another office.';
comment on column registry.case_assignment.id is 'Assignment | sensitivity: internal | purpose: case';
comment on column registry.case_assignment.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.case_assignment.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column registry.case_assignment.person_id is 'Person | sensitivity: internal | purpose: case';
comment on column registry.case_assignment.office_id is 'Office | sensitivity: internal | purpose: case';
comment on column registry.case_assignment.officer_id is 'Officer; empty when the case only moved to the office | sensitivity: internal | purpose: case';
comment on column registry.case_assignment.note is 'Note | sensitivity: personal | purpose: case';
comment on column registry.case_assignment.assigned_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.case_assignment.assigned_at is 'When | sensitivity: internal | purpose: audit';
alter table registry.case_assignment enable row level security;

create index case_assignment_by_case on registry.case_assignment (case_id, assigned_at);

create table registry.consent (
  id uuid primary key,
  country text not null,
  person_id uuid not null references registry.person (id),
  case_id uuid references registry.case_file (id),
  purpose text not null check (purpose in ('case', 'referral', 'follow-up', 'family-contact')),
  recipient_organization_id text,
  recipient_service_id text,
  sections text[] not null default '{}',
  given boolean not null,
  given_by text not null check (given_by in ('person', 'guardian')),
  child_assent boolean,
  wording_version text not null,
  language text not null,
  read_aloud boolean not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  seq bigint generated always as identity
);
comment on table registry.consent is 'What a person agreed to, or refused: for which purpose, for whom, which parts.';
comment on column registry.consent.id is 'Consent | sensitivity: internal | purpose: consent';
comment on column registry.consent.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.consent.person_id is 'Person | sensitivity: internal | purpose: consent';
comment on column registry.consent.case_id is 'Case in which it was recorded | sensitivity: internal | purpose: consent';
comment on column registry.consent.purpose is 'Purpose | sensitivity: personal | purpose: consent';
comment on column registry.consent.recipient_organization_id is 'Organization it is given to; empty for the office itself | sensitivity: personal | purpose: consent';
comment on column registry.consent.recipient_service_id is 'Service it is given to | sensitivity: personal | purpose: consent';
comment on column registry.consent.sections is 'Parts of the record that may be shared | sensitivity: personal | purpose: consent';
comment on column registry.consent.given is 'Agreed, or refused | sensitivity: personal | purpose: consent';
comment on column registry.consent.given_by is 'Who gave it | sensitivity: personal | purpose: consent';
comment on column registry.consent.child_assent is 'Whether the child agreed too | sensitivity: personal | purpose: consent';
comment on column registry.consent.wording_version is 'Version of the wording that was read | sensitivity: internal | purpose: consent';
comment on column registry.consent.language is 'Language it was given in | sensitivity: personal | purpose: consent';
comment on column registry.consent.read_aloud is 'Read aloud | sensitivity: personal | purpose: consent';
comment on column registry.consent.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.consent.recorded_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.consent.withdrawn_by is 'Account that recorded the withdrawal | sensitivity: internal | purpose: audit';
comment on column registry.consent.withdrawn_at is 'When it was withdrawn | sensitivity: personal | purpose: consent';
comment on column registry.consent.seq is 'Order of recording | sensitivity: none | purpose: audit';
alter table registry.consent enable row level security;

create index consent_by_person on registry.consent (person_id);
