-- The reception floor: a number for everybody who is here, stops at stations, how somebody left, screens in the waiting room.
create table reception.queue_day (
  country text not null,
  office_id uuid not null,
  day date not null,
  last_no int not null check (last_no > 0),
  primary key (country, office_id, day)
);
comment on table reception.queue_day is 'The last number given at a reception point on a day; a number is never given twice.';
comment on column reception.queue_day.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.queue_day.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.queue_day.day is 'Day | sensitivity: none | purpose: reception';
comment on column reception.queue_day.last_no is 'Last number given | sensitivity: none | purpose: reception';
alter table reception.queue_day enable row level security;
create policy queue_day_desk on reception.queue_day for all
  using (reception.works_at_desk(country, office_id)) with check (reception.works_at_desk(country, office_id));
grant select, insert, update on reception.queue_day to ventanilla_runtime;

alter table reception.manifest_row
  add column queue_day date,
  add column queue_no int,
  add column ahead int not null default 0 check (ahead between 0 and 720),
  add column left_at timestamptz,
  add column left_by uuid,
  add column left_how text check (left_how in ('nextStep', 'declined', 'unfinished')),
  add constraint row_has_number_with_day check ((queue_no is null) = (queue_day is null)),
  add constraint row_left_says_how check ((left_at is null) = (left_how is null)),
  add constraint row_number_of_day unique (office_id, queue_day, queue_no);
comment on column reception.manifest_row.queue_day is 'Day for which the number was given | sensitivity: none | purpose: reception';
comment on column reception.manifest_row.queue_no is 'Number with which the person is called | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.ahead is 'Minutes that the priority lane puts the person ahead of the hour of arrival | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.left_at is 'When the person left the point | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.left_by is 'Officer who recorded it | sensitivity: internal | purpose: audit';
comment on column reception.manifest_row.left_how is 'nextStep: with one; declined: the person''s own choice; unfinished: went before the end | sensitivity: personal | purpose: reception';

create table reception.stop (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  row_id uuid not null references reception.manifest_row (id),
  station text not null,
  place int not null check (place between 0 and 99),
  obligatory boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'called', 'in', 'paused', 'done', 'skipped')),
  since timestamptz not null,
  user_id uuid,
  user_name text,
  desk int check (desk between 1 and 99),
  calls int not null default 0,
  called_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  reason text,
  unique (row_id, station),
  check (state not in ('called', 'in') or user_id is not null),
  check ((state in ('done', 'skipped')) = (ended_at is not null))
);
comment on table reception.stop is 'One person at one station of the floor: planned at arrival, worked by officers, one at a time.';
comment on column reception.stop.id is 'Stop | sensitivity: none | purpose: reception';
comment on column reception.stop.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.stop.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.stop.row_id is 'Person on the floor | sensitivity: none | purpose: reception';
comment on column reception.stop.station is 'Station of the country pack | sensitivity: personal | purpose: reception';
comment on column reception.stop.place is 'Place in the order of the plan; equal places may be visited in any order | sensitivity: none | purpose: reception';
comment on column reception.stop.obligatory is 'Must be done or skipped with a reason before the person leaves | sensitivity: none | purpose: reception';
comment on column reception.stop.state is 'waiting, called, in, paused, done, skipped | sensitivity: personal | purpose: reception';
comment on column reception.stop.since is 'Since when it is in this state | sensitivity: personal | purpose: reception';
comment on column reception.stop.user_id is 'Officer who called or attended last | sensitivity: internal | purpose: reception';
comment on column reception.stop.user_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.stop.desk is 'Desk to which the number is called | sensitivity: none | purpose: reception';
comment on column reception.stop.calls is 'How often the number was called | sensitivity: none | purpose: reception';
comment on column reception.stop.called_at is 'Last call | sensitivity: internal | purpose: reception';
comment on column reception.stop.started_at is 'First time at the station | sensitivity: internal | purpose: statistics';
comment on column reception.stop.ended_at is 'When it was done or skipped | sensitivity: internal | purpose: statistics';
comment on column reception.stop.reason is 'Code of the reason for a pause, a skip or a way back | sensitivity: personal | purpose: reception';
-- A person stands at one place: of two officers who call at once, one wins.
create unique index stop_one_place on reception.stop (row_id) where state in ('called', 'in');
create index stop_queue on reception.stop (office_id, station, state) where state in ('waiting', 'called', 'in', 'paused');
create index stop_called on reception.stop (office_id, called_at desc) where state in ('called', 'in');
alter table reception.stop enable row level security;
create policy stop_read on reception.stop for select using (reception.at_desk(country, office_id));
create policy stop_plan on reception.stop for insert with check (reception.works_at_desk(country, office_id)
  and exists (select 1 from reception.manifest_row r where r.id = row_id and r.office_id = stop.office_id and r.country = stop.country));
create policy stop_work on reception.stop for update
  using (reception.works_at_desk(country, office_id)) with check (reception.works_at_desk(country, office_id));
grant select, insert, update on reception.stop to ventanilla_runtime;

create table reception.stop_event (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  stop_id uuid not null references reception.stop (id),
  action text not null,
  from_state text not null,
  to_state text not null,
  reason text,
  user_id uuid not null,
  user_name text not null,
  at timestamptz not null
);
comment on table reception.stop_event is 'What happened at a station, one entry for each step; never changed.';
comment on column reception.stop_event.id is 'Entry | sensitivity: none | purpose: reception';
comment on column reception.stop_event.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.stop_event.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.stop_event.stop_id is 'Stop | sensitivity: none | purpose: reception';
comment on column reception.stop_event.action is 'call, take, back, pause, done, skip, reopen | sensitivity: personal | purpose: reception';
comment on column reception.stop_event.from_state is 'State before | sensitivity: personal | purpose: reception';
comment on column reception.stop_event.to_state is 'State after | sensitivity: personal | purpose: reception';
comment on column reception.stop_event.reason is 'Code of the reason | sensitivity: personal | purpose: reception';
comment on column reception.stop_event.user_id is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.stop_event.user_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.stop_event.at is 'When | sensitivity: internal | purpose: statistics';
create index stop_event_of_stop on reception.stop_event (stop_id, at);
alter table reception.stop_event enable row level security;
create policy stop_event_read on reception.stop_event for select using (reception.at_desk(country, office_id));
create policy stop_event_write on reception.stop_event for insert with check (reception.works_at_desk(country, office_id) and user_id = access.actor_user()
  and exists (select 1 from reception.stop s where s.id = stop_id and s.office_id = stop_event.office_id and s.country = stop_event.country));
grant select, insert on reception.stop_event to ventanilla_runtime;
