import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BirthPrecision } from '../schema.ts';
import { posteriorBits } from '../linkage/model.ts';
import { bandOf, chancesOf, compareProfiles, explainProfiles, INITIAL_MODEL, type NameFrequencies, type Profile } from './linkage.ts';
import { soundOf } from './names.ts';
import { profileOf } from './person.ts';
import { REASON_CODES, reasonsOf } from './reasons.ts';

interface Who { g: string; s1: string; s2?: string; b?: string; p?: BirthPrecision; x?: string; o?: string; n?: string }
const profile = (w: Who): Profile => profileOf({
  givenNames: w.g, surname1: w.s1, surname2: w.s2, birthDate: w.b, birthPrecision: w.p ?? 'day', sex: w.x, originAdmin2: w.o,
  documents: w.n ? [{ type: 'dni', number: w.n }] : [],
});
const unknown: NameFrequencies = { given: () => undefined, surname: () => undefined };
const compare = (a: Who, b: Who, f = unknown) => compareProfiles(profile(a), profile(b), INITIAL_MODEL, f);
const explain = (a: Who, b: Who) => explainProfiles(profile(a), profile(b), INITIAL_MODEL, unknown);
const band = (a: Who, b: Who, population = 50_000) => bandOf(compare(a, b), INITIAL_MODEL, population);

const maria: Who = { g: 'María Guadalupe', s1: 'López', s2: 'Hernández', b: '1992-07-14', x: 'F', o: 'ZZ-0101', n: '0101-1992-00417' };
const without = (w: Who, ...fields: (keyof Who)[]): Who => Object.fromEntries(Object.entries(w).filter(([k]) => !fields.includes(k as keyof Who))) as unknown as Who;

describe('bands at the desk', () => {
  it.each<[string, Who, 'surely' | 'perhaps' | 'nobody']>([
    ['typed the same again', maria, 'surely'],
    ['accents lost, Ma. for María', { ...maria, g: 'MA. GUADALUPE', s1: 'LOPEZ', s2: 'HERNANDEZ' }, 'surely'],
    ['no papers this time', without(maria, 'n'), 'surely'],
    ['one given name dropped, no papers', { ...without(maria, 'n'), g: 'Guadalupe' }, 'surely'],
    ['surnames swapped', { ...without(maria, 'n'), s1: 'Hernández', s2: 'López' }, 'surely'],
    ['day and month swapped', { ...maria, b: '1992-07-14', g: 'Maria' }, 'surely'],
    ['b/v, s/z and h', { ...without(maria, 'n'), s1: 'Lopes', s2: 'Ernandes' }, 'surely'],
    ['year off by one, no papers', { ...without(maria, 'n'), b: '1993-07-14' }, 'perhaps'],
    ['name only', { g: 'María Guadalupe', s1: 'López', s2: 'Hernández' }, 'perhaps'],
    ['same number under another name', { g: 'Rosa', s1: 'Pérez', n: '0101-1992-00417' }, 'perhaps'],
    ['a twin', { ...maria, g: 'Ana Lucía', n: '0101-1992-00418' }, 'perhaps'],
    ['a cousin with the same name born the same year', { ...maria, b: '1992-11-02', o: 'ZZ-0202', n: '0202-1992-00011' }, 'nobody'],
    ['somebody else', { g: 'Carlos', s1: 'Mejía', s2: 'Paz', b: '1980-01-30', x: 'M' }, 'nobody'],
  ])('%s', (_story, other, expected) => {
    expect(band(maria, other)).toBe(expected);
  });

  it.each(['N/A', 'SIN DOCUMENTO', '0', '00000000', '999-999', 'x'])('%s, which stands in many files for no number, says nothing of who somebody is', (n) => {
    const other = { g: 'María', s1: 'López', s2: 'Ramos', b: '1990-07-11' };
    expect(compare({ ...maria, n }, { ...other, n }).bits).toBe(compare(without(maria, 'n'), other).bits);
    expect(compare({ ...maria, n }, { ...maria, n }).bits).toBe(compare(without(maria, 'n'), without(maria, 'n')).bits);
    const two = (first: string): Profile => ({ ...profile(maria), numbers: [{ type: 'other', number: first }, ...profile(maria).numbers] });
    expect(compareProfiles(two(n), two(n), INITIAL_MODEL, unknown).bits).toBe(compare(maria, maria).bits);
  });

  it('a name alone is never sure, however rare', () => {
    const rare: NameFrequencies = { given: () => 0.00002, surname: () => 0.00002 };
    const c = compare({ g: 'Nicolás', s1: 'Ixtabalán', s2: 'Tzunun' }, { g: 'Nicolas', s1: 'Ixtabalan', s2: "Tz'unun" }, rare);
    expect(bandOf(c, INITIAL_MODEL, 50_000)).toBe('perhaps');
  });

  it('a rare surname says more than a common one', () => {
    const shares = new Map([[soundOf('hernandez'), 0.05], [soundOf('ixtabalan'), 0.00005]]);
    const frequencies: NameFrequencies = { given: () => 0.01, surname: (s) => shares.get(s) };
    const common = compare({ g: 'Juan', s1: 'Hernández' }, { g: 'Juan', s1: 'Hernandez' }, frequencies);
    const rare = compare({ g: 'Juan', s1: 'Ixtabalán' }, { g: 'Juan', s1: 'Ixtabalan' }, frequencies);
    expect(rare.bits - common.bits).toBeGreaterThan(8);
  });
});

