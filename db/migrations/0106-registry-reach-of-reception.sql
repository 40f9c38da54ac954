-- A reception point meets people for an hour and keeps them in sight for ever. What others wrote down afterwards (where somebody
-- lives now, what they told, whom they agreed to) is not its business: it reads what its own office recorded.
create function registry.in_reach(p_role text, p_office uuid, p_recorded_by uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, registry
  as $$
    select p_role <> 'reception' or exists (select from access.user_account a where a.id = p_recorded_by and a.office_id = p_office)
  $$;
-- The same for the actor of the transaction, for policies.
create function registry.in_actor_reach(p_recorded_by uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, registry
  as $$ select registry.in_reach(access.actor_role(), access.actor_office(), p_recorded_by) $$;
revoke all on function registry.in_reach, registry.in_actor_reach from public;
grant execute on function registry.in_reach, registry.in_actor_reach to ventanilla_runtime;

-- Restrictive: they narrow what the other policies allow, and cost nothing to anybody but reception.
create policy contact_reach on registry.contact as restrictive for select using (not access.actor_is('reception') or registry.in_actor_reach(recorded_by));
create policy fact_reach on registry.person_fact as restrictive for select using (not access.actor_is('reception') or registry.in_actor_reach(recorded_by));
create policy correction_reach on registry.correction as restrictive for select using (not access.actor_is('reception') or registry.in_actor_reach(corrected_by));
create policy consent_reach on registry.consent as restrictive for select using (not access.actor_is('reception') or registry.in_actor_reach(recorded_by));
