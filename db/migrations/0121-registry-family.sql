-- People who live together, people who arrived together, and who is what to whom. Three things, each with its history.
create table registry.person_group (
  id uuid primary key,
  country text not null,
  kind text not null check (kind in ('household', 'travel')),
  on_day date,
  place text check (char_length(place) <= 120),
  formed_by uuid not null,
  formed_at timestamptz not null,
  unique (id, country, kind),
  check (kind = 'travel' or (on_day is null and place is null))
);
comment on table registry.person_group is 'A household (people who live together at the destination) or a travel group (people who arrived together).';
comment on column registry.person_group.id is 'Group | sensitivity: internal | purpose: family';
comment on column registry.person_group.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.person_group.kind is 'Household or travel group | sensitivity: internal | purpose: family';
comment on column registry.person_group.on_day is 'Day on which a travel group arrived | sensitivity: personal | purpose: family';
comment on column registry.person_group.place is 'Where a travel group arrived | sensitivity: personal | purpose: family';
comment on column registry.person_group.formed_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.person_group.formed_at is 'When | sensitivity: internal | purpose: audit';
alter table registry.person_group enable row level security;

create table registry.group_member (
  id uuid primary key,
  country text not null,
  group_id uuid not null,
  kind text not null,
  person_id uuid not null,
  joined_by uuid not null,
  joined_at timestamptz not null,
  left_by uuid,
  left_at timestamptz,
  left_why text check (char_length(left_why) <= 300),
  foreign key (group_id, country, kind) references registry.person_group (id, country, kind),
  foreign key (person_id, country) references registry.person (id, country)
);
comment on table registry.group_member is 'Who belongs, or belonged, to a household or a travel group. Rows end and are never removed.';
comment on column registry.group_member.id is 'Membership | sensitivity: internal | purpose: family';
comment on column registry.group_member.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.group_member.group_id is 'Group | sensitivity: internal | purpose: family';
comment on column registry.group_member.kind is 'Household or travel group | sensitivity: internal | purpose: family';
comment on column registry.group_member.person_id is 'Person | sensitivity: internal | purpose: family';
comment on column registry.group_member.joined_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.group_member.joined_at is 'Since when | sensitivity: personal | purpose: family';
comment on column registry.group_member.left_by is 'Account that ended it | sensitivity: internal | purpose: audit';
comment on column registry.group_member.left_at is 'Until when | sensitivity: personal | purpose: family';
comment on column registry.group_member.left_why is 'Why it ended | sensitivity: personal | purpose: family';
alter table registry.group_member enable row level security;
-- Nobody lives in two households at once, and nobody stands twice in one group.
create unique index group_member_one_household on registry.group_member (person_id) where left_at is null and kind = 'household';
create unique index group_member_once on registry.group_member (group_id, person_id) where left_at is null;
create index group_member_by_person on registry.group_member (person_id);

create table registry.relation (
  id uuid primary key,
  country text not null,
  person_id uuid not null,
  other_id uuid not null,
  kind text not null check (kind in ('parent', 'sibling', 'spouse', 'partner', 'grandparent', 'guardian', 'uncle-aunt', 'cousin', 'in-law', 'other')),
  evidence text not null check (evidence in ('declared', 'seen', 'verified')),
  note text check (char_length(note) <= 300),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text check (char_length(end_reason) <= 300),
  foreign key (person_id, country) references registry.person (id, country),
  foreign key (other_id, country) references registry.person (id, country),
  check (person_id <> other_id)
);
comment on table registry.relation is 'Who is what to whom: the person is the parent, guardian… of the other. The inverse is worked out, never stored.';
comment on column registry.relation.id is 'Relation | sensitivity: internal | purpose: family';
comment on column registry.relation.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.relation.person_id is 'Who is it | sensitivity: internal | purpose: family';
comment on column registry.relation.other_id is 'To whom | sensitivity: internal | purpose: family';
comment on column registry.relation.kind is 'What they are | sensitivity: personal | purpose: family';
comment on column registry.relation.evidence is 'Declared, seen on a document, or verified by protection | sensitivity: internal | purpose: source';
comment on column registry.relation.note is 'Note | sensitivity: personal | purpose: family';
comment on column registry.relation.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.relation.recorded_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.relation.ended_by is 'Account that ended it | sensitivity: internal | purpose: audit';
comment on column registry.relation.ended_at is 'Holds no longer since | sensitivity: personal | purpose: family';
comment on column registry.relation.end_reason is 'Why it ended | sensitivity: personal | purpose: family';
alter table registry.relation enable row level security;
create unique index relation_once on registry.relation (person_id, other_id, kind) where ended_at is null;
create index relation_by_person on registry.relation (person_id);
create index relation_by_other on registry.relation (other_id);

