import { describe, expect, it } from 'vitest';
import { serverText } from '../i18n.ts';
import { errorBody, mayRetry, worldRefusal } from './problems.ts';

const failing = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('what the world does to us', () => {
  it.each([
    ['53100', 507, 'platform.disk-full'], ['ENOSPC', 507, 'platform.disk-full'], ['57P01', 503, 'platform.database-away'], ['ECONNREFUSED', 503, 'platform.database-away'],
    ['57014', 503, 'platform.too-slow'], ['23505', 409, 'platform.conflict'], ['42501', 404, 'platform.not-found'],
  ])('%s is answered with status %i and the reason %s', (code, status, reason) => {
    expect(worldRefusal(failing(code))).toMatchObject({ status, problems: [{ code: reason }] });
  });
  it('says in both languages what was kept when the disk is full, and nothing of what the database said', () => {
    const refused = worldRefusal(failing('53100', 'could not extend file "base/16384/María"'))!;
    expect(errorBody(refused, serverText('es'), 'r').error.message).toContain('disco');
    expect(JSON.stringify(errorBody(refused, serverText('en'), 'r'))).not.toContain('María');
  });
  it('a fault of our own is not blamed on the world, and only collisions are tried again', () => {
    expect(worldRefusal(new TypeError('x is not a function'))).toBeNull();
    expect(mayRetry(failing('40001'))).toBe(true);
    expect(mayRetry(failing('23505'))).toBe(false);
  });
});
