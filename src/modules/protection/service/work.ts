/** Looking for the family of a child, looking at each relative, and what the authority decides. */
import { raiseNeed } from '#assessment';
import { mayBeChild } from '#kernel/birth';
import { addDays } from '#kernel/dates';
import { refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { casesTogether, getCase, getPerson } from '#registry';
import { protectionSlice } from '../pack.ts';
import * as repository from '../repository.ts';
import { careProblem } from '../rules/care.ts';
import { decisionProblems } from '../rules/decision.ts';
import { endProblem } from '../rules/handover.ts';
import type { AddRelative, CheckRelative, ConsiderCare, EndFamily, HearChild, LookAgain, OpenFamily, RecordDecision, Why } from '../schema.ts';
import { endHandoverTo } from './handover.ts';
import { lowerRelation } from './relation.ts';
import { openWork, requiredIn, seal, todayOf, workOf } from './shared.ts';

const notInFuture = (ctx: Ctx, on: string, field = 'on'): void => { if (on > todayOf(ctx)) throw refuse('protection.day-to-come', { field }); };

function mustBeAhead(ctx: Ctx, nextOn: string): void {
  if (nextOn < todayOf(ctx)) throw refuse('protection.day-is-past', { field: 'nextOn' });
}

/** Protection begins to look for the family of a child. Once, for all cases of the child that go on together. */
export async function openFamily(ctx: Ctx, { caseId, nextOn }: OpenFamily): Promise<{ questionId: string }> {
  const { personId, state } = await getCase(ctx, caseId);
  if (state === 'closed') throw refuse('protection.case-closed', { status: 409 });
  const { birthDate, birthPrecision } = await getPerson(ctx, personId);
  if (!mayBeChild(birthDate, birthPrecision, todayOf(ctx))) throw refuse('protection.not-a-child', { status: 409 });
  const day = nextOn ?? addDays(todayOf(ctx), ctx.pack.slice(protectionSlice).lookAgainDays);
  mustBeAhead(ctx, day);
  const there = await repository.findInSight(ctx.actor, ctx.tx, await casesTogether(ctx, caseId));
  const id = newId(ctx.now);
  const inserted = (!there || there.state === 'ended') && (await repository.insertQuestion(ctx.actor, ctx.tx, { id, caseId, personId, required: requiredIn(ctx), nextOn: day }, ctx.now));
  if (!inserted) throw refuse('protection.family-open-already', { status: 409 });
  await ctx.tell({ type: 'protection.family-opened', caseId, personId, questionId: id });
  return { questionId: id };
}

/** Somebody who may be of the child's family. Their name and how to reach them are sealed. */
export async function addRelative(ctx: Ctx, questionId: string, command: AddRelative): Promise<{ familyRelativeId: string }> {
  const question = await openWork(ctx, questionId);
  const { name, word, foundHow, personId, admin2, reach, reachHow, note } = command;
  if (personId !== undefined) {
    await getPerson(ctx, personId);
    if (personId === question.personId) throw refuse('protection.relative-is-the-child', { field: 'personId' });
  }
  if (admin2 && !ctx.pack.places.get(admin2)) throw refuse('protection.unknown-place', { field: 'admin2' });
  const id = newId(ctx.now);
  const sealed = seal(ctx, 'relative', id, { name, reach: reach || null, reachHow: reachHow || null, note: note || null });
  await repository.insertRelative(ctx.actor, ctx.tx, { id, questionId, caseId: question.caseId, personId: personId ?? null, word, foundHow, admin2: admin2 || null, sealed }, ctx.now);
  return { familyRelativeId: id };
}

/** What the child says about being with this relative; that it was heard is one of the things that are confirmed. */
export async function hearChild(ctx: Ctx, relativeId: string, { word, said, on }: HearChild): Promise<{ familyRelativeId: string }> {
  const question = await workOf(ctx, 'relative', relativeId);
  notInFuture(ctx, on);
  await repository.setChildWord(ctx.actor, ctx.tx, relativeId, word);
  await addCheck(ctx, question, relativeId, { item: 'child-heard', result: 'confirmed', on, note: said });
  return { familyRelativeId: relativeId };
}

async function addCheck(ctx: Ctx, question: repository.QuestionRow, relativeId: string, { item, result, on, note }: CheckRelative): Promise<void> {
  const id = newId(ctx.now);
  await repository.insertCheck(ctx.actor, ctx.tx, { id, questionId: question.id, caseId: question.caseId, relativeId, item, result, on, sealed: note ? seal(ctx, 'check', id, note) : null }, ctx.now);
}

/** One thing was looked at. What speaks against somebody says why. */
export async function checkRelative(ctx: Ctx, relativeId: string, command: CheckRelative): Promise<{ familyRelativeId: string }> {
  const question = await workOf(ctx, 'relative', relativeId);
  notInFuture(ctx, command.on);
  // What the child says is written down with its own words.
  if (command.item === 'child-heard' || !question.required.includes(command.item)) throw refuse('protection.unknown-item', { field: 'item' });
  if (command.result === 'against' && !command.note) throw refuse('protection.words-missing', { field: 'note' });
  await addCheck(ctx, question, relativeId, command);
  return { familyRelativeId: relativeId };
}

/** A relative comes into question no longer; what was looked at stays. */
export async function setRelativeAside(ctx: Ctx, relativeId: string, { why }: Why): Promise<{ familyRelativeId: string }> {
  await workOf(ctx, 'relative', relativeId);
  await repository.setAside(ctx.actor, ctx.tx, relativeId, seal(ctx, 'aside', relativeId, why), ctx.now);
  return { familyRelativeId: relativeId };
}

/** Care that was considered where the child cannot be with its parents, and why it suits or does not. */
export async function considerCare(ctx: Ctx, questionId: string, { kind, suits, where, reasons }: ConsiderCare): Promise<{ careOptionId: string }> {
  const { caseId } = await openWork(ctx, questionId);
  const id = newId(ctx.now);
  await repository.insertCare(ctx.actor, ctx.tx, { id, questionId, caseId, kind, suits, sealed: seal(ctx, 'care', id, { where, reasons }) }, ctx.now);
  return { careOptionId: id };
}

async function whomItIsAbout(ctx: Ctx, questionId: string, { relativeId, careOptionId, outcome }: RecordDecision): Promise<repository.RelativeRow | undefined> {
  if (outcome === 'care') {
    const considered = await repository.listCare(ctx.actor, ctx.tx, questionId);
    const chosen = considered.find((c) => c.id === careOptionId);
    const problem = chosen ? careProblem(chosen, considered) : { code: 'protection.which-care', field: 'careOptionId' };
    if (problem) throw new Refused([problem]);
    return undefined;
  }
  if (outcome === 'go-on-looking') return undefined;
  const relative = (await repository.listRelatives(ctx.actor, ctx.tx, questionId)).find((r) => r.id === relativeId);
  if (!relative) throw refuse('protection.which-relative', { field: 'relativeId' });
  if (outcome === 'reunite' && relative.asideAt !== null) throw refuse('protection.relative-set-aside', { field: 'relativeId' });
  return relative;
}

const SEPARATION = 'family-separation';

/** A child who may not be with somebody it hoped for is not left alone with it: a need, and somebody who asks within days. */
async function careAfterRefusal(ctx: Ctx, question: repository.QuestionRow): Promise<void> {
  const wording = { es: serverText('es')('protection.need.separation'), en: serverText('en')('protection.need.separation') };
  await raiseNeed(ctx, question.caseId, { need: 'mental_health', urgency: '72h', reasons: [{ code: SEPARATION, wording }], basis: SEPARATION });
  const careOn = addDays(todayOf(ctx), ctx.pack.slice(protectionSlice).careAfterRefusalDays);
  await ctx.tell({ type: 'protection.reunification-refused', caseId: question.caseId, personId: question.personId, careOn });
}

/** Writes down what the authority decided, with its day and its paper. The last word counts. */
export async function recordDecision(ctx: Ctx, questionId: string, command: RecordDecision): Promise<{ familyDecisionId: string }> {
  const question = await openWork(ctx, questionId);
  const problems = decisionProblems(command, todayOf(ctx));
  if (problems.length > 0) throw new Refused(problems);
  const relative = await whomItIsAbout(ctx, questionId, command);
  const { outcome, authority, paper, reasons, decidedOn } = command;
  const id = newId(ctx.now);
  await repository.insertDecision(ctx.actor, ctx.tx, {
    id, questionId, caseId: question.caseId, outcome, relativeId: relative?.id ?? null, careOptionId: outcome === 'care' ? command.careOptionId! : null, decidedOn, sealed: seal(ctx, 'decision', id, { authority, paper, reasons }),
  }, ctx.now);
  if (outcome === 'not-with-them' && relative) {
    await endHandoverTo(ctx, question, relative.id, reasons);
    await lowerRelation(ctx, question.personId, relative.personId);
    await careAfterRefusal(ctx, question);
  }
  await ctx.tell({ type: 'protection.family-decided', caseId: question.caseId, personId: question.personId, familyDecisionId: id });
  return { familyDecisionId: id };
}

/** A decision holds no longer; what it said stays to be read. */
export async function revokeDecision(ctx: Ctx, decisionId: string, { why }: Why): Promise<{ familyDecisionId: string }> {
  await workOf(ctx, 'family_decision', decisionId);
  if (!(await repository.revokeDecision(ctx.actor, ctx.tx, decisionId, seal(ctx, 'revoked', decisionId, why), ctx.now))) throw refuse('protection.decision-revoked', { status: 409 });
  return { familyDecisionId: decisionId };
}

/** The day on which protection looks again. */
export async function lookAgain(ctx: Ctx, questionId: string, { nextOn }: LookAgain): Promise<{ questionId: string }> {
  await openWork(ctx, questionId);
  mustBeAhead(ctx, nextOn);
  await repository.setNextOn(ctx.actor, ctx.tx, questionId, nextOn);
  return { questionId };
}

/** The work ends, with the reason. */
export async function endFamily(ctx: Ctx, questionId: string, { code, why }: EndFamily): Promise<{ questionId: string }> {
  const question = await openWork(ctx, questionId);
  const planned = (await repository.listHandovers(ctx.actor, ctx.tx, questionId)).some((h) => h.state === 'planned');
  const problem = endProblem(question.state, code, planned);
  if (problem) throw new Refused([problem], 409);
  await repository.endQuestion(ctx.actor, ctx.tx, questionId, { code, sealed: seal(ctx, 'ended', questionId, why) }, ctx.now);
  await ctx.tell({ type: 'protection.family-ended', caseId: question.caseId, personId: question.personId, questionId });
  return { questionId };
}

/** Nobody closes the case of a child whose family is still looked for. */
export async function objectToClosing(ctx: Ctx, caseId: string, code: string | null): Promise<void> {
  if (code === 'died') return;
  const sight = await repository.findInSight(ctx.actor, ctx.tx, await casesTogether(ctx, caseId));
  if (sight?.state === 'open') throw refuse('protection.closing-family-open');
}

