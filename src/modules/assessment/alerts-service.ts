/** Alerts: raised by single answers, told to the office where protection works, answered by somebody who writes what was done. */
import { colleagueNames, getOffice } from '#access';
import { newId } from '#kernel/ids';
import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { caseLines, casesTogether, getCase, letOfficeSee, nameWords } from '#registry';
import * as repository from './alert-repository.ts';
import type { AlertRow, NewAlert } from './alert-repository.ts';
import { MOST_ALARMS, type AlarmLine, type AlarmList, type AlarmPage, type AlertCode, type AlertView } from './alert-schema.ts';
import { assessmentSlice } from './pack.ts';
import { answerBy, isClosed, isPressing } from './rules/alerts.ts';
import { takeBy } from './rules/duty.ts';

const PAGE = 50;

interface Names { readonly people: ReadonlyMap<string, string>; readonly offices: ReadonlyMap<string, string> }

async function namesIn(ctx: Ctx, rows: readonly AlertRow[]): Promise<Names> {
  const people = await colleagueNames(ctx, rows.flatMap((r) => [r.answered_by, r.taken_by]));
  const ids = [...new Set(rows.map((r) => r.circle_office).filter((id) => id !== null))];
  const offices = new Map<string, string>();
  for (const id of ids) {
    const office = await getOffice(ctx, id);
    offices.set(id, ctx.actor.locale === 'en' ? office.nameEn : office.nameEs);
  }
  return { people, offices };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const named = (names: ReadonlyMap<string, string>, id: string | null): string | null => (id === null ? null : names.get(id) ?? null);

/** By when somebody takes an alarm of danger. */
const takeByOf = (ctx: Ctx, row: AlertRow): Date | null => (row.due_at === null ? null : takeBy(row.raised_at, ctx.pack.slice(assessmentSlice).circle.takeWithinMinutes));
const waitsUntil = (ctx: Ctx, row: AlertRow, until: Date | null): boolean => row.answered_at === null && until !== null && until < ctx.now;

function asView(ctx: Ctx, row: AlertRow, names: Names): AlertView {
  const taking = takeByOf(ctx, row);
  return {
    alertId: row.id, caseId: row.case_id, code: row.code, pressing: row.code === null || isPressing(row.code), raisedAt: row.raised_at.toISOString(),
    told: named(names.offices, row.circle_office), dueAt: iso(row.due_at), late: waitsUntil(ctx, row, row.due_at),
    takenAt: iso(row.taken_at), takenBy: named(names.people, row.taken_by), takeBy: iso(taking), passedOn: row.taken_at === null && waitsUntil(ctx, row, taking),
    answeredAt: iso(row.answered_at), what: row.what, answeredBy: named(names.people, row.answered_by),
  };
}

/** Alerts of a case and of those that go on in it, those waiting for an answer first; of closed ones no more than that protection was told. */
export async function alertsFor(ctx: Ctx, caseId: string): Promise<AlertView[]> {
  const rows = await repository.listAlerts(ctx.actor, ctx.tx, await casesTogether(ctx, caseId));
  const names = await namesIn(ctx, rows);
  return rows.map((row) => asView(ctx, row, names));
}

async function circleFor(ctx: Ctx, caseId: string): Promise<NewAlert['circle'] & { personId: string } | null> {
  const { officeId, personId } = await getCase(ctx, caseId);
  const { protectionOffices, answerWithinHours } = ctx.pack.slice(assessmentSlice).circle;
  const { ref } = await getOffice(ctx, officeId);
  const told = await repository.circleOf(ctx.actor, ctx.tx, caseId, protectionOffices[ref] ?? null);
  return told === null ? null : { officeId: told, personId, dueAt: answerBy(ctx.now, answerWithinHours) };
}

/**
 * Raises an alert unless the same one still waits for an answer. One of danger reaches the office where protection works in the same
 * transaction: it sees the case from then on, and has the alarm on its list with a clock.
 */
export async function raiseAlert(ctx: Ctx, caseId: string, code: AlertCode): Promise<void> {
  const circle = isPressing(code) ? await circleFor(ctx, caseId) : null;
  const alertId = newId(ctx.now);
  const raised = await repository.insertAlert(ctx.actor, ctx.tx, { id: alertId, caseId, code, restricted: isClosed(code), circle }, ctx.now);
  if (!raised) return;
  if (circle) await letOfficeSee(ctx, circle.personId, circle.officeId, 'protection');
  // The outbox is read by more than the closed circle: of a closed alert it learns that there is one.
  await ctx.tell({ type: 'assessment.alert-raised', caseId, alertId, code: isClosed(code) ? null : code });
}

/** What only somebody knew who has left is protection's from then on: they see the case as after an alarm. */
export async function leaveSecretsToCircle(ctx: Ctx, officerId: string): Promise<void> {
  await repository.leaveSecretsToCircle(ctx.actor, ctx.tx, officerId, ctx.pack.slice(assessmentSlice).circle.protectionOffices, ctx.now);
}

/** Somebody did something about an alert and says what. */
export async function answerAlert(ctx: Ctx, alertId: string, what: string): Promise<{ alertId: string; caseId: string }> {
  const row = await repository.findAlert(ctx.actor, ctx.tx, alertId);
  if (!row) throw notFound();
  const done = await repository.answerAlert(ctx.actor, ctx.tx, alertId, what, ctx.now);
  if (!done) throw refuse('assessment.alert-answered-already');
  return { alertId, caseId: row.case_id };
}

/** Somebody of the office that was told takes an alarm on: nobody else is called any more. */
export async function takeAlert(ctx: Ctx, alertId: string): Promise<{ alertId: string; caseId: string }> {
  const row = await repository.findAlert(ctx.actor, ctx.tx, alertId);
  if (!row) throw notFound();
  if (!(await repository.takeAlert(ctx.actor, ctx.tx, alertId, ctx.now))) throw refuse('assessment.alert-taken-already', { status: 409 });
  await ctx.tell({ type: 'assessment.alert-taken', caseId: row.case_id, alertId });
  return { alertId, caseId: row.case_id };
}

async function linesOf(ctx: Ctx, rows: readonly AlertRow[]): Promise<AlarmLine[]> {
  const cases = await caseLines(ctx, [...new Set(rows.map((r) => r.case_id))]);
  const names = await namesIn(ctx, rows);
  return rows.flatMap((row) => {
    const of = cases.get(row.case_id);
    return of ? [{ ...asView(ctx, row, names), name: of.name, publicCode: of.publicCode, age: of.age, place: of.destinationName }] : [];
  });
}

function bears(line: AlarmLine, words: readonly string[]): boolean {
  const of = nameWords(`${line.name} ${line.publicCode}`);
  return words.every((word) => of.some((w) => w.startsWith(word)));
}

export interface AlarmQuery { readonly list: AlarmList; readonly text?: string | undefined; readonly after?: string | undefined }

/** A page of a list of alarms, the longest waiting first, with how many every list has. A search goes through as many as lists are counted. */
export async function listAlarms(ctx: Ctx, query: AlarmQuery): Promise<AlarmPage> {
  const words = nameWords(query.text ?? '');
  const time = { now: ctx.now, takenSince: takeBy(ctx.now, -ctx.pack.slice(assessmentSlice).circle.takeWithinMinutes) };
  const counts = await repository.countAlarms(ctx.actor, ctx.tx, time);
  if (words.length > 0) {
    const rows = await repository.listAlarms(ctx.actor, ctx.tx, { list: query.list, after: null, limit: MOST_ALARMS }, time);
    return { lines: (await linesOf(ctx, rows)).filter((line) => bears(line, words)), next: null, counts };
  }
  const place = readPlace(query.after, ['moment', 'id']);
  const rows = await repository.listAlarms(ctx.actor, ctx.tx, { list: query.list, after: place && { at: place[0], id: place[1] }, limit: PAGE + 1 }, time);
  const { shown, next } = pageOf(rows, PAGE, (row) => [iso(query.list === 'answered' ? row.answered_at : row.due_at) ?? '', row.id]);
  return { lines: await linesOf(ctx, shown), next, counts };
}
