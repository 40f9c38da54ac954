-- Stewardship: every entry has a state, a history, proposals and confirmations. Kinds: organization, service, receptionPoint, document, legalBasis.
create table directory.entry_state (
  country text not null,
  kind text not null check (kind in ('organization', 'service', 'receptionPoint', 'document', 'legalBasis')),
  entry_id text not null,
  version int not null check (version > 0),
  organization_id text,
  hidden boolean not null,
  listed boolean not null,
  kept boolean not null,
  source_entry jsonb,
  successor_id text,
  confirmed_on date,
  confirmed_by text check (confirmed_by in ('organization', 'link', 'steward')),
  confirm_by date not null,
  asked_on date,
  reminded_on date,
  escalated_on date,
  phone_first boolean not null default false,
  primary key (country, kind, entry_id),
  check ((confirmed_on is null) = (confirmed_by is null))
);
comment on table directory.entry_state is 'Where each entry of the directory stands: version in force, who keeps it, last confirmed, what was asked.';
comment on column directory.entry_state.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.entry_state.kind is 'Organization, service, reception point, paper or legal basis | sensitivity: none | purpose: directory';
comment on column directory.entry_state.entry_id is 'Code of the entry | sensitivity: none | purpose: directory';
comment on column directory.entry_state.version is 'Version in force | sensitivity: none | purpose: directory';
comment on column directory.entry_state.organization_id is 'Organization that keeps it | sensitivity: none | purpose: scope';
comment on column directory.entry_state.hidden is 'Exists only for the closed circle and its own organization | sensitivity: internal | purpose: protection';
comment on column directory.entry_state.listed is 'Shown; what is not is kept with its history | sensitivity: none | purpose: directory';
comment on column directory.entry_state.kept is 'A steward has published it: a changed source proposes and does not overwrite | sensitivity: none | purpose: directory';
comment on column directory.entry_state.source_entry is 'What the pack said last | sensitivity: none | purpose: directory';
comment on column directory.entry_state.successor_id is 'Entry of the same kind that took its place | sensitivity: none | purpose: directory';
comment on column directory.entry_state.confirmed_on is 'Day on which somebody last said that all of it is true | sensitivity: none | purpose: directory';
comment on column directory.entry_state.confirmed_by is 'Its organization by account or link, or a steward | sensitivity: none | purpose: directory';
comment on column directory.entry_state.confirm_by is 'Day by which it should be confirmed | sensitivity: none | purpose: directory';
comment on column directory.entry_state.asked_on is 'Day on which confirming was asked for | sensitivity: none | purpose: directory';
comment on column directory.entry_state.reminded_on is 'Day on which it was asked for again | sensitivity: none | purpose: directory';
comment on column directory.entry_state.escalated_on is 'Day since which it is a steward''s to confirm | sensitivity: none | purpose: directory';
comment on column directory.entry_state.phone_first is 'Unconfirmed beyond the limit of the country | sensitivity: none | purpose: directory';

