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
  /** On mountain and rural roads: every trip of which nothing better is known. */
  readonly speedKmh: number;
  /** Along a trunk road. */
  readonly trunkSpeedKmh: number;
  readonly farePerStraightKm: number | null;
  readonly minFare: number | null;
  /** How far the truth may lie from the estimate, in percent. */
  readonly rangePercent: number;
  /** `admin2` ids that are reached over water. */
  readonly islands: readonly string[];
  /** Factor of trips of more than {@link LONG_KM}, where one is known. */
  readonly longDetourFactor?: number | undefined;
  /** Trunk roads with the municipalities between which trips along them were observed. */
  readonly corridors?: readonly Corridor[] | undefined;
  /** Boats with a timetable; an island without one is reached in a time that nobody here knows. */
  readonly ferries?: readonly Ferry[] | undefined;
  /** How many borders lie between this country and another, and what the trip costs where that was observed. */
  readonly borders?: Readonly<Record<string, Borders>> | undefined;
}

export interface Corridor { readonly road: string; readonly places: readonly string[]; readonly detourFactor: number }
export interface Ferry { readonly island: string; readonly harbour: { readonly admin1: string; readonly admin2: string; readonly latitude: number; readonly longitude: number }; readonly hours: number }
export interface Borders { readonly count: number; readonly fare: { readonly currency: string; readonly perStraightKm: number } | null }

/** What is known of a trip better than by estimate: what an office says, or what a routing service found. What is `null` stays estimated. */
export interface KnownTrip {
  readonly basis: 'office' | 'routing';
  readonly km: Travel['km'];
  readonly minutes: Travel['minutes'];
  readonly fare: Travel['fare'];
  readonly currency: string | null;
}

/** Known trips from where a person is, by the municipality they lead to. */
export type KnownTrips = ReadonlyMap<string, KnownTrip>;

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

interface Range { readonly low: number; readonly high: number }
const around = (value: number, p: TravelParameters): Range => ({ low: value * (1 - p.rangePercent / 100), high: value * (1 + p.rangePercent / 100) });
const whole = ({ low, high }: Range): Range => ({ low: Math.floor(low), high: Math.ceil(high) });
const minutesOf = ({ low, high }: Range): Range => ({ low: downTo(low * MINUTES, 5), high: upTo(high * MINUTES, 5) });
const plus = (a: Range, b: Range): Range => ({ low: a.low + b.low, high: a.high + b.high });

const MINUTES = 60;
/** From here on a trip is mostly on trunk roads, and nobody here knows how much of it. */
export const LONG_KM = 300;
const BORDER_HOURS = 1;

/** How a trip is: along a road where trips were observed, over how many borders. */
interface Manner { readonly corridor?: Corridor | undefined; readonly borders?: Borders | null }

function cents({ low, high }: Range): Range {
  return { low: Math.round(low * 100) / 100, high: Math.round(high * 100) / 100 };
}

function fareOf(straight: number, p: TravelParameters, borders: Borders | null | undefined): Pick<Travel, 'fare' | 'currency'> {
  if (borders) return borders.fare ? { fare: cents(around(straight * borders.fare.perStraightKm, p)), currency: borders.fare.currency } : { fare: null, currency: null };
  if (p.farePerStraightKm === null) return { fare: null, currency: null };
  return { fare: cents(around(Math.max(p.minFare ?? 0, straight * p.farePerStraightKm), p)), currency: p.currency };
}

function roadKm(straight: number, p: TravelParameters, corridor: Corridor | undefined): number {
  if (corridor) return straight * corridor.detourFactor;
  if (straight <= LONG_KM || p.longDetourFactor === undefined) return straight * p.detourFactor;
  // A longer trip is never said to be shorter.
  return Math.max(straight * p.longDetourFactor, LONG_KM * p.detourFactor);
}

/** Hours on the way: on a trunk road that is known, on rural roads, or on a long trip something between the two. */
function hoursOf(straight: number, p: TravelParameters, corridor: Corridor | undefined): Range {
  if (corridor) return around(straight / p.trunkSpeedKmh, p);
  const rural = around(Math.min(straight, LONG_KM) / p.speedKmh, p);
  if (straight <= LONG_KM) return rural;
  return { low: Math.max(straight / p.trunkSpeedKmh, rural.low), high: Math.max(straight / p.speedKmh, rural.high) };
}

/** The range between two points on land. */
export function estimateBetween(a: Coordinates, b: Coordinates, p: TravelParameters, { corridor, borders }: Manner = {}): Travel {
  const straight = straightKm(a, b);
  const waiting = (borders?.count ?? 0) * BORDER_HOURS;
  return {
    kind: 'estimated',
    km: whole(around(roadKm(straight, p, corridor), p)),
    minutes: minutesOf(plus(hoursOf(straight, p, corridor), { low: waiting, high: waiting })),
    ...fareOf(straight, p, borders),
    crossing: false,
  };
}

