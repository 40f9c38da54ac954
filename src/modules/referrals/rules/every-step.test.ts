import { describe, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { referralsSlice } from '../pack.ts';
import { CONFIRMATIONS, COMMAND_KINDS, isClosed, OUTCOMES, STORED_STATES } from '../schema.ts';
import { stateAt } from './clocks.ts';
import { applied, decide } from './decide.ts';
import { inboxListOf, officerListOf } from './lists.ts';
import type { Command, ReferralRecord, Side } from './record.ts';

const PACK = openPacks(['ZZ']).get('ZZ')!.slice(referralsSlice);
const NOW = new Date('2026-03-10T15:00:00Z');
/** Clocks are looked at on the day, and when all of them have run out. */
const MOMENTS = [NOW, new Date('2027-12-01T15:00:00Z')];
const SIDES: readonly Side[] = ['officer', 'provider', 'person', 'supervisor'];

/** Every command with everything that it may carry. */
const COMMANDS: readonly Command[] = COMMAND_KINDS.flatMap((kind): Command[] => {
  const id = 'x';
  switch (kind) {
    case 'send': case 'resend': return [{ id, kind, urgency: '72h' }];
    case 'answer': return [{ id, kind, answer: 'a', urgency: '72h' }];
    case 'decline': return PACK.declineReasons.slice(0, 1).map(({ code }) => ({ id, kind, reason: code }));
    case 'ask': return [{ id, kind, question: 'q' }];
    case 'complete': return OUTCOMES.map((outcome) => ({ id, kind, outcome }));
    case 'confirm': return ([...CONFIRMATIONS, 'not-reached'] as const).map((answer) => ({ id, kind, answer }));
    case 'amend': return [{ id, kind, urgency: '24h' }, { id, kind, urgency: '24h', consent: true }];
    case 'acknowledge': return [{ id, kind }, { id, kind, replaced: true }];
    default: return [{ id, kind }];
  }
});

interface Step { readonly before: ReferralRecord; readonly after: ReferralRecord; readonly command: Command; readonly side: Side; readonly now: Date }

const GIVEN = COMMANDS.flatMap((command) => SIDES.flatMap((side) => MOMENTS.map((now) => ({ command, side, now }))));

/** The steps that are taken from one record, whoever gives whatever command. */
const stepsFrom = (before: ReferralRecord): Step[] => GIVEN.flatMap(({ command, side, now }) => {
  const decided = decide(before, command, { now, side, pack: PACK, zone: 'America/Tegucigalpa' });
  return decided.ok ? [{ before, after: { ...applied(before, command, decided.value), applied: [] }, command, side, now }] : [];
});

/** Two records with the same name can be followed by the same. */
const nameOf = ({ clock, dueAt, confirmTries, ...rest }: ReferralRecord): string =>
  JSON.stringify([rest, clock !== null, MOMENTS.map((now) => dueAt !== null && dueAt < now), Math.min(confirmTries, PACK.confirmTries)]);

const draft: ReferralRecord = {
  state: 'draft', urgency: '72h', dueAt: null, clock: null, applied: [], consentGiven: true, overridden: false, shareClosed: false, handled: false, outcome: null, confirmed: null, confirmTries: 0, caseClosed: false,
};

/** Every step of every way, from each manner in which a referral begins. */
function everyStep(): Step[] {
  const records = [draft, { ...draft, consentGiven: false, overridden: true }, { ...draft, consentGiven: false }, { ...draft, caseClosed: true }];
  const known = new Set(records.map(nameOf));
  const steps: Step[] = [];
  for (const record of records) {
    for (const step of stepsFrom(record)) {
      steps.push(step);
      if (known.has(nameOf(step.after))) continue;
      known.add(nameOf(step.after));
      records.push(step.after);
    }
  }
  return steps;
}

describe('whatever commands come, from whomever and in whatever order', () => {
  const steps = everyStep();
  /** The steps that break a law, in words. */
  const breaking = (law: (step: Step) => boolean): string[] => steps.filter((step) => !law(step)).map(({ before, after, command, side }) => `${side}: ${before.state} ${command.kind} ${after.state}`);
  const sent = ({ after }: Step): boolean => after.state !== 'draft';

  it('every state is reached', () => {
    expect(new Set(steps.map(({ after }) => after.state))).toEqual(new Set(STORED_STATES));
    expect(steps.some(({ before, now }) => stateAt(before, now) === 'expired')).toBe(true);
  });
  it('no way leaves a closed state', () => {
    expect(breaking(({ before, after }) => !isClosed(before.state) || after.state === before.state)).toEqual([]);
  });
  it('no command loses a consent, opens what was closed, or goes out without one', () => {
    expect(breaking(({ before, after }) => !before.consentGiven || after.consentGiven)).toEqual([]);
    expect(breaking(({ before, after }) => (before.consentGiven || before.overridden) === (after.consentGiven || after.overridden))).toEqual([]);
    expect(breaking(({ before, after }) => !before.shareClosed || after.shareClosed)).toEqual([]);
    expect(breaking(({ after, command }) => !['send', 'resend'].includes(command.kind) || ((after.consentGiven || after.overridden) && !after.shareClosed))).toEqual([]);
  });
  it('what was sent is on the list of somebody on each side, with a clock, until it is closed, and then on the officer’s until an officer dealt with it', () => {
    expect(breaking((step) => !sent(step) || isClosed(step.after.state) || (officerListOf(step.after, step.now) !== null && inboxListOf(step.after, step.now) !== null && step.after.clock !== null))).toEqual([]);
    expect(breaking((step) => !isClosed(step.after.state) || step.after.handled || officerListOf(step.after, step.now) !== null)).toEqual([]);
    expect(breaking(({ before, after, side }) => before.handled || !after.handled || side === 'officer')).toEqual([]);
    expect(breaking(({ after }) => !after.handled || isClosed(after.state))).toEqual([]);
  });
  it('the same command again changes nothing', () => {
    for (const { before, command, side, now } of steps) {
      const around = { now, side, pack: PACK, zone: 'America/Tegucigalpa' };
      const decided = decide(before, command, around);
      if (decided.ok) expect(decide(applied(before, command, decided.value), command, around)).toEqual({ ok: true, value: { changes: {}, events: [] } });
    }
  });
});
