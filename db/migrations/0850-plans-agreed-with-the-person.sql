-- The plan: what a person and an officer agreed on, for the person and for those they live with. A draft that saves itself, agreed versions that never change, and the promised
-- steps as rows of their own, so that what is due is found by the clock alone.
create table plans.plan (
  id uuid primary key,
  country text not null,
  case_id uuid not null unique references registry.case_file (id),
  office_id uuid not null references access.office (id),
  state text not null check (state in ('open', 'ended')),
  version int not null default 0 check (version >= 0),
  draft jsonb,
  draft_seq int not null default 0,
  draft_by uuid,
  draft_at timestamptz,
  review_on date,
  created_by uuid not null,
  created_at timestamptz not null
);
comment on table plans.plan is 'What a case works towards: at most one per case.';
comment on column plans.plan.id is 'Plan | sensitivity: internal | purpose: plan';
comment on column plans.plan.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.plan.case_id is 'Case | sensitivity: internal | purpose: plan';
comment on column plans.plan.office_id is 'Office that keeps it; moves with the case | sensitivity: internal | purpose: scope';
comment on column plans.plan.state is 'Ended while its case is closed | sensitivity: internal | purpose: plan';
comment on column plans.plan.version is 'Newest agreed version; 0 before the first | sensitivity: internal | purpose: plan';
comment on column plans.plan.draft is 'What is being written and not agreed yet | sensitivity: personal | purpose: plan';
comment on column plans.plan.draft_seq is 'Counts the savings of drafts, so that nobody overwrites what they have not read | sensitivity: none | purpose: plan';
comment on column plans.plan.draft_by is 'Account that saved the draft last | sensitivity: internal | purpose: audit';
comment on column plans.plan.draft_at is 'When the draft was saved last | sensitivity: internal | purpose: audit';
comment on column plans.plan.review_on is 'Day on which it is looked at again with the person | sensitivity: internal | purpose: plan';
comment on column plans.plan.created_by is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.plan.created_at is 'When it was begun | sensitivity: internal | purpose: audit';
alter table plans.plan enable row level security;
create index plan_reviews on plans.plan (office_id, review_on, id) where state = 'open' and review_on is not null;
create policy plan_read on plans.plan for select using (
  country = access.actor_country() and (office_id = any ((select registry.actor_offices())::uuid[]) or registry.may_see_case(case_id)));
create policy plan_add on plans.plan for insert with check (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id) and created_by = access.actor_user());
create policy plan_change on plans.plan for update using (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id)) with check (country = access.actor_country());
grant select, insert on plans.plan to ventanilla_runtime;
grant update (version, draft, draft_seq, draft_by, draft_at, review_on) on plans.plan to ventanilla_runtime;

create table plans.plan_version (
  plan_id uuid not null references plans.plan (id),
  number int not null check (number > 0),
  country text not null,
  case_id uuid not null references registry.case_file (id),
  content jsonb not null,
  sheet jsonb not null,
  locale text not null,
  spoken text,
  how text not null check (how in ('read-aloud', 'signed', 'phone')),
  given_by text not null check (given_by in ('person', 'guardian', 'protection')),
  guardian_id uuid references registry.person (id),
  child_assent boolean,
  agreed_on date not null,
  review_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (plan_id, number),
  check ((given_by = 'guardian') = (guardian_id is not null))
);
comment on table plans.plan_version is 'What was agreed, exactly as it was printed; never changed.';
comment on column plans.plan_version.plan_id is 'Plan | sensitivity: internal | purpose: plan';
comment on column plans.plan_version.number is '1 for the first, without a gap | sensitivity: none | purpose: plan';
comment on column plans.plan_version.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.plan_version.case_id is 'Case | sensitivity: internal | purpose: plan';
comment on column plans.plan_version.content is 'Goals and steps as agreed | sensitivity: personal | purpose: plan';
comment on column plans.plan_version.sheet is 'The printed page, word for word | sensitivity: personal | purpose: plan';
comment on column plans.plan_version.locale is 'Language of the printed page | sensitivity: personal | purpose: plan';
comment on column plans.plan_version.spoken is 'Language in which it was talked about, if another | sensitivity: personal | purpose: plan';
comment on column plans.plan_version.how is 'Read aloud, signed on paper, by telephone | sensitivity: internal | purpose: plan';
comment on column plans.plan_version.given_by is 'Who agreed | sensitivity: personal | purpose: plan';
comment on column plans.plan_version.guardian_id is 'Who answers for a child and agreed | sensitivity: personal | purpose: plan';
comment on column plans.plan_version.child_assent is 'The child was asked and wants it | sensitivity: personal | purpose: plan';
comment on column plans.plan_version.agreed_on is 'Day, in the zone of the country | sensitivity: internal | purpose: plan';
comment on column plans.plan_version.review_on is 'Day of the next look, as agreed | sensitivity: internal | purpose: plan';
comment on column plans.plan_version.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.plan_version.recorded_at is 'When | sensitivity: internal | purpose: audit';
alter table plans.plan_version enable row level security;
create index plan_version_by_case on plans.plan_version (case_id, number);
create policy plan_version_read on plans.plan_version for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy plan_version_add on plans.plan_version for insert with check (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id) and recorded_by = access.actor_user()
  and number = (select p.version + 1 from plans.plan p where p.id = plan_id and p.case_id = plan_version.case_id));
