import { z } from 'zod';
import { DIMENSIONS, LEVELS, SEXES } from '#kernel/codes';
import { organizationDetailsSchema, placeDetailsSchema, serviceDetailsSchema } from './entry/parts.ts';
import { secretsTold, tooFine } from './entry/secrets.ts';
import { freshnessSchema } from './schema/stewardship.ts';

/**
 * The words of the directory: who offers which service where, since when that is known, and from which text.
 * The same schemas read the packs, answer the routes and describe the API.
 */

export { MODALITIES, type DirectoryPhone, type LiveCapacity, type Modality, type Schedule } from './entry/parts.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const year = z.number().int().min(1900).max(2100);

export const sourceRefSchema = z.object({ source: z.string().min(1), where: z.string().nullable() });
export type SourceRef = z.infer<typeof sourceRefSchema>;

export const organizationSchema = z.object({
  id,
  nameEs: z.string().min(1),
  nameEn: z.string().min(1),
  /** False: the Spanish wording is a rendering, not the text of the source. */
  nameEsInSource: z.boolean(),
  acronym: z.string().nullable(),
  kind: z.enum(['civil_society', 'government', 'international', 'private', 'returnee_led']),
  /** Country code of the organization, or REGIONAL / GLOBAL. */
  scope: z.string().min(2),
  parent: id.nullable(),
  aliases: z.array(z.string()),
  note: z.string().nullable(),
  sources: z.array(sourceRefSchema),
}).extend(organizationDetailsSchema.shape);
export type Organization = z.infer<typeof organizationSchema>;

export const REACHES = ['municipality', 'department', 'national', 'abroad', 'unstated'] as const;
/** How exactly a source says where a service is given. */
export type Reach = (typeof REACHES)[number];

export const servicePlaceSchema = z.object({
  reach: z.enum(REACHES),
  admin1: z.string().nullable(),
  admin2: z.string().nullable(),
  /** Words of the source about the place, in English. */
  note: z.string().nullable(),
}).extend(placeDetailsSchema.shape);
export type ServicePlace = z.infer<typeof servicePlaceSchema>;

export const SERVICE_STATUSES = ['active_as_of', 'pilot', 'planned', 'suspended', 'closed'] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

export const eligibilityTextSchema = z.object({
  kind: z.string().min(1),
  /** The words of the source, in English. */
  detail: z.string().min(1),
  /** True when the criteria say all that this text says; false makes the verdict "ask". */
  inCriteria: z.boolean(),
});
export type EligibilityText = z.infer<typeof eligibilityTextSchema>;

export const RULE_SOURCES = ['pack', 'steward'] as const;

/** Which version of the conditions is meant, and on which days it holds. */
export const ruleVersionSchema = z.object({
  version: z.number().int(),
  source: z.enum(RULE_SOURCES),
  /** First day; null for as long as the service is known. */
  from: z.string().nullable(),
  /** Last day; null until further notice. */
  until: z.string().nullable(),
});
export type RuleVersion = z.infer<typeof ruleVersionSchema>;

export const serviceSchema = z.object({
  id,
  organizationId: id,
  /** True when the source does not say who owns the service: the owner is a placeholder. */
  organizationInferred: z.boolean(),
  programmeName: z.string().nullable(),
  nameEs: z.string().min(1),
  nameEn: z.string().min(1),
  nameEsInSource: z.boolean(),
  descriptionEn: z.string(),
  level: z.enum(LEVELS),
  dimension: z.enum(DIMENSIONS),
  serviceTypes: z.array(z.string()).min(1),
  phase: z.enum(['pre_departure', 'reception', 'post_arrival', 'reintegration']),
  scope: z.string().min(2),
  places: z.array(servicePlaceSchema),
  targetGroups: z.array(z.string()),
  eligibility: z.array(eligibilityTextSchema),
  /** Criteria over facts (see `#kernel/criteria`); null when nothing can be said exactly. */
  criteria: z.json().nullable(),
  /** Reserved for survivors of violence and similar: not shown to everybody. */
  protectionOnly: z.boolean(),
  /** What stays a question for the provider, in our words; empty when criteria say all. */
  openConditions: z.array(z.object({ es: z.string(), en: z.string() })),
  /** Further conditions when it is offered for one need, by need code. */
  needCriteria: z.record(z.string(), z.json()),
  /** Age groups it is meant for; null when the source does not say. */
  ages: z.array(z.enum(['child', 'adult'])).nullable(),
  /** Sexes it is meant for; null for everybody. */
  sexes: z.array(z.enum(SEXES)).nullable(),
  /** Which version of the conditions this is; a pack does not say. */
  rules: ruleVersionSchema.optional(),
  /** 0 general population, 1 people who return, 2 one group among them. */
  specificity: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  requiredDocuments: z.array(id).nullable(),
  benefit: z.object({ amount: z.number().nullable(), currency: z.string().nullable(), note: z.string().nullable() }).nullable(),
  capacity: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
  referralPath: z.string().nullable(),
  partners: z.array(id),
  status: z.enum(SERVICE_STATUSES),
  asOf: year,
  matchable: z.boolean(),
  /** Why it is never suggested, when it is not: closed, planned, structural, excluded. */
  notMatchable: z.enum(['closed', 'planned', 'structural', 'excluded', 'foreign']).nullable(),
  confidentialLocation: z.boolean(),
  notes: z.string().nullable(),
  sources: z.array(sourceRefSchema).min(1),
}).extend(serviceDetailsSchema.shape).superRefine((service, issues) => {
  for (const path of secretsTold(service)) issues.addIssue({ code: 'custom', message: 'directory.secret-told', path });
});
export type Service = z.infer<typeof serviceSchema>;

