-- Whether names must be counted anew was found by counting everybody, which takes seconds in a country of a million, after every import
-- and at every start. What the database itself believes tells enough where people are many: as long as all countries together have not
-- changed by a fortieth of this one, this one has not changed by more.
create or replace function registry.keep_name_terms() returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  v_many constant int := 200000;
  v_counted int;
  v_all bigint;
  v_believed bigint;
  v_people int;
begin
  if not (registry.keeps_records() or access.actor_is('system')) then
    raise insufficient_privilege;
  end if;
  select coalesce(max(t.people) filter (where t.country = access.actor_country()), 0), coalesce(sum(t.people), 0)
    into v_counted, v_all from registry.name_term t where t.kind = 'total';
  select c.reltuples::bigint into v_believed from pg_class c where c.oid = 'registry.person'::regclass;
  if v_counted >= v_many and v_believed > 0 and abs(v_believed - v_all) * 40 < v_counted then
    return false;
  end if;
  select count(*) into v_people from registry.person p where p.country = access.actor_country();
  if v_people < 1000 or abs(v_people - v_counted) * 20 < v_people then
    return false;
  end if;
  perform registry.refresh_name_terms();
  return true;
end $$;
