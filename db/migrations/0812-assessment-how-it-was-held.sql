-- In which language, how and when an interview was held, and what it shows beyond its answers.
alter table assessment.assessment
  add column spoken text check (spoken ~ '^[a-z]{3}$'),
  add column interpreter boolean not null default false,
  add column mode text not null default 'in-person' check (mode in ('in-person', 'phone', 'video')),
  add column phase text not null default 'after-return' check (phase in ('pre-departure', 'arrival', 'after-return')),
  add column findings jsonb not null default '[]';
comment on column assessment.assessment.spoken is 'Language in which it was spoken, where that is not the one on the screen | sensitivity: personal | purpose: assessment';
comment on column assessment.assessment.interpreter is 'Somebody interpreted | sensitivity: personal | purpose: assessment';
comment on column assessment.assessment.mode is 'Face to face, by telephone or by video | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.phase is 'Before leaving, at arrival or after the return | sensitivity: internal | purpose: assessment';
comment on column assessment.assessment.findings is 'What open answers show: factors of risk and of protection | sensitivity: personal | purpose: assessment';
grant update (findings) on assessment.assessment to ventanilla_runtime;
