import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer } from '../tests/support/server.ts';
import type { TestServer } from '../tests/support/server.ts';
import { DEMO_PASSWORD } from '../src/apps/server/demo.ts';
import { allRoutes } from '../src/apps/server/rooms.ts';
import { seedDemo } from './index.ts';
import type { FamilyView } from '#registry/schema';

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

  it('has a family that arrived together, lives together, and whose mother answers for both children', async () => {
    const window = await server.signIn('ventanilla.hn');
    const found = (await window.send('POST', '/api/people/search', { text: 'Lucía Ejemplo Ventura' })).json<{ people: { personId: string }[] }>();
    const family = (await window.get(`/api/people/${found.people[0]?.personId}/family`)).json<FamilyView>();
    expect(family.household?.members.map((m) => m.name?.split(' ')[0])).toEqual(['Iris', 'Joel']);
    expect(family.travel.map((group) => group.members.length)).toEqual([2]);
    expect(family.relations.map((r) => [r.word, r.evidence, r.member.name?.split(' ')[0]]).sort()).toEqual([['child', 'seen', 'Iris'], ['child', 'seen', 'Joel'], ['ward', 'seen', 'Iris'], ['ward', 'seen', 'Joel']]);
  });

  it('loaded a second time changes nothing', async () => {
    const before = await counts();
    await seedDemo(server.house, allRoutes, server.clock, DEMO_PASSWORD);
    expect(await counts()).toEqual(before);
  });
});
