import type { Criteria } from '#kernel/criteria';
import { agesOf, organizationFrom, serviceFrom, LEFT_OUT_OF_SECRET, type Surroundings } from '../hsds/entries.ts';
import { numberOf, rowsOf, textOf, type HsdsRow } from '../hsds/row.ts';
import { same } from '../rules/difference.ts';
import type { NeedType, Service, ServicePlace } from '../schema.ts';
import type { Entry } from '../schema/stewardship.ts';
import { originOf, type Findings } from './findings.ts';
import { areaOf, languageOf } from './lost.ts';

/** What a row says of an entry: all of it where this product wrote the row; elsewhere what is said there, on top of what stands. Pure. */

export interface Import {
  readonly around: Surroundings;
  /** Words by which the steward names where the file is from; the source of whatever is new. */
  readonly source: string;
  /** What new organizations are whose row does not say; `null` refuses them. */
  readonly organizationKind: string | null;
  readonly year: number;
}

const isSaid = (value: unknown, silence: unknown): boolean => !same(value, silence);

/** Fields in which a reading differs from that of an empty row. */
const overlay = (read: HsdsRow, silent: HsdsRow): HsdsRow => Object.fromEntries(Object.entries(read).filter(([field, value]) => isSaid(value, silent[field])));

const sourcesOf = ({ source }: Import, row: HsdsRow): unknown => [{ source, where: textOf(row, 'id') }];

/** A row of others, with their languages and areas in our codes and their names of papers where we know them. */
function inOurWords(row: HsdsRow, { around }: Import): HsdsRow {
  const coded = (list: HsdsRow[], field: string, code: (one: HsdsRow) => string | null): HsdsRow[] => list.flatMap((one) => (code(one) === null ? [] : [{ ...one, [field]: code(one) }]));
  return {
    ...row, languages: coded(rowsOf(row, 'languages'), 'code', languageOf),
    service_areas: coded(rowsOf(row, 'service_areas'), 'x_place', (area) => areaOf(area, around.gazetteer)),
  };
}

/** Age conditions that others state in two columns. */
export function criteriaOfAges(row: HsdsRow): Criteria | null {
  const [from, to] = [numberOf(row, 'minimum_age'), numberOf(row, 'maximum_age')];
  if (from !== null && to !== null) return { fact: 'age', op: 'between', value: [from, to] } as Criteria;
  if (from !== null) return { fact: 'age', op: 'gte', value: from } as Criteria;
  return to === null ? null : { fact: 'age', op: 'lte', value: to } as Criteria;
}

/** Conditions in words: those of the row, and papers that the directory does not know by name. */
function textsOf(row: HsdsRow, { around }: Import): { kind: string; detail: string; inCriteria: boolean }[] {
  const known = new Set([...around.documentNames.values()].map((name) => name.toLowerCase()));
  const papers = rowsOf(row, 'required_documents').filter((one) => textOf(one, 'x_document') === null).map((one) => textOf(one, 'document')).filter((name) => name !== null && !known.has(name.toLowerCase()));
  const stated = textOf(row, 'eligibility_description');
  return [...(stated === null ? [] : [{ kind: 'stated', detail: stated, inCriteria: false }]), ...papers.map((name) => ({ kind: 'document', detail: name!, inCriteria: false }))];
}

/** Conditions of others, unless they are those that stand here already in other words. */
function conditionsOf(row: HsdsRow, stands: Service | null, setting: Import, found: Findings): HsdsRow {
  return { ...textConditions(row, stands, setting), ...ageConditions(row, stands, found) };
}

function textConditions(row: HsdsRow, stands: Service | null, setting: Import): HsdsRow {
  const texts = textsOf(row, setting);
  const before = stands?.eligibility ?? [];
  const isKnown = texts.length === 0 || same(before, texts) || before.map((text) => text.detail).join('\n') === textOf(row, 'eligibility_description');
  return isKnown ? {} : { eligibility: texts };
}

/** Ages become conditions where there are none; where there are, they are not touched. */
function ageConditions(row: HsdsRow, stands: Service | null, found: Findings): HsdsRow {
  const criteria = criteriaOfAges(row);
  if (criteria === null) return {};
  if (!stands?.criteria) return { criteria };
  if (!same(agesOf(stands), agesIn(row))) found.add(originOf(row), { code: 'directory.import-ages-differ', column: 'minimum_age' });
  return {};
}

const agesIn = (row: HsdsRow): HsdsRow => Object.fromEntries(['minimum_age', 'maximum_age'].flatMap((field) => (numberOf(row, field) === null ? [] : [[field, numberOf(row, field)]])));

