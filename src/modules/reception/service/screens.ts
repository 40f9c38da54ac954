/** Screens of the waiting room: opened and closed by officers, asked by whoever holds the key of one. */
import { createHash, randomBytes } from 'node:crypto';
import { notFound } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as screensSql from '../repository/screens.ts';
import type { ScreenCalls, ScreenLine } from '../schema.ts';

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A new screen; its key is told once and kept nowhere. */
export async function openScreen(ctx: Ctx, name: string): Promise<{ screenId: string; key: string }> {
  const screenId = newId(ctx.now);
  const key = randomBytes(32).toString('base64url');
  await screensSql.insertScreen(ctx.actor, ctx.tx, { screenId, name, keyHash: hashOf(key) }, ctx.now);
  return { screenId, key };
}

export async function listScreens(ctx: Ctx): Promise<ScreenLine[]> {
  const rows = await screensSql.listScreens(ctx.actor, ctx.tx);
  return rows.map((row) => ({ ...row, seenAt: row.seenAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() }));
}

/** From now on its address shows nothing. */
export async function closeScreen(ctx: Ctx, screenId: string): Promise<void> {
  if (!(await screensSql.closeScreen(ctx.actor, ctx.tx, screenId, ctx.now))) throw notFound();
}

/** Numbers and desks, for whoever holds the key of an open screen. */
export async function screenCalls(ctx: Ctx, key: string): Promise<ScreenCalls> {
  const calls = await screensSql.callsOfScreen(ctx.actor, ctx.tx, hashOf(key), ctx.now);
  if (calls === undefined) throw notFound();
  return { at: ctx.now.toISOString(), calls: calls.map((call) => ({ ...call, calledAt: call.calledAt.toISOString() })) };
}
