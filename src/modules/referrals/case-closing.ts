/** What becomes of open referrals when their case is closed or opened again. */
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { draftsFollowCase } from './repository/drafts.ts';
import * as repository from './repository/referrals.ts';
import type { ReferralRow } from './repository/scope.ts';
import type { OfficerReferral } from './schema.ts';
import { carryOut, followAsOfficer } from './service.ts';

const OPPOSITE: Readonly<Record<string, string>> = { withdraw: 'go-on', 'go-on': 'withdraw' };

/**
 * A case was closed. Whoever closed it may have said that its referrals are withdrawn, or that they go on without the office; of those in `otherwise` the opposite; else they stand on
 * a list until somebody decides. What only the closed circle may know of is marked as well, and decided there.
 */
export async function caseClosed(ctx: Ctx, caseId: string, choice: unknown, otherwise: readonly string[] = []): Promise<void> {
  const may = ctx.actor.role === 'window' || ctx.actor.role === 'protection';
  const open = may ? await repository.openOfCase(ctx.actor, ctx.tx, caseId) : [];
  const chosen = (id: string): unknown => (otherwise.includes(id) ? OPPOSITE[String(choice)] : choice);
  for (const row of open) if (chosen(row.id) === 'withdraw') await withdraw(ctx, row);
  await repository.noteCaseState(ctx.actor, ctx.tx, caseId);
  // What nobody sent is not sent any more.
  await draftsFollowCase(ctx.actor, ctx.tx, caseId);
  for (const { id } of open) if (chosen(id) === 'go-on') await goOn(ctx, id);
}

/** Of a case that is open again nothing need be decided. */
export function caseReopened(ctx: Ctx, caseId: string): Promise<void> {
  return repository.noteCaseState(ctx.actor, ctx.tx, caseId);
}

async function withdraw(ctx: Ctx, row: ReferralRow): Promise<void> {
  await carryOut(ctx, { row, side: 'officer', command: { id: newId(ctx.now), kind: 'withdraw' }, reason: 'case-closed' });
}

/** It goes on without the office: the provider knows nothing of the case, and the answer still comes to a list. */
export function goOn(ctx: Ctx, id: string): Promise<OfficerReferral> {
  return followAsOfficer(ctx, id, () => ({ command: { id: newId(ctx.now), kind: 'go-on' } }));
}
