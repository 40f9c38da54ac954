-- Since lists ask of a row only whose office it is (0960), the office of a referral lets colleagues read it. It is the office that has the case in charge, and nobody writes another
-- there: it follows the case through referrals.follow_case alone.
revoke update (office_id) on referrals.referral from ventanilla_runtime;
create function referrals.is_of_office(p_case uuid, p_office uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, referrals as $$
begin
  return registry.may_see_case(p_case) and exists (select from registry.case_file c where c.id in (p_case, registry.case_in_charge(p_case)) and c.office_id = p_office);
end $$;
comment on function referrals.is_of_office(uuid, uuid) is 'Whether a case in sight is in the charge of an office.';
revoke all on function referrals.is_of_office from public;
grant execute on function referrals.is_of_office to ventanilla_runtime;
create policy referral_of_office on referrals.referral as restrictive for insert with check (referrals.is_of_office(case_id, office_id));
