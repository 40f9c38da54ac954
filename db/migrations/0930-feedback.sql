-- What people say of offices and services: suggestions, thanks, complaints. Anybody says it, with or without a name; somebody answers within a time; and whoever it is
-- about does not read it. The words themselves are sealed and stand in the restricted tier, since who complains may be made to pay for it.
create schema feedback;
grant usage on schema feedback to ventanilla_runtime, ventanilla_restricted;

create function feedback.time_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

create table feedback.item (
  id uuid primary key,
  country text not null,
  ref text not null,
  code_hash text unique,
  kind text not null check (kind in ('suggestion', 'praise', 'service', 'staff', 'discrimination', 'data', 'abuse')),
  restricted boolean not null,
  channel text not null check (channel in ('portal', 'window', 'phone', 'paper', 'visit')),
  office_id uuid references access.office (id),
  service_id text,
  about_account uuid references access.user_account (id),
  case_id uuid references registry.case_file (id),
  wants_answer boolean not null,
  language text not null check (language in ('es', 'en')),
  circle_offices uuid[] not null default '{}',
  state text not null check (state in ('received', 'looking', 'passed-on', 'answered', 'closed')),
  received_at timestamptz not null,
  ack_due_at timestamptz not null,
  answer_due_at timestamptz not null,
  acknowledged_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz generated always as (case when state in ('answered', 'closed') then null when acknowledged_at is null then ack_due_at else answer_due_at end) stored,
  holder uuid,
  passed_office uuid references access.office (id),
  passed_to text check (length(passed_to) between 1 and 160),
  reopened int not null default 0 check (reopened between 0 and 2),
  escalated_at timestamptz,
  recorded_by uuid,
  unique (country, ref),
  check (kind <> 'abuse' or restricted),
  check ((closed_at is not null) = (state = 'closed')),
  check (state <> 'answered' or answered_at is not null),
  check (state <> 'passed-on' or passed_to is not null),
  check ((channel = 'portal') = (recorded_by is null)),
  -- Who stands outside the product has no office here.
  check (passed_office is null or passed_to is not null)
);
comment on table feedback.item is 'Something that somebody said of an office, a service or staff, and by when it is answered. Their words stand sealed in feedback_restricted.word.';
comment on column feedback.item.id is 'Item | sensitivity: internal | purpose: feedback';
comment on column feedback.item.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column feedback.item.ref is 'Number by which staff speak of it; opens nothing | sensitivity: internal | purpose: display';
comment on column feedback.item.code_hash is 'Keyed hash of the code with which the answer is read on public pages | sensitivity: restricted | purpose: access';
comment on column feedback.item.kind is 'Suggestion, thanks, service, conduct of staff, discrimination, personal data, abuse | sensitivity: personal | purpose: feedback';
comment on column feedback.item.restricted is 'Read by the closed circle alone, outside the line of management | sensitivity: internal | purpose: scope';
comment on column feedback.item.channel is 'Public page, window, phone, paper, visit | sensitivity: internal | purpose: feedback';
comment on column feedback.item.office_id is 'Office that it is about, if it was named | sensitivity: personal | purpose: scope';
comment on column feedback.item.service_id is 'Service that it is about, by its id in the directory | sensitivity: personal | purpose: feedback';
comment on column feedback.item.about_account is 'Account that it is about, once that is known: it never reads it | sensitivity: restricted | purpose: scope';
comment on column feedback.item.case_id is 'Case in which it was said, if the person wants that | sensitivity: personal | purpose: feedback';
comment on column feedback.item.wants_answer is 'Whether the person waits for an answer | sensitivity: internal | purpose: feedback';
comment on column feedback.item.language is 'Language of the answer | sensitivity: personal | purpose: feedback';
comment on column feedback.item.circle_offices is 'Offices of the closed circle that the country named; empty: all | sensitivity: internal | purpose: scope';
comment on column feedback.item.state is 'Received, being looked at, passed on, answered, closed | sensitivity: internal | purpose: feedback';
comment on column feedback.item.received_at is 'When it was said | sensitivity: internal | purpose: feedback';
comment on column feedback.item.ack_due_at is 'By when somebody looks at it | sensitivity: internal | purpose: feedback';
comment on column feedback.item.answer_due_at is 'By when it is answered | sensitivity: internal | purpose: feedback';
comment on column feedback.item.acknowledged_at is 'When somebody first looked at it | sensitivity: internal | purpose: feedback';
comment on column feedback.item.answered_at is 'When it was last answered | sensitivity: internal | purpose: feedback';
comment on column feedback.item.closed_at is 'When it ended | sensitivity: internal | purpose: feedback';
comment on column feedback.item.due_at is 'The clock that runs now; none once it is answered | sensitivity: internal | purpose: feedback';
comment on column feedback.item.holder is 'Account that looks at it | sensitivity: internal | purpose: feedback';
comment on column feedback.item.passed_office is 'Office that it was passed on to, if it works with the product | sensitivity: personal | purpose: scope';
comment on column feedback.item.passed_to is 'Name of the office or institution that it was passed on to | sensitivity: personal | purpose: display';
comment on column feedback.item.reopened is 'How often the person was not content with an answer | sensitivity: internal | purpose: feedback';
comment on column feedback.item.escalated_at is 'When its time ran out and whoever steers nationally was told | sensitivity: internal | purpose: feedback';
comment on column feedback.item.recorded_by is 'Account that wrote it down; none when the person did | sensitivity: restricted | purpose: audit';
create index item_of_circle on feedback.item (country, due_at, id) where restricted and due_at is not null;
create index item_waiting on feedback.item (country, due_at, id) where not restricted and due_at is not null;
create index item_of_office on feedback.item (office_id, due_at, id) where not restricted and due_at is not null;
create index item_answered on feedback.item (country, answered_at desc, id) where state in ('answered', 'closed');
create index item_of_day on feedback.item (country, received_at) where channel = 'portal';
create index item_passed on feedback.item (passed_office, due_at) where passed_office is not null and due_at is not null;
create index item_case on feedback.item (case_id) where case_id is not null;

