import type { z } from 'zod';
import { organizationSchema, serviceSchema, type Organization, type Service } from '../schema.ts';

/** Made-up entries of Sampleland for tests; nothing here is a real service. */

const SOURCES = [{ source: 'sample-guide', where: null }];

/** A service of which its source says next to nothing. */
export function quietService(parts: Partial<z.input<typeof serviceSchema>> = {}): Service {
  return serviceSchema.parse({
    id: 'zz-sample', organizationId: 'zz-ministry', organizationInferred: false, programmeName: null, nameEs: 'Servicio de muestra', nameEn: 'Sample service',
    nameEsInSource: true, descriptionEn: 'Made up.', level: 'individual', dimension: 'social', serviceTypes: ['legal_orientation'], phase: 'reintegration', scope: 'ZZ',
    places: [{ reach: 'municipality', admin1: 'ZZ-01', admin2: 'ZZ-0101', note: null }], targetGroups: [], eligibility: [], criteria: null, protectionOnly: false,
    openConditions: [], needCriteria: {}, ages: null, sexes: null, specificity: 1, requiredDocuments: null, benefit: null, capacity: null, referralPath: null,
    partners: [], status: 'active_as_of', asOf: 2021, matchable: true, notMatchable: null, confidentialLocation: false, notes: null, sources: SOURCES, ...parts,
  });
}

/** An organization of which its source gives the name. */
export function quietOrganization(parts: Partial<z.input<typeof organizationSchema>> = {}): Organization {
  return organizationSchema.parse({
    id: 'zz-sample-office', nameEs: 'Oficina de muestra', nameEn: 'Sample office', nameEsInSource: true, acronym: null, kind: 'government', scope: 'ZZ', parent: null,
    aliases: [], note: null, sources: SOURCES, ...parts,
  });
}
