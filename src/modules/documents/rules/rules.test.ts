import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperQuestion, PaperWays, Way } from '#directory/papers';
import { known } from '#kernel/facts';
import { compareWays } from './compare.ts';
import { lapsesOf, newestSteps, refusedWays, stepProblems, validUntilOf, withWhereabouts, type StepDone } from './progress.ts';

const wayTo = (document: string, id: string, days: number | null, amount: number | null, changes: Partial<Way> = {}): Way => ({
  id, document, office: 'civilRegistry', organizationId: null, abroad: false, needs: { all: [] }, days: { typical: days, worst: days }, cost: amount === null ? null : { amount, currency: 'XTS' },
  feeStated: false, visits: 1, validDays: null, legalBases: [], help: [], words: [], basis: 'stated', asOf: 2024, sources: [{ source: 'made-up', where: null }], ...changes,
});
const pack = (...ways: Way[]): PaperWays => ({ ways, currency: 'XTS', assumptions: { days: 30, cost: 1000, visits: 1 } });
const wanting = (...goals: string[]): PaperQuestion => ({ goals, facts: {}, lapses: {}, today: '2026-11-23', mayReadRestricted: false, services: [] });
const idsOf = (path: { plan: { steps: readonly { way: Way }[] } } | null): string[] | undefined => path?.plan.steps.map((step) => step.way.id);

describe('several ways compared', () => {
  const quick = wayTo('card', 'quick', 2, 900);
  const cheap = wayTo('card', 'cheap', 20, 0);

  it('tells the earliest, and the cheapest with its own days', () => {
    const { earliest, cheapest } = compareWays(wanting('card'), pack(quick, cheap), new Set());
    expect([idsOf(earliest), idsOf(cheapest)]).toEqual([['quick'], ['cheap']]);
    expect([earliest.plan.total.ready.from, cheapest!.plan.total.ready.from]).toEqual([2, 20]);
  });

  it('tells one way only where the earliest is the cheapest', () => {
    expect(compareWays(wanting('card'), pack(quick), new Set()).cheapest).toBeNull();
    expect(compareWays(wanting(), pack(quick, cheap), new Set())).toMatchObject({ earliest: { plan: { steps: [] } }, cheapest: null });
  });

  it('does not send anybody where they were refused, as long as there is another way', () => {
    expect(idsOf(compareWays(wanting('card'), pack(quick, cheap), new Set(['quick'])).earliest)).toEqual(['cheap']);
    expect(idsOf(compareWays(wanting('card'), pack(quick), new Set(['quick'])).earliest)).toEqual(['quick']);
  });

  it('never calls cheapest what costs more than the earliest, and gets the same papers on both ways', () => {
    const PAPERS = ['a', 'b', 'c', 'd'];
    const small = fc.option(fc.integer({ min: 0, max: 9 }));
    const one = fc.record({ paper: fc.constantFrom(...PAPERS), days: small, amount: small, needs: fc.option(fc.constantFrom(...PAPERS)) });
    fc.assert(fc.property(fc.array(one, { maxLength: 9 }), (drafts) => {
      const ways = drafts.map(({ paper, days, amount, needs }, i) => wayTo(paper, `way-${i}`, days, amount, { needs: needs === null ? null : { document: needs } }));
      const { earliest, cheapest } = compareWays(wanting('a', 'b'), pack(...ways), new Set());
      if (cheapest === null) return;
      const price = (path: typeof earliest): number => (path.plan.total.cost[0]?.amount ?? 0) + path.plan.total.costsUnknown * 1000;
      expect(price(cheapest)).toBeLessThan(price(earliest));
      expect(cheapest.plan.total.ready.from >= 0 && cheapest.blocked.map((b) => b.document)).toEqual(earliest.blocked.map((b) => b.document));
    }));
  });
});

describe('what was done', () => {
  const done = (step: StepDone['step'], wayId: string | null = 'quick', validUntil: string | null = null): StepDone => ({ paperId: 'card', wayId, step, on: '2026-11-01', validUntil });

  it('counts the newest step of each paper', () => {
    expect(newestSteps([done('begun'), done('refused')]).get('card')!.step).toBe('refused');
  });

  it('knows the ways on which somebody was refused, until they are begun again', () => {
    expect([...refusedWays([done('begun'), done('refused'), done('refused', 'other'), done('begun', 'other'), done('refused', null)])]).toEqual(['quick']);
  });

  it('knows until when a paper holds: as it was read, as a source says, or nobody knows', () => {
    const validFor = (days: number | null) => wayTo('card', 'quick', 1, 0, { validDays: days });
    expect(validUntilOf({ step: 'obtained', on: '2026-11-01', validUntil: '2027-01-01' }, validFor(10))).toBe('2027-01-01');
    expect(validUntilOf({ step: 'obtained', on: '2026-11-01' }, validFor(10))).toBe('2026-11-11');
    expect([validUntilOf({ step: 'obtained', on: '2026-11-01' }, undefined), validUntilOf({ step: 'begun', on: '2026-11-01' }, validFor(10))]).toEqual([null, null]);
    expect(lapsesOf([done('begun'), done('obtained', 'quick', '2026-12-01')])).toEqual({ card: '2026-12-01' });
  });

  it('refuses days to come, ways to other papers, papers that are held, and ends before the beginning', () => {
    const standing = { today: '2026-11-23', held: false, caseOpen: true, way: wayTo('card', 'quick', 1, 0) };
    const codes = (command: Parameters<typeof stepProblems>[1], change: Partial<typeof standing> = {}) => stepProblems('card', command, { ...standing, ...change }).map((p) => p.code);
    const begun = { step: 'begun', on: '2026-11-23', seen: false } as const;
    expect(codes(begun)).toEqual([]);
    expect(codes({ ...begun, wayId: 'quick' })).toEqual([]);
    expect(codes({ ...begun, on: '2026-11-24' })).toEqual(['documents.day-to-come']);
    expect(stepProblems('proof', { ...begun, wayId: 'quick' }, standing).map((p) => p.code)).toEqual(['documents.unknown-way']);
    expect(codes({ ...begun, validUntil: '2026-12-01' })).toEqual(['documents.only-obtained-lapse']);
    expect(codes({ ...begun, step: 'obtained', validUntil: '2026-11-01' })).toEqual(['documents.lapses-before']);
    expect(codes(begun, { held: true, caseOpen: false })).toEqual(['documents.case-closed', 'documents.held-already']);
  });

  it('asks nobody who came back whether they are abroad', () => {
    const now = '2026-11-23T00:00:00Z';
    expect(withWhereabouts({ monthsSinceReturn: known(2, now) }, now).stillAbroad).toMatchObject({ state: 'known', value: false });
    expect(withWhereabouts({}, now).stillAbroad).toBeUndefined();
    expect(withWhereabouts({ monthsSinceReturn: known(2, now), stillAbroad: known(true, now) }, now).stillAbroad).toMatchObject({ value: true });
  });
});
