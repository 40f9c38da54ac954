import type { Urgency } from '#kernel/codes';
import type { ReferralsPack } from '../pack.ts';
import type { CommandKind, Confirmation, Outcome, ReferralState } from '../schema.ts';

export type StoredState = Exclude<ReferralState, 'expired'>;

/** The clock of the step that is waited for: when it ends, when the other side is reminded before, when supervision hears of it after. */
export interface Clock {
  readonly clockAt: Date;
  readonly remindAt: Date;
  readonly supervisorAt: Date;
}

/** What the rules need to know of a stored referral. */
export interface ReferralRecord {
  readonly state: StoredState;
  readonly urgency: Urgency;
  readonly dueAt: Date | null;
  /** The clock of the present step; null where nobody is waited for. */
  readonly clock: Clock | null;
  /** Ids of commands that already acted; the same command again changes nothing. */
  readonly applied: readonly string[];
  readonly consentGiven: boolean;
  /** It was sent in an emergency, without consent; ends when consent takes its place. */
  readonly overridden: boolean;
  readonly shareClosed: boolean;
  /** The officer has dealt with the answer; it is on nobody's list any more. */
  readonly handled: boolean;
  readonly outcome: Outcome | null;
  /** What the person says of the outcome. */
  readonly confirmed: Confirmation | null;
  /** How often the person was asked and not reached. */
  readonly confirmTries: number;
  /** Its case was closed, and nobody has said yet whether it goes on. */
  readonly caseClosed: boolean;
}

/** Which side of the referral the actor stands on; decided from role and organization, never sent by a browser. */
export type Side = 'officer' | 'provider' | 'person' | 'supervisor';

export interface ReferralPack {
  readonly daysToAnswer: ReferralsPack['daysToAnswer'];
  readonly clocks: ReferralsPack['clocks'];
  readonly confirmTries: number;
  readonly declineReasons: readonly { readonly code: string }[];
  readonly retentionDays: number;
}

type WithMore = 'send' | 'resend' | 'answer' | 'decline' | 'ask' | 'complete' | 'acknowledge' | 'amend' | 'confirm';

/** A command as the rules see it, with the id that makes it act once. */
export type Command = { readonly id: string } & (
  | { readonly kind: 'send' | 'resend'; readonly urgency: Urgency }
  | { readonly kind: 'answer'; readonly urgency: Urgency; readonly answer: string }
  | { readonly kind: 'decline'; readonly reason: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'complete'; readonly outcome: Outcome }
  /** `replaced`: another referral takes its place, so nobody need be asked how this one went. */
  | { readonly kind: 'acknowledge'; readonly replaced?: boolean }
  /** `consent`: a new consent goes with it, which from now on carries the referral. */
  | { readonly kind: 'amend'; readonly urgency: Urgency; readonly consent?: boolean }
  | { readonly kind: 'confirm'; readonly answer: Confirmation | 'not-reached' }
  | { readonly kind: Exclude<CommandKind, WithMore> }
);

/** What a decided command changes; an empty change is a command that had acted before. */
export interface Changes {
  readonly state?: StoredState;
  readonly urgency?: Urgency;
  readonly dueAt?: Date;
  /** `null` stops the clock. */
  readonly clock?: Clock | null;
  readonly handled?: boolean;
  readonly shareClosed?: boolean;
  readonly closedAt?: Date;
  readonly providerUntil?: Date;
  readonly confirmed?: Confirmation;
  readonly confirmTries?: number;
  readonly caseClosed?: boolean;
  /** What is shared changed: a new version counts from now on. */
  readonly amended?: true;
  /** Consent took the place of an emergency, or of an earlier consent. */
  readonly consented?: true;
}

export const EVENT_TYPES = [
  'referral.sent', 'referral.received', 'referral.accepted', 'referral.declined', 'referral.more-information-asked',
  'referral.put-on-waiting-list', 'referral.started', 'referral.completed', 'referral.did-not-come', 'referral.withdrawn', 'referral.amended', 'referral.confirmed',
] as const;
export type ReferralEventType = (typeof EVENT_TYPES)[number];

export interface Decision {
  readonly changes: Changes;
  readonly events: readonly ReferralEventType[];
}

/** What a decision is made with: the time, the side of the actor, the country's rules and the zone of the office. */
export interface Around {
  readonly now: Date;
  readonly side: Side;
  readonly pack: ReferralPack;
  readonly zone: string;
}
