-- Open cases are compared with a changed service by what they have in common: whoever is alike in all that a verdict can depend on is judged once. Read in large
-- parts, in which the database chooses whether it looks people up or reads its tables through: of a million open cases the latter takes a tenth of the time.

-- What is known of these people as the office of each case may know it, as far as `p_facts` asks (all without it): fields with tabs between them. Nothing of the
-- restricted tier, but whether a place of danger was told. Two people of whom the same is said are alike for every verdict: days of birth and of answers are moved
-- to the same day of the year as today, whole years back, and where an answer comes from is left out.
create function registry.known_of(p_people uuid[], p_offices uuid[], p_facts text[], p_danger boolean, p_today date)
  returns table (person_id uuid, office_id uuid, known text, danger boolean)
  language plpgsql stable security definer rows 100000 set search_path = pg_catalog, registry set plan_cache_mode = force_custom_plan set work_mem = '128MB' as $$
#variable_conflict use_column
declare
  here text := access.actor_country();
  asked_papers boolean := p_facts is null or 'documentsHeld' = any (p_facts);
  asked_phone boolean := p_facts is null or 'hasPhone' = any (p_facts);
  -- This day of every year until now: the first of them that is not before a date is as many whole years ago.
  this_day date[] := array(select (p_today - make_interval(years => y))::date from generate_series(150, 0, -1) y);
  linked uuid[];
  with_others uuid[];
  of_office uuid[];
  others uuid[];
begin
  if not access.actor_is('system') then return; end if;
  -- Who has several records is asked first: they are few, which no estimate knows.
  linked := array(select q.id from registry.person q where q.country = here and q.identity_id <> q.id union select q.identity_id from registry.person q where q.country = here and q.identity_id <> q.id);
  select coalesce(array_agg(a.person_id), '{}'), coalesce(array_agg(a.office_id), '{}'), coalesce(array_agg(other.id), '{}') into with_others, of_office, others
    from unnest(p_people, p_offices) as a(person_id, office_id) join registry.person own on own.id = a.person_id
      join registry.person other on other.identity_id = own.identity_id and other.id <> own.id
    where a.person_id = any (linked) and exists (select from registry.person_office o where o.person_id = other.id and o.office_id = a.office_id);
  return query
    with people as materialized (select u.person_id, u.office_id from unnest(p_people, p_offices) as u(person_id, office_id)),
    newest as (
      select distinct on (r.person_id, r.office_id, f.code) r.person_id, r.office_id, f.code, f.state, f.value, f.recorded_at
      from unnest(p_people || with_others, p_offices || of_office, p_people || others) as r(person_id, office_id, record_id)
        join registry.person_fact f on f.person_id = r.record_id and (p_facts is null or f.code = any (p_facts))
      order by r.person_id, r.office_id, f.code, f.seq desc),
    answers as (
      select w.person_id, w.office_id, string_agg('["' || w.code || '","' || w.state || '",' || coalesce(w.value::text, 'null') || ',"'
        || coalesce(this_day[width_bucket((w.recorded_at at time zone 'UTC')::date - 1, this_day) + 1], p_today) || '"]', ',' order by w.code) as said
      from newest w group by w.person_id, w.office_id),
    papers as (
      select d.person_id, string_agg(json_build_array(d.type, d.issuing_country, d.status, d.issued_on, d.expires_on)::text, ',' order by d.type, d.issuing_country, d.id) as said
      from registry.identity_document d where asked_papers and d.ended_at is null and d.person_id in (select a.person_id from people a) group by d.person_id),
    phones as (
      select distinct k.person_id from registry.contact k
      where asked_phone and k.ended_at is null and k.channel in ('phone', 'sms', 'whatsapp') and k.person_id in (select a.person_id from people a)),
    fled as (
      select distinct q.identity_id from registry_restricted.fact f join registry.person q on q.id = f.person_id where p_danger and f.code = 'cannotReturnTo' and f.country = here)
    select a.person_id, a.office_id,
      case when p_facts is not null and not 'age' = any (p_facts) then E'\t' else
        coalesce(case when p.birth_precision = 'day' and p.birth_date <= p_today then this_day[width_bucket(p.birth_date - 1, this_day) + 1] else p.birth_date end::text, '')
        || E'\t' || p.birth_precision end
      || E'\t' || case when p_facts is null or 'sex' = any (p_facts) then coalesce(p.sex, '') else '' end
      || E'\t' || case when p_facts is null or 'nationality' = any (p_facts) then array_to_string(p.nationalities, ',') else '' end
      || E'\t' || case when p_facts is null or 'originAdmin2' = any (p_facts) then coalesce(p.origin_admin2, '') else '' end
      || E'\t' || case when p_facts is null or 'monthsSinceReturn' = any (p_facts) then coalesce(p.last_return_on::text, '') else '' end
      || E'\t' || coalesce(t.said, '') || E'\t' || coalesce(d.said, '') || E'\t' || case when k.person_id is null then '' else 'phone' end,
      x.identity_id is not null
    from people a join registry.person p on p.id = a.person_id and p.country = here
      left join answers t on t.person_id = a.person_id and t.office_id = a.office_id
      left join papers d on d.person_id = a.person_id
      left join phones k on k.person_id = a.person_id
      left join fled x on x.identity_id = p.identity_id;