create table registry.kept_apart (
  id uuid primary key,
  country text not null,
  person_a uuid not null,
  person_b uuid not null,
  sealed bytea,
  marked_by uuid not null,
  marked_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  foreign key (person_a, country) references registry.person (id, country),
  foreign key (person_b, country) references registry.person (id, country),
  check (person_a < person_b)
);
comment on table registry.kept_apart is 'People who must not find one another through this registry: violence within a family, a threat.';
comment on column registry.kept_apart.id is 'Mark | sensitivity: internal | purpose: protection';
comment on column registry.kept_apart.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.kept_apart.person_a is 'One of them (the smaller id) | sensitivity: restricted | purpose: protection';
comment on column registry.kept_apart.person_b is 'The other | sensitivity: restricted | purpose: protection';
comment on column registry.kept_apart.sealed is 'Why, encrypted | sensitivity: restricted | purpose: protection';
comment on column registry.kept_apart.marked_by is 'Account | sensitivity: restricted | purpose: audit';
comment on column registry.kept_apart.marked_at is 'When | sensitivity: restricted | purpose: audit';
comment on column registry.kept_apart.lifted_by is 'Account that lifted it | sensitivity: restricted | purpose: audit';
comment on column registry.kept_apart.lifted_at is 'When it was lifted | sensitivity: restricted | purpose: audit';
alter table registry.kept_apart enable row level security;
create unique index kept_apart_once on registry.kept_apart (person_a, person_b) where lifted_at is null;
create index kept_apart_b on registry.kept_apart (person_b) where lifted_at is null;

-- Whether a mark stands between two people, whichever of their records it names. Steers what is shown; no route returns it.
create function registry.are_kept_apart(p_one uuid, p_other uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, registry
  as $$
    select exists (
      select from registry.kept_apart k
      where k.lifted_at is null and k.country = access.actor_country()
        and ((k.person_a in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_one)
            and k.person_b in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_other))
          or (k.person_a in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_other)
            and k.person_b in (select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id where p.id = p_one))))
  $$;

