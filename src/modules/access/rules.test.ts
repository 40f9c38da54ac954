import { describe, expect, it } from 'vitest';
import { checkPassword, hashPassword } from './passwords.ts';
import { IDLE_MS, isIdle, MOST_TRIES_PER_ADDRESS, MOST_TRIES_PER_LOGIN, mustWait } from './rules.ts';

describe('signing in', () => {
  it('must wait after too many wrong tries on one account or from one address', () => {
    expect(mustWait(MOST_TRIES_PER_LOGIN - 1, MOST_TRIES_PER_ADDRESS - 1)).toBe(false);
    expect(mustWait(MOST_TRIES_PER_LOGIN, 0)).toBe(true);
    expect(mustWait(0, MOST_TRIES_PER_ADDRESS)).toBe(true);
  });
  it('a session without a request for an hour is over', () => {
    const seen = new Date('2026-01-01T10:00:00Z');
    expect(isIdle(seen, new Date(seen.getTime() + IDLE_MS))).toBe(false);
    expect(isIdle(seen, new Date(seen.getTime() + IDLE_MS + 1))).toBe(true);
  });
  it('keeps passwords as argon2id, and says no without an account', async () => {
    const stored = await hashPassword('una contraseña larga');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await checkPassword(stored, 'una contraseña larga')).toBe(true);
    expect(await checkPassword(stored, 'una contraseña larg')).toBe(false);
    expect(await checkPassword(undefined, 'nobody has this password')).toBe(false);
  });
});
