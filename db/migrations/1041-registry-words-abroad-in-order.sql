-- Words of one moment stand in the order in which they were said.
alter table registry.abroad_word add column seq bigint generated always as identity;
comment on column registry.abroad_word.seq is 'Order of writing | sensitivity: none | purpose: case';
create or replace view registry.abroad_coming_word with (security_barrier) as
  select w.id, w.hand_over_id, w.side, w.kind, w.words, w.at, w.seq from registry.abroad_word w where exists (select from registry.abroad_coming c where c.id = w.hand_over_id);
