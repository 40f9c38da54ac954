import type { Actor } from '#kernel/actor';
import type { PlainDate } from '#kernel/dates';
import { sql, type Tx } from '#platform/db';
import type { Rules } from './criteria-versions.ts';
import type { DirectoryPack } from './schema.ts';

interface Row extends Rules {
  readonly reason: string | null;
  /** Who wrote it, and who published it. */
  readonly by: string | null;
  readonly publishedBy: string | null;
  readonly at: Date;
}

const COLUMNS = sql`c.service_id as "serviceId", c.version, c.source, c.valid_from as "from", c.valid_until as "until", c.criteria, c.need_criteria as "needCriteria"`;

/** Protected services exist only for the closed circle; the policy of the table says the same behind this. */
const visible = (actor: Actor) => sql`c.country = ${actor.country} and exists (select from directory.service s where s.country = c.country and s.id = c.service_id
  and s.active and (${['protection', 'steward', 'system'].includes(actor.role)} or not s.protection_only))`;

/** All versions of one service, newest first. */
export async function versionsOf(actor: Actor, tx: Tx, serviceId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select ${COLUMNS}, c.reason, coalesce(p.proposed_by, c.recorded_by) as "by",
      case when c.proposal_id is not null then c.recorded_by end as "publishedBy", c.recorded_at as "at"
    from directory.service_criteria c left join directory.proposal p on p.id = c.proposal_id
    where ${visible(actor)} and c.service_id = ${serviceId} order by c.version desc`.execute(tx);
  return rows;
}

/** The versions that hold on a day, several of them where they overlap; all services, or those with the ids. */
export async function versionsOn(actor: Actor, tx: Tx, day: PlainDate, ids: readonly string[] | null): Promise<Rules[]> {
  const { rows } = await sql<Rules>`select ${COLUMNS} from directory.service_criteria c
    where ${visible(actor)} and (${ids === null} or c.service_id = any(${ids ?? []}))
      and (c.valid_from is null or c.valid_from <= ${day}) and (c.valid_until is null or c.valid_until >= ${day})`.execute(tx);
  return rows;
}

/** Changes whenever a version is added anywhere in the country. */
export async function versionsCount(actor: Actor, tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from directory.service_criteria c where c.country = ${actor.country}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Two stewards who save the same service at once go one after the other. */
export async function lockVersions(actor: Actor, tx: Tx, serviceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`directory.service_criteria/${actor.country}/${serviceId}`}, 0))`.execute(tx);
}

export interface NewVersion extends Rules {
  readonly reason: string;
  readonly proposalId: string;
  readonly at: Date;
}

export async function addVersion(actor: Actor, tx: Tx, one: NewVersion): Promise<void> {
  await sql`insert into directory.service_criteria (country, service_id, version, source, valid_from, valid_until, criteria, need_criteria, reason, proposal_id, recorded_by, recorded_at)
    values (${actor.country}, ${one.serviceId}, ${one.version}, 'steward', ${one.from}, ${one.until}, ${JSON.stringify(one.criteria)}::jsonb,
      ${JSON.stringify(one.needCriteria)}::jsonb, ${one.reason}, ${one.proposalId}, ${actor.userId}, ${one.at})`.execute(tx);
}

/** Keeps the conditions of a pack that differ from the pack before: those of a new service since ever, changed ones from a day on. System only. */
export async function addPackVersions({ country }: Actor, tx: Tx, pack: DirectoryPack, today: PlainDate, now: Date): Promise<void> {
  const entries = JSON.stringify(pack.services.map(({ id, criteria, needCriteria }) => ({ id, criteria, needCriteria })));
  await sql`insert into directory.service_criteria (country, service_id, version, source, valid_from, criteria, need_criteria, recorded_at)
    select ${country}, e->>'id', coalesce(newest.version, 0) + 1, 'pack', case when old.version is null then null else ${today}::date end,
      nullif(e->'criteria', 'null'::jsonb), e->'needCriteria', ${now}
    from jsonb_array_elements(${entries}::jsonb) as e
    left join lateral (select max(c.version) as version from directory.service_criteria c where c.country = ${country} and c.service_id = e->>'id') newest on true
    left join lateral (select c.* from directory.service_criteria c where c.country = ${country} and c.service_id = e->>'id' and c.source = 'pack'
      order by c.version desc limit 1) old on true
    where old.version is null or old.criteria is distinct from nullif(e->'criteria', 'null'::jsonb) or old.need_criteria <> e->'needCriteria'`.execute(tx);
}
