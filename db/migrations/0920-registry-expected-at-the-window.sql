-- Somebody whose case is opened elsewhere for a window is expected there: from a day, until a day. Whoever has not come by then is called, and stays on a list until somebody
-- has written down what became of it. A case of which nobody knows whether the person came is never off every list.
create table registry.expected_arrival (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null,
  office_id uuid not null references access.office (id),
  from_office uuid references access.office (id),
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  state text not null check (state in ('expected', 'came', 'elsewhere', 'declined', 'ended')),
  how text check (how in ('noted', 'work')),
  next_on date,
  tries int not null default 0 check (tries >= 0),
  escalated boolean not null default false,
  transfer_id uuid references registry.case_transfer (id),
  opened_by uuid not null,
  opened_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  ended_on date,
  foreign key (person_id, country) references registry.person (id, country),
  check ((state = 'expected') = (ended_at is null) and (ended_at is null) = (ended_on is null) and (ended_at is null) = (ended_by is null)),
  check ((state = 'came') = (how is not null)),
  check (state <> 'expected' or next_on is not null)
);
comment on table registry.expected_arrival is 'Somebody who is to come to a window: from when, until when, and what became of it.';
comment on column registry.expected_arrival.id is 'Expectation | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.expected_arrival.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.person_id is 'Person of the case | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.office_id is 'Window where the person is expected; goes along with the case | sensitivity: internal | purpose: scope';
comment on column registry.expected_arrival.from_office is 'Office that sent the person | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.from_on is 'Day from which the person may come | sensitivity: personal | purpose: case';
comment on column registry.expected_arrival.until_on is 'Last day on which nobody calls yet | sensitivity: personal | purpose: case';
comment on column registry.expected_arrival.state is 'expected, came, went elsewhere, does not want to, or the case ended before | sensitivity: personal | purpose: case';
comment on column registry.expected_arrival.how is 'Somebody noted that the person came, or it follows from what was done with them at the window | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.next_on is 'Day on which somebody does something next: calls, or settles what the answer asks for; empty when nothing is left | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.tries is 'Tries in vain since the day passed | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.escalated is 'So many tries were in vain that supervision is told | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.transfer_id is 'Asking that the window where the person went takes the case over | sensitivity: internal | purpose: case';
comment on column registry.expected_arrival.opened_by is 'Account under which the person was sent | sensitivity: internal | purpose: audit';
comment on column registry.expected_arrival.opened_at is 'When that was | sensitivity: internal | purpose: audit';
comment on column registry.expected_arrival.ended_by is 'Account under which it ended | sensitivity: internal | purpose: audit';
comment on column registry.expected_arrival.ended_at is 'When it ended | sensitivity: internal | purpose: audit';
comment on column registry.expected_arrival.ended_on is 'The day of that, for the list | sensitivity: internal | purpose: case';
create unique index expected_arrival_one_open on registry.expected_arrival (case_id) where state = 'expected';
create index expected_arrival_of_case on registry.expected_arrival (case_id, opened_at);
create index expected_arrival_of_person on registry.expected_arrival (person_id);
create index expected_arrival_of_transfer on registry.expected_arrival (transfer_id) where transfer_id is not null;
-- Each list of an office in its own order.
create index expected_arrival_until on registry.expected_arrival (office_id, until_on, id) include (country, person_id, case_id) where state = 'expected';
create index expected_arrival_next on registry.expected_arrival (office_id, next_on, id) include (country, person_id, case_id, until_on) where next_on is not null;
create index expected_arrival_escalated on registry.expected_arrival (office_id, until_on, id) include (country, person_id, case_id) where state = 'expected' and escalated;
create index expected_arrival_ended on registry.expected_arrival (office_id, ended_on desc, id desc) include (country, person_id, case_id) where ended_on is not null;
alter table registry.expected_arrival enable row level security;
create policy expected_arrival_read on registry.expected_arrival for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and office_id = any ((select registry.actor_offices())::uuid[]));
create policy expected_arrival_answer on registry.expected_arrival for update
  using (country = access.actor_country() and access.actor_is('window', 'protection') and office_id = any ((select registry.actor_offices())::uuid[]))
  with check (country = access.actor_country() and office_id = any ((select registry.actor_offices())::uuid[]) and (ended_by is null or ended_by = access.actor_user())
    and (transfer_id is null or exists (select from registry.case_transfer t where t.id = transfer_id and t.case_id = expected_arrival.case_id)));
