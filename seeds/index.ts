import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import type { Clock } from '#platform/clock';
import { inContext, type House } from '#platform/context';
import { sql } from '#platform/db';
import type { Route } from '#platform/http';
import { demoPasswordHash, seedAccounts } from './accounts.ts';
import { DEMO_PLACES } from './places.ts';
import { stage } from './stage.ts';
import { sceneOf, STORIES } from './stories.ts';

const settingOf = (country: CountryCode): string => `demo-stories-${country.toLowerCase()}`;

/** True once per database and country: the stories are told when this is asked for the first time. */
async function firstTime(house: House, country: CountryCode, now: Date): Promise<boolean> {
  return inContext(house, { actor: systemActor(country), purpose: 'administration', now }, async ({ tx }) => {
    const { rows } = await sql`insert into platform.setting (name, value) values (${settingOf(country)}, '"told"'::jsonb) on conflict (name) do nothing returning name`.execute(tx);
    return rows.length > 0;
  });
}

/** Loads the demo into every country of the house: sign-ins and synthetic people. Stories use the routes of the rooms, which the caller hands in. A second time changes nothing. */
export async function seedDemo(house: House, routes: readonly Route[], clock: Clock, password: string): Promise<void> {
  const passwordHash = await demoPasswordHash(password);
  const now = clock.now();
  for (const [country, pack] of house.packs) {
    const places = DEMO_PLACES[country];
    if (!places) continue;
    const asSystem = { actor: systemActor(country), purpose: 'administration', now } as const;
    await inContext(house, asSystem, (ctx) => seedAccounts(ctx, places, password, passwordHash));
    if (!(await firstTime(house, country, now))) continue;
    const scene = sceneOf(pack, places, now, (moment) => stage(house, routes, country, moment));
    for (const story of STORIES) await story(scene);
  }
}
