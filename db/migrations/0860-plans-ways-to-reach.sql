-- Each try says by which contact it was made, and through which relative. An unsafe contact cannot be named, whatever the product does.
alter table plans.contact_attempt
  add column contact_id uuid references registry.contact (id),
  add column relation_id uuid references registry.relation (id),
  add constraint contact_attempt_relative check (relation_id is null or contact_id is not null);
comment on column plans.contact_attempt.contact_id is 'Contact that was used, if it was one of those recorded | sensitivity: personal | purpose: follow-up';
comment on column plans.contact_attempt.relation_id is 'Relation to the relative whose contact it is; empty: the contact is the person''s own | sensitivity: personal | purpose: follow-up';
create index contact_attempt_by_contact on plans.contact_attempt (contact_id) where contact_id is not null;

-- Asked by a policy, with the sight of whoever tries: what they do not see, they cannot name. A relative is asked only while the person agrees to it.
create function plans.may_reach_by(p_follow_up uuid, p_channel text, p_contact uuid, p_relation uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, plans as $$
declare
  who uuid;
  holder uuid;
begin
  select c.person_id into who from plans.follow_up f join registry.case_file c on c.id = f.case_id where f.id = p_follow_up;
  select k.person_id into holder from registry.contact k
    where k.id = p_contact and k.country = access.actor_country() and k.ended_at is null and k.safety <> 'unsafe' and (p_channel <> 'message' or k.may_leave_message);
  if who is null or holder is null or exists (select from plans.contact_attempt t where t.contact_id = p_contact and t.outcome = 'not-safe') then
    return false;
  end if;
  if p_relation is null then
    return exists (select from registry.identity_members(who) m where m = holder);
  end if;
  return exists (select from registry.family_of(who) f where f.link = 'relation' and f.link_id = p_relation and f.other_id = holder and not f.unsafe)
    and exists (
      select from registry.consent k where k.person_id = who and k.purpose = 'family-contact' and k.given and k.withdrawn_at is null and k.recipient_organization_id is null
        and not exists (select from registry.consent n where n.person_id = who and n.purpose = 'family-contact' and not n.given and n.withdrawn_at is null
          and n.recipient_organization_id is null and n.seq > k.seq));
end $$;
revoke all on function plans.may_reach_by from public;
grant execute on function plans.may_reach_by to ventanilla_runtime;
create policy attempt_way on plans.contact_attempt as restrictive for insert with check (contact_id is null or plans.may_reach_by(follow_up_id, channel, contact_id, relation_id));

-- The next try may go another way than the one before.
grant update (channel) on plans.follow_up to ventanilla_runtime;
