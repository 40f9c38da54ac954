-- Who among open cases can use a service that changed: read by need and place, never by trying everybody. All of it is for the product itself,
-- which nobody who signs in can be; what it finds is news for whoever keeps the case, who reads it by the policies below.

alter table assessment.need add column looked_at timestamptz, add column nothing_since date;
comment on column assessment.need.looked_at is 'When the directory was last searched for it; empty after something about the person changed | sensitivity: internal | purpose: matching';
comment on column assessment.need.nothing_since is 'Since when the directory has nothing for it; empty when there is something | sensitivity: internal | purpose: matching';
create index need_open_without_offer on assessment.need (country, need_code, id) where state = 'open' and nothing_since is not null;
create index need_to_look on assessment.need (country, id) where state = 'open' and looked_at is null;
-- Whoever records something about the person makes it be looked at again.
grant update (looked_at) on assessment.need to ventanilla_runtime;

-- Needs know where their case leads to, so that a changed service is compared with the needs of its kinds nearby, and cases without such a need are not read at all.
alter table assessment.need add column admin2 text;
update assessment.need n set admin2 = c.destination_admin2 from registry.case_file c where c.id = n.case_id;
alter table assessment.need alter column admin2 set not null;
comment on column assessment.need.admin2 is 'Municipality of destination of the case, kept beside the need | sensitivity: personal | purpose: matching';
create index need_open_by_place on assessment.need (country, need_code, admin2, id) where state = 'open';

create function assessment.place_of_need() returns trigger
  language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  new.admin2 := (select c.destination_admin2 from registry.case_file c where c.id = new.case_id);
  return new;
end $$;
create trigger place_of_need before insert or update of case_id on assessment.need for each row execute function assessment.place_of_need();

create function assessment.follow_place() returns trigger
  language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  update assessment.need n set admin2 = new.destination_admin2 where n.case_id = new.id and n.admin2 <> new.destination_admin2;
  return null;
end $$;
create trigger needs_follow after update of destination_admin2 on registry.case_file for each row execute function assessment.follow_place();
revoke all on function assessment.place_of_need, assessment.follow_place from public;

-- An open need as one line: need, person, office, kind, municipality.
create function assessment.need_line(n assessment.need, c registry.case_file) returns text language sql stable parallel safe
  as $$ select concat_ws(E'\t', n.id, c.person_id, c.office_id, n.need_code, n.admin2) $$;
revoke all on function assessment.need_line from public;

create function assessment.needs_by_id(p_needs uuid[]) returns table (lines text)
  language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('system') then return; end if;
  return query select string_agg(assessment.need_line(n, c), E'\n') from assessment.need n join registry.case_file c on c.id = n.case_id
    where n.id = any (p_needs) and n.country = access.actor_country();
end $$;

-- Needs for which the directory is to be searched again because a service changed. Apart from the needs: half a million of them are noted in seconds.
create table assessment.need_to_search (
  need_id uuid primary key,
  country text not null,
  found boolean not null
);
comment on table assessment.need_to_search is 'Open needs for which the directory is to be searched again because a service changed.';
comment on column assessment.need_to_search.need_id is 'Need | sensitivity: internal | purpose: matching';
comment on column assessment.need_to_search.country is 'Country | sensitivity: none | purpose: scope';
comment on column assessment.need_to_search.found is 'The service that changed is something for it: nothing has to be searched | sensitivity: internal | purpose: matching';
create index need_to_search_found on assessment.need_to_search (country, need_id) where found;
alter table assessment.need_to_search enable row level security;

create function assessment.look_again_at(p_needs uuid[], p_found boolean) returns void
  language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('system') then return; end if;
  insert into assessment.need_to_search (need_id, country, found) select u.id, access.actor_country(), p_found from unnest(p_needs) as u(id)
    on conflict (need_id) do update set found = excluded.found where need_to_search.found <> excluded.found;
end $$;

