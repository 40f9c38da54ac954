-- What insights may count: returns as events, and the person behind them only as a key; `nth` tells a first return from a further one.
create view reception.facts_return with (security_barrier) as
  select x.country, x.return_key, x.person_key, x.office_id, x.returned_on, x.return_kind, x.admin2, x.sex, x.age_group, x.nth
  from (
    select r.country, md5(r.id::text) as return_key, md5(p.identity_id::text) as person_key, r.office_id, r.returned_on, r.kind as return_kind,
      r.destination_admin2 as admin2, coalesce(p.sex, 'unknown') as sex, registry.age_group(p.birth_date, r.returned_on) as age_group,
      row_number() over (partition by p.identity_id order by r.returned_on, r.recorded_at, r.id) as nth
    from reception.return_event r join registry.person p on p.id = r.person_id
    where r.country = access.actor_country() and access.actor_is('analyst', 'supervisor')) x
  where access.actor_is('analyst') or x.office_id = any ((select registry.actor_offices())::uuid[]);
comment on view reception.facts_return is 'Returns without identity, for figures. A supervisor counts the offices whose lists they may open.';
grant select on reception.facts_return to ventanilla_runtime;
