/** SQL of accepted lists. */
import type { Actor } from '#kernel/actor';
import type { ReturnKind } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { ArrivalDetails, Mode, RowState } from '../schema.ts';
import { json, scope } from './scope.ts';

export async function findManifestByHash(actor: Actor, tx: Tx, sha256: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from reception.manifest
    where country = ${actor.country} and office_id = ${actor.officeId} and sha256 = ${sha256}`.execute(tx);
  return rows[0]?.id;
}

export interface NewManifest {
  readonly id: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly label: string;
  readonly details: ArrivalDetails;
  readonly people: number;
  readonly problems: number;
  readonly leftOut: readonly number[];
}

/** Keeps an accepted list; false if the same file was accepted by somebody else a moment ago. */
export async function insertManifest(actor: Actor, tx: Tx, m: NewManifest, now: Date): Promise<boolean> {
  const { details } = m;
  const done = await sql`insert into reception.manifest (id, country, office_id, sha256, file_name, label, sender, arrives_on, mode, kind, from_country, authority,
      people, problems, left_out, accepted_by, accepted_at)
    values (${m.id}, ${actor.country}, ${actor.officeId}, ${m.sha256}, ${m.fileName}, ${m.label}, ${details.sender}, ${details.arrivesOn}, ${details.mode}, ${details.kind},
      ${details.fromCountry ?? null}, ${details.authority ?? null}, ${m.people}, ${m.problems}, ${json(m.leftOut)}, ${actor.userId}, ${now})
    on conflict (country, office_id, sha256) do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

export interface ManifestRecord {
  readonly manifestId: string;
  readonly label: string;
  readonly sender: string;
  readonly arrivesOn: string;
  readonly mode: Mode;
  readonly kind: ReturnKind;
  readonly people: number;
  readonly problems: number;
  readonly counts: Readonly<Record<RowState, number>>;
}

const stateCounts = (table: string) => {
  const t = sql.ref(`${table}.state`);
  return sql`json_build_object('expected', count(*) filter (where ${t} = 'expected'), 'waiting', count(*) filter (where ${t} = 'waiting'),
    'taken', count(*) filter (where ${t} = 'taken'), 'finished', count(*) filter (where ${t} = 'finished'), 'notArrived', count(*) filter (where ${t} = 'notArrived'))`;
};

export async function listManifests(actor: Actor, tx: Tx): Promise<ManifestRecord[]> {
  const { rows } = await sql<ManifestRecord>`select m.id as "manifestId", m.label, m.sender, m.arrives_on as "arrivesOn", m.mode, m.kind, m.people, m.problems,
      ${stateCounts('r')} as counts
    from reception.manifest m left join reception.manifest_row r on r.manifest_id = m.id
    where ${scope(actor, 'm')} group by m.id order by m.arrives_on desc, m.accepted_at desc limit 100`.execute(tx);
  return rows;
}
