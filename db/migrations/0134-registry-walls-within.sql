-- Functions with the powers of the owner answer to whoever has the login of the product and knows an id, so each asks by itself who is asking. What only the owner's
-- own functions need is granted to nobody else; where an answer steers what may happen, who may not ask is told nothing (null), and nothing is never taken for a no.

-- Whether a mark stands between two people, for the owner's functions, which know whom they answer.
create function registry.mark_between(p_one uuid, p_other uuid) returns boolean
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
comment on function registry.mark_between(uuid, uuid) is 'Whether protection keeps two people apart; for functions of the owner only.';
revoke all on function registry.mark_between from public;

-- The same for whoever sees both: sight of one must not tell who else is in danger from them, or for them.
create or replace function registry.are_kept_apart(p_one uuid, p_other uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, registry
  as $$ select case when registry.may_see_person(p_one) and registry.may_see_person(p_other) then registry.mark_between(p_one, p_other) end $$;
comment on function registry.are_kept_apart(uuid, uuid) is 'Whether protection keeps two people apart whom the actor both sees; null: not told. Steers and is never shown.';

create or replace function registry.family_of(p_person uuid)
  returns table (link text, link_id uuid, kind text, forward boolean, other_id uuid, evidence text, on_day date, place text, since timestamptz, unsafe boolean)
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
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
    select l.*, registry.may_see_person(l.other_id) as seen, registry.mark_between(p_person, l.other_id) as apart
    from linked l where l.other_id not in (select id from self)
  )
  select j.link, j.link_id, case when j.seen then j.kind end, case when j.seen then j.forward end, case when j.seen then j.other_id end,
    case when j.seen then j.evidence end, j.on_day, j.place, j.since, j.apart
  from judged j where not j.apart or access.actor_is('protection')
$$;

create or replace function registry.end_relation(p_relation uuid, p_person uuid, p_why text, p_now timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, registry
  as $$
begin
  if not (registry.keeps_records() and registry.may_see_person(p_person)) then
    return false;
  end if;
  update registry.relation r set ended_by = access.actor_user(), ended_at = p_now, end_reason = p_why
  where r.id = p_relation and r.country = access.actor_country() and r.ended_at is null and p_person in (r.person_id, r.other_id)
    and (access.actor_is('protection') or not registry.mark_between(r.person_id, r.other_id));
  return found;
end $$;

-- Which case goes on in which one steers the rooms above inside the owner's functions (0510, 0610) and is no answer to a query; figures ask for a key that is no id.
revoke execute on function registry.case_in_charge, registry.cases_going_on_in from ventanilla_runtime;
create function registry.key_of_case_in_charge(p_case uuid) returns text
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select md5(registry.case_in_charge(c.id)::text) from registry.case_file c
    where c.id = p_case and c.country = access.actor_country() and access.actor_is('analyst', 'supervisor')
  $$;
comment on function registry.key_of_case_in_charge(uuid) is 'The key under which figures count a case: of the one in which it goes on. For those who count.';
revoke all on function registry.key_of_case_in_charge from public;
grant execute on function registry.key_of_case_in_charge to ventanilla_runtime;

-- Sight follows the joins that stand, and joins end that have no ground any more: for those who decide about people, and for the comparison at night.
create or replace function registry.follow_joins(p_case uuid, p_now timestamptz) returns void
  language sql security definer set search_path = pg_catalog, registry
  as $$
  insert into registry.person_office (person_id, office_id, country, why, given_by, given_at, by_join)
    select distinct on (c.person_id) c.person_id, o.office_id, c.country, 'hand-over', access.actor_user(), p_now, j.id
    from registry.case_file o join registry.cases_going_on_in(o.id) t on t <> o.id join registry.case_file c on c.id = t
    join registry.case_join j on j.case_id = c.id and j.undone_at is null
    where o.id = registry.case_in_charge(p_case) and o.country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor', 'system'))
    order by c.person_id, j.id
    on conflict do nothing
$$;

create or replace function registry.end_groundless_joins(p_people uuid[], p_now timestamptz)
  returns table (join_id uuid, case_id uuid, into_case uuid, person_id uuid)
  language plpgsql security definer set search_path = pg_catalog, registry
  as $$
declare
  j record;
begin
  if not (registry.keeps_records() or access.actor_is('supervisor', 'system')) then
    raise insufficient_privilege;
  end if;
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

-- News of a decision are noted by whoever made it, and its people are told to the comparison at night only, which tells the rooms.
create or replace function registry.note_links(p_links uuid[], p_run uuid, p_now timestamptz) returns table (people uuid[])
  language plpgsql security definer set search_path = pg_catalog, registry
  as $$
begin
  if not (access.actor_is('system') or (p_run is null and (registry.keeps_records() or access.actor_is('supervisor')))) then
    raise insufficient_privilege;
  end if;
  if not exists (select from registry.case_file c where c.country = access.actor_country() and c.state in ('new', 'active')) then
    return;
  end if;
  return query
    with made as (
      select l.id, p.identity_id from registry.identity_link l join registry.person p on p.id = l.person_a
      where (l.run_id = p_run or (l.id = any (p_links) and l.decided_by = access.actor_user())) and l.country = access.actor_country() and l.decision = 'same' and l.undone_at is null
    ), noted as (
      insert into registry.link_news (link_id, case_id, country, at)
        select distinct on (c.id) m.id, c.id, c.country, p_now
        from made m join registry.person q on q.identity_id = m.identity_id join registry.case_file c on c.person_id = q.id and c.state <> 'closed'
        order by c.id, m.id
        on conflict do nothing returning link_id
    ), touched as (
      select distinct m.identity_id from noted n join made m on m.id = n.link_id where access.actor_is('system')
    )
    select array_agg(q.id order by q.id) from touched t join registry.person q on q.identity_id = t.identity_id group by t.identity_id;
end $$;

-- Where somebody works is known within a country, as offices are (access.colleague); not across borders.
create or replace function registry.in_reach(p_role text, p_office uuid, p_recorded_by uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, registry
  as $$
    select p_role <> 'reception' or exists (
      select from access.user_account a where a.id = p_recorded_by and a.office_id = p_office and a.country = access.actor_country())
  $$;

create or replace function registry.offices_in_sight(p_role text, p_country text, p_office uuid, p_organization text) returns uuid[]
  language sql stable parallel safe security definer set search_path = pg_catalog, registry
  as $$
    select case
      when p_role in ('reception', 'window', 'protection', 'consular') then array_remove(array[p_office], null)
      when p_role = 'supervisor' then array(
        select o.id from access.office o
        where o.country = p_country and o.country = access.actor_country() and (
          o.id = p_office
          or o.organization_id = p_organization
          or exists (select from access.office mine where mine.id = p_office and mine.country = p_country and mine.kind = 'national')))
      else '{}'::uuid[]
    end
  $$;
