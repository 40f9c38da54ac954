create schema directory;
comment on schema directory is 'Who offers which service where, as of which year and by which source. No personal data.';
grant usage on schema directory to ventanilla_runtime;

-- Services reserved for the closed circle (secret shelters and the like) are no rows for anybody else.
create function directory.in_closed_circle() returns boolean language sql stable parallel safe
  as $$ select access.actor_is('protection', 'steward', 'system') $$;
comment on function directory.in_closed_circle() is 'Roles that may see that a protected service exists.';

create table directory.version (
  country text primary key,
  version bigint not null,
  content_hash text not null,
  loaded_at timestamptz not null
);
comment on table directory.version is 'Counts up whenever the directory of a country changes; readers keep what they built until then.';
comment on column directory.version.country is 'Country | sensitivity: none | purpose: directory';
comment on column directory.version.version is 'Counter | sensitivity: none | purpose: directory';
comment on column directory.version.content_hash is 'Hash of the pack slice that was loaded last | sensitivity: none | purpose: directory';
comment on column directory.version.loaded_at is 'When it was loaded | sensitivity: none | purpose: directory';

create table directory.organization (
  country text not null,
  id text not null,
  name_es text not null,
  name_en text not null,
  kind text not null,
  scope text not null,
  entry jsonb not null,
  active boolean not null default true,
  primary key (country, id)
);
comment on table directory.organization is 'Institutions and organizations named by the sources.';
comment on column directory.organization.country is 'Country whose pack carries the entry | sensitivity: none | purpose: directory';
comment on column directory.organization.id is 'Code of the pack | sensitivity: none | purpose: directory';
comment on column directory.organization.name_es is 'Name in Spanish | sensitivity: none | purpose: directory';
comment on column directory.organization.name_en is 'Name in English | sensitivity: none | purpose: directory';
comment on column directory.organization.kind is 'Government, civil society, international, private, led by people who returned | sensitivity: none | purpose: directory';
comment on column directory.organization.scope is 'Country of the organization, or regional | sensitivity: none | purpose: directory';
comment on column directory.organization.entry is 'Whole entry with its sources | sensitivity: none | purpose: directory';
comment on column directory.organization.active is 'Still in the pack | sensitivity: none | purpose: directory';

create table directory.service (
  country text not null,
  id text not null,
  organization_id text not null,
  name_es text not null,
  name_en text not null,
  service_types text[] not null,
  phase text not null,
  status text not null,
  as_of int not null,
  matchable boolean not null,
  protection_only boolean not null,
  search text not null,
  entry jsonb not null,
  active boolean not null default true,
  primary key (country, id),
  foreign key (country, organization_id) references directory.organization (country, id)
);
comment on table directory.service is 'Services named by the sources, each with year and source.';
comment on column directory.service.country is 'Country whose pack carries the entry | sensitivity: none | purpose: directory';
comment on column directory.service.id is 'Code of the pack | sensitivity: none | purpose: directory';
comment on column directory.service.organization_id is 'Who owns it | sensitivity: none | purpose: directory';
comment on column directory.service.name_es is 'Name in Spanish | sensitivity: none | purpose: directory';
comment on column directory.service.name_en is 'Name in English | sensitivity: none | purpose: directory';
comment on column directory.service.service_types is 'What it gives, which is also which needs it answers | sensitivity: none | purpose: directory';
comment on column directory.service.phase is 'Before departure, at reception, after arrival, reintegration | sensitivity: none | purpose: directory';
comment on column directory.service.status is 'As the source describes it | sensitivity: none | purpose: directory';
comment on column directory.service.as_of is 'Year of the source | sensitivity: none | purpose: directory';
comment on column directory.service.matchable is 'May be suggested to a person | sensitivity: none | purpose: directory';
comment on column directory.service.protection_only is 'Exists only for the closed circle | sensitivity: internal | purpose: protection';
comment on column directory.service.search is 'Folded words for searching | sensitivity: none | purpose: directory';
comment on column directory.service.entry is 'Whole entry: criteria, texts, papers, sources | sensitivity: none | purpose: directory';
comment on column directory.service.active is 'Still in the pack | sensitivity: none | purpose: directory';
create index service_types_index on directory.service using gin (service_types);
create index service_search_index on directory.service using gin (search gin_trgm_ops);

