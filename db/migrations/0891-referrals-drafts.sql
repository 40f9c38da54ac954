-- A referral that is being written: kept on the server, so that whoever is called away finds it again on any machine. Nothing of it is shared, nobody has agreed to anything yet,
-- and it is gone once it is sent, thrown away, or its case is closed. It is no row of the referrals: no list, count or figure of what was sent meets it.
create table referrals.draft (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  need_id uuid not null,
  need_label jsonb not null,
  office_id uuid not null references access.office (id),
  service_id text not null,
  service_name jsonb not null,
  provider_name jsonb not null,
  content jsonb not null check (octet_length(content::text) < 20000),
  seq int not null default 1 check (seq > 0),
  remind_on date not null,
  begun_by uuid not null,
  begun_at timestamptz not null,
  saved_by uuid not null,
  saved_by_name text not null,
  saved_at timestamptz not null,
  unique (need_id, service_id)
);
comment on table referrals.draft is 'Referrals that are being written, one for a need and a service; gone once sent, thrown away, or with the end of the case.';
comment on column referrals.draft.id is 'Draft | sensitivity: internal | purpose: referral';
comment on column referrals.draft.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.draft.case_id is 'Case it belongs to | sensitivity: internal | purpose: referral';
comment on column referrals.draft.need_id is 'Need it should answer | sensitivity: internal | purpose: referral';
comment on column referrals.draft.need_label is 'Kind of need in words | sensitivity: personal | purpose: display';
comment on column referrals.draft.office_id is 'Office that has the case in charge; moves with it | sensitivity: internal | purpose: scope';
comment on column referrals.draft.service_id is 'Service of the directory it would go to | sensitivity: personal | purpose: referral';
comment on column referrals.draft.service_name is 'Name of the service | sensitivity: personal | purpose: display';
comment on column referrals.draft.provider_name is 'Name of its organization | sensitivity: personal | purpose: display';
comment on column referrals.draft.content is 'What is written so far: urgency, note, sections to be asked for; never a consent | sensitivity: personal | purpose: referral';
comment on column referrals.draft.seq is 'Counts the savings, so that nobody overwrites what they have not read | sensitivity: none | purpose: referral';
comment on column referrals.draft.remind_on is 'From this day on somebody is reminded of it | sensitivity: internal | purpose: referral';
comment on column referrals.draft.begun_by is 'Account that began it | sensitivity: internal | purpose: audit';
comment on column referrals.draft.begun_at is 'When it was begun | sensitivity: internal | purpose: audit';
comment on column referrals.draft.saved_by is 'Account that saved it last: on whose list it stands | sensitivity: internal | purpose: referral';
comment on column referrals.draft.saved_by_name is 'Display name of that account | sensitivity: personal | purpose: display';
comment on column referrals.draft.saved_at is 'When it was saved last | sensitivity: internal | purpose: referral';
create index draft_of_case on referrals.draft (case_id);
create index draft_mine on referrals.draft (saved_by, saved_at, id);
create index draft_of_office on referrals.draft (office_id, saved_at, id);

-- The officers of the case, as far as they may know the need; nobody else, and never a provider.
alter table referrals.draft enable row level security;
create policy draft_read on referrals.draft for select using (
  country = access.actor_country() and (select access.actor_is('window', 'protection')) and registry.may_see_case(case_id) and assessment.may_see_need(need_id));
create policy draft_add on referrals.draft for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id) and assessment.may_see_need(need_id)
  and exists (select from assessment.need n where n.id = need_id and n.case_id = draft.case_id)
  and exists (select from registry.case_file c where c.id = draft.case_id and c.office_id = draft.office_id)
  and begun_by = access.actor_user() and saved_by = access.actor_user());
create policy draft_change on referrals.draft for update
  using (country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id) and assessment.may_see_need(need_id))
  with check (country = access.actor_country() and saved_by = access.actor_user());
create policy draft_end on referrals.draft for delete using (
  country = access.actor_country() and access.actor_is('window', 'protection') and registry.may_see_case(case_id) and assessment.may_see_need(need_id));
grant select, insert, delete on referrals.draft to ventanilla_runtime;
grant update (content, seq, remind_on, saved_by, saved_by_name, saved_at) on referrals.draft to ventanilla_runtime;

-- It goes with its case, and ends with it. Both follow from the case alone, so whoever moved or closed it may bring drafts in line.
create function referrals.drafts_follow_case(p_case uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, referrals as $$
begin
  if not (registry.keeps_records() or access.actor_is('supervisor', 'system')) then return; end if;
  update referrals.draft d set office_id = o.office_id
    from registry.case_file o join registry.cases_going_on_in(registry.case_in_charge(p_case)) t on true
    where o.id = registry.case_in_charge(p_case) and o.country = access.actor_country() and d.case_id = t and d.office_id <> o.office_id;
  delete from referrals.draft d
    using registry.case_file o, registry.cases_going_on_in(registry.case_in_charge(p_case)) t
    where o.id = registry.case_in_charge(p_case) and o.country = access.actor_country() and o.state = 'closed' and d.case_id = t;
end $$;
revoke all on function referrals.drafts_follow_case from public;
grant execute on function referrals.drafts_follow_case to ventanilla_runtime;

-- From the day of the reminder on, its case is due.
create function referrals.note_draft_steps(p_case uuid) returns void language plpgsql security definer set search_path = pg_catalog, referrals as $$
declare
  charge uuid := registry.case_in_charge(p_case);
begin
  perform registry.note_step(charge, 'referral-draft', (select min(d.remind_on) from referrals.draft d where d.case_id in (select registry.cases_going_on_in(charge))), null);
end $$;
create function referrals.step_of_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  if tg_op = 'DELETE' then
    perform referrals.note_draft_steps(old.case_id);
  else
    perform referrals.note_draft_steps(new.case_id);
  end if;
  return null;
end $$;
create function referrals.draft_steps_of_join() returns trigger language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  perform referrals.note_draft_steps(new.case_id), referrals.note_draft_steps(new.into_case);
  return null;
end $$;
revoke all on function referrals.note_draft_steps, referrals.step_of_draft, referrals.draft_steps_of_join from public;
create trigger step_of_draft after insert or delete on referrals.draft for each row execute function referrals.step_of_draft();
create trigger step_of_draft_later after update of remind_on on referrals.draft for each row when (old.remind_on <> new.remind_on) execute function referrals.step_of_draft();
create trigger draft_steps_of_join after insert or update of undone_at on registry.case_join for each row execute function referrals.draft_steps_of_join();
