import type { CountryCode } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import type { Places } from '#platform/places';
import type { Offer, OfferPlace, OfferStatus } from './matching/offer.ts';
import type { NeedType, Service, ServicePlace, ServiceStatus } from './schema.ts';

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
  return { kind: 'point', admin1: place.admin1, admin2: municipality.id, latitude: municipality.lat, longitude: municipality.lon, precision: 'admin2' };
}

/** Offers of the services that may be suggested. */
export function offersOf(country: CountryCode, services: readonly Service[], needs: readonly NeedType[], places: Places): Offer[] {
  const personal = new Set(needs.filter((need) => need.personal).map((need) => need.code));
  return services.filter((s) => s.matchable).flatMap((service) =>
    service.places.map((place, index) => ({
      ...offerOf(country, service, personal),
      id: service.places.length > 1 ? `${service.id}@${index + 1}` : service.id,
      place: offerPlace(place, places),
    })));
}

function offerOf(country: CountryCode, s: Service, personal: ReadonlySet<string>): Omit<Offer, 'id' | 'place'> {
  return {
    serviceId: s.id, country,
    needCodes: s.serviceTypes.filter((type) => personal.has(type)),
    // The pack check has read every criterion with the kernel's parser.
    criteria: s.criteria as Criteria | null,
    needCriteria: s.needCriteria as Record<string, Criteria>,
    openConditions: s.openConditions,
    requiredDocuments: s.requiredDocuments,
    ages: s.ages, sexes: s.sexes, protectionOnly: s.protectionOnly,
    status: STATUS[s.status], asOf: s.asOf,
    capacity: 'unknown', specificity: s.specificity, languages: [], acceptance: null, waitDays: null,
  };
}
