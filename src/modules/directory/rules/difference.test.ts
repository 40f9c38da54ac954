import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../schema/stewardship.ts';
import { canonical, differences, onlyNarrows, settled, sidesOf, threeWay } from './difference.ts';

const FIELDS = ['nameEs', 'phone', 'status', 'places', 'notes'];
const value = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }), fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }));
const entry: fc.Arbitrary<Entry> = fc.tuple(...FIELDS.map(() => value)).map((values) => Object.fromEntries(FIELDS.map((field, i) => [field, values[i]!])));

describe('a proposal against what is in force', () => {
  it('says exactly the fields that differ, in whatever order keys were written', () => {
    expect(differences({ a: { x: 1, y: 2 }, b: 1 }, { b: 2, a: { y: 2, x: 1 } })).toEqual([{ field: 'b', before: 1, after: 2 }]);
    fc.assert(fc.property(entry, entry, (a, b) => {
      const put = { ...a, ...Object.fromEntries(differences(a, b).map(({ field, after }) => [field, after ?? null])) };
      expect(canonical(put)).toBe(canonical(b));
    }));
  });

  it('is what was proposed as long as nobody else changed anything', () => {
    fc.assert(fc.property(entry, entry, (base, wanted) => {
      const { merged, conflicts } = threeWay(base, base, wanted);
      expect(conflicts).toEqual([]);
      expect(canonical(merged)).toBe(canonical(wanted));
    }));
  });

  it('changes nothing where nothing was proposed', () => {
    fc.assert(fc.property(entry, entry, (base, current) => {
      const { merged, conflicts } = threeWay(base, current, base);
      expect(conflicts).toEqual([]);
      expect(canonical(merged)).toBe(canonical(current));
    }));
  });

  it('asks about a field exactly when both sides changed it, and differently', () => {
    fc.assert(fc.property(entry, entry, entry, (base, current, wanted) => {
      const differ = (a: Entry, b: Entry, field: string): boolean => canonical(a[field]) !== canonical(b[field]);
      const asked = threeWay(base, current, wanted).conflicts.map((c) => c.field);
      expect(asked).toEqual(FIELDS.filter((f) => differ(base, current, f) && differ(base, wanted, f) && differ(current, wanted, f)));
    }));
  });

  it('comes out the same whichever of two proposals that touch different fields is published first', () => {
    fc.assert(fc.property(entry, entry, entry, fc.subarray(FIELDS), (base, a, b, ofA) => {
      const wantA = { ...base, ...Object.fromEntries(ofA.map((f) => [f, a[f]!])) };
      const wantB = { ...base, ...Object.fromEntries(FIELDS.filter((f) => !ofA.includes(f)).map((f) => [f, b[f]!])) };
      const after = (first: Entry, second: Entry): Entry => threeWay(base, threeWay(base, base, first).merged, second).merged;
      expect(canonical(after(wantA, wantB))).toBe(canonical(after(wantB, wantA)));
    }));
  });

  it('is decided only when every conflict is', () => {
    const met = threeWay({ phone: '1', status: 'a' }, { phone: '2', status: 'a' }, { phone: '3', status: 'b' });
    expect(met.conflicts.map((c) => c.field)).toEqual(['phone']);
    expect(settled(met, {})).toBeUndefined();
    expect(settled(met, { phone: 'wanted' })).toEqual({ phone: '3', status: 'b' });
    expect(settled(met, { phone: 'current' })).toEqual({ phone: '2', status: 'b' });
  });
});

describe('what only shows less', () => {
  it('is closing, pausing, hiding and taking a phone away, and nothing beside it', () => {
    const listed = { before: true, after: true };
    expect(onlyNarrows([{ field: 'status', before: 'active_as_of', after: 'closed' }], listed)).toBe(true);
    expect(onlyNarrows([{ field: 'status', before: 'closed', after: 'active_as_of' }], listed)).toBe(false);
    const [one, two] = [{ number: '1', intake: false }, { intake: false, number: '2' }];
    expect(onlyNarrows([{ field: 'phones', before: [one, two], after: [] }], listed)).toBe(true);
    expect(onlyNarrows([{ field: 'phones', before: [one, two], after: [{ number: '2', intake: false }] }], listed)).toBe(true);
    expect(onlyNarrows([{ field: 'phones', before: [one], after: [two] }], listed)).toBe(false);
    expect(onlyNarrows([{ field: 'phones', before: [one], after: [{ ...one, intake: true }] }], listed)).toBe(false);
    expect(onlyNarrows([{ field: 'status', after: 'closed' }, { field: 'nameEs', after: 'x' }], listed)).toBe(false);
    expect(onlyNarrows([], { before: true, after: false })).toBe(true);
    expect(onlyNarrows([{ field: 'status', after: 'closed' }], { before: false, after: true })).toBe(false);
  });

  it('tells rooms above which sides changed', () => {
    expect(sidesOf([{ field: 'ages' }, { field: 'places' }, { field: 'notes' }])).toEqual(['criteria', 'places']);
  });
});
