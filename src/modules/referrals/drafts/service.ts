/** A referral that is being written: saved as it is typed, found again by every officer of the case, gone once it is sent. It shares nothing and has no consent. */
import { getNeed, needEnds } from '#assessment';
import { addDays, dayIn } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { caseLines, casesTogether, getCase } from '#registry';
import { PAGE, paged, placeIn, soughtByOfficer } from '../listing.ts';
import { referralsSlice } from '../pack.ts';
import * as repository from '../repository/drafts.ts';
import { isAsked } from '../repository/referrals.ts';
import { recipientOf } from '../sending.ts';
import type { DraftList, ReferralDraft, ReferralDraftLine, ReferralDrafts, ReferralDraftSaved, SaveReferralDraft } from './schema.ts';

const today = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

interface About { readonly needId: string; readonly serviceId: string }

/** What is being written for one need of a case and one service. */
export async function draftFor(ctx: Ctx, caseId: string, about: About): Promise<ReferralDraft> {
  await getCase(ctx, caseId);
  const row = await repository.findDraft(ctx.actor, ctx.tx, about);
  if (!row || row.case_id !== caseId) return { draft: null };
  return { draft: { draftId: row.id, seq: row.seq, content: row.content, savedBy: row.saved_by_name, mine: row.saved_by === ctx.actor.userId, savedAt: row.saved_at.toISOString() } };
}

const overtaken = () => refuse('referrals.draft-changed', { status: 409 });

/** Begins a draft. Where the case is closed it would stand on nobody's list: then nothing is kept. */
async function begin(ctx: Ctx, caseId: string, { needId, serviceId, content }: SaveReferralDraft, remindOn: string): Promise<string> {
  const [found, need] = [await getCase(ctx, caseId), await getNeed(ctx, needId)];
  if (need.caseId !== caseId) throw refuse('referrals.need-of-another-case', { field: 'needId' });
  if (need.state !== 'open') throw refuse('referrals.need-not-open', { field: 'needId' });
  // A saving that comes after sending must not bring back what was sent.
  if (!content.replaces && await isAsked(ctx.actor, ctx.tx, needId, serviceId)) throw refuse('referrals.already-asked', { status: 409 });
  const { serviceName, organizationName } = await recipientOf(ctx, serviceId);
  const id = newId(ctx.now);
  const begun = await repository.insertDraft(ctx.actor, ctx.tx, {
    id, caseId, officeId: found.officeId, need: { id: needId, label: need.label }, service: { id: serviceId, name: serviceName, organization: organizationName }, content, remindOn,
  }, ctx.now);
  if (!begun) throw overtaken();
  if (found.state === 'closed') {
    await repository.draftsFollowCase(ctx.actor, ctx.tx, caseId);
    if (!(await repository.findDraft(ctx.actor, ctx.tx, { needId, serviceId }))) throw refuse('referrals.draft-case-closed', { status: 409 });
  }
  return id;
}

/** Keeps what is written. Who has not read what a colleague saved meanwhile is told so, and overwrites nothing. */
export async function saveDraft(ctx: Ctx, caseId: string, body: SaveReferralDraft): Promise<ReferralDraftSaved> {
  const remindOn = addDays(today(ctx), ctx.pack.slice(referralsSlice).drafts.remindDays);
  const savedAt = ctx.now.toISOString();
  if (body.seq === 0) return { draftId: await begin(ctx, caseId, body, remindOn), seq: 1, savedAt };
  const row = await repository.findDraft(ctx.actor, ctx.tx, body);
  if (row && row.case_id !== caseId) throw notFound();
  if (!row) await getCase(ctx, caseId);
  const kept = await repository.saveDraft(ctx.actor, ctx.tx, { ...body, remindOn }, ctx.now);
  if (!kept) throw overtaken();
  return { draftId: kept.id, seq: kept.seq, savedAt };
}

/** Throws a draft away; which case it was of. */
export async function discardDraft(ctx: Ctx, draftId: string): Promise<{ draftId: string; caseId: string }> {
  const caseId = await repository.dropDraft(ctx.actor, ctx.tx, draftId);
  if (!caseId) throw notFound();
  return { draftId, caseId };
}

async function linesOf(ctx: Ctx, rows: readonly repository.DraftRow[]): Promise<ReferralDraftLine[]> {
  const cases = await caseLines(ctx, [...new Set(rows.map((row) => row.case_id))]);
  const ends = await needEnds(ctx, [...new Set(rows.map((row) => row.need_id))]);
  const on = today(ctx);
  return rows.map((row) => ({
    draftId: row.id, caseId: row.case_id, needId: row.need_id, serviceId: row.service_id, replaces: row.content.replaces ?? null,
    person: cases.get(row.case_id)?.name ?? '', publicCode: cases.get(row.case_id)?.publicCode ?? '', needLabel: row.need_label, serviceName: row.service_name, organizationName: row.provider_name,
    savedBy: row.saved_by_name, mine: row.saved_by === ctx.actor.userId, savedAt: row.saved_at.toISOString(), old: row.remind_on <= on, needEnded: ends.get(row.need_id) ?? null,
  }));
}

/** What is being written in a case, and in those that go on in it. */
export async function draftsOfCase(ctx: Ctx, caseId: string): Promise<ReferralDraftLine[]> {
  return linesOf(ctx, await repository.draftsOfCases(ctx.actor, ctx.tx, await casesTogether(ctx, caseId)));
}

/** A page of what is being written: by the actor, or in the office. */
export async function listDrafts(ctx: Ctx, { list, text, after }: { list: DraftList; text?: string | undefined; after?: string | undefined }): Promise<ReferralDrafts> {
  const sought = await soughtByOfficer(ctx, text);
  const [counts, rows] = [
    await repository.countDrafts(ctx.actor, ctx.tx), await repository.listDrafts(ctx.actor, ctx.tx, { list, after: placeIn(after), limit: PAGE + 1, sought }),
  ];
  const { shown, next } = paged(rows);
  return { list, counts, items: await linesOf(ctx, shown), next };
}
