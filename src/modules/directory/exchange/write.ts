import { HSDS_VERSION } from '../hsds/profile.ts';
import type { HsdsRow } from '../hsds/row.ts';
import type { Snapshot } from '../hsds/snapshot.ts';
import { columnsOf, csvLines } from './cells.ts';
import { flatten, TABLES, type Nested } from './tables.ts';
import type { TextFile } from './zip.ts';

/** The public directory as files: a tabular data package, or one JSON document. */

const withoutOwner = (row: HsdsRow): HsdsRow => Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'organization'));

/** Everything that is exported, with everything in it. */
export const exported = (snapshot: Snapshot): Nested => ({
  taxonomy: snapshot.taxonomies, taxonomy_term: snapshot.terms,
  organization: snapshot.organizations.map((one) => one.row), service: snapshot.services.map((one) => withoutOwner(one.row)),
});

const NUMBERS = 'amount count extension interval latitude longitude maximum_age minimum_age timezone year_incorporated available maximum';
/** Types and formats of columns, as the specification has them; all others are text. */
const TYPES: Readonly<Record<string, object>> = Object.fromEntries([
  ...NUMBERS.split(' ').map((name) => [name, { type: 'number' }] as const),
  ...'valid_from valid_to dtstart until assured_date'.split(' ').map((name) => [name, { type: 'date' }] as const),
  ...'opens_at closes_at'.split(' ').map((name) => [name, { type: 'time', format: '%H:%M' }] as const),
  ...'uri url website term_uri schedule_link'.split(' ').map((name) => [name, { type: 'string', format: 'uri' }] as const),
  ...'email assurer_email'.split(' ').map((name) => [name, { type: 'string', format: 'email' }] as const),
  ['last_modified', { type: 'datetime' }], ['tax_id', { type: 'string' }],
]);

function fieldOf(name: string): object {
  if (name.startsWith('x_')) return { name, type: 'any' };
  return { name, ...(TYPES[name] ?? (name === 'id' || name.endsWith('_id') ? { type: 'string', format: 'uuid' } : { type: 'string' })), ...(name === 'id' ? { constraints: { required: true, unique: true } } : {}) };
}

/** Which column of a table names a row of which other table. */
function keysOf(name: string): object[] {
  const named = TABLES[name]!.columns.filter((column) => column.endsWith('_id') && Object.hasOwn(TABLES, column.slice(0, -'_id'.length)));
  return named.map((column) => ({ fields: column, reference: { resource: column.slice(0, -'_id'.length), fields: 'id' } }));
}

function resourceOf(name: string, columns: readonly string[]): object {
  const { path } = TABLES[name]!;
  const keys = keysOf(name);
  return { name, path, profile: 'tabular-data-resource', format: 'csv', mediatype: 'text/csv', encoding: 'utf-8', schema: { primaryKey: 'id', fields: columns.map(fieldOf), ...(keys.length > 0 ? { foreignKeys: keys } : {}) } };
}

/** Files of a tabular data package: a table each, and what they are. */
export function packageFiles(nested: Nested): TextFile[] {
  const tables = [...flatten(nested)].map(([name, rows]) => ({ name, rows, columns: columnsOf(TABLES[name]!.columns, rows) }));
  const about = { name: 'ventanilla-directory', profile: 'tabular-data-package', version: HSDS_VERSION, resources: tables.map(({ name, columns }) => resourceOf(name, columns)) };
  return [
    { name: 'datapackage.json', text: `${JSON.stringify(about, null, 1)}\n` },
    ...tables.map(({ name, rows, columns }) => ({ name: TABLES[name]!.path, text: [...csvLines(columns, rows)].join('') })),
  ];
}

/** The same as one JSON document. */
export const jsonText = (nested: Nested): string => `${JSON.stringify({ version: HSDS_VERSION, ...nested }, null, 1)}\n`;
