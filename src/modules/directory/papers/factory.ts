/** Made-up papers and ways for tests and benchmarks; nothing here is a real paper, office, time or price. */
import { known, type FactCode, type FactSet, type FactValue } from '#kernel/facts';
import type { PaperQuestion, PaperWays } from './plan.ts';
import type { Needs, Way } from './way.ts';

/** A way as it is shortest said: days, price and visits known, nothing needed. */
export function wayTo(document: string, changes: Partial<Way> = {}): Way {
  return {
    id: `${document}-way`, document, office: 'civilRegistry', organizationId: null, abroad: false, needs: { all: [] }, days: { typical: 1, worst: 1 },
    cost: { amount: 0, currency: 'XTS' }, feeStated: false, visits: 1, validDays: null, legalBases: [], help: [], words: [], basis: 'stated', asOf: 2024,
    sources: [{ source: 'made-up', where: null }], ...changes,
  };
}

export const takes = (typical: number | null, worst: number | null = typical): Pick<Way, 'days'> => ({ days: { typical, worst } });
export const costs = (amount: number | null): Pick<Way, 'cost'> => ({ cost: amount === null ? null : { amount, currency: 'XTS' } });
export const paper = (document: string): Needs => ({ document });
export const papers = (...documents: string[]): Needs => ({ all: documents.map(paper) });

export function waysOf(...ways: readonly Way[]): PaperWays {
  return { ways, currency: 'XTS', assumptions: { days: 30, cost: 1000, visits: 1 } };
}

/** What a person holds, and what else is known. */
export function holding(documents: Readonly<Record<string, string>>, facts: Partial<Record<FactCode, FactValue>> = {}): FactSet {
  const all: Partial<Record<FactCode, FactValue>> = { documentsHeld: documents, ...facts };
  return Object.fromEntries(Object.entries(all).map(([code, value]) => [code, known(value as FactValue, '2026-11-01')]));
}

export function asking(goals: readonly string[], changes: Partial<PaperQuestion> = {}): PaperQuestion {
  return { goals, facts: {}, lapses: {}, today: '2026-11-23', mayReadRestricted: false, services: [], ...changes };
}
