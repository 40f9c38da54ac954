import { ESTIMATE_YEARS, type BirthPrecision } from '#kernel/birth';
import { nameWords as wordsOfName } from '#registry';
import type { ParsedPerson } from '#reception/schema';

/** Somebody whom two papers name: `same` on the evidence of both, `likely` where an officer should look. */
export type Sameness = 'same' | 'likely';

/** Words of a name in any order, without particles, abbreviations written out: `MA. ANA` is Ana María. */
export function nameWords(person: Pick<ParsedPerson, 'givenNames' | 'surname1' | 'surname2' | 'nameAsSeen'>): string[] {
  const whole = [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' ') || person.nameAsSeen;
  return wordsOfName(whole).toSorted();
}

const compact = (number: ParsedPerson['number']): string => number?.asSeen.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? '';
/** Shorter numbers are row numbers and ages. */
const SHORTEST_NUMBER = 5;

type NameLikeness = 'equal' | 'close' | 'different';
type BirthLikeness = 'equal' | 'near' | 'different' | 'unknown';

/** Whether two papers name the same person. Pure, symmetric, and cautious: brothers and sisters, twins and namesakes are not the same. */
export function sameness(a: ParsedPerson, b: ParsedPerson): Sameness | null {
  if (a.sex !== null && b.sex !== null && a.sex !== b.sex) return equalNumbers(a, b) && nameLikeness(a, b) === 'equal' ? 'likely' : null;
  const name = nameLikeness(a, b);
  if (name === 'different') return null;
  const birth = birthLikeness(a, b);
  if (equalNumbers(a, b)) return birth === 'different' ? 'likely' : 'same';
  return withoutNumber(name, birth, otherNumbers(a, b));
}

function withoutNumber(name: NameLikeness, birth: BirthLikeness, numbersDiffer: boolean): Sameness | null {
  if (birth === 'different') return null;
  if (name === 'equal' && birth === 'equal') return numbersDiffer ? 'likely' : 'same';
  if (numbersDiffer) return null;
  return name === 'equal' || birth === 'equal' ? 'likely' : null;
}

function equalNumbers(a: ParsedPerson, b: ParsedPerson): boolean {
  const number = compact(a.number);
  return number.length >= SHORTEST_NUMBER && number === compact(b.number);
}

function otherNumbers(a: ParsedPerson, b: ParsedPerson): boolean {
  return a.number !== null && b.number !== null && compact(a.number).length >= SHORTEST_NUMBER && compact(b.number).length >= SHORTEST_NUMBER && !equalNumbers(a, b);
}

function nameLikeness(a: ParsedPerson, b: ParsedPerson): NameLikeness {
  const [one, other] = [nameWords(a), nameWords(b)];
  if (one.length === 0 || other.length === 0) return 'different';
  if (one.join(' ') === other.join(' ')) return 'equal';
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const left = [...long];
  let found = 0;
  for (const word of short) {
    const at = left.findIndex((candidate) => closeWords(word, candidate));
    if (at >= 0) left.splice(at, 1);
    found += Number(at >= 0);
  }
  return found === short.length && found >= 2 ? 'close' : 'different';
}

