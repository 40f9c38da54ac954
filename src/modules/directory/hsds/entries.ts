import type { Criteria, Leaf } from '#kernel/criteria';
import { organizationDetailsSchema, serviceDetailsSchema } from '../entry/parts.ts';
import type { NeedType, Organization, Service, ServiceStatus } from '../schema.ts';
import { hsdsId, partId } from './ids.ts';
import { capacities, contacts, costs, description, funding, languages, mail, partsTo, phones, schedules, web } from './parts.ts';
import { placesFrom, placesTo, type Gazetteer } from './places.ts';
import { extended, extension, rowOf, rowsOf, stated, textOf, type HsdsRow } from './row.ts';
import { termOf } from './taxonomy.ts';

/** Services and organizations, to the exchange format and back. What the format cannot carry stands in `x_…` fields: docs/how-to/exchange-the-directory.md. */

/** What lies around an entry: names of papers and needs, places, and who is behind an id. */
export interface Surroundings {
  readonly gazetteer: Gazetteer;
  readonly needs: readonly NeedType[];
  readonly documentNames: ReadonlyMap<string, string>;
  /** Files for stewards name the department of a secret place; nothing public does. */
  readonly departments?: boolean;
}

const STATUS: Readonly<Record<ServiceStatus, string>> = {
  active_as_of: 'active', pilot: 'active', planned: 'inactive', suspended: 'temporarily closed', closed: 'defunct',
};
const STATUS_FROM: Readonly<Record<string, ServiceStatus>> = { active: 'active_as_of', inactive: 'planned', 'temporarily closed': 'suspended', defunct: 'closed' };

/** Fields of a service for which the format has no place. */
export const SERVICE_REST = [
  'organizationInferred', 'nameEn', 'nameEsInSource', 'level', 'dimension', 'phase', 'scope', 'targetGroups', 'eligibility', 'criteria', 'protectionOnly',
  'openConditions', 'needCriteria', 'ages', 'sexes', 'specificity', 'benefit', 'capacity', 'referralPath', 'partners', 'asOf', 'matchable', 'notMatchable',
  'confidentialLocation', 'notes', 'sources', 'modality', 'route', 'womenAttend', 'free', 'waitingList', 'waitDays', 'legalBases', 'evidence', 'successorId', 'confirmBy',
];

export const ORGANIZATION_REST = ['nameEn', 'nameEsInSource', 'acronym', 'kind', 'scope', 'aliases', 'note', 'sources', 'successorId', 'confirmBy'];

const SILENT_SERVICE = { ...serviceDetailsSchema.parse({}), targetGroups: [], eligibility: [], openConditions: [], needCriteria: {}, partners: [], protectionOnly: false, confidentialLocation: false, organizationInferred: false };
const SILENT_ORGANIZATION = { ...organizationDetailsSchema.parse({}), aliases: [] };

/** The condition on age that must hold whatever else does. */
function ageOf(criteria: Criteria | null): Leaf | undefined {
  if (criteria === null) return undefined;
  const parts: readonly Criteria[] = 'all' in criteria ? criteria.all : [criteria];
  return parts.find((part): part is Leaf => 'fact' in part && part.fact === 'age');
}

/** Ages that the conditions set, for readers who know nothing of criteria. */
export function agesOf(service: Service): HsdsRow {
  const { op, value } = ageOf(service.criteria as Criteria | null) ?? {};
  if (op === 'between' && Array.isArray(value)) return { minimum_age: value[0], maximum_age: value[1] };
  if (op === 'gte') return { minimum_age: value };
  return op === 'lte' ? { maximum_age: value } : {};
}

function namesTo(list: readonly string[], own: string): HsdsRow {
  return { alternate_name: list[0], [own]: list.slice(1) };
}

function areasTo(id: string, service: Service, { gazetteer }: Surroundings): HsdsRow[] {
  const named = (area: string): string => (area === gazetteer.country ? gazetteer.countryName : (gazetteer.nameOf(area) ?? area));
  return partsTo(id, 'service_area', service.servedAreas ?? [], (area) => ({ name: named(area), x_place: area }));
}

