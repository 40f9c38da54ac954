import { RETURN_KINDS, type Locale } from '#kernel/codes';
import { leavesOf, type Criteria } from '#kernel/criteria';
import { isRestricted } from '#kernel/facts';
import type { Ask, Suggestion } from './matching/index.ts';
import { inWords, sayCriteria, type NameKind } from './matching/phrase.ts';
import { placeWords } from './cards.ts';
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

/** Name of its owner for everybody's eyes. */
export function publicOwner({ organization }: ServiceCardParts, locale: Locale): string {
  return organization ? neutralName(locale === 'es' ? organization.nameEs : organization.nameEn, organization.acronym, locale) : '';
}

/** Facts whose answer is worth repeating as a reason. */
const EXPLAINED = new Set(['age', 'sex', 'languages', 'travellingAs', 'destinationAdmin1', 'destinationAdmin2']);

/** Kinds of help that are not named where others may look on. */
const UNSPOKEN_KINDS: ReadonlySet<string> = new Set(['ex_offender_support', 'gbv_support']);

/** What a service gives, by the names of its kinds. */
export function givesOf(service: Service, { catalogue, locale }: Wording): string[] {
  const labels = catalogue.filter((n) => n.personal && !UNSPOKEN_KINDS.has(n.code) && service.serviceTypes.includes(n.code)).map((n) => (locale === 'es' ? n.labelEs : n.labelEn));
  return labels.filter((label) => !isTellTale(label));
}

/** Papers to bring, or a sentence about what the source says of them. */
export function bringOf(required: readonly string[] | null, { documents, locale, t }: Wording): { bring: string[]; bringNote: string | null } {
  if (required === null) return { bring: [], bringNote: t('portal.bring.not-stated') };
  if (required.length === 0) return { bring: [], bringNote: t('portal.bring.nothing') };
  const names = required.map((id) => documents.get(id)).filter((d) => d !== undefined).map((d) => (locale === 'es' ? d.nameEs : d.nameEn));
  return { bring: names.filter((name) => !isTellTale(name)), bringNote: null };
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
    return locale === 'es' ? document?.nameEs : document?.nameEn;
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

/** Roughly how far, as a range; nothing more exact is known. */
function travelWords({ travel }: Suggestion, t: Say): string | null {
  if (travel.kind === 'here') return t('portal.travel.here');
  if (travel.km === null) return null;
  const km = travel.km.low === 0
    ? t('portal.travel.km-below', { to: travel.km.high })
    : t('portal.travel.km', { from: travel.km.low, to: travel.km.high });
  return travel.minutes === null ? km : `${km} ${busWords(travel.minutes, t)}`;
}

function busWords(minutes: { low: number; high: number }, t: Say): string {
  if (minutes.high <= MINUTES_PER_HOUR) return t('portal.travel.bus-below-hour');
  const low = Math.max(1, Math.round(minutes.low / MINUTES_PER_HOUR));
  const high = Math.max(low + 1, Math.ceil(minutes.high / MINUTES_PER_HOUR));
  return t('portal.travel.bus', { low, high });
}

function askWords(ask: Ask, { t, locale }: Wording): string | null {
  switch (ask.kind) {
    case 'fact': return SPOKEN.has(ask.fact) && ask.reason !== 'restricted' ? t(`portal.ask.${ask.fact}`) : t('portal.ask.other');
    case 'condition': return neutral(locale === 'es' ? ask.es : ask.en, locale) || t('portal.ask.other');
    case 'nothingStated': return t('portal.ask.nothing-stated');
    // Papers are said under "what to bring".
    case 'document': return null;
  }
}

/** One suggestion as a card of the results page. */
export function resultOf(s: Suggestion, parts: ServiceCardParts, href: string, wording: Wording): ResultModel {
  const { service } = parts;
  const { t, locale } = wording;
  const reasons = s.reasonsFor.filter((r) => EXPLAINED.has(r.leaf.fact)).map((r) => t(`portal.reason.${r.leaf.fact}`));
  return {
    id: service.id, href,
    name: publicName(parts, locale),
    organization: publicOwner(parts, locale),
    gives: givesOf(service, wording),
    verdict: s.verdict === 'fits' ? 'fits' : 'ask',
    reasons: [...new Set(reasons)],
    asks: [...new Set(s.asks.map((ask) => askWords(ask, wording)).filter((words) => words !== null))],
    place: whereOf(parts, wording), travel: travelWords(s, t),
    ...bringOf(service.requiredDocuments, wording),
    phone: service.phone, asOf: s.asOf,
  };
}
