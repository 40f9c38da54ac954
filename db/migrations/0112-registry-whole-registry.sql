-- The index repeats only what finds and compares: identity and latest return are read from the record, so that linking a large
-- registry does not write the index again.
drop trigger index_follows on registry.person;
drop function registry.index_follows_person();
alter table registry.person_index drop column identity_id, drop column last_return_on, drop column last_return_place;

create or replace function registry.index_person(p_person uuid, p_keys int[], p_profile text, p_words text[]) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not (access.actor_is('system') or (registry.keeps_records() and registry.may_see_person(p_person))) then
    raise insufficient_privilege;
  end if;
  insert into registry.person_index (person_id, country, profile, keys)
    select p.id, p.country, p_profile, p_keys || array(select distinct registry.office_key(o.office_id) from registry.person_office o where o.person_id = p.id)
    from registry.person p where p.id = p_person and p.country = access.actor_country()
    on conflict (person_id) do update set profile = excluded.profile, keys = excluded.keys;
  insert into registry.name_word (country, word, people) select distinct access.actor_country(), w, 1 from unnest(p_words) w order by 2
    on conflict do nothing;
end $$;

create or replace function registry.look_up(p_probe int[], p_must text[], p_any text[], p_too text[], p_most int[])
returns table (probe int, person_id uuid, identity_id uuid, last_return_on date, last_return_place text, profile text)
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  if not registry.keeps_records() then
    return;
  end if;
  return query
    select f.probe, p.id, p.identity_id, p.last_return_on, p.last_return_place, i.profile
    from (
      select q.probe, h.person_id from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
        cross join lateral (
          select s.person_id from registry.person_index s
          where s.keys @> q.must::int[] and s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country() limit q.most) h
      where q.must <> '{}'
      union
      select q.probe, h.person_id from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
        cross join lateral (
          select s.person_id from registry.person_index s
          where s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country() limit q.most) h
      where q.must = '{}'
    ) f join registry.person_index i on i.person_id = f.person_id join registry.person p on p.id = f.person_id;
end $$;

-- Everybody of the country as lines of text, page by page, for the comparison of the whole registry: only for the product itself.
create function registry.linkage_page(p_after uuid, p_most int) returns table (last uuid, people int, lines text)
language sql stable security definer set search_path = pg_catalog, registry as $$
  with page as (
    select p.id, concat_ws(E'\t', p.id, p.identity_id, coalesce(p.last_return_on::text, ''), translate(coalesce(p.last_return_place, ''), E'\t\n\r', '   '), i.profile) as line
    from registry.person p join registry.person_index i on i.person_id = p.id
    where access.actor_is('system') and p.country = access.actor_country() and p.id > p_after order by p.id limit p_most)
  select (select q.id from page q order by q.id desc limit 1), count(*)::int, string_agg(line, E'\n' order by id) from page having count(*) > 0
$$;

-- What people decided about pairs, for the same: what stands, and links of an earlier comparison that somebody took back.
create function registry.linkage_decisions() returns table (person_a uuid, person_b uuid, together boolean)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select l.person_a, l.person_b, bool_or(l.decision = 'same' and l.undone_at is null) from registry.identity_link l
  where access.actor_is('system') and l.country = access.actor_country() and (l.undone_at is null or l.source = 'auto')
  group by l.person_a, l.person_b
$$;

-- Whoever was decided about since then: the comparison leaves them alone.
create function registry.decided_since(p_since timestamptz) returns setof uuid
language sql stable security definer set search_path = pg_catalog, registry as $$
  select distinct x.id from registry.identity_link l cross join lateral (values (l.person_a), (l.person_b)) as x (id)
  where access.actor_is('system') and l.country = access.actor_country() and (l.decided_at >= p_since or l.undone_at >= p_since)
$$;

-- Writes what a comparison of the whole registry found: links, the identities that follow, and pairs for the review list. Part of one
-- transaction that holds the lock of identities: all of it is there at once, or nothing.
create function registry.publish_links(p_run uuid, p_now timestamptz, p_id uuid[], p_a uuid[], p_b uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  made int;
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  insert into registry.identity_link (id, country, person_a, person_b, decision, decided_by, decided_at, source, run_id)
    select n.id, access.actor_country(), n.a, n.b, 'same', access.actor_user(), p_now, 'auto', p_run
    from unnest(p_id, p_a, p_b) as n (id, a, b) on conflict do nothing;
  get diagnostics made = row_count;
  return made;
end $$;

create function registry.publish_identities(p_person uuid[], p_identity uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  changed int;
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  update registry.person p set identity_id = n.identity from unnest(p_person, p_identity) as n (person, identity)
    where p.id = n.person and p.country = access.actor_country() and p.identity_id <> n.identity;
  get diagnostics changed = row_count;
  return changed;
end $$;

create function registry.publish_pairs(p_run uuid, p_now timestamptz, p_a uuid[], p_b uuid[], p_bits real[], p_comparison text[]) returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  written int;
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  insert into registry.linkage_pair (person_a, person_b, country, bits, comparison, run_id, found_at)
    select n.a, n.b, access.actor_country(), n.bits, n.comparison::jsonb, p_run, p_now from unnest(p_a, p_b, p_bits, p_comparison) as n (a, b, bits, comparison)
    on conflict (person_a, person_b) do update set bits = excluded.bits, comparison = excluded.comparison, run_id = excluded.run_id;
  get diagnostics written = row_count;
  return written;
end $$;

-- Pairs that an earlier comparison put on the list, and this one neither found again nor anybody settled.
create function registry.drop_stale_pairs(p_run uuid) returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  dropped int;
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  delete from registry.linkage_pair lp where lp.country = access.actor_country() and lp.run_id <> p_run and lp.settled_by is null;
  get diagnostics dropped = row_count;
  return dropped;
end $$;

revoke all on function registry.linkage_page, registry.linkage_decisions, registry.decided_since, registry.publish_links, registry.publish_identities,
  registry.publish_pairs, registry.drop_stale_pairs from public;
grant execute on function registry.linkage_page, registry.linkage_decisions, registry.decided_since, registry.publish_links, registry.publish_identities,
  registry.publish_pairs, registry.drop_stale_pairs to ventanilla_runtime;
