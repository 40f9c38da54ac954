import { createHash } from 'node:crypto';
import { refuse } from '#kernel/errors';
import type { Ctx } from '../context.ts';
import { sql } from '../db.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The command id of a request; refused if it is missing, since without it a repeated request would act twice. */
export function commandId(header: unknown): string {
  if (typeof header !== 'string' || !UUID.test(header)) throw refuse('platform.command-id-missing', { status: 400 });
  return header;
}

/** What makes two requests the same command: address and content. */
export function fingerprint(url: string, body: unknown, file: Buffer | undefined): string {
  const hash = createHash('sha256').update(url).update('\0').update(JSON.stringify(body ?? null));
  if (file) hash.update('\0').update(file);
  return hash.digest('hex');
}

interface Kept { readonly print: string; readonly value: unknown }

const sealedAs = (id: string): string => `platform.command.sealed:${id}`;

function opened(ctx: Ctx, id: string, sealed: Buffer | null | undefined): Kept | null {
  return sealed ? (JSON.parse(ctx.cipher.open(sealed, sealedAs(id))) as Kept) : null;
}

/**
 * Runs a command once. The row is written first and in the same transaction, so a second copy waits for the first and
 * then gets its answer; a copy with other content, or from somebody else, is refused. What was answered is kept sealed.
 * With `again`, nothing is kept: a copy is answered with what the actor may see now.
 */
export async function once(
  ctx: Ctx, id: string, route: string, print: string, act: () => Promise<unknown>, again?: () => Promise<unknown>,
): Promise<{ value: unknown; repeated: boolean }> {
  const inserted = await sql`insert into platform.command (id, country, actor_id, route, at)
    values (${id}, ${ctx.actor.country}, ${ctx.actor.userId}, ${route}, ${ctx.now}) on conflict (id) do nothing`.execute(ctx.tx);
  if (inserted.numAffectedRows === 1n) {
    const value = await act();
    const kept: Kept = { print, value: again ? null : (value ?? null) };
    await sql`update platform.command set sealed = ${ctx.cipher.seal(JSON.stringify(kept), sealedAs(id))} where id = ${id}`.execute(ctx.tx);
    return { value, repeated: false };
  }
  const { rows } = await sql<{ sealed: Buffer | null }>`select sealed from platform.command where id = ${id}`.execute(ctx.tx);
  const kept = opened(ctx, id, rows[0]?.sealed);
  if (kept?.print !== print) throw refuse('platform.command-reused', { status: 409 });
  return { value: again ? await again() : kept.value, repeated: true };
}
