-- Which paper was taken at which counter, as officers and people report it. No row leads to a person: there is no case, no account and no time of day, and the
-- id of what an officer says of a case is a keyed hash, so that the same word is kept once without the case being kept.
create table directory.paper_report (
  id uuid primary key,
  country text not null,
  service_id text not null,
  paper_id text not null,
  place text,
  outcome text not null check (outcome in ('accepted', 'refused')),
  reason text check (reason in ('expired', 'photocopy', 'name', 'notValidHere', 'other')),
  on_day date not null,
  noted_on date not null,
  said_by text not null check (said_by in ('office', 'provider', 'steward', 'public')),
  voice text not null,
  times int not null default 1 check (times > 0),
  decision text check (decision in ('counts', 'aside')),
  aside_reason text check (aside_reason in ('mistaken', 'changed', 'unclear', 'noise')),
  decided_by uuid,
  decided_on date,
  foreign key (country, service_id) references directory.service (country, id),
  foreign key (country, paper_id) references directory.document_type (country, id),
  check (reason is null or outcome = 'refused'),
  check (on_day <= noted_on and on_day >= noted_on - 365),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_on is null)),
  check ((decision is not distinct from 'aside') = (aside_reason is not null))
);
comment on table directory.paper_report is 'A paper was accepted or refused at the counter of a service on a day. Says nothing of anybody.';
comment on column directory.paper_report.id is 'Report; of an officer a keyed hash of who says what of which case, so that it is kept once | sensitivity: internal | purpose: directory';
comment on column directory.paper_report.country is 'Country | sensitivity: none | purpose: scope';
comment on column directory.paper_report.service_id is 'Service at whose counter it was | sensitivity: none | purpose: directory';
comment on column directory.paper_report.paper_id is 'Kind of paper | sensitivity: none | purpose: directory';
comment on column directory.paper_report.place is 'Municipality of the counter, where a service has several; never of a secret place | sensitivity: none | purpose: directory';
comment on column directory.paper_report.outcome is 'Accepted or refused | sensitivity: none | purpose: directory';
comment on column directory.paper_report.reason is 'Why it was refused; expired, photocopy and name speak of that one paper and not of its kind | sensitivity: none | purpose: directory';
comment on column directory.paper_report.on_day is 'Day at the counter | sensitivity: internal | purpose: directory';
comment on column directory.paper_report.noted_on is 'Day on which it was said; the hour is not kept, so that nothing leads from the access record to it | sensitivity: internal | purpose: directory';
comment on column directory.paper_report.said_by is 'An office that meets people, an organization, a steward, somebody without an account | sensitivity: none | purpose: directory';
comment on column directory.paper_report.voice is 'Office or organization that says it: each counts once. Never an account | sensitivity: internal | purpose: directory';
comment on column directory.paper_report.times is 'How often the same was said from outside while nobody had looked | sensitivity: none | purpose: directory';
comment on column directory.paper_report.decision is 'What a steward decided: it counts, or it is set aside. From outside it counts only then | sensitivity: none | purpose: directory';
comment on column directory.paper_report.aside_reason is 'Why it was set aside | sensitivity: none | purpose: directory';
comment on column directory.paper_report.decided_by is 'Account of the steward | sensitivity: internal | purpose: audit';
comment on column directory.paper_report.decided_on is 'Day of the decision | sensitivity: none | purpose: audit';
create index paper_report_of_service on directory.paper_report (country, service_id, on_day) where decision is distinct from 'aside';
create index paper_report_of_paper on directory.paper_report (country, paper_id, on_day) where decision is distinct from 'aside';
create index paper_report_unheard on directory.paper_report (country, noted_on) where said_by = 'public' and decision is null;

-- Who says a paper was taken: an office, an organization, a steward. Nobody else has a voice.
create function directory.paper_voice() returns text
  language plpgsql stable parallel safe as $$
begin
  return case access.actor_role()
    when 'steward' then 'steward'
    when 'provider' then access.actor_organization()
    when 'window' then access.actor_office()::text
    when 'protection' then access.actor_office()::text
    when 'reception' then access.actor_office()::text end;
end $$;
comment on function directory.paper_voice() is 'By which voice the actor reports of papers; null for whoever reports none.';

-- Services whose place is secret are few.
create index service_secret on directory.service (country, id) where (entry->>'confidentialLocation')::boolean;

