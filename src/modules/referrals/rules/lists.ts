import { type InboxList, isClosed, type OfficerList, type ReferralState, type WorkingList } from '../schema.ts';
import { stageAt, stateAt } from './clocks.ts';
import type { ReferralRecord } from './record.ts';

const OFFICER_LIST_OF: Record<ReferralState, WorkingList> = {
  draft: 'waiting', sent: 'waiting', received: 'waiting', accepted: 'waiting', 'waiting-list': 'waiting', 'in-service': 'waiting',
  'more-information-asked': 'returned', declined: 'returned', 'did-not-come': 'returned', withdrawn: 'returned',
  expired: 'unanswered', completed: 'answered',
};

/** On which of the officer's lists the referral stands; `null` once it is closed and dealt with. */
export function officerListOf(record: ReferralRecord, now: Date): WorkingList | null {
  const state = stateAt(record, now);
  return isClosed(state) && record.handled ? null : OFFICER_LIST_OF[state];
}

const UNDER_WAY = new Set<ReferralState>(['accepted', 'waiting-list', 'in-service']);

/**
 * Whether a referral stands on a list. Besides its place among the four, three lists look across them: what is late after an answer came,
 * what supervision hears of, and what was open when its case was closed.
 */
export function standsOn(record: ReferralRecord, list: OfficerList, now: Date): boolean {
  const open = !isClosed(record.state);
  const stage = stageAt(record, now);
  switch (list) {
    case 'late': return UNDER_WAY.has(record.state) && (stage === 'officer' || stage === 'supervisor');
    case 'escalated': return open && record.state !== 'draft' && stage === 'supervisor';
    case 'case-closed': return open && record.caseClosed;
    default: return officerListOf(record, now) === list;
  }
}

const INBOX_LIST_OF: Record<ReferralState, InboxList | null> = {
  draft: null, sent: 'new', received: 'new', expired: 'new', 'more-information-asked': 'open', accepted: 'open', 'waiting-list': 'open',
  'in-service': 'open', declined: 'closed', completed: 'closed', 'did-not-come': 'closed', withdrawn: 'closed',
};

/** On which list of the provider's inbox the referral stands; a draft stands on none, and what may not be read any more on its own. */
export function inboxListOf(record: Pick<ReferralRecord, 'state' | 'dueAt' | 'shareClosed'>, now: Date): InboxList | null {
  const list = INBOX_LIST_OF[stateAt(record, now)];
  return list !== null && record.shareClosed ? 'ended' : list;
}
