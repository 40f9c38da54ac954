-- A list of lost people asked a function of every line, which looked up the offices of the actor again each time. It is
-- asked of contacts that are in sight already.
create or replace function plans.case_is_open(p_case uuid) returns boolean
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, plans as $$
begin
  return access.actor_is('window', 'protection', 'supervisor') and exists (select from registry.case_file c where c.id = p_case and c.country = access.actor_country() and c.state <> 'closed');
end $$;
