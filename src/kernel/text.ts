/** Apostrophes and glottal marks of Mayan orthographies: part of a word, never a gap between two. */
const GLOTTAL = /['’‘‛`´′＇ʼʻʽˈˀʔʾʿꞌꞋɁɂ]/g;

/** Spanish-aware folding for search keys: lower case, no accents (ñ becomes n), no glottal marks, nothing that has no shape, single spaces. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/[\p{M}\p{Cf}]+/gu, '').replace(GLOTTAL, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Zero width, turned direction, soft hyphens, and halves of characters: pasted along with a text, and seen by nobody. */
const SHAPELESS = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\p{Cs}/gu;
/** What moves the text on: a tab of a table, the end of a line. */
const GAPS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Joiners make a word only between letters or signs. */
const LOOSE_JOINERS = /^[\u200C\u200D\s]+|[\u200C\u200D\s]+$/gu;

/** One line as a reader sees it, otherwise exactly as it was typed. */
export function asSeen(text: string): string {
  return text.replace(SHAPELESS, '').replace(GAPS, ' ').replace(LOOSE_JOINERS, '');
}

const whole = (text: string): string => (text.isWellFormed() ? text : text.replace(/\p{Cs}/gu, ''));

/** Content without halves of characters, which no database keeps: a text that was cut in the middle of an emoji ends in one. */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return whole(value);
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [whole(key), wellFormed(inner)]));
}
