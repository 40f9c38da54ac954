/** What ran out of time is told by the product itself to whoever steers nationally. */
import { systemActor } from '#kernel/actor';
import { inContext, type House } from '#platform/context';
import { escalate } from '../repository/items.ts';

const AT_ONCE = 200;
const BETWEEN_MS = 10 * 60_000;

/** Looks through the clocks of every country, a few times an hour; as often as it is called, each clock is told of once. */
export function tellOfLateFeedback(): (house: House, now: () => Date, stopped: () => boolean) => Promise<void> {
  let last = -Infinity;
  return async (house, now, stopped) => {
    if (now().getTime() - last < BETWEEN_MS && now().getTime() >= last) return;
    for (const country of house.packs.keys()) {
      if (stopped()) return;
      await inContext(house, { actor: systemActor(country), purpose: 'supervision', now: now() }, async (ctx) => {
        while (await escalate(ctx.actor, ctx.tx, AT_ONCE) === AT_ONCE) { /* the next part */ }
      });
    }
    last = now().getTime();
  };
}
