-- Which of two entries about one list came last, also within one instant.
alter table reception.list_closing add column nth bigint generated always as identity;
comment on column reception.list_closing.nth is 'Order of the entries | sensitivity: none | purpose: reception';
