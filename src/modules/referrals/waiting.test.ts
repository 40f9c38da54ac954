import { describe, expect, it } from 'vitest';
import type { WaitingLists } from './schema.ts';
import { inOrder } from './waiting.ts';

type Waiting = WaitingLists['services'][number]['waiting'][number];
const one = (referralId: string, urgency: Waiting['urgency'], day: number): Waiting => ({ referralId, publicCode: null, urgency, since: `2026-03-0${day}T10:00:00.000Z` });
const ids = (list: readonly Waiting[]): string[] => list.map((w) => w.referralId);

describe('who waits', () => {
  const list = [one('c', 'long', 1), one('b', '24h', 3), one('a', '24h', 2), one('d', '72h', 2)];

  it('is called in the order of asking', () => {
    expect(ids(inOrder(list, 'arrival'))).toEqual(['c', 'a', 'd', 'b']);
    expect(ids(inOrder(list, null))).toEqual(['c', 'a', 'd', 'b']);
  });

  it('or the most urgent first, and among them in the order of asking', () => {
    expect(ids(inOrder(list, 'urgency'))).toEqual(['a', 'b', 'd', 'c']);
  });
});
