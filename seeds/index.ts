import { systemActor } from '#kernel/actor';
import type { Clock } from '#platform/clock';
import { inContext, type House } from '#platform/context';
import { demoPasswordHash, seedAccounts } from './accounts.ts';
import { DEMO_PLACES } from './places.ts';

/** Loads the demo into every country of the house: sign-ins and synthetic people. A second time changes nothing. */
export async function seedDemo(house: House, clock: Clock, password: string): Promise<void> {
  const passwordHash = await demoPasswordHash(password);
  for (const country of house.packs.keys()) {
    const places = DEMO_PLACES[country];
    if (!places) continue;
    const asSystem = { actor: systemActor(country), purpose: 'administration', now: clock.now() } as const;
    await inContext(house, asSystem, (ctx) => seedAccounts(ctx, places, password, passwordHash));
  }
}
