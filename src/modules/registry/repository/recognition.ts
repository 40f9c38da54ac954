import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

export interface ModelRow { version: string; model: unknown; learnedOn: number; learnedAt: Date; inForce: boolean }

/** Models that were learnt from the registry, the newest first. */
export async function listModels(actor: Actor, tx: Tx, most: number): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`select m.version, m.model, m.learned_on as "learnedOn", m.learned_at as "learnedAt", m.in_force as "inForce" from registry.linkage_model m
    where m.country = ${actor.country} order by m.learned_at desc, m.id desc limit ${most}`.execute(tx);
  return rows;
}

export interface RunRow { publishedAt: Date; records: number; linked: number; toReview: number }

/** The last comparison of the whole registry. */
export async function findLastRun(actor: Actor, tx: Tx): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select r.published_at as "publishedAt", r.records, r.linked, r.to_review as "toReview" from registry.linkage_run r
    where r.country = ${actor.country} order by r.published_at desc limit 1`.execute(tx);
  return rows[0];
}

/** Words of names that many bear, and some that few do: at least ten people each. */
export async function listNameExamples(_actor: Actor, tx: Tx): Promise<{ word: string; people: number; population: number }[]> {
  const { rows } = await sql<{ word: string; people: number; population: number }>`select e.word, e.people, e.population from registry.name_examples() e`.execute(tx);
  return rows;
}
