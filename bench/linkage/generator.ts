/**
 * A registry of the region with ground truth, the same bytes for the same seed: registrations, look-ups and the truth about
 * both, in the columns of the interchange format. Run: `node bench/linkage/generator.ts --rows 1000000 --out FOLDER`.
 */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generator, type Random } from '../random.ts';
import { SHARES, typed, type Remembered, type Shares, type Typed } from './errors.ts';
import { lookUpsOf, LOOK_UP_COLUMNS } from './lookups.ts';
import { families, type Invented } from './people.ts';

export const REGISTRATION_COLUMNS = ['reg_id', 'event_date', 'site', 'country', 'given_names', 'surname1', 'surname2', 'married_surname', 'sex', 'birth_date', 'birth_date_approx',
  'birth_admin1', 'birth_admin2', 'doc_type', 'doc_number', 'phone', 'mother_name', 'arrival_group'] as const;

export interface GeneratorOptions {
  readonly rows: number;
  readonly lookUps: number;
  readonly seed: number;
  readonly out: string;
  /** Rows at the end that are written to a file of their own: the next days' arrivals. */
  readonly incremental?: number;
  readonly shares?: Partial<Shares>;
  /** Share of people who come back more than once. */
  readonly again?: number;
}

interface Registration extends Typed { reg_id: string; event_date: string; site: string; country: string; arrival_group: string }
interface Visit { readonly day: number; readonly person: Invented; readonly group: number }

/** Share of people who come back more than once. */
const SHARE_AGAIN = 0.05;
const FIRST_DAY = Date.UTC(2016, 0, 1);
const DAYS = 3_900;
const SITES: Readonly<Record<string, readonly string[]>> = { MX: ['NUEVO LAREDO', 'TIJUANA', 'AICM', 'MATAMOROS', 'VILLAHERMOSA'], GT: ['FAG', 'TECUN UMAN'], HN: ['OMOA', 'SAN PEDRO SULA', 'LA LIMA'], SV: ['LA CHACRA', 'AEROPUERTO'] };
const DAY_MS = 86_400_000;

/** How many times somebody comes back in these years; `again` is the share of people who come more than once. */
function timesBack(random: Random, again: number): number {
  if (random() >= again) return 1;
  const aim = random();
  if (aim < 0.75) return 2;
  return aim < 0.93 ? 3 : 4 + Math.floor(random() * 4);
}

/** Who came on which day: relatives often together, the same person again after weeks or years. */
function visitsOf(random: Random, people: readonly Invented[], groupBase: number, again: number): Visit[] {
  const together = people.length > 1 && random() < 0.4 ? Math.floor(random() * DAYS) : -1;
  return people.flatMap((person, i) => Array.from({ length: timesBack(random, again) }, (_, n): Visit => {
    if (n === 0 && together >= 0) return { day: together, person, group: groupBase };
    return { day: Math.floor(random() * DAYS), person, group: groupBase + 1 + i * 10 + n };
  }));
}

/** A cell of a CSV file (RFC 4180). */
export const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (columns: readonly string[], row: Readonly<Record<string, string>>): string => `${columns.map((c) => cell(row[c] ?? '')).join(',')}\n`;

