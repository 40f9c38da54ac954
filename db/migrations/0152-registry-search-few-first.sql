-- Most questions of a search are met by few people in the whole country: those are found first and then asked who may see them. Only where
-- many are found, the index is asked again together with whom the actor's offices see, and of many offices that list is too long to help.
create or replace function registry.search_index(p_must text[], p_any text[], p_too text[], p_most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  offices uuid[] := registry.actor_offices();
  sight int[];
  found uuid[];
  -- So many are sooner looked through than the long list of everybody whom an office sees.
  few constant int := 200;
begin
  if cardinality(offices) = 0 then
    return;
  end if;
  if cardinality(offices) <= 4 then
    sight := array(select registry.office_key(o) from unnest(offices) o);
  end if;
  for n in 1 .. coalesce(cardinality(p_must), 0) loop
    if sight is not null then
      found := array(select s.person_id from registry.person_index s
        where s.keys @> p_must[n]::int[] and s.keys && p_any[n]::int[] and s.keys && p_too[n]::int[] and s.country = access.actor_country() limit few);
    end if;
    if sight is not null and cardinality(found) < few then
      return query select distinct po.person_id from registry.person_office po where po.person_id = any (found) and po.office_id = any (offices);
    elsif sight is not null then
      return query select s.person_id from registry.person_index s
          where s.keys && sight and s.keys @> p_must[n]::int[] and s.keys && p_any[n]::int[] and s.keys && p_too[n]::int[] and s.country = access.actor_country()
            and exists (select from registry.person_office po where po.person_id = s.person_id and po.office_id = any (offices))
          limit p_most;
    else
      return query select s.person_id from registry.person_index s
          where s.keys @> p_must[n]::int[] and s.keys && p_any[n]::int[] and s.keys && p_too[n]::int[] and s.country = access.actor_country()
            and exists (select from registry.person_office po where po.person_id = s.person_id and po.office_id = any (offices))
          limit p_most;
    end if;
  end loop;
end $$;
