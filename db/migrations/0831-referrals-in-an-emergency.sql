-- Where life is at risk, or the person cannot consent, a referral goes out without consent: with the least, on the word of somebody by name, and somebody else looks at it.
create table referrals.override (
  id uuid primary key,
  country text not null,
  referral_id uuid not null unique,
  case_id uuid not null,
  need_id uuid not null,
  office_id uuid not null,
  reason text not null check (reason in ('life-at-risk', 'cannot-consent')),
  decided_by text not null check (length(btrim(decided_by)) between 2 and 120),
  profession text not null check (length(btrim(profession)) between 2 and 120),
  note text not null check (length(btrim(note)) between 1 and 2000),
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz not null,
  review_by timestamptz not null check (review_by > made_at and review_by <= made_at + interval '72 hours'),
  unique (id, referral_id, case_id, need_id)
);
comment on table referrals.override is 'Why something was shared in an emergency without consent, and who decided it; never changed.';
comment on column referrals.override.id is 'Decision | sensitivity: internal | purpose: consent';
comment on column referrals.override.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.override.referral_id is 'The one referral that it carries | sensitivity: internal | purpose: consent';
comment on column referrals.override.case_id is 'Case | sensitivity: internal | purpose: scope';
comment on column referrals.override.need_id is 'Need | sensitivity: internal | purpose: scope';
comment on column referrals.override.office_id is 'Office that had the case in charge | sensitivity: internal | purpose: scope';
comment on column referrals.override.reason is 'Life at risk, or the person cannot consent | sensitivity: restricted | purpose: consent';
comment on column referrals.override.decided_by is 'Name of the professional who decided | sensitivity: personal | purpose: consent';
comment on column referrals.override.profession is 'Their profession | sensitivity: personal | purpose: consent';
comment on column referrals.override.note is 'What happened | sensitivity: restricted | purpose: consent';
comment on column referrals.override.made_by is 'Account that wrote it down | sensitivity: internal | purpose: consent';
comment on column referrals.override.made_by_name is 'Display name of that account | sensitivity: personal | purpose: display';
comment on column referrals.override.made_at is 'When | sensitivity: internal | purpose: consent';
comment on column referrals.override.review_by is 'Until when somebody else looks at it | sensitivity: internal | purpose: consent';
create index override_office on referrals.override (office_id, review_by, id);

create table referrals.override_review (
  override_id uuid primary key references referrals.override (id),
  country text not null,
  verdict text not null check (verdict in ('justified', 'not-justified')),
  note text not null check (length(btrim(note)) between 1 and 2000),
  reviewed_by uuid not null,
  reviewed_by_name text not null,
  reviewed_at timestamptz not null
);
comment on table referrals.override_review is 'What somebody else says of an emergency afterwards; once, never changed.';
comment on column referrals.override_review.override_id is 'Decision that was looked at | sensitivity: internal | purpose: consent';
comment on column referrals.override_review.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.override_review.verdict is 'Justified or not | sensitivity: internal | purpose: consent';
comment on column referrals.override_review.note is 'Why | sensitivity: restricted | purpose: consent';
comment on column referrals.override_review.reviewed_by is 'Account that looked at it | sensitivity: internal | purpose: consent';
comment on column referrals.override_review.reviewed_by_name is 'Display name of that account | sensitivity: personal | purpose: display';
comment on column referrals.override_review.reviewed_at is 'When | sensitivity: internal | purpose: consent';

-- A referral carries either a consent or an emergency of its own, never both, and never nothing once it is sent.
alter table referrals.referral add column override_id uuid;
comment on column referrals.referral.override_id is 'Emergency that carries it as long as there is no consent | sensitivity: internal | purpose: consent';
alter table referrals.referral add constraint referral_own_override foreign key (override_id, id, case_id, need_id) references referrals.override (id, referral_id, case_id, need_id);
grant update (override_id) on referrals.referral to ventanilla_runtime;
do $$
declare c text;
begin
  select conname into strict c from pg_constraint where conrelid = 'referrals.referral'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%consent_id IS NOT NULL%';
  execute format('alter table referrals.referral drop constraint %I', c);
end $$;
alter table referrals.referral add constraint referral_carried check (
  num_nonnulls(consent_id, override_id) <= 1
  and (state in ('draft', 'withdrawn') or (num_nonnulls(consent_id, override_id) = 1 and sent_at is not null and due_at is not null)));

-- With an emergency goes the least: whatever the program does, nothing beyond a safe contact.
create function referrals.sections_allowed(p_referral uuid, p_sections text[], p_consent uuid) returns boolean language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
begin
  return p_consent is not null or p_sections <@ array['contact'] or not exists (select from referrals.referral r where r.id = p_referral and r.override_id is not null);
