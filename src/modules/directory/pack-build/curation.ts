import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { serviceDetailsSchema } from '../entry/parts.ts';
import { travelPackSchema } from '../pack.ts';

/**
 * What a person has decided after reading the source texts, kept beside the pack as `curation.json`: criteria that a
 * text says exactly, who a service is closed to, which office takes cases of municipalities without a window.
 */

const curatedService = z.strictObject({
  criteria: z.json().optional(),
  /** Positions of the eligibility texts that `criteria` say completely. */
  covers: z.array(z.number().int().nonnegative()).optional(),
  /** The source says that the service works in the whole country. */
  nationwide: z.boolean().optional(),
  /** One office in each department, said by the source in general words. */
  everyDepartment: z.boolean().optional(),
  /** Given only outside the country, for example at consulates. */
  abroad: z.boolean().optional(),
  protectionOnly: z.boolean().optional(),
  ages: z.array(z.enum(['child', 'adult'])).optional(),
  /** A question for the provider that the criteria cannot settle, in our words. */
  open: z.strictObject({ es: z.string(), en: z.string() }).optional(),
  notMatchable: z.enum(['structural', 'excluded', 'foreign']).optional(),
  /** Positions of places that are only an example of past use, not a place of service. */
  dropPlaces: z.array(z.number().int().nonnegative()).optional(),
  /** What a text says about contact, hours, languages, cost, funding, laws and the like. */
  details: serviceDetailsSchema.partial().optional(),
  because: z.string().min(1),
});
export type CuratedService = z.infer<typeof curatedService>;

const curatedWindow = z.strictObject({
  serviceId: z.string(),
  /** `{place}` becomes the municipality or department. */
  nameEs: z.string(),
  nameEn: z.string(),
  because: z.string(),
});

const curationSchema = z.strictObject({
  services: z.record(z.string(), curatedService),
  windows: z.array(curatedWindow),
  /** Offices that closed, and which one goes on with their cases. */
  closed: z.array(z.strictObject({ ref: z.string(), followedBy: z.string() })).default([]),
  national: z.strictObject({ organizationId: z.string(), nameEs: z.string(), nameEn: z.string(), because: z.string() }),
  travel: travelPackSchema,
  /** Whose outlines are drawn, as their licence asks to say it; left out: no drawing. */
  map: z.strictObject({ source: z.string().min(1), credit: z.strictObject({ es: z.string(), en: z.string() }), because: z.string().min(1) }).optional(),
});
export type Curation = z.infer<typeof curationSchema>;

const sharedSchema = z.strictObject({
  /** Family of service types → dimension of reintegration. */
  dimensions: z.record(z.string(), z.enum(['economic', 'social', 'psychosocial'])),
  /** Families and types that are no need of one person. */
  structuralFamilies: z.array(z.string()),
  structuralTypes: z.array(z.string()),
  /** Scopes that go into every pack. */
  sharedScopes: z.array(z.string()),
  /** Papers that the sources only propose: nobody can hold one. */
  proposedDocuments: z.array(z.string()),
  /** Need code → condition on the person for that need, whatever the service. */
  needCriteria: z.record(z.string(), z.json()),
  services: z.record(z.string(), curatedService),
});
export type SharedCuration = z.infer<typeof sharedSchema>;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8')) as unknown;
}

/** Decisions for one country; a country without the file cannot be built. */
export function readCuration(packDir: string, country: string): Curation {
  const path = join(packDir, country.toLowerCase(), 'curation.json');
  if (!existsSync(path)) throw new Error(`${path}: missing; a country needs its curation before its pack can be built`);
  return curationSchema.parse(readJson(path));
}

/** Decisions that hold in every country. */
export function readSharedCuration(packDir: string): SharedCuration {
  return sharedSchema.parse(readJson(join(packDir, 'shared', 'curation.json')));
}
