-- Who among open cases can use a service that changed: read by need and place, never by trying everybody. All of it is for the product itself,
-- which nobody who signs in can be; what it finds is news for whoever keeps the case, who reads it by the policies below.
create index case_file_open_by_place on registry.case_file (country, destination_admin2, id) where state <> 'closed';

alter table assessment.need add column looked_at timestamptz, add column nothing_since date;
comment on column assessment.need.looked_at is 'When the directory was last searched for it; empty after something about the person changed | sensitivity: internal | purpose: matching';
comment on column assessment.need.nothing_since is 'Since when the directory has nothing for it; empty when there is something | sensitivity: internal | purpose: matching';
create index need_open_by_code on assessment.need (country, need_code, id) where state = 'open';
create index need_open_without_offer on assessment.need (country, need_code, id) where state = 'open' and nothing_since is not null;
create index need_to_look on assessment.need (country, id) where state = 'open' and looked_at is null;
-- Whoever records something about the person makes it be looked at again.
grant update (looked_at) on assessment.need to ventanilla_runtime;

-- An open need as one line: need, case, person, office, kind, municipality, urgency, day, whether the directory had nothing for it.
create function assessment.need_line(n assessment.need, c registry.case_file) returns text language sql stable parallel safe
  as $$ select concat_ws(E'\t', n.id, c.id, c.person_id, c.office_id, n.need_code, c.destination_admin2, n.urgency, n.opened_on, case when n.nothing_since is null then '' else 'nothing' end) $$;
revoke all on function assessment.need_line from public;

-- The next cases of these municipalities, in the order of place and case, that have one of these needs.
create function assessment.open_needs_in(p_codes text[], p_places text[], p_after_place text, p_after uuid, p_most int)
  returns table (lines text, last_place text, last uuid, many int)
  language plpgsql stable security definer set search_path = pg_catalog, assessment set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  place text;
  page record;
begin
  if not access.actor_is('system') then return; end if;
  many := 0;
  lines := '';
  for place in select distinct p from unnest(p_places) p where p >= p_after_place order by 1 loop
    select string_agg(assessment.need_line(n, c), E'\n') filter (where n.id is not null) as lines, count(distinct c.id)::int as many, max(c.id::text)::uuid as last into page
      from (select c.* from registry.case_file c where c.country = access.actor_country() and c.destination_admin2 = place and c.state <> 'closed'
          and c.id > case when place = p_after_place then p_after else '00000000-0000-0000-0000-000000000000' end order by c.id limit p_most - many) c
      left join assessment.need n on n.case_id = c.id and n.need_code = any (p_codes) and n.state = 'open';
    if page.many > 0 then
      lines := concat_ws(E'\n', nullif(lines, ''), page.lines);
      last_place := place;
      last := page.last;
      many := many + page.many;
    end if;
    exit when many >= p_most;
  end loop;
  if many > 0 then return next; end if;
end $$;

-- The next open needs of these kinds anywhere, or only those for which there was nothing.
create function assessment.open_needs_of(p_codes text[], p_only_without boolean, p_after_code text, p_after uuid, p_most int)
  returns table (lines text, last_code text, last uuid, many int)
  language plpgsql stable security definer set search_path = pg_catalog, assessment set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  code text;
  page record;
begin
  if not access.actor_is('system') then return; end if;
  many := 0;
  lines := '';
  for code in select distinct p from unnest(p_codes) p where p >= p_after_code order by 1 loop
    last_code := code;
    if p_only_without then
      select string_agg(assessment.need_line(n, c), E'\n') filter (where c.id is not null) as lines, count(n.id)::int as many, max(n.id::text)::uuid as last into page
        from (select n.* from assessment.need n where n.country = access.actor_country() and n.need_code = code and n.state = 'open' and n.nothing_since is not null
            and n.id > case when code = p_after_code then p_after else '00000000-0000-0000-0000-000000000000' end order by n.id limit p_most - many) n
        left join registry.case_file c on c.id = n.case_id and c.state <> 'closed';
    else
      select string_agg(assessment.need_line(n, c), E'\n') filter (where c.id is not null) as lines, count(n.id)::int as many, max(n.id::text)::uuid as last into page
        from (select n.* from assessment.need n where n.country = access.actor_country() and n.need_code = code and n.state = 'open'
            and n.id > case when code = p_after_code then p_after else '00000000-0000-0000-0000-000000000000' end order by n.id limit p_most - many) n
        left join registry.case_file c on c.id = n.case_id and c.state <> 'closed';
    end if;
    if page.many > 0 then
      lines := concat_ws(E'\n', nullif(lines, ''), page.lines);
      last := page.last;
      many := many + page.many;
    end if;
    exit when many >= p_most;
  end loop;
  if many > 0 then return next; end if;
