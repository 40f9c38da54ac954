-- What an alarm lets an office see is for protection in it, and for nobody else there: a reception point where protection works does not find at its desk everybody who
-- is in danger somewhere in the country. Another reason (the person stands there, a case comes, a transfer is asked) opens the record to the office as it always does.
alter table registry.person_office add column circle boolean not null generated always as (why = 'protection' and by_join is null and by_transfer is null) stored;
comment on column registry.person_office.circle is 'Only an alarm brought the person to this office: sight is for protection there alone | sensitivity: internal | purpose: scope';
drop index registry.person_office_of_person;
create index person_office_of_person on registry.person_office (person_id) include (office_id, country, circle);

drop policy person_office_read on registry.person_office;
create policy person_office_read on registry.person_office for select using (
  country = access.actor_country() and office_id = any ((select registry.actor_offices())::uuid[]) and (not circle or (select access.actor_is('protection'))));

create or replace function registry.may_see_person(p_person uuid) returns boolean language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, registry as $$
begin
  return exists (
    select from registry.person_office po
    where po.person_id = p_person and po.country = access.actor_country() and po.office_id = any (registry.actor_offices()) and (not po.circle or access.actor_is('protection')));
end $$;

-- The same in every function that looks at who sees whom by itself.
do $$
declare
  f record;
  whole text;
begin
  for f in select * from (values
    ('registry.search_index', 'and po.office_id = any (offices)', 'and po.office_id = any (offices) and (not po.circle or access.actor_is(''protection''))'),
    ('registry.open_doubts', 'po.office_id = any ((select registry.actor_offices())::uuid[])', 'po.office_id = any ((select registry.actor_offices())::uuid[]) and (not po.circle or access.actor_is(''protection''))'),
    ('registry.people_with_two_cases', 's.office_id = any (f.ids)', 's.office_id = any (f.ids) and not s.circle'),
    ('registry.people_with_two_cases', 's.office_id in (t.here, t.there)', 's.office_id in (t.here, t.there) and not s.circle and not u.circle'),
    ('registry.opened_elsewhere', 'mine.office_id = access.actor_office()', 'mine.office_id = access.actor_office() and (not mine.circle or access.actor_is(''protection''))'),
    -- A loan that comes to what an alarm gave opens it for as long as it lasts; what a loan gave ends with it, and what the alarm gives stays.
    ('registry.follow_joins', 'on conflict do nothing', 'on conflict (person_id, office_id) do update set by_join = excluded.by_join where person_office.circle'),
    ('registry.end_join', 'delete from registry.person_office o where o.by_join = any (sight);',
      'update registry.person_office o set by_join = null where o.by_join = any (sight) and o.why = ''protection'';' || E'\n  delete from registry.person_office o where o.by_join = any (sight);'),
    ('registry.lend_sight', 'where person_office.by_join is not null', 'where person_office.by_join is not null or person_office.circle'),
    ('registry.sight_follows_transfer', 'delete from registry.person_office o where o.by_transfer = new.id;',
      'update registry.person_office o set by_transfer = null where o.by_transfer = new.id and o.why = ''protection'';' || E'\n    delete from registry.person_office o where o.by_transfer = new.id;'),
    ('registry.sight_follows_transfer', 'update registry.person_office o set by_transfer = null where o.by_transfer = new.id;',
      'update registry.person_office o set by_transfer = null, why = case when o.why = ''protection'' then ''hand-over'' else o.why end where o.by_transfer = new.id;'),
    ('registry.empty_closed_office', 'do update set by_join = null, by_transfer = null where o.by_join is not null or o.by_transfer is not null',
      'do update set by_join = null, by_transfer = null, why = case when o.why = ''protection'' then ''hand-over'' else o.why end where o.by_join is not null or o.by_transfer is not null or o.circle')
  ) as t (name, was, becomes)
  loop
    select pg_get_functiondef(p.oid) into strict whole from pg_proc p where p.pronamespace::regnamespace || '.' || p.proname = f.name;
    if position(f.was in whole) = 0 then
      raise exception '% is not what this migration knows', f.name;
    end if;
    execute replace(whole, f.was, f.becomes);
  end loop;
end $$;

-- A reason of the office itself takes the place of a loan, and of an alarm; an alarm takes the place of neither.
create or replace function registry.keep_sight(p_person uuid, p_office uuid, p_why text, p_now timestamptz) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  update registry.person_office o set why = p_why, given_by = access.actor_user(), given_at = p_now,
      by_join = case when p_why = 'protection' then o.by_join end, by_transfer = case when p_why = 'protection' then o.by_transfer end
    where o.person_id = p_person and o.office_id = p_office and o.country = access.actor_country()
      and (o.by_join is not null or o.by_transfer is not null or (o.circle and p_why <> 'protection'))
      and (registry.keeps_records() or access.actor_is('supervisor')) and (o.office_id = access.actor_office() or registry.may_see_person(p_person))
$$;
