/** The rhythm of the country, brought to cases that are open already. */
import { URGENCIES } from '#kernel/codes';
import type { Ctx } from '#platform/context';
import { plansSlice } from './pack.ts';
import { followRhythm, type RhythmFollowed } from './rhythm-repository.ts';
import { rhythmFor } from './rules/schedule.ts';
import type { PlansPack } from './schema.ts';
import { today } from './service.ts';

const CHUNK = 500;

/**
 * Brings the next open cases in line with the rhythm as it is now: only contacts that nobody touched and that are not due yet. Doing it twice changes nothing.
 * For the product itself; `rhythm` is the country's own unless a test says otherwise.
 */
export async function keepRhythm(ctx: Ctx, after: string | null = null, rhythm: Pick<PlansPack, 'rhythm' | 'rhythmByUrgency'> = ctx.pack.slice(plansSlice)): Promise<RhythmFollowed & { readonly next: string | null }> {
  const steps = URGENCIES.flatMap((urgency) => rhythmFor(rhythm, urgency).map(({ after: wait, ...step }) => ({ urgency, round: null, ...step, ...wait })));
  const done = await followRhythm(ctx.actor, ctx.tx, steps, { today: today(ctx), now: ctx.now, after, limit: CHUNK });
  return { ...done, next: done.cases < CHUNK ? null : done.last };
}
