/** The sustainability survey of a contact: raw answers, the text that was asked, scores. */
import { alertsOf, checkAnswers, getInstrument, keepInstrument, needsRaised, raiseAlert, raiseNeed, snapshotOf } from '#assessment';
import type { Instrument } from '#assessment/schema';
import { Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { changeFrom } from './attempts.ts';
import { plansSlice } from './pack.ts';
import * as repository from './repository.ts';
import type { FollowUpRow } from './repository.ts';
import { scoresOf, weightSetOf } from './rules/score.ts';
import type { CaseFollowUps, RecordSurvey } from './schema.ts';
import { followUpsOf, isTooYoung, lockedRow, SURVEY, today } from './service.ts';
import { insertScores, insertSurvey } from './survey-repository.ts';

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
  await insertSurvey(ctx.actor, ctx.tx, {
    ...command, id: surveyId, caseId: row.case_id, followUpId: id, round: row.round!, instrument: instrument.code, version: instrument.version,
    snapshot: [...open, ...restricted], digest: await keepInstrument(ctx, instrument), today: today(ctx),
  }, ctx.now);
  const set = weightSetOf(instrument, ctx.pack.slice(plansSlice).weightSet);
  await insertScores(ctx.actor, ctx.tx, surveyId, set, scoresOf(instrument, command.answers, set), ctx.now);
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
