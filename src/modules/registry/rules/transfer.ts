/** What can happen to a case that one office asks another one to take over, and who may do it. A missing cell does not compile. */
import { no, ok, type Result } from '#kernel/result';
import type { Role } from '#kernel/codes';
import type { TransferState } from '../schema.ts';

export const TRANSFER_ACTIONS = ['accept', 'refuse', 'take-back', 'take-note', 'overtake'] as const;
export type TransferAction = (typeof TRANSFER_ACTIONS)[number];

const OVER = 'registry.transfer-over';
type Next = TransferState | typeof OVER | 'registry.transfer-not-refused';

const TABLE: Readonly<Record<TransferState, Readonly<Record<TransferAction, Next>>>> = {
  asked: { accept: 'accepted', refuse: 'refused', 'take-back': 'taken-back', 'take-note': 'registry.transfer-not-refused', overtake: 'overtaken' },
  accepted: { accept: OVER, refuse: OVER, 'take-back': OVER, 'take-note': 'registry.transfer-not-refused', overtake: OVER },
  refused: { accept: OVER, refuse: OVER, 'take-back': OVER, 'take-note': 'refused', overtake: OVER },
  'taken-back': { accept: OVER, refuse: OVER, 'take-back': OVER, 'take-note': 'registry.transfer-not-refused', overtake: OVER },
  overtaken: { accept: OVER, refuse: OVER, 'take-back': OVER, 'take-note': 'registry.transfer-not-refused', overtake: OVER },
};

/** Who acts for which side; `overtake` is nobody's act: it follows from the case. */
const SIDES: Readonly<Record<Exclude<TransferAction, 'overtake'>, 'asking' | 'asked'>> = { accept: 'asked', refuse: 'asked', 'take-back': 'asking', 'take-note': 'asking' };

/** Roles that keep cases. */
const KEEPERS: ReadonlySet<Role> = new Set(['window', 'protection', 'supervisor']);

/** The state after an action, or why it cannot be done now. */
export function afterTransferAction(state: TransferState, action: TransferAction): Result<TransferState> {
  const next = TABLE[state][action];
  return next.startsWith('registry.') ? no({ code: next }) : ok(next as TransferState);
}

/** Where the case is after a transfer came to this state: only an acceptance moves it. */
export function officeAfter(state: TransferState, offices: { readonly from: string; readonly to: string }): string {
  return state === 'accepted' ? offices.to : offices.from;
}

/** Whether somebody with these offices in charge may do it. */
export function mayAct(who: { readonly role: Role; readonly offices: readonly string[] }, action: Exclude<TransferAction, 'overtake'>, offices: { readonly from: string; readonly to: string }): boolean {
  return KEEPERS.has(who.role) && who.offices.includes(SIDES[action] === 'asked' ? offices.to : offices.from);
}

/** Offices that keep cases: a reception point and a provider do not. */
export function mayKeepCases(kind: string): boolean {
  return kind === 'window' || kind === 'national';
}
