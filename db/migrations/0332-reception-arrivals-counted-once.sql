-- Somebody on a list who came as a person without any list has come; somebody on two lists who came by the other one is counted there.
create or replace view reception.facts_arrival with (security_barrier) as
  select r.country, md5(r.id::text) as arrival_key, r.office_id, r.arrives_on, m.mode, m.variant, m.id is not null as listed,
    case when other.manifest_id is not null then 'elsewhere' when other.id is not null then 'arrived'
      when r.state = 'notArrived' and r.off_list_version is not null then 'takenOff'
      when r.state = 'notArrived' then 'notArrived' when r.state = 'expected' then 'expected' else 'arrived' end as outcome
  from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id left join reception.manifest_row other on other.id = r.same_as
  where r.country = access.actor_country() and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));
