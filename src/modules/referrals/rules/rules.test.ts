import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { URGENCIES } from '#kernel/codes';
import { CONFIRMATIONS, COMMAND_KINDS, CLOSED_STATES, isClosed, REFERRAL_STATES, STORED_STATES, OUTCOMES, type CommandKind, type ReferralState } from '../schema.ts';
import { clockFor, dueAt, stageAt, stateAt } from './clocks.ts';
import { consentProblem, isCovered } from './consent.ts';
import { applied, availableActions, decide } from './decide.ts';
import { inboxListOf, officerListOf, standsOn } from './lists.ts';
import type { Command, ReferralPack, ReferralRecord, Side } from './record.ts';
import { STATE_TABLE } from './table.ts';

const PACK: ReferralPack = {
  daysToAnswer: { '24h': 1, '72h': 3, '2weeks': 7, long: 14 },
  declineReasons: [{ code: 'full' }, { code: 'does-not-fit' }],
  retentionDays: 30, confirmTries: 3,
  clocks: {
    '24h': { remindShare: 0.5, daysToSupervisor: 1, daysForPlace: 7, daysToStart: 2, daysToOutcome: 30 }, '72h': { remindShare: 0.5, daysToSupervisor: 3, daysForPlace: 14, daysToStart: 7, daysToOutcome: 60 },
    '2weeks': { remindShare: 0.5, daysToSupervisor: 7, daysForPlace: 60, daysToStart: 14, daysToOutcome: 90 }, long: { remindShare: 0.5, daysToSupervisor: 14, daysForPlace: 90, daysToStart: 30, daysToOutcome: 180 },
  },
};
const ZONE = 'America/Tegucigalpa';
const NOW = new Date('2026-03-10T15:00:00Z');
const HOUR = 3_600_000;

const draft: ReferralRecord = {
  state: 'draft', urgency: '72h', dueAt: null, clock: null, applied: [], consentGiven: true, overridden: false, shareClosed: false, handled: false, outcome: null,
  confirmed: null, confirmTries: 0, caseClosed: false,
};

function must(record: ReferralRecord, command: Command, side: Side, now = NOW): ReferralRecord {
  const decided = decide(record, command, { now, side, pack: PACK, zone: ZONE });
  if (!decided.ok) throw new Error(decided.problems[0]!.code);
  return applied(record, command, decided.value);
}
const refusedWith = (record: ReferralRecord, command: Command, side: Side, now = NOW): string | undefined => {
  const decided = decide(record, command, { now, side, pack: PACK, zone: ZONE });
  return decided.ok ? undefined : decided.problems[0]!.code;
};
const sent = must(draft, { id: 'c1', kind: 'send', urgency: '72h' }, 'officer');

