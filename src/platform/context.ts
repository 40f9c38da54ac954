import type { Actor } from '#kernel/actor';
import type { CountryCode, Purpose } from '#kernel/codes';
import { Refused, type Problem } from '#kernel/errors';
import type { Pack } from './country.ts';
import type { Database, Tx } from './db.ts';
import { keepEvent, type Objections, type RoomEvent, type Tell } from './events.ts';
import type { Routing } from './routing.ts';
import type { FieldCipher } from './secrets.ts';

/** What every service function takes first: who acts and why, in which transaction, at what time, by which country's rules. */
export interface Ctx {
  readonly actor: Actor;
  readonly purpose: Purpose;
  readonly tx: Tx;
  readonly now: Date;
  readonly pack: Pack;
  /** Of every country that this installation serves: what is public of a country, such as its name. */
  readonly packs: ReadonlyMap<CountryCode, Pack>;
  readonly tell: Tell;
  readonly objections: Objections;
  readonly cipher: FieldCipher;
  /** Where an operator has one. */
  readonly routing?: Routing | undefined;
  readonly requestId: string;
}

/** What a higher room does when a lower room tells something; runs in the same transaction. */
export interface Subscription {
  readonly to: string;
  readonly room: string;
  readonly handle: (ctx: Ctx, event: RoomEvent) => Promise<void>;
}

/** What a process has: one per server, command or test. */
export interface House {
  readonly database: Database;
  readonly packs: ReadonlyMap<CountryCode, Pack>;
  readonly subscriptions: readonly Subscription[];
  readonly cipher: FieldCipher;
  readonly routing?: Routing | undefined;
}

interface Who { readonly actor: Actor; readonly purpose: Purpose; readonly now: Date; readonly requestId?: string }

/** Runs `work` in one transaction as `actor`; the one way to a {@link Ctx}. `now` is fixed for the whole transaction. */
export function inContext<T>(house: House, who: Who, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return house.database.asActor(who.actor, who.purpose, (tx) => work(contextIn(house, who, tx)), who.now);
}

/** The same for `work` that changes nothing and is not audited. */
export function inReadingContext<T>(house: House, who: Who, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return house.database.readAsActor(who.actor, who.purpose, (tx) => work(contextIn(house, who, tx)), who.now);
}

function contextIn(house: House, who: Who, tx: Tx): Ctx {
  const pack = house.packs.get(who.actor.country);
  if (!pack) throw new RangeError(`no country pack for ${who.actor.country}`);
  const ctx: Ctx = {
    ...who, requestId: who.requestId ?? 'internal', tx, pack, packs: house.packs, cipher: house.cipher, routing: house.routing, tell: (event) => tellRooms(ctx, house.subscriptions, event),
    objections: (event) => askRooms(ctx, house.subscriptions, event),
  };
  return ctx;
}

async function tellRooms(ctx: Ctx, subscriptions: readonly Subscription[], event: RoomEvent): Promise<void> {
  await keepEvent(ctx.tx, ctx.actor.country, event, ctx.now);
  for (const subscription of subscriptions) {
    if (subscription.to === event.type) await subscription.handle(ctx, event);
  }
}

/** Nothing has happened yet, so nothing is kept: each room says what it holds against it, and all of it is told at once. */
async function askRooms(ctx: Ctx, subscriptions: readonly Subscription[], event: RoomEvent): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const subscription of subscriptions) {
    if (subscription.to !== event.type) continue;
    try {
      await subscription.handle(ctx, event);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push(...error.problems);
    }
  }
  return problems;
}
