import { describe, expect, it } from 'vitest';
import { answersTo } from './filter.ts';

const line = { name: "Ixchel María Ch'oc Núñez", no: 12 };

describe('somebody on the board of arrivals', () => {
  it.each(['ixchel', 'CHOC', 'chʼoc ix', 'nunez maria', 'Nú', '12', '  ', 'ixchel 12'])('is found by «%s»', (text) => expect(answersTo(text, line)).toBe(true));
  it.each(['chel', '1', 'ixchel paz', '13', 'ixchel 13'])('is not found by «%s»', (text) => expect(answersTo(text, line)).toBe(false));
  it('without a number yet is found by name alone', () => {
    expect(answersTo('ix', { ...line, no: null })).toBe(true);
    expect(answersTo('12', { ...line, no: null })).toBe(false);
  });
});
