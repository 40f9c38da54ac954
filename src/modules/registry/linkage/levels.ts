/**
 * At which level two records agree, field by field. Pure and symmetric: the same for a look-up, a list and the whole registry.
 * Works on rows of a table of numbers, since it runs millions of times.
 */
import { CLOSE, DIFFER, SAME, VARIANT, type Lexicon } from './lexicon.ts';
import { AT, MOST_WORDS, NUMBER_BYTES, STRIDE } from './table.ts';

/** The fields that are compared, and the levels of each, the best agreement first. */
export const LEVELS = {
  number: ['same', 'slip', 'differ'],
  given: ['same', 'sound', 'variant', 'part', 'close', 'shared', 'differ'],
  surname1: ['same', 'sound', 'close', 'differ'],
  surname2: ['same', 'sound', 'close', 'replaced', 'differ'],
  surnameOrder: ['straight', 'swapped'],
  birth: ['same', 'swapped', 'yearOff', 'twoParts', 'yearDigit', 'yearSame', 'near', 'differ', 'vagueSame', 'vagueNear', 'vagueDiffer'],
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

/** One symbol wrong, lost, added, or two neighbours exchanged. */
function isSlipOfNumber(x: Uint8Array, p: number, y: Uint8Array, q: number): boolean {
  let [lengthX, lengthY] = [0, 0];
  while (lengthX < NUMBER_BYTES && x[p + lengthX]) lengthX++;
  while (lengthY < NUMBER_BYTES && y[q + lengthY]) lengthY++;
  if (Math.abs(lengthX - lengthY) > 1) return false;
  let head = 0;
  while (head < lengthX && head < lengthY && x[p + head] === y[q + head]) head++;
  let tail = 0;
  while (tail < lengthX - head && tail < lengthY - head && x[p + lengthX - 1 - tail] === y[q + lengthY - 1 - tail]) tail++;
  const [restX, restY] = [lengthX - head - tail, lengthY - head - tail];
  if (Math.max(restX, restY) <= 1) return true;
  return restX === 2 && restY === 2 && x[p + head] === y[q + head + 1] && x[p + head + 1] === y[q + head];
}

const pairLevel = new Uint8Array(MOST_WORDS * MOST_WORDS);

/** Pairs the words of two lists, best agreements first; tells how many agree and how badly the worst of them. */
function pairUp(lexicon: Lexicon, x: Int32Array, p: number, nx: number, y: Int32Array, q: number, ny: number, agreed: (i: number, j: number) => void): { pairs: number; worst: number; first: boolean } {
  for (let i = 0; i < nx; i++) for (let j = 0; j < ny; j++) pairLevel[i * MOST_WORDS + j] = lexicon.compare(x[p + i]!, y[q + j]!);
  let [usedX, usedY, pairs, worst, first] = [0, 0, 0, SAME as number, false];
  for (let level = SAME as number; level < DIFFER; level++) {
    for (let i = 0; i < nx; i++) {
      for (let j = 0; j < ny; j++) {
        if (pairLevel[i * MOST_WORDS + j] !== level || usedX & (1 << i) || usedY & (1 << j)) continue;
        usedX |= 1 << i;
        usedY |= 1 << j;
        pairs++;
        worst = level;
        first ||= i === 0 && j === 0;
        agreed(i, j);
      }
    }
  }
  return { pairs, worst, first };
}

const GIVEN_OF_WORST = [0, 1, 2, 4] as const;

function givenNames(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [nx, ny] = [x[p + AT.givenCount]!, y[q + AT.givenCount]!];
  found.givenCount = 0;
  if (nx === 0 || ny === 0) return;
  const { pairs, worst } = pairUp(lexicon, x, p + AT.given, nx, y, q + AT.given, ny, (i, j) => {
    const [a, b] = [lexicon.root[x[p + AT.given + i]!]!, lexicon.root[y[q + AT.given + j]!]!];
    found.given[found.givenCount++] = Math.min(a, b);
  });
  found.level[F.given] = givenLevel(pairs, worst, nx, ny, lexicon, x, p, y, q);
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

/** Surnames in the order given, or crosswise where more of them agree so. A married woman's second surname is often her husband's. */
function surnames(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [a1, a2, b1, b2] = [x[p + AT.surname1]!, x[p + AT.surname2]!, y[q + AT.surname1]!, y[q + AT.surname2]!];
  const [am, bm] = [x[p + AT.married]!, y[q + AT.married]!];
  const [straight1, straight2] = [surnameLevel(lexicon, a1, b1), surnameLevel(lexicon, a2, b2)];
  const [cross1, cross2] = [surnameLevel(lexicon, a1, b2), surnameLevel(lexicon, a2, b1)];
  found.surname1 = 0;
  found.surname2 = 0;
  if (straight1 === ABSENT && straight2 === ABSENT && cross1 === ABSENT && cross2 === ABSENT) return;
  const crossed = count(cross1, cross2) > count(straight1, straight2);
  const [one, two] = crossed ? [Math.min(cross1, cross2), Math.max(cross1, cross2)] : [straight1, straight2];
  found.level[F.surname1] = one;
  found.level[F.surname2] = secondLevel(lexicon, two, [a2, am, b2, bm], isWoman(x, p) || isWoman(y, q));
  if (!crossed && !agrees(found.level[F.surname2]!)) found.level[F.surname2] = throughMother(lexicon, x, p, y, q, found);
  // The order says something only about surnames that agree.
  if (agrees(one) || agrees(two)) found.level[F.surnameOrder] = crossed ? 1 : 0;
  const sound = lexicon.sound;
  if (agrees(one)) found.surname1 = sound[crossed && one === cross2 ? a2 : a1]!;
  if (agrees(found.level[F.surname2]!) && found.surname2 === 0) found.surname2 = sound[crossed ? (one === cross2 ? a1 : a2) : a2 && (sound[a2] === sound[b2] || sound[a2] === sound[bm]) ? a2 : am]!;
}

const count = (a: number, b: number): number => (agrees(a) ? 2 : a === 2 ? 1 : 0) + (agrees(b) ? 2 : b === 2 ? 1 : 0);
const isWoman = (x: Int32Array, p: number): boolean => x[p + AT.sex] === 1;

/** The second surname, also under the name of a husband: 0 same, 1 sound, 2 close, 3 replaced, 4 differs. */
function secondLevel(lexicon: Lexicon, two: number, [a2, am, b2, bm]: readonly [number, number, number, number], woman: boolean): number {
  if (two === ABSENT || two <= 2) return two;
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
  const { pairs, first } = pairUp(lexicon, x, p + AT.mother, nx, y, q + AT.mother, ny, () => undefined);
  const least = Math.min(nx, ny);
  if (pairs >= least && pairs > 1) found.level[F.mother] = 0;
  else if (first || pairs > 1) found.level[F.mother] = 1;
  else found.level[F.mother] = pairs === 1 ? 2 : 3;
}

const B = { same: 0, swapped: 1, yearOff: 2, twoParts: 3, yearDigit: 4, yearSame: 5, near: 6, differ: 7, vagueSame: 8, vagueNear: 9, vagueDiffer: 10 } as const;
/** How far two years may be apart and still be a slip or a guess. */
const NEAR_YEARS = 3;

function birth(x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [a, b] = [x[p + AT.birth]!, y[q + AT.birth]!];
  found.years = 0;
  if (!a || !b) return;
  const [yearA, yearB] = [Math.floor(a / 10_000), Math.floor(b / 10_000)];
  found.years = Math.abs(yearA - yearB);
  const vague = x[p + AT.vague] || y[q + AT.vague];
  if (vague) found.level[F.birth] = found.years === 0 ? B.vagueSame : found.years <= NEAR_YEARS ? B.vagueNear : B.vagueDiffer;
  else found.level[F.birth] = exactBirth(a, b, yearA, yearB);
}

function exactBirth(a: number, b: number, yearA: number, yearB: number): number {
  if (a === b) return B.same;
  const [dayA, dayB] = [a % 10_000, b % 10_000];
  if (yearA !== yearB) return dayA === dayB ? yearSlip(yearA, yearB) : Math.abs(yearA - yearB) <= NEAR_YEARS ? B.near : B.differ;
  const [monthA, monthB] = [Math.floor(dayA / 100), Math.floor(dayB / 100)];
  if (monthA === dayB % 100 && monthB === dayA % 100) return B.swapped;
  return monthA === monthB || dayA % 100 === dayB % 100 ? B.twoParts : B.yearSame;
}

/** Same day and month in two years: off by one, one digit wrong, two digits exchanged, or by chance. */
function yearSlip(a: number, b: number): number {
  const years = Math.abs(a - b);
  if (years === 1) return B.yearOff;
  const digits = [1, 10, 100, 1000].filter((d) => Math.floor(a / d) % 10 !== Math.floor(b / d) % 10).length;
  const exchanged = a % 10 === Math.floor(b / 10) % 10 && b % 10 === Math.floor(a / 10) % 10;
  if (digits === 1 || exchanged) return B.yearDigit;
  return years <= NEAR_YEARS ? B.near : B.differ;
}
