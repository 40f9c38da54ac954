/** SQL of the screens of the waiting room. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { scope } from './scope.ts';

export async function insertScreen(actor: Actor, tx: Tx, screen: { screenId: string; name: string; keyHash: string }, now: Date): Promise<void> {
  await sql`insert into reception.screen (id, country, office_id, name, key_hash, created_by, created_at)
    values (${screen.screenId}, ${actor.country}, ${actor.officeId}, ${screen.name}, ${screen.keyHash}, ${actor.userId}, ${now})`.execute(tx);
}

export interface ScreenRow {
  readonly screenId: string;
  readonly name: string;
  readonly seenAt: Date | null;
  readonly createdAt: Date;
}

/** Open screens of the point. */
export async function listScreens(actor: Actor, tx: Tx): Promise<ScreenRow[]> {
  const { rows } = await sql<ScreenRow>`select c.id as "screenId", c.name, c.seen_at as "seenAt", c.created_at as "createdAt" from reception.screen c
    where ${scope(actor, 'c')} and c.closed_at is null order by c.created_at desc limit 50`.execute(tx);
  return rows;
}

export async function closeScreen(actor: Actor, tx: Tx, screenId: string, now: Date): Promise<boolean> {
  const done = await sql`update reception.screen c set closed_at = ${now} where c.id = ${screenId} and ${scope(actor, 'c')} and c.closed_at is null`.execute(tx);
  return done.numAffectedRows === 1n;
}

export interface CallRow {
  readonly no: number;
  readonly desk: number | null;
  readonly calledAt: Date;
  readonly times: number;
}

/** What a screen may show; nothing if no open screen has this key. The actor is anybody: the key is the right. */
export async function callsOfScreen(_: Actor, tx: Tx, keyHash: string, now: Date): Promise<CallRow[] | undefined> {
  const { rows } = await sql<CallRow & { open: boolean }>`select c.no, c.desk, c.called_at as "calledAt", c.times, o.open
    from (select reception.screen_is_open(${keyHash}, ${now}) as open) o left join lateral (select * from reception.screen_calls(${keyHash}, ${now})) c on o.open`.execute(tx);
  if (!rows[0]?.open) return undefined;
  return rows.filter((row) => row.no !== null).map(({ no, desk, calledAt, times }) => ({ no, desk, calledAt, times }));
}
