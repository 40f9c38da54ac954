/** What the public pages of an answer show, and what they take in. */
import { addressOf, findServices, isTellTale, localeOf, readPortalQuery, type PortalQuery } from '#directory';
import type { Locale } from '#kernel/codes';
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { referralsSlice } from '../pack.ts';
import type { AnswerModel, CodeModel, DoorModel, EndModel, Notice, Term, Typed } from '../portal-screens/models.ts';
import type { CommandKind, InboxReferral, Snapshot } from '../schema.ts';
import { answerOutside, leadsSomewhere, openOutside, sheetIsReal, type Opened, type Taken } from './answering.ts';
import { type AnswerFields, FIELDS_OF, formProblem, isStep, readAnswerForm, type Step, STEPS, wantedOf } from './form.ts';
import { type Key, keyOfCode, keyOfPass, keyOfToken, passOf } from './secrets.ts';

/** One page: which, with what it shows, and whether what was shown as key opened nothing (which is counted). */
export type AnswerView =
  | { readonly page: 'door'; readonly model: DoorModel; readonly status: number }
  | { readonly page: 'code'; readonly model: CodeModel; readonly status: number; readonly wrong: boolean }
  | { readonly page: 'answer'; readonly model: AnswerModel; readonly status: number }
  | { readonly page: 'end'; readonly model: EndModel; readonly status: number; readonly wrong: boolean };

const langOf = (query: PortalQuery): PortalQuery => readPortalQuery({ lang: query.lang });
const pathOf = (ctx: Ctx, query: PortalQuery, token: string | null): string =>
  addressOf(`/${ctx.pack.code.toLowerCase()}/respuesta${token === null ? '' : `/${token}`}`, langOf(query));

/** What somebody holds: the secret of an address, or a code with its year, which a page carries sealed. */
interface Held { readonly token: string | null; readonly key: Key; readonly action: string; readonly hidden: Readonly<Record<string, string>> }

/** The address of a link, before anything is opened. */
export async function portalDoor(ctx: Ctx, token: string, query: PortalQuery): Promise<AnswerView> {
  if (!(await leadsSomewhere(ctx, token))) return nothing(query);
  return { page: 'door', status: 200, model: { action: pathOf(ctx, query, token) } };
}

/** Where a code is typed. */
export function portalCode(ctx: Ctx, query: PortalQuery, told: { problem?: string; code?: string } = {}): AnswerView {
  const notice = told.problem === undefined ? null : { kind: 'problem' as const, text: serverText(localeOf(query))(told.problem) };
  return { page: 'code', status: notice ? 404 : 200, wrong: notice !== null, model: { action: pathOf(ctx, query, null), notice, code: told.code ?? '', checkHref: pathOf(ctx, query, CHECK) } };
}

const CHECK = 'comprobar';

/** Where somebody who is shown a sheet asks whether it is real. Nothing is said of whom or what it is for. */
export async function portalCheck(ctx: Ctx, query: PortalQuery, body: unknown): Promise<AnswerView> {
  const model = { action: pathOf(ctx, query, CHECK), checkHref: null };
  if (body === undefined) return { page: 'code', status: 200, wrong: false, model: { ...model, notice: null, code: '' } };
  const { codigo } = readAnswerForm(body);
  const until = await sheetIsReal(ctx, codigo);
  const t = serverText(localeOf(query));
  if (until === null) return { page: 'code', status: 404, wrong: true, model: { ...model, notice: { kind: 'problem', text: t('referrals.portal.check-no') }, code: codigo } };
  const day = new Intl.DateTimeFormat(localeOf(query), { dateStyle: 'long', timeZone: ctx.pack.info.timeZone }).format(until);
  return { page: 'code', status: 200, wrong: false, model: { ...model, notice: { kind: 'done', text: t('referrals.portal.check-yes', { until: day }) }, code: '' } };
}

