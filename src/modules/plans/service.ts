/** Follow-up: planned when a case opens, due by the clock, recorded with the survey and its scores. */
import { alertsOf, checkAnswers, getInstrument, needsRaised, raiseAlert, raiseNeed, snapshotOf } from '#assessment';
import type { Instrument, Wording } from '#assessment/schema';
import { dayIn, isPlainDate } from '#kernel/dates';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { caseLines, casesTogether, factsOf, getCase } from '#registry';
import { plansSlice } from './pack.ts';
import * as repository from './repository.ts';
import type { FollowUpRow, ScoreRow } from './repository.ts';
import { afterAttempt, daysLate, planned, reschedule, timingOf, type AfterAttempt, type FollowUpRecord } from './rules/schedule.ts';
import { scoresOf, weightSetOf } from './rules/score.ts';
import type {
  CaseFollowUps, FollowUpDetail, FollowUpView, FollowUpWorkList, RecordAttempt, RecordSurvey, RescheduleFollowUp, ScheduleFollowUp, SurveyView, WorkLine,
} from './schema.ts';

const SURVEY = 'rss';
const PAGE = 100;

const today = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

/** Plans the contacts of the country's rhythm for a new case. Doing it twice changes nothing. */
export async function planCase(ctx: Ctx, opened: { caseId: string; officeId: string; openedOn: string }): Promise<number> {
  let added = 0;
  for (const { step, dueOn } of planned(ctx.pack.slice(plansSlice).rhythm, opened.openedOn)) {
    const { code, label, channel, round = null } = step;
    const isNew = await repository.insertFollowUp(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId: opened.caseId, officeId: opened.officeId, code, label, channel, round, dueOn }, ctx.now);
    if (isNew) added++;
  }
  return added;
}

/** The case is in the charge of another office, or of another case: what waits is theirs. */
export async function handOver(ctx: Ctx, caseId: string): Promise<void> {
  await repository.followCase(ctx.actor, ctx.tx, caseId, today(ctx), ctx.now);
}

/** The case is closed: nobody is called any more. */
export async function endFollowUp(ctx: Ctx, caseId: string): Promise<void> {
  await repository.endContacts(ctx.actor, ctx.tx, caseId, today(ctx), ctx.now);
}

function asView(ctx: Ctx, row: FollowUpRow): FollowUpView {
  const on = today(ctx);
  return {
    followUpId: row.id, caseId: row.case_id, code: row.code, label: row.label, channel: row.channel, round: row.round, dueOn: row.due_on, state: row.state,
    timing: timingOf(row.state, row.due_on, on), daysLate: daysLate(row.state, row.due_on, on), attempts: row.attempts, escalated: row.escalated,
    lostOn: row.lost_on, lastChannel: row.last_channel, outcome: row.outcome, closedOn: row.closed_on,
  };
}

function surveysFrom(rows: readonly ScoreRow[]): SurveyView[] {
  const surveys = new Map<string, SurveyView>();
  for (const row of rows) {
    const survey = surveys.get(row.id) ?? { surveyId: row.id, caseId: row.case_id, round: row.round, askedOn: row.asked_on, weightSet: row.weight_set, official: row.official, scores: [] };
    survey.scores.push({ dimension: row.dimension, value: row.value, completeness: row.completeness });
    surveys.set(row.id, survey);
  }
  return [...surveys.values()];
}

/** Contacts and scores of a case and of those that go on in it. */
export async function followUpsOf(ctx: Ctx, caseId: string): Promise<CaseFollowUps> {
  const together = await casesTogether(ctx, caseId);
  const pack = ctx.pack.slice(plansSlice);
  const rows = await repository.listOfCases(ctx.actor, ctx.tx, caseId, together);
  const scores = await repository.listScores(ctx.actor, ctx.tx, together, pack.weightSet);
  return { followUps: rows.map((row) => asView(ctx, row)), surveys: surveysFrom(scores), rhythmSetByCountry: pack.setByCountry };
}

