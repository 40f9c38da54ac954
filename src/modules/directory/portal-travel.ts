import type { CountryCode } from '#kernel/codes';
import type { Ctx } from '#platform/context';
import type { Place } from '#platform/places';
import { travelTo, type KnownTrips, type Travel } from './matching/index.ts';
import { offersOf } from './offers.ts';
import { travelSlice } from './pack.ts';
import type { Service } from './schema.ts';
import { needCatalog, today } from './service.ts';

/** How far the nearest place of a service is from where somebody is going; nothing for a place that must not be found. */
export function nearestTravel(ctx: Ctx, service: Service, from: Place, known?: KnownTrips): Travel | null {
  if (service.confidentialLocation) return null;
  const person = { admin1: from.admin1, admin2: from.id, latitude: from.lat, longitude: from.lon };
  const setting = { country: ctx.pack.code as CountryCode, needs: needCatalog(ctx), places: ctx.pack.places, today: today(ctx), beside: new Map() };
  const parameters = ctx.pack.slice(travelSlice);
  const ways = offersOf([{ ...service, matchable: true }], setting).map((offer) => travelTo(offer.place, person, parameters, known));
  const [nearest] = ways.toSorted((a, b) => minutes(a) - minutes(b) || kilometres(a) - kilometres(b));
  return nearest ?? null;
}

const minutes = (way: Travel): number => (way.kind === 'here' ? -1 : (way.minutes?.low ?? Number.MAX_SAFE_INTEGER));
const kilometres = (way: Travel): number => (way.kind === 'here' ? -1 : (way.km?.low ?? Number.MAX_SAFE_INTEGER));
