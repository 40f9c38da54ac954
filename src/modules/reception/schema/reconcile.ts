/** A list against who came: versions, differences with their reasons, closing. */
import { z } from 'zod';
import type { RowState } from './row.ts';
import type { Variant } from './items.ts';
import { line, type Mode } from './words.ts';

export const COMPARED_FIELDS = ['name', 'birth', 'sex', 'number', 'origin', 'destination', 'phone', 'group', 'remarks'] as const;

/** One thing about a person that a later version writes otherwise. */
export interface ListChange {
  readonly what: (typeof COMPARED_FIELDS)[number];
  readonly before: string;
  readonly after: string;
}

/** What a later version of a list changes: everybody stands once. */
export interface ListChanges {
  readonly kept: readonly { readonly rowId: string; readonly row: number }[];
  /** `sure` false: likely the same person; looked at before accepting. */
  readonly altered: readonly { readonly rowId: string; readonly row: number; readonly state: RowState; readonly name: string; readonly sure: boolean; readonly changes: readonly ListChange[] }[];
  readonly added: readonly { readonly row: number; readonly name: string }[];
  readonly gone: readonly { readonly rowId: string; readonly state: RowState; readonly name: string }[];
  /** Taken off by an earlier version, named again by this one. */
  readonly back: readonly { readonly rowId: string; readonly row: number; readonly name: string }[];
}

/** A list that a draft may be a later version of, with how many people stand on both. */
export interface ListLikeness {
  readonly manifestId: string;
  readonly label: string;
  readonly arrivesOn: string;
  readonly people: number;
  readonly shared: number;
}

/** Somebody of a draft who also stands on another list of this point. */
export interface Overlap {
  readonly row: number;
  readonly name: string;
  readonly manifestId: string;
  readonly label: string;
  readonly state: RowState;
}

export const DIFFERENCE_KINDS = ['notArrived', 'notOnList', 'offList', 'leftOut'] as const;
/** On the list but did not come · came but is on no list · came although the sender took them off · row of the file left out. */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export const DIFFERENCE_REASONS = {
  notArrived: ['takenOffBySender', 'didNotTravel', 'otherTransport', 'otherPoint', 'health', 'twiceOnLists', 'unknown', 'other'],
  notOnList: ['omittedBySender', 'writtenOtherwise', 'otherList', 'cameAlone', 'unknown', 'other'],
  offList: ['cameAllTheSame', 'unknown', 'other'],
  leftOut: ['rowTwice', 'noName', 'notAPerson', 'other'],
} as const satisfies Readonly<Record<DifferenceKind, readonly string[]>>;
export type DifferenceReason = (typeof DIFFERENCE_REASONS)[DifferenceKind][number];

const REASONS = [...new Set(Object.values(DIFFERENCE_REASONS).flat())] as [DifferenceReason, ...DifferenceReason[]];

/** Why a list and who came differ; one command for one or for many. */
export const ExplainDifferences = z.strictObject({
  differences: z.array(z.string().regex(/^(row|left):/).max(80)).min(1).max(5_000),
  reason: z.enum(REASONS),
  note: line(300).default(''),
});
export type ExplainDifferences = z.output<typeof ExplainDifferences>;
export type ExplainDifferencesInput = z.input<typeof ExplainDifferences>;

/** Rows of the list still expected are set to "did not come" in one go. */
export const ReopenList = z.strictObject({ reason: line(300).min(3, { error: 'reception.reason-missing' }) });
export type ReopenList = z.infer<typeof ReopenList>;

/** Somebody who came without being named is the same as a row of this list, or came with it without being on it. */
export const SettleWalkIn = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('listed'), rowId: z.uuid(), listedRowId: z.uuid() }),
  z.strictObject({ as: z.literal('notListed'), rowId: z.uuid() }),
  z.strictObject({ as: z.literal('undo'), rowId: z.uuid() }),
]);
export type SettleWalkIn = z.infer<typeof SettleWalkIn>;

/** One difference, as the page and the paper show it. */
export interface Difference {
  /** `row:<id>` or `left:<version>:<row of the file>`. */
  readonly key: string;
  readonly kind: DifferenceKind;
  /** What the sender can find it by: their number, else the row of the file. */
  readonly reference: string;
  readonly name: string;
  readonly reason: DifferenceReason | null;
  readonly note: string | null;
  readonly by: string | null;
}

/** Somebody here whom no list names, and who of this list they may be. */
export interface WalkIn {
  readonly rowId: string;
  readonly name: string;
  readonly age: number | null;
  readonly state: RowState;
  readonly cameWith: boolean;
  /** The other list that names them; `null`: no list does. */
  readonly label: string | null;
  readonly maybe: readonly { readonly rowId: string; readonly name: string; readonly sure: boolean; readonly state: RowState }[];
}

/** A row of this list under which nobody came, because the person came under another one. */
export interface ArrivedElsewhere {
  readonly rowId: string;
  readonly name: string;
  readonly asName: string;
  readonly asLabel: string | null;
}

export interface ListCounts {
  readonly expected: number;
  readonly arrived: number;
  readonly notArrived: number;
  readonly notOnList: number;
  readonly offList: number;
  readonly leftOut: number;
  /** Expected still: nobody has said whether they came. */
  readonly open: number;
  readonly movedAway: number;
}

export interface ListVersion {
  readonly version: number;
  readonly fileName: string;
  readonly people: number;
  readonly added: number;
  readonly gone: number;
  readonly altered: number;
  readonly acceptedBy: string;
  readonly acceptedAt: string;
}

/** How far the comparison with the registry is. */
export interface MatchingProgress {
  readonly done: number;
  readonly total: number;
  readonly known: number;
}

/** A list at its end: counts, differences with reasons, who closed it. */
export interface Reconciliation {
  readonly manifestId: string;
  readonly label: string;
  readonly sender: string;
  readonly arrivesOn: string;
  readonly mode: Mode;
  readonly variant: Variant;
  readonly pointName: string;
  /** False for a list of which this point received only a part. */
  readonly own: boolean;
  readonly version: number;
  readonly counts: ListCounts;
  readonly differences: readonly Difference[];
  readonly walkIns: readonly WalkIn[];
  readonly elsewhere: readonly ArrivedElsewhere[];
  readonly versions: readonly ListVersion[];
  readonly matching: MatchingProgress;
  readonly closing: ListClosing | null;
  /** Why it cannot be closed now; empty: it can. */
  readonly missing: readonly ('open' | 'reasons')[];
}

export interface ListClosing {
  readonly kind: 'closed' | 'reopened';
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  /** True if somebody came, or went off the list, after it was closed. */
  readonly changedSince: boolean;
}
