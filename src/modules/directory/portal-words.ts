import { RETURN_KINDS, type Locale } from '#kernel/codes';
import { leavesOf, type Criteria } from '#kernel/criteria';
import { isRestricted } from '#kernel/facts';
import type { Ask, Suggestion } from './matching/index.ts';
import { inWords, sayCriteria, type NameKind } from './matching/phrase.ts';
import { placeWords } from './cards.ts';
import { phoneToCall } from './entry/phones.ts';
import { dayWords } from './portal-hours.ts';
import { isTellTale, neutral, neutralName, neutralServiceName } from './neutral.ts';
import type { ResultModel, Say } from './portal-screens/models.ts';
import type { DocumentType, NeedType, Service, ServiceCardParts, ServicePage } from './schema.ts';

/** Plain, neutral words for the public pages. */

export interface Wording {
  readonly locale: Locale;
  readonly t: Say;
  readonly documents: ReadonlyMap<string, DocumentType>;
  readonly catalogue: readonly NeedType[];
}

/** Facts with a sentence of their own on the portal; all others share one that gives nothing away. */
const SPOKEN = new Set([
  'age', 'sex', 'languages', 'travellingAs', 'destinationAdmin1', 'destinationAdmin2', 'educationLevel', 'educationAbroad', 'wantsBusiness', 'monthsAbroad',
  'monthsSinceReturn', 'stillAbroad', 'inSchool', 'usCitizenChildren', 'disability', 'goodsToImport', 'ownsTools',
]);

/** Name of a service for everybody's eyes; empty if it cannot be said neutrally. */
export function publicName({ service, organization }: ServiceCardParts, locale: Locale): string {
  const names = organization ? [organization.nameEs, organization.nameEn] : [];
  return neutralServiceName(locale === 'es' ? service.nameEs : service.nameEn, { names, acronym: organization?.acronym ?? null }, locale);
}

/** Name of its owner for everybody's eyes; empty where the service is called the same. */
export function publicOwner(parts: ServiceCardParts, locale: Locale): string {
  const { organization } = parts;
  const owner = organization ? neutralName(locale === 'es' ? organization.nameEs : organization.nameEn, organization.acronym, locale) : '';
  return owner === publicName(parts, locale) ? '' : owner;
}

/** Facts whose answer is worth repeating as a reason. */
const EXPLAINED = new Set(['age', 'sex', 'languages', 'travellingAs', 'destinationAdmin1', 'destinationAdmin2']);

/** Kinds of help that are not named where others may look on. */
const UNSPOKEN_KINDS: ReadonlySet<string> = new Set(['ex_offender_support', 'gbv_support']);

/** Name of a paper for everybody's eyes; empty if it cannot be said neutrally. */
export const paperName = ({ nameEs, nameEn }: Pick<DocumentType, 'nameEs' | 'nameEn'>, locale: Locale): string => neutral(locale === 'es' ? nameEs : nameEn, locale);

/** What a service gives, by the names of its kinds. */
export function givesOf(service: Service, { catalogue, locale }: Wording): string[] {
  const labels = catalogue.filter((n) => n.personal && !UNSPOKEN_KINDS.has(n.code) && service.serviceTypes.includes(n.code)).map((n) => (locale === 'es' ? n.labelEs : n.labelEn));
  return labels.filter((label) => !isTellTale(label));
}

/** Papers to bring, or a sentence about what the source says of them. */
export function bringOf(required: readonly string[] | null, { documents, locale, t }: Wording, held: ReadonlySet<string> = new Set()): { bring: string[]; bringNote: string | null } {
  if (required === null) return { bring: [], bringNote: t('portal.bring.not-stated') };
  if (required.length === 0) return { bring: [], bringNote: t('portal.bring.nothing') };
  const named = required.map((id) => documents.get(id)).filter((d) => d !== undefined).map((d) => ({ id: d.id, name: paperName(d, locale) }));
  const bring = named.filter(({ name }) => name !== '').map(({ id, name }) => (held.has(id) ? t('portal.bring.held', { paper: name }) : name));
  return { bring, bringNote: bring.length === 0 ? t('portal.bring.not-stated') : null };
}

