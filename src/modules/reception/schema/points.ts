/** Reception points by date, and arrivals moved from one to another as a whole. */
import { z } from 'zod';
import { day, line } from './words.ts';

export const POINT_STATES = ['open', 'suspended', 'moved'] as const;
/** A reception point receives, does not receive, or another one receives in its place. */
export type PointState = (typeof POINT_STATES)[number];

const reason = line(300).min(3, { error: 'reception.reason-missing' });

/** Says what a point is from a day to a day; the latest word for a day holds. */
export const SetPointState = z.strictObject({
  state: z.enum(POINT_STATES),
  movedTo: z.uuid().nullable().default(null),
  from: day,
  to: day.nullable().default(null),
  reason,
});
export type SetPointState = z.output<typeof SetPointState>;
export type SetPointStateInput = z.input<typeof SetPointState>;

/** Moves a list, or everybody still expected on a day, to another point. */
export const MoveArrivals = z.strictObject({
  /** The point that expects them; a reception point moves its own. */
  from: z.uuid(),
  to: z.uuid(),
  manifestId: z.uuid().nullable().default(null),
  day,
  reason,
});
export type MoveArrivals = z.output<typeof MoveArrivals>;
export type MoveArrivalsInput = z.input<typeof MoveArrivals>;

/** One entry about a point. */
export interface PointEntry {
  readonly stateId: string;
  readonly state: PointState;
  readonly movedTo: string | null;
  readonly movedToName: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly revokedBy: string | null;
  readonly revokedAt: string | null;
}

/** What the directory's sources say of a point: a fact of its year, not of today. */
export interface PointFact {
  readonly status: string;
  readonly asOf: number | null;
}

/** A point on a day. */
export interface PointOnDay {
  readonly officeId: string;
  readonly name: string;
  readonly state: PointState;
  /** Who receives instead, if moved: followed to the last one. */
  readonly movedTo: { readonly officeId: string; readonly name: string } | null;
  readonly entry: PointEntry | null;
}

export interface PointLine extends PointOnDay {
  readonly mine: boolean;
  readonly mayChange: boolean;
  readonly history: readonly PointEntry[];
  readonly fact: PointFact | null;
}

/** Arrivals that were moved, as both points see it. */
export interface MoveLine {
  readonly moveId: string;
  readonly label: string;
  readonly arrivesOn: string;
  readonly people: number;
  readonly fromName: string;
  readonly toName: string;
  readonly away: boolean;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly undone: { readonly by: string; readonly at: string; readonly people: number } | null;
  readonly mayUndo: boolean;
}
