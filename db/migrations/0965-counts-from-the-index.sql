-- What a list counts, up to so many, is read from its index alone: the index carries what the walls ask of a row.
drop index plans.follow_up_work;
create index follow_up_work on plans.follow_up (office_id, due_on, id) include (country, case_id) where state in ('planned', 'talked');
drop index plans.follow_up_escalated;
create index follow_up_escalated on plans.follow_up (office_id, due_on, id) include (country, case_id) where escalated and state in ('planned', 'talked');
drop index plans.follow_up_lost;
create index follow_up_lost on plans.follow_up (office_id, due_on, id) include (country, case_id) where state = 'lost';
drop index referrals.referral_list;
create index referral_list on referrals.referral (office_id, state, list_at, id)
  include (country, case_id, need_restricted, sent_by, need_id, consent_id, provider_organization, provider_until, sent_at, due_at, clock_at, supervisor_at, case_closed_at) where not handled;
