-- A need that went along and becomes secret later takes the whole hand-over along, and its consent. The sender keeps which need it was; the receiver reads its words only.
create or replace view registry.abroad_coming with (security_barrier) as
  select h.id, h.to_country as country, h.country as from_country, jsonb_build_object('es', o.name_es, 'en', o.name_en) as from_office_name, h.to_office, h.restricted, h.urgency, h.state, h.minimum,
    (select coalesce(jsonb_agg(n.need - 'needId' order by n.place), '[]') from jsonb_array_elements(h.needs) with ordinality n (need, place)) as needs,
    h.name_words, h.note, h.answer_by, h.open_until, h.asked_at, h.since, t.case_id
  from registry.abroad_hand_over h join access.office o on o.id = h.from_office left join registry.abroad_taken t on t.hand_over_id = h.id and t.country = h.to_country
  where h.to_country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and (not h.restricted or access.actor_is('protection'))
    and ((h.state in ('asked', 'more-asked') and h.open_until > registry.time_now() and h.to_office = any ((select registry.actor_offices())::uuid[]))
      or (h.state = 'accepted' and t.case_id is not null and registry.may_see_case(t.case_id)))
    and registry.abroad_consent_stands(h.consent_id);

create function assessment.abroad_of_need() returns trigger
language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  perform registry.reserve_consent(h.consent_id) from registry.abroad_hand_over h where h.case_id = new.case_id and h.needs @> jsonb_build_array(jsonb_build_object('needId', new.id));
  update registry.abroad_hand_over h set restricted = true where h.case_id = new.case_id and not h.restricted and h.needs @> jsonb_build_array(jsonb_build_object('needId', new.id));
  return null;
end $$;
create trigger abroad_of_need after update of restricted on assessment.need for each row when (new.restricted and not old.restricted) execute function assessment.abroad_of_need();
revoke all on function assessment.abroad_of_need from public;