-- Writes down of the next needs for which something was found that there is something; true while there may be more.
create function assessment.note_found(p_most int, p_now timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, assessment as $$
declare
  ids uuid[];
begin
  if not access.actor_is('system') then return false; end if;
  with gone as (delete from assessment.need_to_search s where s.need_id in (
      select f.need_id from assessment.need_to_search f where f.country = access.actor_country() and f.found order by f.need_id limit p_most for update skip locked) returning s.need_id)
    select array_agg(g.need_id) into ids from gone g;
  update assessment.need n set looked_at = p_now, nothing_since = null where n.id = any (ids) and n.country = access.actor_country() and n.nothing_since is not null;
  return coalesce(cardinality(ids), 0) = p_most;
end $$;

create function assessment.needs_to_look_at(p_most int) returns table (lines text)
  language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('system') then return; end if;
  return query select string_agg(assessment.need_line(n, c), E'\n') from (
      (select n.id from assessment.need n where n.country = access.actor_country() and n.state = 'open' and n.looked_at is null order by n.id limit p_most)
      union
      (select s.need_id from assessment.need_to_search s where s.country = access.actor_country() and not s.found order by s.need_id limit p_most)) x
    join assessment.need n on n.id = x.id join registry.case_file c on c.id = n.case_id;
end $$;

-- Writes down for which of these needs there is nothing, and for which there is something; what is known already is not written again.
create function assessment.note_looked(p_nothing uuid[], p_something uuid[], p_on date, p_now timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('system') then return; end if;
  delete from assessment.need_to_search s where s.need_id = any (p_nothing || p_something) and s.country = access.actor_country();
  update assessment.need n set looked_at = p_now, nothing_since = case when n.id = any (p_nothing) then coalesce(n.nothing_since, p_on) end
    where n.id = any (p_nothing || p_something) and n.country = access.actor_country() and (n.looked_at is null or (n.nothing_since is null) = (n.id = any (p_nothing)));
end $$;

create table assessment.fit_run (
  change_id bigint primary key,
  country text not null,
  stage text not null check (stage in ('told', 'lost')),
  after_key text not null,
  compared int not null default 0,
  told int not null default 0,
  begun_at timestamptz not null,
  ended_at timestamptz
);
comment on table assessment.fit_run is 'How far open cases were compared with a change of a service: what a stop or a kill leaves undone goes on from here.';
comment on column assessment.fit_run.change_id is 'Change of the directory | sensitivity: none | purpose: matching';
comment on column assessment.fit_run.country is 'Country | sensitivity: none | purpose: scope';
comment on column assessment.fit_run.stage is 'Whoever may be told, or those who may have lost the last offer | sensitivity: none | purpose: operation';
comment on column assessment.fit_run.after_key is 'Municipality of the last one compared | sensitivity: internal | purpose: operation';
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
  need_id uuid not null,
  case_id uuid not null,
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
alter table assessment.fit_news enable row level security;
create policy fit_news_read on assessment.fit_news for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(case_id) and assessment.may_see_need(need_id));
create policy fit_news_seen on assessment.fit_news for update
  using (country = access.actor_country() and access.actor_is('window', 'protection') and seen_at is null and registry.may_see_case(case_id) and assessment.may_see_need(need_id))
  with check (country = access.actor_country() and seen_by = access.actor_user() and seen_at is not null);
grant select on assessment.fit_news to ventanilla_runtime;
grant update (seen_by, seen_at) on assessment.fit_news to ventanilla_runtime;

-- News are made here and nowhere else, of needs and cases that are there, and neither is ever deleted: so nothing is looked up or locked once more for each, as foreign
-- keys would.
create function assessment.add_news(p_change bigint, p_service text, p_ids uuid[], p_needs uuid[], p_verdicts text[], p_now timestamptz) returns int
  language plpgsql security definer set search_path = pg_catalog, assessment as $$
declare
  added int;
begin
  if not access.actor_is('system') then return 0; end if;
  insert into assessment.fit_news (id, country, change_id, service_id, need_id, case_id, office_id, verdict, waited, at)
    select u.id, n.country, p_change, p_service, n.id, c.id, c.office_id, u.verdict, n.nothing_since is not null, p_now
    from unnest(p_ids, p_needs, p_verdicts) as u(id, need_id, verdict)
    join assessment.need n on n.id = u.need_id and n.country = access.actor_country() join registry.case_file c on c.id = n.case_id
    on conflict do nothing;
  get diagnostics added = row_count;
  return added;
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

revoke all on function assessment.needs_by_id, assessment.look_again_at, assessment.note_found, assessment.needs_to_look_at, assessment.note_looked, assessment.add_news, registry.places_of_danger_of from public;
grant execute on function assessment.needs_by_id, assessment.look_again_at, assessment.note_found, assessment.needs_to_look_at, assessment.note_looked, assessment.add_news, registry.places_of_danger_of to ventanilla_runtime;
