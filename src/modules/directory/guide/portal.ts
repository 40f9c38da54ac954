import { phoneToCall } from '../entry/phones.ts';
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { rightLinksForFamily } from '../rights/portal.ts';
import { forAnybody } from '../rights/choose.ts';
import { rightCards } from '../rights/pack.ts';
import { FAMILIES, portalPath, publicId } from '../portal-paths.ts';
import { addressOf, localeOf, readPortalQuery, type PortalQuery } from '../portal-query.ts';
import type { GuideEntry, GuideModel } from '../portal-screens/guide-models.ts';
import type { LinkTo } from '../portal-screens/models.ts';
import { listed } from '../portal-screens/listed.ts';
import { briefDetails, tellingOf, type Telling } from '../portal-details.ts';
import { bringOf, freshnessWords, givesOf, publicName, publicOwner, whereOf, type Wording } from '../portal-words.ts';
import { publicShelf } from '../portal-shelf.ts';
import type { ServiceCardParts } from '../schema.ts';
import { needCatalog } from '../service.ts';

/**
 * The guide: every service of the country by need, the same for every reader. It asks nothing, so it can be kept on a
 * phone without saying anything about whoever keeps it.
 */

async function offered(ctx: Ctx): Promise<ServiceCardParts[]> {
  return (await publicShelf(ctx)).services.filter(({ service }) => service.matchable);
}

const familiesOf = (ctx: Ctx, services: readonly ServiceCardParts[]): string[] => {
  const types = new Set(services.flatMap(({ service }) => service.serviceTypes));
  const used = new Set(needCatalog(ctx).filter((n) => n.personal && types.has(n.code)).map((n) => n.family));
  return FAMILIES.filter((family) => used.has(family));
};

const bare = (query: PortalQuery): PortalQuery => readPortalQuery({ lang: query.lang });

/** Contents of the guide. */
export async function portalGuide(ctx: Ctx, query: PortalQuery): Promise<GuideModel> {
  const t = serverText(localeOf(query));
  const families = familiesOf(ctx, await offered(ctx));
  return {
    title: t('portal.guide.title', { country: ctx.pack.info.name[localeOf(query)] }), entries: null, rights: [], upHref: null,
    families: families.map((family) => ({ href: addressOf(portalPath(ctx, `/guia/${family}`), bare(query)), label: t(`portal.family.${family}`) })),
    ways: (['derechos', 'mapa', 'papeles'] as const).map((way): LinkTo => ({ href: addressOf(portalPath(ctx, `/${way}`), bare(query)), label: t(`portal.way.${way}`) })),
  };
}

/** One part of the guide: all services of a family of needs. */
export async function portalGuideFamily(ctx: Ctx, family: string, query: PortalQuery): Promise<GuideModel> {
  const locale = localeOf(query);
  const t = serverText(locale);
  const services = await offered(ctx);
  if (!familiesOf(ctx, services).includes(family)) throw notFound();
  const codes = new Set(needCatalog(ctx).filter((n) => n.personal && n.family === family).map((n) => n.code));
  const parts = services.filter(({ service }) => service.serviceTypes.some((type) => codes.has(type)));
  const wording: Wording = { locale, t, documents: (await publicShelf(ctx)).documentsById, catalogue: needCatalog(ctx) };
  const entries = parts.map((part) => entryOf(part, tellingOf(ctx, wording))).filter((entry) => entry.name !== '').sort((a, b) => a.name.localeCompare(b.name, locale));
  return { title: t(`portal.family.${family}`), entries, families: [], rights: rightLinksForFamily(ctx, family, locale), ways: [], upHref: addressOf(portalPath(ctx, '/guia'), bare(query)) };
}

function entryOf(parts: ServiceCardParts, telling: Telling): GuideEntry {
  const { wording } = telling;
  const { service } = parts;
  const { bring, bringNote } = bringOf(service.requiredDocuments, wording);
  const said = (words: string, silence: string): string => (words === wording.t(silence) ? '' : words);
  return {
    id: publicId(service.id), name: publicName(parts, wording.locale), organization: publicOwner(parts, wording.locale), gives: listed(givesOf(service, wording)),
    place: said(whereOf(parts, wording), 'portal.place.not-stated'), bring: said(bringNote ?? bring.join(', '), 'portal.bring.not-stated'), phone: phoneToCall(service), details: briefDetails(parts, telling), freshness: freshnessWords(parts, wording),
  };
}

/** Every page that a phone may keep to read without a network: the same list for every reader. */
export async function portalPagesToKeep(ctx: Ctx, query: PortalQuery): Promise<string[]> {
  const families = familiesOf(ctx, await offered(ctx)).map((family) => `/guia/${family}`);
  const cards = forAnybody(rightCards(ctx.pack)).map((card) => `/derechos/${card.id}`);
  return ['', '/guia', ...families, '/derechos', ...cards, '/mapa', '/papeles', '/cuidado'].map((rest) => addressOf(portalPath(ctx, rest), bare(query)));
}
