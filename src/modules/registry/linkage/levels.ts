/**
 * At which level two records agree, field by field. Pure and symmetric: the same for a look-up, a list and the whole registry.
 * Works on rows of a table of numbers, since it runs millions of times.
 */
import { BIRTH_LEVELS, birthLevel, yearsApart } from './birth-level.ts';
import { CLOSE, DIFFER, SAME, VARIANT, type Lexicon } from './lexicon.ts';
import { isSlipOfNumber } from './number-slip.ts';
import { AT, MOST_WORDS, NUMBER_BYTES, STRIDE } from './table.ts';

/** The fields that are compared, and the levels of each, the best agreement first. */
export const LEVELS = {
  number: ['same', 'slip', 'differ'],
  given: ['same', 'sound', 'variant', 'part', 'close', 'shared', 'differ'],
  surname1: ['same', 'sound', 'close', 'differ'],
  surname2: ['same', 'sound', 'close', 'replaced', 'differ'],
  surnameOrder: ['straight', 'swapped'],
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
const F = Object.fromEntries(FIELD_NAMES.map((name, i) => [name, i])) as Readonly<Record<Field, number>>;

/** A field that one side or both leave open. */
export const ABSENT = 255;

/** What a comparison found: a level per field, and the words that agree, for their frequencies. Made once, filled again. */
export class Found {
  readonly level = new Uint8Array(FIELD_COUNT);
  /** Roots of the given names that agree, and how many. */
  readonly given = new Int32Array(MOST_WORDS);
  givenCount = 0;
  /** Sounds of the surnames that agree; 0 where none does. */
  surname1 = 0;
  surname2 = 0;
  /** Years between the births. */
  years = 0;
}

export interface Rows { readonly lexicon: Lexicon; readonly data: Int32Array; readonly numbers: Uint8Array }

/** Compares row `a` of one table with row `b` of another (mostly the same) that share a lexicon. */
export function compareRows(ta: Rows, a: number, tb: Rows, b: number, found: Found): void {
  const [x, y] = [ta.data, tb.data];
  const [p, q] = [a * STRIDE, b * STRIDE];
  found.level.fill(ABSENT);
  found.level[F.number] = numberLevel(ta, a, tb, b);
  givenNames(ta.lexicon, x, p, y, q, found);
  surnames(ta.lexicon, x, p, y, q, found);
  birth(x, p, y, q, found);
  found.level[F.sex] = equality(x[p + AT.sex]!, y[q + AT.sex]!);
  found.level[F.origin] = originLevel(x, p, y, q);
  found.level[F.phone] = phoneLevel(x, p, y, q);
  mother(ta.lexicon, x, p, y, q, found);
  found.level[F.arrival] = arrivalLevel(x, p, y, q);
}

function equality(a: number, b: number): number {
  if (!a || !b) return ABSENT;
  return a === b ? 0 : 1;
}

function originLevel(x: Int32Array, p: number, y: Int32Array, q: number): number {
  const [a2, b2] = [x[p + AT.admin2]!, y[q + AT.admin2]!];
  if (a2 && a2 === b2) return 0;
  const [a1, b1] = [x[p + AT.admin1]!, y[q + AT.admin1]!];
  if (!a1 || !b1) return a2 && b2 ? 2 : ABSENT;
  return a1 === b1 ? 1 : 2;
}

function phoneLevel(x: Int32Array, p: number, y: Int32Array, q: number): number {
  const [a1, a2, b1, b2] = [x[p + AT.phone1]!, x[p + AT.phone2]!, y[q + AT.phone1]!, y[q + AT.phone2]!];
  if (!a1 || !b1) return ABSENT;
  return a1 === b1 || a1 === b2 || (a2 !== 0 && (a2 === b1 || a2 === b2)) ? 0 : 1;
}

function arrivalLevel(x: Int32Array, p: number, y: Int32Array, q: number): number {
  const day = x[p + AT.seenOn]!;
  if (!day || !y[q + AT.seenOn]) return ABSENT;
  if (day !== y[q + AT.seenOn]) return 2;
  return x[p + AT.group] && x[p + AT.group] === y[q + AT.group] ? 0 : 1;
}

function numberLevel(ta: Rows, a: number, tb: Rows, b: number): number {
  let level = ABSENT;
  for (let i = 0; i < 2; i++) {
    const mine = ta.data[a * STRIDE + AT.number1 + i]!;
    if (!mine) break;
    for (let j = 0; j < 2; j++) {
      const other = tb.data[b * STRIDE + AT.number1 + j]!;
      if (!other) break;
      if (mine === other) return 0;
      if (ta.data[a * STRIDE + AT.type1 + i] !== tb.data[b * STRIDE + AT.type1 + j]) continue;
      level = Math.min(level, isSlipOfNumber(ta.numbers, (a * 2 + i) * NUMBER_BYTES, tb.numbers, (b * 2 + j) * NUMBER_BYTES) ? 1 : 2);
    }
  }
  return level;
}

const pairLevel = new Uint8Array(MOST_WORDS * MOST_WORDS);

/** What pairing two lists of words gives: how many pairs, how badly the worst agrees, whether the first words are one. */
const paired = { pairs: 0, worst: SAME as number, first: false };

/** Pairs the words of two lists, best agreements first; the result is in `paired` until the next time. */
function pairUp(lexicon: Lexicon, x: Int32Array, p: number, nx: number, y: Int32Array, q: number, ny: number, agreed: (i: number, j: number) => void): void {
  for (let i = 0; i < nx; i++) for (let j = 0; j < ny; j++) pairLevel[i * MOST_WORDS + j] = lexicon.compare(x[p + i]!, y[q + j]!);
  Object.assign(paired, { pairs: 0, worst: SAME, first: false });
  let [usedX, usedY] = [0, 0];
  for (let level = SAME as number; level < DIFFER; level++) {
    for (let cell = 0; cell < nx * ny; cell++) {
      const [i, j] = [Math.floor(cell / ny), cell % ny];
      if (pairLevel[i * MOST_WORDS + j] !== level || usedX & (1 << i) || usedY & (1 << j)) continue;
      usedX |= 1 << i;
      usedY |= 1 << j;
      paired.pairs++;
      paired.worst = level;
      if (cell === 0) paired.first = true;
      agreed(i, j);
    }
  }
}

const GIVEN_OF_WORST = [0, 1, 2, 4] as const;

function givenNames(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [nx, ny] = [x[p + AT.givenCount]!, y[q + AT.givenCount]!];
  found.givenCount = 0;
  if (nx === 0 || ny === 0) return;
  pairUp(lexicon, x, p + AT.given, nx, y, q + AT.given, ny, (i, j) => {
    const [a, b] = [lexicon.root[x[p + AT.given + i]!]!, lexicon.root[y[q + AT.given + j]!]!];
    found.given[found.givenCount++] = Math.min(a, b);
  });
  found.level[F.given] = givenLevel(paired.pairs, paired.worst, nx, ny, lexicon, x, p, y, q);
}

function givenLevel(pairs: number, worst: number, nx: number, ny: number, lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number): number {
  if (pairs < Math.min(nx, ny)) {
    if (isJoined(lexicon, x, p, nx, y, q, ny)) return 1;
    return pairs === 0 ? 6 : 5;
  }
  if (nx === ny) return GIVEN_OF_WORST[worst]!;
  return worst === CLOSE ? 4 : isJoined(lexicon, x, p, nx, y, q, ny) ? 1 : 3;
}

/** Two given names written as one word, or one as two. */
function isJoined(lexicon: Lexicon, x: Int32Array, p: number, nx: number, y: Int32Array, q: number, ny: number): boolean {
  if (nx === ny) return false;
  const text = (data: Int32Array, at: number, n: number): string => {
    let joined = '';
    for (let i = 0; i < n; i++) joined += lexicon.texts[data[at + AT.given + i]!]!;
    return joined;
  };
  return text(x, p, nx) === text(y, q, ny);
}

const SURNAME_LEVEL = [0, 1, 1, 2, 3] as const;

function surnameLevel(lexicon: Lexicon, a: number, b: number): number {
  if (!a || !b) return ABSENT;
  // Fond and foreign forms are a matter of given names: between surnames they are two names.
  if (a === b) return 0;
  if (lexicon.sound[a] === lexicon.sound[b]) return 1;
  const level = lexicon.compare(a, b);
  return level === VARIANT ? 3 : SURNAME_LEVEL[level]!;
}

const agrees = (level: number): boolean => level <= 1;

/** The four surnames of a comparison, read once. */
const read = { a1: 0, a2: 0, am: 0, b1: 0, b2: 0, bm: 0, woman: false };

function readSurnames(x: Int32Array, p: number, y: Int32Array, q: number): void {
  read.a1 = x[p + AT.surname1]!;
  read.a2 = x[p + AT.surname2]!;
  read.am = x[p + AT.married]!;
  read.b1 = y[q + AT.surname1]!;
  read.b2 = y[q + AT.surname2]!;
  read.bm = y[q + AT.married]!;
  read.woman = x[p + AT.sex] === 1 || y[q + AT.sex] === 1;
}

/** Surnames in the order given, or crosswise where more of them agree so. A married woman's second surname is often her husband's. */
function surnames(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  readSurnames(x, p, y, q);
  const { a1, a2, b1, b2 } = read;
  found.surname1 = 0;
  found.surname2 = 0;
  if (!(a1 || a2) || !(b1 || b2)) return;
  const [straight1, straight2] = [surnameLevel(lexicon, a1, b1), surnameLevel(lexicon, a2, b2)];
  const [cross1, cross2] = [surnameLevel(lexicon, a1, b2), surnameLevel(lexicon, a2, b1)];
  if (weight(cross1, cross2) > weight(straight1, straight2)) crossed(lexicon, cross1, cross2, found);
  else straight(lexicon, straight1, straight2, x, p, y, q, found);
}

const weight = (a: number, b: number): number => (agrees(a) ? 2 : a === 2 ? 1 : 0) + (agrees(b) ? 2 : b === 2 ? 1 : 0);

/** Crosswise neither side is first or second: the better agreement stands for the first surname. */
function crossed(lexicon: Lexicon, cross1: number, cross2: number, found: Found): void {
  const { a1, a2 } = read;
  const [one, two] = [Math.min(cross1, cross2), Math.max(cross1, cross2)];
  const [first, second] = cross1 <= cross2 ? [a1, a2] : [a2, a1];
  found.level[F.surname1] = one;
  found.level[F.surname2] = two === ABSENT || two <= 2 ? two : secondLevel(lexicon, two);
  // The order says something only about surnames that agree.
  if (agrees(one)) found.level[F.surnameOrder] = 1;
  if (agrees(one)) found.surname1 = lexicon.sound[first]!;
  if (agrees(two)) found.surname2 = lexicon.sound[second]!;
  else if (agrees(found.level[F.surname2]!)) found.surname2 = marriedSound(lexicon);
}

function straight(lexicon: Lexicon, one: number, two: number, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  found.level[F.surname1] = one;
  const second = secondLevel(lexicon, two);
  found.level[F.surname2] = second;
  if (agrees(two)) found.surname2 = lexicon.sound[read.a2]!;
  else if (agrees(second)) found.surname2 = marriedSound(lexicon);
  else found.level[F.surname2] = throughMother(lexicon, x, p, y, q, found);
  if (agrees(one)) found.surname1 = lexicon.sound[read.a1]!;
  if (agrees(one) || agrees(two)) found.level[F.surnameOrder] = 0;
}

/** Sound of the name by marriage that agrees with something on the other side. */
function marriedSound(lexicon: Lexicon): number {
  const { am, b2, bm } = read;
  const mine = am && (surnameLevel(lexicon, am, b2) <= 1 || surnameLevel(lexicon, am, bm) <= 1);
  return lexicon.sound[mine ? am : bm]!;
}

/** The second surname, also under the name of a husband: 0 same, 1 sound, 2 close, 3 replaced, 4 differs. */
function secondLevel(lexicon: Lexicon, two: number): number {
  if (two === ABSENT || two <= 2) return two;
  const { a2, am, b2, bm, woman } = read;
  const married = Math.min(surnameLevel(lexicon, a2, bm), surnameLevel(lexicon, am, b2), surnameLevel(lexicon, am, bm));
  if (married <= 1) return married;
  return woman ? 3 : 4;
}

/** The second surname is the mother's first: where one side lacks it, or has a husband's instead, the mother's name may hold it. */
function throughMother(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): number {
  const before = found.level[F.surname2]!;
  if (before === 2) return before;
  const mine = inMother(lexicon, x[p + AT.surname2]!, y, q);
  const other = inMother(lexicon, y[q + AT.surname2]!, x, p);
  const agreed = mine === 1 ? x[p + AT.surname2]! : other === 1 ? y[q + AT.surname2]! : 0;
  if (agreed) {
    found.surname2 = lexicon.sound[agreed]!;
    return 1;
  }
  // A mother is named, and not so: as good as another second surname.
  return before === ABSENT && (mine === 0 || other === 0) ? 4 : before;
}

/** Whether a surname is among the mother's (1), is not (0), or cannot be said (-1). */
function inMother(lexicon: Lexicon, surname: number, y: Int32Array, q: number): number {
  const words = y[q + AT.motherCount]!;
  if (!surname || words < 2) return -1;
  let close = false;
  for (let i = 1; i < words; i++) {
    const level = lexicon.compare(surname, y[q + AT.mother + i]!);
    if (level <= 1) return 1;
    close ||= level === CLOSE;
  }
  return close ? -1 : 0;
}

function mother(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [nx, ny] = [x[p + AT.motherCount]!, y[q + AT.motherCount]!];
  if (nx === 0 || ny === 0) return;
  pairUp(lexicon, x, p + AT.mother, nx, y, q + AT.mother, ny, () => undefined);
  const { pairs, first } = paired;
  const least = Math.min(nx, ny);
  if (pairs >= least && pairs > 1) found.level[F.mother] = 0;
  else if (first || pairs > 1) found.level[F.mother] = 1;
  else found.level[F.mother] = pairs === 1 ? 2 : 3;
}

function birth(x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [a, b] = [x[p + AT.birth]!, y[q + AT.birth]!];
  found.years = a && b ? yearsApart(a, b) : 0;
  if (a && b) found.level[F.birth] = BIRTH_LEVELS.indexOf(birthLevel(a, b, Boolean(x[p + AT.vague] || y[q + AT.vague])));
}
