-- Extensions that rooms may use; all are "trusted": the owner of the database may create them.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;

comment on schema platform is 'What every room stands on: migrations, commands acted once, events, the demo clock.';
grant usage on schema platform to ventanilla_runtime;

comment on table platform.migration is 'Migrations applied to this database.';
comment on column platform.migration.name is 'Number, room and subject | sensitivity: none | purpose: operation';
comment on column platform.migration.checksum is 'SHA-256 of the file when it was applied | sensitivity: none | purpose: operation';
comment on column platform.migration.applied_at is 'When it was applied | sensitivity: none | purpose: operation';
grant select on platform.migration to ventanilla_runtime;

create table platform.command (
  id uuid primary key,
  country text not null,
  actor_id uuid not null,
  route text not null,
  fingerprint text not null,
  status int,
  response jsonb,
  at timestamptz not null
);
comment on table platform.command is 'Commands that were acted on, so that one sent twice acts once.';
comment on column platform.command.id is 'Made by the client | sensitivity: none | purpose: operation';
comment on column platform.command.country is 'Country of the actor | sensitivity: none | purpose: operation';
comment on column platform.command.actor_id is 'Account that sent it | sensitivity: internal | purpose: operation';
comment on column platform.command.route is 'Method and route pattern | sensitivity: none | purpose: operation';
comment on column platform.command.fingerprint is 'Hash of address and body: the same id with other content is refused | sensitivity: internal | purpose: operation';
comment on column platform.command.status is 'Status that was answered | sensitivity: none | purpose: operation';
comment on column platform.command.response is 'Answer, given again when the command is sent again | sensitivity: personal | purpose: operation';
comment on column platform.command.at is 'When it was acted on | sensitivity: internal | purpose: operation';
create index command_at on platform.command (at);
alter table platform.command enable row level security;
create policy command_own on platform.command
  using (actor_id = nullif(current_setting('app.user', true), '')::uuid and country = current_setting('app.country', true))
  with check (actor_id = nullif(current_setting('app.user', true), '')::uuid and country = current_setting('app.country', true));
grant select, insert, update on platform.command to ventanilla_runtime;

create table platform.outbox (
  id bigint generated always as identity primary key,
  country text not null,
  type text not null,
  payload jsonb not null,
  at timestamptz not null
);
comment on table platform.outbox is 'Events that rooms told, in order; for what leaves the house later.';
comment on column platform.outbox.id is 'Order | sensitivity: none | purpose: operation';
comment on column platform.outbox.country is 'Country of the record | sensitivity: none | purpose: operation';
comment on column platform.outbox.type is 'room.what-happened | sensitivity: none | purpose: operation';
comment on column platform.outbox.payload is 'Ids and codes only, never names or text | sensitivity: internal | purpose: operation';
comment on column platform.outbox.at is 'When | sensitivity: internal | purpose: operation';
alter table platform.outbox enable row level security;
create policy outbox_insert on platform.outbox for insert with check (country = current_setting('app.country', true));
create policy outbox_read on platform.outbox for select
  using (country = current_setting('app.country', true) and current_setting('app.role', true) = 'system');
grant select, insert on platform.outbox to ventanilla_runtime;

create table platform.setting (
  name text primary key,
  value jsonb not null
);
comment on table platform.setting is 'Settings of this installation (demo clock, version of loaded packs).';
comment on column platform.setting.name is 'Name | sensitivity: none | purpose: operation';
comment on column platform.setting.value is 'Value | sensitivity: internal | purpose: operation';
alter table platform.setting enable row level security;
create policy setting_read on platform.setting for select using (true);
create policy setting_write on platform.setting for all
  using (current_setting('app.role', true) = 'system') with check (current_setting('app.role', true) = 'system');
grant select, insert, update on platform.setting to ventanilla_runtime;
