-- Counts names anew when the registry has grown or shrunk by a twentieth since the last count; small registries need none.
create function registry.keep_name_terms() returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  counted int;
  people int;
begin
  if not (registry.keeps_records() or access.actor_is('system')) then
    raise insufficient_privilege;
  end if;
  select coalesce(max(t.people), 0) into counted from registry.name_term t where t.country = access.actor_country() and t.kind = 'total';
  select count(*) into people from registry.person p where p.country = access.actor_country();
  if people < 1000 or abs(people - counted) * 20 < people then
    return false;
  end if;
  perform registry.refresh_name_terms();
  return true;
end $$;
revoke all on function registry.keep_name_terms from public;
grant execute on function registry.keep_name_terms to ventanilla_runtime;
