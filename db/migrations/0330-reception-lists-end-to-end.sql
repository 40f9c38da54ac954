-- Arrival lists from the first file to the reconciled end: versions of one list, who is whom on two lists, differences with their
-- reasons, closing; the state of reception points by date; arrivals moved as a whole. Same walls as before: the own reception
-- point, and supervisors of the institution who look on.

-- What kind of people a list names; with the way of arrival it chooses the variant of the reception.
alter table reception.manifest add column variant text not null default 'adults' check (variant in ('adults', 'families', 'children'));
comment on column reception.manifest.variant is 'Adults, families or children: with the mode, the variant of the reception | sensitivity: internal | purpose: reception';

-- A list may be moved to a point where the same file is known already: which files were accepted where is kept by version.
alter table reception.manifest drop constraint manifest_country_office_id_sha256_key;

create table reception.manifest_version (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  manifest_id uuid not null references reception.manifest (id),
  version int not null check (version >= 1),
  sha256 text not null,
  file_name text not null,
  people int not null,
  problems int not null,
  added int not null,
  gone int not null,
  altered int not null,
  accepted_by uuid not null,
  accepted_by_name text not null,
  accepted_at timestamptz not null,
  unique (manifest_id, version),
  unique (country, office_id, sha256)
);
comment on table reception.manifest_version is 'One file that was accepted for a list: the first one, and every later one that changed it.';
comment on column reception.manifest_version.id is 'Version | sensitivity: none | purpose: reception';
comment on column reception.manifest_version.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.manifest_version.office_id is 'Reception point where it was accepted | sensitivity: none | purpose: scope';
comment on column reception.manifest_version.manifest_id is 'List | sensitivity: none | purpose: reception';
comment on column reception.manifest_version.version is 'First, second… file of the list | sensitivity: none | purpose: reception';
comment on column reception.manifest_version.sha256 is 'Hash of the file: the same file twice changes nothing | sensitivity: none | purpose: reception';
comment on column reception.manifest_version.file_name is 'Name of the file | sensitivity: internal | purpose: reception';
comment on column reception.manifest_version.people is 'People it names | sensitivity: none | purpose: statistics';
comment on column reception.manifest_version.problems is 'Problems when it was accepted | sensitivity: none | purpose: statistics';
comment on column reception.manifest_version.added is 'People the version before did not name | sensitivity: none | purpose: statistics';
comment on column reception.manifest_version.gone is 'People it names no longer | sensitivity: none | purpose: statistics';
comment on column reception.manifest_version.altered is 'People written otherwise than before | sensitivity: none | purpose: statistics';
comment on column reception.manifest_version.accepted_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.manifest_version.accepted_by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.manifest_version.accepted_at is 'When | sensitivity: internal | purpose: audit';
insert into reception.manifest_version (id, country, office_id, manifest_id, version, sha256, file_name, people, problems, added, gone, altered, accepted_by, accepted_by_name, accepted_at)
  select gen_random_uuid(), m.country, m.office_id, m.id, 1, m.sha256, m.file_name, m.people, m.problems, m.people, 0, 0, m.accepted_by,
    coalesce((select a.display_name from access.user_account a where a.id = m.accepted_by), ''), m.accepted_at from reception.manifest m;
alter table reception.manifest_version enable row level security;
grant select, insert on reception.manifest_version to ventanilla_runtime;

alter table reception.manifest_row drop constraint manifest_row_manifest_id_row_number_key;
alter table reception.manifest_row
  add column version int not null default 1,
  add column off_list_version int,
  add column came_with uuid references reception.manifest (id),
  add column same_as uuid references reception.manifest_row (id),
  add column matched_at timestamptz,
  add constraint manifest_row_of_version unique (manifest_id, version, row_number),
  add constraint manifest_row_not_itself check (same_as <> id),
  add constraint manifest_row_same_is_elsewhere check (same_as is null or state = 'notArrived');
