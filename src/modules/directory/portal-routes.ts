import { officeFor } from '#access';
import type { Locale } from '#kernel/codes';
import { notFound } from '#kernel/errors';
import { known, type FactCode, type FactSet, type FactState } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import type { Place } from '#platform/places';
import { orderingMinutes, type Suggestion } from './matching/index.ts';
import { isTellTale, neutral, neutralName } from './neutral.ts';
import { bringOf, conditionsOf, freshnessWords, givesOf, paperName, publicName, publicOwner, reachWords, resultOf, takesEveryReturn, travelWords, whereOf, type Wording } from './portal-words.ts';
import { briefDetails, detailsOf, directionsOf, phonesOf, tellingOf, websOf } from './portal-details.ts';
import { FAMILIES, papersToAsk, portalPath as path, publicId } from './portal-paths.ts';
import { addressOf, ageOf, answersOf, impersonal, localeOf, readPortalQuery, type PortalQuery } from './portal-query.ts';
import type { Choice, LinkTo, ResultsModel, ServiceModel, StartModel } from './portal-screens/models.ts';
import { papersAgainst, saidOf } from './portal-said-words.ts';
import { voiceLinks } from './voices/portal.ts';
import { rightLinksForFamily, rightLinksForService } from './rights/portal.ts';
import type { DocumentType, NeedType, ServiceCardParts } from './schema.ts';
import { nearestTravel } from './portal-travel.ts';
import { labelOf, placeOf, whereabouts, type Whereabouts } from './portal-whereabouts.ts';
import { idBehind, publicShelf } from './portal-shelf.ts';
import { needCatalog, servicePage, suggestFor } from './service.ts';
import { knownTrips, type ToldTrips } from './trips/service.ts';

/** What anybody may ask of the directory without an account: the three pages of the portal, as plain data. */

const PER_PAGE = 8;
const FAR_KM = 250;
/** About what a bus needs for the longest way that an estimate may mean by {@link FAR_KM}. */
const FAR_MINUTES = 10 * 60;

/** First page of a country. */
export async function portalStart(ctx: Ctx, query: PortalQuery, unanswered = false): Promise<StartModel> {
  const locale = localeOf(query);
  const t = serverText(locale);
  const shelf = await publicShelf(ctx);
  const offered = new Set(shelf.services.filter(({ service }) => service.matchable).flatMap(({ service }) => service.serviceTypes));
  const inUse = new Set(needCatalog(ctx).filter((n) => n.personal && offered.has(n.code)).map((n) => n.family));
  return {
    country: ctx.pack.code, countryName: ctx.pack.info.name[locale], countries: [],
    families: FAMILIES.filter((f) => inUse.has(f)).map((value) => ({
      value, label: t(`portal.family.${value}`), chosen: query.f === value,
    })),
    departments: [...ctx.pack.places.admin1].sort((a, b) => a.name.localeCompare(b.name, 'es')).map((a) => ({ value: a.id, label: a.name, chosen: query.d === a.id })),
    departmentLabel: ctx.pack.info.admin1Label[locale].toLocaleLowerCase(locale),
    placeText: query.lugar || ctx.pack.places.get(query.m)?.name || '',
    papers: paperChoices(shelf.documents, query, locale),
    answers: { age: query.edad, sex: query.sexo, family: query.familia, english: query.ingles },
    action: path(ctx, '/ayuda'), ways: waysOf(ctx, locale, ['mapa', 'derechos', 'papeles', 'guia']), voices: voiceLinks(ctx, query), problem: unanswered ? t('portal.problem.need') : null,
  };
}

function paperChoices(documents: readonly DocumentType[], query: PortalQuery, locale: Locale): Choice[] {
  return papersToAsk(documents)
    .map((d) => ({ value: publicId(d.id), label: paperName(d, locale), chosen: query.papel.includes(publicId(d.id)) }))
    .filter((choice) => choice.label !== '');
}

/** Other ways to look, by the last part of their address. */
function waysOf(ctx: Ctx, locale: Locale, ways: readonly string[]): LinkTo[] {
  const t = serverText(locale);
  return ways.map((way) => ({ href: addressOf(path(ctx, `/${way}`), readPortalQuery({ lang: locale === 'es' ? '' : locale })), label: t(`portal.way.${way}`) }));
}

/** What choosing a family of needs says by itself. */
const SAID_BY_FAMILY: Readonly<Record<string, readonly FactCode[]>> = { enterprise: ['wantsBusiness'], education: ['wantsToStudy'], employment: ['wantsJob'] };

