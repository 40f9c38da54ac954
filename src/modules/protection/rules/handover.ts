/** When a child may be handed over to a relative. Nobody passes by here: the same is asked by the database. Time is an argument. */
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import type { CheckResult, ChildWord, EndCode, FamilyState, HandoverState, Outcome, PlanHandover } from '../schema.ts';

export interface Relative {
  readonly id: string;
  readonly aside: boolean;
  readonly childWord: ChildWord;
  /** The newest result of each item. */
  readonly results: Readonly<Record<string, CheckResult>>;
  /** Protection keeps the child from them. */
  readonly keptApart: boolean;
}

export interface Decision { readonly outcome: Outcome; readonly relativeId: string | null; readonly decidedOn: PlainDate; readonly revoked: boolean }

/** Whether everything that the country asks is confirmed. */
export function isVerified(relative: Pick<Relative, 'results'>, required: readonly string[]): boolean {
  return required.every((item) => relative.results[item] === 'confirmed');
}

/** The last word of the authority: decisions come oldest first, and one that was revoked is none. */
export function lastWord<D extends Pick<Decision, 'revoked'>>(decisions: readonly D[]): D | null {
  return decisions.findLast((d) => !d.revoked) ?? null;
}

function problemsOfRelative(relative: Relative, required: readonly string[]): Problem[] {
  return [
    ...(relative.aside ? [{ code: 'protection.relative-set-aside' }] : []),
    ...(relative.keptApart ? [{ code: 'protection.kept-apart' }] : []),
    ...(relative.childWord === 'not-asked' ? [{ code: 'protection.child-not-heard' }] : []),
    ...(relative.childWord === 'fears' ? [{ code: 'protection.child-fears' }] : []),
    ...(isVerified(relative, required) ? [] : [{ code: 'protection.relative-not-verified' }]),
  ];
}

/** What stands between a child and a hand-over on a day, to the relative for whom the authority decided. Empty: nothing does. */
export function beforeHandover(decisions: readonly Decision[], relatives: readonly Relative[], required: readonly string[], on: PlainDate): Problem[] {
  const last = lastWord(decisions);
  if (last?.outcome !== 'reunite') return [{ code: 'protection.no-decision' }];
  const relative = relatives.find((r) => r.id === last.relativeId);
  if (!relative) return [{ code: 'protection.no-decision' }];
  return [...(last.decidedOn > on ? [{ code: 'protection.decided-later' }] : []), ...problemsOfRelative(relative, required)];
}

/** A family that cannot travel is helped with the journey, or met where it can come to. */
export function planProblems(plan: Pick<PlanHandover, 'cannotTravel' | 'travelAid' | 'point' | 'plannedOn'>, today: PlainDate): Problem[] {
  return [
    ...(plan.plannedOn < today ? [{ code: 'protection.day-is-past', field: 'plannedOn' }] : []),
    ...(plan.cannotTravel && !plan.travelAid && plan.point === 'at-the-office' ? [{ code: 'protection.how-does-family-come', field: 'point' }] : []),
  ];
}

const STEPS: Readonly<Record<HandoverState, readonly HandoverState[]>> = { planned: ['done', 'cancelled'], done: ['ended'], cancelled: [], ended: [] };

/** Whether a hand-over may go from one state to another. */
export function mayStep(from: HandoverState, to: HandoverState): boolean {
  return STEPS[from].includes(to);
}

/** The work ends as accompanied only where a hand-over stands, and never over one that is planned. */
export function endProblem(state: FamilyState, code: EndCode, planned: boolean): Problem | null {
  if (state === 'ended') return { code: 'protection.family-ended' };
  if (planned) return { code: 'protection.handover-planned' };
  if (code === 'accompanied' && state !== 'handed-over') return { code: 'protection.not-handed-over', field: 'code' };
  return code === 'mistake' && state === 'handed-over' ? { code: 'protection.handed-over-is-no-mistake', field: 'code' } : null;
}
