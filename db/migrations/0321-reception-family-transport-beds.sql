-- Calling home: offered to everybody, made as often as it takes; a number is kept elsewhere, and only if the person wants it and it is safe.
create table reception.family_contact (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  row_id uuid not null references reception.manifest_row (id),
  outcome text not null check (outcome in ('refused', 'later', 'reached', 'notReached')),
  who text check (length(who) <= 60),
  minutes int check (minutes between 0 and 240),
  number_kept boolean not null default false,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  check (outcome in ('reached', 'notReached') or (minutes is null and not number_kept))
);
comment on table reception.family_contact is 'A call to the family that was offered or made at the reception point.';
comment on column reception.family_contact.id is 'Entry | sensitivity: none | purpose: reception';
comment on column reception.family_contact.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.family_contact.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.family_contact.row_id is 'Stay of the person | sensitivity: none | purpose: reception';
comment on column reception.family_contact.outcome is 'refused, later, reached, notReached | sensitivity: personal | purpose: reception';
comment on column reception.family_contact.who is 'Who was called, as a relation ("sister"); no name, no number | sensitivity: personal | purpose: reception';
comment on column reception.family_contact.minutes is 'Minutes of the call | sensitivity: none | purpose: statistics';
comment on column reception.family_contact.number_kept is 'The person wanted the number kept as a contact and said that it is safe | sensitivity: internal | purpose: reception';
comment on column reception.family_contact.recorded_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.family_contact.recorded_at is 'When | sensitivity: internal | purpose: reception';
create index family_contact_of_row on reception.family_contact (row_id, recorded_at);
alter table reception.family_contact enable row level security;
create policy family_contact_read on reception.family_contact for select using (reception.at_desk(country, office_id));
create policy family_contact_add on reception.family_contact for insert with check (
  reception.works_at_desk(country, office_id) and recorded_by = access.actor_user()
  and exists (select from reception.manifest_row r where r.id = row_id and r.office_id = family_contact.office_id));
grant select, insert on reception.family_contact to ventanilla_runtime;

