-- Whoever closes a case says what was reached: supervision too, of open needs and goals of a case that is closed, and nothing else of them.
create policy need_met_at_closing on assessment.need for update
  using (country = access.actor_country() and access.actor_is('supervisor') and not restricted and state = 'open' and registry.may_see_case(case_id)
    and exists (select from registry.case_file c where c.id = case_id and c.state = 'closed'))
  with check (country = access.actor_country() and state = 'met');
create policy goal_settled_at_closing on plans.goal for update
  using (country = access.actor_country() and access.actor_is('supervisor') and state = 'open' and registry.may_see_case(case_id)
    and exists (select from registry.case_file c where c.id = case_id and c.state = 'closed'))
  with check (country = access.actor_country() and state in ('reached', 'partly'));
-- What a row may become is asked of all policies together: without these, the wider answer of those for officers would hold for supervision too.
create policy need_of_supervision on assessment.need as restrictive for update using (true) with check (not access.actor_is('supervisor') or state = 'met');
create policy goal_of_supervision on plans.goal as restrictive for update using (true) with check (not access.actor_is('supervisor') or state in ('reached', 'partly'));
