-- A record about a person is of the person's country: the database makes anything else impossible.
alter table registry.person add constraint person_of_country unique (id, country);
alter table registry.person_office add foreign key (person_id, country) references registry.person (id, country);
alter table registry.case_file add foreign key (person_id, country) references registry.person (id, country);
alter table registry.consent add foreign key (person_id, country) references registry.person (id, country);
alter table registry.identity_link add foreign key (person_a, country) references registry.person (id, country);
alter table registry.identity_link add foreign key (person_b, country) references registry.person (id, country);

-- Who sees what. The runtime owns nothing: these policies hold even where a query forgets its scope.

-- Offices whose people somebody sees. Officers: their own. Supervisors: those of their institution, or every office of the
-- country if their own is the national one. Everybody else: none.
create function registry.offices_in_sight(p_role text, p_country text, p_office uuid, p_organization text) returns uuid[]
  language sql stable parallel safe security definer set search_path = pg_catalog, registry
  as $$
    select case
      when p_role in ('reception', 'window', 'protection', 'consular') then array_remove(array[p_office], null)
      when p_role = 'supervisor' then array(
        select o.id from access.office o
        where o.country = p_country and (
          o.id = p_office
          or o.organization_id = p_organization
          or exists (select from access.office mine where mine.id = p_office and mine.country = p_country and mine.kind = 'national')))
      else '{}'::uuid[]
    end
  $$;

-- The same for the actor of the transaction: what the policies stand on.
create function registry.actor_offices() returns uuid[] language sql stable parallel safe security definer
  set search_path = pg_catalog, registry
  as $$ select registry.offices_in_sight(access.actor_role(), access.actor_country(), access.actor_office(), access.actor_organization()) $$;

-- For policies of this and higher rooms: may the actor see this person?
create function registry.may_see_person(p_person uuid) returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog, registry
  as $$
    select exists (
      select from registry.person_office po
      where po.person_id = p_person and po.country = access.actor_country() and po.office_id = any (registry.actor_offices()))
  $$;

-- For policies of higher rooms: may the actor see this case?
create function registry.may_see_case(p_case uuid) returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog, registry
  as $$
    select exists (
      select from registry.case_file c
      where c.id = p_case and c.country = access.actor_country() and registry.may_see_person(c.person_id))
  $$;

-- Roles that register people and keep their records.
create function registry.keeps_records() returns boolean language sql stable parallel safe
  as $$ select access.actor_is('reception', 'window', 'protection', 'consular') $$;

revoke all on function registry.offices_in_sight, registry.actor_offices, registry.may_see_person, registry.may_see_case, registry.keeps_records from public;
grant execute on function registry.offices_in_sight, registry.actor_offices, registry.may_see_person, registry.may_see_case, registry.keeps_records to ventanilla_runtime;

create policy person_read on registry.person for select using (
  country = access.actor_country() and exists (
    select from registry.person_office po where po.person_id = person.id and po.office_id = any ((select registry.actor_offices())::uuid[])));
create policy person_add on registry.person for insert with check (country = access.actor_country() and registry.keeps_records());
create policy person_change on registry.person for update
  using (country = access.actor_country() and registry.keeps_records() and registry.may_see_person(id))
  with check (country = access.actor_country());
grant select, insert on registry.person to ventanilla_runtime;
-- The country, the code and the identity of a record never change by hand.
grant update (given_names, surname1, surname2, other_names, preferred_name, name_words, given_sounds, surname_sounds, birth_date,
  birth_precision, sex, nationalities, preferred_language, origin_admin2, last_return_on, last_return_place) on registry.person to ventanilla_runtime;

create policy person_office_read on registry.person_office for select using (
  country = access.actor_country() and office_id = any ((select registry.actor_offices())::uuid[]));
-- An office lets itself in when the person stands before it; it lets others in only for people whom it sees itself.
create policy person_office_add on registry.person_office for insert with check (
  country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor'))
  and exists (select from access.office o where o.id = office_id and o.country = access.actor_country())
  and ((registry.keeps_records() and office_id = access.actor_office()) or registry.may_see_person(person_id)));
grant select, insert on registry.person_office to ventanilla_runtime;

create policy name_term_read on registry.name_term for select using (country = access.actor_country() and registry.keeps_records());
grant select on registry.name_term to ventanilla_runtime;

create policy word_read on registry.person_word for select using (
  country = access.actor_country() and exists (
    select from registry.person_office po where po.person_id = person_word.person_id and po.office_id = any ((select registry.actor_offices())::uuid[])));
grant select on registry.person_word to ventanilla_runtime;

create policy contact_read on registry.contact for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy contact_add on registry.contact for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
create policy contact_end on registry.contact for update
  using (country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id)) with check (country = access.actor_country());
grant select, insert, update (ended_at, safety, may_leave_message, who_answers, hours) on registry.contact to ventanilla_runtime;

create policy document_read on registry.identity_document for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy document_add on registry.identity_document for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
create policy document_end on registry.identity_document for update
  using (country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id)) with check (country = access.actor_country());
grant select, insert, update (ended_at) on registry.identity_document to ventanilla_runtime;

create policy fact_read on registry.person_fact for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy fact_add on registry.person_fact for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
grant select, insert on registry.person_fact to ventanilla_runtime;

-- Anybody who keeps records may write down what was told; only protection reads it again.
create policy restricted_read on registry.restricted_fact for select using (
  country = access.actor_country() and access.actor_is('protection') and registry.may_see_person(person_id));
create policy restricted_add on registry.restricted_fact for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
grant select, insert on registry.restricted_fact to ventanilla_runtime;

create policy correction_read on registry.correction for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy correction_add on registry.correction for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
grant select, insert on registry.correction to ventanilla_runtime;

create policy link_read on registry.identity_link for select using (
  country = access.actor_country() and (registry.may_see_person(person_a) or registry.may_see_person(person_b)));
create policy link_add on registry.identity_link for insert with check (
  country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor'))
  and (registry.may_see_person(person_a) or registry.may_see_person(person_b)));
create policy link_undo on registry.identity_link for update
  using (country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor'))
    and (registry.may_see_person(person_a) or registry.may_see_person(person_b)))
  with check (country = access.actor_country());
grant select, insert, update (undone_by, undone_at) on registry.identity_link to ventanilla_runtime;

create policy case_read on registry.case_file for select using (
  country = access.actor_country() and (
    office_id = any ((select registry.actor_offices())::uuid[])
    or exists (select from registry.person_office po
      where po.person_id = case_file.person_id and po.office_id = any ((select registry.actor_offices())::uuid[]))));
create policy case_add on registry.case_file for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
create policy case_change on registry.case_file for update
  using (country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor')) and registry.may_see_person(person_id))
  with check (country = access.actor_country() and registry.may_see_person(person_id));
grant select, insert, update (office_id, officer_id, state, destination_admin2, urgency, answer_by, closed_at, closed_why) on registry.case_file to ventanilla_runtime;

create policy assignment_read on registry.case_assignment for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy assignment_add on registry.case_assignment for insert with check (
  country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor')) and registry.may_see_person(person_id));
grant select, insert on registry.case_assignment to ventanilla_runtime;

create policy consent_read on registry.consent for select using (country = access.actor_country() and registry.may_see_person(person_id));
create policy consent_add on registry.consent for insert with check (
  country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id));
create policy consent_withdraw on registry.consent for update
  using (country = access.actor_country() and registry.keeps_records() and registry.may_see_person(person_id)) with check (country = access.actor_country());
grant select, insert, update (withdrawn_by, withdrawn_at) on registry.consent to ventanilla_runtime;
