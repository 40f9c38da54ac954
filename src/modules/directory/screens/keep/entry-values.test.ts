import { describe, expect, it } from 'vitest';
import { serviceSchema } from '../../schema.ts';
import type { Entry } from '../../schema/stewardship.ts';
import { blankEntry, proposedEntry as proposed, typedEntry } from './entry-values.ts';

const NOW = '2026-03-10T15:00:00.000Z';
const proposedEntry = (base: Entry, typed: unknown): Entry => proposed(base, typed, NOW);

describe('what the form of an entry sends', () => {
  const base = { id: 'zz-x', nameEs: 'Taller', notes: 'Algo', phones: [{ number: '5550 0001' }], aliases: ['Uno'] };

  it('a box that was emptied says nothing, and is not left as it was', () => {
    expect(proposedEntry(base, { id: 'zz-x', nameEs: 'Taller', phones: base.phones, aliases: base.aliases })).toMatchObject({ notes: null });
  });

  it('lines without words are no lines', () => {
    expect(proposedEntry(base, { ...base, aliases: ['Uno', '', undefined, 'Dos'] })['aliases']).toEqual(['Uno', 'Dos']);
  });

  it('an address without a street, half a coordinate and an empty benefit are none', () => {
    const place = { reach: 'municipality', admin1: 'ZZ-01', admin2: 'ZZ-0101', note: null, address: { more: 'piso 2' }, latitude: 1, longitude: null, precision: 'exact' };
    const sent = proposedEntry(base, { ...base, benefit: { amount: null }, places: [place] });
    expect(sent).toMatchObject({ benefit: null, places: [{ address: null, latitude: null, precision: null }] });
  });

  it('a new service that somebody filled in can stand', () => {
    const typed = { ...blankEntry('service', 'ZZ', 2026), id: 'zz-new', nameEs: 'Nuevo', nameEn: 'New', organizationId: 'zz-training', descriptionEn: 'Made up', dimension: 'social', phase: 'reintegration', serviceTypes: ['dental'], sources: [{ source: 'visit', where: null }] };
    expect(serviceSchema.safeParse(proposedEntry(blankEntry('service', 'ZZ', 2026), typed)).success).toBe(true);
  });

  it('figures of the source come back as they were, and what was written in digits is a number', () => {
    const figures = { beds: 'limited number', year: 2018, code: '007' };
    const counted = { ...base, capacity: figures };
    expect(proposedEntry(counted, typedEntry(counted))['capacity']).toEqual(figures);
    const lines = [...(typedEntry(counted)['capacity'] as object[]), { name: 'rooms', value: '12' }, { name: 'nothing' }];
    expect(proposedEntry(counted, { ...counted, capacity: lines })['capacity']).toEqual({ ...figures, rooms: 12 });
    expect(proposedEntry(counted, { ...counted, capacity: [] })['capacity']).toBeNull();
  });

  it('places that were counted anew were counted now; the others keep their moment', () => {
    const [old, other] = [{ unit: 'camas', available: 3, maximum: 10, waiting: null, updated: '2026-01-01T00:00:00Z' }, { unit: 'cupos', available: 1, maximum: null, waiting: null, updated: '2026-01-02T00:00:00Z' }];
    const counted = proposedEntry({ ...base, liveCapacity: [old, other] }, { ...base, liveCapacity: [old, { ...other, available: 0 }] });
    expect(counted['liveCapacity']).toEqual([old, { ...other, available: 0, updated: NOW }]);
  });

  it('no area chosen says nothing', () => {
    expect(proposedEntry({ ...base, servedAreas: ['ZZ-01'] }, { ...base, servedAreas: [] })['servedAreas']).toBeNull();
  });
});