/** What the person chose to say, as facts for this one answer. Whoever asks here is coming home. */
function factsFrom(ctx: Ctx, query: PortalQuery, papers: readonly string[]): FactSet {
  const at = ctx.now.toISOString();
  const say = (value: Parameters<typeof known>[0]): FactState => known(value, at);
  const age = ageOf(query);
  return {
    nationality: say([ctx.pack.code]),
    ...Object.fromEntries((SAID_BY_FAMILY[query.f] ?? []).map((code) => [code, say(true)])),
    ...(age !== null && { age: say(age) }),
    ...((query.sexo === 'F' || query.sexo === 'M') && { sex: say(query.sexo) }),
    ...(query.familia && { travellingAs: say('family') }),
    ...(query.ingles && { languages: say({ eng: 'conversational' }) }),
    ...(papers.length > 0 && { documentsHeld: say(Object.fromEntries(papers.map((id) => [id, 'held']))) }),
  };
}

/** Whether an address says what somebody needs: without that there is nothing to look for. */
export const saysNeed = (query: PortalQuery): boolean => FAMILIES.some((family) => family === query.f);

/** What offices tell of trips; `all` for the printed page. */
interface Search { readonly trips?: ToldTrips; readonly all?: boolean }

/** Answers of a search. */
export async function portalResults(ctx: Ctx, query: PortalQuery, search: Search = {}): Promise<ResultsModel> {
  const t = serverText(localeOf(query));
  const family = FAMILIES.find((f) => f === query.f);
  if (family === undefined) throw notFound();
  const base = emptyResults(ctx, query, t(`portal.family.${family}`));
  const where = whereabouts(ctx, query);
  if (where.kind === 'choose') return { ...base, placeChoices: where.places.map((p) => ({ href: placeHref(ctx, query, p), label: `${p.name}, ${p.admin1Name}` })) };
  const problem = where.kind === 'unknown' ? t('portal.problem.place') : null;
  return { ...base, problem, ...(await answers(ctx, query, family, where, search)) };
}

const placeHref = (ctx: Ctx, query: PortalQuery, place: Place): string => addressOf(path(ctx, '/ayuda'), query, { m: place.id, lugar: '', d: '', p: '' });

function emptyResults(ctx: Ctx, query: PortalQuery, familyLabel: string): ResultsModel {
  return {
    familyLabel, placeLabel: null, office: null, results: [], total: 0, shownFrom: 1, previousHref: null, nextHref: null,
    printHref: addressOf(path(ctx, '/imprimir'), query, { p: '' }), changeHref: addressOf(path(ctx), query, { p: '' }), placeChoices: [], problem: null, safePlaces: false,
    elsewhere: { action: path(ctx, '/ayuda'), kept: answersOf(query).filter(({ name }) => !['m', 'd', 'lugar', 'p'].includes(name)) },
    shareHref: addressOf(path(ctx, '/ayuda'), impersonal(query)), rights: [], ways: [],
  };
}

/** The best offer of each service over the needs of a family, best first; among the best of several needs, the nearest. */
function merged(needs: readonly { offers: readonly Suggestion[] }[]): Suggestion[] {
  const best = new Map<string, { suggestion: Suggestion; place: number }>();
  for (const need of needs) {
    for (const [place, suggestion] of need.offers.entries()) {
      const seen = best.get(suggestion.serviceId);
      if (!seen || place < seen.place) best.set(suggestion.serviceId, { suggestion, place });
    }
  }
  const rank = (s: Suggestion): number => (s.notes.includes('phoneFirst') ? 2 : s.verdict === 'fits' ? 0 : 1);
  return [...best.values()]
    .sort((a, b) => rank(a.suggestion) - rank(b.suggestion) || a.place - b.place || orderingMinutes(a.suggestion.travel) - orderingMinutes(b.suggestion.travel) || (a.suggestion.serviceId < b.suggestion.serviceId ? -1 : 1))
    .map((entry) => entry.suggestion);
}

/** Whoever looks here came back or is about to: a service for everybody who returned need not ask how. */
function withoutReturnQuestion(s: Suggestion, parts: ServiceCardParts | undefined): Suggestion {
  if (!parts || !takesEveryReturn(parts.service.criteria)) return s;
  const asks = s.asks.filter((ask) => ask.kind !== 'fact' || ask.fact !== 'returnType');
  return { ...s, asks, verdict: asks.length === 0 && s.verdict === 'fitsOnce' ? 'fits' : s.verdict };
}

