import { describe, expect, it } from 'vitest';
import { indexPlaces, kilometres } from './places.ts';

const at = { lat: 10, lon: -90 };
const places = indexPlaces([{ id: 'ZZ-01', name: 'Río Grande' }, { id: 'ZZ-02', name: 'La Montaña' }], [
  { id: 'ZZ-0101', name: 'San José Añil', admin1: 'ZZ-01', admin1Name: 'Río Grande', ...at, population: 10 },
  { id: 'ZZ-0102', name: 'El Porvenir', admin1: 'ZZ-01', admin1Name: 'Río Grande', ...at, population: 5 },
  { id: 'ZZ-0201', name: 'El Porvenir', admin1: 'ZZ-02', admin1Name: 'La Montaña', ...at, altNames: ['Montaña Norte'], population: 50 },
]);

describe('places', () => {
  it.each([['SAN JOSE ANIL'], ['San José Añil'], ['san  jose   añil'], ['SAN JOSE A\uFFFDIL']])('understand "%s" in capitals, without accents, or damaged', (text) => {
    expect(places.guess(text, 'ZZ-01').map((g) => g.place.id)).toEqual(['ZZ-0101']);
  });
  it('keep an ambiguous name open until the department decides', () => {
    expect(places.guess('El Porvenir')).toHaveLength(2);
    expect(places.guess('El Porvenir', 'ZZ-02').map((g) => g.place.id)).toEqual(['ZZ-0201']);
  });
  it('know a place by its other names', () => {
    expect(places.guess('montana norte')[0]?.place.id).toBe('ZZ-0201');
  });
  it('do not guess what is not there', () => {
    expect(places.guess('San Nadie del Olvido')).toEqual([]);
    expect(places.guess('')).toEqual([]);
    expect(places.findAdmin1('rio grande')?.id).toBe('ZZ-01');
    expect(places.findAdmin1('otro')).toBeUndefined();
  });
  it('offer the larger place first while somebody types', () => {
    expect(places.search('el por', 5).map((p) => p.id)).toEqual(['ZZ-0201', 'ZZ-0102']);
  });
  it('offer first what is called exactly so, then what begins so, and only then what is so called otherwise', () => {
    const parts = indexPlaces([{ id: 'ZZ-01', name: 'San Roque' }], ['Aguas', 'San Roque', 'San Roquito'].map((name, i) => ({
      id: `ZZ-010${i}`, name, admin1: 'ZZ-01', admin1Name: 'San Roque', ...at, population: 100 - i, altNames: ['San Roque Norte'],
    })));
    expect(parts.search('san roq', 5).map((p) => p.name)).toEqual(['San Roque', 'San Roquito', 'Aguas']);
    expect(parts.search('San Roque', 5).map((p) => p.name)[0]).toBe('San Roque');
  });
  it('measure along the great circle: one degree of latitude is about 111 km', () => {
    expect(kilometres({ lat: 0, lon: 0 }, { lat: 1, lon: 0 })).toBeCloseTo(111.2, 1);
  });
});
