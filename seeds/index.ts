import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import type { Clock } from '#platform/clock';
import { inContext, type House } from '#platform/context';
import type { Pack } from '#platform/country';
import { sql } from '#platform/db';
import type { Route } from '#platform/http';
import { sceneOf } from './acts.ts';
import { demoPasswordHash, seedAccounts } from './accounts.ts';
import { DEMO_PLACES } from './places.ts';
import { STORIES } from './stories.ts';

const settingOf = (country: CountryCode): string => `demo-stories-${country.toLowerCase()}`;

/** True once per database and country: the stories are told when this is asked for the first time. */
async function firstTime(house: House, country: CountryCode, now: Date): Promise<boolean> {
  return inContext(house, { actor: systemActor(country), purpose: 'administration', now }, async ({ tx }) => {
    const { rows } = await sql`insert into platform.setting (name, value) values (${settingOf(country)}, '"told"'::jsonb) on conflict (name) do nothing returning name`.execute(tx);
    return rows.length > 0;
  });
}

/** The sign-ins of a country, and its stories if they were not told before. */
async function seedCountry(house: House, routes: readonly Route[], pack: Pack, about: { readonly now: Date; readonly password: string; readonly passwordHash: string }): Promise<void> {
  const country = pack.code;
  const places = DEMO_PLACES[country];
  if (!places) return;
  const { now } = about;
  await inContext(house, { actor: systemActor(country), purpose: 'administration', now }, (ctx) => seedAccounts(ctx, places, about.password, about.passwordHash));
  if (!(await firstTime(house, country, now))) return;
  const scene = sceneOf(house, routes, { pack, places, now });
  for (const story of STORIES) await story(scene);
}

/** One process tells and the database listens: two keep both at work, and each connection more learns all statements anew. */
const AT_ONCE = 2;

/**
 * Loads the demo into every country of the house: sign-ins and synthetic people. Stories use the routes of the rooms, which the caller hands in. A second time changes
 * nothing. Countries share no record, so the stories of two are told beside one another.
 */
export async function seedDemo(house: House, routes: readonly Route[], clock: Clock, password: string): Promise<void> {
  const about = { now: clock.now(), password, passwordHash: await demoPasswordHash(password) };
  const left = [...house.packs.values()];
  const tellOneAfterAnother = async (): Promise<void> => {
    for (let pack = left.shift(); pack !== undefined; pack = left.shift()) await seedCountry(house, routes, pack, about);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tellOneAfterAnother));
}
