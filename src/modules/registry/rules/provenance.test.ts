import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOURCED, sourcesOf } from './provenance.ts';

const NOTHING = Object.fromEntries(SOURCED.map((field) => [field, null])) as Parameters<typeof sourcesOf>[0];
const AT_WINDOW = { source: 'window', evidence: 'seen', at: '2026-01-02', by: 'Ana' } as const;
const values = fc.record(Object.fromEntries(SOURCED.map((f) => [f, fc.option(fc.string(), { nil: null })])) as Record<(typeof SOURCED)[number], fc.Arbitrary<string | null>>);

describe('where a field comes from', () => {
  it('papers in hand show names and birth, not what somebody wants to be called', () => {
    const sources = sourcesOf({ ...NOTHING, givenNames: 'Marta', preferredName: 'Martita' }, AT_WINDOW, []);
    expect(sources).toMatchObject([{ field: 'givenNames', source: 'window', evidence: 'seen' }, { field: 'preferredName', evidence: 'declared' }]);
  });

  it('a correction is the source from then on', () => {
    const sources = sourcesOf({ ...NOTHING, surname1: 'Paz' }, AT_WINDOW, [{ field: 'surname1', evidence: 'declared', at: '2026-03-04', by: 'Luis' }]);
    expect(sources).toEqual([{ field: 'surname1', source: 'correction', evidence: 'declared', at: '2026-03-04', by: 'Luis' }]);
  });

  it('every field that says something has exactly one source, and an empty one has none', () => {
    fc.assert(fc.property(values, (given) => {
      const fields = sourcesOf(given, AT_WINDOW, []).map((s) => s.field);
      return fields.length === new Set(fields).size && SOURCED.every((f) => fields.includes(f) === Boolean(given[f]));
    }));
  });
});
