-- A desk plans the first contacts of a case; what is said at them is not for it.
create policy survey_reach on plans.survey_response as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
create policy attempt_reach on plans.contact_attempt as restrictive for select using (access.actor_is('window', 'protection', 'supervisor'));
