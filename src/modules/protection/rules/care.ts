/** Care for a child who cannot be with its parents: an institution is the last resort, and it is written down why nothing else would do. */
import type { Problem } from '#kernel/errors';
import type { CareKind } from '../schema.ts';

export interface Considered { readonly kind: CareKind; readonly suits: boolean }

/** What was looked at, and found not to suit, before a child goes to an institution. */
export const BEFORE_INSTITUTION: readonly CareKind[] = ['wider-family', 'foster-family'];

/** Whether an option may be decided for, given all that was considered (oldest first; of a kind any that suits counts). */
export function careProblem(chosen: Considered, considered: readonly Considered[]): Problem | null {
  if (!chosen.suits) return { code: 'protection.care-does-not-suit', field: 'careOptionId' };
  if (chosen.kind !== 'institution') return null;
  const fails = (kind: CareKind) => considered.some((c) => c.kind === kind) && considered.every((c) => c.kind !== kind || !c.suits);
  return BEFORE_INSTITUTION.every(fails) ? null : { code: 'protection.institution-is-last', field: 'careOptionId' };
}
