/** A row of a list, and the board of arrivals. */
import { z } from 'zod';
import { BIRTH_PRECISIONS, type BirthPrecision } from '#kernel/birth';
import { SEXES, type ReturnKind, type Sex } from '#kernel/codes';
import { DeskName, day } from './words.ts';

export const FLAGS = ['unaccompaniedChild', 'child', 'family', 'injured', 'pregnant', 'elder', 'reserved', 'noDocuments'] as const;
/** What a row says about who should be seen first. `reserved`: to be attended in private and first; why is written nowhere here. */
export type Flag = (typeof FLAGS)[number];

/** A person as a list names them: parsed, beside the text as it came. */
export interface ParsedPerson {
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string | null;
  readonly nameAsSeen: string;
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision | null;
  readonly birthAsSeen: string | null;
  readonly statedAge: number | null;
  readonly sex: Sex | null;
  readonly number: { readonly asSeen: string; readonly type: string; readonly result: string } | null;
  readonly originAdmin1: string | null;
  readonly originAdmin2: string | null;
  readonly originAsSeen: string | null;
  readonly destinationAdmin1: string | null;
  readonly destinationAdmin2: string | null;
  readonly destinationAsSeen: string | null;
  readonly phone: string | null;
  readonly group: string | null;
  readonly relation: string | null;
  readonly remarks: string | null;
  readonly authority: string | null;
  readonly kind: ReturnKind | null;
  readonly reference: string | null;
  readonly flags: readonly Flag[];
}

export const ROW_STATES = ['expected', 'waiting', 'taken', 'finished', 'notArrived'] as const;
/** `expected`: on a list · `waiting`: here · `taken`: at somebody's desk · `finished`: has left with a next step · `notArrived`. */
export type RowState = (typeof ROW_STATES)[number];

/** A person of the arrivals board. */
export interface ArrivalLine {
  readonly rowId: string;
  readonly manifestId: string | null;
  readonly manifestLabel: string | null;
  /** Number with which the person is called; none before they are here. */
  readonly no: number | null;
  readonly name: string;
  readonly age: number | null;
  readonly sex: Sex | null;
  readonly flags: readonly Flag[];
  readonly lane: number;
  readonly state: RowState;
  readonly minutesWaiting: number | null;
  readonly takenBy: string | null;
  readonly takenByMe: boolean;
  readonly problems: number;
  readonly before: EarlierReturn | null;
  readonly slipId: string | null;
}

/** "Returned before": the strongest earlier record that a row matched when the list was accepted. */
export interface EarlierReturn {
  readonly band: 'surely' | 'perhaps';
  readonly year: string | null;
  readonly place: string | null;
  readonly more: number;
}

export interface ArrivalsBoard {
  readonly lines: readonly ArrivalLine[];
  readonly counts: Readonly<Record<RowState, number>>;
  readonly longestWait: number | null;
}

/** Somebody at the desk whom no list names; the return is recorded as usual. */
export const AddArrival = z.strictObject({
  givenNames: DeskName.min(1, { error: 'reception.name-missing' }),
  surname1: DeskName.default(''),
  surname2: DeskName.default(''),
  birthDate: day.nullable().default(null),
  birthPrecision: z.enum(BIRTH_PRECISIONS).default('day'),
  sex: z.enum(SEXES).nullable().default(null),
  flags: z.array(z.enum(FLAGS)).max(FLAGS.length).default([]),
});
export type AddArrival = z.output<typeof AddArrival>;
export type AddArrivalInput = z.input<typeof AddArrival>;
