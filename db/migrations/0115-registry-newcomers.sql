-- The comparison of newcomers asks the index as a desk does, so one function answers both, each behind its own check of who asks.
create function registry.hold_keys(p_probe int[], p_must text[], p_any text[], p_too text[], p_most int[])
returns table (probe int, person_id uuid, profile text)
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select distinct on (f.probe, f.person_id) f.probe, f.person_id, f.profile
    from (
      select q.probe, h.person_id, h.profile from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
        cross join lateral (
          select s.person_id, s.profile from registry.person_index s
          where s.keys @> q.must::int[] and s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country() limit q.most) h
      where q.must <> '{}'
      union all
      select q.probe, h.person_id, h.profile from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
        cross join lateral (
          select s.person_id, s.profile from registry.person_index s
          where s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country() limit q.most) h
      where q.must = '{}'
    ) f;
end $$;

create or replace function registry.look_up(p_probe int[], p_must text[], p_any text[], p_too text[], p_most int[])
returns table (probe int, person_id uuid, profile text)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select h.probe, h.person_id, h.profile from registry.hold_keys(p_probe, p_must, p_any, p_too, p_most) h where (select registry.keeps_records())
$$;

create function registry.linkage_neighbours(p_probe int[], p_must text[], p_any text[], p_too text[], p_most int[])
returns table (probe int, person_id uuid, profile text)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select h.probe, h.person_id, h.profile from registry.hold_keys(p_probe, p_must, p_any, p_too, p_most) h where (select access.actor_is('system'))
$$;

-- Everybody of the country, page by page by the primary keys, one row for each: taken apart faster than one long text.
drop function registry.linkage_page(uuid, int);
create function registry.linkage_page(p_after uuid, p_most int) returns table (id uuid, seen_on date, seen_at text, profile text)
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  set plan_cache_mode = force_generic_plan as $$
begin
  if not access.actor_is('system') then
    return;
  end if;
  return query select p.id, p.last_return_on, p.last_return_place, i.profile from registry.person p join registry.person_index i on i.person_id = p.id
    where p.country = access.actor_country() and p.id > p_after order by p.id limit p_most;
end $$;

-- All records of the identities of these people.
create function registry.linkage_kindred(p_people uuid[]) returns table (id uuid, seen_on date, seen_at text, profile text)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select p.id, p.last_return_on, p.last_return_place, i.profile
  from registry.person p join registry.person_index i on i.person_id = p.id
  where (select access.actor_is('system')) and p.country = access.actor_country()
    and p.identity_id in (select k.identity_id from registry.person k where k.id = any (p_people) and k.country = access.actor_country())
  order by p.id
$$;

revoke all on function registry.hold_keys, registry.look_up, registry.linkage_neighbours, registry.linkage_page, registry.linkage_kindred from public;
grant execute on function registry.look_up, registry.linkage_neighbours, registry.linkage_page, registry.linkage_kindred to ventanilla_runtime;
