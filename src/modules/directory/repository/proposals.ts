/** SQL of proposals: made, listed, decided. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Entry, EntryKind, FieldChange, Origin, ProposalState, ProposedConditions } from '../schema/stewardship.ts';
import { keeps } from './entries.ts';

export interface ProposalRow {
  readonly id: string;
  readonly kind: EntryKind;
  readonly entryId: string;
  readonly organizationId: string | null;
  readonly hidden: boolean;
  readonly baseVersion: number;
  readonly base: Entry | null;
  readonly entry: Entry;
  readonly listed: boolean;
  readonly successorId: string | null;
  readonly changes: FieldChange[];
  readonly narrows: boolean;
  readonly confirms: boolean;
  readonly reason: string;
  readonly evidenceKind: string;
  readonly evidence: string;
  readonly origin: Origin;
  readonly proposedBy: string | null;
  /** Who made the link by which it came. */
  readonly linkMadeBy: string | null;
  readonly proposedAt: Date;
  readonly state: ProposalState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
  /** Conditions with days of their own; the entry stays as it is. */
  readonly conditions: ProposedConditions | null;
}

export type NewProposal = Omit<ProposalRow, 'linkMadeBy' | 'proposedAt' | 'state' | 'decidedBy' | 'decidedAt' | 'note' | 'conditions'> & { readonly importId?: string; readonly conditions?: ProposedConditions | null };

const ROW = sql`s.id, s.kind, s.entry_id as "entryId", s.organization_id as "organizationId", s.hidden, s.base_version as "baseVersion", s.base, s.entry, s.listed,
  s.successor_id as "successorId", s.changes, s.narrows, s.confirms, s.reason, s.evidence_kind as "evidenceKind", s.evidence, s.origin, s.proposed_by as "proposedBy",
  (select l.created_by from directory.owner_link l where l.id = s.link_id) as "linkMadeBy", s.proposed_at as "proposedAt", s.state, s.decided_by as "decidedBy", s.decided_at as "decidedAt", s.note, s.conditions`;

export async function addProposals(actor: Actor, tx: Tx, proposals: readonly NewProposal[], now: Date): Promise<void> {
  if (proposals.length === 0) return;
  await sql`insert into directory.proposal (id, country, kind, entry_id, organization_id, hidden, base_version, base, entry, listed, successor_id, changes, narrows, confirms,
      reason, evidence_kind, evidence, origin, proposed_by, import_id, conditions, proposed_at)
    select x.id, ${actor.country}, x.kind, x."entryId", x."organizationId", x.hidden, x."baseVersion", nullif(x.base, 'null'::jsonb), x.entry, x.listed, x."successorId", x.changes, x.narrows, x.confirms,
      x.reason, x."evidenceKind", x.evidence, x.origin, x."proposedBy", x."importId", nullif(x.conditions, 'null'::jsonb), ${now}
    from jsonb_to_recordset(${JSON.stringify(proposals)}::jsonb) as x(id uuid, kind text, "entryId" text, "organizationId" text, hidden boolean, "baseVersion" int, base jsonb,
      entry jsonb, listed boolean, "successorId" text, changes jsonb, narrows boolean, confirms boolean, reason text, "evidenceKind" text, evidence text, origin text, "proposedBy" uuid, "importId" uuid, conditions jsonb)`.execute(tx);
}

/** One proposal about an entry that the actor keeps. */
export async function findProposal(actor: Actor, tx: Tx, id: string): Promise<ProposalRow | undefined> {
  const { rows } = await sql<ProposalRow>`select ${ROW} from directory.proposal s where ${keeps(actor)} and s.id = ${id}`.execute(tx);
  return rows[0];
}

/** A proposal that still waits, held until the transaction ends. */
export async function lockWaiting(actor: Actor, tx: Tx, id: string): Promise<ProposalRow | undefined> {
  const { rows } = await sql<ProposalRow>`select ${ROW} from directory.proposal s where ${keeps(actor)} and s.id = ${id} and s.state = 'waiting' for update`.execute(tx);
  return rows[0];
}

