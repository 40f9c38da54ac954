-- A case that goes to an office of another country of this installation. Rows never change country: what goes over is a copy of a minimum, under a consent of the person for that
-- office alone. The sender reads its row; the addressed office reads a view without a single id of the sender's registry, as long as the consent stands and somebody waits for
-- its answer. What the receiver makes of it is a person and a case of its own country, of which the sender learns that there are some.
alter table registry.consent drop constraint consent_purpose_check;
alter table registry.consent add constraint consent_purpose_check check (purpose in ('case', 'referral', 'follow-up', 'family-contact', 'conference', 'abroad'));

create table registry.abroad_hand_over (
  id uuid primary key,
  country text not null,
  to_country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null,
  from_office uuid not null references access.office (id),
  to_office uuid not null references access.office (id),
  to_office_name jsonb not null,
  consent_id uuid not null references registry.consent (id),
  restricted boolean not null default false,
  urgency text not null check (urgency in ('24h', '72h', '2weeks', 'long')),
  state text not null check (state in ('asked', 'more-asked', 'accepted', 'declined', 'taken-back', 'withdrawn', 'expired', 'overtaken', 'returned')),
  minimum jsonb not null,
  needs jsonb not null default '[]',
  name_words text[] not null,
  note text not null check (char_length(note) between 1 and 2000),
  reason text check (reason in ('not-our-area', 'no-capacity', 'needs-another-office', 'note-incomplete', 'person-not-there', 'other')),
  answer_by date not null,
  open_until timestamptz not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  since timestamptz not null,
  ended_at timestamptz,
  seen_by uuid,
  seen_at timestamptz,
  foreign key (person_id, country) references registry.person (id, country),
  check (to_country <> country),
  check ((state in ('asked', 'more-asked')) = (ended_at is null)),
  check ((state = 'declined') = (reason is not null))
);
comment on table registry.abroad_hand_over is 'A case that an office hands over to an office of another country: a copy of a minimum, a note, and what came of it.';
comment on column registry.abroad_hand_over.id is 'Hand-over | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.country is 'Country that hands over; the record belongs to it | sensitivity: none | purpose: scope';
comment on column registry.abroad_hand_over.to_country is 'Country whose office is asked | sensitivity: personal | purpose: scope';
comment on column registry.abroad_hand_over.case_id is 'Case; the receiver never reads it | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.person_id is 'Person of the case; the receiver never reads it | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.from_office is 'Office that keeps the case | sensitivity: internal | purpose: scope';
comment on column registry.abroad_hand_over.to_office is 'Office that is asked | sensitivity: personal | purpose: scope';
comment on column registry.abroad_hand_over.to_office_name is 'Its name as it was | sensitivity: personal | purpose: display';
comment on column registry.abroad_hand_over.consent_id is 'Consent of the person for that office alone | sensitivity: internal | purpose: consent';
comment on column registry.abroad_hand_over.restricted is 'Something that only the closed circle knows goes along: on both sides only the circle reads it | sensitivity: internal | purpose: scope';
comment on column registry.abroad_hand_over.urgency is 'Urgency of the case as it was | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.state is 'asked, more asked, accepted, declined, taken back, consent withdrawn, expired, overtaken by the end of the case, returned because the office closed | sensitivity: personal | purpose: case';
comment on column registry.abroad_hand_over.minimum is 'Copy of what goes over: identity, language, chosen papers and safe contacts | sensitivity: personal | purpose: case';
comment on column registry.abroad_hand_over.needs is 'Chosen needs in words | sensitivity: personal | purpose: case';
comment on column registry.abroad_hand_over.name_words is 'Words of the names, for the search inside a list | sensitivity: personal | purpose: case';
comment on column registry.abroad_hand_over.note is 'Hand-over note: what whoever goes on must know | sensitivity: personal | purpose: case';
comment on column registry.abroad_hand_over.reason is 'Why it was declined | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.answer_by is 'Day by which the other office answers; afterwards it is the sender''s to do something | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.open_until is 'From then on the other office reads nothing any more | sensitivity: internal | purpose: retention';
comment on column registry.abroad_hand_over.asked_by is 'Account that asked | sensitivity: internal | purpose: audit';
comment on column registry.abroad_hand_over.asked_at is 'When it was asked | sensitivity: internal | purpose: audit';
comment on column registry.abroad_hand_over.since is 'Since when it is in this state | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.ended_at is 'When it ended | sensitivity: internal | purpose: case';
comment on column registry.abroad_hand_over.seen_by is 'Who of the sending office took note of how it ended | sensitivity: internal | purpose: audit';
comment on column registry.abroad_hand_over.seen_at is 'When the sending office took note | sensitivity: internal | purpose: case';
create unique index abroad_one_open on registry.abroad_hand_over (case_id) where state in ('asked', 'more-asked');
create index abroad_of_case on registry.abroad_hand_over (case_id, asked_at);
create index abroad_of_person on registry.abroad_hand_over (person_id);
create index abroad_of_consent on registry.abroad_hand_over (consent_id);
create index abroad_to on registry.abroad_hand_over (to_office, answer_by, id) where state in ('asked', 'more-asked');
create index abroad_from on registry.abroad_hand_over (from_office, answer_by, id) where seen_at is null;
alter table registry.abroad_hand_over enable row level security;

