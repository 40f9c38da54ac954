/**
 * A country's whole registry, made up: people with their papers, two return events each, forty offices with their officers and open cases.
 * Written with the product's own import, so that keys, indexes and counts are what the product would have made.
 */
import pg from 'pg';
import { hashPassword } from '#access';
import { addLines, Codes, noLines, type CopyTexts, type ImportTarget } from '../../src/modules/registry/import/copy-rows.ts';
import { countedWords, likelyAmong } from '../../src/modules/registry/import/likely-words.ts';
import { readRegistration } from '../../src/modules/registry/import/registration.ts';
import { BulkWriter } from '../../src/modules/registry/repository/import.ts';
import { SHARES, typed } from '../linkage/errors.ts';
import { families, type Invented } from '../linkage/people.ts';
import { generator } from '../random.ts';

export const COUNTRY = 'ZZ';
export const PASSWORD = 'only for the bench, for a minute';
export const SEED = 20_261_122;
const WINDOWS = 28;
const POINTS = 10;
const CHUNK = 10_000;
const SHARE_OPEN = 0.1;
const SHARE_CLOSED = 0.5;
/** People were registered one after the other over these years, up to yesterday. */
const DAYS = 3_500;
const DAY_MS = 86_400_000;
const INSTITUTIONS = 4;
const WORDS_FROM = 50_000;

export type BenchRole = 'window' | 'reception' | 'protection' | 'supervisor';
export interface BenchOffice { readonly id: string; readonly kind: 'window' | 'reception' | 'national'; readonly institution: string }
export interface BenchOfficer { readonly login: string; readonly role: BenchRole; readonly officeId: string }
interface Marker { readonly people: number; readonly returns: number }

/** Ids that are the same in every registry of this benchmark. */
const fixedId = (kind: string, n: number): string => `00000000-0000-7000-8000-${kind}${n.toString(16).padStart(10, '0')}`;

export const OFFICES: readonly BenchOffice[] = Array.from({ length: WINDOWS + POINTS + 2 }, (_, n) => ({
  id: fixedId('0f', n), kind: n < WINDOWS ? 'window' : n < WINDOWS + POINTS ? 'reception' : 'national', institution: `zz-bench-${n % INSTITUTIONS}`,
}));
const windows = OFFICES.filter((o) => o.kind === 'window');
const points = OFFICES.filter((o) => o.kind === 'reception');
const national = OFFICES.filter((o) => o.kind === 'national');

function officerAt(n: number): BenchOfficer {
  const login = `bench-${n}`;
  // Of ten: five at windows, three at reception points, one of protection, one who supervises an institution.
  const place = n % 10;
  if (place < 5) return { login, role: 'window', officeId: windows[n % windows.length]!.id };
  if (place < 8) return { login, role: 'reception', officeId: points[n % points.length]!.id };
  if (place === 8) return { login, role: 'protection', officeId: windows[n % windows.length]!.id };
  // One of them looks on from the national office and sees the whole country.
  return { login, role: 'supervisor', officeId: n === 9 ? national[0]!.id : windows[n % windows.length]!.id };
}

export const officersOf = (count: number): BenchOfficer[] => Array.from({ length: count }, (_, n) => officerAt(n));
const officerId = (n: number): string => fixedId('0e', n);

async function openOffices(owner: pg.Client, officers: readonly BenchOfficer[]): Promise<void> {
  for (const [n, { id, kind, institution }] of OFFICES.entries()) {
    await owner.query(`insert into access.office (id, country, kind, ref, name_es, name_en, organization_id) values ($1, $2, $3, $4, $5, $5, $6) on conflict do nothing`,
      [id, COUNTRY, kind, `zz-bench-${n}`, `Bench ${n}`, institution]);
  }
  const hash = await hashPassword(PASSWORD);
  for (const [n, { login, role, officeId }] of officers.entries()) {
    await owner.query(`insert into access.user_account (id, country, login, display_name, role, office_id, organization_id, password_hash, must_change_password, created_at)
      values ($1, $2, $3, 'Bench', $4, $5, $6, $7, false, now()) on conflict do nothing`,
    [officerId(n), COUNTRY, login, role, officeId, role === 'supervisor' ? OFFICES.find((o) => o.id === officeId)!.institution : null, hash]);
  }
}

