import type { Actor } from '#kernel/actor';
import { sql, withTheEnd, type Tx } from '#platform/db';
import type { AuditNote } from '#platform/http/mount';
import type { AuditEntry, NewAccount, Office } from './schema.ts';

export interface AccountRow {
  id: string; country: Actor['country']; login: string; displayName: string; role: Exclude<Actor['role'], 'public' | 'system'>;
  officeId: string | null; organizationId: string | null; passwordHash: string; mustChangePassword: boolean;
  locale: Actor['locale']; demo: boolean; active: boolean; officeNameEs: string | null; officeNameEn: string | null;
}

const ACCOUNT = sql`a.id, a.country, a.login, a.display_name as "displayName", a.role, a.office_id as "officeId", a.organization_id as "organizationId",
  a.password_hash as "passwordHash", a.must_change_password as "mustChangePassword", a.locale, a.demo, a.active, o.name_es as "officeNameEs", o.name_en as "officeNameEn"`;

/** Account by login, in every country: signing in happens before a country is known. System only. */
export async function findAccountByLogin(_actor: Actor, tx: Tx, login: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`select ${ACCOUNT} from access.user_account a left join access.office o on o.id = a.office_id where a.login = ${login}`.execute(tx);
  return rows[0];
}

export interface SessionRow extends AccountRow { csrf: string; seenAt: Date; expiresAt: Date }

/** A live session by the hash of its token. System only. */
export async function findSession(_actor: Actor, tx: Tx, tokenHash: Buffer, now: Date): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select ${ACCOUNT}, s.csrf, s.seen_at as "seenAt", s.expires_at as "expiresAt"
    from access.session s join access.user_account a on a.id = s.user_id left join access.office o on o.id = a.office_id
    where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${now} and a.active`.execute(tx);
  return rows[0];
}

export async function insertSession(_actor: Actor, tx: Tx, row: { tokenHash: Buffer; userId: string; csrf: string; now: Date; expiresAt: Date }): Promise<void> {
  await sql`insert into access.session (token_hash, user_id, csrf, created_at, seen_at, expires_at)
    values (${row.tokenHash}, ${row.userId}, ${row.csrf}, ${row.now}, ${row.now}, ${row.expiresAt})`.execute(tx);
}

export async function touchSession(_actor: Actor, tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`update access.session set seen_at = ${now} where token_hash = ${tokenHash}`.execute(tx);
}

export async function endSession(_actor: Actor, tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`update access.session set ended_at = ${now} where token_hash = ${tokenHash} and ended_at is null`.execute(tx);
}

/** Ends every other session of an account: a changed password throws a thief out. */
export async function endOtherSessions(_actor: Actor, tx: Tx, userId: string, keep: Buffer, now: Date): Promise<void> {
  await sql`update access.session set ended_at = ${now} where user_id = ${userId} and token_hash <> ${keep} and ended_at is null`.execute(tx);
}

/** Lets tries of one key take turns until the transaction ends: many guesses at once are counted like many in a row. */
export async function queueTries(_actor: Actor, tx: Tx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`access.sign_in_try ${key}`}, 0))`.execute(tx);
}

/** Failed tries per key since `since`. */
export async function countTries(_actor: Actor, tx: Tx, keys: readonly string[], since: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; n: number }>`select key, count(*)::int as n from access.sign_in_try where key = any(${keys as string[]}) and at > ${since} group by key`.execute(tx);
  return new Map(rows.map((r) => [r.key, r.n]));
}

export async function recordTries(_actor: Actor, tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  await sql`insert into access.sign_in_try (key, at) select unnest(${keys as string[]}::text[]), ${now}`.execute(tx);
}

export async function forgetTries(_actor: Actor, tx: Tx, keys: readonly string[], olderThan: Date): Promise<void> {
  await sql`delete from access.sign_in_try where key = any(${keys as string[]}) or at < ${olderThan}`.execute(tx);
}