end $$;

-- Open needs for which the directory was not searched since something changed.
create function assessment.needs_to_look_at(p_most int) returns table (lines text)
  language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('system') then return; end if;
  return query select string_agg(assessment.need_line(n, c), E'\n') from (
      select n.* from assessment.need n where n.country = access.actor_country() and n.state = 'open' and n.looked_at is null order by n.id limit p_most) n
    join registry.case_file c on c.id = n.case_id;
end $$;

-- Writes down for which of these needs there is nothing, and for which there is something.
create function assessment.note_looked(p_nothing uuid[], p_something uuid[], p_on date, p_now timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('system') then return; end if;
  update assessment.need n set looked_at = p_now, nothing_since = case when n.id = any (p_nothing) then coalesce(n.nothing_since, p_on) end
    where n.id = any (p_nothing || p_something) and n.country = access.actor_country();
end $$;

create table assessment.fit_run (
  change_id bigint primary key,
  country text not null,
  stage text not null check (stage in ('near', 'waiting', 'lost')),
  after_key text not null,
  after_id uuid not null,
  compared int not null default 0,
  told int not null default 0,
  begun_at timestamptz not null,
  ended_at timestamptz
);
comment on table assessment.fit_run is 'How far open cases were compared with a change of a service: what a stop or a kill leaves undone goes on from here.';
comment on column assessment.fit_run.change_id is 'Change of the directory | sensitivity: none | purpose: matching';
comment on column assessment.fit_run.country is 'Country | sensitivity: none | purpose: scope';
comment on column assessment.fit_run.stage is 'Cases nearby, people for whom there was nothing, or those who may have lost the last offer | sensitivity: none | purpose: operation';
comment on column assessment.fit_run.after_key is 'Municipality or kind of need of the last one compared | sensitivity: internal | purpose: operation';
comment on column assessment.fit_run.after_id is 'Case or need of the last one compared | sensitivity: internal | purpose: operation';
comment on column assessment.fit_run.compared is 'Needs compared so far | sensitivity: none | purpose: statistics';
comment on column assessment.fit_run.told is 'News made so far | sensitivity: none | purpose: statistics';
comment on column assessment.fit_run.begun_at is 'When it began | sensitivity: none | purpose: operation';
comment on column assessment.fit_run.ended_at is 'When all were compared | sensitivity: none | purpose: operation';
alter table assessment.fit_run enable row level security;
create policy fit_run_system on assessment.fit_run for all
  using (access.actor_is('system') and country = access.actor_country()) with check (access.actor_is('system') and country = access.actor_country());
grant select, insert, update on assessment.fit_run to ventanilla_runtime;

create table assessment.fit_news (
  id uuid primary key,
  country text not null,
  change_id bigint not null,
  service_id text not null,
  need_id uuid not null references assessment.need (id),
  case_id uuid not null references registry.case_file (id),
  office_id uuid not null,
  verdict text not null check (verdict in ('fits', 'may')),
  waited boolean not null,
  at timestamptz not null,
  seen_by uuid,
  seen_at timestamptz,
  unique (change_id, need_id)
);
comment on table assessment.fit_news is 'News for whoever keeps a case: a service that changed now fits. Once per change. The reasons are worked out when it is read, of what the reader may know.';
comment on column assessment.fit_news.id is 'News | sensitivity: internal | purpose: case';
comment on column assessment.fit_news.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column assessment.fit_news.change_id is 'Change of the directory that made it | sensitivity: none | purpose: case';
comment on column assessment.fit_news.service_id is 'Service that now fits | sensitivity: personal | purpose: case';
comment on column assessment.fit_news.need_id is 'Need that it answers | sensitivity: internal | purpose: case';
comment on column assessment.fit_news.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column assessment.fit_news.office_id is 'Office that keeps the case | sensitivity: internal | purpose: scope';
comment on column assessment.fit_news.verdict is 'It fits, or may fit where there was nothing before | sensitivity: personal | purpose: case';
comment on column assessment.fit_news.waited is 'There was nothing for this need before | sensitivity: internal | purpose: case';
comment on column assessment.fit_news.at is 'When it was found | sensitivity: internal | purpose: case';
comment on column assessment.fit_news.seen_by is 'Account that took note of it | sensitivity: internal | purpose: audit';
comment on column assessment.fit_news.seen_at is 'When somebody took note of it | sensitivity: internal | purpose: audit';
create index fit_news_unseen on assessment.fit_news (office_id, waited desc, at desc, id) where seen_at is null;
create index fit_news_of_case on assessment.fit_news (case_id);
create index fit_news_of_need on assessment.fit_news (need_id);
alter table assessment.fit_news enable row level security;
create policy fit_news_add on assessment.fit_news for insert with check (access.actor_is('system') and country = access.actor_country());
create policy fit_news_read on assessment.fit_news for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(case_id) and assessment.may_see_need(need_id));
create policy fit_news_seen on assessment.fit_news for update
  using (country = access.actor_country() and access.actor_is('window', 'protection') and seen_at is null and registry.may_see_case(case_id) and assessment.may_see_need(need_id))
  with check (country = access.actor_country());
