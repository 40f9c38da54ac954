import { describe, expect, it } from 'vitest';
import { storedKeys, keyOf } from './keys.ts';
import { indexedForm } from './indexed.ts';
import { soundOf } from './names.ts';
import { likelyWords, vocabularyOf } from './vocabulary.ts';

const words = vocabularyOf([['maria', 90_000], ['martinez', 30_000], ['lopez', 40_000], ['garcia', 35_000], ['joel', 900], ['tomas', 2_000], ['elizabeth', 4_000], ['mendez', 6_000], ['mendes', 3_000], ['ana', 9_000], ['martin', 5_000]]
  .map(([word, people]) => ({ word: word as string, people: people as number })));

describe('what a rare word of a name probably means', () => {
  it.each([['martienz', 'martinez'], ['lopcz', 'lopez'], ['rnartinez', 'martinez'], ['garca', 'garcia'], ['elizabetn', 'elizabeth'], ['qarcia', 'garcia']])('%s: %s', (typed, meant) => {
    expect(likelyWords(typed, words)).toEqual([meant]);
  });

  it('two names written as one', () => expect(likelyWords('joeltomas', words)).toEqual(['joel', 'tomas']));

  it('nothing where the word is common itself, too short, or near none', () => {
    for (const word of ['martinez', 'mendes', 'martin', 'anna', 'ann', 'xochitl']) expect(likelyWords(word, words)).toEqual([]);
  });

  it('is what a record is found by as well, and the mother\u2019s surname where a second one is missing', () => {
    const person = { publicCode: '7K2', givenNames: 'Joeltomas', surname1: 'Lopcz', motherName: 'Ana García Paz', birthPrecision: 'day' as const, documents: [], phones: [] };
    const { keys } = indexedForm('ZZ', person, (word) => likelyWords(word, words));
    for (const [a, b] of [['joel', 'lopez'], ['tomas', 'garcia'], ['lopez', 'garcia']]) expect(keys).toContain(keyOf.pair('ZZ', soundOf(a!), soundOf(b!)));
    expect(storedKeys({ country: 'ZZ', tokens: { given: ['joeltomas'], surname1: ['lopcz'], surname2: [] }, birthDate: null, birthPrecision: 'day', numbers: [], phones: [] })).not.toContain(keyOf.pair('ZZ', 'joel', 'lopes'));
  });
});
