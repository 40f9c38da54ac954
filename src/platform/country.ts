import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { COUNTRIES, type CountryCode } from '#kernel/codes';
import { indexPlaces, type Places } from './places.ts';

/** A country pack cannot be used; the message names file and line. */
export class PackError extends Error {}

/** What one room lets a country set: file `countries/<folder>/<room>.json`, checked by `schema` at start. */
export interface Slice<T> {
  readonly room: string;
  readonly schema: z.ZodType<T>;
}

export function defineSlice<T>(room: string, schema: z.ZodType<T>): Slice<T> {
  return { room, schema };
}

const both = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });

const countrySchema = z.strictObject({
  code: z.enum(COUNTRIES),
  name: both,
  /** IANA zone that due dates and days follow. */
  timeZone: z.string().refine((zone) => isTimeZone(zone), 'not an IANA time zone'),
  currency: z.string().length(3),
  /** What the first and second administrative levels are called. */
  admin1Label: both,
  admin2Label: both,
  /** True for the fictional pack of the tests. */
  fictional: z.boolean().default(false),
});

const placesSchema = z.strictObject({
  source: z.string(),
  admin1: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  admin2: z.array(z.strictObject({
    id: z.string(), name: z.string(), admin1: z.string(), lat: z.number(), lon: z.number(),
    altNames: z.array(z.string()).optional(), population: z.number().int().optional(),
    /** Where a reform joined municipalities: the new one that this place belongs to. */
    newMunicipality: z.string().optional(),
    /** Other official codes, for example those of the municipality it became part of; several places may share one. */
    codes: z.array(z.string()).optional(),
  })),
});

export type CountryInfo = z.infer<typeof countrySchema>;

/** One country: base data, places, and the slices of the rooms. */
export interface Pack {
  readonly code: CountryCode;
  readonly info: CountryInfo;
  readonly places: Places;
  readonly folder: string;
  /** A room's slice, checked; throws {@link PackError} with file and line if it is missing or wrong. */
  slice<T>(slice: Slice<T>): T;
}

const FOLDER = fileURLToPath(new URL('../../countries', import.meta.url));

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** Reads and checks one JSON file of a pack. */
export function readPackFile<T>(file: string, schema: z.ZodType<T>): T {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new PackError(`${file}: missing or unreadable`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new PackError(`${file}: not JSON (${(error as Error).message})`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new PackError(`${file}:${lineOf(text, issue.path)}: ${issue.path.join('.') || '(whole file)'}: ${issue.message}`);
}

/** Line of the value at `path`, by walking the text to each key or element in turn (good enough for pretty-printed packs). */
function lineOf(text: string, path: readonly PropertyKey[]): number {
  let at = 0;
  for (const key of path) {
    const next = typeof key === 'number' ? elementAt(text, at, key) : text.indexOf(`"${String(key)}"`, at);
    if (next >= 0) at = next;
  }
  return text.slice(0, at).split('\n').length;
}

/** Strings as a whole, so that brackets and commas inside them do not count, and what structures JSON. */
const JSON_TOKEN = /"(?:\\.|[^"\\])*"|[[\]{},]/g;
const DEPTH: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** Offset of element `index` of the array that opens at or after `from`. */
function elementAt(text: string, from: number, index: number): number {
  const start = text.indexOf('[', from);
  let depth = 0;
  let seen = 0;
  for (const { 0: token, index: at } of start < 0 ? [] : text.slice(start).matchAll(JSON_TOKEN)) {
    const step = DEPTH[token] ?? 0;
    if (step === 1 && depth === 1 && seen === index) return start + at;
    depth += step;
    if (depth === 0) return -1;
    if (token === ',' && depth === 1) seen++;
  }
  return -1;
}

/** Opens the pack in `folder`. Slices are read when first asked for; {@link Pack.slice} keeps them. */
export function openPack(folder: string): Pack {
  const info = readPackFile(join(folder, 'country.json'), countrySchema);
  const placesFile = readPackFile(join(folder, 'places.json'), placesSchema);
  const admin1Name = new Map(placesFile.admin1.map((a) => [a.id, a.name]));
  const places = indexPlaces(placesFile.admin1, placesFile.admin2.map((p) => ({
    ...p, admin1Name: admin1Name.get(p.admin1) ?? p.admin1,
    altNames: [...(p.altNames ?? []), ...(p.newMunicipality ? [p.newMunicipality] : [])],
  })));
  const slices = new Map<string, unknown>();
  return {
    code: info.code, info, places, folder,
    slice<T>(slice: Slice<T>): T {
      if (!slices.has(slice.room)) slices.set(slice.room, readPackFile(join(folder, `${slice.room}.json`), slice.schema));
      return slices.get(slice.room) as T;
    },
  };
}

/** Opens the packs of the wanted countries. Throws {@link PackError} for a country without a pack. */
export function openPacks(wanted: readonly CountryCode[], root: string = FOLDER): ReadonlyMap<CountryCode, Pack> {
  const folders = readdirSync(root, { withFileTypes: true }).filter((d) => d.isDirectory() && existsSync(join(root, d.name, 'country.json')));
  const byCode = new Map(folders.map((d) => {
    const file = join(root, d.name, 'country.json');
    return [readPackFile(file, countrySchema).code, join(root, d.name)] as const;
  }));
  return new Map(wanted.map((code) => {
    const folder = byCode.get(code);
    if (!folder) throw new PackError(`${root}: no country pack for ${code}`);
    return [code, openPack(folder)] as const;
  }));
}
