/**
 * A country in the middle of its work, made up inside the database: people, open and closed cases, needs, referrals in every state with what was shared and what
 * happened, contacts of follow-up, consents, answers; and one case in which two thousand things happened.
 */
import pg from 'pg';
import { draw, id, oneOf } from '../drawn.ts';
import { COUNTRY } from '../national/registry.ts';
import { OFFICER_IDS, openCareOffices, SERVICES, WINDOW_IDS, type CareAccount } from './offices.ts';

export interface Size { readonly people: number; readonly open: number; readonly closed: number; readonly referrals: number }

const SETTING = 'bench-care';
const CHUNK = 50_000;
const DAYS = 900;
const SYSTEM = '00000000-0000-7000-8000-000000000001';
const PLACES = ['ZZ-0101', 'ZZ-0102', 'ZZ-0201', 'ZZ-0202'];

const NUMBERS = 'generate_series($2::int, $3::int) n';
const WINDOW = `($4::uuid[])[1 + (n % ${WINDOW_IDS.length})::int]`;
const OFFICERS_EACH = OFFICER_IDS.length / WINDOW_IDS.length;
const OFFICER = `($5::uuid[])[1 + (n % ${WINDOW_IDS.length})::int * ${OFFICERS_EACH} + floor(${draw(50)} * ${OFFICERS_EACH})::int]`;
/** The day on which a case began: those that are closed lie further back. */
const DAYS_AGO = `floor(${draw(4)} * ${DAYS})::int`;

const PEOPLE = `insert into registry.person (id, country, public_code, given_names, surname1, name_words, given_sounds, surname_sounds, birth_date, birth_precision, sex, nationalities,
    origin_admin2, last_return_on, source, evidence, identity_id, registered_by, registered_at)
  select ${id('100')}, $1, 'CARE' || n, 'Persona ' || n, 'Inventada', '{}', '{}', '{}', current_date - (19 * 365 + floor(${draw(1)} * 16000))::int, 'day', case when ${draw(2)} < 0.3 then 'F' else 'M' end, array[$1],
    'ZZ-0101', current_date - ${DAYS_AGO}, 'reception', 'declared', ${id('100')}, '${SYSTEM}', now() - ${DAYS_AGO} * interval '1 day' from ${NUMBERS}`;

/** Nobody looks them up here: what finds people is left empty, so that a start does not make it anew. */
const FOUND_BY_NOTHING = `insert into registry.person_index (person_id, country, profile, keys) select ${id('100')}, $1, '', '{}' from ${NUMBERS}`;

const SIGHT = `insert into registry.person_office (person_id, office_id, country, why, given_by, given_at)
  select ${id('100')}, ${WINDOW}, $1, 'destination', '${SYSTEM}', now() from ${NUMBERS}`;

const PHONES = `insert into registry.contact (id, country, person_id, channel, value, safety, recorded_by, recorded_at)
  select ${id('110')}, $1, ${id('100')}, 'phone', '5555' || lpad((n % 10000)::text, 4, '0'), 'safe', '${SYSTEM}', now() from ${NUMBERS} where ${draw(41)} < 0.8`;

/** The first `$6` are open; one in ten of these waits for somebody to take it. */
const CASES = `insert into registry.case_file (id, country, person_id, office_id, officer_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at, closed_at, closed_why)
  select ${id('200')}, $1, ${id('100')}, ${WINDOW}, case when n > $6::int or ${draw(51)} > 0.1 then ${OFFICER} end,
    case when n > $6::int then 'closed' when ${draw(51)} > 0.1 then 'active' else 'new' end, ${oneOf('$7::text[]', 5, 1.5)}, ${oneOf(`array['long', '2weeks', '72h', '24h']`, 6, 2)},
    current_date - ${DAYS_AGO} + 3, '${SYSTEM}', current_date - ${DAYS_AGO}, now() - ${DAYS_AGO} * interval '1 day', case when n > $6::int then now() end, case when n > $6::int then 'bench' end
  from ${NUMBERS}`;

const CONSENTS = `insert into registry.consent (id, country, person_id, case_id, purpose, sections, given, given_by, wording_version, language, read_aloud, recorded_by, recorded_at)
  select ('00000000-0000-7000-8' || (120 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid, $1, ${id('100')}, ${id('200')}, (array['case', 'referral'])[k], '{}', true, 'person', '1', 'es', true, '${SYSTEM}', now()
  from ${NUMBERS}, generate_series(1, 2) k`;