grant select on registry.expected_arrival to ventanilla_runtime;
grant update (state, how, until_on, next_on, tries, escalated, transfer_id, ended_by, ended_at, ended_on) on registry.expected_arrival to ventanilla_runtime;

-- Every answer that was written down, and every try.
create table registry.arrival_note (
  id uuid primary key,
  country text not null,
  arrival_id uuid not null references registry.expected_arrival (id),
  outcome text not null check (outcome in ('came', 'elsewhere', 'declined', 'will-come', 'not-reached', 'not-safe', 'take-back')),
  contact_id uuid references registry.contact (id),
  will_come_on date,
  note text check (char_length(note) between 1 and 500),
  noted_by uuid not null,
  noted_at timestamptz not null,
  check ((outcome = 'will-come') = (will_come_on is not null)),
  check (outcome <> 'not-safe' or contact_id is not null)
);
comment on table registry.arrival_note is 'What was written down about somebody who is expected: each try and each answer; never changed.';
comment on column registry.arrival_note.id is 'Note | sensitivity: internal | purpose: case';
comment on column registry.arrival_note.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.arrival_note.arrival_id is 'Expectation | sensitivity: internal | purpose: case';
comment on column registry.arrival_note.outcome is 'What came of it | sensitivity: personal | purpose: case';
comment on column registry.arrival_note.contact_id is 'Contact that was used | sensitivity: personal | purpose: case';
comment on column registry.arrival_note.will_come_on is 'Day on which the person means to come | sensitivity: personal | purpose: case';
comment on column registry.arrival_note.note is 'Note of the officer | sensitivity: personal | purpose: case';
comment on column registry.arrival_note.noted_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.arrival_note.noted_at is 'When | sensitivity: internal | purpose: audit';
create index arrival_note_of on registry.arrival_note (arrival_id, noted_at);
create index arrival_note_by_contact on registry.arrival_note (contact_id) where contact_id is not null;
alter table registry.arrival_note enable row level security;
create policy arrival_note_read on registry.arrival_note for select using (
  country = access.actor_country() and exists (select from registry.expected_arrival a where a.id = arrival_id));
-- A contact that is over or not safe cannot be named, whatever the product does.
create policy arrival_note_add on registry.arrival_note for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and noted_by = access.actor_user()
  and exists (select from registry.expected_arrival a where a.id = arrival_id)
  and (contact_id is null or exists (select from registry.contact k where k.id = contact_id and k.country = arrival_note.country and k.ended_at is null and k.safety <> 'unsafe')));
grant select, insert on registry.arrival_note to ventanilla_runtime;

