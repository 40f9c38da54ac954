/** Places left of a service, as both sides read them. */
import { z } from 'zod';

export const LIST_ORDERS = ['arrival', 'urgency'] as const;
const MOST_PLACES = 100_000;

/** What whoever gives a service says of its places. A waiting list has an order that everybody can read. */
export const SetPlaces = z.strictObject({
  free: z.number().int().min(0).max(MOST_PLACES).nullable().default(null),
  waitingList: z.boolean(),
  listOrder: z.enum(LIST_ORDERS).nullable().default(null),
}).refine((told) => !told.waitingList || told.listOrder !== null, { path: ['listOrder'], message: 'directory.list-without-order' });
export type SetPlaces = z.infer<typeof SetPlaces>;

export const placesLeftSchema = z.object({
  capacity: z.enum(['open', 'waitingList', 'full', 'unknown']),
  free: z.number().int().nullable(),
  waitingList: z.boolean(),
  listOrder: z.enum(LIST_ORDERS).nullable(),
  toldAt: z.iso.datetime().nullable(),
});
export type PlacesLeft = z.infer<typeof placesLeftSchema>;
