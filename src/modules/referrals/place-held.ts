/** What a step of a referral means for the places of its service, and for how often the service accepts. Pure. */
import type { CommandKind, ReferralState } from './schema.ts';

/** States in which somebody holds a place. */
const HOLDING: ReadonlySet<ReferralState> = new Set(['accepted', 'in-service']);

/** Whether a step takes a place or gives one back. */
export function placeMove(from: ReferralState, to: ReferralState): 'take' | 'give-back' | null {
  if (HOLDING.has(from) === HOLDING.has(to)) return null;
  return HOLDING.has(to) ? 'take' : 'give-back';
}

/** Whether a step is the answer of the service: yes, no (also by never answering), or none. Being put on a list is neither. */
export function answerIn(command: CommandKind, from: ReferralState): boolean | null {
  if (command === 'accept' || command === 'start') return true;
  if (command === 'decline') return false;
  return command === 'withdraw' && from === 'expired' ? false : null;
}
