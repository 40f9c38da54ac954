create schema registry;
comment on schema registry is 'One person, once: people, their papers, facts, consent, and the case file.';
grant usage on schema registry to ventanilla_runtime;

create table registry.person (
  id uuid primary key,
  country text not null,
  public_code text not null unique,
  given_names text not null check (char_length(given_names) between 1 and 100),
  surname1 text not null default '' check (char_length(surname1) <= 100),
  surname2 text check (char_length(surname2) <= 100),
  other_names text,
  preferred_name text,
  name_words text[] not null,
  given_sounds text[] not null,
  surname_sounds text[] not null,
  birth_date date,
  birth_precision text not null default 'day' check (birth_precision in ('day', 'month', 'year', 'estimated')),
  sex text check (sex in ('F', 'M', 'X')),
  nationalities text[] not null default '{}',
  preferred_language text,
  origin_admin2 text,
  last_return_on date,
  last_return_place text,
  source text not null check (source in ('manifest', 'reception', 'window', 'consulate', 'import', 'api')),
  evidence text not null check (evidence in ('declared', 'seen')),
  identity_id uuid not null,
  registered_by uuid not null,
  registered_at timestamptz not null
);
comment on table registry.person is 'A person, registered once. Names are kept as seen; folded forms stand beside them.';
comment on column registry.person.id is 'Person | sensitivity: internal | purpose: identity';
comment on column registry.person.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.person.public_code is 'Short code printed on slips; says nothing about the person | sensitivity: personal | purpose: identity';
comment on column registry.person.given_names is 'Given names as seen | sensitivity: personal | purpose: identity';
comment on column registry.person.surname1 is 'First surname as seen; empty if there is none | sensitivity: personal | purpose: identity';
comment on column registry.person.surname2 is 'Second surname as seen | sensitivity: personal | purpose: identity';
comment on column registry.person.other_names is 'Other names used | sensitivity: personal | purpose: identity';
comment on column registry.person.preferred_name is 'Name the person wants to be called | sensitivity: personal | purpose: identity';
comment on column registry.person.name_words is 'Folded words of all names, for search | sensitivity: personal | purpose: identity';
comment on column registry.person.given_sounds is 'Given names as they sound, for counting how common they are | sensitivity: personal | purpose: identity';
comment on column registry.person.surname_sounds is 'Surnames as they sound, for counting how common they are | sensitivity: personal | purpose: identity';
comment on column registry.person.birth_date is 'Birth date as far as known | sensitivity: personal | purpose: identity';
comment on column registry.person.birth_precision is 'How exactly the birth date is known | sensitivity: personal | purpose: identity';
comment on column registry.person.sex is 'Sex as on papers | sensitivity: personal | purpose: identity';
comment on column registry.person.nationalities is 'Nationalities, ISO 3166 | sensitivity: personal | purpose: identity';
comment on column registry.person.preferred_language is 'Language the person wants to be spoken to in | sensitivity: personal | purpose: service';
comment on column registry.person.origin_admin2 is 'Municipality of origin | sensitivity: personal | purpose: identity';
comment on column registry.person.last_return_on is 'Day of the latest return, told by reception | sensitivity: personal | purpose: identity';
comment on column registry.person.last_return_place is 'Point of the latest return, told by reception | sensitivity: personal | purpose: identity';
comment on column registry.person.source is 'Where the record was made | sensitivity: internal | purpose: source';
comment on column registry.person.evidence is 'Declared, or seen on a document | sensitivity: internal | purpose: source';
comment on column registry.person.identity_id is 'Identity this record belongs to: the id of its oldest record | sensitivity: internal | purpose: identity';
comment on column registry.person.registered_by is 'Account that registered | sensitivity: internal | purpose: audit';
comment on column registry.person.registered_at is 'When registered | sensitivity: internal | purpose: audit';
alter table registry.person enable row level security;

create index person_identity on registry.person (identity_id);

create table registry.person_office (
  person_id uuid not null references registry.person (id),
  office_id uuid not null references access.office (id),
  country text not null,
  why text not null check (why in ('registered', 'returned-again', 'destination', 'assigned', 'referred', 'hand-over')),
  given_by uuid not null,
  given_at timestamptz not null,
  primary key (person_id, office_id)
);
comment on table registry.person_office is 'Which office may see a person, and why. Nobody sees a person without such a row.';
comment on column registry.person_office.person_id is 'Person | sensitivity: internal | purpose: scope';
comment on column registry.person_office.office_id is 'Office that may see the person | sensitivity: internal | purpose: scope';
comment on column registry.person_office.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.person_office.why is 'Reason | sensitivity: internal | purpose: scope';
comment on column registry.person_office.given_by is 'Account that gave sight | sensitivity: internal | purpose: audit';
comment on column registry.person_office.given_at is 'When | sensitivity: internal | purpose: audit';
alter table registry.person_office enable row level security;

create index person_office_by_office on registry.person_office (office_id, person_id);

