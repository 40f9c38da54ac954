-- What a plan promises and what an alarm asks put their case onto the lists by the day, like contacts and referrals do (decisions 46 and 57).

-- Of a plan: the first promised step, whoever takes it, and the day of the next look. What an organization promised is waited for since it did.
create function plans.note_plan_steps(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, plans as $$
declare
  charge uuid := registry.case_in_charge(p_case);
  family uuid[] := array(select registry.cases_going_on_in(charge));
begin
  perform registry.note_step(charge, 'plan',
    least((select min(a.due_on) from plans.action a where a.case_id = any (family) and a.state = 'promised'),
      (select min(p.review_on) from plans.plan p where p.case_id = any (family) and p.state = 'open')),
    (select min((select max(registry.list_day(e.at)) from plans.action_event e where e.action_id = a.id and e.kind in ('promised', 'again')))
      from plans.action a where a.case_id = any (family) and a.state = 'promised' and a.who = 'organization'));
end $$;
create function plans.step_of_plan() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform plans.note_plan_steps(new.case_id);
  return null;
end $$;
create trigger step_of_action after insert or update of state, due_on, who on plans.action for each row execute function plans.step_of_plan();
create trigger step_of_promise after insert on plans.action_event for each row when (new.kind in ('promised', 'again')) execute function plans.step_of_plan();
create trigger step_of_review after insert or update of state, review_on on plans.plan for each row execute function plans.step_of_plan();

-- Of alerts: one that the office may answer is due on the day it was raised. One of the closed circle is answered by protection: the office waits for it, and asks when its clock has run out.
create function assessment.note_alert_steps(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, assessment as $$
declare
  charge uuid := registry.case_in_charge(p_case);
  due date;
  waits date;
begin
  select min(case when l.restricted then registry.list_day(coalesce(l.due_at, l.raised_at)) + 1 else registry.list_day(l.raised_at) end),
    min(case when l.restricted then registry.list_day(l.raised_at) end)
    into due, waits from assessment.alert l where l.case_id in (select registry.cases_going_on_in(charge)) and l.answered_at is null;
  perform registry.note_step(charge, 'alert', due, waits);
end $$;
create function assessment.step_of_alert() returns trigger
language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  perform assessment.note_alert_steps(new.case_id);
  return null;
end $$;
create trigger step_of_alert after insert or update of answered_at on assessment.alert for each row execute function assessment.step_of_alert();

-- Joined cases are one piece of work.
create function plans.plan_steps_of_join() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  perform plans.note_plan_steps(new.case_id), plans.note_plan_steps(new.into_case);
  return null;
end $$;
create trigger plan_steps_of_join after insert or update of undone_at on registry.case_join for each row execute function plans.plan_steps_of_join();
create function assessment.alert_steps_of_join() returns trigger
language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  perform assessment.note_alert_steps(new.case_id), assessment.note_alert_steps(new.into_case);
  return null;
end $$;
create trigger alert_steps_of_join after insert or update of undone_at on registry.case_join for each row execute function assessment.alert_steps_of_join();
revoke all on function plans.note_plan_steps, plans.step_of_plan, plans.plan_steps_of_join, assessment.note_alert_steps, assessment.step_of_alert, assessment.alert_steps_of_join from public;

-- A list tells a day and never why. That it is a plan or an alarm is read by those who read plans and alarms; a desk that opened the case does not.
create policy case_step_reach on registry.case_step as restrictive for select using (source not in ('plan', 'alert') or access.actor_is('window', 'protection', 'supervisor'));

-- What stands already.
insert into registry.case_step (case_id, source, country, due_on, waits_since)
  select * from (
    select c.id, 'plan', c.country, least(min(a.due_on), min(p.review_on)) as due_on,
      min(case when a.who = 'organization' then (select max(registry.list_day(e.at)) from plans.action_event e where e.action_id = a.id and e.kind in ('promised', 'again')) end) as waits_since
    from plans.plan p left join plans.action a on a.plan_id = p.id and a.state = 'promised' join registry.case_file c on c.id = registry.case_in_charge(p.case_id)
    where p.state = 'open' and c.state <> 'closed' group by c.id, c.country) n
  where n.due_on is not null or n.waits_since is not null;
insert into registry.case_step (case_id, source, country, due_on, waits_since)
  select c.id, 'alert', c.country,
    min(case when l.restricted then registry.list_day(coalesce(l.due_at, l.raised_at)) + 1 else registry.list_day(l.raised_at) end), min(case when l.restricted then registry.list_day(l.raised_at) end)
  from assessment.alert l join registry.case_file c on c.id = registry.case_in_charge(l.case_id) where l.answered_at is null and c.state <> 'closed' group by c.id, c.country;
update registry.case_file c set due_on = least(case when c.state = 'new' then c.answer_by end, s.due_on), waits_since = s.waits_since
  from (select x.case_id, min(x.due_on) as due_on, min(x.waits_since) as waits_since from registry.case_step x
    where x.case_id in (select k.case_id from registry.case_step k where k.source in ('plan', 'alert')) group by x.case_id) s
  where s.case_id = c.id and c.state <> 'closed';
