import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, repairDoubleEncoding } from './encoding.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** What a program does that takes UTF-8 for windows-1252 and writes it as UTF-8 again. */
const damaged = (text: string) => new TextDecoder('windows-1252').decode(utf8(text));

describe('the text of a list', () => {
  it('is read in the encoding it was written in', () => {
    expect(decode(utf8('Núñez'))).toEqual({ text: 'Núñez', encoding: 'utf-8' });
    expect(decode(Uint8Array.from([0x4e, 0xfa, 0xf1, 0x65, 0x7a]))).toEqual({ text: 'Núñez', encoding: 'windows-1252' });
    expect(decode(Uint8Array.from([0xff, 0xfe, 0x4e, 0, 0xfa, 0, 0xf1, 0]))).toEqual({ text: 'Núñ', encoding: 'utf-16le' });
    expect(decode(Uint8Array.from([0x4e, 0, 0xfa, 0, 0xf1, 0, 0x65, 0]))).toEqual({ text: 'Núñe', encoding: 'utf-16le' });
  });

  it('loses every byte order mark, also a doubled one that was damaged on the way', () => {
    expect(decode(utf8('\uFEFF\uFEFFid')).text).toBe('id');
    expect(decode(utf8(`\uFEFF${damaged('\uFEFF')}id`)).text).toBe('id');
  });

  it('is repaired where UTF-8 was encoded twice, and left alone everywhere else', () => {
    expect(repairDoubleEncoding('MartÃ­nez')).toBe('Martínez');
    expect(repairDoubleEncoding(damaged(damaged('Peña Güell')))).toBe('Peña Güell');
    for (const sound of ['Martínez', 'NUÑEZ', 'São', 'Ãvila', 'JOSE', '']) expect(repairDoubleEncoding(sound)).toBeNull();
  });

  it('comes back from any damage of this kind', () => {
    const letter = fc.constantFrom(...'abcÁÉÍÓÚÑÜáéíóúñü- ');
    fc.assert(fc.property(fc.array(letter, { minLength: 1, maxLength: 30 }), (letters) => {
      const name = letters.join('');
      const broken = damaged(name);
      expect(repairDoubleEncoding(broken) ?? broken).toBe(name);
    }));
  });
});