/** What must be said of a new service and stands in no column of the format. */
function defaultsOf(row: HsdsRow, codes: readonly string[], setting: Import): HsdsRow {
  const need: NeedType | undefined = setting.around.needs.find((one) => one.code === codes[0]);
  const year = Number((textOf(row, 'last_modified') ?? textOf(row, 'assured_date') ?? '').slice(0, 4));
  return {
    level: 'individual', dimension: need?.dimension ?? 'social', phase: 'reintegration', scope: setting.around.gazetteer.country, specificity: 0, nameEsInSource: true,
    asOf: year >= 1900 && year <= setting.year ? year : setting.year, matchable: true, sources: sourcesOf(setting, row),
  };
}

/** Costs that others tell in words alone. */
function costsOf(row: HsdsRow, read: HsdsRow): HsdsRow {
  const fees = textOf(row, 'fees_description');
  if (fees === null || rowsOf(row, 'cost_options').length > 0) return read;
  return { ...read, costs: [{ amount: null, currency: null, note: fees.slice(0, 300), validFrom: null, validTo: null }] };
}

/** Who confirmed it is an institution or nobody. */
function confirmation(row: HsdsRow, read: HsdsRow, found: Findings): HsdsRow {
  const confirmed = read['confirmed'] as { by: string | null } | null;
  if (confirmed === null || confirmed.by !== null) return read;
  found.add(originOf(row), { code: 'directory.import-not-kept', column: 'assured_date', params: { rows: 1 } });
  return { ...read, confirmed: null };
}

/** A service as the row says it, of ours in full. */
export function serviceSaid(row: HsdsRow, stands: Service | null, codes: readonly string[], isOurs: boolean, setting: Import, found: Findings): Entry {
  if (isOurs) return withSecrets({ ...serviceFrom(row, setting.around), serviceTypes: codes }, stands) as Entry;
  const read = confirmation(row, costsOf(row, { ...serviceFrom(inOurWords(row, setting), setting.around), serviceTypes: codes }), found);
  const said = { ...overlay(read, serviceFrom({}, setting.around)), ...conditionsOf(row, stands, setting, found) } as HsdsRow;
  if (!stands) return { ...read, ...defaultsOf(row, codes, setting), ...said } as Entry;
  const { nameEn, ...rest } = said;
  return withSecrets({ ...stands, ...rest, ...(textOf(row, 'x_name_en') === null ? {} : { nameEn }) }, stands) as Entry;
}

/** No file makes public what is secret here: what hides stays, and a secret place stays as it stands. */
function withSecrets(entry: HsdsRow, stands: Service | null): HsdsRow {
  if (!stands) return entry;
  const hides = { protectionOnly: stands.protectionOnly || entry['protectionOnly'] === true, confidentialLocation: stands.confidentialLocation || entry['confidentialLocation'] === true };
  if (stands.confidentialLocation) return { ...entry, ...leftOutThatStands(entry, stands), ...hides, places: stands.places };
  return { ...entry, ...hides, places: withSecretPlaces((entry['places'] ?? []) as ServicePlace[], stands.places) };
}

/** A public file leaves out what would tell where a secret place is: that is no news. */
function leftOutThatStands(entry: HsdsRow, stands: Service): HsdsRow {
  return Object.fromEntries(Object.entries(LEFT_OUT_OF_SECRET).flatMap(([field, silence]) => (isSaid(entry[field], silence) ? [] : [[field, stands[field as keyof Service]]])));
}

function withSecretPlaces(told: readonly ServicePlace[], stand: readonly ServicePlace[]): ServicePlace[] {
  const places = told.filter((place) => !place.confidential || !stand.some((one) => one.confidential));
  for (const [at, place] of stand.entries()) if (place.confidential) places.splice(Math.min(at, places.length), 0, place);
  return places;
}

/** An organization as the row says it. */
export function organizationSaid(row: HsdsRow, stands: Entry | null, isOurs: boolean, setting: Import): Entry {
  const read = organizationFrom(row);
  if (isOurs) return read as Entry;
  const said = overlay(read, organizationFrom({}));
  if (!stands) return { ...read, ...(setting.organizationKind === null ? {} : { kind: setting.organizationKind }), scope: setting.around.gazetteer.country, sources: sourcesOf(setting, row), ...said } as Entry;
  const { nameEn, aliases, ...rest } = said;
  return { ...stands, ...rest, ...(textOf(row, 'x_name_en') === null ? {} : { nameEn }), ...(aliases === undefined ? {} : { aliases: joined(stands, aliases) }) } as Entry;
}

/** A further name is added to those that stand. */
function joined(stands: Entry, aliases: unknown): unknown {
  const before = (stands['aliases'] ?? []) as string[];
  return [...before, ...(aliases as string[]).filter((name) => !before.includes(name) && name !== stands['acronym'])];
}
