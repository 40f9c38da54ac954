import type { CountryCode } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import type { PlainDate } from '#kernel/dates';
import type { Places } from '#platform/places';
import { capacityOf, waitDaysOf } from './availability.ts';
import type { Offer, OfferPlace, OfferStatus } from './matching/offer.ts';
import { harboursOf, type TravelParameters } from './matching/travel.ts';
import type { NeedType, Schedule, Service, ServicePlace, ServiceStatus } from './schema.ts';

/** Turns services of the directory into offers: one for each place, ready to be matched. Pure. */

const STATUS: Readonly<Record<ServiceStatus, OfferStatus>> = {
  active_as_of: 'active', pilot: 'pilot', planned: 'planned', suspended: 'closed', closed: 'closed',
};

/** The middle of the municipalities of a department: good enough for "somewhere in the department". */
function middleOf(places: Places, admin1: string): { latitude: number; longitude: number } {
  const inside = places.all().filter((p) => p.admin1 === admin1);
  const mean = (pick: (p: { lat: number; lon: number }) => number): number => inside.reduce((sum, p) => sum + pick(p), 0) / inside.length;
  return { latitude: mean((p) => p.lat), longitude: mean((p) => p.lon) };
}

function offerPlace(place: ServicePlace, places: Places): OfferPlace {
  if (place.reach === 'national') return { kind: 'nationwide' };
  if (place.reach === 'abroad') return { kind: 'abroad' };
  if (place.admin1 === null) return { kind: 'unstated' };
  const municipality = place.admin2 === null ? undefined : places.get(place.admin2);
  if (!municipality) return { kind: 'point', admin1: place.admin1, admin2: null, ...middleOf(places, place.admin1), precision: 'admin1' };
  const at = { kind: 'point', admin1: place.admin1, admin2: municipality.id } as const;
  const { latitude, longitude } = place;
  if (latitude !== null && longitude !== null && place.precision === 'exact') return { ...at, latitude, longitude, precision: 'exact' };
  return { ...at, latitude: municipality.lat, longitude: municipality.lon, precision: 'admin2' };
}

/** Where and when a service can be had at one place. */
interface Access {
  readonly place: OfferPlace;
  readonly schedules: readonly Schedule[];
}

/** By phone or on line, nobody has to go anywhere. */
const isRemote = (s: Service): boolean => s.modality.includes('phone') || s.modality.includes('remote');

/** True if one goes there, or no source says how it is had. */
const hasDoors = (s: Service): boolean => s.modality.includes('place') || s.modality.every((how) => how === 'mobile_team');

/** Every way to a service: its doors, the stops of its team, and the phone. */
function accessesOf(s: Service, places: Places): Access[] {
  const stops = s.modality.includes('mobile_team') ? s.route : [];
  const stopPlaces = stops.map((stop) => ({ schedules: stop.schedules, place: stopPlace(stop, places) }));
  // A team that names its stops is met there, not at the desk it sets out from.
  const doors = hasDoors(s) && (stopPlaces.length === 0 || s.modality.includes('place'))
    ? s.places.map((place) => ({ schedules: place.schedules, place: offerPlace(place, places) })) : [];
  return [...doors, ...stopPlaces, ...(isRemote(s) ? [{ schedules: [], place: { kind: 'remote' } as const }] : [])];
}

function stopPlace(stop: Service['route'][number], places: Places): OfferPlace {
  const at = places.get(stop.admin2);
  if (!at) return { kind: 'unstated' };
  return { kind: 'point', admin1: at.admin1, admin2: at.id, latitude: at.lat, longitude: at.lon, precision: 'admin2' };
}

/** What is known of a service from hour to hour, beside its entry. */
export type BesideEntry = Partial<Pick<Offer, 'capacity' | 'acceptance' | 'confirmedOn' | 'phoneFirst'>>;

/** Where and when services are offered; `beside` holds what is known of them beside their entries, by id. */
export interface Setting {
  readonly country: CountryCode;
  readonly needs: readonly NeedType[];
  readonly places: Places;
  readonly today: PlainDate;
  readonly beside: ReadonlyMap<string, BesideEntry>;
  /** Boats with a timetable: an island is reached through its harbour. */
  readonly ferries?: TravelParameters['ferries'];
}

/** Offers of the services that may be suggested, as of the day of the setting. */
export function offersOf(services: readonly Service[], { country, needs, places, today, beside, ferries = [] }: Setting): Offer[] {
  const harbours = harboursOf({ ferries });
  const personal = new Set(needs.filter((need) => need.personal).map((need) => need.code));
  return services.filter((s) => s.matchable).flatMap((service) => {
    const accesses = accessesOf(service, places);
    return accesses.map(({ place, schedules }, index) => ({
      ...offerOf(country, service, personal),
      ...beside.get(service.id),
      id: accesses.length > 1 ? `${service.id}@${index + 1}` : service.id,
      place: behindHarbour(place, harbours),
      capacity: capacityNow(service, beside.get(service.id), today),
      waitDays: waitDaysOf(service, schedules.length > 0 ? schedules : service.schedules, today),
    }));
  });
}

/** What lies on an island is reached through its harbour, and through the department of the harbour. */
function behindHarbour(place: OfferPlace, harbours: ReturnType<typeof harboursOf>): OfferPlace {
  const through = place.kind === 'point' && place.admin2 !== null ? harbours.get(place.admin2) : undefined;
  return through ? { ...place, through } as OfferPlace : place;
}

/** Places that are counted one by one come before what the entry says. */
function capacityNow(service: Service, beside: BesideEntry | undefined, today: PlainDate): Offer['capacity'] {
  const counted = beside?.capacity ?? 'unknown';
  return counted === 'unknown' ? capacityOf(service, today) : counted;
}

type PerPlace = 'id' | 'place' | 'capacity' | 'waitDays';

/** A service as if it could be had everywhere and today: what is left is for whom it is. */
export function offerAnywhere(country: CountryCode, service: Service): Offer {
  return { ...offerOf(country, service, new Set(service.serviceTypes)), id: service.id, place: { kind: 'nationwide' }, status: 'active', capacity: 'unknown', waitDays: null };
}

function offerOf(country: CountryCode, s: Service, personal: ReadonlySet<string>): Omit<Offer, PerPlace> {
  return {
    serviceId: s.id, country,
    needCodes: s.serviceTypes.filter((type) => personal.has(type)),
    // The pack check has read every criterion with the kernel's parser.
    criteria: s.criteria as Criteria | null,
    rules: s.rules ?? null,
    needCriteria: s.needCriteria as Record<string, Criteria>,
    openConditions: s.openConditions,
    requiredDocuments: s.requiredDocuments,
    ages: s.ages, sexes: s.sexes, protectionOnly: s.protectionOnly,
    status: STATUS[s.status], asOf: s.asOf,
    specificity: s.specificity, languages: s.languages, ...(s.womenAttend ? { womenAttend: true } : {}), acceptance: null,
  };
}