export async function listProposals(actor: Actor, tx: Tx, kind: EntryKind, entryId: string): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`select ${ROW} from directory.proposal s where ${keeps(actor)} and s.kind = ${kind} and s.entry_id = ${entryId}
    order by (s.state = 'waiting') desc, s.proposed_at desc limit 50`.execute(tx);
  return rows;
}

const MANY = 300;

/** Proposals that wait, oldest first; those that were sent back to the actor come too. What came in with a file waits there, for stewards. */
export async function listOpenProposals(actor: Actor, tx: Tx): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`select ${ROW} from directory.proposal s where ${keeps(actor)}
    and ((s.state = 'waiting' and (s.import_id is null or ${actor.role !== 'steward'})) or (s.state = 'sentBack' and s.proposed_by = ${actor.userId}
      and not exists (select from directory.proposal later where later.country = s.country and later.kind = s.kind and later.entry_id = s.entry_id and later.proposed_at > s.proposed_at)))
    order by s.proposed_at, s.id limit ${MANY}`.execute(tx);
  return rows;
}

/** What one file proposed: what waits first, and organizations before their services, which need them. */
export async function listOfImport(actor: Actor, tx: Tx, importId: string, { limit, offset }: { limit: number; offset: number }): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`select ${ROW} from directory.proposal s where ${keeps(actor)} and s.import_id = ${importId}
    order by (s.state = 'waiting') desc, (s.kind = 'organization') desc, s.entry_id, s.id limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}

/** Conditions of a service that are proposed: those that wait, and those that came back to the actor and were not proposed anew since. */
export async function listOpenConditions(actor: Actor, tx: Tx, serviceId: string): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`select ${ROW} from directory.proposal s where ${keeps(actor)} and s.kind = 'service' and s.entry_id = ${serviceId} and s.conditions is not null
    and (s.state = 'waiting' or (s.state = 'sentBack' and s.proposed_by = ${actor.userId}
      and not exists (select from directory.proposal later where later.country = s.country and later.kind = s.kind and later.entry_id = s.entry_id and later.conditions is not null and later.proposed_at > s.proposed_at)))
    order by s.proposed_at desc, s.id desc limit 20`.execute(tx);
  return rows;
}

/** How many proposals of the organization of the actor wait. */
export async function countWaitingOf(actor: Actor, tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from directory.proposal s
    where ${keeps(actor)} and s.organization_id = ${actor.organizationId ?? ''} and s.origin = 'organization' and s.state = 'waiting'`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Waiting proposals by entry. */
export async function countWaiting(actor: Actor, tx: Tx): Promise<{ kind: EntryKind; id: string; n: number }[]> {
  const { rows } = await sql<{ kind: EntryKind; id: string; n: number }>`select s.kind, s.entry_id as id, count(*)::int as n from directory.proposal s
    where ${keeps(actor)} and s.state = 'waiting' group by 1, 2`.execute(tx);
  return rows;
}

/** Decides a proposal that waits; false if somebody was faster. */
export async function decideProposal(actor: Actor, tx: Tx, id: string, decision: { state: ProposalState; note: string | null }, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update directory.proposal s set state = ${decision.state}, decided_by = ${actor.role === 'system' ? null : actor.userId}, decided_at = ${now}, note = ${decision.note}
    where ${keeps(actor)} and s.id = ${id} and s.state = 'waiting' returning s.id`.execute(tx);
  return rows.length === 1;
}

/** The source says something newer: its earlier proposals about these entries need no answer. System only. */
export async function withdrawOfSource(actor: Actor, tx: Tx, entries: readonly { kind: EntryKind; id: string }[], now: Date): Promise<void> {
  await sql`update directory.proposal s set state = 'withdrawn', decided_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x(kind text, id text)
    where s.country = ${actor.country} and s.kind = x.kind and s.entry_id = x.id and s.state = 'waiting' and s.origin = 'source'`.execute(tx);
}