-- May the actor put somebody into this group? Whoever just formed it, or sees one of its members.
create function registry.may_join_group(p_group uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select exists (select from registry.person_group g where g.id = p_group and g.country = access.actor_country() and (
      exists (select from registry.group_member m where m.group_id = g.id and m.left_at is null and registry.may_see_person(m.person_id))
      or (g.formed_by = access.actor_user() and not exists (select from registry.group_member m where m.group_id = g.id))))
  $$;

-- Everybody connected with a person in sight, and how. Of whom the actor does not see, nothing but that there is somebody; of
-- whom the person is kept apart from, nothing at all, unless protection asks.
create function registry.family_of(p_person uuid)
returns table (link text, link_id uuid, kind text, forward boolean, other_id uuid, evidence text, on_day date, place text, since timestamptz, unsafe boolean)
  language sql stable security definer set search_path = pg_catalog, registry as $$
  with self as (
    select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id
    where p.id = p_person and p.country = access.actor_country() and registry.may_see_person(p_person) and registry.may_see_person(q.id)
  ), linked as (
    select 'relation' as link, r.id as link_id, r.kind, true as forward, r.person_id as other_id, r.evidence, null::date as on_day, null::text as place, r.recorded_at as since
    from registry.relation r where r.other_id in (select id from self) and r.ended_at is null
    union all
    select 'relation', r.id, r.kind, false, r.other_id, r.evidence, null, null, r.recorded_at
    from registry.relation r where r.person_id in (select id from self) and r.ended_at is null
    union all
    select g.kind, g.id, null, null, o.person_id, null, g.on_day, g.place, o.joined_at
    from registry.group_member m
    join registry.person_group g on g.id = m.group_id
    join registry.group_member o on o.group_id = m.group_id and o.left_at is null and o.person_id <> m.person_id
    where m.person_id in (select id from self) and m.left_at is null
  ), judged as (
    select l.*, registry.may_see_person(l.other_id) as seen, registry.are_kept_apart(p_person, l.other_id) as apart
    from linked l where l.other_id not in (select id from self)
  )
  select j.link, j.link_id, case when j.seen then j.kind end, case when j.seen then j.forward end, case when j.seen then j.other_id end,
    case when j.seen then j.evidence end, j.on_day, j.place, j.since, j.apart
  from judged j where not j.apart or access.actor_is('protection')
$$;

-- Ends a relation of a person in sight, also where the other one is not.
create function registry.end_relation(p_relation uuid, p_person uuid, p_why text, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not (registry.keeps_records() and registry.may_see_person(p_person)) then
    return false;
  end if;
  update registry.relation r set ended_by = access.actor_user(), ended_at = p_now, end_reason = p_why
  where r.id = p_relation and r.country = access.actor_country() and r.ended_at is null and p_person in (r.person_id, r.other_id)
    and (access.actor_is('protection') or not registry.are_kept_apart(r.person_id, r.other_id));
  return found;
end $$;
revoke all on function registry.are_kept_apart, registry.may_join_group, registry.family_of, registry.end_relation from public;
grant execute on function registry.are_kept_apart, registry.may_join_group, registry.family_of, registry.end_relation to ventanilla_runtime;

create policy group_read on registry.person_group for select using (
  country = access.actor_country() and exists (
    select from registry.group_member m where m.group_id = person_group.id and registry.may_see_person(m.person_id)));
create policy group_add on registry.person_group for insert with check (country = access.actor_country() and registry.keeps_records());
grant select, insert on registry.person_group to ventanilla_runtime;

create policy member_read on registry.group_member for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy member_add on registry.group_member for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id) and registry.may_join_group(group_id));
create policy member_leave on registry.group_member for update
  using (country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id)) with check (country = access.actor_country());
grant select, insert, update (left_by, left_at, left_why) on registry.group_member to ventanilla_runtime;

-- A relation names two people: only who sees both reads or records it; a mark between them hides it. Only protection verifies.
create policy relation_read on registry.relation for select using (
  country = access.actor_country() and registry.may_see_person(person_id) and registry.may_see_person(other_id)
  and (access.actor_is('protection') or not registry.are_kept_apart(person_id, other_id)));
create policy relation_add on registry.relation for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id) and registry.may_see_person(other_id)
  and (evidence <> 'verified' or access.actor_is('protection')));
grant select, insert on registry.relation to ventanilla_runtime;

create policy apart_read on registry.kept_apart for select using (
  country = access.actor_country() and access.actor_is('protection') and (registry.may_see_person(person_a) or registry.may_see_person(person_b)));
create policy apart_mark on registry.kept_apart for insert with check (
  country = access.actor_country() and access.actor_is('protection') and registry.may_see_person(person_a) and registry.may_see_person(person_b));
create policy apart_lift on registry.kept_apart for update
  using (country = access.actor_country() and access.actor_is('protection') and (registry.may_see_person(person_a) or registry.may_see_person(person_b)))
  with check (country = access.actor_country());
grant select, insert, update (lifted_by, lifted_at) on registry.kept_apart to ventanilla_runtime;
