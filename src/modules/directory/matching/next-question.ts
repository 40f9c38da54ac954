/** The one question worth asking next: the unknown fact with the largest expected gain in offers that become "fits". */
import { openPart, prospectsOf, type Missing, type Prospect } from '#kernel/criteria';
import { FACT_CODES, type FactCode } from '#kernel/facts';
import type { Judged } from './judge.ts';
import type { PersonView } from './person.ts';
import type { NextQuestion } from './suggestion.ts';

interface Gain {
  readonly missing: Missing;
  /** Expected number of offers whose conditions become true by this answer alone, each answer counted alike. */
  toTrue: number;
  toFalse: number;
  offers: number;
}

const POSITION = new Map<FactCode, number>(FACT_CODES.map((code, i) => [code, i]));

function byGain(a: Gain, b: Gain): number {
  return (
    b.toTrue - a.toTrue ||
    b.toFalse - a.toFalse ||
    b.offers - a.offers ||
    POSITION.get(a.missing.fact)! - POSITION.get(b.missing.fact)! ||
    ((a.missing.key ?? '') < (b.missing.key ?? '') ? -1 : 1)
  );
}

/** Sums of many shares, rounded so that the order of summing cannot show. */
const round = (gain: Gain): Gain => ({ ...gain, toTrue: Math.round(gain.toTrue * 1e6) / 1e6, toFalse: Math.round(gain.toFalse * 1e6) / 1e6 });

function addUp(gains: Map<string, Gain>, prospects: readonly Prospect[]): void {
  for (const { missing, toTrue, toFalse } of prospects) {
    if (missing.reason !== 'ask') continue;
    const id = missing.key === undefined ? missing.fact : `${missing.fact}/${missing.key}`;
    const gain = gains.get(id);
    if (!gain) gains.set(id, { missing, toTrue, toFalse, offers: 1 });
    else {
      gain.toTrue += toTrue;
      gain.toFalse += toFalse;
      gain.offers += 1;
    }
  }
}

/**
 * Picks the question. Only what may be asked counts: not what the person declined to say, nor what this actor may not
 * read. If no single answer makes an offer fit, the one that rules out most comes first, then the one that most wait for.
 */
export function nextQuestion(undecided: readonly Judged[], person: PersonView): NextQuestion | null {
  const gains = new Map<string, Gain>();
  for (const { criteria } of undecided) {
    const open = criteria && openPart(criteria, person.facts, person.reading);
    if (open && typeof open === 'object') addUp(gains, prospectsOf(open, person.facts, person.reading));
  }
  const best = [...gains.values()].map(round).sort(byGain)[0];
  if (!best) return null;
  const { fact, key } = best.missing;
  return { fact, ...(key === undefined ? {} : { key }), offers: best.offers };
}
