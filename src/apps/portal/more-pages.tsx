import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { ReactNode } from 'react';
import {
  audioFolder, localeOf, portalDepartmentMap, portalGuide, portalGuideFamily, portalMap, portalPapers, portalRight, portalRights, portalVoice, type PortalQuery,
} from '#directory';
import { CarePage, GuidePage, MapPage, PapersPage, RightCardPage, RightsPage, VoicePage, type Say } from '#directory/portal-screens';
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import { serverText } from '#platform/i18n';
import { COUNTRY, type Answer } from './page.ts';

type Show = (ctx: Ctx, query: PortalQuery, t: Say, id: string) => ReactNode | Promise<ReactNode>;

/** Address below the country, text key of its title, and what it shows. */
const PAGES: readonly { readonly path: string; readonly title: string; readonly show: Show }[] = [
  { path: '/derechos', title: 'portal.title.rights', show: (ctx, query, t) => <RightsPage model={portalRights(ctx, query)} t={t} /> },
  { path: '/derechos/:id', title: 'portal.title.rights', show: async (ctx, query, t, id) => <RightCardPage model={await portalRight(ctx, id, query)} t={t} /> },
  { path: '/mapa', title: 'portal.title.map', show: async (ctx, query, t) => <MapPage model={await portalMap(ctx, query)} t={t} /> },
  { path: '/mapa/:id', title: 'portal.title.map', show: async (ctx, query, t, id) => <MapPage model={await portalDepartmentMap(ctx, id, query)} t={t} /> },
  { path: '/guia', title: 'portal.title.start', show: async (ctx, query, t) => <GuidePage model={await portalGuide(ctx, query)} t={t} /> },
  { path: '/guia/:id', title: 'portal.title.start', show: async (ctx, query, t, id) => <GuidePage model={await portalGuideFamily(ctx, id, query)} t={t} /> },
  { path: '/papeles', title: 'portal.title.papers', show: async (ctx, query, t) => <PapersPage model={await portalPapers(ctx, query)} t={t} /> },
  { path: '/cuidado', title: 'portal.title.message', show: (_ctx, _query, t) => <CarePage t={t} /> },
  { path: '/voz/:id', title: 'portal.title.start', show: (ctx, query, t, id) => <VoicePage model={portalVoice(ctx, id, query)} t={t} /> },
];

/** What the law gives, where services are, the guide, papers, care, and languages that somebody supplied. */
export function morePages(app: FastifyInstance, packs: Iterable<Pack>, answer: Answer): void {
  for (const { path, title, show } of PAGES) {
    app.get(`${COUNTRY}${path}`, (request, reply) => answer(request, reply, async (ctx, query) => {
      const t = serverText(localeOf(query));
      return { title: t(title), body: await show(ctx, query, t, (request.params as { id?: string }).id ?? '') };
    }));
  }
  for (const pack of packs) serveAudio(app, pack);
}

/** Recordings that an operator supplied, in parts as players ask for them. */
function serveAudio(app: FastifyInstance, pack: Pack): void {
  const root = audioFolder(pack);
  if (root !== null) app.register(fastifyStatic, { root, prefix: `/${pack.code.toLowerCase()}/audio/`, decorateReply: false, index: false, maxAge: '7d' });
}
