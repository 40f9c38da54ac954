create schema reception;
comment on schema reception is 'Arrival lists, the desk, return events, immediate assistance, slips.';
grant usage on schema reception to ventanilla_runtime;

-- The officer's own office, or a supervisor of the country who looks on.
create function reception.at_desk(p_country text, p_office uuid) returns boolean language sql stable parallel safe as $$
  select p_country = access.actor_country() and (
    (access.actor_is('reception', 'protection') and p_office = access.actor_office()) or access.actor_is('supervisor'))
$$;
create function reception.works_at_desk(p_country text, p_office uuid) returns boolean language sql stable parallel safe as $$
  select p_country = access.actor_country() and access.actor_is('reception', 'protection') and p_office = access.actor_office()
$$;

create table reception.upload (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  user_id uuid not null,
  file_name text not null,
  sha256 text not null,
  bytes bytea not null,
  details jsonb not null default '{}',
  choices jsonb not null default '{}',
  people int not null,
  problems int not null,
  created_at timestamptz not null
);
comment on table reception.upload is 'A file that an officer looks at before accepting it: a draft, seen by nobody else and gone afterwards.';
comment on column reception.upload.id is 'Upload | sensitivity: none | purpose: reception';
comment on column reception.upload.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.upload.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.upload.user_id is 'Officer who uploaded it | sensitivity: internal | purpose: scope';
comment on column reception.upload.file_name is 'Name of the file | sensitivity: internal | purpose: reception';
comment on column reception.upload.sha256 is 'Hash of the file | sensitivity: none | purpose: reception';
comment on column reception.upload.bytes is 'The file as it came | sensitivity: personal | purpose: reception';
comment on column reception.upload.details is 'Arrival as the officer says it so far | sensitivity: internal | purpose: reception';
comment on column reception.upload.choices is 'The officer''s answers about columns, dates and words | sensitivity: none | purpose: reception';
comment on column reception.upload.people is 'People found | sensitivity: none | purpose: reception';
comment on column reception.upload.problems is 'Problems found | sensitivity: none | purpose: reception';
comment on column reception.upload.created_at is 'When it was uploaded | sensitivity: none | purpose: retention';
create index upload_of_user on reception.upload (user_id, created_at);
alter table reception.upload enable row level security;
create policy upload_own on reception.upload for all
  using (country = access.actor_country() and user_id = access.actor_user() and office_id = access.actor_office())
  with check (country = access.actor_country() and user_id = access.actor_user() and office_id = access.actor_office() and access.actor_is('reception'));
grant select, insert, update, delete on reception.upload to ventanilla_runtime;

create table reception.sender_mapping (
  country text not null,
  office_id uuid not null,
  sender_key text not null,
  columns jsonb not null,
  updated_at timestamptz not null,
  primary key (country, office_id, sender_key)
);
comment on table reception.sender_mapping is 'What a sender''s header words mean, as confirmed when a list was accepted.';
comment on column reception.sender_mapping.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.sender_mapping.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.sender_mapping.sender_key is 'Sender, folded | sensitivity: none | purpose: reception';
comment on column reception.sender_mapping.columns is 'Header word (folded) to field | sensitivity: none | purpose: reception';
comment on column reception.sender_mapping.updated_at is 'Last confirmed | sensitivity: none | purpose: reception';
alter table reception.sender_mapping enable row level security;
create policy sender_desk on reception.sender_mapping for all
  using (reception.works_at_desk(country, office_id)) with check (reception.works_at_desk(country, office_id));
grant select, insert, update on reception.sender_mapping to ventanilla_runtime;

create table reception.manifest (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  sha256 text not null,
  file_name text not null,
  label text not null,
  sender text not null,
  arrives_on date not null,
  mode text not null check (mode in ('air', 'land', 'sea')),
  kind text not null check (kind in ('deported', 'assistedVoluntary', 'independentVoluntary')),
  from_country text,
  authority text,
  people int not null,
  problems int not null,
  left_out jsonb not null default '[]',
  accepted_by uuid not null,
  accepted_at timestamptz not null,
  unique (country, office_id, sha256)
);
comment on table reception.manifest is 'An accepted arrival list.';
comment on column reception.manifest.id is 'List | sensitivity: none | purpose: reception';
comment on column reception.manifest.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.manifest.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.manifest.sha256 is 'Hash of the file: the same file twice changes nothing | sensitivity: none | purpose: reception';
comment on column reception.manifest.file_name is 'Name of the file | sensitivity: internal | purpose: reception';
comment on column reception.manifest.label is 'What officers call it | sensitivity: internal | purpose: display';
comment on column reception.manifest.sender is 'Who sent it | sensitivity: none | purpose: reception';
comment on column reception.manifest.arrives_on is 'Day of arrival | sensitivity: internal | purpose: reception';
comment on column reception.manifest.mode is 'air, land or sea | sensitivity: none | purpose: reception';
comment on column reception.manifest.kind is 'Kind of return of most of its people | sensitivity: internal | purpose: reception';
comment on column reception.manifest.from_country is 'Country they come from | sensitivity: none | purpose: reception';
comment on column reception.manifest.authority is 'Authority that sends them | sensitivity: none | purpose: reception';
comment on column reception.manifest.people is 'People taken in | sensitivity: none | purpose: statistics';
comment on column reception.manifest.problems is 'Problems when it was accepted | sensitivity: none | purpose: statistics';
comment on column reception.manifest.left_out is 'Rows of the file left out on purpose | sensitivity: none | purpose: reception';
comment on column reception.manifest.accepted_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.manifest.accepted_at is 'When | sensitivity: internal | purpose: audit';
create index manifest_of_office on reception.manifest (office_id, arrives_on desc);
alter table reception.manifest enable row level security;
create policy manifest_read on reception.manifest for select using (reception.at_desk(country, office_id));
create policy manifest_accept on reception.manifest for insert with check (reception.works_at_desk(country, office_id));
grant select, insert on reception.manifest to ventanilla_runtime;