create table directory.proposal (
  id uuid primary key,
  country text not null,
  kind text not null,
  entry_id text not null,
  organization_id text,
  hidden boolean not null,
  base_version int not null check (base_version >= 0),
  base jsonb,
  entry jsonb not null,
  listed boolean not null,
  successor_id text,
  changes jsonb not null,
  narrows boolean not null,
  confirms boolean not null,
  reason text not null check (length(reason) between 1 and 1000),
  evidence_kind text not null check (evidence_kind in ('call', 'letter', 'visit', 'link', 'organization', 'source', 'history')),
  evidence text not null check (length(evidence) <= 500),
  origin text not null check (origin in ('steward', 'organization', 'link', 'source')),
  link_id uuid,
  proposed_by uuid,
  proposed_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sentBack', 'withdrawn', 'published')),
  decided_by uuid,
  decided_at timestamptz,
  note text check (length(note) <= 1000),
  check ((origin in ('steward', 'organization')) = (proposed_by is not null))
);
comment on table directory.proposal is 'Changes of entries that somebody proposed, with what they started from, and what became of them.';
comment on column directory.proposal.id is 'Proposal | sensitivity: none | purpose: directory';
comment on column directory.proposal.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.proposal.kind is 'Kind of entry | sensitivity: none | purpose: directory';
comment on column directory.proposal.entry_id is 'Entry | sensitivity: none | purpose: directory';
comment on column directory.proposal.organization_id is 'Organization that keeps the entry | sensitivity: none | purpose: scope';
comment on column directory.proposal.hidden is 'About an entry of the closed circle | sensitivity: internal | purpose: protection';
comment on column directory.proposal.base_version is 'Version it started from; 0 for a new entry | sensitivity: none | purpose: directory';
comment on column directory.proposal.base is 'Entry it started from | sensitivity: none | purpose: directory';
comment on column directory.proposal.entry is 'Entry as proposed | sensitivity: none | purpose: directory';
comment on column directory.proposal.listed is 'Whether it shall be shown | sensitivity: none | purpose: directory';
comment on column directory.proposal.successor_id is 'What shall take its place | sensitivity: none | purpose: directory';
comment on column directory.proposal.changes is 'Field, before, after | sensitivity: none | purpose: directory';
comment on column directory.proposal.narrows is 'Only shows less of it: may be published by its author | sensitivity: none | purpose: directory';
comment on column directory.proposal.confirms is 'Whoever proposes says that all else is true | sensitivity: none | purpose: directory';
comment on column directory.proposal.reason is 'Why | sensitivity: internal | purpose: directory';
comment on column directory.proposal.evidence_kind is 'By call, letter, visit, link… | sensitivity: none | purpose: directory';
comment on column directory.proposal.evidence is 'Which: day of the call, letter, address | sensitivity: internal | purpose: directory';
comment on column directory.proposal.origin is 'Who proposes: steward, organization by account or link, the source | sensitivity: none | purpose: directory';
comment on column directory.proposal.link_id is 'Link by which it came | sensitivity: none | purpose: audit';
comment on column directory.proposal.proposed_by is 'Account | sensitivity: internal | purpose: audit';
comment on column directory.proposal.proposed_at is 'When | sensitivity: none | purpose: audit';
comment on column directory.proposal.state is 'Waiting, sent back, withdrawn, published | sensitivity: none | purpose: directory';
comment on column directory.proposal.decided_by is 'Account | sensitivity: internal | purpose: audit';
comment on column directory.proposal.decided_at is 'When | sensitivity: none | purpose: audit';
comment on column directory.proposal.note is 'What the review says to whoever proposed | sensitivity: internal | purpose: directory';
create index proposal_waiting on directory.proposal (country, kind, entry_id) where state = 'waiting';
create index proposal_of_entry on directory.proposal (country, kind, entry_id, proposed_at desc);

create table directory.entry_version (
  country text not null,
  kind text not null,
  entry_id text not null,
  version int not null check (version > 0),
  organization_id text,
  hidden boolean not null,
  listed boolean not null,
  entry jsonb not null,
  origin text not null check (origin in ('steward', 'organization', 'link', 'source')),
  proposal_id uuid references directory.proposal (id),
  published_by uuid,
  published_at timestamptz not null,
  unreviewed boolean not null,
  primary key (country, kind, entry_id, version)
);
comment on table directory.entry_version is 'Every version of every entry that was ever in force. Nothing is deleted.';
comment on column directory.entry_version.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.entry_version.kind is 'Kind of entry | sensitivity: none | purpose: directory';
comment on column directory.entry_version.entry_id is 'Entry | sensitivity: none | purpose: directory';
comment on column directory.entry_version.version is 'Number, from 1 | sensitivity: none | purpose: directory';
comment on column directory.entry_version.organization_id is 'Organization that kept it | sensitivity: none | purpose: scope';
comment on column directory.entry_version.hidden is 'Of the closed circle | sensitivity: internal | purpose: protection';
comment on column directory.entry_version.listed is 'Was shown | sensitivity: none | purpose: directory';
comment on column directory.entry_version.entry is 'Whole entry | sensitivity: none | purpose: directory';
comment on column directory.entry_version.origin is 'Who said it: the source, a steward, its organization | sensitivity: none | purpose: directory';
comment on column directory.entry_version.proposal_id is 'Proposal that became it | sensitivity: none | purpose: audit';
comment on column directory.entry_version.published_by is 'Account | sensitivity: internal | purpose: audit';
comment on column directory.entry_version.published_at is 'When | sensitivity: none | purpose: audit';
comment on column directory.entry_version.unreviewed is 'Published by whoever proposed it | sensitivity: none | purpose: audit';

