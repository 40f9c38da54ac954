-- An entry has several telephones now: what a link may change is the list of them.
create or replace function directory.propose_by_link(p_hash text, p_now timestamptz, p_id uuid, p_kind text, p_entry text, p_version int, p_fields jsonb, p_changes jsonb, p_said text) returns text
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
