import type { HsdsRow } from '../hsds/row.ts';
import { faultOf, type Budget } from './csv.ts';
import { broken, placed, quoted, unreadable, type Findings, type Origin } from './findings.ts';
import { LIMITS } from './limits.ts';
import { isOwnField, TABLES, type Tables } from './tables.ts';

/** Reads a JSON document: tables by name, each with objects that may hold everything that belongs to them; a page of the read API; or a list of services. */

const [QUOTE, ESCAPE] = [0x22, 0x5c];
const OPENS = new Set([0x7b, 0x5b]);
const CLOSES = new Set([0x7d, 0x5d]);
const COMMA = 0x2c;

/** Where a text ends that begins at `from`. */
function afterText(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === ESCAPE ? 2 : 1;
  return at;
}

/** Refuses what would fill the memory, before it is parsed: too many values, or too deep in one another. */
function refuseBottomless(bytes: Uint8Array): void {
  let [depth, values] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) at = afterText(bytes, at);
    else if (OPENS.has(byte)) [depth, values] = [depth + 1, values + 1];
    else if (CLOSES.has(byte)) depth--;
    else if (byte === COMMA) values++;
    if (depth > LIMITS.depth) unreadable('import-json-deep', { max: LIMITS.depth });
    if (values > LIMITS.values) unreadable('import-json-values', { max: LIMITS.values });
  }
}

function parsed(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable('import-json-encoding');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return unreadable('import-json-damaged');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists by table, whatever form the document has. */
function listsOf(document: unknown): [string, unknown[]][] {
  if (Array.isArray(document)) return [['service', document]];
  if (!isObject(document)) return [];
  if (Array.isArray(document['contents'])) return [['service', document['contents']]];
  if (typeof document['id'] === 'string' && typeof document['name'] === 'string') return [['service', [document]]];
  return Object.keys(TABLES).flatMap((name) => (Array.isArray(document[name]) ? [[name, document[name]] as [string, unknown[]]] : []));
}

interface Reading { readonly budget: Budget; readonly found: Findings; readonly unknown: Map<string, number> }

const UNKEEPABLE = Symbol('unkeepable');

/** A value that can be kept, or the sign for one that cannot, which is said. */
function valueOf(value: unknown, at: Origin, field: string, found: Findings): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  const isTwisted = typeof value === 'object' && /\\u0000|\\ud[89a-f]/i.test(text);
  const fault = faultOf(text) ?? (isTwisted ? 'directory.import-cell-unreadable' : null);
  if (fault === null) return value;
  found.add(at, { code: fault, column: field, params: { max: LIMITS.cell }, refuses: true });
  return UNKEEPABLE;
}

function objectOf(table: string, object: Record<string, unknown>, at: Origin, reading: Reading): HsdsRow {
  reading.budget.rows--;
  if (reading.budget.rows < 0) unreadable('import-too-many-rows', { max: LIMITS.rows });
  const { columns, lists, singles } = TABLES[table]!;
  const known = new Set(columns);
  const joins = new Map([...lists, ...singles].map(([field, other]) => [field, other]));
  const said = Object.entries(object).flatMap(([field, value]): [string, unknown][] => {
    const other = joins.get(field) ?? (table === 'service' && field === 'organization' ? 'organization' : undefined);
    if (other !== undefined) return [[field, partsOf(other, value, { ...at, path: `${at.path ?? ''}${field}` }, reading)]];
    if (known.has(field) || isOwnField(table, field)) return [[field, valueOf(value, at, field, reading.found)]];
    reading.unknown.set(`${table}.${field}`, (reading.unknown.get(`${table}.${field}`) ?? 0) + 1);
    return [];
  });
  const row = placed(Object.fromEntries(said.filter(([, value]) => value !== undefined && value !== null)), at);
  return said.some(([, value]) => value === UNKEEPABLE) ? broken(row) : row;
}

function partsOf(table: string, value: unknown, at: Origin & { path: string }, reading: Reading): unknown {
  if (isObject(value)) return objectOf(table, value, { ...at, path: `${at.path}.` }, reading);
  if (!Array.isArray(value)) return undefined;
  return value.filter(isObject).map((one, i) => objectOf(table, one, { ...at, path: `${at.path}[${i + 1}].` }, reading));
}

/** The tables of a document. */
export function readJson(bytes: Uint8Array, file: string, budget: Budget, found: Findings): Tables {
  refuseBottomless(bytes);
  const lists = listsOf(parsed(bytes));
  const reading: Reading = { budget, found, unknown: new Map() };
  const tables = new Map<string, HsdsRow[]>();
  for (const [name, list] of lists) {
    tables.set(name, list.flatMap((value, i) => {
      if (isObject(value)) return [objectOf(name, value, { file, row: i + 1, ...(lists.length > 1 ? { path: `${name}.` } : {}) }, reading)];
      found.add({ file, row: i + 1 }, { code: 'directory.import-no-object', refuses: true });
      return [];
    }));
  }
  for (const [field, rows] of reading.unknown) found.add({ file }, { code: 'directory.import-column-unknown', column: quoted(field), params: { rows } });
  return withOwners(tables);
}

/** Services of a page of the read API carry their organization inside. */
function withOwners(tables: Map<string, HsdsRow[]>): Tables {
  const services = tables.get('service') ?? [];
  const named = new Set((tables.get('organization') ?? []).map((row) => row['id']));
  const owners = new Map(services.flatMap((row) => (isObject(row['organization']) && !named.has(row['organization']['id']) ? [[row['organization']['id'], row['organization'] as HsdsRow] as const] : [])));
  if (owners.size > 0) tables.set('organization', [...(tables.get('organization') ?? []), ...owners.values()]);
  return tables;
}
