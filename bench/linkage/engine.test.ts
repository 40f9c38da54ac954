import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generator } from '../random.ts';
import { SHARES, typed, type Typed } from './errors.ts';
import { families } from './people.ts';
import { INITIAL_MODEL } from '../../src/modules/registry/rules/linkage.ts';
import { clusterRows, CLUSTER_RULES } from '../../src/modules/registry/linkage/clusters.ts';
import { linkRegistry, type LinkageOptions, type LinkageResult } from '../../src/modules/registry/linkage/engine.ts';
import { Lexicon } from '../../src/modules/registry/linkage/lexicon.ts';
import { RecordTable, type LinkageRecord } from '../../src/modules/registry/linkage/table.ts';
import { Threads } from '../../src/modules/registry/linkage/threads.ts';

const record = (over: Partial<LinkageRecord>): LinkageRecord => ({
  givenNames: '', surname1: '', surname2: '', marriedSurname: '', sex: '', birthDate: '', birthPrecision: 'day', admin1: '', admin2: '', numbers: [], phones: [], motherName: '', seenOn: '', seenAt: '', group: '', ...over,
});

/** A registration as the table takes it, on the day and with the group of its visit. */
function recordOf(t: Typed, day: number, group: string): LinkageRecord {
  const year = t.birth_date.length === 4;
  return record({
    givenNames: t.given_names, surname1: t.surname1, surname2: t.surname2, marriedSurname: t.married_surname, sex: t.sex, birthDate: year ? `${t.birth_date}-01-01` : t.birth_date,
    birthPrecision: year || t.birth_date_approx ? 'year' : 'day', admin1: t.birth_admin1, admin2: t.birth_admin2, numbers: t.doc_number ? [`${t.doc_type}:${t.doc_number.replace(/\W/g, '')}`] : [],
    phones: t.phone ? [t.phone] : [], motherName: t.mother_name, seenOn: new Date(Date.UTC(2020, 0, 1 + (day % 900))).toISOString().slice(0, 10), seenAt: 'OMOA', group,
  });
}

/** Some families, half of whose members come twice. */
function registry(people: number): { table: RecordTable; person: number[] } {
  const random = generator(7);
  const table = new RecordTable();
  const person: number[] = [];
  for (const home of families(random)) {
    if (person.length >= people) break;
    for (const member of home) {
      const memory = { phone: member.phone };
      for (let visit = random() < 0.5 ? 2 : 1; visit > 0; visit--) {
        table.add(recordOf(typed(random, SHARES, member, memory, undefined), person.length, `G${home[0]!.family}-${visit}`));
        person.push(member.id);
      }
    }
  }
  return { table, person };
}

async function linked(table: RecordTable, over: Partial<Omit<LinkageOptions, 'threads'>> = {}, count = 2): Promise<LinkageResult> {
  const threads = new Threads(count);
  try {
    return await linkRegistry(table, { model: INITIAL_MODEL, version: 'test', threads, ...over });
  } finally {
    await threads.close();
  }
}

function counted(group: Int32Array, person: readonly number[]): { right: number; wrong: number; missed: number } {
  let [right, wrong, missed] = [0, 0, 0];
  for (let a = 0; a < person.length; a++) {
    for (let b = a + 1; b < person.length; b++) {
      const [one, same] = [group[a] === group[b], person[a] === person[b]];
      if (one && same) right++;
      else if (one) wrong++;
      else if (same) missed++;
    }
  }
  return { right, wrong, missed };
}

