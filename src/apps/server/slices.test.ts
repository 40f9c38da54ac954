import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPack } from '#platform/country';
import { allSlices, packFaults, readWholePack } from './slices.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SAMPLELAND = join(ROOT, 'countries/sampleland');
/** Drawings and recordings: a country has them or not, and they are read where they are. */
const WHERE_THEY_ARE = ['map', 'voices'];
const checked = new Set(allSlices.map((slice) => slice.room));

describe('what a country sets', () => {
  it('is checked at start, whichever room lets it be set', () => {
    const sources = globSync('src/modules/**/*.ts', { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file), 'utf8'));
    const defined = sources.flatMap((text) => [...text.matchAll(/defineSlice(?:<\w+>)?\('([a-z-]+)'/g)].map((found) => found[1]!));
    expect(defined.length).toBeGreaterThan(WHERE_THEY_ARE.length);
    expect(defined.filter((room) => !checked.has(room)).sort()).toEqual(WHERE_THEY_ARE);
  });

  it('stands in no file that nobody reads', () => {
    const files = readdirSync(SAMPLELAND).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    expect(files.filter((room) => !checked.has(room)).sort()).toEqual(['country', 'map', 'places']);
  });
});

describe('a pack that is wrong', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'pack-')); });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Faults of a country that sets this in the file of a room, over what sampleland sets there. */
  function faultsWith(room: string, changes: object): string[] {
    cpSync(SAMPLELAND, folder, { recursive: true });
    const file = join(folder, `${room}.json`);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')) as object, ...changes }));
    return packFaults(openPack(folder)).map((fault) => fault.replace(`${folder}/`, ''));
  }

  it('is refused, and file and line are named', () => {
    expect(faultsWith('protection', {})).toEqual([]);
    expect(faultsWith('protection', { lookAgainDays: 0 })).toEqual([expect.stringMatching(/^protection\.json:1: lookAgainDays: /)]);
    expect(() => readWholePack(openPack(folder))).toThrow('protection.json:1: lookAgainDays');
  });

  it('leaves no complaint without a reader: a circle has two offices at least, and all of them are there', () => {
    expect(faultsWith('feedback', { circleOffices: ['national-zz'] })).toEqual([expect.stringMatching(/^feedback\.json: circleOffices: national-zz is the whole circle/)]);
    expect(faultsWith('feedback', { circleOffices: ['window-zz-0101', 'window-zz-0101'] })).toHaveLength(1);
    expect(faultsWith('feedback', { circleOffices: ['window-zz-0101', 'nowhere'] })).toEqual(['feedback.json: circleOffices: nowhere is no office that could be of the circle']);
    expect(faultsWith('feedback', { circleOffices: ['window-zz-0101', 'national-zz'] })).toEqual([]);
  });
});
