import type { PlainDate } from '#kernel/dates';
import type { Rules } from '../criteria-versions.ts';
import type { FieldChange, ProposedConditions } from '../schema/stewardship.ts';
import { same } from './difference.ts';

/** Conditions that are proposed against those that hold. Pure. */

type Held = Pick<Rules, 'criteria' | 'needCriteria' | 'from' | 'until'>;

const periodOf = ({ from, until }: Pick<Held, 'from' | 'until'>) => ({ from, until });

/** What would hold otherwise, as fields with both sides; the days come last, and are told only beside something else or where the end is another. */
export function conditionChanges(held: Held | undefined, wanted: ProposedConditions): FieldChange[] {
  const told = (field: 'criteria' | 'needCriteria', none: null | Record<string, never>): FieldChange[] => {
    const [before, after] = [held?.[field] ?? none, wanted[field]];
    return same(before, after) ? [] : [{ field, before, after }];
  };
  const changes = [...told('criteria', null), ...told('needCriteria', {})];
  if (changes.length === 0 && (held?.until ?? null) === wanted.until) return [];
  return [...changes, { field: 'period', before: held ? periodOf(held) : null, after: periodOf(wanted) }];
}

/** No day that was judged already is judged anew: what was to begin on a day that has passed begins on the day of publishing. */
export function firstDay({ from }: Pick<ProposedConditions, 'from'>, today: PlainDate): PlainDate {
  return from < today ? today : from;
}

/** Somebody else's conditions came into force after these were written; somebody has to say which hold. */
export function wereOvertaken({ basedOn }: Pick<ProposedConditions, 'basedOn'>, newest: number): boolean {
  return newest > basedOn;
}
