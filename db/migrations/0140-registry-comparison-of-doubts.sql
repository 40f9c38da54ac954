-- The review list works out its comparison when it is shown, from what the index keeps of a record. Who may be shown is one rule for
-- what is seen and for what is compared.
create function registry.in_doubt(p_people uuid[]) returns table (id uuid, seen boolean)
language sql stable security definer set search_path = pg_catalog, registry as $$
  with asked as (
    select p.id, p.identity_id, registry.may_see_person(p.id) as seen from registry.person p
    where p.id = any (p_people) and p.country = access.actor_country() and access.actor_is('supervisor'))
  select k.id, k.seen from asked k where k.seen or exists (
    select from registry.person m
    cross join lateral (
      select l.person_a, l.person_b from registry.identity_link l where l.person_a = m.id
      union all select l.person_a, l.person_b from registry.identity_link l where l.person_b = m.id
      union all select lp.person_a, lp.person_b from registry.linkage_pair lp where lp.person_a = m.id
      union all select lp.person_a, lp.person_b from registry.linkage_pair lp where lp.person_b = m.id) d
    where m.identity_id = k.identity_id and registry.may_see_person(case when d.person_a = m.id then d.person_b else d.person_a end))
$$;

create or replace function registry.people_in_doubt(p_people uuid[])
returns table (
  id uuid, identity_id uuid, in_sight boolean, given_names text, surname1 text, surname2 text, birth_date date, birth_precision text, sex text,
  origin_admin2 text, documents jsonb, last_return_on date, last_return_place text, public_code text, case_id uuid, registered_at timestamptz, source text
) language sql stable security definer set search_path = pg_catalog, registry as $$
  select s.id, s.identity_id, k.seen, s.given_names, s.surname1, s.surname2, s.birth_date, s.birth_precision, s.sex, s.origin_admin2,
    coalesce((select jsonb_agg(jsonb_build_object('type', d.type, 'last4', right(d.number_compact, least(4, char_length(d.number_compact) / 2))) order by d.id)
      from registry.identity_document d where d.person_id = s.id and d.ended_at is null and d.number_compact is not null), '[]'::jsonb),
    s.last_return_on, s.last_return_place, case when k.seen then s.public_code end,
    case when k.seen then (select c.id from registry.case_file c where c.person_id = s.id order by (c.state = 'closed'), c.opened_at desc limit 1) end,
    s.registered_at, s.source
  from registry.in_doubt(p_people) k join registry.person s on s.id = k.id
$$;

-- The same people as the comparison reads them. Like the answer of a look-up it holds whole numbers, which the product compares and shows to nobody.
create function registry.profiles_in_doubt(p_people uuid[]) returns table (id uuid, profile text)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select i.person_id, i.profile from registry.in_doubt(p_people) k join registry.person_index i on i.person_id = k.id
$$;

revoke all on function registry.in_doubt, registry.profiles_in_doubt from public;
grant execute on function registry.profiles_in_doubt to ventanilla_runtime;
