import type { Actor } from '#kernel/actor';
import type { PlainDate } from '#kernel/dates';
import { sql, type Tx } from '#platform/db';

/** Somebody with an open case, and the office that keeps it: what that office may know of them counts. */
export interface ToJudge { readonly personId: string; readonly officeId: string }

interface KnownRow extends ToJudge { readonly known: string }

/** What is known of many people, by person and office; `codes` names the facts that matter, `null` all. For the product itself. */
export async function knownOf(_actor: Actor, tx: Tx, people: readonly ToJudge[], codes: readonly string[] | null, today: PlainDate): Promise<KnownRow[]> {
  const { rows } = await sql<KnownRow>`select person_id as "personId", office_id as "officeId", known
    from registry.known_of(${people.map((p) => p.personId)}::uuid[], ${people.map((p) => p.officeId)}::uuid[], ${codes as string[] | null}::text[], false, ${today}::date)`.execute(tx);
  return rows;
}

export interface SealedPlaces { readonly personId: string; readonly id: string; readonly sealed: Buffer | null }

/** Places of danger of many people, still sealed. For the product itself. */
export async function placesOfDangerOf(_actor: Actor, tx: Tx, people: readonly string[]): Promise<SealedPlaces[]> {
  const { rows } = await sql<SealedPlaces>`select person_id as "personId", id, sealed from registry.places_of_danger_of(${people as string[]}::uuid[])`.execute(tx);
  return rows;
}