create table feedback.step (
  id uuid primary key,
  seq bigint generated always as identity,
  country text not null,
  item_id uuid not null references feedback.item (id),
  kind text not null check (kind in ('received', 'taken', 'classified', 'passed-on', 'answered', 'content', 'not-content', 'closed', 'escalated')),
  what text check (length(what) between 1 and 160),
  actor_id uuid,
  at timestamptz not null
);
comment on table feedback.step is 'What happened to an item, in order; never changed.';
comment on column feedback.step.id is 'Step | sensitivity: internal | purpose: feedback';
comment on column feedback.step.seq is 'Order | sensitivity: none | purpose: feedback';
comment on column feedback.step.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column feedback.step.item_id is 'Item | sensitivity: internal | purpose: feedback';
comment on column feedback.step.kind is 'What was done | sensitivity: internal | purpose: feedback';
comment on column feedback.step.what is 'Kind before a change of kind, or to whom it was passed on | sensitivity: personal | purpose: feedback';
comment on column feedback.step.actor_id is 'Account; nobody for the person and for the clock | sensitivity: internal | purpose: audit';
comment on column feedback.step.at is 'When | sensitivity: internal | purpose: feedback';
create index step_of_item on feedback.step (item_id, seq);

create schema feedback_restricted;
grant usage on schema feedback_restricted to ventanilla_runtime, ventanilla_restricted;
create table feedback_restricted.word (
  id uuid primary key,
  country text not null,
  item_id uuid not null references feedback.item (id),
  step_id uuid references feedback.step (id),
  kind text not null check (kind in ('said', 'name', 'way', 'answer', 'note', 'reply')),
  sealed bytea not null,
  at timestamptz not null
);
comment on table feedback_restricted.word is 'Everything that was written in free words about an item, sealed with a key that the database does not hold.';
comment on column feedback_restricted.word.id is 'Words | sensitivity: internal | purpose: feedback';
comment on column feedback_restricted.word.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column feedback_restricted.word.item_id is 'Item | sensitivity: internal | purpose: feedback';
comment on column feedback_restricted.word.step_id is 'Step with which they were written; none for what was said at first | sensitivity: internal | purpose: feedback';
comment on column feedback_restricted.word.kind is 'What the person said, their name, the way to reach them, answer, note of staff, why they are not content | sensitivity: internal | purpose: feedback';
comment on column feedback_restricted.word.sealed is 'The words, sealed | sensitivity: restricted | purpose: feedback';
comment on column feedback_restricted.word.at is 'When | sensitivity: internal | purpose: feedback';
create index word_of_item on feedback_restricted.word (item_id, at);
create unique index word_once on feedback_restricted.word (item_id, kind) where kind in ('said', 'name', 'way');

