-- Help is handed over at any station, also before the desk is done: an entry belongs to somebody's stay (the row) as well as to the return.
alter table reception.assistance_given add column row_id uuid references reception.manifest_row (id);
alter table reception.assistance_given alter column return_id drop not null;
alter table reception.assistance_given add column blocks_until timestamptz not null default 'infinity';
alter table reception.assistance_given add column again_reason text check (again_reason is null or length(again_reason) between 3 and 200);
alter table reception.assistance_given add column station text;
alter table reception.assistance_given add column recorded_at timestamptz;
alter table reception.assistance_given add column undone_at timestamptz;
alter table reception.assistance_given add column undone_by uuid;
update reception.assistance_given a set recorded_at = a.given_at, row_id = (select e.row_id from reception.return_event e where e.id = a.return_id),
  again_reason = case when a.time_no > 1 then 'again on purpose' end;
alter table reception.assistance_given alter column recorded_at set not null;
alter table reception.assistance_given add constraint assistance_of_somebody check (row_id is not null or return_id is not null);
-- A tap by mistake is taken back by the hand that made it, within the minute (and a moment for the network): a correction, not a deletion.
alter table reception.assistance_given add constraint assistance_undone_at_once
  check ((undone_at is null) = (undone_by is null) and (undone_at is null or (undone_by = given_by and undone_at between recorded_at and recorded_at + interval '90 seconds')));
alter table reception.assistance_given drop constraint assistance_given_return_id_item_time_no_key;
alter table reception.assistance_given drop column time_no;
comment on table reception.assistance_given is 'Immediate help handed over to somebody on the floor; not twice by mistake, again only with a reason.';
comment on column reception.assistance_given.row_id is 'Stay of the person at the reception point | sensitivity: none | purpose: reception';
comment on column reception.assistance_given.blocks_until is 'Until when the same thing is not given again without a reason, by the rule of the country pack at that time | sensitivity: none | purpose: reception';
comment on column reception.assistance_given.again_reason is 'Why it was given again although it was given already | sensitivity: personal | purpose: reception';
comment on column reception.assistance_given.station is 'Station where it was given | sensitivity: none | purpose: reception';
comment on column reception.assistance_given.recorded_at is 'When the entry reached the database; later than the giving if the network was gone | sensitivity: internal | purpose: audit';
comment on column reception.assistance_given.undone_at is 'When the entry was taken back as a mistake | sensitivity: internal | purpose: audit';
comment on column reception.assistance_given.undone_by is 'Who took it back | sensitivity: internal | purpose: audit';
create index assistance_of_row on reception.assistance_given (row_id, item);
create index assistance_of_return on reception.assistance_given (return_id, item);

-- The last wall against giving twice: whoever comes second waits for the first, sees what it did, and is refused.
create function reception.item_not_twice() returns trigger language plpgsql security definer set search_path = pg_catalog, reception as $$
begin
  if new.row_id is null then
    new.row_id := (select e.row_id from reception.return_event e where e.id = new.return_id);
  end if;
  perform pg_advisory_xact_lock(hashtextextended(coalesce(new.row_id, new.return_id)::text || ' ' || new.item, 320));
  if new.again_reason is null and exists (
    select from reception.assistance_given a
    where a.item = new.item and a.undone_at is null and a.blocks_until > new.given_at
      and (a.row_id = new.row_id or (new.row_id is null and a.return_id = new.return_id)))
  then
    raise exception 'this was given already' using errcode = 'unique_violation', constraint = 'item_not_twice';
  end if;
  return new;
end $$;
create trigger item_not_twice before insert on reception.assistance_given for each row execute function reception.item_not_twice();

drop policy assistance_read on reception.assistance_given;
create policy assistance_read on reception.assistance_given for select using (
  country = access.actor_country() and (
    exists (select from reception.manifest_row r where r.id = row_id)
    or exists (select from reception.return_event e where e.id = return_id or e.row_id = assistance_given.row_id)));
drop policy assistance_give on reception.assistance_given;
create policy assistance_give on reception.assistance_given for insert with check (
  reception.works_at_desk(country, office_id) and given_by = access.actor_user() and undone_at is null
  and (row_id is null or exists (select from reception.manifest_row r where r.id = row_id and r.office_id = access.actor_office()))
  and (return_id is null or exists (select from reception.return_event e where e.id = return_id and e.office_id = access.actor_office())));
create policy assistance_undo on reception.assistance_given for update
  using (reception.works_at_desk(country, office_id) and given_by = access.actor_user() and undone_at is null)
  with check (reception.works_at_desk(country, office_id) and undone_by = access.actor_user());
grant update (undone_at, undone_by) on reception.assistance_given to ventanilla_runtime;

-- The slip of any record of a person opens the stay of that person at the actor's own reception point, whichever record it was printed for.
create function reception.stay_of_code(p_code text) returns uuid language sql stable security definer set search_path = pg_catalog, reception as $$
  select r.id from reception.manifest_row r
  where access.actor_is('reception', 'protection') and r.country = access.actor_country() and r.office_id = access.actor_office()
    and r.person_id in (select p.id from registry.person p where p.country = r.country and p.identity_id =
      (select q.identity_id from registry.person q where q.public_code = p_code and q.country = access.actor_country()))
  order by r.arrived_at desc nulls last, r.id desc limit 1
$$;
revoke all on function reception.stay_of_code from public;
grant execute on function reception.stay_of_code to ventanilla_runtime;
create index manifest_row_person on reception.manifest_row (person_id) where person_id is not null;
