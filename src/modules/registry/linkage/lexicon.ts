/**
 * Words of names as numbers. Comparing a million people means comparing the same few words again and again, so each word is
 * kept once, with its sound and its root, and what two words have to do with each other is worked out once.
 */
import { isSlip, lookOf, rootName, soundOf } from '../rules/names.ts';

/** How two words compare, best first. Also the index into the levels of a name. */
export const SAME = 0;
export const SOUND = 1;
export const VARIANT = 2;
export const CLOSE = 3;
export const DIFFER = 4;
export type WordLevel = typeof SAME | typeof SOUND | typeof VARIANT | typeof CLOSE | typeof DIFFER;

const CACHE_SLOTS = 1 << 19;
const BEYOND_PAIRS = 0x8000_0000;

/** Words with a number each; 0 stands for "no word". */
export class Lexicon {
  readonly texts: string[] = [''];
  /** Number of the word that stands for everything that sounds like this one. */
  readonly sound: number[] = [0];
  /** The same after short and foreign forms are led back to the usual name: Johnny → juan. */
  readonly root: number[] = [0];
  /** Number of the word that stands for everything that looks like this one. */
  readonly #look: number[] = [0];
  /** Which letters a word has, as bits: words too far apart in these need no closer look. */
  readonly #letters: number[] = [0];
  readonly #ids = new Map<string, number>();
  readonly #seen = new Float64Array(CACHE_SLOTS).fill(-1);
  readonly #level = new Uint8Array(CACHE_SLOTS);

  /** The number of a folded word. */
  id(word: string): number {
    if (!word) return 0;
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.texts.push(word) - 1;
    this.#ids.set(word, id);
    this.sound.push(id);
    this.root.push(id);
    this.#look.push(id);
    this.#letters.push(lettersOf(word));
    const sound = soundOf(word);
    const root = soundOf(rootName(word));
    if (sound !== word) this.sound[id] = this.id(sound);
    this.root[id] = root === word ? id : this.id(root);
    const look = lookOf(word);
    if (look !== word) this.#look[id] = this.id(look);
    return id;
  }

  #initial(a: number, b: number): WordLevel {
    const [x, y] = [this.texts[a]!, this.texts[b]!];
    return (x.length === 1 || y.length === 1) && x[0] === y[0] ? CLOSE : DIFFER;
  }

  /** A lexicon with the same numbers, for another thread. */
  static of(texts: readonly string[]): Lexicon {
    const lexicon = new Lexicon();
    for (const text of texts.slice(1)) lexicon.id(text);
    return lexicon;
  }

  /** How two words of a name compare; an initial counts as close. */
  compare(a: number, b: number): WordLevel {
    if (a === b) return SAME;
    if (this.sound[a] === this.sound[b]) return SOUND;
    if (this.root[a] === this.root[b]) return VARIANT;
    if (this.#look[a] === this.#look[b]) return CLOSE;
    if (bitCount(this.#letters[a]! ^ this.#letters[b]!) > MOST_LETTERS_APART) return this.#initial(a, b);
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    const pair = low * BEYOND_PAIRS + high;
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 13;
    if (this.#seen[slot] !== pair) {
      this.#seen[slot] = pair;
      this.#level[slot] = isSlip(this.texts[low]!, this.texts[high]!) ? CLOSE : DIFFER;
    }
    return this.#level[slot] as WordLevel;
  }
}

/** Two slips change at most four letters. */
const MOST_LETTERS_APART = 4;

/** Letters of a folded word as bits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
