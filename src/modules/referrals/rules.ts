import type { Urgency } from '#kernel/codes';
import type { Problem } from '#kernel/errors';
import { no, ok, type Result } from '#kernel/result';
import { CLOSED_STATES, type CommandKind, COMMAND_KINDS, type InboxList, type OfficerList, type Outcome, type ReferralState } from './schema.ts';

/** What the rules need to know of a stored referral. */
export interface ReferralRecord {
  readonly state: Exclude<ReferralState, 'expired'>;
  readonly dueAt: Date | null;
  /** Ids of commands that already acted; the same command again changes nothing. */
  readonly applied: readonly string[];
  readonly consentGiven: boolean;
  readonly shareClosed: boolean;
  /** The officer has dealt with the answer; it is on nobody's list any more. */
  readonly handled: boolean;
}

/** Which side of the referral the actor stands on; decided from role and organization, never sent by a browser. */
export type Side = 'officer' | 'provider' | 'person';

export interface ReferralPack {
  readonly daysToAnswer: Readonly<Record<Urgency, number>>;
  readonly declineReasons: readonly { readonly code: string }[];
  readonly retentionDays: number;
}

/** A command as the rules see it, with the id that makes it act once. */
export type Command = { readonly id: string } & (
  | { readonly kind: 'send' | 'resend'; readonly urgency: Urgency }
  | { readonly kind: 'answer'; readonly urgency: Urgency; readonly answer: string }
  | { readonly kind: 'decline'; readonly reason: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'complete'; readonly outcome: Outcome }
  | { readonly kind: Exclude<CommandKind, 'send' | 'resend' | 'answer' | 'decline' | 'ask' | 'complete'> }
);

/** What a decided command changes; an empty change is a command that had acted before. */
export interface Changes {
  readonly state?: Exclude<ReferralState, 'expired'>;
  readonly dueAt?: Date;
  readonly handled?: boolean;
  readonly shareClosed?: boolean;
  readonly closedAt?: Date;
  readonly providerUntil?: Date;
}

export const EVENT_TYPES = [
  'referral.sent', 'referral.received', 'referral.accepted', 'referral.declined', 'referral.more-information-asked',
  'referral.put-on-waiting-list', 'referral.started', 'referral.completed', 'referral.did-not-come', 'referral.withdrawn',
] as const;
export type ReferralEventType = (typeof EVENT_TYPES)[number];

export interface Decision {
  readonly changes: Changes;
  readonly events: readonly ReferralEventType[];
}

type Cell = { readonly to: Exclude<ReferralState, 'expired'> } | 'stay' | { readonly refused: string };

const CLOSED: Cell = { refused: 'referrals.already-closed' };
const NOT_SENT: Cell = { refused: 'referrals.not-sent' };
const SENT_BEFORE: Cell = { refused: 'referrals.already-sent' };
const ANSWERED: Cell = { refused: 'referrals.already-answered' };
const NOT_ACCEPTED: Cell = { refused: 'referrals.not-accepted' };
const NOTHING_ASKED: Cell = { refused: 'referrals.nothing-asked' };
const NOT_EXPIRED: Cell = { refused: 'referrals.not-expired' };
const NOTHING_TO_HANDLE: Cell = { refused: 'referrals.nothing-to-handle' };
const to = (state: Exclude<ReferralState, 'expired'>): Cell => ({ to: state });

const closedRow: Record<CommandKind, Cell> = {
  send: SENT_BEFORE, open: 'stay', accept: CLOSED, decline: CLOSED, ask: CLOSED, 'waiting-list': CLOSED, start: CLOSED,
  complete: CLOSED, 'did-not-come': CLOSED, withdraw: CLOSED, answer: CLOSED, resend: CLOSED,
  acknowledge: 'stay', 'consent-withdrawn': 'stay',
};

/** Waiting for the provider's first answer. */
const unansweredRow: Record<CommandKind, Cell> = {
  send: SENT_BEFORE, open: to('received'), accept: to('accepted'), decline: to('declined'), ask: to('more-information-asked'),
  'waiting-list': to('waiting-list'), start: NOT_ACCEPTED, complete: NOT_ACCEPTED, 'did-not-come': NOT_ACCEPTED,
  withdraw: to('withdrawn'), answer: NOTHING_ASKED, resend: NOT_EXPIRED, acknowledge: NOTHING_TO_HANDLE,
  'consent-withdrawn': to('withdrawn'),
};

/**
 * Every state against every command. The type asks for each cell: a state or a command added to the lists without
 * a decision here does not compile.
 */
