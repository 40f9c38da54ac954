-- Somebody whom one office keeps was welcomed back at another: the first one is told that it happened, not where. Supervision
-- also sees how often each account of its offices does it.
create function registry.opened_elsewhere(p_since timestamptz, p_most int)
returns table (person_id uuid, opened_at timestamptz)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select o.person_id, o.given_at from registry.person_office o
  where o.country = access.actor_country() and o.why = 'returned-again' and o.given_at >= p_since and registry.keeps_records() and o.office_id <> access.actor_office()
    and exists (select from registry.person_office mine where mine.person_id = o.person_id and mine.office_id = access.actor_office() and mine.given_at < o.given_at)
  order by o.given_at desc, o.person_id limit p_most
$$;
revoke all on function registry.opened_elsewhere from public;
grant execute on function registry.opened_elsewhere to ventanilla_runtime;
create index person_office_welcomed on registry.person_office (country, given_at desc) where why = 'returned-again';
