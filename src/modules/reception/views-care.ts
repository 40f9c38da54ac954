/** What reception answers about calls, transport, beds and the exit, field by field. */
import { z } from 'zod';
import {
  BED_KINDS, BED_WELCOMES, CALL_OUTCOMES, LEFT_HOW, NEXT_STEPS, TRANSPORT_STATES,
  type BedBoard, type BedPlaceLine, type CareView, type ExitView, type LeftTogether, type LeftWithout, type TransportLine, type TransportToDecide,
} from './schema.ts';

const text = z.string();
const orNull = z.string().nullable();
const number = z.number().nullable();
const kinds = z.array(z.enum(BED_KINDS));

const transportFields = {
  transportId: text, state: z.enum(TRANSPORT_STATES), destination: text, destinationAdmin2: text, means: text, fare: z.number(), currency: text, ceiling: number, overCeiling: z.boolean(),
  whyOver: orNull, ticket: orNull, note: orNull, askedAt: text,
};
const transportLine: z.ZodType<TransportLine> = z.object(transportFields);
export const transportToDecide: z.ZodType<{ requests: TransportToDecide[] }> = z.object({
  requests: z.array(z.object({ ...transportFields, rowId: text, number, name: text, asks: z.enum(['ceiling', 'look']) })),
});

const bedPlace: z.ZodType<BedPlaceLine> = z.object({
  placeId: text, officeId: text, name: text, beds: z.number(), taken: z.number(), takes: kinds, welcomes: z.array(z.enum(BED_WELCOMES)), secret: z.boolean(), way: orNull, open: z.boolean(),
});

export const careView: z.ZodType<CareView> = z.object({
  rowId: text, registered: z.boolean(),
  calls: z.array(z.object({ outcome: z.enum(CALL_OUTCOMES), who: orNull, minutes: number, numberKept: z.boolean(), at: text, by: orNull })),
  transport: transportLine.nullable(),
  offer: z.object({ currency: text, ceiling: number, means: z.array(z.object({ code: text, label: text })), destination: orNull }),
  bed: z.object({ nightId: text, night: text, place: orNull, placeId: orNull, secret: z.boolean(), way: orNull }).nullable(), sleeps: kinds, places: z.array(bedPlace),
});

export const bedBoard: z.ZodType<BedBoard> = z.object({
  night: text, places: z.array(bedPlace), wanted: z.array(z.object({ rowId: text, number, name: text, sleeps: kinds, since: text })),
});

const handover = z.object({
  handoverId: text, to: z.enum(['guardian', 'protection']), name: text, relation: orNull, contact: orNull, authority: orNull, identitySeen: z.boolean(), verified: z.boolean(), at: text, enough: z.boolean(), apart: z.boolean(),
});
const left = z.object({ at: text, how: z.enum(LEFT_HOW) }).nullable();

export const exitView: z.ZodType<ExitView> = z.object({
  rowId: text, bedsAreKept: z.boolean(),
  members: z.array(z.object({
    rowId: text, number, name: text, age: number, counts: z.enum(['child', 'adult', 'doubtful']), alone: z.boolean(), registered: z.boolean(), hasCase: z.boolean(),
    planned: z.enum(NEXT_STEPS).nullable(), destination: orNull, transport: z.enum(['none', 'open', 'issued']), bed: z.boolean(), openStations: z.array(text), handover: handover.nullable(), left,
  })),
});

export const leftTogether: z.ZodType<LeftTogether> = z.object({ left: z.array(z.object({ rowId: text, slipId: orNull, caseId: orNull })) });

export const leftWithout: z.ZodType<{ people: LeftWithout[] }> = z.object({
  people: z.array(z.object({ rowId: text, personId: orNull, number, name: text, at: text, how: z.enum(LEFT_HOW), told: orNull })),
});