type Point = Extract<OfferPlace, { kind: 'point' }>;
interface End extends Coordinates { readonly admin1: string; readonly admin2: string | null }

const isIsland = ({ admin2 }: End, p: TravelParameters): boolean => admin2 !== null && p.islands.includes(admin2);

/** The boat to an island, if its timetable is known. */
export const ferryTo = (admin2: string | null, p: TravelParameters): Ferry | undefined => p.ferries?.find((f) => f.island === admin2);

/** The harbours through which whoever lives on an island leaves it, with their departments, by island; none where there are several ways. */
export function harboursOf(p: Pick<TravelParameters, 'ferries'>): ReadonlyMap<string, readonly string[]> {
  const boats = Map.groupBy(p.ferries ?? [], (ferry) => ferry.island);
  return new Map([...boats].flatMap(([island, all]): [string, string[]][] => (all.length === 1 ? [[island, [all[0]!.harbour.admin1, all[0]!.harbour.admin2]]] : [])));
}

const countryOf = (admin1: string): string => admin1.slice(0, 2);

/** Borders between two places; one where nobody counted them. */
function bordersBetween(a: End, b: End, p: TravelParameters): Borders | null {
  if (countryOf(a.admin1) === countryOf(b.admin1)) return null;
  return p.borders?.[countryOf(b.admin1)] ?? p.borders?.[countryOf(a.admin1)] ?? { count: 1, fare: null };
}

function overLand(from: End, to: End, p: TravelParameters): Travel {
  const corridor = p.corridors?.find((c) => from.admin2 !== null && to.admin2 !== null && c.places.includes(from.admin2) && c.places.includes(to.admin2));
  return estimateBetween(from, to, p, { corridor, borders: bordersBetween(from, to, p) });
}

/** By land to the harbour, by boat, and by land again; without a fare, which no source of the boats gives. No time either where a boat has no timetable. */
function overWater(from: End, to: End, p: TravelParameters): Travel {
  const ends = [from, to].filter((end) => isIsland(end, p));
  const boats = ends.map((end) => ({ end, ferry: ferryTo(end.admin2, p) }));
  const harbourOf = (end: End): End => boats.find((b) => b.end === end)?.ferry?.harbour ?? end;
  const land = overLand(harbourOf(from), harbourOf(to), p);
  if (boats.some((b) => !b.ferry)) return { ...land, minutes: null, fare: null, currency: null, crossing: true };
  const sea = boats.reduce((sum, { end, ferry }) => sum + straightKm(end, ferry!.harbour), 0);
  const sailing = boats.reduce((sum, { ferry }) => sum + ferry!.hours, 0);
  return {
    ...land, fare: null, currency: null, crossing: true,
    km: whole(plus(land.km!, { low: sea, high: sea })), minutes: plus(land.minutes!, { low: sailing * MINUTES, high: sailing * MINUTES }),
  };
}

function toPoint(from: PersonPlace, to: Point, p: TravelParameters): Travel {
  if (to.admin2 !== null && to.admin2 === from.admin2) return nothing('here');
  if (isIsland(from, p) || isIsland(to, p)) return overWater(from, to, p);
  const estimate = overLand(from, to, p);
  // "Somewhere in the department" may be next door for who lives there.
  const nearby = to.precision === 'admin1' && to.admin1 === from.admin1;
  return nearby ? { ...estimate, km: lowerEnd(estimate.km), minutes: lowerEnd(estimate.minutes), fare: lowerEnd(estimate.fare) } : estimate;
}

const lowerEnd = (r: Range | null): Range | null => (r ? { low: 0, high: r.high } : null);

/** What is known stands in place of what is estimated. A routing service knows roads: what it says of a way over water may end at the shore. */
function withKnown(estimate: Travel, known: KnownTrip | undefined): Travel {
  if (!known || estimate.kind !== 'estimated' || (estimate.crossing && known.basis === 'routing')) return estimate;
  const fare = known.fare ? { fare: known.fare, currency: known.currency } : {};
  return { ...estimate, km: known.km ?? estimate.km, minutes: known.minutes ?? estimate.minutes, ...fare, basis: known.basis };
}

/** How far the place of an offer is from where the person is; `known` trips outrank the estimate. */
export function travelTo(place: OfferPlace, from: PersonPlace | null, parameters: TravelParameters | null, known?: KnownTrips): Travel {
  switch (place.kind) {
    case 'remote': return nothing('remote');
    case 'nationwide': return nothing('nationwide');
    case 'abroad':
    case 'unstated': return nothing('unknown');
    case 'point': {
      if (!from || !parameters) return nothing('unknown');
      // A department has no door that a route could lead to.
      const trip = place.admin2 === null ? undefined : known?.get(place.admin2);
      return withKnown(toPoint(from, place, parameters), trip);
    }
  }
}
