-- The code of a contact that was set by hand carries an id: for figures it is one code for all of them.
do $$
declare
  whole text;
begin
  whole := pg_get_viewdef('plans.facts_follow_up'::regclass);
  if position('f.code,' in whole) = 0 then
    raise exception 'plans.facts_follow_up is not what this migration knows';
  end if;
  execute 'create or replace view plans.facts_follow_up with (security_barrier) as ' || replace(whole, 'f.code,', 'regexp_replace(f.code, ''-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'', '''') as code,');
end $$;

-- A need that becomes secret later takes the consents of its referrals along.
create or replace function referrals.steps_of_need() returns trigger
language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  if new.restricted then
    perform registry.reserve_consent(k.id) from (
      select r.consent_id as id from referrals.referral r where r.need_id = new.id
      union select unnest(array[v.consent_id, v.consent_before]) from referrals.shared_version v join referrals.referral r on r.id = v.referral_id where r.need_id = new.id) k
      where k.id is not null;
  end if;
  perform referrals.note_steps(new.case_id);
  return null;
end $$;
