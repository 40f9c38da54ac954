/** Trips as an office knows them. */
import { z } from 'zod';

const A_WEEK = 7 * 24 * 60;
const municipality = z.string().min(1).max(20);

/** From where to where, how long from door to door, and the fare in the currency of the country where it is known. */
export const TellTrip = z.strictObject({
  fromAdmin2: municipality,
  toAdmin2: municipality,
  minutes: z.number().int().min(1).max(A_WEEK),
  fare: z.number().min(0).max(1_000_000_000).nullable().default(null),
}).refine((trip) => trip.fromAdmin2 !== trip.toAdmin2, { path: ['toAdmin2'], message: 'directory.trip-to-itself' });
export type TellTrip = z.infer<typeof TellTrip>;

export const EndTrip = z.strictObject({ fromAdmin2: municipality, toAdmin2: municipality });
export type EndTrip = z.infer<typeof EndTrip>;

export const officeTrip = z.object({
  tripId: z.string(),
  fromAdmin2: z.string(), from: z.string(),
  toAdmin2: z.string(), to: z.string(),
  minutes: z.number(),
  fare: z.number().nullable(),
  currency: z.string(),
  toldBy: z.string(),
  toldAt: z.string(),
});
export type OfficeTrip = z.infer<typeof officeTrip>;

export const officeTrips = z.object({ trips: z.array(officeTrip), currency: z.string() });
export type OfficeTrips = z.infer<typeof officeTrips>;
