-- What the comparison of people needs beyond names and a date, and where the nightly comparison of the whole registry keeps its results.

-- A dense number beside the id: indexes and the nightly comparison work with four bytes instead of sixteen.
alter table registry.person add column row_no int generated always as identity;
alter table registry.person add constraint person_row_no unique (row_no);
alter table registry.person
  add column married_surname text check (char_length(married_surname) <= 100),
  add column mother_name text check (char_length(mother_name) <= 200),
  add column birth_admin1 text,
  add column birth_admin2 text,
  add column origin_admin1 text;
comment on column registry.person.row_no is 'Dense number of the record, inside the database only | sensitivity: internal | purpose: identity';
comment on column registry.person.married_surname is 'Surname taken with a marriage, as seen | sensitivity: personal | purpose: identity';
comment on column registry.person.mother_name is 'Name of the mother as told, to tell namesakes apart | sensitivity: personal | purpose: identity';
comment on column registry.person.birth_admin1 is 'Department or state of birth | sensitivity: personal | purpose: identity';
comment on column registry.person.birth_admin2 is 'Municipality of birth | sensitivity: personal | purpose: identity';
comment on column registry.person.origin_admin1 is 'Department or state of origin, where the municipality is not known | sensitivity: personal | purpose: identity';
grant update (married_surname, mother_name, birth_admin1, birth_admin2, origin_admin1) on registry.person to ventanilla_runtime;

create table registry.external_id (
  country text not null,
  system text not null check (char_length(system) between 1 and 60),
  id text not null check (char_length(id) between 1 and 120),
  person_id uuid not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (country, system, id),
  foreign key (person_id, country) references registry.person (id, country)
);
comment on table registry.external_id is 'Under which number another system, or a file that was brought in, knows a record.';
comment on column registry.external_id.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.external_id.system is 'Name of the other system or file | sensitivity: internal | purpose: source';
comment on column registry.external_id.id is 'Number there | sensitivity: personal | purpose: source';
comment on column registry.external_id.person_id is 'Record here | sensitivity: internal | purpose: identity';
comment on column registry.external_id.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.external_id.recorded_at is 'When | sensitivity: internal | purpose: audit';
alter table registry.external_id enable row level security;
create index external_id_by_person on registry.external_id (person_id);
create policy external_id_read on registry.external_id for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy external_id_add on registry.external_id for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
grant select, insert on registry.external_id to ventanilla_runtime;

create table registry.linkage_model (
  id uuid primary key,
  country text not null,
  version text not null,
  model jsonb not null,
  learned_on int not null,
  learned_at timestamptz not null,
  in_force boolean not null default false
);
comment on table registry.linkage_model is 'Versions of what each kind of agreement counts when two records are compared, learnt from the registry. Numbers only, nobody in it.';
comment on column registry.linkage_model.id is 'Model | sensitivity: none | purpose: identity';
comment on column registry.linkage_model.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.linkage_model.version is 'Version as it is shown | sensitivity: none | purpose: identity';
comment on column registry.linkage_model.model is 'Weights and limits of the bands | sensitivity: none | purpose: identity';
comment on column registry.linkage_model.learned_on is 'How many records it was learnt from | sensitivity: none | purpose: identity';
comment on column registry.linkage_model.learned_at is 'When | sensitivity: none | purpose: identity';
comment on column registry.linkage_model.in_force is 'The one that is used now | sensitivity: none | purpose: identity';
alter table registry.linkage_model enable row level security;
create unique index linkage_model_in_force on registry.linkage_model (country) where in_force;
create policy linkage_model_read on registry.linkage_model for select using (country = access.actor_country());
create policy linkage_model_add on registry.linkage_model for insert with check (country = access.actor_country() and access.actor_is('system'));
create policy linkage_model_change on registry.linkage_model for update
  using (country = access.actor_country() and access.actor_is('system')) with check (country = access.actor_country());
grant select, insert, update (in_force) on registry.linkage_model to ventanilla_runtime;