-- Whether the consent under which something goes abroad stands: given, not taken back, and no refusal for the same receiver since.
create function registry.abroad_consent_stands(p_consent uuid) returns boolean
language plpgsql stable parallel safe security definer set search_path = pg_catalog, registry as $$
begin
  return exists (
    select from registry.consent k where k.id = p_consent and k.purpose = 'abroad' and k.given and k.withdrawn_at is null
      and not exists (select from registry.consent later where later.person_id = k.person_id and later.purpose = 'abroad' and later.seq > k.seq
        and later.recipient_organization_id = k.recipient_organization_id and not later.given));
end $$;

-- Whether an office of another country keeps cases and can be asked. Of offices nothing is secret; of the others the country is asked, not the row.
create function registry.receives_from_abroad(p_office uuid, p_country text) returns boolean
language plpgsql stable parallel safe security definer set search_path = pg_catalog, registry as $$
begin
  return p_country <> access.actor_country() and exists (
    select from access.office o where o.id = p_office and o.country = p_country and o.active and o.kind in ('window', 'national'));
end $$;

create policy abroad_read on registry.abroad_hand_over for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'consular', 'supervisor') and (not restricted or access.actor_is('protection') or asked_by = access.actor_user())
  and registry.may_see_person(person_id));
create policy abroad_ask on registry.abroad_hand_over for insert with check (
  country = access.actor_country() and access.actor_is('window', 'protection') and asked_by = access.actor_user() and state = 'asked' and not restricted and needs = '[]'
  and from_office = any ((select registry.actor_offices())::uuid[]) and registry.may_see_person(person_id)
  and exists (select from registry.case_file c where c.id = case_id and c.person_id = abroad_hand_over.person_id and c.office_id = from_office and c.state <> 'closed')
  and registry.receives_from_abroad(to_office, to_country) and registry.abroad_consent_stands(consent_id)
  and exists (select from registry.consent k where k.id = consent_id and k.person_id = abroad_hand_over.person_id and k.recipient_organization_id = to_office::text));
grant select, insert on registry.abroad_hand_over to ventanilla_runtime;

