-- The family of a child who came without it: who was found, whether the place is safe, what the authority decided, and to whom the child was handed over.
create schema protection;
comment on schema protection is 'What protection does for a child: its family, found and looked at, the decision of the authority, the hand-over.';
grant usage on schema protection to ventanilla_runtime;

create table protection.family_question (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null,
  required text[] not null,
  next_on date not null,
  placed_by uuid,
  opened_by uuid not null,
  opened_at timestamptz not null,
  ended_code text check (ended_code in ('accompanied', 'of-age', 'other-country', 'mistake', 'other')),
  ended_sealed bytea,
  ended_by uuid,
  ended_at timestamptz,
  state text not null generated always as (case when ended_at is not null then 'ended' when placed_by is not null then 'handed-over' else 'open' end) stored,
  foreign key (person_id, country) references registry.person (id, country),
  unique (id, case_id),
  -- A country adds to the list and takes nothing off it.
  check (required @> array['identity-seen', 'relation-proven', 'home-seen', 'no-danger-known', 'child-heard']),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_code is null))
);
comment on table protection.family_question is 'Work on the family of one child: tracing, verification, decision, hand-over.';
comment on column protection.family_question.id is 'Work on a family | sensitivity: internal | purpose: protection';
comment on column protection.family_question.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column protection.family_question.case_id is 'Case of the child | sensitivity: internal | purpose: scope';
comment on column protection.family_question.person_id is 'The child | sensitivity: internal | purpose: protection';
comment on column protection.family_question.required is 'What must be confirmed of a relative, as the country asked when it began | sensitivity: none | purpose: protection';
comment on column protection.family_question.next_on is 'Day on which protection looks again | sensitivity: internal | purpose: protection';
comment on column protection.family_question.placed_by is 'Hand-over that stands; written by the hand-over itself | sensitivity: restricted | purpose: protection';
comment on column protection.family_question.opened_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.family_question.opened_at is 'Since when | sensitivity: internal | purpose: protection';
comment on column protection.family_question.ended_code is 'Why it ended, as a code | sensitivity: restricted | purpose: protection';
comment on column protection.family_question.ended_sealed is 'Why it ended in words, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.family_question.ended_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.family_question.ended_at is 'When it ended | sensitivity: internal | purpose: protection';
comment on column protection.family_question.state is 'Open, handed over, ended; follows from the other columns | sensitivity: internal | purpose: protection';
create unique index family_question_once on protection.family_question (case_id) where ended_at is null;
create index family_question_case on protection.family_question (case_id, opened_at desc);
alter table protection.family_question enable row level security;

create table protection.relative (
  id uuid primary key,
  country text not null,
  question_id uuid not null,
  case_id uuid not null,
  person_id uuid references registry.person (id),
  word text not null check (word in ('parent', 'grandparent', 'sibling', 'uncle-aunt', 'cousin', 'guardian', 'in-law', 'other')),
  found_how text not null check (found_how in ('child-told', 'family-came', 'consulate', 'authority', 'organization', 'registry', 'other')),
  admin2 text,
  sealed bytea not null,
  child_word text not null default 'not-asked' check (child_word in ('not-asked', 'wants', 'unsure', 'does-not-want', 'fears')),
  added_by uuid not null,
  added_at timestamptz not null,
  aside_sealed bytea,
  aside_by uuid,
  aside_at timestamptz,
  foreign key (question_id, case_id) references protection.family_question (id, case_id),
  unique (id, question_id),
  check ((aside_at is null) = (aside_by is null) and (aside_at is null) = (aside_sealed is null))
);
comment on table protection.relative is 'A relative of a child whom protection looks for or has found.';
comment on column protection.relative.id is 'Relative | sensitivity: internal | purpose: protection';
comment on column protection.relative.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column protection.relative.question_id is 'Work on the family | sensitivity: internal | purpose: protection';
comment on column protection.relative.case_id is 'Case of the child | sensitivity: internal | purpose: scope';
comment on column protection.relative.person_id is 'The same person in the registry, if they are on record | sensitivity: restricted | purpose: protection';
comment on column protection.relative.word is 'What they are to the child | sensitivity: restricted | purpose: protection';
comment on column protection.relative.found_how is 'How they were found | sensitivity: restricted | purpose: protection';
comment on column protection.relative.admin2 is 'Municipality in which they live | sensitivity: restricted | purpose: protection';
comment on column protection.relative.sealed is 'Name, safe way to reach them and note, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.relative.child_word is 'What the child says about being with them | sensitivity: restricted | purpose: protection';
comment on column protection.relative.added_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.relative.added_at is 'When | sensitivity: internal | purpose: audit';
comment on column protection.relative.aside_sealed is 'Why they come into question no longer, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.relative.aside_by is 'Account that set them aside | sensitivity: internal | purpose: audit';
comment on column protection.relative.aside_at is 'When they were set aside | sensitivity: internal | purpose: protection';
create index relative_of_question on protection.relative (question_id);
alter table protection.relative enable row level security;

