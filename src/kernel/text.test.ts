import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asSeen, fold, wellFormed } from './text.ts';

describe('folding', () => {
  it.each(['Kʼicheʼ', "K'iche'", 'K’iche’', 'K‘iche‘', 'K‛iche‛', 'K′iche′', 'K＇iche＇', 'Kˀicheˀ', 'Kʔicheʔ', 'Kꞌicheꞌ', 'KꞋicheꞋ'])('reads %s as one word, whatever stands for the glottal stop', (name) => {
    expect(fold(name)).toBe('kiche');
  });

  it.each([['Mar\u200bcelina', 'marcelina'], ['\u202eIxchel', 'ixchel'], ['Ix\u00adchel', 'ixchel'], ['Jose\u0301', 'jose'], ['Nun\u0303ez', 'nunez'], ['Ba\u200d', 'ba']])('does not break %j where nobody sees a gap', (name, folded) => {
    expect(fold(name)).toBe(folded);
  });
});

describe('a line as a reader sees it', () => {
  it.each([
    ['Mar\u200bcelina', 'Marcelina'], ['\u202eanA\u202c', 'anA'], ['\ufeffAna', 'Ana'], ['Ana\tPaz', 'Ana Paz'], ['uno\r\ndos', 'uno dos'], ['\u200b\u2060', ''], ['\u200d', ''], ['Luz\ud83d', 'Luz'],
  ])('%j is %j', (typed, seen) => expect(asSeen(typed)).toBe(seen));

  it.each(['Kʼicheʼ', 'José', 'Jose\u0301', 'محمد عبد الله', '👨\u200d👩\u200d👧', 'Luz 🌟', "O'Hara", 'نمی\u200cخواهم'])('keeps %s exactly', (text) => expect(asSeen(text)).toBe(text));

  it('is the same read again, and can be stored by any database', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const seen = asSeen(text);
      expect(asSeen(seen)).toBe(seen);
      expect(seen.isWellFormed()).toBe(true);
    }));
  });
});

describe('content', () => {
  it('loses halves of characters, wherever they stand', () => {
    expect(wellFormed({ draft: { 'name\ud83d': ['Luz \ud83d', { n: 1, ok: true, nothing: null }] } })).toEqual({ draft: { name: ['Luz ', { n: 1, ok: true, nothing: null }] } });
  });

  it('stays as it is otherwise', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(JSON.stringify(wellFormed(value))).toBe(JSON.stringify(value)); }));
  });
});