end $$;

-- The municipalities of the next part: in order, as many as have `p_most` of these needs together, and at least one. Asked for are needs of these kinds in these
-- municipalities (everywhere without them), and with `p_waiting` also those elsewhere for which there was nothing.
create function assessment.next_part(p_codes text[], p_places text[], p_waiting boolean, p_after text, p_most int) returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, assessment set plan_cache_mode = force_custom_plan as $$
declare
  here text := access.actor_country();
begin
  if not access.actor_is('system') then return null; end if;
  return (select array_agg(k.key order by k.key) from (
    select x.admin2 as key, count(*) as own, sum(count(*)) over (order by x.admin2) as upto from (
      select n.admin2 from assessment.need n where n.country = here and n.need_code = any (p_codes) and n.state = 'open' and (p_places is null or n.admin2 = any (p_places))
      union all
      select n.admin2 from assessment.need n where p_waiting and p_places is not null and n.country = here and n.need_code = any (p_codes) and n.state = 'open'
        and n.nothing_since is not null and not n.admin2 = any (p_places)) x
    where x.admin2 > p_after group by x.admin2) k where k.own = k.upto or k.upto <= p_most);
end $$;

-- The needs of such a part, those together that are alike: kind, whether there was nothing, municipality if it matters, what is known of the person, and the needs.
-- Those of people who fled from somewhere stand apart: where they may not be sent is sealed.
create function assessment.needs_alike(p_codes text[], p_places text[], p_waiting boolean, p_part text[], p_facts text[], p_today date)
  returns table (need_code text, nothing boolean, admin2 text, known text, danger boolean, needs text)
  language plpgsql stable security definer set search_path = pg_catalog, assessment set plan_cache_mode = force_custom_plan set work_mem = '128MB' set enable_sort = off as $$
#variable_conflict use_column
declare
  here text := access.actor_country();
  by_place boolean := p_facts && array['destinationAdmin1', 'destinationAdmin2'];
  near text[] := case when p_places is null then p_part else array(select unnest(p_places) intersect select unnest(p_part)) end;
begin
  if not access.actor_is('system') then return; end if;
  return query
    with asked as materialized (
      select n.id, n.need_code, n.nothing_since is not null as nothing, case when by_place then n.admin2 else '' end as admin2, c.person_id, c.office_id
      from (
        select * from assessment.need n where n.country = here and n.need_code = any (p_codes) and n.state = 'open' and n.admin2 = any (near)
        union all
        select * from assessment.need n where p_waiting and p_places is not null and n.country = here and n.need_code = any (p_codes) and n.state = 'open'
          and n.nothing_since is not null and n.admin2 = any (p_part) and not n.admin2 = any (near)) n
      join registry.case_file c on c.id = n.case_id and c.state <> 'closed'),
    people as (select array_agg(u.person_id) as ids, array_agg(u.office_id) as offices from (select distinct a.person_id, a.office_id from asked a) u)
    select a.need_code, a.nothing, a.admin2, k.known, k.danger, string_agg(a.id::text, ' ')
    from people p cross join lateral registry.known_of(p.ids, p.offices, p_facts, true, p_today) k
      join asked a on a.person_id = k.person_id and a.office_id = k.office_id
    group by a.need_code, a.nothing, a.admin2, k.known, k.danger;
end $$;

revoke all on function registry.known_of, assessment.next_part, assessment.needs_alike from public;
grant execute on function registry.known_of, assessment.next_part, assessment.needs_alike to ventanilla_runtime;
