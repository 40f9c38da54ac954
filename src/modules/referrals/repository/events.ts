import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Side } from '../rules/record.ts';
import type { CommandKind, ReferralState } from '../schema.ts';
import { officerScope, providerScope } from './scope.ts';

export interface EventRow {
  readonly referral_id: string;
  readonly at: Date;
  readonly kind: CommandKind;
  readonly state: ReferralState;
  readonly side: Side;
  readonly actor_name: string;
  readonly note: string | null;
  readonly reason: string | null;
  /** It came by link: the name was typed, not signed in. */
  readonly by_link: boolean;
}

export interface NewEvent {
  readonly id: string;
  readonly referralId: string;
  readonly commandId: string;
  readonly at: Date;
  readonly kind: CommandKind;
  readonly state: ReferralState;
  readonly side: Side;
  readonly note: string | null;
  readonly reason: string | null;
  /** Answered through a link, by somebody without an account who gave this name. */
  readonly linkId?: string | undefined;
  readonly linkName?: string | undefined;
}

/** Adds one entry to the history. */
export async function appendEvent(actor: Actor, tx: Tx, e: NewEvent): Promise<void> {
  const who = e.linkId ? { id: null, name: e.linkName ?? '' } : { id: actor.userId, name: actor.displayName };
  await sql`insert into referrals.referral_event (id, country, referral_id, command_id, at, kind, state, side, actor_id, actor_name, note, reason, link_id)
    values (${e.id}, ${actor.country}, ${e.referralId}, ${e.commandId}, ${e.at}, ${e.kind}, ${e.state}, ${e.side}, ${who.id},
      ${who.name}, ${e.note}, ${e.reason}, ${e.linkId ?? null})`.execute(tx);
}

/** The steps of both sides; what officers write among themselves, or the person says of the outcome, is not the provider's. */
export const READ_BY_PROVIDER = sql<boolean>`e.kind in ('send', 'resend', 'open', 'accept', 'decline', 'ask', 'answer', 'waiting-list', 'start', 'complete', 'did-not-come', 'amend')`;

/** The histories of several referrals, oldest first; the provider's is without the officers' own remarks. */
export async function eventsOf(actor: Actor, tx: Tx, ids: readonly string[], now: Date): Promise<readonly EventRow[]> {
  if (ids.length === 0) return [];
  const scope = actor.role === 'provider'
    ? sql`${providerScope(actor, now)} and r.share_closed_at is null and ${READ_BY_PROVIDER}`
    : officerScope(actor);
  const { rows } = await sql<EventRow>`select e.referral_id, e.at, e.kind, e.state, e.side, e.actor_name, e.note, e.reason, e.link_id is not null as by_link
    from referrals.referral_event e join referrals.referral r on r.id = e.referral_id
    where e.referral_id = any(${ids}) and ${scope} order by e.seq`.execute(tx);
  return rows;
}
