-- Lost to follow-up: a dated state of the case that can end. Each time is a period of its own and stays.
create table plans.lost_period (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  follow_up_id uuid not null references plans.follow_up (id),
  from_on date not null,
  last_safe_on date,
  last_safe_channel text check (last_safe_channel in ('phone', 'message', 'visit', 'office')),
  until_on date check (until_on >= from_on),
  found_how text check (found_how in ('contact', 'came', 'relative', 'institution')),
  note text check (length(note) <= 300),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  found_by uuid,
  found_at timestamptz,
  check ((until_on is null) = (found_how is null) and (until_on is null) = (found_by is null) and (until_on is null) = (found_at is null))
);
comment on table plans.lost_period is 'From when until when nobody knew how to reach the person of a case; the newest without an end is the state now.';
comment on column plans.lost_period.id is 'Period | sensitivity: internal | purpose: follow-up';
comment on column plans.lost_period.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.lost_period.case_id is 'Case | sensitivity: internal | purpose: follow-up';
comment on column plans.lost_period.follow_up_id is 'Contact whose tries led to it | sensitivity: internal | purpose: follow-up';
comment on column plans.lost_period.from_on is 'First day | sensitivity: personal | purpose: follow-up';
comment on column plans.lost_period.last_safe_on is 'Day the person was last reached before | sensitivity: personal | purpose: follow-up';
comment on column plans.lost_period.last_safe_channel is 'Channel by which that was | sensitivity: personal | purpose: follow-up';
comment on column plans.lost_period.until_on is 'Day the person was found; empty while lost | sensitivity: personal | purpose: follow-up';
comment on column plans.lost_period.found_how is 'Reached at a contact, came by themselves, told by a relative or an institution | sensitivity: personal | purpose: follow-up';
comment on column plans.lost_period.note is 'Note of the officer on how the person was found | sensitivity: personal | purpose: follow-up';
comment on column plans.lost_period.recorded_by is 'Account under which it began | sensitivity: internal | purpose: audit';
comment on column plans.lost_period.recorded_at is 'When that was | sensitivity: internal | purpose: audit';
comment on column plans.lost_period.found_by is 'Account that ended it | sensitivity: internal | purpose: audit';
comment on column plans.lost_period.found_at is 'When it was ended | sensitivity: internal | purpose: audit';
create unique index lost_now on plans.lost_period (case_id) where until_on is null;
create index lost_by_case on plans.lost_period (case_id, from_on);
create index lost_by_contact on plans.lost_period (follow_up_id) where until_on is null;
alter table plans.lost_period enable row level security;
create policy lost_read on plans.lost_period for select using (
  country = access.actor_country() and exists (select from plans.follow_up f where f.id = follow_up_id));
create policy lost_reach on plans.lost_period as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
create policy lost_add on plans.lost_period for insert with check (
  country = access.actor_country() and registry.keeps_records() and recorded_by = access.actor_user() and until_on is null and registry.may_see_case(case_id)
  and exists (select from plans.follow_up f where f.id = follow_up_id and f.case_id = lost_period.case_id));
create policy lost_end on plans.lost_period for update
  using (country = access.actor_country() and registry.keeps_records() and until_on is null and registry.may_see_case(case_id))
  with check (country = access.actor_country() and found_by = access.actor_user() and until_on is not null);
grant select, insert on plans.lost_period to ventanilla_runtime;
grant update (until_on, found_how, note, found_by, found_at) on plans.lost_period to ventanilla_runtime;

-- Whoever counts as lost today has a period from the day that was noted.
insert into plans.lost_period (id, country, case_id, follow_up_id, from_on, last_safe_channel, recorded_by, recorded_at)
  select distinct on (f.case_id) gen_random_uuid(), f.country, f.case_id, f.id, f.lost_on, f.last_channel, f.scheduled_by, f.scheduled_at
  from plans.follow_up f where f.state = 'lost' order by f.case_id, f.lost_on, f.id;

-- The lists of supervision in their own order.
create index follow_up_escalated on plans.follow_up (office_id, due_on, id) where escalated and state in ('planned', 'talked');
drop index plans.follow_up_lost;
create index follow_up_lost on plans.follow_up (office_id, due_on, id) where state = 'lost';

-- Whether a case is open, with the sight of whoever asks.
create function plans.case_is_open(p_case uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, plans as $$
begin
  return exists (select from registry.case_file c where c.id = p_case and c.state <> 'closed');
end $$;
revoke all on function plans.case_is_open from public;
grant execute on function plans.case_is_open to ventanilla_runtime;
