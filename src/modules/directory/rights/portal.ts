import type { Locale } from '#kernel/codes';
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { neutral } from '../neutral.ts';
import { FAMILIES, portalPath, publicId } from '../portal-paths.ts';
import { addressOf, localeOf, readPortalQuery, type PortalQuery } from '../portal-query.ts';
import type { LinkTo } from '../portal-screens/models.ts';
import type { RightCardModel, RightsModel } from '../portal-screens/rights-models.ts';
import { publicName } from '../portal-words.ts';
import { cardParts, needCatalog } from '../service.ts';
import { voicesOfCard } from '../voices/portal.ts';
import { byFamily, forAnybody, forFamily, forService } from './choose.ts';
import { rightCards } from './pack.ts';
import type { RightCard } from './schema.ts';

/** The rights cards as anybody may read, print and show them. */

const linkOf = (ctx: Ctx, locale: Locale, card: RightCard): LinkTo => ({
  href: addressOf(portalPath(ctx, `/derechos/${card.id}`), readPortalQuery({ lang: locale === 'es' ? '' : locale })),
  label: card.title[locale],
});

/** Links to the cards about a family of needs. */
export function rightLinksForFamily(ctx: Ctx, family: string, locale: Locale): LinkTo[] {
  return forFamily(forAnybody(rightCards(ctx.pack)), family, needCatalog(ctx)).map((card) => linkOf(ctx, locale, card));
}

/** Links to the cards that a service rests on. */
export function rightLinksForService(ctx: Ctx, serviceId: string, locale: Locale): LinkTo[] {
  return forService(forAnybody(rightCards(ctx.pack)), serviceId).map((card) => linkOf(ctx, locale, card));
}

/** All cards, grouped by what people need. */
export function portalRights(ctx: Ctx, query: PortalQuery): RightsModel {
  const locale = localeOf(query);
  const t = serverText(locale);
  const groups = byFamily(forAnybody(rightCards(ctx.pack)), FAMILIES, needCatalog(ctx));
  return {
    groups: groups.map(({ family, cards }) => ({
      label: family === null ? t('portal.rights.other') : t(`portal.family.${family}`),
      cards: cards.map((card) => ({ ...linkOf(ctx, locale, card), plain: card.plain[locale], right: card.kind === 'right' })),
    })),
  };
}

/** One card, to read, to print and to show at a counter. */
export async function portalRight(ctx: Ctx, id: string, query: PortalQuery): Promise<RightCardModel> {
  const locale = localeOf(query);
  const t = serverText(locale);
  const card = forAnybody(rightCards(ctx.pack)).find((c) => c.id === id);
  if (!card) throw notFound();
  return {
    title: card.title[locale], plain: card.plain[locale], kind: t(`portal.rights.kind.${card.kind}`),
    ...citationOf(card, locale),
    standing: card.standing === 'reported' ? null : t(`portal.rights.standing.${card.standing}`),
    sources: [...new Set(card.sources.map((s) => neutral([s.title, s.where].filter(Boolean).join(' · '), 'en')))].filter(Boolean),
    services: await serviceLinks(ctx, card, query),
    voices: voicesOfCard(ctx, card.id),
    allHref: addressOf(portalPath(ctx, '/derechos'), readPortalQuery({ lang: query.lang })),
  };
}

const inLanguage = (both: RightCard['show'], locale: Locale): string | null => (both === null ? null : both[locale]);

/** What an official can look up. */
function citationOf(card: RightCard, locale: Locale): Pick<RightCardModel, 'show' | 'instrument' | 'instrumentLang' | 'article' | 'published' | 'year'> {
  return {
    show: inLanguage(card.show, locale), article: inLanguage(card.article, locale), published: inLanguage(card.published, locale), year: card.year,
    instrument: inLanguage(card.cite, locale) ?? card.instrument, instrumentLang: card.cite ? locale : 'es',
  };
}

async function serviceLinks(ctx: Ctx, card: RightCard, query: PortalQuery): Promise<LinkTo[]> {
  const locale = localeOf(query);
  const links = (await cardParts(ctx, card.services)).map((parts) => ({
    href: addressOf(portalPath(ctx, `/servicio/${publicId(parts.service.id)}`), readPortalQuery({ lang: query.lang })),
    label: publicName(parts, locale),
  }));
  return links.filter((link) => link.label !== '');
}