export const STATE_TABLE: Record<ReferralState, Record<CommandKind, Cell>> = {
  draft: {
    send: to('sent'), open: NOT_SENT, accept: NOT_SENT, decline: NOT_SENT, ask: NOT_SENT, 'waiting-list': NOT_SENT,
    start: NOT_SENT, complete: NOT_SENT, 'did-not-come': NOT_SENT, withdraw: to('withdrawn'), answer: NOT_SENT,
    resend: NOT_SENT, acknowledge: NOTHING_TO_HANDLE, 'consent-withdrawn': to('withdrawn'),
  },
  sent: unansweredRow,
  received: { ...unansweredRow, open: 'stay' },
  // A late yes is better than none: the provider may still answer until the officer takes it elsewhere.
  expired: { ...unansweredRow, open: 'stay', resend: to('sent') },
  'more-information-asked': {
    ...unansweredRow, open: 'stay', ask: ANSWERED, answer: to('received'),
  },
  accepted: {
    send: SENT_BEFORE, open: 'stay', accept: ANSWERED, decline: to('declined'), ask: to('more-information-asked'),
    'waiting-list': to('waiting-list'), start: to('in-service'), complete: to('completed'), 'did-not-come': to('did-not-come'),
    withdraw: to('withdrawn'), answer: NOTHING_ASKED, resend: ANSWERED, acknowledge: NOTHING_TO_HANDLE,
    'consent-withdrawn': to('withdrawn'),
  },
  'waiting-list': {
    send: SENT_BEFORE, open: 'stay', accept: to('accepted'), decline: to('declined'), ask: to('more-information-asked'),
    'waiting-list': ANSWERED, start: to('in-service'), complete: NOT_ACCEPTED, 'did-not-come': to('did-not-come'),
    withdraw: to('withdrawn'), answer: NOTHING_ASKED, resend: ANSWERED, acknowledge: NOTHING_TO_HANDLE,
    'consent-withdrawn': to('withdrawn'),
  },
  'in-service': {
    send: SENT_BEFORE, open: 'stay', accept: ANSWERED, decline: ANSWERED, ask: ANSWERED, 'waiting-list': ANSWERED,
    start: ANSWERED, complete: to('completed'), 'did-not-come': to('did-not-come'), withdraw: to('withdrawn'),
    answer: NOTHING_ASKED, resend: ANSWERED, acknowledge: NOTHING_TO_HANDLE, 'consent-withdrawn': to('withdrawn'),
  },
  declined: closedRow,
  completed: closedRow,
  'did-not-come': closedRow,
  withdrawn: closedRow,
};

/** Who may give which command. */
const SIDE_OF: Record<CommandKind, Side> = {
  send: 'officer', withdraw: 'officer', answer: 'officer', resend: 'officer', acknowledge: 'officer',
  open: 'provider', accept: 'provider', decline: 'provider', ask: 'provider', 'waiting-list': 'provider',
  start: 'provider', complete: 'provider', 'did-not-come': 'provider', 'consent-withdrawn': 'person',
};

const EVENT_OF: Partial<Record<CommandKind, ReferralEventType>> = {
  send: 'referral.sent', resend: 'referral.sent', open: 'referral.received', accept: 'referral.accepted',
  decline: 'referral.declined', ask: 'referral.more-information-asked', 'waiting-list': 'referral.put-on-waiting-list',
  start: 'referral.started', complete: 'referral.completed', 'did-not-come': 'referral.did-not-come',
  withdraw: 'referral.withdrawn', 'consent-withdrawn': 'referral.withdrawn',
};

/** What was agreed, as the rules look at it. */
export interface AgreedTo {
  readonly given: boolean;
  readonly sections: readonly string[];
  readonly wordingVersion: string;
  readonly givenBy: 'person' | 'guardian';
  readonly childAssent?: boolean | undefined;
}

const ADULT_AGE = 18;

/** Why this consent does not carry a referral, or null. For a child both a guardian agrees and the child is asked. */
export function consentProblem(
  consent: AgreedTo, about: { age: number | null; pack: { consent: { version: string }; sections: readonly { code: string }[] } },
): Problem | null {
  if (!consent.given) return { code: 'referrals.consent-missing', field: 'consent.given' };
  if (consent.wordingVersion !== about.pack.consent.version) return { code: 'referrals.wording-changed', field: 'consent.wordingVersion' };
  if (consent.sections.some((code) => !about.pack.sections.some((s) => s.code === code))) return { code: 'referrals.unknown-section', field: 'consent.sections' };
  if (about.age === null || about.age >= ADULT_AGE) return null;
  if (consent.givenBy !== 'guardian') return { code: 'referrals.guardian-needed', field: 'consent.givenBy' };
  return consent.childAssent ? null : { code: 'referrals.child-assent-needed', field: 'consent.childAssent' };
}

/** True for a state that no command leaves. */
export function isClosed(state: ReferralState): boolean {
  return (CLOSED_STATES as readonly ReferralState[]).includes(state);
}

/** The state as the clock sees it: an unanswered referral past its time has expired, without any job. */
export function stateAt(record: Pick<ReferralRecord, 'state' | 'dueAt'>, now: Date): ReferralState {
  const unanswered = record.state === 'sent' || record.state === 'received';
  return unanswered && record.dueAt !== null && record.dueAt < now ? 'expired' : record.state;
}

/** When an answer is due: whole days of the country's pack, counted in 24 hours so that clock changes move nothing. */
export function dueAt(urgency: Urgency, now: Date, pack: Pick<ReferralPack, 'daysToAnswer'>): Date {
  return new Date(now.getTime() + pack.daysToAnswer[urgency] * 86_400_000);
}

