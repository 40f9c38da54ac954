-- Whoever made a link could open it and send by it what they want to publish themselves: what comes by it counts as theirs, and somebody else publishes it.
create function directory.author_of(p_proposed_by uuid, p_link uuid) returns uuid
  language plpgsql stable as $$
begin
  return coalesce(p_proposed_by, (select l.created_by from directory.owner_link l where l.id = p_link));
end $$;
comment on function directory.author_of(uuid, uuid) is 'Who proposed, or made the link by which it was proposed, for whoever may read links.';

alter policy proposal_decide on directory.proposal
  with check (case when state = 'withdrawn' then access.actor_is('system') or proposed_by = access.actor_user()
    else access.actor_is('steward') and decided_by = access.actor_user() and (state <> 'published' or directory.may_publish(directory.author_of(proposed_by, link_id), narrows)) end);

-- For whom a service is, a steward says, also within a whole entry: an organization leaves its conditions as they are, and brings none with a new service.
create function directory.leaves_conditions(p_base jsonb, p_entry jsonb) returns boolean
  language plpgsql immutable parallel safe as $$
begin
  return coalesce(nullif(p_entry->'criteria', 'null'), '{}') = coalesce(nullif(p_base->'criteria', 'null'), '{}')
    and coalesce(nullif(p_entry->'needCriteria', 'null'), '{}') = coalesce(nullif(p_base->'needCriteria', 'null'), '{}');
end $$;
comment on function directory.leaves_conditions(jsonb, jsonb) is 'True if an entry says of its conditions what the one it starts from says.';

alter policy proposal_add on directory.proposal with check (directory.keeps(country, organization_id) and state = 'waiting'
  and proposed_by is not distinct from case when access.actor_is('system') then null else access.actor_user() end
  and origin = case access.actor_role() when 'steward' then 'steward' when 'provider' then 'organization' else 'source' end
  and (access.actor_is('steward', 'system') or (conditions is null and directory.leaves_conditions(base, entry))));

-- Two links made at the same moment: one at a time is good.
update directory.owner_link l set ended_at = l.created_at + interval '1 second', ended_by = l.created_by
  where l.ended_at is null and exists (select from directory.owner_link n where n.country = l.country and n.organization_id = l.organization_id and n.ended_at is null and (n.created_at, n.id) > (l.created_at, l.id));
create unique index owner_link_open on directory.owner_link (country, organization_id) where ended_at is null;

-- No steward writes a version but by publishing a proposal, and one that nobody else has looked at says so.
alter policy entry_version_add on directory.entry_version with check (directory.is_steward(country) and (access.actor_is('system') or (published_by = access.actor_user()
  and exists (select from directory.proposal p where p.id = entry_version.proposal_id and p.country = entry_version.country and p.kind = entry_version.kind and p.entry_id = entry_version.entry_id
    and p.state = 'published' and p.decided_by = access.actor_user() and entry_version.unreviewed = (directory.author_of(p.proposed_by, p.link_id) is not distinct from access.actor_user())))));