end $$;
revoke all on function referrals.sections_allowed from public;
grant execute on function referrals.sections_allowed to ventanilla_runtime;
create policy shared_least on referrals.shared as restrictive for insert with check (referrals.sections_allowed(referral_id, sections, null));
create policy shared_version_least on referrals.shared_version as restrictive for insert with check (referrals.sections_allowed(referral_id, sections, consent_id));

-- Written by these functions alone; which of the roles, the country says.
create function referrals.make_override(p_id uuid, p_referral uuid, p_case uuid, p_need uuid, p_reason text, p_decided_by text, p_profession text, p_note text, p_by_name text, p_hours integer)
  returns void language plpgsql volatile security definer set search_path = pg_catalog, referrals as $$
begin
  if not access.actor_is('window', 'protection') or not registry.may_see_case(p_case) or not assessment.may_see_need(p_need)
    or not exists (select from assessment.need n where n.id = p_need and n.case_id = p_case)
    or exists (select from referrals.referral r where r.id = p_referral) then
    raise insufficient_privilege using message = 'an emergency is of a case and a need in sight, and of a referral to come';
  end if;
  insert into referrals.override (id, country, referral_id, case_id, need_id, office_id, reason, decided_by, profession, note, made_by, made_by_name, made_at, review_by)
  select p_id, c.country, p_referral, p_case, p_need, c.office_id, p_reason, p_decided_by, p_profession, p_note, access.actor_user(), p_by_name, referrals.time_now(),
    referrals.time_now() + make_interval(hours => p_hours)
  from registry.case_file c where c.id = p_case;
end $$;
create function referrals.may_review(p_override uuid) returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, referrals as $$
begin
  return exists (select from referrals.override o where o.id = p_override and o.country = access.actor_country() and o.made_by <> access.actor_user()
    and access.actor_is('supervisor', 'protection') and registry.may_see_case(o.case_id) and assessment.may_see_need(o.need_id));
end $$;
create function referrals.review_override(p_override uuid, p_verdict text, p_note text, p_by_name text) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, referrals as $$
begin
  if not referrals.may_review(p_override) then
    raise insufficient_privilege using message = 'somebody else, who may see it, looks at an emergency';
  end if;
  insert into referrals.override_review (override_id, country, verdict, note, reviewed_by, reviewed_by_name, reviewed_at)
  values (p_override, access.actor_country(), p_verdict, p_note, access.actor_user(), p_by_name, referrals.time_now());
end $$;
-- How many wait that only the closed circle may open: supervision hears the number and whether it is late, nothing else.
create function referrals.reserved_reviews() returns table (waiting integer, late integer) language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, referrals as $$
begin
  return query select count(*)::integer, count(*) filter (where o.review_by < referrals.time_now())::integer from referrals.override o
    where access.actor_is('supervisor') and o.country = access.actor_country() and o.office_id = any ((select registry.actor_offices())::uuid[])
      and not exists (select from referrals.override_review v where v.override_id = o.id) and not assessment.may_see_need(o.need_id);
end $$;
create function referrals.found_unjustified(p_override uuid) returns boolean language plpgsql stable parallel safe security definer set search_path = pg_catalog, referrals as $$
begin
  return exists (select from referrals.override_review v where v.override_id = p_override and v.country = access.actor_country() and v.verdict = 'not-justified');
end $$;
revoke all on function referrals.make_override, referrals.may_review, referrals.review_override, referrals.reserved_reviews, referrals.found_unjustified from public;
grant execute on function referrals.make_override, referrals.may_review, referrals.review_override, referrals.reserved_reviews, referrals.found_unjustified to ventanilla_runtime;

alter table referrals.override enable row level security;
create policy override_read on referrals.override for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(case_id)
  and (made_by = access.actor_user() or assessment.may_see_need(need_id)));
grant select on referrals.override to ventanilla_runtime;
alter table referrals.override_review enable row level security;
create policy override_review_read on referrals.override_review for select using (
  country = access.actor_country() and exists (select from referrals.override o where o.id = override_id));
grant select on referrals.override_review to ventanilla_runtime;

-- Not justified: supervision ends the sharing, and nothing else of a referral.
create policy referral_unjustified_change on referrals.referral for update using (
  country = access.actor_country() and access.actor_is('supervisor') and registry.may_see_case(case_id) and override_id is not null and referrals.found_unjustified(override_id));
create policy event_unjustified on referrals.referral_event for insert with check (
  country = access.actor_country() and access.actor_is('supervisor', 'protection') and kind = 'not-justified' and actor_id = access.actor_user()
  and exists (select from referrals.referral r where r.id = referral_id));
