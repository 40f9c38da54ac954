import { describe, expect, it } from 'vitest';
import { addressOfWork } from './address-of-work.ts';

const join = { joinId: 'j', note: '', by: null, at: '', mayTakeBack: false };

describe('where a case is worked on', () => {
  it('is its own page, or that of the case in which it goes on', () => {
    expect(addressOfWork('a', { into: null })).toBe('/app/cases/a');
    expect(addressOfWork('a', { into: { ...join, caseId: 'b' } })).toBe('/app/cases/b');
    expect(addressOfWork('a', { into: { ...join, caseId: null } })).toBe('/app/cases/a');
  });

  it('is never the closed case as long as nobody knows where it goes on', () => {
    expect(addressOfWork('a', undefined)).toBe('/app/cases/a/in-charge');
  });
});
