import { PROFILE } from '../hsds/profile.ts';
import { rowOf, rowsOf, type HsdsRow } from '../hsds/row.ts';
import { isBroken, unreadable } from './findings.ts';
import { LIMITS } from './limits.ts';

/**
 * The flat form of HSDS 3.1: one table for each kind of object, joined by ids. Names of tables, files and columns are those of the Open Referral
 * specification (CC BY-SA 4.0; see tests/fixtures/hsds).
 */

type Join = readonly [field: string, table: string, key: string];

interface Table {
  readonly path: string;
  readonly columns: readonly string[];
  /** Lists of an object: their rows carry its id. */
  readonly lists: readonly Join[];
  /** Single objects within an object: it carries their id. */
  readonly singles: readonly Join[];
}

const table = (path: string, columns: string, lists: readonly Join[] = [], singles: readonly Join[] = []): Table => ({ path, columns: columns.split(' '), lists, singles });

export const TABLES: Readonly<Record<string, Table>> = {
  organization: table('organizations.csv', 'id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri parent_organization_id',
    [['funding', 'funding', 'organization_id'], ['contacts', 'contact', 'organization_id'], ['phones', 'phone', 'organization_id'], ['additional_websites', 'url', 'organization_id']]),
  program: table('programs.csv', 'id organization_id name alternate_name description'),
  service: table('services.csv', 'id organization_id program_id name alternate_name description url email status interpretation_services application_process fees_description wait_time fees accreditations eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert last_modified',
    [['phones', 'phone', 'service_id'], ['schedules', 'schedule', 'service_id'], ['service_areas', 'service_area', 'service_id'], ['service_at_locations', 'service_at_location', 'service_id'],
      ['languages', 'language', 'service_id'], ['funding', 'funding', 'service_id'], ['cost_options', 'cost_option', 'service_id'], ['required_documents', 'required_document', 'service_id'],
      ['contacts', 'contact', 'service_id'], ['capacities', 'service_capacity', 'service_id'], ['attributes', 'attribute', 'link_id'], ['additional_urls', 'url', 'service_id']],
    [['program', 'program', 'program_id']]),
  attribute: table('attributes.csv', 'id link_id taxonomy_term_id link_type link_entity value label', [], [['taxonomy_term', 'taxonomy_term', 'taxonomy_term_id']]),
  service_at_location: table('service_at_location.csv', 'id service_id location_id description', [], [['location', 'location', 'location_id']]),
  location: table('locations.csv', 'id location_type url organization_id name alternate_name description transportation latitude longitude external_identifier external_identifier_type',
    [['languages', 'language', 'location_id'], ['addresses', 'address', 'location_id'], ['contacts', 'contact', 'location_id'], ['accessibility', 'accessibility', 'location_id'],
      ['phones', 'phone', 'location_id'], ['schedules', 'schedule', 'location_id']]),
  phone: table('phones.csv', 'id location_id service_id organization_id contact_id service_at_location_id number extension type description', [['languages', 'language', 'phone_id']]),
  contact: table('contacts.csv', 'id organization_id service_id service_at_location_id location_id name title department email', [['phones', 'phone', 'contact_id']]),
  address: table('addresses.csv', 'id location_id attention address_1 address_2 city region state_province postal_code country address_type'),
  schedule: table('schedules.csv', 'id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes'),
  funding: table('funding.csv', 'id organization_id service_id source'),
  service_area: table('service_areas.csv', 'id service_id service_at_location_id name description extent extent_type uri'),
  required_document: table('required_documents.csv', 'id service_id document uri'),
  language: table('languages.csv', 'id service_id location_id phone_id name code note'),
  accessibility: table('accessibility.csv', 'id location_id description details url'),
  taxonomy_term: table('taxonomy_terms.csv', 'id code name description parent_id taxonomy language taxonomy_id term_uri'),
  cost_option: table('cost_options.csv', 'id service_id valid_from valid_to option currency amount amount_description'),
  taxonomy: table('taxonomies.csv', 'id name description uri version'),
  service_capacity: table('service_capacity.csv', 'id service_id unit_id available maximum description updated', [], [['unit', 'unit', 'unit_id']]),
  unit: table('units.csv', 'id name scheme identifier uri'),
  url: table('url.csv', 'id label url organization_id service_id'),
};

export type Tables = ReadonlyMap<string, readonly HsdsRow[]>;

/** Objects with everything in them, by the name of their table. */
export type Nested = Readonly<Record<string, readonly HsdsRow[]>>;

