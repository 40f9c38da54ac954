/** Nobody's work is lost when somebody leaves, or an office closes: their cases lie where others take them. */
import { URGENCIES, type Urgency } from '#kernel/codes';
import type { PlainDate } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import { followJoins } from '../repository/joins.ts';
import { settleClosedOffices } from '../repository/abroad.ts';
import * as repository from '../repository/leaving.ts';
import { answerBy } from '../rules/case.ts';
import { today } from './shared.ts';

/** Cases of one part: a stop or a kill costs no more than this. */
const PART = 200;

function daysFrom(ctx: Ctx): repository.AnswerDays {
  const { answerWithinDays } = ctx.pack.slice(registrySlice);
  return Object.fromEntries(URGENCIES.map((urgency) => [urgency, answerBy(today(ctx), urgency, answerWithinDays)])) as Record<Urgency, PlainDate>;
}

/** Gives the open cases of an ended account back to their offices, with a mark of whose they were. */
export async function releaseCasesOf(ctx: Ctx, officerId: string): Promise<number> {
  const cases = await repository.releaseCases(ctx.actor, ctx.tx, officerId, daysFrom(ctx), ctx.now);
  if (cases > 0) await ctx.tell({ type: 'registry.cases-released', officerId, cases });
  return cases;
}

/** At start, as system: cases of accounts that ended by whichever way, and the next cases of offices that closed. True: there is more to do. */
export async function bringForgottenHome(ctx: Ctx): Promise<boolean> {
  for (const officerId of await repository.listOfficersGone(ctx.actor, ctx.tx)) await releaseCasesOf(ctx, officerId);
  const moved = await repository.emptyClosedOffice(ctx.actor, ctx.tx, PART, daysFrom(ctx), ctx.now);
  for (const { caseId, personId, officeId } of moved) {
    await followJoins(ctx.actor, ctx.tx, caseId, ctx.now);
    await ctx.tell({ type: 'registry.case-moved', caseId, personId, officeId });
  }
  // What other countries asked of offices that closed goes to whoever goes on with them, or back.
  await settleClosedOffices(ctx.actor, ctx.tx, ctx.now);
  return moved.length > 0;
}
