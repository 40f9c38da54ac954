-- Who is on duty where protection works: by whom an alarm is answered now, and who goes on when nobody takes it.
create table assessment.duty_turn (
  id uuid primary key,
  country text not null,
  office_id uuid not null references access.office (id),
  account_id uuid not null references access.user_account (id),
  line smallint not null check (line in (1, 2)),
  from_at timestamptz not null,
  until_at timestamptz not null,
  phone text not null check (phone ~ '^\+?[0-9][0-9 ().-]{4,24}( ?(ext|x)\.? ?[0-9]{1,6})?$'),
  entered_by uuid not null,
  entered_at timestamptz not null,
  struck_by uuid,
  struck_at timestamptz,
  check (until_at > from_at and until_at <= from_at + interval '26 hours'),
  check ((struck_at is null) = (struck_by is null))
);
comment on table assessment.duty_turn is 'Somebody is on duty at an office where protection works, from an hour until an hour. Turns are struck out and never changed.';
comment on column assessment.duty_turn.id is 'Turn | sensitivity: internal | purpose: protection';
comment on column assessment.duty_turn.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column assessment.duty_turn.office_id is 'Office | sensitivity: internal | purpose: scope';
comment on column assessment.duty_turn.account_id is 'Who is on duty | sensitivity: internal | purpose: protection';
comment on column assessment.duty_turn.line is '1 answers; 2 goes on when nobody has taken the alarm in time | sensitivity: internal | purpose: protection';
comment on column assessment.duty_turn.from_at is 'Begins | sensitivity: internal | purpose: protection';
comment on column assessment.duty_turn.until_at is 'Ends; the next one begins at the same instant | sensitivity: internal | purpose: protection';
comment on column assessment.duty_turn.phone is 'Telephone of work under which this turn is reached, as the office entered it | sensitivity: internal | purpose: protection';
comment on column assessment.duty_turn.entered_by is 'Account | sensitivity: internal | purpose: audit';
comment on column assessment.duty_turn.entered_at is 'When | sensitivity: internal | purpose: audit';
comment on column assessment.duty_turn.struck_by is 'Account that struck it out | sensitivity: internal | purpose: audit';
comment on column assessment.duty_turn.struck_at is 'When it was struck out; empty while it stands | sensitivity: internal | purpose: audit';
create index duty_turn_of_office on assessment.duty_turn (office_id, until_at, from_at) where struck_at is null;
create index duty_turn_of_account on assessment.duty_turn (account_id, until_at) where struck_at is null;
alter table assessment.duty_turn enable row level security;
create policy duty_read on assessment.duty_turn for select using (
  country = access.actor_country() and access.actor_is('protection', 'supervisor') and office_id = any ((select registry.actor_offices())::uuid[]));
create policy duty_add on assessment.duty_turn for insert with check (
  country = access.actor_country() and access.actor_is('protection', 'supervisor') and office_id = any ((select registry.actor_offices())::uuid[]) and entered_by = access.actor_user() and struck_at is null
  and exists (select from access.colleague a where a.id = account_id and a.office_id = duty_turn.office_id and a.active and a.role in ('protection', 'supervisor')));
create policy duty_strike on assessment.duty_turn for update
  using (country = access.actor_country() and access.actor_is('protection', 'supervisor') and office_id = any ((select registry.actor_offices())::uuid[]) and struck_at is null)
  with check (struck_by = access.actor_user());
grant select, insert on assessment.duty_turn to ventanilla_runtime;
grant update (struck_by, struck_at) on assessment.duty_turn to ventanilla_runtime;

-- Offices whose roster the actor keeps: the own one, and of those in sight where protection works.
create function assessment.duty_offices() returns setof uuid
language plpgsql stable set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('protection', 'supervisor') then
    return;
  end if;
  return query select o.id from access.office o
    where o.country = access.actor_country() and o.active and o.id = any ((select registry.actor_offices())::uuid[])
      and (o.id = access.actor_office() or exists (select from access.colleague a where a.office_id = o.id and a.role = 'protection' and a.active))
    order by o.id = access.actor_office() desc nulls last, o.ref limit 200;
end $$;
revoke all on function assessment.duty_offices from public;
grant execute on function assessment.duty_offices to ventanilla_runtime;

-- Who answers for an office at this moment, to whoever has a case in sight; of the rest of the roster nothing. Without a second line: supervision of that office, by name.
create function assessment.on_duty(p_case uuid, p_office uuid, p_at timestamptz) returns table (line int, name text, phone text, until_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
#variable_conflict use_column
begin
  if not (registry.keeps_records() or access.actor_is('supervisor')) or not registry.may_see_case(p_case) then
    return;
  end if;
  return query select t.line::int, a.display_name, t.phone, t.until_at from assessment.duty_turn t join access.user_account a on a.id = t.account_id and a.active and a.office_id = t.office_id
    where t.office_id = p_office and t.country = access.actor_country() and t.struck_at is null and t.from_at <= p_at and t.until_at > p_at order by t.line, t.from_at, t.id limit 6;
  return query select 3, s.display_name, null::text, null::timestamptz from (
      select a.display_name, o.id = p_office as here, o.organization_id is not distinct from d.organization_id as same, a.id
      from access.office d join access.user_account a on a.country = d.country and a.role = 'supervisor' and a.active join access.office o on o.id = a.office_id
      where d.id = p_office and d.country = access.actor_country() and (o.id = d.id or o.organization_id = d.organization_id or o.kind = 'national')) s
    order by s.here desc, s.same desc, s.display_name, s.id limit 2;
end $$;
revoke all on function assessment.on_duty from public;
grant execute on function assessment.on_duty to ventanilla_runtime;

-- Somebody of that office takes an alarm before they can say what was done.
alter table assessment.alert add column taken_by uuid, add column taken_at timestamptz, add constraint alert_taken check ((taken_by is null) = (taken_at is null));
comment on column assessment.alert.taken_by is 'Account that took it on | sensitivity: internal | purpose: protection';
comment on column assessment.alert.taken_at is 'When that was; empty: nobody has taken it | sensitivity: internal | purpose: protection';
create index alert_untaken_of_circle on assessment.alert (circle_office, raised_at, id) where answered_at is null and taken_at is null and due_at is not null;
drop policy alert_answer on assessment.alert;
create policy alert_answer on assessment.alert for update
  using (country = access.actor_country() and registry.keeps_records() and answered_at is null and registry.may_see_case(case_id))
  with check (country = access.actor_country() and (answered_by = access.actor_user()
    or (answered_by is null and taken_by = access.actor_user() and access.actor_is('protection') and circle_office = any ((select registry.actor_offices())::uuid[]))));
grant update (taken_by, taken_at) on assessment.alert to ventanilla_runtime;

-- That somebody took it everybody learns who sees the case; who it was, whom the rest is open to.
create or replace view assessment.alert_in_sight with (security_barrier) as
  select l.id, l.country, l.case_id, l.raised_by, l.raised_at, l.answered_at, l.restricted, l.circle_office, l.due_at, k.known,
    case when k.known then l.code end as code, case when k.known then l.what end as what, case when k.known then l.answered_by end as answered_by,
    l.taken_at, case when k.known then l.taken_by end as taken_by
  from assessment.alert l, lateral (select not l.restricted or access.actor_is('protection') or l.raised_by = access.actor_user() as known) k
  where l.country = access.actor_country() and registry.may_see_case(l.case_id)
    and (not access.actor_is('reception') or registry.in_actor_reach(l.raised_by));