describe('the way of one referral', () => {
  it('is sent, accepted, started and completed', () => {
    const accepted = must(sent, { id: 'c2', kind: 'accept' }, 'provider');
    const inService = must(accepted, { id: 'c3', kind: 'start' }, 'provider');
    const done = must(inService, { id: 'c4', kind: 'complete', outcome: 'reached' }, 'provider');
    expect([sent.state, accepted.state, inService.state, done.state]).toEqual(['sent', 'accepted', 'in-service', 'completed']);
    expect(officerListOf(done, NOW)).toBe('answered');
  });
  it('comes back to the officer when it is declined', () => {
    const declined = must(sent, { id: 'c2', kind: 'decline', reason: 'full' }, 'provider');
    expect(officerListOf(declined, NOW)).toBe('returned');
    const handled = must(declined, { id: 'c3', kind: 'acknowledge' }, 'officer');
    expect(officerListOf(handled, NOW)).toBeNull();
  });
  it('comes back to the officer when nobody answered in time, by the clock alone', () => {
    const later = new Date(NOW.getTime() + 72 * HOUR + 1);
    expect(stateAt(sent, new Date(NOW.getTime() + 72 * HOUR))).toBe('sent');
    expect(stateAt(sent, later)).toBe('expired');
    expect(officerListOf(sent, later)).toBe('unanswered');
    expect(inboxListOf(sent, later)).toBe('new');
  });
  it('may still be accepted late', () => {
    const later = new Date(NOW.getTime() + 30 * 24 * HOUR);
    expect(must(sent, { id: 'c2', kind: 'accept' }, 'provider', later).state).toBe('accepted');
  });
  it('starts a new clock when it is sent again', () => {
    const later = new Date(NOW.getTime() + 30 * 24 * HOUR);
    const again = must(sent, { id: 'c2', kind: 'resend', urgency: '24h' }, 'officer', later);
    expect(stateAt(again, later)).toBe('sent');
    expect(again.dueAt).toEqual(new Date(later.getTime() + 24 * HOUR));
  });
  it('goes back to the provider with a new clock when the officer answers the question', () => {
    const asked = must(sent, { id: 'c2', kind: 'ask', question: '¿…?' }, 'provider');
    expect(officerListOf(asked, NOW)).toBe('returned');
    const later = new Date(NOW.getTime() + 10 * 24 * HOUR);
    const answered = must(asked, { id: 'c3', kind: 'answer', answer: '…', urgency: '72h' }, 'officer', later);
    expect(stateAt(answered, later)).toBe('received');
    expect(inboxListOf(answered, later)).toBe('new');
  });
  it('needs a reason of the pack to be declined', () => {
    expect(refusedWith(sent, { id: 'c2', kind: 'decline', reason: 'because' }, 'provider')).toBe('referrals.unknown-reason');
  });
  it('is not answered by the officer, nor withdrawn by the provider', () => {
    expect(refusedWith(sent, { id: 'c2', kind: 'accept' }, 'officer')).toBe('referrals.not-your-step');
    expect(refusedWith(sent, { id: 'c2', kind: 'withdraw' }, 'provider')).toBe('referrals.not-your-step');
  });
  it('is answered by the first of two providers only', () => {
    const first = must(sent, { id: 'a', kind: 'accept' }, 'provider');
    expect(refusedWith(first, { id: 'b', kind: 'accept' }, 'provider')).toBe('referrals.already-answered');
  });
  it('is the person’s to confirm: a yes ends it, a no does not, and three tries without reaching them let the officer take note', () => {
    const done = must(must(sent, { id: 'c2', kind: 'accept' }, 'provider'), { id: 'c3', kind: 'complete', outcome: 'reached' }, 'provider');
    expect(refusedWith(done, { id: 'c4', kind: 'acknowledge' }, 'officer')).toBe('referrals.confirm-first');
    expect(officerListOf(must(done, { id: 'c4', kind: 'confirm', answer: 'yes' }, 'officer'), NOW)).toBeNull();
    const no = must(done, { id: 'c4', kind: 'confirm', answer: 'no' }, 'officer');
    expect(officerListOf(no, NOW)).toBe('answered');
    expect(refusedWith(no, { id: 'c5', kind: 'confirm', answer: 'yes' }, 'officer')).toBe('referrals.confirmed-before');
    expect(officerListOf(must(no, { id: 'c5', kind: 'acknowledge' }, 'officer'), NOW)).toBeNull();
    const tried = ['t1', 't2', 't3'].reduce((r, id) => must(r, { id, kind: 'confirm', answer: 'not-reached' }, 'officer'), done);
    expect(officerListOf(must(tried, { id: 'c6', kind: 'acknowledge' }, 'officer'), NOW)).toBeNull();
    expect(officerListOf(must(done, { id: 'c7', kind: 'acknowledge', replaced: true }, 'officer'), NOW)).toBeNull();
  });
  it('needs nobody’s word where the provider says itself that nothing was reached', () => {
    const done = must(must(sent, { id: 'c2', kind: 'accept' }, 'provider'), { id: 'c3', kind: 'complete', outcome: 'not-reached' }, 'provider');
    expect(must(done, { id: 'c4', kind: 'acknowledge' }, 'officer').handled).toBe(true);
  });
  it('changes its urgency and its clock when it is amended, and never its state', () => {
    const sooner = must(sent, { id: 'c2', kind: 'amend', urgency: '24h' }, 'officer');
    expect(sooner).toMatchObject({ state: 'sent', urgency: '24h', dueAt: new Date(NOW.getTime() + 24 * HOUR) });
    expect(must(sent, { id: 'c2', kind: 'amend', urgency: '72h' }, 'officer').clock).toEqual(sent.clock);
  });
  it('rests on consent from the moment on that consent takes the place of an emergency', () => {
    const urgent = must({ ...draft, consentGiven: false, overridden: true }, { id: 'c1', kind: 'send', urgency: '24h' }, 'officer');
    expect(must(urgent, { id: 'c2', kind: 'amend', urgency: '24h', consent: true }, 'officer')).toMatchObject({ consentGiven: true, overridden: false });
    expect(must(urgent, { id: 'c2', kind: 'not-justified' }, 'supervisor')).toMatchObject({ state: 'withdrawn', shareClosed: true });
  });
});

