-- What a provider may no longer read stands on a list of its own, and is no longer passed by on the way to what may.
drop index referrals.referral_provider;
create index referral_inbox on referrals.referral (provider_organization, state, list_at, id) where share_closed_at is null;
