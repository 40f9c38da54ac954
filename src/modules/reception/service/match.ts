/** Comparing lists with the registry: at once for a bus or a flight, in the background for thousands, going on where it stopped. */
import { systemActor, type Actor } from '#kernel/actor';
import { inContext, type Ctx, type House } from '#platform/context';
import { findCandidatesForMany } from '#registry';
import * as listRowsSql from '../repository/list-rows.ts';
import type { MatchingProgress } from '../schema.ts';
import { probeOf, strongest } from './matching.ts';

/** Rows compared in one transaction: what a kill can cost. */
const CHUNK = 100;
/** Lists up to this length are compared before the answer; their officer waits a moment and sees everything. */
const AT_ONCE = 300;

/** Compares the next rows of a list; answers how many. */
export async function matchChunk(ctx: Ctx, manifestId: string, most = CHUNK): Promise<number> {
  const rows = await listRowsSql.takeUnmatched(ctx.actor, ctx.tx, manifestId, most);
  if (rows.length === 0) return 0;
  const found = await findCandidatesForMany(ctx, rows.map((row) => probeOf(row.person)));
  await listRowsSql.saveMatches(ctx.actor, ctx.tx, rows.map((row, i) => ({ rowId: row.rowId, before: strongest(found[i]!) })), ctx.now);
  return rows.length;
}

/** Compares a list of ordinary length at once; a longer one is left to the background. */
export async function matchNow(ctx: Ctx, manifestId: string): Promise<void> {
  const { done, total } = await listRowsSql.matchingOf(ctx.actor, ctx.tx, manifestId);
  if (total - done > AT_ONCE) return;
  while ((await matchChunk(ctx, manifestId)) > 0);
}

/** How far the comparison of a list is. */
export function matchingOf(ctx: Ctx, manifestId: string): Promise<MatchingProgress> {
  return listRowsSql.matchingOf(ctx.actor, ctx.tx, manifestId);
}

/**
 * Compares what is left of all lists, one chunk per transaction, in the name of who accepted the list. Ends when nothing is left or
 * `stopped` says so. Killed at any point it has lost at most a chunk; run twice at once, the two share the work.
 */
export async function matchWaitingLists(house: House, now: () => Date, stopped: () => boolean = () => false): Promise<number> {
  let done = 0;
  for (const country of house.packs.keys()) {
    const lists = await inContext(house, { actor: systemActor(country), purpose: 'reception', now: now() }, (ctx) => listRowsSql.listsToMatch(ctx.actor, ctx.tx));
    for (const list of lists) {
      const actor: Actor = { userId: list.acceptedBy, role: 'reception', country, officeId: list.officeId, organizationId: null, displayName: '', locale: 'es' };
      for (let chunk = 1; chunk > 0 && !stopped(); done += chunk) {
        chunk = await inContext(house, { actor, purpose: 'reception', now: now() }, (ctx) => matchChunk(ctx, list.manifestId));
      }
    }
  }
  return done;
}
