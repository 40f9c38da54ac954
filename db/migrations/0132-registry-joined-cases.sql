-- Two open cases of one person become one: one goes on, the other is closed as joined, with a hand-over note. No row of any room moves to
-- another case. A join is undone by hand, or ends with the decision that made the two records one person.
create table registry.case_join (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  into_case uuid not null references registry.case_file (id),
  person_id uuid not null,
  into_person uuid not null,
  note text not null check (char_length(note) between 1 and 500),
  was_state text not null check (was_state in ('new', 'active')),
  was_officer_id uuid,
  joined_by uuid not null,
  joined_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  ended_as text check (ended_as in ('taken-back', 'not-one-person')),
  foreign key (person_id, country) references registry.person (id, country),
  foreign key (into_person, country) references registry.person (id, country),
  check (case_id <> into_case and person_id <> into_person),
  check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (ended_as is null))
);
comment on table registry.case_join is 'A case that was closed because it goes on in another case of the same person.';
comment on column registry.case_join.id is 'Join | sensitivity: internal | purpose: case';
comment on column registry.case_join.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.case_join.case_id is 'Case that was closed as joined | sensitivity: internal | purpose: case';
comment on column registry.case_join.into_case is 'Case that goes on | sensitivity: internal | purpose: case';
comment on column registry.case_join.person_id is 'Record of the case that was closed | sensitivity: internal | purpose: case';
comment on column registry.case_join.into_person is 'Record of the case that goes on | sensitivity: internal | purpose: case';
comment on column registry.case_join.note is 'What whoever goes on must know | sensitivity: personal | purpose: case';
comment on column registry.case_join.was_state is 'State of the case before | sensitivity: internal | purpose: case';
comment on column registry.case_join.was_officer_id is 'Who held the case before | sensitivity: internal | purpose: case';
comment on column registry.case_join.joined_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.case_join.joined_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.case_join.undone_by is 'Account that ended it | sensitivity: internal | purpose: audit';
comment on column registry.case_join.undone_at is 'When it ended | sensitivity: internal | purpose: audit';
comment on column registry.case_join.ended_as is 'Taken back, or the records are not one person after all | sensitivity: internal | purpose: audit';
alter table registry.case_join enable row level security;
create unique index case_join_one on registry.case_join (case_id) where undone_at is null;
create index case_join_into on registry.case_join (into_case) where undone_at is null;
create index case_join_person on registry.case_join (person_id) where undone_at is null;
create index case_join_into_person on registry.case_join (into_person) where undone_at is null;
-- Whoever sees the record that was closed reads its joins; whoever sees the one that goes on, as long as the join stands.
create policy case_join_read on registry.case_join for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'consular', 'supervisor')
  and (registry.may_see_person(person_id) or (undone_at is null and registry.may_see_person(into_person))));
grant select on registry.case_join to ventanilla_runtime;

-- Sight that only a join gave ends with the join; when an office meets the person itself, it keeps it.
alter table registry.person_office add column by_join uuid references registry.case_join (id);
comment on column registry.person_office.by_join is 'Join of two cases that alone gave sight; empty: another reason | sensitivity: internal | purpose: scope';
create index person_office_by_join on registry.person_office (by_join) where by_join is not null;
create function registry.keep_sight(p_person uuid, p_office uuid, p_why text, p_now timestamptz) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  update registry.person_office o set by_join = null, why = p_why, given_by = access.actor_user(), given_at = p_now
    where o.person_id = p_person and o.office_id = p_office and o.country = access.actor_country() and o.by_join is not null
      and (registry.keeps_records() or access.actor_is('supervisor')) and (o.office_id = access.actor_office() or registry.may_see_person(p_person))
$$;
revoke all on function registry.keep_sight from public;
grant execute on function registry.keep_sight to ventanilla_runtime;

