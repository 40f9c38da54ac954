import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localeOf, portalLink, portalOutcome, portalReport, portalSaidForm, takeByLink, takeReport, takeSaid, type PortalQuery } from '#directory';
import { LinkPage, ReportPage, SaidFormPage, SaidThanksPage } from '#directory/portal-screens';
import { Refused } from '#kernel/errors';
import type { Clock } from '#platform/clock';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { Tries } from '#platform/tries';
import { COUNTRY, type Answer, type Page } from './page.ts';
import { waitPage } from './problem-page.tsx';

const MOST_BYTES = 8_000;
const WHILE_MS = 10 * 60_000;
/** People of one shelter or centre share an address. */
const MOST_REPORTS = 15;
/** No secret of 256 bits is found by trying; who tries all the same is not served for ever. */
const MOST_WRONG_LINKS = 30;

type Params = Readonly<Record<string, string>>;

/** Where somebody without an account says what is wrong, and organizations keep their entries by link. */
export function keepingRoutes(app: FastifyInstance, clock: Clock, answer: Answer): void {
  const reports = new Tries(MOST_REPORTS, WHILE_MS);
  const links = new Tries(MOST_WRONG_LINKS, WHILE_MS);
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))));

  app.get(`${COUNTRY}/servicio/:id/aviso`, (request, reply) => answer(request, reply, async (ctx, query) => reportPage(ctx, query, (request.params as Params)['id']!)));
  app.post(`${COUNTRY}/servicio/:id/aviso`, (request, reply) => answer(request, reply, async (ctx, query) => {
    const { id } = request.params as { id: string };
    const t = serverText(localeOf(query));
    if (reports.mustWait(request.ip, clock.now())) return { ...await reportPage(ctx, query, id, t('portal.report.wait')), status: 429 };
    reports.note(request.ip, clock.now());
    const to = await takeReport(ctx, id, query, request.body);
    return to === null ? reportPage(ctx, query, id, t('portal.report.enough')) : { title: '', body: null, to };
  }));
  app.get(`${COUNTRY}/aviso/:report`, (request, reply) => answer(request, reply, async (ctx, query) => {
    const t = serverText(localeOf(query));
    return { title: t('portal.title.message'), body: <ReportPage model={await portalOutcome(ctx, (request.params as Params)['report']!, query)} t={t} /> };
  }));

  app.get(`${COUNTRY}/servicio/:id/documento`, (request, reply) => answer(request, reply, (ctx, query) => saidPage(ctx, query, (request.params as Params)['id']!)));
  app.post(`${COUNTRY}/servicio/:id/documento`, (request, reply) => answer(request, reply, async (ctx, query) => {
    const { id } = request.params as { id: string };
    if (reports.mustWait(request.ip, clock.now())) return { ...await saidPage(ctx, query, id, 'portal.report.wait'), status: 429 };
    reports.note(request.ip, clock.now());
    const taken = await takeSaid(ctx, id, query, request.body);
    return 'to' in taken ? { title: '', body: null, to: taken.to } : saidPage(ctx, query, id, taken.problem, request.body);
  }));
  app.get(`${COUNTRY}/servicio/:id/documento/gracias`, (request, reply) => answer(request, reply, async (ctx, query) => {
    const t = serverText(localeOf(query));
    const { backHref } = await portalSaidForm(ctx, (request.params as Params)['id']!, query);
    return { title: t('portal.title.message'), footnote: 'portal.said.footnote', body: <SaidThanksPage backHref={backHref} t={t} /> };
  }));

  // The address is a secret: no other site, no search engine and no page memory learns of it, whoever serves this.
  const byLink = (request: FastifyRequest, reply: FastifyReply, take: boolean) => answer(request, reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }), async (ctx, query) => {
    const { token } = request.params as { token: string };
    const t = serverText(localeOf(query));
    try {
      const model = take ? await takeByLink(ctx, token, query, request.body) : await portalLink(ctx, token, query);
      return { title: t('portal.title.message'), footnote: 'portal.link.footnote', body: <LinkPage model={model} t={t} /> };
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      // Many share an address: whoever holds a link that opens never waits for somebody who tries others.
      if (links.mustWait(request.ip, clock.now())) return waitPage(query);
      links.note(request.ip, clock.now());
      throw error;
    }
  });
  app.get(`${COUNTRY}/actualizar/:token`, (request, reply) => byLink(request, reply, false));
  app.post(`${COUNTRY}/actualizar/:token`, (request, reply) => byLink(request, reply, true));
}

async function reportPage(ctx: Ctx, query: PortalQuery, id: string, problem: string | null = null): Promise<Page> {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.message'), footnote: 'portal.report.footnote', body: <ReportPage model={await portalReport(ctx, id, query, problem)} t={t} />, ...(problem ? { status: 422 } : {}) };
}

async function saidPage(ctx: Ctx, query: PortalQuery, id: string, problem: string | null = null, body: unknown = null): Promise<Page> {
  const t = serverText(localeOf(query));
  const model = await portalSaidForm(ctx, id, query, problem === null ? null : t(problem), body);
  return { title: t('portal.title.message'), footnote: 'portal.said.footnote', body: <SaidFormPage model={model} t={t} />, ...(problem ? { status: 422 } : {}) };
}
