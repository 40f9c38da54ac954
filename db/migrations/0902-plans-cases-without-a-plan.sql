-- Open cases with whose person nothing was agreed yet. A row for each, so that the list and its count are the first rows of an index however many cases have a plan.
create table plans.unplanned (
  case_id uuid primary key references registry.case_file (id),
  country text not null,
  office_id uuid not null references access.office (id),
  opened_on date not null
);
comment on table plans.unplanned is 'Open cases in charge without an agreed plan, nor one in a case that goes on in them. Follows from cases, joins and plans.';
comment on column plans.unplanned.case_id is 'Case | sensitivity: internal | purpose: plan';
comment on column plans.unplanned.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.unplanned.office_id is 'Office that has the case | sensitivity: internal | purpose: scope';
comment on column plans.unplanned.opened_on is 'Day from which the time for a first plan runs | sensitivity: internal | purpose: plan';
create index unplanned_list on plans.unplanned (office_id, opened_on, case_id) include (country);
alter table plans.unplanned enable row level security;
create policy unplanned_read on plans.unplanned for select using (country = access.actor_country() and office_id = any ((select registry.actor_offices())::uuid[]));
create policy unplanned_reach on plans.unplanned as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
grant select on plans.unplanned to ventanilla_runtime;

create function plans.note_unplanned(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, plans as $$
declare
  charge uuid := registry.case_in_charge(p_case);
  family uuid[] := array(select registry.cases_going_on_in(charge));
  holder registry.case_file;
begin
  select * into holder from registry.case_file c where c.id = charge;
  delete from plans.unplanned u where u.case_id = any (family || p_case) and u.case_id <> charge;
  if holder.state = 'closed' or exists (select from plans.plan p where p.case_id = any (family) and p.version > 0) then
    delete from plans.unplanned u where u.case_id = charge;
  else
    insert into plans.unplanned as u (case_id, country, office_id, opened_on) values (charge, holder.country, holder.office_id, holder.opened_on)
      on conflict (case_id) do update set office_id = excluded.office_id, opened_on = excluded.opened_on
      where (u.office_id, u.opened_on) is distinct from (excluded.office_id, excluded.opened_on);
  end if;
end $$;
create function plans.unplanned_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform plans.note_unplanned(new.id);
  return null;
end $$;
create trigger unplanned_case after insert or update of state, office_id on registry.case_file for each row execute function plans.unplanned_case();
create function plans.unplanned_plan() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform plans.note_unplanned(new.case_id);
  return null;
end $$;
create trigger unplanned_plan after update of version on plans.plan for each row execute function plans.unplanned_plan();
create function plans.unplanned_join() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform plans.note_unplanned(new.case_id), plans.note_unplanned(new.into_case);
  return null;
end $$;
create trigger unplanned_join after insert or update of undone_at on registry.case_join for each row execute function plans.unplanned_join();
revoke all on function plans.note_unplanned, plans.unplanned_case, plans.unplanned_plan, plans.unplanned_join from public;

insert into plans.unplanned (case_id, country, office_id, opened_on)
  select c.id, c.country, c.office_id, c.opened_on from registry.case_file c
  where c.state <> 'closed' and not exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null)
    and not exists (select from plans.plan p where p.version > 0 and p.case_id in (select registry.cases_going_on_in(c.id)));

create view plans.facts_unplanned with (security_barrier) as
  select u.country, md5(u.case_id::text) as case_key, u.office_id, u.opened_on from plans.unplanned u
  where u.country = access.actor_country() and access.actor_is('supervisor') and u.office_id = any ((select registry.actor_offices())::uuid[]);
comment on view plans.facts_unplanned is 'Open cases without an agreed plan, without identity, for supervision.';
grant select on plans.facts_unplanned to ventanilla_runtime;