/** A form that came to the address of a link: the referral, or how its answer was taken. */
export async function portalTakeByLink(ctx: Ctx, token: string, query: PortalQuery, body: unknown): Promise<AnswerView> {
  const key = keyOfToken(token);
  if (key === null) return nothing(query);
  return (await taken(ctx, { token, key, action: pathOf(ctx, query, token), hidden: {} }, query, readAnswerForm(body))) ?? nothing(query);
}

/** A form that came to where codes are typed. */
export async function portalTakeByCode(ctx: Ctx, query: PortalQuery, body: unknown): Promise<AnswerView> {
  const form = readAnswerForm(body);
  const key = form.llave === '' ? keyOfCode(ctx, form.codigo, form.anio) : keyOfPass(ctx, form.llave);
  const page = key && await taken(ctx, { token: null, key, action: pathOf(ctx, query, null), hidden: { llave: passOf(ctx, key) } }, query, form);
  return page || portalCode(ctx, query, { problem: form.llave === '' ? 'referrals.portal.wrong-code' : 'referrals.portal.code-again', code: form.codigo });
}

/** The same words for every address that opens nothing, whatever is wrong with it. */
function nothing(query: PortalQuery): AnswerView {
  const t = serverText(localeOf(query));
  return { page: 'end', status: 404, wrong: true, model: { title: t('referrals.portal.nothing'), notice: null, help: t('referrals.portal.nothing-help') } };
}

async function taken(ctx: Ctx, held: Held, query: PortalQuery, form: AnswerFields): Promise<AnswerView | null> {
  const { accion } = form;
  if (!isStep(accion)) {
    const opened = await openOutside(ctx, held.key);
    return opened && answerPage(ctx, held, query, { opened, notice: null, form, step: null });
  }
  const problem = formProblem(accion, form);
  if (problem) {
    const opened = await openOutside(ctx, held.key);
    return opened && answerPage(ctx, held, query, { opened, notice: { kind: 'problem', text: serverText(localeOf(query))(`errors.${problem.code}`) }, form, step: accion, keepSeen: true });
  }
  const { note, details, ...wanted } = wantedOf(accion, form);
  const alternativeServiceId = accion === 'declinar' ? await serviceCalled(ctx, form.otro) : undefined;
  const answer = await answerOutside(ctx, held.key, { ...wanted, details: { ...details, alternativeServiceId }, ...(note ? { note } : {}), name: form.nombre, seen: Number(form.estado) });
  return afterAnswer(ctx, held, query, { answer, form, step: accion });
}

/** The one service in public sight that is called so. Whoever has no account chooses from no list; where no name fits, or several do, the words stand for themselves. */
async function serviceCalled(ctx: Ctx, name: string): Promise<string | undefined> {
  if (name === '') return undefined;
  const called = (await findServices(ctx, { text: name, limit: 20 })).filter((one) => one.matchable && [one.nameEs, one.nameEn].some((own) => fold(own) === fold(name)));
  return called.length === 1 ? called[0]!.id : undefined;
}

function noticeOf(answer: Taken, locale: Locale): Notice {
  const t = serverText(locale);
  if (answer.kind === 'refused') return { kind: 'problem', text: answer.problems.map((p) => t(`errors.${p.code}`)).join(' ') };
  return answer.kind === 'old' ? { kind: 'problem', text: t('referrals.portal.old') } : { kind: 'done', text: t('referrals.portal.done') };
}

const STATUS = { none: 404, old: 409, refused: 409, done: 200 } as const;

function afterAnswer(ctx: Ctx, held: Held, query: PortalQuery, { answer, form, step }: { answer: Taken; form: AnswerFields; step: Step }): AnswerView | null {
  if (answer.kind === 'none') return null;
  const notice = noticeOf(answer, localeOf(query));
  const t = serverText(localeOf(query));
  // With its last answer the link has ended: whoever gave it reads thanks, and not that there is nothing.
  if (answer.now === null) return { page: 'end', status: STATUS[answer.kind], wrong: false, model: { title: t('referrals.portal.title'), notice, help: t('referrals.portal.ended') } };
  const keep = answer.kind === 'done' ? readAnswerForm({ nombre: form.nombre }) : form;
  return { ...answerPage(ctx, held, query, { opened: answer.now, notice, form: keep, step: answer.kind === 'done' ? null : step }), status: STATUS[answer.kind] };
}

