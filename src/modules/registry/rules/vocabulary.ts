/**
 * Words of names that many bear, and what a rarer word beside them probably means: a slip of one of them, or two of them written
 * together. A record is found by what its words probably mean as well as by what they are, and so is whoever looks for it.
 */
import { compareWords, lookOf } from './names.ts';

/** Words that fewer bear are not common, however small the registry; no more are kept. */
export const COMMON_WORDS = { share: 1 / 50_000, least: 3, most: 12_000 } as const;

/** How many people bear a word that is common among so many. */
export function leastBearers(people: number): number {
  return Math.max(COMMON_WORDS.least, Math.ceil(people * COMMON_WORDS.share));
}

export interface CommonWord { readonly word: string; readonly people: number }

export interface Vocabulary {
  /** How many bear a common word; a word that is not in it is rare. */
  readonly people: ReadonlyMap<string, number>;
  /** Common words by every trace that a slip leaves of them, the most common first. */
  readonly byTrace: ReadonlyMap<string, readonly string[]>;
}

/** What is left of a word after one slip, whichever it was: the word without any one letter, and how it looks to a hurried eye. */
function tracesOf(word: string): Set<string> {
  const traces = new Set([word, lookOf(word)]);
  for (let at = 0; at < word.length; at++) traces.add(word.slice(0, at) + word.slice(at + 1));
  return traces;
}

const SHORTEST = 4;

export function vocabularyOf(words: readonly CommonWord[]): Vocabulary {
  const byTrace = new Map<string, string[]>();
  for (const { word } of words.toSorted((a, b) => b.people - a.people)) {
    for (const trace of word.length < SHORTEST ? [] : tracesOf(word)) {
      const known = byTrace.get(trace);
      if (known) known.push(word);
      else byTrace.set(trace, [word]);
    }
  }
  return { people: new Map(words.map((w) => [w.word, w.people])), byTrace };
}

/** So many times more people must bear a word for a rarer one to be taken for a slip of it. */
const TIMES = 20;
/** What a word counts that is not among the common ones. */
const RARE = 0.5;
const MOST = 3;
const SHORTEST_HALF = 3;

/** Two common words written as one, cut where the rarer of them is the most common. */
function halvesOf(word: string, { people }: Vocabulary): string[] {
  let best: { readonly halves: string[]; readonly people: number } = { halves: [], people: 0 };
  for (let cut = SHORTEST_HALF; cut <= word.length - SHORTEST_HALF; cut++) {
    const halves = [word.slice(0, cut), word.slice(cut)];
    const rarer = Math.min(...halves.map((h) => people.get(h) ?? 0));
    if (rarer > best.people) best = { halves, people: rarer };
  }
  return best.halves;
}

/** Common words that this one probably means: those of which it is one slip, the most common first, or the two that it is written of. */
export function likelyWords(word: string, vocabulary: Vocabulary): string[] {
  if (word.length < SHORTEST) return [];
  const least = TIMES * (vocabulary.people.get(word) ?? RARE);
  const near = new Set([...tracesOf(word)].flatMap((trace) => vocabulary.byTrace.get(trace) ?? []));
  const slips = [...near].filter((common) => common !== word && vocabulary.people.get(common)! >= least && compareWords(word, common) === 'close');
  if (slips.length > 0) return slips.sort((a, b) => vocabulary.people.get(b)! - vocabulary.people.get(a)!).slice(0, MOST);
  return vocabulary.people.has(word) ? [] : halvesOf(word, vocabulary);
}