describe('clocks', () => {
  const due = (urgency: '24h' | '72h' | '2weeks' | 'long', from: string, zone = ZONE) => dueAt(urgency, { now: new Date(from), zone, pack: PACK }).toISOString();
  it('of hours count hours, also while clocks change', () => {
    // In Tijuana clocks went forward on 8 March 2026 at two in the morning.
    expect(due('24h', '2026-03-08T05:00:00Z', 'America/Tijuana')).toBe('2026-03-09T05:00:00.000Z');
    expect(due('24h', '2026-12-31T23:30:00Z')).toBe('2027-01-01T23:30:00.000Z');
  });
  it('of days end with the local day: of 23 hours, of 25, and of the next year', () => {
    expect(due('2weeks', '2026-03-05T20:00:00Z', 'America/Tijuana')).toBe('2026-03-13T06:59:59.000Z');
    expect(due('2weeks', '2026-03-05T20:00:00Z', 'America/Mexico_City')).toBe('2026-03-13T05:59:59.000Z');
    expect(due('2weeks', '2026-10-29T20:00:00Z', 'America/Tijuana')).toBe('2026-11-06T07:59:59.000Z');
    expect(due('2weeks', '2026-12-31T23:00:00Z')).toBe('2027-01-08T05:59:59.000Z');
    // Late in the evening of the 24th there is the 25th in Greenwich.
    expect(due('2weeks', '2026-12-25T05:30:00Z')).toBe('2027-01-01T05:59:59.000Z');
  });
  it('remind, come to the officer, and to supervision, by looking alone', () => {
    const at = (hours: number) => stageAt(sent, new Date(NOW.getTime() + hours * HOUR));
    expect([0, 35, 36, 72, 73, 144, 145].map(at)).toEqual(['on-time', 'on-time', 'reminded', 'reminded', 'officer', 'officer', 'supervisor']);
    const later = new Date(NOW.getTime() + 145 * HOUR);
    expect(standsOn(sent, 'escalated', later)).toBe(true);
    expect(standsOn(sent, 'unanswered', later)).toBe(true);
  });
  it('go on after a yes: to begin, then to an outcome', () => {
    const accepted = must(sent, { id: 'c2', kind: 'accept' }, 'provider');
    const late = new Date(NOW.getTime() + 8 * 24 * HOUR);
    expect(standsOn(accepted, 'late', NOW)).toBe(false);
    expect(standsOn(accepted, 'late', late)).toBe(true);
    const inService = must(accepted, { id: 'c3', kind: 'start' }, 'provider', late);
    expect(standsOn(inService, 'late', late)).toBe(false);
    expect(must(inService, { id: 'c4', kind: 'complete', outcome: 'reached' }, 'provider', late).clock).toBeNull();
  });
  it('run in every open state that was sent, in their order', () => {
    for (const state of STORED_STATES) {
      const clock = clockFor(state as ReferralRecord['state'], '72h', { now: NOW, zone: ZONE, pack: PACK });
      expect(clock !== null, state).toBe(state !== 'draft' && !isClosed(state));
      if (clock) expect(NOW <= clock.remindAt && clock.remindAt <= clock.clockAt && clock.clockAt < clock.supervisorAt).toBe(true);
    }
  });
});

