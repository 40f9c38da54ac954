-- Who takes a child that is alone: a guardian with a name whose identity was seen, or the protection authority.
create table reception.child_handover (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  row_id uuid not null references reception.manifest_row (id),
  taker text not null check (taker in ('guardian', 'protection')),
  name text not null check (length(name) between 3 and 200),
  relation text check (length(relation) <= 60),
  contact text check (length(contact) <= 80),
  identity_seen boolean not null default false,
  authority text check (length(authority) <= 200),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  verified_by uuid,
  verified_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  check (taker <> 'guardian' or relation is not null),
  check (taker <> 'protection' or authority is not null),
  check ((verified_by is null) = (verified_at is null)),
  check ((ended_by is null) = (ended_at is null))
);
comment on table reception.child_handover is 'To whom a child on its own is handed over when it leaves the reception point.';
comment on column reception.child_handover.id is 'Hand-over | sensitivity: none | purpose: reception';
comment on column reception.child_handover.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.child_handover.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.child_handover.row_id is 'Stay of the child | sensitivity: none | purpose: reception';
comment on column reception.child_handover.taker is 'guardian or protection | sensitivity: personal | purpose: protection';
comment on column reception.child_handover.name is 'Name of the guardian, or of the officer of the authority | sensitivity: personal | purpose: protection';
comment on column reception.child_handover.relation is 'What the guardian is to the child | sensitivity: personal | purpose: protection';
comment on column reception.child_handover.contact is 'How the guardian is reached | sensitivity: personal | purpose: protection';
comment on column reception.child_handover.identity_seen is 'An identity paper of the guardian was seen | sensitivity: personal | purpose: protection';
comment on column reception.child_handover.authority is 'Protection authority that takes the child | sensitivity: personal | purpose: protection';
comment on column reception.child_handover.recorded_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.child_handover.recorded_at is 'When | sensitivity: internal | purpose: protection';
comment on column reception.child_handover.verified_by is 'Protection officer who checked the guardian | sensitivity: internal | purpose: protection';
comment on column reception.child_handover.verified_at is 'When | sensitivity: internal | purpose: protection';
comment on column reception.child_handover.ended_at is 'When it was replaced or taken back | sensitivity: internal | purpose: protection';
comment on column reception.child_handover.ended_by is 'Who did | sensitivity: internal | purpose: audit';
create unique index child_handover_one on reception.child_handover (row_id) where ended_at is null;
alter table reception.child_handover enable row level security;
create policy child_handover_read on reception.child_handover for select using (reception.at_desk(country, office_id));
create policy child_handover_add on reception.child_handover for insert with check (
  reception.works_at_desk(country, office_id) and recorded_by = access.actor_user() and (verified_by is null or (access.actor_is('protection') and verified_by = access.actor_user()))
  and exists (select from reception.manifest_row r where r.id = row_id and r.office_id = child_handover.office_id));
create policy child_handover_work on reception.child_handover for update
  using (reception.works_at_desk(country, office_id)) with check (
    reception.works_at_desk(country, office_id) and (ended_by is null or ended_by = access.actor_user()));
grant select, insert on reception.child_handover to ventanilla_runtime;
grant update (verified_by, verified_at, ended_at, ended_by) on reception.child_handover to ventanilla_runtime;
create function reception.guardian_verified() returns trigger language plpgsql set search_path = pg_catalog, reception as $$
begin
  if new.verified_by is distinct from old.verified_by and not (access.actor_is('protection') and new.verified_by = access.actor_user()) then
    raise exception 'only protection verifies a guardian' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guardian_verified before update on reception.child_handover for each row execute function reception.guardian_verified();

-- How somebody left: kept beside the row, which carries the hour.
create table reception.leaving (
  row_id uuid primary key references reception.manifest_row (id),
  country text not null,
  office_id uuid not null,
  how text not null check (how in ('nextStep', 'declined', 'unfinished')),
  next_step text,
  told text check (length(told) <= 300),
  with_row uuid references reception.manifest_row (id),
  adult_seen boolean not null default false,
  sheet_given boolean not null default false,
  apart_why text check (length(apart_why) <= 200),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  followed_at timestamptz,
  followed_by uuid,
  followed_how text check (followed_how in ('reached', 'cameBack', 'withOthers', 'notFound')),
  check ((how = 'nextStep') = (next_step is not null)),
  check (with_row <> row_id),
  check ((followed_at is null) = (followed_by is null) and (followed_at is null) = (followed_how is null))
);
comment on table reception.leaving is 'How somebody left the reception point: with which next step, with whom, what was told.';
comment on column reception.leaving.row_id is 'Stay of the person | sensitivity: none | purpose: reception';
comment on column reception.leaving.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.leaving.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.leaving.how is 'nextStep, declined, unfinished | sensitivity: personal | purpose: reception';
comment on column reception.leaving.next_step is 'What the person does next | sensitivity: personal | purpose: reception';
comment on column reception.leaving.told is 'What the person said about leaving so, in the officer''s words | sensitivity: personal | purpose: reception';
comment on column reception.leaving.with_row is 'Adult of the same travel group who leaves together with the child | sensitivity: personal | purpose: protection';
comment on column reception.leaving.adult_seen is 'The officer states that somebody without a known age is plainly an adult | sensitivity: personal | purpose: protection';
comment on column reception.leaving.sheet_given is 'The information sheet was handed over | sensitivity: none | purpose: reception';
comment on column reception.leaving.apart_why is 'Why brothers and sisters do not leave together | sensitivity: personal | purpose: protection';
comment on column reception.leaving.recorded_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.leaving.recorded_at is 'When | sensitivity: internal | purpose: audit';
comment on column reception.leaving.followed_at is 'When somebody looked after a person who left without a next step | sensitivity: personal | purpose: reception';
comment on column reception.leaving.followed_by is 'Who did | sensitivity: internal | purpose: audit';
comment on column reception.leaving.followed_how is 'reached, cameBack, withOthers, notFound | sensitivity: personal | purpose: reception';
create index leaving_open on reception.leaving (office_id, recorded_at) where how <> 'nextStep' and followed_at is null;
alter table reception.leaving enable row level security;
create policy leaving_read on reception.leaving for select using (reception.at_desk(country, office_id));
create policy leaving_write on reception.leaving for insert with check (
  reception.works_at_desk(country, office_id) and recorded_by = access.actor_user()
  and exists (select from reception.manifest_row r where r.id = row_id and r.office_id = leaving.office_id));
