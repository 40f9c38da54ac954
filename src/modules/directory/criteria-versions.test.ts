import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#kernel/dates';
import { periodProblems, ruleOn } from './criteria-versions.ts';
import type { RuleVersion } from './schema.ts';

const rule = (version: number, source: RuleVersion['source'], from: string | null, until: string | null = null): RuleVersion => ({ version, source, from, until });
const onDay = (versions: readonly RuleVersion[], day: string): number | undefined => ruleOn(versions, day)?.version;

describe('which conditions hold on a day', () => {
  const versions = [rule(1, 'pack', null), rule(2, 'steward', '2026-12-01', '2026-12-31'), rule(3, 'pack', '2026-12-15'), rule(4, 'steward', '2026-12-20')];

  it.each([['2026-11-30', 1], ['2026-12-01', 2], ['2026-12-15', 2], ['2026-12-20', 4], ['2027-01-01', 4]])('%s is judged by version %i', (day, version) => {
    expect(onDay(versions, day)).toBe(version);
  });

  it('after the last day of a version the one below holds again', () => {
    expect(onDay([rule(1, 'pack', null), rule(2, 'steward', '2026-12-01', '2026-12-31')], '2027-01-01')).toBe(1);
  });

  it('says nothing where nothing holds', () => {
    expect(onDay([rule(1, 'pack', '2026-12-01')], '2026-11-30')).toBeUndefined();
  });

  it('a version that begins later never changes how a day before it is judged', () => {
    const day = (n: number): string => addDays('2026-01-01', n);
    const versionArb = fc.record({ source: fc.constantFrom('pack' as const, 'steward' as const), from: fc.option(fc.nat(60)), length: fc.option(fc.nat(40)) });
    fc.assert(fc.property(fc.array(versionArb, { maxLength: 6 }), versionArb, fc.nat(80), (list, added, at) => {
      const made = [...list, { ...added, from: added.from ?? 0 }].map(({ source, from, length }, i) =>
        rule(i + 1, source, from === null ? null : day(from), length === null ? null : day((from ?? 0) + length)));
      fc.pre(day(at) < made.at(-1)!.from!);
      expect(ruleOn(made, day(at))).toEqual(ruleOn(made.slice(0, -1), day(at)));
    }));
  });

  it('a new version begins today at the earliest and does not end before it begins', () => {
    expect(periodProblems('2026-11-23', null, '2026-11-23')).toEqual([]);
    expect(periodProblems('2026-11-22', null, '2026-11-23')).toMatchObject([{ code: 'directory.criteria-in-the-past' }]);
    expect(periodProblems('2026-11-24', '2026-11-23', '2026-11-23')).toMatchObject([{ code: 'directory.criteria-ends-before' }]);
  });
});
