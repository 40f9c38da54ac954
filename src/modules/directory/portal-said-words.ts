import type { Locale } from '#kernel/codes';
import type { PlainDate } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import type { Suggestion } from './matching/index.ts';
import { dayWords } from './portal-hours.ts';
import { isPersonalPaper, portalPath, publicId } from './portal-paths.ts';
import { addressOf, impersonal, localeOf, type PortalQuery } from './portal-query.ts';
import type { ServiceModel } from './portal-screens/models.ts';
import { idBehind, publicShelf } from './portal-shelf.ts';
import { paperName, type Wording } from './portal-words.ts';
import { lastDay } from './rules/acceptance.ts';
import type { ServiceCardParts } from './schema.ts';
import type { Acceptance } from './schema/paper-reports.ts';
import { acceptanceAt } from './service/paper-reports.ts';

/** What was reported of papers, in words for anybody: never in small numbers. */

/** The day only where several said it; of one report the month, so that nobody is found by it. */
function whenWords(one: Acceptance, on: PlainDate, locale: Locale): string {
  if (one.firm) return dayWords(on, locale);
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));
}

function linesOf(one: Acceptance, paper: string, { t, locale }: Pick<Wording, 't' | 'locale'>): string[] {
  const on = lastDay(one);
  const key = one.firm ? `portal.said.${one.level}-firm` : `portal.said.${one.level}`;
  return [
    ...(one.level === 'nobody' || on === null ? [] : [t(key, { paper, when: whenWords(one, on, locale) })]),
    ...one.copies.map(({ reason }) => t(`portal.said.copy.${reason}`, { paper })),
  ];
}

/** Of papers whose name may be shown. */
function saidLines(said: readonly Acceptance[], wording: Pick<Wording, 't' | 'locale' | 'documents'>): string[] {
  return said.flatMap((one) => {
    const document = wording.documents.get(one.paperId);
    const paper = document && isPersonalPaper(document) ? paperName(document, wording.locale) : '';
    return paper === '' ? [] : linesOf(one, paper, wording);
  });
}

/** What was reported of papers there, and where one says it; of a place that is secret neither. */
export async function saidOf(ctx: Ctx, { service }: ServiceCardParts, query: PortalQuery): Promise<Pick<ServiceModel, 'said' | 'saidHref'>> {
  if (service.confidentialLocation) return { said: [], saidHref: null };
  const locale = localeOf(query);
  const said = (await acceptanceAt(ctx, [service.id])).get(service.id) ?? [];
  const t = serverText(locale);
  const lines = saidLines(said, { locale, t, documents: (await publicShelf(ctx)).documentsById });
  const several = service.places.length > 1 || service.places.some(({ reach }) => reach === 'national');
  return {
    said: lines.length > 0 && several ? [...lines, t('portal.said.elsewhere')] : lines,
    saidHref: addressOf(portalPath(ctx, `/servicio/${publicId(service.id)}/documento`), impersonal(query)),
  };
}

/** Papers that the person ticked and that were reported as refused there: to ask about, the verdict stays. */
export async function papersAgainst(ctx: Ctx, shown: readonly Suggestion[], query: PortalQuery, wording: Wording): Promise<ReadonlyMap<string, string[]>> {
  if (query.papel.length === 0) return new Map();
  const held = new Set(await Promise.all(query.papel.map((name) => idBehind(ctx, name))));
  const said = await acceptanceAt(ctx, shown.map((s) => s.serviceId));
  const isAgainst = ({ level, paperId }: Acceptance): boolean => held.has(paperId) && (level === 'refused' || level === 'disputed');
  return new Map([...said].map(([id, papers]) => [id, saidLines(papers.filter(isAgainst), wording)]));
}
