-- What insights may count: cases without person, name or words.
create function registry.age_group(p_birth date, p_on date) returns text language sql immutable parallel safe
  as $$
    select case when p_birth is null then 'unknown'
      when p_birth > (p_on - interval '18 years') then 'child'
      when p_birth > (p_on - interval '60 years') then 'adult'
      else 'older' end
  $$;
revoke all on function registry.age_group from public;
grant execute on function registry.age_group to ventanilla_runtime;

create view registry.facts_case with (security_barrier) as
  select c.country, md5(c.id::text) as case_key, md5(p.identity_id::text) as person_key, c.office_id, c.state, c.urgency,
    c.destination_admin2 as admin2, c.answer_by, c.opened_on, c.closed_at, coalesce(p.sex, 'unknown') as sex,
    registry.age_group(p.birth_date, c.opened_on) as age_group
  from registry.case_file c join registry.person p on p.id = c.person_id
  where c.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view registry.facts_case is 'Cases without identity, for figures. A supervisor counts the offices whose lists they may open.';
grant select on registry.facts_case to ventanilla_runtime;
