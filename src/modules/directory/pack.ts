import { z } from 'zod';
import { defineSlice } from '#platform/country';
import { directoryPackSchema, type DirectoryPack } from './schema.ts';
import { ENTRY_KINDS } from './schema/stewardship.ts';

/** `countries/<cc>/directory.json`: who offers what, built by `ventanilla pack build`. */
export const directorySlice = defineSlice<DirectoryPack>('directory', directoryPackSchema as z.ZodType<DirectoryPack>);

/** `countries/<cc>/travel.json`: what trips of the country were observed to take; `basis` says what is only assumed. */
export const travelPackSchema = z.strictObject({
  currency: z.string().length(3),
  detourFactor: z.number().min(1).max(5),
  speedKmh: z.number().positive(),
  trunkSpeedKmh: z.number().positive(),
  farePerStraightKm: z.number().nonnegative().nullable(),
  minFare: z.number().nonnegative().nullable(),
  rangePercent: z.number().min(0).max(90),
  islands: z.array(z.string()),
  longDetourFactor: z.number().min(1).max(5).optional(),
  corridors: z.array(z.strictObject({ road: z.string(), places: z.array(z.string()).min(2), detourFactor: z.number().min(1).max(5) })).optional(),
  ferries: z.array(z.strictObject({
    island: z.string(), hours: z.number().positive(),
    harbour: z.strictObject({ admin1: z.string(), admin2: z.string(), latitude: z.number(), longitude: z.number() }),
  })).optional(),
  borders: z.record(z.string().length(2), z.strictObject({
    count: z.number().int().min(1), fare: z.strictObject({ currency: z.string().length(3), perStraightKm: z.number().positive() }).nullable(),
  })).optional(),
  basis: z.record(z.string(), z.string()),
});
export const travelSlice = defineSlice('travel', travelPackSchema);

const months = z.number().int().min(1).max(120);

/** `countries/<cc>/upkeep.json`: by when entries are confirmed, and who is asked when nobody does. */
export const upkeepSlice = defineSlice('upkeep', z.strictObject({
  source: z.string().min(1),
  /** False: a default of the product that the country has not looked at. */
  setByCountry: z.boolean(),
  months: z.record(z.enum(ENTRY_KINDS), months),
  monthsByNeed: z.record(z.string(), months),
  remindAfterDays: z.number().int().min(1).max(365),
  stewardAfterDays: z.number().int().min(1).max(365),
  /** Months from asking, after which "confirm by phone first" holds; null: no limit was set. */
  phoneFirstAfterMonths: months.nullable(),
  /** Days for which a link for an organization is good. */
  linkDays: z.number().int().min(1).max(90),
}));
