import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

/** A record as it is compared with others: what is known of it, and the day and place of the latest return. */
export interface Line { readonly id: string; readonly seenOn: string | null; readonly seenAt: string | null; readonly profile: string }

/** The next people of the country after an id, in the order of their ids. For the product itself. */
export async function nextPage(_actor: Actor, tx: Tx, after: string, most: number): Promise<Line[]> {
  const { rows } = await sql<Line>`select id, seen_on as "seenOn", seen_at as "seenAt", profile from registry.linkage_page(${after}, ${most})`.execute(tx);
  return rows;
}

/** All records of the identities that these people are of, in the order of their ids. For the product itself. */
export async function listKindred(_actor: Actor, tx: Tx, people: readonly string[]): Promise<Line[]> {
  const { rows } = await sql<Line>`select id, seen_on as "seenOn", seen_at as "seenAt", profile from registry.linkage_kindred(${people as string[]}::uuid[])`.execute(tx);
  return rows;
}

export interface DecidedPair { readonly a: string; readonly b: string; readonly together: boolean }

/** What people decided about pairs. */
export async function listDecidedPairs(_actor: Actor, tx: Tx): Promise<DecidedPair[]> {
  const { rows } = await sql<DecidedPair>`select person_a as a, person_b as b, together from registry.linkage_decisions()`.execute(tx);
  return rows;
}

/** Whoever was decided about since then. */
export async function listDecidedSince(_actor: Actor, tx: Tx, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select d as id from registry.decided_since(${since}) d`.execute(tx);
  return rows.map((r) => r.id);
}

/** The model in force, as it was stored. */
export async function findModel(actor: Actor, tx: Tx): Promise<{ id: string; version: string; model: unknown } | undefined> {
  const { rows } = await sql<{ id: string; version: string; model: unknown }>`select id, version, model from registry.linkage_model where country = ${actor.country} and in_force`.execute(tx);
  return rows[0];
}

export interface NewModel { readonly id: string; readonly version: string; readonly model: unknown; readonly learnedOn: number }

/** Puts a model in force in place of the one before. */
export async function insertModel(actor: Actor, tx: Tx, model: NewModel, now: Date): Promise<void> {
  await sql`update registry.linkage_model set in_force = false where country = ${actor.country} and in_force`.execute(tx);
  await sql`insert into registry.linkage_model (id, country, version, model, learned_on, learned_at, in_force)
    values (${model.id}, ${actor.country}, ${model.version}, ${JSON.stringify(model.model)}::jsonb, ${model.learnedOn}, ${now}, true)`.execute(tx);
}

export interface NewRun { readonly id: string; readonly modelId: string | null; readonly startedAt: Date; readonly records: number; readonly linked: number; readonly toReview: number }

export async function insertRun(actor: Actor, tx: Tx, run: NewRun, now: Date): Promise<void> {
  await sql`insert into registry.linkage_run (id, country, model_id, started_at, published_at, records, linked, to_review)
    values (${run.id}, ${actor.country}, ${run.modelId}, ${run.startedAt}, ${now}, ${run.records}, ${run.linked}, ${run.toReview})`.execute(tx);
}

/** Rows that are written with one statement: far below what a statement may take. */
const AT_ONCE = 10_000;

function* parts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}

export interface NewLink { readonly id: string; readonly a: string; readonly b: string }

export async function publishLinks(_actor: Actor, tx: Tx, runId: string, links: readonly NewLink[], now: Date): Promise<void> {
  for (const part of parts(links)) {
    await sql`select registry.publish_links(${runId}, ${now}, ${part.map((l) => l.id)}::uuid[], ${part.map((l) => l.a)}::uuid[], ${part.map((l) => l.b)}::uuid[])`.execute(tx);
  }
}

export async function publishIdentities(_actor: Actor, tx: Tx, identities: readonly { readonly person: string; readonly identity: string }[]): Promise<void> {
  for (const part of parts(identities)) {
    await sql`select registry.publish_identities(${part.map((p) => p.person)}::uuid[], ${part.map((p) => p.identity)}::uuid[])`.execute(tx);
  }
}

export interface NewPair { readonly a: string; readonly b: string; readonly bits: number; readonly comparison: unknown }

/** Writes pairs for the review list, those that people had answered as settled, and drops those of earlier runs that nobody settled and this one did not find again. */
export async function publishPairs(_actor: Actor, tx: Tx, runId: string, pairs: readonly NewPair[], now: Date, options: { dropStale: boolean }): Promise<void> {
  for (const part of parts(pairs)) {
    await sql`select registry.publish_pairs(${runId}, ${now}, ${part.map((p) => p.a)}::uuid[], ${part.map((p) => p.b)}::uuid[], ${part.map((p) => p.bits)}::real[],
      ${part.map((p) => JSON.stringify(p.comparison))}::text[])`.execute(tx);
  }
  await sql`select registry.settle_found(${runId})`.execute(tx);
  if (options.dropStale) await sql`select registry.drop_stale_pairs(${runId})`.execute(tx);
}

/** When the last run began. */
export async function findLastRun(actor: Actor, tx: Tx): Promise<Date | undefined> {
  const { rows } = await sql<{ startedAt: Date }>`select started_at as "startedAt" from registry.linkage_run where country = ${actor.country} order by published_at desc limit 1`.execute(tx);
  return rows[0]?.startedAt;
}
