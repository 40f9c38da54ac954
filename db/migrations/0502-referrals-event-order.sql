-- Two entries of the same instant keep the order in which they were written.
alter table referrals.referral_event add column seq bigint generated always as identity;
comment on column referrals.referral_event.seq is 'Order | sensitivity: none | purpose: referral';
drop index referrals.referral_event_order;
create index referral_event_order on referrals.referral_event (referral_id, seq);
