import { describe, expect, it } from 'vitest';
import { needsOnPaper } from './on-paper.ts';

const food = { needId: 'food', restricted: false, state: 'open' } as const;
const work = { needId: 'work', restricted: false, state: 'met' } as const;
const safety = { needId: 'safety', restricted: true, state: 'open' } as const;

describe('a paper that anybody may read', () => {
  it('names open needs, and none that only protection reads', () => {
    expect(needsOnPaper([food, work, safety])).toEqual([food]);
  });
});
