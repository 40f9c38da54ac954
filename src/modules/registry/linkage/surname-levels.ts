/** How the surnames of two records compare: in the order given, crosswise, under the name of a husband, through the mother. */
import { ABSENT, F, LEVELS, noteSlip, type Found } from './fields.ts';
import { CLOSE, VARIANT, type Lexicon } from './lexicon.ts';
import { AT } from './table.ts';

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
/** The level of surnames of which one may be a slip of the other. */
const SLIP = LEVELS.surname1.indexOf('close');

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
export function surnames(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  readSurnames(x, p, y, q);
  const { a1, a2, b1, b2 } = read;
  found.surname1 = 0;
  found.surname2 = 0;
  found.surname1Slip.one = 0;
  found.surname2Slip.one = 0;
  if (!(a1 || a2) || !(b1 || b2)) return;
  found.level[F.surnameCount] = surnameCount(Boolean(a1 && a2), Boolean(b1 && b2));
  const [straight1, straight2] = [surnameLevel(lexicon, a1, b1), surnameLevel(lexicon, a2, b2)];
  const [cross1, cross2] = [surnameLevel(lexicon, a1, b2), surnameLevel(lexicon, a2, b1)];
  if (weight(cross1, cross2) > weight(straight1, straight2)) crossed(lexicon, cross1, cross2, found);
  else straight(lexicon, straight1, straight2, x, p, y, q, found);
}

/** A second surname that both lack speaks for one person, one that only one of them has against. */
function surnameCount(mine: boolean, other: boolean): number {
  return LEVELS.surnameCount.indexOf(mine === other ? (mine ? 'two' : 'one') : 'unequal');
}

const weight = (a: number, b: number): number => (agrees(a) ? 2 : a === 2 ? 1 : 0) + (agrees(b) ? 2 : b === 2 ? 1 : 0);

/** Crosswise neither side is first or second: the better agreement stands for the first surname. */
function crossed(lexicon: Lexicon, cross1: number, cross2: number, found: Found): void {
  const { a1, a2, b1, b2 } = read;
  const one = { a: a1, b: b2, level: cross1 };
  const other = { a: a2, b: b1, level: cross2 };
  const [first, second] = cross1 <= cross2 ? [one, other] : [other, one];
  found.level[F.surname1] = first.level;
  found.level[F.surname2] = second.level === ABSENT || second.level <= SLIP ? second.level : secondLevel(lexicon, second.level);
  if (first.level === SLIP) noteSlip(found.surname1Slip, lexicon, lexicon.sound[first.a]!, lexicon.sound[first.b]!);
  if (second.level === SLIP) noteSlip(found.surname2Slip, lexicon, lexicon.sound[second.a]!, lexicon.sound[second.b]!);
  noteAgreed(lexicon, first, second, found);
}

interface Facing { readonly a: number; readonly level: number }

function noteAgreed(lexicon: Lexicon, first: Facing, second: Facing, found: Found): void {
  // The order says something only about surnames that agree.
  if (agrees(first.level)) found.level[F.surnameOrder] = 1;
  if (agrees(first.level)) found.surname1 = lexicon.sound[first.a]!;
  if (agrees(second.level)) found.surname2 = lexicon.sound[second.a]!;
  else if (agrees(found.level[F.surname2]!)) found.surname2 = marriedSound(lexicon);
}

function straight(lexicon: Lexicon, one: number, two: number, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  found.level[F.surname1] = one;
  if (one === SLIP) noteSlip(found.surname1Slip, lexicon, lexicon.sound[read.a1]!, lexicon.sound[read.b1]!);
  if (two === SLIP) noteSlip(found.surname2Slip, lexicon, lexicon.sound[read.a2]!, lexicon.sound[read.b2]!);
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

/** Where the surnames begin in a whole name of so many words: of four the last two, of three perhaps the second. */
export const firstSurname = (words: number): number => (words > 3 ? words - 2 : 1);

/** Whether a surname is among the mother's (1), is not (0), or cannot be said (-1). */
function inMother(lexicon: Lexicon, surname: number, y: Int32Array, q: number): number {
  const words = y[q + AT.motherCount]!;
  if (!surname || words < 2) return -1;
  let close = false;
  for (let i = firstSurname(words); i < words; i++) {
    const level = lexicon.compare(surname, y[q + AT.mother + i]!);
    if (level <= 1) return 1;
    close ||= level === CLOSE;
  }
  return close ? -1 : 0;
}
