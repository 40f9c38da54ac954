-- Many cases change hands at once: what is to move is written down first, then done part by part in the name of whoever asked. A stop, a kill or a second server leaves
-- lines that wait, and nothing else.
create table registry.bulk_move (
  id uuid primary key,
  country text not null,
  from_office uuid not null references access.office (id),
  from_whom text not null check (from_whom in ('everybody', 'nobody', 'officer')),
  from_officer uuid,
  to_office uuid not null references access.office (id),
  note text not null check (char_length(note) between 1 and 500),
  state text not null check (state in ('waiting', 'done', 'cancelled')),
  total int not null,
  moved int not null default 0,
  skipped int not null default 0,
  asked_by uuid not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  check ((from_whom = 'officer') = (from_officer is not null)),
  check ((state = 'waiting') = (ended_at is null)),
  check (moved + skipped <= total)
);
comment on table registry.bulk_move is 'Many cases that supervision gives to other hands at once.';
comment on column registry.bulk_move.id is 'Move | sensitivity: internal | purpose: case';
comment on column registry.bulk_move.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.bulk_move.from_office is 'Office that has the cases | sensitivity: internal | purpose: scope';
comment on column registry.bulk_move.from_whom is 'All its open cases, those that nobody holds, or those of one officer | sensitivity: internal | purpose: case';
comment on column registry.bulk_move.from_officer is 'Officer whose cases move | sensitivity: internal | purpose: case';
comment on column registry.bulk_move.to_office is 'Office that gets them; the same when only officers change | sensitivity: internal | purpose: scope';
comment on column registry.bulk_move.note is 'What whoever gets the cases must know | sensitivity: internal | purpose: case';
comment on column registry.bulk_move.state is 'State | sensitivity: internal | purpose: operation';
comment on column registry.bulk_move.total is 'Cases written down to move | sensitivity: internal | purpose: operation';
comment on column registry.bulk_move.moved is 'Cases that moved | sensitivity: internal | purpose: operation';
comment on column registry.bulk_move.skipped is 'Cases that changed meanwhile and stayed | sensitivity: internal | purpose: operation';
comment on column registry.bulk_move.asked_by is 'Account that asked, in whose name it is done | sensitivity: internal | purpose: audit';
comment on column registry.bulk_move.asked_at is 'When it was asked | sensitivity: internal | purpose: audit';
comment on column registry.bulk_move.ended_at is 'When it was done or cancelled | sensitivity: internal | purpose: operation';
create index bulk_move_waiting on registry.bulk_move (country, asked_at, id) where state = 'waiting';
create index bulk_move_newest on registry.bulk_move (country, asked_at desc, id);
alter table registry.bulk_move enable row level security;
create policy bulk_move_read on registry.bulk_move for select using (
  country = access.actor_country() and (access.actor_is('system')
    or (access.actor_is('supervisor') and from_office = any ((select registry.actor_offices())::uuid[]) and to_office = any ((select registry.actor_offices())::uuid[]))));
create policy bulk_move_ask on registry.bulk_move for insert with check (
  country = access.actor_country() and access.actor_is('supervisor') and asked_by = access.actor_user() and state = 'waiting' and moved = 0 and skipped = 0
  and from_office = any ((select registry.actor_offices())::uuid[]) and to_office = any ((select registry.actor_offices())::uuid[])
  and exists (select from access.office o where o.id = to_office and o.country = bulk_move.country and o.active and o.kind in ('window', 'national')));
create policy bulk_move_go_on on registry.bulk_move for update
  using (country = access.actor_country() and state = 'waiting' and (access.actor_is('system')
    or (access.actor_is('supervisor') and from_office = any ((select registry.actor_offices())::uuid[]) and to_office = any ((select registry.actor_offices())::uuid[]))))
  with check (country = access.actor_country());
grant select, insert on registry.bulk_move to ventanilla_runtime;
grant update (state, moved, skipped, ended_at) on registry.bulk_move to ventanilla_runtime;

create table registry.bulk_move_line (
  bulk_id uuid not null references registry.bulk_move (id),
  n int not null,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  to_officer uuid,
  state text not null check (state in ('waiting', 'moved', 'skipped')),
  primary key (bulk_id, n)
);
comment on table registry.bulk_move_line is 'One case of many that move at once.';
comment on column registry.bulk_move_line.bulk_id is 'Move | sensitivity: internal | purpose: case';
comment on column registry.bulk_move_line.n is 'Place in the order | sensitivity: none | purpose: operation';
comment on column registry.bulk_move_line.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.bulk_move_line.case_id is 'Case | sensitivity: internal | purpose: case';
comment on column registry.bulk_move_line.to_officer is 'Officer who gets it; empty: nobody yet | sensitivity: internal | purpose: case';
comment on column registry.bulk_move_line.state is 'State; skipped: the case changed meanwhile and stayed | sensitivity: internal | purpose: operation';
create index bulk_move_line_waiting on registry.bulk_move_line (bulk_id, n) where state = 'waiting';
alter table registry.bulk_move_line enable row level security;
create policy bulk_move_line_read on registry.bulk_move_line for select using (country = access.actor_country() and exists (select from registry.bulk_move b where b.id = bulk_id));
create policy bulk_move_line_ask on registry.bulk_move_line for insert with check (
  country = access.actor_country() and state = 'waiting' and exists (select from registry.bulk_move b where b.id = bulk_id and b.asked_by = access.actor_user())
  and exists (select from registry.case_file c join registry.bulk_move b on b.id = bulk_id where c.id = case_id and c.office_id = b.from_office));
create policy bulk_move_line_go_on on registry.bulk_move_line for update
  using (country = access.actor_country() and state = 'waiting' and exists (select from registry.bulk_move b where b.id = bulk_id and b.asked_by = access.actor_user()))
  with check (country = access.actor_country() and state <> 'waiting');
grant select, insert on registry.bulk_move_line to ventanilla_runtime;
grant update (state) on registry.bulk_move_line to ventanilla_runtime;
