import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { localeOf, type PortalQuery } from '#directory';
import { portalCheck, portalCode, portalDoor, portalTakeByCode, portalTakeByLink, type AnswerView } from '#referrals';
import { AnswerCodePage, AnswerDoorPage, AnswerEndPage, AnswerPage } from '#referrals/portal-screens';
import type { Clock } from '#platform/clock';
import type { Ctx } from '#platform/context';
import { serverText, type Translate } from '#platform/i18n';
import { Tries } from '#platform/tries';
import { COUNTRY, type Answer, type Page } from './page.ts';
import { waitPage } from './problem-page.tsx';

const WHILE_MS = 10 * 60_000;
/** No secret of 256 bits is found by trying; who tries all the same is not served for ever. */
const MOST_WRONG_LINKS = 30;
/** Of codes more can be typed wrong by mistake than by one person, and people of one office share an address. */
const MOST_WRONG_CODES = 10;

type Params = Readonly<Record<string, string>>;

/** Where a service without an account answers: by the address of a link, or by the code of a printed sheet. Looking never changes anything; a form does. */
export function answeringRoutes(app: FastifyInstance, clock: Clock, answer: Answer): void {
  const links = new Tries(MOST_WRONG_LINKS, WHILE_MS);
  const codes = new Tries(MOST_WRONG_CODES, WHILE_MS);
  // The address may be a secret: no other site, no search engine and no page memory learns of it, whoever serves this.
  const secretly = (request: FastifyRequest, reply: FastifyReply, page: (ctx: Ctx, query: PortalQuery) => Promise<Page>): Promise<FastifyReply> =>
    answer(request, reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' }), page);

  const byLink = (request: FastifyRequest, reply: FastifyReply, view: (ctx: Ctx, query: PortalQuery, token: string) => Promise<AnswerView>) => secretly(request, reply, async (ctx, query) => {
    const made = await view(ctx, query, (request.params as Params)['token']!);
    if (!isWrong(made)) return pageOf(made, query);
    // Many share an address: whoever holds a link that opens never waits for somebody who tries others.
    if (links.mustWait(request.ip, clock.now())) return waitPage(query);
    links.note(request.ip, clock.now());
    return pageOf(made, query);
  });
  app.get(`${COUNTRY}/respuesta/:token`, (request, reply) => byLink(request, reply, (ctx, query, token) => portalDoor(ctx, token, query)));
  app.post(`${COUNTRY}/respuesta/:token`, (request, reply) => byLink(request, reply, (ctx, query, token) => portalTakeByLink(ctx, token, query, request.body)));

  const byCode = (request: FastifyRequest, reply: FastifyReply, view: (ctx: Ctx, query: PortalQuery) => Promise<AnswerView>) => secretly(request, reply, async (ctx, query) => {
    // A code is short: whoever tried too many is told nothing more, not even whether this one is right.
    if (codes.mustWait(request.ip, clock.now())) return waitPage(query);
    const made = await view(ctx, query);
    if (isWrong(made)) codes.note(request.ip, clock.now());
    return pageOf(made, query);
  });
  app.get(`${COUNTRY}/respuesta`, (request, reply) => secretly(request, reply, async (ctx, query) => pageOf(portalCode(ctx, query), query)));
  app.post(`${COUNTRY}/respuesta`, (request, reply) => byCode(request, reply, (ctx, query) => portalTakeByCode(ctx, query, request.body)));
  app.get(`${COUNTRY}/respuesta/comprobar`, (request, reply) => secretly(request, reply, async (ctx, query) => pageOf(await portalCheck(ctx, query, undefined), query)));
  app.post(`${COUNTRY}/respuesta/comprobar`, (request, reply) => byCode(request, reply, (ctx, query) => portalCheck(ctx, query, request.body ?? {})));
}

const isWrong = (view: AnswerView): boolean => 'wrong' in view && view.wrong;

function bodyOf(view: AnswerView, t: Translate): ReactNode {
  switch (view.page) {
    case 'door': return <AnswerDoorPage model={view.model} t={t} />;
    case 'code': return <AnswerCodePage model={view.model} t={t} />;
    case 'end': return <AnswerEndPage model={view.model} t={t} />;
    case 'answer': return <AnswerPage model={view.model} t={t} />;
  }
}

function pageOf(view: AnswerView, query: PortalQuery): Page {
  const t = serverText(localeOf(query));
  return { title: t('portal.title.message'), footnote: 'referrals.portal.footnote', status: view.status, body: bodyOf(view, t) };
}
