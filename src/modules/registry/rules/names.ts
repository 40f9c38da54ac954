/**
 * Names as the region writes them, folded into forms that can be compared. The text as seen is never changed:
 * everything here works on copies.
 */
import { fold } from '#kernel/text';
import { remembering } from './remembering.ts';
import words from './name-words.json' with { type: 'json' };

const ABBREVIATIONS = new Map(Object.entries(words.abbreviations));
const VARIANTS = new Map(Object.entries(words.variants));
const PARTICLES = new Set(words.particles);

/** The parts of a name that are compared. */
export interface NameParts {
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2?: string | null | undefined;
}

/** A name folded for comparison: word lists without particles, abbreviations written out. */
export interface NameTokens {
  readonly given: readonly string[];
  readonly surname1: readonly string[];
  readonly surname2: readonly string[];
}

/** Enough for the words that come again and again: a few megabytes for all three functions. */
const WORDS_REMEMBERED = 16_000;

/** Letters of Spanish and spaces: such words are folded each for itself, and most of them come again and again. */
const PLAIN = /^[A-Za-zÁÉÍÓÚÜÑáéíóúüñ ]+$/;

const NO_WORDS: readonly string[] = [];

const foldedWord: (word: string) => string = remembering(WORDS_REMEMBERED, (word) => withoutDigits(ABBREVIATIONS.get(fold(word)) ?? fold(word)));

function foldedWords(text: string): string[] {
  if (PLAIN.test(text)) return text.split(' ').filter((word) => word !== '').map(foldedWord);
  return fold(text.replace(/M\s?\.?\s?ª/giu, 'maria '))
    .split(' ')
    .filter(Boolean)
    .map((w) => withoutDigits(ABBREVIATIONS.get(w) ?? w));
}

/** Words of one part of a name: folded, abbreviations written out, `de la` and the like left out. */
export function nameWords(text: string): readonly string[] {
  if (text === '') return NO_WORDS;
  const all = foldedWords(text);
  const kept = all.filter((w) => !PARTICLES.has(w));
  return kept.length > 0 ? kept : all;
}

const DIGITS_READ: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 5: 's' };
/** A particle written together with a surname that is long enough to stand alone. */
const GLUED = /^(?:dela|delos|delas)(?=\p{L}{4})/u;

/** Digits that a scanner read for letters, and particles glued to a surname. */
function withoutDigits(word: string): string {
  const letters = /\p{L}/u.test(word) ? word.replace(/[015]/g, (digit) => DIGITS_READ[digit]!) : word;
  return letters.replace(GLUED, '');
}

/** Whether a folded word is one of those that a name can lose: `de`, `la`, `y`. */
export function isParticle(word: string): boolean {
  return PARTICLES.has(word);
}

/** A whole name folded part by part. */
export function nameTokens(name: NameParts): NameTokens {
  return { given: nameWords(name.givenNames), surname1: nameWords(name.surname1), surname2: nameWords(name.surname2 ?? '') };
}

/** The form that all short, anglicised and fond forms of a given name share: `johnny` → `juan`. */
export function rootName(word: string): string {
  return VARIANTS.get(word) ?? word;
}

/** Spelling rules in the order they apply; each maps letters that sound alike to one letter. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/tz|ts/g, 's'],
  [/sch|sh/g, 's'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ch/g, '1'],
  [/[ck]?qu(?=[ei])|q(?!u)|qu|ck/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/x|z|ç/g, 's'],
  [/gu(?=[ei])/g, '2'],
  [/g(?=[eiy])/g, 'j'],
  [/2/g, 'g'],
  [/hu(?=[aeio])|gu(?=[ao])|w/g, 'u'],
  [/h/g, ''],
  [/ll(?=[aeiou])/g, 'y'],
  [/y(?![aeiou])/g, 'i'],
  [/^i(?=[aeou])/g, 'y'],
  [/v/g, 'b'],
  [/m(?=[bp])/g, 'n'],
  [/(.)\1+/g, '$1'],
  [/1/g, 'ch'],
];

/** How a folded word sounds in the Spanish of the region: b/v, s/c/z/x/tz, ll/y, h, g/j, qu/k/c, w/gu/hu, m/n before b. */
export const soundOf: (word: string) => string = remembering(WORDS_REMEMBERED, (word) => {
  let sound = word;
  for (const [pattern, letters] of SOUNDS) sound = sound.replace(pattern, letters);
  return sound || word;
});

