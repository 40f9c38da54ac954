import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { localeOf, type PortalQuery } from '#directory';
import { portalFeedbackAnswer, portalFeedbackForm, takeFeedback, type FeedbackPageView } from '#feedback';
import { FeedbackCodePage, FeedbackFormPage, FeedbackStandingPage, FeedbackThanksPage } from '#feedback/portal-screens';
import type { Clock } from '#platform/clock';
import type { Ctx } from '#platform/context';
import { serverText, type Translate } from '#platform/i18n';
import { Tries } from '#platform/tries';
import { COUNTRY, type Answer, type Page } from './page.ts';
import { waitPage } from './problem-page.tsx';

const WHILE_MS = 10 * 60_000;
/** People of one shelter or centre share an address. */
const MOST_SAID = 15;
/** Of codes more can be typed wrong by mistake than by one person, and people of one place share an address. */
const MOST_WRONG_CODES = 10;

const serviceOf = (request: FastifyRequest): string | null => (request.params as { id?: string }).id ?? null;

/** Where anybody says what was good or bad, and reads the answer by a code. Nothing of it is remembered by a page memory or told to other sites. */
export function feedbackRoutes(app: FastifyInstance, clock: Clock, answer: Answer): void {
  const said = new Tries(MOST_SAID, WHILE_MS);
  const codes = new Tries(MOST_WRONG_CODES, WHILE_MS);
  const quietly = (request: FastifyRequest, reply: FastifyReply, view: (ctx: Ctx, query: PortalQuery) => Promise<Page>): Promise<FastifyReply> =>
    answer(request, reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' }), view);

  for (const path of [`${COUNTRY}/opinion`, `${COUNTRY}/servicio/:id/opinion`]) {
    app.get(path, (request, reply) => quietly(request, reply, async (ctx, query) => pageOf(await portalFeedbackForm(ctx, serviceOf(request), query), query)));
    app.post(path, (request, reply) => quietly(request, reply, async (ctx, query) => {
      if (said.mustWait(request.ip, clock.now())) return waitPage(query);
      said.note(request.ip, clock.now());
      return pageOf(await takeFeedback(ctx, serviceOf(request), query, request.body), query);
    }));
  }
  app.get(`${COUNTRY}/opinion/respuesta`, (request, reply) => quietly(request, reply, async (ctx, query) => pageOf(await portalFeedbackAnswer(ctx, query), query)));
  app.post(`${COUNTRY}/opinion/respuesta`, (request, reply) => quietly(request, reply, async (ctx, query) => {
    // A code is short: whoever tried too many is told nothing more, not even whether this one is right.
    if (codes.mustWait(request.ip, clock.now())) return waitPage(query);
    const made = await portalFeedbackAnswer(ctx, query, request.body ?? {});
    if (made.page === 'code' && made.wrong) codes.note(request.ip, clock.now());
    return pageOf(made, query);
  }));
}

function bodyOf(view: FeedbackPageView, t: Translate): ReactNode {
  switch (view.page) {
    case 'form': return <FeedbackFormPage model={view.model} t={t} />;
    case 'thanks': return <FeedbackThanksPage model={view.model} t={t} />;
    case 'code': return <FeedbackCodePage model={view.model} t={t} />;
    case 'standing': return <FeedbackStandingPage model={view.model} t={t} />;
  }
}

function pageOf(view: FeedbackPageView, query: PortalQuery): Page {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.message'), footnote: 'feedback.portal.footnote', status: view.status, body: bodyOf(view, t) };
}
