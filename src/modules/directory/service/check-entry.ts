import type { z } from 'zod';
import { Refused, type Problem } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { readAllCriteria } from '../criteria-rules.ts';
import { schemaOf } from '../entry-kinds.ts';
import * as repository from '../repository.ts';
import type { Organization, ReceptionPoint, Service, ServicePlace } from '../schema.ts';
import type { Entry, EntryKind } from '../schema/stewardship.ts';
import { needCatalog } from '../service.ts';

/** Whether a whole entry could stand in the directory: its shape, and that all it refers to exists. */

const problem = (code: string, field: string, params: Record<string, string> = {}): Problem => ({ code, field, params });

/** An area named by the code of a municipality that a reform made of several is all of them. */
function areasOf({ pack: { places } }: Ctx, area: Entry[string] | undefined): Entry[string][] {
  if (typeof area !== 'string' || places.get(area)) return area === undefined ? [] : [area];
  const carriers = places.byCode(area);
  return carriers.length > 0 ? carriers.map((place) => place.id) : [area];
}

/** A schema that has its own word for the fault says it; otherwise the field is named. */
function shapeFault({ message, path }: z.core.$ZodIssue): Problem {
  const field = path.join('.');
  return problem(/^directory\.[a-z-]+$/.test(message) ? message : 'directory.entry-field', `entry.${field}`, { field });
}

/** What entries may refer to. */
export interface Known {
  readonly organization: ReadonlySet<string>;
  readonly document: ReadonlySet<string>;
  readonly service: ReadonlySet<string>;
  readonly legalBasis: ReadonlySet<string>;
}

/** The entry as the schema of its kind reads it, or a refusal that names every fault. */
export async function checkedEntry(ctx: Ctx, kind: EntryKind, entry: Entry): Promise<Entry> {
  const { whole, problems } = checkAgainst(ctx, kind, entry, await knownTo(ctx, kind, entry));
  if (problems.length > 0) throw new Refused(problems, 422);
  await refuseCircle(ctx, kind, whole!);
  return whole!;
}

const LONGEST_NAME = 300;
/** Characters of a whole entry; the longest of the packs has four thousand. */
const MOST_WORDS = 100_000;

/** What would fill lists and pages, whoever sends it. */
function sizeFaults(entry: Entry): Problem[] {
  const long = ['nameEs', 'nameEn'].filter((field) => String(entry[field] ?? '').length > LONGEST_NAME).map((field) => problem('directory.text-too-long', `entry.${field}`));
  return JSON.stringify(entry).length > MOST_WORDS ? [...long, problem('directory.entry-too-long', 'entry')] : long;
}

/** The same for one of many entries, against what is known already. The entry is there if its shape is right. */
export function checkAgainst(ctx: Ctx, kind: EntryKind, entry: Entry, known: Known): { whole: Entry | null; problems: Problem[] } {
  const read = schemaOf(kind).safeParse(withPlaces(ctx, withStatus(kind, entry)));
  if (!read.success) return { whole: null, problems: read.error.issues.map(shapeFault) };
  const whole = read.data as Entry;
  // What is too long is not looked at any further: conditions take their time.
  const long = sizeFaults(whole);
  return { whole, problems: long.length > 0 ? long : faultsOf(ctx, kind, whole, known) };
}

const texts = (...values: readonly unknown[]): string[] => values.flat().filter((value): value is string => typeof value === 'string');

/** Which of the entries that this one names exist. */
async function knownTo(ctx: Ctx, kind: EntryKind, entry: Entry): Promise<Known> {
  const { organizationId, partners, parent, issuerId, operatorId, oversightId, requiredDocuments, services, legalBases } = entry;
  const organizations = await repository.findOrganizations(ctx.actor, ctx.tx, texts(organizationId, partners, parent, issuerId, operatorId, oversightId));
  const papers = kind === 'service' ? await repository.findDocuments(ctx.actor, ctx.tx, texts(requiredDocuments)) : [];
  const laws = kind === 'service' ? await repository.findLegalBases(ctx.actor, ctx.tx, texts(legalBases)) : [];
  const offered = kind === 'receptionPoint' ? await repository.findServicesByIds(ctx.actor, ctx.tx, texts(services)) : [];
  return { organization: new Set(organizations.map((o) => o.id)), document: new Set(papers.map((d) => d.id)), service: new Set(offered.map((one) => one.id)), legalBasis: new Set(laws.map((one) => one.id)) };
}

const MOST_LEVELS = 50;

/** An organization that stands above itself, over however many others. */
async function refuseCircle(ctx: Ctx, kind: EntryKind, entry: Entry): Promise<void> {
  if (kind !== 'organization') return;
  let above = entry['parent'] as string | null;
  for (let level = 0; above !== null && level < MOST_LEVELS; level++) {
    if (above === entry['id']) throw new Refused([problem('directory.parent-circle', 'entry.parent')], 422);
    const [organization] = await repository.findOrganizations(ctx.actor, ctx.tx, [above]);
    above = organization?.parent ?? null;
  }
}

/** Whether it may be suggested follows what is said of its state, so that both never contradict one another. */
function withStatus(kind: EntryKind, entry: Entry): Entry {
  if (kind !== 'service') return entry;
  const { status, notMatchable } = entry;
  if (status === 'closed' || status === 'planned') return { ...entry, matchable: false, notMatchable: status };
  const free = notMatchable === 'closed' || notMatchable === 'planned' || notMatchable === null;
  return free ? { ...entry, matchable: true, notMatchable: null } : { ...entry, matchable: false };
}

