import type { Sex } from '#kernel/codes';
import { fold } from '#kernel/text';
import type { SexM } from '#reception/schema';
import type { Find } from './problems.ts';

const FEMALE = new Set(['f', 'fem', 'femenino', 'femenina', 'female', 'mujer', 'muj', 'woman', 'nina', 'girl']);
const MALE = new Set(['h', 'masc', 'masculino', 'masculina', 'male', 'hombre', 'hom', 'man', 'varon', 'nino', 'boy']);
const OTHER = new Set(['x', 'no binario', 'no binaria', 'non binary', 'nonbinary', 'otro', 'other']);

/**
 * What the letter M means in this file, told by its other words: beside H (hombre) it is mujer, beside F it is male.
 * `null` if the file does not settle it.
 */
export function meaningOfM(cells: readonly string[]): SexM | null {
  const words = new Set(cells.map((cell) => fold(cell)));
  const besideF = words.has('f') || [...words].some((w) => w.length > 1 && FEMALE.has(w));
  const besideH = words.has('h') || [...words].some((w) => w.length > 1 && MALE.has(w));
  if (!words.has('m')) return 'male';
  if (besideF === besideH) return null;
  return besideF ? 'male' : 'female';
}

/** Reads a sex word with the meaning that M has in its file. */
export function readSex(cell: string, m: SexM | null, find: Find): Sex | null {
  const word = fold(cell);
  if (word === '') {
    find('sex-missing', 'sex', {});
    return null;
  }
  if (word === 'm') return m === null ? null : m === 'male' ? 'M' : 'F';
  if (FEMALE.has(word)) return 'F';
  if (MALE.has(word)) return 'M';
  if (OTHER.has(word)) return 'X';
  find('sex-unknown-word', 'sex', { value: cell.trim().slice(0, 40) });
  return null;
}
