-- Goals by dimension and level, of the offices that work on them; what was met with a goal is known, so that it is open again with it.
alter table plans.goal add column office_id uuid references access.office (id), add column met_needs uuid[] not null default '{}';
comment on column plans.goal.office_id is 'Office whose plan it is in; empty while its case is closed | sensitivity: internal | purpose: scope';
comment on column plans.goal.met_needs is 'Needs that were met when it was reached | sensitivity: personal | purpose: plan';
grant update (met_needs) on plans.goal to ventanilla_runtime;

-- A goal that a later agreement no longer has is set aside: nobody works towards it.
update plans.goal g set state = 'set-aside', closed_on = v.agreed_on
  from plans.plan p join plans.plan_version v on v.plan_id = p.id and v.number = p.version
  where p.id = g.plan_id and g.state = 'open' and not exists (select from jsonb_array_elements(v.content -> 'goals') x where x ->> 'goalId' = g.id::text);

create function plans.office_of_goal() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  new.office_id := (select p.office_id from plans.plan p where p.id = new.plan_id and p.state = 'open');
  return new;
end $$;
create trigger office_of_goal before insert on plans.goal for each row execute function plans.office_of_goal();
create function plans.goals_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  update plans.goal g set office_id = case when new.state = 'open' then new.office_id end where g.plan_id = new.id;
  return null;
end $$;
create trigger goals_follow after update of office_id, state on plans.plan for each row execute function plans.goals_follow();
revoke all on function plans.office_of_goal, plans.goals_follow from public;
update plans.goal g set office_id = p.office_id from plans.plan p where p.id = g.plan_id and p.state = 'open';

create index goal_by_plan on plans.goal (plan_id);
create index goal_board on plans.goal (office_id, dimension, level, id) include (country) where state = 'open' and office_id is not null;
-- As for steps: of the own offices without asking for each row.
drop policy goal_read on plans.goal;
create policy goal_read on plans.goal for select using (
  country = access.actor_country() and (office_id = any ((select registry.actor_offices())::uuid[]) or registry.may_see_case(case_id)));
