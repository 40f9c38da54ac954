import type { Ctx } from '#platform/context';
import { neutral, neutralName } from '../neutral.ts';
import { directorySlice } from '../pack.ts';
import { papersToAsk, portalPath, publicId } from '../portal-paths.ts';
import { addressOf, localeOf, readPortalQuery, type PortalQuery } from '../portal-query.ts';
import type { PapersModel } from '../portal-screens/guide-models.ts';
import { paperName } from '../portal-words.ts';
import { rightLinksForFamily } from '../rights/portal.ts';
import { placesSaid } from '../portal-said.ts';
import { publicShelf } from '../portal-shelf.ts';
import { paperWay } from './paper-way.ts';

/** Papers of a country for anybody, and the way to the one that is wanted. The address carries kinds of paper and nothing else. */
export async function portalPapers(ctx: Ctx, query: PortalQuery): Promise<PapersModel> {
  const locale = localeOf(query);
  const { organizations, sources } = ctx.pack.slice(directorySlice);
  const byId = new Map(organizations.map((o) => [o.id, o]));
  const { documents, idsBehind } = await publicShelf(ctx);
  const behind = (name: string): string => idsBehind.get(name) ?? name;
  const asked = { ...query, papel: query.papel.map(behind), para: behind(query.para) };
  const papers = papersToAsk(documents).map((paper) => {
    const issuer = paper.issuerId === null ? undefined : byId.get(paper.issuerId);
    const source = paper.sources[0];
    return {
      id: publicId(paper.id), name: paperName(paper, locale),
      issuer: issuer ? neutralName(locale === 'es' ? issuer.nameEs : issuer.nameEn, issuer.acronym, locale) || null : null,
      source: source ? neutral(sources[source.source] ?? source.source, 'en') : '', held: asked.papel.includes(paper.id), chosen: asked.para === paper.id,
    };
  });
  return {
    papers: papers.filter((paper) => paper.name !== ''),
    said: papers.some((paper) => paper.chosen && paper.name !== '') ? await placesSaid(ctx, asked.para, query) : [],
    action: portalPath(ctx, '/papeles'), way: paperWay(ctx, asked, documents),
    rights: rightLinksForFamily(ctx, 'identity', locale),
    servicesHref: addressOf(portalPath(ctx, '/ayuda'), { ...readPortalQuery({ lang: query.lang }), f: 'identity' }),
  };
}
