/**
 * Which pairs of a whole registry are worth comparing: those that share at least one of several keys, each proof against
 * another kind of error. Keys know about rarity: where very many records share one, its block is not compared each with each
 * but in neighbourhoods, so that work grows with the rows and not with their square.
 */
import type { Rows } from './fields.ts';
import { AT, MOST_WORDS, STRIDE } from './table.ts';

/** Blocks up to this size are compared each with each; in larger ones each row meets its neighbours in two orders. */
interface Room { readonly block: number; readonly neighbours: number }
/** For keys that hardly two people share by chance. */
const NARROW: Room = { block: 40, neighbours: 12 };
/** For keys that common names share with many. */
const BROAD: Room = { block: 8, neighbours: 4 };

const mix = (a: number, b: number): number => {
  let h = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return h ^ (h >>> 15);
};
const unordered = (a: number, b: number): number => (a < b ? mix(a, b) : mix(b, a));

/** What the keys of a row are made of; filled row by row. */
class Parts {
  readonly given = new Int32Array(MOST_WORDS);
  givenCount = 0;
  surname1 = 0;
  surname2 = 0;
  year = 0;
  /** Month and day whichever way round. */
  day = 0;
  exact = false;
  mother = 0;
  motherSurname = 0;
  place = 0;
  number1 = 0;
  number2 = 0;
  phone1 = 0;
  phone2 = 0;

  read({ data, lexicon }: Rows, row: number): void {
    const at = row * STRIDE;
    this.givenCount = data[at + AT.givenCount]!;
    for (let i = 0; i < this.givenCount; i++) this.given[i] = lexicon.root[data[at + AT.given + i]!]!;
    this.surname1 = lexicon.sound[data[at + AT.surname1]!]!;
    this.surname2 = lexicon.sound[data[at + AT.surname2]!]!;
    const birth = data[at + AT.birth]!;
    this.year = Math.floor(birth / 10_000);
    const [month, day] = [Math.floor((birth % 10_000) / 100), birth % 100];
    this.day = month < day ? month * 100 + day : day * 100 + month;
    this.exact = birth > 0 && data[at + AT.vague] === 0;
    this.mother = data[at + AT.motherCount]! > 0 ? lexicon.root[data[at + AT.mother]!]! : 0;
    this.motherSurname = data[at + AT.motherCount]! > 1 ? lexicon.sound[data[at + AT.mother + 1]!]! : 0;
    this.place = data[at + AT.admin2]!;
    this.number1 = data[at + AT.number1]!;
    this.number2 = data[at + AT.number2]!;
    this.phone1 = data[at + AT.phone1]!;
    this.phone2 = data[at + AT.phone2]!;
  }
}

type Emit = (key: number) => void;
interface Kind { readonly room: Room; readonly keys: (parts: Parts, emit: Emit) => void }

const perGiven = (p: Parts, emit: (root: number) => void): void => {
  for (let i = 0; i < p.givenCount; i++) emit(p.given[i]!);
};
const perSurname = (p: Parts, emit: (sound: number) => void): void => {
  if (p.surname1) emit(p.surname1);
  if (p.surname2 && p.surname2 !== p.surname1) emit(p.surname2);
};

/** Kinds of keys, each with what it survives. */
const KINDS: readonly Kind[] = [
  // Anything but the number.
  { room: NARROW, keys: (p, emit) => { if (p.number1) emit(p.number1); if (p.number2) emit(p.number2); } },
  // Anything but the telephone and the family.
  { room: NARROW, keys: (p, emit) => { if (p.phone1) emit(p.phone1); if (p.phone2) emit(p.phone2); } },
  // All names but one, day and month exchanged.
  { room: NARROW, keys: (p, emit) => { if (p.exact) perGiven(p, (g) => emit(mix(mix(p.year, p.day), g))); } },
  { room: NARROW, keys: (p, emit) => { if (p.exact) perSurname(p, (s) => emit(mix(mix(p.year, p.day), s))); } },
  // Any birth date; one of several given names.
  { room: BROAD, keys: (p, emit) => { if (p.surname1 && p.surname2) perGiven(p, (g) => emit(mix(unordered(p.surname1, p.surname2), g))); } },
  // Any birth date and one surname lost: two given names and a surname.
  { room: BROAD, keys: (p, emit) => { if (p.givenCount > 1) perSurname(p, (s) => emit(mix(unordered(p.given[0]!, p.given[1]!), s))); } },
  // The year wrong.
  { room: NARROW, keys: (p, emit) => { if (p.exact && p.surname1 && p.surname2) emit(mix(p.day, unordered(p.surname1, p.surname2))); } },
  { room: NARROW, keys: (p, emit) => { if (p.exact) perGiven(p, (g) => perSurname(p, (s) => emit(mix(mix(p.day, g), s)))); } },
  // Only the year known, or day or month wrong, and one name.
  { room: BROAD, keys: (p, emit) => { if (p.year) perGiven(p, (g) => perSurname(p, (s) => emit(mix(mix(p.year, g), s)))); } },
  { room: BROAD, keys: (p, emit) => { if (p.year && p.surname1 && p.surname2) emit(mix(p.year, unordered(p.surname1, p.surname2))); } },
  // Everything but the mother and one name of one's own.
  { room: BROAD, keys: (p, emit) => { if (p.mother) perGiven(p, (g) => perSurname(p, (s) => emit(mix(mix(p.mother, g), s)))); } },
  { room: NARROW, keys: (p, emit) => { if (p.mother && p.motherSurname && p.surname1) emit(mix(mix(p.mother, p.motherSurname), p.surname1)); } },
  // Everything but the place, with a date or with two names.
  { room: NARROW, keys: (p, emit) => { if (p.place && p.exact) emit(mix(mix(p.year, p.day), p.place)); } },
  { room: NARROW, keys: (p, emit) => { if (p.place) perGiven(p, (g) => perSurname(p, (s) => emit(mix(mix(p.place, g), s)))); } },
];
export const KIND_COUNT = KINDS.length;

