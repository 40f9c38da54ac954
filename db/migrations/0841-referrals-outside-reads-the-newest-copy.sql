-- Whoever shows the secret of a link reads the copy that counts: also the newest, where what is shared was changed after sending.
create policy shared_version_outside_read on referrals.shared_version for select using (
  (select access.actor_is('public')) and country = access.actor_country() and referral_id = referrals.shown_referral());
