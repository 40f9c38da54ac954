-- Reception reads the interviews that its own office began, until another office completes them, and its own alerts. Needs stay
-- visible to the database's eye, since what is told at the desk is merged into them; the room shows reception only its own.
create policy assessment_reach on assessment.assessment as restrictive for select using (not access.actor_is('reception')
  or (registry.in_actor_reach(started_by) and (completed_by is null or registry.in_actor_reach(completed_by))));
create policy alert_reach on assessment.alert as restrictive for select using (not access.actor_is('reception') or registry.in_actor_reach(raised_by));

-- Nobody overwrites what another officer was told.
drop policy restricted_answer_change on assessment.restricted_answer;
create policy restricted_answer_change on assessment.restricted_answer for update
  using (country = access.actor_country() and registry.keeps_records() and recorded_by = access.actor_user()
    and exists (select from assessment.assessment a where a.id = assessment_id and a.completed_at is null))
  with check (country = access.actor_country() and recorded_by = access.actor_user());
