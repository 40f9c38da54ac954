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

  it.each(['mx', 'sv', 'gt', 'hn', 'zz'])('shows in %s what must not fall through, each to whom it concerns', async (cc) => {
    const [window, protection, provider, supervision] = await Promise.all(['ventanilla', 'proteccion', 'proveedor', 'supervision'].map((login) => server.signIn(`${login}.${cc}`)));
    const get = async <T>(client: typeof window, url: string): Promise<T> => (await client!.get(url)).json<T>();
    const post = async <T>(client: typeof window, url: string, body: object): Promise<T> => (await client!.send('POST', url, body)).json<T>();
    expect((await get<{ lines: object[] }>(protection, '/api/alerts?list=waiting')).lines).toMatchObject([{ code: 'danger-now', late: false, name: expect.stringContaining('Elena') as string }]);
    expect((await get<{ items: object[] }>(supervision, '/api/emergency-referrals?list=waiting')).items).toMatchObject([{ reason: 'cannot-consent', mayReview: true }]);
    expect((await get<{ reviews: object }>(supervision, '/api/insights/supervision')).reviews).toMatchObject({ waiting: 1, late: 0 });
    expect((await get<{ counts: object }>(window, '/api/plan-actions?list=overdue')).counts).toMatchObject({ overdue: 1, today: 1 });
    expect((await get<{ lines: { name: string }[] }>(window, '/api/cases?list=incoming')).lines.map((l) => l.name.split(' ')[0])).toEqual(cc === 'hn' ? [] : ['Hilda']);
    expect((await post<{ lines: object[] }>(provider, '/api/member-conferences/search', { list: 'open' })).lines).toMatchObject([{ firstName: 'Rosario', state: 'held', openTasks: 1 }]);
  });

  it.each(['mx', 'sv', 'gt', 'hn', 'zz'])('tells in %s of months with somebody: lost and found, asked twice, closed and open again, served by link', async (cc) => {
    const window = await server.signIn(`ventanilla.${cc}`);
    const caseOf = async (text: string): Promise<string> => {
      const { lines } = (await window.send('POST', '/api/cases/search', { list: 'office', text })).json<{ lines: { caseId: string }[] }>();
      expect(lines, text).toHaveLength(1);
      return lines[0]!.caseId;
    };
    const about = async (text: string, what: string) => (await window.get(`/api/cases/${await caseOf(text)}/${what}`)).json<Record<string, unknown>>();
    const kinds = async (text: string) => ((await about(text, 'happenings?limit=100'))['happenings'] as { kind: string; code: string | null }[]).map((h) => (h.kind === 'referral' ? `referral ${h.code}` : h.kind));
    expect(await about('Tomás Ejemplo', 'follow-ups')).toMatchObject({ lost: [{ until: expect.any(String) as string, how: 'relative' }], surveys: [{ round: 'baseline' }, { round: 'm6' }] });
    expect(await kinds('Tomás Ejemplo')).toEqual(expect.arrayContaining(['lost', 'found', 'survey']));
    expect(await kinds('Ramiro Ejemplo')).toEqual(expect.arrayContaining(['closed', 'reopened']));
    expect(await kinds('Rosario Ejemplo')).toEqual(expect.arrayContaining(['plan-agreed', 'step-done', 'support', 'conference-called', 'conference-invited', 'conference-held', 'conference-decision', 'referral complete', 'referral confirm']));
    expect(await kinds('Benito Ejemplo')).toEqual(expect.arrayContaining(['referral accept', 'referral send']));
    expect(await about('Lucía Ejemplo', 'plan')).toMatchObject({ version: 1, goals: [{ whose: 'household' }, { whose: 'household' }] });
  });

  it.each(['mx', 'sv', 'gt', 'hn', 'zz'])('tells in %s of whoever waits: a child for its family, the window for a man, people for an answer, a draft to be sent', async (cc) => {
    const [window, protection, supervision] = await Promise.all(['ventanilla', 'proteccion', 'supervision'].map((login) => server.signIn(`${login}.${cc}`)));
    const get = async <T>(client: typeof window, url: string): Promise<T> => (await client!.get(url)).json<T>();
    const said = async (client: typeof window, list: string) => (await client!.send('POST', '/api/feedback/search', { list })).json<{ lines: { kind: string; late: boolean }[]; counts: Record<string, number> }>();
    expect((await get<{ lines: object[] }>(window, '/api/expected-arrivals?list=missing')).lines).toMatchObject([{ name: expect.stringContaining('Wilson') as string, tries: 1 }]);
    expect((await get<{ items: object[] }>(window, '/api/referral-drafts')).items).toMatchObject([{ person: expect.stringContaining('Anselmo') as string, old: true }]);
    expect(await said(supervision, 'received')).toMatchObject({ lines: [{ kind: 'service', late: true }, { kind: 'staff', late: false }], counts: { received: 2, answered: 1, late: 1 } });
    expect((await protection!.send('POST', '/api/feedback/search', { list: 'received' })).json<{ lines: object[] }>().lines).toEqual([]);
    expect((await get<{ turns: object[]; gaps: object[] }>(protection, '/api/duty')).gaps.length).toBeGreaterThan(0);

    const { lines } = (await window!.send('POST', '/api/cases/search', { list: 'office', text: 'Esteban Ejemplo' })).json<{ lines: { caseId: string }[] }>();
    const family = (client: typeof window) => get<object>(client, `/api/cases/${lines[0]!.caseId}/family-question`);
    expect(await family(protection)).toMatchObject({ state: 'open', work: { before: [], relatives: expect.arrayContaining([expect.objectContaining({ verified: true, childWord: 'wants' })]) as object[], handovers: [{ state: 'planned' }] } });
    expect(await family(window)).toMatchObject({ state: 'open', work: null });
  });

  it('tells of sessions where a service of the demo holds some: two kept, one missed', async () => {
    const { lines } = (await (await server.signIn('ventanilla.zz')).send('POST', '/api/cases/search', { list: 'office', text: 'Rubén Ejemplo' })).json<{ lines: { caseId: string }[] }>();
    expect((await (await server.signIn('ventanilla.zz')).get(`/api/cases/${lines[0]!.caseId}/courses`)).json()).toMatchObject({ courses: [{ planned: 8, kept: 2, missed: 1, missedUnseen: true }] });
  });

  it('loaded a second time changes nothing', async () => {
    const before = await counts();
    await seedDemo(server.house, allRoutes, server.clock, DEMO_PASSWORD);
    expect(await counts()).toEqual(before);
  });
});
