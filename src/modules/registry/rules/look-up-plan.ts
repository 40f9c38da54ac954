/**
 * What a look-up asks the index for. A rare name is asked alone, common ones only together with each other, with a date or a part
 * of one, so that an answer comes in milliseconds however large the registry; and always so that one damaged word and one damaged
 * part of a date still leave a way to the record.
 */
import { swappedDate } from './birth.ts';
import { keyOf, phoneDigits, saysDay } from './keys.ts';
import { numberSlips } from './number-slips.ts';
import { compactNumber } from './numbers.ts';
import type { BirthPrecision } from '../schema.ts';

/** One word that is sought: the sounds it may have in the registry (itself, its root, what it may be short for or a slip of). */
export interface SoughtWord { readonly sounds: readonly string[] }

export interface Sought {
  readonly country: string;
  readonly words: readonly SoughtWord[];
  readonly birth: { readonly date: string; readonly precision: BirthPrecision } | null;
  readonly numbers: readonly string[];
  readonly phones: readonly string[];
  readonly places: readonly string[];
}

/** How many people there are, and how many bear a name that sounds so. */
export interface Commonness {
  readonly population: number;
  readonly people: (sound: string) => number;
}

/** One question to the index: records that hold all of `must`, one of `any` and one of `anyToo` (an empty set asks nothing); at most so many. */
export interface Ask {
  readonly must: readonly number[];
  readonly any: readonly number[];
  readonly anyToo: readonly number[];
  readonly most: number;
}

/** Names of one person go together more often than chance would have it (José Luis, sisters' surnames). */
const TOGETHER = 2;
/** Roughly: in how many ways a birth date, and the parts of one, can differ. */
const WAYS = { day: 18_000, yearMonth: 600, yearDay: 1_500, monthDay: 360, year: 50, place: 300 } as const;
const YEARS_OFF = 3;
const MOST_ASKS = 12;
const MOST_SOUNDS = 400;
const ROOM = { exact: 60, date: 120, part: 100, name: 200, year: 250, last: 300, aside: 50 } as const;

interface Word { readonly sounds: readonly string[]; readonly share: number }
type Together = readonly Word[];

function measured(words: readonly SoughtWord[], known: Commonness): Word[] {
  const people = Math.max(known.population, 1);
  const share = (word: SoughtWord) => Math.min(word.sounds.reduce((sum, s) => sum + Math.max(known.people(s), 1), 0) / people, 1);
  return words.map((w) => ({ sounds: w.sounds, share: share(w) })).sort((a, b) => a.share - b.share);
}

/** Sets of which a record must hold at least one each, as a question. More than two sets with a choice would cost more than they save. */
function ask(sets: readonly (readonly number[])[], most: number): Ask {
  const must = sets.filter((s) => s.length === 1).map((s) => s[0]!);
  const [any = [], anyToo = []] = sets.filter((s) => s.length > 1).toSorted((a, b) => a.length - b.length);
  return { must, any, anyToo, most };
}

function pairKeys(country: string, a: Word, b: Word): number[] {
  return a.sounds.flatMap((x) => b.sounds.filter((y) => y !== x).map((y) => keyOf.pair(country, x, y))).slice(0, MOST_SOUNDS);
}

const wordKeys = (country: string, word: Word): number[] => word.sounds.map((s) => keyOf.word(country, s));

/** Keys that together say: all of these words. The word with the fewest sounds stands in every pair. */
function keysOfAll(country: string, words: Together): number[][] {
  const [first, ...others] = words.toSorted((a, b) => a.sounds.length - b.sounds.length);
  if (!first) return [];
  if (others.length === 0) return [wordKeys(country, first)];
  if (others.length === 3) return [pairKeys(country, first, others[0]!), pairKeys(country, others[1]!, others[2]!)];
  return others.map((other) => pairKeys(country, first, other));
}

function peopleWith(words: Together, population: number): number {
  return words.reduce((product, w) => product * w.share, population) * TOGETHER ** (words.length - 1);
}

function choose<T>(all: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return all.flatMap((item, i) => choose(all.slice(i + 1), count - 1).map((rest) => [item, ...rest]));
}

const LARGEST = 4;

/** Smallest sets of words that few enough people bear; if even all together are common, all together. */
function tellingWords(words: Together, population: number, few: number): Together[] {
  const kept: Word[][] = [];
  for (let size = 1; size <= Math.min(words.length, LARGEST); size++) {
    for (const set of choose(words, size)) {
      const narrower = kept.some((k) => k.every((w) => set.includes(w)));
      if (!narrower && peopleWith(set, population) <= few) kept.push(set);
    }
  }
  return kept.length > 0 ? kept.slice(0, MOST_ASKS) : [];
}

/** Questions by name, narrowed by a set that a share of all people meets; `last` asks at least for all words together. */
function byName(country: string, words: Together, population: number, narrow: { keys: readonly number[]; share: number } | null, room: { few: number; last: number }): Ask[] {
  const share = narrow?.share ?? 1;
  const sets = tellingWords(words, population * share, room.few);
  const asked = sets.map((set) => ask([...keysOfAll(country, set), ...(narrow ? [narrow.keys] : [])], room.few * 2));
  if (asked.length > 0 || room.last === 0 || words.length === 0) return asked;
  return [ask([...keysOfAll(country, words.slice(0, LARGEST)), ...(narrow ? [narrow.keys] : [])], room.last)];
}

