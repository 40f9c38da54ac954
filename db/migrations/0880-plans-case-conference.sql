-- A conference about one case: several institutions, each reading what the person agreed that it may read, and writing what it says and takes on.
create table plans.conference (
  id uuid primary key,
  country text not null,
  case_id uuid not null references registry.case_file (id),
  question text not null check (length(question) between 1 and 1000),
  how text not null check (how in ('in-person', 'call', 'video')),
  place text check (length(place) between 1 and 300),
  planned_on date not null,
  planned_time text check (planned_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  state text not null check (state in ('called', 'held', 'closed', 'cancelled')),
  called_by uuid not null,
  called_at timestamptz not null,
  closed_at timestamptz,
  members_until timestamptz,
  check ((closed_at is not null) = (state in ('closed', 'cancelled'))),
  check ((closed_at is null) = (members_until is null))
);
comment on table plans.conference is 'A meeting of several institutions about one case, called by an officer.';
comment on column plans.conference.id is 'Conference | sensitivity: internal | purpose: conference';
comment on column plans.conference.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.conference.case_id is 'Case | sensitivity: internal | purpose: conference';
comment on column plans.conference.question is 'What shall be answered; every member reads it | sensitivity: personal | purpose: conference';
comment on column plans.conference.how is 'In person, by call, by video | sensitivity: internal | purpose: conference';
comment on column plans.conference.place is 'Where, or how to join; every member reads it | sensitivity: internal | purpose: conference';
comment on column plans.conference.planned_on is 'Day on which it takes place | sensitivity: internal | purpose: conference';
comment on column plans.conference.planned_time is 'Hour of the place where it takes place | sensitivity: internal | purpose: conference';
comment on column plans.conference.state is 'Called, held (what was agreed goes on), closed, cancelled | sensitivity: internal | purpose: conference';
comment on column plans.conference.called_by is 'Account that called it | sensitivity: internal | purpose: audit';
comment on column plans.conference.called_at is 'When it was called | sensitivity: internal | purpose: audit';
comment on column plans.conference.closed_at is 'When it ended | sensitivity: internal | purpose: conference';
comment on column plans.conference.members_until is 'Until when members may still read after the end | sensitivity: internal | purpose: retention';
create index conference_case on plans.conference (case_id, planned_on);

create table plans.conference_member (
  id uuid primary key,
  country text not null,
  conference_id uuid not null references plans.conference (id),
  organization_id text not null,
  organization_name jsonb not null,
  office_id uuid,
  consent_id uuid not null references registry.consent (id),
  invited_by uuid not null,
  invited_at timestamptz not null,
  share_closed_at timestamptz,
  share_closed_why text check (share_closed_why in ('consent-withdrawn', 'removed')),
  check ((share_closed_at is null) = (share_closed_why is null))
);
comment on table plans.conference_member is 'An institution that takes part, under a consent of the person for it alone.';
comment on column plans.conference_member.id is 'Member | sensitivity: internal | purpose: conference';
comment on column plans.conference_member.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.conference_member.conference_id is 'Conference | sensitivity: internal | purpose: conference';
comment on column plans.conference_member.organization_id is 'Organization that takes part | sensitivity: personal | purpose: scope';
comment on column plans.conference_member.organization_name is 'Its name as it was | sensitivity: personal | purpose: display';
comment on column plans.conference_member.office_id is 'Office of the state that takes part; empty for an organization | sensitivity: personal | purpose: scope';
comment on column plans.conference_member.consent_id is 'Consent under which it reads | sensitivity: internal | purpose: consent';
comment on column plans.conference_member.invited_by is 'Account that invited it | sensitivity: internal | purpose: audit';
comment on column plans.conference_member.invited_at is 'When it was invited | sensitivity: internal | purpose: audit';
comment on column plans.conference_member.share_closed_at is 'From then on it reads nothing | sensitivity: internal | purpose: consent';
comment on column plans.conference_member.share_closed_why is 'Consent was taken back, or an officer ended it | sensitivity: internal | purpose: consent';
create unique index conference_member_once on plans.conference_member (conference_id, organization_id, coalesce(office_id, '00000000-0000-0000-0000-000000000000'));
create index conference_member_organization on plans.conference_member (country, organization_id, invited_at desc, id) where office_id is null;
create index conference_member_office on plans.conference_member (office_id, invited_at desc, id) where office_id is not null;
create index conference_member_consent on plans.conference_member (consent_id) where share_closed_at is null;

create table plans.conference_view (
  id uuid primary key,
  country text not null,
  member_id uuid not null references plans.conference_member (id),
  consent_id uuid not null unique references registry.consent (id),
  sections text[] not null,
  wording_version text not null,
  language text not null,
  snapshot jsonb not null,
  at timestamptz not null
);
comment on table plans.conference_view is 'The copy that a member reads, cut to what the person agreed to. Never changed: another consent makes another copy.';
comment on column plans.conference_view.id is 'Copy | sensitivity: internal | purpose: conference';
comment on column plans.conference_view.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.conference_view.member_id is 'Member that reads it | sensitivity: internal | purpose: scope';
comment on column plans.conference_view.consent_id is 'Consent that covers it | sensitivity: internal | purpose: consent';
comment on column plans.conference_view.sections is 'Sections that the person agreed to | sensitivity: internal | purpose: consent';
comment on column plans.conference_view.wording_version is 'Version of the wording that was read | sensitivity: none | purpose: consent';
comment on column plans.conference_view.language is 'Language it was read in | sensitivity: personal | purpose: consent';
comment on column plans.conference_view.snapshot is 'First name, code, age, and the agreed sections in words | sensitivity: personal | purpose: service-provision';
comment on column plans.conference_view.at is 'When it was copied | sensitivity: internal | purpose: audit';
create index conference_view_member on plans.conference_view (member_id);

create table plans.conference_entry (
  id uuid primary key,
  seq bigint generated always as identity,
  country text not null,
  conference_id uuid not null references plans.conference (id),
  member_id uuid references plans.conference_member (id),
  kind text not null check (kind in ('note', 'decision', 'contribution', 'invited', 'moved', 'held', 'closed', 'cancelled', 'removed', 'consent-withdrawn')),
  text text check (length(text) between 1 and 4000),
  told boolean not null default false,
  actor_id uuid not null,
  actor_name text not null,
  at timestamptz not null,
  check (kind not in ('note', 'decision', 'contribution') or text is not null),
  check (kind <> 'contribution' or member_id is not null),
  check (not told or kind = 'decision')
);
comment on table plans.conference_entry is 'What was said, decided and done, in order; never changed.';
comment on column plans.conference_entry.id is 'Entry | sensitivity: internal | purpose: conference';
comment on column plans.conference_entry.seq is 'Order | sensitivity: none | purpose: conference';
comment on column plans.conference_entry.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.conference_entry.conference_id is 'Conference | sensitivity: internal | purpose: conference';
comment on column plans.conference_entry.member_id is 'Member that said it, or whom it is about | sensitivity: internal | purpose: conference';
comment on column plans.conference_entry.kind is 'Note of the officers, decision, contribution of a member, or step of the conference | sensitivity: internal | purpose: conference';
comment on column plans.conference_entry.text is 'In free words | sensitivity: personal | purpose: conference';
comment on column plans.conference_entry.told is 'A decision that members read too | sensitivity: internal | purpose: conference';
comment on column plans.conference_entry.actor_id is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.conference_entry.actor_name is 'Display name of that account | sensitivity: personal | purpose: display';
comment on column plans.conference_entry.at is 'When | sensitivity: internal | purpose: conference';
create index conference_entry_order on plans.conference_entry (conference_id, seq);

create table plans.conference_task (
  id uuid primary key,
  country text not null,
  conference_id uuid not null references plans.conference (id),
  member_id uuid references plans.conference_member (id),
  what text not null check (length(what) between 1 and 500),
  due_on date not null,
  state text not null check (state in ('proposed', 'taken', 'done', 'dropped')),
  state_note text check (length(state_note) between 1 and 500),
  state_by text not null,
  state_at timestamptz not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null
);
comment on table plans.conference_task is 'What somebody takes on, by when; without a member it is the work of the own office.';
comment on column plans.conference_task.id is 'Task | sensitivity: internal | purpose: conference';
comment on column plans.conference_task.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.conference_task.conference_id is 'Conference | sensitivity: internal | purpose: conference';
comment on column plans.conference_task.member_id is 'Member that does it; empty: the own office | sensitivity: internal | purpose: scope';
comment on column plans.conference_task.what is 'What is to be done | sensitivity: personal | purpose: conference';
comment on column plans.conference_task.due_on is 'By when | sensitivity: internal | purpose: conference';
comment on column plans.conference_task.state is 'Proposed, taken, done, dropped | sensitivity: internal | purpose: conference';
comment on column plans.conference_task.state_note is 'What was said of the last step | sensitivity: personal | purpose: conference';
comment on column plans.conference_task.state_by is 'Display name of who did the last step | sensitivity: personal | purpose: display';
comment on column plans.conference_task.state_at is 'When it was done | sensitivity: internal | purpose: conference';
comment on column plans.conference_task.proposed_by is 'Account that wrote it down | sensitivity: internal | purpose: audit';
comment on column plans.conference_task.proposed_at is 'When it was written down | sensitivity: internal | purpose: audit';
create index conference_task_order on plans.conference_task (conference_id, due_on, id);

-- The member as which the actor reads a conference at this moment, if there is one: it is the actor's institution, nobody closed the share, the person took
-- nothing back and refused nothing since, and the conference is open or was so until lately.
create function plans.conference_seat(p_conference uuid) returns uuid language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, plans as $$
begin
  if not access.actor_is('provider', 'window', 'protection') then
    return null;
  end if;
  return (
    select m.id from plans.conference_member m join plans.conference c on c.id = m.conference_id join registry.consent k on k.id = m.consent_id
    where m.conference_id = p_conference and m.country = access.actor_country() and m.share_closed_at is null
      and (case when m.office_id is null then access.actor_is('provider') and m.organization_id = access.actor_organization()
        else access.actor_is('window', 'protection') and m.office_id = access.actor_office() end)
      and (c.members_until is null or c.members_until > referrals.time_now())
      and k.given and k.withdrawn_at is null
      and not exists (select from registry.consent later where later.person_id = k.person_id and later.purpose = k.purpose and later.seq > k.seq
        and later.recipient_organization_id = k.recipient_organization_id and not later.given)
    order by m.id limit 1);
end $$;

-- Whoever writes down that a person takes consent back, the view of the conference ends with it. It follows from the consent alone.
create function plans.close_conference_shares(p_consent uuid, p_actor_name text) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, plans as $$
begin
  if not registry.keeps_records() and not access.actor_is('supervisor', 'system') then
    raise insufficient_privilege;
  end if;
  with ended as (
    update plans.conference_member m set share_closed_at = referrals.time_now(), share_closed_why = 'consent-withdrawn'
    from registry.consent k where k.id = p_consent and m.consent_id = k.id and k.country = access.actor_country() and k.withdrawn_at is not null and m.share_closed_at is null
    returning m.id, m.country, m.conference_id)
  insert into plans.conference_entry (id, country, conference_id, member_id, kind, actor_id, actor_name, at)
    select gen_random_uuid(), e.country, e.conference_id, e.id, 'consent-withdrawn', access.actor_user(), p_actor_name, referrals.time_now() from ended e;
end $$;

-- A closed case has no conference that goes on.
create function plans.close_conferences(p_case uuid, p_actor_name text, p_until timestamptz) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, plans as $$
begin
  if not registry.keeps_records() and not access.actor_is('supervisor', 'system') then
    raise insufficient_privilege;
  end if;
  with ended as (
    update plans.conference c set state = case when c.state = 'held' then 'closed' else 'cancelled' end, closed_at = referrals.time_now(),
      members_until = case when c.state = 'held' then p_until else referrals.time_now() end
    from registry.case_file f where f.id = p_case and c.case_id = f.id and f.country = access.actor_country() and f.state = 'closed' and c.closed_at is null
    returning c.id, c.country, c.state)
  insert into plans.conference_entry (id, country, conference_id, kind, actor_id, actor_name, at)
    select gen_random_uuid(), e.country, e.id, e.state, access.actor_user(), p_actor_name, referrals.time_now() from ended e;
end $$;

revoke all on function plans.conference_seat, plans.close_conference_shares, plans.close_conferences from public;
grant execute on function plans.conference_seat, plans.close_conference_shares, plans.close_conferences to ventanilla_runtime;

alter table plans.conference enable row level security;
create policy conference_officer_read on plans.conference for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(case_id));
create policy conference_member_read on plans.conference for select using (
  country = access.actor_country() and access.actor_is('provider', 'window', 'protection') and plans.conference_seat(id) is not null);
