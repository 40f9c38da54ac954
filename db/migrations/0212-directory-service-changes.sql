-- What changed in a service, until those for whom it matters were told. Whoever writes a service, its entry before and after stand here; several changes before
-- anybody looked are one. The first load of a country's directory is no news.
create table directory.service_change (
  id bigint generated always as identity primary key,
  country text not null,
  service_id text not null,
  before jsonb,
  after jsonb,
  at timestamptz not null,
  begun_at timestamptz,
  done_at timestamptz
);
comment on table directory.service_change is 'Changes of services, each with the entry before and after, in the order in which cases are told of them.';
comment on column directory.service_change.id is 'Order | sensitivity: none | purpose: matching';
comment on column directory.service_change.country is 'Country of the service | sensitivity: none | purpose: scope';
comment on column directory.service_change.service_id is 'Service | sensitivity: internal | purpose: matching';
comment on column directory.service_change.before is 'Entry until then; empty for a service that was not there | sensitivity: internal | purpose: matching';
comment on column directory.service_change.after is 'Entry from then on; empty for a service that is gone | sensitivity: internal | purpose: matching';
comment on column directory.service_change.at is 'When it changed last | sensitivity: none | purpose: matching';
comment on column directory.service_change.begun_at is 'When open cases were first compared with it | sensitivity: none | purpose: operation';
comment on column directory.service_change.done_at is 'When all open cases had been compared with it | sensitivity: none | purpose: operation';
create unique index service_change_waiting on directory.service_change (country, service_id) where begun_at is null;
create index service_change_open on directory.service_change (country, id) where done_at is null;
alter table directory.service_change enable row level security;
create policy service_change_system on directory.service_change for all
  using (access.actor_is('system') and country = access.actor_country()) with check (access.actor_is('system') and country = access.actor_country());
grant select on directory.service_change to ventanilla_runtime;
grant update (begun_at, done_at) on directory.service_change to ventanilla_runtime;

create function directory.time_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

create function directory.note_service_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, directory as $$
declare
  was jsonb;
  becomes jsonb := case when new.active then new.entry end;
begin
  if tg_op = 'UPDATE' and old.active then was := old.entry; end if;
  if was is not distinct from becomes or not exists (select from directory.version v where v.country = new.country) then return null; end if;
  update directory.service_change c set after = becomes, at = directory.time_now()
    where c.country = new.country and c.service_id = new.id and c.begun_at is null;
  if not found then
    insert into directory.service_change (country, service_id, before, after, at) values (new.country, new.id, was, becomes, directory.time_now());
  end if;
  delete from directory.service_change c
    where c.country = new.country and c.service_id = new.id and c.begun_at is null and c.before is not distinct from c.after;
  return null;
end $$;
revoke all on function directory.note_service_change from public;
create trigger note_change after insert or update of entry, active on directory.service for each row execute function directory.note_service_change();

-- Whoever writes services makes every reader build anew what it keeps of them.
create function directory.count_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  update directory.version v set version = v.version + 1 where v.country in (select distinct w.country from written w);
  return null;
end $$;
revoke all on function directory.count_version from public;
create trigger count_added after insert on directory.service referencing new table as written for each statement execute function directory.count_version();
create trigger count_changed after update on directory.service referencing new table as written for each statement execute function directory.count_version();
