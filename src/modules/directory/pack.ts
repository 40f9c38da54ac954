import { z } from 'zod';
import { defineSlice } from '#platform/country';
import { directoryPackSchema, type DirectoryPack } from './schema.ts';

/** `countries/<cc>/directory.json`: who offers what, built by `ventanilla pack build`. */
export const directorySlice = defineSlice<DirectoryPack>('directory', directoryPackSchema as z.ZodType<DirectoryPack>);

/** `countries/<cc>/travel.json`: what trips of the country were observed to take; `basis` says what is only assumed. */
export const travelSlice = defineSlice('travel', z.strictObject({
  currency: z.string().length(3),
  detourFactor: z.number().min(1).max(5),
  speedKmh: z.number().positive(),
  trunkSpeedKmh: z.number().positive(),
  farePerStraightKm: z.number().nonnegative().nullable(),
  minFare: z.number().nonnegative().nullable(),
  rangePercent: z.number().min(0).max(90),
  islands: z.array(z.string()),
  basis: z.record(z.string(), z.string()),
}));