create table protection.relative_check (
  id uuid primary key,
  seq bigint generated always as identity,
  country text not null,
  relative_id uuid not null,
  question_id uuid not null,
  case_id uuid not null,
  item text not null check (item ~ '^[a-z][a-z0-9-]{0,63}$'),
  result text not null check (result in ('confirmed', 'not-yet', 'against')),
  on_day date not null,
  sealed bytea,
  checked_by uuid not null,
  checked_at timestamptz not null,
  foreign key (question_id, case_id) references protection.family_question (id, case_id),
  foreign key (relative_id, question_id) references protection.relative (id, question_id)
);
comment on table protection.relative_check is 'What was looked at of a relative, and what came of it; never changed, the newest of an item counts.';
comment on column protection.relative_check.id is 'Check | sensitivity: internal | purpose: protection';
comment on column protection.relative_check.seq is 'Order | sensitivity: none | purpose: protection';
comment on column protection.relative_check.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column protection.relative_check.relative_id is 'Relative | sensitivity: internal | purpose: protection';
comment on column protection.relative_check.question_id is 'Work on the family | sensitivity: internal | purpose: protection';
comment on column protection.relative_check.case_id is 'Case of the child | sensitivity: internal | purpose: scope';
comment on column protection.relative_check.item is 'What was looked at | sensitivity: internal | purpose: protection';
comment on column protection.relative_check.result is 'Confirmed, not yet, or speaks against | sensitivity: restricted | purpose: protection';
comment on column protection.relative_check.on_day is 'Day on which it was looked at | sensitivity: internal | purpose: protection';
comment on column protection.relative_check.sealed is 'How and what was seen, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.relative_check.checked_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.relative_check.checked_at is 'When it was written down | sensitivity: internal | purpose: audit';
create index relative_check_newest on protection.relative_check (relative_id, item, seq desc);
alter table protection.relative_check enable row level security;

create table protection.care_option (
  id uuid primary key,
  country text not null,
  question_id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('wider-family', 'known-adult', 'foster-family', 'small-home', 'supported-living', 'institution')),
  suits boolean not null,
  sealed bytea not null,
  considered_by uuid not null,
  considered_at timestamptz not null,
  foreign key (question_id, case_id) references protection.family_question (id, case_id),
  unique (id, question_id)
);
comment on table protection.care_option is 'Care that was considered for a child, and why it suits or does not; never changed.';
comment on column protection.care_option.id is 'Option | sensitivity: internal | purpose: protection';
comment on column protection.care_option.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column protection.care_option.question_id is 'Work on the family | sensitivity: internal | purpose: protection';
comment on column protection.care_option.case_id is 'Case of the child | sensitivity: internal | purpose: scope';
comment on column protection.care_option.kind is 'Kind of care | sensitivity: restricted | purpose: protection';
comment on column protection.care_option.suits is 'Whether it suits this child | sensitivity: restricted | purpose: protection';
comment on column protection.care_option.sealed is 'Where, and the reasons, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.care_option.considered_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.care_option.considered_at is 'When | sensitivity: internal | purpose: audit';
create index care_option_of_question on protection.care_option (question_id, considered_at);
alter table protection.care_option enable row level security;

