/** Whether anything else may wait for safety. */
import type { Ctx } from '#platform/context';
import * as repository from './safety-repository.ts';

/** Something pressing waits for an answer in this case, or in one that goes on in it: steers what may be agreed, and says no more than that. */
export function safetyComesFirst(ctx: Ctx, caseId: string): Promise<boolean> {
  return repository.safetyComesFirst(ctx.actor, ctx.tx, caseId);
}
