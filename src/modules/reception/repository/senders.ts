/** SQL of what is remembered of those who send lists to a reception point. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { SenderMemory } from '../schema.ts';
import { json } from './scope.ts';

export interface SenderRow extends SenderMemory {
  readonly layoutId: string;
  readonly uses: number;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

const own = (actor: Actor) => sql`country = ${actor.country} and office_id = ${actor.officeId}`;

export async function listSenders(actor: Actor, tx: Tx): Promise<SenderRow[]> {
  const { rows } = await sql<SenderRow>`select id as "layoutId", sender, sender_key as "senderKey", shape, columns, readings, arrival, uses, updated_at as "updatedAt", updated_by_name as "updatedBy"
    from reception.sender_mapping where ${own(actor)} order by sender_key, updated_at desc limit 500`.execute(tx);
  return rows;
}

/** Remembers what was confirmed for a sender and this shape of header. */
export async function saveSender(actor: Actor, tx: Tx, memory: SenderMemory, now: Date): Promise<void> {
  await sql`insert into reception.sender_mapping (country, office_id, sender_key, sender, shape, columns, readings, arrival, updated_at, updated_by_name)
    values (${actor.country}, ${actor.officeId}, ${memory.senderKey}, ${memory.sender}, ${memory.shape}, ${json(memory.columns)}, ${json(memory.readings)}, ${json(memory.arrival)}, ${now}, ${actor.displayName})
    on conflict (country, office_id, sender_key, shape) do update set sender = excluded.sender, columns = excluded.columns, readings = excluded.readings, arrival = excluded.arrival,
      uses = reception.sender_mapping.uses + 1, updated_at = excluded.updated_at, updated_by_name = excluded.updated_by_name`.execute(tx);
}

export async function updateSender(actor: Actor, tx: Tx, layoutId: string, memory: Pick<SenderMemory, 'sender' | 'senderKey' | 'columns' | 'readings'>, now: Date): Promise<boolean> {
  const done = await sql`update reception.sender_mapping set sender = ${memory.sender}, sender_key = ${memory.senderKey}, columns = ${json(memory.columns)}, readings = ${json(memory.readings)},
      updated_at = ${now}, updated_by_name = ${actor.displayName} where id = ${layoutId} and ${own(actor)}`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function deleteSender(actor: Actor, tx: Tx, layoutId: string): Promise<boolean> {
  const done = await sql`delete from reception.sender_mapping where id = ${layoutId} and ${own(actor)}`.execute(tx);
  return done.numAffectedRows === 1n;
}