create table registry.person_key (
  country text not null,
  key bigint not null,
  person_id uuid not null references registry.person (id),
  primary key (country, key, person_id)
);
comment on table registry.person_key is 'Candidate keys of people as hashes; read only by the look-up function.';
comment on column registry.person_key.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.person_key.key is 'Hash of a key: number, date with a name, pair of names, outline | sensitivity: personal | purpose: identity';
comment on column registry.person_key.person_id is 'Person | sensitivity: internal | purpose: identity';
alter table registry.person_key enable row level security;

create index person_key_by_person on registry.person_key (person_id);

create table registry.person_word (
  country text not null,
  word text collate "C" not null,
  person_id uuid not null references registry.person (id),
  primary key (country, word, person_id)
);
comment on table registry.person_word is 'Folded words of names, for search by any part in any order.';
comment on column registry.person_word.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.person_word.word is 'One word of a name, folded | sensitivity: personal | purpose: identity';
comment on column registry.person_word.person_id is 'Person | sensitivity: internal | purpose: identity';
alter table registry.person_word enable row level security;

create index person_word_by_person on registry.person_word (person_id);

create table registry.name_term (
  country text not null,
  kind text not null check (kind in ('given', 'surname', 'total')),
  sound text not null,
  people int not null,
  primary key (country, kind, sound)
);
comment on table registry.name_term is 'How common each name is, by its sound; refreshed from the registry.';
comment on column registry.name_term.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.name_term.kind is 'Given name, surname, or the number of people counted | sensitivity: none | purpose: identity';
comment on column registry.name_term.sound is 'Name as it sounds | sensitivity: internal | purpose: identity';
comment on column registry.name_term.people is 'How many people bear it | sensitivity: none | purpose: identity';
alter table registry.name_term enable row level security;

create table registry.contact (
  id uuid primary key,
  country text not null,
  person_id uuid not null references registry.person (id),
  channel text not null check (channel in ('phone', 'sms', 'whatsapp', 'email', 'address', 'visit')),
  value text not null check (char_length(value) between 1 and 200),
  safety text not null check (safety in ('safe', 'ask-first', 'unsafe')),
  may_leave_message boolean not null default false,
  who_answers text,
  hours text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  ended_at timestamptz
);
comment on table registry.contact is 'Ways to reach a person, each with its own safety.';
comment on column registry.contact.id is 'Contact | sensitivity: internal | purpose: contact';
comment on column registry.contact.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.contact.person_id is 'Person | sensitivity: internal | purpose: contact';
comment on column registry.contact.channel is 'Channel | sensitivity: personal | purpose: contact';
comment on column registry.contact.value is 'Number or address as given | sensitivity: personal | purpose: contact';
comment on column registry.contact.safety is 'May it be used | sensitivity: personal | purpose: contact';
comment on column registry.contact.may_leave_message is 'May a message be left | sensitivity: personal | purpose: contact';
comment on column registry.contact.who_answers is 'Who else may answer | sensitivity: personal | purpose: contact';
comment on column registry.contact.hours is 'Safe hours | sensitivity: personal | purpose: contact';
comment on column registry.contact.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.contact.recorded_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.contact.ended_at is 'No longer valid since | sensitivity: internal | purpose: contact';
alter table registry.contact enable row level security;

create index contact_by_person on registry.contact (person_id);

create table registry.identity_document (
  id uuid primary key,
  country text not null,
  person_id uuid not null references registry.person (id),
  type text not null,
  issuing_country text not null,
  number_seen text check (char_length(number_seen) <= 60),
  number_compact text,
  status text not null check (status in ('held', 'lost', 'neverHad', 'inProcess', 'expired')),
  evidence text not null check (evidence in ('declared', 'seen')),
  number_check text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  ended_at timestamptz
);
comment on table registry.identity_document is 'Papers that identify a person, held or not, with the number as seen.';
comment on column registry.identity_document.id is 'Document | sensitivity: internal | purpose: identity';
comment on column registry.identity_document.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.identity_document.person_id is 'Person | sensitivity: internal | purpose: identity';
comment on column registry.identity_document.type is 'Kind of paper | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.issuing_country is 'Country that issued it | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.number_seen is 'Number as seen on the document | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.number_compact is 'Number without separators | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.status is 'Status | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.evidence is 'Declared, or seen | sensitivity: internal | purpose: source';
comment on column registry.identity_document.number_check is 'Result of the number check; advice only | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.identity_document.recorded_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.identity_document.ended_at is 'Replaced since | sensitivity: internal | purpose: identity';
alter table registry.identity_document enable row level security;

create index identity_document_by_person on registry.identity_document (person_id);
create index identity_document_by_number on registry.identity_document (number_compact) where number_compact is not null;

