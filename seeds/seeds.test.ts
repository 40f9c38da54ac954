import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer } from '../tests/support/server.ts';
import type { TestServer } from '../tests/support/server.ts';
import { DEMO_PASSWORD } from '../src/apps/server/demo.ts';
import { allRoutes } from '../src/apps/server/rooms.ts';
import { seedDemo } from './index.ts';

let server: TestServer;
beforeAll(async () => { server = await testServer(['MX', 'SV', 'GT', 'HN', 'ZZ']); });
afterAll(() => server.close());

async function counts(): Promise<Record<string, unknown>> {
  const tables = await server.db.owner<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'platform') order by 1`);
  const all: Record<string, unknown> = {};
  for (const { name } of tables) all[name] = (await server.db.owner(`select count(*)::int as n from ${name}`))[0]?.['n'];
  return all;
}

describe('the demo', () => {
  it('gives every country one sign-in per role, and each of them works', async () => {
    const { signIns } = (await server.anybody.get('/demo/sign-ins')).json<{ signIns: { login: string; country: string; role: string }[] }>();
    for (const country of ['MX', 'SV', 'GT', 'HN', 'ZZ']) {
      const roles = new Set(signIns.filter((s) => s.country === country).map((s) => s.role));
      expect([...roles].sort()).toEqual(['administrator', 'analyst', 'auditor', 'consular', 'protection', 'provider', 'reception', 'steward', 'supervisor', 'window']);
    }
    for (const role of ['ventanilla.hn', 'recepcion.mx', 'proveedor.gt']) expect((await (await server.signIn(role)).get('/api/session')).statusCode).toBe(200);
  });

  it('loaded a second time changes nothing', async () => {
    const before = await counts();
    await seedDemo(server.house, allRoutes, server.clock, DEMO_PASSWORD);
    expect(await counts()).toEqual(before);
  });
});
