import type { Problem } from '#kernel/errors';
import { sql, type Tx } from './db.ts';

/** Something that happened in a room: ids and codes only. `type` is `room.what-happened`. */
export interface RoomEvent {
  readonly type: string;
  readonly [key: string]: string | number | boolean | null;
}

/** Ids or codes that an event names under one key, written with commas between them. */
export function listIn(event: RoomEvent, key: string): string[] {
  return String(event[key] ?? '').split(',').filter(Boolean);
}

/** Tells an event: kept in the outbox, then answered by each subscribed room in order. A failing answer undoes the whole command. */
export type Tell = (event: RoomEvent) => Promise<void>;

/** Asks the rooms above what they hold against something that is about to happen; a room objects by refusing, and changes nothing. */
export type Objections = (event: RoomEvent) => Promise<readonly Problem[]>;

/** Keeps an event in the outbox of a country, in the same transaction as what it tells of. */
export async function keepEvent(tx: Tx, country: string, event: RoomEvent, now: Date): Promise<void> {
  await sql`insert into platform.outbox (country, type, payload, at) values (${country}, ${event.type}, ${JSON.stringify(event)}::jsonb, ${now})`.execute(tx);
}
