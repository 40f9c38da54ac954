import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { dayIn, type PlainDate } from '#kernel/dates';
import { inContext, type House } from '#platform/context';
import { dailyUpkeep } from './upkeep.ts';

/** The work of the day on the directory of every country, once in each country's own day; as often as it is called, it does nothing more. */
export function upkeepOfEachDay(): (house: House, now: () => Date, stopped: () => boolean) => Promise<void> {
  const done = new Map<CountryCode, PlainDate>();
  return async (house, now, stopped) => {
    for (const [country, pack] of house.packs) {
      const today = dayIn(pack.info.timeZone, now());
      if (stopped() || done.get(country) === today) continue;
      await inContext(house, { actor: systemActor(country), purpose: 'directory-upkeep', now: now() }, dailyUpkeep);
      // Only what was done is not done again: a fault is tried again with the next look.
      done.set(country, today);
    }
  };
}
