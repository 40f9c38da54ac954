import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BirthPrecision } from '../schema.ts';
import { hashKey, numberKey, storedKeys } from './keys.ts';
import { deskThrift, planLookUp, planSlips, type Ask, type Commonness, type Sought } from './look-up-plan.ts';
import { nameTokens, rootName, soundOf } from './names.ts';

interface Who { g: string; s1: string; s2?: string; b?: string; p?: BirthPrecision; n?: string; t?: string; o?: string }
const birthOf = (w: Who) => (w.b ? { date: w.b, precision: w.p ?? ('day' as const) } : null);
const stored = (w: Who) => new Set(storedKeys({
  country: 'ZZ', tokens: nameTokens({ givenNames: w.g, surname1: w.s1, surname2: w.s2 }), birthDate: w.b ?? null, birthPrecision: w.p ?? 'day',
  numbers: w.n ? [w.n] : [], phones: w.t ? [w.t] : [], places: w.o ? [w.o] : [],
}));
function sought(w: Who): Sought {
  const tokens = nameTokens({ givenNames: w.g, surname1: w.s1, surname2: w.s2 });
  const words = [...tokens.given.map((x) => soundOf(rootName(x))), ...[...tokens.surname1, ...tokens.surname2].map(soundOf)];
  return { country: 'ZZ', words: words.map((s) => ({ sounds: [s] })), birth: birthOf(w), numbers: w.n ? [w.n] : [], phones: w.t ? [w.t] : [], places: w.o ? [w.o] : [] };
}
const meets = (ask: Ask, keys: ReadonlySet<number>) =>
  ask.must.every((k) => keys.has(k)) && [ask.any, ask.anyToo].every((set) => set.length === 0 || set.some((k) => keys.has(k)));
const asksFor = (w: Who, known: Commonness) => [...planLookUp(sought(w), known), ...planSlips(sought(w))];
const finds = (w: Who, other: Who, known: Commonness) => asksFor(w, known).some((ask) => meets(ask, stored(other)));

/** A registry in which every name of these tests is as common as a common name is. */
const common: Commonness = { population: 1_000_000, people: () => 40_000 };
const rare: Commonness = { population: 1_000_000, people: () => 20 };
const maria: Who = { g: 'María Guadalupe', s1: 'López', s2: 'Hernández', b: '1992-07-14', n: '0101-1992-00417', t: '+504 9999-1234', o: 'ZZ-0101' };

