create schema access;
comment on schema access is 'Accounts, roles, scope, sessions and the audit chain.';
grant usage on schema access to ventanilla_runtime;

-- Who asks, as the transaction says. Policies of every room read these and nothing else.
create function access.actor_user() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.user', true), '')::uuid $$;
create function access.actor_role() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('app.role', true), '') $$;
create function access.actor_country() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('app.country', true), '') $$;
create function access.actor_office() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.office', true), '')::uuid $$;
create function access.actor_organization() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.organization', true), '') $$;
create function access.actor_is(variadic roles text[]) returns boolean language sql stable parallel safe
  as $$ select access.actor_role() = any(roles) $$;

create table access.office (
  id uuid primary key,
  country text not null,
  kind text not null check (kind in ('reception', 'window', 'provider', 'national')),
  ref text not null,
  name_es text not null,
  name_en text not null,
  organization_id text,
  admin2 text,
  territory jsonb not null default '[]',
  derived_from jsonb,
  active boolean not null default true,
  unique (country, ref)
);
comment on table access.office is 'Where people work: reception points, windows, providers, the national fallback.';
comment on column access.office.id is 'Derived from country and ref, so that packs load twice to the same | sensitivity: none | purpose: scope';
comment on column access.office.country is 'Country | sensitivity: none | purpose: scope';
comment on column access.office.kind is 'reception, window, provider or national | sensitivity: none | purpose: scope';
comment on column access.office.ref is 'Code in the country pack | sensitivity: none | purpose: scope';
comment on column access.office.name_es is 'Name in Spanish | sensitivity: none | purpose: display';
comment on column access.office.name_en is 'Name in English | sensitivity: none | purpose: display';
comment on column access.office.organization_id is 'Institution that runs it | sensitivity: none | purpose: scope';
comment on column access.office.admin2 is 'Municipality where it stands | sensitivity: none | purpose: display';
comment on column access.office.territory is 'Municipalities (admin2) or departments (admin1) whose cases it receives; empty for the national fallback | sensitivity: none | purpose: scope';
comment on column access.office.derived_from is 'Entry of the directory it was derived from | sensitivity: none | purpose: source';
comment on column access.office.active is 'Still in the pack | sensitivity: none | purpose: scope';
create index office_territory on access.office using gin (territory jsonb_path_ops);
alter table access.office enable row level security;
create policy office_read on access.office for select using (country = access.actor_country());
create policy office_load on access.office for all using (access.actor_is('system') and country = access.actor_country())
  with check (access.actor_is('system') and country = access.actor_country());
grant select, insert, update on access.office to ventanilla_runtime;

create table access.user_account (
  id uuid primary key,
  country text not null,
  login text not null unique check (login = lower(login)),
  display_name text not null,
  role text not null,
  office_id uuid references access.office (id),
  organization_id text,
  password_hash text not null,
  must_change_password boolean not null default true,
  locale text not null default 'es',
  demo boolean not null default false,
  active boolean not null default true,
  created_at timestamptz not null
);
comment on table access.user_account is 'Accounts of people who sign in, each with one role and its scope.';
comment on column access.user_account.id is 'Account | sensitivity: internal | purpose: access';
comment on column access.user_account.country is 'Country the account acts in | sensitivity: none | purpose: access';
comment on column access.user_account.login is 'Name to sign in with | sensitivity: internal | purpose: access';
comment on column access.user_account.display_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column access.user_account.role is 'Role | sensitivity: internal | purpose: access';
comment on column access.user_account.office_id is 'Office whose records it sees | sensitivity: internal | purpose: access';
comment on column access.user_account.organization_id is 'Institution or provider | sensitivity: internal | purpose: access';
comment on column access.user_account.password_hash is 'Argon2id hash | sensitivity: restricted | purpose: access';
comment on column access.user_account.must_change_password is 'First use | sensitivity: internal | purpose: access';
comment on column access.user_account.locale is 'Language of the interface | sensitivity: none | purpose: display';
comment on column access.user_account.demo is 'Demo sign-in: refused unless demo mode is on | sensitivity: none | purpose: access';
comment on column access.user_account.active is 'May sign in | sensitivity: internal | purpose: access';
comment on column access.user_account.created_at is 'When it was made | sensitivity: internal | purpose: access';
alter table access.user_account enable row level security;
create policy account_system on access.user_account for all using (access.actor_is('system')) with check (access.actor_is('system'));
create policy account_own on access.user_account for select using (id = access.actor_user());
create policy account_admin on access.user_account for select using (access.actor_is('administrator', 'auditor') and country = access.actor_country());
grant select, insert, update on access.user_account to ventanilla_runtime;

