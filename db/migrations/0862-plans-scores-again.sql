-- A survey keeps the text it was asked in, so that its scores can be computed again under other weights. Those that are older are found by their version.
alter table plans.survey_response add column digest text,
  add constraint survey_response_definition foreign key (country, instrument, digest) references assessment.instrument (country, code, digest);
comment on column plans.survey_response.digest is 'SHA-256 of the definition that was asked; empty in surveys before it was kept | sensitivity: none | purpose: follow-up';

-- Computing again is the product's own work: answers without who gave them, and scores beside those that are there.
create function plans.surveys_to_score(p_set text, p_after uuid, p_limit int) returns table (id uuid, instrument text, version text, digest text, answers jsonb)
language plpgsql stable security definer set search_path = pg_catalog, plans as $$
#variable_conflict use_column
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  return query select r.id, r.instrument, r.version, r.digest, r.answers from plans.survey_response r
    where r.country = access.actor_country() and (p_after is null or r.id > p_after)
      and not exists (select from plans.score s where s.response_id = r.id and s.weight_set = p_set)
    order by r.id limit p_limit;
end $$;

create function plans.keep_scores(p_response uuid, p_set text, p_official boolean, p_scores jsonb, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  if not access.actor_is('system') then
    raise insufficient_privilege;
  end if;
  insert into plans.score (response_id, weight_set, dimension, country, value, completeness, official, computed_at)
    select r.id, p_set, s.dimension, r.country, s.value, s.completeness, p_official, p_now
    from plans.survey_response r, jsonb_to_recordset(p_scores) as s (dimension text, value double precision, completeness double precision)
    where r.id = p_response and r.country = access.actor_country()
    on conflict do nothing;
end $$;
revoke all on function plans.surveys_to_score, plans.keep_scores from public;
grant execute on function plans.surveys_to_score, plans.keep_scores to ventanilla_runtime;
