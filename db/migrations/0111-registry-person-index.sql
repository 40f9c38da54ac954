-- One narrow row per person with everything that finds and compares them, and one inverted index over its keys: a quarter of the size
-- of a table of keys (docs/decisions/0009). It takes the place of the tables of keys and of words.

drop function registry.candidates(int[], bigint[], int[], int[], int[]);
drop function registry.index_person(uuid, bigint[], text[]);
drop table registry.person_key;
drop table registry.person_word;
alter table registry.person drop column row_no;

create table registry.person_index (
  person_id uuid primary key references registry.person (id) on delete cascade,
  country text not null,
  identity_id uuid not null,
  last_return_on date,
  last_return_place text,
  profile text not null,
  keys int[] not null
) with (fillfactor = 90);
comment on table registry.person_index is 'What finds and compares a person, derived from the record; read only by the look-up functions.';
comment on column registry.person_index.person_id is 'Person | sensitivity: internal | purpose: identity';
comment on column registry.person_index.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.person_index.identity_id is 'Identity of the record, as in the record | sensitivity: internal | purpose: identity';
comment on column registry.person_index.last_return_on is 'Day of the latest return, as in the record | sensitivity: personal | purpose: identity';
comment on column registry.person_index.last_return_place is 'Point of the latest return, as in the record | sensitivity: personal | purpose: identity';
comment on column registry.person_index.profile is 'Fields that are compared, in one text | sensitivity: personal | purpose: identity';
comment on column registry.person_index.keys is 'Hashes: words and pairs of words of the names, birth date whole and in parts, numbers, telephones, places, offices | sensitivity: personal | purpose: identity';
alter table registry.person_index enable row level security;
-- Without a pending list a look-up never has to read through what was written last.
create index person_index_keys on registry.person_index using gin (keys) with (fastupdate = off);

