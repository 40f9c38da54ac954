import type { z } from 'zod';
import type { placeDetailsSchema, serviceDetailsSchema } from './parts.ts';

/** What may not be known of a place that is kept secret. A leaked address can kill: the same rule stands in the database. */

type PlaceParts = z.infer<typeof placeDetailsSchema> & { readonly reach: string; readonly admin2: string | null; readonly note: string | null };
type ServiceParts = z.infer<typeof serviceDetailsSchema> & { readonly confidentialLocation: boolean; readonly places: readonly PlaceParts[] };

const PLACE_FIELDS = ['admin2', 'note', 'name', 'address', 'latitude', 'longitude', 'precision', 'directions'] as const;

/** Fields of a place that say more than its department, or give another number than that of the intake. */
export function tooFine(place: PlaceParts): string[] {
  return [
    ...PLACE_FIELDS.filter((field) => place[field] !== null),
    ...(place.reach === 'municipality' ? ['reach'] : []),
    ...(place.accessibility.length > 0 ? ['accessibility'] : []),
    ...(place.phones.every((phone) => phone.intake) ? [] : ['phones']),
  ];
}

const ALWAYS_EMPTY = ['emails', 'urls', 'contacts', 'route'] as const;

/** Where a service says more about a secret place than its department and its intake phone: paths of the fields. */
export function secretsTold(service: ServiceParts): (string | number)[][] {
  const secretPlaces = service.places.flatMap((place, at) =>
    (service.confidentialLocation || place.confidential ? tooFine(place).map((field) => ['places', at, field]) : []));
  if (!service.confidentialLocation) return secretPlaces;
  return [
    ...secretPlaces,
    ...ALWAYS_EMPTY.filter((field) => service[field].length > 0).map((field) => [field]),
    ...(service.phones.every((phone) => phone.intake) ? [] : [['phones']]),
  ];
}
