-- Files of other directories that somebody took in: what each proposed, and what of it could not be taken. Nothing of them is in force before somebody has looked at it.
create table directory.exchange_import (
  id uuid primary key,
  country text not null,
  file_name text not null check (length(file_name) <= 255),
  content_hash text not null,
  source text not null check (length(source) between 3 and 200),
  problems jsonb not null,
  problem_count int not null check (problem_count >= 0),
  imported_by uuid not null,
  imported_at timestamptz not null
);
comment on table directory.exchange_import is 'Files that became proposals, each with what could not be taken of it.';
comment on column directory.exchange_import.id is 'Import | sensitivity: none | purpose: directory';
comment on column directory.exchange_import.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.exchange_import.file_name is 'Name of the file | sensitivity: internal | purpose: directory';
comment on column directory.exchange_import.content_hash is 'SHA-256 of the file | sensitivity: none | purpose: audit';
comment on column directory.exchange_import.source is 'Where the file is from, in the words of whoever took it in | sensitivity: none | purpose: directory';
comment on column directory.exchange_import.problems is 'What could not be taken, by file, row and column; the first five hundred | sensitivity: internal | purpose: directory';
comment on column directory.exchange_import.problem_count is 'How many problems there were | sensitivity: none | purpose: directory';
comment on column directory.exchange_import.imported_by is 'Account | sensitivity: internal | purpose: audit';
comment on column directory.exchange_import.imported_at is 'When | sensitivity: none | purpose: audit';
create index exchange_import_newest on directory.exchange_import (country, imported_at desc);
alter table directory.exchange_import enable row level security;
create policy exchange_import_read on directory.exchange_import for select using (directory.is_steward(country));
create policy exchange_import_add on directory.exchange_import for insert with check (access.actor_is('steward') and country = access.actor_country() and imported_by = access.actor_user());
grant select, insert on directory.exchange_import to ventanilla_runtime;

alter table directory.proposal add column import_id uuid references directory.exchange_import (id);
comment on column directory.proposal.import_id is 'File that it came in | sensitivity: none | purpose: directory';
create index proposal_of_import on directory.proposal (import_id) where import_id is not null;
