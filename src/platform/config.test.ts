import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('configuration', () => {
  it('works with an empty environment: demo, loopback, embedded database, four countries', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: null, demo: true, countries: ['MX', 'SV', 'GT', 'HN'] });
  });
  it('knows no demo in production, even when asked for', () => {
    expect(readConfig({ DEMO: '1' }, true).demo).toBe(false);
    expect(readConfig({ DEMO: '0' }).demo).toBe(false);
  });
  it.each([[{ PORT: 'abc' }, 'PORT'], [{ PORT: '70000' }, 'PORT'], [{ COUNTRIES: 'MX,XX' }, 'XX'], [{ DATABASE_URL_FILE: '/nowhere/at/all' }, 'DATABASE_URL_FILE']])('names what is wrong in %o', (env, named) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(named);
  });
});
