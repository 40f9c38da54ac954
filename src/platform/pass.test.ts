import { describe, expect, it } from 'vitest';
import { openPass, sealPass } from './pass.ts';
import { fieldCipher } from './secrets.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-03-10T15:00:00Z');
const at = (ms: number, code: 'ZZ' | 'HN' = 'ZZ', secret = 'a secret of the test') => ({ cipher: fieldCipher(secret), now: new Date(NOW.getTime() + ms), pack: { code } });

describe('a pass', () => {
  const pass = sealPass(at(0), 'desk.pass', { hash: 'abc', year: 1994 });

  it('tells for an hour what it was made of, and no longer', () => {
    expect(openPass(at(HOUR - 1), 'desk.pass', pass)).toMatchObject({ hash: 'abc', year: 1994 });
    expect(openPass(at(HOUR), 'desk.pass', pass)).toBeNull();
  });

  it('opens nothing on another kind of page, in another country, with another key, after a change, or made up', () => {
    const turned = Buffer.from(pass, 'base64url');
    turned[20]! ^= 1;
    expect([
      openPass(at(0), 'other.pass', pass), openPass(at(0, 'HN'), 'desk.pass', pass), openPass(at(0, 'ZZ', 'another secret'), 'desk.pass', pass),
      openPass(at(0), 'desk.pass', turned.toString('base64url')), openPass(at(0), 'desk.pass', 'AAAA'), openPass(at(0), 'desk.pass', ''),
    ]).toEqual([null, null, null, null, null, null]);
  });

  it('that a page carries from before is read as it was sealed then', () => {
    const before = fieldCipher('a secret of the test').seal(JSON.stringify({ hash: 'abc', until: NOW.getTime() + 1 }), 'feedback.pass.ZZ').toString('base64url');
    expect(openPass(at(0), 'feedback.pass', before)).toMatchObject({ hash: 'abc' });
  });
});