const SIDES: Side[] = ['officer', 'provider', 'person', 'supervisor'];
const command = (kind: CommandKind, id: string, reason: string): Command => {
  if (kind === 'send' || kind === 'resend') return { id, kind, urgency: '72h' };
  if (kind === 'answer') return { id, kind, answer: 'a', urgency: '2weeks' };
  if (kind === 'decline') return { id, kind, reason };
  if (kind === 'ask') return { id, kind, question: 'q' };
  if (kind === 'complete') return { id, kind, outcome: OUTCOMES[0] };
  if (kind === 'amend') return { id, kind, urgency: '24h' };
  if (kind === 'confirm') return { id, kind, answer: 'partly' };
  return { id, kind };
};
const step = fc.record({
  kind: fc.constantFrom(...COMMAND_KINDS), side: fc.constantFrom(...SIDES), id: fc.integer({ min: 0, max: 12 }).map(String),
  reason: fc.constantFrom('full', 'does-not-fit', 'nonsense'), hours: fc.integer({ min: 0, max: 24 * 12 }),
});
const stored = fc.constantFrom(...STORED_STATES) as fc.Arbitrary<ReferralRecord['state']>;
const clockAround = fc.integer({ min: -400, max: 400 }).map((h) => new Date(NOW.getTime() + h * HOUR));
const anyRecord: fc.Arbitrary<ReferralRecord> = fc.record({
  state: stored, urgency: fc.constantFrom(...URGENCIES), dueAt: fc.option(clockAround), applied: fc.constant([]), consentGiven: fc.boolean(), overridden: fc.boolean(),
  clock: fc.option(clockAround.map((clockAt) => ({ clockAt, remindAt: clockAt, supervisorAt: new Date(clockAt.getTime() + 24 * HOUR) }))),
  shareClosed: fc.boolean(), handled: fc.boolean(), outcome: fc.option(fc.constantFrom(...OUTCOMES)), confirmed: fc.option(fc.constantFrom(...CONFIRMATIONS)),
  confirmTries: fc.integer({ min: 0, max: 4 }), caseClosed: fc.boolean(),
});

/** Runs steps one after the other, with a clock that only moves forward; calls back at every step taken. */
function walk(start: ReferralRecord, steps: readonly { kind: CommandKind; side: Side; id: string; reason: string; hours: number }[],
  see: (before: ReferralRecord, after: ReferralRecord, now: Date, c: Command) => void): ReferralRecord {
  let record = start;
  let now = NOW;
  for (const s of steps) {
    now = new Date(now.getTime() + s.hours * HOUR);
    const c = command(s.kind, s.id, s.reason);
    const decided = decide(record, c, { now, side: s.side, pack: PACK, zone: ZONE });
    const after = decided.ok ? applied(record, c, decided.value) : record;
    see(record, after, now, c);
    record = after;
  }
  return record;
}

describe('the consent behind a referral', () => {
  const pack = { consent: { version: '1' }, sections: [{ code: 'work' }] };
  const yes = { given: true, sections: ['work'], wordingVersion: '1', givenBy: 'person' as const };
  it('carries it when an adult agreed to the present wording', () => {
    expect(consentProblem(yes, { age: 30, pack })).toBeNull();
    expect(consentProblem({ ...yes, sections: [] }, { age: null, pack })).toBeNull();
  });
  it('is missing when the person said no', () => {
    expect(consentProblem({ ...yes, given: false }, { age: 30, pack })?.code).toBe('referrals.consent-missing');
  });
  it('does not count for a wording or a section that the country does not have', () => {
    expect(consentProblem({ ...yes, wordingVersion: '0' }, { age: 30, pack })?.code).toBe('referrals.wording-changed');
    expect(consentProblem({ ...yes, sections: ['health'] }, { age: 30, pack })?.code).toBe('referrals.unknown-section');
  });
  it('needs the guardian and the child for somebody under eighteen', () => {
    expect(consentProblem(yes, { age: 17, pack })?.code).toBe('referrals.guardian-needed');
    expect(consentProblem({ ...yes, givenBy: 'guardian' }, { age: 17, pack })?.code).toBe('referrals.child-assent-needed');
    expect(consentProblem({ ...yes, givenBy: 'guardian', childAssent: true }, { age: 17, pack })).toBeNull();
  });
});

it('more may be shared only with a new consent', () => {
  expect([isCovered(['work'], ['work', 'contact']), isCovered([], []), isCovered(['work', 'health'], ['work'])]).toEqual([true, true, false]);
});

