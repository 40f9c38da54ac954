import { organizationsWithAccounts } from '#access';
import { dayIn, type PlainDate } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { upkeepSlice } from '../pack.ts';
import * as entries from '../repository/entries.ts';
import { confirmBy, dueSteps } from '../rules/freshness.ts';
import type { EntryKind, Freshness } from '../schema/stewardship.ts';

/** How fresh entries are, who confirms them, and what a day brings. */

export const todayOf = (ctx: Ctx): PlainDate => dayIn(ctx.pack.info.timeZone, ctx.now);

export function freshnessOf(row: { confirmedOn: string | null; confirmBy: string; phoneFirst: boolean }, today: PlainDate): Freshness {
  return { confirmedOn: row.confirmedOn, confirmBy: row.confirmBy, stale: row.confirmBy < today, phoneFirst: row.phoneFirst };
}

/** How fresh services are, by id; all that the actor may know of when no ids are given. */
export async function freshnessOfServices(ctx: Ctx, ids?: readonly string[]): Promise<ReadonlyMap<string, Freshness>> {
  const rows = await entries.listFreshness(ctx.actor, ctx.tx, 'service', ids);
  const today = todayOf(ctx);
  return new Map(rows.map((row) => [row.id, freshnessOf(row, today)]));
}

/** "Still true", said of the version that was seen. */
export async function confirmEntry(ctx: Ctx, kind: EntryKind, id: string, version: number): Promise<void> {
  // Who publishes at the same moment makes the database refuse this, and the request is tried again.
  const row = await entries.findKept(ctx.actor, ctx.tx, kind, id);
  if (!row) throw notFound();
  if (row.version !== version) throw refuse('directory.entry-moved-on', { status: 409 });
  await keepConfirmation(ctx, row);
}

/** Keeps a confirmation of what is in force. */
export async function keepConfirmation(ctx: Ctx, row: Pick<entries.EntryRow, 'kind' | 'id' | 'version' | 'entry' | 'organizationId' | 'hidden'>): Promise<void> {
  const on = todayOf(ctx);
  await entries.addConfirmation(ctx.actor, ctx.tx, {
    id: newId(ctx.now), kind: row.kind, entryId: row.id, version: row.version, on, organizationId: row.organizationId, hidden: row.hidden,
    confirmBy: confirmBy(ctx.pack.slice(upkeepSlice), row.kind, row.entry, { confirmedOn: on, today: on }),
  }, ctx.now);
  // What was confirmed ranks by it and says so: offers and pages that are kept in memory are made again.
  await entries.raiseVersion(ctx.actor, ctx.tx);
  await ctx.tell({ type: 'directory.entry-confirmed', kind: row.kind, entryId: row.id, version: row.version });
}

/**
 * What the day brings, as system: owners are asked, then reminded, then it is the steward's; beyond the limit of the country
 * "confirm by phone first" holds. Running it twice on one day changes nothing.
 */
export async function dailyUpkeep(ctx: Ctx): Promise<number> {
  await entries.lockUpkeep(ctx.actor, ctx.tx);
  const today = todayOf(ctx);
  const rule = ctx.pack.slice(upkeepSlice);
  const reachable = new Set(await organizationsWithAccounts(ctx));
  const rows = (await entries.listKept(ctx.actor, ctx.tx)).filter((row) => row.listed);
  const due = rows.flatMap((row) => {
    const steps = dueSteps(rule, row, { today, ownerCanBeAsked: row.organizationId !== null && reachable.has(row.organizationId) });
    return Object.keys(steps).length === 0 ? [] : [{ ...row, ...steps }];
  });
  await entries.moveSteps(ctx.actor, ctx.tx, due);
  if (due.some((row) => row.phoneFirst)) await entries.raiseVersion(ctx.actor, ctx.tx);
  for (const [organizationId, asked] of byOrganization(due.filter((row) => row.escalatedOn === null && (row.askedOn === today || row.remindedOn === today)))) {
    await ctx.tell({ type: 'directory.confirmation-asked', organizationId, entries: asked });
  }
  return due.length;
}

function byOrganization(rows: readonly { organizationId: string | null }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { organizationId } of rows) if (organizationId !== null) counts.set(organizationId, (counts.get(organizationId) ?? 0) + 1);
  return counts;
}
