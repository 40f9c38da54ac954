-- Who is who, decided in acts: several decisions made together are undone together, what an act put aside comes back with its undo,
-- and what stands never contradicts itself. Nothing is ever removed.
alter table registry.identity_link
  add column act_id uuid,
  add column replaced_by uuid,
  add column seq bigint generated always as identity;
comment on column registry.identity_link.act_id is 'Decisions made together; empty: this one alone | sensitivity: internal | purpose: identity';
comment on column registry.identity_link.replaced_by is 'Act that put it aside; it comes back when that act is undone | sensitivity: internal | purpose: identity';
comment on column registry.identity_link.seq is 'Order of deciding | sensitivity: none | purpose: audit';
create index identity_link_act on registry.identity_link (act_id) where act_id is not null;
create index identity_link_replaced on registry.identity_link (replaced_by) where replaced_by is not null;
create index identity_link_unsure on registry.identity_link (country, decided_at) where decision = 'unsure' and undone_at is null;
-- Also of decisions that no longer stand: a person's history.
create index identity_link_history_a on registry.identity_link (person_a);
create index identity_link_history_b on registry.identity_link (person_b);

-- From now on decisions are only added by hand; taking back goes through the functions below.
drop policy link_undo on registry.identity_link;
revoke update on registry.identity_link from ventanilla_runtime;

-- An officer takes back what the own office decided; supervision takes back anything in sight.
create function registry.may_take_back(p_decided_by uuid, p_source text) returns boolean
language sql stable security definer set search_path = pg_catalog, registry as $$
  select access.actor_is('supervisor') or (registry.keeps_records() and p_source = 'person' and (p_decided_by = access.actor_user()
    or exists (select from access.user_account u where u.id = p_decided_by and u.office_id = access.actor_office())))
$$;

-- Every decision among the records of these people's identities that stands, or waits to stand again. Ids only: an officer who
-- sees one of the records learns that something stands in the way, not what it is about.
create function registry.identity_decisions(p_people uuid[])
returns table (id uuid, act uuid, person_a uuid, person_b uuid, decision text, stands boolean, replaced_by uuid, seq bigint, in_sight boolean, may_take_back boolean)
language sql stable security definer set search_path = pg_catalog, registry as $$
  with member as (
    select q.id from registry.person p join registry.person q on q.identity_id = p.identity_id
    where p.id = any (p_people) and p.country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor'))
      and exists (select from unnest(p_people) x where registry.may_see_person(x)))
  select l.id, coalesce(l.act_id, l.id), l.person_a, l.person_b, l.decision, l.undone_at is null, l.replaced_by, l.seq,
    registry.may_see_person(l.person_a) or registry.may_see_person(l.person_b), l.decision = 'unsure' or registry.may_take_back(l.decided_by, l.source)
  from registry.identity_link l
  where l.person_a in (select m.id from member m) and l.person_b in (select m.id from member m) and (l.undone_at is null or l.replaced_by is not null)
  order by l.seq
$$;