create table registry.name_word (
  country text not null,
  word text collate "C" not null,
  people int not null,
  primary key (country, word)
);
comment on table registry.name_word is 'Words that occur in names and how many people bear them: what a half-typed word may become.';
comment on column registry.name_word.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.name_word.word is 'One word, folded | sensitivity: internal | purpose: identity';
comment on column registry.name_word.people is 'How many people bear it, as of the last count | sensitivity: none | purpose: identity';
alter table registry.name_word enable row level security;
create index name_word_beginning on registry.name_word (country, left(word, 2), people desc);
create policy name_word_read on registry.name_word for select using (
  country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor', 'system')));
grant select on registry.name_word to ventanilla_runtime;

create policy name_term_supervise on registry.name_term for select using (country = access.actor_country() and access.actor_is('supervisor', 'system'));

-- An office as a key: people in sight are found in the same index.
create function registry.office_key(p_office uuid) returns int language sql immutable parallel safe
  as $$ select ('x' || left(md5('o|' || p_office::text), 8))::bit(32)::int $$;

-- What finds and compares a person whom the actor sees, written anew.
create function registry.index_person(p_person uuid, p_keys int[], p_profile text, p_words text[]) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not (access.actor_is('system') or (registry.keeps_records() and registry.may_see_person(p_person))) then
    raise insufficient_privilege;
  end if;
  insert into registry.person_index (person_id, country, identity_id, last_return_on, last_return_place, profile, keys)
    select p.id, p.country, p.identity_id, p.last_return_on, p.last_return_place, p_profile,
      p_keys || array(select distinct registry.office_key(o.office_id) from registry.person_office o where o.person_id = p.id)
    from registry.person p where p.id = p_person and p.country = access.actor_country()
    on conflict (person_id) do update set profile = excluded.profile, keys = excluded.keys;
  insert into registry.name_word (country, word, people) select distinct access.actor_country(), w, 1 from unnest(p_words) w order by 2
    on conflict do nothing;
end $$;

-- What the index repeats of a record follows the record.
create function registry.index_follows_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  update registry.person_index set identity_id = new.identity_id, last_return_on = new.last_return_on, last_return_place = new.last_return_place
    where person_id = new.id;
  return null;
end $$;
create trigger index_follows after update of identity_id, last_return_on, last_return_place on registry.person for each row
  when (old.identity_id is distinct from new.identity_id or old.last_return_on is distinct from new.last_return_on
    or old.last_return_place is distinct from new.last_return_place)
  execute function registry.index_follows_person();

create function registry.index_follows_sight() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  update registry.person_index i set keys = i.keys || registry.office_key(a.office_id)
    from added a where i.person_id = a.person_id and not (i.keys @> array[registry.office_key(a.office_id)]);
  return null;
end $$;
create trigger index_follows after insert on registry.person_office referencing new table as added for each statement
  execute function registry.index_follows_sight();

-- People of the whole country whom a look-up may mean, with just what a comparison needs. Each question names keys of which a record
-- must hold all, and up to two sets of which it must hold one; only roles that register get an answer. Many look-ups at once.
create function registry.look_up(p_probe int[], p_must text[], p_any text[], p_too text[], p_most int[])
returns table (probe int, person_id uuid, identity_id uuid, last_return_on date, last_return_place text, profile text)
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  if not registry.keeps_records() then
    return;
  end if;
  return query
    select distinct on (f.probe, i.person_id) f.probe, i.person_id, i.identity_id, i.last_return_on, i.last_return_place, i.profile
    from (
      select q.probe, h.person_id from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
        cross join lateral (
          select s.person_id from registry.person_index s
          where s.keys @> q.must::int[] and s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country() limit q.most) h
      where q.must <> '{}'
      union all
      select q.probe, h.person_id from unnest(p_probe, p_must, p_any, p_too, p_most) as q (probe, must, any_of, too, most)
        cross join lateral (
          select s.person_id from registry.person_index s
          where s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country() limit q.most) h
      where q.must = '{}'
    ) f join registry.person_index i on i.person_id = f.person_id;
end $$;

-- The same among people in sight of the actor; ids only, the records are read through the walls. An actor who sees so many
-- offices that naming them would cost more than it saves is checked person by person only.
create function registry.search_index(p_must text[], p_any text[], p_too text[], p_most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, registry set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  offices uuid[] := registry.actor_offices();
  sight int[];
begin
  if cardinality(offices) = 0 then
    return;
  end if;
  if cardinality(offices) <= 40 then
    sight := array(select registry.office_key(o) from unnest(offices) o);
    return query
      select distinct h.person_id from unnest(p_must, p_any, p_too) as q (must, any_of, too)
        cross join lateral (
          select s.person_id from registry.person_index s
          where s.keys && sight and s.keys @> q.must::int[] and s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country()
            and exists (select from registry.person_office po where po.person_id = s.person_id and po.office_id = any (offices))
          limit p_most) h;
  else
    return query
      select distinct h.person_id from unnest(p_must, p_any, p_too) as q (must, any_of, too)
        cross join lateral (
          select s.person_id from registry.person_index s
          where s.keys @> q.must::int[] and s.keys && q.any_of::int[] and s.keys && q.too::int[] and s.country = access.actor_country()
            and exists (select from registry.person_office po where po.person_id = s.person_id and po.office_id = any (offices))
          limit p_most) h;
  end if;
end $$;

-- Records as the index is made from them: those in sight of somebody who keeps records, or any for the product itself.
create function registry.indexable(p_people uuid[])
returns table (id uuid, public_code text, given_names text, surname1 text, surname2 text, married_surname text, other_names text, preferred_name text, mother_name text, birth_date date,
  birth_precision text, sex text, nationalities text[], birth_admin1 text, birth_admin2 text, origin_admin1 text, origin_admin2 text, documents jsonb, phones text[])
language sql stable security definer set search_path = pg_catalog, registry as $$
  select p.id, p.public_code, p.given_names, p.surname1, p.surname2, p.married_surname, p.other_names, p.preferred_name, p.mother_name, p.birth_date,
    p.birth_precision, p.sex, p.nationalities, p.birth_admin1, p.birth_admin2, p.origin_admin1, p.origin_admin2,
    coalesce((select jsonb_agg(jsonb_build_object('type', d.type, 'number', d.number_compact) order by d.id)
      from registry.identity_document d where d.person_id = p.id and d.ended_at is null and d.number_compact is not null), '[]'),
    array(select c.value from registry.contact c where c.person_id = p.id and c.ended_at is null and c.channel in ('phone', 'sms', 'whatsapp') order by c.id)
  from registry.person p
  where p.id = any (p_people) and p.country = access.actor_country()
    and (access.actor_is('system') or (registry.keeps_records() and registry.may_see_person(p.id)))
$$;

-- Records that have no row in the index yet, for the product itself: after this migration, and after a restore.
create function registry.unindexed(p_most int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, registry as $$
  select p.id from registry.person p
  where access.actor_is('system') and p.country = access.actor_country()
    and not exists (select from registry.person_index i where i.person_id = p.id) limit p_most
$$;

-- Counts how common each name is. Cheap enough to run after an import and every night.
create or replace function registry.refresh_name_terms() returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  total int;
begin
  if not (registry.keeps_records() or access.actor_is('system')) then
    raise insufficient_privilege;
  end if;
  -- Two counts at once would both write every row.
  perform pg_advisory_xact_lock(7201946, hashtext(access.actor_country()));
  delete from registry.name_term where country = access.actor_country();
  insert into registry.name_term (country, kind, sound, people)
    select access.actor_country(), 'given', s, count(*) from registry.person p, unnest(p.given_sounds) s where p.country = access.actor_country() group by s
    union all
    select access.actor_country(), 'surname', s, count(*) from registry.person p, unnest(p.surname_sounds) s where p.country = access.actor_country() group by s;
  select count(*) into total from registry.person p where p.country = access.actor_country();
  insert into registry.name_term (country, kind, sound, people) values (access.actor_country(), 'total', '', total);
  delete from registry.name_word where country = access.actor_country();
  insert into registry.name_word (country, word, people)
    select access.actor_country(), w, count(*) from registry.person p, unnest(p.name_words) w where p.country = access.actor_country() group by w;
  return total;
end $$;

revoke all on function registry.office_key, registry.index_person, registry.index_follows_person, registry.index_follows_sight, registry.look_up, registry.search_index,
  registry.indexable, registry.unindexed from public;
grant execute on function registry.index_person, registry.look_up, registry.search_index, registry.indexable, registry.unindexed to ventanilla_runtime;
