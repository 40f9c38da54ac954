import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Organization, Service } from './schema.ts';

/** What anybody may take over of the directory. */

export interface Kept<T> {
  readonly entry: T;
  readonly changedAt: Date;
}

/** Services that no closed circle keeps to itself, whoever asks; the policy of the table hides them from the public a second time. */
export async function listPublicServices(actor: Actor, tx: Tx): Promise<Kept<Service>[]> {
  const { rows } = await sql<Kept<Service>>`select s.entry, s.changed_at as "changedAt" from directory.service s
    where s.country = ${actor.country} and s.active and not s.protection_only order by s.id`.execute(tx);
  return rows;
}

export async function listAllOrganizations(actor: Actor, tx: Tx): Promise<Kept<Organization>[]> {
  const { rows } = await sql<Kept<Organization>>`select o.entry, o.changed_at as "changedAt" from directory.organization o
    where o.country = ${actor.country} and o.active order by o.id`.execute(tx);
  return rows;
}

/** Organizations with services of the closed circle. */
export async function listOwnersOfProtected(actor: Actor, tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct s.organization_id as id from directory.service s
    where s.country = ${actor.country} and s.active and s.protection_only and ${['steward', 'system'].includes(actor.role)}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Every service that the actor may know of. */
export async function listVisibleServices(actor: Actor, tx: Tx): Promise<Service[]> {
  const closed = ['protection', 'steward', 'system'].includes(actor.role);
  const { rows } = await sql<{ entry: Service }>`select s.entry from directory.service s
    where s.country = ${actor.country} and s.active and (${closed} or not s.protection_only) order by s.id`.execute(tx);
  return rows.map((row) => row.entry);
}

/** Readers build again what they made from the directory. */
export async function markChanged(actor: Actor, tx: Tx, now: Date): Promise<void> {
  await sql`update directory.version set version = version + 1, loaded_at = ${now} where country = ${actor.country}`.execute(tx);
}
