/** News for whoever keeps a case: a service that changed now fits. */
import { notFound } from '#kernel/errors';
import { needCatalog, oneServiceFor } from '#directory';
import type { Ctx } from '#platform/context';
import { caseLines, factsOf, getCase, placesToAvoid } from '#registry';
import * as repository from './news-repository.ts';
import type { FitNews, FitNewsList } from './schema.ts';

const SHOWN = 20;

async function viewOf(ctx: Ctx, row: repository.NewsRow, names: Awaited<ReturnType<typeof caseLines>>): Promise<FitNews | null> {
  const line = names.get(row.caseId);
  if (!line) return null;
  const { personId, destinationAdmin2, state } = await getCase(ctx, row.caseId);
  if (state === 'closed') return null;
  const need = { code: row.needCode, urgency: 'long' as const };
  const one = await oneServiceFor(ctx, row.serviceId, await factsOf(ctx, personId), need, { admin2: destinationAdmin2, avoid: await placesToAvoid(ctx, personId) });
  if (!one || one.verdict === 'doesNotFit') return null;
  const kind = needCatalog(ctx).find((n) => n.code === row.needCode);
  return {
    newsId: row.id, caseId: row.caseId, needId: row.needId, name: line.name, mine: line.officerId === ctx.actor.userId,
    need: { es: kind?.labelEs ?? row.needCode, en: kind?.labelEn ?? row.needCode }, waited: row.waited, at: row.at.toISOString(),
    service: { id: one.card.id, name: one.card.name, organization: one.card.organization, place: one.card.place, phone: one.card.phone },
    verdict: one.verdict, because: [...one.because], stillAsked: one.stillAsked,
  };
}

/** What nobody took note of yet, whoever had nothing first. What no longer fits, because something was learnt since, is not shown. */
export async function newsOf(ctx: Ctx): Promise<FitNewsList> {
  const rows = await repository.listNews(ctx.actor, ctx.tx, SHOWN);
  const names = await caseLines(ctx, [...new Set(rows.map((r) => r.caseId))]);
  const news: FitNews[] = [];
  for (const row of rows) {
    const view = await viewOf(ctx, row, names);
    if (view) news.push(view);
  }
  return { news };
}

/** Takes note: the news leaves the list of the office. */
export async function seeNews(ctx: Ctx, newsId: string): Promise<{ caseId: string }> {
  const seen = await repository.markSeen(ctx.actor, ctx.tx, newsId, ctx.now);
  if (!seen) throw notFound();
  return seen;
}
