/** SQL of what stands: states and versions of entries. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Entry, EntryKind, Origin } from '../schema/stewardship.ts';
import type { Standing } from '../rules/load.ts';

/** First wall: what is hidden exists for the closed circle and its own organization only. */
export const mayKnow = (actor: Actor) => sql`s.country = ${actor.country} and (not s.hidden or ${['protection', 'steward', 'system'].includes(actor.role)}
  or (${actor.role === 'provider'} and s.organization_id = ${actor.organizationId ?? ''}))`;

/** Entries that the actor keeps: all of the country for stewards, those of the own organization for others. */
export const keeps = (actor: Actor) => sql`s.country = ${actor.country} and (${['steward', 'system'].includes(actor.role)}
  or (${actor.role === 'provider'} and s.organization_id = ${actor.organizationId ?? ''}))`;

export interface EntryRow {
  readonly kind: EntryKind;
  readonly id: string;
  readonly version: number;
  readonly organizationId: string | null;
  readonly hidden: boolean;
  readonly listed: boolean;
  readonly kept: boolean;
  readonly entry: Entry;
  readonly successorId: string | null;
  readonly confirmedOn: string | null;
  readonly confirmBy: string;
  readonly askedOn: string | null;
  readonly remindedOn: string | null;
  readonly escalatedOn: string | null;
  readonly phoneFirst: boolean;
}

const ROW = sql`s.kind, s.entry_id as id, s.version, s.organization_id as "organizationId", s.hidden, s.listed, s.kept, v.entry, s.successor_id as "successorId",
  s.confirmed_on as "confirmedOn", s.confirm_by as "confirmBy", s.asked_on as "askedOn", s.reminded_on as "remindedOn", s.escalated_on as "escalatedOn", s.phone_first as "phoneFirst"`;
const FROM = sql`directory.entry_state s join directory.entry_version v on v.country = s.country and v.kind = s.kind and v.entry_id = s.entry_id and v.version = s.version`;

/** One entry that the actor keeps, as it is in force; `lock` holds it until the transaction ends. */
export async function findKept(actor: Actor, tx: Tx, kind: EntryKind, id: string, lock = false): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`select ${ROW} from ${FROM} where ${keeps(actor)} and s.kind = ${kind} and s.entry_id = ${id} ${lock ? sql`for update of s` : sql``}`.execute(tx);
  return rows[0];
}

