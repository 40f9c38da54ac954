-- What was really given to somebody, apart from what was asked for. Each line stands for ever; a correction is a further line, and the newest counts.
create table plans.support_line (
  support_id uuid not null,
  seq integer not null check (seq >= 1),
  country text not null,
  case_id uuid not null references registry.case_file (id),
  need_id uuid references assessment.need (id),
  need_code text not null,
  given_on date not null,
  giver text not null check (giver in ('own-office', 'service', 'organization')),
  service_id text,
  organization_id text,
  giver_name jsonb not null,
  amount numeric(12, 2) check (amount > 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  quantity numeric(12, 2) check (quantity > 0),
  unit text check (length(unit) between 1 and 40),
  note text check (length(note) between 1 and 500),
  referral_id uuid,
  state text not null check (state in ('given', 'struck')),
  why text check (length(why) between 1 and 500),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (support_id, seq),
  check ((amount is null) = (currency is null)),
  check ((giver = 'service') = (service_id is not null)),
  check (giver <> 'organization' or organization_id is not null),
  -- Whoever changes what was written says why.
  check ((seq = 1) = (why is null)),
  check (seq > 1 or state = 'given')
);
comment on table plans.support_line is 'Support that somebody received, with every correction; never changed or deleted.';
comment on column plans.support_line.support_id is 'Support | sensitivity: internal | purpose: case-management';
comment on column plans.support_line.seq is 'First line, or the correction it is | sensitivity: none | purpose: case-management';
comment on column plans.support_line.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column plans.support_line.case_id is 'Case | sensitivity: internal | purpose: case-management';
comment on column plans.support_line.need_id is 'Need that it answers, if there is one | sensitivity: internal | purpose: scope';
comment on column plans.support_line.need_code is 'Kind of support, in the words of needs | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.given_on is 'Day on which it was given | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.giver is 'Own office, a service of the directory, an organization | sensitivity: internal | purpose: case-management';
comment on column plans.support_line.service_id is 'Service, by its id in the directory | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.organization_id is 'Organization, by its id in the directory | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.giver_name is 'Its name as it was | sensitivity: personal | purpose: display';
comment on column plans.support_line.amount is 'Money, if it was money or its worth is known | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.currency is 'Its currency | sensitivity: none | purpose: case-management';
comment on column plans.support_line.quantity is 'How much or how many | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.unit is 'Of what | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.note is 'Note of the officer | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.referral_id is 'Referral that it came from | sensitivity: internal | purpose: case-management';
comment on column plans.support_line.state is 'Given, or struck because it was not | sensitivity: internal | purpose: case-management';
comment on column plans.support_line.why is 'Why it was corrected | sensitivity: personal | purpose: case-management';
comment on column plans.support_line.recorded_by is 'Account | sensitivity: internal | purpose: audit';
comment on column plans.support_line.recorded_at is 'When it was recorded | sensitivity: internal | purpose: audit';
create index support_line_case on plans.support_line (case_id, given_on desc, support_id);
create unique index support_line_of_referral on plans.support_line (referral_id) where seq = 1;

-- Who accompanies the person, and nobody else: neither the desk nor whoever gives. What answers a secret need is known to whom the need may be known.
alter table plans.support_line enable row level security;
create policy support_read on plans.support_line for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and registry.may_see_case(case_id)
  and (need_id is null or assessment.may_see_need(need_id)));
create policy support_add on plans.support_line for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and recorded_by = access.actor_user() and registry.may_see_case(case_id)
  and (need_id is null or assessment.may_see_need(need_id))
  -- Others read the case who know of no such shelter: it is named only beside a need that is as secret.
  and (not exists (select from directory.service s where s.country = support_line.country and s.id = support_line.service_id and s.protection_only)
    or exists (select from assessment.need n where n.id = need_id and n.restricted)));
grant select, insert on plans.support_line to ventanilla_runtime;

-- What insights may count: no person, no case, no words, and no money of anybody.
create view plans.facts_support with (security_barrier) as
  select s.country, md5(s.support_id::text) as support_key, md5(p.identity_id::text) as person_key,
    coalesce((select registry.key_of_case_in_charge(j.case_id) from registry.case_join j where j.case_id = s.case_id and j.undone_at is null), md5(s.case_id::text)) as case_key,
    c.office_id, c.destination_admin2 as admin2,
    case when n.restricted then 'reserved' else s.need_code end as need_code, case when n.restricted then null else s.service_id end as service_id,
    case when n.restricted then null else s.organization_id end as organization_id, s.giver, s.referral_id is not null as from_referral, s.given_on
  from plans.support_line s join registry.case_file c on c.id = s.case_id join registry.person p on p.id = c.person_id left join assessment.need n on n.id = s.need_id
  where s.country = access.actor_country() and s.state = 'given'
    and not exists (select from plans.support_line later where later.support_id = s.support_id and later.seq > s.seq)
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and c.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view plans.facts_support is 'Support that was given, without identity and without amounts, for figures.';
grant select on plans.facts_support to ventanilla_runtime;