export async function upsertAccount(actor: Actor, tx: Tx, account: NewAccount & { id: string; passwordHash: string; mustChange: boolean; now: Date }): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`insert into access.user_account
      (id, country, login, display_name, role, office_id, organization_id, password_hash, must_change_password, locale, demo, created_at)
    values (${account.id}, ${actor.country}, ${account.login}, ${account.displayName}, ${account.role},
      (select id from access.office where country = ${actor.country} and ref = ${account.officeRef}), ${account.organizationId},
      ${account.passwordHash}, ${account.mustChange}, ${account.locale}, ${account.demo}, ${account.now})
    on conflict (login) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function setPassword(_actor: Actor, tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await sql`update access.user_account set password_hash = ${passwordHash}, must_change_password = false where id = ${userId}`.execute(tx);
}

export async function setLocale(_actor: Actor, tx: Tx, userId: string, locale: string): Promise<void> {
  await sql`update access.user_account set locale = ${locale} where id = ${userId}`.execute(tx);
}

/** Demo accounts of a country, for the list of demo sign-ins. System only. */
export async function listDemoAccounts(actor: Actor, tx: Tx): Promise<Pick<AccountRow, 'login' | 'displayName' | 'role' | 'country' | 'officeNameEs' | 'officeNameEn'>[]> {
  const { rows } = await sql<AccountRow>`select a.login, a.display_name as "displayName", a.role, a.country, o.name_es as "officeNameEs", o.name_en as "officeNameEn"
    from access.user_account a left join access.office o on o.id = a.office_id
    where a.demo and a.active and a.country = ${actor.country} order by a.login`.execute(tx);
  return rows;
}

const OFFICE = sql`id, country, kind, ref, name_es as "nameEs", name_en as "nameEn", organization_id as "organizationId", admin2, territory`;

export async function listOffices(actor: Actor, tx: Tx): Promise<Office[]> {
  const { rows } = await sql<Office>`select ${OFFICE} from access.office where country = ${actor.country} and active order by kind, name_es`.execute(tx);
  return rows;
}

export async function findOffice(actor: Actor, tx: Tx, id: string): Promise<Office | undefined> {
  const { rows } = await sql<Office>`select ${OFFICE} from access.office where id = ${id} and country = ${actor.country}`.execute(tx);
  return rows[0];
}

/** The window for a municipality: the one that names it, else the one that names its department, else the national fallback. */
export async function findOfficeFor(actor: Actor, tx: Tx, admin2: string, admin1: string): Promise<Office | undefined> {
  const { rows } = await sql<Office>`select ${OFFICE} from access.office
    where country = ${actor.country} and active and kind in ('window', 'national')
      and (territory @> ${JSON.stringify([admin2])}::jsonb or territory @> ${JSON.stringify([admin1])}::jsonb or kind = 'national')
    order by (territory @> ${JSON.stringify([admin2])}::jsonb) desc, (territory @> ${JSON.stringify([admin1])}::jsonb) desc, ref limit 1`.execute(tx);
  return rows[0];
}

/** Loads the offices of a pack; those no longer in it are kept but inactive. Answers with those that were there until now. System only. */
export async function saveOffices(actor: Actor, tx: Tx, offices: readonly (Office & { derivedFrom: unknown })[], closed: readonly { id: string; followedBy: string }[]): Promise<string[]> {
  const { rows: before } = await sql<{ id: string }>`select id from access.office where country = ${actor.country} and active`.execute(tx);
  await sql`update access.office set active = false where country = ${actor.country}`.execute(tx);
  await sql`insert into access.office (id, country, kind, ref, name_es, name_en, organization_id, admin2, territory, derived_from)
    select (o->>'id')::uuid, o->>'country', o->>'kind', o->>'ref', o->>'nameEs', o->>'nameEn', o->>'organizationId', o->>'admin2', o->'territory', o->'derivedFrom'
    from jsonb_array_elements(${JSON.stringify(offices)}::jsonb) o
    on conflict (id) do update set kind = excluded.kind, name_es = excluded.name_es, name_en = excluded.name_en, organization_id = excluded.organization_id,
      admin2 = excluded.admin2, territory = excluded.territory, derived_from = excluded.derived_from, active = true`.execute(tx);
  await sql`update access.office o set followed_by = f.id from jsonb_array_elements(${JSON.stringify(closed)}::jsonb) k join access.office f on f.id = (k->>'followedBy')::uuid
    where o.id = (k->>'id')::uuid and o.country = ${actor.country} and not o.active`.execute(tx);
  const there = new Set(offices.map((o) => o.id));
  return before.map((o) => o.id).filter((id) => !there.has(id));
}

/** Appends to the audit chain; `shard` picks one of the country's chains. */
/** Written as the last thing of the transaction, which holds only with it: the chain is held for no longer than the end takes. */
export function insertAudit(_actor: Actor, tx: Tx, note: AuditNote & { purpose: string; requestId: string; shard: number }): void {
  withTheEnd(tx, sql`select access.append_audit(${note.action}, ${note.purpose}, ${note.kind}, ${note.id}, ${note.subject}::uuid, ${note.outcome}, ${note.requestId}, ${note.shard})`);
}

const ENTRY = sql`e.at::text as at, c.display_name as "actorName", e.actor_role as "actorRole", o.name_es as "officeEs", o.name_en as "officeEn",
  e.action, e.purpose, e.record_kind as "recordKind", e.record_id as "recordId", e.outcome`;

/** Who read or changed what is about a person or case, newest first. */
export async function listAuditAbout(actor: Actor, tx: Tx, subjects: readonly string[], limit: number): Promise<AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`select ${ENTRY} from access.audit_entry e left join access.colleague c on c.id = e.actor_id left join access.office o on o.id = e.office_id
    where e.country = ${actor.country} and (e.subject_id = any(${subjects as string[]}::uuid[]) or e.record_id = any(${subjects as string[]})) order by e.at desc limit ${limit}`.execute(tx);
  return rows;
}

export async function listAudit(actor: Actor, tx: Tx, limit: number): Promise<AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`select ${ENTRY} from access.audit_entry e left join access.colleague c on c.id = e.actor_id left join access.office o on o.id = e.office_id
    where e.country = ${actor.country} order by e.at desc limit ${limit}`.execute(tx);
  return rows;
}

export interface ChainFault { chain: string; seq: number; fault: 'changed' | 'gap' | 'broken-link' | 'head' }

/** Recomputes every hash of the country's chains and compares links, places and heads. */
export async function checkChains(actor: Actor, tx: Tx): Promise<{ entries: number; faults: ChainFault[]; heads: { chain: string; seq: number; hash: string }[] }> {
  const prefix = `${actor.country}-%`;
  const faults = await sql<ChainFault>`
    with link as (
      select e.*, lag(e.hash) over w as before, lag(e.seq) over w as seq_before from access.audit_entry e where e.chain like ${prefix} window w as (partition by e.chain order by e.seq)
    )
    select chain, seq, 'changed' as fault from access.audit_entry e where e.chain like ${prefix} and e.hash <> sha256(e.previous || convert_to(access.audit_text(e), 'UTF8'))
    union all select chain, seq, 'broken-link' from link where previous <> coalesce(before, sha256(chain::bytea))
    union all select chain, seq, 'gap' from link where seq <> coalesce(seq_before, 0) + 1
    union all select h.chain, h.seq, 'head' from access.audit_head h where h.chain like ${prefix}
      and h.seq > 0 and not exists (select from access.audit_entry e where e.chain = h.chain and e.seq = h.seq and e.hash = h.hash)
    order by 1, 2 limit 100`.execute(tx);
  const count = await sql<{ n: number }>`select count(*)::int as n from access.audit_entry where chain like ${prefix}`.execute(tx);
  const heads = await sql<{ chain: string; seq: number; hash: string }>`select chain, seq, encode(hash, 'hex') as hash from access.audit_head where chain like ${prefix} order by chain`.execute(tx);
  return { entries: count.rows[0]!.n, faults: faults.rows, heads: heads.rows };
}

/** Display names of colleagues by account id; accounts of other countries are not among them. */
export async function findColleagueNames(_actor: Actor, tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, display_name as name from access.colleague where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** Active colleagues of an office, by name. */
export async function listColleagues(actor: Actor, tx: Tx, officeId: string): Promise<{ id: string; displayName: string; role: string }[]> {
  const { rows } = await sql<{ id: string; displayName: string; role: string }>`select id, display_name as "displayName", role from access.colleague
    where country = ${actor.country} and office_id = ${officeId} and active order by display_name, id`.execute(tx);
  return rows;
}

/** Whether somebody else with an active account has this role in the country. */
export async function hasColleagueInRole(actor: Actor, tx: Tx, role: string): Promise<boolean> {
  const { rows } = await sql<{ others: boolean }>`select exists (select from access.colleague c where c.country = ${actor.country} and c.role = ${role} and c.active and c.id <> ${actor.userId}) as others`.execute(tx);
  return rows[0]?.others ?? false;
}

/** Organizations for which somebody can sign in. System only. */
export async function listOrganizationsWithAccounts(actor: Actor, tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct organization_id as id from access.user_account where country = ${actor.country} and role = 'provider' and active and organization_id is not null`.execute(tx);
  return rows.map((row) => row.id);
}