create table registry.person_fact (
  id uuid primary key,
  country text not null,
  person_id uuid not null references registry.person (id),
  code text not null,
  state text not null check (state in ('known', 'declined')),
  value jsonb,
  source text not null,
  seen boolean not null default false,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  seq bigint generated always as identity
);
comment on table registry.person_fact is 'What is known of the situation of a person; every answer is kept, the newest of each code counts.';
comment on column registry.person_fact.id is 'Answer, newest last | sensitivity: internal | purpose: matching';
comment on column registry.person_fact.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.person_fact.person_id is 'Person | sensitivity: internal | purpose: matching';
comment on column registry.person_fact.code is 'Code of the fact | sensitivity: personal | purpose: matching';
comment on column registry.person_fact.state is 'Known, or the person preferred not to say | sensitivity: personal | purpose: matching';
comment on column registry.person_fact.value is 'Value | sensitivity: personal | purpose: matching';
comment on column registry.person_fact.source is 'Where it comes from | sensitivity: internal | purpose: source';
comment on column registry.person_fact.seen is 'Proof was seen | sensitivity: internal | purpose: source';
comment on column registry.person_fact.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.person_fact.recorded_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.person_fact.seq is 'Order of recording | sensitivity: none | purpose: audit';
alter table registry.person_fact enable row level security;

create index person_fact_latest on registry.person_fact (person_id, code, seq desc);

create table registry.restricted_fact (
  id uuid primary key,
  country text not null,
  person_id uuid not null references registry.person (id),
  code text not null,
  state text not null check (state in ('known', 'declined')),
  sealed bytea,
  source text not null,
  seen boolean not null default false,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  seq bigint generated always as identity
);
comment on table registry.restricted_fact is 'Facts of the restricted tier: the value is encrypted with a key that the database does not hold.';
comment on column registry.restricted_fact.id is 'Answer, newest last | sensitivity: internal | purpose: matching';
comment on column registry.restricted_fact.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.restricted_fact.person_id is 'Person | sensitivity: internal | purpose: matching';
comment on column registry.restricted_fact.code is 'Code of the fact | sensitivity: restricted | purpose: matching';
comment on column registry.restricted_fact.state is 'Known, or the person preferred not to say | sensitivity: restricted | purpose: matching';
comment on column registry.restricted_fact.sealed is 'Encrypted value | sensitivity: restricted | purpose: protection';
comment on column registry.restricted_fact.source is 'Where it comes from | sensitivity: internal | purpose: source';
comment on column registry.restricted_fact.seen is 'Proof was seen | sensitivity: internal | purpose: source';
comment on column registry.restricted_fact.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.restricted_fact.recorded_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.restricted_fact.seq is 'Order of recording | sensitivity: none | purpose: audit';
alter table registry.restricted_fact enable row level security;

create index restricted_fact_latest on registry.restricted_fact (person_id, code, seq desc);

create table registry.correction (
  id uuid primary key,
  country text not null,
  person_id uuid not null references registry.person (id),
  field text not null,
  old_value text,
  new_value text,
  evidence text not null check (evidence in ('declared', 'seen')),
  reason text,
  corrected_by uuid not null,
  corrected_at timestamptz not null
);
comment on table registry.correction is 'Corrections of the fields of a person: the old value is kept.';
comment on column registry.correction.id is 'Correction | sensitivity: internal | purpose: audit';
comment on column registry.correction.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.correction.person_id is 'Person | sensitivity: internal | purpose: audit';
comment on column registry.correction.field is 'Field corrected | sensitivity: internal | purpose: audit';
comment on column registry.correction.old_value is 'Value before | sensitivity: personal | purpose: audit';
comment on column registry.correction.new_value is 'Value after | sensitivity: personal | purpose: audit';
comment on column registry.correction.evidence is 'Declared, or seen on a document | sensitivity: internal | purpose: source';
comment on column registry.correction.reason is 'Why | sensitivity: personal | purpose: audit';
comment on column registry.correction.corrected_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.correction.corrected_at is 'When | sensitivity: internal | purpose: audit';
alter table registry.correction enable row level security;

create index correction_by_person on registry.correction (person_id, corrected_at);

create table registry.identity_link (
  id uuid primary key,
  country text not null,
  person_a uuid not null references registry.person (id),
  person_b uuid not null references registry.person (id),
  decision text not null check (decision in ('same', 'different', 'unsure')),
  note text,
  decided_by uuid not null,
  decided_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  check (person_a < person_b)
);
comment on table registry.identity_link is 'Decisions whether two records are one person; never removed, may be undone.';
comment on column registry.identity_link.id is 'Decision | sensitivity: internal | purpose: identity';
comment on column registry.identity_link.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.identity_link.person_a is 'One record (the smaller id) | sensitivity: internal | purpose: identity';
comment on column registry.identity_link.person_b is 'The other record | sensitivity: internal | purpose: identity';
comment on column registry.identity_link.decision is 'What was decided | sensitivity: internal | purpose: identity';
comment on column registry.identity_link.note is 'Note | sensitivity: personal | purpose: identity';
comment on column registry.identity_link.decided_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.identity_link.decided_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.identity_link.undone_by is 'Account that undid it | sensitivity: internal | purpose: audit';
comment on column registry.identity_link.undone_at is 'When it was undone | sensitivity: internal | purpose: audit';
alter table registry.identity_link enable row level security;

create index identity_link_a on registry.identity_link (person_a) where undone_at is null;
create index identity_link_b on registry.identity_link (person_b) where undone_at is null;
create unique index identity_link_one on registry.identity_link (person_a, person_b) where undone_at is null;
