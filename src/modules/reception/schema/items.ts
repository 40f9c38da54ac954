/** Scan, see, tap: a person on the floor as a station sees them, and what was given to them. */
import { z } from 'zod';
import type { Flag, RowState } from './row.ts';
import type { LeftHow } from './floor.ts';
import { code, line } from './words.ts';

/** How often an item may be given to one person: freely after some minutes, once a day, or once per return. */
export type ItemRule = { readonly kind: 'once' } | { readonly kind: 'daily' } | { readonly kind: 'apart'; readonly minutes: number };

export const VARIANTS = ['children', 'families', 'adults'] as const;
/** Who comes: children on their own, families, adults. Each has its way over the floor. */
export type Variant = (typeof VARIANTS)[number];

/** As much as a QR code holds: somebody else's code is misread, not too long. */
const QR_LIMIT = 4_300;

/** What a station reads from a slip, or an officer types: the code of a slip, or the number of the day. */
export const ScanCode = z.strictObject({ text: line(QR_LIMIT).min(1, { error: 'reception.scan-empty' }), station: code.optional() });
export type ScanCode = z.infer<typeof ScanCode>;

/** Longest time that a tap may have waited on a device without network. */
export const LATE_HOURS = 12;

export const GiveItem = z.strictObject({
  item: code,
  /** Why it is given again although the rule says no; absent for a first time. */
  reason: line(200).min(3, { error: 'reception.reason-missing' }).optional(),
  station: code.optional(),
  /** When it was handed over, if the device had to wait for the network. */
  at: z.iso.datetime().optional(),
});
export type GiveItem = z.infer<typeof GiveItem>;

/** One thing given, as it stands in the history; what was taken back stays readable. */
export interface GivenEntry {
  readonly entryId: string;
  readonly item: string;
  readonly label: string;
  readonly at: string;
  readonly by: string | null;
  readonly reason: string | null;
  readonly undone: boolean;
  /** Until when the officer who tapped may take it back; `null` for everybody else. */
  readonly undoUntil: string | null;
}

export interface OfferedItem {
  readonly code: string;
  readonly label: string;
  /** `may`: one tap gives it · `given`: not again without a reason. */
  readonly state: 'may' | 'given';
  readonly times: number;
  readonly lastAt: string | null;
  readonly lastBy: string | null;
  /** When it may be given again; `null` if not in this return. */
  readonly again: string | null;
}

/** A person on the floor, as much as a station needs. */
export interface ScannedPerson {
  readonly rowId: string;
  readonly personId: string | null;
  readonly number: number | null;
  readonly name: string;
  readonly age: number | null;
  readonly state: RowState;
  readonly flags: readonly Flag[];
  readonly childAlone: boolean;
  readonly variant: Variant;
  readonly minutesHere: number | null;
  readonly left: { readonly at: string; readonly how: LeftHow } | null;
  readonly slipId: string | null;
  readonly offered: readonly OfferedItem[];
  readonly given: readonly GivenEntry[];
}
