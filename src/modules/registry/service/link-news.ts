import type { Ctx } from '#platform/context';
import { listLinksLately, noteLinks } from '../repository/link-news.ts';
import { fullName } from '../rules/person.ts';
import type { LinkNews } from '../schema.ts';

const DAY_MS = 24 * 3_600_000;
const NEWS_DAYS = 7;
const SHOWN = 20;

/** After a decision at a desk: whoever keeps a case of these people hears of it. */
export async function noteDecided(ctx: Ctx, links: readonly string[]): Promise<void> {
  if (links.length > 0) await noteLinks(ctx.actor, ctx.tx, { links }, ctx.now);
}

/** After the comparison at night: rooms hear of everybody who has an open case as they hear of a decision at a desk, and whoever keeps the case too. */
export async function tellLinkedAtNight(ctx: Ctx, runId: string): Promise<void> {
  for (const people of await noteLinks(ctx.actor, ctx.tx, { runId }, ctx.now)) {
    await ctx.tell({ type: 'registry.identity-changed', personA: people[0]!, personB: people[1]!, people: people.join(',') });
  }
}

/** What the own office hears about the people of its open cases. */
export async function linkNews(ctx: Ctx): Promise<LinkNews[]> {
  if (!ctx.actor.officeId) return [];
  const rows = await listLinksLately(ctx.actor, ctx.tx, new Date(ctx.now.getTime() - NEWS_DAYS * DAY_MS), SHOWN);
  return rows.map((r) => ({ caseId: r.caseId, publicCode: r.publicCode, name: fullName(r), at: r.at.toISOString(), atNight: r.atNight, stands: r.stands, otherOpen: r.otherOpen }));
}
