/** Keeps what finds people in step with their records. */
import type { Ctx } from '#platform/context';
import * as repository from '../repository/index-keys.ts';
import { indexedForm } from '../rules/indexed.ts';
import { likelyWords } from '../rules/vocabulary.ts';
import { commonWords, forgetCounts } from './frequencies.ts';

/** Counts anew how common names are; after an import, after seeding, and every night. */
export function refreshNameTerms(ctx: Ctx): Promise<number> {
  forgetCounts(ctx.pack);
  return repository.refreshNameTerms(ctx.actor, ctx.tx);
}

const INDEXED_AT_ONCE = 500;

/** Indexes people anew, from what is stored now. */
export async function indexPeople(ctx: Ctx, people: readonly string[]): Promise<void> {
  const vocabulary = await commonWords(ctx);
  for (const person of await repository.listIndexable(ctx.actor, ctx.tx, people)) {
    await repository.indexPerson(ctx.actor, ctx.tx, person.id, indexedForm(ctx.actor.country, person, (word) => likelyWords(word, vocabulary)));
  }
}

/**
 * At every start, as system: everybody is in the index, and the frequencies of names follow the registry as it grows. Some people at a
 * time, each part in its own transaction: a start that is broken off goes on where it was.
 * @returns whether there may be more to do
 */
export async function keepNameTerms(ctx: Ctx): Promise<boolean> {
  const missing = await repository.listUnindexed(ctx.actor, ctx.tx, INDEXED_AT_ONCE);
  await indexPeople(ctx, missing);
  if (missing.length === INDEXED_AT_ONCE) return true;
  if (await repository.keepNameTerms(ctx.actor, ctx.tx)) forgetCounts(ctx.pack);
  return false;
}
