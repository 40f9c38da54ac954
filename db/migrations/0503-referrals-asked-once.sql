-- A service is asked once for one need at a time, also when two officers press the button in the same moment.
create unique index referral_asked_once on referrals.referral (need_id, service_id) where closed_at is null;