grant select, insert on assessment.fit_news to ventanilla_runtime;
grant update (seen_by, seen_at) on assessment.fit_news to ventanilla_runtime;

-- What is known of these people as the office of each case may know it: one line of JSON each, in their order. The newest answer of each asked code counts,
-- under whichever record of the person the office sees. Nothing of the restricted tier.
create function registry.people_to_judge(p_people uuid[], p_offices uuid[], p_codes text[]) returns table (lines text)
  language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if not access.actor_is('system') then return; end if;
  return query
    with asked as (
      select u.n, u.office_id, p.id, p.identity_id, p.birth_date, p.birth_precision, p.sex, p.nationalities, p.origin_admin2, p.last_return_on, p.source, p.evidence, p.registered_at
      from unnest(p_people, p_offices) with ordinality as u(person_id, office_id, n) join registry.person p on p.id = u.person_id and p.country = access.actor_country()),
    records as (
      select a.n, q.id from asked a join registry.person q on q.identity_id = a.identity_id
      where q.id = a.id or exists (select from registry.person_office o where o.person_id = q.id and o.office_id = a.office_id)),
    newest as (
      select distinct on (r.n, f.code) r.n, f.code, f.state, f.value, f.source, f.seen, f.recorded_at
      from records r join registry.person_fact f on f.person_id = r.id and (p_codes is null or f.code = any (p_codes)) order by r.n, f.code, f.seq desc),
    answers as (
      select w.n, json_agg(json_build_array(w.code, w.state, w.value, w.source, w.seen, w.recorded_at)) as told from newest w group by w.n)
    select string_agg(json_build_array(a.birth_date, a.birth_precision, a.sex, a.nationalities, a.origin_admin2, a.last_return_on, a.source, a.evidence, a.registered_at, coalesce(t.told, '[]'),
        case when p_codes is null or 'documentsHeld' = any (p_codes) then coalesce((
          select json_agg(json_build_array(d.type, d.issuing_country, d.status, d.issued_on, d.expires_on) order by d.id) from registry.identity_document d
          where d.person_id = a.id and d.ended_at is null), '[]') end,
        case when p_codes is null or 'hasPhone' = any (p_codes) then exists (
          select from registry.contact k where k.person_id = a.id and k.ended_at is null and k.channel in ('phone', 'sms', 'whatsapp')) end)::text, E'\n' order by a.n)
    from asked a left join answers t on t.n = a.n;
end $$;

-- Places of danger of these people, still sealed, under whichever record they were told: only the house has the key.
create function registry.places_of_danger_of(p_people uuid[]) returns table (person_id uuid, id uuid, sealed bytea)
  language plpgsql stable security definer set search_path = pg_catalog, registry as $$
#variable_conflict use_column
begin
  if not access.actor_is('system') then return; end if;
  return query select distinct on (p.id, f.person_id) p.id, f.id, f.sealed from registry.person p
    join registry.person q on q.identity_id = p.identity_id
    join registry_restricted.fact f on f.person_id = q.id and f.code = 'cannotReturnTo' and f.country = access.actor_country()
    where p.id = any (p_people) and p.country = access.actor_country()
    order by p.id, f.person_id, f.seq desc;
end $$;

revoke all on function assessment.open_needs_in, assessment.open_needs_of, assessment.needs_to_look_at, assessment.note_looked, registry.people_to_judge, registry.places_of_danger_of from public;
grant execute on function assessment.open_needs_in, assessment.open_needs_of, assessment.needs_to_look_at, assessment.note_looked, registry.people_to_judge, registry.places_of_danger_of to ventanilla_runtime;