-- Whoever sends somebody to a window need not see what becomes of it there: writing it down has the owner's powers, of a case in sight that lies at another office.
create function registry.expect_arrival(p_id uuid, p_case uuid, p_from date, p_until date, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  held registry.case_file;
begin
  if not registry.keeps_records() or not registry.may_see_case(p_case) then
    return false;
  end if;
  select * into held from registry.case_file c where c.id = p_case and c.country = access.actor_country() and c.state <> 'closed' for no key update;
  if not found or held.office_id = access.actor_office() then
    return false;
  end if;
  -- Sent again before having come: the newest days count.
  insert into registry.expected_arrival as a (id, country, case_id, person_id, office_id, from_office, from_on, until_on, state, next_on, opened_by, opened_at)
    values (p_id, held.country, held.id, held.person_id, held.office_id, access.actor_office(), p_from, p_until, 'expected', p_until + 1, access.actor_user(), p_now)
    on conflict (case_id) where state = 'expected' do update set
      office_id = excluded.office_id, from_office = excluded.from_office, from_on = excluded.from_on, until_on = excluded.until_on, next_on = excluded.next_on, tries = 0, escalated = false;
  return true;
end $$;
revoke all on function registry.expect_arrival from public;
grant execute on function registry.expect_arrival to ventanilla_runtime;

-- What is next in the case follows its expectation.
create function registry.note_arrival_step(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  charge uuid := registry.case_in_charge(p_case);
begin
  perform registry.note_step(charge, 'arrival', (select min(a.next_on) from registry.expected_arrival a where a.case_id in (select registry.cases_going_on_in(charge))), null);
end $$;
create function registry.step_of_arrival() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  perform registry.note_arrival_step(new.case_id);
  return null;
end $$;
create trigger step_of_arrival after insert or update of next_on on registry.expected_arrival for each row execute function registry.step_of_arrival();
create function registry.arrival_steps_of_join() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  perform registry.note_arrival_step(new.case_id), registry.note_arrival_step(new.into_case);
  return null;
end $$;
create trigger arrival_steps_of_join after insert or update of undone_at on registry.case_join for each row execute function registry.arrival_steps_of_join();

-- An expectation goes with its case: to another office, to its end, and back.
create function registry.arrivals_follow_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  moment timestamptz := registry.time_now();
  who uuid := coalesce(access.actor_user(), '00000000-0000-7000-8000-000000000000'::uuid);
begin
  if new.state = 'closed' then
    update registry.expected_arrival a set state = 'ended', next_on = null, ended_by = who, ended_at = moment, ended_on = registry.list_day(moment) where a.case_id = new.id and a.state = 'expected';
    update registry.expected_arrival a set next_on = null where a.case_id = new.id and a.next_on is not null;
  elsif old.state = 'closed' then
    update registry.expected_arrival a set state = 'expected', office_id = new.office_id, next_on = greatest(a.until_on + 1, registry.list_day(moment)), ended_by = null, ended_at = null, ended_on = null
      where a.id = (select l.id from registry.expected_arrival l where l.case_id = new.id order by l.opened_at desc, l.id desc limit 1) and a.state = 'ended';
  else
    update registry.expected_arrival a set office_id = new.office_id, tries = 0, escalated = false where a.case_id = new.id and a.state = 'expected';
    -- What was left to settle ends with the move: the other office has the case now.
    update registry.expected_arrival a set next_on = null where a.case_id = new.id and a.state <> 'expected' and a.next_on is not null;
  end if;
  return null;
end $$;
create trigger arrivals_follow after update of office_id, state on registry.case_file for each row
  when (old.office_id is distinct from new.office_id or (new.state = 'closed') <> (old.state = 'closed')) execute function registry.arrivals_follow_case();

-- Somebody went elsewhere, and that office does not take the case: then it is open again what becomes of the person.
create function registry.arrivals_follow_transfer() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  update registry.expected_arrival a set state = 'expected', next_on = registry.list_day(registry.time_now()), ended_by = null, ended_at = null, ended_on = null
    where a.transfer_id = new.id and a.state = 'elsewhere'
      and not exists (select from registry.expected_arrival o where o.case_id = a.case_id and o.state = 'expected')
      and exists (select from registry.case_file c where c.id = a.case_id and c.state <> 'closed' and c.office_id = a.office_id);
  return null;
end $$;
create trigger arrivals_of_answered after update of state on registry.case_transfer for each row
  when (new.state in ('refused', 'taken-back') and old.state = 'asked') execute function registry.arrivals_follow_transfer();

-- Work with the person at the window where they are expected means that they came. Asked by triggers of rooms only.
create function registry.note_came(p_case uuid, p_account uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  update registry.expected_arrival a set state = 'came', how = 'work', next_on = null, escalated = false, ended_by = p_account, ended_at = p_at, ended_on = registry.list_day(p_at)
    where a.state = 'expected' and a.case_id in (select registry.cases_going_on_in(registry.case_in_charge(p_case)))
      and exists (select from access.user_account u where u.id = p_account and u.office_id = a.office_id);
end $$;

-- An interview face to face, a contact at the office, a return that the window writes down.
create function assessment.came_to_be_asked() returns trigger
language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  perform registry.note_came(new.case_id, new.started_by, new.started_at);
  return null;
end $$;
create trigger came_to_be_asked after insert on assessment.assessment for each row when (new.mode = 'in-person') execute function assessment.came_to_be_asked();
create function plans.came_to_a_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform registry.note_came(f.case_id, new.actor_id, new.at) from plans.follow_up f where f.id = new.follow_up_id;
  return null;
end $$;
create trigger came_to_a_contact after insert on plans.contact_attempt for each row when (new.channel = 'office' and new.outcome = 'reached') execute function plans.came_to_a_contact();
create function reception.came_with_a_return() returns trigger
language plpgsql security definer set search_path = pg_catalog, reception as $$
begin
  perform registry.note_came(c.id, new.recorded_by, new.recorded_at) from registry.case_file c where c.person_id = new.person_id and c.country = new.country and c.state <> 'closed';
  return null;
end $$;
create trigger came_with_a_return after insert on reception.return_event for each row execute function reception.came_with_a_return();
revoke all on function registry.note_arrival_step, registry.step_of_arrival, registry.arrival_steps_of_join, registry.arrivals_follow_case, registry.arrivals_follow_transfer, registry.note_came,
  assessment.came_to_be_asked, plans.came_to_a_contact, reception.came_with_a_return from public;
