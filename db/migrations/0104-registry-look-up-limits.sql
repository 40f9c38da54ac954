-- The look-up again, with limits: of a key that very many people share only so many are taken (a full name with a date finds
-- the person by other keys), and each probe says how many records it wants to be compared with.
drop function registry.candidates(int[], bigint[], int[], int);

create function registry.candidates(p_probe int[], p_key bigint[], p_weight int[], p_most int[], p_each int[])
returns table (
  probe int, matched bigint[], person_id uuid, given_names text, surname1 text, surname2 text, birth_date date, birth_precision text,
  sex text, origin_admin2 text, documents jsonb, identity_id uuid, last_return_on date, last_return_place text
) language sql stable security definer set search_path = pg_catalog, registry as $$
  with hit as (
    select k.probe, s.person_id, array_agg(k.key) as matched, sum(k.weight) as weight, max(k.compared) as compared
    from unnest(p_probe, p_key, p_weight, p_most, p_each) as k (probe, key, weight, most, compared)
    cross join lateral (
      select s.person_id from registry.person_key s where s.country = access.actor_country() and s.key = k.key limit k.most) s
    where registry.keeps_records()
    group by k.probe, s.person_id
  ), ranked as (
    select h.*, row_number() over (partition by h.probe order by h.weight desc, h.person_id) as place from hit h
  )
  select r.probe, r.matched, p.id, p.given_names, p.surname1, p.surname2, p.birth_date, p.birth_precision, p.sex, p.origin_admin2,
    coalesce((select jsonb_agg(jsonb_build_object('type', d.type, 'last4', right(d.number_compact, least(4, char_length(d.number_compact) / 2))) order by d.id)
      from registry.identity_document d where d.person_id = p.id and d.ended_at is null and d.number_compact is not null), '[]'::jsonb),
    p.identity_id, p.last_return_on, p.last_return_place
  from ranked r join registry.person p on p.id = r.person_id
  where r.place <= r.compared
$$;
revoke all on function registry.candidates from public;
grant execute on function registry.candidates to ventanilla_runtime;