-- What is said between the two offices, in order; never changed.
create table registry.abroad_word (
  id uuid primary key,
  country text not null,
  hand_over_id uuid not null references registry.abroad_hand_over (id),
  side text not null check (side in ('sender', 'receiver', 'none')),
  kind text not null check (kind in ('asked', 'question', 'reply', 'accepted', 'declined', 'taken-back', 'withdrawn', 'expired', 'overtaken', 'office-followed', 'returned')),
  words text check (char_length(words) between 1 and 1000),
  by uuid,
  at timestamptz not null
);
comment on table registry.abroad_word is 'Steps of a hand-over to another country, and what the two offices wrote to one another.';
comment on column registry.abroad_word.id is 'Step | sensitivity: internal | purpose: case';
comment on column registry.abroad_word.country is 'Country that hands over; the record belongs to it | sensitivity: none | purpose: scope';
comment on column registry.abroad_word.hand_over_id is 'Hand-over | sensitivity: internal | purpose: case';
comment on column registry.abroad_word.side is 'Which office did it, or nobody | sensitivity: internal | purpose: case';
comment on column registry.abroad_word.kind is 'What was done | sensitivity: personal | purpose: case';
comment on column registry.abroad_word.words is 'In free words | sensitivity: personal | purpose: case';
comment on column registry.abroad_word.by is 'Account; the other side never reads it | sensitivity: internal | purpose: audit';
comment on column registry.abroad_word.at is 'When | sensitivity: internal | purpose: case';
create index abroad_word_of on registry.abroad_word (hand_over_id, at, id);
alter table registry.abroad_word enable row level security;
create policy abroad_word_read on registry.abroad_word for select using (
  country = access.actor_country() and exists (select from registry.abroad_hand_over h where h.id = hand_over_id));
grant select on registry.abroad_word to ventanilla_runtime;

-- What the receiver made of it. It belongs to the receiving country, and the sender reads nothing of it.
create table registry.abroad_taken (
  hand_over_id uuid primary key references registry.abroad_hand_over (id),
  country text not null,
  from_country text not null,
  case_id uuid not null references registry.case_file (id),
  person_id uuid not null,
  taken_by uuid not null,
  taken_at timestamptz not null,
  foreign key (person_id, country) references registry.person (id, country),
  check (from_country <> country)
);
comment on table registry.abroad_taken is 'Case of this country that began with a hand-over from another country.';
comment on column registry.abroad_taken.hand_over_id is 'Hand-over | sensitivity: internal | purpose: case';
comment on column registry.abroad_taken.country is 'Country that received; the record belongs to it | sensitivity: none | purpose: scope';
comment on column registry.abroad_taken.from_country is 'Country that handed over | sensitivity: personal | purpose: case';
comment on column registry.abroad_taken.case_id is 'Case that was opened, or goes on | sensitivity: internal | purpose: case';
comment on column registry.abroad_taken.person_id is 'Person of the case | sensitivity: internal | purpose: case';
comment on column registry.abroad_taken.taken_by is 'Account that accepted | sensitivity: internal | purpose: audit';
comment on column registry.abroad_taken.taken_at is 'When | sensitivity: internal | purpose: audit';
create index abroad_taken_case on registry.abroad_taken (case_id);
create index abroad_taken_person on registry.abroad_taken (person_id);
alter table registry.abroad_taken enable row level security;
create policy abroad_taken_read on registry.abroad_taken for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'consular', 'supervisor') and registry.may_see_case(case_id));
grant select on registry.abroad_taken to ventanilla_runtime;

-- What the receiving side reads: while it is asked, the addressed office; once it was accepted, whoever sees the case that came of it. Always only while the consent stands,
-- of what the circle sent only the circle. No id of a person, a case, a consent or an account of the sender is in it.
create view registry.abroad_coming with (security_barrier) as
  select h.id, h.to_country as country, h.country as from_country, jsonb_build_object('es', o.name_es, 'en', o.name_en) as from_office_name, h.to_office, h.restricted, h.urgency, h.state, h.minimum, h.needs,
    h.name_words, h.note, h.answer_by, h.open_until, h.asked_at, h.since, t.case_id
  from registry.abroad_hand_over h join access.office o on o.id = h.from_office left join registry.abroad_taken t on t.hand_over_id = h.id and t.country = h.to_country
  where h.to_country = access.actor_country() and access.actor_is('window', 'protection', 'supervisor') and (not h.restricted or access.actor_is('protection'))
    and ((h.state in ('asked', 'more-asked') and h.open_until > registry.time_now() and h.to_office = any ((select registry.actor_offices())::uuid[]))
      or (h.state = 'accepted' and t.case_id is not null and registry.may_see_case(t.case_id)))
    and registry.abroad_consent_stands(h.consent_id);
