import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignWords } from './assignment.ts';
import { readBox } from './look-up-text.ts';
import { nameTokens } from './names.ts';

describe('one box', () => {
  it.each<[string, string]>([
    ['Ana Paz 14/03/1990', '1990-03-14'], ['14-3-90 ana paz', '1990-03-14'], ['ana 1990-03-14', '1990-03-14'], ['ana 14 de marzo de 1990 paz', '1990-03-14'],
    ['ana 03/25/1990', '1990-03-25'], ['14 mar 1990', '1990-03-14'], ['ana paz 1990', '1990-01-01'],
  ])('%s holds a date', (typed, date) => expect(readBox(typed).birth?.date).toBe(date));

  it('takes numbers, telephones and codes out of the names', () => {
    expect(readBox('0801 1990 12345').numbers).toEqual(['0801199012345']);
    expect(readBox('ana paz +504 9999-1234')).toMatchObject({ words: ['ana', 'paz'], numbers: ['50499991234'] });
    expect(readBox('PAXA900314MDFZXN09').numbers).toEqual(['PAXA900314MDFZXN09']);
    expect(readBox('ana paz 1990')).toMatchObject({ words: ['ana', 'paz'], numbers: [] });
  });

  it('knows that the last word may still be growing', () => {
    expect(readBox('ana pa').unfinished).toBe(true);
    expect(readBox('ana paz ').unfinished).toBe(false);
  });

  it('hears a place after a comma', () => {
    expect(readBox('ana paz, Cerro Azul')).toMatchObject({ words: ['ana', 'paz'], place: 'Cerro Azul' });
  });

  it('reads anything without failing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => readBox(text).words.length <= 10));
  });
});

describe('words of which nobody said what they are', () => {
  const record = nameTokens({ givenNames: 'Juan Carlos', surname1: 'López', surname2: 'Pérez' });

  it.each<[string, readonly [string[], string[], string[]]]>([
    ['juan carlos lopez perez', [['juan', 'carlos'], ['lopez'], ['perez']]],
    ['perez lopez juan', [['juan'], ['perez'], ['lopez']]],
    ['juan perez lopez', [['juan'], ['perez'], ['lopez']]],
    ['perez juan lopez', [['juan'], ['lopez'], ['perez']]],
    ['juan peres', [['juan'], [], ['peres']]],
    ['juan garcia', [['juan'], ['garcia'], []]],
  ])('%s', (typed, [given, surname1, surname2]) => {
    expect(assignWords({ words: typed.split(' '), unfinished: false })(record, []).tokens).toEqual({ given, surname1, surname2 });
  });

  it('a growing word becomes what it begins', () => {
    expect(assignWords({ words: ['juan', 'lop'], unfinished: true })(record, [])).toMatchObject({ tokens: { given: ['juan'], surname1: ['lopez'] }, grown: 'lopes' });
  });
});
