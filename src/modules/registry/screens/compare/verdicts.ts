import type { Candidate } from '../../schema.ts';

export type Verdict = 'same' | 'close' | 'different' | 'unknown';

/** Fields of a comparison, as the scorer names them. */
export type ComparedField = 'given' | 'surname1' | 'surname2' | 'birth' | 'sex' | 'origin' | 'number';

const WHOLE = new Set(['same']);

/** How a field of a candidate compares, from the reasons that the server gave. */
export function verdictOf(candidate: Pick<Candidate, 'agrees' | 'differs'>, field: ComparedField): Verdict {
  const level = (codes: Candidate['agrees']) => codes.find((r) => r.code.startsWith(`${field}.`))?.code.slice(field.length + 1);
  const agrees = level(candidate.agrees);
  if (agrees) return WHOLE.has(agrees) ? 'same' : 'close';
  const differs = level(candidate.differs);
  return differs ? 'different' : 'unknown';
}

/** Sex and place are silent when they agree: equal values are equal. */
export function verdictOfValues(left: string | null | undefined, right: string | null | undefined, verdict: Verdict): Verdict {
  if (verdict !== 'unknown' || !left || !right) return verdict;
  return left === right ? 'same' : verdict;
}
