/** SQL of who stands together. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { RowState } from '../schema.ts';
import { scope } from './scope.ts';

/** One of a group at the point of the actor. */
export interface PartyRow {
  readonly rowId: string;
  readonly party: string | null;
  readonly state: RowState;
  readonly personId: string | null;
}

/** These people and everybody who stands together with one of them, in the order in which they came. */
export async function listParty(actor: Actor, tx: Tx, rowIds: readonly string[]): Promise<PartyRow[]> {
  const { rows } = await sql<PartyRow>`select r.id as "rowId", r.party, r.state, r.person_id as "personId" from reception.manifest_row r
    where ${scope(actor, 'r')} and r.same_as is null and (r.id = any(${rowIds}::uuid[])
      or r.party in (select x.party from reception.manifest_row x where x.id = any(${rowIds}::uuid[]) and ${scope(actor, 'x')}))
    order by r.manifest_id nulls last, r.row_number, r.id limit 60`.execute(tx);
  return rows;
}

/** Puts people into a group; whoever is in it already stays as they are. */
export async function setParty(actor: Actor, tx: Tx, rowIds: readonly string[], party: string): Promise<void> {
  await sql`update reception.manifest_row r set stands_with = ${party} where r.id = any(${rowIds}::uuid[]) and r.party is distinct from ${party}::uuid and ${scope(actor, 'r')}`.execute(tx);
}
