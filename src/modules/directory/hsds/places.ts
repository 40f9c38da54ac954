import { placeDetailsSchema } from '../entry/parts.ts';
import type { ServicePlace } from '../schema.ts';
import { partId } from './ids.ts';
import { partsTo, phones, schedules } from './parts.ts';
import { extended, extension, numberOf, rowOf, rowsOf, stated, textOf, type HsdsRow } from './row.ts';

/** Places of a service, to the exchange format and back. Secret places are never written. */

/** What a country lends to reading and writing: names of places, and the codes behind names. */
export interface Gazetteer {
  readonly country: string;
  readonly countryName: string;
  nameOf(id: string): string | null;
  /** Codes of a municipality and its department that a text names; null where it is unclear. */
  find(city: string | null, area: string | null): { admin1: string; admin2: string | null } | null;
  /** Municipalities that carry an official code, of before or after a reform; several where it joined them. */
  withCode(code: string): readonly { admin1: string; admin2: string }[];
}

export const PLACE_CODE = 'ventanilla-place';
const REST = ['reach', 'admin1', 'admin2', 'precision', 'note'];
const SILENCE = placeDetailsSchema.parse({});

/** A place with at least a department has a location; "everywhere", "abroad" and "not stated" have none in the format. */
const isLocated = (place: ServicePlace): boolean => place.admin1 !== null;

function addressTo(parent: string, place: ServicePlace, gazetteer: Gazetteer): HsdsRow {
  const { address } = place;
  return {
    ...stated({ id: partId(parent, 'address', 0), address_2: address?.more, address_type: 'physical', country: gazetteer.country }),
    address_1: address?.street ?? '', postal_code: address?.postalCode ?? '',
    city: place.admin2 === null ? '' : (gazetteer.nameOf(place.admin2) ?? ''), state_province: gazetteer.nameOf(place.admin1 ?? '') ?? '',
  };
}

function locationTo(id: string, place: ServicePlace, gazetteer: Gazetteer): HsdsRow {
  return stated({
    id, location_type: 'physical', name: place.name, latitude: place.latitude, longitude: place.longitude, transportation: place.directions,
    external_identifier: place.admin2 ?? place.admin1, external_identifier_type: PLACE_CODE,
    addresses: [addressTo(id, place, gazetteer)],
    accessibility: partsTo(id, 'accessibility', place.accessibility, (words) => ({ description: words })),
    phones: phones.to(id, place.phones), schedules: schedules.to(id, place.schedules),
    ...extended(place, REST),
  });
}

/** Locations of a service, and in the extension the places that have none. */
export function placesTo(service: string, places: readonly ServicePlace[], gazetteer: Gazetteer, secret: SecretPlaces): { located: HsdsRow[]; others: HsdsRow[] } {
  const all = places.map((place, at) => ({ place, at }));
  const isSecret = ({ place }: { place: ServicePlace }): boolean => secret.all || place.confidential;
  const open = all.filter((one) => !isSecret(one));
  return {
    located: open.filter(({ place }) => isLocated(place)).map(({ place, at }) => {
      const location = partId(service, 'location', at);
      return { id: partId(service, 'service_at_location', at), service_id: service, location_id: location, location: locationTo(location, place, gazetteer), x_position: at };
    }),
    others: [
      ...open.filter(({ place }) => !isLocated(place)).map(({ place, at }) => ({ position: at, ...saidOf(place) })),
      ...(secret.departments ? all.filter(isSecret).map(({ place, at }) => ({ position: at, ...departmentOf(place) })) : []),
    ],
  };
}

/** Which places are secret beside those that say so, and whether at least their department may be written. */
export interface SecretPlaces { readonly all: boolean; readonly departments: boolean }

/** All that may ever be written of a secret place: its department and the phone of the intake. */
function departmentOf({ reach, admin1, confidential, phones: numbers }: ServicePlace): HsdsRow {
  return stated({ reach: admin1 === null ? reach : 'department', admin1, confidential: confidential || null, phones: numbers.filter((phone) => phone.intake) });
}

const saidOf = (place: ServicePlace): HsdsRow =>
  Object.fromEntries(Object.entries(place).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify((SILENCE as HsdsRow)[key]) && value !== null));

const NOWHERE = { reach: 'unstated', admin1: null, admin2: null, note: null };

/** Where somebody else's location is: by our code, or by the names in its address. */
function codesOf(location: HsdsRow, gazetteer: Gazetteer): HsdsRow {
  const own = extension(location, REST);
  if (own['reach'] !== undefined) return { ...NOWHERE, ...own };
  const carriers = gazetteer.withCode(textOf(location, 'external_identifier') ?? '');
  return carriers.length === 1 ? { ...NOWHERE, reach: 'municipality', ...carriers[0] } : namedIn(location, carriers[0]?.admin1, gazetteer);
}

/** By the names in the address; what cannot be told stays as words. `known` is the department that is known all the same. */
function namedIn(location: HsdsRow, known: string | undefined, gazetteer: Gazetteer): HsdsRow {
  const address = rowsOf(location, 'addresses')[0] ?? {};
  const [city, area] = [textOf(address, 'city'), textOf(address, 'state_province')];
  const found = gazetteer.find(city, area);
  if (found?.admin2) return { ...NOWHERE, reach: 'municipality', ...found };
  const admin1 = known ?? found?.admin1;
  return admin1 === undefined ? { ...NOWHERE, note: [city, area].filter(Boolean).join(', ') || null } : { ...NOWHERE, reach: 'department', admin1, note: city };
}

function addressFrom(location: HsdsRow): unknown {
  const [address] = rowsOf(location, 'addresses');
  const street = address ? textOf(address, 'address_1') : null;
  return !address || street === null ? null : { street, more: textOf(address, 'address_2'), postalCode: textOf(address, 'postal_code') };
}

/** Coordinates of others say nothing of how exact they are: taken for the door only where ours said so. */
function coordinatesFrom(location: HsdsRow): HsdsRow {
  const [latitude, longitude] = [numberOf(location, 'latitude'), numberOf(location, 'longitude')];
  return { latitude, longitude, precision: textOf(location, 'x_precision') };
}

function placeFrom(location: HsdsRow, gazetteer: Gazetteer): HsdsRow {
  return {
    ...codesOf(location, gazetteer), name: textOf(location, 'name'), ...coordinatesFrom(location), address: addressFrom(location), directions: textOf(location, 'transportation'),
    accessibility: rowsOf(location, 'accessibility').map((a) => textOf(a, 'description')).filter((words) => words !== null),
    phones: phones.from(location), schedules: schedules.from(location),
  };
}

/** Places of a service in the order in which they stood. */
export function placesFrom(service: HsdsRow, gazetteer: Gazetteer): HsdsRow[] {
  const located = rowsOf(service, 'service_at_locations').map((at, index) => ({
    position: numberOf(at, 'x_position') ?? index, place: placeFrom(rowOf(at, 'location') ?? {}, gazetteer),
  }));
  const others = rowsOf(service, 'x_places').map((row) => {
    const { position, ...place } = row;
    return { position: typeof position === 'number' ? position : Number.MAX_SAFE_INTEGER, place: { ...NOWHERE, ...place } as HsdsRow };
  });
  return [...located, ...others].sort((a, b) => a.position - b.position).map(({ place }) => place);
}
