-- What must be done next in a case and by when, and since when it waits for somebody else. Higher rooms know it; each notes its own line here, by triggers of its own
-- tables, so that no way of changing them forgets it. The case carries the earliest of all lines: its lists are read from an index.
alter table registry.case_file add column due_on date, add column waits_since date, add column held_before uuid;
comment on column registry.case_file.due_on is 'Earliest day on which whoever keeps the case must do something; empty when closed or nothing is due | sensitivity: internal | purpose: case';
comment on column registry.case_file.waits_since is 'Since when it waits for somebody outside the office; empty when it does not | sensitivity: internal | purpose: case';
comment on column registry.case_file.held_before is 'Officer who left and held it; empty again when somebody takes it | sensitivity: internal | purpose: case';

create table registry.case_step (
  case_id uuid not null references registry.case_file (id),
  source text not null check (source ~ '^[a-z-]{3,30}$'),
  country text not null,
  due_on date,
  waits_since date,
  primary key (case_id, source),
  check (due_on is not null or waits_since is not null)
);
comment on table registry.case_step is 'What each room says is next in a case: a day, or since when somebody else is waited for.';
comment on column registry.case_step.case_id is 'Case, of joined ones the one that goes on | sensitivity: internal | purpose: case';
comment on column registry.case_step.source is 'What it is: a contact, a referral, a transfer | sensitivity: internal | purpose: case';
comment on column registry.case_step.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.case_step.due_on is 'Earliest day of this kind | sensitivity: internal | purpose: case';
comment on column registry.case_step.waits_since is 'Earliest day since which somebody else is waited for | sensitivity: internal | purpose: case';
alter table registry.case_step enable row level security;
create policy case_step_read on registry.case_step for select using (country = access.actor_country() and registry.may_see_case(case_id));
grant select on registry.case_step to ventanilla_runtime;

-- The day of an instant, for lists. Where a country lies west of Greenwich it is the local day from early morning to midnight, and in the small hours the day before: never late.
create function registry.list_day(p_at timestamptz) returns date language sql immutable parallel safe
  as $$ select ((p_at - interval '12 hours') at time zone 'UTC')::date $$;
revoke all on function registry.list_day from public;

create function registry.next_of_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if new.state = 'closed' then
    new.due_on := null; new.waits_since := null; new.held_before := null;
  elsif tg_op = 'INSERT' then
    new.due_on := case when new.state = 'new' then new.answer_by end;
  else
    select least(case when new.state = 'new' then new.answer_by end, min(s.due_on)), min(s.waits_since) into new.due_on, new.waits_since from registry.case_step s where s.case_id = new.id;
  end if;
  if new.officer_id is not null then
    new.held_before := null;
  end if;
  return new;
end $$;
create trigger next_of_case before insert or update of state, answer_by, officer_id on registry.case_file for each row execute function registry.next_of_case();

-- A room says what is next in a case; nothing of either kind takes its line away. For triggers of rooms only.
create function registry.note_step(p_case uuid, p_source text, p_due date, p_waits date) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  held registry.case_file;
begin
  -- Two rooms at one moment take turns, so that neither counts without the line of the other.
  select * into held from registry.case_file c where c.id = p_case for no key update;
  if not found then
    return;
  end if;
  if p_due is null and p_waits is null then
    delete from registry.case_step s where s.case_id = p_case and s.source = p_source;
  else
    insert into registry.case_step as s (case_id, source, country, due_on, waits_since) values (p_case, p_source, held.country, p_due, p_waits)
      on conflict (case_id, source) do update set due_on = excluded.due_on, waits_since = excluded.waits_since
      where (s.due_on, s.waits_since) is distinct from (excluded.due_on, excluded.waits_since);
  end if;
  if found and held.state <> 'closed' then
    update registry.case_file c set due_on = n.due_on, waits_since = n.waits_since
    from (select least(case when held.state = 'new' then held.answer_by end, min(s.due_on)) as due_on, min(s.waits_since) as waits_since
      from registry.case_step s where s.case_id = p_case) n
    where c.id = p_case and (c.due_on, c.waits_since) is distinct from (n.due_on, n.waits_since);
  end if;
end $$;

-- A transfer that is asked waits for the other office, until its answer is late; one that came back refused waits for somebody to take note.
create function registry.step_of_transfer() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  perform registry.note_step(new.case_id, 'transfer',
    case when new.state = 'asked' then new.answer_by + 1 when new.state = 'refused' and new.seen_at is null then registry.list_day(new.answered_at) end,
    case when new.state = 'asked' then registry.list_day(new.asked_at) end);
  return null;
