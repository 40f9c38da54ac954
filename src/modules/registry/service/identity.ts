import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/identity.ts';
import { DecideIdentity } from '../schema.ts';
import { shaped } from './shared.ts';

/** Records whether two records are one person. A decision replaces the one that stood between the two; nothing is merged or lost. */
export async function decideIdentity(ctx: Ctx, command: DecideIdentity): Promise<{ linkId: string }> {
  const { personA, personB, decision, note } = shaped(DecideIdentity, command);
  if (personA === personB) throw refuse('registry.identity-same-record', { field: 'personB' });
  const [a, b] = personA < personB ? [personA, personB] : [personB, personA];
  const standing = await repository.findStandingLink(ctx.actor, ctx.tx, a, b);
  if (standing?.decision === decision) return { linkId: standing.id };
  if (standing) await repository.undoLink(ctx.actor, ctx.tx, standing.id, ctx.now);
  const linkId = newId(ctx.now);
  await repository.insertLink(ctx.actor, ctx.tx, { id: linkId, a, b, decision, note: note ?? null, now: ctx.now });
  await settle(ctx, [a, b], decision === 'same' || standing?.decision === 'same');
  return { linkId };
}

/** Takes a decision back: both records stand as they did before it. */
export async function undoIdentityDecision(ctx: Ctx, linkId: string): Promise<void> {
  const link = await repository.findLink(ctx.actor, ctx.tx, linkId);
  if (!link) throw notFound();
  if (!(await repository.undoLink(ctx.actor, ctx.tx, linkId, ctx.now))) throw refuse('registry.decision-already-undone', { status: 409 });
  await settle(ctx, [link.personA, link.personB], link.decision === 'same');
}

async function settle(ctx: Ctx, people: readonly [string, string], changed: boolean): Promise<void> {
  if (!changed) return;
  await repository.settleIdentity(ctx.actor, ctx.tx, people);
  await ctx.tell({ type: 'registry.identity-changed', personA: people[0], personB: people[1] });
}