function attributesTo(id: string, service: Service, { gazetteer, needs }: Surroundings): HsdsRow[] {
  return partsTo(id, 'attribute', service.serviceTypes, (code) => {
    const term = termOf(gazetteer.country, code, needs);
    return { link_id: id, link_entity: 'service', link_type: 'service_type', taxonomy_term_id: term.id, taxonomy_term: term, value: code };
  });
}

function papersTo(id: string, service: Service, { documentNames }: Surroundings): HsdsRow {
  const papers = service.requiredDocuments;
  return {
    required_documents: partsTo(id, 'required_document', papers ?? [], (paper) => ({ document: documentNames.get(paper) ?? paper, x_document: paper })),
    x_no_papers_needed: papers?.length === 0 ? true : null,
  };
}

const programId = (country: string, service: Service): string => partId(hsdsId(country, 'organization', service.organizationId), `program/${service.programmeName ?? ''}`, 0);

/** What would tell where a secret place is: words in which a source says what it likes, also the way there, and for whose inhabitants it is. */
export const LEFT_OUT_OF_SECRET = { descriptionEs: null, descriptionEn: '', notes: null, referralPath: null, applicationProcess: null, interpretation: null, servedAreas: null } as const;

/** A service with everything that belongs to it, but without the organization. */
export function serviceTo(all: Service, around: Surroundings, changedAt?: string): HsdsRow {
  const service = all.confidentialLocation && !around.departments ? { ...all, ...LEFT_OUT_OF_SECRET } : all;
  const { country } = around.gazetteer;
  const id = hsdsId(country, 'service', service.id);
  const organizationId = hsdsId(country, 'organization', service.organizationId);
  const programme = service.programmeName === null ? null : { id: programId(country, service), organization_id: organizationId, name: service.programmeName, description: service.programmeName };
  const places = placesTo(id, service.places, around.gazetteer, { all: service.confidentialLocation, departments: around.departments ?? false });
  return stated({
    id, organization_id: organizationId, program_id: programme?.id, name: service.nameEs, ...namesTo(service.alternateNames, 'x_more_names'), ...description.to(service),
    ...web.to(id, service.urls, 'url', 'additional_urls'), ...mail.to(service.emails), status: STATUS[service.status],
    interpretation_services: service.interpretation, application_process: service.applicationProcess,
    eligibility_description: service.eligibility.map((text) => text.detail).join('\n'), ...agesOf(service), assured_date: service.confirmed?.on, last_modified: changedAt,
    program: programme, phones: phones.to(id, service.phones), schedules: schedules.to(id, service.schedules), service_areas: areasTo(id, service, around),
    service_at_locations: places.located, languages: languages.to(id, service.languages), funding: funding.to(id, service.funding), cost_options: costs.to(id, service.costs),
    ...papersTo(id, service, around), contacts: contacts.to(id, service.contacts), capacities: capacities.to(id, service.liveCapacity, country),
    attributes: attributesTo(id, service, around),
    x_code: service.id, x_organization: service.organizationId, x_status: service.status, x_confirmed_by: service.confirmed?.by, x_places: places.others,
    ...extended(service, SERVICE_REST, SILENT_SERVICE),
  });
}

/** An organization with everything that belongs to it, but without its services. */
export function organizationTo(organization: Organization, country: string, changedAt?: string): HsdsRow {
  const id = hsdsId(country, 'organization', organization.id);
  return {
    ...stated({
      id, name: organization.nameEs, alternate_name: organization.acronym ?? organization.aliases[0], ...description.to(organization), ...mail.to(organization.emails),
      ...web.to(id, organization.urls, 'website', 'additional_websites'), parent_organization_id: organization.parent === null ? null : hsdsId(country, 'organization', organization.parent),
      funding: funding.to(id, organization.funding), contacts: contacts.to(id, organization.contacts), phones: phones.to(id, organization.phones),
      x_code: organization.id, x_parent: organization.parent, x_last_modified: changedAt, x_confirmed: organization.confirmed,
      ...extended(organization, ORGANIZATION_REST, SILENT_ORGANIZATION),
    }),
    description: description.to(organization)['description'] ?? '',
  };
}

const namesFrom = (row: HsdsRow, own: string): unknown[] => {
  const more = row[own];
  return [...(textOf(row, 'alternate_name') === null ? [] : [textOf(row, 'alternate_name')]), ...(Array.isArray(more) ? more : [])];
};

