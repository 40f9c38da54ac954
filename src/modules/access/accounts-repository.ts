import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { AccountList } from './schema.ts';

export interface AccountLineRow {
  id: string; login: string; displayName: string; role: string; officeEs: string | null; officeEn: string | null; officeActive: boolean | null; active: boolean; createdAt: Date; endedAt: Date | null; endedWhy: string | null;
}

export interface AccountQuery { readonly list: AccountList; readonly text: string; readonly after: { name: string; id: string } | null; readonly limit: number }

/** Accounts of the country by name. Of those that still act, who stands at an office that closed stands among them. */
export async function listAccounts(actor: Actor, tx: Tx, query: AccountQuery): Promise<AccountLineRow[]> {
  const like = `%${query.text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const after = query.after ? sql<boolean>`(a.display_name, a.id) > (${query.after.name}, ${query.after.id}::uuid)` : sql<boolean>`true`;
  const { rows } = await sql<AccountLineRow>`select a.id, a.login, a.display_name as "displayName", a.role, o.name_es as "officeEs", o.name_en as "officeEn", o.active as "officeActive", a.active,
      a.created_at as "createdAt", a.ended_at as "endedAt", a.ended_why as "endedWhy"
    from access.user_account a left join access.office o on o.id = a.office_id
    where a.country = ${actor.country} and a.active = ${query.list === 'active'} and (a.display_name ilike ${like} or a.login ilike ${like}) and ${after}
    order by a.display_name, a.id limit ${query.limit}`.execute(tx);
  return rows;
}

export async function countAccounts(actor: Actor, tx: Tx): Promise<Record<AccountList, number>> {
  const { rows } = await sql<Record<AccountList, number>>`select count(*) filter (where active)::int as active, count(*) filter (where not active)::int as ended
    from access.user_account where country = ${actor.country}`.execute(tx);
  return rows[0]!;
}

/** Ends an account and its sessions; the database asks who may. False: it had ended, or is not of the country. */
export async function endAccount(_actor: Actor, tx: Tx, accountId: string, why: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select access.end_account(${accountId}, ${why}, ${now}) as ended`.execute(tx);
  return rows[0]!.ended;
}

/** An account of the country. */
export async function findAccount(actor: Actor, tx: Tx, accountId: string): Promise<(Omit<Actor, 'officeId'> & { officeId: string | null; active: boolean }) | undefined> {
  const { rows } = await sql<Actor & { active: boolean }>`select a.id as "userId", a.role, a.country, a.office_id as "officeId", a.organization_id as "organizationId", a.display_name as "displayName", a.locale, a.active
    from access.user_account a where a.id = ${accountId} and a.country = ${actor.country}`.execute(tx);
  return rows[0];
}
