import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Snapshot } from '../schema.ts';

export interface NewVersion {
  readonly referralId: string;
  readonly version: number;
  readonly at: Date;
  readonly sections: readonly string[];
  /** A consent that was given for this version, and what carried the referral before. */
  readonly consentId: string | null;
  readonly consentBefore: string | null;
  readonly snapshot: Snapshot;
}

/** Adds a version of what is shared; versions before it stay as they were. */
export async function insertVersion(actor: Actor, tx: Tx, v: NewVersion): Promise<void> {
  await sql`insert into referrals.shared_version (referral_id, version, country, at, by_user, sections, consent_id, consent_before, snapshot)
    values (${v.referralId}, ${v.version}, ${actor.country}, ${v.at}, ${actor.userId}, ${v.sections}, ${v.consentId}, ${v.consentBefore}, ${JSON.stringify(v.snapshot)}::jsonb)`.execute(tx);
}