create table directory.confirmation (
  id uuid primary key,
  country text not null,
  kind text not null,
  entry_id text not null,
  organization_id text,
  hidden boolean not null,
  version int not null,
  confirmed_on date not null,
  confirm_by date not null check (confirm_by >= confirmed_on),
  how text not null check (how in ('organization', 'link', 'steward')),
  by_user uuid,
  link_id uuid,
  at timestamptz not null,
  foreign key (country, kind, entry_id) references directory.entry_state (country, kind, entry_id),
  check ((how = 'link') = (link_id is not null)),
  check ((how = 'link') = (by_user is null))
);
comment on table directory.confirmation is 'Somebody who must know said: still true.';
comment on column directory.confirmation.id is 'Confirmation | sensitivity: none | purpose: directory';
comment on column directory.confirmation.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.confirmation.kind is 'Kind of entry | sensitivity: none | purpose: directory';
comment on column directory.confirmation.entry_id is 'Entry | sensitivity: none | purpose: directory';
comment on column directory.confirmation.organization_id is 'Organization that keeps it | sensitivity: none | purpose: scope';
comment on column directory.confirmation.hidden is 'Of the closed circle | sensitivity: internal | purpose: protection';
comment on column directory.confirmation.version is 'Version that was seen | sensitivity: none | purpose: directory';
comment on column directory.confirmation.confirmed_on is 'Day | sensitivity: none | purpose: directory';
comment on column directory.confirmation.confirm_by is 'Day by which it should be confirmed again | sensitivity: none | purpose: directory';
comment on column directory.confirmation.how is 'By its organization, by its link, by a steward | sensitivity: none | purpose: directory';
comment on column directory.confirmation.by_user is 'Account | sensitivity: internal | purpose: audit';
comment on column directory.confirmation.link_id is 'Link | sensitivity: none | purpose: audit';
comment on column directory.confirmation.at is 'When | sensitivity: none | purpose: audit';
create index confirmation_of_entry on directory.confirmation (country, kind, entry_id, at desc);
create unique index confirmation_by_link on directory.confirmation (link_id, kind, entry_id) where link_id is not null;

-- A confirmation moves the state of its entry, and readers build what they keep anew.
create function directory.confirmation_counts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  update directory.entry_state s set confirmed_on = new.confirmed_on, confirmed_by = new.how, confirm_by = new.confirm_by,
      asked_on = null, reminded_on = null, escalated_on = null, phone_first = false
    where s.country = new.country and s.kind = new.kind and s.entry_id = new.entry_id and s.version = new.version;
  if not found then raise exception 'the entry has another version by now' using errcode = 'serialization_failure'; end if;
  update directory.version v set version = v.version + 1 where v.country = new.country;
  return new;
end $$;
comment on function directory.confirmation_counts() is 'Brings the state of an entry in line with a new confirmation.';
revoke all on function directory.confirmation_counts() from public;
create trigger confirmation_counts after insert on directory.confirmation for each row execute function directory.confirmation_counts();

-- Who may know of a row about an entry: anybody of the country; what is hidden, only the closed circle and the organization itself.
create function directory.may_know(p_country text, p_hidden boolean, p_organization text) returns boolean
  language plpgsql stable parallel safe as $$
begin
  return p_country = access.actor_country()
    and (not p_hidden or directory.in_closed_circle() or (access.actor_is('provider') and p_organization = access.actor_organization()));
end $$;
comment on function directory.may_know(text, boolean, text) is 'Rows about entries that the actor may know of.';

-- Who keeps an entry: stewards of the country (and the product), and its own organization.
create function directory.keeps(p_country text, p_organization text) returns boolean
  language plpgsql stable parallel safe as $$
begin
  return p_country = access.actor_country()
    and (access.actor_is('steward', 'system') or (access.actor_is('provider') and p_organization = access.actor_organization()));