function confirmedFrom(row: HsdsRow): unknown {
  const on = textOf(row, 'assured_date');
  return on === null ? null : { on, by: textOf(row, 'x_confirmed_by') ?? textOf(row, 'assurer_email')?.split('@')[1] ?? null };
}

function papersFrom(row: HsdsRow, { documentNames }: Surroundings): unknown {
  if (row['x_no_papers_needed'] === true) return [];
  const byName = new Map([...documentNames].map(([id, name]) => [name.toLowerCase(), id]));
  const papers = rowsOf(row, 'required_documents').map((d) => textOf(d, 'x_document') ?? byName.get((textOf(d, 'document') ?? '').toLowerCase())).filter((id) => id !== undefined);
  return papers.length === 0 ? null : papers;
}

function typesFrom(row: HsdsRow, { needs }: Surroundings): string[] {
  const known = new Set(needs.map((need) => need.code));
  const codes = rowsOf(row, 'attributes').map((a) => textOf(rowOf(a, 'taxonomy_term') ?? {}, 'code') ?? textOf(a, 'value') ?? '');
  return codes.filter((code) => known.has(code));
}

function areasFrom(row: HsdsRow): unknown {
  const areas = rowsOf(row, 'service_areas').map((area) => textOf(area, 'x_place')).filter((place) => place !== null);
  return areas.length === 0 ? null : areas;
}

function statusFrom(row: HsdsRow): string | null {
  const own = textOf(row, 'x_status');
  const printed = textOf(row, 'status');
  // Ours says it more exactly, as long as it says the same.
  return own !== null && STATUS[own as ServiceStatus] === printed ? own : (STATUS_FROM[printed ?? ''] ?? null);
}

/** A service as it would stand in the directory: not yet checked against its schema. Ids are still those of the file. */
export function serviceFrom(row: HsdsRow, around: Surroundings): Record<string, unknown> {
  return {
    criteria: null, ages: null, sexes: null, benefit: null, capacity: null, referralPath: null, notMatchable: null, notes: null, targetGroups: [],
    eligibility: [], openConditions: [], needCriteria: {}, partners: [], protectionOnly: false, confidentialLocation: false, organizationInferred: false,
    ...extension(row, SERVICE_REST),
    nameEs: textOf(row, 'name'), nameEn: textOf(row, 'x_name_en') ?? textOf(row, 'name'), alternateNames: namesFrom(row, 'x_more_names'),
    ...withoutNull(description.from(row)), programmeName: textOf(rowOf(row, 'program') ?? {}, 'name'), serviceTypes: typesFrom(row, around), status: statusFrom(row),
    places: placesFrom(row, around.gazetteer), requiredDocuments: papersFrom(row, around), phones: phones.from(row), emails: mail.from(row),
    urls: web.from(row, 'url', 'additional_urls'), contacts: contacts.from(row), funding: funding.from(row), schedules: schedules.from(row), languages: languages.from(row),
    interpretation: textOf(row, 'interpretation_services'), applicationProcess: textOf(row, 'application_process'), costs: costs.from(row), servedAreas: areasFrom(row),
    liveCapacity: capacities.from(row), confirmed: confirmedFrom(row),
  };
}

/** The English description of a service is text, never null. */
const withoutNull = ({ descriptionEs, descriptionEn }: { descriptionEs: string | null; descriptionEn: string | null }): HsdsRow => ({ descriptionEs, descriptionEn: descriptionEn ?? '' });

/** An organization as it would stand in the directory. */
export function organizationFrom(row: HsdsRow): Record<string, unknown> {
  const own = extension(row, ORGANIZATION_REST);
  const aliases = Array.isArray(own['aliases']) ? (own['aliases'] as unknown[]) : [];
  const called = textOf(row, 'alternate_name');
  const isNew = called !== null && called !== own['acronym'] && !aliases.includes(called);
  return {
    acronym: null, note: null, nameEsInSource: true, ...own,
    nameEs: textOf(row, 'name'), nameEn: textOf(row, 'x_name_en') ?? textOf(row, 'name'), aliases: isNew ? [called, ...aliases] : aliases, ...description.from(row),
    phones: phones.from(row), emails: mail.from(row), urls: web.from(row, 'website', 'additional_websites'), contacts: contacts.from(row), funding: funding.from(row),
    confirmed: row['x_confirmed'] ?? null,
  };
}