/** What the office has to do: due, overdue, coming, lost. */
export async function workList(ctx: Ctx, list: string): Promise<FollowUpWorkList> {
  const rows = await repository.listWork(ctx.actor, ctx.tx, list, today(ctx), PAGE);
  const cases = await caseLines(ctx, [...new Set(rows.map((row) => row.case_id))]);
  const lines = rows.flatMap((row): WorkLine[] => {
    const found = cases.get(row.case_id);
    return found ? [{ ...asView(ctx, row), publicCode: found.publicCode, name: found.name, place: found.destinationName }] : [];
  });
  return { lines, counts: await repository.countWork(ctx.actor, ctx.tx, today(ctx)) };
}

async function rowOf(ctx: Ctx, id: string): Promise<FollowUpRow> {
  const row = await repository.findFollowUp(ctx.actor, ctx.tx, id);
  if (!row) throw notFound();
  return row;
}

async function lockedRow(ctx: Ctx, id: string): Promise<FollowUpRow> {
  const row = await repository.lockFollowUp(ctx.actor, ctx.tx, id);
  if (!row) throw notFound();
  return row;
}

/** True if the person is too young for the survey, as far as the age is known. */
async function isTooYoung(ctx: Ctx, caseId: string, instrument: Instrument): Promise<boolean> {
  const { personId } = await getCase(ctx, caseId);
  const age = (await factsOf(ctx, personId)).age;
  return age?.state === 'known' && Number(age.value) < (instrument.minAge ?? 0);
}

/** One contact with its tries, and the survey to ask if it has one. */
export async function getFollowUp(ctx: Ctx, id: string): Promise<FollowUpDetail> {
  const row = await rowOf(ctx, id);
  const instrument = getInstrument(ctx, SURVEY);
  const tooYoung = row.round !== null && (await isTooYoung(ctx, row.case_id, instrument));
  const attempts = await repository.listAttempts(ctx.actor, ctx.tx, id);
  return {
    followUp: asView(ctx, row),
    attempts: attempts.map((a) => ({ attemptId: a.id, at: a.at.toISOString(), channel: a.channel, outcome: a.outcome, note: a.note })),
    instrument: row.round && !row.survey_id && !tooYoung ? instrument : null, tooYoung,
  };
}

/** Plans a contact outside of the rhythm. */
export async function scheduleFollowUp(ctx: Ctx, caseId: string, command: ScheduleFollowUp): Promise<FollowUpView> {
  const { officeId, state } = await getCase(ctx, caseId);
  if (state === 'closed') throw refuse('plans.case-closed');
  if (!isPlainDate(command.dueOn) || command.dueOn < today(ctx)) throw refuse('plans.day-is-past', { field: 'dueOn' });
  const id = newId(ctx.now);
  const label: Wording = { es: serverText('es')('plans.extra-contact'), en: serverText('en')('plans.extra-contact') };
  await repository.insertFollowUp(ctx.actor, ctx.tx, { id, caseId, officeId, code: `extra-${id}`, label, channel: command.channel, round: command.round ?? null, dueOn: command.dueOn }, ctx.now);
  return asView(ctx, await rowOf(ctx, id));
}

function recordOf(row: FollowUpRow, hasSurvey: boolean): FollowUpRecord {
  return { state: row.state, dueOn: row.due_on, attempts: row.attempts, hasSurvey };
}

/** Moves a waiting contact to another day, with the reason. */
export async function rescheduleFollowUp(ctx: Ctx, id: string, command: RescheduleFollowUp): Promise<FollowUpView> {
  const row = await lockedRow(ctx, id);
  const moved = reschedule(recordOf(row, false), command.dueOn, today(ctx));
  if (!moved.ok) throw new Refused(moved.problems);
  await repository.updateFollowUp(ctx.actor, ctx.tx, id, { ...changeFrom(row), dueOn: moved.value });
  await repository.insertAttempt(ctx.actor, ctx.tx, { id: newId(ctx.now), followUpId: id, channel: row.channel, outcome: 'later', note: command.why }, ctx.now);
  return asView(ctx, await rowOf(ctx, id));
}

function changeFrom(row: FollowUpRow): repository.FollowUpChange {
  return {
    state: row.state, dueOn: row.due_on, attempts: row.attempts, escalated: row.escalated, lostOn: row.lost_on, lastChannel: row.last_channel,
    outcome: row.outcome, closedOn: row.closed_on,
  };
}

const isOver = (after: AfterAttempt): boolean => after.state === 'done' || after.state === 'closed';