/** A place named by another official code (a reform joined or renamed it) becomes the place that carries it, where that is one place. */
function withPlaces(ctx: Ctx, entry: Entry): Entry {
  const known = (place: unknown): unknown => {
    const { admin2 } = (place ?? {}) as Partial<ServicePlace>;
    if (typeof admin2 !== 'string' || ctx.pack.places.get(admin2)) return place;
    const carriers = ctx.pack.places.byCode(admin2);
    return carriers.length === 1 ? { ...(place as ServicePlace), admin2: carriers[0]!.id, admin1: carriers[0]!.admin1 } : place;
  };
  return {
    ...entry,
    ...(Array.isArray(entry['places']) ? { places: entry['places'].map(known) as Entry[string] } : {}),
    ...(entry['place'] ? { place: known(entry['place']) as Entry[string] } : {}),
    ...(Array.isArray(entry['route']) ? { route: entry['route'].map(known) as Entry[string] } : {}),
    ...(Array.isArray(entry['servedAreas']) ? { servedAreas: [...new Set(entry['servedAreas'].flatMap((area) => areasOf(ctx, area)))] } : {}),
  };
}

function faultsOf(ctx: Ctx, kind: EntryKind, entry: Entry, known: Known): Problem[] {
  switch (kind) {
    case 'service': return serviceFaults(ctx, entry as unknown as Service, known);
    case 'receptionPoint': return pointFaults(ctx, entry as unknown as ReceptionPoint, known);
    case 'organization': return organizationFaults(entry as unknown as Organization, known);
    case 'document': return unknownOrganizations(known, 'issuerId', [entry['issuerId'] as string | null]);
    case 'legalBasis': return [];
  }
}

function unknownOrganizations({ organization }: Known, field: string, ids: readonly (string | null)[]): Problem[] {
  return ids.filter((id): id is string => id !== null && !organization.has(id)).map((id) => problem('directory.unknown-organization', `entry.${field}`, { id }));
}

function organizationFaults(o: Organization, known: Known): Problem[] {
  if (o.parent === o.id) return [problem('directory.own-parent', 'entry.parent')];
  return unknownOrganizations(known, 'parent', [o.parent]);
}

function pointFaults(ctx: Ctx, point: ReceptionPoint, known: Known): Problem[] {
  return [
    ...placeFaults(ctx, 'entry.place', point.place),
    ...unknownOrganizations(known, 'operatorId', [point.operatorId, point.oversightId]),
    ...point.services.filter((id) => !known.service.has(id)).map((id) => problem('directory.unknown-service', 'entry.services', { id })),
  ];
}

function serviceFaults(ctx: Ctx, service: Service, known: Known): Problem[] {
  const needs = new Set(needCatalog(ctx).map((need) => need.code));
  return [
    ...service.places.flatMap((place, i) => placeFaults(ctx, `entry.places.${i}`, place)),
    ...service.route.flatMap((stop, i) => municipalityFaults(ctx, `entry.route.${i}`, stop.admin2)),
    ...areaFaults(ctx, service),
    ...service.serviceTypes.filter((code) => !needs.has(code)).map((id) => problem('directory.unknown-need', 'entry.serviceTypes', { id })),
    ...(service.requiredDocuments ?? []).filter((id) => !known.document.has(id)).map((id) => problem('directory.unknown-paper', 'entry.requiredDocuments', { id })),
    ...service.legalBases.filter((id) => !known.legalBasis.has(id)).map((id) => problem('directory.unknown-legal-basis', 'entry.legalBases', { id })),
    ...unknownOrganizations(known, 'organizationId', [service.organizationId]),
    ...unknownOrganizations(known, 'partners', service.partners),
    ...criteriaFaults(service),
  ];
}

function areaFaults({ pack: { code, places } }: Ctx, { servedAreas }: Service): Problem[] {
  const isKnown = (area: string): boolean => area === code || places.get(area) !== undefined || places.admin1Get(area) !== undefined;
  return (servedAreas ?? []).filter((area) => !isKnown(area)).map((id) => problem('directory.unknown-area', 'entry.servedAreas', { id }));
}

function criteriaFaults(service: Service): Problem[] {
  const read = readAllCriteria(service);
  return read.ok ? [] : read.problems.map((fault) => ({ ...fault, field: `entry.${fault.field ?? 'criteria'}` }));
}

function placeFaults(ctx: Ctx, field: string, { reach, admin1, admin2 }: ServicePlace): Problem[] {
  const found = municipalityFaults(ctx, field, admin2);
  if (admin1 !== null && !ctx.pack.places.admin1Get(admin1)) found.push(problem('directory.unknown-department', field));
  if ((reach === 'municipality') !== (admin2 !== null)) found.push(problem('directory.place-and-reach', field));
  return found;
}

/** A code that a reform divided among several names them. */
function municipalityFaults(ctx: Ctx, field: string, admin2: string | null): Problem[] {
  if (admin2 === null || ctx.pack.places.get(admin2)) return [];
  const parts = ctx.pack.places.byCode(admin2).map((p) => p.name).join(', ');
  return [problem(parts ? 'directory.municipality-of-several' : 'directory.unknown-municipality', field, parts ? { parts } : {})];
}