create policy conference_call on plans.conference for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and called_by = access.actor_user() and state = 'called' and registry.may_see_case(case_id));
create policy conference_change on plans.conference for update using (
  country = access.actor_country() and access.actor_is('window', 'protection') and closed_at is null and registry.may_see_case(case_id))
  with check (country = access.actor_country() and registry.may_see_case(case_id));
grant select, insert on plans.conference to ventanilla_runtime;
grant update (how, place, planned_on, planned_time, state, closed_at, members_until) on plans.conference to ventanilla_runtime;

alter table plans.conference_member enable row level security;
create policy member_officer_read on plans.conference_member for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and exists (select from plans.conference c where c.id = conference_id and registry.may_see_case(c.case_id)));
-- An institution goes on knowing that it was invited, and nothing of whom.
create policy member_own_read on plans.conference_member for select using (
  country = access.actor_country() and case when office_id is null then access.actor_is('provider') and organization_id = access.actor_organization()
    else access.actor_is('window', 'protection') and office_id = access.actor_office() end);
create policy member_invite on plans.conference_member for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and invited_by = access.actor_user()
  and exists (select from plans.conference c where c.id = conference_id and c.closed_at is null and registry.may_see_case(c.case_id)));
create policy member_change on plans.conference_member for update using (
  country = access.actor_country() and access.actor_is('window', 'protection')
  and exists (select from plans.conference c where c.id = conference_id and registry.may_see_case(c.case_id)));
