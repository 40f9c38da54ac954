/** Follow-up: planned when a case opens, due by the clock. */
import { getInstrument } from '#assessment';
import type { Instrument, Wording } from '#assessment/schema';
import { dayIn, isPlainDate } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { casesTogether, factsOf, getCase } from '#registry';
import { listLost } from './lost-repository.ts';
import { plansSlice } from './pack.ts';
import * as repository from './repository.ts';
import type { AttemptRow, FollowUpRow } from './repository.ts';
import { daysLate, planned, rhythmFor, timingOf } from './rules/schedule.ts';
import type { AttemptView, CaseFollowUps, FollowUpDetail, FollowUpView, ScheduleFollowUp, Way } from './schema.ts';
import { listScores } from './survey-repository.ts';
import { surveysFrom } from './survey-views.ts';
import { waysOf } from './ways.ts';

/** The questionnaire of the sustainability survey. */
export const SURVEY = 'rss';

/** Today in the country. */
export const today = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

/** Plans the contacts of the country's rhythm for a new case. Doing it twice changes nothing. */
export async function planCase(ctx: Ctx, opened: { caseId: string; officeId: string; openedOn: string }): Promise<number> {
  let added = 0;
  const pack = ctx.pack.slice(plansSlice);
  const rhythm = pack.rhythmByUrgency ? rhythmFor(pack, (await getCase(ctx, opened.caseId)).urgency) : pack.rhythm;
  for (const { step, dueOn } of planned(rhythm, opened.openedOn)) {
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

/** A contact as screens show it. */
export function asView(ctx: Ctx, row: FollowUpRow): FollowUpView {
  const on = today(ctx);
  return {
    followUpId: row.id, caseId: row.case_id, code: row.code, label: row.label, channel: row.channel, round: row.round, dueOn: row.due_on, state: row.state,
    timing: timingOf(row.state, row.due_on, on), daysLate: daysLate(row.state, row.due_on, on), attempts: row.attempts, escalated: row.escalated,
    lostOn: row.lost_on, lastChannel: row.last_channel, outcome: row.outcome, closedOn: row.closed_on,
  };
}

/** Contacts and scores of a case and of those that go on in it. */
export async function followUpsOf(ctx: Ctx, caseId: string): Promise<CaseFollowUps> {
  const together = await casesTogether(ctx, caseId);
  const pack = ctx.pack.slice(plansSlice);
  const rows = await repository.listOfCases(ctx.actor, ctx.tx, caseId, together);
  const scores = await listScores(ctx.actor, ctx.tx, together, pack.weightSet);
  const lost = await listLost(ctx.actor, ctx.tx, together);
  return {
    followUps: rows.map((row) => asView(ctx, row)), surveys: surveysFrom(scores), rhythmSetByCountry: pack.setByCountry,
    lost: lost.map(({ id, ...period }) => ({ ...period, periodId: id })),
  };
}

/** A contact that the actor may see, or *not found*. */
export async function rowOf(ctx: Ctx, id: string): Promise<FollowUpRow> {
  const row = await repository.findFollowUp(ctx.actor, ctx.tx, id);
  if (!row) throw notFound();
  return row;
}

/** The contact for a change, or *not found*. */
export async function lockedRow(ctx: Ctx, id: string): Promise<FollowUpRow> {
  const row = await repository.lockFollowUp(ctx.actor, ctx.tx, id);
  if (!row) throw notFound();
  return row;
}

/** True if the person is too young for the survey, as far as the age is known. */
export async function isTooYoung(ctx: Ctx, caseId: string, instrument: Instrument): Promise<boolean> {
  const { personId } = await getCase(ctx, caseId);
  const age = (await factsOf(ctx, personId)).age;
  return age?.state === 'known' && Number(age.value) < (instrument.minAge ?? 0);
}

/** A try as screens show it; a number that must not be used any more is not shown again. */
function attemptView(row: AttemptRow, ways: readonly Way[]): AttemptView {
  const by = ways.find((way) => way.contactId === row.contactId && way.relative?.relationId === (row.relationId ?? undefined));
  return { attemptId: row.id, at: row.at.toISOString(), channel: row.channel, outcome: row.outcome, note: row.note, by: by?.value ?? null, relative: by?.relative?.word ?? null };
}

/** What the person asked for, as far as it is known: to talk to a woman, to have an interpreter. */
async function asksFor(ctx: Ctx, caseId: string): Promise<FollowUpDetail['asksFor']> {
  const facts = await factsOf(ctx, (await getCase(ctx, caseId)).personId);
  const wants = (code: 'prefersWomanOfficer' | 'needsInterpreter') => facts[code]?.state === 'known' && facts[code].value === true;
  return [...(wants('prefersWomanOfficer') ? ['woman' as const] : []), ...(wants('needsInterpreter') ? ['interpreter' as const] : [])];
}

/** One contact with its tries, and the survey to ask if it has one. */
export async function getFollowUp(ctx: Ctx, id: string): Promise<FollowUpDetail> {
  const row = await rowOf(ctx, id);
  const instrument = getInstrument(ctx, SURVEY);
  const tooYoung = row.round !== null && (await isTooYoung(ctx, row.case_id, instrument));
  const attempts = await repository.listAttempts(ctx.actor, ctx.tx, id);
  const { ways, unsafe } = await waysOf(ctx, row.case_id, attempts);
  return {
    followUp: asView(ctx, row),
    attempts: attempts.map((a) => attemptView(a, ways)), ways, unsafe, asksFor: await asksFor(ctx, row.case_id),
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
