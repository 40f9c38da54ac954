create schema documents;
comment on schema documents is 'The way to papers: which papers a case needs, and what was done to get them.';
grant usage on schema documents to ventanilla_runtime;

create table documents.wanted_paper (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  paper_id text not null,
  service_id text,
  wanted_by uuid not null,
  wanted_at timestamptz not null,
  dropped_by uuid,
  dropped_at timestamptz,
  check ((dropped_by is null) = (dropped_at is null))
);
comment on table documents.wanted_paper is 'A paper that somebody needs; the way to it is worked out whenever it is read.';
comment on column documents.wanted_paper.id is 'Entry | sensitivity: internal | purpose: papers';
comment on column documents.wanted_paper.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column documents.wanted_paper.case_id is 'Case | sensitivity: internal | purpose: papers';
comment on column documents.wanted_paper.paper_id is 'Paper, by its id in the directory | sensitivity: personal | purpose: papers';
comment on column documents.wanted_paper.service_id is 'Service that asks for it, if it is wanted for one | sensitivity: personal | purpose: papers';
comment on column documents.wanted_paper.wanted_by is 'Account that noted it | sensitivity: internal | purpose: audit';
comment on column documents.wanted_paper.wanted_at is 'When it was noted | sensitivity: internal | purpose: audit';
comment on column documents.wanted_paper.dropped_by is 'Account that took it off | sensitivity: internal | purpose: audit';
comment on column documents.wanted_paper.dropped_at is 'When it was taken off | sensitivity: internal | purpose: audit';
create unique index wanted_paper_once on documents.wanted_paper (case_id, paper_id) where dropped_at is null;
alter table documents.wanted_paper enable row level security;
create policy wanted_read on documents.wanted_paper for select using (country = access.actor_country() and registry.may_see_case(case_id));
-- Which shelter asks for a paper is not kept: others read the case who know of none.
create policy wanted_add on documents.wanted_paper for insert with check (
  country = access.actor_country() and registry.keeps_records() and wanted_by = access.actor_user() and dropped_at is null and registry.may_see_case(case_id)
  and not exists (select from directory.service s where s.country = wanted_paper.country and s.id = wanted_paper.service_id and s.protection_only));
create policy wanted_drop on documents.wanted_paper for update
  using (country = access.actor_country() and registry.keeps_records() and dropped_at is null and registry.may_see_case(case_id))
  with check (country = access.actor_country() and dropped_by = access.actor_user());
grant select, insert on documents.wanted_paper to ventanilla_runtime;
grant update (dropped_by, dropped_at) on documents.wanted_paper to ventanilla_runtime;

create table documents.paper_step (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  paper_id text not null,
  way_id text,
  step text not null check (step in ('begun', 'obtained', 'refused')),
  on_day date not null,
  valid_until date,
  note text check (length(note) <= 300),
  actor_id uuid not null,
  at timestamptz not null,
  check (valid_until is null or step = 'obtained')
);
comment on table documents.paper_step is 'What was done to get a paper: begun, obtained, refused. Never changed.';
comment on column documents.paper_step.id is 'Step | sensitivity: internal | purpose: papers';
comment on column documents.paper_step.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column documents.paper_step.case_id is 'Case | sensitivity: internal | purpose: papers';
comment on column documents.paper_step.paper_id is 'Paper, by its id in the directory | sensitivity: personal | purpose: papers';
comment on column documents.paper_step.way_id is 'Way that was gone, as the pack names it | sensitivity: internal | purpose: papers';
comment on column documents.paper_step.step is 'Begun, obtained or refused | sensitivity: personal | purpose: papers';
comment on column documents.paper_step.on_day is 'Day on which it happened | sensitivity: personal | purpose: papers';
comment on column documents.paper_step.valid_until is 'Last day of a paper that was obtained, if it has one | sensitivity: personal | purpose: papers';
comment on column documents.paper_step.note is 'Note of the officer, such as why it was refused | sensitivity: personal | purpose: papers';
comment on column documents.paper_step.actor_id is 'Account that recorded it | sensitivity: internal | purpose: audit';
comment on column documents.paper_step.at is 'When it was recorded | sensitivity: internal | purpose: audit';
create index paper_step_order on documents.paper_step (case_id, paper_id, at, id);
alter table documents.paper_step enable row level security;
create policy step_read on documents.paper_step for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy step_add on documents.paper_step for insert with check (
  country = access.actor_country() and registry.keeps_records() and actor_id = access.actor_user() and registry.may_see_case(case_id));
grant select, insert on documents.paper_step to ventanilla_runtime;