grant select, insert on plans.plan_version to ventanilla_runtime;

-- Not even the owner changes what somebody agreed to.
create function plans.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'what was agreed never changes';
end $$;
create trigger plan_version_stays before update or delete on plans.plan_version for each row execute function plans.refuse_change();

create table plans.goal (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  country text not null,
  case_id uuid not null references registry.case_file (id),
  dimension text not null check (dimension in ('economic', 'social', 'psychosocial')),
  level text not null check (level in ('individual', 'household', 'community', 'structural')),
  whose text not null check (whose in ('person', 'household')),
  state text not null check (state in ('open', 'reached', 'partly', 'set-aside')),
  note text,
  closed_on date,
  check ((state = 'open') = (closed_on is null))
);
comment on table plans.goal is 'A goal of the agreed plan, and whether it was reached. Its words stand in the versions.';
comment on column plans.goal.id is 'Goal | sensitivity: internal | purpose: plan';
comment on column plans.goal.plan_id is 'Plan | sensitivity: internal | purpose: plan';
comment on column plans.goal.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.goal.case_id is 'Case | sensitivity: internal | purpose: plan';
comment on column plans.goal.dimension is 'Dimension | sensitivity: personal | purpose: plan';
comment on column plans.goal.level is 'Level | sensitivity: internal | purpose: plan';
comment on column plans.goal.whose is 'For the person or for those they live with | sensitivity: personal | purpose: plan';
comment on column plans.goal.state is 'State | sensitivity: personal | purpose: plan';
comment on column plans.goal.note is 'What was reached, or why it was set aside | sensitivity: personal | purpose: plan';
comment on column plans.goal.closed_on is 'Day it was reached or set aside | sensitivity: internal | purpose: plan';
alter table plans.goal enable row level security;
create index goal_by_case on plans.goal (case_id);
create policy goal_read on plans.goal for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy goal_add on plans.goal for insert with check (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id));
create policy goal_change on plans.goal for update using (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id)) with check (country = access.actor_country());
grant select, insert on plans.goal to ventanilla_runtime;
grant update (dimension, level, whose, state, note, closed_on) on plans.goal to ventanilla_runtime;