/** All entries that the actor keeps. */
export async function listKept(actor: Actor, tx: Tx): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${ROW} from ${FROM} where ${keeps(actor)} order by s.kind, s.entry_id`.execute(tx);
  return rows;
}

/** Whether an entry of this kind and id exists for the actor, as anybody may know it; its owner and whether it is hidden. */
export async function findKnown(actor: Actor, tx: Tx, kind: EntryKind, id: string): Promise<{ organizationId: string | null; hidden: boolean } | undefined> {
  const { rows } = await sql<{ organizationId: string | null; hidden: boolean }>`select s.organization_id as "organizationId", s.hidden from directory.entry_state s
    where ${mayKnow(actor)} and s.listed and s.kind = ${kind} and s.entry_id = ${id}`.execute(tx);
  return rows[0];
}

export interface FreshnessRow { readonly id: string; readonly confirmedOn: string | null; readonly confirmBy: string; readonly phoneFirst: boolean }

/** How fresh entries of a kind are; all of them when no ids are given. */
export async function listFreshness(actor: Actor, tx: Tx, kind: EntryKind, ids?: readonly string[]): Promise<FreshnessRow[]> {
  const { rows } = await sql<FreshnessRow>`select s.entry_id as id, s.confirmed_on as "confirmedOn", s.confirm_by as "confirmBy", s.phone_first as "phoneFirst"
    from directory.entry_state s where ${mayKnow(actor)} and s.kind = ${kind} and ${ids === undefined ? sql`true` : sql`s.entry_id = any(${ids as string[]})`}`.execute(tx);
  return rows;
}

/** Everything that stands, with what its source said and what a waiting proposal of the source started from. System only. */
export async function listStanding(actor: Actor, tx: Tx): Promise<Standing[]> {
  const { rows } = await sql<Standing>`select s.kind, s.entry_id as id, s.version, s.listed, s.kept, v.entry, s.source_entry as "sourceEntry",
      (select p.base from directory.proposal p where p.country = s.country and p.kind = s.kind and p.entry_id = s.entry_id and p.state = 'waiting' and p.origin = 'source' limit 1) as "openBase"
    from ${FROM} where s.country = ${actor.country}`.execute(tx);
  return rows;
}

export interface NewVersion {
  readonly kind: EntryKind;
  readonly id: string;
  readonly version: number;
  readonly organizationId: string | null;
  readonly hidden: boolean;
  readonly listed: boolean;
  readonly entry: Entry;
  readonly origin: Origin;
  readonly proposalId: string | null;
  readonly publishedBy: string | null;
  readonly unreviewed: boolean;
  readonly confirmBy: string;
  readonly kept: boolean;
  readonly successorId: string | null;
}

/** Writes versions and moves the states of their entries to them. */
export async function addVersions(actor: Actor, tx: Tx, versions: readonly NewVersion[], now: Date): Promise<void> {
  if (versions.length === 0) return;
  const list = sql`jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as x(kind text, id text, version int, "organizationId" text, hidden boolean, listed boolean,
    entry jsonb, origin text, "proposalId" uuid, "publishedBy" uuid, unreviewed boolean, "confirmBy" date, kept boolean, "successorId" text)`;
  await sql`insert into directory.entry_version (country, kind, entry_id, version, organization_id, hidden, listed, entry, origin, proposal_id, published_by, published_at, unreviewed)
    select ${actor.country}, x.kind, x.id, x.version, x."organizationId", x.hidden, x.listed, x.entry, x.origin, x."proposalId", x."publishedBy", ${now}, x.unreviewed from ${list}`.execute(tx);
  await sql`insert into directory.entry_state (country, kind, entry_id, version, organization_id, hidden, listed, kept, confirm_by, successor_id)
    select ${actor.country}, x.kind, x.id, x.version, x."organizationId", x.hidden, x.listed, x.kept, x."confirmBy", x."successorId" from ${list}
    on conflict (country, kind, entry_id) do update set version = excluded.version, organization_id = excluded.organization_id, hidden = excluded.hidden,
      listed = excluded.listed, kept = entry_state.kept or excluded.kept, successor_id = excluded.successor_id,
      confirm_by = case when entry_state.confirmed_on is null or excluded.kept then excluded.confirm_by else entry_state.confirm_by end`.execute(tx);
}

/** What the source says now. System only. */
export async function setSources(actor: Actor, tx: Tx, sources: readonly { kind: EntryKind; id: string; sourceEntry: Entry | null }[]): Promise<void> {
  await sql`update directory.entry_state s set source_entry = nullif(x."sourceEntry", 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as x(kind text, id text, "sourceEntry" jsonb)
    where s.country = ${actor.country} and s.kind = x.kind and s.entry_id = x.id`.execute(tx);
}

/** Tells readers that what they built of the directory is out of date. */
export async function raiseVersion(actor: Actor, tx: Tx): Promise<void> {
  await sql`update directory.version set version = version + 1 where country = ${actor.country}`.execute(tx);
}

export interface VersionRow {
  readonly version: number;
  readonly origin: Origin;
  readonly listed: boolean;
  readonly entry: Entry;
  readonly publishedBy: string | null;
  readonly publishedAt: Date;
  readonly unreviewed: boolean;
  readonly reason: string | null;
  readonly evidenceKind: string | null;
  readonly evidence: string | null;
}

/** Every version of an entry that the actor keeps, newest first. */
export async function listVersions(actor: Actor, tx: Tx, kind: EntryKind, id: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select v.version, v.origin, v.listed, v.entry, v.published_by as "publishedBy", v.published_at as "publishedAt", v.unreviewed,
      p.reason, p.evidence_kind as "evidenceKind", p.evidence
    from directory.entry_version v join directory.entry_state s on s.country = v.country and s.kind = v.kind and s.entry_id = v.entry_id
    left join directory.proposal p on p.id = v.proposal_id
    where ${keeps(actor)} and v.kind = ${kind} and v.entry_id = ${id} order by v.version desc`.execute(tx);
  return rows;
}

