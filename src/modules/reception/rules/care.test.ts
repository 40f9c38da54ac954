import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BED_KINDS, BED_WELCOMES, type BedPlaceLine } from '../schema.ts';
import { endsInDanger, fitsPlace, placesFor, sleepsAs, transportState } from './care.ts';

describe('transport', () => {
  const asked = { fare: 80, ceiling: 100, secondLook: false, ceilingAgreed: false, looked: false };
  it('within the ceiling may be handed over at once; beyond it, or without one, a supervisor agrees first', () => {
    expect(transportState(asked)).toBe('agreed');
    expect(transportState({ ...asked, fare: 100.01 })).toBe('asked');
    expect(transportState({ ...asked, ceiling: null })).toBe('asked');
    expect(transportState({ ...asked, ceiling: null, ceilingAgreed: true })).toBe('agreed');
  });
  it('that protection has to look at waits for it, whoever else agreed', () => {
    expect(transportState({ ...asked, secondLook: true })).toBe('asked');
    expect(transportState({ ...asked, fare: 900, secondLook: true, ceilingAgreed: true })).toBe('asked');
    expect(transportState({ ...asked, fare: 900, secondLook: true, ceilingAgreed: true, looked: true })).toBe('agreed');
  });
  it('ends in danger in a municipality or a whole department that the person told', () => {
    expect(endsInDanger('ZZ-0101', 'ZZ-01', ['ZZ-0101'])).toBe(true);
    expect(endsInDanger('ZZ-0101', 'ZZ-01', ['ZZ-01'])).toBe(true);
    expect(endsInDanger('ZZ-0101', 'ZZ-01', ['ZZ-0102'])).toBe(false);
  });
});

const place = fc.record({ takes: fc.subarray([...BED_KINDS], { minLength: 1 }), welcomes: fc.subarray([...BED_WELCOMES]), open: fc.boolean(), beds: fc.nat(9), taken: fc.nat(9), id: fc.uuid() })
  .map(({ id, ...p }): BedPlaceLine => ({ ...p, placeId: id, officeId: id, name: 'Casa de prueba', secret: false, way: null }));
const sleeper = fc.record({ counts: fc.constantFrom('child' as const, 'adult' as const, 'doubtful' as const), alone: fc.boolean(), inFamily: fc.boolean(), sex: fc.constantFrom('F' as const, 'M' as const, 'X' as const, null) });

describe('a bed', () => {
  it('for a child without parents is only in a place for children, whatever else is asked', () => {
    fc.assert(fc.property(place, sleeper, fc.boolean(), fc.boolean(), (p, s, couple, safePlace) => {
      const childAlone = s.alone || (s.counts !== 'adult' && !s.inFamily);
      const fits = fitsPlace(p, sleepsAs(s, couple), safePlace);
      return childAlone ? !fits || p.takes.includes('childrenAlone') : true;
    }));
  });
  it('is never offered in a place that is closed, full, or does not take such people', () => {
    fc.assert(fc.property(fc.array(place, { maxLength: 6 }), sleeper, (places, s) => placesFor(places, sleepsAs(s), { elder: false, safePlace: false })
      .every((p) => p.open && p.taken < p.beds && sleepsAs(s).some((kind) => p.takes.includes(kind)))));
  });
  it('keeps women and men, families and couples as they are, and lets somebody who asked for a safe place choose among places that welcome them', () => {
    const adult = { counts: 'adult' as const, alone: false, inFamily: false };
    expect(sleepsAs({ ...adult, sex: 'F' })).toEqual(['women']);
    expect(sleepsAs({ ...adult, sex: 'M' }, true)).toEqual(['couples', 'families']);
    expect(sleepsAs({ ...adult, inFamily: true, sex: 'F' })).toEqual(['families']);
    expect(sleepsAs({ ...adult, counts: 'doubtful', sex: 'M' })).toEqual(['childrenAlone']);
    const house = { takes: ['women' as const], welcomes: ['lgbti' as const], open: true };
    expect(fitsPlace(house, ['men'], false)).toBe(false);
    expect(fitsPlace(house, ['men'], true)).toBe(true);
    expect(fitsPlace({ ...house, welcomes: [] }, ['men'], true)).toBe(false);
  });
});
