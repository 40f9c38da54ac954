import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, newPublicCode, newSheetCode, parsePublicCode, parseSheetCode } from './ids.ts';

describe('ids', () => {
  it('sort by the moment they were made', () => {
    const early = newId(new Date('2026-01-01T00:00:00Z'));
    const late = newId(new Date('2026-01-01T00:00:01Z'));
    expect(early < late).toBe(true);
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('public codes', () => {
  it('are read back however a person types them', () => {
    for (let i = 0; i < 200; i++) {
      const code = newPublicCode();
      expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{3}$/);
      const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(parsePublicCode(typed)).toBe(code);
    }
  });
  it('with one wrong symbol, or two neighbours swapped, are not accepted', () => {
    fc.assert(fc.property(fc.constant(null).map(newPublicCode), fc.integer({ min: 0, max: 5 }), fc.constantFrom(...SYMBOLS), (code, at, symbol) => {
      const body = code.replace('-', '');
      const wrong = body.slice(0, at) + symbol + body.slice(at + 1);
      const swapped = body.slice(0, at) + body[at + 1]! + body[at]! + body.slice(at + 2);
      expect(parsePublicCode(wrong) === null).toBe(wrong !== body);
      if (at < 5) expect(parsePublicCode(swapped) === null).toBe(swapped !== body);
    }));
  });
});

describe('the code of a sheet', () => {
  it('has ten random symbols and a check symbol, is read as people type it, and one wrong symbol shows', () => {
    for (let n = 0; n < 200; n += 1) {
      const code = newSheetCode();
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}$/);
      expect(parseSheetCode(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
      const wrong = (code.startsWith('A') ? 'B' : 'A') + code.slice(1);
      expect(parseSheetCode(wrong)).toBeNull();
      expect(parsePublicCode(code)).toBeNull();
    }
    expect(parseSheetCode('')).toBeNull();
  });
});
