-- A doubt that is younger than the decisions that would settle it is a doubt about these decisions: it stays open until somebody
-- decides again.
create or replace function registry.open_doubts(p_people uuid[], p_most int)
returns table (person_a uuid, person_b uuid, origin text, link_id uuid, bits real, note text, asked_by uuid, since timestamptz)
language sql stable security definer set search_path = pg_catalog, registry as $$
  (select l.person_a, l.person_b, 'officer', l.id, null::real, l.note, l.decided_by, l.decided_at
  from registry.identity_link l join registry.person a on a.id = l.person_a join registry.person b on b.id = l.person_b
  where l.country = access.actor_country() and l.decision = 'unsure' and l.undone_at is null
    and (registry.keeps_records() or access.actor_is('supervisor'))
    and (p_people is null or l.person_a = any (p_people) or l.person_b = any (p_people))
    and exists (select from registry.person_office po where po.person_id in (l.person_a, l.person_b) and po.office_id = any ((select registry.actor_offices())::uuid[]))
    and not exists (
      select from registry.person x join registry.identity_link d on d.person_a = x.id or d.person_b = x.id
      join registry.person y on y.id = case when d.person_a = x.id then d.person_b else d.person_a end
      where x.identity_id = a.identity_id and y.identity_id = b.identity_id and d.undone_at is null and d.seq > l.seq
        and d.decision = case when a.identity_id = b.identity_id then 'same' else 'different' end)
  order by l.decided_at, l.seq limit p_most)
  union all
  (select lp.person_a, lp.person_b, 'night', null, lp.bits, null, null, lp.found_at
  from registry.linkage_pair lp
  where lp.country = access.actor_country() and lp.settled_by is null and (select access.actor_is('supervisor'))
    and (p_people is null or lp.person_a = any (p_people) or lp.person_b = any (p_people))
    and exists (select from registry.person_office po where po.person_id in (lp.person_a, lp.person_b) and po.office_id = any ((select registry.actor_offices())::uuid[]))
    and not exists (select from registry.identity_link l where l.person_a = lp.person_a and l.person_b = lp.person_b and l.decision = 'unsure' and l.undone_at is null)
  order by lp.bits desc, lp.person_a, lp.person_b limit p_most)
$$;
drop function registry.kept_apart(uuid, uuid);