interface Shown {
  readonly opened: Opened;
  readonly notice: Notice | null;
  readonly form: AnswerFields;
  readonly step: Step | null;
  /** Only something was missing: the page still stands for what was seen then. */
  readonly keepSeen?: boolean;
}

function answerPage(ctx: Ctx, held: Held, query: PortalQuery, { opened, notice, form, step, keepSeen }: Shown): AnswerView {
  const locale = localeOf(query);
  const t = serverText(locale);
  const { referral, seq } = opened;
  const model: AnswerModel = {
    action: held.action, hidden: { ...held.hidden, estado: keepSeen ? form.estado : String(seq) }, notice,
    state: t(`referrals.portal.state.${referral.state}`), ...sharedWords(referral, locale), history: historyWords(ctx, referral, locale),
    forms: formsOf(referral.actions, step), reasons: ctx.pack.slice(referralsSlice).declineReasons.map(({ code, label }) => ({ code, label: label[locale] })),
    typed: typedOf(form),
  };
  return { page: 'answer', status: notice?.kind === 'problem' ? 422 : 200, model };
}

const typedOf = ({ nombre, nota, motivo, otro, resultado }: AnswerFields): Typed => ({ nombre, nota, motivo, otro, resultado });

/** The steps that the state allows; open is the one in which something is missing, else the first. */
function formsOf(actions: readonly CommandKind[], step: Step | null): AnswerModel['forms'] {
  const allowed = (Object.keys(STEPS) as Step[]).filter((one) => actions.includes(STEPS[one]));
  const open = step !== null && allowed.includes(step) ? step : allowed[0];
  return allowed.map((accion) => ({ accion, fields: FIELDS_OF[accion], open: accion === open }));
}

function sharedWords({ shared, serviceName, sentAt: _sentAt }: InboxReferral, locale: Locale): Pick<AnswerModel, 'about' | 'sections'> {
  if (!shared) return { about: [], sections: [] };
  return {
    about: aboutOf(shared, serviceName[locale], locale),
    sections: shared.sections.map((section) => ({ label: section.label[locale], items: section.items.map((item) => ({ term: item.label[locale], value: item.value[locale] })) })),
  };
}

function aboutOf(shared: Snapshot, service: string, locale: Locale): Term[] {
  const t = serverText(locale);
  return [
    { term: t('referrals.send.first-name'), value: shared.firstName },
    { term: t('referrals.send.code'), value: shared.publicCode },
    { term: t('referrals.send.age'), value: shared.age === null ? t('referrals.send.age-unknown') : t('referrals.send.age-years', { n: shared.age }) },
    { term: t('referrals.send.need'), value: shared.need.label[locale] },
    // A name that tells by itself how somebody came stands on no page that others see over a shoulder.
    ...(isTellTale(service) ? [] : [{ term: t('referrals.portal.service'), value: service }]),
    ...(shared.byWoman ? [{ term: t('referrals.wish'), value: t('referrals.wish.woman') }] : []),
    ...(shared.attendedBy ? [{ term: t('referrals.attended'), value: t(`referrals.attended.${shared.attendedBy}`) }] : []),
    ...(shared.note ? [{ term: t('referrals.inbox.note'), value: shared.note }] : []),
  ];
}

function historyWords(ctx: Ctx, { history }: InboxReferral, locale: Locale): AnswerModel['history'] {
  const t = serverText(locale);
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: ctx.pack.info.timeZone });
  return history.filter((event) => event.kind !== 'open' && event.kind !== 'send').map((event) => ({
    when: when.format(new Date(event.at)), what: t(`referrals.event.${event.kind}`), words: [event.reason?.[locale], event.note].filter(Boolean).join(' · '),
  })).reverse();
}