comment on column reception.manifest_row.version is 'Version of the list that last named the person | sensitivity: none | purpose: reception';
comment on column reception.manifest_row.off_list_version is 'Version of the list that no longer names the person | sensitivity: internal | purpose: reception';
comment on column reception.manifest_row.came_with is 'For somebody whom no list names: the list they came with | sensitivity: internal | purpose: reception';
comment on column reception.manifest_row.same_as is 'Row under which this person arrived: without a list, or on another one | sensitivity: personal | purpose: reception';
comment on column reception.manifest_row.matched_at is 'When the row was compared with the registry; empty: still to do | sensitivity: none | purpose: reception';
update reception.manifest_row set matched_at = coalesce(arrived_at, now());
create index manifest_row_to_match on reception.manifest_row (country, office_id, manifest_id) where matched_at is null;
create index manifest_row_came_with on reception.manifest_row (came_with) where came_with is not null;
create index manifest_row_same_as on reception.manifest_row (same_as) where same_as is not null;

-- What somebody says of a difference between the list and who came; rows of a file that were left out on purpose stand here alone.
create table reception.list_difference (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  manifest_id uuid not null references reception.manifest (id),
  kind text not null check (kind in ('notArrived', 'notOnList', 'offList', 'leftOut')),
  row_id uuid references reception.manifest_row (id),
  version int,
  file_row int,
  name text,
  reference text,
  reason text,
  note text,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  check ((kind = 'leftOut') = (row_id is null)),
  check ((kind = 'leftOut') = (file_row is not null and version is not null)),
  check (reason is null or (decided_by is not null and decided_at is not null)),
  unique (manifest_id, row_id),
  unique (manifest_id, version, file_row)
);
comment on table reception.list_difference is 'Why somebody on a list did not come, came without being named, or was left out: chosen or written by an officer.';
comment on column reception.list_difference.id is 'Difference | sensitivity: none | purpose: reception';
comment on column reception.list_difference.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.list_difference.office_id is 'Reception point that answers for the list | sensitivity: none | purpose: scope';
comment on column reception.list_difference.manifest_id is 'List | sensitivity: none | purpose: reception';
comment on column reception.list_difference.kind is 'notArrived, notOnList, offList or leftOut | sensitivity: internal | purpose: reception';
comment on column reception.list_difference.row_id is 'Row; empty for one that was left out | sensitivity: none | purpose: reception';
comment on column reception.list_difference.version is 'Version of the file, for a row left out | sensitivity: none | purpose: reception';
comment on column reception.list_difference.file_row is 'Row of the file, for a row left out | sensitivity: none | purpose: reception';
comment on column reception.list_difference.name is 'Name in the row left out | sensitivity: personal | purpose: reception';
comment on column reception.list_difference.reference is 'Number that the sender gave the row left out | sensitivity: personal | purpose: reception';
comment on column reception.list_difference.reason is 'Code of the reason | sensitivity: personal | purpose: reception';
comment on column reception.list_difference.note is 'Reason in words | sensitivity: personal | purpose: reception';
comment on column reception.list_difference.decided_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.list_difference.decided_by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.list_difference.decided_at is 'When | sensitivity: internal | purpose: audit';
create index list_difference_of on reception.list_difference (manifest_id);
alter table reception.list_difference enable row level security;
create policy difference_read on reception.list_difference for select using (reception.at_desk(country, office_id));
create policy difference_say on reception.list_difference for insert with check (reception.works_at_desk(country, office_id) and access.actor_is('reception'));
create policy difference_change on reception.list_difference for update
  using (reception.works_at_desk(country, office_id) and access.actor_is('reception')) with check (reception.works_at_desk(country, office_id) and access.actor_is('reception'));
grant select, insert, update on reception.list_difference to ventanilla_runtime;

create table reception.list_closing (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  manifest_id uuid not null references reception.manifest (id),
  kind text not null check (kind in ('closed', 'reopened')),
  counts jsonb not null,
  reason text,
  by_user uuid not null,
  by_name text not null,
  at timestamptz not null,
  check (kind = 'closed' or reason is not null)
);
comment on table reception.list_closing is 'A list was closed by an officer, or opened again by a supervisor; the last entry holds.';
comment on column reception.list_closing.id is 'Entry | sensitivity: none | purpose: reception';
comment on column reception.list_closing.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.list_closing.office_id is 'Reception point that answers for the list | sensitivity: none | purpose: scope';
comment on column reception.list_closing.manifest_id is 'List | sensitivity: none | purpose: reception';
comment on column reception.list_closing.kind is 'closed or reopened | sensitivity: internal | purpose: reception';
comment on column reception.list_closing.counts is 'Counts at that moment | sensitivity: internal | purpose: reception';
comment on column reception.list_closing.reason is 'Why it was opened again | sensitivity: internal | purpose: audit';
comment on column reception.list_closing.by_user is 'Officer or supervisor | sensitivity: internal | purpose: audit';
comment on column reception.list_closing.by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.list_closing.at is 'When | sensitivity: internal | purpose: audit';
create index list_closing_of on reception.list_closing (manifest_id, at desc);
alter table reception.list_closing enable row level security;
create policy closing_read on reception.list_closing for select using (reception.at_desk(country, office_id));
create policy closing_close on reception.list_closing for insert
  with check (kind = 'closed' and by_user = access.actor_user() and reception.works_at_desk(country, office_id) and access.actor_is('reception'));
