-- Before PostgreSQL 18 a function in SQL that cannot be written into its caller is planned anew in every statement that calls it. Those that every policy asks
-- were most of what opening a record cost there. In PL/pgSQL the same question keeps its plan for as long as the connection lives. Only the language changes.
do $$
declare
  f record;
  head text;
  body text;
begin
  for f in
    select p.oid, p.proretset as many, rtrim(btrim(p.prosrc, E' \n\r\t'), ';') as question, pg_get_functiondef(p.oid) as whole
    from pg_proc p join pg_language l on l.oid = p.prolang
    where l.lanname = 'sql' and p.prosecdef and p.provolatile = 's' and p.pronamespace::regnamespace || '.' || p.proname in (
      'registry.may_see_person', 'registry.may_see_case', 'registry.actor_offices', 'registry.offices_in_sight', 'registry.in_actor_reach', 'registry.in_reach', 'registry.identity_members',
      'registry.shared_numbers', 'registry.field_sources', 'registry.people_met', 'registry.identity_decisions', 'registry.records_of_identity', 'registry.mark_between', 'registry.are_kept_apart',
      'registry.is_kept_apart', 'registry.family_of', 'registry.links_lately', 'registry.cases_going_on_in', 'registry.sealed_places_of_danger', 'assessment.may_see_need', 'referrals.consent_withdrawn')
  loop
    head := split_part(f.whole, 'AS $function$', 1);
    -- What a function returns by name is a variable here: in its question the columns of tables are meant.
    body := E'#variable_conflict use_column\nbegin\n  ' || case when f.many then 'return query ' || f.question else 'return (' || f.question || E'\n  )' end || E';\nend ';
    execute replace(head, 'LANGUAGE sql', 'LANGUAGE plpgsql') || 'AS $function$' || body || '$function$';
  end loop;
end $$;
