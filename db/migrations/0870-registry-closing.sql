-- A case is closed with a code and with what was reached, and can go on: the same case within the days that the country sets, else a new one that names it.
create table registry.case_closing (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null,
  code text not null check (code in ('goals-reached', 'moved', 'left-country', 'declined', 'lost', 'died', 'other')),
  why text check (char_length(why) between 1 and 1000),
  reached jsonb not null default '[]',
  closed_by uuid not null,
  closed_at timestamptz not null,
  foreign key (person_id, country) references registry.person (id, country),
  check (code <> 'other' or why is not null)
);
comment on table registry.case_closing is 'Why a case was closed, and what was reached; never changed. A case that goes on and is closed again has another one.';
comment on column registry.case_closing.id is 'Closing | sensitivity: internal | purpose: case';
comment on column registry.case_closing.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.case_closing.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column registry.case_closing.person_id is 'Person | sensitivity: internal | purpose: case';
comment on column registry.case_closing.code is 'Why, as a code | sensitivity: personal | purpose: case';
comment on column registry.case_closing.why is 'Why, in words | sensitivity: personal | purpose: case';
comment on column registry.case_closing.reached is 'Of each need or goal, by id, whether it was reached | sensitivity: internal | purpose: case';
comment on column registry.case_closing.closed_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.case_closing.closed_at is 'When | sensitivity: internal | purpose: case';
alter table registry.case_closing enable row level security;
create index case_closing_by_case on registry.case_closing (case_id, closed_at);
-- Why a case ended is for those who keep cases: to reception a case is open or closed.
create policy closing_read on registry.case_closing for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'consular', 'supervisor') and registry.may_see_person(person_id));
create policy closing_add on registry.case_closing for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and closed_by = access.actor_user() and registry.may_see_person(person_id)
  and exists (select from registry.case_file c where c.id = case_id and c.person_id = case_closing.person_id));
grant select, insert on registry.case_closing to ventanilla_runtime;

create table registry.case_reopening (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null,
  why text not null check (char_length(why) between 1 and 1000),
  reopened_by uuid not null,
  reopened_at timestamptz not null,
  foreign key (person_id, country) references registry.person (id, country)
);
comment on table registry.case_reopening is 'That a closed case goes on, and why; never changed.';
comment on column registry.case_reopening.id is 'Reopening | sensitivity: internal | purpose: case';
comment on column registry.case_reopening.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.case_reopening.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column registry.case_reopening.person_id is 'Person | sensitivity: internal | purpose: case';
comment on column registry.case_reopening.why is 'Why, in words | sensitivity: personal | purpose: case';
comment on column registry.case_reopening.reopened_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.case_reopening.reopened_at is 'When | sensitivity: internal | purpose: case';
alter table registry.case_reopening enable row level security;
create index case_reopening_by_case on registry.case_reopening (case_id, reopened_at);
create policy reopening_read on registry.case_reopening for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'consular', 'supervisor') and registry.may_see_person(person_id));
create policy reopening_add on registry.case_reopening for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and reopened_by = access.actor_user() and registry.may_see_person(person_id)
  and exists (select from registry.case_file c where c.id = case_id and c.person_id = case_reopening.person_id));
grant select, insert on registry.case_reopening to ventanilla_runtime;

-- A case that was opened because an earlier one of the person was closed too long ago to go on.
alter table registry.case_file add column follows uuid references registry.case_file (id);
comment on column registry.case_file.follows is 'Earlier case of the person that this one follows | sensitivity: internal | purpose: case';
create index case_file_follows on registry.case_file (follows) where follows is not null;

-- Whether protection has verified somebody who answers for a person, under whichever of their records, whoever sees that relative. Steers: of who it is nothing is said.
create function registry.has_verified_guardian(p_person uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, registry as $$
begin
  if not registry.may_see_person(p_person) then return false; end if;
  return exists (
    select from registry.person p join registry.person q on q.identity_id = p.identity_id
    join registry.relation r on r.other_id = q.id
    where p.id = p_person and r.country = access.actor_country() and r.ended_at is null and r.evidence = 'verified' and r.kind in ('guardian', 'parent', 'grandparent')
      and not registry.mark_between(r.person_id, r.other_id));
end $$;
revoke all on function registry.has_verified_guardian from public;
grant execute on function registry.has_verified_guardian to ventanilla_runtime;
comment on column registry.case_file.closed_why is 'Why it was closed, of cases that were closed before codes were kept | sensitivity: personal | purpose: case';
