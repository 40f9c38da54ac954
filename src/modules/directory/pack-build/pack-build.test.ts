import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { buildPacks, checkPacks } from './index.ts';

const SAMPLELAND = fileURLToPath(new URL('../../../../countries/sampleland', import.meta.url));
const SOURCE = fileURLToPath(new URL('./fixtures/source', import.meta.url));
const CURATION = fileURLToPath(new URL('./fixtures/curation', import.meta.url));

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'packs-'));
  folders.push(made);
  return made;
};
afterEach(() => folders.splice(0).forEach((made) => rmSync(made, { recursive: true })));

const read = (dir: string, name: string) => readFileSync(join(dir, 'zz', name), 'utf8');

interface Built {
  readonly services: readonly { id: string; criteria: unknown; matchable: boolean; notMatchable: string | null; openConditions: { en: string }[]; places: { reach: string; admin2: string | null }[]; ages: unknown; nameEsInSource: boolean; asOf: number; sources: unknown[] }[];
  readonly receptionPoints: readonly { nameEs: string; place: { admin2: string | null } }[];
}

function built(): { directory: Built; out: string } {
  const out = folder();
  buildPacks(SOURCE, out, CURATION);
  return { directory: JSON.parse(read(out, 'directory.json')) as Built, out };
}

describe('building a pack from the collected sources', () => {
  it('gives the same bytes every time', () => {
    const [first, second] = [built().out, built().out];
    for (const name of ['directory.json', 'places.json', 'offices.json', 'travel.json']) expect(read(first, name)).toBe(read(second, name));
  });

  it('keeps year, sources and the mark of a rendered name with every service', () => {
    const { directory } = built();
    expect(directory.services.every((s) => s.sources.length > 0 && s.asOf > 1900)).toBe(true);
    expect(directory.services.find((s) => s.id === 'zz-trades')?.nameEsInSource).toBe(false);
  });

  it('says in criteria only what was read out of the text; the rest stays a question', () => {
    const { directory } = built();
    const trades = directory.services.find((s) => s.id === 'zz-trades');
    expect(trades?.criteria).toEqual({ all: [{ fact: 'age', op: 'between', value: [18, 24] }] });
    expect(trades?.openConditions.map((c) => c.en)).toEqual(['shows motivation']);
  });

  it('never lets closed, planned, excluded or structural entries be suggested', () => {
    const { directory } = built();
    expect(Object.fromEntries(directory.services.filter((s) => !s.matchable).map((s) => [s.id, s.notMatchable])))
      .toEqual({ 'zz-closed': 'closed', 'zz-planned': 'planned', 'zz-excluded': 'excluded', 'zz-policy': 'structural' });
  });

  it('keeps a secret place no finer than the department, in name and place', () => {
    const { directory } = built();
    expect(directory.services.find((s) => s.id === 'zz-shelter')?.places).toEqual([{ reach: 'department', admin1: 'ZZ-01', admin2: null, note: null }]);
    expect(directory.receptionPoints[0]?.place.admin2).toBeNull();
    expect(directory.receptionPoints[0]?.nameEs).toBe('Albergue de muestra · Costa Norte');
  });

  it('turns printed municipalities into ids, whatever their accents, and refuses one that does not exist', () => {
    const { directory } = built();
    expect(directory.services.find((s) => s.id === 'zz-trades')?.places[0]?.admin2).toBe('ZZ-0102');
    const source = folder();
    cpSync(SOURCE, source, { recursive: true });
    const file = join(source, 'directory.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"Las Penas"', '"Atlantis"'));
    expect(() => buildPacks(source, folder(), CURATION)).toThrow('municipality "Atlantis"');
  });

  it('derives offices: reception points, windows of named places, one national fallback, providers', () => {
    const { out } = built();
    const { offices } = JSON.parse(read(out, 'offices.json')) as { offices: { ref: string; kind: string; territory: string[]; derivedFrom: object }[] };
    expect(offices.map((o) => [o.kind, o.ref])).toEqual([
      ['reception', 'zz-rp-shelter'], ['window', 'window-zz-01'], ['national', 'national-zz'], ['provider', 'provider-zz-school'], ['provider', 'provider-zz-state'],
    ]);
    expect(offices.every((o) => Object.keys(o.derivedFrom).length > 0)).toBe(true);
  });

  it('refuses a decision about a service that does not exist', () => {
    const curation = folder();
    cpSync(CURATION, curation, { recursive: true });
    const file = join(curation, 'zz', 'curation.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"zz-trades"', '"zz-nobody"'));
    expect(() => buildPacks(SOURCE, folder(), curation)).toThrow('zz-nobody');
  });
});

