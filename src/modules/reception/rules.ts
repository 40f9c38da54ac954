/** Decisions of reception. Pure: the same code shows and explains in the browser and refuses on the server. */
import { leastAge } from '#kernel/birth';
import { isPlainDate, yearsBetween } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import { no, ok, type Result } from '#kernel/result';
import { OLDEST_AGE } from '#registry/schema';
import type { DeskIdentity, FinishDesk, Flag, ManifestReading, ReturnDetails, RowState } from './schema.ts';

export interface Lane {
  readonly lane: number;
  readonly flags: readonly Flag[];
}

/** The lane of a row: the first one that names one of its flags; everybody else comes after all lanes. */
export function laneOf(flags: readonly Flag[], lanes: readonly Lane[]): number {
  const matching = lanes.filter((lane) => lane.flags.some((flag) => flags.includes(flag))).map((lane) => lane.lane);
  return matching.length > 0 ? Math.min(...matching) : Math.max(...lanes.map((lane) => lane.lane)) + 1;
}

/** May this reading be accepted, leaving out these rows? All or nothing: any reason against it keeps everything out. */
export function mayAccept(reading: ManifestReading, leaveOut: readonly number[], arrivesOn: string, today: string): Result<{ rows: ManifestReading['rows'] }> {
  const problems: Problem[] = reading.questions.map((question) => ({ code: `reception.question-open-${question}`, field: `choices.${question}` }));
  const known = new Set(reading.rows.map((row) => row.row));
  const out = new Set(leaveOut);
  for (const row of out) if (!known.has(row)) problems.push({ code: 'reception.row-unknown', field: 'leaveOut', params: { row } });
  for (const row of reading.rows) {
    if (!out.has(row.row) && row.problems.some((p) => p.severity === 'block')) problems.push({ code: 'reception.row-blocked', field: 'leaveOut', params: { row: row.row } });
  }
  if (yearsBetween(arrivesOn, today) > 30 || arrivesOn > addYear(today)) problems.push({ code: 'reception.arrival-day-odd', field: 'details.arrivesOn' });
  const rows = reading.rows.filter((row) => !out.has(row.row));
  if (rows.length === 0) problems.push({ code: 'reception.file-no-people' });
  return problems.length > 0 ? no(...problems.slice(0, 200)) : ok({ rows });
}

const addYear = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

export const ROW_ACTIONS = ['arrive', 'take', 'release', 'miss', 'finish'] as const;
/** What can happen to a row of the board. */
export type RowAction = (typeof ROW_ACTIONS)[number];

/** Where each action leads from each state; `null` refuses. Complete by type. */
export const ROW_STEPS: Readonly<Record<RowState, Readonly<Record<RowAction, RowState | null>>>> = {
  expected: { arrive: 'waiting', take: 'taken', release: null, miss: 'notArrived', finish: null },
  waiting: { arrive: null, take: 'taken', release: null, miss: 'notArrived', finish: null },
  taken: { arrive: null, take: null, release: 'waiting', miss: null, finish: 'finished' },
  finished: { arrive: null, take: null, release: null, miss: null, finish: null },
  notArrived: { arrive: 'waiting', take: 'taken', release: null, miss: null, finish: null },
};

/** Age on the day of return, in doubt the least it may be: a year alone may end in December. `null` if no birth is known, or while one of the two days is half typed. */
export function ageOnReturn({ birthDate, birthPrecision }: BornOn, details: Pick<ReturnDetails, 'returnedOn'>): number | null {
  return birthDate !== null && isPlainDate(birthDate) && isPlainDate(details.returnedOn) ? leastAge(birthDate, birthPrecision, details.returnedOn) : null;
}

type BornOn = Pick<DeskIdentity, 'birthDate' | 'birthPrecision'>;

/** True for somebody who may leave only with a named guardian or with the protection authority. */
export function needsHandover(
  command: { readonly identity: BornOn; readonly return: Pick<ReturnDetails, 'returnedOn' | 'travellingAs'> },
  flags: readonly Flag[], childUnder: number,
): boolean {
  const { travellingAs } = command.return;
  if (travellingAs === 'unaccompaniedChild' || travellingAs === 'separatedChild' || flags.includes('unaccompaniedChild')) return true;
  const age = ageOnReturn(command.identity, command.return);
  const isChild = age === null ? flags.includes('child') : age < childUnder;
  return isChild && travellingAs !== 'family';
}

