import type {
  DocumentType, LegalBasis, NeedType, Organization, ReceptionPoint, Service, ServicePlace, ServiceStatus, SourceRef,
} from '../schema.ts';
import { organizationDetailsSchema, placeDetailsSchema, serviceDetailsSchema, type ServiceDetails } from '../entry/parts.ts';
import { defaultCriteria, agesOf, sexesOf, specificityOf } from './groups.ts';
import type { CuratedService, SharedCuration } from './curation.ts';
import type { Unplaced } from './places.ts';
import type {
  SourceDirectory, SourceDocument, SourceLegalBasis, SourceOrganization, SourcePlace, SourceReceptionPoint, SourceService,
} from './source.ts';

type FindPlace = (printed: SourcePlace, unplaced: Unplaced) => ServicePlace;

/** The sources print no door: what a place could say beside its municipality. */
const NOTHING_SAID = placeDetailsSchema.parse({});

const refs = (sources: ReadonlyArray<{ source: string; where?: string | null | undefined }>): SourceRef[] =>
  sources.map((s) => ({ source: s.source, where: s.where ?? null }));

export function organizationOf(o: SourceOrganization): Organization {
  return {
    id: o.id, nameEs: o.name_es, nameEn: o.name_en, nameEsInSource: o.name_es_in_source, acronym: o.acronym,
    kind: o.kind as Organization['kind'], scope: o.country, parent: o.parent, aliases: o.aliases, note: o.note,
    sources: refs(o.sources), ...organizationDetailsSchema.parse({}),
  };
}

/** Service types with family, dimension and labels: the catalogue of needs. */
export function needTypesOf(directory: SourceDirectory, shared: SharedCuration): NeedType[] {
  const types = Object.entries(directory.meta.controlled_lists.service_types);
  return types.map(([code, type]) => ({
    code,
    family: type.family,
    dimension: dimensionOf(type.family, shared),
    labelEs: type.label_es,
    labelEn: type.label_en,
    personal: isPersonal(code, type.family, shared),
  }));
}

function dimensionOf(family: string, shared: SharedCuration): NeedType['dimension'] {
  const dimension = shared.dimensions[family];
  if (!dimension) throw new Error(`family "${family}" has no dimension in shared/curation.json`);
  return dimension;
}

function isPersonal(code: string, family: string, shared: SharedCuration): boolean {
  return !shared.structuralFamilies.includes(family) && !shared.structuralTypes.includes(code);
}

/** Why a service is never suggested; null if it may be. */
function notMatchable(s: SourceService, curated: CuratedService | undefined, personal: ReadonlySet<string>): Service['notMatchable'] {
  if (s.status === 'closed') return 'closed';
  if (s.status === 'planned') return 'planned';
  if (s.exclude_from_matching) return 'excluded';
  if (curated?.notMatchable) return curated.notMatchable;
  return s.service_types.some((type) => personal.has(type)) ? null : 'structural';
}

function unplaced(curated: CuratedService | undefined): Unplaced {
  if (curated?.abroad) return 'abroad';
  return curated?.nationwide ? 'national' : 'unstated';
}

/** Places as printed, without those the curation drops; one office in each department where the source says so. */
function placesOfService(s: SourceService, curated: CuratedService | undefined, around: Around): ServicePlace[] {
  if (curated?.everyDepartment) return [...around.departments.keys()].map((admin1) => ({ ...NOTHING_SAID, reach: 'department', admin1, admin2: null, note: null }));
  const dropped = new Set(curated?.dropPlaces ?? []);
  const places = (s.places ?? []).filter((_, index) => !dropped.has(index)).map((place) => around.findPlace(place, unplaced(curated)));
  if (s.confidential_location && places.length > 0) return coarse(places);
  return places.length > 0 ? places : [{ ...NOTHING_SAID, reach: unplaced(curated), admin1: null, admin2: null, note: null }];
}

function eligibilityOf(s: SourceService, curated: CuratedService | undefined): Service['eligibility'] {
  const covered = new Set(curated?.covers ?? []);
  return (s.eligibility ?? []).map((text, index) => ({ ...text, inCriteria: covered.has(index) }));
}

/** Places that must stay secret are not kept finer than the department, not even in the pack. */
function coarse(places: readonly ServicePlace[]): ServicePlace[] {
  return places.map(({ reach, admin1 }) => ({ ...NOTHING_SAID, reach: admin1 === null ? reach : 'department', admin1, admin2: null, note: null }));
}

/** What a country gives to the reading of its services. */
export interface Around {
  readonly findPlace: FindPlace;
  readonly departments: ReadonlyMap<string, string>;
  readonly needs: readonly NeedType[];
  readonly shared: SharedCuration;
}

