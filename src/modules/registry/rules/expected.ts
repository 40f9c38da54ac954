/** Until when somebody who was sent to a window is expected there, and what follows from each answer. A missing cell does not compile. */
import { addDays, daysBetween, type PlainDate } from '#kernel/dates';
import type { Urgency } from '#kernel/codes';
import { no, ok, type Result } from '#kernel/result';
import type { ArrivalOutcome, ArrivalState } from '../schema.ts';

/** What a country sets; the days are proposals of the product. */
export interface ExpectedPack {
  readonly withinDays: number;
  readonly farKilometres: number;
  readonly farWithinDays: number;
  readonly urgentWithinDays: number;
  /** Municipality or department → days, where a country knows better than the distance. */
  readonly byDestination: Readonly<Record<string, number>>;
  readonly retryAfterDays: number;
  readonly escalateAfter: number;
  readonly laterEveryDays: number;
}

export interface WayThere {
  readonly admin2: string;
  readonly admin1: string | null;
  /** From the office that sends; `null` where that is not known. */
  readonly kilometres: number | null;
  readonly urgency: Urgency;
}

function daysThere(to: WayThere, pack: ExpectedPack): number {
  const named = pack.byDestination[to.admin2] ?? (to.admin1 === null ? undefined : pack.byDestination[to.admin1]);
  if (named !== undefined) return named;
  return to.kilometres !== null && to.kilometres >= pack.farKilometres ? pack.farWithinDays : pack.withinDays;
}

/** The last day on which nobody calls yet: by destination or distance, and sooner where the case cannot wait. */
export function expectedUntil(from: PlainDate, to: WayThere, pack: ExpectedPack): PlainDate {
  const days = daysThere(to, pack);
  return addDays(from, to.urgency === '24h' ? Math.min(days, pack.urgentWithinDays) : days);
}

const OVER = 'registry.arrival-over';
const OPEN = 'registry.arrival-open';
type Next = ArrivalState | `registry.${string}`;
const nothingAfter = { came: OVER, 'will-come': OVER, 'not-reached': OVER, 'not-safe': OVER, elsewhere: OVER, declined: OVER } as const;

const TABLE: Readonly<Record<ArrivalState, Readonly<Record<ArrivalOutcome, Next>>>> = {
  expected: { came: 'came', 'will-come': 'expected', 'not-reached': 'expected', 'not-safe': 'expected', elsewhere: 'elsewhere', declined: 'declined', 'take-back': OPEN },
  came: { ...nothingAfter, 'take-back': 'expected' },
  elsewhere: { ...nothingAfter, came: 'came', 'take-back': 'expected' },
  declined: { ...nothingAfter, came: 'came', 'will-come': 'expected', 'take-back': 'expected' },
  ended: { ...nothingAfter, 'take-back': OVER },
};

const isState = (next: Next): next is ArrivalState => !next.startsWith('registry.');

/** The state after an answer, or why it cannot be given now. */
export function afterAnswer(state: ArrivalState, outcome: ArrivalOutcome): Result<ArrivalState> {
  const next = TABLE[state][outcome];
  return isState(next) ? ok(next) : no({ code: next });
}

export interface Expected {
  readonly state: ArrivalState;
  readonly until: PlainDate;
  /** When somebody does something next; `null`: nothing is left. */
  readonly nextOn: PlainDate | null;
  readonly tries: number;
  readonly escalated: boolean;
}

export interface ArrivalAnswer {
  readonly outcome: ArrivalOutcome;
  readonly comesOn: PlainDate | null;
  /** The window where the person went is asked to take the case over. */
  readonly handsOver: boolean;
}

/** How long somebody may say ahead that they will come. */
const FARTHEST = 90;

const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

function inVain(was: Expected, today: PlainDate, pack: ExpectedPack): Expected {
  const tries = was.tries + 1;
  const escalated = was.escalated || tries >= pack.escalateAfter;
  return { ...was, tries, escalated, nextOn: addDays(today, escalated ? pack.laterEveryDays : pack.retryAfterDays) };
}

function willCome(was: Expected, comesOn: PlainDate | null, today: PlainDate): Result<Expected> {
  if (comesOn === null) return no({ code: 'platform.missing', field: 'comesOn' });
  const ahead = daysBetween(today, comesOn);
  if (ahead < 0 || ahead > FARTHEST) return no({ code: 'registry.arrival-day', field: 'comesOn', params: { n: FARTHEST } });
  return ok({ ...was, state: 'expected', until: comesOn, nextOn: addDays(comesOn, 1), tries: 0, escalated: false });
}

/**
 * What follows from an answer. As long as nobody knows where the person is, there is a day on which somebody does something; who does not want to come, or went where
 * nobody of ours is, leaves a case that somebody has to end, and that is due the same day.
 */
export function answered(was: Expected, answer: ArrivalAnswer, today: PlainDate, pack: ExpectedPack): Result<Expected> {
  const next = afterAnswer(was.state, answer.outcome);
  if (!next.ok) return next;
  switch (answer.outcome) {
    case 'not-reached': case 'not-safe': return ok(inVain(was, today, pack));
    case 'will-come': return willCome(was, answer.comesOn, today);
    case 'take-back': return ok({ ...was, state: 'expected', nextOn: later(addDays(was.until, 1), today) });
    case 'came': return ok({ ...was, state: next.value, nextOn: null, escalated: false });
    case 'declined': return ok({ ...was, state: next.value, nextOn: today, escalated: false });
    case 'elsewhere': return ok({ ...was, state: next.value, nextOn: answer.handsOver ? null : today, escalated: false });
  }
}

/** Whether the day has passed and nobody has seen the person. */
export function isMissing({ state, until }: Pick<Expected, 'state' | 'until'>, today: PlainDate): boolean {
  return state === 'expected' && until < today;
}
