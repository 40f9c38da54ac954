-- Whoever gives a service and has no account answers a referral by a link, or by the code of a printed sheet. Neither is kept anywhere, only its hash. One of them
-- is open for a referral at a time; it ends with the referral, with the consent, by an officer, by a new one, or by itself.
create table referrals.outside_link (
  id uuid primary key,
  country text not null,
  referral_id uuid not null references referrals.referral (id),
  kind text not null check (kind in ('link', 'sheet')),
  token_hash text not null unique,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  seen_at timestamptz,
  wrong_tries int not null default 0 check (wrong_tries between 0 and 5),
  ended_at timestamptz,
  ended_why text check (ended_why in ('officer', 'replaced', 'guessed', 'closed', 'consent')),
  ended_by uuid,
  check ((ended_at is null) = (ended_why is null)),
  check (kind = 'sheet' or wrong_tries = 0)
);
comment on table referrals.outside_link is 'Links and codes of printed sheets by which a referral is answered without an account.';
comment on column referrals.outside_link.id is 'Link | sensitivity: internal | purpose: access';
comment on column referrals.outside_link.country is 'Country of the case | sensitivity: none | purpose: scope';
comment on column referrals.outside_link.referral_id is 'Referral that it opens | sensitivity: internal | purpose: referral';
comment on column referrals.outside_link.kind is 'Link, or code of a printed sheet for which the year of birth is asked too | sensitivity: internal | purpose: access';
comment on column referrals.outside_link.token_hash is 'Hash of the secret in the address, or keyed hash of the code | sensitivity: restricted | purpose: access';
comment on column referrals.outside_link.created_by is 'Account that handed it out | sensitivity: internal | purpose: audit';
comment on column referrals.outside_link.created_at is 'When | sensitivity: internal | purpose: audit';
comment on column referrals.outside_link.expires_at is 'From then on it opens nothing | sensitivity: internal | purpose: access';
comment on column referrals.outside_link.seen_at is 'When its holder last opened the referral, to the minute | sensitivity: internal | purpose: referral';
comment on column referrals.outside_link.wrong_tries is 'How often a wrong year was given with the right code; with five it ends | sensitivity: internal | purpose: access';
comment on column referrals.outside_link.ended_at is 'When it ended before its time | sensitivity: internal | purpose: access';
comment on column referrals.outside_link.ended_why is 'By an officer, by a new one, by guessing, with the referral, with the consent | sensitivity: internal | purpose: access';
comment on column referrals.outside_link.ended_by is 'Account that ended it; nobody when it ended by itself | sensitivity: internal | purpose: audit';
create unique index outside_link_one_open on referrals.outside_link (referral_id) where ended_at is null;
create index outside_link_of_referral on referrals.outside_link (referral_id, created_at);

-- Which answer came by a link: the name that stands there was typed, not signed in.
alter table referrals.referral_event add column if not exists link_id uuid;
comment on column referrals.referral_event.link_id is 'Link or sheet by which it came; the name beside it was typed | sensitivity: internal | purpose: referral';

alter table referrals.outside_link enable row level security;
create policy outside_link_read on referrals.outside_link for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and exists (select from referrals.referral r where r.id = referral_id));
create policy outside_link_add on referrals.outside_link for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and created_by = access.actor_user() and ended_at is null and seen_at is null and wrong_tries = 0
  and exists (select from referrals.referral r where r.id = referral_id and r.state <> 'draft' and r.closed_at is null and r.share_closed_at is null));
create policy outside_link_end on referrals.outside_link for update using (
  country = access.actor_country() and access.actor_is('window', 'protection') and ended_at is null and exists (select from referrals.referral r where r.id = referral_id))
  with check (country = access.actor_country() and ended_by = access.actor_user() and ended_why in ('officer', 'replaced'));