describe('what a look-up asks for', () => {
  it.each<[string, Who]>([
    ['surnames swapped', { g: 'María', s1: 'Hernández', s2: 'López', b: '1992-07-14' }],
    ['second surname missing', { g: 'Maria Guadalupe', s1: 'Lopez', b: '1992-07-14' }],
    ['given name dropped', { g: 'Guadalupe', s1: 'Lopez', s2: 'Hernandez' }],
    ['day and month swapped, surname damaged', { g: 'Maria', s1: 'Lpxz', s2: 'Hernandez', b: '1992-07-14' }],
    ['one word and the day damaged', { g: 'Maria Guadalupe', s1: 'Lxpxz', s2: 'Hernandez', b: '1992-07-15' }],
    ['one word and the month damaged', { g: 'Marxa Guadalupe', s1: 'Lopez', s2: 'Hernandez', b: '1992-08-14' }],
    ['one word and the year damaged', { g: 'Maria Guadalupe', s1: 'Lopez', s2: 'Hexxandes', b: '1997-07-14' }],
    ['an age that somebody guessed', { g: 'Maria Guadalupe', s1: 'Lopez', s2: 'Hernandez', b: '1994-01-01', p: 'estimated' }],
    ['only the number', { g: 'X', s1: 'Y', n: '0101 1992 00417' }],
    ['only the number, with two figures exchanged', { g: 'X', s1: 'Y', n: '0101 1992 00471' }],
    ['only the telephone, without the code of the country', { g: 'X', s1: 'Y', t: '99991234' }],
    ['name and place', { g: 'Maria', s1: 'Lopez', o: 'ZZ-0101' }],
    ['anglicised', { g: 'Mary Guadalupe', s1: 'Lopez', s2: 'Hernandez' }],
    ['given and surname exchanged', { g: 'López', s1: 'María', b: '1992-07-14' }],
  ])('%s still leads to the record, however common the names', (_story, typed) => {
    expect(finds(typed, maria, common)).toBe(true);
  });

  it.each<[string, Who]>([['a date', { ...maria, n: '', t: '', o: '' }], ['a year', { ...maria, n: '', t: '', o: '', b: '1992-01-01', p: 'year' }]])('%s finds whoever was registered without one, however common the names', (_what, typed) => {
    expect(finds(typed, { g: maria.g, s1: maria.s1, s2: maria.s2! }, common)).toBe(true);
  });

  it('a rare name is asked alone, a common one only together with others', () => {
    const smallest = (known: Commonness) => Math.min(...planLookUp(sought({ g: 'María Guadalupe', s1: 'López', s2: 'Hernández' }), known).map((a) => a.must.length));
    expect(smallest(rare)).toBe(1);
    const asks = planLookUp(sought({ g: 'María Guadalupe', s1: 'López', s2: 'Hernández' }), common);
    expect(asks.filter((a) => a.must.length === 1)).toHaveLength(1);
  });

  it.each([20, 300_000, 3_000_000])('a name of a hundred words asks no more than its ten rarest do, where about %i people bear each of them', (people) => {
    const words = Array.from({ length: 100 }, (_, i) => ({ sounds: [`w${i}`] }));
    const known = { population: 6_000_000, people: (sound: string) => people + Number(sound.slice(1)) };
    const plan = (some: typeof words) => planLookUp({ country: 'ZZ', words: some, birth: { date: '1992-07-14', precision: 'day' }, numbers: [], phones: [], places: ['ZZ-0101'] }, known);
    const asks = plan(words.toReversed());
    expect(asks).toEqual(plan(words.slice(0, 10)));
    expect(asks.length).toBeLessThan(60);
  });

  it.each([[0, 0.25], [50_000, 0.25], [200_000, 0.379], [1_000_000, 0.6], [20_000_000, 0.6]])('a desk in a registry of %i people takes %f of the room', (population, share) => {
    expect(deskThrift(population)).toBeCloseTo(share, 2);
  });

  it('is bounded whatever is typed', () => {
    const word = fc.constantFrom('ana', 'juan', 'lopez', 'xol', 'perez', 'maria', 'hernandez', 'choc', 'cruz');
    const who = fc.record({ g: fc.array(word, { maxLength: 4 }).map((w) => w.join(' ')), s1: word, s2: fc.option(word, { nil: undefined }), b: fc.option(fc.constantFrom('1990-03-14', '1985-01-01'), { nil: undefined }) });
    fc.assert(fc.property(who, fc.integer({ min: 0, max: 100_000 }), (w, people) => {
      const asks = planLookUp(sought(w as Who), { population: 1_000_000, people: () => people });
      expect(asks.length).toBeLessThanOrEqual(40);
      expect(asks.every((a) => a.must.length + a.any.length > 0 && a.most > 0)).toBe(true);
    }));
  });

  it('a record always answers to its own name and date', () => {
    const text = fc.string({ minLength: 2, maxLength: 12, unit: fc.constantFrom(...'abcdefghijlmnopqrstuvxyzñ') });
    fc.assert(fc.property(text, text, text, fc.integer({ min: 1, max: 60_000 }), (g, s1, s2, people) => {
      const who = { g, s1, s2, b: '1990-05-04' };
      return finds(who, who, { population: 1_000_000, people: () => people });
    }));
  });
});

describe('keys', () => {
  it('fit into their columns and do not depend on how a number is printed', () => {
    fc.assert(fc.property(fc.string(), (text) => Number.isSafeInteger(hashKey(text)) && Number.isSafeInteger(numberKey(text))));
    expect(numberKey('0101-1992-00417')).toBe(numberKey('0101 1992 00417'));
    for (const key of stored(maria)) expect(key).toBe(key | 0);
  });

  it('of a date that says only its year are those of each word in that year; of none, those of each word without a year', () => {
    const [year, none] = [stored({ g: 'Ana', s1: 'Paz', b: '1990-01-01' }), stored({ g: 'Ana', s1: 'Paz' })];
    expect([[...year].filter((k) => !none.has(k)).length, [...none].filter((k) => !year.has(k)).length]).toEqual([2, 2]);
  });

  it('of a vague date are also those of the date that a number carries, if the years agree', () => {
    const vague: Who = { g: 'Fátima', s1: 'Hernández', s2: 'Serrano', b: '1979-01-01', n: 'HESF790608MPLNZP64' };
    const typed: Who = { g: 'Lesly', s1: 'Hernández', s2: 'Serrano', b: '1979-06-08' };
    expect(finds(typed, vague, common)).toBe(true);
    expect(stored({ ...vague, n: 'HESF990608MPLNZP64' }).size).toBe(stored({ ...vague, n: '0101-1992-00417' }).size);
  });
});
