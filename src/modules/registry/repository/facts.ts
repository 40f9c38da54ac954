import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { inReach, inSight } from './scope.ts';

export interface FactRow { id: string; code: string; state: 'known' | 'declined'; value: unknown; source: string; seen: boolean; recordedAt: Date }
export interface SealedRow extends Omit<FactRow, 'value'> { sealed: Buffer | null }

export interface NewFact { id: string; personId: string; code: string; state: string; source: string; seen: boolean; now: Date }

export async function insertFact(actor: Actor, tx: Tx, f: NewFact & { value: unknown }): Promise<void> {
  const value = f.value === undefined ? null : JSON.stringify(f.value);
  await sql`insert into registry.person_fact (id, country, person_id, code, state, value, source, seen, recorded_by, recorded_at)
    values (${f.id}, ${actor.country}, ${f.personId}, ${f.code}, ${f.state}, ${value}::jsonb, ${f.source}, ${f.seen}, ${actor.userId}, ${f.now})`.execute(tx);
}

export async function insertSealedFact(actor: Actor, tx: Tx, f: NewFact & { sealed: Buffer | null }): Promise<void> {
  await sql`select registry_restricted.add_fact(${f.id}, ${actor.country}, ${f.personId}, ${f.code}, ${f.state}, ${f.sealed}, ${f.source}, ${f.seen}, ${actor.userId}, ${f.now})`.execute(tx);
}

/** The answers that stand: the newest of each code, under whichever record in sight of the same person it was recorded. */
export async function listFacts(actor: Actor, tx: Tx, personId: string): Promise<FactRow[]> {
  const { rows } = await sql<FactRow>`select distinct on (f.code) f.id, f.code, f.state, f.value, f.source, f.seen, f.recorded_at as "recordedAt"
    from registry.person_fact f where f.person_id in (select m from registry.identity_members(${personId}) m) and f.country = ${actor.country} and ${inSight(actor, sql`f.person_id`)}
      and ${inReach(actor, sql`f.recorded_by`)}
    order by f.code, f.seq desc`.execute(tx);
  return rows;
}

/** Restricted answers that stand, still sealed. Protection staff only. */
export async function listSealedFacts(actor: Actor, tx: Tx, personId: string): Promise<SealedRow[]> {
  if (actor.role !== 'protection') return [];
  const { rows } = await sql<SealedRow>`select distinct on (f.code) f.id, f.code, f.state, f.sealed, f.source, f.seen, f.recorded_at as "recordedAt"
    from registry_restricted.facts_of(${personId}) f where f.country = ${actor.country} and ${inSight(actor, sql`f.person_id`)}
    order by f.code, f.seq desc`.execute(tx);
  return rows;
}

/** Places of danger that stand, told under any record of the person, still sealed, for anybody who may see the person: they steer, and are never shown. */
export async function sealedPlacesOfDanger(_actor: Actor, tx: Tx, personId: string): Promise<{ id: string; sealed: Buffer | null }[]> {
  const { rows } = await sql<{ id: string; sealed: Buffer | null }>`select d.id, d.sealed from registry.sealed_places_of_danger(${personId}) d`.execute(tx);
  return rows;
}