export async function findVersion(actor: Actor, tx: Tx, kind: EntryKind, id: string, version: number): Promise<Entry | undefined> {
  const { rows } = await sql<{ entry: Entry }>`select v.entry from directory.entry_version v join directory.entry_state s on s.country = v.country and s.kind = v.kind and s.entry_id = v.entry_id
    where ${keeps(actor)} and v.kind = ${kind} and v.entry_id = ${id} and v.version = ${version}`.execute(tx);
  return rows[0]?.entry;
}

/** Entries whose last version, or the last version of whose conditions, nobody but its author has looked at. */
export async function listUnreviewed(actor: Actor, tx: Tx): Promise<{ kind: EntryKind; id: string }[]> {
  const { rows } = await sql<{ kind: EntryKind; id: string }>`select s.kind, s.entry_id as id from ${FROM} where ${keeps(actor)} and (v.unreviewed or exists (
      select from directory.service_criteria c join directory.proposal p on p.id = c.proposal_id and p.conditions is not null and p.proposed_by = c.recorded_by
      where s.kind = 'service' and c.country = s.country and c.service_id = s.entry_id
        and c.version = (select max(n.version) from directory.service_criteria n where n.country = c.country and n.service_id = c.service_id)))`.execute(tx);
  return rows;
}

export interface Confirming {
  readonly id: string;
  readonly kind: EntryKind;
  readonly entryId: string;
  readonly version: number;
  readonly on: string;
  readonly confirmBy: string;
  readonly organizationId: string | null;
  readonly hidden: boolean;
}

/** Somebody who keeps the entry says that it is true; the database moves its state. */
export async function addConfirmation(actor: Actor, tx: Tx, c: Confirming, now: Date): Promise<void> {
  await sql`insert into directory.confirmation (id, country, kind, entry_id, organization_id, hidden, version, confirmed_on, confirm_by, how, by_user, at)
    values (${c.id}, ${actor.country}, ${c.kind}, ${c.entryId}, ${c.organizationId}, ${c.hidden}, ${c.version}, ${c.on}, ${c.confirmBy},
      ${actor.role === 'steward' ? 'steward' : 'organization'}, ${actor.userId}, ${now})`.execute(tx);
}

export interface ConfirmationRow { readonly on: string; readonly how: 'organization' | 'link' | 'steward'; readonly byUser: string | null }

export async function listConfirmations(actor: Actor, tx: Tx, kind: EntryKind, id: string): Promise<ConfirmationRow[]> {
  const { rows } = await sql<ConfirmationRow>`select s.confirmed_on as "on", s.how, s.by_user as "byUser" from directory.confirmation s
    where ${keeps(actor)} and s.kind = ${kind} and s.entry_id = ${id} order by s.at desc limit 20`.execute(tx);
  return rows;
}

export interface DueRow { readonly kind: EntryKind; readonly id: string; readonly askedOn: string | null; readonly remindedOn: string | null; readonly escalatedOn: string | null; readonly phoneFirst: boolean }

/** Of two servers one does the work of the day, and the other finds it done. */
export async function lockUpkeep({ country }: Actor, tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`directory.upkeep/${country}`}, 0))`.execute(tx);
}

/** Writes what the day brought. System only. */
export async function moveSteps(actor: Actor, tx: Tx, rows: readonly DueRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update directory.entry_state s set asked_on = x."askedOn", reminded_on = x."remindedOn", escalated_on = x."escalatedOn", phone_first = x."phoneFirst"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(kind text, id text, "askedOn" date, "remindedOn" date, "escalatedOn" date, "phoneFirst" boolean)
    where s.country = ${actor.country} and s.kind = x.kind and s.entry_id = x.id`.execute(tx);
}

/** Entries in sight that an organization keeps, itself not counted. */
export async function countListedOf(actor: Actor, tx: Tx, organizationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from directory.entry_state s
    where s.country = ${actor.country} and s.organization_id = ${organizationId} and s.listed and s.kind <> 'organization'`.execute(tx);
  return rows[0]?.n ?? 0;
}