grant select, insert on plans.conference_member to ventanilla_runtime;
grant update (consent_id, share_closed_at, share_closed_why, invited_by, invited_at) on plans.conference_member to ventanilla_runtime;

alter table plans.conference_view enable row level security;
create policy view_officer_read on plans.conference_view for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and exists (select from plans.conference_member m join plans.conference c on c.id = m.conference_id where m.id = member_id and registry.may_see_case(c.case_id)));
-- The copy under the consent that stands, and no earlier one that may have shown more.
create policy view_member_read on plans.conference_view for select using (
  country = access.actor_country() and access.actor_is('provider', 'window', 'protection')
  and exists (select from plans.conference_member m where m.id = member_id and m.consent_id = conference_view.consent_id and plans.conference_seat(m.conference_id) = m.id));
create policy view_add on plans.conference_view for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection')
  and exists (select from plans.conference_member m join plans.conference c on c.id = m.conference_id where m.id = member_id and registry.may_see_case(c.case_id)));
grant select, insert on plans.conference_view to ventanilla_runtime;

alter table plans.conference_entry enable row level security;
create policy entry_officer_read on plans.conference_entry for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and exists (select from plans.conference c where c.id = conference_id and registry.may_see_case(c.case_id)));
-- A member reads its own contributions, and the decisions that the officers tell.
create policy entry_member_read on plans.conference_entry for select using (
  country = access.actor_country() and access.actor_is('provider', 'window', 'protection')
  and case when kind = 'contribution' then member_id = plans.conference_seat(conference_id) when told then plans.conference_seat(conference_id) is not null else false end);