-- The hash is compared inside the functions below and read by nobody.
grant select (id, country, referral_id, kind, created_by, created_at, expires_at, seen_at, wrong_tries, ended_at, ended_why, ended_by) on referrals.outside_link to ventanilla_runtime;
grant insert on referrals.outside_link to ventanilla_runtime;
grant update (ended_at, ended_why, ended_by) on referrals.outside_link to ventanilla_runtime;

-- The link whose secret this transaction has shown, while it is open: for anybody in its country, as long as the referral is open and the person agrees.
create function referrals.shown_link() returns referrals.outside_link
  language plpgsql stable security definer set search_path = pg_catalog, referrals as $$
declare
  l referrals.outside_link;
  v_hash text := nullif(current_setting('app.outside_key', true), '');
begin
  if v_hash is null or not access.actor_is('public') then return null; end if;
  select o.* into l from referrals.outside_link o join referrals.referral r on r.id = o.referral_id
    where o.token_hash = v_hash and o.country = access.actor_country() and o.ended_at is null and o.expires_at > referrals.time_now()
      and r.closed_at is null and r.share_closed_at is null and r.state <> 'draft'
      and not exists (select from registry.consent k where k.id = r.consent_id and k.withdrawn_at is not null);
  return l;
end $$;
comment on function referrals.shown_link() is 'The open link whose secret was shown in this transaction.';
revoke all on function referrals.shown_link() from public;

-- What policies ask: the referral, and the link itself, of the secret that was shown.
create function referrals.shown_referral() returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, referrals as $$
begin
  return (referrals.shown_link()).referral_id;
end $$;
create function referrals.shown_link_id() returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, referrals as $$
begin
  return (referrals.shown_link()).id;
end $$;
revoke all on function referrals.shown_referral(), referrals.shown_link_id() from public;
grant execute on function referrals.shown_referral(), referrals.shown_link_id() to ventanilla_runtime;

-- Shows a secret: true if it opens a referral, which is locked until the end. For a sheet the year of birth of the person is asked too; a wrong one is counted, and
-- the fifth ends the sheet. Whoever knows the secret and the year of an open one learns that it is open; nobody else learns anything.
create function referrals.show_secret(p_hash text, p_year int) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, referrals as $$
declare
  l referrals.outside_link;
  v_referral uuid;
  v_year int;
  v_now timestamptz := referrals.time_now();
begin
  perform set_config('app.outside_key', '', true), set_config('app.place_for_service', '', true);
  if not access.actor_is('public') then return false; end if;
  select o.referral_id into v_referral from referrals.outside_link o where o.token_hash = p_hash and o.country = access.actor_country();
  if not found then return false; end if;
  -- The referral first, as everybody who answers it: nobody waits for somebody who waits for them.
  perform from referrals.referral r where r.id = v_referral for update;
  perform from referrals.outside_link o where o.token_hash = p_hash for update;
  perform set_config('app.outside_key', p_hash, true);
  l := referrals.shown_link();
  perform set_config('app.outside_key', '', true);
  if l.id is null then return false; end if;
  if l.kind = 'sheet' then
    select extract(year from p.birth_date) into v_year from referrals.referral r join registry.person p on p.id = r.person_id where r.id = l.referral_id;
    if v_year is null or p_year is null or v_year <> p_year then
      update referrals.outside_link o set wrong_tries = o.wrong_tries + 1,
          ended_at = case when o.wrong_tries >= 4 then v_now end, ended_why = case when o.wrong_tries >= 4 then 'guessed' end where o.id = l.id;
      return false;
    end if;
  end if;
  update referrals.outside_link o set seen_at = v_now where o.id = l.id and (o.seen_at is null or o.seen_at < v_now - interval '1 minute');
  perform set_config('app.outside_key', p_hash, true);
  perform set_config('app.place_for_service', r.service_id, true) from referrals.referral r where r.id = l.referral_id;
  return true;
end $$;
comment on function referrals.show_secret(text, int) is 'Opens a referral to whoever shows the secret of its link, or the code of its sheet with the year of birth.';

