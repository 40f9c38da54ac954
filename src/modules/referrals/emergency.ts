/** Sharing without consent where life is at risk or the person cannot consent: the least, by the roles of the country, looked at by somebody else afterwards. */
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { caseLines, consentsOf } from '#registry';
import { referralsSlice } from './pack.ts';
import * as overrides from './repository/overrides.ts';
import type { EmergencyLine, EmergencyReferral, EmergencyReviews, ReviewEmergency, SentReferral } from './schema.ts';
import { goOut, makeReady, requireNotAsked } from './sending.ts';
import { carryOut } from './service.ts';
import { overrideProblem, reviewProblem } from './rules/emergency.ts';

const PAGE = 50;

/** Sends without consent. The database refuses it as well where there is no such decision, or where more than the least would go out. */
export async function sendInEmergency(ctx: Ctx, caseId: string, body: EmergencyReferral): Promise<SentReferral> {
  const { emergency } = ctx.pack.slice(referralsSlice);
  const ready = await makeReady(ctx, caseId, body.needId, body.serviceId);
  const saidNo = (await consentsOf(ctx, ready.personId)).some((k) => k.recipientOrganizationId === ready.recipient.organizationId && (!k.given || k.withdrawnAt !== null));
  const problem = overrideProblem(body.reason, { role: ctx.actor.role, roles: emergency.roles, saidNo });
  if (problem) throw refuse(problem.code, problem);
  await requireNotAsked(ctx, ready);
  const referralId = newId(ctx.now);
  const overrideId = newId(ctx.now);
  await overrides.makeOverride(ctx.actor, ctx.tx, { id: overrideId, referralId, caseId, ...body, hours: emergency.hoursToReview });
  const contact = ready.pack.sections.filter((s) => s.contacts).map((s) => s.code);
  return goOut(ctx, ready, {
    referralId, urgency: '24h', carriedBy: { overrideId }, sections: body.withContact ? contact : [], wordingVersion: 'emergency', language: ctx.actor.locale,
  });
}

function lineOf(ctx: Ctx, row: overrides.OverrideRow, name: string | undefined): EmergencyLine {
  const { id, review_by: by, verdict } = row;
  return {
    overrideId: id, referralId: row.referral_id, caseId: row.case_id, person: name ?? row.first_name ?? '', publicCode: row.public_code ?? '', needLabel: row.need_label,
    serviceName: row.service_name, organizationName: row.provider_name, state: row.state, reason: row.reason, decidedBy: row.decided_by, profession: row.profession,
    note: row.note, by: row.made_by_name, at: row.made_at.toISOString(), reviewBy: by.toISOString(), late: verdict === null && by < ctx.now, consented: row.consented,
    mayReview: reviewProblem({ madeBy: row.made_by, reviewed: verdict !== null }, ctx.actor) === null,
    review: verdict === null ? null : { verdict, note: row.review_note ?? '', by: row.reviewed_by_name ?? '', at: row.reviewed_at!.toISOString(), late: row.reviewed_at! > by },
  };
}

/** Emergencies that wait for somebody else's look, the oldest first; or those that were looked at, the newest first. */
export async function emergencyReviews(ctx: Ctx, { list, after, text }: { list: 'waiting' | 'done'; after?: string | undefined; text?: string | undefined }): Promise<EmergencyReviews> {
  const rows = await overrides.listOverrides(ctx.actor, ctx.tx, { list, after: after ?? null, text: text?.trim() ?? '', limit: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const lines = await caseLines(ctx, [...new Set(shown.map((row) => row.case_id))]);
  return { list, items: shown.map((row) => lineOf(ctx, row, lines.get(row.case_id)?.name)), next: rows.length > PAGE ? shown.at(-1)!.id : null, ...(await reviewsWaiting(ctx)) };
}

/** How many emergencies wait for a look and how many are late, as their page says; beside them how many wait for the closed circle alone. */
export async function reviewsWaiting(ctx: Ctx): Promise<Pick<EmergencyReviews, 'waiting' | 'late' | 'reserved'>> {
  const { waiting, late } = await overrides.countWaiting(ctx.actor, ctx.tx, ctx.now);
  return { waiting, late, reserved: await overrides.countReserved(ctx.actor, ctx.tx) };
}

/** Somebody else says whether it was justified. Not justified: sharing ends, and the provider reads nothing more. */
export async function reviewEmergency(ctx: Ctx, overrideId: string, body: ReviewEmergency): Promise<EmergencyLine> {
  const found = await overrides.findOverride(ctx.actor, ctx.tx, overrideId);
  if (!found) throw notFound();
  const problem = reviewProblem({ madeBy: found.made_by, reviewed: found.verdict !== null }, ctx.actor);
  if (problem) throw refuse(problem.code, { status: 409 });
  await overrides.reviewOverride(ctx.actor, ctx.tx, overrideId, body.verdict, body.note);
  // Where consent took its place meanwhile, sharing rests on that.
  if (body.verdict === 'not-justified' && !found.consented) {
    const row = await overrides.referralOf(ctx.actor, ctx.tx, overrideId);
    if (row) await carryOut(ctx, { row, side: 'supervisor', command: { id: newId(ctx.now), kind: 'not-justified' } });
  }
  const [after, lines] = [await overrides.findOverride(ctx.actor, ctx.tx, overrideId), await caseLines(ctx, [found.case_id])];
  return lineOf(ctx, after!, lines.get(found.case_id)?.name);
}