describe('a slip in a name', () => {
  const people: NameFrequencies = {
    given: (s) => new Map([['juan', 0.05], ['karlos', 0.03], ['josue', 0.01], ['jose', 0.08], ['luis', 0.03]]).get(s) ?? 0.000002,
    surname: (s) => new Map([['peres', 0.03], ['ruis', 0.003], ['chimonmas', 0.00002], ['mendosa', 0.008], ['mendes', 0.007]]).get(s) ?? 0.000002,
  };
  const bitsOf = (field: string, a: Who, b: Who) => compare(a, b, people).fields.find((f) => f.field === field)!.bits;

  it('of a rare name says nearly as much as the name, of a common one as little as the name', () => {
    const rare = bitsOf('surname1', { g: 'Ana', s1: 'Chimonmas' }, { g: 'Ana', s1: 'Chirnonmas' });
    const common = bitsOf('surname1', { g: 'Ana', s1: 'Pérez' }, { g: 'Ana', s1: 'Prérez' });
    expect(rare).toBeGreaterThan(common + 7);
    expect(common).toBeLessThan(bitsOf('surname1', { g: 'Ana', s1: 'Pérez' }, { g: 'Ana', s1: 'Perez' }));
  });

  it('is none between two names that many bear, as given name or as surname', () => {
    expect(bitsOf('given', { g: 'José', s1: 'Paz' }, { g: 'Josué', s1: 'Paz' })).toBeLessThan(0);
    expect(bitsOf('surname1', { g: 'Ana', s1: 'Luis' }, { g: 'Ana', s1: 'Ruiz' })).toBeLessThan(0);
  });

  it('two given names written as one agree, in either order', () => {
    for (const g of ['Juancarlos', 'Carlosjuan']) expect(bitsOf('given', { g: 'Juan Carlos', s1: 'Paz' }, { g, s1: 'Paz' })).toBeGreaterThan(2);
  });

  it('in a number of which nobody said what it is counts, and another number does not count against it', () => {
    const untyped = (number: string): Profile => ({ ...profile({ g: 'Ana', s1: 'Paz' }), numbers: [{ type: 'other', number }] });
    const level = (number: string) => compareProfiles(untyped(number), profile({ g: 'Ana', s1: 'Paz', n: '0101-1992-00417' }), INITIAL_MODEL, people).fields.find((f) => f.field === 'number')?.level;
    expect(['0101199200417', '010119920417', '0801198500012'].map(level)).toEqual(['same', 'slip', undefined]);
  });

  it('the second given name of a mother is no surname of her child', () => {
    const child = (mother: string[]): Profile => ({ ...profile({ g: 'Carlos', s1: 'Lara' }), mother });
    const level = (surname2: string) => compareProfiles(profile({ g: 'Carlos', s1: 'Lara', s2: surname2 }), child(['dalys', 'yesenia', 'trejo', 'paz']), INITIAL_MODEL, people).fields.find((f) => f.field === 'surname2')?.level;
    expect(['Yesenia', 'Trejo'].map(level)).toEqual(['differ', 'sound']);
  });
});

describe('how many names', () => {
  const bits = (a: Who, b: Who) => compare(a, b).bits;

  it('whoever is called exactly so comes before whoever is called so and more', () => {
    const ana: Who = { g: 'Ana', s1: 'Paz' };
    expect(bits(ana, { g: 'Ana', s1: 'Paz' })).toBeGreaterThan(bits(ana, { g: 'Ana', s1: 'Paz', s2: 'Mejía' }));
    expect(bits(ana, { g: 'Ana', s1: 'Paz', s2: 'Mejía' })).toBeGreaterThan(bits(ana, { g: 'Ana Lucía', s1: 'Paz', s2: 'Mejía' }));
  });

  it('two names written as one are as many', () => {
    const codes = compare({ g: 'ErickWilmer', s1: 'Paz' }, { g: 'Erick Wilmer', s1: 'Paz' }).fields.map((f) => `${f.field}.${f.level}`);
    expect(codes).toContain('given.sound');
    expect(codes).not.toContain('givenCount.unequal');
  });

  it.each<[string, Who, Who]>([
    ['given name', { g: 'Lucía', s1: 'Paz' }, { g: 'Luciá Ana', s1: 'Paz' }],
    ['given name with a slip', { g: 'Lucía', s1: 'Paz' }, { g: 'Lucis', s1: 'Paz' }],
    ['surname with a slip', { g: 'Lucía', s1: 'Martínez' }, { g: 'Lucía', s1: 'Marttnez' }],
  ])('a %s never counts more than the name itself', (_what, asked, other) => {
    expect(bits(asked, other)).toBeLessThan(bits(asked, asked));
  });
});

