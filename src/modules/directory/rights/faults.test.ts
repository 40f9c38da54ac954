import { describe, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { directorySlice } from '../pack.ts';
import { rightFaults } from './faults.ts';
import { rightCards, rightsSlice } from './pack.ts';
import type { CuratedRight } from './schema.ts';

const pack = openPacks(['ZZ']).get('ZZ')!;
const directory = pack.slice(directorySlice);
const [card] = pack.slice(rightsSlice).cards as [CuratedRight];
const messages = (change: Partial<CuratedRight>): string[] => rightFaults([{ ...card, ...change }], [], directory).map((f) => f.message);

describe('rights cards of a pack', () => {
  it('are without fault in Sampleland, and carry their legal basis', () => {
    expect(rightFaults([card], [], directory)).toEqual([]);
    expect(rightCards(pack)).toMatchObject([{ id: card.id, instrument: 'Ley de Muestra', year: 2020, citation: null }]);
  });

  it.each<[string, Partial<CuratedRight>, string]>([
    ['an unknown legal basis', { basis: 'zz-law-9' }, 'unknown legal basis zz-law-9'],
    ['an unknown need', { needs: ['flying'] }, 'unknown need flying'],
    ['an unknown service', { services: ['zz-nothing'] }, 'unknown service zz-nothing'],
    ['an article that the source does not give', { article: { es: 'Artículo 7', en: 'Article 7' } }, 'the source says nothing of 7'],
    ['a right without a sentence to show', { show: null }, 'only a right has a sentence to show, and every right has one'],
    ['a word that tells how somebody came back', { plain: { es: 'Para personas deportadas.', en: 'For everybody.' } }, 'says how somebody came back'],
  ])('%s is a fault', (_, change, message) => {
    expect(messages(change)).toContain(message);
  });

  it('a basis that nobody wrote a card for is a fault, and so are two cards with one name', () => {
    expect(rightFaults([], [], directory).map((f) => f.message)).toEqual(['legal basis without a card']);
    expect(rightFaults([card, card], [], directory).map((f) => f.message)).toEqual(['appears twice']);
  });

  it('the name of an instrument that tells too much needs one that does not', () => {
    const telling = { ...directory, legalBases: directory.legalBases.map((b) => ({ ...b, instrument: 'Ley de Retornados' })) };
    expect(rightFaults([card], [], telling).map((f) => f.message)).toEqual(['says how somebody came back']);
    expect(rightFaults([{ ...card, cite: { es: 'Ley de Muestra', en: 'Sample law' } }], [], telling)).toEqual([]);
  });
});