create table plans.action (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  country text not null,
  case_id uuid not null references registry.case_file (id),
  office_id uuid not null references access.office (id),
  goal_id uuid references plans.goal (id),
  step_code text,
  words text,
  who text not null check (who in ('person', 'officer', 'organization', 'relative')),
  organization text,
  relative_id uuid references registry.person (id),
  first_due_on date not null,
  due_on date not null,
  state text not null check (state in ('promised', 'done', 'not-done', 'ended')),
  why text,
  closed_on date,
  check ((state = 'promised') = (closed_on is null)),
  check ((step_code is null) = (words is not null)),
  check ((who = 'organization') = (organization is not null)),
  check (who = 'relative' or relative_id is null),
  check (state <> 'not-done' or why is not null)
);
comment on table plans.action is 'A promised step of an agreed plan: who does what until when.';
comment on column plans.action.id is 'Step | sensitivity: internal | purpose: plan';
comment on column plans.action.plan_id is 'Plan | sensitivity: internal | purpose: plan';
comment on column plans.action.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.action.case_id is 'Case | sensitivity: internal | purpose: plan';
comment on column plans.action.office_id is 'Office that sees to it; moves with the case | sensitivity: internal | purpose: scope';
comment on column plans.action.goal_id is 'Goal it serves; none for a step that comes before all goals | sensitivity: internal | purpose: plan';
comment on column plans.action.step_code is 'Step out of the list of the country, which has no words of its own | sensitivity: personal | purpose: plan';
comment on column plans.action.words is 'What is to be done | sensitivity: personal | purpose: plan';
comment on column plans.action.who is 'Who does it | sensitivity: personal | purpose: plan';
comment on column plans.action.organization is 'Which organization | sensitivity: personal | purpose: plan';
comment on column plans.action.relative_id is 'Which relative, if they are on record and may be named | sensitivity: personal | purpose: plan';
comment on column plans.action.first_due_on is 'Day it was first promised for: a moved day hides no delay | sensitivity: internal | purpose: statistics';
comment on column plans.action.due_on is 'Day it is promised for | sensitivity: internal | purpose: plan';
comment on column plans.action.state is 'State; ended: its case was closed before | sensitivity: internal | purpose: plan';
comment on column plans.action.why is 'Why it was not done | sensitivity: personal | purpose: plan';
comment on column plans.action.closed_on is 'Day it was over | sensitivity: internal | purpose: plan';
alter table plans.action enable row level security;
create index action_work on plans.action (office_id, due_on, id) where state = 'promised';
create index action_by_case on plans.action (case_id, due_on);
create policy action_read on plans.action for select using (
  country = access.actor_country() and (office_id = any ((select registry.actor_offices())::uuid[]) or registry.may_see_case(case_id)));
create policy action_add on plans.action for insert with check (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id));
create policy action_change on plans.action for update using (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id)) with check (country = access.actor_country());
grant select, insert on plans.action to ventanilla_runtime;
grant update (goal_id, step_code, words, who, organization, relative_id, due_on, state, why, closed_on) on plans.action to ventanilla_runtime;

create table plans.action_event (
  id uuid primary key,
  action_id uuid not null references plans.action (id),
  country text not null,
  case_id uuid not null references registry.case_file (id),
  kind text not null check (kind in ('promised', 'moved', 'done', 'not-done', 'again', 'ended')),
  due_on date not null,
  why text,
  actor_id uuid not null,
  at timestamptz not null
);
comment on table plans.action_event is 'What happened to a step; never changed.';
comment on column plans.action_event.id is 'Event | sensitivity: internal | purpose: plan';
comment on column plans.action_event.action_id is 'Step | sensitivity: internal | purpose: plan';
comment on column plans.action_event.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.action_event.case_id is 'Case | sensitivity: internal | purpose: plan';
comment on column plans.action_event.kind is 'What happened | sensitivity: internal | purpose: plan';
comment on column plans.action_event.due_on is 'Day it was promised for then | sensitivity: internal | purpose: plan';
comment on column plans.action_event.why is 'Why | sensitivity: personal | purpose: plan';
comment on column plans.action_event.actor_id is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.action_event.at is 'When | sensitivity: internal | purpose: plan';
alter table plans.action_event enable row level security;
create index action_event_order on plans.action_event (action_id, at, id);
create index action_event_by_case on plans.action_event (case_id, at);
create policy action_event_read on plans.action_event for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy action_event_add on plans.action_event for insert with check (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id) and actor_id = access.actor_user());
grant select, insert on plans.action_event to ventanilla_runtime;

create table plans.plan_review (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  country text not null,
  case_id uuid not null references registry.case_file (id),
  was_due_on date,
  reviewed_on date not null,
  next_on date not null,
  note text,
  actor_id uuid not null,
  at timestamptz not null
);
comment on table plans.plan_review is 'The plan was looked at with the person; never changed.';
comment on column plans.plan_review.id is 'Review | sensitivity: internal | purpose: plan';
comment on column plans.plan_review.plan_id is 'Plan | sensitivity: internal | purpose: plan';
comment on column plans.plan_review.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.plan_review.case_id is 'Case | sensitivity: internal | purpose: plan';
comment on column plans.plan_review.was_due_on is 'Day it was due | sensitivity: internal | purpose: statistics';
comment on column plans.plan_review.reviewed_on is 'Day it took place | sensitivity: internal | purpose: plan';
comment on column plans.plan_review.next_on is 'Day of the next one | sensitivity: internal | purpose: plan';
comment on column plans.plan_review.note is 'What came of it | sensitivity: personal | purpose: plan';
comment on column plans.plan_review.actor_id is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.plan_review.at is 'When | sensitivity: internal | purpose: audit';
alter table plans.plan_review enable row level security;
create index plan_review_by_case on plans.plan_review (case_id, at);
create policy plan_review_read on plans.plan_review for select using (country = access.actor_country() and registry.may_see_case(case_id));
create policy plan_review_add on plans.plan_review for insert with check (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id) and actor_id = access.actor_user());
grant select, insert on plans.plan_review to ventanilla_runtime;

