-- A case changes its office when the other office accepts it, and not before: until then it stays with whoever asked, and the other office sees the person by the
-- asking alone. An answer ends the asking; what gave sight ends with it, unless the case came along.
create table registry.case_transfer (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null,
  from_office uuid not null references access.office (id),
  to_office uuid not null references access.office (id),
  from_officer uuid,
  state text not null check (state in ('asked', 'accepted', 'refused', 'taken-back', 'overtaken')),
  note text not null check (char_length(note) between 1 and 2000),
  reason text check (reason in ('not-our-area', 'no-capacity', 'needs-another-office', 'note-incomplete', 'other')),
  answer text check (char_length(answer) <= 500),
  answer_by date not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  answered_by uuid,
  answered_at timestamptz,
  seen_by uuid,
  seen_at timestamptz,
  foreign key (person_id, country) references registry.person (id, country),
  check (from_office <> to_office),
  check ((state = 'asked') = (answered_at is null) and (answered_at is null) = (answered_by is null)),
  check ((state = 'refused') = (reason is not null))
);
comment on table registry.case_transfer is 'A case that one office asks another one to take over, and the answer.';
comment on column registry.case_transfer.id is 'Transfer | sensitivity: internal | purpose: case';
comment on column registry.case_transfer.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.case_transfer.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column registry.case_transfer.person_id is 'Person of the case | sensitivity: internal | purpose: case';
comment on column registry.case_transfer.from_office is 'Office that keeps the case until the other one accepts | sensitivity: internal | purpose: scope';
comment on column registry.case_transfer.to_office is 'Office that is asked | sensitivity: internal | purpose: scope';
comment on column registry.case_transfer.from_officer is 'Who held the case when it was asked | sensitivity: internal | purpose: case';
comment on column registry.case_transfer.state is 'asked, accepted, refused, taken back, or overtaken by another move or the end of the case | sensitivity: internal | purpose: case';
comment on column registry.case_transfer.note is 'Hand-over note: what whoever goes on must know | sensitivity: personal | purpose: case';
comment on column registry.case_transfer.reason is 'Why it was refused | sensitivity: internal | purpose: case';
comment on column registry.case_transfer.answer is 'Words that came with the answer | sensitivity: personal | purpose: case';
comment on column registry.case_transfer.answer_by is 'Day by which the other office answers; afterwards the supervision of both sees it | sensitivity: internal | purpose: case';
comment on column registry.case_transfer.asked_by is 'Account that asked | sensitivity: internal | purpose: audit';
comment on column registry.case_transfer.asked_at is 'When it was asked | sensitivity: internal | purpose: audit';
comment on column registry.case_transfer.answered_by is 'Account under which it ended | sensitivity: internal | purpose: audit';
comment on column registry.case_transfer.answered_at is 'When it ended | sensitivity: internal | purpose: audit';
comment on column registry.case_transfer.seen_by is 'Who of the asking office took note of a refusal | sensitivity: internal | purpose: audit';
comment on column registry.case_transfer.seen_at is 'When the asking office took note of a refusal | sensitivity: internal | purpose: case';
create unique index case_transfer_one_open on registry.case_transfer (case_id) where state = 'asked';
create index case_transfer_to on registry.case_transfer (to_office, answer_by, id) where state = 'asked';
create index case_transfer_from on registry.case_transfer (from_office, answer_by, id) where state = 'asked';
create index case_transfer_of_case on registry.case_transfer (case_id, asked_at);
create index case_transfer_of_person on registry.case_transfer (person_id);
alter table registry.case_transfer enable row level security;
create policy case_transfer_read on registry.case_transfer for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'consular', 'supervisor') and registry.may_see_person(person_id));
create policy case_transfer_ask on registry.case_transfer for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and asked_by = access.actor_user() and state = 'asked'
  and from_office = any ((select registry.actor_offices())::uuid[]) and registry.may_see_person(person_id)
  and exists (select from registry.case_file c where c.id = case_id and c.person_id = case_transfer.person_id and c.office_id = from_office and c.state <> 'closed')
  and exists (select from access.office o where o.id = to_office and o.country = case_transfer.country and o.active and o.kind in ('window', 'national')));
-- The asked office answers, the asking office takes back or takes note; nobody changes what was written.
create policy case_transfer_answer on registry.case_transfer for update
  using (country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
    and (state = 'asked' or (state = 'refused' and seen_at is null)) and (from_office = any ((select registry.actor_offices())::uuid[]) or to_office = any ((select registry.actor_offices())::uuid[])))
  with check (country = access.actor_country() and (
    (state in ('accepted', 'refused') and seen_at is null and answered_by = access.actor_user() and to_office = any ((select registry.actor_offices())::uuid[]))
    or (state = 'taken-back' and answered_by = access.actor_user() and from_office = any ((select registry.actor_offices())::uuid[]))
    or (state = 'refused' and seen_by = access.actor_user() and from_office = any ((select registry.actor_offices())::uuid[]))));
