-- A course of sessions: how many were agreed, on which days, who came. What is said in them is nobody's business here.
create table referrals.course (
  id uuid primary key,
  country text not null,
  referral_id uuid not null references referrals.referral (id),
  planned integer not null check (planned between 1 and 60),
  with_whom text not null check (with_whom in ('person', 'family')),
  begun_by uuid not null,
  begun_at timestamptz not null,
  ended_why text check (ended_why in ('held', 'person-stopped', 'moved', 'service-stopped', 'other')),
  ended_by uuid,
  ended_at timestamptz,
  noted_at timestamptz,
  unique (id, referral_id),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
);
comment on table referrals.course is 'Sessions that a service agreed with somebody who was referred.';
comment on column referrals.course.id is 'Course | sensitivity: internal | purpose: service-provision';
comment on column referrals.course.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column referrals.course.referral_id is 'Referral | sensitivity: internal | purpose: scope';
comment on column referrals.course.planned is 'How many sessions were agreed | sensitivity: personal | purpose: service-provision';
comment on column referrals.course.with_whom is 'For the person, or with the family | sensitivity: personal | purpose: service-provision';
comment on column referrals.course.begun_by is 'Account | sensitivity: internal | purpose: audit';
comment on column referrals.course.begun_at is 'When it was agreed | sensitivity: internal | purpose: service-provision';
comment on column referrals.course.ended_why is 'Why it ended, as a code | sensitivity: personal | purpose: service-provision';
comment on column referrals.course.ended_by is 'Account | sensitivity: internal | purpose: audit';
comment on column referrals.course.ended_at is 'When it ended | sensitivity: internal | purpose: service-provision';
comment on column referrals.course.noted_at is 'Until when the officer has taken note of sessions to which nobody came | sensitivity: internal | purpose: case-management';
create unique index course_once on referrals.course (referral_id) where ended_at is null;
create index course_referral on referrals.course (referral_id, begun_at desc);
alter table referrals.course enable row level security;

create table referrals.course_session (
  id uuid primary key,
  country text not null,
  course_id uuid not null,
  referral_id uuid not null,
  on_day date not null,
  state text not null check (state in ('planned', 'kept', 'missed', 'cancelled')),
  state_by uuid not null,
  state_at timestamptz not null,
  foreign key (course_id, referral_id) references referrals.course (id, referral_id)
);
comment on table referrals.course_session is 'One session: its day, and whether somebody came. Nothing of what was said.';
comment on column referrals.course_session.id is 'Session | sensitivity: internal | purpose: service-provision';
comment on column referrals.course_session.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column referrals.course_session.course_id is 'Course | sensitivity: internal | purpose: scope';
comment on column referrals.course_session.referral_id is 'Referral | sensitivity: internal | purpose: scope';
comment on column referrals.course_session.on_day is 'Day | sensitivity: personal | purpose: service-provision';
comment on column referrals.course_session.state is 'Planned, kept, missed, cancelled | sensitivity: personal | purpose: service-provision';
comment on column referrals.course_session.state_by is 'Account | sensitivity: internal | purpose: audit';
comment on column referrals.course_session.state_at is 'When that was written down | sensitivity: internal | purpose: service-provision';
-- Two sessions of a course are not on one day, unless one was cancelled.
create unique index course_session_day on referrals.course_session (course_id, on_day) where state <> 'cancelled';
alter table referrals.course_session enable row level security;

-- The organization that gives the service, while consent stands; and who follows the case, as far as they see the referral. A course belongs to its referral: who sees that one is asked of its own policies.
create policy course_provider on referrals.course for select using (
  country = access.actor_country() and access.actor_is('provider') and exists (select from referrals.referral r where r.id = referral_id and r.share_closed_at is null));
create policy course_officer on referrals.course for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and exists (select from referrals.referral r where r.id = referral_id));
create policy course_begin on referrals.course for insert with check (
  country = access.actor_country() and access.actor_is('provider') and begun_by = access.actor_user() and ended_at is null and noted_at is null
  and exists (select from referrals.referral r where r.id = referral_id and r.state = 'in-service' and r.share_closed_at is null));