-- The same without opening anything: whether the address of a link leads anywhere. For a link only: a code without its year says nothing.
create function referrals.is_open_link(p_hash text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, referrals as $$
begin
  return access.actor_is('public') and exists (
    select from referrals.outside_link o join referrals.referral r on r.id = o.referral_id
    where o.token_hash = p_hash and o.kind = 'link' and o.country = access.actor_country() and o.ended_at is null and o.expires_at > referrals.time_now()
      and r.closed_at is null and r.share_closed_at is null and r.state <> 'draft'
      and not exists (select from registry.consent k where k.id = r.consent_id and k.withdrawn_at is not null));
end $$;
comment on function referrals.is_open_link(text) is 'Whether the secret of a link opens anything.';

-- Whether a sheet is real, for whoever is shown one: until when it opens a referral, and nothing about it.
create function referrals.sheet_until(p_hash text) returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, referrals as $$
begin
  if not access.actor_is('public') then return null; end if;
  return (select o.expires_at from referrals.outside_link o join referrals.referral r on r.id = o.referral_id
    where o.token_hash = p_hash and o.kind = 'sheet' and o.country = access.actor_country() and o.ended_at is null and o.expires_at > referrals.time_now()
      and r.closed_at is null and r.share_closed_at is null and r.state <> 'draft');
end $$;
comment on function referrals.sheet_until(text) is 'Until when the sheet of this code opens something; nothing for every other code.';
revoke all on function referrals.show_secret(text, int), referrals.is_open_link(text), referrals.sheet_until(text) from public;
grant execute on function referrals.show_secret(text, int), referrals.is_open_link(text), referrals.sheet_until(text) to ventanilla_runtime;

-- A referral that closes, or whose sharing ends, takes its links with it, whoever closes it.
create function referrals.end_outside_links() returns trigger
  language plpgsql security definer set search_path = pg_catalog, referrals as $$
begin
  update referrals.outside_link o set ended_at = coalesce(new.share_closed_at, new.closed_at), ended_why = case when new.share_closed_at is null then 'closed' else 'consent' end
    where o.referral_id = new.id and o.ended_at is null;
  return null;
end $$;
revoke all on function referrals.end_outside_links() from public;
create trigger referral_ends_links after update of closed_at, share_closed_at on referrals.referral
  for each row when (new.closed_at is not null or new.share_closed_at is not null) execute function referrals.end_outside_links();

-- Whoever shows the secret stands where the provider stands, for this one referral. Who asks is looked at once, not for each row of everybody's lists.
create policy referral_outside_read on referrals.referral for select using (
  (select access.actor_is('public')) and country = access.actor_country() and id = referrals.shown_referral());
create policy referral_outside_change on referrals.referral for update using (
  (select access.actor_is('public')) and country = access.actor_country() and id = referrals.shown_referral())
  with check (access.actor_is('public') and country = access.actor_country() and not handled and share_closed_at is null
    and state in ('received', 'accepted', 'declined', 'more-information-asked', 'waiting-list', 'in-service', 'completed', 'did-not-come'));
create policy shared_outside_read on referrals.shared for select using (
  (select access.actor_is('public')) and country = access.actor_country() and referral_id = referrals.shown_referral());
create policy event_outside_read on referrals.referral_event for select using (
  (select access.actor_is('public')) and country = access.actor_country() and referral_id = referrals.shown_referral()
  and kind in ('send', 'resend', 'open', 'accept', 'decline', 'ask', 'answer', 'amend', 'waiting-list', 'start', 'complete', 'did-not-come'));
create policy event_outside_write on referrals.referral_event for insert with check (
  (select access.actor_is('public')) and country = access.actor_country() and referral_id = referrals.shown_referral() and link_id = referrals.shown_link_id()
  and side = 'provider' and (actor_id is null or actor_id = access.actor_user())
  and kind in ('open', 'accept', 'decline', 'ask', 'waiting-list', 'start', 'complete', 'did-not-come'));
-- Nobody with an account writes in the name of a link.
create policy event_by_link on referrals.referral_event as restrictive for insert with check (link_id is null or access.actor_is('public'));
-- The person agreed that this provider reads of a need that colleagues may not know of.
do $$
declare v_until_now text;
begin
  select pg_get_expr(polqual, polrelid) into strict v_until_now from pg_policy where polname = 'referral_secret' and polrelid = 'referrals.referral'::regclass;
  execute format('alter policy referral_secret on referrals.referral using (((select access.actor_is(''public'')) and id = referrals.shown_referral()) or %s)', v_until_now);
end $$;

-- Accepting by link takes a place as accepting with an account does. Which service that is, says the referral of the secret, in the same transaction.
create function directory.answers_for(p_service text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, directory as $$
begin
  return directory.gives_service(p_service) or (access.actor_is('public') and p_service = nullif(current_setting('app.place_for_service', true), '')
    and exists (select from directory.service s where s.country = access.actor_country() and s.id = p_service and s.active));
end $$;
revoke all on function directory.answers_for(text) from public;

create or replace function directory.take_place(p_service text, p_for uuid, p_now timestamptz) returns text
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  if not directory.answers_for(p_service) then return null; end if;
  perform from directory.service_now n where n.country = access.actor_country() and n.service_id = p_service for update;
  if exists (select from directory.place_taken t where t.country = access.actor_country() and t.service_id = p_service and t.taken_for = p_for) then return 'held'; end if;
  if not exists (select from directory.service_now n where n.country = access.actor_country() and n.service_id = p_service and n.free is not null) then return 'uncounted'; end if;
  update directory.service_now n set free = n.free - 1, revision = n.revision + 1
    where n.country = access.actor_country() and n.service_id = p_service and n.free > 0;
  if not found then return 'full'; end if;
  insert into directory.place_taken (country, service_id, taken_for, taken_at) values (access.actor_country(), p_service, p_for, p_now);
  return 'taken';
end $$;

create or replace function directory.give_place_back(p_service text, p_for uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  if not (access.actor_is('provider', 'window', 'protection', 'reception', 'consular', 'supervisor') or (access.actor_is('public') and directory.answers_for(p_service))) then return; end if;
  perform from directory.service_now n where n.country = access.actor_country() and n.service_id = p_service for update;
  delete from directory.place_taken t where t.country = access.actor_country() and t.service_id = p_service and t.taken_for = p_for;
  if found then
    update directory.service_now n set free = n.free + 1, revision = n.revision + 1
      where n.country = access.actor_country() and n.service_id = p_service and n.free is not null;
  end if;
end $$;

create or replace function directory.note_answer(p_service text, p_referral uuid, p_accepted boolean, p_now timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, directory as $$
declare
  earlier boolean;
begin
  if not (directory.answers_for(p_service) or access.actor_is('window', 'protection')) then return; end if;
  insert into directory.service_now (country, service_id) select s.country, s.id from directory.service s
    where s.country = access.actor_country() and s.id = p_service on conflict do nothing;
  perform from directory.service_now n where n.country = access.actor_country() and n.service_id = p_service for update;
  if not found then return; end if;
  select h.accepted into earlier from directory.answer_heard h where h.country = access.actor_country() and h.referral_id = p_referral;
  if earlier is not distinct from p_accepted then return; end if;
  insert into directory.answer_heard (country, referral_id, service_id, accepted, at) values (access.actor_country(), p_referral, p_service, p_accepted, p_now)
    on conflict (country, referral_id) do update set accepted = excluded.accepted, at = excluded.at;
  update directory.service_now n set revision = n.revision + 1, sent = n.sent + case when earlier is null then 1 else 0 end,
      accepted = n.accepted + p_accepted::int - coalesce(earlier, false)::int
    where n.country = access.actor_country() and n.service_id = p_service;
end $$;