create table reception.manifest_row (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  manifest_id uuid references reception.manifest (id),
  row_number int not null,
  raw jsonb not null,
  person jsonb not null,
  problems jsonb not null default '[]',
  flags jsonb not null default '[]',
  lane int not null,
  before jsonb,
  state text not null default 'expected' check (state in ('expected', 'waiting', 'taken', 'finished', 'notArrived')),
  arrives_on date not null,
  arrived_at timestamptz,
  taken_by uuid,
  taken_by_name text,
  taken_at timestamptz,
  draft jsonb,
  person_id uuid,
  finished_at timestamptz,
  check ((state = 'taken') = (taken_by is not null and state = 'taken')),
  check (state <> 'finished' or person_id is not null),
  unique (manifest_id, row_number)
);
comment on table reception.manifest_row is 'One expected or arrived person: a row of a list, or somebody whom no list names.';
comment on column reception.manifest_row.id is 'Row | sensitivity: none | purpose: reception';
comment on column reception.manifest_row.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.manifest_row.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.manifest_row.manifest_id is 'List; empty for somebody not on any | sensitivity: none | purpose: reception';
comment on column reception.manifest_row.row_number is 'Row of the file | sensitivity: none | purpose: reception';
comment on column reception.manifest_row.raw is 'Header and cell as they came | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.person is 'What was understood | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.problems is 'What is wrong or open, by column | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.flags is 'Who is seen first | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.lane is 'Place in the order of the desk, 1 first | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.before is 'Strongest earlier record when the list was accepted: year and place | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.state is 'expected, waiting, taken, finished, notArrived | sensitivity: internal | purpose: reception';
comment on column reception.manifest_row.arrives_on is 'Day of arrival | sensitivity: internal | purpose: reception';
comment on column reception.manifest_row.arrived_at is 'When the person was here | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.taken_by is 'Officer who has the person at the desk, or had | sensitivity: internal | purpose: reception';
comment on column reception.manifest_row.taken_by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.manifest_row.taken_at is 'Since when | sensitivity: internal | purpose: reception';
comment on column reception.manifest_row.draft is 'What the officer typed so far; cleared when finished | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.person_id is 'Registered person | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.finished_at is 'When the desk was done | sensitivity: personal | purpose: reception';
create index manifest_row_queue on reception.manifest_row (office_id, lane, arrived_at, row_number) where state in ('waiting', 'expected', 'taken');
create index manifest_row_day on reception.manifest_row (office_id, arrives_on, state);
create index manifest_row_manifest on reception.manifest_row (manifest_id);
alter table reception.manifest_row enable row level security;
create policy row_read on reception.manifest_row for select using (reception.at_desk(country, office_id));
create policy row_insert on reception.manifest_row for insert with check (reception.works_at_desk(country, office_id));
create policy row_change on reception.manifest_row for update
  using (reception.works_at_desk(country, office_id)) with check (reception.works_at_desk(country, office_id));
grant select, insert, update on reception.manifest_row to ventanilla_runtime;