-- Brings the plans of a case, and of the cases that go on together with it, in line with who has them in charge. Everything follows from cases and joins: closed, nothing is
-- promised any more; open again, what ended because of that is promised again; moved, it is the work of the other office.
create function plans.follow_plans(p_case uuid, p_today date, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, plans as $$
declare
  charge uuid := registry.case_in_charge(p_case);
  holder registry.case_file;
  family uuid[] := array(select registry.cases_going_on_in(charge));
begin
  if not (registry.keeps_records() or access.actor_is('supervisor', 'system')) then
    raise insufficient_privilege;
  end if;
  select * into holder from registry.case_file c where c.id = charge and c.country = access.actor_country();
  if not found then
    return;
  end if;
  if holder.state = 'closed' then
    update plans.plan p set state = 'ended' where p.case_id = any (family) and p.state = 'open';
    with over as (update plans.action a set state = 'ended', closed_on = p_today where a.case_id = any (family) and a.state = 'promised' returning a.*)
    insert into plans.action_event (id, action_id, country, case_id, kind, due_on, why, actor_id, at)
      select gen_random_uuid(), o.id, o.country, o.case_id, 'ended', o.due_on, null, access.actor_user(), p_now from over o;
    return;
  end if;
  update plans.plan p set state = 'open', office_id = holder.office_id where p.case_id = any (family) and (p.state = 'ended' or p.office_id <> holder.office_id);
  with back as (update plans.action a set state = 'promised', closed_on = null where a.case_id = any (family) and a.state = 'ended' returning a.*)
  insert into plans.action_event (id, action_id, country, case_id, kind, due_on, why, actor_id, at)
    select gen_random_uuid(), b.id, b.country, b.case_id, 'again', b.due_on, null, access.actor_user(), p_now from back b;
  update plans.action a set office_id = holder.office_id where a.case_id = any (family) and a.state = 'promised' and a.office_id <> holder.office_id;
end $$;

-- Whether the person of a case in sight bears these names: for looking inside a list. A definer's question, because a higher room reads no table of the registry.
create function plans.bears_names(p_case uuid, p_words text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, plans as $$
begin
  return registry.may_see_case(p_case) and exists (
    select from registry.case_file c join registry.person p on p.id = c.person_id
    where c.id = p_case and c.country = access.actor_country()
      and not exists (select from unnest(p_words) w where not exists (select from unnest(p.name_words) n where n collate "C" >= w and n collate "C" < w || chr(1114111))));
end $$;
revoke all on function plans.follow_plans, plans.bears_names, plans.refuse_change from public;
grant execute on function plans.follow_plans, plans.bears_names to ventanilla_runtime;

-- Whether safety comes before everything else in a case in sight: something pressing waits for an answer, or an urgent need is open that only the closed circle reads. Officers who see neither
-- are told that safety comes first, and no more. What is not known to be calm counts as pressing.
create function assessment.safety_comes_first(p_case uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, assessment as $$
declare
  family uuid[];
begin
  if not registry.may_see_case(p_case) then
    return null;
  end if;
  family := array(select registry.cases_going_on_in(p_case)) || p_case;
  return exists (select from assessment.alert l where l.case_id = any (family) and l.country = access.actor_country() and l.answered_at is null
      and l.code not in ('hunger', 'no-identity', 'wants-psychologist', 'must-leave'))
    or exists (select from assessment.need n where n.case_id = any (family) and n.country = access.actor_country() and n.restricted and n.state = 'open' and n.urgency in ('24h', '72h'));
end $$;
revoke all on function assessment.safety_comes_first from public;
grant execute on function assessment.safety_comes_first to ventanilla_runtime;
