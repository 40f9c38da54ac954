/** How somebody can be reached without putting them in danger: for rooms that call or visit. */
import type { Ctx } from '#platform/context';
import { listIdentity } from '../repository/identity.ts';
import { listContacts, type ContactRow } from '../repository/papers.ts';
import type { Channel, RelationWord, Safety } from '../schema.ts';
import { consentCovers } from './consents.ts';
import { familyOf } from './family.ts';
import { replaceContact } from './papers.ts';
import { findOrThrow } from './record.ts';

/** A contact of a person, or of a relative who may be asked. */
export interface WayToReach {
  readonly contactId: string;
  /** Whose contact it is. */
  readonly personId: string;
  /** Set where it is a relative's. */
  readonly relative: { readonly relationId: string; readonly word: RelationWord; readonly name: string } | null;
  readonly channel: Channel;
  readonly value: string;
  readonly safety: Exclude<Safety, 'unsafe'>;
  readonly mayLeaveMessage: boolean;
  readonly whoAnswers: string | null;
  readonly hours: string | null;
  readonly neutralSender: string | null;
}

export interface WaysToReach {
  readonly ways: readonly WayToReach[];
  /** Contacts of the person that must not be used; which ones stays on the person's own page. */
  readonly unsafe: number;
}

function wayOf(row: ContactRow, personId: string, relative: WayToReach['relative']): WayToReach[] {
  const { id, safety, recordedAt: _, ...rest } = row;
  return safety === 'unsafe' ? [] : [{ ...rest, contactId: id, personId, relative, safety, channel: row.channel as Channel }];
}

/** Relatives in sight who may be asked: only while the person agrees to it, and never somebody from whom they are kept apart. */
async function relativesOf(ctx: Ctx, personId: string): Promise<WayToReach[]> {
  const { covered } = await consentCovers(ctx, personId, { purpose: 'family-contact', sections: [] });
  if (!covered) return [];
  const ways: WayToReach[] = [];
  for (const { relationId, word, member } of (await familyOf(ctx, personId)).relations) {
    if (member.apart || member.personId === null || word === null) continue;
    for (const row of await listContacts(ctx.actor, ctx.tx, member.personId)) ways.push(...wayOf(row, member.personId, { relationId, word, name: member.name ?? '' }));
  }
  return ways;
}

const SAFE_FIRST = (a: WayToReach, b: WayToReach): number => Number(a.safety !== 'safe') - Number(b.safety !== 'safe');

/** Ways to reach a person: their own under every record in sight, safe ones first, then those of relatives. Unsafe ones are not among them. */
export async function waysToReach(ctx: Ctx, personId: string): Promise<WaysToReach> {
  await findOrThrow(ctx, personId);
  const own: WayToReach[] = [];
  let unsafe = 0;
  for (const record of await listIdentity(ctx.actor, ctx.tx, personId)) {
    const rows = await listContacts(ctx.actor, ctx.tx, record);
    unsafe += rows.filter((row) => row.safety === 'unsafe').length;
    own.push(...rows.flatMap((row) => wayOf(row, record, null)));
  }
  return { ways: [...own.sort(SAFE_FIRST), ...(await relativesOf(ctx, personId)).sort(SAFE_FIRST)], unsafe };
}

/** It turned out that using a contact of a person was not safe: from now on it is marked so. What stood before stays in the history. */
export async function markUnsafe(ctx: Ctx, way: WayToReach): Promise<void> {
  await replaceContact(ctx, way.personId, way.contactId, {
    replacement: {
      channel: way.channel, value: way.value, safety: 'unsafe', mayLeaveMessage: false, ...(way.whoAnswers ? { whoAnswers: way.whoAnswers } : {}), ...(way.hours ? { hours: way.hours } : {}),
      ...(way.neutralSender ? { neutralSender: way.neutralSender } : {}),
    },
  });
}
