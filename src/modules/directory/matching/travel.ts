/**
 * How far an offer is, without a road map: the straight line between two seats, stretched by what trips of the country
 * were observed to take. Always a range, never a promise.
 */
import type { OfferPlace } from './offer.ts';
import type { Travel } from './suggestion.ts';

/** Observed figures of a country; pack data. Speeds are kilometres of straight line per hour, door to door by bus. */
export interface TravelParameters {
  readonly currency: string;
  /** Road kilometres per kilometre of straight line. */
  readonly detourFactor: number;
  /** On mountain and rural roads. */
  readonly speedKmh: number;
  /** Between big towns. */
  readonly trunkSpeedKmh: number;
  readonly farePerStraightKm: number | null;
  readonly minFare: number | null;
  /** How far the truth may lie from the estimate, in percent. */
  readonly rangePercent: number;
  /** `admin2` ids that are reached over water. */
  readonly islands: readonly string[];
}

/** Where the person is or will live. */
export interface PersonPlace {
  readonly admin1: string;
  readonly admin2: string | null;
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in kilometres. */
export function straightKm(a: Coordinates, b: Coordinates): number {
  const dLat = radians(b.latitude - a.latitude) / 2;
  const dLon = radians(b.longitude - a.longitude) / 2;
  const h = Math.sin(dLat) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

const nothing = (kind: Travel['kind']): Travel => ({ kind, km: null, minutes: null, fare: null, currency: null, crossing: false });

const downTo = (value: number, step: number): number => Math.floor(value / step) * step;
const upTo = (value: number, step: number): number => Math.ceil(value / step) * step;

function fareRange(straight: number, p: TravelParameters): Travel['fare'] {
  if (p.farePerStraightKm === null) return null;
  const fare = Math.max(p.minFare ?? 0, straight * p.farePerStraightKm);
  const spread = p.rangePercent / 100;
  const cents = (value: number): number => Math.round(value * 100) / 100;
  return { low: cents(fare * (1 - spread)), high: cents(fare * (1 + spread)) };
}

/** The range between two points: fastest as on trunk roads, slowest as on rural ones. */
export function estimateBetween(a: Coordinates, b: Coordinates, p: TravelParameters): Travel {
  const straight = straightKm(a, b);
  const spread = p.rangePercent / 100;
  return {
    kind: 'estimated',
    km: { low: Math.floor(straight * p.detourFactor * (1 - spread)), high: Math.ceil(straight * p.detourFactor * (1 + spread)) },
    minutes: { low: downTo((straight / p.trunkSpeedKmh) * 60, 5), high: upTo((straight / p.speedKmh) * 60, 5) },
    fare: fareRange(straight, p),
    currency: p.farePerStraightKm === null ? null : p.currency,
    crossing: false,
  };
}

const onIsland = (admin2: string | null, p: TravelParameters): boolean => admin2 !== null && p.islands.includes(admin2);

function toPoint(from: PersonPlace, to: Extract<OfferPlace, { kind: 'point' }>, p: TravelParameters): Travel {
  if (to.admin2 !== null && to.admin2 === from.admin2) return nothing('here');
  const estimate = estimateBetween(from, to, p);
  const crossing = onIsland(from.admin2, p) !== onIsland(to.admin2, p) || (onIsland(from.admin2, p) && onIsland(to.admin2, p));
  if (crossing) return { ...estimate, minutes: null, fare: null, currency: null, crossing };
  // "Somewhere in the department" may be next door for who lives there.
  const nearby = to.precision === 'admin1' && to.admin1 === from.admin1;
  return nearby ? { ...estimate, km: lowerEnd(estimate.km), minutes: lowerEnd(estimate.minutes), fare: lowerEnd(estimate.fare) } : estimate;
}

const lowerEnd = (r: { low: number; high: number } | null): { low: number; high: number } | null => (r ? { low: 0, high: r.high } : null);

/** How far the place of an offer is from where the person is. */
export function travelTo(place: OfferPlace, from: PersonPlace | null, parameters: TravelParameters | null): Travel {
  switch (place.kind) {
    case 'remote': return nothing('remote');
    case 'nationwide': return nothing('nationwide');
    case 'abroad':
    case 'unstated': return nothing('unknown');
    case 'point': return from && parameters ? toPoint(from, place, parameters) : nothing('unknown');
  }
}