create policy closing_reopen on reception.list_closing for insert
  with check (kind = 'reopened' and by_user = access.actor_user() and access.actor_is('supervisor') and reception.at_desk(country, office_id));
grant select, insert on reception.list_closing to ventanilla_runtime;

-- What is remembered of a sender: one entry for each shape of header that they use.
alter table reception.sender_mapping drop constraint sender_mapping_pkey;
alter table reception.sender_mapping
  add column id uuid not null default gen_random_uuid(),
  add column sender text not null default '',
  add column shape text not null default '',
  add column readings jsonb not null default '{}',
  add column arrival jsonb not null default '{}',
  add column uses int not null default 1,
  add column updated_by_name text not null default '',
  add primary key (id),
  add unique (country, office_id, sender_key, shape);
update reception.sender_mapping set sender = sender_key;
comment on column reception.sender_mapping.id is 'Remembered layout | sensitivity: none | purpose: reception';
comment on column reception.sender_mapping.sender is 'Sender as written | sensitivity: none | purpose: display';
comment on column reception.sender_mapping.shape is 'Header words in order, folded: how the sender is recognised | sensitivity: none | purpose: reception';
comment on column reception.sender_mapping.readings is 'Order of day and month, of names, meaning of M, as confirmed | sensitivity: none | purpose: reception';
comment on column reception.sender_mapping.arrival is 'How this sender''s people usually arrive | sensitivity: none | purpose: reception';
comment on column reception.sender_mapping.uses is 'How often it was confirmed | sensitivity: none | purpose: reception';
comment on column reception.sender_mapping.updated_by_name is 'Who confirmed it last | sensitivity: personal | purpose: display';
grant delete on reception.sender_mapping to ventanilla_runtime;

-- Reception points by date. What nobody has said is as the directory has it.
create table reception.point_state (
  id uuid primary key,
  country text not null,
  office_id uuid not null references access.office (id),
  state text not null check (state in ('open', 'suspended', 'moved')),
  moved_to uuid references access.office (id),
  valid_from date not null,
  valid_to date,
  reason text not null,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  revoked_by uuid,
  revoked_by_name text,
  revoked_at timestamptz,
  check ((state = 'moved') = (moved_to is not null)),
  check (moved_to <> office_id),
  check (valid_to is null or valid_to >= valid_from),
  check ((revoked_at is null) = (revoked_by is null))
);
comment on table reception.point_state is 'A reception point is open, suspended or moved to another one, from a day to a day. The latest word for a day holds.';
comment on column reception.point_state.id is 'Entry | sensitivity: none | purpose: reception';
comment on column reception.point_state.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.point_state.office_id is 'Reception point | sensitivity: none | purpose: reception';
comment on column reception.point_state.state is 'open, suspended or moved | sensitivity: none | purpose: reception';
comment on column reception.point_state.moved_to is 'Reception point that receives instead | sensitivity: none | purpose: reception';
comment on column reception.point_state.valid_from is 'First day | sensitivity: none | purpose: reception';
comment on column reception.point_state.valid_to is 'Last day; empty: until further notice | sensitivity: none | purpose: reception';
comment on column reception.point_state.reason is 'Why, in words for colleagues | sensitivity: internal | purpose: reception';
comment on column reception.point_state.set_by is 'Who said it | sensitivity: internal | purpose: audit';
comment on column reception.point_state.set_by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.point_state.set_at is 'When | sensitivity: internal | purpose: audit';
comment on column reception.point_state.revoked_by is 'Who took it back | sensitivity: internal | purpose: audit';
comment on column reception.point_state.revoked_by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.point_state.revoked_at is 'When it was taken back | sensitivity: internal | purpose: audit';
create index point_state_of on reception.point_state (country, office_id, set_at desc);