/** Records a try to reach the person, and what follows from it. */
export async function recordAttempt(ctx: Ctx, id: string, command: RecordAttempt): Promise<FollowUpView> {
  const row = await lockedRow(ctx, id);
  const on = today(ctx);
  const hasSurvey = row.round !== null && !row.survey_id && !(await isTooYoung(ctx, row.case_id, getInstrument(ctx, SURVEY)));
  const decided = afterAttempt(recordOf(row, hasSurvey), command, on, ctx.pack.slice(plansSlice).attempts);
  if (!decided.ok) throw new Refused(decided.problems);
  const after = decided.value;
  await repository.insertAttempt(ctx.actor, ctx.tx, { id: newId(ctx.now), followUpId: id, channel: command.channel, outcome: command.outcome, note: command.note ?? null }, ctx.now);
  await repository.updateFollowUp(ctx.actor, ctx.tx, id, {
    state: after.state, dueOn: after.dueOn, attempts: after.attempts, escalated: after.escalated, lostOn: after.lostOn, outcome: after.outcome,
    lastChannel: command.outcome === 'reached' ? command.channel : row.last_channel, closedOn: isOver(after) ? on : null,
  });
  if (after.endsAll) await repository.endContacts(ctx.actor, ctx.tx, row.case_id, on, ctx.now);
  await ctx.tell({ type: 'plans.contact-tried', caseId: row.case_id, followUpId: id, outcome: command.outcome, state: after.state });
  return asView(ctx, await rowOf(ctx, id));
}

function readyForSurvey(row: FollowUpRow): void {
  if (row.survey_id) throw refuse('plans.survey-answered-already');
  if (!row.round) throw refuse('plans.no-survey-here');
  if (row.state !== 'talked') throw refuse('plans.reach-first');
}

function wordsOf(ctx: Ctx, locale: 'es' | 'en'): Parameters<typeof snapshotOf>[3] {
  const t = serverText(locale);
  return {
    locale, yes: t('assessment.yes'), no: t('assessment.no'), none: t('assessment.nothing'), declined: t('assessment.declined'), dontKnow: t('assessment.dont-know'),
    place: (id) => ctx.pack.places.get(id)?.name ?? id,
  };
}

/** Records the survey of a contact: raw answers, scores under the country's weight set, and what must reach somebody at once. */
export async function recordSurvey(ctx: Ctx, id: string, command: RecordSurvey): Promise<CaseFollowUps> {
  const row = await lockedRow(ctx, id);
  readyForSurvey(row);
  const instrument = getInstrument(ctx, SURVEY);
  if (await isTooYoung(ctx, row.case_id, instrument)) throw refuse('plans.too-young', { params: { age: instrument.minAge ?? 0 } });
  const problems = checkAnswers(instrument, command.answers);
  if (problems.length > 0) throw new Refused(problems);
  const surveyId = newId(ctx.now);
  const { open, restricted } = snapshotOf(instrument, command.answers, {}, wordsOf(ctx, command.locale));
  await repository.insertSurvey(ctx.actor, ctx.tx, {
    ...command, id: surveyId, caseId: row.case_id, followUpId: id, round: row.round!, instrument: instrument.code, version: instrument.version,
    snapshot: [...open, ...restricted], today: today(ctx),
  }, ctx.now);
  const set = weightSetOf(instrument, ctx.pack.slice(plansSlice).weightSet);
  await repository.insertScores(ctx.actor, ctx.tx, surveyId, set, scoresOf(instrument, command.answers, set), ctx.now);
  await repository.updateFollowUp(ctx.actor, ctx.tx, id, { ...changeFrom(row), state: 'done', closedOn: today(ctx) });
  await reachSomebody(ctx, row, instrument, command.answers);
  await ctx.tell({ type: 'plans.survey-recorded', caseId: row.case_id, followUpId: id, round: row.round! });
  return followUpsOf(ctx, row.case_id);
}

/** A wish for help and signs of danger do not wait for anybody to read a score. */
async function reachSomebody(ctx: Ctx, row: FollowUpRow, instrument: Instrument, answers: RecordSurvey['answers']): Promise<void> {
  for (const code of alertsOf(instrument, answers)) await raiseAlert(ctx, row.case_id, code);
  for (const need of needsRaised(instrument, answers)) await raiseNeed(ctx, row.case_id, { ...need, basis: `survey-${row.id}` });
}