/** A list of pairs that grows. A pair is one number: the smaller row times `PAIR`, plus the larger. */
export const PAIR = 2 ** 26;

export class PairList {
  #list = new Float64Array(1 << 16);
  #count = 0;

  add(a: number, b: number): void {
    if (this.#count === this.#list.length) {
      const larger = new Float64Array(this.#list.length * 2);
      larger.set(this.#list);
      this.#list = larger;
    }
    this.#list[this.#count++] = a < b ? a * PAIR + b : b * PAIR + a;
  }

  /** The pairs in order, each once. */
  distinct(): Float64Array {
    const sorted = this.#list.subarray(0, this.#count).sort();
    let kept = 0;
    for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i]!;
    return sorted.slice(0, kept);
  }
}

/** Which of the rows may be paired with which: all with all, or only those from `fresh` on with everybody. */
export interface Reach { readonly count: number; readonly fresh: number }

/** Adds the pairs of one kind of key. */
export function pairsOfKind(rows: Rows, kind: number, { count, fresh }: Reach, pairs: PairList): void {
  const entries = entriesOf(rows, KINDS[kind]!, count);
  const rowSpan = 2 ** Math.ceil(Math.log2(Math.max(count, 2)));
  let start = 0;
  for (let i = 1; i <= entries.length; i++) {
    const sameKey = i < entries.length && Math.floor(entries[i]! / rowSpan) === Math.floor(entries[start]! / rowSpan);
    if (sameKey) continue;
    if (i - start > 1) block(rows, entries.subarray(start, i), rowSpan, fresh, KINDS[kind]!.room, pairs);
    start = i;
  }
}

/** Key and row in one number, in order: typed arrays of floats sort natively. */
function entriesOf(rows: Rows, kind: Kind, count: number): Float64Array {
  const rowSpan = 2 ** Math.ceil(Math.log2(Math.max(count, 2)));
  const keySpan = 2 ** Math.min(31, 53 - Math.log2(rowSpan));
  let entries = new Float64Array(Math.ceil(count * 1.5) + 16);
  let used = 0;
  const parts = new Parts();
  let row = 0;
  const emit = (key: number): void => {
    if (used === entries.length) {
      const larger = new Float64Array(Math.ceil(entries.length * 1.5));
      larger.set(entries);
      entries = larger;
    }
    entries[used++] = ((key & 0x7fff_ffff) % keySpan) * rowSpan + row;
  };
  for (; row < count; row++) {
    parts.read(rows, row);
    kind.keys(parts, emit);
  }
  return entries.subarray(0, used).sort();
}

function block(rows: Rows, entries: Float64Array, rowSpan: number, fresh: number, room: Room, pairs: PairList): void {
  const members = Int32Array.from(entries, (e) => e % rowSpan);
  if (members.at(-1)! < fresh) return;
  if (members.length <= room.block) {
    for (let i = 0; i < members.length; i++) for (let j = i + 1; j < members.length; j++) if (members[j]! >= fresh && members[i] !== members[j]) pairs.add(members[i]!, members[j]!);
    return;
  }
  for (const order of [byBirth, bySurnames]) neighbours(members, order(rows), fresh, room.neighbours, pairs);
}

type Order = (row: number) => number;
const byBirth = ({ data }: Rows): Order => (row) => data[row * STRIDE + AT.birth]!;
const bySurnames = ({ data, lexicon }: Rows): Order => (row) => {
  const at = row * STRIDE;
  return unordered(lexicon.sound[data[at + AT.surname1]!]!, lexicon.sound[data[at + AT.surname2]!]!) * 64 + (lexicon.root[data[at + AT.given]!]! % 64);
};

function neighbours(members: Int32Array, order: Order, fresh: number, reach: number, pairs: PairList): void {
  const places = new Map(Array.from(members, (m) => [m, order(m)]));
  const sorted = members.toSorted((a, b) => places.get(a)! - places.get(b)! || a - b);
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < Math.min(sorted.length, i + 1 + reach); j++) {
      if ((sorted[i]! >= fresh || sorted[j]! >= fresh) && sorted[i] !== sorted[j]) pairs.add(sorted[i]!, sorted[j]!);
    }
  }
}