grant select, insert on registry.case_transfer to ventanilla_runtime;
grant update (state, reason, answer, answered_by, answered_at, seen_by, seen_at) on registry.case_transfer to ventanilla_runtime;

-- Sight that only an asked transfer gives ends with it, as sight that only a join gives does.
alter table registry.person_office add column by_transfer uuid references registry.case_transfer (id);
comment on column registry.person_office.by_transfer is 'Transfer that alone gives sight while it is asked; empty: another reason | sensitivity: internal | purpose: scope';
create index person_office_by_transfer on registry.person_office (by_transfer) where by_transfer is not null;
create or replace function registry.keep_sight(p_person uuid, p_office uuid, p_why text, p_now timestamptz) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  update registry.person_office o set by_join = null, by_transfer = null, why = p_why, given_by = access.actor_user(), given_at = p_now
    where o.person_id = p_person and o.office_id = p_office and o.country = access.actor_country() and (o.by_join is not null or o.by_transfer is not null)
      and (registry.keeps_records() or access.actor_is('supervisor')) and (o.office_id = access.actor_office() or registry.may_see_person(p_person))
$$;

-- The time that counts: the one the transaction carries, else the machine's.
create function registry.time_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;
revoke all on function registry.time_now from public;

create function registry.lend_sight(t registry.case_transfer) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  insert into registry.person_office (person_id, office_id, country, why, given_by, given_at, by_transfer)
    values (t.person_id, t.to_office, t.country, 'hand-over', t.asked_by, t.asked_at, t.id)
    on conflict (person_id, office_id) do update set by_transfer = excluded.by_transfer, by_join = null where person_office.by_join is not null
$$;

create function registry.sight_follows_transfer() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if tg_op = 'INSERT' then
    perform registry.lend_sight(new);
  elsif new.state = 'asked' then
    delete from registry.person_office o where o.by_transfer = new.id;
    perform registry.lend_sight(new);
  elsif new.state = 'accepted' or exists (select from registry.case_file c where c.id = new.case_id and c.office_id = new.to_office) then
    update registry.person_office o set by_transfer = null where o.by_transfer = new.id;
  else
    delete from registry.person_office o where o.by_transfer = new.id;
    -- What a join gives besides stays.
    perform registry.follow_joins(j.case_id, new.answered_at) from registry.case_join j where j.undone_at is null and (j.person_id = new.person_id or j.into_person = new.person_id);
  end if;
  return null;
end $$;
create trigger sight_of_asked after insert on registry.case_transfer for each row execute function registry.sight_follows_transfer();
create trigger sight_of_answered after update of state, to_office on registry.case_transfer for each row
  when (old.state is distinct from new.state or old.to_office is distinct from new.to_office) execute function registry.sight_follows_transfer();

-- What is asked is asked of an open case of the asking office: a case that moves or ends otherwise has overtaken it.
create function registry.transfers_follow_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  update registry.case_transfer t set state = 'overtaken', answered_by = coalesce(access.actor_user(), '00000000-0000-7000-8000-000000000000'::uuid), answered_at = registry.time_now()
    where t.case_id = new.id and t.state = 'asked' and (new.state = 'closed' or t.from_office <> new.office_id);
  return null;
end $$;
create trigger transfers_follow after update of office_id, state on registry.case_file for each row
  when (old.office_id is distinct from new.office_id or (new.state = 'closed' and old.state <> 'closed')) execute function registry.transfers_follow_case();
revoke all on function registry.lend_sight, registry.sight_follows_transfer, registry.transfers_follow_case from public;

-- Why a case came to who holds it, and from whom.
alter table registry.case_assignment add column why text check (why in ('given', 'returned-again', 'transfer', 'officer-left', 'office-closed', 'moved-together')),
  add column from_officer uuid, add column from_office uuid;
comment on column registry.case_assignment.why is 'Given by hand, a second return, an accepted transfer, the officer left, the office closed, moved with others; empty: written before this was kept | sensitivity: internal | purpose: case';
comment on column registry.case_assignment.from_officer is 'Who held the case before | sensitivity: internal | purpose: case';
comment on column registry.case_assignment.from_office is 'Office that had the case before, where it moved | sensitivity: internal | purpose: case';