class Sink {
  readonly #stream: WriteStream;
  constructor(path: string) { this.#stream = createWriteStream(path); }
  async write(text: string): Promise<void> { if (!this.#stream.write(text)) await once(this.#stream, 'drain'); }
  async end(): Promise<void> { this.#stream.end(); await once(this.#stream, 'finish'); }
}

/** Families until there are enough visits, in the order of their days. */
function visits(random: Random, rows: number, again: number): { visits: Visit[]; people: Invented[] } {
  const all: Visit[] = [];
  const people: Invented[] = [];
  let group = 0;
  for (const home of families(random)) {
    const came = visitsOf(random, home, group, again);
    group += 100;
    if (all.length + came.length > rows) break;
    all.push(...came);
    people.push(...home);
  }
  return { visits: all.sort((a, b) => a.day - b.day || a.person.id - b.person.id), people };
}

/** One row of the file for each visit, with what the person's earlier visits left in memory. */
function* rowsOf(random: Random, shares: Shares, came: readonly Visit[], byFamily: ReadonlyMap<number, readonly Invented[]>): Generator<{ row: Registration; person: Invented }> {
  const memories = new Map<number, Remembered>();
  for (const [n, { person, day, group }] of came.entries()) {
    const memory = memories.get(person.id) ?? { phone: person.phone };
    memories.set(person.id, memory);
    const relative = byFamily.get(person.family)?.find((p) => p !== person);
    const sites = SITES[person.country]!;
    const row: Registration = {
      reg_id: `R${String(n + 1).padStart(7, '0')}`, event_date: new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10), site: sites[group % sites.length]!,
      country: person.country, arrival_group: `G${group}`, ...typed(random, shares, person, memory, relative),
    };
    yield { row, person };
  }
}

/** Writes registrations.csv, incremental.csv, lookups.csv, truth-registrations.csv and truth-lookups.csv into a folder. */
export async function generate(options: GeneratorOptions): Promise<void> {
  const shares = { ...SHARES, ...options.shares };
  const random = generator(options.seed);
  mkdirSync(options.out, { recursive: true });
  const { visits: came, people } = visits(random, options.rows + (options.incremental ?? 0), options.again ?? SHARE_AGAIN);
  const [main, later, truth] = [new Sink(join(options.out, 'registrations.csv')), new Sink(join(options.out, 'incremental.csv')), new Sink(join(options.out, 'truth-registrations.csv'))];
  for (const sink of [main, later]) await sink.write(`${REGISTRATION_COLUMNS.join(',')}\n`);
  await truth.write('reg_id,person_id,family_id,indigenous\n');
  const known = new Set<number>();
  const numbered = new Set<number>();
  let n = 0;
  for (const { row, person } of rowsOf(random, shares, came, Map.groupBy(people, (p) => p.family))) {
    const sink = n++ < options.rows ? main : later;
    if (sink === main) known.add(person.id);
    if (sink === main && row.doc_number) numbered.add(person.id);
    await sink.write(line(REGISTRATION_COLUMNS, row as unknown as Record<string, string>));
    await truth.write(`${row.reg_id},${person.id},${person.family},${person.indigenous ? 1 : 0}\n`);
  }
  await Promise.all([main.end(), later.end(), truth.end()]);
  await writeLookUps(options, random, shares, people.filter((p) => known.has(p.id)), numbered);
}

async function writeLookUps(options: GeneratorOptions, random: Random, shares: Shares, known: readonly Invented[], numbered: ReadonlySet<number>): Promise<void> {
  const [questions, answers] = [new Sink(join(options.out, 'lookups.csv')), new Sink(join(options.out, 'truth-lookups.csv'))];
  await questions.write(`${LOOK_UP_COLUMNS.join(',')}\n`);
  await answers.write('query_id,person_id,indigenous\n');
  let n = 0;
  for (const { question, person } of lookUpsOf(random, shares, known, numbered, options.lookUps)) {
    const id = `Q${String(++n).padStart(5, '0')}`;
    await questions.write(line(LOOK_UP_COLUMNS, { ...question, query_id: id }));
    await answers.write(`${id},${person?.id ?? ''},${person?.indigenous ? 1 : 0}\n`);
  }
  await Promise.all([questions.end(), answers.end()]);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '50000' }, lookups: { type: 'string', default: '3000' }, seed: { type: 'string', default: '20261122' }, out: { type: 'string' }, incremental: { type: 'string', default: '0' }, shares: { type: 'string' }, again: { type: 'string', default: String(SHARE_AGAIN) } } });
  if (!values.out) throw new Error('--out FOLDER is needed');
  const shares = values.shares ? (JSON.parse(values.shares) as Partial<Shares>) : {};
  await generate({ rows: Number(values.rows), lookUps: Number(values.lookups), seed: Number(values.seed), out: values.out, incremental: Number(values.incremental), shares, again: Number(values.again) });
}
