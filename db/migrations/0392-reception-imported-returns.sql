-- A return that was brought in from a file of registrations: its day, and its place if the file says it; how and why somebody came is not in
-- such files and stays unknown. Whoever meets the person on that very day at a desk completes it.
alter table reception.return_event add column source text not null default 'desk';
alter table reception.return_event
  alter column mode drop not null, alter column kind drop not null, alter column point_name drop not null, alter column destination_admin2 drop not null, alter column travelling_as drop not null,
  add constraint return_event_source check (source in ('desk', 'import')),
  add constraint return_event_told check (source = 'import'
    or (mode is not null and kind is not null and point_name is not null and destination_admin2 is not null and travelling_as is not null));
comment on column reception.return_event.source is 'Told at a desk or window, or brought in from a file of registrations | sensitivity: internal | purpose: source';

-- Only an import writes such returns, as the owner; at a desk one is completed, and is a return of that desk from then on.
create policy return_told on reception.return_event as restrictive for insert with check (source = 'desk');
create policy return_complete on reception.return_event for update
  using (country = access.actor_country() and access.actor_is('reception', 'window') and source = 'import' and registry.may_see_person(person_id))
  with check (country = access.actor_country() and office_id = access.actor_office() and source = 'desk');
grant update (office_id, row_id, mode, kind, from_country, authority, point_name, months_abroad, destination_admin2, travelling_as, urgent_needs, handover, recorded_by, recorded_at, source)
  on reception.return_event to ventanilla_runtime;
