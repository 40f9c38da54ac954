import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { officesSlice } from '#access';
import { checkPacks, directorySlice, isTellTale, travelSlice } from '#directory';
import type { CountryCode } from '#kernel/codes';
import { openPacks } from '#platform/country';
import { registrySlice } from '#registry';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const REAL: readonly CountryCode[] = ['MX', 'SV', 'GT', 'HN'];
const packs = openPacks([...REAL, 'ZZ']);
const elsewhere = JSON.parse(readFileSync(`${ROOT}shared/elsewhere.json`, 'utf8')) as { services: { id: string }[] };

describe('the contract that all packs keep', () => {
  it('ids are unique, references and places resolve, criteria speak only in known facts', () => {
    expect(checkPacks(ROOT).map((f) => `${f.file}:${f.line}: ${f.message}`)).toEqual([]);
  });

  it.each([...packs.keys()])('%s has its travel model, labels in both languages, and sources for every entry', (code) => {
    const pack = packs.get(code)!;
    const directory = pack.slice(directorySlice);
    expect(pack.slice(travelSlice).currency).toBe(pack.info.currency);
    expect(directory.needTypes.every((need) => need.labelEs && need.labelEn)).toBe(true);
    for (const list of [directory.organizations, directory.services, directory.receptionPoints, directory.documents, directory.legalBases]) {
      for (const entry of list) expect([entry.id, entry.sources.length > 0]).toEqual([entry.id, true]);
    }
    const titled = new Set(Object.keys(directory.sources));
    expect(directory.services.flatMap((s) => s.sources.map((x) => x.source)).filter((source) => !titled.has(source))).toEqual([]);
  });

  it('no telephone was invented: none of the sources prints one', () => {
    expect(REAL.flatMap((code) => packs.get(code)!.slice(directorySlice).services.filter((s) => s.phones.length > 0))).toEqual([]);
  });
});

describe('what was carried over from the sources', () => {
  it('every one of the 160 services is in a pack or kept beside them', () => {
    const ids = new Set(elsewhere.services.map((s) => s.id));
    for (const code of REAL) for (const s of packs.get(code)!.slice(directorySlice).services) ids.add(s.id);
    expect(ids.size).toBe(160);
  });

  it('all municipalities are there, and merged ones are found by both codes', () => {
    expect(REAL.map((code) => packs.get(code)!.places.all().length)).toEqual([2475, 262, 340, 298]);
    const { places } = packs.get('SV')!;
    expect(places.byCode('SV1014').map((p) => p.id)).toEqual(['SV-0614']);
    expect(places.byCode('0623').map((p) => p.name)).toContain('San Salvador');
    expect(places.guess('San Salvador Centro', 'SV-06').length).toBeGreaterThan(1);
  });

  it('a place inside a number is a department or state of the country, and each has a code', () => {
    const named = REAL.flatMap((code) => {
      const { numbers } = packs.get(code)!.slice(registrySlice);
      return Object.entries(numbers).flatMap(([type, format]) => (format.birthplaces ? [[code, type, [...new Set(Object.values(format.birthplaces))].filter((area) => area !== 'abroad').sort()]] : []));
    });
    const areasOf = (code: CountryCode) => packs.get(code)!.places.admin1.map((a) => a.id).sort();
    expect(named).toEqual([['MX', 'curp', areasOf('MX')], ['SV', 'nit', areasOf('SV')], ['GT', 'cui', areasOf('GT')]]);
  });

  it('no office says by its name how somebody came back: it stands on paper that people carry', () => {
    for (const code of REAL) {
      const { offices } = packs.get(code)!.slice(officesSlice);
      expect(offices.filter((o) => isTellTale(o.name.es) || isTellTale(o.name.en) || !o.name.es || !o.name.en)).toEqual([]);
    }
  });

  it('no secret place is kept finer than its department', () => {
    for (const code of REAL) {
      const { services, receptionPoints } = packs.get(code)!.slice(directorySlice);
      const secret = [...services.filter((s) => s.confidentialLocation).flatMap((s) => s.places), ...receptionPoints.filter((r) => r.confidentialLocation).map((r) => r.place)];
      expect(secret.filter((place) => place.admin2 !== null || place.note !== null)).toEqual([]);
    }
  });
});
