-- A referral that goes on though its case was closed was decided; one that is sent from the closed case afterwards brings only itself to the list.
drop function referrals.note_case_state(uuid);
create function referrals.note_case_state(p_case uuid, p_referral uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, referrals as $$
begin
  update referrals.referral r set case_closed_at = case when o.state = 'closed' then coalesce(r.case_closed_at, referrals.time_now()) end
  from registry.case_file o join registry.cases_going_on_in(registry.case_in_charge(p_case)) t on true
  where o.id = registry.case_in_charge(p_case) and o.country = access.actor_country() and r.case_id = t and r.closed_at is null and (p_referral is null or r.id = p_referral)
    and (registry.keeps_records() or access.actor_is('supervisor', 'system'));
end $$;
revoke all on function referrals.note_case_state from public;
grant execute on function referrals.note_case_state to ventanilla_runtime;
