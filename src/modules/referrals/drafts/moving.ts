/** A draft whose need has ended is let answer another one: nothing that was written is lost. */
import { getNeed } from '#assessment';
import { addDays, dayIn } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { getCase } from '#registry';
import { referralsSlice } from '../pack.ts';
import * as repository from '../repository/drafts.ts';
import { isAsked } from '../repository/referrals.ts';
import type { MoveReferralDraft } from './schema.ts';

/**
 * Takes what is written over to another open need of the same case. What was written about a secret need stays where only its readers find it. It no longer takes the place
 * of an earlier referral: that one was for the other need.
 */
export async function moveDraft(ctx: Ctx, draftId: string, { needId }: MoveReferralDraft): Promise<{ draftId: string; caseId: string; needId: string; serviceId: string }> {
  const row = await repository.getDraft(ctx.actor, ctx.tx, draftId);
  if (!row) throw notFound();
  const { case_id: caseId, service_id: serviceId } = row;
  if (needId === row.need_id) return { draftId, caseId, needId, serviceId };
  const [found, was, need] = [await getCase(ctx, caseId), await getNeed(ctx, row.need_id), await getNeed(ctx, needId)];
  if (need.caseId !== caseId) throw refuse('referrals.need-of-another-case', { field: 'needId' });
  if (need.state !== 'open') throw refuse('referrals.need-not-open', { field: 'needId' });
  if (was.restricted && !need.restricted) throw refuse('referrals.draft-stays-secret', { field: 'needId' });
  if (await isAsked(ctx.actor, ctx.tx, needId, serviceId)) throw refuse('referrals.already-asked', { field: 'needId', status: 409 });
  if (!(await repository.dropDraft(ctx.actor, ctx.tx, draftId))) throw notFound();
  const id = newId(ctx.now);
  const { replaces: _replaces, ...content } = row.content;
  const remindOn = addDays(dayIn(ctx.pack.info.timeZone, ctx.now), ctx.pack.slice(referralsSlice).drafts.remindDays);
  const begun = await repository.insertDraft(ctx.actor, ctx.tx, {
    id, caseId, officeId: found.officeId, need: { id: needId, label: need.label }, service: { id: serviceId, name: row.service_name, organization: row.provider_name }, content, remindOn,
  }, ctx.now);
  if (!begun) throw refuse('referrals.draft-there-already', { field: 'needId', status: 409 });
  return { draftId: id, caseId, needId, serviceId };
}