-- Colleagues' names without anything else, for "assigned to" and "recorded by".
create view access.colleague with (security_barrier) as
  select id, country, display_name, role, office_id, active from access.user_account where country = access.actor_country()
    and access.actor_role() not in ('', 'public', 'returnee', 'employer', 'provider', 'analyst');
comment on view access.colleague is 'Display names of the accounts of the actor''s country.';
grant select on access.colleague to ventanilla_runtime;

create table access.session (
  token_hash bytea primary key,
  user_id uuid not null references access.user_account (id),
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
comment on table access.session is 'Signed-in sessions; only a hash of the token is kept.';
comment on column access.session.token_hash is 'SHA-256 of the cookie | sensitivity: restricted | purpose: access';
comment on column access.session.user_id is 'Account | sensitivity: internal | purpose: access';
comment on column access.session.csrf is 'Token that commands must repeat in a header | sensitivity: restricted | purpose: access';
comment on column access.session.created_at is 'Signed in at | sensitivity: internal | purpose: access';
comment on column access.session.seen_at is 'Last request | sensitivity: internal | purpose: access';
comment on column access.session.expires_at is 'Ends at the latest | sensitivity: internal | purpose: access';
comment on column access.session.ended_at is 'Signed out or revoked | sensitivity: internal | purpose: access';
create index session_by_user on access.session (user_id);
alter table access.session enable row level security;
create policy session_system on access.session for all using (access.actor_is('system')) with check (access.actor_is('system'));
grant select, insert, update on access.session to ventanilla_runtime;

create table access.sign_in_try (
  id bigint generated always as identity primary key,
  key text not null,
  at timestamptz not null
);
comment on table access.sign_in_try is 'Failed sign-ins, counted per account and per address.';
comment on column access.sign_in_try.id is 'Order | sensitivity: none | purpose: access';
comment on column access.sign_in_try.key is 'Keyed hash of login or address | sensitivity: internal | purpose: access';
comment on column access.sign_in_try.at is 'When | sensitivity: internal | purpose: access';
create index sign_in_try_key on access.sign_in_try (key, at);
alter table access.sign_in_try enable row level security;
create policy try_system on access.sign_in_try for all using (access.actor_is('system')) with check (access.actor_is('system'));
grant select, insert, delete on access.sign_in_try to ventanilla_runtime;

-- The audit chain. Nobody but the function below writes here; the runtime cannot change or remove an entry.
create table access.audit_entry (
  chain text not null,
  seq bigint not null,
  at timestamptz not null,
  country text not null,
  actor_id uuid not null,
  actor_role text not null,
  office_id uuid,
  action text not null,
  purpose text not null,
  record_kind text,
  record_id text,
  subject_id uuid,
  outcome text not null check (outcome in ('done', 'refused', 'not-found', 'failed')),
  request_id text,
  previous bytea not null,
  hash bytea not null,
  primary key (chain, seq)
);
comment on table access.audit_entry is 'Who did what to which record, when and why; each entry chained to the one before by hash.';
comment on column access.audit_entry.chain is 'Chain within the country: several, so that readers do not wait for one another | sensitivity: none | purpose: audit';
comment on column access.audit_entry.seq is 'Place in the chain, without gaps | sensitivity: none | purpose: audit';
comment on column access.audit_entry.at is 'When, by the clock of the server | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.country is 'Country of the record | sensitivity: none | purpose: audit';
comment on column access.audit_entry.actor_id is 'Account | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.actor_role is 'Role | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.office_id is 'Office | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.action is 'Permission used | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.purpose is 'Purpose declared by the route | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.record_kind is 'Kind of record | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.record_id is 'Which record | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.subject_id is 'Person or case it is about | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.outcome is 'done, refused, not-found or failed | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.request_id is 'Request | sensitivity: internal | purpose: audit';
comment on column access.audit_entry.previous is 'Hash of the entry before | sensitivity: none | purpose: audit';
comment on column access.audit_entry.hash is 'SHA-256 over the entry and the hash before | sensitivity: none | purpose: audit';
create index audit_entry_record on access.audit_entry (country, record_kind, record_id, at);
create index audit_entry_subject on access.audit_entry (country, subject_id, at);
alter table access.audit_entry enable row level security;
create policy audit_read on access.audit_entry for select
  using (access.actor_is('system') or (country = access.actor_country() and access.actor_is('auditor', 'supervisor', 'administrator')));
grant select on access.audit_entry to ventanilla_runtime;

create table access.audit_head (
  chain text primary key,
  seq bigint not null,
  hash bytea not null
);
comment on table access.audit_head is 'Last entry of each audit chain: a removed tail shows.';
comment on column access.audit_head.chain is 'Chain | sensitivity: none | purpose: audit';
comment on column access.audit_head.seq is 'Last place | sensitivity: none | purpose: audit';
comment on column access.audit_head.hash is 'Last hash | sensitivity: none | purpose: audit';
alter table access.audit_head enable row level security;
create policy audit_head_read on access.audit_head for select using (access.actor_is('system', 'auditor', 'administrator'));
grant select on access.audit_head to ventanilla_runtime;

-- The text that is hashed: every column but the hashes, in one order, separated by a character that no field holds.
create function access.audit_text(e access.audit_entry) returns text language sql immutable as $$
  select concat_ws(e'\x1f', e.chain, e.seq::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.country, e.actor_id::text, e.actor_role,
    coalesce(e.office_id::text, '-'), e.action, e.purpose, coalesce(e.record_kind, '-'), coalesce(e.record_id, '-'),
    coalesce(e.subject_id::text, '-'), e.outcome, coalesce(e.request_id, '-'))
$$;

-- Appends one entry for the actor of the transaction. Runs as the owner: the runtime has no other way in.
create function access.append_audit(
  p_action text, p_purpose text, p_record_kind text, p_record_id text, p_subject uuid, p_outcome text, p_request text, p_shard int
) returns void language plpgsql security definer set search_path = pg_catalog, access as $$
declare
  e access.audit_entry;
  head access.audit_head;
begin
  e.chain := access.actor_country() || '-' || p_shard;
  insert into access.audit_head (chain, seq, hash) values (e.chain, 0, sha256(e.chain::bytea)) on conflict (chain) do nothing;
  select * into head from access.audit_head where chain = e.chain for update;
  e.seq := head.seq + 1;
  e.at := clock_timestamp(); e.country := access.actor_country();
  e.actor_id := coalesce(access.actor_user(), '00000000-0000-0000-0000-000000000000'::uuid);
  e.actor_role := access.actor_role(); e.office_id := access.actor_office();
  e.action := left(p_action, 80); e.purpose := left(p_purpose, 40); e.record_kind := left(p_record_kind, 40); e.record_id := left(p_record_id, 80);
  e.subject_id := p_subject; e.outcome := p_outcome; e.request_id := left(p_request, 40);
  e.previous := head.hash;
  e.hash := sha256(head.hash || convert_to(access.audit_text(e), 'UTF8'));
  insert into access.audit_entry select e.*;
  update access.audit_head set seq = e.seq, hash = e.hash where chain = e.chain;
end $$;
revoke all on function access.append_audit from public;
grant execute on function access.append_audit to ventanilla_runtime;
