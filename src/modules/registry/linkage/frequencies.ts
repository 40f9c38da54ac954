/** How common each name is among the rows of a table, by the number of the word that stands for its sound. */
import type { Rows } from './fields.ts';
import type { Lexicon } from './lexicon.ts';
import type { Frequencies } from './model.ts';
import { AT, STRIDE } from './table.ts';

/** Shares in shared memory, for other threads. */
export interface NameShares { readonly given: Float32Array; readonly surname: Float32Array }

const shared = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(Math.max(1, length) * 4));

/** Counts given names and surnames; shares are of all rows. */
export function countNames(rows: Rows, count: number): NameShares {
  const { data, lexicon } = rows;
  const shares = { given: shared(lexicon.texts.length), surname: shared(lexicon.texts.length) };
  for (let row = 0; row < count; row++) {
    const at = row * STRIDE;
    for (let i = 0; i < data[at + AT.givenCount]!; i++) shares.given[lexicon.root[data[at + AT.given + i]!]!]!++;
    for (const place of [AT.surname1, AT.surname2]) {
      const word = data[at + place]!;
      if (word) shares.surname[lexicon.sound[word]!]!++;
    }
  }
  for (const list of [shares.given, shares.surname]) for (let i = 0; i < list.length; i++) list[i]! /= Math.max(1, count);
  return shares;
}

/** Shares of the words of a lexicon, from what was counted in a whole registry. */
export function sharesAmong({ texts }: Lexicon, known: { readonly given: (root: string) => number | undefined; readonly surname: (sound: string) => number | undefined }): NameShares {
  const shares = { given: shared(texts.length), surname: shared(texts.length) };
  for (let id = 1; id < texts.length; id++) {
    shares.given[id] = known.given(texts[id]!) ?? 0;
    shares.surname[id] = known.surname(texts[id]!) ?? 0;
  }
  return shares;
}

/** Shares as the scorer asks for them; a word that was never counted is unknown. */
export function frequenciesOf(shares: NameShares): Frequencies {
  const known = (list: Float32Array) => (word: number): number | undefined => (list[word]! > 0 ? list[word] : undefined);
  return { given: known(shares.given), surname: known(shares.surname) };
}
