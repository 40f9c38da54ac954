-- What supervision counts and leads to its lists: who holds a case, what was promised, what is missing in a record, who is lost. No person, no words.
create or replace view registry.facts_case with (security_barrier) as
  select c.country, md5(c.id::text) as case_key, md5(p.identity_id::text) as person_key, c.office_id, c.state, c.urgency,
    c.destination_admin2 as admin2, c.answer_by, c.opened_on, c.closed_at, coalesce(p.sex, 'unknown') as sex,
    registry.age_group(p.birth_date, c.opened_on) as age_group, case when access.actor_is('supervisor') then c.officer_id end as officer_id
  from registry.case_file c join registry.person p on p.id = c.person_id
  where c.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])))
    and not exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null);

-- A case is found by the key of the figures without reading every case.
create index case_file_key on registry.case_file (md5(id::text));

-- What a record of an open case lacks, or says twice in two ways: for whoever supervises, not for statistics.
create view registry.facts_quality with (security_barrier) as
  select c.country, md5(c.id::text) as case_key, c.office_id, p.birth_date is not null as birth_known, c.destination_admin2 <> '' as destination_known,
    exists (select from registry.consent k where k.person_id = c.person_id and k.purpose = 'case' and k.given and k.withdrawn_at is null) as consented,
    exists (select from registry.contact k where k.person_id = c.person_id and k.ended_at is null and k.safety <> 'unsafe') as reachable,
    exists (
      select from (select distinct on (k.code) k.code, k.state, k.value from registry.person_fact k
        where k.person_id = c.person_id and k.code in ('pregnant', 'travellingAs', 'sex') order by k.code, k.seq desc) k
      where k.state = 'known' and (
        (k.code = 'pregnant' and k.value = 'true'::jsonb and p.sex = 'M')
        or (k.code = 'travellingAs' and k.value in ('"unaccompaniedChild"'::jsonb, '"separatedChild"'::jsonb) and registry.age_group(p.birth_date, c.opened_on) in ('adult', 'older'))
        or (k.code = 'sex' and p.sex is not null and k.value <> to_jsonb(p.sex)))) as contradictory
  from registry.case_file c join registry.person p on p.id = c.person_id
  where c.country = access.actor_country() and c.state <> 'closed' and access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])
    and not exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null);
comment on view registry.facts_quality is 'What records of open cases lack or contradict, without identity; a supervisor sees the offices whose lists they may open.';
grant select on registry.facts_quality to ventanilla_runtime;

create view assessment.facts_draft with (security_barrier) as
  select a.country, md5(a.id::text) as draft_key,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = a.case_id and j.undone_at is null), md5(a.case_id::text)) as case_key,
    c.office_id, a.saved_at
  from assessment.assessment a join registry.case_file c on c.id = a.case_id
  where a.country = access.actor_country() and a.completed_at is null and access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[]);
comment on view assessment.facts_draft is 'Questionnaires that were begun and not completed, without identity; a supervisor sees the offices whose lists they may open.';
grant select on assessment.facts_draft to ventanilla_runtime;

create or replace view assessment.facts_need with (security_barrier) as
  select n.country, md5(n.id::text) as need_key, md5(p.identity_id::text) as person_key, c.office_id, c.destination_admin2 as admin2,
    case when n.restricted then 'reserved' else n.need_code end as need_code, n.urgency, n.state, n.source, n.opened_on, n.closed_on, n.restricted,
    n.nothing_since,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = n.case_id and j.undone_at is null), md5(n.case_id::text)) as case_key
  from assessment.need n join registry.case_file c on c.id = n.case_id join registry.person p on p.id = c.person_id
  where n.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));

create or replace view referrals.facts_referral with (security_barrier) as
  select r.country, md5(r.id::text) as referral_key,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = r.case_id and j.undone_at is null), md5(r.case_id::text)) as case_key,
    md5(p.identity_id::text) as person_key, r.office_id,
    r.need_code, r.service_id, r.provider_organization, r.urgency, r.state, r.sent_at, r.due_at, r.answered_at, r.closed_at, r.outcome, r.handled, md5(r.need_id::text) as need_key
  from referrals.referral r join registry.person p on p.id = r.person_id
  where r.country = access.actor_country() and r.sent_at is not null
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));

-- Each time somebody was lost is one period.
create view plans.facts_lost with (security_barrier) as
  select l.country, md5(l.id::text) as period_key, md5(p.identity_id::text) as person_key, c.office_id,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = l.case_id and j.undone_at is null), md5(l.case_id::text)) as case_key,
    c.state as case_state, l.from_on, l.until_on, l.found_how
  from plans.lost_period l join registry.case_file c on c.id = l.case_id join registry.person p on p.id = c.person_id
  where l.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view plans.facts_lost is 'Times in which nobody could reach a person, without identity, for figures.';
grant select on plans.facts_lost to ventanilla_runtime;

-- Papers that somebody is on the way to: the last thing that was done is that it was begun. The room of papers is made later than this file runs, and read when it is asked.
create function plans.facts_paper_steps() returns table (case_key text, office_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, plans as $$
#variable_conflict use_column
begin
  if not access.actor_is('supervisor') then
    raise insufficient_privilege;
  end if;
  return query select md5(s.case_id::text), c.office_id
    from (select distinct on (d.case_id, d.paper_id) d.case_id, d.step from documents.paper_step d where d.country = access.actor_country() order by d.case_id, d.paper_id, d.at desc, d.id desc) s
    join registry.case_file c on c.id = s.case_id
    where s.step = 'begun' and c.office_id = any ((select registry.actor_offices())::uuid[]);
end $$;
revoke all on function plans.facts_paper_steps from public;
grant execute on function plans.facts_paper_steps to ventanilla_runtime;

-- Steps that somebody promised in an agreed plan.
create view plans.facts_action with (security_barrier) as
  select a.country, md5(a.id::text) as action_key,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = a.case_id and j.undone_at is null), md5(a.case_id::text)) as case_key,
    c.office_id, a.due_on, a.state
  from plans.action a join registry.case_file c on c.id = a.case_id
  where a.country = access.actor_country()
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view plans.facts_action is 'Steps of agreed plans without identity, for figures.';
grant select on plans.facts_action to ventanilla_runtime;
