/** What is remembered of those who send lists: offered, changed, forgotten. */
import { notFound, refuse } from '#kernel/errors';
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import * as sendersSql from '../repository/senders.ts';
import type { ArrivalDetails, ChangeSender, Field, ManifestReading, ReadColumn, SenderLine, SenderMemory } from '../schema.ts';

export function memoriesOf(ctx: Ctx): Promise<SenderMemory[]> {
  return sendersSql.listSenders(ctx.actor, ctx.tx);
}

export async function listSenders(ctx: Ctx): Promise<SenderLine[]> {
  const rows = await sendersSql.listSenders(ctx.actor, ctx.tx);
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
}

/** Remembers for the next time what was confirmed now. */
export async function rememberSender(ctx: Ctx, details: ArrivalDetails, reading: ManifestReading): Promise<void> {
  const { dateOrder, nameOrder, sexM } = reading.choices;
  const asked = new Set(reading.layouts.map((layout) => layout.question));
  await sendersSql.saveSender(ctx.actor, ctx.tx, {
    sender: details.sender, senderKey: fold(details.sender), shape: reading.shape, columns: confirmedColumns(reading.columns),
    readings: {
      ...(dateOrder && asked.has('dateOrder') ? { dateOrder } : {}), ...(nameOrder && asked.has('nameOrder') ? { nameOrder } : {}), ...(sexM && asked.has('sexM') ? { sexM } : {}),
    },
    arrival: { mode: details.mode, kind: details.kind, fromCountry: details.fromCountry, authority: details.authority, variant: details.variant },
  }, ctx.now);
}

function confirmedColumns(columns: readonly ReadColumn[]): Record<string, Field> {
  return Object.fromEntries(columns.filter((c) => c.header !== '').map((c) => [fold(c.header), c.field]));
}

/** Corrects what is remembered; only words that are remembered can be given another meaning. */
export async function changeSender(ctx: Ctx, layoutId: string, change: ChangeSender): Promise<void> {
  const known = (await sendersSql.listSenders(ctx.actor, ctx.tx)).find((row) => row.layoutId === layoutId);
  if (!known) throw notFound();
  if (Object.keys(change.columns).some((word) => !(word in known.columns))) throw refuse('reception.column-unknown', { field: 'columns' });
  const columns = { ...known.columns, ...change.columns };
  const named = Object.values(columns).filter((field) => field !== 'ignore' && field !== 'reference');
  if (new Set(named).size < named.length) throw refuse('reception.column-twice', { field: 'columns' });
  await sendersSql.updateSender(ctx.actor, ctx.tx, layoutId, { sender: known.sender, senderKey: known.senderKey, columns, readings: { ...known.readings, ...change.readings } }, ctx.now);
}

export async function forgetSender(ctx: Ctx, layoutId: string): Promise<void> {
  if (!(await sendersSql.deleteSender(ctx.actor, ctx.tx, layoutId))) throw notFound();
}
