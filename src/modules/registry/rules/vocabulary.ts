/** Words of names that many bear, and which of them a rare word may be a slip of. */
import { compareWords, skeletonOf } from './names.ts';

export interface CommonWord { readonly word: string; readonly people: number }

/** Common words by their first letter as it sounds, the most common first. */
export type Vocabulary = ReadonlyMap<string, readonly CommonWord[]>;

const first = (word: string): string => skeletonOf(word).slice(0, 1);

export function vocabularyOf(words: readonly CommonWord[]): Vocabulary {
  return Map.groupBy(words.toSorted((a, b) => b.people - a.people), ({ word }) => first(word));
}

const MOST_SLIPS = 4;
const SHORTEST = 4;

/** Common words of which this one is a likely slip, the most common first. The first letter is nearly always right. */
export function likelyWords(word: string, vocabulary: Vocabulary): string[] {
  if (word.length < SHORTEST) return [];
  const found: string[] = [];
  for (const common of vocabulary.get(first(word)) ?? []) {
    if (Math.abs(common.word.length - word.length) <= 2 && compareWords(word, common.word) === 'close') found.push(common.word);
    if (found.length === MOST_SLIPS) break;
  }
  return found;
}
