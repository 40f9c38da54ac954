import { z } from 'zod';
import { defineSlice } from '#platform/country';
import { OFFICE_KINDS } from './schema.ts';

/** Offices of a country: `countries/<cc>/offices.json`. Exactly one is `national`: it receives what no window covers. */
export const officesSlice = defineSlice('offices', z.strictObject({
  source: z.string(),
  offices: z.array(z.strictObject({
    ref: z.string().regex(/^[a-z0-9-]+$/),
    kind: z.enum(OFFICE_KINDS),
    name: z.strictObject({ es: z.string().min(1), en: z.string().min(1) }),
    organizationId: z.string().nullable(),
    admin2: z.string().nullable(),
    territory: z.array(z.string()).default([]),
    derivedFrom: z.unknown().optional(),
  })).refine((list) => list.filter((o) => o.kind === 'national').length === 1, 'exactly one office must be national'),
  /** Offices that closed, and which one goes on with their cases; of any other that is no longer named here the national one goes on. */
  closed: z.array(z.strictObject({ ref: z.string(), followedBy: z.string() })).default([]),
}));
