/** The hand-over of a child: planned and done only to a verified relative, under the last word of the authority. The database asks the same again. */
import { raiseNeed } from '#assessment';
import { refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import * as repository from '../repository.ts';
import { beforeHandover, lastWord, mayStep, planProblems } from '../rules/handover.ts';
import type { PlanHandover, StepHandover } from '../schema.ts';
import { lowerRelation, raiseRelation } from './relation.ts';
import { decisionForRules, openWork, relativesForRules, seal, todayOf, workOf } from './shared.ts';

interface Ready { readonly decision: repository.DecisionRow; readonly relative: repository.RelativeRow }

/** The relative for whom the authority decided; refused with everything that stands between. */
async function readyOn(ctx: Ctx, question: repository.QuestionRow, on: string): Promise<Ready> {
  const of = [ctx.actor, ctx.tx, question.id] as const;
  const [relatives, checks, decisions] = await Promise.all([repository.listRelatives(...of), repository.listChecks(...of), repository.listDecisions(...of)]);
  const problems = beforeHandover(decisions.map(decisionForRules), await relativesForRules(ctx, question.personId, relatives, checks), question.required, on);
  if (problems.length > 0) throw new Refused(problems, 409);
  const decision = lastWord(decisions.map((row) => ({ row, revoked: row.revokedAt !== null })))!.row;
  return { decision, relative: relatives.find((r) => r.id === decision.relativeId)! };
}

const AID = 'family-cannot-travel';

/** A family that cannot pay the way to its child: a need of the case, without saying who or where. */
async function askForAid(ctx: Ctx, caseId: string): Promise<void> {
  const wording = { es: serverText('es')('protection.need.travel'), en: serverText('en')('protection.need.travel') };
  await raiseNeed(ctx, caseId, { need: 'transport_subsidy', urgency: '72h', reasons: [{ code: AID, wording }], basis: AID });
}

/** Where and when the child goes to the relative for whom the authority decided. */
export async function planHandover(ctx: Ctx, questionId: string, command: PlanHandover): Promise<{ familyHandoverId: string }> {
  const question = await openWork(ctx, questionId);
  const { plannedOn, point, place, broughtBy, cannotTravel, travelAid } = command;
  const problems = planProblems(command, todayOf(ctx));
  if (problems.length > 0) throw new Refused(problems);
  if ((await repository.listHandovers(ctx.actor, ctx.tx, questionId)).some((h) => h.state === 'planned' || h.state === 'done')) throw refuse('protection.handover-there-already', { status: 409 });
  const { decision, relative } = await readyOn(ctx, question, plannedOn);
  const id = newId(ctx.now);
  await repository.insertHandover(ctx.actor, ctx.tx, {
    id, questionId, caseId: question.caseId, relativeId: relative.id, decisionId: decision.id, plannedOn, point, cannotTravel, travelAid, sealed: seal(ctx, 'handover', id, { place, broughtBy }),
  }, ctx.now);
  if (travelAid) await askForAid(ctx, question.caseId);
  return { familyHandoverId: id };
}

async function done(ctx: Ctx, question: repository.QuestionRow, row: repository.HandoverRow, command: StepHandover & { step: 'done' }): Promise<void> {
  if (command.on > todayOf(ctx)) throw refuse('protection.day-to-come', { field: 'on' });
  if (!command.identitySeen) throw refuse('protection.identity-not-seen', { field: 'identitySeen' });
  const { decision, relative } = await readyOn(ctx, question, command.on);
  // The authority decided for somebody else since this was planned.
  if (decision.id !== row.decisionId) throw refuse('protection.decided-anew', { status: 409 });
  await repository.stepHandover(ctx.actor, ctx.tx, row.id, { state: 'done', identitySeen: true, doneOn: command.on, sealed: command.note ? seal(ctx, 'step', row.id, command.note) : null }, ctx.now);
  await raiseRelation(ctx, question.personId, relative.personId, relative.word);
  await ctx.tell({ type: 'protection.child-handed-over', caseId: question.caseId, personId: question.personId, familyHandoverId: row.id });
}

async function ended(ctx: Ctx, question: repository.QuestionRow, row: repository.HandoverRow, why: string): Promise<void> {
  await repository.stepHandover(ctx.actor, ctx.tx, row.id, { state: 'ended', identitySeen: true, doneOn: row.doneOn, sealed: seal(ctx, 'step', row.id, why) }, ctx.now);
  const relative = (await repository.listRelatives(ctx.actor, ctx.tx, question.id)).find((r) => r.id === row.relativeId);
  await lowerRelation(ctx, question.personId, relative?.personId ?? null);
  await ctx.tell({ type: 'protection.handover-ended', caseId: question.caseId, personId: question.personId, familyHandoverId: row.id });
}

/** Where the child is with a relative whom the authority refuses from now on, that hand-over does not hold any longer: the work is open again. */
export async function endHandoverTo(ctx: Ctx, question: repository.QuestionRow, relativeId: string, why: string): Promise<void> {
  const standing = (await repository.listHandovers(ctx.actor, ctx.tx, question.id)).find((h) => h.state === 'done' && h.relativeId === relativeId);
  if (standing) await ended(ctx, question, standing, why);
}

/** The child was handed over, it was called off, or it did not hold and the work goes on. */
export async function stepHandover(ctx: Ctx, familyHandoverId: string, command: StepHandover): Promise<{ familyHandoverId: string }> {
  const question = await workOf(ctx, 'handover', familyHandoverId, command.step === 'ended' ? 'ended' : 'open');
  const row = (await repository.listHandovers(ctx.actor, ctx.tx, question.id)).find((h) => h.id === familyHandoverId)!;
  if (!mayStep(row.state, command.step)) throw refuse('protection.handover-not-now', { status: 409 });
  if (command.step === 'done') await done(ctx, question, row, command);
  else if (command.step === 'ended') await ended(ctx, question, row, command.why);
  else await repository.stepHandover(ctx.actor, ctx.tx, familyHandoverId, { state: 'cancelled', identitySeen: false, doneOn: null, sealed: seal(ctx, 'step', familyHandoverId, command.why) }, ctx.now);
  return { familyHandoverId };
}