-- The case in which a case goes on: itself, or where its joins lead.
create function registry.case_in_charge(p_case uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, registry as $$
  with recursive way (id, n) as (
    select p_case, 0 union all select j.into_case, w.n + 1 from way w join registry.case_join j on j.case_id = w.id and j.undone_at is null where w.n < 100)
  select w.id from way w order by w.n desc limit 1
$$;

-- A case with every case that goes on in it.
create function registry.cases_going_on_in(p_case uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, registry as $$
  with recursive tree (id) as (
    select p_case union select j.case_id from tree t join registry.case_join j on j.into_case = t.id and j.undone_at is null)
  select t.id from tree t
$$;

-- The office where a case goes on sees the records of the cases that go on in it, as long as they do.
create function registry.follow_joins(p_case uuid, p_now timestamptz) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  insert into registry.person_office (person_id, office_id, country, why, given_by, given_at, by_join)
    select distinct on (c.person_id) c.person_id, o.office_id, c.country, 'hand-over', access.actor_user(), p_now, j.id
    from registry.case_file o join registry.cases_going_on_in(o.id) t on t <> o.id join registry.case_file c on c.id = t
    join registry.case_join j on j.case_id = c.id and j.undone_at is null
    where o.id = registry.case_in_charge(p_case) and o.country = access.actor_country() order by c.person_id, j.id
    on conflict do nothing
$$;

-- Whether the actor may close a case because it goes on in the other one: supervision that sees both records; an officer who sees both, for a case of the own office.
create function registry.may_join_case(p_case uuid, p_into uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, registry as $$
  select exists (
    select from registry.case_file c join registry.case_file i on i.id = p_into and i.country = c.country
    join registry.person a on a.id = c.person_id join registry.person b on b.id = i.person_id
    where c.id = p_case and c.id <> i.id and c.country = access.actor_country() and c.state <> 'closed' and i.state <> 'closed'
      and a.id <> b.id and a.identity_id = b.identity_id and registry.may_see_person(a.id) and registry.may_see_person(b.id)
      and (access.actor_is('supervisor') or (access.actor_is('window', 'protection') and c.office_id = access.actor_office())))
$$;

-- Whether the actor may take a join back: supervision that sees both records; an officer of one of the two offices who sees both.
create function registry.may_take_join_back(p_join uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, registry as $$
  select exists (
    select from registry.case_join j join registry.case_file c on c.id = j.case_id join registry.case_file i on i.id = j.into_case
    where j.id = p_join and j.country = access.actor_country() and j.undone_at is null and registry.may_see_person(j.person_id) and registry.may_see_person(j.into_person)
      and (access.actor_is('supervisor') or (access.actor_is('window', 'protection') and access.actor_office() in (c.office_id, i.office_id))))
$$;

create function registry.join_cases(p_id uuid, p_case uuid, p_into uuid, p_note text, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  perform from registry.case_file c where c.id in (p_case, p_into) order by c.id for update;
  if not registry.may_join_case(p_case, p_into) then
    raise insufficient_privilege;
  end if;
  insert into registry.case_join (id, country, case_id, into_case, person_id, into_person, note, was_state, was_officer_id, joined_by, joined_at)
    select p_id, c.country, c.id, i.id, c.person_id, i.person_id, p_note, c.state, c.officer_id, access.actor_user(), p_now
    from registry.case_file c, registry.case_file i where c.id = p_case and i.id = p_into;
  update registry.case_file set state = 'closed', closed_at = p_now, closed_why = null where id = p_case;
  perform registry.follow_joins(p_into, p_now);
end $$;

-- Ends a join: the case is what it was, unless another one was opened for the record meanwhile; sight that the join gave ends.
create function registry.end_join(p_join uuid, p_as text, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  j registry.case_join;
  opened int;
  sight uuid[];
begin
  select * into j from registry.case_join where id = p_join and undone_at is null for update;
  update registry.case_join set undone_by = access.actor_user(), undone_at = p_now, ended_as = p_as where id = j.id;
  update registry.case_file c set state = j.was_state, officer_id = j.was_officer_id, closed_at = null, closed_why = null
    where c.id = j.case_id and c.state = 'closed' and not exists (select from registry.case_file o where o.person_id = c.person_id and o.id <> c.id and o.state <> 'closed');
  get diagnostics opened = row_count;
  -- Sight in this chain is given anew by the joins that still stand.
  sight := array(select distinct k.id from registry.cases_going_on_in(j.case_id) t join registry.case_join k on k.case_id = t and k.undone_at is null) || j.id;
  delete from registry.person_office o where o.by_join = any (sight);
  perform registry.follow_joins(j.case_id, p_now);
  perform registry.follow_joins(o.case_id, p_now) from registry.case_join o where o.undone_at is null and o.case_id <> j.case_id
    and o.person_id in (select c.person_id from registry.cases_going_on_in(j.case_id) t join registry.case_file c on c.id = t);
  return opened > 0;
end $$;

create function registry.take_join_back(p_join uuid, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not registry.may_take_join_back(p_join) then
    raise insufficient_privilege;
  end if;
  return registry.end_join(p_join, 'taken-back', p_now);
end $$;

-- After a decision: joins of cases whose records are not one person any more have lost their ground, whoever decided it.
create function registry.end_groundless_joins(p_people uuid[], p_now timestamptz) returns table (join_id uuid, case_id uuid, into_case uuid, person_id uuid)
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  j record;
begin
  for j in select k.id, k.case_id, k.into_case, k.person_id from registry.case_join k
    join registry.person a on a.id = k.person_id join registry.person b on b.id = k.into_person
    where k.undone_at is null and k.country = access.actor_country() and a.identity_id <> b.identity_id and (k.person_id = any (p_people) or k.into_person = any (p_people))
    order by k.joined_at, k.id
  loop
    perform registry.end_join(j.id, 'not-one-person', p_now);
    join_id := j.id; case_id := j.case_id; into_case := j.into_case; person_id := j.person_id;
    return next;
  end loop;
end $$;

revoke all on function registry.case_in_charge, registry.cases_going_on_in, registry.follow_joins, registry.may_join_case, registry.may_take_join_back, registry.join_cases,
  registry.end_join, registry.take_join_back, registry.end_groundless_joins from public;
grant execute on function registry.case_in_charge, registry.cases_going_on_in, registry.follow_joins, registry.may_join_case, registry.may_take_join_back, registry.join_cases,
  registry.take_join_back, registry.end_groundless_joins to ventanilla_runtime;