create table registry.linkage_run (
  id uuid primary key,
  country text not null,
  model_id uuid references registry.linkage_model (id),
  started_at timestamptz not null,
  published_at timestamptz not null,
  records int not null,
  linked int not null,
  to_review int not null
);
comment on table registry.linkage_run is 'Comparisons of the whole registry that were published; one that was broken off leaves nothing.';
comment on column registry.linkage_run.id is 'Run | sensitivity: none | purpose: identity';
comment on column registry.linkage_run.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.linkage_run.model_id is 'Model it used; none: the one that every registry starts with | sensitivity: none | purpose: identity';
comment on column registry.linkage_run.started_at is 'Began | sensitivity: none | purpose: identity';
comment on column registry.linkage_run.published_at is 'Everything it found was written, at once | sensitivity: none | purpose: identity';
comment on column registry.linkage_run.records is 'How many records were compared | sensitivity: none | purpose: identity';
comment on column registry.linkage_run.linked is 'Pairs linked without asking | sensitivity: none | purpose: identity';
comment on column registry.linkage_run.to_review is 'Pairs put on the review list | sensitivity: none | purpose: identity';
alter table registry.linkage_run enable row level security;
create index linkage_run_latest on registry.linkage_run (country, published_at desc);
create policy linkage_run_read on registry.linkage_run for select using (country = access.actor_country());
create policy linkage_run_add on registry.linkage_run for insert with check (country = access.actor_country() and access.actor_is('system'));
grant select, insert on registry.linkage_run to ventanilla_runtime;

-- Links that the nightly comparison made are decisions like any other, marked as its own: they can be undone, and people overrule them.
alter table registry.identity_link
  add column source text not null default 'person' check (source in ('person', 'auto')),
  add column run_id uuid references registry.linkage_run (id);
comment on column registry.identity_link.source is 'A person decided, or the comparison of the whole registry | sensitivity: internal | purpose: source';
comment on column registry.identity_link.run_id is 'Run that decided | sensitivity: internal | purpose: source';
create policy link_auto on registry.identity_link as restrictive for insert with check (source = 'person' or access.actor_is('system'));

create table registry.linkage_pair (
  person_a uuid not null,
  person_b uuid not null,
  country text not null,
  bits real not null,
  comparison jsonb not null,
  run_id uuid not null references registry.linkage_run (id),
  found_at timestamptz not null,
  settled_by uuid references registry.identity_link (id),
  primary key (person_a, person_b),
  foreign key (person_a, country) references registry.person (id, country),
  foreign key (person_b, country) references registry.person (id, country),
  check (person_a < person_b)
);
comment on table registry.linkage_pair is 'Pairs of records that may be one person, found by the comparison of the whole registry, for somebody to decide.';
comment on column registry.linkage_pair.person_a is 'One record (the smaller id) | sensitivity: internal | purpose: identity';
comment on column registry.linkage_pair.person_b is 'The other record | sensitivity: internal | purpose: identity';
comment on column registry.linkage_pair.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.linkage_pair.bits is 'How much speaks for one person, in bits | sensitivity: internal | purpose: identity';
comment on column registry.linkage_pair.comparison is 'Which fields agree and differ, and what each counted; no values | sensitivity: internal | purpose: identity';
comment on column registry.linkage_pair.run_id is 'Run that found it last | sensitivity: internal | purpose: source';
comment on column registry.linkage_pair.found_at is 'First found | sensitivity: internal | purpose: identity';
comment on column registry.linkage_pair.settled_by is 'Decision that settled it; none: still open | sensitivity: internal | purpose: identity';
alter table registry.linkage_pair enable row level security;
create index linkage_pair_b on registry.linkage_pair (person_b);
create index linkage_pair_open on registry.linkage_pair (country, bits desc) where settled_by is null;
create policy linkage_pair_read on registry.linkage_pair for select using (
  country = access.actor_country() and access.actor_is('supervisor') and (registry.may_see_person(person_a) or registry.may_see_person(person_b)));
create policy linkage_pair_settle on registry.linkage_pair for update
  using (country = access.actor_country() and access.actor_is('supervisor') and (registry.may_see_person(person_a) or registry.may_see_person(person_b)))
  with check (country = access.actor_country());
grant select, update (settled_by) on registry.linkage_pair to ventanilla_runtime;
