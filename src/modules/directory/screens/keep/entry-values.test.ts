import { describe, expect, it } from 'vitest';
import { serviceSchema } from '../../schema.ts';
import { blankEntry, proposedEntry } from './entry-values.ts';

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
});
