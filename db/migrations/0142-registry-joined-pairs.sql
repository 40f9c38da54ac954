-- Pairs that the nightly comparison joined are treated as one and wait to be confirmed, so the link of the machine is no answer to them: only
-- what a person decided settles a pair.
drop function registry.identity_decisions(uuid[]);
create function registry.identity_decisions(p_people uuid[])
returns table (id uuid, act uuid, person_a uuid, person_b uuid, decision text, stands boolean, replaced_by uuid, seq bigint, source text, in_sight boolean, may_take_back boolean)
language sql stable security definer set search_path = pg_catalog, registry as $$
  with member as (
    select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id
    where p.id = any (p_people) and p.country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor'))
      and exists (select from unnest(p_people) x where registry.may_see_person(x)))
  select l.id, coalesce(l.act_id, l.id), l.person_a, l.person_b, l.decision, l.undone_at is null, l.replaced_by, l.seq, l.source,
    registry.may_see_person(l.person_a) or registry.may_see_person(l.person_b), l.decision = 'unsure' or registry.may_take_back(l.decided_by, l.source)
  from registry.identity_link l
  where l.person_a in (select m.id from member m) and l.person_b in (select m.id from member m) and (l.undone_at is null or l.replaced_by is not null)
  order by l.seq
$$;

-- What a person decided that answers a pair: that two people are kept apart, or a link without which the two would not be one, or that makes them one
-- by itself. Nothing if only links of the machine join them.
create function registry.answer_to(p_a uuid, p_b uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, registry as $$
declare
  ia uuid := (select p.identity_id from registry.person p where p.id = p_a);
  ib uuid := (select p.identity_id from registry.person p where p.id = p_b);
begin
  if ia <> ib then
    return (
      select l.id from registry.person x join registry.identity_link l on l.person_a = x.id or l.person_b = x.id
      join registry.person y on y.id = case when l.person_a = x.id then l.person_b else l.person_a end
      where x.identity_id = ia and y.identity_id = ib and l.undone_at is null and l.decision = 'different' and l.source = 'person'
      order by (l.person_a = p_a and l.person_b = p_b) desc, l.seq desc limit 1);
  end if;
  return (
    with recursive said as (
      select l.id, l.person_a, l.person_b, l.source, l.seq from registry.person x join registry.identity_link l on l.person_a = x.id
      where x.identity_id = ia and l.undone_at is null and l.decision = 'same'
    ), by_machine (id) as (
      select p_a
      union
      select case when s.person_a = m.id then s.person_b else s.person_a end from by_machine m join said s on m.id in (s.person_a, s.person_b) where s.source = 'auto'
    ), by_people (id) as (
      select p_a
      union
      select case when s.person_a = m.id then s.person_b else s.person_a end from by_people m join said s on m.id in (s.person_a, s.person_b) where s.source = 'person'
    )
    select s.id from said s
    where s.source = 'person' and (exists (select from by_people m where m.id = p_b) or not exists (select from by_machine m where m.id = p_b))
    order by (s.person_a = p_a and s.person_b = p_b) desc, p_a in (s.person_a, s.person_b) desc, s.seq desc limit 1);
end $$;

create or replace function registry.settle_pairs(p_people uuid[]) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  with answered as materialized (
    select lp.person_a, lp.person_b, registry.answer_to(lp.person_a, lp.person_b) as answer from registry.linkage_pair lp
    where (registry.keeps_records() or access.actor_is('supervisor', 'system')) and lp.country = access.actor_country()
      and (lp.person_a = any (p_people) or lp.person_b = any (p_people))
  )
  update registry.linkage_pair lp set settled_by = w.answer from answered w
  where lp.person_a = w.person_a and lp.person_b = w.person_b and lp.settled_by is distinct from w.answer
$$;

-- After a comparison of the whole registry: pairs that people had answered before the machine asked are not asked again.
create function registry.settle_found(p_run uuid) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  with answered as materialized (
    select lp.person_a, lp.person_b, registry.answer_to(lp.person_a, lp.person_b) as answer from registry.linkage_pair lp
    where lp.run_id = p_run and lp.country = access.actor_country()
  )
  update registry.linkage_pair lp set settled_by = w.answer from answered w
  where lp.person_a = w.person_a and lp.person_b = w.person_b and lp.settled_by is distinct from w.answer;
end $$;

-- A link that somebody confirmed was not taken back: the news is that of the decision which took its place.
create or replace function registry.links_lately(p_since timestamptz, p_most int)
returns table (case_id uuid, at timestamptz, at_night boolean, stands boolean, other_open boolean)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select n.case_id, case when l.undone_at is null then n.at else l.undone_at end, l.source = 'auto', l.undone_at is null,
    l.undone_at is null and exists (
      select from registry.person p join registry.person q on q.identity_id = p.identity_id and q.id <> p.id
      join registry.case_file o on o.person_id = q.id and o.state <> 'closed' where p.id = c.person_id)
  from (
    select m.link_id, m.case_id, m.at from registry.link_news m where m.country = access.actor_country() and m.at >= p_since
    union
    select m.link_id, m.case_id, m.at from registry.identity_link u join registry.link_news m on m.link_id = u.id where u.country = access.actor_country() and u.undone_at >= p_since
  ) n join registry.case_file c on c.id = n.case_id join registry.identity_link l on l.id = n.link_id
  where access.actor_is('window', 'protection', 'consular') and c.office_id = access.actor_office() and c.country = access.actor_country() and c.state in ('new', 'active')
    and coalesce(l.undone_by, l.decided_by) <> access.actor_user()
    and not exists (select from registry.identity_link k where k.person_a = l.person_a and k.person_b = l.person_b and k.decision = 'same' and coalesce(k.act_id, k.id) = l.replaced_by)
  order by 2 desc, 1 limit p_most
$$;

revoke all on function registry.identity_decisions, registry.answer_to, registry.settle_found from public;
grant execute on function registry.identity_decisions, registry.settle_found to ventanilla_runtime;
