import type { Actor } from '#kernel/actor';
import type { CountryCode, Purpose } from '#kernel/codes';
import type { Pack } from './country.ts';
import type { Database, Tx } from './db.ts';
import { teller, type Subscription, type Tell } from './events.ts';
import type { FieldCipher } from './secrets.ts';

/** What every service function takes first: who acts and why, in which transaction, at what time, by which country's rules. */
export interface Ctx {
  readonly actor: Actor;
  readonly purpose: Purpose;
  readonly tx: Tx;
  readonly now: Date;
  readonly pack: Pack;
  readonly tell: Tell;
  readonly cipher: FieldCipher;
  readonly requestId: string;
}

/** What a process has: one per server, command or test. */
export interface House {
  readonly database: Database;
  readonly packs: ReadonlyMap<CountryCode, Pack>;
  readonly subscriptions: readonly Subscription[];
  readonly cipher: FieldCipher;
}

/** Runs `work` in one transaction as `actor`; the one way to a {@link Ctx}. `now` is fixed for the whole transaction. */
export function inContext<T>(
  house: House,
  who: { actor: Actor; purpose: Purpose; now: Date; requestId?: string },
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const pack = house.packs.get(who.actor.country);
  if (!pack) throw new RangeError(`no country pack for ${who.actor.country}`);
  return house.database.asActor(who.actor, who.purpose, (tx) => {
    const ctx: Ctx = {
      ...who, requestId: who.requestId ?? 'internal', tx, pack, cipher: house.cipher, tell: teller(() => ctx, house.subscriptions),
    };
    return work(ctx);
  }, who.now);
}
