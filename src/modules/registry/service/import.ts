/** Brings a file of registrations into the registry: read as it comes, written in one transaction, keys and indexes with it. */
import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse';
import type { CountryCode } from '#kernel/codes';
import { refuse } from '#kernel/errors';
import type { Pack } from '#platform/country';
import type { Alongside } from '../import/alongside.ts';
import { addLines, Codes, lineAlongside, noLines, type CopyTexts, type ImportTarget } from '../import/copy-rows.ts';
import { countedWords, likelyAmong } from '../import/likely-words.ts';
import { readRegistration, type Cells, type PlaceIds, type Registration } from '../import/registration.ts';
import type { LikelyWords } from '../rules/indexed.ts';
import { COMMON_WORDS, leastBearers } from '../rules/vocabulary.ts';
import { BulkWriter } from '../repository/import.ts';

export interface ImportCommand {
  readonly file: string;
  /** Under which name the ids of the file are kept. */
  readonly system: string;
  readonly ownerUrl: string;
  /** Where places of each nationality are looked up. */
  readonly packs: ReadonlyMap<CountryCode, Pack>;
  /** The registry that the people are brought into, and the office that sees them from then on. */
  readonly country: CountryCode;
  readonly officeId: string;
  readonly userId: string;
  readonly now: Date;
  /** Rows that are no registration are left out instead of stopping everything. */
  readonly skipBad: boolean;
  /** What rooms above keep of each registration. */
  readonly alongside?: readonly Alongside[];
  readonly onProgress?: (rows: number) => void;
}

export interface RowLeftOut { readonly line: number; readonly problem: string }
export interface Imported { readonly people: number; readonly leftOut: readonly RowLeftOut[] }

const CHUNK = 10_000;
const AT_A_TIME = 100;
/** Beyond this share of who is there already, it is quicker to make the index anew. */
const WHOLE_SHARE = 0.1;
const WHOLE_BYTES = 2_000_000;
const ROW_BYTES = 200;
const MOST_NAMED = 200;

/** What a pack knows by these names; what it does not know stays as written. */
function findPlace(pack: Pack, admin1: string, admin2: string): ReturnType<PlaceIds> {
  const department = admin1 ? pack.places.findAdmin1(admin1)?.id : undefined;
  const place = admin2 ? pack.places.guess(admin2, department)[0]?.place : undefined;
  const named = { admin1: admin1 || null, admin2: admin2 || null };
  return place ? { admin1: department ?? place.admin1, admin2: place.id } : { ...named, admin1: department ?? named.admin1 };
}

/** Places of a country by name, each looked for once. */
function placeFinder(pack: Pack): PlaceIds {
  const known = new Map<string, ReturnType<PlaceIds>>();
  return (admin1, admin2) => {
    const key = `${admin1}|${admin2}`;
    const before = known.get(key);
    if (before) return before;
    const found = findPlace(pack, admin1, admin2);
    known.set(key, found);
    return found;
  };
}

interface Open {
  readonly writer: BulkWriter;
  readonly target: Omit<ImportTarget, 'likely'>;
  readonly placeIds: (nationality: string) => PlaceIds;
  readonly codes: Codes;
  readonly alongside: readonly Alongside[];
  readonly checkCodes: boolean;
}

const asWritten: PlaceIds = (admin1, admin2) => ({ admin1: admin1 || null, admin2: admin2 || null });

async function openImport(writer: BulkWriter, command: ImportCommand, people: number): Promise<Open> {
  const { country, officeId, system, userId, now } = command;
  const finders = new Map([...command.packs].map(([code, pack]) => [code as string, placeFinder(pack)]));
  return {
    writer, target: { country, officeId, officeKey: await writer.officeKey(officeId), system, userId, now, time: now.toISOString() }, placeIds: (nationality) => finders.get(nationality || country) ?? asWritten,
    codes: new Codes(), checkCodes: people > 0, alongside: command.alongside ?? [],
  };
}

/** Draws a code for everybody; those that somebody has already are drawn again. */
async function codesFor(open: Open, count: number): Promise<string[]> {
  const codes = Array.from({ length: count }, () => open.codes.draw());
  if (!open.checkCodes) return codes;
  for (;;) {
    const taken = await open.writer.codesTaken(codes);
    if (taken.size === 0) return codes;
    for (let i = 0; i < codes.length; i++) if (taken.has(codes[i]!)) codes[i] = open.codes.draw();
  }
}

interface Lines { readonly people: CopyTexts; readonly alongside: string[] }

