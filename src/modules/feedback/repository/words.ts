/** Sealed words of the restricted tier, reached by functions alone. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

export type WordKind = 'said' | 'name' | 'way' | 'answer' | 'note' | 'reply';

export interface WordRow { readonly id: string; readonly stepId: string | null; readonly kind: WordKind; readonly sealed: Buffer }

/** Everything that was written of an item, oldest first. */
export async function wordsOf(_actor: Actor, tx: Tx, itemId: string): Promise<WordRow[]> {
  const { rows } = await sql<WordRow>`select w.id, w.step_id as "stepId", w.kind, w.sealed from feedback_restricted.words_of(${itemId}) w`.execute(tx);
  return rows;
}

export async function addWord(actor: Actor, tx: Tx, word: { id: string; itemId: string; stepId: string | null; kind: WordKind; sealed: Buffer }, now: Date): Promise<void> {
  await sql`select feedback_restricted.add_word(${word.id}, ${actor.country}, ${word.itemId}, ${word.stepId}, ${word.kind}, ${word.sealed}, ${now})`.execute(tx);
}
