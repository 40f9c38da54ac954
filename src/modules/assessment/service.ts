/** Assessments: begun or resumed, saved as one goes, completed into a readable record. */
import { newId } from '#kernel/ids';
import { notFound, Refused, refuse } from '#kernel/errors';
import type { FactCode, FactSet, FactState } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { casesTogether, factsOf, getCase, recordFacts, registrySlice } from '#registry';
import { questionsOf, type Instrument, type Question } from './instrument.ts';
import { keepInstrument } from './instruments-kept.ts';
import { raiseAlert } from './alerts-service.ts';
import { callFor, deriveFor, needsOf, todayOf } from './needs-service.ts';
import { assessmentSlice, getInstrument } from './pack.ts';
import * as repository from './repository.ts';
import type { AssessmentRow } from './repository.ts';
import { alertsOf } from './rules/alerts.ts';
import { checkAnswers, learnedFacts, withAnswers } from './rules/answers.ts';
import { findingsOf } from './rules/findings.ts';
import { deriveNeeds, needsRaised } from './rules/needs.ts';
import { progressOf, questionsNow, relevantAnswers, stillToAsk } from './rules/questions.ts';
import { snapshotOf, type SnapshotWords } from './rules/snapshot.ts';
import { answerSchema, snapshotLineSchema, type Answer, type Answers, type AssessmentList, type AssessmentView, type CompletedView, type FindingSeen, type Held, type SaveAnswers, type SnapshotLine, type StartAssessment } from './schema.ts';

/** Instruments of other rooms' work: a follow-up brings its survey. */
const NOT_STARTED_HERE: readonly string[] = ['rss'];

/** What was asked in this case and in those that go on in it, and what may be begun. Another case's draft is not gone on with here. */
export async function assessmentsOf(ctx: Ctx, caseId: string): Promise<AssessmentList> {
  const rows = await repository.listAssessments(ctx.actor, ctx.tx, await casesTogether(ctx, caseId));
  const open = new Set(rows.filter((r) => !r.completed_on && r.case_id === caseId).map((r) => r.instrument));
  const instruments = ctx.pack.slice(assessmentSlice).instruments.filter((i) => !NOT_STARTED_HERE.includes(i.code) && !open.has(i.code));
  return {
    assessments: rows.map((r) => ({
      assessmentId: r.id, caseId: r.case_id, instrument: r.instrument, version: r.definition.version, title: r.definition.title,
      state: r.completed_on ? 'completed' as const : 'draft' as const, startedOn: r.started_on, completedOn: r.completed_on,
    })),
    available: instruments.map(({ code, version, title }) => ({ code, version, title })),
    languages: [...ctx.pack.slice(registrySlice).languages],
  };
}

function checkAge(instrument: Instrument, facts: FactSet): void {
  const age = facts.age;
  if (instrument.minAge === undefined || age?.state !== 'known') return;
  if (Number(age.value) < instrument.minAge) throw refuse('assessment.too-young', { params: { age: instrument.minAge } });
}

/** Face to face, in the language of the screen, after the return: what holds where nobody says otherwise. */
const AS_USUAL: Held = { spoken: null, interpreter: false, mode: 'in-person', phase: 'after-return' };

/** Begins an assessment, or resumes the draft that is there. */
export async function startAssessment(ctx: Ctx, caseId: string, command: StartAssessment): Promise<AssessmentView> {
  const { personId, state } = await getCase(ctx, caseId);
  if (state === 'closed') throw refuse('assessment.case-closed');
  const instrument = getInstrument(ctx, command.instrument);
  if (NOT_STARTED_HERE.includes(instrument.code)) throw notFound();
  checkAge(instrument, await factsOf(ctx, personId));
  const digest = await keepInstrument(ctx, instrument);
  await repository.insertAssessment(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId, instrument: instrument.code, digest, locale: command.locale, held: command.held ?? AS_USUAL, now: ctx.now, today: todayOf(ctx) });
  return resumeDraft(ctx, caseId, instrument.code);
}

/** The draft of an instrument as it stands. */
export async function resumeDraft(ctx: Ctx, caseId: string, instrument: string): Promise<AssessmentView> {
  const { personId } = await getCase(ctx, caseId);
  const draft = await repository.findDraft(ctx.actor, ctx.tx, caseId, instrument);
  if (!draft) throw notFound();
  return viewOf(ctx, await withRestricted(ctx, draft), personId);
}

/** Sealed answers are bound to these words: they stay as they are, wherever the table stands. */
const sealedIn = (assessmentId: string, question: string, part: 'answer' | 'line'): string => `assessment.restricted_answer ${assessmentId} ${question} ${part}`;

/** A row with the restricted answers that this actor may read, opened. */
async function withRestricted(ctx: Ctx, row: AssessmentRow): Promise<AssessmentRow> {
  const sealed = await repository.restrictedAnswers(ctx.actor, ctx.tx, row.id);
  const opened: Record<string, Answer> = {};
  for (const r of sealed) {
    if (r.answer) opened[r.question] = answerSchema.parse(JSON.parse(ctx.cipher.open(r.answer, sealedIn(row.id, r.question, 'answer'))));
    else delete opened[r.question];
  }
  return { ...row, answers: { ...row.answers, ...opened } };
}