-- Whether the actor steers a whole country: a supervisor of the national office. Asked once in each statement.
create function feedback.steers_nationally() returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, feedback as $$
begin
  return access.actor_is('supervisor') and exists (
    select from access.office o where o.id = access.actor_office() and o.country = access.actor_country() and o.kind = 'national');
end $$;

-- Who receives an item. The closed circle (protection, and whoever steers nationally) what is restricted, outside the office that it is about; everything else supervisors,
-- but nobody of the office what is about the conduct of its people. And never the account that it is about.
alter table feedback.item enable row level security;
create policy item_read on feedback.item for select using (
  country = access.actor_country() and about_account is distinct from access.actor_user()
  and case when restricted then
    office_id is distinct from access.actor_office() and (
      ((select access.actor_is('protection', 'supervisor')) and (cardinality(circle_offices) = 0 or access.actor_office() = any (circle_offices))
        and ((select access.actor_is('protection')) or (select feedback.steers_nationally())))
      or (escalated_at is not null and (select feedback.steers_nationally())))
  else (select access.actor_is('supervisor')) and (kind not in ('staff', 'discrimination') or office_id is distinct from access.actor_office())
    and ((select feedback.steers_nationally()) or office_id = any ((select registry.actor_offices())::uuid[]) or passed_office = any ((select registry.actor_offices())::uuid[]))
  end);
create policy item_add on feedback.item for insert with check (
  country = access.actor_country() and access.actor_is('reception', 'window', 'protection', 'consular', 'supervisor') and recorded_by = access.actor_user()
  and channel <> 'portal' and state = 'received' and acknowledged_at is null and answered_at is null and holder is null and passed_to is null and escalated_at is null and reopened = 0
  and about_account is null and (case_id is null or registry.may_see_case(case_id)));
-- The hash is compared inside functions and read by nobody; who wrote it down is known to the audit alone.
grant select (id, country, ref, kind, restricted, channel, office_id, service_id, about_account, case_id, wants_answer, language, circle_offices, state, received_at, ack_due_at, answer_due_at,
  acknowledged_at, answered_at, closed_at, due_at, holder, passed_office, passed_to, reopened, escalated_at) on feedback.item to ventanilla_runtime;
grant insert on feedback.item to ventanilla_runtime;
grant update (state, acknowledged_at, answered_at, closed_at, holder, passed_office, passed_to, answer_due_at) on feedback.item to ventanilla_runtime;

