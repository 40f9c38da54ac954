-- A desk opens cases; what is agreed at a window, and whether safety comes first there, is not for it.
create policy plan_reach on plans.plan as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
create policy plan_version_reach on plans.plan_version as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
create policy goal_reach on plans.goal as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
create policy action_reach on plans.action as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
create policy action_event_reach on plans.action_event as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
create policy plan_review_reach on plans.plan_review as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));

create or replace function plans.bears_names(p_case uuid, p_words text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, plans as $$
begin
  return access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(p_case) and exists (
    select from registry.case_file c join registry.person p on p.id = c.person_id
    where c.id = p_case and c.country = access.actor_country()
      and not exists (select from unnest(p_words) w where not exists (select from unnest(p.name_words) n where n collate "C" >= w and n collate "C" < w || chr(1114111))));
end $$;

create or replace function assessment.safety_comes_first(p_case uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
declare
  family uuid[];
begin
  if not (access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(p_case)) then
    return null;
  end if;
  family := array(select registry.cases_going_on_in(p_case)) || p_case;
  return exists (select from assessment.alert l where l.case_id = any (family) and l.country = access.actor_country() and l.answered_at is null
      and l.code not in ('hunger', 'no-identity', 'wants-psychologist', 'must-leave'))
    or exists (select from assessment.need n where n.case_id = any (family) and n.country = access.actor_country() and n.restricted and n.state = 'open' and n.urgency in ('24h', '72h'));
end $$;
