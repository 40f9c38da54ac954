-- "This is wrong": said by staff or by anybody, answered by a steward.
create table directory.entry_report (
  id uuid primary key,
  country text not null,
  kind text not null,
  entry_id text not null,
  organization_id text,
  hidden boolean not null,
  subject text not null check (subject in ('phone', 'place', 'closed', 'hours', 'requirements', 'refused', 'other')),
  said text not null check (length(said) <= 500),
  reported_by uuid,
  at timestamptz not null,
  times int not null default 1 check (times > 0),
  outcome text check (outcome in ('corrected', 'correct', 'unclear', 'noise')),
  answer text check (length(answer) <= 500),
  answered_by uuid,
  answered_at timestamptz,
  foreign key (country, kind, entry_id) references directory.entry_state (country, kind, entry_id),
  check ((outcome is null) = (answered_at is null)),
  -- What somebody from outside wrote is needed until it is answered, and not longer.
  check (reported_by is not null or outcome is null or said = '')
);
comment on table directory.entry_report is 'Somebody found that an entry is wrong.';
comment on column directory.entry_report.id is 'Report; also what somebody without an account asks for the answer with | sensitivity: internal | purpose: directory';
comment on column directory.entry_report.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.entry_report.kind is 'Kind of entry | sensitivity: none | purpose: directory';
comment on column directory.entry_report.entry_id is 'Entry | sensitivity: none | purpose: directory';
comment on column directory.entry_report.organization_id is 'Organization that keeps the entry | sensitivity: none | purpose: scope';
comment on column directory.entry_report.hidden is 'About an entry of the closed circle | sensitivity: internal | purpose: protection';
comment on column directory.entry_report.subject is 'What is wrong | sensitivity: none | purpose: directory';
comment on column directory.entry_report.said is 'In their words; of somebody without an account emptied with the answer | sensitivity: personal | purpose: directory';
comment on column directory.entry_report.reported_by is 'Account; nobody for somebody from outside | sensitivity: internal | purpose: audit';
comment on column directory.entry_report.at is 'When it was first said | sensitivity: none | purpose: directory';
comment on column directory.entry_report.times is 'How often the same was said from outside while it was open | sensitivity: none | purpose: directory';
comment on column directory.entry_report.outcome is 'Corrected, found right, could not be found out, nonsense | sensitivity: none | purpose: directory';
comment on column directory.entry_report.answer is 'What the steward says about it | sensitivity: internal | purpose: directory';
comment on column directory.entry_report.answered_by is 'Account | sensitivity: internal | purpose: audit';
comment on column directory.entry_report.answered_at is 'When | sensitivity: none | purpose: audit';
create index entry_report_open on directory.entry_report (country, kind, entry_id) where outcome is null;
create index entry_report_of_day on directory.entry_report (country, at) where reported_by is null;

alter table directory.entry_report enable row level security;
create policy entry_report_read on directory.entry_report for select using (country = access.actor_country() and (access.actor_is('steward', 'system') or reported_by = access.actor_user()));
create policy entry_report_add on directory.entry_report for insert with check (directory.may_know(country, hidden, organization_id)
  and not access.actor_is('public') and reported_by = access.actor_user() and outcome is null and times = 1
  and exists (select from directory.entry_state s where s.country = entry_report.country and s.kind = entry_report.kind and s.entry_id = entry_report.entry_id
    and s.hidden = entry_report.hidden and s.organization_id is not distinct from entry_report.organization_id));
create policy entry_report_answer on directory.entry_report for update using (access.actor_is('steward') and country = access.actor_country())
  with check (access.actor_is('steward') and country = access.actor_country() and answered_by = access.actor_user());
grant select, insert on directory.entry_report to ventanilla_runtime;
grant update (said, outcome, answer, answered_by, answered_at) on directory.entry_report to ventanilla_runtime;

-- Somebody without an account says that an entry in sight is wrong. The same said again while it is open is counted, not kept twice;
-- an entry takes so many open words, and a country so many a day, whoever sends them.
create function directory.report_from_outside(p_id uuid, p_now timestamptz, p_kind text, p_entry text, p_subject text, p_said text, p_most_open int, p_most_day int) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, directory as $$
declare
  v_country text := access.actor_country();
  v_state directory.entry_state;
  v_same uuid;
begin
  if not access.actor_is('public') then return null; end if;
  select * into v_state from directory.entry_state s where s.country = v_country and s.kind = p_kind and s.entry_id = p_entry and s.listed and not s.hidden;
  if not found then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('directory.entry_report ' || v_country, 0));
  update directory.entry_report r set times = r.times + 1
    where r.country = v_country and r.kind = p_kind and r.entry_id = p_entry and r.outcome is null and r.reported_by is null and r.subject = p_subject and r.said = p_said and r.times < 1000
    returning r.id into v_same;
  if v_same is not null then return v_same; end if;
  if (select count(*) from directory.entry_report r where r.country = v_country and r.kind = p_kind and r.entry_id = p_entry and r.outcome is null and r.reported_by is null) >= p_most_open
    or (select count(*) from directory.entry_report r where r.country = v_country and r.reported_by is null and r.at > p_now - interval '1 day') >= p_most_day then
    return null;
  end if;
  insert into directory.entry_report (id, country, kind, entry_id, organization_id, hidden, subject, said, at)
    values (p_id, v_country, p_kind, p_entry, v_state.organization_id, false, p_subject, left(p_said, 500), p_now);
  return p_id;
end $$;
comment on function directory.report_from_outside(uuid, timestamptz, text, text, text, text, int, int) is 'Keeps what somebody without an account says is wrong; null when nothing was kept.';
revoke all on function directory.report_from_outside(uuid, timestamptz, text, text, text, text, int, int) from public;
grant execute on function directory.report_from_outside(uuid, timestamptz, text, text, text, text, int, int) to ventanilla_runtime;

-- What became of a report, for whoever holds its number; nothing of what anybody wrote.
create function directory.outcome_of_report(p_id uuid) returns table (outcome text, kind text, entry_id text)
  language plpgsql stable security definer set search_path = pg_catalog, directory as $$
begin
  if not access.actor_is('public') then return; end if;
  return query select r.outcome, r.kind, r.entry_id from directory.entry_report r
    where r.id = p_id and r.country = access.actor_country() and r.reported_by is null and not r.hidden;
end $$;
comment on function directory.outcome_of_report(uuid) is 'Outcome of a report from outside, by its number.';
revoke all on function directory.outcome_of_report(uuid) from public;
grant execute on function directory.outcome_of_report(uuid) to ventanilla_runtime;
