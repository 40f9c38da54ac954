/** SQL of accepted lists and their versions. */
import type { Actor } from '#kernel/actor';
import type { ReturnKind } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { ArrivalDetails, ListVersion, Mode, Variant, RowState } from '../schema.ts';
import { scope } from './scope.ts';

/** Lets one officer at a time accept one file at a reception point; held until the end of the transaction. */
export async function lockFile(actor: Actor, tx: Tx, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.officeId ?? ''}:${sha256}`}, 3))`.execute(tx);
}

/** The list for which this very file was accepted at this point, wherever the list is now. */
export async function findManifestByHash(actor: Actor, tx: Tx, sha256: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select manifest_id as id from reception.manifest_version
    where country = ${actor.country} and office_id = ${actor.officeId} and sha256 = ${sha256}`.execute(tx);
  return rows[0]?.id;
}

export interface NewManifest {
  readonly id: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly label: string;
  readonly details: ArrivalDetails;
  readonly variant: Variant;
  readonly people: number;
  readonly problems: number;
  readonly leftOut: readonly number[];
}

/** Keeps an accepted list. */
export async function insertManifest(actor: Actor, tx: Tx, m: NewManifest, now: Date): Promise<void> {
  const { details } = m;
  await sql`insert into reception.manifest (id, country, office_id, sha256, file_name, label, sender, arrives_on, mode, kind, variant, from_country, authority,
      people, problems, left_out, accepted_by, accepted_at)
    values (${m.id}, ${actor.country}, ${actor.officeId}, ${m.sha256}, ${m.fileName}, ${m.label}, ${details.sender}, ${details.arrivesOn}, ${details.mode}, ${details.kind}, ${m.variant},
      ${details.fromCountry ?? null}, ${details.authority ?? null}, ${m.people}, ${m.problems}, ${JSON.stringify(m.leftOut)}::jsonb, ${actor.userId}, ${now})`.execute(tx);
}

export interface NewVersion extends Omit<ListVersion, 'acceptedBy' | 'acceptedAt'> {
  readonly id: string;
  readonly manifestId: string;
  readonly sha256: string;
  readonly problems: number;
}

export async function insertVersion(actor: Actor, tx: Tx, v: NewVersion, now: Date): Promise<void> {
  await sql`insert into reception.manifest_version (id, country, office_id, manifest_id, version, sha256, file_name, people, problems, added, gone, altered, accepted_by, accepted_by_name, accepted_at)
    values (${v.id}, ${actor.country}, ${actor.officeId}, ${v.manifestId}, ${v.version}, ${v.sha256}, ${v.fileName}, ${v.people}, ${v.problems}, ${v.added}, ${v.gone}, ${v.altered},
      ${actor.userId}, ${actor.displayName}, ${now})`.execute(tx);
}

export async function listVersions(actor: Actor, tx: Tx, manifestId: string): Promise<(Omit<ListVersion, 'acceptedAt'> & { acceptedAt: Date })[]> {
  const { rows } = await sql<Omit<ListVersion, 'acceptedAt'> & { acceptedAt: Date }>`select version, file_name as "fileName", people, added, gone, altered,
      accepted_by_name as "acceptedBy", accepted_at as "acceptedAt"
    from reception.manifest_version where manifest_id = ${manifestId} and country = ${actor.country} order by version desc`.execute(tx);
  return rows;
}

/** What a list is, apart from its people. */
export interface ManifestHead {
  readonly manifestId: string;
  readonly officeId: string;
  readonly label: string;
  readonly sender: string;
  readonly arrivesOn: string;
  readonly mode: Mode;
  readonly kind: ReturnKind;
  readonly variant: Variant;
  readonly version: number;
  readonly closed: boolean;
  /** False for a list of which this point received only a part. */
  readonly own: boolean;
}

export interface ManifestRecord extends Omit<ManifestHead, 'officeId'> {
  readonly people: number;
  readonly problems: number;
  readonly toMatch: number;
  readonly counts: Readonly<Record<RowState, number>>;
}

/** Lists of the own point, and those of which it received a part. */
const inSight = (actor: Actor) => sql`m.country = ${actor.country} and ((${scope(actor, 'm')}) or m.id in (
  select r.manifest_id from reception.arrival_move v join reception.manifest_row r on r.id = any (v.row_ids)
  where v.undone_at is null and v.country = ${actor.country} and ${scope(actor, 'r')} and not (r.manifest_id = any (v.whole_lists))))`;

const head = (actor: Actor) => sql`m.id as "manifestId", m.office_id as "officeId", m.label, m.sender, m.arrives_on as "arrivesOn", m.mode, m.kind, m.variant as "variant",
  coalesce((select max(v.version) from reception.manifest_version v where v.manifest_id = m.id), 1) as version,
  coalesce((select c.kind = 'closed' from reception.list_closing c where c.manifest_id = m.id and ${scope(actor, 'c')} order by c.nth desc limit 1), false) as closed,
  (${scope(actor, 'm')}) as own`;

export async function findManifest(actor: Actor, tx: Tx, manifestId: string): Promise<ManifestHead | undefined> {
  const { rows } = await sql<ManifestHead>`select ${head(actor)} from reception.manifest m where m.id = ${manifestId} and ${inSight(actor)}`.execute(tx);
  return rows[0];
}

/** Holds a list of the own point until the end of the transaction: two officers cannot change it at once. */
export async function lockManifest(actor: Actor, tx: Tx, manifestId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`list:${actor.country}:${manifestId}`}, 3))`.execute(tx);
}

const count = (state: RowState) => sql`count(*) filter (where r.state = ${sql.lit(state)})`;

/** Lists, the latest first, with where their people stand. Who arrived under another row is counted there. */
export async function listManifests(actor: Actor, tx: Tx): Promise<ManifestRecord[]> {
  const { rows } = await sql<ManifestRecord>`with m as (
      select ${head(actor)}, m.accepted_at, m.people, m.problems from reception.manifest m where ${inSight(actor)} order by m.arrives_on desc, m.accepted_at desc limit 100)
    select m."manifestId", m.label, m.sender, m."arrivesOn", m.mode, m.kind, m."variant", m.version, m.closed, m.own, m.problems,
      case when m.version = 1 and m.own then m.people else r.listed end as people, r."toMatch", r.counts
    from m cross join lateral (select count(*) filter (where r.off_list_version is null)::int as listed, count(*) filter (where r.matched_at is null)::int as "toMatch",
        json_build_object('expected', ${count('expected')}, 'waiting', ${count('waiting')}, 'taken', ${count('taken')}, 'finished', ${count('finished')},
          'notArrived', count(*) filter (where r.state = 'notArrived' and r.off_list_version is null and r.same_as is null)) as counts
      from reception.manifest_row r where r.manifest_id = m."manifestId" and ${scope(actor, 'r')}) r
    order by m."arrivesOn" desc, m.accepted_at desc`.execute(tx);
  return rows;
}
