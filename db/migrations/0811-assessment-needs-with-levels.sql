-- A need has a level, a person may change how urgent it is, and one need may be covered by another of the case.
alter table assessment.need
  add column level text not null default 'individual' check (level in ('individual', 'household', 'community', 'structural')),
  add column urgency_set boolean not null default false,
  add column covered_by uuid;
comment on column assessment.need.level is 'Whom or what it is about: the person, the household, the community, institutions | sensitivity: personal | purpose: case';
comment on column assessment.need.urgency_set is 'A person set the urgency; rules change it again only on a new ground | sensitivity: internal | purpose: case';
comment on column assessment.need.covered_by is 'Need of the same case that answers this one too | sensitivity: personal | purpose: case';

-- Covered by a need of the same case that the same people may read; withdrawn meanwhile, and said so.
alter table assessment.need add constraint need_of_readers unique (id, case_id, restricted);
alter table assessment.need add constraint need_covered_by foreign key (covered_by, case_id, restricted) references assessment.need (id, case_id, restricted);
alter table assessment.need drop constraint need_withdrawn_by_check;
alter table assessment.need add constraint need_withdrawn_by_check check (withdrawn_by in ('person', 'rules', 'merged'));
alter table assessment.need add constraint need_merged check ((covered_by is not null) = coalesce(withdrawn_by = 'merged', false));
alter table assessment.need add constraint need_covers_another check (covered_by <> id);
create index need_covered on assessment.need (covered_by) where covered_by is not null;
grant update (level, urgency_set, covered_by) on assessment.need to ventanilla_runtime;

alter table assessment.need_event
  add column kind text not null default 'state' check (kind in ('state', 'urgency', 'level', 'covered')),
  add column was text, add column becomes text;
comment on column assessment.need_event.kind is 'What changed: its state, its urgency, its level, or that another need covers it | sensitivity: internal | purpose: case';
comment on column assessment.need_event.was is 'Urgency or level before | sensitivity: personal | purpose: case';
comment on column assessment.need_event.becomes is 'Urgency or level afterwards; kind of the need that covers it, empty when that was taken back | sensitivity: personal | purpose: case';
