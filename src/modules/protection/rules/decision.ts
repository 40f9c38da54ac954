/** What a decision of the authority must name. */
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import type { RecordDecision } from '../schema.ts';

const ABOUT_A_RELATIVE: ReadonlySet<string> = new Set(['reunite', 'not-with-them']);

/** A decision about a relative names them, one for care names the option, and none lies ahead. */
export function decisionProblems({ outcome, relativeId, careOptionId, decidedOn }: Pick<RecordDecision, 'outcome' | 'relativeId' | 'careOptionId' | 'decidedOn'>, today: PlainDate): Problem[] {
  return [
    ...(decidedOn > today ? [{ code: 'protection.day-to-come', field: 'decidedOn' }] : []),
    ...(ABOUT_A_RELATIVE.has(outcome) && relativeId === undefined ? [{ code: 'protection.which-relative', field: 'relativeId' }] : []),
    ...(outcome === 'care' && careOptionId === undefined ? [{ code: 'protection.which-care', field: 'careOptionId' }] : []),
  ];
}