describe('the whole registry', () => {
  it('finds who came twice, and leaves families apart', async () => {
    const { table, person } = registry(3_000);
    const { group, pairs, model } = await linked(table);
    const { right, wrong, missed } = counted(group, person);
    expect(right / (right + missed)).toBeGreaterThan(0.9);
    expect(wrong / (right + wrong)).toBeLessThan(0.01);
    expect(model).toMatchObject({ learned: true, version: 'test' });
    expect(pairs.filter((p) => p.decision === 'auto' && person[p.a] !== person[p.b]).length).toBeLessThanOrEqual(pairs.length / 500);
  }, 60_000);

  it('gives the same answer with one thread and with two', async () => {
    const { table } = registry(600);
    const [one, two] = [await linked(table, {}, 1), await linked(table)];
    expect(two.pairs).toEqual(one.pairs);
    expect([...two.group]).toEqual([...one.group]);
  }, 60_000);

  it('does what people decided, whatever it would think', async () => {
    const { table } = registry(400);
    const before = await linked(table);
    const auto = before.pairs.find((p) => p.decision === 'auto')!;
    const other = Array.from(before.group.keys()).find((row) => before.group[row] === row && before.group[auto.a] !== row)!;
    const { group } = await linked(table, { different: [[auto.a, auto.b]], same: [[auto.a, other]] });
    expect(group[auto.a]).not.toBe(group[auto.b]);
    expect(group[auto.a]).toBe(group[other]);
  }, 60_000);

  it('compares only what is new, when asked so', async () => {
    const { table } = registry(600);
    const fresh = table.count - 20;
    const { pairs } = await linked(table, { keepModel: true, fresh });
    expect(pairs.every((p) => p.b >= fresh)).toBe(true);
  }, 60_000);

  it.each<[string, Partial<LinkageRecord>, Partial<LinkageRecord>]>([
    ['twin sisters of one telephone and one mother', { givenNames: 'Marta' }, { givenNames: 'Marisol' }],
    ['twins who share a given name', { givenNames: 'Marta Elena' }, { givenNames: 'Marisol Elena' }],
    ['twins whose numbers follow one another', { givenNames: 'Marta', numbers: ['DNI:0801199104521'] }, { givenNames: 'Marisol', numbers: ['DNI:0801199104522'] }],
    ['twins with numbers of their own', { givenNames: 'Marta', numbers: ['DNI:0801199104521'] }, { givenNames: 'Marisol', numbers: ['DNI:0801199138807'] }],
  ])('%s are asked about and never joined', async (_story, one, other) => {
    const { table } = registry(2_000);
    const born = { surname1: 'Ixtabalán', surname2: 'Rivas', sex: 'F', birthDate: '1991-04-23', admin1: 'HN-01', admin2: 'HN-0101', phones: ['99887766'], motherName: 'Rosa Rivas', seenAt: 'OMOA' };
    const a = table.count;
    table.add(record({ ...born, ...one, seenOn: '2020-01-05', group: 'G-one' }));
    table.add(record({ ...born, ...other, seenOn: '2021-06-05', group: 'G-two' }));
    const { group, pairs } = await linked(table);
    expect(group[a]).not.toBe(group[a + 1]);
    expect(pairs.filter((p) => p.a === a && p.b === a + 1 && p.decision !== 'review')).toEqual([]);
  }, 60_000);

  it('twins whose two names are a letter apart, and both common, are asked about too', async () => {
    const { table } = registry(2_000);
    const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'po', 'ru'];
    const word = (n: number): string => syllables[n % 10]! + syllables[Math.floor(n / 10) % 10]! + syllables[(n * 7) % 10]!;
    for (let i = 0; i < 120; i++) table.add(record({ givenNames: i % 2 ? 'Kevin' : 'Kelvin', surname1: word(i), surname2: word(i * 3 + 1), sex: 'M', birthDate: `19${60 + (i % 40)}-0${1 + (i % 9)}-11`, seenOn: '2020-01-05', group: `K-${i}` }));
    const a = table.count;
    for (const [i, givenNames] of ['Kevin', 'Kelvin'].entries()) table.add(record({ givenNames, surname1: 'Hernández', surname2: 'López', sex: 'M', birthDate: '1991-04-23', admin1: 'HN-01', admin2: 'HN-0101', phones: ['99887766'], motherName: 'Rosa López', seenAt: 'OMOA', seenOn: `202${i}-01-05`, group: `G-${i}` }));
    const { group, pairs } = await linked(table);
    expect(group[a]).not.toBe(group[a + 1]);
    expect(pairs.find((p) => p.a === a && p.b === a + 1)?.decision).toBe('review');
  }, 60_000);

  it.each<[string, string, boolean]>([['an initial that fits both', 'M', false], ['the names of both: they are one person', 'Marta Marisol', true]])('twins and a third record with %s', async (_story, third, one) => {
    const { table } = registry(2_000);
    const born = { surname1: 'Ixtabalán', surname2: 'Rivas', sex: 'F', birthDate: '1991-04-23', admin1: 'HN-01', admin2: 'HN-0101', phones: ['99887766'], motherName: 'Rosa Rivas', seenAt: 'OMOA' };
    const a = table.count;
    for (const [i, givenNames] of ['Marta', 'Marisol', third].entries()) table.add(record({ ...born, givenNames, seenOn: `202${i}-01-05`, group: `G-${i}` }));
    const { group } = await linked(table);
    expect(group[a] === group[a + 1]).toBe(one);
  }, 60_000);

  it('an empty registry and one of a single person have nothing to link', async () => {
    const table = new RecordTable();
    expect((await linked(table)).pairs).toEqual([]);
    table.add(record({ givenNames: 'Ana', surname1: 'Paz' }));
    expect((await linked(table)).pairs).toEqual([]);
  }, 60_000);
});

describe('groups', () => {
  const judge = (bits: (a: number, b: number) => number) => ({ bits, sameNames: () => false });
  const apart = judge(() => -CLUSTER_RULES.clamp);

  it('one doubtful link does not join two people who are known apart', () => {
    const sure = new Set(['0-1', '2-3']);
    const bits = (a: number, b: number): number => (sure.has(`${Math.min(a, b)}-${Math.max(a, b)}`) ? 10 : a + b === 3 ? 3 : -7);
    expect([...clusterRows(4, [{ a: 0, b: 1 }, { a: 2, b: 3 }, { a: 1, b: 2 }], judge(bits), CLUSTER_RULES)]).toEqual([0, 0, 2, 2]);
  });

  it('links made by people are taken as they are', () => {
    expect([...clusterRows(3, [{ a: 0, b: 2 }], apart, CLUSTER_RULES, 1)]).toEqual([0, 1, 0]);
  });

  it('groups are named by their smallest row, and rows without links stay alone', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 40 }), (list) => {
      const links = list.filter(([a, b]) => a !== b).map(([a, b]) => ({ a, b }));
      const group = clusterRows(31, links, judge(() => CLUSTER_RULES.clamp), CLUSTER_RULES);
      for (const { a, b } of links) expect(group[a]).toBe(group[b]);
      for (const [row, name] of group.entries()) expect(name <= row && group[name] === name).toBe(true);
    }));
  });
});

describe('words', () => {
  const lexicon = new Lexicon();
  const level = (a: string, b: string): number => lexicon.compare(lexicon.id(a), lexicon.id(b));

  it.each<[string, string, number]>([
    ['lopez', 'lopez', 0], ['lopez', 'lopes', 1], ['juan', 'johnny', 2], ['ernesto', 'emesto', 3], ['ya', 'yat', 3], ['alejandro', 'alejandra', 4], ['mario', 'maria', 4], ['pop', 'cop', 4], ['xol', 'chol', 4], ['j', 'jose', 3],
  ])('%s and %s', (a, b, expected) => {
    expect(level(a, b)).toBe(expected);
    expect(level(b, a)).toBe(expected);
  });
});
