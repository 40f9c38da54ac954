-- A link by which an organization without an account keeps its own entries. The link itself is kept nowhere, only its hash.
create table directory.owner_link (
  id uuid primary key,
  country text not null,
  organization_id text not null,
  token_hash text not null unique,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  seen_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  foreign key (country, organization_id) references directory.organization (country, id)
);
comment on table directory.owner_link is 'Links for organizations: one organization, for some days, each entry answered once.';
comment on column directory.owner_link.id is 'Link | sensitivity: internal | purpose: access';
comment on column directory.owner_link.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.owner_link.organization_id is 'Organization whose entries it opens | sensitivity: none | purpose: scope';
comment on column directory.owner_link.token_hash is 'Hash of the secret in its address | sensitivity: restricted | purpose: access';
comment on column directory.owner_link.created_by is 'Account | sensitivity: internal | purpose: audit';
comment on column directory.owner_link.created_at is 'When | sensitivity: none | purpose: audit';
comment on column directory.owner_link.expires_at is 'From then on it opens nothing | sensitivity: none | purpose: access';
comment on column directory.owner_link.seen_at is 'When it was last opened, to the minute | sensitivity: none | purpose: directory';
comment on column directory.owner_link.ended_at is 'Ended by a steward, or because every entry was answered | sensitivity: none | purpose: access';
comment on column directory.owner_link.ended_by is 'Account; nobody when it ended by itself | sensitivity: internal | purpose: audit';
create index owner_link_of_organization on directory.owner_link (country, organization_id);
alter table directory.owner_link enable row level security;
create policy owner_link_read on directory.owner_link for select using (directory.is_steward(country));
create policy owner_link_add on directory.owner_link for insert with check (directory.is_steward(country) and created_by = access.actor_user());
create policy owner_link_end on directory.owner_link for update using (directory.is_steward(country)) with check (directory.is_steward(country) and ended_by = access.actor_user());
grant insert on directory.owner_link to ventanilla_runtime;
-- The hash is compared inside the functions below and read by nobody.
grant select (id, country, organization_id, created_by, created_at, expires_at, seen_at, ended_at, ended_by) on directory.owner_link to ventanilla_runtime;
grant update (ended_at, ended_by) on directory.owner_link to ventanilla_runtime;

-- One proposal for each entry and link: sent twice, it stays one.
create unique index proposal_by_link on directory.proposal (link_id, kind, entry_id) where link_id is not null;

-- The open link of a secret, in the country of the address.
create function directory.open_link(p_hash text, p_now timestamptz) returns directory.owner_link
  language plpgsql stable security definer set search_path = pg_catalog, directory as $$
declare v directory.owner_link;
begin
  select * into v from directory.owner_link l where l.token_hash = p_hash and l.country = access.actor_country() and l.ended_at is null and l.expires_at > p_now;
  return v;
end $$;
comment on function directory.open_link(text, timestamptz) is 'The link of this secret, while it is open.';
revoke all on function directory.open_link(text, timestamptz) from public;

-- What the holder of an open link sees: the entries in sight that the organization keeps, and which of them were answered.
create function directory.entries_of_link(p_hash text, p_now timestamptz)
  returns table (organization_id text, expires_at timestamptz, kind text, entry_id text, version int, entry jsonb, confirmed_on date, confirm_by date, answered text)
  language plpgsql volatile security definer set search_path = pg_catalog, directory as $$
declare l directory.owner_link;
begin
  if not access.actor_is('public') then return; end if;
  l := directory.open_link(p_hash, p_now);
  if l.id is null then return; end if;
  update directory.owner_link o set seen_at = p_now where o.id = l.id and (o.seen_at is null or o.seen_at < p_now - interval '1 minute');
  return query select l.organization_id, l.expires_at, s.kind, s.entry_id, s.version, v.entry, s.confirmed_on, s.confirm_by,
      case when exists (select from directory.proposal p where p.link_id = l.id and p.kind = s.kind and p.entry_id = s.entry_id) then 'proposed'
        when exists (select from directory.confirmation c where c.link_id = l.id and c.kind = s.kind and c.entry_id = s.entry_id) then 'confirmed' end
    from directory.entry_state s join directory.entry_version v on v.country = s.country and v.kind = s.kind and v.entry_id = s.entry_id and v.version = s.version
    where s.country = l.country and s.organization_id = l.organization_id and s.listed order by s.kind desc, s.entry_id;
end $$;
comment on function directory.entries_of_link(text, timestamptz) is 'Entries of the organization, for the holder of an open link.';
revoke all on function directory.entries_of_link(text, timestamptz) from public;
grant execute on function directory.entries_of_link(text, timestamptz) to ventanilla_runtime;

