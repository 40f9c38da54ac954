-- What changes about a service from hour to hour: places left, its waiting list, and how referrals were answered so far.
create table directory.service_now (
  country text not null,
  service_id text not null,
  free int check (free >= 0),
  waiting_list boolean not null default false,
  list_order text check (list_order in ('arrival', 'urgency')),
  sent int not null default 0,
  accepted int not null default 0,
  revision bigint not null default 1,
  told_by uuid,
  told_at timestamptz,
  primary key (country, service_id),
  foreign key (country, service_id) references directory.service (country, id),
  check (accepted between 0 and sent),
  check (not waiting_list or list_order is not null)
);
comment on table directory.service_now is 'Places left, waiting list and answers so far of a service; changed by whoever gives it and by referrals.';
comment on column directory.service_now.country is 'Country of the service | sensitivity: none | purpose: scope';
comment on column directory.service_now.service_id is 'Service | sensitivity: internal | purpose: directory';
comment on column directory.service_now.free is 'Places left; empty when nobody told | sensitivity: none | purpose: matching';
comment on column directory.service_now.waiting_list is 'It keeps a list of who waits when no place is left | sensitivity: none | purpose: matching';
comment on column directory.service_now.list_order is 'Published order of the list: as asked for, or the most urgent first | sensitivity: none | purpose: directory';
comment on column directory.service_now.sent is 'Referrals that were answered, or never were | sensitivity: internal | purpose: matching';
comment on column directory.service_now.accepted is 'Of these, accepted | sensitivity: internal | purpose: matching';
comment on column directory.service_now.revision is 'Counts every change of this row | sensitivity: none | purpose: operation';
comment on column directory.service_now.told_by is 'Account that told how many places are left | sensitivity: internal | purpose: audit';
comment on column directory.service_now.told_at is 'When | sensitivity: none | purpose: directory';
create index service_now_revision on directory.service_now (country) include (revision);
alter table directory.service_now enable row level security;
-- Of a service that an actor may not know of, nothing is known either: the policy of the service decides.
create policy service_now_read on directory.service_now for select using (
  country = access.actor_country() and exists (select from directory.service s where s.country = service_now.country and s.id = service_now.service_id));
grant select on directory.service_now to ventanilla_runtime;

-- Who holds a place, so that nobody takes two or gives back what was not taken; and how each referral was answered, once.
create table directory.place_taken (
  country text not null,
  service_id text not null,
  taken_for uuid not null,
  taken_at timestamptz not null,
  primary key (country, service_id, taken_for)
);
comment on table directory.place_taken is 'Places that are held at this moment, each for one referral.';
comment on column directory.place_taken.country is 'Country of the service | sensitivity: none | purpose: scope';
comment on column directory.place_taken.service_id is 'Service | sensitivity: personal | purpose: referral';
comment on column directory.place_taken.taken_for is 'Referral | sensitivity: internal | purpose: referral';
comment on column directory.place_taken.taken_at is 'Since when | sensitivity: internal | purpose: referral';
alter table directory.place_taken enable row level security;

create table directory.answer_heard (
  country text not null,
  referral_id uuid not null,
  service_id text not null,
  accepted boolean not null,
  at timestamptz not null,
  primary key (country, referral_id)
);
comment on table directory.answer_heard is 'How each referral was answered, so that it counts once.';
comment on column directory.answer_heard.country is 'Country of the service | sensitivity: none | purpose: scope';
comment on column directory.answer_heard.referral_id is 'Referral | sensitivity: internal | purpose: matching';
comment on column directory.answer_heard.service_id is 'Service | sensitivity: personal | purpose: matching';
comment on column directory.answer_heard.accepted is 'Accepted; false for declined or never answered | sensitivity: internal | purpose: matching';
comment on column directory.answer_heard.at is 'When it was answered | sensitivity: internal | purpose: matching';
alter table directory.answer_heard enable row level security;

-- Whoever gives a service: its own organization, or a steward of the country.
create function directory.gives_service(p_service text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, directory as $$
begin
  return exists (select from directory.service s where s.country = access.actor_country() and s.id = p_service and s.active
    and (access.actor_is('steward') or (access.actor_is('provider') and s.organization_id = access.actor_organization())));
end $$;

-- How many places are left, as whoever gives the service says. False: not theirs to say.
create function directory.set_places(p_service text, p_free int, p_waiting_list boolean, p_order text, p_now timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  if not directory.gives_service(p_service) then return false; end if;
  insert into directory.service_now (country, service_id, free, waiting_list, list_order, told_by, told_at)
    values (access.actor_country(), p_service, p_free, p_waiting_list, p_order, access.actor_user(), p_now)
    on conflict (country, service_id) do update set free = excluded.free, waiting_list = excluded.waiting_list, list_order = excluded.list_order,
      told_by = excluded.told_by, told_at = excluded.told_at, revision = service_now.revision + 1;
  return true;
end $$;

-- Takes one place: 'taken', 'held' when this referral holds one already, 'uncounted' where nobody counts places, 'full' where none is left. Two who take the last
-- one at the same moment meet at the row: the second finds none.
create function directory.take_place(p_service text, p_for uuid, p_now timestamptz) returns text
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  if not directory.gives_service(p_service) then return null; end if;
  perform from directory.service_now n where n.country = access.actor_country() and n.service_id = p_service for update;
  if exists (select from directory.place_taken t where t.country = access.actor_country() and t.service_id = p_service and t.taken_for = p_for) then return 'held'; end if;
  if not exists (select from directory.service_now n where n.country = access.actor_country() and n.service_id = p_service and n.free is not null) then return 'uncounted'; end if;
  update directory.service_now n set free = n.free - 1, revision = n.revision + 1
    where n.country = access.actor_country() and n.service_id = p_service and n.free > 0;
  if not found then return 'full'; end if;
  insert into directory.place_taken (country, service_id, taken_for, taken_at) values (access.actor_country(), p_service, p_for, p_now);
  return 'taken';
end $$;

-- Gives back the place that a referral holds, if it holds one: whoever ends the referral, on whichever side.
create function directory.give_place_back(p_service text, p_for uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, directory as $$
begin
  if not access.actor_is('provider', 'window', 'protection', 'reception', 'consular', 'supervisor') then return; end if;
  perform from directory.service_now n where n.country = access.actor_country() and n.service_id = p_service for update;
  delete from directory.place_taken t where t.country = access.actor_country() and t.service_id = p_service and t.taken_for = p_for;
  if found then
    update directory.service_now n set free = n.free + 1, revision = n.revision + 1
      where n.country = access.actor_country() and n.service_id = p_service and n.free is not null;
  end if;
end $$;

-- Counts how a referral was answered; another answer to the same one takes the place of the first.
create function directory.note_answer(p_service text, p_referral uuid, p_accepted boolean, p_now timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, directory as $$
declare
  earlier boolean;
begin
  if not (directory.gives_service(p_service) or access.actor_is('window', 'protection')) then return; end if;
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

revoke all on function directory.gives_service, directory.set_places, directory.take_place, directory.give_place_back, directory.note_answer from public;
grant execute on function directory.set_places, directory.take_place, directory.give_place_back, directory.note_answer to ventanilla_runtime;