create table protection.family_decision (
  id uuid primary key,
  seq bigint generated always as identity,
  country text not null,
  question_id uuid not null,
  case_id uuid not null,
  outcome text not null check (outcome in ('reunite', 'not-with-them', 'care', 'go-on-looking')),
  relative_id uuid,
  care_option_id uuid,
  decided_on date not null,
  sealed bytea not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  revoked_sealed bytea,
  revoked_by uuid,
  revoked_at timestamptz,
  foreign key (question_id, case_id) references protection.family_question (id, case_id),
  foreign key (relative_id, question_id) references protection.relative (id, question_id),
  foreign key (care_option_id, question_id) references protection.care_option (id, question_id),
  unique (id, question_id),
  check ((outcome in ('reunite', 'not-with-them')) = (relative_id is not null)),
  check ((outcome = 'care') = (care_option_id is not null)),
  check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoked_sealed is null))
);
comment on table protection.family_decision is 'What the authority decided about a child and its family, with its day and its paper; never changed, but it can be revoked.';
comment on column protection.family_decision.id is 'Decision | sensitivity: internal | purpose: protection';
comment on column protection.family_decision.seq is 'Order | sensitivity: none | purpose: protection';
comment on column protection.family_decision.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column protection.family_decision.question_id is 'Work on the family | sensitivity: internal | purpose: protection';
comment on column protection.family_decision.case_id is 'Case of the child | sensitivity: internal | purpose: scope';
comment on column protection.family_decision.outcome is 'What was decided | sensitivity: restricted | purpose: protection';
comment on column protection.family_decision.relative_id is 'Relative whom it is about | sensitivity: restricted | purpose: protection';
comment on column protection.family_decision.care_option_id is 'Care that was chosen | sensitivity: restricted | purpose: protection';
comment on column protection.family_decision.decided_on is 'Day of the decision | sensitivity: restricted | purpose: protection';
comment on column protection.family_decision.sealed is 'Authority, its paper and the reasons, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.family_decision.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.family_decision.recorded_at is 'When it was written down | sensitivity: internal | purpose: audit';
comment on column protection.family_decision.revoked_sealed is 'Why it holds no longer, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.family_decision.revoked_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.family_decision.revoked_at is 'Holds no longer since | sensitivity: internal | purpose: protection';
create index family_decision_newest on protection.family_decision (question_id, seq desc);
alter table protection.family_decision enable row level security;

create table protection.handover (
  id uuid primary key,
  country text not null,
  question_id uuid not null,
  case_id uuid not null,
  relative_id uuid not null,
  decision_id uuid not null,
  planned_on date not null,
  point text not null check (point in ('at-home', 'at-the-office', 'elsewhere')),
  cannot_travel boolean not null,
  travel_aid boolean not null,
  sealed bytea not null,
  state text not null check (state in ('planned', 'done', 'cancelled', 'ended')),
  identity_seen boolean not null default false,
  done_on date,
  state_sealed bytea,
  planned_by uuid not null,
  planned_at timestamptz not null,
  state_by uuid not null,
  state_at timestamptz not null,
  foreign key (question_id, case_id) references protection.family_question (id, case_id),
  foreign key (relative_id, question_id) references protection.relative (id, question_id),
  foreign key (decision_id, question_id) references protection.family_decision (id, question_id),
  check ((state in ('done', 'ended')) = (done_on is not null)),
  check (state not in ('done', 'ended') or identity_seen),
  check (state not in ('cancelled', 'ended') or state_sealed is not null),
  -- A family that cannot travel is helped to, or met somewhere it can reach.
  check (not cannot_travel or travel_aid or point <> 'at-the-office')
);
comment on table protection.handover is 'A child is handed over to a relative: where, when, and whether it was done.';
comment on column protection.handover.id is 'Hand-over | sensitivity: internal | purpose: protection';
comment on column protection.handover.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column protection.handover.question_id is 'Work on the family | sensitivity: internal | purpose: protection';
comment on column protection.handover.case_id is 'Case of the child | sensitivity: internal | purpose: scope';
comment on column protection.handover.relative_id is 'To whom | sensitivity: restricted | purpose: protection';
comment on column protection.handover.decision_id is 'Decision on which it rests | sensitivity: internal | purpose: protection';
comment on column protection.handover.planned_on is 'Day that was agreed | sensitivity: restricted | purpose: protection';
comment on column protection.handover.point is 'At their home, at the office, or at another point | sensitivity: restricted | purpose: protection';
comment on column protection.handover.cannot_travel is 'The family cannot travel to the office | sensitivity: personal | purpose: protection';
comment on column protection.handover.travel_aid is 'Help with the cost of the journey was asked for | sensitivity: personal | purpose: protection';
comment on column protection.handover.sealed is 'Place and who brings the child, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.handover.state is 'Planned, done, cancelled, or ended because it did not hold | sensitivity: restricted | purpose: protection';
comment on column protection.handover.identity_seen is 'The document of who took the child was seen at the hand-over | sensitivity: internal | purpose: protection';
comment on column protection.handover.done_on is 'Day on which it was done | sensitivity: restricted | purpose: protection';
comment on column protection.handover.state_sealed is 'What was said of the last step, encrypted | sensitivity: restricted | purpose: protection';
comment on column protection.handover.planned_by is 'Account | sensitivity: internal | purpose: audit';
comment on column protection.handover.planned_at is 'When it was planned | sensitivity: internal | purpose: audit';
comment on column protection.handover.state_by is 'Account of the last step | sensitivity: internal | purpose: audit';
comment on column protection.handover.state_at is 'When the last step was | sensitivity: internal | purpose: audit';
create unique index handover_once on protection.handover (question_id) where state in ('planned', 'done');
create index handover_of_question on protection.handover (question_id, planned_at);
alter table protection.handover enable row level security;