create policy entry_officer_write on plans.conference_entry for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and actor_id = access.actor_user() and kind <> 'contribution'
  and exists (select from plans.conference c where c.id = conference_id and registry.may_see_case(c.case_id)));
create policy entry_member_write on plans.conference_entry for insert with check (
  country = access.actor_country() and access.actor_is('provider', 'window', 'protection') and actor_id = access.actor_user() and kind = 'contribution'
  and member_id = plans.conference_seat(conference_id) and exists (select from plans.conference c where c.id = conference_id and c.closed_at is null));
grant select, insert on plans.conference_entry to ventanilla_runtime;

alter table plans.conference_task enable row level security;
create policy task_officer_read on plans.conference_task for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and exists (select from plans.conference c where c.id = conference_id and registry.may_see_case(c.case_id)));
create policy task_member_read on plans.conference_task for select using (
  country = access.actor_country() and access.actor_is('provider', 'window', 'protection') and member_id = plans.conference_seat(conference_id));
create policy task_officer_write on plans.conference_task for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and proposed_by = access.actor_user()
  and exists (select from plans.conference c where c.id = conference_id and c.closed_at is null and registry.may_see_case(c.case_id)));
create policy task_member_write on plans.conference_task for insert with check (
  country = access.actor_country() and access.actor_is('provider', 'window', 'protection') and proposed_by = access.actor_user()
  and member_id = plans.conference_seat(conference_id) and exists (select from plans.conference c where c.id = conference_id and c.closed_at is null));
create policy task_officer_change on plans.conference_task for update using (
  country = access.actor_country() and access.actor_is('window', 'protection')
  and exists (select from plans.conference c where c.id = conference_id and c.closed_at is null and registry.may_see_case(c.case_id)));
create policy task_member_change on plans.conference_task for update using (
  country = access.actor_country() and access.actor_is('provider', 'window', 'protection') and member_id = plans.conference_seat(conference_id)
  and exists (select from plans.conference c where c.id = conference_id and c.closed_at is null));
grant select, insert on plans.conference_task to ventanilla_runtime;
grant update (due_on, state, state_note, state_by, state_at) on plans.conference_task to ventanilla_runtime;