end $$;
create trigger step_of_transfer after insert or update of state, seen_at on registry.case_transfer for each row execute function registry.step_of_transfer();

-- Contacts that somebody has promised.
create function plans.note_steps(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, plans as $$
declare
  charge uuid := registry.case_in_charge(p_case);
begin
  perform registry.note_step(charge, 'contact', (select min(f.due_on) from plans.follow_up f where f.case_id in (select registry.cases_going_on_in(charge)) and f.state in ('planned', 'talked')), null);
end $$;
create function plans.step_of_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform plans.note_steps(new.case_id);
  return null;
end $$;
create trigger step_of_contact after insert or update of state, due_on on plans.follow_up for each row execute function plans.step_of_contact();

-- Referrals: what came back or was not answered in time is ours to do; what is with the provider is waited for.
create function referrals.note_steps(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, referrals as $$
declare
  charge uuid := registry.case_in_charge(p_case);
  due date;
  waits date;
begin
  select min(case
      when r.state in ('sent', 'received') then registry.list_day(r.due_at)
      when r.state = 'more-information-asked' or (r.state in ('declined', 'did-not-come', 'completed') and not r.handled) then registry.list_day(r.state_since) end),
    min(case when r.state in ('sent', 'received') then registry.list_day(r.sent_at) when r.state in ('accepted', 'waiting-list', 'in-service') then registry.list_day(r.state_since) end)
    into due, waits from referrals.referral r where r.case_id in (select registry.cases_going_on_in(charge));
  perform registry.note_step(charge, 'referral', due, waits);
end $$;
create function referrals.step_of_referral() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  perform referrals.note_steps(new.case_id);
  return null;
end $$;
create trigger step_of_referral after insert or update of state, due_at, handled on referrals.referral for each row execute function referrals.step_of_referral();

-- Joined cases are one piece of work: what is next in one that goes on elsewhere is next there.
create function plans.steps_of_join() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform plans.note_steps(new.case_id), plans.note_steps(new.into_case), referrals.note_steps(new.case_id), referrals.note_steps(new.into_case);
  return null;
end $$;
create trigger steps_of_join after insert or update of undone_at on registry.case_join for each row execute function plans.steps_of_join();
revoke all on function registry.next_of_case, registry.note_step, registry.step_of_transfer, plans.note_steps, plans.step_of_contact, referrals.note_steps, referrals.step_of_referral, plans.steps_of_join from public;

-- What stands already.
insert into registry.case_step (case_id, source, country, due_on)
  select c.id, 'contact', c.country, min(f.due_on) from plans.follow_up f join registry.case_file c on c.id = registry.case_in_charge(f.case_id)
  where f.state in ('planned', 'talked') and c.state <> 'closed' group by c.id, c.country;
insert into registry.case_step (case_id, source, country, due_on, waits_since)
  select * from (
    select c.id, 'referral', c.country,
      min(case when r.state in ('sent', 'received') then registry.list_day(r.due_at)
        when r.state = 'more-information-asked' or (r.state in ('declined', 'did-not-come', 'completed') and not r.handled) then registry.list_day(r.state_since) end) as due_on,
      min(case when r.state in ('sent', 'received') then registry.list_day(r.sent_at) when r.state in ('accepted', 'waiting-list', 'in-service') then registry.list_day(r.state_since) end) as waits_since
    from referrals.referral r join registry.case_file c on c.id = registry.case_in_charge(r.case_id) where c.state <> 'closed' group by c.id, c.country) n
  where n.due_on is not null or n.waits_since is not null;
update registry.case_file c set due_on = least(case when c.state = 'new' then c.answer_by end, s.due_on), waits_since = s.waits_since
  from (select f.id, (select min(x.due_on) from registry.case_step x where x.case_id = f.id) as due_on, (select min(x.waits_since) from registry.case_step x where x.case_id = f.id) as waits_since
    from registry.case_file f where f.state <> 'closed') s
  where s.id = c.id;

-- Each list in its own order within an office; what is late and what is due today are ranges of one index.
create index case_file_due on registry.case_file (office_id, due_on, id) include (country, person_id, officer_id) where due_on is not null;
create index case_file_waits on registry.case_file (office_id, waits_since, id) include (country, person_id, officer_id) where waits_since is not null;
