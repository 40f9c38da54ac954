import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { URGENCIES } from '#kernel/codes';
import { COMMAND_KINDS, CLOSED_STATES, REFERRAL_STATES, STORED_STATES, OUTCOMES, type CommandKind, type ReferralState } from './schema.ts';
import {
  applied, availableActions, type Command, consentProblem, decide, dueAt, inboxListOf, isClosed, officerListOf, type ReferralPack, type ReferralRecord,
  type Side, STATE_TABLE, stateAt,
} from './rules.ts';

const PACK: ReferralPack = {
  daysToAnswer: { '24h': 1, '72h': 3, '2weeks': 7, long: 14 },
  declineReasons: [{ code: 'full' }, { code: 'does-not-fit' }],
  retentionDays: 30,
};
const NOW = new Date('2026-03-10T15:00:00Z');
const HOUR = 3_600_000;

const draft: ReferralRecord = { state: 'draft', dueAt: null, applied: [], consentGiven: true, shareClosed: false, handled: false };

function must(record: ReferralRecord, command: Command, side: Side, now = NOW): ReferralRecord {
  const decided = decide(record, command, { now, side, pack: PACK });
  if (!decided.ok) throw new Error(decided.problems[0]!.code);
  return applied(record, command, decided.value);
}
const refusedWith = (record: ReferralRecord, command: Command, side: Side, now = NOW): string | undefined => {
  const decided = decide(record, command, { now, side, pack: PACK });
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
  it('is due after whole days of 24 hours, also when clocks are changed', () => {
    expect(dueAt('24h', new Date('2026-03-29T00:30:00Z'), PACK)).toEqual(new Date('2026-03-30T00:30:00Z'));
    expect(dueAt('long', new Date('2026-12-25T00:00:00Z'), PACK)).toEqual(new Date('2027-01-08T00:00:00Z'));
  });
});

const SIDES: Side[] = ['officer', 'provider', 'person'];
const command = (kind: CommandKind, id: string, reason: string): Command => {
  if (kind === 'send' || kind === 'resend') return { id, kind, urgency: '72h' };
  if (kind === 'answer') return { id, kind, answer: 'a', urgency: '2weeks' };
  if (kind === 'decline') return { id, kind, reason };
  if (kind === 'ask') return { id, kind, question: 'q' };
  if (kind === 'complete') return { id, kind, outcome: OUTCOMES[0] };
  return { id, kind };
};
const step = fc.record({
  kind: fc.constantFrom(...COMMAND_KINDS), side: fc.constantFrom(...SIDES), id: fc.integer({ min: 0, max: 12 }).map(String),
  reason: fc.constantFrom('full', 'does-not-fit', 'nonsense'), hours: fc.integer({ min: 0, max: 24 * 12 }),
});
const stored = fc.constantFrom(...STORED_STATES) as fc.Arbitrary<ReferralRecord['state']>;
const anyRecord: fc.Arbitrary<ReferralRecord> = fc.record({
  state: stored, dueAt: fc.option(fc.integer({ min: -400, max: 400 }).map((h) => new Date(NOW.getTime() + h * HOUR))),
  applied: fc.constant([]), consentGiven: fc.boolean(), shareClosed: fc.boolean(), handled: fc.boolean(),
});

/** Runs steps one after the other, with a clock that only moves forward; calls back at every step taken. */
function walk(start: ReferralRecord, steps: readonly { kind: CommandKind; side: Side; id: string; reason: string; hours: number }[],
  see: (before: ReferralRecord, after: ReferralRecord, now: Date, c: Command) => void): ReferralRecord {
  let record = start;
  let now = NOW;
  for (const s of steps) {
    now = new Date(now.getTime() + s.hours * HOUR);
    const c = command(s.kind, s.id, s.reason);
    const decided = decide(record, c, { now, side: s.side, pack: PACK });
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
          expect(decide(after, c, { now, side, pack: PACK })).toEqual({ ok: true, value: { changes: {}, events: [] } });
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
      if (list === 'returned' || list === 'unanswered' || list === 'answered') expect(availableActions(record, 'officer', NOW)).not.toEqual([]);
    }));
  });
  it('never sends without a consent that stands', () => {
    fc.assert(fc.property(anyRecord, fc.constantFrom(...URGENCIES), fc.constantFrom('send', 'resend'), (record, urgency, kind) => {
      const decided = decide(record, { id: 'x', kind: kind as 'send', urgency }, { now: NOW, side: 'officer', pack: PACK });
      if (!record.consentGiven || record.shareClosed) expect(decided.ok).toBe(false);
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
        expect(after.consentGiven).toBe(before.consentGiven);
      });
    }));
  });
  it('offers exactly the actions that it would carry out', () => {
    fc.assert(fc.property(anyRecord, fc.constantFrom<Side>('officer', 'provider'), (record, side) => {
      const offered = availableActions(record, side, NOW);
      for (const kind of COMMAND_KINDS) {
        const decided = decide(record, command(kind, 'x', 'full'), { now: NOW, side, pack: PACK });
        const acts = decided.ok && Object.keys(decided.value.changes).length > 0;
        expect(offered.includes(kind)).toBe(acts && kind !== 'open');
      }
    }));
  });
  it('lets the provider stop seeing a closed referral after the time the country set', () => {
    const decided = decide(sent, { id: 'x', kind: 'decline', reason: 'full' }, { now: NOW, side: 'provider', pack: PACK });
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