-- Protection alone, of the offices that see the case.
create policy question_protection on protection.family_question for select using (country = access.actor_country() and access.actor_is('protection') and registry.may_see_case(case_id));
create policy question_open on protection.family_question for insert with check (
  country = access.actor_country() and access.actor_is('protection') and opened_by = access.actor_user() and ended_at is null and placed_by is null and registry.may_see_case(case_id)
  and exists (select from registry.case_file c where c.id = case_id and c.person_id = family_question.person_id and c.state <> 'closed'));
create policy question_change on protection.family_question for update
  using (country = access.actor_country() and access.actor_is('protection') and registry.may_see_case(case_id))
  with check (country = access.actor_country());
grant select, insert on protection.family_question to ventanilla_runtime;
grant update (next_on, ended_code, ended_sealed, ended_by, ended_at) on protection.family_question to ventanilla_runtime;

create policy relative_read on protection.relative for select using (country = access.actor_country() and access.actor_is('protection') and registry.may_see_case(case_id));
create policy relative_add on protection.relative for insert with check (
  country = access.actor_country() and access.actor_is('protection') and added_by = access.actor_user() and aside_at is null and registry.may_see_case(case_id)
  and (person_id is null or registry.may_see_person(person_id)));
create policy relative_change on protection.relative for update
  using (country = access.actor_country() and access.actor_is('protection') and aside_at is null and registry.may_see_case(case_id))
  with check (country = access.actor_country() and (aside_by is null or aside_by = access.actor_user()));
grant select, insert on protection.relative to ventanilla_runtime;
grant update (child_word, aside_sealed, aside_by, aside_at) on protection.relative to ventanilla_runtime;

create policy check_read on protection.relative_check for select using (country = access.actor_country() and access.actor_is('protection') and registry.may_see_case(case_id));
create policy check_add on protection.relative_check for insert with check (
  country = access.actor_country() and access.actor_is('protection') and checked_by = access.actor_user() and registry.may_see_case(case_id));
grant select, insert on protection.relative_check to ventanilla_runtime;

create policy care_read on protection.care_option for select using (country = access.actor_country() and access.actor_is('protection') and registry.may_see_case(case_id));
create policy care_add on protection.care_option for insert with check (
  country = access.actor_country() and access.actor_is('protection') and considered_by = access.actor_user() and registry.may_see_case(case_id));
grant select, insert on protection.care_option to ventanilla_runtime;

create policy decision_read on protection.family_decision for select using (country = access.actor_country() and access.actor_is('protection') and registry.may_see_case(case_id));
create policy decision_add on protection.family_decision for insert with check (
  country = access.actor_country() and access.actor_is('protection') and recorded_by = access.actor_user() and revoked_at is null and registry.may_see_case(case_id));
create policy decision_revoke on protection.family_decision for update
  using (country = access.actor_country() and access.actor_is('protection') and revoked_at is null and registry.may_see_case(case_id))
  with check (country = access.actor_country() and revoked_by = access.actor_user());
grant select, insert on protection.family_decision to ventanilla_runtime;
grant update (revoked_sealed, revoked_by, revoked_at) on protection.family_decision to ventanilla_runtime;

create policy handover_read on protection.handover for select using (country = access.actor_country() and access.actor_is('protection') and registry.may_see_case(case_id));
create policy handover_add on protection.handover for insert with check (
  country = access.actor_country() and access.actor_is('protection') and planned_by = access.actor_user() and state_by = access.actor_user() and registry.may_see_case(case_id));
