import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToStaticMarkup } from 'react-dom/server';
import { addressOf, localeOf, portalResults, portalService, portalStart, readPortalQuery, saysNeed, type PortalQuery, type ToldTrips } from '#directory';
import { ResultsPage, ServicePage, Shell, StartPage, type PortalFrame, type StartModel } from '#directory/portal-screens';
import { publicActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { Refused } from '#kernel/errors';
import type { Clock } from '#platform/clock';
import { inContext, type Ctx, type House } from '#platform/context';
import { serverText } from '#platform/i18n';
import { answeringRoutes } from './answering.tsx';
import { feedbackRoutes } from './feedback.tsx';
import { keepingRoutes } from './keeping.tsx';
import { nameOf, offlineRoutes, SCRIPT_HREF } from './keeping-offline.ts';
import { morePages } from './more-pages.tsx';
import { COUNTRY, type Page } from './page.ts';
import { PageMemory, type FinishedPage } from './page-memory.ts';
import { problemPage } from './problem-page.tsx';
import { sendSmall } from './small.ts';
import css from '../../modules/directory/portal-screens/portal.css?inline';

const STYLE = { css };
const STYLE_HREF = `/portal-${nameOf(css)}.css`;
const FAULT = 500;

export interface PortalOptions {
  readonly house: House;
  readonly clock: Clock;
  readonly demo?: boolean;
  /** Where a fault is told; the visitor reads a calm page. */
  readonly log?: { error(fields: object, message: string): void };
}

/** The public portal: pages for anybody, without account, cookie or memory; scripts help and nothing needs them. */
export function portalRoutes(app: FastifyInstance, options: PortalOptions): void {
  app.get(STYLE_HREF, (request, reply) => sendSmall(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), 'text/css; charset=utf-8', css, STYLE));
  app.get('/', (request, reply) => countries(options, request, reply));
  const memory = new PageMemory(options.house, options.clock);
  app.get(COUNTRY, (request, reply) => remembered(memory, options, request, reply, (ctx, query) => start(ctx, query)));
  app.get(`${COUNTRY}/ayuda`, (request, reply) => remembered(memory, options, request, reply, (ctx, query, trips) => results(ctx, query, trips, false)));
  app.get(`${COUNTRY}/imprimir`, (request, reply) => remembered(memory, options, request, reply, (ctx, query, trips) => results(ctx, query, trips, true)));
  app.get(`${COUNTRY}/servicio/:id`, (request, reply) => remembered(memory, options, request, reply, (ctx, query, trips) => service(ctx, query, trips, (request.params as { id: string }).id)));
  morePages(app, options.house.packs.values(), (request, reply, page) => remembered(memory, options, request, reply, page));
  offlineRoutes(app, options, STYLE_HREF);
  keepingRoutes(app, options.clock, (request, reply, page) => answer(options, request, reply, page));
  answeringRoutes(app, options.clock, (request, reply, page) => answer(options, request, reply, page));
  feedbackRoutes(app, options.clock, (request, reply, page) => answer(options, request, reply, page));
  app.setErrorHandler((error, request, reply) => send(reply, request, options, readPortalQuery(request.query), unread(options, error, request)));
  app.setNotFoundHandler((request, reply) => send(reply, request, options, readPortalQuery(request.query), notThere(readPortalQuery(request.query))));
}

async function start(ctx: Ctx, query: PortalQuery, unanswered = false): Promise<Page> {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.start'), body: <StartPage model={await portalStart(ctx, query, unanswered)} t={t} /> };
}

async function results(ctx: Ctx, query: PortalQuery, trips: ToldTrips, print: boolean): Promise<Page> {
  if (!saysNeed(query)) return start(ctx, query, true);
  const t = serverText(localeOf(query));
  return { title: t('portal.title.results'), body: <ResultsPage model={await portalResults(ctx, query, { trips, all: print })} t={t} print={print} /> };
}

async function service(ctx: Ctx, query: PortalQuery, trips: ToldTrips, id: string): Promise<Page> {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.service'), body: <ServicePage model={await portalService(ctx, id, query, trips)} t={t} /> };
}

const notThere = (query: PortalQuery): Page => problemPage(query, 'page', 404);

/** A request that could not be read is the reader's to mend; everything else is ours. */
function unread(options: PortalOptions, error: unknown, request: FastifyRequest): Page {
  const query = readPortalQuery(request.query);
  const status = (error as { statusCode?: number }).statusCode ?? FAULT;
  if (status < FAULT) return problemPage(query, 'unread', status);
  options.log?.error({ error, requestId: request.id }, 'a portal page failed');
  return problemPage(query, 'fault', FAULT);
}

