-- A referral for a secret need stands on the lists of who may know of it, wherever the case is: colleagues of the office that has it may not.
create index referral_secret_of_sender on referrals.referral (sent_by) where need_restricted and not handled;
create index referral_secret on referrals.referral (country, list_at, id) where need_restricted and not handled;
create index need_secret_of on assessment.need (opened_by) where restricted;

-- The office that an alarm of a case reaches, for functions that know why they ask.
create function assessment.circle_office(p_case uuid, p_named text) returns uuid language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
#variable_conflict use_column
begin
  return (
    select o.id from access.office o join registry.case_file c on c.id = p_case join access.office own on own.id = c.office_id
    where o.country = access.actor_country() and (o.active or o.id = own.id) and (o.ref = p_named or o.id = own.id or o.kind = 'national' or exists (
      select from access.user_account a where a.office_id = o.id and a.country = o.country and a.role = 'protection' and a.active))
    order by (o.ref = p_named) desc nulls last,
      exists (select from access.user_account a where a.office_id = o.id and a.role = 'protection' and a.active) desc,
      (o.id = own.id) desc, (o.kind = 'national') desc, (o.organization_id = own.organization_id) desc nulls last, o.ref
    limit 1);
end $$;
comment on function assessment.circle_office(uuid, text) is 'Office that an alarm of a case reaches, without asking who wants to know.';
revoke all on function assessment.circle_office(uuid, text) from public;

create or replace function assessment.circle_of(p_case uuid, p_named text) returns uuid language plpgsql stable security definer
  set search_path = pg_catalog, assessment as $$
begin
  if not registry.keeps_records() or not registry.may_see_case(p_case) then return null; end if;
  return assessment.circle_office(p_case, p_named);
end $$;

-- Whoever opened a secret need may have been the only one who knew of it. When the account ends, protection sees the case as after an alarm, unless it does already.
create function assessment.leave_secrets_to_circle(p_officer uuid, p_named jsonb, p_now timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, assessment as $$
declare
  told int;
begin
  if not access.actor_is('administrator', 'system') or exists (select from access.user_account a where a.id = p_officer and a.active) then
    return 0;
  end if;
  insert into registry.person_office (person_id, office_id, country, why, given_by, given_at)
    select distinct on (c.person_id) c.person_id, assessment.circle_office(c.id, p_named ->> own.ref), c.country, 'protection', access.actor_user(), p_now
    from assessment.need n join registry.case_file c on c.id = n.case_id join access.office own on own.id = c.office_id
    where n.opened_by = p_officer and n.restricted and n.country = access.actor_country() and (n.state = 'open' or c.state <> 'closed')
      and not exists (select from registry.person_office s join access.user_account a on a.office_id = s.office_id and a.role = 'protection' and a.active where s.person_id = c.person_id)
      and assessment.circle_office(c.id, p_named ->> own.ref) is not null
    on conflict do nothing;
  get diagnostics told = row_count;
  return told;
end $$;
comment on function assessment.leave_secrets_to_circle(uuid, jsonb, timestamptz) is 'Lets protection see the cases of which only an account that ended knew a secret need.';
revoke all on function assessment.leave_secrets_to_circle(uuid, jsonb, timestamptz) from public;
grant execute on function assessment.leave_secrets_to_circle(uuid, jsonb, timestamptz) to ventanilla_runtime;