create policy handover_change on protection.handover for update
  using (country = access.actor_country() and access.actor_is('protection') and state in ('planned', 'done') and registry.may_see_case(case_id))
  with check (country = access.actor_country() and state_by = access.actor_user());
grant select, insert on protection.handover to ventanilla_runtime;
grant update (state, identity_seen, done_on, state_sealed, state_by, state_at) on protection.handover to ventanilla_runtime;

-- What everybody who follows the case learns: that protection looks after the family question, and nothing else.
create view protection.family_question_in_sight with (security_barrier) as
  select q.country, q.case_id, q.state, q.opened_at from protection.family_question q
  where q.country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(q.case_id);
comment on view protection.family_question_in_sight is 'That protection looks after the family of a child; neither who nor how.';
grant select on protection.family_question_in_sight to ventanilla_runtime;

-- A child for whom a hand-over of protection stands: somebody verified answers for it, who may be on no record. Written by the hand-over and by nothing else, and read by no account.
create table registry.child_placed (
  handover_id uuid primary key,
  country text not null,
  person_id uuid not null,
  with_person uuid references registry.person (id),
  since timestamptz not null,
  ended_at timestamptz,
  foreign key (person_id, country) references registry.person (id, country)
);
comment on table registry.child_placed is 'That protection handed a child over to somebody whom it has verified, under a decision of the authority.';
comment on column registry.child_placed.handover_id is 'Hand-over | sensitivity: internal | purpose: protection';
comment on column registry.child_placed.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.child_placed.person_id is 'The child | sensitivity: internal | purpose: protection';
comment on column registry.child_placed.with_person is 'With whom, if they are on record: a mark between the two makes it count no longer; nobody reads it | sensitivity: restricted | purpose: protection';
comment on column registry.child_placed.since is 'Since when | sensitivity: internal | purpose: protection';
comment on column registry.child_placed.ended_at is 'Holds no longer since | sensitivity: internal | purpose: protection';
create index child_placed_person on registry.child_placed (person_id) where ended_at is null;
alter table registry.child_placed enable row level security;