/** A text that criteria do not say and nobody has put into words of ours stays a question, in the words of the source. */
function openConditionsOf(eligibility: Service['eligibility'], curated: CuratedService | undefined): Service['openConditions'] {
  if (curated?.open) return [curated.open];
  return eligibility.filter((text) => !text.inCriteria).map(({ detail }) => ({ es: `Texto de la fuente, en inglés: «${detail}»`, en: detail }));
}

function needCriteriaOf(s: SourceService, shared: SharedCuration): Service['needCriteria'] {
  return Object.fromEntries(Object.entries(shared.needCriteria).filter(([need]) => s.service_types.includes(need)));
}

/** One service of the source with the curated decisions about it. */
export function serviceOf(s: SourceService, curated: CuratedService | undefined, around: Around): Service {
  const personal = new Set(around.needs.filter((need) => need.personal).map((need) => need.code));
  const why = notMatchable(s, curated, personal);
  const eligibility = eligibilityOf(s, curated);
  return {
    ...wordsOf(s),
    places: placesOfService(s, curated, around),
    eligibility,
    criteria: curated?.criteria ?? defaultCriteria(s),
    openConditions: openConditionsOf(eligibility, curated),
    needCriteria: needCriteriaOf(s, around.shared),
    protectionOnly: curated?.protectionOnly ?? false,
    ages: curated?.ages ?? agesOf(s),
    sexes: sexesOf(s),
    specificity: specificityOf(s),
    matchable: why === null,
    notMatchable: why,
    confidentialLocation: s.confidential_location ?? false,
    ...serviceDetailsSchema.parse({ ...curated?.details }),
  };
}

type Decided = 'places' | 'eligibility' | 'criteria' | 'openConditions' | 'needCriteria' | 'protectionOnly' | 'ages' | 'sexes' | 'specificity'
  | 'matchable' | 'notMatchable' | 'confidentialLocation' | keyof ServiceDetails;

/** What is taken over from the source as it stands. */
function wordsOf(s: SourceService): Omit<Service, Decided> {
  return {
    id: s.id, organizationId: s.organization_id, organizationInferred: s.organization_inferred ?? false,
    programmeName: s.programme_name, nameEs: s.name_es, nameEn: s.name_en, nameEsInSource: s.name_es_in_source,
    descriptionEn: s.description_en, level: s.level as Service['level'], dimension: s.dimension as Service['dimension'],
    serviceTypes: s.service_types, phase: s.phase as Service['phase'], scope: s.country,
    targetGroups: s.target_groups ?? [], requiredDocuments: s.required_documents, benefit: s.benefit,
    capacity: s.capacity_or_results, referralPath: s.referral_path, partners: s.partners ?? [],
    status: s.status as ServiceStatus, asOf: s.as_of, notes: s.notes ?? null, sources: refs(s.sources),
  };
}

/** A reception point. Where the services there keep their address secret, place and name are no finer than the department. */
export function receptionPointOf(r: SourceReceptionPoint, services: readonly Service[], findPlace: FindPlace, departmentNames: ReadonlyMap<string, string>): ReceptionPoint {
  const secret = services.find((s) => r.services.includes(s.id) && s.confidentialLocation);
  const place = findPlace(r.place, 'unstated');
  const names = secret ? secretNames(secret, departmentNames.get(place.admin1 ?? '')) : { nameEs: r.name_es, nameEn: r.name };
  return {
    id: r.id, ...names, place: secret ? coarse([place])[0]! : place, mode: r.mode as ReceptionPoint['mode'],
    populations: r.populations_served, operatorId: r.operator, oversightId: r.oversight ?? null, services: r.services,
    count: r.count, status: r.status as ServiceStatus, asOf: r.as_of, confidentialLocation: secret !== undefined,
    notes: r.notes ?? null, sources: refs(r.sources),
  };
}

function secretNames(service: Service, department: string | undefined): { nameEs: string; nameEn: string } {
  const where = department ? ` · ${department}` : '';
  return { nameEs: `${service.nameEs}${where}`, nameEn: `${service.nameEn}${where}` };
}

/** A paper; one that is only proposed is kept as such. */
export function documentOf(d: SourceDocument, shared: SharedCuration): DocumentType {
  return {
    id: d.id, nameEs: d.name_es, nameEn: d.name, scope: d.country, issuerId: d.issuer,
    kind: shared.proposedDocuments.includes(d.id) ? 'proposal' : d.kind,
    accepted: d.accepted, rejected: d.rejected, notes: d.notes || null, sources: refs(d.sources),
  };
}

export function legalBasisOf(l: SourceLegalBasis): LegalBasis {
  return {
    id: l.id, scope: l.country, instrument: l.instrument, year: l.year, kind: l.kind, grants: l.what_it_grants,
    citation: l.citation, sources: refs(l.sources),
  };
}
