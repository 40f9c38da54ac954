/** Calling home, the way home, a bed for the night. */
import { z } from 'zod';
import { code, line, place } from './words.ts';

export const CALL_OUTCOMES = ['reached', 'notReached', 'later', 'refused'] as const;
/** What came of the offer to call home. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export const RecordCall = z.strictObject({
  outcome: z.enum(CALL_OUTCOMES),
  /** As a relation ("sister"): no name and no number. */
  who: line(60).optional(),
  minutes: z.number().int().min(0).max(240).optional(),
  /** The number as a contact of the person: only if they want it and say that it is safe. */
  keep: z.strictObject({ value: line(40).min(5, { error: 'reception.number-missing' }), safe: z.literal(true, { error: 'reception.number-not-safe' }), whoAnswers: line(60).optional() }).optional(),
});
export type RecordCall = z.infer<typeof RecordCall>;

export interface CallLine {
  readonly outcome: CallOutcome;
  readonly who: string | null;
  readonly minutes: number | null;
  readonly numberKept: boolean;
  readonly at: string;
  readonly by: string | null;
}

export const TRANSPORT_STATES = ['asked', 'agreed', 'refused', 'issued', 'cancelled'] as const;
/** `asked`: somebody has to agree · `agreed`: may be handed over · `issued`: handed over. */
export type TransportState = (typeof TRANSPORT_STATES)[number];

export const AskTransport = z.strictObject({
  destinationAdmin2: place,
  means: code,
  fare: z.number().min(0).max(1_000_000),
  whyOver: line(200).min(3, { error: 'reception.reason-missing' }).optional(),
});
export type AskTransport = z.infer<typeof AskTransport>;

export const DecideTransport = z.strictObject({ agree: z.boolean(), note: line(200).optional() });
export type DecideTransport = z.infer<typeof DecideTransport>;

export const IssueTransport = z.strictObject({ ticket: line(60).optional() });

export interface TransportLine {
  readonly transportId: string;
  readonly state: TransportState;
  readonly destination: string;
  readonly destinationAdmin2: string;
  readonly means: string;
  readonly fare: number;
  readonly currency: string;
  readonly ceiling: number | null;
  readonly overCeiling: boolean;
  readonly whyOver: string | null;
  readonly ticket: string | null;
  readonly note: string | null;
  readonly askedAt: string;
}

/** A request that somebody has to agree to, as the one who decides reads it. */
export interface TransportToDecide extends TransportLine {
  readonly rowId: string;
  readonly number: number | null;
  readonly name: string;
  /** What this reader is asked for: to go beyond the ceiling, or to look at it first. */
  readonly asks: 'ceiling' | 'look';
}

export const BED_KINDS = ['women', 'men', 'families', 'couples', 'childrenAlone'] as const;
/** Whom a place takes. */
export type BedKind = (typeof BED_KINDS)[number];
export const BED_WELCOMES = ['elder', 'lgbti'] as const;
export type BedWelcome = (typeof BED_WELCOMES)[number];

const bedPlace = {
  name: line(80).min(2, { error: 'reception.name-missing' }),
  beds: z.number().int().min(0).max(500),
  takes: z.array(z.enum(BED_KINDS)).min(1, { error: 'reception.takes-missing' }),
  welcomes: z.array(z.enum(BED_WELCOMES)).default([]),
  secret: z.boolean().default(false),
  way: line(200).nullable().default(null),
  open: z.boolean().default(true),
};
export const AddBedPlace = z.strictObject({ officeId: z.uuid(), ...bedPlace });
export type AddBedPlace = z.output<typeof AddBedPlace>;
export const ChangeBedPlace = z.strictObject(bedPlace);
export type ChangeBedPlace = z.output<typeof ChangeBedPlace>;

export interface BedPlaceLine {
  readonly placeId: string;
  readonly officeId: string;
  readonly name: string;
  readonly beds: number;
  readonly taken: number;
  readonly takes: readonly BedKind[];
  readonly welcomes: readonly BedWelcome[];
  readonly secret: boolean;
  readonly way: string | null;
  readonly open: boolean;
}

/** `kind`: how the person sleeps; what they told about themselves for choosing a safe place is not kept. */
export const GiveBed = z.strictObject({ placeId: z.uuid(), couple: z.boolean().default(false), safePlace: z.boolean().default(false) });
export type GiveBed = z.infer<typeof GiveBed>;
export const BED_ENDS = ['notNeeded', 'otherPlace', 'mistake'] as const;
export const EndBed = z.strictObject({ why: z.enum(BED_ENDS) });

export interface BedNight {
  readonly nightId: string;
  readonly night: string;
  readonly place: string | null;
  readonly placeId: string | null;
  readonly secret: boolean;
  readonly way: string | null;
}

/** What was done for somebody beyond things: calls, the way home, the night. */
export interface CareView {
  readonly rowId: string;
  readonly registered: boolean;
  readonly calls: readonly CallLine[];
  readonly transport: TransportLine | null;
  readonly offer: { readonly currency: string; readonly ceiling: number | null; readonly means: readonly { readonly code: string; readonly label: string }[]; readonly destination: string | null };
  readonly bed: BedNight | null;
  readonly sleeps: readonly BedKind[];
  readonly places: readonly BedPlaceLine[];
}

/** Somebody who needs a bed tonight and has none. */
export interface BedWanted {
  readonly rowId: string;
  readonly number: number | null;
  readonly name: string;
  readonly sleeps: readonly BedKind[];
  readonly since: string;
}

export interface BedBoard {
  readonly night: string;
  readonly places: readonly BedPlaceLine[];
  readonly wanted: readonly BedWanted[];
}
