import type { Problem } from '#kernel/errors';
import { no, ok, type Result } from '#kernel/result';
import { COMMAND_KINDS, type CommandKind, isClosed } from '../schema.ts';
import { clockFor, stateAt } from './clocks.ts';
import type { Around, Changes, Command, Decision, ReferralPack, ReferralRecord, Side, StoredState } from './record.ts';
import { EVENT_OF, SIDE_OF, STATE_TABLE } from './table.ts';

const DAY = 86_400_000;

/** Whether something carries what is shared: a consent or an emergency, and nobody ended it. */
function shareStands(record: ReferralRecord): boolean {
  return (record.consentGiven || record.overridden) && !record.shareClosed;
}

/** An outcome that the provider calls reached is the person's to confirm before it leaves the list. */
function confirmationMissing(record: ReferralRecord, pack: Pick<ReferralPack, 'confirmTries'>): boolean {
  return record.state === 'completed' && record.outcome !== 'not-reached' && record.confirmed === null && record.confirmTries < pack.confirmTries;
}

const isReason = (code: string, pack: ReferralPack): boolean => pack.declineReasons.some((r) => r.code === code);
const notedTooEarly = (record: ReferralRecord, command: Command & { kind: 'acknowledge' }, pack: ReferralPack): boolean => !command.replaced && confirmationMissing(record, pack);

/** What is wrong with this command, whatever the state. */
function fault(record: ReferralRecord, command: Command, pack: ReferralPack): Problem | null {
  switch (command.kind) {
    case 'send': case 'resend': return shareStands(record) ? null : { code: 'referrals.consent-missing', field: 'consent' };
    case 'decline': return isReason(command.reason, pack) ? null : { code: 'referrals.unknown-reason', field: 'reason' };
    case 'acknowledge': return notedTooEarly(record, command, pack) ? { code: 'referrals.confirm-first' } : null;
    case 'confirm': return record.confirmed === null ? null : { code: 'referrals.confirmed-before' };
    default: return null;
  }
}

function refusal(record: ReferralRecord, command: Command, { side, pack }: Around): Problem | null {
  return SIDE_OF[command.kind] === side ? fault(record, command, pack) : { code: 'referrals.not-your-step' };
}

function closing(state: StoredState, { now, pack }: Around): Changes {
  if (!isClosed(state)) return {};
  return { closedAt: now, providerUntil: new Date(now.getTime() + pack.retentionDays * DAY) };
}

function moved(record: ReferralRecord, state: StoredState, command: Command, around: Around): Changes {
  const urgency = 'urgency' in command ? command.urgency : record.urgency;
  // Reading a referral is no answer: its clock goes on.
  const clock = command.kind === 'open' ? {} : { clock: clockFor(state, urgency, around) };
  return {
    state, ...clock,
    ...('urgency' in command && clock.clock ? { dueAt: clock.clock.clockAt } : {}),
    // The officer has nothing left to do with what they took back themselves.
    ...(command.kind === 'withdraw' ? { handled: true } : {}),
    ...(command.kind === 'consent-withdrawn' || command.kind === 'not-justified' ? { shareClosed: true } : {}),
    ...closing(state, around),
  };
}

function amended(record: ReferralRecord, command: Command & { kind: 'amend' }, around: Around): Changes {
  const other = command.urgency !== record.urgency;
  const clock = other ? clockFor(record.state, command.urgency, around) : null;
  const unanswered = record.state === 'sent' || record.state === 'received';
  return {
    amended: true, ...(command.consent ? { consented: true } : {}),
    ...(other ? { urgency: command.urgency } : {}), ...(clock ? { clock } : {}), ...(clock && unanswered ? { dueAt: clock.clockAt } : {}),
  };
}

/** A yes leaves the list by itself; anything else stays until the officer has dealt with it. */
function confirmedBy(record: ReferralRecord, answer: (Command & { kind: 'confirm' })['answer']): Changes {
  if (answer === 'not-reached') return { confirmTries: record.confirmTries + 1 };
  return { confirmed: answer, ...(answer === 'yes' && !record.handled ? { handled: true } : {}) };
}

/** What a command that keeps the state still changes. */
function stayed(record: ReferralRecord, command: Command, around: Around): Changes {
  switch (command.kind) {
    case 'acknowledge': return record.handled ? {} : { handled: true };
    case 'consent-withdrawn': case 'not-justified': return record.shareClosed ? {} : { shareClosed: true };
    case 'go-on': return record.caseClosed ? { caseClosed: false } : {};
    case 'amend': return amended(record, command, around);
    case 'confirm': return confirmedBy(record, command.answer);
    default: return {};
  }
}

/** Decides one command on one referral: changes and events, or the coded reason why not. */
export function decide(record: ReferralRecord, command: Command, around: Around): Result<Decision> {
  if (record.applied.includes(command.id)) return ok({ changes: {}, events: [] });
  const problem = refusal(record, command, around);
  if (problem) return no(problem);
  const cell = STATE_TABLE[stateAt(record, around.now)][command.kind];
  if (cell !== 'stay' && 'refused' in cell) return no({ code: cell.refused });
  const changes = cell === 'stay' ? stayed(record, command, around) : moved(record, cell.to, command, around);
  const event = EVENT_OF[command.kind];
  const tells = event && (cell !== 'stay' || changes.amended || changes.confirmed);
  return ok({ changes, events: tells ? [event] : [] });
}

/** The record after a decision; the same arithmetic that the repository writes down. */
export function applied(record: ReferralRecord, command: Command, { changes }: Decision): ReferralRecord {
  if (record.applied.includes(command.id)) return record;
  const { closedAt: _closed, providerUntil: _until, amended: _amended, consented, ...rest } = changes;
  return {
    ...record, ...rest, ...(consented ? { consentGiven: true, overridden: false } : {}),
    ...(command.kind === 'complete' && changes.state ? { outcome: command.outcome } : {}),
    applied: [...record.applied, command.id],
  };
}

/** Whether a command that keeps the state would do anything now. */
const WOULD_ACT: Partial<Record<CommandKind, (record: ReferralRecord, pack: Pick<ReferralPack, 'confirmTries'>) => boolean>> = {
  acknowledge: (record, pack) => !record.handled && !confirmationMissing(record, pack),
  confirm: (record) => record.confirmed === null,
  'go-on': (record) => record.caseClosed,
  amend: () => true,
};

/** What this side can do with this referral now; the browser shows it, the server enforces it with the same table. */
export function availableActions(record: ReferralRecord, side: Side, now: Date, pack: Pick<ReferralPack, 'confirmTries'>): CommandKind[] {
  const row = STATE_TABLE[stateAt(record, now)];
  return COMMAND_KINDS.filter((kind) => {
    if (SIDE_OF[kind] !== side || kind === 'open') return false;
    if ((kind === 'send' || kind === 'resend') && !shareStands(record)) return false;
    const cell = row[kind];
    return cell === 'stay' ? (WOULD_ACT[kind]?.(record, pack) ?? false) : 'to' in cell;
  });
}