-- The way home: what was asked for, what it costs, who agreed where it goes beyond the ceiling, what was handed over.
create table reception.transport (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  row_id uuid not null references reception.manifest_row (id),
  destination_admin2 text not null,
  means text not null,
  fare numeric(10, 2) not null check (fare >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  ceiling numeric(10, 2) check (ceiling >= 0),
  why_over text check (length(why_over) between 3 and 200),
  second_look boolean not null default false,
  state text not null default 'asked' check (state in ('asked', 'agreed', 'refused', 'issued', 'cancelled')),
  ticket text check (length(ticket) <= 60),
  asked_by uuid not null,
  asked_at timestamptz not null,
  ceiling_by uuid,
  look_by uuid,
  refused_by uuid,
  decided_at timestamptz,
  note text check (length(note) <= 200),
  issued_by uuid,
  issued_at timestamptz,
  ended_by uuid,
  constraint transport_within_ceiling check (state not in ('agreed', 'issued') or (ceiling is not null and fare <= ceiling) or (ceiling_by is not null and ceiling_by <> asked_by)),
  constraint transport_looked_at check (state not in ('agreed', 'issued') or not second_look or look_by is not null),
  check ((state = 'issued') = (issued_at is not null)),
  check (state <> 'refused' or refused_by is not null)
);
comment on table reception.transport is 'Transport home: request, decision where one is needed, ticket or fare.';
comment on column reception.transport.id is 'Request | sensitivity: none | purpose: reception';
comment on column reception.transport.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.transport.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.transport.row_id is 'Stay of the person | sensitivity: none | purpose: reception';
comment on column reception.transport.destination_admin2 is 'Municipality to which the person travels | sensitivity: personal | purpose: reception';
comment on column reception.transport.means is 'Means of the country pack | sensitivity: none | purpose: reception';
comment on column reception.transport.fare is 'What it costs | sensitivity: internal | purpose: reception';
comment on column reception.transport.currency is 'Currency of fare and ceiling | sensitivity: none | purpose: reception';
comment on column reception.transport.ceiling is 'Ceiling of the country pack when it was asked; empty if the country has none | sensitivity: none | purpose: reception';
comment on column reception.transport.why_over is 'Why the fare goes beyond the ceiling | sensitivity: personal | purpose: reception';
comment on column reception.transport.second_look is 'Protection looks at it first | sensitivity: restricted | purpose: protection';
comment on column reception.transport.state is 'asked, agreed, refused, issued, cancelled | sensitivity: personal | purpose: reception';
comment on column reception.transport.ticket is 'Number of the ticket or receipt | sensitivity: internal | purpose: reception';
comment on column reception.transport.asked_by is 'Officer who asked | sensitivity: internal | purpose: audit';
comment on column reception.transport.asked_at is 'When it was asked | sensitivity: internal | purpose: reception';
comment on column reception.transport.ceiling_by is 'Supervisor who agreed to go beyond the ceiling | sensitivity: internal | purpose: audit';
comment on column reception.transport.look_by is 'Protection officer who looked at it | sensitivity: restricted | purpose: protection';
comment on column reception.transport.refused_by is 'Who refused | sensitivity: internal | purpose: audit';
comment on column reception.transport.decided_at is 'When it was decided | sensitivity: internal | purpose: audit';
comment on column reception.transport.note is 'What the decider wrote | sensitivity: personal | purpose: reception';
comment on column reception.transport.issued_by is 'Officer who handed over ticket or fare | sensitivity: internal | purpose: audit';
comment on column reception.transport.issued_at is 'When it was handed over | sensitivity: internal | purpose: reception';
comment on column reception.transport.ended_by is 'Officer who cancelled it | sensitivity: internal | purpose: audit';
create unique index transport_one_open on reception.transport (row_id) where state in ('asked', 'agreed', 'issued');
create index transport_waiting on reception.transport (office_id, asked_at) where state = 'asked';
alter table reception.transport enable row level security;
create policy transport_read on reception.transport for select using (reception.at_desk(country, office_id));
create policy transport_ask on reception.transport for insert with check (
  reception.works_at_desk(country, office_id) and asked_by = access.actor_user() and ceiling_by is null and look_by is null
  and exists (select from reception.manifest_row r where r.id = row_id and r.office_id = transport.office_id));
create policy transport_work on reception.transport for update
  using (reception.at_desk(country, office_id)) with check (reception.at_desk(country, office_id));
grant select, insert on reception.transport to ventanilla_runtime;
grant update (state, ticket, ceiling_by, look_by, refused_by, decided_at, note, issued_by, issued_at, ended_by) on reception.transport to ventanilla_runtime;

-- Who may agree stands in the database too: beyond the ceiling a supervisor, the second look protection; nobody signs for another.
create function reception.transport_decided() returns trigger language plpgsql set search_path = pg_catalog, reception as $$
begin
  if new.ceiling_by is distinct from old.ceiling_by and not (access.actor_is('supervisor') and new.ceiling_by = access.actor_user()) then
    raise exception 'only a supervisor agrees to go beyond the ceiling' using errcode = 'insufficient_privilege';
  end if;
  if new.look_by is distinct from old.look_by and not (access.actor_is('protection') and new.look_by = access.actor_user()) then
    raise exception 'only protection takes the second look' using errcode = 'insufficient_privilege';
  end if;
  if new.issued_by is distinct from old.issued_by and not (access.actor_is('reception', 'protection') and new.issued_by = access.actor_user()) then
    raise exception 'only the desk hands over a ticket' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger transport_decided before update on reception.transport for each row execute function reception.transport_decided();

-- Places to sleep for a night. Of a place that must stay secret nothing is kept that would lead there.
create table reception.bed_place (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  name text not null check (length(name) between 2 and 80),
  beds int not null check (beds between 0 and 500),
  takes text[] not null check (cardinality(takes) > 0 and takes <@ array['women', 'men', 'families', 'couples', 'childrenAlone']),
  welcomes text[] not null default '{}' check (welcomes <@ array['elder', 'lgbti']),
  secret boolean not null default false,
  way text check (length(way) <= 200),
  open boolean not null default true,
  changed_by uuid not null,
  changed_at timestamptz not null,
  constraint secret_place_has_no_way check (not secret or way is null),
  unique (office_id, name)
);
comment on table reception.bed_place is 'A place where people of a reception point can sleep: beds per night and whom it takes.';
comment on column reception.bed_place.id is 'Place | sensitivity: none | purpose: reception';
comment on column reception.bed_place.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.bed_place.office_id is 'Reception point that may use it | sensitivity: none | purpose: scope';
comment on column reception.bed_place.name is 'Name among officers; of a secret place one that says nothing | sensitivity: internal | purpose: reception';
comment on column reception.bed_place.beds is 'Beds per night | sensitivity: none | purpose: reception';
comment on column reception.bed_place.takes is 'women, men, families, couples, childrenAlone | sensitivity: none | purpose: reception';
comment on column reception.bed_place.welcomes is 'Who is known to be safe and well cared for there: elder, lgbti | sensitivity: internal | purpose: reception';
comment on column reception.bed_place.secret is 'Its address is secret: never kept here, shown or printed | sensitivity: internal | purpose: protection';
comment on column reception.bed_place.way is 'How to get there, for a place that is not secret | sensitivity: internal | purpose: reception';
comment on column reception.bed_place.open is 'Takes people now | sensitivity: none | purpose: reception';
comment on column reception.bed_place.changed_by is 'Who changed it last | sensitivity: internal | purpose: audit';
comment on column reception.bed_place.changed_at is 'When | sensitivity: internal | purpose: audit';
alter table reception.bed_place enable row level security;
create policy bed_place_read on reception.bed_place for select using (reception.at_desk(country, office_id));
create policy bed_place_add on reception.bed_place for insert with check (access.actor_is('supervisor') and reception.at_desk(country, office_id) and changed_by = access.actor_user());
create policy bed_place_change on reception.bed_place for update
  using (access.actor_is('supervisor') and reception.at_desk(country, office_id)) with check (reception.at_desk(country, office_id) and changed_by = access.actor_user());
grant select, insert on reception.bed_place to ventanilla_runtime;
grant update (name, beds, takes, welcomes, secret, way, open, changed_by, changed_at) on reception.bed_place to ventanilla_runtime;

create table reception.bed_night (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  row_id uuid not null references reception.manifest_row (id),
  night date not null,
  place_id uuid references reception.bed_place (id),
  asked_by uuid not null,
  asked_at timestamptz not null,
  given_by uuid,
  given_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  ended_why text check (ended_why in ('notNeeded', 'otherPlace', 'mistake')),
  check ((place_id is null) = (given_at is null)),
  check ((ended_at is null) = (ended_why is null))
);
comment on table reception.bed_night is 'A night for which somebody needs a bed, and the bed; without a place it is still to be found.';
comment on column reception.bed_night.id is 'Night | sensitivity: none | purpose: reception';
comment on column reception.bed_night.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.bed_night.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.bed_night.row_id is 'Stay of the person | sensitivity: none | purpose: reception';
comment on column reception.bed_night.night is 'Day on which the night begins | sensitivity: personal | purpose: reception';
comment on column reception.bed_night.place_id is 'Where; empty until a bed is found | sensitivity: personal | purpose: reception';
comment on column reception.bed_night.asked_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.bed_night.asked_at is 'Since when a bed is needed | sensitivity: internal | purpose: reception';
comment on column reception.bed_night.given_by is 'Officer who gave the bed | sensitivity: internal | purpose: audit';
comment on column reception.bed_night.given_at is 'When | sensitivity: internal | purpose: reception';
comment on column reception.bed_night.ended_at is 'When bed or request was given up | sensitivity: internal | purpose: reception';
comment on column reception.bed_night.ended_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.bed_night.ended_why is 'notNeeded, otherPlace, mistake | sensitivity: personal | purpose: reception';
create unique index bed_night_one on reception.bed_night (row_id, night) where ended_at is null;
create index bed_night_of_place on reception.bed_night (place_id, night) where ended_at is null;
create index bed_night_of_office on reception.bed_night (office_id, night) where ended_at is null;
alter table reception.bed_night enable row level security;
create policy bed_night_read on reception.bed_night for select using (reception.at_desk(country, office_id));
create policy bed_night_ask on reception.bed_night for insert with check (
  reception.works_at_desk(country, office_id) and asked_by = access.actor_user()
  and exists (select from reception.manifest_row r where r.id = row_id and r.office_id = bed_night.office_id));
create policy bed_night_work on reception.bed_night for update
  using (reception.works_at_desk(country, office_id)) with check (reception.works_at_desk(country, office_id));
grant select, insert on reception.bed_night to ventanilla_runtime;
grant update (place_id, given_by, given_at, ended_at, ended_by, ended_why) on reception.bed_night to ventanilla_runtime;

-- No more people than beds: the place is held while it is counted, so that of two officers who give the last bed one is refused.
create function reception.bed_is_free() returns trigger language plpgsql security definer set search_path = pg_catalog, reception as $$
declare place record;
begin
  if new.place_id is null or new.ended_at is not null or (tg_op = 'UPDATE' and new.place_id is not distinct from old.place_id and old.ended_at is null) then
    return new;
  end if;
  select p.beds, p.open, p.office_id into place from reception.bed_place p where p.id = new.place_id for update;
  if place.office_id is distinct from new.office_id then
    raise exception 'a place of another reception point' using errcode = 'insufficient_privilege';
  end if;
  if not place.open or place.beds <= (select count(*) from reception.bed_night n
    where n.place_id = new.place_id and n.night = new.night and n.ended_at is null and n.id <> new.id)
  then
    raise exception 'no bed is free there' using errcode = 'check_violation', constraint = 'bed_is_free';
  end if;
  return new;
end $$;
create trigger bed_is_free before insert or update on reception.bed_night for each row execute function reception.bed_is_free();