/** By what an office says of the time, or else by the estimated way. */
function isFar({ basis, minutes, km }: Suggestion['travel']): boolean {
  return basis === 'office' && minutes !== null ? minutes.low > FAR_MINUTES : km !== null && km.low > FAR_KM;
}

/** A service in another part of the country is no help, unless there is no other. */
function nearEnough(suggestions: readonly Suggestion[], where: Whereabouts, parts: ReadonlyMap<string, ServiceCardParts>): Suggestion[] {
  const isNear = (s: Suggestion): boolean => {
    // Where a secret place is does not show by where it is found.
    if (parts.get(s.serviceId)?.service.confidentialLocation) return true;
    if (where.kind === 'municipality') return !isFar(s.travel);
    if (where.kind !== 'department') return true;
    return (parts.get(s.serviceId)?.places ?? []).some((p) => p.admin1 === null || p.admin1 === where.id);
  };
  const near = suggestions.filter(isNear);
  return near.length > 0 ? near : [...suggestions];
}

interface Shown {
  readonly from: number;
  readonly to: number;
  readonly previous: string;
  readonly next: string;
}

/** Which part of the list a page shows; a page number beyond the end shows the last part. */
function partOf(total: number, asked: string, all: boolean): Shown {
  if (all) return { from: 0, to: 2 * PER_PAGE, previous: '', next: '' };
  const last = Math.max(1, Math.ceil(total / PER_PAGE));
  const page = Math.min(/^[1-9]\d*$/.test(asked) ? Number(asked) : 1, last);
  return { from: (page - 1) * PER_PAGE, to: page * PER_PAGE, previous: page > 1 ? String(page - 1) : '', next: page < last ? String(page + 1) : '' };
}

/** Suggestions of all needs of a family, each service once, near enough and with a name that may be shown. */
async function nearby(ctx: Ctx, query: PortalQuery, family: string, where: Whereabouts, trips: ToldTrips): Promise<{ near: Suggestion[]; services: ReadonlyMap<string, ServiceCardParts> }> {
  const needs = needCatalog(ctx).filter((n) => n.personal && n.family === family).map((n) => ({ code: n.code, urgency: 'long' as const }));
  const admin2 = where.kind === 'municipality' ? where.place.id : null;
  const papers = await Promise.all(query.papel.filter((id) => /^[a-z0-9-]+$/.test(id)).map((name) => idBehind(ctx, name)));
  const found = await suggestFor(ctx, factsFrom(ctx, query, papers), needs, { admin2, limit: 100, trips });
  const services = (await publicShelf(ctx)).byId;
  const suggestions = merged(found.needs.map((n) => ({ offers: n.offers.map((o) => withoutReturnQuestion(o, services.get(o.serviceId))) })));
  return { near: nearEnough(suggestions, where, services).filter((s) => hasPublicName(services.get(s.serviceId), localeOf(query))), services };
}

async function answers(ctx: Ctx, query: PortalQuery, family: string, where: Whereabouts, { trips = new Map(), all = false }: Search): Promise<Partial<ResultsModel>> {
  const locale = localeOf(query);
  const { near, services } = await nearby(ctx, query, family, where, trips);
  const documents = (await publicShelf(ctx)).documentsById;
  const wording: Wording = { locale, t: serverText(locale), documents, catalogue: needCatalog(ctx) };
  const telling = tellingOf(ctx, wording);
  const part = partOf(near.length, query.p, all);
  const against = await papersAgainst(ctx, near.slice(part.from, part.to), query, wording);
  const pageHref = (p: string): string | null => (p ? addressOf(path(ctx, '/ayuda'), query, { p }) : null);
  return {
    placeLabel: labelOf(where),
    office: await officeName(ctx, where.kind === 'municipality' ? where.place.id : null, locale),
    results: near.slice(part.from, part.to).map((s) => {
      const parts = services.get(s.serviceId)!;
      const result = resultOf(s, parts, serviceHref(ctx, query, s.serviceId), wording);
      return { ...result, asks: [...result.asks, ...(against.get(s.serviceId) ?? [])], details: briefDetails(parts, telling) };
    }),
    shareHref: addressOf(path(ctx, '/ayuda'), { ...impersonal(query), ...placeOf(where) }),
    total: near.length, shownFrom: part.from + 1, previousHref: pageHref(part.previous), nextHref: pageHref(part.next),
    safePlaces: family === 'protection' || family === 'housing',
    rights: rightLinksForFamily(ctx, family, locale),
    ways: waysOf(ctx, locale, ['papeles', 'mapa']),
  };
}