const NEEDS = `insert into assessment.need (id, country, case_id, need_code, urgency, state, source, opened_by, opened_at, opened_on, looked_at, closed_at, closed_on, admin2)
  select ('00000000-0000-7000-8' || (300 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid, $1, ${id('200')}, ($4::text[])[1 + ((n + k) % cardinality($4::text[]))::int], 'long',
    case when n > $5::int then 'met' else 'open' end, 'rule', '${SYSTEM}', now() - ${DAYS_AGO} * interval '1 day', current_date - ${DAYS_AGO}, now(), case when n > $5::int then now() end, case when n > $5::int then least(current_date, current_date - ${DAYS_AGO} + 90) end, 'ZZ-0101'
  from ${NUMBERS}, generate_series(1, 3) k`;

const ANSWERS = `insert into registry.person_fact (id, country, person_id, code, state, value, source, seen, recorded_by, recorded_at)
  select ('00000000-0000-7000-8' || (400 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid, $1, ${id('100')}, f.code, 'known', f.value, 'declared', false, '${SYSTEM}', now()
  from ${NUMBERS} cross join lateral (values (1, 'returnType', '"deported"'::jsonb), (2, 'travellingAs', '"alone"'::jsonb), (3, 'educationLevel', '"primary"'::jsonb), (4, 'wantsJob', 'true'::jsonb)) as f(k, code, value)`;

const DAY = `interval '1 day'`;
/** Referrals by number; cases take turns, so that a case has one or two. What is open waits for an answer, is overdue, was answered, or runs. */
const REFERRALS = `insert into referrals.referral (id, country, case_id, person_id, need_id, need_code, need_label, office_id, service_id, service_name, provider_organization, provider_name,
    urgency, state, state_since, consent_id, sent_at, sent_by, due_at, answered_at, reason, outcome, handled, share_closed_at, closed_at, provider_until, clock_at, remind_at, supervisor_at)
  select ${id('500', 'r')}, $1, ${id('200')}, ${id('100')}, ('00000000-0000-7000-8' || (301 + turn) || '-' || lpad(to_hex(n), 12, '0'))::uuid, s.need, jsonb_build_object('es', s.need, 'en', s.need),
    ${WINDOW}, s.service, jsonb_build_object('es', s.service, 'en', s.service), s.organization, jsonb_build_object('es', s.organization, 'en', s.organization),
    'long', x.state, x.since, ${id('122')}, x.since - 3 * ${DAY}, ${OFFICER}, x.since + 11 * ${DAY}, case when x.state <> 'sent' then x.since end, case when x.state = 'declined' then 'full' end,
    case when x.state = 'completed' then 'reached' end, x.closed and ${draw(72, 'r')} < 0.97, case when x.closed then x.since end, case when x.closed then x.since end, case when x.closed then x.since + 30 * ${DAY} end,
    case when not x.closed then x.since + 11 * ${DAY} end, case when not x.closed then x.since + 8 * ${DAY} end, case when not x.closed then x.since + 14 * ${DAY} end
  from (select r, 1 + (r - 1) % $8::int as n, (r - 1) / $8::int as turn from generate_series($2::int, $3::int) r) numbered
    cross join lateral (select * from jsonb_to_recordset($7::jsonb) as s(service text, organization text, need text) offset (r % jsonb_array_length($7::jsonb)) limit 1) s
    cross join lateral (select state, state in ('completed', 'declined', 'did-not-come') as closed, now() - (case when state in ('completed', 'declined', 'did-not-come') then ${draw(71, 'r')} * 600 else ${draw(71, 'r')} * 12 end) * ${DAY} as since
      from (select case when n > $6::int then ${oneOf(`array['completed', 'completed', 'declined', 'did-not-come']`, 70, 1, 'r')}
        else ${oneOf(`array['in-service', 'completed', 'sent', 'received', 'accepted', 'completed', 'declined', 'did-not-come']`, 70, 1, 'r')} end as state) y) x`;

