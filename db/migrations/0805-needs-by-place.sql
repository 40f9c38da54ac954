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

-- The next needs of these kinds in these municipalities, in the order of place, kind and need; the key of the last is its place and kind.
create or replace function assessment.open_needs_in(p_codes text[], p_places text[], p_after_place text, p_after uuid, p_most int)
  returns table (lines text, last_place text, last uuid, many int)
  language plpgsql stable security definer set search_path = pg_catalog, assessment set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  pair record;
  page record;
begin
  if not access.actor_is('system') then return; end if;
  many := 0;
  lines := '';
  for pair in select distinct p || ' ' || k as key, p as place, k as code from unnest(p_places) p cross join unnest(p_codes) k where p || ' ' || k >= p_after_place order by 1 loop
    select string_agg(assessment.need_line(n, c), E'\n') filter (where c.id is not null) as lines, count(n.id)::int as many, max(n.id::text)::uuid as last into page
      from (select n.* from assessment.need n where n.country = access.actor_country() and n.need_code = pair.code and n.admin2 = pair.place and n.state = 'open'
          and n.id > case when pair.key = p_after_place then p_after else '00000000-0000-0000-0000-000000000000' end order by n.id limit p_most - many) n
      left join registry.case_file c on c.id = n.case_id and c.state <> 'closed';
    if page.many > 0 then
      lines := concat_ws(E'\n', nullif(lines, ''), page.lines);
      last_place := pair.key;
      last := page.last;
      many := many + page.many;
    end if;
    exit when many >= p_most;
  end loop;
  if many > 0 then return next; end if;
end $$;
