/**
 * Words of which nobody said whether they are given names or surnames, read so that they fit a record best: each word goes to the
 * part of the name where the record has it; what fits nowhere stays in the order in which it was typed.
 */
import { compareWords, isSlip, lookOf, soundOf, type NameTokens, type WordLevel } from './names.ts';

export interface TypedWords {
  readonly words: readonly string[];
  /** The last word may still be growing: it fits every word that it begins. */
  readonly unfinished: boolean;
}

export interface Assigned {
  readonly tokens: NameTokens;
  /** Sound that an unfinished word was taken for, grown or as it stands. */
  readonly grown: string | null;
}

type Part = 'given' | 'surname1' | 'surname2';
interface Slot { readonly part: Part; readonly word: string; used: boolean }

const RANK: Readonly<Record<WordLevel, number>> = { same: 4, sound: 3, variant: 2, close: 1, differ: 0 };

function slotsOf(record: NameTokens, married: readonly string[]): Slot[] {
  const parts: readonly (readonly [Part, readonly string[]])[] = [['given', record.given], ['surname1', record.surname1], ['surname2', record.surname2], ['surname2', married]];
  const joined = ([part, words]: readonly [Part, readonly string[]]): string[] => (part !== 'given' && words.length > 1 ? [...words, words.join('')] : [...words]);
  return parts.flatMap((entry) => joined(entry).map((word) => ({ part: entry[0], word, used: false })));
}

/** Shorter beginnings are too much alike for a slip to be seen. */
const SLIP_FROM = 5;

/** Whether a word of a record begins as it is typed: in letters, in sound, or with one slip. */
function begins(word: string, slot: Slot): boolean {
  if (slot.word.startsWith(word) || soundOf(slot.word).startsWith(soundOf(word))) return true;
  return word.length >= SLIP_FROM && slot.word.length > word.length && (lookOf(slot.word).startsWith(lookOf(word)) || isSlip(word, slot.word.slice(0, word.length)));
}

interface Fit { readonly at: number; readonly slot: Slot; readonly rank: number; /** The word begins the one of the record. */ readonly grown: boolean }
type Known = Map<string, readonly Omit<Fit, 'slot'>[]>;

/** How well each typed word fits a word of a record, for those that do. */
function fitsOfWord({ words, unfinished }: TypedWords, slot: Slot): Omit<Fit, 'slot'>[] {
  return words.flatMap((word, at): Omit<Fit, 'slot'>[] => {
    const rank = RANK[compareWords(word, slot.word)];
    if (rank < RANK.sound && unfinished && at === words.length - 1 && begins(word, slot)) return [{ at, rank: RANK.sound, grown: true }];
    return rank > 0 ? [{ at, rank, grown: false }] : [];
  });
}

/** The same words come again from record to record: each is compared once. */
function fitsOf(typed: TypedWords, slots: readonly Slot[], known: Known): Fit[] {
  return slots.flatMap((slot) => {
    const fits = known.get(slot.word) ?? fitsOfWord(typed, slot);
    known.set(slot.word, fits);
    return fits.map((fit) => ({ ...fit, slot }));
  }).sort((a, b) => b.rank - a.rank || a.at - b.at);
}

/** Where a word goes that the record does not have: before the first surname it is a given name, after it a surname. */
function placeRest(words: readonly string[], parts: (Part | null)[]): void {
  const firstSurname = parts.findIndex((p) => p === 'surname1' || p === 'surname2');
  for (let at = 0; at < words.length; at++) {
    if (parts[at] !== null) continue;
    const mayBeGiven = firstSurname === -1 ? at === 0 : at < firstSurname;
    const free = (['surname1', 'surname2'] as const).find((p) => !parts.includes(p));
    parts[at] = mayBeGiven || !free ? 'given' : free;
  }
}

/**
 * Surnames typed in another order than the record has them stay in the order in which they were typed, so that this counts against it; not
 * where given names stand between them: then the words are in no order at all.
 */
function exchangeSurnames(parts: (Part | null)[]): void {
  const [first, second, given] = (['surname1', 'surname2', 'given'] as const).map((part) => parts.flatMap((p, at) => (p === part ? [at] : []))) as [number[], number[], number[]];
  if (first.length !== 1 || second.length !== 1 || second[0]! > first[0]!) return;
  if (given.some((at) => at > second[0]! && at < first[0]!)) return;
  if (given.some((at) => at < second[0]!) && given.some((at) => at > first[0]!)) return;
  [parts[first[0]!], parts[second[0]!]] = ['surname2', 'surname1'];
}

/** A reader of these typed words as the name of any record, as well as they fit it. */
export function assignWords(typed: TypedWords): (record: NameTokens, married: readonly string[]) => Assigned {
  const known: Known = new Map();
  return (record, married) => assign(typed, slotsOf(record, married), known);
}

function assign(typed: TypedWords, slots: readonly Slot[], known: Known): Assigned {
  const parts: (Part | null)[] = typed.words.map(() => null);
  const words = [...typed.words];
  let grown: string | null = null;
  for (const fit of fitsOf(typed, slots, known)) {
    if (parts[fit.at] !== null || fit.slot.used) continue;
    fit.slot.used = true;
    parts[fit.at] = fit.slot.part;
    if (fit.grown) words[fit.at] = fit.slot.word;
    if (typed.unfinished && fit.at === words.length - 1) grown = soundOf(fit.slot.word);
  }
  placeRest(typed.words, parts);
  exchangeSurnames(parts);
  const of = (part: Part) => words.filter((_, i) => parts[i] === part);
  return { tokens: { given: of('given'), surname1: of('surname1'), surname2: of('surname2') }, grown };
}