async function viewOf(ctx: Ctx, row: AssessmentRow, personId: string): Promise<AssessmentView> {
  const facts = await factsOf(ctx, personId);
  const sections = questionsNow(row.definition, row.answers, facts, ctx.now.toISOString());
  return {
    assessmentId: row.id, caseId: row.case_id, instrument: row.definition, state: row.completed_on ? 'completed' : 'draft', startedOn: row.started_on,
    sections: sections.map((s) => ({ code: s.code, questions: [...s.questions] })), progress: progressOf(sections),
  };
}

async function rowOf(ctx: Ctx, caseId: string, assessmentId: string): Promise<AssessmentRow> {
  const row = await repository.findAssessment(ctx.actor, ctx.tx, assessmentId);
  if (!row || row.case_id !== caseId) throw notFound();
  return row;
}

/** A draft with the questions that apply now. */
export async function getAssessment(ctx: Ctx, caseId: string, assessmentId: string): Promise<AssessmentView> {
  const { personId } = await getCase(ctx, caseId);
  return viewOf(ctx, await withRestricted(ctx, await rowOf(ctx, caseId, assessmentId)), personId);
}

async function lockedDraft(ctx: Ctx, caseId: string, assessmentId: string): Promise<AssessmentRow> {
  const there = await rowOf(ctx, caseId, assessmentId);
  if (there.completed_on) throw refuse('assessment.completed-already');
  const draft = await repository.lockDraft(ctx.actor, ctx.tx, assessmentId);
  if (!draft) throw refuse('assessment.completed-already');
  return withRestricted(ctx, draft);
}

const isRestricted = (question: Question): boolean => question.sensitivity === 'restricted';

function split(instrument: Instrument, answers: Readonly<Record<string, Answer | null>>): { open: [string, Answer | null][]; restricted: [string, Answer | null][] } {
  const closed = new Set(questionsOf(instrument).filter(isRestricted).map((q) => q.code));
  const entries = Object.entries(answers);
  return { open: entries.filter(([code]) => !closed.has(code)), restricted: entries.filter(([code]) => closed.has(code)) };
}

function patched(before: Answers, patch: readonly [string, Answer | null][]): Answers {
  const after: Record<string, Answer> = { ...before };
  for (const [code, answer] of patch) {
    if (answer) after[code] = answer;
    else delete after[code];
  }
  return after;
}

/** Keeps answers as they are given. Some reach somebody at once: alerts and the needs behind them do not wait for the end. */
export async function saveAnswers(ctx: Ctx, caseId: string, assessmentId: string, command: SaveAnswers): Promise<AssessmentView> {
  const { personId } = await getCase(ctx, caseId);
  const draft = await lockedDraft(ctx, caseId, assessmentId);
  const problems = checkAnswers(draft.definition, command.answers);
  if (problems.length > 0) throw new Refused(problems);
  const { open, restricted } = split(draft.definition, command.answers);
  const stored = split(draft.definition, draft.answers).open as [string, Answer][];
  await repository.saveAnswers(ctx.actor, ctx.tx, draft.id, patched(Object.fromEntries(stored), open), ctx.now);
  const facts = await factsOf(ctx, personId);
  if (restricted.length > 0) await keepRestricted(ctx, draft, personId, facts, restricted);
  const answers = patched(draft.answers, [...open, ...restricted]);
  await reachSomebody(ctx, draft, facts, answers, command.answers);
  return viewOf(ctx, { ...draft, answers }, personId);
}

/** Restricted answers are sealed, and their facts recorded, as soon as they are told: nobody could do it later. */
async function keepRestricted(ctx: Ctx, draft: AssessmentRow, personId: string, facts: FactSet, restricted: readonly [string, Answer | null][]): Promise<void> {
  const given = patched({}, restricted);
  const lines = new Map(snapshotOf(draft.definition, given, facts, wordsOf(ctx, draft.locale)).restricted.map((l) => [l.code, l]));
  for (const [question, answer] of restricted) {
    const seal = (part: 'answer' | 'line', value: unknown) => (value ? ctx.cipher.seal(JSON.stringify(value), sealedIn(draft.id, question, part)) : null);
    await repository.sealAnswer(ctx.actor, ctx.tx, draft.id, { question, answer: seal('answer', answer), line: seal('line', lines.get(question)) }, ctx.now);
  }
  const questions = questionsOf(draft.definition).filter(isRestricted);
  await record(ctx, personId, learnedFacts(questions, withoutConfirmed(given), facts, ctx.now.toISOString()));
}