describe('checking packs', () => {
  function spoiled(name: string, from: string | RegExp, to: string) {
    const root = folder();
    cpSync(SAMPLELAND, join(root, 'sampleland'), { recursive: true });
    const file = join(root, 'sampleland', name);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(file, after);
    return checkPacks(root);
  }
  const lineOf = (name: string, words: string): number => readFileSync(join(SAMPLELAND, name), 'utf8').split('\n').findIndex((line) => line.includes(words)) + 1;

  it('finds nothing wrong with Sampleland', () => {
    const root = folder();
    cpSync(SAMPLELAND, join(root, 'sampleland'), { recursive: true });
    expect(checkPacks(root)).toEqual([]);
  });

  it.each([
    ['an unknown fact', 'directory.json', '"fact":"sex","op":"is","value":"F"}]}', '"fact":"shoeSize","op":"is","value":"F"}]}', '"id":"zz-women-group"', 'unknown-fact'],
    ['a value that a fact cannot take', 'directory.json', '"op":"lte","value":17', '"op":"lte","value":"young"', '"id":"zz-child-care"', 'wrong-value'],
    ['conditions that nobody can meet', 'directory.json', '"op":"lte","value":17', '"op":"gte","value":18', '"id":"zz-child-care"', 'criteria-never-true'],
    ['a group that is left out', 'directory.json', '"fact":"returnType","op":"is","value":"deported"', '"fact":"returnType","op":"isNot","value":"deported"', '"id":"zz-new-arrival-voucher"', 'criteria-unfair'],
    ['an unknown owner', 'directory.json', '"id":"zz-job-office","organizationId":"zz-ministry"', '"id":"zz-job-office","organizationId":"zz-nobody"', '"id":"zz-job-office"', 'unknown organization zz-nobody'],
    ['an unknown municipality', 'directory.json', '"admin2":"ZZ-0302"', '"admin2":"ZZ-7777"', '"id":"zz-village-farm"', 'unknown municipality ZZ-7777'],
    ['an unknown paper', 'directory.json', '"requiredDocuments":["zz-id-card"]', '"requiredDocuments":["zz-no-card"]', '"id":"zz-job-office"', 'unknown document zz-no-card'],
    ['two windows for one place', 'offices.json', '"territory":["ZZ-0202"]', '"territory":["ZZ-0101"]', '"ref":"window-zz-0202"', 'already belongs to window-zz-0101'],
  ])('names file and line of %s', (_, name, from, to, record, words) => {
    const spaced = readFileSync(join(SAMPLELAND, name), 'utf8');
    const adapt = (text: string) => (spaced.includes(text) ? text : text.replaceAll('":', '": ').replaceAll(',"', ', "'));
    const faults = spoiled(name, adapt(from), adapt(to));
    expect(faults).toHaveLength(1);
    expect(faults[0]?.file.endsWith(name)).toBe(true);
    expect(faults[0]?.line).toBe(lineOf(name, adapt(record)));
    expect(faults[0]?.message).toContain(words);
  });

  it('names file and line of a wrong shape, and survives text that is no JSON', () => {
    const faults = spoiled('directory.json', '"asOf":2015', '"asOf":"long ago"');
    expect(faults[0]?.line).toBe(lineOf('directory.json', '"id":"zz-old-kitchen"'));
    expect(spoiled('directory.json', '{', '{{')[0]?.message).toContain('not JSON');
  });
});