/** The same for everybody who asks. */
export function* inventedPeople(seed: number): Generator<Invented> {
  for (const family of families(generator(seed))) yield* family;
}

interface Sight { readonly point: BenchOffice; readonly window: BenchOffice; readonly pointKey: number; readonly windowKey: number }

/** The lines of one person, seen by the point that registered them and by the window where they live. */
function addPerson(texts: CopyTexts, cells: Record<string, string>, code: string, target: ImportTarget, sight: Sight): void {
  const row = readRegistration(cells, (admin1, admin2) => ({ admin1: admin1 || null, admin2: admin2 || null }));
  if (typeof row === 'string') throw new Error(`${row}: ${JSON.stringify(cells)}`);
  const own = noLines();
  addLines(own, { ...row, nationalities: [] }, code, { ...target, officeId: sight.point.id, officeKey: sight.pointKey });
  const id = own.index.slice(0, own.index.indexOf('\t'));
  own.office += `${id}\t${sight.window.id}\t${target.country}\tdestination\t${target.userId}\t${target.time}\n`;
  own.index = `${own.index.slice(0, -2)},${sight.windowKey}}\n`;
  for (const name of Object.keys(own) as (keyof CopyTexts)[]) texts[name] += own[name];
}

/** Words of names as common as they are among the first of these people. */
function commonAmong(people: number): ImportTarget['likely'] {
  const first = inventedPeople(SEED).take(Math.min(people, WORDS_FROM));
  return likelyAmong(countedWords(first.map((p) => ({ givenNames: p.given.join(' '), surname1: p.surname1, surname2: p.surname2 })).toArray()));
}

async function writePeople(ownerUrl: string, people: number, say: (text: string) => void): Promise<void> {
  const random = generator(SEED + 1);
  const writer = await BulkWriter.open(ownerUrl);
  try {
    if (people > CHUNK) await writer.withoutIndexes();
    const keys = new Map<string, number>();
    for (const { id } of OFFICES) keys.set(id, await writer.officeKey(id));
    const first = Date.now() - (DAYS + 1) * DAY_MS;
    const codes = new Codes();
    const likely = commonAmong(people);
    let texts = noLines();
    let n = 0;
    let writing: Promise<void> = Promise.resolve();
    for (const person of inventedPeople(SEED)) {
      if (n === people) break;
      const point = points[Math.floor(random() * points.length)]!;
      const window = windows[Math.floor(random() * windows.length)]!;
      const now = new Date(first + Math.floor((n / people) * DAYS * DAY_MS));
      const target: ImportTarget = { country: COUNTRY, officeId: '', officeKey: 0, system: 'bench', userId: officerId(5), now, time: now.toISOString(), likely };
      const cells = { reg_id: `B${n}`, event_date: target.time.slice(0, 10), site: `Punto ${points.indexOf(point) + 1}`, country: person.country, arrival_group: '', ...typed(random, SHARES, person, { phone: person.phone }, undefined) };
      addPerson(texts, cells, codes.draw(), target, { point, window, pointKey: keys.get(point.id)!, windowKey: keys.get(window.id)! });
      if (++n % CHUNK > 0 && n < people) continue;
      await writing;
      writing = writer.write(texts);
      writing.catch(() => undefined);
      texts = noLines();
      if (n % 100_000 === 0) say(`  ${n} people read`);
    }
    await writing;
    say(`  ${n} people written; keys and references next`);
    await writer.finish(COUNTRY);
  } finally {
    await writer.close();
  }
}

/** A record of the person's own numbering: the person's id with its last figure exchanged. */
const RELATED = (figure: string): string => `overlay(p.id::text placing ${figure} from 36)::uuid`;

