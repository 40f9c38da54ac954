-- An emergency because somebody could not consent ends when they say no: they can be asked now, and have answered. Danger of life goes on until somebody looks at it.
create index referral_of_override on referrals.referral (override_id) where override_id is not null;
create function referrals.refused_since(p_referral uuid) returns boolean language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
begin
  return exists (select from referrals.referral r join referrals.override o on o.id = r.override_id join registry.person p on p.id = r.person_id
    join registry.person q on q.identity_id = p.identity_id join registry.consent k on k.person_id = q.id
    where r.id = p_referral and o.reason = 'cannot-consent' and k.country = r.country and k.purpose = 'referral' and not k.given and k.recorded_at >= o.made_at
      and k.recipient_organization_id = r.provider_organization and (k.recipient_service_id is null or k.recipient_service_id = r.service_id));
end $$;
create or replace function referrals.share_withdrawn(p_referral uuid, p_consent uuid) returns boolean language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
begin
  return referrals.consent_withdrawn(p_consent)
    or exists (select from referrals.shared_version v where v.referral_id = p_referral and v.consent_before is not null and referrals.consent_withdrawn(v.consent_before))
    or (p_consent is null and referrals.refused_since(p_referral));
end $$;
create or replace function referrals.under_consent(p_consent uuid) returns setof uuid language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
begin
  if not (registry.keeps_records() or access.actor_is('supervisor')) then
    return;
  end if;
  return query select r.id from referrals.referral r
    where r.country = access.actor_country() and registry.may_see_case(r.case_id)
      and (r.consent_id = p_consent or r.id in (select v.referral_id from referrals.shared_version v where v.consent_before = p_consent));
  return query select r.id from registry.consent k join registry.person q on q.id = k.person_id join registry.person p on p.identity_id = q.identity_id
    join registry.case_file c on c.person_id = p.id join referrals.referral r on r.case_id = c.id
    where k.id = p_consent and not k.given and k.country = access.actor_country() and r.override_id is not null and r.provider_organization = k.recipient_organization_id
      and r.share_closed_at is null and registry.may_see_case(r.case_id) and referrals.refused_since(r.id);
end $$;
revoke all on function referrals.refused_since from public;

-- A case that is asked to go to another office is the asking one's at that moment: of a move and an asking at the same second, one waits for the other. A transfer that
-- has ended stays as it ended.
create function registry.transfer_of_its_office() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  perform from registry.case_file c where c.id = new.case_id and c.office_id = new.from_office and c.person_id = new.person_id and c.state <> 'closed' for no key update;
  if not found then
    raise exception 'the case is no longer there' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger transfer_of_its_office before insert on registry.case_transfer for each row execute function registry.transfer_of_its_office();
create function registry.transfer_has_ended() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise insufficient_privilege using message = 'a transfer that has ended stays as it ended';
end $$;
create trigger transfer_has_ended before update of state on registry.case_transfer for each row when (old.state <> 'asked' and old.state <> new.state) execute function registry.transfer_has_ended();

-- Who is given a case is there at that moment: of the end of an account and a case that it gets, one waits for the other.
create function registry.holder_is_there() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  there boolean;
begin
  select a.active into there from access.user_account a where a.id = new.officer_id for share;
  if not there and old.state = 'closed' then
    -- A case that was closed goes on as it was, and whoever held it has left.
    new.held_before := new.officer_id; new.officer_id := null; new.state := 'new';
  elsif not there then
    raise exception 'the account has ended' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger holder_is_there before update of officer_id, state on registry.case_file for each row
  when (new.officer_id is not null and new.state <> 'closed' and (old.officer_id is distinct from new.officer_id or old.state = 'closed')) execute function registry.holder_is_there();
revoke all on function registry.transfer_of_its_office, registry.transfer_has_ended, registry.holder_is_there from public;