create policy course_change on referrals.course for update
  using (country = access.actor_country() and access.actor_is('provider') and exists (select from referrals.referral r where r.id = referral_id and r.state = 'in-service' and r.share_closed_at is null))
  with check (country = access.actor_country() and (ended_by is null or ended_by = access.actor_user()));
create policy course_note on referrals.course for update
  using (country = access.actor_country() and access.actor_is('window', 'protection') and exists (select from referrals.referral r where r.id = referral_id))
  with check (country = access.actor_country());
grant select, insert on referrals.course to ventanilla_runtime;
grant update (planned, with_whom, ended_why, ended_by, ended_at, noted_at) on referrals.course to ventanilla_runtime;

create policy session_read on referrals.course_session for select using (country = access.actor_country() and exists (select from referrals.course k where k.id = course_id));
create policy session_add on referrals.course_session for insert with check (
  country = access.actor_country() and access.actor_is('provider') and state_by = access.actor_user() and exists (select from referrals.course k join referrals.referral r on r.id = k.referral_id
    where k.id = course_id and k.ended_at is null and r.state = 'in-service' and r.share_closed_at is null));
create policy session_change on referrals.course_session for update
  using (country = access.actor_country() and access.actor_is('provider') and exists (select from referrals.course k join referrals.referral r on r.id = k.referral_id
    where k.id = course_id and k.ended_at is null and r.state = 'in-service' and r.share_closed_at is null))
  with check (country = access.actor_country() and state_by = access.actor_user());
grant select, insert on referrals.course_session to ventanilla_runtime;
grant update (state, state_by, state_at) on referrals.course_session to ventanilla_runtime;

-- A provider changes what was agreed and how it ended; an officer takes note, and changes nothing else. An ended course stays as it is.
create function referrals.course_kept() returns trigger language plpgsql set search_path = pg_catalog, referrals as $$
begin
  if access.actor_is('provider') then
    if new.noted_at is distinct from old.noted_at or old.ended_at is not null then
      raise exception 'not for the provider to say' using errcode = 'check_violation', constraint = 'course_kept';
    end if;
  elsif (new.planned, new.with_whom, new.ended_why, new.ended_by, new.ended_at) is distinct from (old.planned, old.with_whom, old.ended_why, old.ended_by, old.ended_at) then
    raise exception 'not for the officer to say' using errcode = 'check_violation', constraint = 'course_kept';
  end if;
  return new;
end $$;
create trigger course_kept before update on referrals.course for each row execute function referrals.course_kept();

-- A session to which nobody came puts the case on the list of the day, until the officer takes note or the service ends.
create function referrals.note_sessions(p_case uuid) returns void
language plpgsql security definer set search_path = pg_catalog, referrals as $$
declare
  charge uuid := registry.case_in_charge(p_case);
begin
  perform registry.note_step(charge, 'session', (select min(s.on_day) from referrals.course k join referrals.course_session s on s.course_id = k.id join referrals.referral r on r.id = k.referral_id
    where r.case_id in (select registry.cases_going_on_in(charge)) and r.state = 'in-service' and s.state = 'missed' and (k.noted_at is null or s.state_at > k.noted_at)), null);
end $$;
create function referrals.step_of_session() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  perform referrals.note_sessions(r.case_id) from referrals.referral r where r.id = new.referral_id;
  return null;
end $$;
create trigger step_of_session after insert or update of state on referrals.course_session for each row execute function referrals.step_of_session();
create trigger step_of_course after update of noted_at on referrals.course for each row execute function referrals.step_of_session();
create function referrals.sessions_end() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  if exists (select from referrals.course k where k.referral_id = new.id) then
    perform referrals.note_sessions(new.case_id);
  end if;
  return null;
end $$;
create trigger sessions_end after update of state on referrals.referral for each row when (old.state is distinct from new.state) execute function referrals.sessions_end();
create function referrals.sessions_of_join() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  perform referrals.note_sessions(new.case_id), referrals.note_sessions(new.into_case);
  return null;
end $$;
create trigger steps_of_join_sessions after insert or update of undone_at on registry.case_join for each row execute function referrals.sessions_of_join();
revoke all on function referrals.course_kept, referrals.note_sessions, referrals.step_of_session, referrals.sessions_end, referrals.sessions_of_join from public;
