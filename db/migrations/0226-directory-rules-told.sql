-- By which version of its conditions open cases were last compared with a service. When another version comes to judge (saved today, dated for today, or
-- because the one before it ended), the comparison is made again; what a changed entry says of conditions that do not judge is no news.
create table directory.rules_told (
  country text not null,
  service_id text not null,
  version int not null check (version >= 0),
  told_at timestamptz not null,
  primary key (country, service_id),
  foreign key (country, service_id) references directory.service (country, id)
);
comment on table directory.rules_told is 'The version of the conditions of a service with which open cases were last compared.';
comment on column directory.rules_told.country is 'Country of the service | sensitivity: none | purpose: scope';
comment on column directory.rules_told.service_id is 'Service | sensitivity: internal | purpose: matching';
comment on column directory.rules_told.version is 'Version of its conditions; 0: those that its entry says itself | sensitivity: none | purpose: matching';
comment on column directory.rules_told.told_at is 'When the comparison with it began | sensitivity: none | purpose: operation';
alter table directory.rules_told enable row level security;
create policy rules_told_system on directory.rules_told for all
  using (access.actor_is('system') and country = access.actor_country()) with check (access.actor_is('system') and country = access.actor_country());
grant select, insert, update on directory.rules_told to ventanilla_runtime;

-- The product itself announces a change of conditions, and keeps in each change by which conditions both sides judge.
grant insert (country, service_id, before, after, at), update (before, after) on directory.service_change to ventanilla_runtime;

-- Most services have the one version they came with: only the others are looked at.
create index service_criteria_changing on directory.service_criteria (country, service_id) where version > 1 or source = 'steward';

-- What judges on the day of this change was judged by already.
insert into directory.rules_told (country, service_id, version, told_at)
select distinct on (c.country, c.service_id) c.country, c.service_id, c.version, directory.time_now()
from directory.service_criteria c
where (c.valid_from is null or c.valid_from <= directory.time_now()::date) and (c.valid_until is null or c.valid_until >= directory.time_now()::date)
order by c.country, c.service_id, c.source = 'steward' desc, c.version desc;
