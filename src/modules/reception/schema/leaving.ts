/** Leaving the reception point: with a next step, by own choice, or before the end; children never alone. */
import { z } from 'zod';
import { ChildHandover } from './desk.ts';
import { NEXT_STEPS, type NextStep } from './next-step.ts';
import { LEFT_HOW, type LeftHow } from './floor.ts';
import { line } from './words.ts';

/** One person of those who leave together. */
export const LeavingMember = z.strictObject({
  rowId: z.uuid(),
  how: z.enum(LEFT_HOW),
  nextStep: z.enum(NEXT_STEPS).nullable().default(null),
  /** What the person said about leaving without a next step. */
  told: line(300).optional(),
  /** The adult of the same group with whom a child leaves. */
  withRow: z.uuid().nullable().default(null),
  /** Nobody knows the age, and the officer states that this is plainly an adult. */
  adultSeen: z.boolean().default(false),
  handover: ChildHandover.nullable().default(null),
  consentToCase: z.boolean().default(false),
  consentReadAloud: z.boolean().default(false),
  sheetGiven: z.boolean().default(false),
});
export type LeavingMember = z.infer<typeof LeavingMember>;

export const LeaveTogether = z.strictObject({
  members: z.array(LeavingMember).min(1).max(30),
  /** Why brothers and sisters do not leave together. */
  apartWhy: line(200).min(3, { error: 'reception.reason-missing' }).optional(),
});
export type LeaveTogether = z.infer<typeof LeaveTogether>;
export type LeaveTogetherInput = z.input<typeof LeaveTogether>;

export const RecordHandover = z.strictObject({ rowIds: z.array(z.uuid()).min(1).max(30), handover: ChildHandover });
export type RecordHandover = z.infer<typeof RecordHandover>;

export interface HandoverLine {
  readonly handoverId: string;
  readonly to: 'guardian' | 'protection';
  readonly name: string;
  readonly relation: string | null;
  readonly contact: string | null;
  readonly authority: string | null;
  readonly identitySeen: boolean;
  readonly verified: boolean;
  readonly at: string;
  /** True if a child may leave with it. */
  readonly enough: boolean;
  /** For protection only: it keeps somebody of this name away from the child. */
  readonly apart: boolean;
}

/** Somebody at the exit, or of the same travel group. */
export interface ExitMember {
  readonly rowId: string;
  readonly number: number | null;
  readonly name: string;
  readonly age: number | null;
  /** `doubtful`: nobody knows the age; treated as a child unless an officer states that this is an adult. */
  readonly counts: 'child' | 'adult' | 'doubtful';
  readonly alone: boolean;
  readonly registered: boolean;
  readonly hasCase: boolean;
  readonly planned: NextStep | null;
  readonly destination: string | null;
  readonly transport: 'none' | 'open' | 'issued';
  readonly bed: boolean;
  readonly openStations: readonly string[];
  readonly handover: HandoverLine | null;
  readonly left: { readonly at: string; readonly how: LeftHow } | null;
}

export interface ExitView {
  readonly rowId: string;
  readonly members: readonly ExitMember[];
  readonly bedsAreKept: boolean;
}

/** Who left, and the paper to print for them. */
export interface LeftTogether {
  readonly left: readonly { readonly rowId: string; readonly slipId: string | null; readonly caseId: string | null }[];
}

export const FOLLOWED_HOW = ['reached', 'cameBack', 'withOthers', 'notFound'] as const;
/** What came of looking after somebody who left without a next step. */
export type FollowedHow = (typeof FOLLOWED_HOW)[number];
export const FollowLeft = z.strictObject({ how: z.enum(FOLLOWED_HOW) });

/** Somebody who left without a next step, until somebody has looked after them. */
export interface LeftWithout {
  readonly rowId: string;
  readonly personId: string | null;
  readonly number: number | null;
  readonly name: string;
  readonly at: string;
  readonly how: LeftHow;
  readonly told: string | null;
}
