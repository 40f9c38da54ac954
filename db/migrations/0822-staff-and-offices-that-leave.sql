-- Somebody who leaves loses the account at once, and nothing that was held stays behind: cases lie where others take them. An account is ended and never removed, so that
-- what was done stays somebody's.
alter table access.user_account add column ended_at timestamptz, add column ended_by uuid, add column ended_why text check (char_length(ended_why) <= 300);
comment on column access.user_account.ended_at is 'When the account was ended | sensitivity: internal | purpose: access';
comment on column access.user_account.ended_by is 'Account that ended it | sensitivity: internal | purpose: audit';
comment on column access.user_account.ended_why is 'Why it was ended | sensitivity: personal | purpose: access';
create index user_account_by_name on access.user_account (country, display_name, id);

create function access.end_account(p_account uuid, p_why text, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, access as $$
begin
  if not access.actor_is('administrator') then
    return false;
  end if;
  update access.user_account a set active = false, ended_at = p_now, ended_by = access.actor_user(), ended_why = p_why
    where a.id = p_account and a.country = access.actor_country() and a.active and a.id <> access.actor_user();
  if not found then
    return false;
  end if;
  update access.session s set ended_at = p_now where s.user_id = p_account and s.ended_at is null;
  return true;
end $$;
comment on function access.end_account(uuid, text, timestamptz) is 'Ends an account of the own country and its sessions; nobody ends the own one.';

-- An office that closes says which one goes on with what it leaves.
alter table access.office add column followed_by uuid references access.office (id);
comment on column access.office.followed_by is 'Office that goes on with the cases of one that closed; empty: nobody named one, and its cases stay | sensitivity: none | purpose: scope';

-- Cases of somebody whose account has ended: nobody's, with a mark of whose they were. For whoever ends accounts, and for the product itself.
create function registry.release_cases(p_officer uuid, p_answer_by jsonb, p_now timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  released int;
begin
  if not access.actor_is('administrator', 'system') or exists (select from access.user_account a where a.id = p_officer and a.active) then
    return 0;
  end if;
  with freed as (
    update registry.case_file c set officer_id = null, held_before = p_officer, state = 'new', answer_by = (p_answer_by ->> c.urgency)::date
    where c.officer_id = p_officer and c.country = access.actor_country() and c.state in ('new', 'active')
    returning c.id, c.country, c.person_id, c.office_id)
  insert into registry.case_assignment (id, country, case_id, person_id, office_id, officer_id, assigned_by, assigned_at, why, from_officer)
    select gen_random_uuid(), f.country, f.id, f.person_id, f.office_id, null, access.actor_user(), p_now, 'officer-left', p_officer from freed f;
  get diagnostics released = row_count;
  return released;
end $$;
comment on function registry.release_cases(uuid, jsonb, timestamptz) is 'Gives the open cases of an ended account back to their offices.';

-- Ended accounts that still hold open cases, whichever way they ended.
create function registry.officers_gone() returns table (officer_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, registry as $$
begin
  if not access.actor_is('system') then
    return;
  end if;
  return query select a.id from access.user_account a where a.country = access.actor_country() and not a.active
    and exists (select from registry.case_file c where c.officer_id = a.id and c.state in ('new', 'active'));
end $$;

-- The next cases of an office that closed go to the one that follows it; what was asked of it, or by it, goes along. Nothing is returned when nothing is left.
create function registry.empty_closed_office(p_most int, p_answer_by jsonb, p_now timestamptz) returns table (case_id uuid, person_id uuid, office_id uuid)
language plpgsql security definer set search_path = pg_catalog, registry as $$
#variable_conflict use_column
declare
  closed access.office;
  heir uuid;
begin
  if not access.actor_is('system') then
    return;
  end if;
  select o.* into closed from access.office o where o.country = access.actor_country() and not o.active and o.followed_by is not null and (
      exists (select from registry.case_file c where c.office_id = o.id and c.state in ('new', 'active'))
      or exists (select from registry.case_transfer t where t.state = 'asked' and t.to_office = o.id))
    order by o.ref limit 1;
  if not found then
    return;
  end if;
  select o.id into heir from access.office o where o.country = closed.country and o.active and (o.id = closed.followed_by or o.kind = 'national') order by (o.id = closed.followed_by) desc nulls last limit 1;
  if heir is null then
    return;
  end if;
  update registry.case_transfer t set state = 'overtaken', answered_by = access.actor_user(), answered_at = p_now where t.state = 'asked' and t.to_office = closed.id and t.from_office = heir;
  update registry.case_transfer t set to_office = heir where t.state = 'asked' and t.to_office = closed.id;
  update registry.case_transfer t set from_office = heir where t.state = 'asked' and t.from_office = closed.id and t.to_office <> heir;
  return query
    with next as (
      select c.id from registry.case_file c where c.office_id = closed.id and c.state in ('new', 'active') order by c.opened_at, c.id limit p_most for update
    ), was as (
      select c.id, c.officer_id from registry.case_file c join next n on n.id = c.id
    ), moved as (
      update registry.case_file c set office_id = heir, officer_id = null, held_before = w.officer_id, state = 'new', answer_by = (p_answer_by ->> c.urgency)::date
      from was w where w.id = c.id returning c.id, c.country, c.person_id, w.officer_id
    ), seen as (
      insert into registry.person_office as o (person_id, office_id, country, why, given_by, given_at)
        select distinct m.person_id, heir, m.country, 'hand-over', access.actor_user(), p_now from moved m
        on conflict (person_id, office_id) do update set by_join = null, by_transfer = null where o.by_join is not null or o.by_transfer is not null
    ), noted as (
      insert into registry.case_assignment (id, country, case_id, person_id, office_id, officer_id, assigned_by, assigned_at, why, from_officer, from_office)
        select gen_random_uuid(), m.country, m.id, m.person_id, heir, null, access.actor_user(), p_now, 'office-closed', m.officer_id, closed.id from moved m
    )
    select m.id, m.person_id, heir from moved m;
end $$;
comment on function registry.empty_closed_office(int, jsonb, timestamptz) is 'Moves the next open cases of an office that closed to the office that goes on with them.';

revoke all on function access.end_account, registry.release_cases, registry.officers_gone, registry.empty_closed_office from public;
grant execute on function access.end_account, registry.release_cases, registry.officers_gone, registry.empty_closed_office to ventanilla_runtime;
