/** What the public pages of complaints and suggestions show, and what they take in. */
import { appendAudit, listOffices } from '#access';
import { addressOf, idBehind, isTellTale, localeOf, neutralName, portalService, readPortalQuery, type PortalQuery } from '#directory';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { feedbackSlice } from '../pack.ts';
import type { CodeModel, SaidFormModel, StandingModel, ThanksModel } from '../portal-screens/models.ts';
import * as outside from '../repository/outside.ts';
import { dueFor } from '../rules/path.ts';
import { repliesFor } from '../rules/steps.ts';
import { KINDS } from '../schema.ts';
import { hashOfPass, hashOfTyped, openWords, passOf, sealWords } from '../service/codes.ts';
import { receiveFromOutside } from '../service/receiving.ts';
import { kindOf, readCodeForm, readSaidForm, saidProblem, type CodeFields, type SaidFields } from './form.ts';

/** One page: which, with what it shows, and whether a code that opens nothing was shown (which is counted). */
export type FeedbackPageView =
  | { readonly page: 'form'; readonly model: SaidFormModel; readonly status: number }
  | { readonly page: 'thanks'; readonly model: ThanksModel; readonly status: number }
  | { readonly page: 'code'; readonly model: CodeModel; readonly status: number; readonly wrong: boolean }
  | { readonly page: 'standing'; readonly model: StandingModel; readonly status: number };

const langOf = (query: PortalQuery): PortalQuery => readPortalQuery({ lang: query.lang });
const pathOf = (ctx: Ctx, query: PortalQuery, rest: string): string => addressOf(`/${ctx.pack.code.toLowerCase()}${rest}`, langOf(query));
const FORM = '/opinion';
const ANSWER = '/opinion/respuesta';
const formPath = (service: string | null): string => (service === null ? FORM : `/servicio/${service}${FORM}`);