create policy leaving_follow on reception.leaving for update
  using (reception.works_at_desk(country, office_id)) with check (reception.works_at_desk(country, office_id) and followed_by = access.actor_user());
grant select, insert, update (followed_at, followed_by, followed_how) on reception.leaving to ventanilla_runtime;

-- The latest day on which somebody may have been born, as far as is known; empty if nothing is.
create function reception.latest_birth(p_row uuid) returns date language sql stable security definer set search_path = pg_catalog, reception as $$
  with known as (
    select coalesce(p.birth_date, (r.person ->> 'birthDate')::date) as born,
      case when p.birth_date is not null then p.birth_precision else r.person ->> 'birthPrecision' end as how,
      (r.person ->> 'statedAge')::int as age, r.arrives_on
    from reception.manifest_row r left join registry.person p on p.id = r.person_id where r.id = p_row)
  select case
    when born is null then case when age is null then null else (arrives_on - make_interval(years => age))::date end
    when how = 'month' then (date_trunc('month', born) + interval '1 month - 1 day')::date
    when how = 'year' then make_date(extract(year from born)::int, 12, 31)
    when how = 'estimated' then make_date(extract(year from born)::int + 3, 12, 31)
    else born end
  from known
$$;

-- In doubt a child: under 18 by the latest possible birth, called a child by the list, or of an age that nobody knows or vouches for.
create function reception.may_be_child(p_row uuid, p_adult_seen boolean, p_on date) returns boolean language sql stable security definer set search_path = pg_catalog, reception as $$
  select r.flags ? 'unaccompaniedChild'
    or coalesce((select e.travelling_as in ('unaccompaniedChild', 'separatedChild') from reception.return_event e where e.row_id = r.id), false)
    or case when reception.latest_birth(r.id) is null then r.flags ? 'child' or not p_adult_seen
       else reception.latest_birth(r.id) > (p_on - interval '18 years')::date end
  from reception.manifest_row r where r.id = p_row
$$;

-- A child leaves with a hand-over or with an adult of its own group who leaves at the same time; nobody leaves without the record of how.
create function reception.child_not_alone() returns trigger language plpgsql security definer set search_path = pg_catalog, reception as $$
declare
  gone reception.leaving;
  alone boolean;
begin
  if new.left_at is null or old.left_at is not null then return new; end if;
  select * into gone from reception.leaving l where l.row_id = new.id;
  if gone.row_id is null or gone.how is distinct from new.left_how then
    raise exception 'how the person left is not recorded' using errcode = 'check_violation', constraint = 'leaving_recorded';
  end if;
  if not reception.may_be_child(new.id, gone.adult_seen, new.left_at::date) then return new; end if;
  if exists (select from reception.child_handover h where h.row_id = new.id and h.ended_at is null
    and (h.taker = 'protection' or ((h.identity_seen or h.verified_by is not null) and h.contact is not null))) then return new; end if;
  alone := new.flags ? 'unaccompaniedChild'
    or exists (select from reception.return_event e where e.row_id = new.id and e.travelling_as in ('unaccompaniedChild', 'separatedChild'));
  if not alone and exists (
    select from reception.manifest_row a left join reception.leaving al on al.row_id = a.id
    where a.id = gone.with_row and a.office_id = new.office_id and a.manifest_id = new.manifest_id and a.person ->> 'group' = new.person ->> 'group'
      and al.row_id is not null and not reception.may_be_child(a.id, al.adult_seen, new.left_at::date)) then return new; end if;
  raise exception 'a child does not leave alone' using errcode = 'check_violation', constraint = 'child_not_alone';
end $$;
create trigger child_not_alone before update of left_at on reception.manifest_row for each row execute function reception.child_not_alone();
revoke all on function reception.latest_birth, reception.may_be_child from public;
