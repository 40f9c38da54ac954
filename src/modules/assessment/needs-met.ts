/** Needs that are met because something else was: a goal of the plan, or what is said when a case is closed. */
import type { Ctx } from '#platform/context';
import { setNeedState } from './needs-service.ts';
import { findNeed } from './repository.ts';
import type { NeedState } from './schema.ts';

async function moveThose(ctx: Ctx, needIds: readonly string[], from: NeedState, to: 'met' | 'open', why: string): Promise<string[]> {
  const moved: string[] = [];
  for (const needId of new Set(needIds)) {
    if ((await findNeed(ctx.actor, ctx.tx, needId))?.state !== from) continue;
    await setNeedState(ctx, needId, to, why);
    moved.push(needId);
  }
  return moved;
}

/** The open ones among these needs are met, with the reason in the history of each; returns which. What the actor may not see stays as it is. */
export function meetNeeds(ctx: Ctx, needIds: readonly string[], why: string): Promise<string[]> {
  return moveThose(ctx, needIds, 'open', 'met', why);
}

/** The met ones among these needs are open again: what they were met with was not so. */
export function openNeedsAgain(ctx: Ctx, needIds: readonly string[], why: string): Promise<string[]> {
  return moveThose(ctx, needIds, 'met', 'open', why);
}
