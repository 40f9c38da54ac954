import { z } from 'zod';
import type { Locale } from '#kernel/codes';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { typedLine } from '#platform/typed';
import { phoneToCall, reachOf } from './entry/phones.ts';
import { isHidden, namesOf } from './entry-kinds.ts';
import type { LinkEntryModel, LinkModel, ReportModel } from './portal-screens/keeping-pages.tsx';
import { neutralName, neutralServiceName } from './neutral.ts';
import { publicId } from './portal-paths.ts';
import { addressOf, impersonal, localeOf, readPortalQuery, type PortalQuery } from './portal-query.ts';
import { portalService } from './portal-routes.ts';
import { idBehind } from './portal-shelf.ts';
import type { LinkEntryRow } from './repository/links.ts';
import type { Organization } from './schema.ts';
import { ENTRY_KINDS, REPORT_SUBJECTS } from './schema/stewardship.ts';
import { confirmByLink, openLink, proposeByLink } from './service/links.ts';
import { outcomeOfReport, reportFromOutside } from './service/reports.ts';

/** What the portal takes in: that something is wrong, and what an organization says by its link. Texts stay texts. */

const MOST_WORDS = 500;

const reportForm = z.object({
  que: z.enum(REPORT_SUBJECTS).catch('other'),
  texto: typedLine(MOST_WORDS),
  /** A field that people do not see and machines fill in. */
  sitio: typedLine(200),
});

const langOf = (query: PortalQuery): PortalQuery => readPortalQuery({ lang: query.lang });
const path = (ctx: Ctx, rest: string): string => `/${ctx.pack.code.toLowerCase()}${rest}`;

/** The form for one service. */
export async function portalReport(ctx: Ctx, serviceId: string, query: PortalQuery, problem: string | null = null): Promise<ReportModel> {
  const { name } = await portalService(ctx, serviceId, query);
  // What somebody told of themselves does not travel with a report.
  const bare = impersonal(query);
  return {
    name, problem, outcome: null, action: addressOf(path(ctx, `/servicio/${serviceId}/aviso`), bare),
    backHref: addressOf(path(ctx, `/servicio/${serviceId}`), bare), subjects: [...REPORT_SUBJECTS],
  };
}

/** Keeps what somebody says is wrong; the address where its answer will stand. A machine is thanked, and nothing is kept. */
export async function takeReport(ctx: Ctx, serviceId: string, query: PortalQuery, body: unknown): Promise<string | null> {
  await portalService(ctx, serviceId, query);
  // What is no form at all says nothing.
  const form = reportForm.catch(() => reportForm.parse({})).parse(body);
  if (form.sitio !== '') return addressOf(path(ctx, `/servicio/${serviceId}`), impersonal(query));
  const id = await reportFromOutside(ctx, { kind: 'service', entryId: await idBehind(ctx, serviceId), subject: form.que, text: form.texto });
  return id === null ? null : addressOf(path(ctx, `/aviso/${id}`), langOf(query));
}

/** What became of a report, by its number. */
export async function portalOutcome(ctx: Ctx, reportId: string, query: PortalQuery): Promise<ReportModel> {
  const { outcome, entryId } = await outcomeOfReport(ctx, z.uuid().catch('00000000-0000-7000-8000-000000000000').parse(reportId));
  return { name: '', problem: null, outcome: outcome ?? 'open', action: '', backHref: addressOf(path(ctx, `/servicio/${publicId(entryId)}`), langOf(query)), subjects: [] };
}

const linkForm = z.object({
  accion: z.enum(['confirmar', 'cambiar']).catch('cambiar'),
  tipo: z.enum(ENTRY_KINDS),
  id: typedLine(100),
  version: z.coerce.number().int().min(1),
  telefono: typedLine(60),
  estado: z.enum(['', 'active_as_of', 'suspended', 'closed']).catch(''),
  texto: typedLine(MOST_WORDS),
});

