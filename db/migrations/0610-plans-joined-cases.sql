-- Contacts of a case that goes on in another one: what the other one has planned too is put aside, so that nobody is called twice; the rest is the
-- office's where the case goes on. When the join ends, what was put aside waits again, unless somebody worked on it.
create table plans.put_aside (
  follow_up_id uuid primary key references plans.follow_up (id),
  country text not null,
  was_state text not null check (was_state in ('planned', 'talked')),
  by_case uuid not null references registry.case_file (id),
  why text not null check (why in ('joined', 'ended')),
  at timestamptz not null
);
comment on table plans.put_aside is 'Contacts that wait no longer because of another case that goes on together with theirs; they come back when it does not.';
comment on column plans.put_aside.follow_up_id is 'Contact | sensitivity: internal | purpose: follow-up';
comment on column plans.put_aside.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.put_aside.was_state is 'State before | sensitivity: internal | purpose: follow-up';
comment on column plans.put_aside.by_case is 'The other case | sensitivity: internal | purpose: follow-up';
comment on column plans.put_aside.why is 'The other case has the same contact, or in it all contacts ended | sensitivity: internal | purpose: follow-up';
comment on column plans.put_aside.at is 'When | sensitivity: internal | purpose: audit';
alter table plans.put_aside enable row level security;
create policy put_aside_read on plans.put_aside for select using (
  country = access.actor_country() and exists (select from plans.follow_up f where f.id = follow_up_id and registry.may_see_case(f.case_id)));
grant select on plans.put_aside to ventanilla_runtime;

-- Brings the contacts of a case, and of the cases that go on together with it, in line with who has them in charge. Everything follows from cases and joins.
create function plans.follow_case(p_case uuid, p_today date, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, plans as $$
declare
  charge uuid := registry.case_in_charge(p_case);
  holder registry.case_file;
  family uuid[] := array(select registry.cases_going_on_in(charge));
begin
  if not (registry.keeps_records() or access.actor_is('supervisor', 'system')) then
    raise insufficient_privilege;
  end if;
  select * into holder from registry.case_file c where c.id = charge and c.country = access.actor_country();
  if not found then
    return;
  end if;
  if holder.state <> 'closed' then
    with back as (
      delete from plans.put_aside a using plans.follow_up f where a.follow_up_id = f.id and f.case_id = any (family) and a.by_case <> all (family) returning a.follow_up_id, a.was_state)
    update plans.follow_up f set state = b.was_state, closed_on = null from back b where f.id = b.follow_up_id and f.state = 'cancelled';
  end if;
  with aside as (
    insert into plans.put_aside (follow_up_id, country, was_state, by_case, why, at)
      select f.id, f.country, f.state, charge, 'joined', p_now from plans.follow_up f
      where f.case_id = any (family) and f.case_id <> charge and f.state = 'planned' and exists (select from plans.follow_up g where g.case_id = charge and g.code = f.code)
      on conflict do nothing returning follow_up_id)
  update plans.follow_up f set state = 'cancelled', closed_on = p_today from aside where f.id = aside.follow_up_id;
  update plans.follow_up f set office_id = holder.office_id where f.case_id = any (family) and f.state in ('planned', 'talked', 'lost') and f.office_id <> holder.office_id;
end $$;

-- Nobody is to be called any more: whatever waits in a case, and in those that go on together with it, ends. In the others it comes back if they turn out to be another person's.
create function plans.end_contacts(p_case uuid, p_today date, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, plans as $$
declare
  family uuid[] := array(select registry.cases_going_on_in(registry.case_in_charge(p_case)));
begin
  if not (registry.may_see_case(p_case) and (registry.keeps_records() or access.actor_is('supervisor'))) then
    raise insufficient_privilege;
  end if;
  insert into plans.put_aside (follow_up_id, country, was_state, by_case, why, at)
    select f.id, f.country, f.state, p_case, 'ended', p_now from plans.follow_up f where f.case_id = any (family) and f.case_id <> p_case and f.state in ('planned', 'talked')
    on conflict do nothing;
  update plans.follow_up f set state = 'cancelled', closed_on = p_today where f.case_id = any (family) and f.state in ('planned', 'talked');
end $$;
revoke all on function plans.follow_case, plans.end_contacts from public;
grant execute on function plans.follow_case, plans.end_contacts to ventanilla_runtime;

-- In the figures a contact is one of the case in charge, people are counted by identity, and a contact that the case in charge has too is one.
create or replace view plans.facts_follow_up with (security_barrier) as
  select f.country, md5(f.id::text) as follow_up_key, md5(p.identity_id::text) as person_key, f.office_id, c.destination_admin2 as admin2,
    f.code, f.round, f.first_due_on, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.outcome, f.closed_on,
    md5(coalesce((select registry.case_in_charge(j.case_id) from registry.case_join j where j.case_id = f.case_id and j.undone_at is null), f.case_id)::text) as case_key
  from plans.follow_up f join registry.case_file c on c.id = f.case_id join registry.person p on p.id = c.person_id
  where f.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and f.office_id = any ((select registry.actor_offices())::uuid[])))
    and not exists (select from plans.put_aside a where a.follow_up_id = f.id and a.why = 'joined' and f.state = 'cancelled');

create or replace view plans.facts_survey with (security_barrier) as
  select r.country, md5(r.id::text) as survey_key, md5(p.identity_id::text) as person_key, c.office_id, c.destination_admin2 as admin2,
    r.round, r.asked_on, s.weight_set, s.official, s.dimension, s.value, s.completeness
  from plans.score s join plans.survey_response r on r.id = s.response_id join registry.case_file c on c.id = r.case_id join registry.person p on p.id = c.person_id
  where r.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
