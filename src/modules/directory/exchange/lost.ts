import { rowOf, rowsOf, textOf, type HsdsRow } from '../hsds/row.ts';
import type { Gazetteer } from '../hsds/places.ts';
import { originOf, quoted, type Findings, type Origin } from './findings.ts';
import { TABLES, type Tables } from './tables.ts';

/** What a file says and the directory has no place for: said, so that nothing is lost without anybody knowing. Pure. */

/** Columns of the specification that are not taken over, by table. */
const NOT_KEPT: Readonly<Record<string, string>> = {
  organization: 'tax_status tax_id year_incorporated legal_status logo uri',
  program: 'alternate_name',
  service: 'wait_time fees accreditations licenses alert',
  location: 'url organization_id alternate_name description',
  service_at_location: 'description',
  // The name of a private person is never taken over.
  contact: 'name service_at_location_id location_id',
  phone: 'service_at_location_id',
  address: 'attention region',
  schedule: 'timezone count byweekno bymonthday byyearday schedule_link attending_type service_at_location_id',
  service_area: 'service_at_location_id description extent extent_type uri',
  required_document: 'uri', language: 'location_id note', accessibility: 'details url', cost_option: '', taxonomy_term: 'term_uri', unit: 'scheme identifier uri',
};

function rowsWith(tables: Tables, name: string, column: string): HsdsRow[] {
  return (tables.get(name) ?? []).filter((row) => textOf(row, column) !== null);
}

/** Whole columns that are not kept, each once with the number of rows. */
export function columnsLost(tables: Tables, found: Findings): void {
  for (const [name, columns] of Object.entries(NOT_KEPT)) {
    for (const column of columns.split(' ').filter(Boolean)) {
      const rows = rowsWith(tables, name, column);
      if (rows.length > 0) found.add({ file: originOf(rows[0])?.file ?? TABLES[name]!.path }, { code: 'directory.import-not-kept', column, params: { rows: rows.length } });
    }
  }
}

const isWeekly = (row: HsdsRow): boolean => textOf(row, 'freq') !== 'MONTHLY' && textOf(row, 'byday') !== null;
const isFunction = (row: HsdsRow): boolean => textOf(row, 'title') !== null || textOf(row, 'department') !== null;

function tellEach(rows: readonly HsdsRow[], keep: (row: HsdsRow) => boolean, what: { code: string; column: string }, found: Findings, fallback: Origin | undefined): void {
  for (const row of rows) if (!keep(row)) found.add(originOf(row) ?? fallback, { ...what, params: { text: quoted(textOf(row, what.column) ?? textOf(row, 'name') ?? '') } });
}

/** Parts of one entry that are not kept. */
export function partsLost(row: HsdsRow, gazetteer: Gazetteer, found: Findings): void {
  const at = originOf(row);
  const locations = rowsOf(row, 'service_at_locations').map((one) => rowOf(one, 'location') ?? {});
  for (const one of [row, ...locations]) tellEach(rowsOf(one, 'schedules'), isWeekly, { code: 'directory.import-schedule-lost', column: 'byday' }, found, at);
  tellEach(rowsOf(row, 'contacts'), isFunction, { code: 'directory.import-contact-lost', column: 'title' }, found, at);
  tellEach(rowsOf(row, 'service_areas'), (area) => areaOf(area, gazetteer) !== null, { code: 'directory.import-area-lost', column: 'name' }, found, at);
  tellEach(rowsOf(row, 'languages'), (one) => languageOf(one) !== null, { code: 'directory.import-language-lost', column: 'code' }, found, at);
  for (const location of locations) {
    if (isUnclear(location, gazetteer)) found.add(originOf(location) ?? at, { code: 'directory.import-place-unclear', column: 'city', params: { text: quoted(textOf(rowsOf(location, 'addresses')[0] ?? {}, 'city') ?? textOf(location, 'external_identifier') ?? '') } });
  }
}

/** A location of others whose municipality cannot be told: its department and its words are kept. */
function isUnclear(location: HsdsRow, gazetteer: Gazetteer): boolean {
  if (location['x_reach'] !== undefined || gazetteer.withCode(textOf(location, 'external_identifier') ?? '').length === 1) return false;
  const [address] = rowsOf(location, 'addresses');
  return !gazetteer.find(textOf(address ?? {}, 'city'), textOf(address ?? {}, 'state_province'))?.admin2;
}

/** Codes of two letters that others write for languages that are spoken here. */
const SHORT: Readonly<Record<string, string>> = { es: 'spa', en: 'eng', fr: 'fra', pt: 'por' };
const NAMES: Readonly<Record<string, string>> = { spanish: 'spa', español: 'spa', espanol: 'spa', english: 'eng', inglés: 'eng', ingles: 'eng' };

/** The language that a row names, in three letters. */
export function languageOf(row: HsdsRow): string | null {
  const code = (textOf(row, 'code') ?? '').toLowerCase().split(/[-_]/)[0]!;
  if (/^[a-z]{3}$/.test(code)) return code;
  return SHORT[code] ?? NAMES[(textOf(row, 'name') ?? '').toLowerCase()] ?? null;
}

/** The place that an area names: by our code, or by its name where that is one place. */
export function areaOf(row: HsdsRow, gazetteer: Gazetteer): string | null {
  const own = textOf(row, 'x_place');
  if (own !== null) return own;
  const name = textOf(row, 'name');
  if (name === null) return null;
  if (name.toLowerCase() === gazetteer.countryName.toLowerCase()) return gazetteer.country;
  const found = gazetteer.find(name, null) ?? gazetteer.find(null, name);
  return found ? (found.admin2 ?? found.admin1) : null;
}
