import { describe, expect, it } from 'vitest';
import type { ReviewPerson, ReviewSet } from '../../schema.ts';
import { groupsOf, keyOf, overruled, takenBack, unitsIn } from './sorting.ts';

const person = (personId: string, identityId: string) => ({ personId, identityId }) as ReviewPerson;
const link = (pair: string, auto: boolean, decision: 'same' | 'different' = 'same') =>
  ({ linkId: `${pair}${auto ? ' auto' : ''}`, act: pair, a: pair[0]!, b: pair[1]!, decision, by: null, at: null, note: null, auto, mayTakeBack: true });
/** People as `record:identity`, doubts and links as pairs of records. */
const setOf = (people: string, doubts: string, links: ReviewSet['decisions'] = []) => ({
  people: people.split(' ').map((p) => person(p[0]!, p[2]!)), decisions: links,
  doubts: doubts.split(' ').filter(Boolean).map((d) => ({ a: d[0]!, b: d[1]! }) as ReviewSet['doubts'][number]),
});
const units = (set: ReturnType<typeof setOf>) => unitsIn(set).map((u) => u.map((p) => p.personId).join(''));

describe('what supervision sorts', () => {
  it('records that are one person stand and fall together, as long as nobody doubts it', () => {
    expect(units(setOf('a:a b:a c:c', 'bc', [link('ab', true)]))).toEqual(['ab', 'c']);
  });

  it('records that the machine joined and asks about can be parted; what people decided holds', () => {
    expect(units(setOf('a:a b:a', 'ab', [link('ab', true)]))).toEqual(['a', 'b']);
    expect(units(setOf('a:a b:a c:a', 'ab', [link('ab', true), link('bc', false)]))).toEqual(['a', 'bc']);
    // Joined by way of a third: all of it is asked.
    expect(units(setOf('a:a b:a c:a', 'ab', [link('ac', true), link('bc', true)]))).toEqual(['a', 'b', 'c']);
  });

  it('a doubt about what people decided parts the records too', () => {
    expect(units(setOf('a:a b:a c:a', 'ac', [link('ab', false), link('bc', false)]))).toEqual(['a', 'b', 'c']);
  });

  it('parting what the machine joined takes its link back without asking; other decisions are overruled only on purpose', () => {
    const set = setOf('a:a b:a c:a', 'ab', [link('ab', true), link('bc', false)]);
    const apart = groupsOf(unitsIn(set), new Set());
    expect([apart, takenBack(set, apart), [...overruled(set, apart)]]).toEqual([[['a'], ['b', 'c']], ['ab auto'], []]);
    const strong = setOf('a:a b:a c:a', 'ab', [link('ac', true), link('bc', true)]);
    const two = groupsOf(unitsIn(strong), new Set(['a', 'b']));
    expect([two, [...overruled(strong, two)]]).toEqual([[['a', 'b'], ['c']], ['ac auto', 'bc auto']]);
  });

  it('confirming takes nothing back', () => {
    const set = setOf('a:a b:a', 'ab', [link('ab', true)]);
    const one = groupsOf(unitsIn(set), new Set(unitsIn(set).map(keyOf)));
    expect([one, takenBack(set, one)]).toEqual([[['a', 'b']], []]);
  });
});