-- The records of the identities of these people, whoever sees them: what a decision about one touches.
create function registry.identity_records(p_people uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, registry as $$
  select distinct q.id from registry.person p join registry.person q on q.identity_id = p.identity_id
  where p.id = any (p_people) and p.country = access.actor_country() and (registry.keeps_records() or access.actor_is('supervisor'))
    and exists (select from unnest(p_people) x where registry.may_see_person(x))
$$;

-- The people of an act, and of what it put aside, for whoever may see one of its pairs.
create function registry.people_of_act(p_act uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, registry as $$
  with act as (
    select l.person_a, l.person_b from registry.identity_link l
    where l.country = access.actor_country() and (l.act_id = p_act or l.id = p_act or l.replaced_by = p_act))
  select distinct x.id from act a cross join lateral (values (a.person_a), (a.person_b)) as x (id)
  where exists (select from act b where registry.may_see_person(b.person_a) or registry.may_see_person(b.person_b))
$$;

-- Puts decisions aside for a new act. Each must be one that the actor may take back.
create function registry.replace_links(p_act uuid, p_links uuid[], p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
declare
  changed int;
begin
  update registry.identity_link l set undone_by = access.actor_user(), undone_at = p_now, replaced_by = p_act
  where l.id = any (p_links) and l.country = access.actor_country() and l.undone_at is null
    and (l.decision = 'unsure' or registry.may_take_back(l.decided_by, l.source))
    and (registry.keeps_records() or access.actor_is('supervisor')) and (registry.may_see_person(l.person_a) or registry.may_see_person(l.person_b));
  get diagnostics changed = row_count;
  if changed <> coalesce(cardinality(p_links), 0) then
    raise insufficient_privilege;
  end if;
end $$;

-- Takes an act back: its decisions end, those it had put aside stand again or wait for the act that is in their way.
create function registry.undo_act(p_act uuid, p_back uuid[], p_waiting uuid[], p_waiting_for uuid[], p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not (registry.keeps_records() or access.actor_is('supervisor')) or exists (
    select from registry.identity_link l where (l.act_id = p_act or l.id = p_act) and l.undone_at is null
      and not (l.country = access.actor_country() and registry.may_take_back(l.decided_by, l.source)))
    or not exists (select from registry.identity_link l where (l.act_id = p_act or l.id = p_act) and l.undone_at is null
      and (registry.may_see_person(l.person_a) or registry.may_see_person(l.person_b))) then
    raise insufficient_privilege;
  end if;
  update registry.identity_link set undone_by = access.actor_user(), undone_at = p_now where (act_id = p_act or (act_id is null and id = p_act)) and undone_at is null;
  update registry.identity_link set replaced_by = null where (act_id = p_act or (act_id is null and id = p_act)) and replaced_by is not null;
  update registry.identity_link set undone_by = null, undone_at = null, replaced_by = null where id = any (p_back) and replaced_by = p_act;
  update registry.identity_link l set replaced_by = w.act from unnest(p_waiting, p_waiting_for) as w (id, act) where l.id = w.id and l.replaced_by = p_act;
end $$;

-- Marks pairs of the nightly comparison as settled by what stands now, directly or by way of other records; or as open again.
create function registry.settle_pairs(p_people uuid[]) returns void
language sql security definer set search_path = pg_catalog, registry as $$
  with touched as (
    select lp.person_a, lp.person_b, a.identity_id as ia, b.identity_id as ib, lp.settled_by
    from registry.linkage_pair lp join registry.person a on a.id = lp.person_a join registry.person b on b.id = lp.person_b
    where (registry.keeps_records() or access.actor_is('supervisor', 'system')) and lp.country = access.actor_country()
      and (lp.person_a = any (p_people) or lp.person_b = any (p_people))
  ), answered as (
    select t.person_a, t.person_b, t.settled_by, case
      when t.ia = t.ib then (
        select l.id from registry.identity_link l where l.undone_at is null and l.decision = 'same' and (l.person_a = t.person_a or l.person_b = t.person_a)
        order by (l.person_a = t.person_a and l.person_b = t.person_b) desc, l.seq desc limit 1)
      else (
        select l.id from registry.person x join registry.identity_link l on l.person_a = x.id or l.person_b = x.id
        join registry.person y on y.id = case when l.person_a = x.id then l.person_b else l.person_a end
        where x.identity_id = t.ia and y.identity_id = t.ib and l.undone_at is null and l.decision = 'different'
        order by (l.person_a = t.person_a and l.person_b = t.person_b) desc, l.seq desc limit 1) end as answer
    from touched t
  )
  update registry.linkage_pair lp set settled_by = w.answer from answered w
  where lp.person_a = w.person_a and lp.person_b = w.person_b and w.settled_by is distinct from w.answer
$$;

-- Only the function settles; nobody marks a pair by hand.
drop policy linkage_pair_settle on registry.linkage_pair;
revoke update on registry.linkage_pair from ventanilla_runtime;

-- Whether two records are kept apart, directly or by way of others.
create function registry.kept_apart(p_identity_a uuid, p_identity_b uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, registry as $$
  select exists (
    select from registry.person x join registry.identity_link l on l.person_a = x.id or l.person_b = x.id
    join registry.person y on y.id = case when l.person_a = x.id then l.person_b else l.person_a end
    where x.identity_id = p_identity_a and y.identity_id = p_identity_b and l.undone_at is null and l.decision = 'different')
$$;

-- Open doubts that touch somebody in sight: what officers were not sure about, oldest first, and what the nightly comparison found, most likely
-- first. Supervision sees them all; whoever keeps records sees what officers asked. Of all, or of these people.
create function registry.open_doubts(p_people uuid[], p_most int)
returns table (person_a uuid, person_b uuid, origin text, link_id uuid, bits real, note text, asked_by uuid, since timestamptz)
language sql stable security definer set search_path = pg_catalog, registry as $$
  (select l.person_a, l.person_b, 'officer', l.id, null::real, l.note, l.decided_by, l.decided_at
  from registry.identity_link l join registry.person a on a.id = l.person_a join registry.person b on b.id = l.person_b
  where l.country = access.actor_country() and l.decision = 'unsure' and l.undone_at is null and a.identity_id <> b.identity_id
    and (registry.keeps_records() or access.actor_is('supervisor'))
    and (p_people is null or l.person_a = any (p_people) or l.person_b = any (p_people))
    and exists (select from registry.person_office po where po.person_id in (l.person_a, l.person_b) and po.office_id = any ((select registry.actor_offices())::uuid[]))
    and not registry.kept_apart(a.identity_id, b.identity_id)
  order by l.decided_at, l.seq limit p_most)
  union all
  (select lp.person_a, lp.person_b, 'night', null, lp.bits, null, null, lp.found_at
  from registry.linkage_pair lp
  where lp.country = access.actor_country() and lp.settled_by is null and (select access.actor_is('supervisor'))
    and (p_people is null or lp.person_a = any (p_people) or lp.person_b = any (p_people))
    and exists (select from registry.person_office po where po.person_id in (lp.person_a, lp.person_b) and po.office_id = any ((select registry.actor_offices())::uuid[]))
    and not exists (select from registry.identity_link l where l.person_a = lp.person_a and l.person_b = lp.person_b and l.decision = 'unsure' and l.undone_at is null)
  order by lp.bits desc, lp.person_a, lp.person_b limit p_most)
$$;

-- People of the review list with just what a comparison shows; of the numbers only which are equal (`no`) and how they end. Supervision only, and
-- only records in sight, or records of an identity that somebody in sight was compared with.
create function registry.people_in_doubt(p_people uuid[])
returns table (
  id uuid, identity_id uuid, in_sight boolean, given_names text, surname1 text, surname2 text, birth_date date, birth_precision text, sex text,
  origin_admin2 text, documents jsonb, last_return_on date, last_return_place text, public_code text, case_id uuid, registered_at timestamptz, source text
) language sql stable security definer set search_path = pg_catalog, registry as $$
  with asked as (
    select p.*, registry.may_see_person(p.id) as seen from registry.person p
    where p.id = any (p_people) and p.country = access.actor_country() and access.actor_is('supervisor')
  ), shown as (
    select k.* from asked k where k.seen or exists (
      select from registry.person m
      cross join lateral (
        select l.person_a, l.person_b from registry.identity_link l where l.person_a = m.id
        union all select l.person_a, l.person_b from registry.identity_link l where l.person_b = m.id
        union all select lp.person_a, lp.person_b from registry.linkage_pair lp where lp.person_a = m.id
        union all select lp.person_a, lp.person_b from registry.linkage_pair lp where lp.person_b = m.id) d
      where m.identity_id = k.identity_id and registry.may_see_person(case when d.person_a = m.id then d.person_b else d.person_a end))
  ), number as (
    select d.id, d.person_id, d.type, d.number_compact, dense_rank() over (order by d.number_compact) as no
    from registry.identity_document d where d.person_id in (select s.id from shown s) and d.ended_at is null and d.number_compact is not null
  )
  select s.id, s.identity_id, s.seen, s.given_names, s.surname1, s.surname2, s.birth_date, s.birth_precision, s.sex, s.origin_admin2,
    coalesce((select jsonb_agg(jsonb_build_object('type', n.type, 'last4', right(n.number_compact, least(4, char_length(n.number_compact) / 2)), 'no', n.no) order by n.id)
      from number n where n.person_id = s.id), '[]'::jsonb),
    s.last_return_on, s.last_return_place, case when s.seen then s.public_code end,
    case when s.seen then (select c.id from registry.case_file c where c.person_id = s.id order by (c.state = 'closed'), c.opened_at desc limit 1) end,
    s.registered_at, s.source
  from shown s
$$;

create table registry.review_entry (
  id uuid primary key,
  country text not null,
  person_a uuid not null,
  person_b uuid not null,
  kind text not null check (kind in ('assign', 'note')),
  officer_id uuid,
  note text check (char_length(note) <= 300),
  written_by uuid not null,
  written_at timestamptz not null,
  seq bigint generated always as identity,
  foreign key (person_a, country) references registry.person (id, country),
  foreign key (person_b, country) references registry.person (id, country),
  check (person_a < person_b),
  check ((kind = 'note') = (note is not null))
);
comment on table registry.review_entry is 'What supervision wrote about a doubt: who looks into it, and notes. The newest assignment counts.';
comment on column registry.review_entry.id is 'Entry | sensitivity: internal | purpose: identity';
comment on column registry.review_entry.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.review_entry.person_a is 'One record of the doubt (the smaller id) | sensitivity: internal | purpose: identity';
comment on column registry.review_entry.person_b is 'The other record | sensitivity: internal | purpose: identity';
comment on column registry.review_entry.kind is 'Assignment, or a note | sensitivity: none | purpose: identity';
comment on column registry.review_entry.officer_id is 'Who looks into it; empty: nobody any more | sensitivity: internal | purpose: identity';
comment on column registry.review_entry.note is 'Note | sensitivity: personal | purpose: identity';
comment on column registry.review_entry.written_by is 'Account | sensitivity: internal | purpose: audit';
comment on column registry.review_entry.written_at is 'When | sensitivity: internal | purpose: audit';
comment on column registry.review_entry.seq is 'Order of writing | sensitivity: none | purpose: audit';
alter table registry.review_entry enable row level security;
create index review_entry_of_pair on registry.review_entry (person_a, person_b, seq desc);
create policy review_entry_read on registry.review_entry for select using (
  country = access.actor_country() and access.actor_is('supervisor') and (registry.may_see_person(person_a) or registry.may_see_person(person_b)));
create policy review_entry_add on registry.review_entry for insert with check (
  country = access.actor_country() and access.actor_is('supervisor') and written_by = access.actor_user()
  and (registry.may_see_person(person_a) or registry.may_see_person(person_b)));
grant select, insert on registry.review_entry to ventanilla_runtime;

revoke all on function registry.may_take_back, registry.identity_decisions, registry.identity_records, registry.people_of_act, registry.replace_links, registry.undo_act,
  registry.settle_pairs, registry.kept_apart, registry.open_doubts, registry.people_in_doubt from public;
grant execute on function registry.may_take_back, registry.identity_decisions, registry.identity_records, registry.people_of_act, registry.replace_links, registry.undo_act,
  registry.settle_pairs, registry.open_doubts, registry.people_in_doubt to ventanilla_runtime;
