-- Pages of the whole registry by the primary keys, one after the other: left to itself the planner joined the whole registry anew
-- for every page, since it does not know how small a page is.
create or replace function registry.linkage_page(p_after uuid, p_most int) returns table (last uuid, people int, lines text)
language sql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with page as (
    select p.id, concat_ws(E'\t', p.id, p.identity_id, coalesce(p.last_return_on::text, ''), translate(coalesce(p.last_return_place, ''), E'\t\n\r', '   '), i.profile) as line
    from registry.person p join registry.person_index i on i.person_id = p.id
    where access.actor_is('system') and p.country = access.actor_country() and p.id > p_after order by p.id limit p_most)
  select (select q.id from page q order by q.id desc limit 1), count(*)::int, string_agg(line, E'\n' order by id) from page having count(*) > 0
$$;
