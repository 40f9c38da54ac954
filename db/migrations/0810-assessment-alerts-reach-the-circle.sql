-- An alarm reaches the office where protection works, with a clock; what it is about stays with protection and with whoever asked.
alter table assessment.alert add column restricted boolean not null default false, add column circle_office uuid references access.office (id), add column due_at timestamptz;
comment on column assessment.alert.restricted is 'Came of a question that only the closed circle reads | sensitivity: internal | purpose: scope';
comment on column assessment.alert.circle_office is 'Office whose protection staff was told; empty: an alert of work, not of danger | sensitivity: internal | purpose: protection';
comment on column assessment.alert.due_at is 'By when somebody of that office answers | sensitivity: internal | purpose: protection';

-- Alerts of an earlier version: those of danger are closed from now on, and stand on the lists of the office that has the case.
update assessment.alert l set
  restricted = l.code in ('danger-now', 'wish-to-die', 'unsafe-destination', 'threat'),
  circle_office = case when l.code in ('danger-now', 'wish-to-die', 'child-alone', 'unsafe-destination', 'threat', 'feels-unsafe') then c.office_id end,
  due_at = case when l.code in ('danger-now', 'wish-to-die', 'child-alone', 'unsafe-destination', 'threat', 'feels-unsafe') then l.raised_at + interval '24 hours' end
from registry.case_file c where c.id = l.case_id;
alter table assessment.alert alter column restricted drop default, add check ((circle_office is null) = (due_at is null));

create index alert_waiting_of_circle on assessment.alert (circle_office, due_at, id) where answered_at is null and due_at is not null;
create index alert_waiting on assessment.alert (country, due_at, id) where answered_at is null and due_at is not null;
create index alert_answered_of_circle on assessment.alert (circle_office, answered_at desc, id) where answered_at is not null and due_at is not null;
create index alert_answered on assessment.alert (country, answered_at desc, id) where answered_at is not null and due_at is not null;

-- Second wall: who neither belongs to the circle nor asked does not read the row at all.
create policy alert_circle on assessment.alert as restrictive for select using (
  not restricted or access.actor_is('protection') or raised_by = access.actor_user());
create policy alert_circle_answer on assessment.alert as restrictive for update using (
  not restricted or access.actor_is('protection') or raised_by = access.actor_user());

-- What everybody who sees the case learns of an alert: that it is there, and whether it was answered. Of a restricted one no more than that.
create view assessment.alert_in_sight with (security_barrier) as
  select l.id, l.country, l.case_id, l.raised_by, l.raised_at, l.answered_at, l.restricted, l.circle_office, l.due_at, k.known,
    case when k.known then l.code end as code, case when k.known then l.what end as what, case when k.known then l.answered_by end as answered_by
  from assessment.alert l, lateral (select not l.restricted or access.actor_is('protection') or l.raised_by = access.actor_user() as known) k
  where l.country = access.actor_country() and registry.may_see_case(l.case_id)
    and (not access.actor_is('reception') or registry.in_actor_reach(l.raised_by));
comment on view assessment.alert_in_sight is 'Alerts of cases in sight; the code and what was done only to whom they are open.';
grant select on assessment.alert_in_sight to ventanilla_runtime;

-- Whom an alarm of this case reaches: the office that the country names, else the nearest where protection works, else the national one.
create function assessment.circle_of(p_case uuid, p_named text) returns uuid language plpgsql stable security definer
  set search_path = pg_catalog, assessment
  as $$
#variable_conflict use_column
begin
  if not registry.keeps_records() or not registry.may_see_case(p_case) then return null; end if;
  return (
    select o.id from access.office o join registry.case_file c on c.id = p_case join access.office own on own.id = c.office_id
    where o.country = access.actor_country() and (o.active or o.id = own.id) and (o.ref = p_named or o.id = own.id or o.kind = 'national' or exists (
      select from access.user_account a where a.office_id = o.id and a.country = o.country and a.role = 'protection' and a.active))
    order by (o.ref = p_named) desc nulls last,
      exists (select from access.user_account a where a.office_id = o.id and a.role = 'protection' and a.active) desc,
      (o.id = own.id) desc, (o.kind = 'national') desc, (o.organization_id = own.organization_id) desc nulls last, o.ref
    limit 1);
end $$;
comment on function assessment.circle_of(uuid, text) is 'Office that an alarm of a case reaches.';
revoke all on function assessment.circle_of from public;
grant execute on function assessment.circle_of to ventanilla_runtime;
