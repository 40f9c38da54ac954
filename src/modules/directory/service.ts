import type { CountryCode } from '#kernel/codes';
import { dayIn, type PlainDate } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { leavesOf, type Criteria } from '#kernel/criteria';
import { known, type FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import type { Place } from '#platform/places';
import {
  indexOffers, namesIn, suggest, type NeedToMeet, type OfferIndex, type PersonPlace, type ReportedPaper, type Suggestions, type SuggestionsView,
} from './matching/index.ts';
import { settingOf } from './offers-now.ts';
import { offersOf } from './offers.ts';
import { directorySlice, travelSlice } from './pack.ts';
import * as repository from './repository.ts';
import type { DocumentType, NeedType, Organization, PlaceOption, ReceptionPoint, Service, ServiceCardParts, ServicePage } from './schema.ts';
import { cardOf } from './cards.ts';
import * as criteriaRepository from './criteria-repository.ts';
import { withRulesOn } from './rules-on.ts';
import { reportedTo } from './rules/acceptance.ts';
import { acceptanceAt } from './service/paper-reports.ts';
import { freshnessOfServices } from './service/upkeep.ts';
import { knownTrips, type ToldTrips } from './trips/service.ts';

/** One service; "not found" if there is none or the actor may not know of it. */
export async function getService(ctx: Ctx, id: string): Promise<Service> {
  const service = await repository.findService(ctx.actor, ctx.tx, id);
  if (!service) throw notFound();
  const [held] = await withRulesOn(ctx, [service], today(ctx));
  return held!;
}

/** The day of the country. */
export const today = (ctx: Ctx): PlainDate => dayIn(ctx.pack.info.timeZone, ctx.now);

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
  const municipalities = query.admin2 === undefined ? undefined : knownPlaces(ctx, query.admin2);
  return repository.searchServices(ctx.actor, ctx.tx, {
    ...query, admin2: municipalities?.map((place) => place.id), admin1: municipalities?.[0]?.admin1 ?? query.admin1, limit: query.limit ?? DEFAULT_LIMIT,
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

/** The municipality with this id, or all that carry this other official code: a reform that joined municipalities left both codes in use. */
export function knownPlaces(ctx: Ctx, code: string): readonly Place[] {
  const byCode = ctx.pack.places.get(code) ? [] : ctx.pack.places.byCode(code);
  return byCode.length > 0 ? byCode : [knownPlace(ctx, code)];
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
  /** Of the directory and its conditions, with the day: free places and opening days are those of one day. */
  readonly version: string;
  readonly index: OfferIndex;
}

/** Indexes kept in memory: one for the closed circle and one for everybody else, per pack. */
const shelves = new WeakMap<Pack, Map<string, Shelf>>();

/** Offers of the country as they are on a day, built again whenever the directory or a condition has changed, and every day. */
export async function offerIndex(ctx: Ctx, closedCircle: boolean, day: PlainDate): Promise<OfferIndex> {
  const versions = await Promise.all([repository.directoryVersion(ctx.actor, ctx.tx), criteriaRepository.versionsCount(ctx.actor, ctx.tx)]);
  const version = [...versions, day].join('/');
  const kept = shelves.get(ctx.pack) ?? new Map<string, Shelf>();
  shelves.set(ctx.pack, kept);
  const key = `${ctx.actor.country}/${closedCircle ? 'closed' : 'open'}`;
  const shelf = kept.get(key);
  if (shelf?.version === version) return shelf.index;
  const services = await withRulesOn(ctx, await repository.listMatchable(ctx.actor, ctx.tx), day);
  const index = indexOffers(offersOf(services, await settingOf(ctx, day)));
  kept.set(key, { version, index });
  return index;
}

export interface SuggestQuery {
  /** Municipality where the person is or will live; null when nobody knows yet. */
  readonly admin2: string | null;
  readonly limit: number;
  /** Places of danger that steer although the actor may not read them. */
  readonly avoid?: readonly string[];
  /** What offices tell of trips, where the actor may not read it; read from the tables if left out. */
  readonly trips?: ToldTrips;
  /** Judged by the conditions of this day; today if left out. */
  readonly on?: PlainDate;
}

export function personPlace(ctx: Ctx, admin2: string | null): PersonPlace | null {
  if (admin2 === null) return null;
  const place = knownPlace(ctx, admin2);
  return { admin1: place.admin1, admin2: place.id, latitude: place.lat, longitude: place.lon };
}

/** Where the person will live is a fact too: services ask for it, and nobody should be asked what the case already says. */
export function withDestination(ctx: Ctx, facts: FactSet, admin2: string | null): FactSet {
  if (admin2 === null) return facts;
  const at = ctx.now.toISOString();
  const place = knownPlace(ctx, admin2);
  const derived = { destinationAdmin1: known(place.admin1, at, 'derived'), destinationAdmin2: known(place.id, at, 'derived') };
  return { ...derived, ...facts };
}

/** Ranked offers for a person's needs, with reasons, the best next question, and the needs nothing answers. */
export async function suggestFor(ctx: Ctx, facts: FactSet, needs: readonly NeedToMeet[], query: SuggestQuery): Promise<Suggestions> {
  const closedCircle = ctx.actor.role === 'protection';
  const day = query.on ?? today(ctx);
  return suggest(needs, withDestination(ctx, facts, query.admin2), await offerIndex(ctx, closedCircle, day), {
    country: ctx.actor.country as CountryCode,
    today: day,
    place: personPlace(ctx, query.admin2),
    travel: ctx.pack.slice(travelSlice),
    trips: await knownTrips(ctx, query.admin2, query.trips),
    limit: query.limit,
    mayReadRestricted: closedCircle,
    avoid: query.avoid ?? [],
  });
}

/** Suggestions with what a screen shows of each service and paper. */
export async function describeSuggestions(ctx: Ctx, suggestions: Suggestions, facts: FactSet): Promise<SuggestionsView> {
  const shown = suggestions.needs.flatMap((need) => [...need.offers, ...need.notFitting]);
  const parts = await cardParts(ctx, [...new Set(shown.map((s) => s.serviceId))]);
  const names = namesIn(suggestions);
  const reported = await reportedAt(ctx, parts.map(({ service }) => service), facts);
  const documents = await repository.findDocuments(ctx.actor, ctx.tx, [...names.documents, ...Object.values(reported).flat().map((one) => one.document)]);
  const placeName = (id: string): string => ctx.pack.places.get(id)?.name ?? ctx.pack.places.admin1Get(id)?.name ?? id;
  return {
    ...suggestions, reported,
    services: Object.fromEntries(parts.map((part) => [part.service.id, cardOf(part, ctx.actor.locale)])),
    documents: Object.fromEntries(documents.map((d) => [d.id, { es: d.nameEs, en: d.nameEn }])),
    places: Object.fromEntries(names.places.map((id) => [id, placeName(id)])),
  };
}

/** What was reported of papers at these services, as far as it concerns this person. */
async function reportedAt(ctx: Ctx, services: readonly Service[], facts: FactSet): Promise<Record<string, ReportedPaper[]>> {
  const said = await acceptanceAt(ctx, services.map(({ id }) => id));
  const held = papersHeld(facts);
  const named = (one: ReportedPaper): ReportedPaper => ({ ...one, places: one.places.map((id) => ctx.pack.places.get(id)?.name ?? id) });
  const told = services.map(({ id, requiredDocuments }) => [id, reportedTo(said.get(id) ?? [], held, requiredDocuments).map(named)] as const);
  return Object.fromEntries(told.filter(([, papers]) => papers.length > 0));
}

/** Papers that somebody is known to hold. */
function papersHeld({ documentsHeld }: FactSet): ReadonlySet<string> {
  if (documentsHeld?.state !== 'known') return new Set();
  return new Set(Object.entries(documentsHeld.value as Readonly<Record<string, string>>).flatMap(([id, state]) => (state === 'held' ? [id] : [])));
}

/** Services with the names that a reader needs beside them. */
export async function cardParts(ctx: Ctx, ids: readonly string[]): Promise<ServiceCardParts[]> {
  const services = await repository.findServicesByIds(ctx.actor, ctx.tx, ids);
  return withNames(ctx, services);
}

/** Adds owner, place names and titles of sources to services. */
export async function withNames(ctx: Ctx, services: readonly Service[]): Promise<ServiceCardParts[]> {
  const organizations = await repository.findOrganizations(ctx.actor, ctx.tx, [...new Set(services.map((s) => s.organizationId))]);
  const freshness = await freshnessOfServices(ctx, services.map((s) => s.id));
  const byId = new Map<string, Organization>(organizations.map((o) => [o.id, o]));
  const { sources } = ctx.pack.slice(directorySlice);
  return services.map((service) => ({
    service,
    organization: byId.get(service.organizationId) ?? null,
    freshness: freshness.get(service.id) ?? null,
    places: service.places.map((place) => ({
      ...place,
      admin1Name: place.admin1 === null ? null : (ctx.pack.places.admin1Get(place.admin1)?.name ?? null),
      admin2Name: place.admin2 === null ? null : (ctx.pack.places.get(place.admin2)?.name ?? null),
    })),
    sourceTitles: Object.fromEntries(service.sources.map((s) => [s.source, sources[s.source] ?? s.source])),
  }));
}

/** Names of the places that criteria speak of, by id. */
export function placeNames(ctx: Ctx, criteria: Service['criteria']): Record<string, string> {
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