end $$;
comment on function directory.keeps(text, text) is 'Entries that the actor keeps.';

create function directory.is_steward(p_country text) returns boolean
  language plpgsql stable parallel safe as $$
begin
  return p_country = access.actor_country() and access.actor_is('steward', 'system');
end $$;
comment on function directory.is_steward(text) is 'A steward of the country, or the product itself.';

-- Nobody publishes what they proposed, unless nobody else could, or it only shows less.
create function directory.may_publish(p_proposed_by uuid, p_narrows boolean) returns boolean
  language plpgsql stable as $$
begin
  return p_narrows or p_proposed_by is distinct from access.actor_user()
    or not exists (select 1 from access.colleague c where c.role = 'steward' and c.active and c.id <> access.actor_user());
end $$;
comment on function directory.may_publish(uuid, boolean) is 'Whether the acting steward may publish a proposal of this author.';

alter table directory.entry_state enable row level security;
create policy entry_state_read on directory.entry_state for select using (directory.may_know(country, hidden, organization_id));
create policy entry_state_add on directory.entry_state for insert with check (directory.is_steward(country));
create policy entry_state_change on directory.entry_state for update using (directory.is_steward(country)) with check (directory.is_steward(country));
grant select, insert, update on directory.entry_state to ventanilla_runtime;

alter table directory.proposal enable row level security;
create policy proposal_read on directory.proposal for select using (directory.keeps(country, organization_id));
create policy proposal_add on directory.proposal for insert with check (directory.keeps(country, organization_id) and state = 'waiting'
  and proposed_by is not distinct from case when access.actor_is('system') then null else access.actor_user() end
  and origin = case access.actor_role() when 'steward' then 'steward' when 'provider' then 'organization' else 'source' end);
create policy proposal_decide on directory.proposal for update using (state = 'waiting' and directory.keeps(country, organization_id))
  with check (case when state = 'withdrawn' then access.actor_is('system') or proposed_by = access.actor_user()
    else access.actor_is('steward') and decided_by = access.actor_user() and (state <> 'published' or directory.may_publish(proposed_by, narrows)) end);
grant select, insert on directory.proposal to ventanilla_runtime;
-- What was proposed stays as it was proposed.
grant update (state, decided_by, decided_at, note) on directory.proposal to ventanilla_runtime;

alter table directory.entry_version enable row level security;
create policy entry_version_read on directory.entry_version for select using (directory.keeps(country, organization_id));
create policy entry_version_add on directory.entry_version for insert with check (directory.is_steward(country));
grant select, insert on directory.entry_version to ventanilla_runtime;

alter table directory.confirmation enable row level security;
create policy confirmation_read on directory.confirmation for select using (directory.keeps(country, organization_id));
create policy confirmation_add on directory.confirmation for insert with check (directory.keeps(country, organization_id) and by_user = access.actor_user()
  and how = case when access.actor_is('steward') then 'steward' else 'organization' end
  and exists (select from directory.entry_state s where s.country = confirmation.country and s.kind = confirmation.kind and s.entry_id = confirmation.entry_id
    and s.organization_id is not distinct from confirmation.organization_id));
grant select, insert on directory.confirmation to ventanilla_runtime;

-- Stewards put published versions in force; what is in force is read as before.
do $$
declare t text;
begin
  foreach t in array array['version', 'organization', 'service', 'service_place', 'reception_point', 'document_type', 'legal_basis'] loop
    execute format('create policy %I on directory.%I for insert with check (access.actor_is(''steward'') and country = access.actor_country())', t || '_publish_new', t);
    execute format('create policy %I on directory.%I for update using (access.actor_is(''steward'') and country = access.actor_country()) with check (access.actor_is(''steward'') and country = access.actor_country())', t || '_publish', t);
  end loop;
end $$;
create policy service_place_publish_away on directory.service_place for delete using (access.actor_is('steward') and country = access.actor_country());
-- A shelter keeps its own entry although nobody else outside the closed circle knows of it.
create policy service_read_own on directory.service for select
  using (country = access.actor_country() and access.actor_is('provider') and organization_id = access.actor_organization());