async function writeReturns(owner: pg.Client, perPerson: number): Promise<void> {
  await owner.query(`insert into reception.return_event (id, country, office_id, person_id, returned_on, mode, kind, from_country, point_name, months_abroad, destination_admin2, travelling_as, urgent_needs, recorded_by, recorded_at)
    select ${RELATED('n::text')}, p.country, o.office_id, p.id, p.last_return_on - (n - 1) * 400, 'land', 'deported', 'US', p.last_return_place, (n * 7) % 60, 'ZZ-0101', 'alone', '[]', p.registered_by, p.registered_at
    from registry.person p join registry.person_office o on o.person_id = p.id and o.why = 'registered' cross join generate_series(1, $1::int) n where p.country = $2`, [perPerson, COUNTRY]);
}

async function writeCases(owner: pg.Client): Promise<void> {
  await owner.query(`insert into registry.case_file (id, country, person_id, office_id, officer_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at, closed_at, closed_why)
    select ${RELATED(`'f'`)}, p.country, p.id, o.office_id, case when c.state = 'active' then (select u.id from access.user_account u where u.office_id = o.office_id and u.role = 'window' limit 1) end,
      c.state, 'ZZ-0101', (array['24h', '72h', '2weeks', 'long'])[1 + abs(hashtext(p.id::text)) % 4], current_date + 3, p.registered_by, p.last_return_on, p.last_return_on + time '10:00', case when c.state = 'closed' then now() end,
      case when c.state = 'closed' then 'bench' end
    from registry.person p join registry.person_office o on o.person_id = p.id and o.why = 'destination'
    cross join lateral (select abs(hashtextextended(p.id::text, 7)) % 1000 as share) s
    cross join lateral (select case when s.share < $1::int * 3 / 10 then 'new' when s.share < $1::int then 'active' else 'closed' end as state) c
    where p.country = $3 and s.share < $1::int + $2::int`, [SHARE_OPEN * 1000, SHARE_CLOSED * 1000, COUNTRY]);
  await owner.query(`insert into registry.consent (id, country, person_id, case_id, purpose, sections, given, given_by, wording_version, language, read_aloud, recorded_by, recorded_at)
    select id, country, person_id, id, 'case', '{}', true, 'person', '1', 'es', true, opened_by, opened_at from registry.case_file where country = $1 and state <> 'closed'`, [COUNTRY]);
}

const SETTING = 'bench-national';

/** What the database holds already, if this benchmark filled it. */
async function alreadyThere(owner: pg.Client): Promise<Marker | null> {
  const { rows } = await owner.query<{ value: Marker }>('select value from platform.setting where name = $1', [SETTING]);
  return rows[0]?.value ?? null;
}

/** Fills an empty database, or takes one that an earlier run filled with the same number of people. Answers the seconds that filling took. */
export async function fill(ownerUrl: string, size: { people: number; returns: number }, officers: readonly BenchOfficer[], say: (text: string) => void): Promise<number | null> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const there = await alreadyThere(owner);
    if (there && (there.people !== size.people || there.returns !== size.returns)) throw new Error(`this database holds ${there.people} people with ${there.returns} return events; choose another`);
    const { rows } = await owner.query<{ any: boolean }>('select exists (select from registry.person) as any');
    if (!there && rows[0]!.any) throw new Error('the database must be empty, or filled by an earlier run');
    await openOffices(owner, officers);
    if (there) return null;
    const from = performance.now();
    await writePeople(ownerUrl, size.people, say);
    say(`  people with keys and indexes: ${Math.round((performance.now() - from) / 1000)} s`);
    await owner.query('set synchronous_commit = off');
    await writeReturns(owner, Math.max(1, Math.round(size.returns / size.people)));
    await writeCases(owner);
    say(`  return events and cases: ${Math.round((performance.now() - from) / 1000)} s`);
    await owner.query('vacuum analyze');
    const seconds = (performance.now() - from) / 1000;
    await owner.query('insert into platform.setting (name, value) values ($1, $2::jsonb)', [SETTING, JSON.stringify(size)]);
    return seconds;
  } finally {
    await owner.end();
  }
}
