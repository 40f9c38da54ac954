import { describe, expect, it } from 'vitest';
import { needsOnPaper, referralsOnPaper } from './on-paper.ts';

const food = { needId: 'food', restricted: false, state: 'open' } as const;
const work = { needId: 'work', restricted: false, state: 'met' } as const;
const safety = { needId: 'safety', restricted: true, state: 'open' } as const;

describe('a paper that anybody may read', () => {
  it('names open needs, and none that only protection reads', () => {
    expect(needsOnPaper([food, work, safety])).toEqual([food]);
  });

  it('names no service that was asked for a need that only protection reads, nor one whose need is out of sight', () => {
    const referrals = [food, work, safety, { needId: 'elsewhere' }].map(({ needId }) => ({ needId }));
    expect(referralsOnPaper(referrals, [food, work, safety])).toEqual([{ needId: 'food' }, { needId: 'work' }]);
    expect(referralsOnPaper(referrals, [])).toEqual([]);
  });
});
