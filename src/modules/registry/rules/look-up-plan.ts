/**
 * What a look-up asks the index for. A rare name is asked alone, common ones only together with each other, with a year or with a
 * birthday, so that an answer comes in milliseconds however large the registry; and always so that one damaged word and one damaged
 * part of a date still leave a way to the record.
 */
import { swappedDate } from './birth.ts';
import { keyOf, NO_YEAR, phoneDigits, saysDay } from './keys.ts';
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
const WAYS = { yearMonth: 600, yearDay: 1_500, birthday: 360, year: 50, place: 300 } as const;
const YEARS_OFF = 3;
const MOST_ASKS = 12;
/** Sets of words grow with the fourth power of their number: of a name as long as its field, the rarest words are asked. */
const MOST_WORDS = 10;
const MOST_SOUNDS = 400;
/** How many people a question may be expected to bring. */
const ROOM = { exact: 40, date: 120, part: 32, year: 60, years: 40, name: 120, last: 200, aside: 20 } as const;

interface Word { readonly sounds: readonly string[]; readonly share: number }
type Together = readonly Word[];
type Keys = readonly number[];

function measured(words: readonly SoughtWord[], known: Commonness): Word[] {
  const people = Math.max(known.population, 1);
  const share = (word: SoughtWord) => Math.min(word.sounds.reduce((sum, s) => sum + Math.max(known.people(s), 1), 0) / people, 1);
  return words.map((w) => ({ sounds: w.sounds, share: share(w) })).sort((a, b) => a.share - b.share).slice(0, MOST_WORDS);
}

/** Sets of which a record must hold at least one each, as a question. More than two sets with a choice would cost more than they save. */
function ask(sets: readonly Keys[], most: number): Ask {
  const must = sets.filter((s) => s.length === 1).map((s) => s[0]!);
  const [any = [], anyToo = []] = sets.filter((s) => s.length > 1).toSorted((a, b) => a.length - b.length);
  return { must, any, anyToo, most };
}

function pairKeys(country: string, a: Word, b: Word): number[] {
  return a.sounds.flatMap((x) => b.sounds.filter((y) => y !== x).map((y) => keyOf.pair(country, x, y))).slice(0, MOST_SOUNDS);
}

