-- The table of states was kept by the program alone: past it, whoever may change a referral could open again what had ended, show a copy again whose sharing a person had ended,
-- or answer for the other side. The database keeps the ends itself. Taking note, what the person says of the outcome, and the end of the sharing still come after the end.
create function referrals.ended_stays() returns trigger language plpgsql set search_path = pg_catalog, referrals as $$
begin
  if old.share_closed_at is not null and new.share_closed_at is distinct from old.share_closed_at then
    raise exception 'sharing that ended is not opened again' using errcode = 'check_violation', constraint = 'share_stays_closed';
  end if;
  if old.closed_at is not null and (new.state, new.closed_at, new.outcome, new.reason, new.consent_id, new.override_id, new.shared_version)
    is distinct from (old.state, old.closed_at, old.outcome, old.reason, old.consent_id, old.override_id, old.shared_version) then
    raise exception 'a referral that ended stays as it ended' using errcode = 'check_violation', constraint = 'ended_stays';
  end if;
  return new;
end $$;
revoke all on function referrals.ended_stays() from public;
-- Who acts is an account, or whoever shows the secret of a link; what the owner repairs is not asked.
create trigger ended_stays before update on referrals.referral for each row
  when (access.actor_role() <> '' and (old.closed_at is not null or old.share_closed_at is not null)) execute function referrals.ended_stays();

-- Whoever gives the service answers, and nothing else: as with a link.
alter policy referral_provider_change on referrals.referral with check (
  country = access.actor_country() and provider_organization = access.actor_organization() and not handled and share_closed_at is null
  and state in ('received', 'accepted', 'declined', 'more-information-asked', 'waiting-list', 'in-service', 'completed', 'did-not-come'));

-- Nobody writes into the history what only the other side can say.
alter policy event_write on referrals.referral_event with check (
  country = access.actor_country() and actor_id = access.actor_user() and exists (select from referrals.referral r where r.id = referral_id)
  and case when access.actor_is('provider') then side = 'provider' and kind in ('open', 'accept', 'decline', 'ask', 'waiting-list', 'start', 'complete', 'did-not-come')
    else access.actor_is('window', 'protection') and side in ('officer', 'person')
      and kind in ('send', 'resend', 'answer', 'withdraw', 'acknowledge', 'amend', 'confirm', 'go-on', 'consent-withdrawn') end);