describe('reasons', () => {
  it('says what agrees and what differs, the weightiest first', () => {
    const found = reasonsOf(compare(maria, { ...maria, b: '1994-09-20', o: 'ZZ-0202' }));
    expect(found.agrees[0]).toMatchObject({ code: 'number.same', params: { type: 'dni' } });
    expect(found.differs).toContainEqual({ code: 'birth.near', params: { years: 2 } });
    expect(found.differs.map((r) => r.code)).toContain('origin.differ');
  });

  it('every level of the model is a reason or deliberately silent', () => {
    const levels = Object.entries(INITIAL_MODEL.fields).flatMap(([field, odds]) => Object.keys(odds).map((level) => `${field}.${level}`));
    const silent = ['givenCount.one', 'givenCount.several', 'surnameCount.one', 'surnameCount.two', 'surnameOrder.straight', 'sex.same', 'phone.differ', 'mother.one', 'arrival.apart'];
    expect(levels.filter((l) => !silent.includes(l)).toSorted()).toEqual([...REASON_CODES].toSorted());
  });
});

const GIVEN = ['José', 'María', 'Juan Carlos', 'Ana', 'Pedro', 'Ma. José', 'Johnny', "K'in", 'Rosa Elena', ''];
const SURNAMES = ['López', 'Lopes', 'Hernández', 'de la Cruz', "Tz'ul", 'Sul', 'Vásquez', 'Basques', 'Xol', ''];
const who = fc.record({
  g: fc.constantFrom(...GIVEN), s1: fc.constantFrom(...SURNAMES), s2: fc.constantFrom(...SURNAMES),
  b: fc.constantFrom('1990-01-01', '1990-05-04', '1990-04-05', '1991-05-04', '1985-12-30', '2004-02-29'),
  p: fc.constantFrom<BirthPrecision>('day', 'month', 'year', 'estimated'), x: fc.constantFrom('F', 'M'),
  o: fc.constantFrom('ZZ-0101', 'ZZ-0102', 'ZZ-0202'), n: fc.constantFrom('0101-1992-00417', '0101-1992-00418'),
});

describe('laws of the score', () => {
  it('does not depend on who is compared with whom', () => {
    fc.assert(fc.property(who, who, (a, b) => {
      const [x, y] = [compare(a, b), compare(b, a)];
      expect(x.bits).toBeCloseTo(y.bits, 9);
      expect(bandOf(x, INITIAL_MODEL, 9000)).toBe(bandOf(y, INITIAL_MODEL, 9000));
    }));
  });

  it('what each field counts adds up to what the comparison says, and the chances to one', () => {
    fc.assert(fc.property(who, who, fc.integer({ min: 1, max: 3_000_000 }), (a, b, people) => {
      const explained = explain(a, b);
      const sum = (pick: (f: (typeof explained.fields)[number]) => number) => explained.fields.reduce((all, f) => all + pick(f), 0);
      expect(sum((f) => f.bits)).toBeCloseTo(explained.bits, 9);
      expect(sum((f) => f.kin)).toBeCloseTo(explained.kin, 9);
      const { one, family, strangers } = chancesOf(explained, INITIAL_MODEL, people);
      expect(one + family + strangers).toBeCloseTo(1, 9);
      expect(Math.min(one, family, strangers)).toBeGreaterThanOrEqual(0);
      expect(one).toBeCloseTo(1 / (1 + 2 ** -posteriorBits(explained.bits, explained.kin, INITIAL_MODEL, people)), 9);
    }));
  });

  it('nobody else scores higher than the record itself, numbers and dates being equal', () => {
    fc.assert(fc.property(who, who, (a, b) => compare(a, a).bits >= compare(a, { ...a, b: b.b, p: a.p, n: b.n, x: b.x }).bits - 1e-9));
  });

  it('a larger registry never raises a band', () => {
    const order = ['nobody', 'perhaps', 'surely'];
    fc.assert(fc.property(who, who, (a, b) => order.indexOf(band(a, b, 1_000_000)) <= order.indexOf(band(a, b, 1000))));
  });
});
