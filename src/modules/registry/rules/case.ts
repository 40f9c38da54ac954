/** What can happen to a case in each of its states. A missing cell does not compile. */
import { no, ok, type Result } from '#kernel/result';
import { addDays, type PlainDate } from '#kernel/dates';
import type { Urgency } from '#kernel/codes';
import type { CaseState } from '../schema.ts';

export const CASE_ACTIONS = ['assign', 'move', 'close', 'reopen'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

type Next = CaseState | `registry.${string}`;

const TABLE: Readonly<Record<CaseState, Readonly<Record<CaseAction, Next>>>> = {
  new: { assign: 'active', move: 'new', close: 'closed', reopen: 'registry.case-not-closed' },
  active: { assign: 'active', move: 'new', close: 'closed', reopen: 'registry.case-not-closed' },
  closed: { assign: 'registry.case-closed', move: 'registry.case-closed', close: 'registry.case-closed', reopen: 'new' },
};

const isState = (next: Next): next is CaseState => !next.startsWith('registry.');

/** The state after an action, or why it cannot be done now. */
export function afterAction(state: CaseState, action: CaseAction): Result<CaseState> {
  const next = TABLE[state][action];
  return isState(next) ? ok(next) : no({ code: next });
}

/** The day by which somebody must have taken a case. */
export function answerBy(openedOn: PlainDate, urgency: Urgency, days: Readonly<Record<Urgency, number>>): PlainDate {
  return addDays(openedOn, days[urgency]);
}
