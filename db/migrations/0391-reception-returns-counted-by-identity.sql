-- The same return noted at two offices under two records of one person is one return: of those that are counted, the one noted first. Whoever counts only
-- some offices counts it once among these. A further return is one of another day. One person has one sex in the figures, also where the records differ, so that sums hold.
create or replace view reception.facts_return with (security_barrier) as
  select x.country, x.return_key, x.person_key, x.office_id, x.returned_on, x.return_kind, x.admin2, coalesce(x.one_sex, 'unknown') as sex, x.age_group, x.nth
  from (
    select e.*, max(e.sex) filter (where e.seen) over (partition by e.identity_id) as one_sex, dense_rank() over (partition by e.identity_id order by e.returned_on) as nth,
      count(*) filter (where e.seen) over (partition by e.identity_id, e.returned_on order by e.recorded_at, e.id) as turn
    from (
      select r.country, r.id, p.identity_id, r.recorded_at, md5(r.id::text) as return_key, md5(p.identity_id::text) as person_key, r.office_id, r.returned_on, r.kind as return_kind,
        r.destination_admin2 as admin2, p.sex, registry.age_group(p.birth_date, r.returned_on) as age_group,
        access.actor_is('analyst') or r.office_id = any ((select registry.actor_offices())::uuid[]) as seen
      from reception.return_event r join registry.person p on p.id = r.person_id
      where r.country = access.actor_country() and access.actor_is('analyst', 'supervisor')) e) x
  where x.seen and x.turn = 1;

-- Somebody named on two lists of a day, received twice under two records of one person, came once: the second place is counted as elsewhere.
create or replace view reception.facts_arrival with (security_barrier) as
  select r.country, md5(r.id::text) as arrival_key, r.office_id, r.arrives_on, m.mode, m.variant, m.id is not null as listed,
    case when other.manifest_id is not null or twice.found then 'elsewhere' when other.id is not null then 'arrived'
      when r.state = 'notArrived' and r.off_list_version is not null then 'takenOff'
      when r.state = 'notArrived' then 'notArrived' when r.state = 'expected' then 'expected' else 'arrived' end as outcome
  from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id left join reception.manifest_row other on other.id = r.same_as
  left join lateral (
    select true as found from registry.person p join registry.person q on q.identity_id = p.identity_id and q.id <> p.id
    join reception.manifest_row o on o.person_id = q.id and o.arrives_on = r.arrives_on and o.country = r.country and o.manifest_id is not null and o.state not in ('expected', 'notArrived')
    where p.id = r.person_id and r.manifest_id is not null and (o.finished_at, o.id) < (r.finished_at, r.id)
      and (access.actor_is('analyst') or o.office_id = any ((select registry.actor_offices())::uuid[])) limit 1) twice on true
  where r.country = access.actor_country() and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));