-- What belongs to a country names offices of that country, whatever the program does.
alter table access.office add constraint office_of_country unique (id, country);
alter table registry.case_file add constraint case_file_office_of_country foreign key (office_id, country) references access.office (id, country);
alter table registry.person_office add constraint person_office_of_country foreign key (office_id, country) references access.office (id, country);
alter table registry.case_transfer add constraint case_transfer_from_of_country foreign key (from_office, country) references access.office (id, country),
  add constraint case_transfer_to_of_country foreign key (to_office, country) references access.office (id, country);
alter table registry.bulk_move add constraint bulk_move_from_of_country foreign key (from_office, country) references access.office (id, country),
  add constraint bulk_move_to_of_country foreign key (to_office, country) references access.office (id, country);
alter table assessment.alert add constraint alert_circle_of_country foreign key (circle_office, country) references access.office (id, country);
alter table referrals.override add constraint override_office_of_country foreign key (office_id, country) references access.office (id, country);
alter table plans.plan add constraint plan_office_of_country foreign key (office_id, country) references access.office (id, country);
alter table plans.action add constraint action_office_of_country foreign key (office_id, country) references access.office (id, country);

-- A goal, a step and what happened to it are of one plan of one case.
alter table plans.plan add constraint plan_of_case unique (id, case_id);
alter table plans.goal add constraint goal_of_plan foreign key (plan_id, case_id) references plans.plan (id, case_id), add constraint goal_in_plan unique (id, plan_id);
alter table plans.action add constraint action_of_plan foreign key (plan_id, case_id) references plans.plan (id, case_id),
  add constraint action_goal_of_plan foreign key (goal_id, plan_id) references plans.goal (id, plan_id), add constraint action_of_case unique (id, case_id);
alter table plans.action_event add constraint action_event_of_case foreign key (action_id, case_id) references plans.action (id, case_id);
alter table plans.plan_version add constraint plan_version_of_case foreign key (plan_id, case_id) references plans.plan (id, case_id);
alter table plans.plan_review add constraint plan_review_of_case foreign key (plan_id, case_id) references plans.plan (id, case_id);

-- A plan and its steps stand on the lists of the office that has the case in charge.
create function plans.is_of_office(p_case uuid, p_office uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, plans as $$
begin
  return registry.may_see_case(p_case) and exists (select from registry.case_file c where c.id in (p_case, registry.case_in_charge(p_case)) and c.office_id = p_office);
end $$;
create policy plan_of_office on plans.plan as restrictive for insert with check (plans.is_of_office(case_id, office_id));
create policy action_of_office on plans.action as restrictive for insert with check (plans.is_of_office(case_id, office_id));

-- Somebody takes part in a conference under a consent that this person gave for a conference to this institution; the copy has no section beyond it.
create function plans.consent_seats(p_conference uuid, p_consent uuid, p_organization text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, plans as $$
begin
  return exists (select from plans.conference c join registry.case_file f on f.id = c.case_id join registry.person p on p.id = f.person_id join registry.person q on q.identity_id = p.identity_id
    join registry.consent k on k.person_id = q.id
    where c.id = p_conference and c.country = access.actor_country() and k.id = p_consent and k.country = c.country and k.purpose = 'conference' and k.given and k.recipient_organization_id = p_organization
      and registry.may_see_case(c.case_id));
end $$;
create function plans.consent_covers(p_consent uuid, p_sections text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, plans as $$
begin
  return exists (select from registry.consent k where k.id = p_consent and k.country = access.actor_country() and registry.may_see_person(k.person_id) and k.given and p_sections <@ k.sections);
end $$;
create policy member_consent on plans.conference_member as restrictive for insert with check (plans.consent_seats(conference_id, consent_id, organization_id));
create policy member_consent_renewed on plans.conference_member as restrictive for update using (true) with check (plans.consent_seats(conference_id, consent_id, organization_id));
create policy view_consent on plans.conference_view as restrictive for insert with check (
  plans.consent_covers(consent_id, sections) and exists (select from plans.conference_member m where m.id = member_id and m.consent_id = conference_view.consent_id));
revoke all on function plans.is_of_office, plans.consent_seats, plans.consent_covers from public;
grant execute on function plans.is_of_office, plans.consent_seats, plans.consent_covers to ventanilla_runtime;