-- Who may say what a point is: a supervisor who sees its lists, or an administrator of the country.
create function reception.keeps_point(p_country text, p_office uuid) returns boolean language sql stable parallel safe as $$
  select p_country = access.actor_country() and (access.actor_is('administrator')
    or (access.actor_is('supervisor') and p_office = any ((select registry.actor_offices())::uuid[])))
$$;
create function reception.is_point(p_country text, p_office uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, access
  as $$ select exists (select from access.office o where o.id = p_office and o.country = p_country and o.country = access.actor_country() and o.kind = 'reception' and o.active) $$;
revoke all on function reception.is_point from public;
grant execute on function reception.is_point to ventanilla_runtime;

alter table reception.point_state enable row level security;
create policy point_read on reception.point_state for select
  using (country = access.actor_country() and access.actor_is('reception', 'protection', 'supervisor', 'administrator'));
create policy point_say on reception.point_state for insert with check (reception.keeps_point(country, office_id) and set_by = access.actor_user()
  and reception.is_point(country, office_id) and (moved_to is null or reception.is_point(country, moved_to)));
create policy point_revoke on reception.point_state for update using (reception.keeps_point(country, office_id)) with check (reception.keeps_point(country, office_id));
grant select, insert on reception.point_state to ventanilla_runtime;
grant update (revoked_by, revoked_by_name, revoked_at) on reception.point_state to ventanilla_runtime;

create table reception.arrival_move (
  id uuid primary key,
  country text not null,
  from_office uuid not null references access.office (id),
  to_office uuid not null references access.office (id),
  manifest_id uuid references reception.manifest (id),
  arrives_on date not null,
  label text not null,
  row_ids uuid[] not null,
  whole_lists uuid[] not null,
  people int not null,
  per_list jsonb not null,
  reason text not null,
  moved_by uuid not null,
  moved_by_name text not null,
  moved_at timestamptz not null,
  undone_by uuid,
  undone_by_name text,
  undone_at timestamptz,
  brought_back int,
  check (from_office <> to_office),
  check ((undone_at is null) = (undone_by is null))
);
comment on table reception.arrival_move is 'Expected people were moved as a whole to another reception point: one command, which both points see.';
comment on column reception.arrival_move.id is 'Move | sensitivity: none | purpose: reception';
comment on column reception.arrival_move.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.arrival_move.from_office is 'Point that expected them | sensitivity: none | purpose: scope';
comment on column reception.arrival_move.to_office is 'Point that expects them now | sensitivity: none | purpose: scope';
comment on column reception.arrival_move.manifest_id is 'List; empty: everybody expected on the day | sensitivity: none | purpose: reception';
comment on column reception.arrival_move.arrives_on is 'Day of arrival | sensitivity: internal | purpose: reception';
comment on column reception.arrival_move.label is 'What officers call it | sensitivity: internal | purpose: display';
comment on column reception.arrival_move.row_ids is 'Rows that were moved | sensitivity: none | purpose: reception';
comment on column reception.arrival_move.whole_lists is 'Lists that were moved with everything | sensitivity: none | purpose: reception';
comment on column reception.arrival_move.people is 'How many | sensitivity: none | purpose: statistics';
comment on column reception.arrival_move.per_list is 'How many of each list | sensitivity: none | purpose: reception';
comment on column reception.arrival_move.reason is 'Why | sensitivity: internal | purpose: reception';
comment on column reception.arrival_move.moved_by is 'Who moved them | sensitivity: internal | purpose: audit';
comment on column reception.arrival_move.moved_by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.arrival_move.moved_at is 'When | sensitivity: internal | purpose: audit';
comment on column reception.arrival_move.undone_by is 'Who undid it | sensitivity: internal | purpose: audit';
comment on column reception.arrival_move.undone_by_name is 'Name that colleagues see | sensitivity: personal | purpose: display';
comment on column reception.arrival_move.undone_at is 'When it was undone | sensitivity: internal | purpose: audit';
comment on column reception.arrival_move.brought_back is 'How many came back; the others had arrived | sensitivity: none | purpose: statistics';
create index arrival_move_from on reception.arrival_move (from_office, moved_at desc);
create index arrival_move_to on reception.arrival_move (to_office, moved_at desc);
create index arrival_move_list on reception.arrival_move (manifest_id);
alter table reception.arrival_move enable row level security;
create policy move_read on reception.arrival_move for select using (reception.at_desk(country, from_office) or reception.at_desk(country, to_office));
grant select on reception.arrival_move to ventanilla_runtime;

-- The head of a list of which a point received a part: its label and way of arrival, never the people who stayed.
create function reception.received_part_of(p_manifest uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, reception
  as $$
    select exists (select from reception.manifest_row r where r.manifest_id = p_manifest and reception.at_desk(r.country, r.office_id))
  $$;
revoke all on function reception.received_part_of from public;
grant execute on function reception.received_part_of to ventanilla_runtime;
drop policy manifest_read on reception.manifest;
create policy manifest_read on reception.manifest for select using (reception.at_desk(country, office_id)
  or (country = access.actor_country() and access.actor_is('reception', 'protection', 'supervisor') and reception.received_part_of(id)));
create policy version_read on reception.manifest_version for select using (reception.at_desk(country, office_id)
  or (country = access.actor_country() and exists (select from reception.manifest m where m.id = manifest_id and reception.at_desk(m.country, m.office_id))));
create policy version_accept on reception.manifest_version for insert with check (reception.works_at_desk(country, office_id) and access.actor_is('reception')
  and accepted_by = access.actor_user() and exists (select from reception.manifest m where m.id = manifest_id and reception.works_at_desk(m.country, m.office_id)));

-- Moves a list, or everybody expected on a day, to another reception point of the country. Sight of the people moves with them:
-- whoever had it loses it. Only who has not arrived is moved; a list of which nobody has arrived goes whole. Answers the number moved.
create function reception.move_arrivals(p_id uuid, p_manifest uuid, p_from uuid, p_day date, p_to uuid, p_label text, p_reason text, p_by text, p_at timestamptz)
  returns int language plpgsql volatile security definer set search_path = pg_catalog, reception as $$
  declare
    v_country text := access.actor_country();
    v_rows uuid[];
    v_lists uuid[];
    v_people int;
  begin
    if not ((access.actor_is('reception') and p_from = access.actor_office())
        or (access.actor_is('supervisor') and p_from = any (registry.actor_offices()))) then return 0; end if;
    if not reception.is_point(v_country, p_from) and not exists (select from reception.manifest_row r where r.office_id = p_from and r.country = v_country) then return 0; end if;
    if not reception.is_point(v_country, p_to) or p_to = p_from then return 0; end if;
    perform 1 from reception.manifest_row r where r.country = v_country and r.office_id = p_from
      and (p_manifest is null or r.manifest_id = p_manifest) and (p_manifest is not null or r.arrives_on = p_day) order by r.id for update;
    select coalesce(array_agg(m.id), '{}') into v_lists from reception.manifest m
      where m.country = v_country and m.office_id = p_from and (m.id = p_manifest or (p_manifest is null and m.arrives_on = p_day))
        and exists (select from reception.manifest_row r where r.manifest_id = m.id and r.state = 'expected')
        and not exists (select from reception.manifest_row r where (r.manifest_id = m.id or r.came_with = m.id) and (r.office_id <> p_from or r.state in ('waiting', 'taken', 'finished') or r.same_as is not null));
    select coalesce(array_agg(r.id), '{}'), count(*) filter (where r.state = 'expected') into v_rows, v_people from reception.manifest_row r
      where r.country = v_country and r.office_id = p_from and r.manifest_id is not null
        and (r.manifest_id = p_manifest or (p_manifest is null and r.arrives_on = p_day))
        and (r.state = 'expected' or r.manifest_id = any (v_lists));
    if v_people = 0 then return 0; end if;
    -- A number belongs to the point and day that gave it.
    update reception.manifest_row set office_id = p_to, queue_day = null, queue_no = null where id = any (v_rows);
    update reception.manifest set office_id = p_to where id = any (v_lists);
    update reception.list_difference set office_id = p_to where manifest_id = any (v_lists);
    update reception.list_closing set office_id = p_to where manifest_id = any (v_lists);
    insert into reception.arrival_move (id, country, from_office, to_office, manifest_id, arrives_on, label, row_ids, whole_lists, people, per_list, reason, moved_by, moved_by_name, moved_at)
      values (p_id, v_country, p_from, p_to, p_manifest, p_day, p_label, v_rows, v_lists, v_people,
        (select jsonb_object_agg(x.manifest_id, x.n) from (select r.manifest_id, count(*) as n from reception.manifest_row r where r.id = any (v_rows) group by 1) x), p_reason, access.actor_user(), p_by, p_at);
    return v_people;
  end $$;

-- Takes a move back while nobody was taken at the other point. Who has arrived there stays there. Answers how many came
-- back; -1: too late, -2: taken back already.
create function reception.undo_move(p_id uuid, p_by text, p_at timestamptz) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, reception as $$
  declare
    v_move reception.arrival_move;
    v_whole uuid[];
    v_back int;
  begin
    select * into v_move from reception.arrival_move m where m.id = p_id and m.country = access.actor_country()
      and ((access.actor_is('reception') and access.actor_office() in (m.from_office, m.to_office))
        or (access.actor_is('supervisor') and (m.from_office = any (registry.actor_offices()) or m.to_office = any (registry.actor_offices())))) for update;
    if v_move.id is null then return null; end if;
    if v_move.undone_at is not null then return -2; end if;
    perform 1 from reception.manifest_row r where r.id = any (v_move.row_ids) order by r.id for update;
    if exists (select from reception.manifest_row r where r.id = any (v_move.row_ids)
      and (r.office_id <> v_move.to_office or r.state in ('taken', 'finished') or r.same_as is not null)) then return -1; end if;
    if exists (select from reception.list_closing c where c.manifest_id = any (v_move.whole_lists) and c.at >= v_move.moved_at) then return -1; end if;
    select coalesce(array_agg(l), '{}') into v_whole from unnest(v_move.whole_lists) l
      where not exists (select from reception.manifest_row r where (r.manifest_id = l or r.came_with = l) and r.state = 'waiting');
    update reception.manifest_row r set office_id = v_move.from_office, queue_day = null, queue_no = null
      where (r.id = any (v_move.row_ids) and (r.state = 'expected' or r.manifest_id = any (v_whole))) or (r.manifest_id = any (v_whole) and r.office_id = v_move.to_office);
    get diagnostics v_back = row_count;
    update reception.manifest set office_id = v_move.from_office where id = any (v_whole);
    update reception.list_difference set office_id = v_move.from_office where manifest_id = any (v_whole);
    update reception.list_closing set office_id = v_move.from_office where manifest_id = any (v_whole);
    update reception.arrival_move set undone_by = access.actor_user(), undone_by_name = p_by, undone_at = p_at, brought_back = v_back where id = p_id;
    return v_back;
  end $$;

-- Lists whose rows were not yet compared with the registry, for the work that runs by itself: no person, only where and for whom.
create function reception.lists_to_match() returns table (manifest_id uuid, office_id uuid, accepted_by uuid)
  language sql stable security definer set search_path = pg_catalog, reception as $$
    select r.manifest_id, r.office_id, (array_agg(m.accepted_by))[1] from reception.manifest_row r join reception.manifest m on m.id = r.manifest_id
    where access.actor_is('system') and r.country = access.actor_country() and r.matched_at is null group by 1, 2 order by min(m.accepted_at)
  $$;
revoke all on function reception.move_arrivals, reception.undo_move, reception.lists_to_match from public;
grant execute on function reception.move_arrivals, reception.undo_move, reception.lists_to_match to ventanilla_runtime;

-- What insights may count of lists: who was expected and who came, without any person.
create view reception.facts_arrival with (security_barrier) as
  select r.country, md5(r.id::text) as arrival_key, r.office_id, r.arrives_on, m.mode, m.variant, m.id is not null as listed,
    case when r.same_as is not null then 'elsewhere' when r.state = 'notArrived' and r.off_list_version is not null then 'takenOff'
      when r.state = 'notArrived' then 'notArrived' when r.state = 'expected' then 'expected' else 'arrived' end as outcome
  from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id
  where r.country = access.actor_country() and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view reception.facts_arrival is 'Rows of arrival lists and people whom no list names, without identity, for figures. A supervisor counts the offices whose lists they may open.';
grant select on reception.facts_arrival to ventanilla_runtime;