/** One letter of difference in words of five letters or more; initials and short words only if equal. */
function closeWords(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = (x: string, y: string) => x.slice(i + Number(x.length >= y.length)) === y.slice(i + Number(y.length >= x.length));
  return rest(a, b) || (a.length === b.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
}

function birthLikeness(a: ParsedPerson, b: ParsedPerson): BirthLikeness {
  if (a.birthDate === null || b.birthDate === null) return ages(a, b);
  const [one, other] = [precisionOf(a), precisionOf(b)];
  if (one === 'estimated' || other === 'estimated') return nearYears(a.birthDate, b.birthDate) ? 'near' : 'different';
  if (a.birthDate === b.birthDate && one === other) return 'equal';
  const known = Math.min(PARTS[one], PARTS[other]);
  return nearDates(a.birthDate.split('-').slice(0, known), b.birthDate.split('-').slice(0, known)) ? 'near' : 'different';
}

const precisionOf = (person: ParsedPerson): BirthPrecision => person.birthPrecision ?? 'day';

/** A guess is near, never equal: as far as guesses go wrong. */
function nearYears(one: string, other: string): boolean {
  return Math.abs(Number(one.slice(0, 4)) - Number(other.slice(0, 4))) <= ESTIMATE_YEARS;
}

/** One part of the date written otherwise, or day and month swapped; of dates known in part, equal as far as known. */
function nearDates(one: readonly string[], other: readonly string[]): boolean {
  if (one.length < 3) return one.join() === other.join();
  if (one[0] === other[0] && one[1] === other[2] && one[2] === other[1]) return true;
  return one.filter((part, i) => part === other[i]).length === 2 && Math.abs(Number(one[0]) - Number(other[0])) <= 10;
}

const PARTS = { year: 1, month: 2, day: 3 } as const;

function ages(a: ParsedPerson, b: ParsedPerson): BirthLikeness {
  if (a.statedAge === null || b.statedAge === null) return 'unknown';
  return Math.abs(a.statedAge - b.statedAge) <= 1 ? 'unknown' : 'different';
}

/** Somebody of one of two papers, by any key. */
export interface Named<K> {
  readonly key: K;
  readonly person: ParsedPerson;
}

export interface Paired<A, B> {
  readonly pairs: readonly { readonly a: A; readonly b: B; readonly sameness: Sameness }[];
  readonly onlyA: readonly A[];
  readonly onlyB: readonly B[];
}

/**
 * Pairs the people of two papers, each at most once: first who is written alike in everything, then who is the same, then who is likely the same if no other could be meant.
 * Works by index, so that two lists of thousands take a moment.
 */
export function pairUp<A, B>(as: readonly Named<A>[], bs: readonly Named<B>[]): Paired<A, B> {
  const index = indexOf(bs);
  const freeB = new Set(bs.keys());
  const partner = new Map<number, { b: number; sameness: Sameness }>();
  const candidates = as.map(({ person }) => likelyOnes(person, bs, new Set(keysOf(person).flatMap((key) => index.get(key) ?? []))));
  for (const { wanted, alike } of ROUNDS) {
    const askedBy = countAsked(candidates, wanted, partner, freeB);
    candidates.forEach((found, at) => {
      if (partner.has(at)) return;
      const open = found.filter((c) => c.sameness === wanted && (c.alike || !alike) && freeB.has(c.b));
      const b = wanted === 'same' ? open[0]?.b : open.length === 1 && askedBy.get(open[0]!.b) === 1 ? open[0]!.b : undefined;
      if (b === undefined) return;
      partner.set(at, { b, sameness: wanted });
      freeB.delete(b);
    });
  }
  return {
    pairs: [...partner].sort((x, y) => x[0] - y[0]).map(([at, { b, sameness: how }]) => ({ a: as[at]!.key, b: bs[b]!.key, sameness: how })),
    onlyA: as.filter((_, at) => !partner.has(at)).map(({ key }) => key), onlyB: [...freeB].sort((x, y) => x - y).map((at) => bs[at]!.key),
  };
}

/** Whoever bears the number of another would otherwise take the place of somebody who is written exactly so. */
const ROUNDS = [{ wanted: 'same', alike: true }, { wanted: 'same', alike: false }, { wanted: 'likely', alike: false }] as const;

const written = (p: ParsedPerson): string => [...nameWords(p), '', p.birthDate, p.birthPrecision, p.sex, compact(p.number)].join('|');

/** Who of one paper each person of the other may be, the surest first. */
export function candidatesAmong<A, B>(as: readonly Named<A>[], bs: readonly Named<B>[]): { readonly key: A; readonly maybe: readonly { readonly key: B; readonly sameness: Sameness }[] }[] {
  const index = indexOf(bs);
  return as.map(({ key, person }) => ({
    key, maybe: likelyOnes(person, bs, new Set(keysOf(person).flatMap((k) => index.get(k) ?? []))).map(({ b, sameness: how }) => ({ key: bs[b]!.key, sameness: how }))
      .sort((x, y) => Number(y.sameness === 'same') - Number(x.sameness === 'same')),
  }));
}

function indexOf<B>(bs: readonly Named<B>[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  bs.forEach(({ person }, at) => {
    for (const key of keysOf(person)) {
      const others = index.get(key);
      if (others) others.push(at);
      else index.set(key, [at]);
    }
  });
  return index;
}

interface Candidate { readonly b: number; readonly sameness: Sameness; /** Written so in everything that counts. */ readonly alike: boolean }

function likelyOnes<B>(person: ParsedPerson, bs: readonly Named<B>[], at: ReadonlySet<number>): Candidate[] {
  return [...at].sort((x, y) => x - y).flatMap((b) => {
    const how = sameness(person, bs[b]!.person);
    return how ? [{ b, sameness: how, alike: how === 'same' && written(person) === written(bs[b]!.person) }] : [];
  });
}

function countAsked(candidates: readonly (readonly Candidate[])[], wanted: Sameness, partner: ReadonlyMap<number, unknown>, free: ReadonlySet<number>): Map<number, number> {
  const asked = new Map<number, number>();
  candidates.forEach((found, at) => {
    if (partner.has(at)) return;
    for (const c of found) if (c.sameness === wanted && free.has(c.b)) asked.set(c.b, (asked.get(c.b) ?? 0) + 1);
  });
  return asked;
}

/** What two entries about one person share: a number, the whole name, the birth with the start of any word of the name. */
function keysOf(person: ParsedPerson): string[] {
  const words = nameWords(person);
  const number = compact(person.number);
  const keys = [`w:${words.join(' ')}`];
  if (number.length >= SHORTEST_NUMBER) keys.push(`n:${number}`);
  if (person.birthDate !== null) for (const word of new Set(words.map((w) => w.slice(0, 2)))) keys.push(`b:${person.birthDate}:${word}`);
  return keys;
}
