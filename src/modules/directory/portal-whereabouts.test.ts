import { describe, expect, it } from 'vitest';
import type { Ctx } from '#platform/context';
import { openPacks } from '#platform/country';
import { readPortalQuery } from './portal-query.ts';
import { whereabouts } from './portal-whereabouts.ts';

const packs = openPacks(['SV', 'ZZ']);
const meant = (country: 'SV' | 'ZZ', query: Record<string, string>): string | string[] => {
  const where = whereabouts({ pack: packs.get(country) } as unknown as Ctx, readPortalQuery(query));
  if (where.kind === 'municipality') return where.place.name;
  if (where.kind === 'department') return `${where.name} (department)`;
  return where.kind === 'choose' ? where.places.map((p) => p.name) : where.kind;
};

const CENTRE = ['Ahuachapán', 'Apaneca', 'Concepción de Ataco', 'Tacuba'];

describe('the place that an address of the portal means', () => {
  it.each<['SV' | 'ZZ', Record<string, string>, string | string[]]>([
    ['SV', { m: 'SV-0102' }, 'Apaneca'],
    // Of before the reform of 2024, and of the district that it became.
    ['SV', { m: 'SV0102' }, 'Apaneca'],
    ['SV', { m: 'SV01001002' }, 'Apaneca'],
    // The new municipality is several districts.
    ['SV', { m: 'SV01001' }, CENTRE],
    ['SV', { m: '0114' }, CENTRE],
    ['SV', { lugar: 'Ahuachapán Centro' }, CENTRE],
    ['SV', { lugar: 'apaneca' }, 'Apaneca'],
    ['ZZ', { m: 'ZZM1' }, ['El Mirador', 'Río Hondo']],
    ['ZZ', { m: 'ZZ-9999' }, 'unknown'],
    ['ZZ', { m: '__proto__' }, 'unknown'],
    ['ZZ', { m: 'ZZ-0101', d: 'ZZ-03', lugar: 'Cumbre' }, 'Puerto Alba'],
    ['ZZ', { d: 'ZZ-99', lugar: 'Cumbre' }, 'unknown'],
    ['ZZ', { d: 'ZZ-01', lugar: 'San Miguelito' }, 'San Miguelito'],
    ['ZZ', { lugar: '😀' }, 'unknown'],
    ['ZZ', { lugar: '‮abla otreup' }, 'unknown'],
    ['ZZ', { lugar: 'a'.repeat(81) }, 'anywhere'],
    ['ZZ', { lugar: '   ' }, 'anywhere'],
    ['ZZ', {}, 'anywhere'],
  ])('%s %o', (country, query, expected) => {
    expect(meant(country, query)).toEqual(expected);
  });
});