export interface DeskFacts {
  readonly today: string;
  readonly flags: readonly Flag[];
  readonly childUnder: number;
  readonly knowsPlace: (admin2: string) => boolean;
  readonly items: ReadonlySet<string>;
  readonly needs: ReadonlySet<string>;
  readonly papers: ReadonlySet<string>;
}

/** Everything that keeps a desk from being finished, each with its field; none = it may be. */
export function finishProblems(command: FinishDesk, facts: DeskFacts): Problem[] {
  return [
    ...returnProblems(command.return, facts),
    ...identityProblems(command, facts),
    ...choiceProblems(command, facts),
    ...handoverProblems(command, facts),
  ];
}

/** What is wrong with a return by itself; also for one that a window records. */
export function returnProblems(details: ReturnDetails, facts: Pick<DeskFacts, 'today' | 'knowsPlace'>): Problem[] {
  const problems: Problem[] = [];
  if (details.returnedOn > facts.today) problems.push({ code: 'reception.return-in-future', field: 'return.returnedOn' });
  if (details.returnedOn < '1950-01-01') problems.push({ code: 'reception.return-too-early', field: 'return.returnedOn' });
  if (!facts.knowsPlace(details.destinationAdmin2)) problems.push({ code: 'reception.place-unknown', field: 'return.destinationAdmin2' });
  return problems;
}

function identityProblems(command: FinishDesk, facts: DeskFacts): Problem[] {
  const problems: Problem[] = [];
  const { identity } = command;
  if (identity.birthDate !== null && identity.birthDate > command.return.returnedOn) problems.push({ code: 'reception.birth-after-return', field: 'identity.birthDate' });
  if (identity.originAdmin2 !== null && !facts.knowsPlace(identity.originAdmin2)) problems.push({ code: 'reception.place-unknown', field: 'identity.originAdmin2' });
  if (identity.birthDate !== null && yearsBetween(identity.birthDate, command.return.returnedOn) > OLDEST_AGE) problems.push({ code: 'registry.birth-too-long-ago', field: 'identity.birthDate' });
  const { monthsAbroad } = command.return;
  if (monthsAbroad !== null && identity.birthDate !== null && monthsAbroad > (yearsBetween(identity.birthDate, command.return.returnedOn) + 1) * 12) {
    problems.push({ code: 'reception.abroad-longer-than-life', field: 'return.monthsAbroad' });
  }
  return problems;
}

function choiceProblems(command: FinishDesk, facts: DeskFacts): Problem[] {
  const unknown = (codes: readonly string[], known: ReadonlySet<string>, field: string): Problem[] =>
    codes.filter((c) => !known.has(c)).map((c) => ({ code: 'reception.choice-unknown', field, params: { choice: c } }));
  const items = command.assistance.map((given) => given.item);
  const twice = command.assistance.filter((given, i) => given.reason === undefined && items.indexOf(given.item) !== i);
  return [
    ...unknown(items, facts.items, 'assistance'),
    ...unknown(command.urgentNeeds, facts.needs, 'urgentNeeds'),
    ...unknown(command.documentsHeld, facts.papers, 'documentsHeld'),
    ...twice.map((given): Problem => ({ code: 'reception.item-given-already', field: 'assistance', params: { item: given.item } })),
  ];
}

function handoverProblems(command: FinishDesk, facts: DeskFacts): Problem[] {
  if (!needsHandover(command, facts.flags, facts.childUnder)) return [];
  if (command.handover === null) return [{ code: 'reception.child-alone', field: 'handover' }];
  return [];
}

/** Minutes that somebody has been waiting, never below zero. */
export function minutesWaiting(arrivedAt: Date | null, now: Date): number | null {
  return arrivedAt === null ? null : Math.max(0, Math.floor((now.getTime() - arrivedAt.getTime()) / 60_000));
}
