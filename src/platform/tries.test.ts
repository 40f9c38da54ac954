import { describe, expect, it } from 'vitest';
import { networkOf, Tries } from './tries.ts';

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

  it('are counted for the network of an address that its device chooses itself', () => {
    const tries = new Tries(3, 1000);
    for (const device of ['1', '2', 'ffff:ffff:ffff:ffff']) tries.note(`2001:db8:7:8:${device.length > 1 ? device : `:${device}`}`, at(0));
    expect([tries.mustWait('2001:db8:7:8:9:9:9:9', at(1)), tries.mustWait('2001:db8:7:9::1', at(1))]).toEqual([true, false]);
  });

  it.each([
    ['198.51.100.7', '198.51.100.7'], ['::ffff:198.51.100.7', '198.51.100.7'], ['2001:db8::1', '2001:db8:0:0'], ['2001:0DB8:0:0:1:2:3:4', '2001:db8:0:0'],
    ['::1', '0:0:0:0'], ['fe80::1%eth0', 'fe80:0:0:0'], ['1:2:3:4:5:6:7:8', '1:2:3:4'], ['', ''],
  ])('%s belongs to %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
