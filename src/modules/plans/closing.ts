import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { listIn, type RoomEvent } from '#platform/events';
import { recordOf } from './plan/record.ts';

/** What was reached is said of goals of the plan of this case. */
export async function objectToClosing(ctx: Ctx, event: RoomEvent): Promise<void> {
  const said = listIn(event, 'goals');
  if (said.length === 0) return;
  const known = new Set((await recordOf(ctx, String(event['caseId']))).goals.map((goal) => goal.id));
  if (!said.every((id) => known.has(id))) throw refuse('plans.closing-goal-unknown', { status: 409 });
}
