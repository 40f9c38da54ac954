import { fold } from '#kernel/text';
import type { Row, Source, SourcePlace } from './source.ts';
import { placeDetailsSchema } from '../entry/parts.ts';
import type { ServicePlace } from '../schema.ts';

/** Places of one country for its pack, and the finder that turns printed place names into ids. */

export interface Admin1Record {
  readonly id: string;
  readonly name: string;
}

export interface Admin2Record {
  readonly id: string;
  readonly name: string;
  readonly admin1: string;
  readonly lat: number;
  readonly lon: number;
  readonly altNames?: readonly string[];
  readonly population?: number;
  /** Other official codes of the place: humanitarian P-codes, and those of a municipality it was merged into. */
  readonly codes?: readonly string[];
  /** The larger municipality it became part of, where a reform merged municipalities. */
  readonly newMunicipality?: string;
}

export interface PlacesPack {
  readonly country: string;
  readonly source: string;
  readonly admin1: readonly Admin1Record[];
  readonly admin2: readonly Admin2Record[];
}

/** The column of the row; a missing column is a fault of the source folder. */
function column(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw new Error(`column ${name} is missing`);
  return value;
}

function codesOf(row: Row): string[] {
  return ['pcode', 'pcode_2024', 'muni2024_pcode', 'muni2024_mh_code'].map((name) => row[name] ?? '').filter(Boolean);
}

function admin2Record(row: Row, country: string): Admin2Record {
  const altNames = alternativeNames(row);
  const codes = codesOf(row);
  const population = Number(row['population'] || 0);
  return {
    id: column(row, 'id'),
    name: column(row, 'admin2_name'),
    admin1: `${country}-${column(row, 'admin1_code')}`,
    lat: Number(column(row, 'seat_lat')),
    lon: Number(column(row, 'seat_lon')),
    ...(altNames.length > 0 && { altNames }),
    ...(population > 0 && { population }),
    ...(codes.length > 0 && { codes }),
    ...(row['muni2024_name'] && { newMunicipality: row['muni2024_name'] }),
  };
}

/** Other names people use: those of the source, and the seat where it is called otherwise. */
function alternativeNames(row: Row): string[] {
  const names = column(row, 'admin2_name_alt').split('/').map((name) => name.trim());
  const all = [...names, column(row, 'seat_name')].filter((name) => name && fold(name) !== fold(column(row, 'admin2_name')));
  return [...new Set(all)];
}

const SOURCE = 'National statistics offices, OCHA COD-AB, Mesoshapes, GeoNames; licences and known errors in countries/sources.md';

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** The places of one country, in the order of their codes. */
export function placesOf(source: Source, country: string): PlacesPack {
  const admin1 = source.admin1.filter((row) => row['country'] === country).map((row) => ({ id: column(row, 'id'), name: column(row, 'admin1_name') }));
  const admin2 = source.municipalities.filter((row) => row['country'] === country).map((row) => admin2Record(row, country));
  return { country, source: SOURCE, admin1: admin1.sort(byId), admin2: admin2.sort(byId) };
}

/** How a service without a named place is had. */
export type Unplaced = 'national' | 'abroad' | 'unstated';

/** Turns the printed place of a service into ids of the pack. */
export function placeFinder(places: PlacesPack): (printed: SourcePlace, unplaced: Unplaced) => ServicePlace {
  const admin1 = new Map(places.admin1.map((a) => [fold(a.name), a.id]));
  const admin2 = new Map<string, string>();
  for (const m of places.admin2) for (const name of m.altNames ?? []) admin2.set(`${m.admin1}/${fold(name)}`, m.id);
  for (const m of places.admin2) admin2.set(`${m.admin1}/${fold(m.name)}`, m.id);

  const blank = placeDetailsSchema.parse({});
  return (printed, unplaced) => {
    const { note } = printed;
    if (printed.admin1 === null) return { ...blank, reach: unplaced, admin1: null, admin2: null, note };
    const department = admin1.get(fold(printed.admin1));
    if (department === undefined) return { ...blank, reach: 'abroad', admin1: null, admin2: null, note: abroadNote(printed) };
    if (printed.municipality === null) return { ...blank, reach: 'department', admin1: department, admin2: null, note };
    const municipality = admin2.get(`${department}/${fold(printed.municipality)}`);
    if (municipality === undefined) throw new Error(`municipality "${printed.municipality}" is not one of ${department}`);
    return { ...blank, reach: 'municipality', admin1: department, admin2: municipality, note };
  };
}

function abroadNote(printed: SourcePlace): string {
  return [printed.municipality, printed.admin1, printed.note].filter(Boolean).join(', ');
}