describe('laws of the state table', () => {
  it('has a decision for every state and command', () => {
    for (const state of REFERRAL_STATES) expect(Object.keys(STATE_TABLE[state]).sort()).toEqual([...COMMAND_KINDS].sort());
  });
  it('never leaves a closed state', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      walk(draft, steps, (before, after) => { if (isClosed(before.state)) expect(after.state).toBe(before.state); });
    }));
    for (const state of CLOSED_STATES) for (const cell of Object.values(STATE_TABLE[state])) expect(cell === 'stay' || 'refused' in cell).toBe(true);
  });
  it('changes nothing when a command is replayed', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      walk(draft, steps, (before, after, now, c) => {
        if (after === before) return;
        for (const side of SIDES) {
          expect(decide(after, c, { now, side, pack: PACK, zone: ZONE })).toEqual({ ok: true, value: { changes: {}, events: [] } });
        }
      });
    }));
  });
  it('keeps every sent referral on somebody\'s list until it is closed and dealt with', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      walk(draft, steps, (_b, record, now) => {
        if (record.state === 'draft') return;
        const open = !isClosed(record.state);
        expect(officerListOf(record, now) !== null).toBe(open || !record.handled);
        if (open) expect(inboxListOf(record, now)).not.toBeNull();
      });
    }));
  });
  it('always leaves the officer a next action on what came back', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const list = officerListOf(record, NOW);
      if (list === 'returned' || list === 'unanswered' || list === 'answered') expect(availableActions(record, 'officer', NOW, PACK)).not.toEqual([]);
    }));
  });
  it('never sends without a consent that stands', () => {
    fc.assert(fc.property(anyRecord, fc.constantFrom(...URGENCIES), fc.constantFrom('send', 'resend'), (record, urgency, kind) => {
      const decided = decide(record, { id: 'x', kind: kind as 'send', urgency }, { now: NOW, side: 'officer', pack: PACK, zone: ZONE });
      if (!(record.consentGiven || record.overridden) || record.shareClosed) expect(decided.ok).toBe(false);
    }));
  });
  it('closes the share when consent is withdrawn, whatever the state', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const after = must(record, { id: 'x', kind: 'consent-withdrawn' }, 'person');
      expect(after.shareClosed).toBe(true);
      expect(isClosed(after.state)).toBe(true);
    }));
  });
  it('no command opens a closed share or loses a consent', () => {
    fc.assert(fc.property(anyRecord, fc.array(step, { maxLength: 20 }), (record, steps) => {
      walk(record, steps, (before, after) => {
        if (before.shareClosed) expect(after.shareClosed).toBe(true);
        // Consent is only ever added: in the place of an emergency, or of an earlier consent.
        if (before.consentGiven) expect(after.consentGiven).toBe(true);
        expect(after.consentGiven || after.overridden).toBe(before.consentGiven || before.overridden);
      });
    }));
  });
  it('offers exactly the actions that it would carry out', () => {
    fc.assert(fc.property(anyRecord, fc.constantFrom<Side>('officer', 'provider'), (record, side) => {
      const offered = availableActions(record, side, NOW, PACK);
      for (const kind of COMMAND_KINDS) {
        const decided = decide(record, command(kind, 'x', 'full'), { now: NOW, side, pack: PACK, zone: ZONE });
        const acts = decided.ok && Object.keys(decided.value.changes).length > 0;
        expect(offered.includes(kind)).toBe(acts && kind !== 'open');
      }
    }));
  });
  it('lets the provider stop seeing a closed referral after the time the country set', () => {
    const decided = decide(sent, { id: 'x', kind: 'decline', reason: 'full' }, { now: NOW, side: 'provider', pack: PACK, zone: ZONE });
    expect(decided.ok && decided.value.changes.providerUntil).toEqual(new Date('2026-04-09T15:00:00Z'));
  });
  it('leads to every state from a draft', () => {
    const reached = new Set<ReferralState>(['draft']);
    for (const state of reached) {
      for (const cell of Object.values(STATE_TABLE[state])) if (cell !== 'stay' && 'to' in cell) reached.add(cell.to);
      if (state === 'sent') reached.add('expired');
    }
    expect([...reached].sort()).toEqual([...REFERRAL_STATES].sort());
  });
});
