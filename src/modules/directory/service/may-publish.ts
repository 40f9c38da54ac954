import { hasColleagueInRole } from '#access';
import type { Ctx } from '#platform/context';
import type { ProposalRow } from '../repository/proposals.ts';
import { onlyNarrows } from '../rules/difference.ts';
import type { FieldChange } from '../schema/stewardship.ts';

/** Whether it is the actor's own: proposed by them, or by a link that they made and could have opened themselves. */
export const isOwn = (ctx: Ctx, p: ProposalRow): boolean => (p.proposedBy ?? p.linkMadeBy) === ctx.actor.userId;

/** Whether the actor may publish a proposal, and whether only because nobody else could. The policy of the table says the same behind this. */
export async function mayPublish(ctx: Ctx, p: ProposalRow, effect: readonly FieldChange[], listed: boolean): Promise<{ may: boolean; alone: boolean }> {
  if (ctx.actor.role !== 'steward' || p.state !== 'waiting') return { may: false, alone: false };
  if (!isOwn(ctx, p)) return { may: true, alone: false };
  const alone = !(await hasColleagueInRole(ctx, 'steward'));
  return { may: alone || (p.narrows && onlyNarrows(effect, { before: listed, after: p.listed })), alone };
}
