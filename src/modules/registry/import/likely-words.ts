/** What rare words of names probably mean, for a file of registrations: by the words of the registry, or of the file's own beginning. */
import type { LikelyWords } from '../rules/indexed.ts';
import { nameWords, type NameParts } from '../rules/names.ts';
import { leastBearers, likelyWords, vocabularyOf, type CommonWord } from '../rules/vocabulary.ts';

/** Words of names and how many of these rows bear them, without those that hardly anybody bears. */
export function countedWords(rows: readonly NameParts[]): CommonWord[] {
  const people = new Map<string, number>();
  for (const { givenNames, surname1, surname2 } of rows) {
    for (const word of new Set([givenNames, surname1, surname2 ?? ''].flatMap((name) => nameWords(name)))) people.set(word, (people.get(word) ?? 0) + 1);
  }
  return [...people].filter(([, n]) => n >= leastBearers(rows.length)).map(([word, n]) => ({ word, people: n }));
}

/** The same answer for the same word, worked out once. */
export function likelyAmong(words: readonly CommonWord[]): LikelyWords {
  const vocabulary = vocabularyOf(words);
  const known = new Map<string, readonly string[]>();
  return (word) => {
    const before = known.get(word);
    if (before) return before;
    const likely = likelyWords(word, vocabulary);
    known.set(word, likely);
    return likely;
  };
}
