/** SQL of links and sheets. Who holds one has no account: the database answers to the secret that was shown in the same transaction. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { type EventRow, READ_BY_PROVIDER } from './events.ts';
import { COLUMNS, providerJoin, type ReferralRow } from './scope.ts';
import type { OutsideEnd, OutsideKind } from '../outside/schema.ts';

export interface OutsideRow {
  readonly id: string;
  readonly kind: OutsideKind;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly seenAt: Date | null;
  readonly wrongTries: number;
  readonly endedAt: Date | null;
  readonly endedWhy: OutsideEnd | null;
}

const own = (actor: Actor) => sql`l.country = ${actor.country} and ${['window', 'protection', 'supervisor'].includes(actor.role)}
  and exists (select from referrals.referral r where r.id = l.referral_id and registry.may_see_case(r.case_id))`;

/** Links and sheets of a referral, newest first; never the secret. */
export async function listOutside(actor: Actor, tx: Tx, referralId: string): Promise<OutsideRow[]> {
  const { rows } = await sql<OutsideRow>`select l.id, l.kind, l.created_by as "createdBy", l.created_at as "createdAt", l.expires_at as "expiresAt", l.seen_at as "seenAt",
      l.wrong_tries as "wrongTries", l.ended_at as "endedAt", l.ended_why as "endedWhy"
    from referrals.outside_link l where ${own(actor)} and l.referral_id = ${referralId} order by l.created_at desc, l.id desc limit 20`.execute(tx);
  return rows;
}

export async function addOutside(
  actor: Actor, tx: Tx, link: { id: string; referralId: string; kind: OutsideKind; hash: string; expiresAt: Date }, now: Date,
): Promise<void> {
  await sql`insert into referrals.outside_link (id, country, referral_id, kind, token_hash, created_by, created_at, expires_at)
    values (${link.id}, ${actor.country}, ${link.referralId}, ${link.kind}, ${link.hash}, ${actor.userId}, ${now}, ${link.expiresAt})`.execute(tx);
}

/** Ends what is open for a referral; how many that were. */
export async function endOutside(actor: Actor, tx: Tx, referralId: string, why: 'officer' | 'replaced', now: Date): Promise<number> {
  const { rows } = await sql`update referrals.outside_link l set ended_at = ${now}, ended_why = ${why}, ended_by = ${actor.userId}
    where ${own(actor)} and l.referral_id = ${referralId} and l.ended_at is null returning l.id`.execute(tx);
  return rows.length;
}

/** Whether the secret of a link opens anything; changes nothing. */
export async function isOpenLink(_actor: Actor, tx: Tx, hash: string): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select referrals.is_open_link(${hash}) as open`.execute(tx);
  return rows[0]!.open;
}

/** Until when the sheet of a code opens something; null for every other code. */
export async function sheetUntil(_actor: Actor, tx: Tx, hash: string): Promise<Date | null> {
  const { rows } = await sql<{ until: Date | null }>`select referrals.sheet_until(${hash}) as until`.execute(tx);
  return rows[0]!.until;
}

/** Shows a secret; from then on this transaction sees the one referral that it opens, and holds it. */
export async function showSecret(_actor: Actor, tx: Tx, key: { hash: string; year: number | null }): Promise<boolean> {
  const { rows } = await sql<{ shown: boolean }>`select referrals.show_secret(${key.hash}, ${key.year}::int) as shown`.execute(tx);
  return rows[0]!.shown;
}

/** First wall: only what the secret opens, for nobody who is signed in. */
const shown = (actor: Actor) => sql`r.id = referrals.shown_referral() and r.country = ${actor.country} and ${actor.role} = 'public'`;

/** A referral as the holder of its link may know it, with the last thing that happened to it. */
export interface ShownRow extends ReferralRow { readonly link_id: string; readonly last_seq: number; readonly said_by_link: number }

/** The referral of the secret that was shown, while it holds. */
export async function findShown(actor: Actor, tx: Tx): Promise<ShownRow | undefined> {
  const { rows } = await sql<ShownRow>`select ${COLUMNS}, referrals.shown_link_id() as link_id,
      (select coalesce(max(e.seq), 0) from referrals.referral_event e where e.referral_id = r.id) as last_seq,
      (select count(*)::int from referrals.referral_event e where e.referral_id = r.id and e.link_id = referrals.shown_link_id()) as said_by_link
    from ${providerJoin} where ${shown(actor)}`.execute(tx);
  return rows[0];
}

/** Its history, oldest first, as far as its provider may read it. */
export async function eventsShown(actor: Actor, tx: Tx): Promise<readonly EventRow[]> {
  const { rows } = await sql<EventRow>`select e.referral_id, e.at, e.kind, e.state, e.side, e.actor_name, e.note, e.reason, e.link_id is not null as by_link
    from referrals.referral_event e join referrals.referral r on r.id = e.referral_id where ${shown(actor)} and ${READ_BY_PROVIDER} order by e.seq`.execute(tx);
  return rows;
}

/** Does something of which nothing stays if it is refused half-way, though the transaction goes on. */
export async function whollyOrNot<T>(_actor: Actor, tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint answer`.execute(tx);
  try {
    const done = await work();
    await sql`release savepoint answer`.execute(tx);
    return done;
  } catch (error) {
    await sql`rollback to savepoint answer`.execute(tx);
    throw error;
  }
}
