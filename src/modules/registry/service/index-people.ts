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

/** At every start, as system: everybody is in the index, and the frequencies of names follow the registry as it grows. */
export async function keepNameTerms(ctx: Ctx): Promise<void> {
  for (;;) {
    const missing = await repository.listUnindexed(ctx.actor, ctx.tx, INDEXED_AT_ONCE);
    if (missing.length === 0) break;
    await indexPeople(ctx, missing);
  }
  if (await repository.keepNameTerms(ctx.actor, ctx.tx)) forgetCounts(ctx.pack);
}
