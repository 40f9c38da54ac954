/** How needs ended, for rooms that keep something for them. */
import type { Ctx } from '#platform/context';
import { endedAmong } from './need-ends-repository.ts';
import { labelOf } from './needs-service.ts';
import type { NeedEnd } from './need-schema.ts';

/** Those of these needs that are not open any more: since when, and why. */
export async function needEnds(ctx: Ctx, needIds: readonly string[]): Promise<Map<string, NeedEnd>> {
  const rows = needIds.length === 0 ? [] : await endedAmong(ctx.actor, ctx.tx, needIds);
  return new Map(rows.map(({ id, state, closed_on: on, covering, why }) => [
    id, { state: state === 'met' ? 'met' : 'withdrawn', on, why, coveredBy: covering === null ? null : labelOf(ctx, covering) },
  ]));
}
