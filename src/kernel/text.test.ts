import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asRead, asSeen, fold } from './text.ts';

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
    expect(asRead({ draft: { 'name\ud83d': ['Luz \ud83d', { n: 1, ok: true, nothing: null }] } })).toEqual({ draft: { name: ['Luz ', { n: 1, ok: true, nothing: null }] } });
  });

  it.each([
    ['a\u0000b', 'ab'], ['una línea\r\notra\rotra', 'una línea\notra\notra'], ['celda\u0007celda', 'celda celda'], ['\u001b[31mrojo', ' [31mrojo'], ['una\ttabla\u0085', 'una\ttabla '],
    ['Mar\u200bcelina \u202eanA', 'Marcelina anA'], ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
  ])('%j is kept as %j, wherever it stands', (text, read) => {
    expect(asRead({ note: text, [text]: [text] })).toEqual({ note: read, [read]: [read] });
  });

  it('can be stored by any database and is the same read again, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = asRead(text) as string;
      expect(asRead(read)).toBe(read);
      expect(read.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(read)).toBe(true);
    }));
  });

  it('stays as it is otherwise', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(JSON.stringify(asRead(value))).toBe(JSON.stringify(value)); }));
  });
});