/** Where it is, never finer than the directory allows. */
export function whereOf(parts: ServiceCardParts, { t }: Wording): string {
  const words = placeWords(parts.places);
  if (parts.service.confidentialLocation) return t('portal.place.secret');
  if (words !== null) return words;
  const [place] = parts.places;
  if (place?.reach === 'national') return t('portal.place.national');
  return place?.reach === 'abroad' ? t('portal.place.abroad') : t('portal.place.not-stated');
}

/** True for criteria that name every kind of return, so that the kind does not matter. */
export function takesEveryReturn(criteria: unknown): boolean {
  const isEvery = (part: unknown): boolean => {
    if (typeof part !== 'object' || part === null) return false;
    const leaf = part as { fact?: unknown; value?: unknown };
    return leaf.fact === 'returnType' && Array.isArray(leaf.value) && leaf.value.length === RETURN_KINDS.length;
  };
  const all = (criteria as { all?: unknown } | null)?.all;
  return isEvery(criteria) || (Array.isArray(all) && all.some(isEvery));
}

/** For whom a service is, as sentences; what is private or would tell how somebody came back is asked on the spot. */
export function conditionsOf({ service, placeNames }: ServicePage, { t, locale, documents }: Wording): string[] {
  const criteria = service.criteria as Criteria | null;
  const parts = criteria === null ? [] : 'all' in criteria ? criteria.all : [criteria];
  const nameOf = (kind: NameKind, code: string): string | undefined => {
    if (kind === 'place') return placeNames[code];
    const document = kind === 'document' ? documents.get(code) : undefined;
    return document && paperName(document, locale);
  };
  const sentence = (part: Criteria): string => {
    const facts = leavesOf(part).map((leaf) => leaf.fact);
    if (facts.some((fact) => fact === 'returnType' || isRestricted(fact))) return t('portal.ask.other');
    return neutral(inWords(sayCriteria(part), { locale, t, nameOf }), locale);
  };
  const said = parts.filter((part) => !takesEveryReturn(part)).map(sentence);
  const open = service.openConditions.map((condition) => neutral(condition[locale], locale));
  return [...new Set([...said, ...open])].filter(Boolean);
}

const MINUTES_PER_HOUR = 60;

/** Roughly how far, how long and for how much, as ranges; nothing more exact is known. */
export function travelWords(travel: Suggestion['travel'], { t, locale }: Pick<Wording, 't' | 'locale'>): string | null {
  if (travel.kind === 'here') return t('portal.travel.here');
  if (travel.km === null) return null;
  const km = travel.km.low === 0
    ? t('portal.travel.km-below', { to: travel.km.high })
    : t('portal.travel.km', { from: travel.km.low, to: travel.km.high });
  const crossing = travel.crossing ? t('portal.travel.crossing') : null;
  const time = travel.minutes === null ? null : timeWords(travel.minutes, travel.basis, t);
  return [km, time, fareWords(travel, t, locale), crossing].filter(Boolean).join(' ');
}

const moneyForms = new Map<string, Intl.NumberFormat>();

/** Making a form of numbers is slow; there are few of them. */
function moneyForm(locale: Locale, currency: string, cents: boolean): Intl.NumberFormat {
  const key = `${locale}/${currency}/${cents}`;
  const form = moneyForms.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code', maximumFractionDigits: cents ? 2 : 0 });
  moneyForms.set(key, form);
  return form;
}

/** Below this, cents matter. */
const SMALL_FARE = 5;

/** An amount of money, with cents where it is small or has some. */
export const moneyWords = (amount: number, currency: string, locale: Locale): string => moneyForm(locale, currency, amount < SMALL_FARE || !Number.isInteger(amount)).format(amount);

function fareWords({ fare, currency }: Suggestion['travel'], t: Say, locale: Locale): string | null {
  if (fare === null || currency === null) return null;
  if (fare.low === fare.high) return t('portal.travel.fare-told', { money: moneyWords(fare.low, currency, locale) });
  const money = moneyForm(locale, currency, fare.high < SMALL_FARE);
  return t('portal.travel.fare', { low: money.format(fare.low), high: money.format(fare.high) });
}

/** Minutes as an office says them, or a road without waiting, or an estimate by bus. */
function timeWords(minutes: { low: number; high: number }, basis: Suggestion['travel']['basis'], t: Say): string {
  if (basis === 'office') return t('portal.travel.office', { time: exactWords(minutes.low, t) });
  const how = basis === 'routing' ? 'road' : 'bus';
  if (minutes.high <= MINUTES_PER_HOUR) return t(`portal.travel.${how}-below-hour`);
  const low = Math.max(1, Math.round(minutes.low / MINUTES_PER_HOUR));
  const high = Math.max(low + 1, Math.ceil(minutes.high / MINUTES_PER_HOUR));
  return t(`portal.travel.${how}`, { low, high });
}