async function reachSomebody(ctx: Ctx, draft: AssessmentRow, facts: FactSet, answers: Answers, justGiven: SaveAnswers['answers']): Promise<void> {
  const at = ctx.now.toISOString();
  const standing = relevantAnswers(draft.definition, answers, facts, at);
  const fresh = Object.fromEntries(Object.entries(standing).filter(([code]) => justGiven[code]));
  const alerts = alertsOf(draft.definition, fresh);
  for (const code of alerts) await raiseAlert(ctx, draft.case_id, code);
  const urgent = new Set(questionsOf(draft.definition).filter((q) => q.alarms || isRestricted(q)).map((q) => q.code));
  if (!Object.keys(fresh).some((code) => urgent.has(code))) return;
  const pressing = Object.fromEntries(Object.entries(fresh).filter(([code]) => urgent.has(code)));
  const secret = deriveNeeds(ctx.pack.slice(assessmentSlice).needRules, withAnswers(draft.definition, standing, facts, at)).filter((d) => d.restricted);
  await callFor(ctx, draft.case_id, [...needsRaised(draft.definition, pressing), ...secret]);
}

function withoutConfirmed(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, a]) => a.state !== 'confirmed'));
}

async function record(ctx: Ctx, personId: string, learned: FactSet): Promise<void> {
  const entries = Object.entries(learned) as [FactCode, FactState][];
  if (entries.length > 0) await recordFacts(ctx, personId, entries.map(([code, state]) => ({ code, ...state } as Parameters<typeof recordFacts>[2][number])));
}

function wordsOf(ctx: Ctx, locale: string): SnapshotWords {
  const t = serverText(locale === 'en' ? 'en' : 'es');
  return {
    locale, yes: t('assessment.yes'), no: t('assessment.no'), none: t('assessment.nothing'), declined: t('assessment.declined'), dontKnow: t('assessment.dont-know'),
    place: (id) => ctx.pack.places.get(id)?.name ?? ctx.pack.places.admin1Get(id)?.name ?? id,
  };
}

/**
 * Ends an assessment: facts go to the registry, needs follow, the readable record stays. Questions left open are all right
 * if the officer says so: a tired person may stop.
 */
export async function completeAssessment(ctx: Ctx, caseId: string, assessmentId: string, command: { leaveOpen: boolean }): Promise<{ assessmentId: string; needs: number }> {
  const { personId } = await getCase(ctx, caseId);
  const draft = await lockedDraft(ctx, caseId, assessmentId);
  const facts = await factsOf(ctx, personId);
  const at = ctx.now.toISOString();
  const left = stillToAsk(draft.definition, questionsNow(draft.definition, draft.answers, facts, at));
  if (left.length > 0 && !command.leaveOpen) throw refuse('assessment.questions-left', { field: left[0]!, params: { n: left.length } });
  const answers = relevantAnswers(draft.definition, draft.answers, facts, at);
  const known = withAnswers(draft.definition, answers, facts, at);
  const openQuestions = questionsOf(draft.definition).filter((q) => !isRestricted(q));
  await record(ctx, personId, learnedFacts(openQuestions, withoutConfirmed(answers), facts, at));
  const { open, restricted } = snapshotOf(draft.definition, answers, facts, wordsOf(ctx, draft.locale));
  const findings = findingsOf(draft.definition, answers, facts, draft.locale);
  await repository.completeAssessment(ctx.actor, ctx.tx, draft.id, { snapshot: open, findings: findings.open, withheld: restricted.length, now: ctx.now, today: todayOf(ctx) });
  await deriveFor(ctx, caseId, known, needsRaised(draft.definition, answers));
  const needs = (await needsOf(ctx, caseId)).filter((n) => n.state === 'open').length;
  await ctx.tell({ type: 'assessment.completed', caseId, assessmentId, instrument: draft.instrument });
  return { assessmentId, needs };
}

function openLine(ctx: Ctx, row: AssessmentRow, r: repository.RestrictedRow): SnapshotLine[] {
  return r.line ? [snapshotLineSchema.parse(JSON.parse(ctx.cipher.open(r.line, sealedIn(row.id, r.question, 'line'))))] : [];
}

/** What restricted answers show, for whoever reads them. */
async function closedFindings(ctx: Ctx, row: AssessmentRow): Promise<FindingSeen[]> {
  const { answers } = await withRestricted(ctx, { ...row, answers: {} });
  return findingsOf(row.definition, answers, {}, row.locale).restricted;
}

/** A completed assessment in the words it was asked in; protection also reads the restricted lines. */
export async function readCompleted(ctx: Ctx, caseId: string, assessmentId: string): Promise<CompletedView> {
  const row = await rowOf(ctx, caseId, assessmentId);
  if (!row.completed_on) throw notFound();
  const sealed = (await repository.restrictedAnswers(ctx.actor, ctx.tx, row.id)).flatMap((r) => openLine(ctx, row, r));
  const title = row.locale === 'en' ? row.definition.title.en : row.definition.title.es;
  return {
    assessmentId: row.id, caseId, title, version: row.definition.version, locale: row.locale, completedOn: row.completed_on,
    held: { spoken: row.spoken, interpreter: row.interpreter, mode: row.mode, phase: row.phase },
    lines: [...(row.snapshot ?? []), ...sealed], findings: [...row.findings, ...(await closedFindings(ctx, row))], withheld: sealed.length > 0 ? 0 : row.withheld,
  };
}
