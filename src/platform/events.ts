import type { Ctx } from './context.ts';
import { sql } from './db.ts';

/** Something that happened in a room: ids and codes only. `type` is `room.what-happened`. */
export interface RoomEvent {
  readonly type: string;
  readonly [key: string]: string | number | boolean | null;
}

/** What a higher room does when a lower room tells something; runs in the same transaction. */
export interface Subscription {
  readonly to: string;
  readonly room: string;
  readonly handle: (ctx: Ctx, event: RoomEvent) => Promise<void>;
}

/** Tells an event: kept in the outbox, then answered by each subscribed room in order. A failing answer undoes the whole command. */
export type Tell = (event: RoomEvent) => Promise<void>;

export function teller(ctx: () => Ctx, subscriptions: readonly Subscription[]): Tell {
  return async (event) => {
    const { tx, actor, now } = ctx();
    await sql`insert into platform.outbox (country, type, payload, at) values (${actor.country}, ${event.type}, ${JSON.stringify(event)}::jsonb, ${now})`.execute(tx);
    for (const subscription of subscriptions) {
      if (subscription.to === event.type) await subscription.handle(ctx(), event);
    }
  };
}
