-- For policies of higher rooms: may the actor know of this need? Of a secret one only protection and who heard it.
create function assessment.may_see_need(p_need uuid) returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog, assessment
  as $$
    select exists (select from assessment.need n where n.id = p_need and registry.may_see_case(n.case_id)
      and (not n.restricted or access.actor_is('protection') or n.opened_by = access.actor_user()))
  $$;
revoke all on function assessment.may_see_need from public;
grant execute on function assessment.may_see_need to ventanilla_runtime;
