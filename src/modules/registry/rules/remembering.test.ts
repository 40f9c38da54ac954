import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remembering } from './remembering.ts';

/** A function that remembers, and how often it had to work. */
function counted(limit: number) {
  const worked: string[] = [];
  const ask = remembering(limit, (text) => { worked.push(text); return text.toUpperCase(); });
  return { ask, worked };
}

describe('what is remembered', () => {
  it('is what the function answers, whatever was asked before', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 2 })), fc.integer({ min: 1, max: 5 }), (texts, limit) => {
      const { ask } = counted(limit);
      expect(texts.map(ask)).toEqual(texts.map((t) => t.toUpperCase()));
    }));
  });

  it('is worked out once as long as it is asked again among others, however many those are', () => {
    const { ask, worked } = counted(10);
    for (let n = 0; n < 1_000; n++) { ask('common'); ask(`rare ${n}`); }
    expect(worked.filter((t) => t === 'common')).toHaveLength(1);
  });

  it('is forgotten after twice as many others at the latest: memory has a bound', () => {
    const { ask, worked } = counted(10);
    ask('once');
    for (let n = 0; n < 20; n++) ask(`other ${n}`);
    ask('once');
    expect(worked.filter((t) => t === 'once')).toHaveLength(2);
  });
});
