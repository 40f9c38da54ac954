-- What an office knows of a trip better than any estimate: how long it takes from one municipality to another, and what it costs.
create table directory.office_trip (
  id uuid primary key,
  country text not null,
  from_admin2 text not null,
  to_admin2 text not null,
  minutes int not null check (minutes between 1 and 10080),
  fare numeric(12, 2) check (fare >= 0),
  told_by uuid not null,
  told_by_name text not null,
  told_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check (from_admin2 <> to_admin2),
  check ((ended_at is null) = (ended_by is null))
);
comment on table directory.office_trip is 'Trips between municipalities as an office knows them; the newest counts, earlier ones stay as history.';
comment on column directory.office_trip.id is 'Trip | sensitivity: none | purpose: directory';
comment on column directory.office_trip.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.office_trip.from_admin2 is 'Municipality it begins in | sensitivity: none | purpose: matching';
comment on column directory.office_trip.to_admin2 is 'Municipality it leads to | sensitivity: none | purpose: matching';
comment on column directory.office_trip.minutes is 'Minutes from door to door | sensitivity: none | purpose: matching';
comment on column directory.office_trip.fare is 'Fare in the currency of the country; empty when nobody said | sensitivity: none | purpose: matching';
comment on column directory.office_trip.told_by is 'Account that told it | sensitivity: internal | purpose: audit';
comment on column directory.office_trip.told_by_name is 'Name of that account then | sensitivity: internal | purpose: audit';
comment on column directory.office_trip.told_at is 'When it was told | sensitivity: none | purpose: directory';
comment on column directory.office_trip.ended_at is 'When it was taken back or another took its place | sensitivity: internal | purpose: audit';
comment on column directory.office_trip.ended_by is 'Account that ended it | sensitivity: internal | purpose: audit';
create unique index office_trip_now on directory.office_trip (country, from_admin2, to_admin2) where ended_at is null;
alter table directory.office_trip enable row level security;
create policy office_trip_read on directory.office_trip for select using (country = access.actor_country() and access.actor_role() not in ('', 'public'));
create policy office_trip_tell on directory.office_trip for insert
  with check (country = access.actor_country() and access.actor_is('steward', 'supervisor') and told_by = access.actor_user() and ended_at is null);
create policy office_trip_end on directory.office_trip for update
  using (country = access.actor_country() and access.actor_is('steward', 'supervisor') and ended_at is null)
  with check (country = access.actor_country() and ended_by = access.actor_user());
grant select, insert on directory.office_trip to ventanilla_runtime;
grant update (ended_at, ended_by) on directory.office_trip to ventanilla_runtime;
