-- Who a service is for changes over time. Each set of conditions holds from a day to a day; a past day is judged by the
-- conditions of that day, so nothing here is ever changed or taken away.
create table directory.service_criteria (
  country text not null,
  service_id text not null,
  version int not null check (version > 0),
  source text not null check (source in ('pack', 'steward')),
  valid_from date,
  valid_until date,
  criteria jsonb,
  need_criteria jsonb not null,
  reason text check (length(reason) <= 600),
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (country, service_id, version),
  foreign key (country, service_id) references directory.service (country, id),
  check (valid_until is null or valid_from is null or valid_until >= valid_from),
  check ((source = 'steward') = (recorded_by is not null)),
  check (source = 'pack' or (valid_from is not null and reason is not null))
);
comment on table directory.service_criteria is 'Conditions of a service, version by version, with the days on which they hold. Added to, never changed.';
comment on column directory.service_criteria.country is 'Country | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.service_id is 'Service | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.version is 'Number of the version, counted for each service | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.source is 'From the country pack, or written by a steward; what a steward wrote comes before the pack on its days | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.valid_from is 'First day; empty: for as long as the service is known | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.valid_until is 'Last day; empty: until further notice | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.criteria is 'Conditions over facts; empty: the source says none exactly | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.need_criteria is 'Further conditions by need | sensitivity: none | purpose: directory';
comment on column directory.service_criteria.reason is 'Why they changed, and where that is printed | sensitivity: internal | purpose: directory';
comment on column directory.service_criteria.recorded_by is 'Account of the steward | sensitivity: internal | purpose: audit';
comment on column directory.service_criteria.recorded_at is 'When | sensitivity: internal | purpose: audit';

alter table directory.service_criteria enable row level security;
-- Who may see the service sees its conditions.
create policy service_criteria_read on directory.service_criteria for select
  using (country = access.actor_country() and exists (select from directory.service s where s.country = service_criteria.country and s.id = service_criteria.service_id));
create policy service_criteria_load on directory.service_criteria for insert
  with check (access.actor_is('system') and country = access.actor_country() and source = 'pack');
create policy service_criteria_write on directory.service_criteria for insert
  with check (access.actor_is('steward') and country = access.actor_country() and source = 'steward' and recorded_by = access.actor_user()
    and exists (select from directory.service s where s.country = service_criteria.country and s.id = service_criteria.service_id));
grant select, insert on directory.service_criteria to ventanilla_runtime;

-- What is loaded already held for as long as it was known.
insert into directory.service_criteria (country, service_id, version, source, criteria, need_criteria, recorded_at)
select s.country, s.id, 1, 'pack', nullif(s.entry->'criteria', 'null'::jsonb), coalesce(s.entry->'needCriteria', '{}'::jsonb), v.loaded_at
from directory.service s join directory.version v on v.country = s.country;
