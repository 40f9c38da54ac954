-- Who arrived together at the latest return, as a list or file called them, stays with the person: what finds and compares a person
-- can then be made anew from the record, and is the same.
alter table registry.person add column last_return_group text check (char_length(last_return_group) <= 120);
comment on column registry.person.last_return_group is 'Group of the latest return, as the list or file calls it | sensitivity: personal | purpose: identity';
grant update (last_return_group) on registry.person to ventanilla_runtime;
update registry.person p set last_return_group = left(split_part(i.profile, E'\t', 17), 120)
  from registry.person_index i where i.person_id = p.id and split_part(i.profile, E'\t', 17) <> '';

drop function registry.indexable(uuid[]);
create function registry.indexable(p_people uuid[])
returns table (id uuid, public_code text, given_names text, surname1 text, surname2 text, married_surname text, other_names text, preferred_name text, mother_name text, birth_date date,
  birth_precision text, sex text, nationalities text[], birth_admin1 text, birth_admin2 text, origin_admin1 text, origin_admin2 text, arrival_group text, documents jsonb, phones text[])
language sql stable security definer set search_path = pg_catalog, registry as $$
  select p.id, p.public_code, p.given_names, p.surname1, p.surname2, p.married_surname, p.other_names, p.preferred_name, p.mother_name, p.birth_date,
    p.birth_precision, p.sex, p.nationalities, p.birth_admin1, p.birth_admin2, p.origin_admin1, p.origin_admin2, p.last_return_group,
    coalesce((select jsonb_agg(jsonb_build_object('type', d.type, 'number', d.number_compact) order by d.id)
      from registry.identity_document d where d.person_id = p.id and d.ended_at is null and d.number_compact is not null), '[]'),
    array(select c.value from registry.contact c where c.person_id = p.id and c.ended_at is null and c.channel in ('phone', 'sms', 'whatsapp') order by c.id)
  from registry.person p
  where p.id = any (p_people) and p.country = access.actor_country()
    and (access.actor_is('system') or (registry.keeps_records() and registry.may_see_person(p.id)))
$$;
revoke all on function registry.indexable from public;
grant execute on function registry.indexable to ventanilla_runtime;
