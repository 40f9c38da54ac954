import type { Actor } from '#kernel/actor';
import type { PlainDate } from '#kernel/dates';
import { sql, type Tx } from '#platform/db';
import type { Rules } from './criteria-versions.ts';
import type { Service } from './schema.ts';

export interface ServiceChangeRow {
  readonly id: number;
  readonly serviceId: string;
  readonly before: Service | null;
  readonly after: Service | null;
  /** Nobody had begun with it: its entries still say what was written, not what judges. */
  readonly fresh: boolean;
}

/** The oldest change that not all open cases were compared with, held until the transaction ends: of two servers one goes on. For the product itself. */
export async function takeChange(actor: Actor, tx: Tx, now: Date): Promise<ServiceChangeRow | undefined> {
  const { rows } = await sql<ServiceChangeRow>`update directory.service_change c set begun_at = coalesce(c.begun_at, ${now})
    from (select o.id, o.begun_at is null as fresh from directory.service_change o where o.country = ${actor.country} and o.done_at is null order by o.id limit 1 for update) next
    where c.id = next.id returning c.id, c.service_id as "serviceId", c.before, c.after, next.fresh`.execute(tx);
  return rows[0];
}

/** All open cases were compared with a change. */
export async function endChange(actor: Actor, tx: Tx, changeId: number, now: Date): Promise<void> {
  await sql`update directory.service_change set done_at = ${now} where id = ${changeId} and country = ${actor.country}`.execute(tx);
}

/** Keeps both sides of a change with the conditions by which they judge, as long as it takes to compare. */
export async function keepSides(actor: Actor, tx: Tx, { id, before, after }: Pick<ServiceChangeRow, 'id' | 'before' | 'after'>): Promise<void> {
  await sql`update directory.service_change set before = ${before && JSON.stringify(before)}::jsonb, after = ${after && JSON.stringify(after)}::jsonb
    where id = ${id} and country = ${actor.country}`.execute(tx);
}

/** Every version of the conditions of a service, also of one that is gone: somebody may have lost it. For the product itself. */
export async function rulesOf(actor: Actor, tx: Tx, serviceId: string): Promise<Rules[]> {
  const { rows } = await sql<Rules>`select c.service_id as "serviceId", c.version, c.source, c.valid_from as "from", c.valid_until as "until", c.criteria, c.need_criteria as "needCriteria"
    from directory.service_criteria c where c.country = ${actor.country} and c.service_id = ${serviceId}`.execute(tx);
  return rows;
}

/** The version with which open cases were last compared; 0: what the entry says itself; nothing: never yet. */
export async function toldVersion(actor: Actor, tx: Tx, serviceId: string): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`select version from directory.rules_told where country = ${actor.country} and service_id = ${serviceId}`.execute(tx);
  return rows[0]?.version;
}

/** From now on open cases are compared with this version. */
export async function keepTold(actor: Actor, tx: Tx, serviceId: string, version: number, now: Date): Promise<void> {
  await sql`insert into directory.rules_told (country, service_id, version, told_at) values (${actor.country}, ${serviceId}, ${version}, ${now})
    on conflict (country, service_id) do update set version = excluded.version, told_at = excluded.told_at`.execute(tx);
}

/**
 * Announces services whose conditions of the day are other ones than those with which open cases were last compared. A service that nobody was told of came with
 * the conditions of its pack, or its entry's own. What waits already is not announced again.
 */
export async function announceRules(actor: Actor, tx: Tx, day: PlainDate, now: Date): Promise<void> {
  await sql`insert into directory.service_change (country, service_id, before, after, at)
    select s.country, s.id, s.entry, s.entry, ${now}
    from (select distinct c.service_id from directory.service_criteria c where c.country = ${actor.country} and (c.version > 1 or c.source = 'steward')) changing
    join directory.service s on s.country = ${actor.country} and s.id = changing.service_id and s.active
    left join lateral (select c.version from directory.service_criteria c where c.country = s.country and c.service_id = s.id
        and (c.valid_from is null or c.valid_from <= ${day}) and (c.valid_until is null or c.valid_until >= ${day})
      order by c.source = 'steward' desc, c.version desc limit 1) held on true
    left join directory.rules_told t on t.country = s.country and t.service_id = s.id
    where coalesce(held.version, 0) <> coalesce(t.version, (select 1 from directory.service_criteria c where c.country = s.country and c.service_id = s.id and c.version = 1 and c.source = 'pack'), 0)
    on conflict (country, service_id) where begun_at is null do nothing`.execute(tx);
}