export const receptionPointSchema = z.object({
  id,
  nameEs: z.string().min(1),
  nameEn: z.string().min(1),
  place: servicePlaceSchema,
  mode: z.enum(['land', 'air', 'sea']).nullable(),
  populations: z.array(z.string()),
  operatorId: id,
  oversightId: id.nullable(),
  services: z.array(id),
  count: z.number().int().nullable(),
  status: z.enum(SERVICE_STATUSES),
  asOf: year,
  confidentialLocation: z.boolean(),
  notes: z.string().nullable(),
  sources: z.array(sourceRefSchema),
}).superRefine((point, issues) => {
  const told = point.confidentialLocation || point.place.confidential ? tooFine(point.place) : [];
  for (const field of told) issues.addIssue({ code: 'custom', message: 'directory.secret-told', path: ['place', field] });
});
export type ReceptionPoint = z.infer<typeof receptionPointSchema>;

export const documentTypeSchema = z.object({
  id,
  nameEs: z.string().min(1),
  nameEn: z.string().min(1),
  scope: z.string().min(2),
  issuerId: id.nullable(),
  kind: z.string().min(1),
  accepted: z.array(z.string()),
  rejected: z.array(z.string()),
  notes: z.string().nullable(),
  sources: z.array(sourceRefSchema),
});
export type DocumentType = z.infer<typeof documentTypeSchema>;

export const legalBasisSchema = z.object({
  id,
  scope: z.string().min(2),
  instrument: z.string().min(1),
  year: year.nullable(),
  kind: z.string().min(1),
  grants: z.string().nullable(),
  citation: z.string().nullable(),
  sources: z.array(sourceRefSchema),
});
export type LegalBasis = z.infer<typeof legalBasisSchema>;

export const needTypeSchema = z.object({
  code: z.string().regex(/^[a-z_]+$/),
  family: z.string().regex(/^[a-z_]+$/),
  dimension: z.enum(DIMENSIONS),
  labelEs: z.string().min(1),
  labelEn: z.string().min(1),
  /** A need that one person can have; false for campaigns, policy, training of officials. */
  personal: z.boolean(),
});
/** A kind of service, which is also the code of the need it answers. */
export type NeedType = z.infer<typeof needTypeSchema>;

/** The slice `countries/<cc>/directory.json`. */
export const directoryPackSchema = z.object({
  country: z.string().length(2),
  sources: z.record(z.string(), z.string()),
  needTypes: z.array(needTypeSchema),
  organizations: z.array(organizationSchema),
  services: z.array(serviceSchema),
  receptionPoints: z.array(receptionPointSchema),
  documents: z.array(documentTypeSchema),
  legalBases: z.array(legalBasisSchema),
});
export type DirectoryPack = z.infer<typeof directoryPackSchema>;

export const namedPlaceSchema = servicePlaceSchema.extend({ admin1Name: z.string().nullable(), admin2Name: z.string().nullable() });
export type NamedPlace = z.infer<typeof namedPlaceSchema>;

/** A service with the names that a reader needs beside it. */
export const serviceCardPartsSchema = z.object({
  service: serviceSchema,
  organization: organizationSchema.nullable(),
  /** Last confirmed and by when again; null before anything is known of it. */
  freshness: freshnessSchema.nullable(),
  places: z.array(namedPlaceSchema),
  /** Source code → title. */
  sourceTitles: z.record(z.string(), z.string()),
});
export type ServiceCardParts = z.infer<typeof serviceCardPartsSchema>;

export const servicePageSchema = serviceCardPartsSchema.extend({
  documents: z.array(documentTypeSchema),
  /** Place id → name, for the criteria. */
  placeNames: z.record(z.string(), z.string()),
});
/** Everything about one service. */
export type ServicePage = z.infer<typeof servicePageSchema>;

export const placeOptionSchema = z.object({ admin2: z.string(), name: z.string(), admin1: z.string(), admin1Name: z.string() });
/** A municipality as a form offers it. */
export type PlaceOption = z.infer<typeof placeOptionSchema>;

export * from './schema/stewardship.ts';
export * from './schema/exchange.ts';
export * from './schema/places-left.ts';
