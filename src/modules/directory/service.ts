import { createHash } from 'node:crypto';
import type { CountryCode } from '#kernel/codes';
import { dayIn } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { leavesOf, type Criteria } from '#kernel/criteria';
import { known, type FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import type { Place } from '#platform/places';
import {
  indexOffers, namesIn, suggest, type NeedToMeet, type OfferIndex, type PersonPlace, type Suggestions, type SuggestionsView,
} from './matching/index.ts';
import { offersOf } from './offers.ts';
import { directorySlice, travelSlice } from './pack.ts';
import * as repository from './repository.ts';
import type { DocumentType, NeedType, Organization, PlaceOption, ReceptionPoint, Service, ServiceCardParts, ServicePage } from './schema.ts';
import { cardOf } from './cards.ts';

/** One service; "not found" if there is none or the actor may not know of it. */
export async function getService(ctx: Ctx, id: string): Promise<Service> {
  const service = await repository.findService(ctx.actor, ctx.tx, id);
  if (!service) throw notFound();
  return service;
}

export interface ServiceQuery {
  readonly need?: string | undefined;
  readonly text?: string | undefined;
  readonly admin1?: string | undefined;
  readonly admin2?: string | undefined;
  readonly status?: string | undefined;
  readonly toCheck?: boolean | undefined;
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 200;

/** Services by need code, words and place. A municipality finds what is there, in its department, and everywhere. */
export function findServices(ctx: Ctx, query: ServiceQuery): Promise<Service[]> {
  const municipality = query.admin2 === undefined ? undefined : knownPlace(ctx, query.admin2);
  return repository.searchServices(ctx.actor, ctx.tx, {
    ...query, admin1: municipality?.admin1 ?? query.admin1, limit: query.limit ?? DEFAULT_LIMIT,
  });
}

/** All kinds of service with family, dimension and labels: the catalogue of needs. */
export function needCatalog(ctx: Ctx): readonly NeedType[] {
  return ctx.pack.slice(directorySlice).needTypes;
}

/** Places where people are received on arrival. */
export function receptionPoints(ctx: Ctx): Promise<ReceptionPoint[]> {
  return repository.listReceptionPoints(ctx.actor, ctx.tx);
}

/** Papers that services of the country ask for or accept. */
export function documentTypes(ctx: Ctx): Promise<DocumentType[]> {
  return repository.listDocuments(ctx.actor, ctx.tx);
}

/** The municipality with this id; refuses one that the pack does not know. */
export function knownPlace(ctx: Ctx, admin2: string): Place {
  const place = ctx.pack.places.get(admin2);
  if (!place) throw refuse('directory.unknown-municipality', { field: 'admin2' });
  return place;
}

/** Municipalities that a text may mean, best first; an id or another official code finds exactly its places. */
export function findPlaces(ctx: Ctx, query: { text?: string | undefined; id?: string | undefined; limit: number }): PlaceOption[] {
  const { places } = ctx.pack;
  const byId = query.id === undefined ? undefined : places.get(query.id);
  if (query.id !== undefined) return (byId ? [byId] : [...places.byCode(query.id)]).map(placeOption);
  const text = query.text ?? '';
  const found = places.search(text, query.limit);
  const close = found.length > 0 ? [] : places.guess(text).map((guess) => guess.place);
  return [...found, ...close].slice(0, query.limit).map(placeOption);
}

const placeOption = (p: Place): PlaceOption => ({ admin2: p.id, name: p.name, admin1: p.admin1, admin1Name: p.admin1Name });

interface Shelf {
  readonly version: string;
  readonly index: OfferIndex;
}

/** Indexes kept in memory: one for the closed circle and one for everybody else, per pack. */
const shelves = new WeakMap<Pack, Map<string, Shelf>>();

/** Offers of the country, built again whenever the directory has changed. */
async function offerIndex(ctx: Ctx, closedCircle: boolean): Promise<OfferIndex> {
  const version = await repository.directoryVersion(ctx.actor, ctx.tx);
  const kept = shelves.get(ctx.pack) ?? new Map<string, Shelf>();
  shelves.set(ctx.pack, kept);
  const key = `${ctx.actor.country}/${closedCircle ? 'closed' : 'open'}`;
  const shelf = kept.get(key);
  if (shelf?.version === version) return shelf.index;
  const services = await repository.listMatchable(ctx.actor, ctx.tx);
  const index = indexOffers(offersOf(ctx.actor.country as CountryCode, services, needCatalog(ctx), ctx.pack.places));
  kept.set(key, { version, index });
  return index;
}

export interface SuggestQuery {
  /** Municipality where the person is or will live; null when nobody knows yet. */
  readonly admin2: string | null;
  readonly limit: number;
  /** Places of danger that steer although the actor may not read them. */
  readonly avoid?: readonly string[];
}

function personPlace(ctx: Ctx, admin2: string | null): PersonPlace | null {
  if (admin2 === null) return null;
  const place = knownPlace(ctx, admin2);
  return { admin1: place.admin1, admin2: place.id, latitude: place.lat, longitude: place.lon };
}

/** Where the person will live is a fact too: services ask for it, and nobody should be asked what the case already says. */
function withDestination(ctx: Ctx, facts: FactSet, admin2: string | null): FactSet {
  if (admin2 === null) return facts;
  const at = ctx.now.toISOString();
  const place = knownPlace(ctx, admin2);
  const derived = { destinationAdmin1: known(place.admin1, at, 'derived'), destinationAdmin2: known(place.id, at, 'derived') };
  return { ...derived, ...facts };
}

/** Ranked offers for a person's needs, with reasons, the best next question, and the needs nothing answers. */
export async function suggestFor(ctx: Ctx, facts: FactSet, needs: readonly NeedToMeet[], query: SuggestQuery): Promise<Suggestions> {
  const closedCircle = ctx.actor.role === 'protection';
  return suggest(needs, withDestination(ctx, facts, query.admin2), await offerIndex(ctx, closedCircle), {
    country: ctx.actor.country as CountryCode,
    today: dayIn(ctx.pack.info.timeZone, ctx.now),
    place: personPlace(ctx, query.admin2),
    travel: ctx.pack.slice(travelSlice),
    limit: query.limit,
    mayReadRestricted: closedCircle,
    avoid: query.avoid ?? [],
  });
}

/** Suggestions with what a screen shows of each service and paper. */
export async function describeSuggestions(ctx: Ctx, suggestions: Suggestions): Promise<SuggestionsView> {
  const shown = suggestions.needs.flatMap((need) => [...need.offers, ...need.notFitting]);
  const parts = await cardParts(ctx, [...new Set(shown.map((s) => s.serviceId))]);
  const names = namesIn(suggestions);
  const documents = await repository.findDocuments(ctx.actor, ctx.tx, names.documents);
  const placeName = (id: string): string => ctx.pack.places.get(id)?.name ?? ctx.pack.places.admin1Get(id)?.name ?? id;
  return {
    ...suggestions,
    services: Object.fromEntries(parts.map((part) => [part.service.id, cardOf(part, ctx.actor.locale)])),
    documents: Object.fromEntries(documents.map((d) => [d.id, { es: d.nameEs, en: d.nameEn }])),
    places: Object.fromEntries(names.places.map((id) => [id, placeName(id)])),
  };
}

/** Services with the names that a reader needs beside them. */
export async function cardParts(ctx: Ctx, ids: readonly string[]): Promise<ServiceCardParts[]> {
  const services = await repository.findServicesByIds(ctx.actor, ctx.tx, ids);
  return withNames(ctx, services);
}

/** Adds owner, place names and titles of sources to services. */
export async function withNames(ctx: Ctx, services: readonly Service[]): Promise<ServiceCardParts[]> {
  const organizations = await repository.findOrganizations(ctx.actor, ctx.tx, [...new Set(services.map((s) => s.organizationId))]);
  const byId = new Map<string, Organization>(organizations.map((o) => [o.id, o]));
  const { sources } = ctx.pack.slice(directorySlice);
  return services.map((service) => ({
    service,
    organization: byId.get(service.organizationId) ?? null,
    places: service.places.map((place) => ({
      ...place,
      admin1Name: place.admin1 === null ? null : (ctx.pack.places.admin1Get(place.admin1)?.name ?? null),
      admin2Name: place.admin2 === null ? null : (ctx.pack.places.get(place.admin2)?.name ?? null),
    })),
    sourceTitles: Object.fromEntries(service.sources.map((s) => [s.source, sources[s.source] ?? s.source])),
  }));
}

/** Names of the places that criteria speak of, by id. */
function placeNames(ctx: Ctx, criteria: Service['criteria']): Record<string, string> {
  if (criteria === null) return {};
  const codes = leavesOf(criteria as Criteria).flatMap((leaf) => (Array.isArray(leaf.value) ? leaf.value : [leaf.value])).map(String);
  const named = codes.map((code) => [code, ctx.pack.places.get(code)?.name ?? ctx.pack.places.admin1Get(code)?.name] as const);
  return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Everything about one service, with the papers it asks for. */
export async function servicePage(ctx: Ctx, id: string): Promise<ServicePage> {
  const [parts] = await withNames(ctx, [await getService(ctx, id)]);
  if (!parts) throw notFound();
  const documents = await repository.findDocuments(ctx.actor, ctx.tx, parts.service.requiredDocuments ?? []);
  return { ...parts, documents, placeNames: placeNames(ctx, parts.service.criteria) };
}

/** Loads the directory of the pack; does nothing when it is loaded already. System only. */
export async function loadDirectory(ctx: Ctx): Promise<void> {
  const pack = ctx.pack.slice(directorySlice);
  const hash = createHash('sha256').update(JSON.stringify(pack)).digest('hex');
  if ((await repository.loadedHash(ctx.actor, ctx.tx)) === hash) return;
  await repository.saveDirectory(ctx.actor, ctx.tx, pack, hash, ctx.now);
}