/** The entries of the organization of a link. */
export async function portalLink(ctx: Ctx, token: string, query: PortalQuery, notice: LinkModel['notice'] = null): Promise<LinkModel> {
  const locale = localeOf(query);
  const { organization, expiresAt, entries } = await openLink(ctx, token);
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: ctx.pack.info.timeZone }).format(expiresAt);
  const day = (text: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`));
  const owner = organization ?? { nameEs: '', nameEn: '', acronym: null };
  return {
    organization: neutralName(locale === 'es' ? owner.nameEs : owner.nameEn, owner.acronym, locale), until, notice, action: addressOf(path(ctx, `/actualizar/${token}`), langOf(query)),
    entries: entries.map((row): LinkEntryModel => ({
      kind: row.kind, id: row.id, version: row.version, answered: row.answered, ...whatShows(ctx, row, linkNames(row, owner, locale)),
      phone: 'phones' in row.entry ? (phoneToCall(reachOf(row.entry)) ?? '') : null, status: typeof row.entry['status'] === 'string' ? row.entry['status'] : null,
      confirmed: row.confirmedOn === null ? null : day(row.confirmedOn),
    })),
  };
}

/** Of the closed circle the page says no more than that there is an entry: whoever was forwarded the address learns of no shelter by looking at it. */
function whatShows(ctx: Ctx, { entry }: LinkEntryRow, names: Pick<LinkEntryModel, 'name' | 'ownName'>): Pick<LinkEntryModel, 'name' | 'ownName' | 'places'> {
  const places = placesOf(ctx, entry);
  return isHidden(entry) ? { name: '', ownName: [names.ownName ?? names.name, ...places].join(' · '), places: [] } : { ...names, places };
}

/** What stands on the page is neutral, for whoever looks over a shoulder; how the entry is called in the directory stands in the form that has to be opened. */
function linkNames({ kind, entry }: LinkEntryRow, owner: Pick<Organization, 'nameEs' | 'nameEn' | 'acronym'>, locale: Locale): Pick<LinkEntryModel, 'name' | 'ownName'> {
  const { nameEs, nameEn } = namesOf(entry);
  const own = locale === 'es' ? nameEs : nameEn;
  const name = kind === 'organization' ? neutralName(own, owner.acronym, locale) : neutralServiceName(own, { names: [owner.nameEs, owner.nameEn], acronym: owner.acronym }, locale);
  return { name, ownName: name === own ? null : own };
}

/** Places in words; of a secret place no more than the directory holds. */
function placesOf(ctx: Ctx, entry: Readonly<Record<string, unknown>>): string[] {
  const places = [...((entry['places'] ?? []) as { admin1: string | null; admin2: string | null }[]), ...(entry['place'] ? [entry['place'] as { admin1: string | null; admin2: string | null }] : [])];
  return [...new Set(places.map(({ admin1, admin2 }) => (admin2 && ctx.pack.places.get(admin2)?.name) || (admin1 && ctx.pack.places.admin1Get(admin1)?.name) || '').filter(Boolean))];
}

/** Takes what an organization says by its link, and shows where that leaves it. */
export async function takeByLink(ctx: Ctx, token: string, query: PortalQuery, body: unknown): Promise<LinkModel> {
  const read = linkForm.safeParse(body ?? {});
  if (!read.success) return portalLink(ctx, token, query, { kind: 'problem', text: serverText(localeOf(query))('portal.link.unreadable') });
  const { tipo: kind, id: entryId, version, accion } = read.data;
  try {
    const change = { kind, entryId, version, phone: read.data.telefono, status: read.data.estado, said: read.data.texto };
    const answer = accion === 'confirmar' ? await confirmByLink(ctx, token, change) : await proposeByLink(ctx, token, change);
    return await afterAnswer(ctx, token, query, answer === 'done' ? accion : answer);
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 404) throw error;
    const t = serverText(localeOf(query));
    return portalLink(ctx, token, query, { kind: 'problem', text: error.problems.map((p) => t(`errors.${p.code}`, p.params as Record<string, string>)).join(' ') });
  }
}

async function afterAnswer(ctx: Ctx, token: string, query: PortalQuery, said: string): Promise<LinkModel> {
  const t = serverText(localeOf(query));
  const notice = { kind: said === 'changed' ? 'problem' as const : 'done' as const, text: t(`portal.link.said.${said}`) };
  try {
    return await portalLink(ctx, token, query, notice);
  } catch (error) {
    // The last answer ended the link: whoever gave it reads thanks and not "there is no such page".
    if (error instanceof Refused && error.status === 404 && said !== 'none') return { organization: '', until: '', notice, action: '', entries: [] };
    throw error;
  }
}