/** First letter and the consonants that follow: survives lost and swapped vowels. */
export function skeletonOf(word: string): string {
  const sound = soundOf(word);
  return sound.slice(0, 1) + sound.slice(1).replace(/[aeiou]/g, '');
}

const LONGEST = 256;
/** Three rows of the distance table, used again for every pair: this runs a million times in a list. */
const rows = [new Uint8Array(LONGEST), new Uint8Array(LONGEST), new Uint8Array(LONGEST)] as const;

/** Letters to insert, delete, replace or swap to get from one word to the other, given up beyond `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit || a.length >= LONGEST || b.length >= LONGEST) return limit + 1;
  let [before, previous, row]: [Uint8Array, Uint8Array, Uint8Array] = [rows[0], rows[1], rows[2]];
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    if (fillRow(a, b, i, row, previous, before) > limit) return limit + 1;
    [before, previous, row] = [previous, row, before];
  }
  return Math.min(previous[b.length]!, limit + 1);
}

/** One row of the table; returns its smallest value. */
function fillRow(a: string, b: string, i: number, row: Uint8Array, previous: Uint8Array, before: Uint8Array): number {
  row[0] = i;
  let least = i;
  const letter = a.charCodeAt(i - 1);
  const letterBefore = i > 1 ? a.charCodeAt(i - 2) : -1;
  for (let j = 1; j <= b.length; j++) {
    const other = b.charCodeAt(j - 1);
    let best = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + (letter === other ? 0 : 1));
    if (j > 1 && letter === b.charCodeAt(j - 2) && letterBefore === other) best = Math.min(best, before[j - 2]! + 1);
    row[j] = best;
    if (best < least) least = best;
  }
  return least;
}

/** Letters that a scanner or a hurried eye takes for one another. */
const MISREAD: readonly (readonly [RegExp, string])[] = [[/rn/g, 'm'], [/cl/g, 'd'], [/vv/g, 'w'], [/[l1]/g, 'i'], [/u/g, 'v'], [/c/g, 'e']];

/** How a word looks to a hurried eye: words with one look differ only in letters that are easily misread. */
export const lookOf: (word: string) => string = remembering(WORDS_REMEMBERED, (word) => MISREAD.reduce((text, [pattern, letters]) => text.replace(pattern, letters), word));

/** How two words of a name compare, best first. */
export type WordLevel = 'same' | 'sound' | 'variant' | 'close' | 'differ';

/** Compares two folded words. An initial (`j` for `jose`) counts as close. */
export function compareWords(a: string, b: string): WordLevel {
  if (a === b) return 'same';
  if (soundOf(a) === soundOf(b)) return 'sound';
  if (soundOf(rootName(a)) === soundOf(rootName(b))) return 'variant';
  return lookOf(a) === lookOf(b) || isSlip(a, b) ? 'close' : 'differ';
}

/** Mario and María, Alejandro and Alejandra: two names, not a slip. */
function isOtherGender(a: string, b: string): boolean {
  if (a.length !== b.length || a.slice(0, -1) !== b.slice(0, -1)) return false;
  const ends = a.slice(-1) + b.slice(-1);
  return ends === 'ao' || ends === 'oa';
}

const LONG_WORD = 7;
const SHORT_WORD = 4;
/** Letters of two short words together, below which no slip is seen between them. */
const FEWEST_LETTERS = 5;

/** One slip in a word, two in a long one; in a short word never in its first letter. An initial stands for every word that it begins. */
export function isSlip(a: string, b: string): boolean {
  if (a.length === 1 || b.length === 1) return a[0] === b[0];
  if (isOtherGender(a, b)) return false;
  const shorter = Math.min(a.length, b.length);
  if (shorter < SHORT_WORD) return a.length + b.length >= FEWEST_LETTERS && a[0] === b[0] && editDistance(a, b, 1) <= 1;
  const limit = shorter < LONG_WORD ? 1 : 2;
  return editDistance(a, b, limit) <= limit;
}

const JOINED = 3;

/** A whole name typed in one box, as it may be compared with given names and surnames of which nobody said which is which: every word, and words written together, by sound. */
export function spokenForms(name: string): { sounds: string[]; words: string[] } {
  const words = [...nameWords(name)];
  const joined = words.flatMap((_, i) => Array.from({ length: Math.min(JOINED, words.length - i) }, (__, n) => words.slice(i, i + n + 1).join('')));
  return { words: [...new Set(words)], sounds: [...new Set([...words.map((w) => soundOf(rootName(w))), ...joined.map(soundOf)])] };
}
