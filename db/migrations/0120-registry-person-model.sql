-- More of the person: where born, papers with their dates and how they were checked, contacts with a neutral sender, and where
-- each field of a person comes from.
alter table registry.person
  add column birth_country text check (birth_country ~ '^[A-Z]{2}$'),
  add column birth_place text check (char_length(birth_place) <= 120);
comment on column registry.person.birth_country is 'Country of birth, ISO 3166 | sensitivity: personal | purpose: identity';
comment on column registry.person.birth_place is 'Place of birth as seen or told | sensitivity: personal | purpose: identity';
grant update (birth_country, birth_place) on registry.person to ventanilla_runtime;

alter table registry.identity_document
  add column seen_as text check (seen_as in ('original', 'copy', 'photo', 'issuer')),
  add column issued_on date,
  add column expires_on date,
  add column ended_by uuid,
  add column end_reason text check (char_length(end_reason) <= 300),
  add constraint document_dates check (expires_on is null or issued_on is null or expires_on >= issued_on);
comment on column registry.identity_document.seen_as is 'How it was checked: original, copy, photograph, or asked of the issuer; empty if only declared | sensitivity: internal | purpose: source';
comment on column registry.identity_document.issued_on is 'Day of issue | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.expires_on is 'Day of expiry | sensitivity: personal | purpose: identity';
comment on column registry.identity_document.ended_by is 'Account that replaced it | sensitivity: internal | purpose: audit';
comment on column registry.identity_document.end_reason is 'Why it was replaced | sensitivity: personal | purpose: audit';
grant update (ended_by, end_reason) on registry.identity_document to ventanilla_runtime;

alter table registry.contact
  add column neutral_sender text check (char_length(neutral_sender) <= 40),
  add column ended_by uuid,
  add column end_reason text check (char_length(end_reason) <= 300);
comment on column registry.contact.neutral_sender is 'Who a message says it is from, so that it gives nothing away | sensitivity: personal | purpose: contact';
comment on column registry.contact.ended_by is 'Account that replaced it | sensitivity: internal | purpose: audit';
comment on column registry.contact.end_reason is 'Why it was replaced | sensitivity: personal | purpose: audit';
grant update (ended_by, end_reason) on registry.contact to ventanilla_runtime;

-- Where each corrected or confirmed field of a person in sight comes from: the newest word on it. Reception learns that a field was
-- corrected elsewhere (or it would show a wrong source), not by whom, and not what stood there before.
create function registry.field_sources(p_person uuid) returns table (field text, evidence text, at timestamptz, by_user uuid)
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select distinct on (c.field) c.field, c.evidence, c.corrected_at,
      case when not access.actor_is('reception') or registry.in_actor_reach(c.corrected_by) then c.corrected_by end
    from registry.correction c
    where c.person_id = p_person and c.country = access.actor_country() and registry.may_see_person(p_person)
    order by c.field, c.corrected_at desc, c.id desc
  $$;

-- How many other people (other identities) of the country hold a paper with the same number. A count, never who.
create function registry.shared_numbers(p_person uuid) returns table (document_id uuid, people int)
  language sql stable security definer set search_path = pg_catalog, registry
  as $$
    select d.id, count(distinct q.identity_id)::int
    from registry.identity_document d
    join registry.person p on p.id = d.person_id
    join registry.identity_document o on o.number_compact = d.number_compact and o.type = d.type and o.country = d.country and o.ended_at is null
    join registry.person q on q.id = o.person_id and q.identity_id <> p.identity_id
    where d.person_id = p_person and d.country = access.actor_country() and d.ended_at is null and registry.may_see_person(p_person)
    group by d.id
  $$;
revoke all on function registry.field_sources, registry.shared_numbers from public;
grant execute on function registry.field_sources, registry.shared_numbers to ventanilla_runtime;
