-- Conditions come into force as entries do: somebody proposes, somebody else publishes. A proposal about conditions carries them with the days on which they shall hold.
alter table directory.proposal add column conditions jsonb check (conditions is null or (kind = 'service' and base_version > 0 and listed));
comment on column directory.proposal.conditions is 'Conditions with their days, and the version they started from; empty for a change of the entry | sensitivity: none | purpose: directory';
-- Who writes conditions is a steward: an organization changes what is said of it, not for whom it is.
alter policy proposal_add on directory.proposal with check (directory.keeps(country, organization_id) and state = 'waiting'
  and proposed_by is not distinct from case when access.actor_is('system') then null else access.actor_user() end
  and origin = case access.actor_role() when 'steward' then 'steward' when 'provider' then 'organization' else 'source' end
  and (conditions is null or access.actor_is('steward')));

alter table directory.service_criteria add column proposal_id uuid references directory.proposal (id);
comment on column directory.service_criteria.proposal_id is 'Proposal that became it; empty for the pack and for what was written before conditions were proposed | sensitivity: none | purpose: audit';
create unique index service_criteria_of_proposal on directory.service_criteria (proposal_id) where proposal_id is not null;
-- No steward adds a version but by publishing a proposal, which the policy of proposals lets nobody do with their own; of conditions exactly those that were proposed.
alter policy service_criteria_write on directory.service_criteria
  with check (access.actor_is('steward') and country = access.actor_country() and source = 'steward' and recorded_by = access.actor_user()
    and exists (select from directory.service s where s.country = service_criteria.country and s.id = service_criteria.service_id)
    and exists (select from directory.proposal p where p.id = service_criteria.proposal_id and p.country = service_criteria.country and p.kind = 'service' and p.entry_id = service_criteria.service_id
      and p.state = 'published' and p.decided_by = access.actor_user()
      and (p.conditions is null or (p.conditions->'criteria' = service_criteria.criteria and p.conditions->'needCriteria' = service_criteria.need_criteria))));