create table directory.service_place (
  country text not null,
  service_id text not null,
  position int not null,
  reach text not null check (reach in ('municipality', 'department', 'national', 'abroad', 'unstated')),
  admin1 text,
  admin2 text,
  primary key (country, service_id, position),
  foreign key (country, service_id) references directory.service (country, id),
  check ((reach = 'municipality') = (admin2 is not null))
);
comment on table directory.service_place is 'Where a service is given; for secret places never finer than the department.';
comment on column directory.service_place.country is 'Country | sensitivity: none | purpose: directory';
comment on column directory.service_place.service_id is 'Service | sensitivity: none | purpose: directory';
comment on column directory.service_place.position is 'Order in the source | sensitivity: none | purpose: directory';
comment on column directory.service_place.reach is 'How exactly the source names the place | sensitivity: none | purpose: directory';
comment on column directory.service_place.admin1 is 'Department or state | sensitivity: none | purpose: directory';
comment on column directory.service_place.admin2 is 'Municipality | sensitivity: none | purpose: directory';
create index service_place_area on directory.service_place (country, admin1, admin2);

create table directory.reception_point (
  country text not null,
  id text not null,
  name_es text not null,
  name_en text not null,
  mode text,
  status text not null,
  as_of int not null,
  entry jsonb not null,
  active boolean not null default true,
  primary key (country, id)
);
comment on table directory.reception_point is 'Places where people are received on arrival.';
comment on column directory.reception_point.country is 'Country | sensitivity: none | purpose: directory';
comment on column directory.reception_point.id is 'Code of the pack | sensitivity: none | purpose: directory';
comment on column directory.reception_point.name_es is 'Name in Spanish | sensitivity: none | purpose: directory';
comment on column directory.reception_point.name_en is 'Name in English | sensitivity: none | purpose: directory';
comment on column directory.reception_point.mode is 'By land, air or sea | sensitivity: none | purpose: directory';
comment on column directory.reception_point.status is 'As the source describes it | sensitivity: none | purpose: directory';
comment on column directory.reception_point.as_of is 'Year of the source | sensitivity: none | purpose: directory';
comment on column directory.reception_point.entry is 'Whole entry with its sources | sensitivity: none | purpose: directory';
comment on column directory.reception_point.active is 'Still in the pack | sensitivity: none | purpose: directory';

create table directory.document_type (
  country text not null,
  id text not null,
  name_es text not null,
  name_en text not null,
  kind text not null,
  entry jsonb not null,
  active boolean not null default true,
  primary key (country, id)
);
comment on table directory.document_type is 'Papers that services ask for or accept.';
comment on column directory.document_type.country is 'Country | sensitivity: none | purpose: directory';
comment on column directory.document_type.id is 'Code of the pack | sensitivity: none | purpose: directory';
comment on column directory.document_type.name_es is 'Name in Spanish | sensitivity: none | purpose: directory';
comment on column directory.document_type.name_en is 'Name in English | sensitivity: none | purpose: directory';
comment on column directory.document_type.kind is 'Kind of paper | sensitivity: none | purpose: directory';
comment on column directory.document_type.entry is 'Whole entry with its sources | sensitivity: none | purpose: directory';
comment on column directory.document_type.active is 'Still in the pack | sensitivity: none | purpose: directory';

create table directory.legal_basis (
  country text not null,
  id text not null,
  instrument text not null,
  entry jsonb not null,
  active boolean not null default true,
  primary key (country, id)
);
comment on table directory.legal_basis is 'Laws, decrees and agreements named by the sources.';
comment on column directory.legal_basis.country is 'Country | sensitivity: none | purpose: directory';
comment on column directory.legal_basis.id is 'Code of the pack | sensitivity: none | purpose: directory';
comment on column directory.legal_basis.instrument is 'Name of the instrument | sensitivity: none | purpose: directory';
comment on column directory.legal_basis.entry is 'Whole entry with its sources | sensitivity: none | purpose: directory';
comment on column directory.legal_basis.active is 'Still in the pack | sensitivity: none | purpose: directory';

do $$
declare t text;
begin
  foreach t in array array['version', 'organization', 'service', 'service_place', 'reception_point', 'document_type', 'legal_basis'] loop
    execute format('alter table directory.%I enable row level security', t);
    execute format('create policy %I on directory.%I for all using (access.actor_is(''system'') and country = access.actor_country()) with check (access.actor_is(''system'') and country = access.actor_country())', t || '_load', t);
    execute format('grant select, insert, update on directory.%I to ventanilla_runtime', t);
  end loop;
  foreach t in array array['version', 'organization', 'reception_point', 'document_type', 'legal_basis'] loop
    execute format('create policy %I on directory.%I for select using (country = access.actor_country())', t || '_read', t);
  end loop;
end $$;
create policy service_read on directory.service for select
  using (country = access.actor_country() and (not protection_only or directory.in_closed_circle()));
create policy service_place_read on directory.service_place for select
  using (country = access.actor_country() and exists (select from directory.service s where s.country = service_place.country and s.id = service_place.service_id));
-- Places of a service are replaced as a whole when the pack is loaded.
grant delete on directory.service_place to ventanilla_runtime;
