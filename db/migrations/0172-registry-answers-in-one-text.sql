-- The answer to each look-up is one text with a line for everybody: id, tab, profile (which holds no line end). A row of its own for each
-- of some seventy people costs the database, the connection and the server more than finding them. One function answers both who
-- registers and the comparison of newcomers, and asks that itself.
drop function registry.look_up(int[], text[], text[], text[], int[]);
drop function registry.linkage_neighbours(int[], text[], text[], text[], int[]);
drop function registry.hold_keys(int[], text[], text[], text[], int[]);

create function registry.look_up(p_probe int[], p_must text[], p_any text[], p_too text[], p_most int[])
returns table (probe int, people text)
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_country text := access.actor_country();
begin
  if not (registry.keeps_records() or access.actor_is('system')) then
    return;
  end if;
  return query
    select f.probe, string_agg(f.person_id || E'\t' || f.profile, E'\n')
    from (
      select distinct on (h.probe, h.person_id) h.probe, h.person_id, h.profile
      from (
        select q.probe, s.person_id, s.profile from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
          cross join lateral (
            select i.person_id, i.profile from registry.person_index i
            where i.keys @> q.must::int[] and i.keys && q.any_of::int[] and i.keys && q.too::int[] and i.country = v_country limit q.most) s
        where q.must <> '{}'
        union all
        select q.probe, s.person_id, s.profile from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
          cross join lateral (
            select i.person_id, i.profile from registry.person_index i
            where i.keys && q.any_of::int[] and i.keys && q.too::int[] and i.country = v_country limit q.most) s
        where q.must = '{}'
      ) h
    ) f group by f.probe;
end $$;

revoke all on function registry.look_up from public;
grant execute on function registry.look_up to ventanilla_runtime;