create table reception.return_event (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  person_id uuid not null,
  row_id uuid unique references reception.manifest_row (id),
  returned_on date not null,
  mode text not null check (mode in ('air', 'land', 'sea')),
  kind text not null check (kind in ('deported', 'assistedVoluntary', 'independentVoluntary')),
  from_country text,
  authority text,
  point_name text not null,
  months_abroad int check (months_abroad between 0 and 1200),
  destination_admin2 text not null,
  travelling_as text not null,
  urgent_needs jsonb not null default '[]',
  handover jsonb,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  unique (country, person_id, returned_on)
);
comment on table reception.return_event is 'One arrival of one person; a person has as many as they came home.';
comment on column reception.return_event.id is 'Return | sensitivity: none | purpose: reception';
comment on column reception.return_event.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.return_event.office_id is 'Office that recorded it | sensitivity: internal | purpose: scope';
comment on column reception.return_event.person_id is 'Person | sensitivity: personal | purpose: reception';
comment on column reception.return_event.row_id is 'Row of the arrival list, if there was one | sensitivity: none | purpose: reception';
comment on column reception.return_event.returned_on is 'Day of return | sensitivity: personal | purpose: reception';
comment on column reception.return_event.mode is 'air, land or sea | sensitivity: personal | purpose: reception';
comment on column reception.return_event.kind is 'Kind of return | sensitivity: personal | purpose: reception';
comment on column reception.return_event.from_country is 'Country the person came from | sensitivity: personal | purpose: reception';
comment on column reception.return_event.authority is 'Authority that sent the person | sensitivity: personal | purpose: reception';
comment on column reception.return_event.point_name is 'Name of the place of arrival or of the window | sensitivity: personal | purpose: reception';
comment on column reception.return_event.months_abroad is 'Months abroad as declared | sensitivity: personal | purpose: reception';
comment on column reception.return_event.destination_admin2 is 'Municipality the person goes to | sensitivity: personal | purpose: reception';
comment on column reception.return_event.travelling_as is 'alone, family, unaccompaniedChild, separatedChild | sensitivity: personal | purpose: reception';
comment on column reception.return_event.urgent_needs is 'Need codes named at the desk | sensitivity: personal | purpose: reception';
comment on column reception.return_event.handover is 'Who took a child that travelled alone: guardian, or protection authority | sensitivity: personal | purpose: reception';
comment on column reception.return_event.recorded_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.return_event.recorded_at is 'When | sensitivity: internal | purpose: audit';
create index return_event_person on reception.return_event (person_id, returned_on desc);
create index return_event_office on reception.return_event (office_id, returned_on desc);
alter table reception.return_event enable row level security;
create policy return_read on reception.return_event for select
  using (country = access.actor_country() and (reception.at_desk(country, office_id) or registry.may_see_person(person_id)));
create policy return_record on reception.return_event for insert
  with check (country = access.actor_country() and access.actor_is('reception', 'window') and office_id = access.actor_office());
grant select, insert on reception.return_event to ventanilla_runtime;

create table reception.assistance_given (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  return_id uuid not null references reception.return_event (id),
  item text not null,
  time_no int not null default 1,
  given_by uuid not null,
  given_at timestamptz not null,
  unique (return_id, item, time_no)
);
comment on table reception.assistance_given is 'Immediate help handed over at the desk, once per return unless repeated on purpose.';
comment on column reception.assistance_given.id is 'Entry | sensitivity: none | purpose: reception';
comment on column reception.assistance_given.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.assistance_given.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.assistance_given.return_id is 'Return | sensitivity: none | purpose: reception';
comment on column reception.assistance_given.item is 'Item of the country pack | sensitivity: personal | purpose: reception';
comment on column reception.assistance_given.time_no is 'First, second… time on purpose | sensitivity: none | purpose: reception';
comment on column reception.assistance_given.given_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.assistance_given.given_at is 'When | sensitivity: internal | purpose: reception';
alter table reception.assistance_given enable row level security;
create policy assistance_read on reception.assistance_given for select
  using (exists (select 1 from reception.return_event r where r.id = return_id));
create policy assistance_give on reception.assistance_given for insert with check (reception.works_at_desk(country, office_id));
grant select, insert on reception.assistance_given to ventanilla_runtime;

create table reception.slip (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  return_id uuid not null references reception.return_event (id),
  person_id uuid not null,
  public_code text not null,
  language text not null check (language in ('es', 'en')),
  next_step text not null,
  window_office_id uuid not null,
  destination_admin2 text not null,
  case_id uuid,
  issued_on date not null,
  issued_at timestamptz not null
);
comment on table reception.slip is 'The paper a person leaves with: code, next step, place, day. It does not say how they came.';
comment on column reception.slip.id is 'Slip | sensitivity: none | purpose: reception';
comment on column reception.slip.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.slip.office_id is 'Office that gave it | sensitivity: internal | purpose: scope';
comment on column reception.slip.return_id is 'Return | sensitivity: none | purpose: reception';
comment on column reception.slip.person_id is 'Person | sensitivity: personal | purpose: reception';
comment on column reception.slip.public_code is 'Code printed on it | sensitivity: personal | purpose: reception';
comment on column reception.slip.language is 'Language the person chose | sensitivity: none | purpose: reception';
comment on column reception.slip.next_step is 'What the person does next | sensitivity: personal | purpose: reception';
comment on column reception.slip.window_office_id is 'Window that expects the person | sensitivity: personal | purpose: reception';
comment on column reception.slip.destination_admin2 is 'Municipality | sensitivity: personal | purpose: reception';
comment on column reception.slip.case_id is 'Case, if the person agreed to one | sensitivity: personal | purpose: reception';
comment on column reception.slip.issued_on is 'Day | sensitivity: internal | purpose: reception';
comment on column reception.slip.issued_at is 'When | sensitivity: internal | purpose: audit';
create index slip_of_return on reception.slip (return_id);
alter table reception.slip enable row level security;
create policy slip_read on reception.slip for select
  using (country = access.actor_country() and (reception.at_desk(country, office_id) or registry.may_see_person(person_id)));
create policy slip_issue on reception.slip for insert
  with check (country = access.actor_country() and access.actor_is('reception', 'window') and office_id = access.actor_office());
grant select, insert on reception.slip to ventanilla_runtime;
