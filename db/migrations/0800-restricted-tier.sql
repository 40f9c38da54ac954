-- The restricted tier stands in a schema of its own, and only the role ventanilla_restricted reads and writes there. The application is not that role and
-- cannot become it: it asks the functions below, which run as that role. Row-level security holds for it as for the application, so that a
-- statement slipped into any other query reaches no sealed answer, and these functions answer only whom the policies let in.
create schema registry_restricted;
grant usage on schema registry_restricted to ventanilla_runtime, ventanilla_restricted;
alter table registry.restricted_fact set schema registry_restricted;
alter table registry_restricted.restricted_fact rename to fact;
alter index registry_restricted.restricted_fact_latest rename to fact_latest;
revoke all on registry_restricted.fact from ventanilla_runtime;
grant select, insert on registry_restricted.fact to ventanilla_restricted;

alter table registry.kept_apart set schema registry_restricted;
revoke all on registry_restricted.kept_apart from ventanilla_runtime;
grant select, insert, update (lifted_by, lifted_at) on registry_restricted.kept_apart to ventanilla_restricted;

create function registry_restricted.facts_of(p_person uuid) returns setof registry_restricted.fact
  language sql stable security definer set search_path = pg_catalog, registry_restricted as $$
  select f.* from registry_restricted.fact f where f.person_id in (select registry.identity_members(p_person))
$$;

create function registry_restricted.add_fact(p_id uuid, p_country text, p_person uuid, p_code text, p_state text, p_sealed bytea, p_source text, p_seen boolean, p_by uuid, p_at timestamptz)
  returns void language sql security definer set search_path = pg_catalog, registry_restricted as $$
  insert into registry_restricted.fact (id, country, person_id, code, state, sealed, source, seen, recorded_by, recorded_at)
  values (p_id, p_country, p_person, p_code, p_state, p_sealed, p_source, p_seen, p_by, p_at)
$$;

-- Marks that stand and name this record.
create function registry_restricted.marks_of(p_person uuid) returns setof registry_restricted.kept_apart
  language sql stable security definer set search_path = pg_catalog, registry_restricted as $$
  select k.* from registry_restricted.kept_apart k where p_person in (k.person_a, k.person_b) and k.lifted_at is null
$$;

-- False if a mark stands already.
create function registry_restricted.keep_apart(p_id uuid, p_country text, p_a uuid, p_b uuid, p_sealed bytea, p_by uuid, p_at timestamptz)
  returns boolean language sql security definer set search_path = pg_catalog, registry_restricted as $$
  with made as (
    insert into registry_restricted.kept_apart (id, country, person_a, person_b, sealed, marked_by, marked_at)
    values (p_id, p_country, p_a, p_b, p_sealed, p_by, p_at) on conflict do nothing returning id)
  select exists (select from made)
$$;

-- False if no such mark stands on this record.
create function registry_restricted.lift_mark(p_mark uuid, p_person uuid, p_by uuid, p_at timestamptz)
  returns boolean language sql security definer set search_path = pg_catalog, registry_restricted as $$
  with gone as (
    update registry_restricted.kept_apart k set lifted_by = p_by, lifted_at = p_at
    where k.id = p_mark and p_person in (k.person_a, k.person_b) and k.lifted_at is null returning k.id)
  select exists (select from gone)
$$;

revoke all on all functions in schema registry_restricted from public;
grant create on schema registry_restricted to ventanilla_restricted;
do $$
declare
  f regprocedure;
begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'registry_restricted'::regnamespace loop
    execute format('alter function %s owner to ventanilla_restricted', f);
  end loop;
end $$;
revoke create on schema registry_restricted from ventanilla_restricted;
grant execute on all functions in schema registry_restricted to ventanilla_runtime;

-- Functions of the owner that read these tables say as before; only the tables' names have changed.
do $$
declare
  f oid;
begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'registry'::regnamespace and p.prosrc ~ 'registry\.(restricted_fact|kept_apart) ' loop
    execute replace(replace(pg_get_functiondef(f), 'registry.restricted_fact ', 'registry_restricted.fact '), 'registry.kept_apart ', 'registry_restricted.kept_apart ');
  end loop;
end $$;

-- Sealed answers of interviews, in the same way.
create schema assessment_restricted;
grant usage on schema assessment_restricted to ventanilla_runtime, ventanilla_restricted;
alter table assessment.restricted_answer set schema assessment_restricted;
alter table assessment_restricted.restricted_answer rename to answer;
revoke all on assessment_restricted.answer from ventanilla_runtime;
grant select, insert, update (answer, line, recorded_by, recorded_at) on assessment_restricted.answer to ventanilla_restricted;

create function assessment_restricted.answers_of(p_assessment uuid) returns setof assessment_restricted.answer
  language sql stable security definer set search_path = pg_catalog, assessment_restricted as $$
  select r.* from assessment_restricted.answer r where r.assessment_id = p_assessment
$$;

create function assessment_restricted.keep_answer(p_assessment uuid, p_question text, p_country text, p_answer bytea, p_line bytea, p_by uuid, p_at timestamptz)
  returns void language sql security definer set search_path = pg_catalog, assessment_restricted as $$
  insert into assessment_restricted.answer (assessment_id, question, country, answer, line, recorded_by, recorded_at)
  values (p_assessment, p_question, p_country, p_answer, p_line, p_by, p_at)
  on conflict (assessment_id, question, recorded_by) do update set answer = excluded.answer, line = excluded.line, recorded_at = excluded.recorded_at
$$;

revoke all on all functions in schema assessment_restricted from public;
grant create on schema assessment_restricted to ventanilla_restricted;
alter function assessment_restricted.answers_of owner to ventanilla_restricted;
alter function assessment_restricted.keep_answer owner to ventanilla_restricted;
revoke create on schema assessment_restricted from ventanilla_restricted;
grant execute on all functions in schema assessment_restricted to ventanilla_runtime;
