import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedPerson, ReadRow } from '../schema.ts';
import { changesOf } from './changes.ts';
import { pairUp, sameness } from './same.ts';

function person(givenNames: string, surname1: string, surname2: string | null, birthDate: string | null, more: Partial<ParsedPerson> = {}): ParsedPerson {
  return {
    givenNames, surname1, surname2, nameAsSeen: [givenNames, surname1, surname2].filter(Boolean).join(' '), birthDate, birthPrecision: birthDate ? 'day' : null,
    birthAsSeen: birthDate, statedAge: null, sex: null, number: null, originAdmin1: null, originAdmin2: null, originAsSeen: null, destinationAdmin1: null,
    destinationAdmin2: null, destinationAsSeen: null, phone: null, group: null, relation: null, remarks: null, authority: null, kind: null, reference: null, flags: [], ...more,
  };
}
const number = (asSeen: string): ParsedPerson['number'] => ({ asSeen, type: 'dni', result: 'valid' });
const marisol = person('Marisol', 'Paz', 'Rivas', '1991-04-23');
const about = (year: string) => person('Marisol', 'Paz', 'Rivas', `${year}-01-01`, { birthPrecision: 'estimated' });

describe('two papers name the same person', () => {
  it.each<[string, ParsedPerson, ParsedPerson, string | null]>([
    ['the same name and birth, in another order', marisol, person('Paz', 'Rivas', 'Marisol', '1991-04-23'), 'same'],
    ['a number, although the birth was typed wrong', { ...marisol, number: number('0801-1991-00011') }, { ...marisol, birthDate: '1991-04-24', number: number('0801199100011') }, 'same'],
    ['day and month swapped', person('Marisol', 'Paz', 'Rivas', '1991-04-05'), person('Marisol', 'Paz', 'Rivas', '1991-05-04'), 'likely'],
    ['abbreviations, on one paper only', person('Ana María', 'Hernández', 'Ruiz', '1970-12-25'), person('MA. ANA', 'HDEZ', 'RUIZ', '1970-12-25'), 'same'],
    ['glottal stops written in two ways', person('Ixchel', "Ba'", "K'iche'", '1991-02-03'), person('IXCHEL', 'BAʼ', 'KʼICHEʼ', '1991-02-03'), 'same'],
    ['the second surname left out', marisol, person('Marisol', 'Paz', null, '1991-04-23'), 'likely'],
    ['one letter wrong', marisol, person('Marizol', 'Paz', 'Rivas', '1991-04-23'), 'likely'],
    ['no birth on one paper', marisol, person('Marisol', 'Paz', 'Rivas', null), 'likely'],
    ['another number', { ...marisol, number: number('0801199100011') }, { ...marisol, number: number('0801199100022') }, 'likely'],
    ['twins: same surnames and birth', marisol, person('Marta', 'Paz', 'Rivas', '1991-04-23'), null],
    ['brother and sister with nearly one name', person('Juana', 'Paz', 'Rivas', '1991-04-23', { sex: 'F' }), person('Juan', 'Paz', 'Rivas', '1991-04-23', { sex: 'M' }), null],
    ['a namesake of another age', marisol, person('Marisol', 'Paz', 'Rivas', '1962-08-02'), null],
    ['parent and child with one name', person('José', 'Paz', 'Rivas', '1980-01-02'), person('José', 'Paz', 'Rivas', '2010-01-02'), null],
    ['about the same age', marisol, about('1989'), 'likely'],
    ['about another age', marisol, about('1987'), null],
    ['about the same age, twice', about('1991'), about('1991'), 'likely'],
    ['about the same age, and a year alone', about('1993'), person('Marisol', 'Paz', 'Rivas', '1991-01-01', { birthPrecision: 'year' }), 'likely'],
    ['about the same age, and one letter wrong', about('1991'), person('Marizol', 'Paz', 'Rivas', '1991-04-23'), null],
    ['a number, although the age was guessed far off', { ...about('1980'), number: number('0801199100011') }, { ...marisol, number: number('0801199100011') }, 'likely'],
    ['two empty names', person('', '', null, '1991-04-23'), person('', '', null, '1991-04-23'), null],
  ])('%s', (_, a, b, expected) => {
    expect(sameness(a, b)).toBe(expected);
    expect(sameness(b, a)).toBe(expected);
  });
});