/** Keys that together say: all of these words. The word with the fewest sounds stands in every pair. */
function keysOfAll(country: string, words: Together): Keys[] {
  const [first, ...others] = words.toSorted((a, b) => a.sounds.length - b.sounds.length);
  if (!first) return [];
  if (others.length === 0) return [first.sounds.map((s) => keyOf.word(country, s))];
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

/** Smallest sets of words that few enough people bear; none if even all together are common. */
function tellingWords(words: Together, population: number, few: number): Together[] {
  const kept: Word[][] = [];
  for (let size = 1; size <= Math.min(words.length, LARGEST); size++) {
    for (const set of choose(words, size)) {
      const narrower = kept.some((k) => k.every((w) => set.includes(w)));
      if (!narrower && peopleWith(set, population) <= few) kept.push(set);
    }
  }
  return kept.slice(0, MOST_ASKS);
}

/** Words, rarest first, of which so few people are expected in all. */
function within(words: Together, population: number, few: number): Word[] {
  let expected = 0;
  return words.filter((w) => (expected += population * w.share) <= few);
}

/**
 * People who hold enough of the words to be few, where each word has keys of its own that say more than the word (with a year, with
 * a birthday): rare words in one question, a common word together with any of those that it is rare beside in another.
 */
function byWordKeys(words: Together, population: number, few: number, keysOf: (word: Word) => Keys): Ask[] {
  const sets = tellingWords(words, population, few);
  const alone = sets.filter((s) => s.length === 1).flatMap(([w]) => keysOf(w!));
  const beside = Map.groupBy(sets.filter((s) => s.length === 2), ([first]) => first!);
  return [
    ...(alone.length > 0 ? [ask([alone], few * 2)] : []),
    ...[...beside].map(([first, pairs]) => ask([keysOf(first), pairs.flatMap(([, other]) => keysOf(other!))], few * 2)),
    ...sets.filter((s) => s.length > 2).map((s) => ask(s.map(keysOf), few)),
  ];
}

interface Narrow { readonly keysOf: (word: Word) => Keys; readonly share: number }

/** Questions by words that go together, narrowed by what one of them is asked with; `last` asks at least for all words together. */
function byName(country: string, words: Together, population: number, narrow: Narrow | null, room: { few: number; last: number }): Ask[] {
  const sets = tellingWords(words, population * (narrow?.share ?? 1), room.few);
  const also = (set: Together): Keys[] => (narrow ? [narrow.keysOf(set[0]!)] : []);
  // A word that is asked with its year needs no key of its own.
  const question = (set: Together, most: number): Ask => ask([...(narrow && set.length === 1 ? [] : keysOfAll(country, set)), ...also(set)], most);
  const asked = sets.map((set) => question(set, room.few * 2));
  if (asked.length > 0 || room.last === 0 || words.length === 0) return asked;
  return [question(words.slice(0, LARGEST), room.last)];
}

function yearsAround(country: string, date: string): (word: Word) => number[] {
  const year = Number(date.slice(0, 4));
  const years = [...Array.from({ length: 2 * YEARS_OFF + 1 }, (_, i) => year - YEARS_OFF + i), NO_YEAR];
  return (word) => word.sounds.flatMap((s) => years.map((y) => keyOf.wordYear(country, s, y)));
}

/** The day with any of the words; year and month, or year and day, with a rare one; the birthday, and the year, with words that are few in it. */
function byDay(country: string, words: Together, population: number, date: string): Ask[] {
  const inYear = (w: Word): number[] => w.sounds.map((s) => keyOf.wordYear(country, s, Number(date.slice(0, 4))));
  const onBirthday = (w: Word): number[] => w.sounds.map((s) => keyOf.wordBirthday(country, s, date));
  const any = words.flatMap(inYear);
  const swapped = swappedDate(date);
  const part = (key: number, ways: number): Ask[] => {
    const rare = within(words, population / ways, ROOM.part).flatMap(inYear);
    return rare.length > 0 ? [{ must: [key], any: rare, anyToo: [], most: ROOM.part * 2 }] : [];
  };
  return [
    { must: [keyOf.day(country, date)], any, anyToo: [], most: ROOM.date },
    ...(swapped && any.length > 0 ? [{ must: [keyOf.day(country, swapped)], any, anyToo: [], most: ROOM.aside }] : []),
    ...part(keyOf.yearMonth(country, date), WAYS.yearMonth), ...part(keyOf.yearDay(country, date), WAYS.yearDay),
    ...byWordKeys(words, population / WAYS.birthday, ROOM.part, onBirthday),
  ];
}

/** With a whole date names alone are asked too (`planLookUp`); only if all of them are common do the years around have to narrow them. */
function byBirth(sought: Sought, words: Together, population: number): Ask[] {
  const { country, birth } = sought;
  if (!birth || words.length === 0) return birth && saysDay(birth.date, birth.precision) ? byDay(country, words, population, birth.date) : [];
  const around: Narrow = { keysOf: yearsAround(country, birth.date), share: (2 * YEARS_OFF + 1) / WAYS.year };
  const year = Number(birth.date.slice(0, 4));
  const day = saysDay(birth.date, birth.precision);
  const common = tellingWords(words, population, ROOM.aside).length === 0;
  return [
    ...(day ? byDay(country, words, population, birth.date) : []),
    ...byWordKeys(words, population / WAYS.year, day ? ROOM.part : ROOM.year, (w) => w.sounds.flatMap((s) => [keyOf.wordYear(country, s, year), keyOf.wordYear(country, s, NO_YEAR)])),
    ...(day && !common ? [] : byName(country, words, population, around, day ? { few: ROOM.exact, last: ROOM.exact } : { few: ROOM.years, last: ROOM.last })),
  ];
}

function byNumbers({ country, numbers, phones }: Sought): Ask[] {
  const told = phones.map(phoneDigits).filter((d) => d !== null);
  return [...numbers.map((n) => keyOf.number(country, n)), ...told.map((d) => keyOf.phone(country, d))].map((key) => ask([[key]], ROOM.aside));
}

function byPlace({ country, places }: Sought, words: Together, population: number): Ask[] {
  if (places.length === 0) return [];
  const keys = places.map((p) => keyOf.place(country, p));
  const narrow = { share: places.length / WAYS.place };
  const sets = tellingWords(words, population * narrow.share, ROOM.part);
  const asked = sets.map((set) => ask([...keysOfAll(country, set), keys], ROOM.part * 2));
  if (asked.length > 0 || words.length === 0) return asked;
  return [ask([...keysOfAll(country, words.slice(0, LARGEST)), keys], ROOM.aside)];
}

/** Whoever is called exactly so: asked only where nothing narrower is known, since many bear a short name and more. */
function byWholeName({ country, words, birth }: Sought): Ask[] {
  if (birth || words.length === 0) return [];
  return [ask([[keyOf.whole(country, words.map((w) => w.sounds[0]!))]], ROOM.exact)];
}

/** Somewhat over half of the plan's room where a million are registered (decision 26), a quarter where fifty thousand are: the fewer people, the fewer of them are met by chance before the one who is meant. */
const THRIFT = { least: 0.25, most: 0.6, people: 50_000, growth: 0.3 } as const;

/** How much of the plan's room a look-up at a desk needs in a registry of so many people: a share. */
export function deskThrift(population: number): number {
  return Math.min(THRIFT.most, Math.max(THRIFT.least, THRIFT.least * (population / THRIFT.people) ** THRIFT.growth));
}

/**
 * Everything that is asked for one look-up.
 * @param thrift how many people a question may bring, against what it may bring for somebody who stands at a desk
 */
export function planLookUp(sought: Sought, known: Commonness, thrift = 1): Ask[] {
  // A word typed twice says nothing more than once.
  const once = new Map(sought.words.filter((w) => w.sounds.length > 0).map((w) => [w.sounds.join(' '), w]));
  const words = measured([...once.values()], known);
  const alone = !sought.birth && sought.numbers.length === 0;
  // A question may bring fewer people just as if there were more of them.
  const population = known.population / thrift;
  return [
    ...byNumbers(sought),
    ...byBirth(sought, words, population),
    ...byPlace(sought, words, population),
    ...byWholeName(sought),
    ...byName(sought.country, words, population, null, alone ? { few: ROOM.name, last: ROOM.last } : { few: ROOM.aside, last: 0 }),
  ].filter((a) => a.must.length + a.any.length > 0);
}

/** Whoever bears a number one slip away: hundreds of keys, worth asking for only when nobody bears the number itself. */
export function planSlips({ country, numbers }: Pick<Sought, 'country' | 'numbers'>): Ask[] {
  const any = numbers.flatMap((n) => numberSlips(compactNumber(n))).map((n) => keyOf.number(country, n));
  return any.length > 0 ? [{ must: [], any, anyToo: [], most: ROOM.aside }] : [];
}