const SHARED = `insert into referrals.shared (referral_id, country, sections, wording_version, language, snapshot)
  select ${id('500')}, $1, '{}', '1', 'es', '{"firstName": "Persona", "publicCode": "CARE", "age": 30, "need": {"code": "job_placement", "label": {"es": "Empleo", "en": "Work"}}, "note": null, "sections": []}' from ${NUMBERS}`;

const EVENTS = `insert into referrals.referral_event (id, country, referral_id, command_id, at, kind, state, side, actor_id, actor_name)
  select ('00000000-0000-7000-8' || (600 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid, $1, ${id('500')}, ('00000000-0000-7000-8' || (610 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid,
    now() - (10 - k) * ${DAY}, (array['send', 'open', 'accept'])[k], (array['sent', 'received', 'accepted'])[k], (array['officer', 'provider', 'provider'])[k], '${SYSTEM}', 'Bench'
  from ${NUMBERS}, generate_series(1, 3) k`;

/** Six contacts of every open case: most of the past ones held, some overdue, some lost. */
const CONTACTS = `insert into plans.follow_up (id, country, case_id, office_id, code, label, channel, first_due_on, due_on, state, attempts, escalated, lost_on, outcome, closed_on, scheduled_by, scheduled_at)
  select ('00000000-0000-7000-8' || (700 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid, $1, ${id('200')}, ${WINDOW}, 'bench-' || k, '{"es": "Contacto", "en": "Contact"}', 'phone', d.due, d.due, x.state,
    case x.state when 'planned' then case when d.due < current_date and d.share < 0.05 then 3 else 0 end else 2 end, x.state = 'planned' and d.due < current_date and d.share < 0.05,
    case when x.state = 'lost' then d.due end, case when x.state = 'done' then 'reached' end, case when x.state = 'done' then d.due end, '${SYSTEM}', now()
  from ${NUMBERS} cross join generate_series(1, 6) k
    cross join lateral (select current_date - ${DAYS_AGO} + (array[7, 30, 90, 180, 365, 540])[k] as due, ${draw(80, '(n * 6 + k)')} as share) d
    cross join lateral (select case when d.due > current_date then 'planned' when d.share < 0.08 then 'planned' when d.share < 0.12 then 'lost' else 'done' end as state) x`;

/** Whoever was reached was called once. */
const ATTEMPTS = `insert into plans.contact_attempt (id, country, follow_up_id, channel, outcome, note, actor_id, at)
  select gen_random_uuid(), f.country, f.id, f.channel, 'reached', null, f.scheduled_by, f.closed_on::timestamptz + interval '15 hours' from plans.follow_up f where f.country = $1 and f.state = 'done'`;
/** One period for each case of which a contact is lost. */
const LOST = `insert into plans.lost_period (id, country, case_id, follow_up_id, from_on, recorded_by, recorded_at)
  select distinct on (f.case_id) gen_random_uuid(), f.country, f.case_id, f.id, f.lost_on, '${SYSTEM}', now() from plans.follow_up f where f.country = $1 and f.state = 'lost' order by f.case_id, f.lost_on, f.id`;
const LOST_NOW = `update plans.follow_up f set lost_now = true from plans.lost_period p where p.follow_up_id = f.id and p.until_on is null and f.country = $1`;

/** What is next in each case, as the triggers of contacts and referrals would have noted it one by one. */
const STEPS = [
  `insert into registry.case_step (case_id, source, country, due_on) select f.case_id, 'contact', f.country, min(f.due_on) from plans.follow_up f where f.state in ('planned', 'talked') group by f.case_id, f.country`,
  `insert into registry.case_step (case_id, source, country, due_on, waits_since)
    select r.case_id, 'referral', r.country,
      min(case when r.state in ('sent', 'received') then registry.list_day(r.due_at) when r.state in ('declined', 'did-not-come', 'completed') and not r.handled then registry.list_day(r.state_since) end),
      min(case when r.state in ('sent', 'received') then registry.list_day(r.sent_at) when r.state in ('accepted', 'in-service') then registry.list_day(r.state_since) end)
    from referrals.referral r join registry.case_file c on c.id = r.case_id where c.state <> 'closed' and (not r.handled) group by r.case_id, r.country`,
  `update registry.case_file c set due_on = least(case when c.state = 'new' then c.answer_by end, s.due_on), waits_since = s.waits_since
    from (select x.case_id, min(x.due_on) as due_on, min(x.waits_since) as waits_since from registry.case_step x group by x.case_id) s where s.case_id = c.id and c.state <> 'closed'`,
  `insert into plans.unplanned (case_id, country, office_id, opened_on) select c.id, c.country, c.office_id, c.opened_on from registry.case_file c
    where c.state <> 'closed' and not exists (select from plans.plan p where p.case_id = c.id and p.version > 0) on conflict do nothing`,
];

