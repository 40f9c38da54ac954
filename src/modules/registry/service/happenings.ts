import { colleagueNames, getOffice } from '#access';
import type { CountryCode } from '#kernel/codes';
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { findCase } from '../repository/cases.ts';
import { listCaseHappenings } from '../repository/happenings.ts';
import { listIdentity } from '../repository/identity.ts';
import { listCasesOfIdentity } from '../repository/joins.ts';
import { afterPlace, firstOfAll } from '../rules/happenings.ts';
import type { HappenedQuery, HappenedRow, Happenings } from '../schema.ts';

/** What a room tells of cases: as many as asked, newest first, nothing that the reader may not see. */
export type TellsHappened = (ctx: Ctx, query: HappenedQuery) => Promise<HappenedRow[]>;

/** What this room knows of cases. */
export const caseHappenings: TellsHappened = (ctx, query) => listCaseHappenings(ctx.actor, ctx.tx, query);

/**
 * A page of everything that happened to the person of a case as far as the reader may see it, newest first, in whichever of their cases and whichever room:
 * each room gives its first so many, and the first so many of them all are the page.
 */
export async function happeningsOf(ctx: Ctx, caseId: string, asked: { before?: string | undefined; limit: number }, rooms: readonly TellsHappened[]): Promise<Happenings> {
  const own = await findCase(ctx.actor, ctx.tx, caseId);
  if (!own) throw notFound();
  const [cases, people] = await Promise.all([listCasesOfIdentity(ctx.actor, ctx.tx, own.personId), listIdentity(ctx.actor, ctx.tx, own.personId)]);
  const place = readPlace(asked.before, ['moment', 'key'], 'before');
  const query: HappenedQuery = { caseIds: [...new Set([caseId, ...cases.map((c) => c.id)])], people, before: place && { at: place[0], key: place[1] }, limit: asked.limit + 1 };
  const told = await Promise.all(rooms.map((room) => room(ctx, query)));
  const all = firstOfAll(told, asked.limit + 1).filter((row) => query.before === null || afterPlace(row, query.before));
  const { shown, next } = pageOf(all, asked.limit, (row) => [row.at.toISOString(), row.key]);
  return { happenings: await withNames(ctx, shown), next };
}

/** Kinds whose code is an account, and kinds that are about an office. */
const ABOUT_SOMEBODY: ReadonlySet<string> = new Set(['given', 'officer-left']);
const ABOUT_AN_OFFICE: ReadonlySet<string> = new Set(['moved', 'office-closed', 'transfer-asked', 'transfer-accepted', 'transfer-refused', 'transfer-taken-back', 'transfer-overtaken']);

/** Accounts and offices by name: who did it, to whom a case was given or whose it was, and which office it went to or was asked of. */
async function withNames(ctx: Ctx, rows: readonly HappenedRow[]): Promise<Happenings['happenings']> {
  const names = await colleagueNames(ctx, rows.flatMap((row) => [row.byId, ABOUT_SOMEBODY.has(row.kind) ? row.code : null]));
  const offices = await officeWords(ctx, rows.flatMap((row) => (ABOUT_AN_OFFICE.has(row.kind) && row.about ? [row.about] : [])));
  return rows.map(({ byId, byName, ...row }) => {
    const by = byName ?? (byId ? (names.get(byId) ?? null) : null);
    return { ...row, at: row.at.toISOString(), by, ...saidOf(ctx, row, names, offices) };
  });
}

/** What stands in the sentence instead of an id or a code: somebody's name, an office, a country. */
function saidOf(ctx: Ctx, { kind, code, about }: Pick<HappenedRow, 'kind' | 'code' | 'about'>, names: ReadonlyMap<string, string>, offices: ReadonlyMap<string, HappenedRow['label']>): Partial<Happenings['happenings'][number]> {
  if (kind === 'came-from-abroad') return { code: null, label: ctx.packs.get(code as CountryCode)?.info.name ?? null };
  if (ABOUT_SOMEBODY.has(kind)) return { about: null, code: names.get(code ?? '') ?? null };
  return ABOUT_AN_OFFICE.has(kind) ? { about: null, label: offices.get(about ?? '') ?? null } : {};
}

async function officeWords(ctx: Ctx, ids: readonly string[]): Promise<Map<string, HappenedRow['label']>> {
  const words = new Map<string, HappenedRow['label']>();
  for (const id of new Set(ids)) {
    const { nameEs, nameEn } = await getOffice(ctx, id);
    words.set(id, { es: nameEs, en: nameEn });
  }
  return words;
}
