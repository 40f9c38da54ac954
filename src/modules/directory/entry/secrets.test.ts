import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receptionPointSchema, serviceSchema } from '../schema.ts';
import { quietService } from './factory.ts';
import { phonesToShow, phoneToCall } from './phones.ts';

const INTAKE = { number: '+000 111', intake: true };
const OFFICE = { number: '+000 222' };
const DEPARTMENT = { reach: 'department' as const, admin1: 'ZZ-01', admin2: null, note: null };
const secret = quietService({ confidentialLocation: true, places: [DEPARTMENT], phones: [INTAKE] });

describe('a place that is kept secret', () => {
  it.each([
    ['its municipality', { reach: 'municipality', admin2: 'ZZ-0101' }], ['an address', { address: { street: 'Calle 1' } }], ['coordinates', { latitude: 1, longitude: 1 }],
    ['a name', { name: 'House' }], ['the way there', { directions: 'behind the market' }], ['a note', { note: 'airport' }], ['another number', { phones: [OFFICE] }],
    ['what the building is like', { accessibility: ['ramp'] }],
  ])('is refused with %s', (_, told) => {
    expect(serviceSchema.safeParse({ ...secret, places: [{ ...DEPARTMENT, ...told }] }).success).toBe(false);
    // The same for one secret place of a service that is otherwise open.
    expect(serviceSchema.safeParse({ ...quietService(), places: [{ ...DEPARTMENT, ...told, confidential: true }] }).success).toBe(false);
  });

  it.each([
    ['web pages', { urls: [{ url: 'https://house.example/where' }] }], ['mail', { emails: ['house@house.example'] }], ['a desk', { contacts: [{ role: 'Desk' }] }],
    ['another number', { phones: [INTAKE, OFFICE] }], ['stops of a team', { route: [{ admin1: 'ZZ-01', admin2: 'ZZ-0101' }] }],
  ])('has a service without %s', (_, told) => {
    expect(serviceSchema.safeParse({ ...secret, ...told }).success).toBe(false);
  });

  it('may be a reception point only as coarsely', () => {
    const point = {
      id: 'zz-rp', nameEs: 'Punto', nameEn: 'Point', place: DEPARTMENT, mode: null, populations: [], operatorId: 'zz-house', oversightId: null, services: [], count: null,
      status: 'active_as_of', asOf: 2021, confidentialLocation: true, notes: null, sources: [],
    };
    expect(receptionPointSchema.safeParse(point).success).toBe(true);
    expect(receptionPointSchema.safeParse({ ...point, place: { ...DEPARTMENT, reach: 'municipality', admin2: 'ZZ-0101' } }).success).toBe(false);
  });
});

describe('numbers to call', () => {
  it('are those of the intake first, and nothing else of a secret place, whatever is stored', () => {
    expect(phoneToCall(quietService({ phones: [OFFICE, INTAKE] }))).toBe('+000 111');
    expect(phoneToCall(quietService({ phones: [{ ...OFFICE, extension: 12 }] }))).toBe('+000 222 ext. 12');
    expect(phoneToCall(quietService({ phones: [{ ...OFFICE, kind: 'fax' }] }))).toBeNull();
    fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 6 }), fc.boolean(), (intake, ofPlace) => {
      const phones = intake.map((is, i) => ({ ...quietService({ phones: [INTAKE] }).phones[0]!, number: `+000 ${i}0`, intake: is }));
      const place = { ...quietService().places[0]!, confidential: ofPlace, phones };
      expect(phonesToShow({ confidentialLocation: !ofPlace, phones: ofPlace ? [] : phones, places: [place] }).every((phone) => phone.intake)).toBe(true);
    }));
  });
});