const BIG = 2_000;
/** The first case: contacts, and attempts to reach the person. */
const BIG_CASE = `insert into plans.contact_attempt (id, country, follow_up_id, channel, outcome, note, actor_id, at)
  select ('00000000-0000-7000-8900-' || lpad(to_hex(k), 12, '0'))::uuid, $1, '00000000-0000-7000-8701-000000000001', 'phone', 'no-answer', null, '${SYSTEM}', now() - k * interval '1 hour' from generate_series(1, $2::int) k`;

async function inChunks(count: number, say: (text: string) => void, what: string, write: (from: number, to: number) => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  for (let from = 1; from <= count; from += CHUNK) await write(from, Math.min(count, from + CHUNK - 1));
  say(`  ${count} × ${what}: ${Math.round((performance.now() - begun) / 1000)} s`);
}

async function write(owner: pg.Client, size: Size, say: (text: string) => void): Promise<void> {
  const cases = size.open + size.closed;
  const run = (count: number, what: string, sql: string, ...more: unknown[]): Promise<void> => inChunks(count, say, what, (from, to) => owner.query(sql, [COUNTRY, from, to, ...more]));
  // What triggers do row by row is written together at the end.
  await owner.query('set synchronous_commit = off; set session_replication_role = replica');
  await run(size.people, 'person', PEOPLE);
  await run(size.people, 'index', FOUND_BY_NOTHING);
  await run(size.people, 'sight', SIGHT, WINDOW_IDS);
  await run(size.people, 'phone', PHONES);
  await run(cases, 'case', CASES, WINDOW_IDS, OFFICER_IDS, size.open, PLACES);
  await run(cases, 'consent', CONSENTS);
  await run(cases, 'need', NEEDS, SERVICES.map((s) => s.need), size.open);
  await run(size.open, 'answers', ANSWERS);
  await run(size.referrals, 'referral', REFERRALS, WINDOW_IDS, OFFICER_IDS, size.open, JSON.stringify(SERVICES), cases);
  await run(size.referrals, 'shared', SHARED);
  await run(size.referrals, 'events', EVENTS);
  await run(size.open, 'contacts', CONTACTS, WINDOW_IDS);
  await owner.query(ATTEMPTS, [COUNTRY]);
  await owner.query(LOST, [COUNTRY]);
  await owner.query(LOST_NOW, [COUNTRY]);
  await owner.query(BIG_CASE, [COUNTRY, BIG]);
  for (const steps of STEPS) await owner.query(steps);
  await owner.query('vacuum analyze');
}

/** Fills an empty database, or takes one that an earlier run filled to the same size. Answers who can sign in, and the seconds that filling took. */
export async function fill(ownerUrl: string, size: Size, say: (text: string) => void): Promise<{ readonly accounts: CareAccount[]; readonly seconds: number | null }> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows: [there] } = await owner.query<{ value: Size }>('select value from platform.setting where name = $1', [SETTING]);
    if (there && JSON.stringify(Object.entries(there.value).toSorted()) !== JSON.stringify(Object.entries(size).toSorted())) throw new Error(`this database holds ${JSON.stringify(there.value)}; choose another`);
    const { rows } = await owner.query<{ any: boolean }>('select exists (select from registry.person) as any');
    if (!there && rows[0]!.any) throw new Error('the database must be empty, or filled by an earlier run');
    const accounts = await openCareOffices(owner);
    if (there) return { accounts, seconds: null };
    const begun = performance.now();
    await write(owner, size, say);
    await owner.query('insert into platform.setting (name, value) values ($1, $2::jsonb)', [SETTING, JSON.stringify(size)]);
    return { accounts, seconds: (performance.now() - begun) / 1000 };
  } finally {
    await owner.end();
  }
}
