import { describe, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { directorySlice } from '../pack.ts';
import { papersSlice } from '../papers-pack.ts';
import { paper, papers, wayTo } from './factory.ts';
import { paperFaults, unbreakableCircles } from './faults.ts';
import { papersPackSchema, type Way } from './way.ts';

const pack = openPacks(['ZZ']).get('ZZ')!;
const directory = pack.slice(directorySlice);
const file = pack.slice(papersSlice);
const messages = (...changed: readonly Way[]): string[] => {
  const ids = new Set(changed.map((way) => way.id));
  return paperFaults({ ...file, ways: [...file.ways.filter((way) => !ids.has(way.id)), ...changed] }, directory, 'XTS').map((f) => `${f.id}: ${f.message}`);
};
const ofSampleland = (id: string, changes: Partial<Way>): Way => ({ ...file.ways.find((way) => way.id === id)!, ...changes });

describe('circles', () => {
  it('says a circle that nobody can break with its chain, once', () => {
    expect(unbreakableCircles([wayTo('a', { needs: paper('b') }), wayTo('b', { needs: paper('c') }), wayTo('c', { needs: paper('a') })])).toEqual([['a', 'b', 'c', 'a']]);
    expect(unbreakableCircles([wayTo('a', { needs: paper('a') })])).toEqual([['a', 'a']]);
  });

  it('leaves alone a circle that another way breaks, and what only waits for a paper without a way', () => {
    expect(unbreakableCircles([wayTo('a', { needs: paper('b') }), wayTo('b', { needs: paper('a') }), wayTo('b', { id: 'b-alone' })])).toEqual([]);
    expect(unbreakableCircles([wayTo('a', { needs: papers('moon', 'sun') })])).toEqual([]);
  });

  it('names the circle and not everything that stands before it', () => {
    expect(unbreakableCircles([wayTo('far', { needs: paper('a') }), wayTo('a', { needs: paper('b') }), wayTo('b', { needs: paper('a') })])).toEqual([['a', 'b', 'a']]);
  });
});

describe('the check of a pack', () => {
  it('finds nothing wrong with the sample country', () => {
    expect(messages()).toEqual([]);
  });

  it('refuses ids that nobody knows, of papers, counters, helpers, laws and sources', () => {
    expect(messages(ofSampleland('zz-id-card-office', {
      needs: paper('zz-moon'), organizationId: 'zz-nobody', help: ['zz-no-service'], legalBases: ['zz-no-law'], sources: [{ source: 'hearsay', where: null }],
    }))).toEqual([
      'zz-id-card-office: unknown document zz-moon', 'zz-id-card-office: unknown organization zz-nobody', 'zz-id-card-office: unknown service zz-no-service',
      'zz-id-card-office: unknown legal basis zz-no-law', 'zz-id-card-office: unknown source hearsay',
    ]);
  });

  it('says circular prerequisites, a usual time beyond the worst, a price that no source knows, and words that tell how somebody came back', () => {
    const told = messages(
      ofSampleland('zz-birth-certificate-registry', { needs: paper('zz-id-card'), days: { typical: 9, worst: 2 }, feeStated: false }),
      ofSampleland('zz-birth-certificate-online', { needs: paper('zz-id-card'), words: [{ es: 'Para personas deportadas.', en: 'For everybody.' }] }),
    );
    expect(told).toEqual([
      'zz-birth-certificate-registry: takes longer usually than at worst',
      'zz-birth-certificate-registry: has a price although no source says that something is charged',
      'zz-birth-certificate-online: says how somebody came back',
      'zz-birth-certificate: nobody can ever have it: zz-birth-certificate waits for zz-id-card waits for zz-birth-certificate',
    ]);
  });

  it('wants a way for every paper of the country, and its own money', () => {
    expect(paperFaults({ ...file, currency: 'EUR', ways: file.ways.filter((way) => way.document !== 'zz-school-record') }, directory, 'XTS').map((f) => f.message)).toEqual([
      'currency is not XTS', 'paper of the country without a way',
    ]);
  });

  it('reads no file with needs that say nothing or conditions on facts that do not exist', () => {
    const broken = (needs: unknown) => papersPackSchema.safeParse({ ...file, ways: [{ ...file.ways[0], needs }] }).success;
    expect([broken({}), broken({ document: '' }), broken({ criteria: { fact: 'shoeSize', op: 'is', value: 1 } }), broken(null)]).toEqual([false, false, false, true]);
  });
});