function exactWords(minutes: number, t: Say): string {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  return [hours > 0 ? t('portal.travel.hours', { n: hours }) : '', rest > 0 ? t('portal.travel.minutes', { n: rest }) : ''].filter(Boolean).join(t('portal.travel.and'));
}

/** What to ask about a fact; one that is private, or would tell too much, is asked in a sentence that gives nothing away. */
export const sayAsk = (fact: string, reason: string, t: Say): string => (SPOKEN.has(fact) && reason !== 'restricted' ? t(`portal.ask.${fact}`) : t('portal.ask.other'));

function askWords(ask: Ask, { t, locale }: Wording): string | null {
  switch (ask.kind) {
    case 'fact': return sayAsk(ask.fact, ask.reason, t);
    case 'condition': return neutral(locale === 'es' ? ask.es : ask.en, locale) || t('portal.ask.other');
    case 'nothingStated': return t('portal.ask.nothing-stated');
    // Papers are said under "what to bring".
    case 'document': return null;
  }
}

/** Of which year it is, when somebody confirmed it last, or that nobody did. */
export function freshnessWords({ service, freshness }: Pick<ServiceCardParts, 'service' | 'freshness'>, { t, locale }: Pick<Wording, 't' | 'locale'>): string {
  const year = String(service.asOf);
  if (!freshness?.confirmedOn) return t('portal.fresh.never', { year });
  return t(freshness.stale ? 'portal.fresh.stale' : 'portal.fresh.confirmed', { year, on: dayWords(freshness.confirmedOn, locale) });
}

/** Why a service that turns nobody away, or nobody who came back, is shown. */
function wholeReasons(criteria: unknown, t: Say): string[] {
  const all = (criteria as { all?: unknown } | null)?.all;
  if (Array.isArray(all) && all.length === 0) return [t('portal.reason.everybody')];
  return takesEveryReturn(criteria) ? [t('portal.reason.came-back')] : [];
}

/** A service that needs no way: by telephone, or in the whole country. */
export function reachWords(travel: Suggestion['travel'], { service, places }: ServiceCardParts, t: Say): string | null {
  if (travel.kind === 'remote' || service.serviceTypes.includes('remote_service')) return t('portal.reach.remote');
  // "In the whole country" is said of the place already.
  return travel.kind === 'nationwide' && places[0]?.reach !== 'national' ? t('portal.reach.nationwide') : null;
}

/** How to get there; of a place that must not be found, not even roughly how far. */
function wayWords({ travel }: Suggestion, parts: ServiceCardParts, wording: Wording): Pick<ResultModel, 'travel' | 'reach'> {
  if (parts.service.confidentialLocation) return { travel: null, reach: null };
  return { travel: travelWords(travel, wording), reach: reachWords(travel, parts, wording.t) };
}

/** One suggestion as a card of the results page. */
export function resultOf(s: Suggestion, parts: ServiceCardParts, href: string, wording: Wording): Omit<ResultModel, 'details'> {
  const { service } = parts;
  const { t, locale } = wording;
  const reasons = [...wholeReasons(service.criteria, t), ...s.reasonsFor.filter((r) => EXPLAINED.has(r.leaf.fact)).map((r) => t(`portal.reason.${r.leaf.fact}`))];
  return {
    id: service.id, href,
    name: publicName(parts, locale),
    organization: publicOwner(parts, locale),
    gives: givesOf(service, wording),
    verdict: s.verdict === 'fits' ? 'fits' : 'ask',
    reasons: [...new Set(reasons)],
    asks: [...new Set(s.asks.map((ask) => askWords(ask, wording)).filter((words) => words !== null))],
    place: whereOf(parts, wording), ...wayWords(s, parts, wording),
    ...bringOf(service.requiredDocuments, wording, new Set(s.papers?.filter((paper) => paper.held).map((paper) => paper.document))),
    phone: phoneToCall(service), freshness: freshnessWords(parts, wording), phoneFirst: parts.freshness?.phoneFirst ?? false,
  };
}