create or replace function registry.has_verified_guardian(p_person uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, registry as $$
begin
  if not registry.may_see_person(p_person) then return false; end if;
  return exists (
    select from registry.person p join registry.person q on q.identity_id = p.identity_id
    join registry.relation r on r.other_id = q.id
    where p.id = p_person and r.country = access.actor_country() and r.ended_at is null and r.evidence = 'verified' and r.kind in ('guardian', 'parent', 'grandparent')
      and not registry.mark_between(r.person_id, r.other_id))
    or exists (
    select from registry.person p join registry.person q on q.identity_id = p.identity_id
    join registry.child_placed h on h.person_id = q.id
    where p.id = p_person and h.country = access.actor_country() and h.ended_at is null
      and (h.with_person is null or not registry.mark_between(h.with_person, h.person_id)));
end $$;

-- Nobody hands a child over to somebody who was not verified in everything that was asked, or without the authority's last word being that they be together.
create function protection.handover_is_safe() returns trigger
language plpgsql security definer set search_path = pg_catalog, protection as $$
declare
  q protection.family_question;
  r protection.relative;
  d protection.family_decision;
begin
  if tg_op = 'INSERT' and new.state <> 'planned' then
    raise exception 'a hand-over begins as planned' using errcode = 'check_violation', constraint = 'handover_begins_planned';
  end if;
  if tg_op = 'UPDATE' and (old.state, new.state) not in (('planned', 'done'), ('planned', 'cancelled'), ('done', 'ended')) then
    raise exception 'no such step of a hand-over' using errcode = 'check_violation', constraint = 'handover_step';
  end if;
  if new.state not in ('planned', 'done') then return new; end if;
  -- Whoever changes what it rests on at the same moment waits, or is waited for.
  select * into q from protection.family_question where id = new.question_id for update;
  select * into r from protection.relative where id = new.relative_id for update;
  select * into d from protection.family_decision where question_id = new.question_id and revoked_at is null order by seq desc limit 1 for update;
  if q.ended_at is not null or r.aside_at is not null or r.child_word in ('not-asked', 'fears') then
    raise exception 'this relative does not come into question' using errcode = 'check_violation', constraint = 'handover_relative';
  end if;
  if d.id is distinct from new.decision_id or d.outcome <> 'reunite' or d.relative_id <> new.relative_id or d.decided_on > coalesce(new.done_on, new.planned_on) then
    raise exception 'the authority has not decided so' using errcode = 'check_violation', constraint = 'handover_decided';
  end if;
  if exists (select from unnest(q.required) as asked (what) where coalesce(
      (select c.result from protection.relative_check c where c.relative_id = r.id and c.item = asked.what order by c.seq desc limit 1), 'not-yet') <> 'confirmed') then
    raise exception 'this relative is not verified' using errcode = 'check_violation', constraint = 'handover_verified';
  end if;
  if r.person_id is not null and registry.mark_between(r.person_id, q.person_id) then
    raise exception 'this relative does not come into question' using errcode = 'check_violation', constraint = 'handover_relative';
  end if;
  return new;
end $$;
create trigger handover_is_safe before insert or update on protection.handover for each row execute function protection.handover_is_safe();

-- Work that has ended stays as it was.
create function protection.ended_stays() returns trigger
language plpgsql set search_path = pg_catalog, protection as $$
begin
  if old.ended_at is not null or (new.ended_at is not null and new.ended_by is distinct from access.actor_user()) then
    raise exception 'this work has ended' using errcode = 'check_violation', constraint = 'family_question_open';
  end if;
  return new;
end $$;
create trigger ended_stays before update of next_on, ended_code, ended_sealed, ended_by, ended_at on protection.family_question for each row execute function protection.ended_stays();

-- What is looked at, said or decided while a hand-over is being made takes turns with it.
create function protection.in_turn() returns trigger
language plpgsql security definer set search_path = pg_catalog, protection as $$
begin
  perform from protection.family_question where id = new.question_id for update;
  if exists (select from protection.family_question where id = new.question_id and ended_at is not null) then
    raise exception 'this work has ended' using errcode = 'check_violation', constraint = 'family_question_open';
  end if;
  return new;
end $$;
create trigger in_turn before insert on protection.relative_check for each row execute function protection.in_turn();
create trigger in_turn before insert or update on protection.relative for each row execute function protection.in_turn();
create trigger in_turn before insert on protection.care_option for each row execute function protection.in_turn();
create trigger in_turn before insert or update on protection.family_decision for each row execute function protection.in_turn();

create function protection.handover_stands() returns trigger
language plpgsql security definer set search_path = pg_catalog, protection as $$
begin
  if new.state = 'done' and old.state = 'planned' then
    update protection.family_question set placed_by = new.id where id = new.question_id;
    insert into registry.child_placed (handover_id, country, person_id, with_person, since)
      select new.id, new.country, q.person_id, r.person_id, new.state_at from protection.family_question q join protection.relative r on r.id = new.relative_id where q.id = new.question_id;
  elsif new.state = 'ended' and old.state = 'done' then
    update protection.family_question set placed_by = null where id = new.question_id;
    update registry.child_placed set ended_at = new.state_at where handover_id = new.id;
  end if;
  return null;
end $$;
create trigger handover_stands after update of state on protection.handover for each row execute function protection.handover_stands();

-- When protection looks again stands with the case, so that the work falls through nowhere.
create function protection.note_steps(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, protection as $$
declare
  charge uuid := registry.case_in_charge(p_case);
begin
  perform registry.note_step(charge, 'family', (select min(q.next_on) from protection.family_question q where q.case_id in (select registry.cases_going_on_in(charge)) and q.ended_at is null), null);
end $$;
create function protection.step_of_question() returns trigger
language plpgsql security definer set search_path = pg_catalog, protection as $$
begin
  perform protection.note_steps(new.case_id);
  return null;
end $$;
create trigger step_of_question after insert or update of next_on, ended_at on protection.family_question for each row execute function protection.step_of_question();
create function protection.steps_of_join() returns trigger
language plpgsql security definer set search_path = pg_catalog, protection as $$
begin
  perform protection.note_steps(new.case_id), protection.note_steps(new.into_case);
  return null;
end $$;
create trigger steps_of_join_family after insert or update of undone_at on registry.case_join for each row execute function protection.steps_of_join();
revoke all on function protection.ended_stays, protection.handover_is_safe, protection.in_turn, protection.handover_stands, protection.note_steps, protection.step_of_question, protection.steps_of_join from public;
