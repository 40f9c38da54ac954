import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localeOf, portalPagesToKeep, readPortalQuery } from '#directory';
import { publicActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import type { Clock } from '#platform/clock';
import { inContext, type House } from '#platform/context';
import { sendSmall } from './small.ts';
import pageScript from './offline/page.ts?raw';
import worker from './offline/worker.ts?raw';

/** The portal without a network, for who has scripts: the page's script, the worker, and the list of pages to keep. */

export const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
export const SCRIPT_HREF = `/portal-${nameOf(pageScript)}.js`;
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** `styleHref` belongs to what is kept: the worker changes when it does. */
export function offlineRoutes(app: FastifyInstance, options: { readonly house: House; readonly clock: Clock }, styleHref: string): void {
  const versioned = worker.replace('__VERSION__', nameOf(styleHref + pageScript + worker));
  const owners = [{ pageScript }, { versioned }] as const;
  app.get(SCRIPT_HREF, (request, reply) => sendSmall(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), SCRIPT_TYPE, pageScript, owners[0]));
  app.get('/portal-worker.js', (request, reply) => sendSmall(request, reply.header('cache-control', 'no-cache'), SCRIPT_TYPE, versioned, owners[1]));
  app.get('/:country(^[a-z]{2}$)/guardar', (request, reply) => pagesToKeep(options, request, reply, styleHref));
}

/** Which pages a phone may keep: the same for every reader, style and script included. */
async function pagesToKeep({ house, clock }: { readonly house: House; readonly clock: Clock }, request: FastifyRequest, reply: FastifyReply, styleHref: string): Promise<FastifyReply> {
  const query = readPortalQuery(request.query);
  const country = (request.params as { country: string }).country.toUpperCase() as CountryCode;
  if (!house.packs.has(country)) return reply.status(404).send({ pages: [] });
  const actor = publicActor(country, localeOf(query));
  const pages = await inContext(house, { actor, purpose: 'public-information', now: clock.now(), requestId: request.id }, (ctx) => portalPagesToKeep(ctx, query));
  return reply.header('cache-control', 'no-store').send({ pages: [...pages, styleHref, SCRIPT_HREF] });
}