alter table directory.paper_report enable row level security;
-- Only of services that the actor may know of (their own policies say so); from one whose place is secret nobody outside hears anything.
create policy paper_report_read on directory.paper_report for select using (country = access.actor_country()
  and (directory.is_steward(country) or (decision is distinct from 'aside' and (said_by <> 'public' or decision = 'counts')))
  and exists (select from directory.service s where s.country = paper_report.country and s.id = paper_report.service_id)
  and (not access.actor_is('public') or not exists (select from directory.service s where s.country = paper_report.country and s.id = paper_report.service_id
    and (s.entry->>'confidentialLocation')::boolean)));
create policy paper_report_add on directory.paper_report for insert with check (country = access.actor_country()
  and voice = directory.paper_voice() and decision is null and times = 1
  and said_by = case access.actor_role() when 'steward' then 'steward' when 'provider' then 'provider' else 'office' end
  and exists (select from directory.service s where s.country = paper_report.country and s.id = paper_report.service_id)
  and (place is null or not exists (select from directory.service s where s.country = paper_report.country and s.id = paper_report.service_id
    and (s.entry->>'confidentialLocation')::boolean)));
-- The same officer says of the same case, paper and day that it was the other way round.
create policy paper_report_correct on directory.paper_report for update using (country = access.actor_country() and voice = directory.paper_voice() and decision is null)
  with check (country = access.actor_country() and voice = directory.paper_voice() and decision is null);
create policy paper_report_decide on directory.paper_report for update using (access.actor_is('steward') and country = access.actor_country())
  with check (access.actor_is('steward') and country = access.actor_country() and decided_by = access.actor_user());
grant select, insert on directory.paper_report to ventanilla_runtime;
grant update (outcome, reason, decision, aside_reason, decided_by, decided_on) on directory.paper_report to ventanilla_runtime;

-- Finished public pages are made anew when what was reported of papers changes; the offers of the directory stay as they are.
alter table directory.version add column papers_told bigint not null default 0;
comment on column directory.version.papers_told is 'Counts up with every report about papers and every decision on one | sensitivity: none | purpose: directory';
create function directory.count_paper_report() returns trigger
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  update directory.version v set papers_told = v.papers_told + 1 where v.country = new.country;
  return new;
end $$;
comment on function directory.count_paper_report() is 'Public pages follow what was reported of papers.';
revoke all on function directory.count_paper_report() from public;
create trigger count_paper_report after insert or update on directory.paper_report for each row execute function directory.count_paper_report();

-- Somebody without an account says whether a paper was taken. Stewards hear it first. The same said again is counted, not kept twice; a service takes so many
-- words that nobody has looked at, and a country so many a day, whoever sends them. True when it was kept.
create function directory.paper_report_from_outside(p_id uuid, p_today date, p_service text, p_paper text, p_outcome text, p_reason text, p_on date, p_most_open int, p_most_day int) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, directory as $$
declare v_country text := access.actor_country();
begin
  if not access.actor_is('public') then return false; end if;
  if not exists (select from directory.service s where s.country = v_country and s.id = p_service and s.active and not s.protection_only
      and not coalesce((s.entry->>'confidentialLocation')::boolean, false)) then return false; end if;
  if not exists (select from directory.document_type d where d.country = v_country and d.id = p_paper and d.active) then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('directory.paper_report ' || v_country, 0));
  update directory.paper_report r set times = r.times + 1
    where r.country = v_country and r.service_id = p_service and r.paper_id = p_paper and r.said_by = 'public' and r.decision is null and r.outcome = p_outcome
      and r.reason is not distinct from p_reason and r.on_day = p_on and r.times < 1000;
  if found then return true; end if;
  if (select count(*) from directory.paper_report r where r.country = v_country and r.service_id = p_service and r.said_by = 'public' and r.decision is null) >= p_most_open
    or (select count(*) from directory.paper_report r where r.country = v_country and r.said_by = 'public' and r.noted_on = p_today) >= p_most_day then
    return false;
  end if;
  insert into directory.paper_report (id, country, service_id, paper_id, outcome, reason, on_day, noted_on, said_by, voice)
    values (p_id, v_country, p_service, p_paper, p_outcome, p_reason, p_on, p_today, 'public', 'public');
  return true;
end $$;
comment on function directory.paper_report_from_outside(uuid, date, text, text, text, text, date, int, int) is 'Keeps what somebody without an account says of a paper at a counter; false when nothing was kept.';
revoke all on function directory.paper_report_from_outside(uuid, date, text, text, text, text, date, int, int) from public;
grant execute on function directory.paper_report_from_outside(uuid, date, text, text, text, text, date, int, int) to ventanilla_runtime;