comment on view registry.abroad_coming is 'What offices of other countries hand over to the offices of the actor, and what came of it, without any id of their registry.';
create view registry.abroad_coming_word with (security_barrier) as
  select w.id, w.hand_over_id, w.side, w.kind, w.words, w.at from registry.abroad_word w where exists (select from registry.abroad_coming c where c.id = w.hand_over_id);
comment on view registry.abroad_coming_word is 'What was said about them, without accounts.';
grant select on registry.abroad_coming, registry.abroad_coming_word to ventanilla_runtime;

-- Offices of the other countries of this installation that can be asked: their names, and whether somebody of the closed circle works there.
create function registry.offices_abroad() returns table (id uuid, country text, kind text, ref text, name_es text, name_en text, admin2 text, circle boolean)
language plpgsql stable security definer set search_path = pg_catalog, registry as $$
begin
  if not access.actor_is('window', 'protection', 'supervisor') then
    return;
  end if;
  return query select o.id, o.country, o.kind, o.ref, o.name_es, o.name_en, o.admin2,
      exists (select from access.user_account a where a.office_id = o.id and a.role = 'protection' and a.active)
    from access.office o where o.country <> access.actor_country() and o.active and o.kind in ('window', 'national') order by o.country, o.kind, o.name_es;
end $$;

