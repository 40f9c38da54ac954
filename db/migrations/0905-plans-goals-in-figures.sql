-- Open goals of plans that are worked on, without identity, for whoever looks at the country.
create view plans.facts_goal with (security_barrier) as
  select g.country, md5(g.case_id::text) as case_key, g.dimension, g.level from plans.goal g
  where g.country = access.actor_country() and access.actor_is('analyst') and g.state = 'open' and g.office_id is not null;
comment on view plans.facts_goal is 'Open goals by dimension and level, without identity, for figures.';
grant select on plans.facts_goal to ventanilla_runtime;