/** The start page of the only country, or the choice of one. */
async function countries(options: PortalOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = readPortalQuery(request.query);
  const locale = localeOf(query);
  const packs = [...options.house.packs.values()];
  const [only] = packs;
  if (packs.length === 1 && only) return reply.redirect(addressOf(`/${only.code.toLowerCase()}`, query), 303);
  const model: StartModel = {
    country: null, countryName: null, families: [], departments: [], departmentLabel: '', placeText: '', papers: [],
    answers: { age: '', sex: '', family: false, english: false }, action: '/', ways: [], voices: [], problem: null,
    countries: packs.map((p) => ({ href: addressOf(`/${p.code.toLowerCase()}`, query), label: p.info.name[locale] })),
  };
  const t = serverText(locale);
  return send(reply, request, options, query, { title: t('portal.title.start'), body: <StartPage model={model} t={t} /> });
}

type MakePage = (ctx: Ctx, query: PortalQuery, trips: ToldTrips) => Promise<Page>;

const countryOf = (request: FastifyRequest): CountryCode => (request.params as { country: string }).country.toUpperCase() as CountryCode;

/** Runs a page as "anybody" in the country of the address; what cannot be shown becomes a clear page. */
async function made(options: PortalOptions, request: FastifyRequest, query: PortalQuery, page: MakePage, trips: ToldTrips): Promise<Page> {
  const country = countryOf(request);
  if (!options.house.packs.has(country)) return notThere(query);
  try {
    const actor = publicActor(country, localeOf(query));
    return await inContext(options.house, { actor, purpose: 'public-information', now: options.clock.now(), requestId: request.id }, (ctx) => page(ctx, query, trips));
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return notThere(query);
    options.log?.error({ error, requestId: request.id }, 'a portal page failed');
    return problemPage(query, 'fault', 500);
  }
}

/** A page made for this one request, which needs no trips. */
async function answer(options: PortalOptions, request: FastifyRequest, reply: FastifyReply, page: (ctx: Ctx, query: PortalQuery) => Promise<Page>): Promise<FastifyReply> {
  const query = readPortalQuery(request.query);
  const one = await made(options, request, query, page, new Map());
  return one.to === undefined ? send(reply, request, options, query, one) : reply.redirect(one.to, 303);
}

/** A page that depends on nothing but its address, the directory and known trips: finished ones are kept in memory where the address says nothing of its reader. */
async function remembered(memory: PageMemory, options: PortalOptions, request: FastifyRequest, reply: FastifyReply, page: MakePage): Promise<FastifyReply> {
  const query = readPortalQuery(request.query);
  if (!options.house.packs.has(countryOf(request))) return send(reply, request, options, query, notThere(query));
  const make = async (trips: ToldTrips): Promise<FinishedPage> => finished(request, options, query, await made(options, request, query, page, trips));
  try {
    return sendFinished(request, reply, await memory.page(countryOf(request), pathOf(request), query, make));
  } catch (error) {
    options.log?.error({ error, requestId: request.id }, 'a portal page failed');
    return send(reply, request, options, query, problemPage(query, 'fault', 500));
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '/';

function sendFinished(request: FastifyRequest, reply: FastifyReply, page: FinishedPage): FastifyReply {
  return sendSmall(request, reply.status(page.status).header('cache-control', 'no-store'), 'text/html; charset=utf-8', page.html, page);
}

const send = (reply: FastifyReply, request: FastifyRequest, options: PortalOptions, query: PortalQuery, page: Page): FastifyReply =>
  sendFinished(request, reply, finished(request, options, query, page));

/** The page in its frame. */
function finished(request: FastifyRequest, options: PortalOptions, query: PortalQuery, page: Page): FinishedPage {
  const locale = localeOf(query);
  const path = pathOf(request);
  const home = homeOf(path);
  const isCountry = options.house.packs.has(home.slice(1).toUpperCase() as CountryCode);
  const frame: PortalFrame = {
    locale, styleHref: STYLE_HREF, demo: options.demo ?? false,
    // What is not there is not named again.
    otherLanguageHref: addressOf(page.status === 404 ? home : path, query, { lang: locale === 'es' ? 'en' : '' }),
    homeHref: addressOf(home, readPortalQuery({ lang: query.lang })),
    careHref: isCountry ? addressOf(`${home}/cuidado`, readPortalQuery({ lang: query.lang })) : null,
    opinionHref: isCountry ? addressOf(`${home}/opinion`, readPortalQuery({ lang: query.lang })) : null,
    footnote: page.footnote,
    scriptHref: SCRIPT_HREF, scope: isCountry ? home : null,
  };
  const html = renderToStaticMarkup(<Shell frame={frame} title={page.title} t={serverText(locale)}>{page.body}</Shell>);
  return { status: page.status ?? 200, html: `<!doctype html>${html}` };
}

/** The start page of the country of an address. */
function homeOf(path: string): string {
  const country = /^\/[a-z]{2}(?=\/|$)/.exec(path);
  return country ? country[0] : '/';
}
