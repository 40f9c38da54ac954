-- A referral names its need: for a secret one it is seen by whom the need may be known, and by who sent it. Sharing still ends when a
-- colleague writes down that consent is taken back; that is why those referrals pass here (the room does not list them).
create policy referral_secret on referrals.referral as restrictive for select using (
  access.actor_is('provider') or sent_by = access.actor_user() or assessment.may_see_need(need_id) or referrals.consent_withdrawn(consent_id));
