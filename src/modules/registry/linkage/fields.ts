/** The fields that are compared, the levels of each, and what a comparison finds. */
import { BIRTH_LEVELS } from './birth-level.ts';
import type { Lexicon } from './lexicon.ts';
import { MOST_WORDS } from './table.ts';

/** The fields that are compared, and the levels of each, the best agreement first. */
export const LEVELS = {
  number: ['same', 'slip', 'differ'],
  given: ['same', 'sound', 'variant', 'close', 'shared', 'differ'],
  givenCount: ['one', 'several', 'unequal'],
  surname1: ['same', 'sound', 'close', 'differ'],
  surname2: ['same', 'sound', 'close', 'replaced', 'differ'],
  surnameOrder: ['straight', 'swapped'],
  surnameCount: ['one', 'two', 'unequal'],
  birth: BIRTH_LEVELS,
  sex: ['same', 'differ'],
  origin: ['same', 'near', 'differ'],
  phone: ['same', 'differ'],
  mother: ['same', 'part', 'one', 'differ'],
  arrival: ['sameGroup', 'sameDay', 'apart'],
} as const;
export type Field = keyof typeof LEVELS;
export const FIELD_NAMES = Object.keys(LEVELS) as Field[];
export const FIELD_COUNT = FIELD_NAMES.length;
/** Places of the fields. */
export const F = Object.fromEntries(FIELD_NAMES.map((name, i) => [name, i])) as Readonly<Record<Field, number>>;

/** A field that one side or both leave open. */
export const ABSENT = 255;

export interface Slip { one: number; other: number }

/** An initial stands for many names and is no slip of any. */
export function noteSlip(slip: Slip, lexicon: Lexicon, one: number, other: number): void {
  const initial = lexicon.texts[one]!.length === 1 || lexicon.texts[other]!.length === 1;
  slip.one = initial ? 0 : one;
  slip.other = initial ? 0 : other;
}

/** What a comparison found: a level per field, and the words that agree, for their frequencies. Made once, filled again. */
export class Found {
  readonly level = new Uint8Array(FIELD_COUNT);
  /** Roots of the given names that agree, and how many. */
  readonly given = new Int32Array(MOST_WORDS);
  givenCount = 0;
  /** Sounds of the surnames that agree; 0 where none does. */
  surname1 = 0;
  surname2 = 0;
  /** Two words of which one may be a slip of the other: roots of given names, sounds of surnames; 0 where there are none. */
  readonly givenSlip: Slip = { one: 0, other: 0 };
  readonly surname1Slip: Slip = { one: 0, other: 0 };
  readonly surname2Slip: Slip = { one: 0, other: 0 };
  /** Years between the births. */
  years = 0;
}

export interface Rows { readonly lexicon: Lexicon; readonly data: Int32Array; readonly numbers: Uint8Array }
