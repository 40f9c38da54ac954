import { describe, expect, it } from 'vitest';
import { fetchedInTheEnd, fetchedLater, PartMissing, tryMissingAgain } from './fetched-later.ts';

/** A network that fails so many times before it gives what was asked for. */
function network(failures: number) {
  const seen = { asked: 0 };
  return { seen, fetch: () => (++seen.asked > failures ? Promise.resolve('the page') : Promise.reject(new TypeError('Failed to fetch'))) };
}

describe('a part of the application that follows', () => {
  it('is fetched once, however often it is asked for', async () => {
    const { seen, fetch } = network(0);
    const part = fetchedLater(fetch);
    expect(seen.asked).toBe(0);
    expect([await part(), await part(), part() === part(), seen.asked]).toEqual(['the page', 'the page', true, 1]);
  });

  it('comes over a network that fails for a moment', async () => {
    const { seen, fetch } = network(2);
    expect([await fetchedLater(fetch)(), seen.asked]).toEqual(['the page', 3]);
  });

  it('stays missing without asking by itself for ever, until somebody tries again', async () => {
    const { seen, fetch } = network(3);
    const part = fetchedLater(fetch);
    await expect(part()).rejects.toBeInstanceOf(PartMissing);
    await expect(part()).rejects.toBeInstanceOf(PartMissing);
    expect(seen.asked).toBe(3);
    tryMissingAgain();
    expect([await part(), seen.asked]).toEqual(['the page', 4]);
  });

  it('comes in the end to a screen before which nobody stands', async () => {
    const { seen, fetch } = network(20);
    const begun: number[] = [];
    const page = fetchedInTheEnd(fetch, () => Promise.resolve(seen.asked > 10), { pauseMs: 1, beforeAnew: 4, anew: () => begun.push(seen.asked) });
    expect([await page, seen.asked]).toEqual(['the page', 21]);
    expect(begun).toEqual([12, 16, 20]);
  });
});
