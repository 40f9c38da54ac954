-- Functions that run as the owner: the only way past the walls, each with its own check of who asks and as little as
-- possible in its answer.

-- People of the whole country who share a key with a probe, with just the columns that a comparison needs. Many probes at once.
create function registry.candidates(p_probe int[], p_key bigint[], p_weight int[], p_each int)
returns table (
  probe int, matched bigint[], person_id uuid, given_names text, surname1 text, surname2 text, birth_date date, birth_precision text,
  sex text, origin_admin2 text, documents jsonb, identity_id uuid, last_return_on date, last_return_place text
) language sql stable security definer set search_path = pg_catalog, registry as $$
  with hit as (
    select k.probe, s.person_id, array_agg(s.key) as matched, sum(k.weight) as weight
    from unnest(p_probe, p_key, p_weight) as k (probe, key, weight)
    join registry.person_key s on s.country = access.actor_country() and s.key = k.key
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
  where r.place <= p_each
$$;

-- Keys and search words of a person whom the actor sees, written anew.
create function registry.index_person(p_person uuid, p_keys bigint[], p_words text[]) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not (registry.keeps_records() and registry.may_see_person(p_person)) then
    raise insufficient_privilege;
  end if;
  delete from registry.person_key where person_id = p_person;
  delete from registry.person_word where person_id = p_person;
  insert into registry.person_key (country, key, person_id) select distinct access.actor_country(), k, p_person from unnest(p_keys) k;
  insert into registry.person_word (country, word, person_id) select distinct access.actor_country(), w, p_person from unnest(p_words) w;
end $$;

-- Records joined by decisions that stand belong to one identity, named by the oldest record. Run after each decision and undo.
create function registry.settle_identity(p_people uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  start uuid;
  members uuid[];
begin
  if not (registry.keeps_records() or access.actor_is('supervisor')) then
    raise insufficient_privilege;
  end if;
  for start in
    select p.id from registry.person p
    where p.country = access.actor_country()
      and p.identity_id in (select q.identity_id from registry.person q where q.id = any (p_people))
    order by p.id
  loop
    with recursive reached (id) as (
      select start
      union
      select case when l.person_a = r.id then l.person_b else l.person_a end
      from reached r join registry.identity_link l on (l.person_a = r.id or l.person_b = r.id)
      where l.undone_at is null and l.decision = 'same'
    )
    select array_agg(id order by id) into members from reached;
    update registry.person set identity_id = members[1] where id = any (members) and identity_id <> members[1];
  end loop;
end $$;

-- Records of one identity, for whoever sees one of them. Ids only.
create function registry.identity_members(p_person uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, registry as $$
  select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id
  where p.id = p_person and registry.may_see_person(p_person) order by q.id
$$;

-- Whether such a person exists in the actor's country, for roles that register people: the key of a first meeting.
create function registry.knows_person(p_person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, registry as $$
  select registry.keeps_records() and exists (select from registry.person p where p.id = p_person and p.country = access.actor_country())
$$;

-- Counts how common each name is. Cheap enough to run after an import and every night.
create function registry.refresh_name_terms() returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  total int;
begin
  if not (registry.keeps_records() or access.actor_is('system')) then
    raise insufficient_privilege;
  end if;
  delete from registry.name_term where country = access.actor_country();
  insert into registry.name_term (country, kind, sound, people)
    select access.actor_country(), 'given', s, count(*) from registry.person p, unnest(p.given_sounds) s where p.country = access.actor_country() group by s
    union all
    select access.actor_country(), 'surname', s, count(*) from registry.person p, unnest(p.surname_sounds) s where p.country = access.actor_country() group by s;
  select count(*) into total from registry.person p where p.country = access.actor_country();
  insert into registry.name_term (country, kind, sound, people) values (access.actor_country(), 'total', '', total);
  return total;
end $$;

revoke all on function registry.candidates, registry.index_person, registry.settle_identity, registry.identity_members, registry.knows_person, registry.refresh_name_terms from public;
grant execute on function registry.candidates, registry.index_person, registry.settle_identity, registry.identity_members, registry.knows_person, registry.refresh_name_terms
  to ventanilla_runtime;