const serviceHref = (ctx: Ctx, query: PortalQuery, id: string): string => addressOf(path(ctx, `/servicio/${publicId(id)}`), query, { p: '' });

async function officeName(ctx: Ctx, admin2: string | null, locale: Locale): Promise<string | null> {
  if (admin2 === null) return null;
  const office = await officeFor(ctx, admin2);
  return neutralName(locale === 'es' ? office.nameEs : office.nameEn, null, locale) || null;
}

const hasPublicName = (parts: ServiceCardParts | undefined, locale: Locale): boolean => parts !== undefined && publicName(parts, locale) !== '';

/** The municipality of the search, however the address says it. */
function placeMeant(ctx: Ctx, query: PortalQuery): Place | null {
  const where = whereabouts(ctx, query);
  return where.kind === 'municipality' ? where.place : null;
}

/** How to reach a service from the municipality of the search, in words. */
async function wayTo(ctx: Ctx, parts: ServiceCardParts, from: Place | null, wording: Wording, told: ToldTrips): Promise<string[]> {
  const travel = from ? nearestTravel(ctx, parts.service, from, await knownTrips(ctx, from.id, told)) : null;
  if (!from || !travel) return [];
  const way = travelWords(travel, wording);
  const said = way === null || travel.kind === 'here' ? way : wording.t('portal.travel.from', { place: from.name, way });
  return [reachWords(travel, parts, wording.t), said].filter((words) => words !== null);
}

/** What the source says in its own words; of a place that must not be found, nothing. */
function wordsOfSource({ service, places }: ServiceCardParts, locale: Locale): Pick<ServiceModel, 'placeNote' | 'sourceText' | 'description'> {
  if (service.confidentialLocation) return { placeNote: null, sourceText: '', description: '' };
  const description = locale === 'es' && service.descriptionEs !== null ? neutral(service.descriptionEs, 'es') : '';
  return { description, placeNote: neutral(places.map((p) => p.note).filter(Boolean).join(' · '), 'en') || null, sourceText: neutral(service.descriptionEn, 'en') };
}

/** One service for anybody. */
export async function portalService(ctx: Ctx, name: string, query: PortalQuery, trips: ToldTrips = new Map()): Promise<ServiceModel> {
  // An id that tells is no address of a public page.
  if (isTellTale(name)) throw notFound();
  const id = await idBehind(ctx, name);
  const locale = localeOf(query);
  const t = serverText(locale);
  const parts = await servicePage(ctx, id);
  const { service } = parts;
  const wording: Wording = { locale, t, documents: new Map(parts.documents.map((d) => [d.id, d])), catalogue: needCatalog(ctx) as NeedType[] };
  const from = placeMeant(ctx, query);
  const telling = tellingOf(ctx, wording, from);
  const { bring, bringNote } = bringOf(service.requiredDocuments, wording);
  return {
    name: publicName(parts, locale) || t('portal.service.untitled'),
    organization: publicOwner(parts, locale),
    gives: givesOf(service, wording),
    conditions: conditionsOf(parts, wording),
    places: [...new Set([whereOf(parts, wording), ...directionsOf(parts, telling), ...(await wayTo(ctx, parts, from, wording, trips))])],
    ...wordsOfSource(parts, locale),
    bring, bringNote, phones: phonesOf(service, wording), details: detailsOf(parts, telling), webs: websOf(service),
    sources: [...new Set(service.sources.map((s) => neutral(parts.sourceTitles[s.source] ?? s.source, 'en')))].filter(Boolean),
    freshness: freshnessWords(parts, wording), phoneFirst: parts.freshness?.phoneFirst ?? false,
    ...await saidOf(ctx, parts, query),
    reportHref: addressOf(path(ctx, `/servicio/${publicId(id)}/aviso`), impersonal(query)),
    opinionHref: addressOf(path(ctx, `/servicio/${publicId(id)}/opinion`), readPortalQuery({ lang: query.lang })),
    shareHref: addressOf(path(ctx, `/servicio/${publicId(id)}`), impersonal(query)),
    status: service.status === 'active_as_of' ? null : t(`portal.status.${service.status}`),
    rights: rightLinksForService(ctx, service.id, locale),
    ways: service.requiredDocuments?.length ? waysOf(ctx, locale, ['papeles']) : [],
    backHref: addressOf(path(ctx, query.f ? '/ayuda' : ''), query),
  };
}
