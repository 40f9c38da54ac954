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

/** What no text of a person holds: signs that command a machine, apart from tabs and ends of lines. */
const COMMANDS = /[^\P{Cc}\n\t]+/gu;

/** Text of any length as a reader sees it: its lines stay, what nobody sees goes, and of what commanded a machine a gap is left. */
function readable(text: string): string {
  return text.replace(SHAPELESS, '').replace(/\r\n?/g, '\n').replaceAll('\0', '').replace(COMMANDS, ' ');
}

/** Content with every text in it as a reader sees it. Whatever comes in passes here, so that no room has to think of what a text may hide. */
export function asRead(value: unknown): unknown {
  if (typeof value === 'string') return readable(value);
  if (Array.isArray(value)) return value.map(asRead);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [readable(key), asRead(inner)]));
}
