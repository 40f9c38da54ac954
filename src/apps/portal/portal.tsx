import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToStaticMarkup } from 'react-dom/server';
import type { ReactNode } from 'react';
import { addressOf, localeOf, portalResults, portalService, portalStart, readPortalQuery, type PortalQuery } from '#directory';
import { MessagePage, ResultsPage, ServicePage, Shell, StartPage, type PortalFrame, type StartModel } from '#directory/portal-screens';
import { publicActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { Refused } from '#kernel/errors';
import type { Clock } from '#platform/clock';
import { inContext, type Ctx, type House } from '#platform/context';
import { serverText } from '#platform/i18n';
import css from '../../modules/directory/portal-screens/portal.css?inline';

const STYLE_HREF = `/portal-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`;
const COUNTRY = '/:country(^[a-z]{2}$)';

interface PortalOptions {
  readonly house: House;
  readonly clock: Clock;
  readonly demo?: boolean;
  /** Where a fault is told; the visitor reads a calm page. */
  readonly log?: { error(fields: object, message: string): void };
}

interface Page {
  readonly title: string;
  readonly body: ReactNode;
  readonly status?: number;
}

/** The public portal: pages for anybody, without account, script, cookie or memory. */
export function portalRoutes(app: FastifyInstance, options: PortalOptions): void {
  app.get(STYLE_HREF, (_request, reply) => reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css; charset=utf-8').send(css));
  app.get('/', (request, reply) => home(options, request, reply));
  app.get(COUNTRY, (request, reply) => answer(options, request, reply, start));
  app.get(`${COUNTRY}/ayuda`, (request, reply) => answer(options, request, reply, (ctx, query) => results(ctx, query, false)));
  app.get(`${COUNTRY}/imprimir`, (request, reply) => answer(options, request, reply, (ctx, query) => results(ctx, query, true)));
  app.get(`${COUNTRY}/servicio/:id`, (request, reply) => answer(options, request, reply, (ctx, query) => service(ctx, query, (request.params as { id: string }).id)));
  app.setNotFoundHandler((request, reply) => send(reply, request, options, readPortalQuery(request.query), notThere(readPortalQuery(request.query))));
}

async function start(ctx: Ctx, query: PortalQuery): Promise<Page> {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.start'), body: <StartPage model={await portalStart(ctx, query)} t={t} /> };
}

async function results(ctx: Ctx, query: PortalQuery, print: boolean): Promise<Page> {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.results'), body: <ResultsPage model={await portalResults(ctx, query, print)} t={t} print={print} /> };
}

async function service(ctx: Ctx, query: PortalQuery, id: string): Promise<Page> {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.service'), body: <ServicePage model={await portalService(ctx, id, query)} t={t} /> };
}

function message(query: PortalQuery, key: string, status: number): Page {
  const t = serverText(localeOf(query));
  const body = <MessagePage title={t(key)} message={t(`${key}.help`)} homeHref={addressOf('/', readPortalQuery({ lang: query.lang }))} t={t} />;
  return { title: t('portal.title.message'), body, status };
}

const notThere = (query: PortalQuery): Page => message(query, 'portal.problem.page', 404);

/** The start page of the only country, or the choice of one. */
async function home(options: PortalOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = readPortalQuery(request.query);
  const locale = localeOf(query);
  const packs = [...options.house.packs.values()];
  const [only] = packs;
  if (packs.length === 1 && only) return reply.redirect(addressOf(`/${only.code.toLowerCase()}`, query), 303);
  const model: StartModel = {
    country: null, countryName: null, families: [], departments: [], departmentLabel: '', placeText: '', papers: [],
    answers: { age: '', sex: '', family: false, english: false }, action: '/', problem: null,
    countries: packs.map((p) => ({ href: addressOf(`/${p.code.toLowerCase()}`, query), label: p.info.name[locale] })),
  };
  const t = serverText(locale);
  return send(reply, request, options, query, { title: t('portal.title.start'), body: <StartPage model={model} t={t} /> });
}

/** Runs a page as "anybody" in the country of the address; what cannot be shown becomes a clear page. */
async function answer(options: PortalOptions, request: FastifyRequest, reply: FastifyReply, page: (ctx: Ctx, query: PortalQuery) => Promise<Page>): Promise<FastifyReply> {
  const query = readPortalQuery(request.query);
  const country = (request.params as { country: string }).country.toUpperCase() as CountryCode;
  if (!options.house.packs.has(country)) return send(reply, request, options, query, notThere(query));
  try {
    const actor = publicActor(country, localeOf(query));
    const made = await inContext(options.house, { actor, purpose: 'public-information', now: options.clock.now(), requestId: request.id }, (ctx) => page(ctx, query));
    return send(reply, request, options, query, made);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return send(reply, request, options, query, notThere(query));
    options.log?.error({ error, requestId: request.id }, 'a portal page failed');
    return send(reply, request, options, query, message(query, 'portal.problem.fault', 500));
  }
}

function send(reply: FastifyReply, request: FastifyRequest, options: PortalOptions, query: PortalQuery, page: Page): FastifyReply {
  const locale = localeOf(query);
  const [path = '/'] = request.url.split('?');
  const frame: PortalFrame = {
    locale, styleHref: STYLE_HREF, demo: options.demo ?? false,
    otherLanguageHref: addressOf(path, query, { lang: locale === 'es' ? 'en' : '' }),
    homeHref: addressOf(homeOf(path), readPortalQuery({ lang: query.lang })),
  };
  const html = renderToStaticMarkup(<Shell frame={frame} title={page.title} t={serverText(locale)}>{page.body}</Shell>);
  return reply.status(page.status ?? 200).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(`<!doctype html>${html}`);
}

/** The start page of the country of an address. */
function homeOf(path: string): string {
  const country = /^\/[a-z]{2}(?=\/|$)/.exec(path);
  return country ? country[0] : '/';
}
