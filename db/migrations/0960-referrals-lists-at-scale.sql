-- A list asks of each row whether it may be seen. Two questions were asked of other tables for every row, and each call costs more than reading the row:
-- whether the case is in sight, and whether its need is secret. The first has an answer in the row for the usual case (the office in charge is one of the actor's;
-- as policies of cases and contacts say already), the second is copied from the need, and follows it.

alter table referrals.referral add column need_restricted boolean not null default false;
comment on column referrals.referral.need_restricted is 'Whether only the closed circle may know of its need; as the need says | sensitivity: restricted | purpose: access control';
update referrals.referral r set need_restricted = true from assessment.need n where n.id = r.need_id and n.restricted;

create function referrals.copy_restriction() returns trigger language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  new.need_restricted := coalesce((select n.restricted from assessment.need n where n.id = new.need_id), true);
  return new;
end $$;
revoke all on function referrals.copy_restriction() from public;
create trigger restriction_of_need before insert or update of need_id, need_restricted on referrals.referral for each row execute function referrals.copy_restriction();

create function referrals.follow_restriction() returns trigger language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  update referrals.referral set need_restricted = new.restricted where need_id = new.id;
  return null;
end $$;
revoke all on function referrals.follow_restriction() from public;
create trigger referrals_follow_restriction after update of restricted on assessment.need for each row when (old.restricted is distinct from new.restricted) execute function referrals.follow_restriction();

alter policy referral_officer_read on referrals.referral using (country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor')
  and (office_id = any ((select registry.actor_offices())::uuid[]) or registry.may_see_case(case_id)));
-- Needs that are not secret are seen by whoever sees the case, which the policies above ask.
alter policy referral_secret on referrals.referral using (
  ((select access.actor_is('public')) and id = referrals.shown_referral())
  or not need_restricted or access.actor_is('provider') or sent_by = access.actor_user() or assessment.may_see_need(need_id) or referrals.share_withdrawn(id, consent_id));

create index referral_unanswered on referrals.referral (office_id, due_at) where not handled and state in ('sent', 'received');
create index referral_share_ended on referrals.referral (provider_organization, list_at, id) where share_closed_at is not null;
