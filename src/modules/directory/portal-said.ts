import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import { serverText } from '#platform/i18n';
import { isPersonalPaper, portalPath, publicId } from './portal-paths.ts';
import { addressOf, impersonal, localeOf, type PortalQuery } from './portal-query.ts';
import { portalService } from './portal-routes.ts';
import type { PlaceSaidModel, SaidFormModel } from './portal-screens/said-pages.tsx';
import { idBehind, publicShelf, publicVersion } from './portal-shelf.ts';
import { paperName, publicName } from './portal-words.ts';
import { REFUSAL_REASONS, type Acceptance } from './schema/paper-reports.ts';
import { acceptanceOfOnePaper, reportPaperFromOutside } from './service/paper-reports.ts';
import { today } from './service.ts';

/** Which paper was taken where, for anybody: where one paper was reported, and the form by which somebody without an account says it. */

/** What one paper comes to at every service is worked out once until a report, the directory or the day changes: the address of the page carries what somebody chose, so the page itself is not kept. */
const shelves = new WeakMap<Pack, { readonly key: string; readonly byPaper: Map<string, ReadonlyMap<string, Acceptance>> }>();

async function acceptanceEverywhere(ctx: Ctx, paperId: string): Promise<ReadonlyMap<string, Acceptance>> {
  const key = await publicVersion(ctx);
  const kept = shelves.get(ctx.pack);
  const shelf = kept?.key === key ? kept : { key, byPaper: new Map<string, ReadonlyMap<string, Acceptance>>() };
  if (shelf !== kept) shelves.set(ctx.pack, shelf);
  const known = shelf.byPaper.get(paperId);
  if (known) return known;
  const found = await acceptanceOfOnePaper(ctx, paperId);
  // Only what anybody may know is kept.
  if (ctx.actor.role === 'public') shelf.byPaper.set(paperId, found);
  return found;
}

const MOST_PLACES = 10;
const ORDER = ['accepted', 'disputed', 'refused'] as const;

/** Services at which a paper was reported, where it is accepted first. */
export async function placesSaid(ctx: Ctx, paperId: string, query: PortalQuery): Promise<PlaceSaidModel[]> {
  const locale = localeOf(query);
  const t = serverText(locale);
  const { byId } = await publicShelf(ctx);
  const found = [...await acceptanceEverywhere(ctx, paperId)].flatMap(([id, one]) => {
    const parts = byId.get(id);
    const name = parts ? publicName(parts, locale) : '';
    return name === '' || one.level === 'nobody' ? [] : [{ id, level: one.level, name }];
  });
  found.sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level) || a.name.localeCompare(b.name, 'es'));
  return found.slice(0, MOST_PLACES).map(({ id, level, name }) => ({
    href: addressOf(portalPath(ctx, `/servicio/${publicId(id)}`), impersonal(query)), name, words: t(`portal.said.at.${level}`),
  }));
}

const first = (v: unknown): unknown => (Array.isArray(v) ? v[0] : v);
const typed = z.preprocess(first, z.string().max(200).catch(''));

const saidForm = z.object({
  papel: typed,
  paso: z.preprocess(first, z.enum(['si', 'no', '']).catch('')),
  motivo: z.preprocess(first, z.enum(REFUSAL_REASONS).nullable().catch(null)),
  dia: typed,
  /** A field that people do not see and machines fill in. */
  sitio: typed,
});

/** The form for one service; a place that is secret has none. */
export async function portalSaidForm(ctx: Ctx, serviceId: string, query: PortalQuery, problem: string | null = null, body: unknown = null): Promise<SaidFormModel> {
  const { name } = await portalService(ctx, serviceId, query);
  const shelf = await publicShelf(ctx);
  const service = shelf.byId.get(await idBehind(ctx, serviceId))?.service;
  if (!service || service.confidentialLocation) throw notFound();
  const locale = localeOf(query);
  const bare = impersonal(query);
  const asked = new Set(service.requiredDocuments ?? []);
  const chosen = saidForm.parse(body ?? {});
  const papers = shelf.documents.filter(isPersonalPaper).toSorted((a, b) => Number(asked.has(b.id)) - Number(asked.has(a.id)));
  return {
    name, problem, today: today(ctx), chosen: { paper: chosen.papel, said: chosen.paso, reason: chosen.motivo ?? '', day: isPlainDate(chosen.dia) ? chosen.dia : '' }, reasons: [...REFUSAL_REASONS],
    action: addressOf(portalPath(ctx, `/servicio/${serviceId}/documento`), bare), backHref: addressOf(portalPath(ctx, `/servicio/${serviceId}`), bare),
    papers: papers.map((d) => ({ id: publicId(d.id), name: paperName(d, locale) })).filter((paper) => paper.name !== ''),
  };
}

/** Where the form leads: thanks, or a sentence about what is missing. A machine is thanked, and nothing is kept. */
export async function takeSaid(ctx: Ctx, serviceId: string, query: PortalQuery, body: unknown): Promise<{ to: string } | { problem: string }> {
  const { papers } = await portalSaidForm(ctx, serviceId, query);
  const form = saidForm.parse(body ?? {});
  const thanks = { to: addressOf(portalPath(ctx, `/servicio/${serviceId}/documento/gracias`), impersonal(query)) };
  if (form.sitio !== '') return thanks;
  const on = form.dia === '' ? today(ctx) : form.dia;
  if (form.paso === '' || !papers.some((paper) => paper.id === form.papel)) return { problem: 'portal.said.unread' };
  if (!isPlainDate(on)) return { problem: 'portal.said.when' };
  const outcome = form.paso === 'si' ? 'accepted' as const : 'refused' as const;
  return keep(ctx, serviceId, { paperId: await idBehind(ctx, form.papel), outcome, reason: outcome === 'refused' ? form.motivo : null, on, place: null }, thanks);
}

async function keep(ctx: Ctx, serviceId: string, said: Parameters<typeof reportPaperFromOutside>[2], thanks: { to: string }): Promise<{ to: string } | { problem: string }> {
  const kept = await reportPaperFromOutside(ctx, await idBehind(ctx, serviceId), said);
  if (kept === 'kept') return thanks;
  return { problem: kept === 'day' ? 'portal.said.when' : 'portal.report.enough' };
}