async function linesOf(open: Open, rows: readonly Registration[], likely: LikelyWords): Promise<Lines> {
  const codes = await codesFor(open, rows.length);
  const lines: Lines = { people: noLines(), alongside: open.alongside.map(() => '') };
  const target: ImportTarget = { ...open.target, likely };
  for (const [i, row] of rows.entries()) {
    const id = addLines(lines.people, row, codes[i]!, target);
    for (const [room, kept] of open.alongside.entries()) lines.alongside[room] += lineAlongside(kept, row, id, target);
    // The connection gets its turn, or the database would wait while keys are worked out.
    if (i % AT_A_TIME === 0) await setImmediate();
  }
  return lines;
}

interface Tally { people: number; readonly leftOut: RowLeftOut[]; left: number }

const NATIONALITY = /^[A-Z]{2}$/;

/** A day of return that has not come yet is a slip: kept, it would hide every real return for years. */
const dayThatCame = (day: string | null, now: string): string | null => (day !== null && day <= now.slice(0, 10) ? day : null);

function readLine(open: Open, cells: Cells, line: number, tally: Tally): Registration | null {
  const nationality = (cells.country ?? '').trim().toUpperCase();
  const row = readRegistration(cells, open.placeIds(nationality));
  if (typeof row !== 'string') return { ...row, returnedOn: dayThatCame(row.returnedOn, open.target.time), nationalities: NATIONALITY.test(nationality) ? [nationality] : [] };
  tally.left++;
  if (tally.leftOut.length < MOST_NAMED) tally.leftOut.push({ line, problem: row });
  return null;
}

/** A registration is shorter by far: a quote that nobody closed would have the rest of the file read as one. */
const LONGEST_RECORD = 1024 * 1024;

async function* chunksOf(open: Open, command: ImportCommand, tally: Tally): AsyncGenerator<Registration[]> {
  const parser = createReadStream(command.file).pipe(parse({ columns: (header: string[]) => header.map((h) => h.trim().toLowerCase()), bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: LONGEST_RECORD }));
  let chunk: Registration[] = [];
  let line = 1;
  for await (const cells of parser) {
    line++;
    const read = readLine(open, cells as Cells, line, tally);
    if (read) chunk.push(read);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** So many rows of a file show which words are common, where the registry does not know enough of them yet. */
const BEGINNING = 50_000;

interface Beginning { readonly likely: LikelyWords; readonly chunks: AsyncGenerator<Registration[]> }

/** The chunks with what the registry, or their beginning, says about words. */
async function withWords(open: Open, command: ImportCommand, tally: Tally, people: number): Promise<Beginning> {
  const chunks = chunksOf(open, command, tally);
  if (people >= BEGINNING) return { likely: likelyAmong(await open.writer.commonWords(command.country, leastBearers(people), COMMON_WORDS.most)), chunks };
  const first: Registration[][] = [];
  while (first.length * CHUNK < BEGINNING) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
  }
  async function* all(): AsyncGenerator<Registration[]> {
    yield* first;
    yield* chunks;
  }
  return { likely: likelyAmong(countedWords(first.flat())), chunks: all() };
}

async function writeAll(open: Open, { likely, chunks }: Beginning, tally: Tally, onProgress: ImportCommand['onProgress']): Promise<void> {
  // While the database writes one part, the next is read and its keys are worked out.
  let writing: Promise<void> = Promise.resolve();
  for await (const rows of chunks) {
    if (open.checkCodes) await writing;
    const lines = await linesOf(open, rows, likely);
    await writing;
    writing = open.writer.write(lines.people, lines.alongside);
    writing.catch(() => undefined);
    tally.people += rows.length;
    onProgress?.(tally.people);
  }
  await writing;
}

/** A file whose ids are known was brought in before. */
const TWICE = '23505';

/** What a file did wrong, in words; anything else as it is. */
function refusalOf(error: { readonly code?: string; readonly lines?: number }): unknown {
  if (error.code === TWICE) return refuse('registry.import-twice', { status: 409 });
  return error.code?.startsWith('CSV_') ? refuse('registry.import-unreadable', { params: { line: error.lines ?? 0 } }) : error;
}

/** Brings the file in: all of it, or nothing. */
export async function importRegistrations(command: ImportCommand, fileBytes: number): Promise<Imported> {
  const writer = await BulkWriter.open(command.ownerUrl, command.alongside);
  try {
    const people = await writer.people();
    const whole = fileBytes > WHOLE_BYTES && fileBytes > people * WHOLE_SHARE * ROW_BYTES;
    const open = await openImport(writer, command, people);
    if (whole) await writer.withoutIndexes();
    const tally: Tally = { people: 0, leftOut: [], left: 0 };
    await writeAll(open, await withWords(open, command, tally, people), tally, command.onProgress);
    if (tally.left > 0 && !command.skipBad) return { people: 0, leftOut: tally.leftOut };
    await writer.finish(command.country);
    return { people: tally.people, leftOut: tally.leftOut };
  } catch (error) {
    throw refusalOf(error as { code?: string; lines?: number });
  } finally {
    await writer.close();
  }
}
