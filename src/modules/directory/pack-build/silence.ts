import { organizationDetailsSchema, placeDetailsSchema, serviceDetailsSchema } from '../entry/parts.ts';
import type { DirectoryPack } from '../schema.ts';

/** A pack leaves out what the sources do not say: reading it fills the defaults in again. */

type Entry = Readonly<Record<string, unknown>>;

const PLACE = placeDetailsSchema.parse({});
const SERVICE = serviceDetailsSchema.parse({});
const ORGANIZATION = organizationDetailsSchema.parse({});

function without(entry: Entry, silence: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([key, value]) => !(key in silence) || JSON.stringify(value) !== JSON.stringify(silence[key])));
}

/** The pack as it is written. */
export function withoutSilence(pack: DirectoryPack): Record<string, unknown> {
  return {
    ...pack,
    organizations: pack.organizations.map((o) => without(o, ORGANIZATION)),
    services: pack.services.map((s) => ({ ...without(s, SERVICE), places: s.places.map((place) => without(place, PLACE)) })),
    receptionPoints: pack.receptionPoints.map((point) => ({ ...point, place: without(point.place, PLACE) })),
  };
}