/** Takes objects apart into tables. An object that several share stands once. */
export function flatten(nested: Nested): Tables {
  const tables = new Map<string, HsdsRow[]>(Object.keys(TABLES).map((name) => [name, []]));
  const shared = new Map<string, Set<unknown>>(Object.keys(TABLES).map((name) => [name, new Set()]));
  const add = (name: string, row: HsdsRow, joined: HsdsRow): void => {
    const { lists, singles } = TABLES[name]!;
    const apart = new Set([...lists, ...singles].map(([field]) => field));
    const known = shared.get(name)!;
    if (known.has(row['id'])) return;
    known.add(row['id']);
    const keys = Object.fromEntries(singles.flatMap(([field, , key]) => (rowOf(row, field) ? [[key, rowOf(row, field)!['id']]] : [])));
    tables.get(name)!.push({ ...Object.fromEntries(Object.entries(row).filter(([field]) => !apart.has(field) && field !== 'organization')), ...keys, ...joined });
    for (const [field, other, key] of lists) for (const part of rowsOf(row, field)) add(other, part, { [key]: row['id'] });
    for (const [field, other] of singles) if (rowOf(row, field)) add(other, rowOf(row, field)!, {});
  };
  for (const [name, rows] of Object.entries(nested)) for (const row of rows) add(name, row, {});
  return tables;
}

/** A field of ours that the profile names. */
export const isOwnField = (table: string, field: string): boolean => Object.hasOwn(PROFILE[table] ?? {}, field);

/** Columns without which a table cannot be read. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  organization: ['id', 'name'], service: ['id', 'name', 'organization_id'], location: ['id'], service_at_location: ['service_id', 'location_id'], phone: ['number'],
};
export const requiredOf = (table: string): readonly string[] => REQUIRED[table] ?? [];

type Index = ReadonlyMap<string, ReadonlyMap<unknown, readonly HsdsRow[]>>;

function indexed(tables: Tables): Index {
  const joins = Object.entries(TABLES).flatMap(([, { lists, singles }]) => [...lists.map(([, other, key]) => [other, key] as const), ...singles.map(([, other]) => [other, 'id'] as const)]);
  return new Map(joins.map(([name, key]) => [`${name} ${key}`, Map.groupBy((tables.get(name) ?? []).filter((row) => row[key] !== undefined), (row) => row[key])]));
}

export interface Assembled {
  readonly row: HsdsRow;
  /** Rows in it, itself included. */
  readonly parts: number;
  /** Something in it cannot be kept. */
  readonly broken: boolean;
}

export interface Assembly {
  /** Rows of a table with everything that belongs to them. */
  readonly whole: (name: string) => Assembled[];
  /** Rows that belong to nothing. */
  readonly left: () => { readonly name: string; readonly row: HsdsRow }[];
}

/** Puts tables together again. A table that is missing says nothing; one without rows says that there is none. What several share is made once. */
export function assembly(tables: Tables): Assembly {
  const index = indexed(tables);
  const made = new Map<HsdsRow, Assembled>();
  let joined = 0;
  const partsOf = (other: string, key: string, id: unknown): readonly HsdsRow[] => {
    const found = id === undefined ? [] : (index.get(`${other} ${key}`)?.get(id) ?? []);
    joined += found.length;
    if (joined > LIMITS.joined) unreadable('import-too-many-joined', { max: LIMITS.joined });
    return found;
  };
  const build = (from: string, row: HsdsRow): Assembled => {
    const before = made.get(row);
    if (before) return before;
    const { lists, singles } = TABLES[from]!;
    const parts = lists.filter(([, other]) => tables.has(other))
      .map(([field, other, key]) => [field, partsOf(other, key, row['id']).map((part) => build(other, part))] as const);
    const ones = singles.flatMap(([field, other, key]) => (index.get(`${other} id`)?.get(row[key]) ?? []).slice(0, 1).map((one) => [field, build(other, one)] as const));
    const now = {
      row: { ...row, ...Object.fromEntries(parts.map(([field, list]) => [field, list.map((one) => one.row)])), ...Object.fromEntries(ones.map(([field, one]) => [field, one.row])) } as HsdsRow,
      parts: 1 + parts.flatMap(([, list]) => list).reduce((sum, one) => sum + one.parts, 0) + ones.reduce((sum, [, one]) => sum + one.parts, 0),
      broken: isBroken(row) || parts.some(([, list]) => list.some((one) => one.broken)) || ones.some(([, one]) => one.broken),
    };
    made.set(row, now);
    return now;
  };
  return {
    whole: (name) => (tables.get(name) ?? []).map((row) => build(name, row)),
    left: () => [...tables].filter(([name]) => !ALONE.has(name)).flatMap(([name, rows]) => rows.filter((row) => !made.has(row)).map((row) => ({ name, row }))),
  };
}

/** Tables whose rows mean something alone. */
const ALONE = new Set(['organization', 'service', 'taxonomy', 'taxonomy_term', 'unit', 'program']);
