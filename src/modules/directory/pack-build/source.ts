import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** The source folder of the packs: `directory.json` and `geo/*.csv`, as collected from the published documents. */

const sourceRef = z.object({ source: z.string(), where: z.string().nullish() });
const sourcePlace = z.object({ admin1: z.string().nullable(), municipality: z.string().nullable(), note: z.string().nullable() });
export type SourcePlace = z.infer<typeof sourcePlace>;

const sourceOrganization = z.object({
  id: z.string(),
  name_es: z.string(),
  name_en: z.string(),
  acronym: z.string().nullable(),
  kind: z.string(),
  country: z.string(),
  parent: z.string().nullable(),
  aliases: z.array(z.string()),
  name_es_in_source: z.boolean(),
  note: z.string().nullable(),
  sources: z.array(sourceRef),
});
export type SourceOrganization = z.infer<typeof sourceOrganization>;

const sourceService = z.object({
  id: z.string(),
  organization_id: z.string(),
  organization_inferred: z.boolean().optional(),
  programme_name: z.string().nullable(),
  name_en: z.string(),
  name_es: z.string(),
  name_es_in_source: z.boolean(),
  description_en: z.string(),
  level: z.string(),
  dimension: z.string(),
  service_types: z.array(z.string()),
  phase: z.string(),
  country: z.string(),
  places: z.array(sourcePlace).nullable(),
  target_groups: z.array(z.string()).nullable(),
  eligibility: z.array(z.object({ kind: z.string(), detail: z.string() })).nullable(),
  required_documents: z.array(z.string()).nullable(),
  benefit: z.object({ amount: z.number().nullable(), currency: z.string().nullable(), note: z.string().nullable() }).nullable(),
  capacity_or_results: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
  referral_path: z.string().nullable(),
  status: z.string(),
  as_of: z.number(),
  sources: z.array(sourceRef),
  notes: z.string().nullish(),
  partners: z.array(z.string()).optional(),
  exclude_from_matching: z.boolean().optional(),
  confidential_location: z.boolean().optional(),
});
export type SourceService = z.infer<typeof sourceService>;

const sourceReceptionPoint = z.object({
  id: z.string(),
  name: z.string(),
  name_es: z.string(),
  country: z.string(),
  place: sourcePlace,
  mode: z.string().nullable(),
  populations_served: z.array(z.string()),
  operator: z.string(),
  oversight: z.string().optional(),
  services: z.array(z.string()),
  count: z.number().nullable(),
  status: z.string(),
  as_of: z.number(),
  notes: z.string().nullish(),
  sources: z.array(sourceRef),
});
export type SourceReceptionPoint = z.infer<typeof sourceReceptionPoint>;

const sourceDocument = z.object({
  id: z.string(),
  name: z.string(),
  name_es: z.string(),
  country: z.string(),
  issuer: z.string().nullable(),
  kind: z.string(),
  accepted: z.array(z.string()),
  rejected: z.array(z.string()),
  notes: z.string().nullish(),
  sources: z.array(sourceRef),
});
export type SourceDocument = z.infer<typeof sourceDocument>;

const sourceLegalBasis = z.object({
  id: z.string(),
  country: z.string(),
  instrument: z.string(),
  year: z.number().nullable(),
  kind: z.string(),
  what_it_grants: z.string().nullable(),
  citation: z.string().nullable(),
  sources: z.array(sourceRef),
});
export type SourceLegalBasis = z.infer<typeof sourceLegalBasis>;

const serviceTypeLabel = z.object({ family: z.string(), label_en: z.string(), label_es: z.string() });

const sourceDirectory = z.object({
  meta: z.object({
    sources: z.record(z.string(), z.string()),
    controlled_lists: z.object({ service_types: z.record(z.string(), serviceTypeLabel), target_groups: z.array(z.string()) }),
  }),
  organizations: z.array(sourceOrganization),
  services: z.array(sourceService),
  reception_points: z.array(sourceReceptionPoint),
  documents: z.array(sourceDocument),
  legal_bases: z.array(sourceLegalBasis),
});
export type SourceDirectory = z.infer<typeof sourceDirectory>;

/** One row of a CSV file, by column name. */
export type Row = Readonly<Record<string, string>>;

export interface Source {
  readonly directory: SourceDirectory;
  readonly admin1: readonly Row[];
  readonly municipalities: readonly Row[];
  readonly countries: readonly Row[];
  readonly travel: readonly Row[];
}

function readCsv(path: string): Row[] {
  return parse(readFileSync(path, 'utf8'), { columns: true, skip_empty_lines: true, bom: true }) as Row[];
}

/** Reads and checks a source folder; an unexpected shape throws with the path inside the file. */
export function readSource(folder: string): Source {
  const raw: unknown = JSON.parse(readFileSync(join(folder, 'directory.json'), 'utf8'));
  const geo = (name: string): Row[] => readCsv(join(folder, 'geo', name));
  return {
    directory: sourceDirectory.parse(raw),
    admin1: geo('admin1.csv'),
    municipalities: geo('municipalities.csv'),
    countries: geo('countries.csv'),
    travel: geo('travel_calibration.csv'),
  };
}
