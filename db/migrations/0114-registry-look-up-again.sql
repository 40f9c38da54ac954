-- A look-up reads one narrow table only; whose record it is and when they were last met is read for the few that are shown. Keys of
-- words with the birth year and the birthday take the place of those of year and birthday alone (docs/decisions/0009): who was
-- indexed before is indexed anew at the next start.
delete from registry.person_index;

drop function registry.look_up(int[], text[], text[], text[], int[]);
create function registry.look_up(p_probe int[], p_must text[], p_any text[], p_too text[], p_most int[])
returns table (probe int, person_id uuid, profile text)
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  if not registry.keeps_records() then
    return;
  end if;
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

create function registry.people_met(p_people uuid[])
returns table (person_id uuid, identity_id uuid, last_return_on date, last_return_place text)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select p.id, p.identity_id, p.last_return_on, p.last_return_place from registry.person p
  where p.id = any (p_people) and p.country = access.actor_country() and registry.keeps_records()
$$;

revoke all on function registry.look_up, registry.people_met from public;
grant execute on function registry.look_up, registry.people_met to ventanilla_runtime;
