export { ATTENDED_BY } from '../attended.ts';

/** Everything a referral can be. `expired` is never stored: it is what the clock makes of an unanswered one. */
export const REFERRAL_STATES = [
  'draft', 'sent', 'received', 'accepted', 'declined', 'more-information-asked', 'waiting-list',
  'in-service', 'completed', 'did-not-come', 'withdrawn', 'expired',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** States that rest in the database (all but the one that the clock computes). */
export const STORED_STATES = REFERRAL_STATES.filter((state) => state !== 'expired');

/** No command leads out of these. */
export const CLOSED_STATES = ['declined', 'completed', 'did-not-come', 'withdrawn'] as const satisfies readonly ReferralState[];

/** True for a state that no command leaves. */
export function isClosed(state: ReferralState): boolean {
  return (CLOSED_STATES as readonly ReferralState[]).includes(state);
}

export const COMMAND_KINDS = [
  'send', 'open', 'accept', 'decline', 'ask', 'waiting-list', 'start', 'complete', 'did-not-come',
  'withdraw', 'answer', 'resend', 'acknowledge', 'consent-withdrawn', 'amend', 'confirm', 'go-on', 'not-justified',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

export const OUTCOMES = ['reached', 'partly', 'not-reached'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const CONFIRMATIONS = ['yes', 'partly', 'no'] as const;
/** What the person says of an outcome. */
export type Confirmation = (typeof CONFIRMATIONS)[number];

export const CONSENT_MANNERS = ['read-aloud', 'read-by-person', 'interpreter'] as const;
export type ConsentManner = (typeof CONSENT_MANNERS)[number];
