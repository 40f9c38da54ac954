-- A need may also become secret after the account of whoever opened it ended: then nobody was left who knew of it, and protection sees the case from that moment.
-- The office of protection is one of the country of the case, also where nobody of an account asks.
create or replace function assessment.circle_office(p_case uuid, p_named text) returns uuid language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
#variable_conflict use_column
begin
  return (
    select o.id from access.office o join registry.case_file c on c.id = p_case and o.country = c.country join access.office own on own.id = c.office_id
    where (o.active or o.id = own.id) and (o.ref = p_named or o.id = own.id or o.kind = 'national' or exists (
      select from access.user_account a where a.office_id = o.id and a.country = o.country and a.role = 'protection' and a.active))
    order by (o.ref = p_named) desc nulls last,
      exists (select from access.user_account a where a.office_id = o.id and a.role = 'protection' and a.active) desc,
      (o.id = own.id) desc, (o.kind = 'national') desc, (o.organization_id = own.organization_id) desc nulls last, o.ref
    limit 1);
end $$;

create function assessment.secrets_to_circle(p_officer uuid, p_need uuid, p_named jsonb, p_by uuid, p_now timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, assessment as $$
declare
  told int;
begin
  insert into registry.person_office (person_id, office_id, country, why, given_by, given_at)
    select distinct on (c.person_id) c.person_id, assessment.circle_office(c.id, p_named ->> own.ref), c.country, 'protection', p_by, p_now
    from assessment.need n join registry.case_file c on c.id = n.case_id join access.office own on own.id = c.office_id
    where n.opened_by = p_officer and (p_need is null or n.id = p_need) and n.restricted and n.country = c.country and (n.state = 'open' or c.state <> 'closed')
      and not exists (select from registry.person_office s join access.user_account a on a.office_id = s.office_id and a.role = 'protection' and a.active where s.person_id = c.person_id)
      and assessment.circle_office(c.id, p_named ->> own.ref) is not null
    on conflict do nothing;
  get diagnostics told = row_count;
  return told;
end $$;
comment on function assessment.secrets_to_circle(uuid, uuid, jsonb, uuid, timestamptz) is 'Lets protection see the cases of which one account alone knew a secret need; one need of them, or all.';
revoke all on function assessment.secrets_to_circle from public;

create or replace function assessment.leave_secrets_to_circle(p_officer uuid, p_named jsonb, p_now timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  if not access.actor_is('administrator', 'system') or not exists (select from access.user_account a where a.id = p_officer and a.country = access.actor_country() and not a.active) then
    return 0;
  end if;
  return assessment.secrets_to_circle(p_officer, null, p_named, access.actor_user(), p_now);
end $$;

create function assessment.secret_of_nobody() returns trigger
language plpgsql security definer set search_path = pg_catalog, assessment as $$
begin
  if exists (select from access.user_account a where a.id = new.opened_by and not a.active) then
    perform assessment.secrets_to_circle(new.opened_by, new.id, '{}', new.opened_by, registry.time_now());
  end if;
  return null;
end $$;
revoke all on function assessment.secret_of_nobody() from public;
create trigger secret_of_nobody after update of restricted on assessment.need
  for each row when (new.restricted and not old.restricted) execute function assessment.secret_of_nobody();
