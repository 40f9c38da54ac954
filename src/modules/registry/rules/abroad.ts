/** What can happen to a case that is handed over to an office of another country, and who may do it. A missing cell does not compile. */
import { mayBeChild, type BirthPrecision } from '#kernel/birth';
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import { no, ok, type Result } from '#kernel/result';
import type { Role } from '#kernel/codes';
import type { AbroadState } from '../schema.ts';

export const ABROAD_ACTIONS = ['accept', 'decline', 'ask-more', 'reply', 'take-back', 'take-note', 'withdraw', 'expire', 'overtake', 'return'] as const;
export type AbroadAction = (typeof ABROAD_ACTIONS)[number];

const OVER = 'registry.abroad-over';
const UNASKED = 'registry.abroad-nothing-asked';
const OPEN = 'registry.abroad-not-answered';
type Next = AbroadState | `registry.${string}`;
type Row = Readonly<Record<AbroadAction, Next>>;

const WAITING: Row = {
  accept: 'accepted', decline: 'declined', 'ask-more': 'more-asked', reply: UNASKED, 'take-back': 'taken-back', 'take-note': OPEN,
  withdraw: 'withdrawn', expire: 'expired', overtake: 'overtaken', return: 'returned',
};
const ENDED: Row = { accept: OVER, decline: OVER, 'ask-more': OVER, reply: OVER, 'take-back': OVER, 'take-note': OVER, withdraw: OVER, expire: OVER, overtake: OVER, return: OVER };

/** Whoever asked is told how it ended until somebody takes note; what they ended themselves needs no telling. */
const TABLE: Readonly<Record<AbroadState, Row>> = {
  asked: WAITING,
  'more-asked': { ...WAITING, 'ask-more': 'registry.abroad-asked-already', reply: 'asked' },
  accepted: { ...ENDED, 'take-note': 'accepted' },
  declined: { ...ENDED, 'take-note': 'declined' },
  withdrawn: { ...ENDED, 'take-note': 'withdrawn' },
  expired: { ...ENDED, 'take-note': 'expired' },
  returned: { ...ENDED, 'take-note': 'returned' },
  'taken-back': ENDED,
  overtaken: ENDED,
};

/** The state after an action, or why it cannot be done now. */
export function afterAbroadAction(state: AbroadState, action: AbroadAction): Result<AbroadState> {
  const next = TABLE[state][action];
  return next.startsWith('registry.') ? no({ code: next }) : ok(next as AbroadState);
}

/** Whether somebody still waits for an answer. */
export const isOpenAbroad = (state: AbroadState): boolean => state === 'asked' || state === 'more-asked';

/** The state as it counts now: what lay unanswered for too long is over, although nobody wrote it down. */
export function abroadStateAt(state: AbroadState, openUntil: Date, now: Date): AbroadState {
  return isOpenAbroad(state) && openUntil.getTime() <= now.getTime() ? 'expired' : state;
}

interface Consented { readonly given: boolean; readonly givenBy: 'person' | 'guardian'; readonly childAssent?: boolean | undefined }
interface Going { readonly birthDate: PlainDate | null; readonly birthPrecision: BirthPrecision }

/** Why this consent does not carry a person to another country. In doubt a child: protection decides, a guardian agrees and the child is asked. */
export function abroadProblems(person: Going, consent: Consented, role: Role, today: PlainDate): Problem[] {
  if (!consent.given || !mayBeChild(person.birthDate, person.birthPrecision, today)) return [];
  const problems: Problem[] = role === 'protection' ? [] : [{ code: 'registry.abroad-child-protection' }];
  if (consent.givenBy !== 'guardian') problems.push({ code: 'registry.abroad-guardian-needed', field: 'consent.givenBy' });
  if (!consent.childAssent) problems.push({ code: 'registry.abroad-child-assent', field: 'consent.childAssent' });
  return problems;
}
