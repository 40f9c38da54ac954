/** Offers of services as they stand now: with what the database knows beside the entry (places left, referrals so far, confirmations). */
import type { CountryCode } from '#kernel/codes';
import { dayIn, type PlainDate } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import type { Offer } from './matching/offer.ts';
import { offersOf, type BesideEntry, type Setting } from './offers.ts';
import { directorySlice, travelSlice } from './pack.ts';
import * as repository from './places-left-repository.ts';
import { capacityOf } from './rules/places-left.ts';
import type { Service } from './schema.ts';
import { freshnessOfServices } from './service/upkeep.ts';

/** What is known beside entries, by service. */
async function besideEntries(ctx: Ctx): Promise<ReadonlyMap<string, BesideEntry>> {
  const rows = await repository.listConditions(ctx.actor, ctx.tx);
  const counted = new Map<string, BesideEntry>(rows.map((row) => [row.serviceId, {
    capacity: capacityOf(row), acceptance: row.sent > 0 ? { sent: row.sent, accepted: row.accepted } : null,
  }]));
  const fresh = await freshnessOfServices(ctx);
  const ids = new Set([...counted.keys(), ...fresh.keys()]);
  return new Map([...ids].map((id) => [id, { ...counted.get(id), ...freshOf(fresh.get(id)) }]));
}

const freshOf = (known: { confirmedOn: string | null; phoneFirst: boolean } | undefined): BesideEntry =>
  (known ? { confirmedOn: known.confirmedOn, phoneFirst: known.phoneFirst } : {});

/** Where and when the services of the country are offered. */
export async function settingOf(ctx: Ctx, day: PlainDate = dayIn(ctx.pack.info.timeZone, ctx.now)): Promise<Setting> {
  return {
    country: ctx.actor.country as CountryCode, needs: ctx.pack.slice(directorySlice).needTypes, places: ctx.pack.places, today: day, beside: await besideEntries(ctx),
    ferries: ctx.pack.slice(travelSlice).ferries,
  };
}

/** Offers of these services as they stand now. */
export async function offersNow(ctx: Ctx, services: readonly Service[]): Promise<Offer[]> {
  return offersOf(services, await settingOf(ctx));
}