-- Needs go along as words; only whoever asked adds them, in the moment of asking. What the circle alone knows makes the whole of it the circle's, and its consent as secret.
create function registry.add_abroad_needs(p_id uuid, p_needs jsonb, p_restricted boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  consent uuid;
begin
  if p_restricted and not access.actor_is('protection') then
    return false;
  end if;
  update registry.abroad_hand_over h set needs = p_needs, restricted = p_restricted
    where h.id = p_id and h.country = access.actor_country() and h.asked_by = access.actor_user() and h.state = 'asked' and h.needs = '[]' and h.asked_at = registry.time_now()
    returning h.consent_id into consent;
  if consent is not null and p_restricted then
    perform registry.reserve_consent(consent);
  end if;
  return consent is not null;
end $$;

create function registry.say_abroad(h registry.abroad_hand_over, p_side text, p_kind text, p_said text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  insert into registry.abroad_word (id, country, hand_over_id, side, kind, words, by, at)
    values (gen_random_uuid(), h.country, h.id, p_side, p_kind, nullif(p_said, ''), case when p_side <> 'none' then access.actor_user() end, p_at)
$$;

-- The addressed office answers; null: it is not there to be answered any more, or not by this actor.
create function registry.answer_abroad(p_id uuid, p_action text, p_reason text, p_said text, p_now timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  held registry.abroad_hand_over;
  becomes constant text := case p_action when 'accept' then 'accepted' when 'decline' then 'declined' when 'ask-more' then 'more-asked' end;
begin
  select * into held from registry.abroad_hand_over h where h.id = p_id and h.to_country = access.actor_country() for update;
  if not found or becomes is null or held.state not in ('asked', 'more-asked') or held.state = becomes or held.open_until <= p_now
      or not access.actor_is('window', 'protection') or (held.restricted and not access.actor_is('protection'))
      or not held.to_office = any (registry.actor_offices()) or not registry.abroad_consent_stands(held.consent_id) then
    return null;
  end if;
  update registry.abroad_hand_over h set state = becomes, reason = case when becomes = 'declined' then p_reason end, since = p_now, ended_at = case when becomes <> 'more-asked' then p_now end
    where h.id = p_id;
  perform registry.say_abroad(held, 'receiver', case p_action when 'accept' then 'accepted' when 'decline' then 'declined' else 'question' end, p_said, p_now);
  return becomes;
end $$;

-- The case that came of it, written down once by whoever accepted.
create function registry.take_from_abroad(p_id uuid, p_case uuid, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  insert into registry.abroad_taken (hand_over_id, country, from_country, case_id, person_id, taken_by, taken_at)
    select h.id, h.to_country, h.country, c.id, c.person_id, access.actor_user(), p_now
    from registry.abroad_hand_over h join registry.case_file c on c.id = p_case and c.country = h.to_country
    where h.id = p_id and h.to_country = access.actor_country() and h.state = 'accepted' and h.ended_at = p_now and access.actor_is('window', 'protection')
      and h.to_office = any (registry.actor_offices()) and (not h.restricted or access.actor_is('protection')) and registry.may_see_case(p_case)
    on conflict (hand_over_id) do nothing;
  return found;
end $$;

-- The sending office replies, takes back, or takes note of how it ended; what lay too long counts as expired. Null: not now, or not this actor.
create function registry.keep_abroad(p_id uuid, p_action text, p_said text, p_answer_by date, p_open_until timestamptz, p_now timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  held registry.abroad_hand_over;
begin
  select * into held from registry.abroad_hand_over h where h.id = p_id and h.country = access.actor_country() for update;
  if not found or not access.actor_is('window', 'protection', 'supervisor') or (held.restricted and not access.actor_is('protection') and held.asked_by <> access.actor_user())
      or not held.from_office = any (registry.actor_offices()) or not registry.may_see_person(held.person_id) then
    return null;
  end if;
  if held.state in ('asked', 'more-asked') and held.open_until <= p_now then
    update registry.abroad_hand_over h set state = 'expired', since = h.open_until, ended_at = h.open_until where h.id = p_id returning h.* into held;
    perform registry.say_abroad(held, 'none', 'expired', null, held.open_until);
  end if;
  if p_action = 'reply' and held.state = 'more-asked' then
    update registry.abroad_hand_over h set state = 'asked', since = p_now, answer_by = p_answer_by, open_until = p_open_until where h.id = p_id returning h.* into held;
    perform registry.say_abroad(held, 'sender', 'reply', p_said, p_now);
  elsif p_action = 'take-back' and held.state in ('asked', 'more-asked') then
    update registry.abroad_hand_over h set state = 'taken-back', since = p_now, ended_at = p_now, seen_by = access.actor_user(), seen_at = p_now where h.id = p_id returning h.* into held;
    perform registry.say_abroad(held, 'sender', 'taken-back', null, p_now);
  elsif p_action = 'take-note' and held.state in ('accepted', 'declined', 'withdrawn', 'expired', 'returned') and held.seen_at is null then
    update registry.abroad_hand_over h set seen_by = access.actor_user(), seen_at = p_now where h.id = p_id returning h.* into held;
  elsif p_action <> 'settle' then
    return null;
  end if;
  return held.state;
end $$;

-- A consent that is taken back, or a refusal for the same receiver, ends what waits for an answer in the same moment, whoever writes it down.
create function registry.abroad_follows_consent() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  moment constant timestamptz := registry.time_now();
  ended registry.abroad_hand_over;
begin
  for ended in
    update registry.abroad_hand_over h set state = 'withdrawn', since = moment, ended_at = moment
      where h.person_id = new.person_id and h.state in ('asked', 'more-asked') and not registry.abroad_consent_stands(h.consent_id) returning h.*
  loop
    perform registry.say_abroad(ended, 'none', 'withdrawn', null, moment);
  end loop;
  return null;
end $$;
create trigger abroad_of_withdrawn after update of withdrawn_at on registry.consent for each row when (new.purpose = 'abroad' and new.withdrawn_at is not null) execute function registry.abroad_follows_consent();
create trigger abroad_of_refused after insert on registry.consent for each row when (new.purpose = 'abroad' and not new.given) execute function registry.abroad_follows_consent();

-- What is asked goes along with its case to another office of the country; the end of the case ends it, and takes note of what had ended.
create function registry.abroad_follows_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  moment constant timestamptz := registry.time_now();
  ended registry.abroad_hand_over;
begin
  if new.state <> 'closed' then
    update registry.abroad_hand_over h set from_office = new.office_id where h.case_id = new.id and h.seen_at is null;
    return null;
  end if;
  for ended in
    update registry.abroad_hand_over h set state = 'overtaken', since = moment, ended_at = moment where h.case_id = new.id and h.state in ('asked', 'more-asked') returning h.*
  loop
    perform registry.say_abroad(ended, 'none', 'overtaken', null, moment);
  end loop;
  update registry.abroad_hand_over h set seen_by = access.actor_user(), seen_at = moment where h.case_id = new.id and h.seen_at is null;
  return null;
end $$;
create trigger abroad_follows after update of office_id, state on registry.case_file for each row
  when (old.office_id is distinct from new.office_id or (new.state = 'closed' and old.state <> 'closed')) execute function registry.abroad_follows_case();

-- What is asked waits for the other country until its answer is late; what came back, or was accepted, waits for the sender.
create function registry.step_of_abroad() returns trigger
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if tg_op = 'INSERT' then
    perform registry.say_abroad(new, 'sender', 'asked', null, new.asked_at);
  end if;
  -- What the circle alone knows puts its case on nobody's day list: it stands on the circle's own list of hand-overs, with its clock.
  perform registry.note_step(new.case_id, 'abroad',
    case when new.restricted then null when new.state = 'asked' then new.answer_by + 1 when new.state = 'more-asked' or (new.ended_at is not null and new.seen_at is null) then registry.list_day(new.since) end,
    case when new.state = 'asked' and not new.restricted then registry.list_day(new.asked_at) end);
  return null;
end $$;
create trigger step_of_abroad after insert or update of state, seen_at, answer_by, restricted on registry.abroad_hand_over for each row execute function registry.step_of_abroad();

-- Whether a case of the actor waits for another country. Whoever sees the case learns that it is being handed over, also of what the circle sent: else it would end unawares.
create function registry.abroad_open(p_case uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, registry as $$
begin
  return registry.may_see_case(p_case) and exists (select from registry.abroad_hand_over h where h.case_id = p_case and h.state in ('asked', 'more-asked') and h.open_until > registry.time_now());
end $$;

-- Offices of the own country that closed: what other countries asked of them goes to the office that goes on with them, or back to the sender. System only, at start.
create function registry.abroad_of_closed_offices(p_now timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  lost record;
  held registry.abroad_hand_over;
  found_any int := 0;
begin
  if not access.actor_is('system') then
    return 0;
  end if;
  for lost in
    select h.id, heir.id as heir, jsonb_build_object('es', heir.name_es, 'en', heir.name_en) as heir_name
    from registry.abroad_hand_over h join access.office o on o.id = h.to_office
      left join access.office heir on heir.id = o.followed_by and heir.active and heir.kind in ('window', 'national')
    where h.to_country = access.actor_country() and h.state in ('asked', 'more-asked') and not o.active order by h.id for update of h
  loop
    if lost.heir is null then
      update registry.abroad_hand_over h set state = 'returned', since = p_now, ended_at = p_now where h.id = lost.id returning h.* into held;
      perform registry.say_abroad(held, 'none', 'returned', null, p_now);
    else
      update registry.abroad_hand_over h set to_office = lost.heir, to_office_name = lost.heir_name where h.id = lost.id returning h.* into held;
      perform registry.say_abroad(held, 'none', 'office-followed', null, p_now);
    end if;
    found_any := found_any + 1;
  end loop;
  return found_any;
end $$;

revoke all on function registry.abroad_consent_stands, registry.receives_from_abroad, registry.offices_abroad, registry.add_abroad_needs, registry.say_abroad, registry.answer_abroad, registry.take_from_abroad,
  registry.keep_abroad, registry.abroad_follows_consent, registry.abroad_follows_case, registry.step_of_abroad, registry.abroad_open, registry.abroad_of_closed_offices from public;
grant execute on function registry.time_now, registry.abroad_consent_stands, registry.receives_from_abroad, registry.offices_abroad, registry.add_abroad_needs, registry.answer_abroad, registry.take_from_abroad,
  registry.keep_abroad, registry.abroad_open, registry.abroad_of_closed_offices to ventanilla_runtime;
