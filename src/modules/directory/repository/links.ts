/** SQL of links for organizations. Who holds one has no account: the functions of the database answer to its hash alone. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Entry, EntryKind, FieldChange } from '../schema/stewardship.ts';

export interface LinkRow {
  readonly id: string;
  readonly organizationId: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly seenAt: Date | null;
  readonly answered: number;
}

const own = (actor: Actor) => sql`l.country = ${actor.country} and ${actor.role === 'steward'}`;

export async function addLink(actor: Actor, tx: Tx, link: { id: string; organizationId: string; tokenHash: string; expiresAt: Date }, now: Date): Promise<void> {
  await sql`insert into directory.owner_link (id, country, organization_id, token_hash, created_by, created_at, expires_at)
    values (${link.id}, ${actor.country}, ${link.organizationId}, ${link.tokenHash}, ${actor.userId}, ${now}, ${link.expiresAt})`.execute(tx);
}

export async function listLinks(actor: Actor, tx: Tx, organizationId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`select l.id, l.organization_id as "organizationId", l.created_by as "createdBy", l.created_at as "createdAt", l.expires_at as "expiresAt",
      l.ended_at as "endedAt", l.seen_at as "seenAt",
      ((select count(*) from directory.confirmation c where c.link_id = l.id) + (select count(*) from directory.proposal p where p.link_id = l.id))::int as answered
    from directory.owner_link l where ${own(actor)} and l.organization_id = ${organizationId} order by l.created_at desc limit 20`.execute(tx);
  return rows;
}

/** Organizations with a link that is open and by which nobody has said anything. */
export async function listUnansweredLinks(actor: Actor, tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct l.organization_id as id from directory.owner_link l where ${own(actor)} and l.ended_at is null and l.expires_at > ${now}
    and not exists (select from directory.confirmation c where c.link_id = l.id) and not exists (select from directory.proposal p where p.link_id = l.id)`.execute(tx);
  return rows.map((row) => row.id);
}

/** Ends a link; false if there is none or it had ended. */
export async function endLink(actor: Actor, tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update directory.owner_link l set ended_at = ${now}, ended_by = ${actor.userId} where ${own(actor)} and l.id = ${id} and l.ended_at is null returning l.id`.execute(tx);
  return rows.length === 1;
}

/** Ends the open links of an organization: one link at a time is good. */
export async function endLinksOf(actor: Actor, tx: Tx, organizationId: string, now: Date): Promise<void> {
  await sql`update directory.owner_link l set ended_at = ${now}, ended_by = ${actor.userId} where ${own(actor)} and l.organization_id = ${organizationId} and l.ended_at is null`.execute(tx);
}

export interface LinkEntryRow {
  readonly organizationId: string;
  readonly expiresAt: Date;
  readonly kind: EntryKind;
  readonly id: string;
  readonly version: number;
  readonly entry: Entry;
  readonly confirmedOn: string | null;
  readonly confirmBy: string;
  readonly answered: 'confirmed' | 'proposed' | null;
}

/** What an open link shows; nothing for any other text. */
export async function entriesOfLink(_actor: Actor, tx: Tx, tokenHash: string, now: Date): Promise<LinkEntryRow[]> {
  const { rows } = await sql<LinkEntryRow>`select e.organization_id as "organizationId", e.expires_at as "expiresAt", e.kind, e.entry_id as id, e.version, e.entry,
      e.confirmed_on as "confirmedOn", e.confirm_by as "confirmBy", e.answered from directory.entries_of_link(${tokenHash}, ${now}) e`.execute(tx);
  return rows;
}

export type LinkAnswer = 'done' | 'already' | 'changed' | 'none';

interface Answering { readonly id: string; readonly kind: EntryKind; readonly entryId: string; readonly version: number }

export async function confirmByLink(_actor: Actor, tx: Tx, tokenHash: string, c: Answering & { on: string; confirmBy: string }, now: Date): Promise<LinkAnswer> {
  const { rows } = await sql<{ answer: LinkAnswer }>`select directory.confirm_by_link(${tokenHash}, ${now}, ${c.id}, ${c.kind}, ${c.entryId}, ${c.version}, ${c.on}, ${c.confirmBy}) as answer`.execute(tx);
  return rows[0]?.answer ?? 'none';
}

export async function proposeByLink(_actor: Actor, tx: Tx, tokenHash: string, p: Answering & { fields: Entry; changes: readonly FieldChange[]; said: string }, now: Date): Promise<LinkAnswer> {
  const { rows } = await sql<{ answer: LinkAnswer }>`select directory.propose_by_link(${tokenHash}, ${now}, ${p.id}, ${p.kind}, ${p.entryId}, ${p.version},
    ${JSON.stringify(p.fields)}::jsonb, ${JSON.stringify(p.changes)}::jsonb, ${p.said}) as answer`.execute(tx);
  return rows[0]?.answer ?? 'none';
}