-- The same question for one item, for the words and steps that belong to it.
create function feedback.may_read(p_item uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, feedback as $$
declare
  i feedback.item;
begin
  select * into i from feedback.item f where f.id = p_item and f.country = access.actor_country();
  if not found or i.about_account is not distinct from access.actor_user() then return false; end if;
  if i.restricted then
    return i.office_id is distinct from access.actor_office() and (
      ((cardinality(i.circle_offices) = 0 or access.actor_office() = any (i.circle_offices)) and (access.actor_is('protection') or feedback.steers_nationally()))
      or (i.escalated_at is not null and feedback.steers_nationally()));
  end if;
  return access.actor_is('supervisor') and (i.kind not in ('staff', 'discrimination') or i.office_id is distinct from access.actor_office())
    and coalesce(feedback.steers_nationally() or i.office_id = any (registry.actor_offices()) or i.passed_office = any (registry.actor_offices()), false);
end $$;
-- Whoever receives an item writes to it; whoever writes one down for a person, what the person said, at that moment.
create function feedback.may_write(p_item uuid, p_what text) returns boolean language plpgsql stable security definer set search_path = pg_catalog, feedback as $$
begin
  if p_what in ('received', 'said', 'name', 'way') then
    return exists (select from feedback.item f where f.id = p_item and f.country = access.actor_country() and f.recorded_by = access.actor_user() and f.received_at = feedback.time_now());
  end if;
  return p_what not in ('content', 'not-content', 'reply', 'escalated') and feedback.may_read(p_item);
end $$;
revoke all on function feedback.steers_nationally(), feedback.may_read(uuid), feedback.may_write(uuid, text) from public;
grant execute on function feedback.steers_nationally(), feedback.may_read(uuid), feedback.may_write(uuid, text) to ventanilla_runtime, ventanilla_restricted;

-- Whoever receives it changes how it stands; one at a time, so the question may be asked of each.
create policy item_handle on feedback.item for update using (country = access.actor_country() and access.actor_is('protection', 'supervisor') and feedback.may_read(id))
  with check (country = access.actor_country() and access.actor_is('protection', 'supervisor'));

alter table feedback.step enable row level security;
create policy step_read on feedback.step for select using (
  country = access.actor_country() and (select access.actor_is('protection', 'supervisor')) and exists (select from feedback.item i where i.id = item_id));
create policy step_add on feedback.step for insert with check (
  country = access.actor_country() and actor_id = access.actor_user() and access.actor_is('reception', 'window', 'protection', 'consular', 'supervisor') and feedback.may_write(item_id, kind));
grant select, insert on feedback.step to ventanilla_runtime;

alter table feedback_restricted.word enable row level security;
create policy word_read on feedback_restricted.word for select using (country = access.actor_country() and access.actor_is('protection', 'supervisor') and feedback.may_read(item_id));
create policy word_add on feedback_restricted.word for insert with check (
  country = access.actor_country() and access.actor_is('reception', 'window', 'protection', 'consular', 'supervisor') and feedback.may_write(item_id, kind));
grant select, insert on feedback_restricted.word to ventanilla_restricted;

create function feedback_restricted.words_of(p_item uuid) returns setof feedback_restricted.word
  language sql stable security definer set search_path = pg_catalog, feedback_restricted as $$
  select w.* from feedback_restricted.word w where w.item_id = p_item order by w.at, w.id
$$;
create function feedback_restricted.add_word(p_id uuid, p_country text, p_item uuid, p_step uuid, p_kind text, p_sealed bytea, p_at timestamptz)
  returns void language sql security definer set search_path = pg_catalog, feedback_restricted as $$
  insert into feedback_restricted.word (id, country, item_id, step_id, kind, sealed, at) values (p_id, p_country, p_item, p_step, p_kind, p_sealed, p_at)
$$;
revoke all on all functions in schema feedback_restricted from public;
grant create on schema feedback_restricted to ventanilla_restricted;
alter function feedback_restricted.words_of owner to ventanilla_restricted;
alter function feedback_restricted.add_word owner to ventanilla_restricted;
revoke create on schema feedback_restricted from ventanilla_restricted;
grant execute on all functions in schema feedback_restricted to ventanilla_runtime;

-- Says of what kind it is and whom it is about. Whoever does may lose sight of it by that, and then it waits anew for those who receive it. True: the actor still sees it.
create function feedback.classify(p_item uuid, p_kind text, p_restricted boolean, p_office uuid, p_account uuid, p_circle uuid[], p_ack_due timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, feedback as $$
begin
  if not feedback.may_read(p_item) then return false; end if;
  if p_office is not null and not exists (select from access.office o where o.id = p_office and o.country = access.actor_country()) then return true; end if;
  if p_account is not null and not exists (select from access.user_account a where a.id = p_account and a.country = access.actor_country() and a.office_id = p_office) then return true; end if;
  update feedback.item i set kind = p_kind, restricted = p_restricted or p_kind = 'abuse', office_id = p_office, about_account = p_account,
      circle_offices = case when p_restricted or p_kind = 'abuse' then p_circle else '{}' end, ack_due_at = case when i.acknowledged_at is null then least(i.ack_due_at, p_ack_due) else i.ack_due_at end
    where i.id = p_item and i.state in ('received', 'looking', 'passed-on');
  if feedback.may_read(p_item) then return true; end if;
  update feedback.item i set state = 'received', holder = null, acknowledged_at = null, ack_due_at = p_ack_due where i.id = p_item and i.state in ('received', 'looking', 'passed-on');
  return false;
end $$;
comment on function feedback.classify(uuid, text, boolean, uuid, uuid, uuid[], timestamptz) is 'Changes kind, office and person of an item in sight; true while the actor still sees it.';
revoke all on function feedback.classify(uuid, text, boolean, uuid, uuid, uuid[], timestamptz) from public;
grant execute on function feedback.classify(uuid, text, boolean, uuid, uuid, uuid[], timestamptz) to ventanilla_runtime;

-- Somebody without an account says something. A country takes so many a day from public pages, of what is restricted and of everything else apart, so that a flood of one
-- does not silence the other. 'kept' · 'again' the same form was sent before · 'enough' · 'unknown' what it is about is not there.
create function feedback.receive_from_outside(p_id uuid, p_ref text, p_hash text, p_kind text, p_restricted boolean, p_office uuid, p_service text, p_wants boolean, p_language text, p_circle uuid[],
  p_ack_due timestamptz, p_answer_due timestamptz, p_step uuid, p_words uuid[], p_kinds text[], p_sealed bytea[], p_most_day int) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, feedback as $$
declare
  v_country text := access.actor_country();
  v_now timestamptz := feedback.time_now();
begin
  if not access.actor_is('public') then return 'unknown'; end if;
  if p_office is not null and not exists (select from access.office o where o.id = p_office and o.country = v_country and o.active) then return 'unknown'; end if;
  if p_service is not null and not exists (select from directory.service s where s.id = p_service and s.country = v_country and s.active and not s.protection_only) then return 'unknown'; end if;
  perform pg_advisory_xact_lock(hashtextextended('feedback.item ' || v_country, 0));
  if exists (select from feedback.item i where i.id = p_id) then return 'again'; end if;
  if (select count(*) from feedback.item i where i.country = v_country and i.channel = 'portal' and i.received_at > v_now - interval '1 day' and i.restricted = (p_restricted or p_kind = 'abuse')) >= p_most_day then
    return 'enough';
  end if;
  insert into feedback.item (id, country, ref, code_hash, kind, restricted, channel, office_id, service_id, wants_answer, language, circle_offices, state, received_at, ack_due_at, answer_due_at)
    values (p_id, v_country, p_ref, p_hash, p_kind, p_restricted or p_kind = 'abuse', 'portal', p_office, p_service, p_wants, p_language, p_circle, 'received', v_now, p_ack_due, p_answer_due);
  insert into feedback.step (id, country, item_id, kind, at) values (p_step, v_country, p_id, 'received', v_now);
  insert into feedback_restricted.word (id, country, item_id, step_id, kind, sealed, at)
    select w.id, v_country, p_id, null, w.kind, w.sealed, v_now from unnest(p_words, p_kinds, p_sealed) as w (id, kind, sealed) where w.kind in ('said', 'name', 'way');
  return 'kept';
end $$;
comment on function feedback.receive_from_outside(uuid, text, text, text, boolean, uuid, text, boolean, text, uuid[], timestamptz, timestamptz, uuid, uuid[], text[], bytea[], int) is
  'Keeps what somebody without an account says.';

-- How it stands with what somebody said, for whoever shows its code: state, days, and the newest answer, sealed.
create function feedback.shown_by_code(p_hash text) returns table (id uuid, state text, received_at timestamptz, due_at timestamptz, answered_at timestamptz, reopened int, wants_answer boolean, answer_id uuid, answer bytea)
  language plpgsql stable security definer set search_path = pg_catalog, feedback as $$
begin
  if not access.actor_is('public') then return; end if;
  return query select i.id, i.state, i.received_at, i.answer_due_at, i.answered_at, i.reopened, i.wants_answer, w.id, w.sealed
    from feedback.item i left join lateral (
      select a.id, a.sealed from feedback_restricted.word a where a.item_id = i.id and a.kind = 'answer' order by a.at desc, a.id desc limit 1) w on true
    where i.code_hash = p_hash and i.country = access.actor_country();
end $$;
comment on function feedback.shown_by_code(text) is 'How it stands with the item of a code, with the newest answer, sealed.';

-- Whoever shows the code says whether the answer is enough. If not, somebody looks at it anew, twice at most, within so many days of the answer. True: it was taken.
create function feedback.reply_from_outside(p_hash text, p_content boolean, p_step uuid, p_word uuid, p_sealed bytea, p_answer_due timestamptz, p_days int) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, feedback as $$
declare
  i feedback.item;
  v_now timestamptz := feedback.time_now();
begin
  if not access.actor_is('public') then return false; end if;
  select * into i from feedback.item f where f.code_hash = p_hash and f.country = access.actor_country() for update;
  if not found or i.state <> 'answered' or i.answered_at < v_now - make_interval(days => p_days) or (not p_content and i.reopened >= 2) then return false; end if;
  if p_content then
    update feedback.item f set state = 'closed', closed_at = v_now where f.id = i.id;
  else
    update feedback.item f set state = 'looking', reopened = f.reopened + 1, answer_due_at = p_answer_due, escalated_at = null where f.id = i.id;
  end if;
  insert into feedback.step (id, country, item_id, kind, at) values (p_step, i.country, i.id, case when p_content then 'content' else 'not-content' end, v_now);
  if p_sealed is not null then
    insert into feedback_restricted.word (id, country, item_id, step_id, kind, sealed, at) values (p_word, i.country, i.id, p_step, 'reply', p_sealed, v_now);
  end if;
  return true;
end $$;
comment on function feedback.reply_from_outside(text, boolean, uuid, uuid, bytea, timestamptz, int) is 'The person says whether an answer is enough.';
revoke all on function feedback.receive_from_outside(uuid, text, text, text, boolean, uuid, text, boolean, text, uuid[], timestamptz, timestamptz, uuid, uuid[], text[], bytea[], int),
  feedback.shown_by_code(text), feedback.reply_from_outside(text, boolean, uuid, uuid, bytea, timestamptz, int) from public;
grant execute on function feedback.receive_from_outside(uuid, text, text, text, boolean, uuid, text, boolean, text, uuid[], timestamptz, timestamptz, uuid, uuid[], text[], bytea[], int),
  feedback.shown_by_code(text), feedback.reply_from_outside(text, boolean, uuid, uuid, bytea, timestamptz, int) to ventanilla_runtime;

-- What ran out of time is told to whoever steers nationally, once for each clock that ran out. The product does it by itself.
create function feedback.escalate(p_limit int) returns int language plpgsql volatile security definer set search_path = pg_catalog, feedback as $$
declare
  v_now timestamptz := feedback.time_now();
  v_count int;
begin
  if not access.actor_is('system') then return 0; end if;
  with late as (
    select i.id from feedback.item i where i.country = access.actor_country() and i.due_at < v_now and i.escalated_at is null order by i.due_at limit p_limit for update skip locked),
  told as (update feedback.item i set escalated_at = v_now from late where i.id = late.id returning i.id, i.country),
  noted as (insert into feedback.step (id, country, item_id, kind, at) select gen_random_uuid(), t.country, t.id, 'escalated', v_now from told t returning 1)
  select count(*)::int into v_count from noted;
  return v_count;
end $$;
comment on function feedback.escalate(int) is 'Marks what ran out of time and writes it down.';
revoke all on function feedback.escalate(int) from public;
grant execute on function feedback.escalate(int) to ventanilla_runtime;

-- What insights may count: no word of anybody. What is restricted has neither kind nor office, and supervisors do not count it: some of it may be about them.
create view feedback.facts_feedback with (security_barrier) as
  select i.country, md5(i.id::text) as feedback_key, case when i.restricted then 'reserved' else i.kind end as kind, case when i.restricted then null else i.office_id end as office_id,
    i.channel, i.state, i.received_at, i.answered_at, i.wants_answer, coalesce(i.answered_at <= i.answer_due_at, false) as in_time, i.reopened > 0 as reopened
  from feedback.item i
  where i.country = access.actor_country()
    and (access.actor_is('analyst') or (not i.restricted and access.actor_is('supervisor') and (feedback.steers_nationally() or i.office_id = any ((select registry.actor_offices())::uuid[]))));
comment on view feedback.facts_feedback is 'What was said and whether it was answered in time, without words and without identity, for figures.';
grant select on feedback.facts_feedback to ventanilla_runtime;