-- A link whose entries were all answered has done its work.
create function directory.end_answered_link(p_link directory.owner_link, p_now timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, directory as $$
begin
  if not exists (select from directory.entry_state s where s.country = p_link.country and s.organization_id = p_link.organization_id and s.listed
      and not exists (select from directory.proposal p where p.link_id = p_link.id and p.kind = s.kind and p.entry_id = s.entry_id)
      and not exists (select from directory.confirmation c where c.link_id = p_link.id and c.kind = s.kind and c.entry_id = s.entry_id)) then
    update directory.owner_link o set ended_at = p_now where o.id = p_link.id;
  end if;
end $$;
comment on function directory.end_answered_link(directory.owner_link, timestamptz) is 'Ends a link when nothing is left to answer.';
revoke all on function directory.end_answered_link(directory.owner_link, timestamptz) from public;

-- "Still true" by link, of the version that was shown. Answers: done, already, changed (another version by now), none (no such link or entry).
create function directory.confirm_by_link(p_hash text, p_now timestamptz, p_id uuid, p_kind text, p_entry text, p_version int, p_on date, p_confirm_by date) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, directory as $$
declare
  l directory.owner_link;
  s directory.entry_state;
begin
  if not access.actor_is('public') then return 'none'; end if;
  l := directory.open_link(p_hash, p_now);
  if l.id is null then return 'none'; end if;
  perform 1 from directory.owner_link o where o.id = l.id for update;
  select * into s from directory.entry_state e where e.country = l.country and e.kind = p_kind and e.entry_id = p_entry and e.organization_id = l.organization_id and e.listed for update;
  if not found then return 'none'; end if;
  if exists (select from directory.confirmation c where c.link_id = l.id and c.kind = p_kind and c.entry_id = p_entry) then return 'already'; end if;
  if s.version <> p_version then return 'changed'; end if;
  insert into directory.confirmation (id, country, kind, entry_id, organization_id, hidden, version, confirmed_on, confirm_by, how, link_id, at)
    values (p_id, l.country, p_kind, p_entry, l.organization_id, s.hidden, p_version, p_on, p_confirm_by, 'link', l.id, p_now);
  perform directory.end_answered_link(l, p_now);
  return 'done';
end $$;
comment on function directory.confirm_by_link(text, timestamptz, uuid, text, text, int, date, date) is 'Confirms one entry of the organization of an open link.';
revoke all on function directory.confirm_by_link(text, timestamptz, uuid, text, text, int, date, date) from public;
grant execute on function directory.confirm_by_link(text, timestamptz, uuid, text, text, int, date, date) to ventanilla_runtime;

-- A change by link: telephones, state and words; everything else of the entry stays as it is in force. It waits for a steward as every proposal.
create function directory.propose_by_link(p_hash text, p_now timestamptz, p_id uuid, p_kind text, p_entry text, p_version int, p_fields jsonb, p_changes jsonb, p_said text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, directory as $$
declare
  l directory.owner_link;
  s directory.entry_state;
  v_entry jsonb;
begin
  if not access.actor_is('public') then return 'none'; end if;
  l := directory.open_link(p_hash, p_now);
  if l.id is null then return 'none'; end if;
  perform 1 from directory.owner_link o where o.id = l.id for update;
  select * into s from directory.entry_state e where e.country = l.country and e.kind = p_kind and e.entry_id = p_entry and e.organization_id = l.organization_id and e.listed for update;
  if not found then return 'none'; end if;
  if exists (select from directory.proposal p where p.link_id = l.id and p.kind = p_kind and p.entry_id = p_entry) then return 'already'; end if;
  if s.version <> p_version then return 'changed'; end if;
  if exists (select from jsonb_object_keys(p_fields) k where k not in ('phones', 'status', 'matchable', 'notMatchable')) then return 'none'; end if;
  select v.entry into v_entry from directory.entry_version v where v.country = s.country and v.kind = s.kind and v.entry_id = s.entry_id and v.version = s.version;
  insert into directory.proposal (id, country, kind, entry_id, organization_id, hidden, base_version, base, entry, listed, changes, narrows, confirms,
      reason, evidence_kind, evidence, origin, link_id, proposed_at)
    values (p_id, l.country, p_kind, p_entry, l.organization_id, s.hidden, s.version, v_entry, v_entry || p_fields, true, p_changes, false, false,
      p_said, 'organization', '', 'link', l.id, p_now);
  perform directory.end_answered_link(l, p_now);
  return 'done';
end $$;
comment on function directory.propose_by_link(text, timestamptz, uuid, text, text, int, jsonb, jsonb, text) is 'Proposes a change of one entry of the organization of an open link.';
revoke all on function directory.propose_by_link(text, timestamptz, uuid, text, text, int, jsonb, jsonb, text) from public;
grant execute on function directory.propose_by_link(text, timestamptz, uuid, text, text, int, jsonb, jsonb, text) to ventanilla_runtime;