function refusal(record: ReferralRecord, command: Command, side: Side, pack: ReferralPack): Problem | null {
  if (SIDE_OF[command.kind] !== side) return { code: 'referrals.not-your-step' };
  if ((command.kind === 'send' || command.kind === 'resend') && !consentStands(record)) return { code: 'referrals.consent-missing', field: 'consent' };
  if (command.kind === 'decline' && !pack.declineReasons.some((r) => r.code === command.reason)) {
    return { code: 'referrals.unknown-reason', field: 'reason' };
  }
  return null;
}

function consentStands(record: ReferralRecord): boolean {
  return record.consentGiven && !record.shareClosed;
}

function closing(state: ReferralState, now: Date, pack: ReferralPack): Changes {
  if (!isClosed(state)) return {};
  return { closedAt: now, providerUntil: new Date(now.getTime() + pack.retentionDays * 86_400_000) };
}

function moved(state: Exclude<ReferralState, 'expired'>, command: Command, now: Date, pack: ReferralPack): Changes {
  return {
    state,
    ...('urgency' in command ? { dueAt: dueAt(command.urgency, now, pack) } : {}),
    // The officer has nothing left to do with what they took back themselves.
    ...(command.kind === 'withdraw' ? { handled: true } : {}),
    ...(command.kind === 'consent-withdrawn' ? { shareClosed: true } : {}),
    ...closing(state, now, pack),
  };
}

/** What a command that keeps the state still changes. */
function stayed(record: ReferralRecord, kind: CommandKind): Changes {
  if (kind === 'acknowledge') return record.handled ? {} : { handled: true };
  if (kind === 'consent-withdrawn') return record.shareClosed ? {} : { shareClosed: true };
  return {};
}

/** Decides one command on one referral: changes and events, or the coded reason why not. */
export function decide(
  record: ReferralRecord, command: Command, facts: { now: Date; side: Side; pack: ReferralPack },
): Result<Decision> {
  if (record.applied.includes(command.id)) return ok({ changes: {}, events: [] });
  const problem = refusal(record, command, facts.side, facts.pack);
  if (problem) return no(problem);
  const cell = STATE_TABLE[stateAt(record, facts.now)][command.kind];
  if (cell === 'stay') return ok({ changes: stayed(record, command.kind), events: [] });
  if ('refused' in cell) return no({ code: cell.refused });
  const event = EVENT_OF[command.kind];
  return ok({ changes: moved(cell.to, command, facts.now, facts.pack), events: event ? [event] : [] });
}

/** The record after a decision; the same arithmetic that the repository writes down. */
export function applied(record: ReferralRecord, command: Command, { changes }: Decision): ReferralRecord {
  if (record.applied.includes(command.id)) return record;
  return {
    ...record,
    state: changes.state ?? record.state,
    dueAt: changes.dueAt ?? record.dueAt,
    handled: changes.handled ?? record.handled,
    shareClosed: changes.shareClosed ?? record.shareClosed,
    applied: [...record.applied, command.id],
  };
}

/** What this side can do with this referral now; the browser shows it, the server enforces it with the same table. */
export function availableActions(record: ReferralRecord, side: Side, now: Date): CommandKind[] {
  const row = STATE_TABLE[stateAt(record, now)];
  return COMMAND_KINDS.filter((kind) => {
    if (SIDE_OF[kind] !== side || kind === 'open') return false;
    if ((kind === 'send' || kind === 'resend') && !consentStands(record)) return false;
    if (kind === 'acknowledge') return row[kind] === 'stay' && !record.handled;
    const cell = row[kind];
    return cell !== 'stay' && 'to' in cell;
  });
}

const OFFICER_LIST_OF: Record<ReferralState, OfficerList | null> = {
  draft: 'waiting', sent: 'waiting', received: 'waiting', accepted: 'waiting', 'waiting-list': 'waiting', 'in-service': 'waiting',
  'more-information-asked': 'returned', declined: 'returned', 'did-not-come': 'returned', withdrawn: 'returned',
  expired: 'unanswered', completed: 'answered',
};

/** On which of the officer's lists the referral stands; `null` once it is closed and dealt with. */
export function officerListOf(record: ReferralRecord, now: Date): OfficerList | null {
  const state = stateAt(record, now);
  return isClosed(state) && record.handled ? null : OFFICER_LIST_OF[state];
}

const INBOX_LIST_OF: Record<ReferralState, InboxList | null> = {
  draft: null, sent: 'new', received: 'new', expired: 'new', 'more-information-asked': 'open', accepted: 'open', 'waiting-list': 'open',
  'in-service': 'open', declined: 'closed', completed: 'closed', 'did-not-come': 'closed', withdrawn: 'closed',
};

/** On which list of the provider's inbox the referral stands; a draft stands on none. */
export function inboxListOf(record: Pick<ReferralRecord, 'state' | 'dueAt'>, now: Date): InboxList | null {
  return INBOX_LIST_OF[stateAt(record, now)];
}
