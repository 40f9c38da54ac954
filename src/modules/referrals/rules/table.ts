import type { CommandKind, ReferralState } from '../schema.ts';
import type { ReferralEventType, Side, StoredState } from './record.ts';

type Cell = { readonly to: StoredState } | 'stay' | { readonly refused: string };
type Row = Record<CommandKind, Cell>;

const CLOSED: Cell = { refused: 'referrals.already-closed' };
const NOT_SENT: Cell = { refused: 'referrals.not-sent' };
const SENT_BEFORE: Cell = { refused: 'referrals.already-sent' };
const ANSWERED: Cell = { refused: 'referrals.already-answered' };
const NOT_ACCEPTED: Cell = { refused: 'referrals.not-accepted' };
const NOTHING_ASKED: Cell = { refused: 'referrals.nothing-asked' };
const NOT_EXPIRED: Cell = { refused: 'referrals.not-expired' };
const NOTHING_TO_HANDLE: Cell = { refused: 'referrals.nothing-to-handle' };
const NOT_COMPLETED: Cell = { refused: 'referrals.not-completed' };
const to = (state: StoredState): Cell => ({ to: state });

const closedRow: Row = {
  send: SENT_BEFORE, open: 'stay', accept: CLOSED, decline: CLOSED, ask: CLOSED, 'waiting-list': CLOSED, start: CLOSED,
  complete: CLOSED, 'did-not-come': CLOSED, withdraw: CLOSED, answer: CLOSED, resend: CLOSED,
  acknowledge: 'stay', 'consent-withdrawn': 'stay', 'not-justified': 'stay', amend: CLOSED, confirm: NOT_COMPLETED, 'go-on': CLOSED,
};

/** What holds for every referral that was sent and is not closed. */
const openRow = {
  send: SENT_BEFORE, open: 'stay', withdraw: to('withdrawn'), acknowledge: NOTHING_TO_HANDLE, 'consent-withdrawn': to('withdrawn'), 'not-justified': to('withdrawn'),
  amend: 'stay', confirm: NOT_COMPLETED, 'go-on': 'stay', answer: NOTHING_ASKED,
} as const satisfies Partial<Row>;

/** Waiting for the provider's first answer. */
const unansweredRow: Row = {
  ...openRow, open: to('received'), accept: to('accepted'), decline: to('declined'), ask: to('more-information-asked'),
  'waiting-list': to('waiting-list'), start: NOT_ACCEPTED, complete: NOT_ACCEPTED, 'did-not-come': NOT_ACCEPTED, resend: NOT_EXPIRED,
};

/**
 * Every state against every command. The type asks for each cell: a state or a command added to the lists without
 * a decision here does not compile.
 */
export const STATE_TABLE: Record<ReferralState, Row> = {
  draft: {
    send: to('sent'), open: NOT_SENT, accept: NOT_SENT, decline: NOT_SENT, ask: NOT_SENT, 'waiting-list': NOT_SENT,
    start: NOT_SENT, complete: NOT_SENT, 'did-not-come': NOT_SENT, withdraw: to('withdrawn'), answer: NOT_SENT,
    resend: NOT_SENT, acknowledge: NOTHING_TO_HANDLE, 'consent-withdrawn': to('withdrawn'), 'not-justified': to('withdrawn'),
    amend: NOT_SENT, confirm: NOT_SENT, 'go-on': 'stay',
  },
  sent: unansweredRow,
  received: { ...unansweredRow, open: 'stay' },
  // A late yes is better than none: the provider may still answer until the officer takes it elsewhere.
  expired: { ...unansweredRow, open: 'stay', resend: to('sent') },
  'more-information-asked': { ...unansweredRow, open: 'stay', ask: ANSWERED, answer: to('received') },
  accepted: {
    ...openRow, accept: ANSWERED, decline: to('declined'), ask: to('more-information-asked'), 'waiting-list': to('waiting-list'), start: to('in-service'),
    complete: to('completed'), 'did-not-come': to('did-not-come'), resend: ANSWERED,
  },
  'waiting-list': {
    ...openRow, accept: to('accepted'), decline: to('declined'), ask: to('more-information-asked'), 'waiting-list': ANSWERED, start: to('in-service'),
    complete: NOT_ACCEPTED, 'did-not-come': to('did-not-come'), resend: ANSWERED,
  },
  'in-service': {
    ...openRow, accept: ANSWERED, decline: ANSWERED, ask: ANSWERED, 'waiting-list': ANSWERED, start: ANSWERED, complete: to('completed'),
    'did-not-come': to('did-not-come'), resend: ANSWERED,
  },
  declined: closedRow,
  completed: { ...closedRow, confirm: 'stay' },
  'did-not-come': closedRow,
  withdrawn: closedRow,
};

/** Who may give which command. What the person says of the outcome is written down by an officer. */
export const SIDE_OF: Record<CommandKind, Side> = {
  send: 'officer', withdraw: 'officer', answer: 'officer', resend: 'officer', acknowledge: 'officer', amend: 'officer', confirm: 'officer', 'go-on': 'officer',
  open: 'provider', accept: 'provider', decline: 'provider', ask: 'provider', 'waiting-list': 'provider',
  start: 'provider', complete: 'provider', 'did-not-come': 'provider', 'consent-withdrawn': 'person', 'not-justified': 'supervisor',
};

export const EVENT_OF: Partial<Record<CommandKind, ReferralEventType>> = {
  send: 'referral.sent', resend: 'referral.sent', open: 'referral.received', accept: 'referral.accepted',
  decline: 'referral.declined', ask: 'referral.more-information-asked', 'waiting-list': 'referral.put-on-waiting-list',
  start: 'referral.started', complete: 'referral.completed', 'did-not-come': 'referral.did-not-come',
  withdraw: 'referral.withdrawn', 'consent-withdrawn': 'referral.withdrawn', 'not-justified': 'referral.withdrawn', amend: 'referral.amended', confirm: 'referral.confirmed',
};