const names = fc.constantFrom('Ana', 'Luis', 'Marisol', 'Marta', 'Carlos', 'Carla', 'Wilmer', 'Ixchel');
const surnames = fc.constantFrom('Paz', 'Cruz', 'Rivas', 'Hernández', 'Hernandes', 'Tun', 'Xol');
const anybody = fc.record({ g: names, s1: surnames, s2: fc.option(surnames), d: fc.option(fc.integer({ min: 1, max: 28 })), n: fc.option(fc.constantFrom('0801199100011', '0801199100022')) })
  .map(({ g, s1, s2, d, n }) => person(g, s1, s2, d === null ? null : `1990-01-${String(d).padStart(2, '0')}`, { number: n === null ? null : number(n) }));
const list = fc.array(anybody, { maxLength: 25 });
const keyed = (people: readonly ParsedPerson[]) => people.map((p, key) => ({ key, person: p }));

describe('two lists', () => {
  it('are paired so that everybody stands exactly once', () => {
    fc.assert(fc.property(list, list, (as, bs) => {
      const paired = pairUp(keyed(as), keyed(bs));
      const all = (side: 'a' | 'b', rest: readonly number[]) => [...paired.pairs.map((p) => p[side]), ...rest].sort((x, y) => x - y);
      expect(all('a', paired.onlyA)).toEqual([...as.keys()]);
      expect(all('b', paired.onlyB)).toEqual([...bs.keys()]);
      for (const { a, b, sameness: how } of paired.pairs) expect(sameness(as[a]!, bs[b]!)).toBe(how);
    }));
  });

  it('of the same people leave nobody over, in whatever order', () => {
    fc.assert(fc.property(list.filter((people) => people.every((p) => p.birthDate !== null)).chain((people) => fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length }))), ([people, shuffled]) => {
      const paired = pairUp(keyed(people), keyed(shuffled));
      expect([paired.onlyA, paired.onlyB]).toEqual([[], []]);
    }), { numRuns: 1_000 });
  });

  it('leave open who is likely two people: of two namesakes without birth none is chosen', () => {
    const paired = pairUp(keyed([person('Ana', 'Paz', null, null)]), keyed([person('Ana', 'Paz', null, null), person('Ana', 'Paz', null, null)]));
    expect(paired.pairs).toEqual([]);
  });

  it('of five thousand in the opposite order are paired to the last', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => person(`Nombre${i % 70}`, `Apellido${i % 90}`, `Otro${i % 110}`, `19${50 + (i % 50)}-0${1 + (i % 9)}-${10 + (i % 18)}`));
    const { pairs, onlyA, onlyB } = pairUp(keyed(many), keyed([...many].reverse()));
    expect([pairs.length, onlyA, onlyB]).toEqual([5_000, [], []]);
  });
});

describe('a later version of a list', () => {
  const row = (n: number, p: ParsedPerson): ReadRow => ({ row: n, raw: [], person: p, problems: [] });
  it('says who is new, who is gone and what is written otherwise', () => {
    const nelson = person('Nelson', 'Bonilla', 'Reyes', '1999-07-27');
    const changes = changesOf(
      [{ rowId: 'a', person: marisol, state: 'expected' }, { rowId: 'b', person: nelson, state: 'waiting' }, { rowId: 'c', person: person('Adela', 'Tun', null, '2013-11-19'), state: 'expected' }],
      [row(2, person('Rigoberto', 'Lemus', null, '1980-02-15')), row(3, { ...marisol, remarks: 'EMBARAZADA' }), row(4, nelson)],
    );
    expect(changes.kept).toEqual([{ rowId: 'b', row: 4 }]);
    expect(changes.altered).toMatchObject([{ rowId: 'a', row: 3, sure: true, changes: [{ what: 'remarks', before: '', after: 'EMBARAZADA' }] }]);
    expect(changes.added).toEqual([{ row: 2, name: 'Rigoberto Lemus' }]);
    expect(changes.gone).toEqual([{ rowId: 'c', state: 'expected', name: 'Adela Tun' }]);
  });

  it('prints of a guessed age the year alone', () => {
    const changes = changesOf([{ rowId: 'a', person: about('1990'), state: 'expected' }], [row(2, marisol)]);
    expect(changes.altered.flatMap((a) => a.changes)).toEqual([{ what: 'birth', before: '1990', after: '1991-04-23' }]);
  });

  it('that is the same file changes nothing', () => {
    fc.assert(fc.property(list.filter((people) => people.every((p) => p.birthDate !== null)), (people) => {
      const changes = changesOf(people.map((p, i) => ({ rowId: String(i), person: p, state: 'expected' as const })), people.map((p, i) => row(i, p)));
      expect([changes.added, changes.gone]).toEqual([[], []]);
    }));
  });
});