/** Offices in words that others may read over a shoulder; one that has none is not named. */
async function officesToChoose(ctx: Ctx, query: PortalQuery): Promise<SaidFormModel['offices']> {
  const locale = localeOf(query);
  return (await listOffices(ctx)).filter((o) => o.kind !== 'provider').map((o) => ({ id: o.id, name: neutralName(locale === 'en' ? o.nameEn : o.nameEs, null, locale) }))
    .filter((o) => o.name !== '' && !isTellTale(o.name)).sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** Where one says what was good or bad, of a service or of a place to choose. */
export async function portalFeedbackForm(ctx: Ctx, service: string | null, query: PortalQuery, told: { problem?: string; form?: SaidFields; status?: number } = {}): Promise<FeedbackPageView> {
  const name = service === null ? null : (await portalService(ctx, service, langOf(query))).name;
  const form = told.form ?? readSaidForm({});
  const problem = told.problem === undefined ? null : serverText(localeOf(query))(told.problem);
  const { tipo, oficina, texto, nombre, respuesta, via } = form;
  return {
    page: 'form', status: told.status ?? (problem === null ? 200 : 422),
    model: {
      action: pathOf(ctx, query, formPath(service)), service: name, offices: service === null ? await officesToChoose(ctx, query) : [], kinds: KINDS, problem,
      typed: { envio: form.envio || newId(ctx.now), tipo, oficina, texto, nombre, respuesta, via }, answerHref: pathOf(ctx, query, ANSWER),
    },
  };
}

function thanks(ctx: Ctx, query: PortalQuery, told: { code: string; wantsAnswer: boolean; answerBy: Date; danger?: boolean }): FeedbackPageView {
  const until = new Intl.DateTimeFormat(localeOf(query), { dateStyle: 'long', timeZone: ctx.pack.info.timeZone }).format(told.answerBy);
  const helpHref = told.danger ? addressOf(`/${ctx.pack.code.toLowerCase()}/ayuda`, langOf(query), { f: 'protection' }) : null;
  return { page: 'thanks', status: 200, model: { code: told.code, until, wantsAnswer: told.wantsAnswer, answerHref: pathOf(ctx, query, ANSWER), homeHref: pathOf(ctx, query, ''), helpHref } };
}

/** Keeps what somebody says. A machine is thanked, and nothing is kept. */
export async function takeFeedback(ctx: Ctx, service: string | null, query: PortalQuery, body: unknown): Promise<FeedbackPageView> {
  const form = readSaidForm(body);
  // Of a service that is not in sight there is no page, whatever was typed.
  if (service !== null) await portalService(ctx, service, langOf(query));
  if (form.sitio !== '') return thanks(ctx, query, { code: '', wantsAnswer: false, answerBy: ctx.now });
  const problem = saidProblem(form);
  if (problem) return portalFeedbackForm(ctx, service, query, { problem: `errors.${problem.code}`, form });
  const wantsAnswer = form.respuesta === 'si';
  // Only what the page offers can be chosen.
  const about = service === null && (await officesToChoose(ctx, query)).some((o) => o.id === form.oficina) ? form.oficina : null;
  const { kept, code, answerBy } = await receiveFromOutside(ctx, {
    id: form.envio || newId(ctx.now), kind: kindOf(form), about, serviceId: service === null ? null : await idBehind(ctx, service),
    said: form.texto, name: form.nombre, way: form.via, wantsAnswer, language: localeOf(query),
  });
  if (kept === 'enough' || kept === 'unknown') return portalFeedbackForm(ctx, service, query, { problem: 'feedback.portal.too-many', form, status: 429 });
  return thanks(ctx, query, { code, wantsAnswer, answerBy, danger: form.tipo === 'abuse' });
}

function codePage(ctx: Ctx, query: PortalQuery, told: { problem?: string; code?: string } = {}): FeedbackPageView {
  const problem = told.problem === undefined ? null : serverText(localeOf(query))(told.problem);
  return { page: 'code', status: problem === null ? 200 : 404, wrong: problem !== null, model: { action: pathOf(ctx, query, ANSWER), problem, code: told.code ?? '', formHref: pathOf(ctx, query, FORM) } };
}

/** How it stands with the item of a code, and what the person says of the answer. Looking by the address alone shows where a code is typed. */
export async function portalFeedbackAnswer(ctx: Ctx, query: PortalQuery, body?: unknown): Promise<FeedbackPageView> {
  if (body === undefined) return codePage(ctx, query);
  const form = readCodeForm(body);
  const hash = form.llave === '' ? hashOfTyped(ctx, form.codigo) : hashOfPass(ctx, form.llave);
  const shown = hash === null ? undefined : await outside.shownByCode(ctx.actor, ctx.tx, hash);
  if (hash === null || shown === undefined) return codePage(ctx, query, { problem: form.llave === '' ? 'feedback.portal.wrong-code' : 'feedback.portal.code-again', code: form.codigo });
  if (form.accion === 'ver') return standing(ctx, query, { hash, shown });
  return replied(ctx, query, { hash, shown, form });
}

interface Told { readonly hash: string; readonly shown: outside.ShownItem; readonly notice?: string; readonly problem?: string; readonly typed?: string }

/** Who reads has no account: that an answer was read is written down all the same. */
function writeDown(ctx: Ctx, action: 'feedback.read-answer' | 'feedback.reply', id: string): void {
  appendAudit({ ...ctx, purpose: 'public-information' }, { action, kind: 'feedback', id, subject: null, outcome: 'done' });
}

/** How it stands, in words. Who wanted no answer is promised none. */
function stateWords(ctx: Ctx, query: PortalQuery, shown: outside.ShownItem): string {
  const day = (at: Date): string => new Intl.DateTimeFormat(localeOf(query), { dateStyle: 'long', timeZone: ctx.pack.info.timeZone }).format(at);
  const waits = shown.state !== 'answered' && shown.state !== 'closed';
  const about = waits && !shown.wantsAnswer ? 'read' : shown.state;
  return serverText(localeOf(query))(`feedback.portal.state.${about}`, { until: day(shown.dueAt), on: day(shown.answeredAt ?? shown.receivedAt) });
}

function standing(ctx: Ctx, query: PortalQuery, { hash, shown, notice, problem, typed = '' }: Told): FeedbackPageView {
  const said = (key: string | undefined): string | null => (key === undefined ? null : serverText(localeOf(query))(key));
  writeDown(ctx, 'feedback.read-answer', shown.id);
  return {
    page: 'standing', status: problem === undefined ? 200 : 422,
    model: {
      action: pathOf(ctx, query, ANSWER), pass: passOf(ctx, hash), notice: said(notice), problem: said(problem), state: stateWords(ctx, query, shown),
      answer: shown.answer === null || shown.answerId === null ? null : openWords(ctx, shown.answerId, shown.answer),
      replies: repliesFor(shown, ctx.pack.slice(feedbackSlice).contentDays, ctx.now), typed,
    },
  };
}

async function replied(ctx: Ctx, query: PortalQuery, { hash, shown, form }: { hash: string; shown: outside.ShownItem; form: CodeFields }): Promise<FeedbackPageView> {
  const pack = ctx.pack.slice(feedbackSlice);
  const content = form.accion === 'bien';
  if (!content && form.texto.length < 3) return standing(ctx, query, { hash, shown, problem: 'errors.feedback.say-why', typed: form.texto });
  const wordId = newId(ctx.now);
  const taken = await outside.replyFromOutside(ctx.actor, ctx.tx, hash, {
    content, stepId: newId(ctx.now), word: form.texto === '' ? null : { id: wordId, sealed: sealWords(ctx, wordId, form.texto) },
    answerDueAt: dueFor(shown.kind, shown.restricted, ctx.now, pack, ctx.pack.info.timeZone).answerDueAt, days: pack.contentDays,
  });
  const now = (await outside.shownByCode(ctx.actor, ctx.tx, hash)) ?? shown;
  if (!taken) return standing(ctx, query, { hash, shown: now, problem: 'feedback.portal.not-now' });
  writeDown(ctx, 'feedback.reply', shown.id);
  await ctx.tell({ type: 'feedback.replied', feedbackId: shown.id });
  return standing(ctx, query, { hash, shown: now, notice: content ? 'feedback.portal.closed-now' : 'feedback.portal.reopened-now' });
}
