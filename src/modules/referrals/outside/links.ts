/** The officer's side: handing out a link or a sheet, and ending it. */
import { colleagueNames } from '#access';
import { getService, isTellTale } from '#directory';
import { LOCALES, type Locale } from '#kernel/codes';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { getPerson } from '#registry';
import { referralsSlice } from '../pack.ts';
import { findForOfficer } from '../repository/referrals.ts';
import { officersRow } from '../service.ts';
import { asRecord, type ReferralRow } from '../repository/scope.ts';
import * as repository from '../repository/outside.ts';
import { outsideProblem, outsideUntil } from './rules.ts';
import { OUTSIDE_KINDS, type MadeOutside, type OutsideKind, type OutsideLink, type OutsideOfReferral, type SheetWords } from './schema.ts';
import { newSecret } from './secrets.ts';

async function problemOf(ctx: Ctx, row: ReferralRow, kind: OutsideKind): Promise<string | null> {
  return outsideProblem(kind, asRecord(row), await getPerson(ctx, row.person_id));
}

const pathOf = (ctx: Ctx, secret: string | null): string => `/${ctx.pack.code.toLowerCase()}/respuesta${secret === null ? '' : `/${secret}`}`;

/** The name of the organization as it may stand on paper that somebody carries: none that tells how they came, and none of the closed circle. */
async function printedName(ctx: Ctx, row: ReferralRow): Promise<MadeOutside['to']> {
  const { es, en } = row.provider_name;
  if (isTellTale(es) || isTellTale(en)) return null;
  try {
    return (await getService(ctx, row.service_id)).protectionOnly ? null : row.provider_name;
  } catch (error) {
    // Of a service that is gone, nobody can tell any more.
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

/** What stands on a sheet in a language. */
function sheetIn(ctx: Ctx, locale: Locale, until: Date): SheetWords {
  const t = serverText(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: ctx.pack.info.timeZone }).format(until);
  return {
    locale, day, heading: t('referrals.sheet.heading'), for: t('referrals.sheet.for'), where: t('referrals.sheet.where'), code: t('referrals.sheet.code'), until: t('referrals.sheet.until'),
    how: [t('referrals.sheet.how-1'), t('referrals.sheet.how-2'), t('referrals.sheet.how-3')], foot: t('referrals.sheet.foot'),
  };
}

/** A new link or sheet for a referral; the one before it ends. Its secret is told here and kept nowhere. */
export async function makeOutside(ctx: Ctx, referralId: string, kind: OutsideKind): Promise<MadeOutside> {
  const row = await officersRow(ctx, referralId);
  const problem = await problemOf(ctx, row, kind);
  if (problem) throw refuse(problem, { field: 'kind', status: 409 });
  await repository.endOutside(ctx.actor, ctx.tx, referralId, 'replaced', ctx.now);
  const { secret, hash } = newSecret(ctx, kind);
  const linkId = newId(ctx.now);
  const expiresAt = outsideUntil(ctx.now, row.due_at, ctx.pack.slice(referralsSlice).links.days);
  await repository.addOutside(ctx.actor, ctx.tx, { id: linkId, referralId, kind, hash, expiresAt }, ctx.now);
  return {
    linkId, kind, path: pathOf(ctx, kind === 'link' ? secret : null), code: kind === 'link' ? '' : secret, to: await printedName(ctx, row), expiresAt: expiresAt.toISOString(),
    sheets: kind === 'sheet' ? LOCALES.map((locale) => sheetIn(ctx, locale, expiresAt)) : [],
  };
}

/** The newest one without its secret: what a repeated command is told. */
export async function madeOutside(ctx: Ctx, referralId: string): Promise<MadeOutside> {
  const [newest] = (await outsideOf(ctx, referralId)).links;
  if (!newest) throw notFound();
  return { linkId: newest.linkId, kind: newest.kind, path: '', code: '', to: null, expiresAt: newest.expiresAt, sheets: [] };
}

/** What was handed out for a referral, newest first, and what may be. */
export async function outsideOf(ctx: Ctx, referralId: string): Promise<OutsideOfReferral> {
  const row = await findForOfficer(ctx.actor, ctx.tx, referralId);
  if (!row) throw notFound();
  const rows = await repository.listOutside(ctx.actor, ctx.tx, referralId);
  const names = await colleagueNames(ctx, rows.map((one) => one.createdBy));
  const [link, sheet] = await Promise.all(OUTSIDE_KINDS.map((kind) => problemOf(ctx, row, kind)));
  return {
    problem: { link: link ?? null, sheet: sheet ?? null },
    links: rows.map((one): OutsideLink => ({
      linkId: one.id, kind: one.kind, createdBy: names.get(one.createdBy) ?? null, createdAt: one.createdAt.toISOString(), expiresAt: one.expiresAt.toISOString(),
      seenAt: one.seenAt?.toISOString() ?? null, wrongTries: one.wrongTries, endedAt: one.endedAt?.toISOString() ?? null, endedWhy: one.endedWhy,
      open: one.endedAt === null && one.expiresAt > ctx.now,
    })),
  };
}

/** Ends what is open for a referral. */
export async function endOutside(ctx: Ctx, referralId: string): Promise<OutsideOfReferral> {
  await officersRow(ctx, referralId);
  await repository.endOutside(ctx.actor, ctx.tx, referralId, 'officer', ctx.now);
  return outsideOf(ctx, referralId);
}
