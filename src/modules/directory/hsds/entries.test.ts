import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { quietService } from '../entry/factory.ts';
import { directorySlice } from '../pack.ts';
import { organizationSchema, serviceSchema } from '../schema.ts';
import { anyOrganization, anyService } from './arbitrary.ts';
import { organizationFrom, organizationTo, serviceFrom, serviceTo, type Surroundings } from './entries.ts';
import { gazetteerOf } from './gazetteer.ts';
import { UUID } from './ids.ts';
import { rowsOf, rowOf } from './row.ts';
import { taxonomyOf, termsOf } from './taxonomy.ts';
import { hsdsFaults } from '../../../../tests/support/hsds.ts';

const packs = openPacks(['ZZ', 'MX', 'SV', 'GT', 'HN']);
const aroundOf = (code: 'ZZ' | 'MX' | 'SV' | 'GT' | 'HN'): Surroundings => {
  const pack = packs.get(code)!;
  const directory = pack.slice(directorySlice);
  return { gazetteer: gazetteerOf(pack), needs: directory.needTypes, documentNames: new Map(directory.documents.map((d) => [d.id, d.nameEs])) };
};
const around = aroundOf('ZZ');

describe('entries in the exchange format', () => {
  it('every service is valid HSDS 3.1, whatever it says', () => {
    fc.assert(fc.property(anyService, (service) => {
      expect(hsdsFaults('service', serviceTo(service, around, '2026-11-23T00:00:00.000Z'))).toEqual([]);
    }));
  });

  it('every organization is valid HSDS 3.1', () => {
    fc.assert(fc.property(anyOrganization, (organization) => {
      expect(hsdsFaults('organization', organizationTo(organization, 'ZZ'))).toEqual([]);
    }));
  });

  it('a service comes back as it went', () => {
    fc.assert(fc.property(anyService, (service) => {
      const row = serviceTo(service, around);
      expect(serviceSchema.parse({ ...serviceFrom(row, around), id: row['x_code'], organizationId: row['x_organization'] })).toEqual(service);
    }));
  });

  it('an organization comes back as it went', () => {
    fc.assert(fc.property(anyOrganization, (organization) => {
      const row = organizationTo(organization, 'ZZ');
      expect(organizationSchema.parse({ ...organizationFrom(row), id: row['x_code'], parent: row['x_parent'] ?? null })).toEqual(organization);
    }));
  });

  it.each(['ZZ', 'MX', 'SV', 'GT', 'HN'] as const)('every entry of %s is valid and comes back as it went', (code) => {
    const here = aroundOf(code);
    const { services, organizations, needTypes } = packs.get(code)!.slice(directorySlice);
    for (const service of services.filter((s) => !s.confidentialLocation)) {
      const row = serviceTo(service, here);
      expect(hsdsFaults('service', row)).toEqual([]);
      expect(serviceSchema.parse({ ...serviceFrom(row, here), id: service.id, organizationId: service.organizationId })).toEqual(service);
    }
    for (const organization of organizations) {
      const row = organizationTo(organization, code);
      expect(hsdsFaults('organization', row)).toEqual([]);
      expect(organizationSchema.parse({ ...organizationFrom(row), id: organization.id, parent: organization.parent })).toEqual(organization);
    }
    for (const term of termsOf(code, needTypes)) expect([hsdsFaults('taxonomy_term', term), UUID.test(String(term['id']))]).toEqual([[], true]);
    expect(hsdsFaults('taxonomy', taxonomyOf(code))).toEqual([]);
  });

  it('the same entry has the same ids every time, and parts of different entries never share one', () => {
    fc.assert(fc.property(anyService, (service) => {
      const ids = (text: string) => [...text.matchAll(/"id":"([0-9a-f-]{36})"/g)].map((m) => m[1]!);
      const first = ids(JSON.stringify(serviceTo(service, around)));
      expect(ids(JSON.stringify(serviceTo(service, around)))).toEqual(first);
      const other = ids(JSON.stringify(rowsOf(serviceTo({ ...service, id: 'zz-another-one' }, around), 'service_at_locations')));
      expect(other.filter((id) => first.includes(id))).toEqual([]);
    }), { numRuns: 30 });
  });

  it('a secret place is not written, neither of a secret service nor alone', () => {
    const department = { reach: 'department' as const, admin1: 'ZZ-02', admin2: null, note: null };
    const secret = serviceTo(quietService({ confidentialLocation: true, places: [department] }), around);
    expect(JSON.stringify(secret)).not.toMatch(/ZZ-02|Valle|service_at_locations|x_places/);
    const half = serviceTo(quietService({ places: [quietService().places[0]!, { ...department, confidential: true }] }), around);
    expect(rowsOf(half, 'service_at_locations').map((at) => rowOf(at, 'location')?.['x_admin1'])).toEqual(['ZZ-01']);
  });

  it('what a source says of a secret place in its own words stays at home, as for whom it is there: it may tell the way', () => {
    const words = { descriptionEs: 'Frente al parque', descriptionEn: 'Facing the park', notes: 'Junto al parque', referralPath: 'Por el parque', applicationProcess: 'Tocar en el parque', interpretation: 'En el parque', servedAreas: ['ZZ-0202'] };
    const row = serviceTo(quietService({ ...words, confidentialLocation: true, places: [] }), around);
    expect(JSON.stringify(row)).not.toMatch(/par[qk]|ZZ-0202|Peñas/);
    expect(hsdsFaults('service', row)).toEqual([]);
    expect(JSON.stringify(serviceTo(quietService({ ...words, confidentialLocation: true, places: [] }), { ...around, departments: true }))).toMatch(/parque/);
    expect(JSON.stringify(serviceTo(quietService(words), around))).toMatch(/parque/);
  });

  it('somebody else’s location is found by the names in its address, and otherwise kept in words', () => {
    const [from] = serviceFrom({ service_at_locations: [{ location: { addresses: [{ city: 'Las Penas', state_province: 'Valle Central', address_1: 'Calle 2' }] } }] }, around)['places'] as object[];
    expect(from).toMatchObject({ reach: 'municipality', admin2: 'ZZ-0202', address: { street: 'Calle 2' } });
    const [unclear] = serviceFrom({ service_at_locations: [{ location: { addresses: [{ city: 'Atlantis', state_province: 'Nowhere' }] } }] }, around)['places'] as object[];
    expect(unclear).toMatchObject({ reach: 'unstated', note: 'Atlantis, Nowhere' });
  });

  it('names of private persons are not taken over', () => {
    const row = { contacts: [{ name: 'Juana de Muestra', title: 'Ventanilla', email: 'ayuda@muestra.example' }, { name: 'Pedro de Muestra' }] };
    expect(JSON.stringify(serviceFrom(row, around)['contacts'])).toBe(JSON.stringify([{ role: 'Ventanilla', department: null, email: 'ayuda@muestra.example', phones: [] }]));
  });
});
