import { describe, expect, it } from 'vitest';
import { Tries } from './tries.ts';

const at = (ms: number) => new Date(1_000_000 + ms);

describe('tries from one place', () => {
  it('must wait beyond so many, each place for itself, until the while is over', () => {
    const tries = new Tries(2, 1000);
    tries.note('a', at(0));
    expect(tries.mustWait('a', at(1))).toBe(false);
    tries.note('a', at(500));
    expect(tries.mustWait('a', at(501))).toBe(true);
    expect(tries.mustWait('b', at(501))).toBe(false);
    expect(tries.mustWait('a', at(1001))).toBe(false);
  });
});