/** Words, rarest first, of which together so few people with this part of a date are expected. */
function within(words: Together, population: number, few: number): Word[] {
  let expected = 0;
  return words.filter((w) => (expected += population * w.share) <= few);
}

function pairsWithin(country: string, words: Together, population: number, few: number): number[] {
  let expected = 0;
  return choose(words, 2)
    .toSorted((x, y) => peopleWith(x, 1) - peopleWith(y, 1))
    .filter((pair) => (expected += peopleWith(pair, population)) <= few)
    .flatMap(([a, b]) => pairKeys(country, a!, b!));
}

/** A date of which one part is wrong, with any rare word or two common ones. */
function byParts(country: string, words: Together, population: number, date: string): Ask[] {
  const parts = [
    { key: keyOf.yearMonth(country, date), ways: WAYS.yearMonth }, { key: keyOf.yearDay(country, date), ways: WAYS.yearDay },
    { key: keyOf.monthDay(country, date), ways: WAYS.monthDay },
  ];
  return parts.flatMap(({ key, ways }) => {
    const rare = within(words, population / ways, ROOM.part / 2).flatMap((w) => wordKeys(country, w));
    const pairs = pairsWithin(country, words, population / ways, ROOM.part);
    const any = [...rare, ...pairs];
    return any.length > 0 ? [{ must: [key], any, anyToo: [], most: ROOM.part * 2 }] : [];
  });
}

function byDay(sought: Sought, words: Together, population: number, date: string): Ask[] {
  const { country } = sought;
  const any = words.flatMap((w) => wordKeys(country, w));
  const swapped = swappedDate(date);
  return [
    { must: [keyOf.day(country, date)], any, anyToo: [], most: ROOM.date },
    ...(swapped && any.length > 0 ? [{ must: [keyOf.day(country, swapped)], any, anyToo: [], most: ROOM.aside }] : []),
    ...byParts(country, words, population, date),
  ];
}

function yearsAround(country: string, date: string): number[] {
  const year = Number(date.slice(0, 4));
  return Array.from({ length: 2 * YEARS_OFF + 1 }, (_, i) => keyOf.year(country, year - YEARS_OFF + i));
}

/** With a whole date names alone are asked too (`planLookUp`); only if all of them are common do the years around have to narrow them. */
function byBirth(sought: Sought, words: Together, population: number): Ask[] {
  const { country, birth } = sought;
  if (!birth) return [];
  const years = { keys: yearsAround(country, birth.date), share: (2 * YEARS_OFF + 1) / WAYS.year };
  if (!saysDay(birth.date, birth.precision)) return byName(country, words, population, years, { few: ROOM.year, last: ROOM.last });
  const common = tellingWords(words, population, ROOM.aside).length === 0;
  return [...byDay(sought, words, population, birth.date), ...(common ? byName(country, words, population, years, { few: ROOM.exact, last: ROOM.exact }) : [])];
}

function byNumbers({ country, numbers, phones }: Sought): Ask[] {
  const told = phones.map(phoneDigits).filter((d) => d !== null);
  const slips = numbers.flatMap((n) => numberSlips(compactNumber(n))).map((n) => keyOf.number(country, n));
  return [
    ...[...numbers.map((n) => keyOf.number(country, n)), ...told.map((d) => keyOf.phone(country, d))].map((key) => ask([[key]], ROOM.aside)),
    { must: [], any: slips, anyToo: [], most: ROOM.aside },
  ];
}

function byPlace({ country, places }: Sought, words: Together, population: number): Ask[] {
  if (places.length === 0) return [];
  const keys = places.map((p) => keyOf.place(country, p));
  return byName(country, words, population, { keys, share: places.length / WAYS.place }, { few: ROOM.part, last: ROOM.aside });
}

/** Whoever is called exactly so: asked only where nothing narrower is known, since many bear a short name and more. */
function byWholeName({ country, words, birth }: Sought): Ask[] {
  if (birth || words.length === 0) return [];
  return [ask([[keyOf.whole(country, words.map((w) => w.sounds[0]!))]], ROOM.exact)];
}

/** Everything that is asked for one look-up. */
export function planLookUp(sought: Sought, known: Commonness): Ask[] {
  // A word typed twice says nothing more than once.
  const once = new Map(sought.words.filter((w) => w.sounds.length > 0).map((w) => [w.sounds.join(' '), w]));
  const words = measured([...once.values()], known);
  const alone = !sought.birth && sought.numbers.length === 0;
  return [
    ...byNumbers(sought),
    ...byBirth(sought, words, known.population),
    ...byPlace(sought, words, known.population),
    ...byWholeName(sought),
    ...byName(sought.country, words, known.population, null, alone ? { few: ROOM.name, last: ROOM.last } : { few: ROOM.aside, last: 0 }),
  ].filter((a) => a.must.length + a.any.length > 0);
}
