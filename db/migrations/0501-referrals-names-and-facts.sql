-- The provider's name in both languages, as the service's is.
alter table referrals.referral alter column provider_name type jsonb using jsonb_build_object('es', provider_name, 'en', provider_name);

-- Cases and people under the keys that the other rooms' facts use: figures can tell who is without a next step.
drop view referrals.facts_referral;
create view referrals.facts_referral with (security_barrier) as
  select r.country, md5(r.id::text) as referral_key, md5(r.case_id::text) as case_key, md5(p.identity_id::text) as person_key, r.office_id,
    r.need_code, r.service_id, r.provider_organization, r.urgency, r.state, r.sent_at, r.due_at, r.answered_at, r.closed_at, r.outcome, r.handled
  from referrals.referral r join registry.person p on p.id = r.person_id
  where r.country = access.actor_country() and r.sent_at is not null
    and (access.actor_is('analyst') or (access.actor_is('supervisor') and r.office_id = any ((select registry.actor_offices())::uuid[])));
comment on view referrals.facts_referral is 'Referrals without identity, for figures. A supervisor counts the offices whose lists they may open.';
grant select on referrals.facts_referral to ventanilla_runtime;
