import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids';
import type { Route } from '#platform/http';
import { allRoutes } from '../../src/apps/server/rooms.ts';
import type { Client } from '../support/server.ts';
import { SEES, type Expectation } from './expectations/about.ts';
import { EXPECTATIONS } from './expectations/index.ts';
import { ACTORS, makeWorld } from './world.ts';
import type { ActorName, World } from './world.ts';

let world: World;
beforeAll(async () => { world = await makeWorld(); });
afterAll(() => world.server.close());

const nameOf = (route: Route): string => `${route.method} ${route.path}`;
const byName = new Map(allRoutes.map((r) => [nameOf(r), r]));
/** Routes in the order in which they may be tried without one spoiling the next. */
const inOrder = Object.entries(EXPECTATIONS).flatMap(([name, expectation]) => (byName.has(name) ? [{ name, expectation, route: byName.get(name)! }] : []));
const actorNames = Object.keys(ACTORS) as ActorName[];

function addressOf(route: Route, expectation: Expectation, ids: Readonly<Record<string, string>>): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`the story has no ${name}`);
    return id;
  });
  const query = expectation.query ? `?${new URLSearchParams(expectation.query(world)).toString()}` : '';
  return path + query;
}

type Answer = Awaited<ReturnType<Client['get']>>;

async function ask(who: ActorName, route: Route, expectation: Expectation, ids: Readonly<Record<string, string>> = world.ids, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const client = world.clients.get(who)!;
  const address = addressOf(route, expectation, ids);
  if (route.method === 'GET') return client.get(address);
  if (typeof expectation.file === 'string') return client.upload(address, 'prueba.json', Buffer.from(expectation.file));
  if (expectation.file) return client.upload(address, 'prueba.csv', Buffer.from(`NOMBRE;APELLIDO;SEXO\nIda;${newId()};F\n`));
  return client.send(route.method, address, expectation.body?.(world), headers);
}

function sees(who: ActorName, expectation: Expectation): boolean {
  const list = SEES[expectation.about];
  return list === 'all' || list.includes(who);
}

/** The refusal that an actor must get, or `null` for one who may. */
function refusalFor(who: ActorName, route: Route, expectation: Expectation): number | null {
  const role = world.roles.get(who)!;
  if (route.audience === 'public') return null;
  if (who === 'nobody') return 401;
  if (!(route.rule.roles as readonly string[]).includes(role)) return 403;
  return sees(who, expectation) ? null : 404;
}

async function audited(action: string, outcome: string, actor: ActorName): Promise<number> {
  const [row] = await world.server.db.owner<{ n: number }>(`select count(*)::int as n from access.audit_entry e join access.user_account a on a.id = e.actor_id where e.action = $1 and e.outcome = $2 and a.login = $3`, [action, outcome, ACTORS[actor]]);
  return row?.n ?? 0;
}

const OUTCOME: Readonly<Record<number, string>> = { 200: 'done', 403: 'refused', 404: 'not-found' };

const NOT_AN_ANSWER = [401, 403, 404, 500];

function isWrong(status: number, must: number | null): boolean {
  return must === null ? NOT_AN_ANSWER.includes(status) : status !== must;
}

function mustBeAudited(who: ActorName, route: Route, status: number): boolean {
  return who !== 'nobody' && status in OUTCOME && (typeof route.audit !== 'string' || status === 403);
}

async function tryAs(who: ActorName, route: Route, expectation: Expectation): Promise<string | null> {
  const must = refusalFor(who, route, expectation);
  const before = await audited(route.permission, OUTCOME[must ?? 200] ?? '', who);
  const { statusCode, body } = await ask(who, route, expectation);
  const told = `${who}: ${statusCode} ${body.slice(0, 160)}`;
  if (isWrong(statusCode, must)) return `${told} instead of ${must ?? 'an answer'}`;
  if (must !== null && world.secrets.some((s) => body.includes(s))) return `${told} gives something away`;
  const noted = !mustBeAudited(who, route, statusCode) || (await audited(route.permission, OUTCOME[statusCode]!, who)) > before;
  return noted ? null : `${told} left no trace in the audit`;
}

it('every route has an expectation, and every expectation a route', () => {
  expect(allRoutes.map(nameOf).filter((name) => !(name in EXPECTATIONS))).toEqual([]);
  expect(Object.keys(EXPECTATIONS).filter((name) => !byName.has(name))).toEqual([]);
});

describe('every route × every actor', () => {
  it.each(inOrder)('$name', async ({ route, expectation }) => {
    // Those who may not come first: what the others do must not be why they are refused.
    const ordered = [...actorNames].sort((a, b) => Number(refusalFor(a, route, expectation) === null) - Number(refusalFor(b, route, expectation) === null));
    const wrong: string[] = [];
    for (const who of ordered) {
      const problem = await tryAs(who, route, expectation);
      if (problem) wrong.push(problem);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what lists tell', () => {
  const lists = inOrder.filter(({ route, expectation }) => route.reads && expectation.about === 'nobody’s record' && /people|cases|referrals|follow-ups|inbox/.test(route.path));
  it.each(lists)('$name names nobody to somebody who may not see them', async ({ route, expectation }) => {
    const entitled: readonly ActorName[] = [...(SEES.case as ActorName[]), ...(SEES.inbox as ActorName[])];
    for (const who of actorNames.filter((a) => refusalFor(a, route, expectation) === null && !entitled.includes(a))) {
      const { body } = await ask(who, route, expectation);
      // The search shows them from the moment that they were welcomed at the own office, which the table above did for reception and other windows.
      const welcomed = ['/api/people/search', '/api/cases', '/api/cases/search'].includes(route.path) && ['reception of the list', 'reception of another point', 'another window', 'protection at the point of the list'].includes(who);
      if (!welcomed) expect(world.secrets.filter((s) => body.includes(s)), who).toEqual([]);
    }
  });
});

describe('ids that were made up', () => {
  const withId = inOrder.filter(({ route }) => /:(?!serviceId)\w+/.test(route.path) && route.path !== '/api/people/:personId/welcome');
  it.each(withId)('$name: an id of nothing is not found', async ({ route, expectation }) => {
    const forged = Object.fromEntries(Object.keys(world.ids).map((name) => [name, name === 'serviceId' ? world.ids[name]! : newId()]));
    for (const who of actorNames.filter((a) => (route.rule.roles as readonly string[]).includes(world.roles.get(a)!))) {
      const answer = await ask(who, route, expectation, forged);
      expect(`${who} ${answer.statusCode}`).toBe(`${who} 404`);
      expect(answer.json<{ error: { code: string } }>().error.code).toBe('platform.not-found');
    }
  });

  it.each(withId)('$name: a text that is no id is refused without a fault', async ({ route, expectation }) => {
    const odd = Object.fromEntries(Object.keys(world.ids).map((name) => [name, encodeURIComponent(`' or 1=1 --`)]));
    const who = actorNames.find((a) => (route.rule.roles as readonly string[]).includes(world.roles.get(a)!))!;
    expect([400, 404]).toContain((await ask(who, route, expectation, odd)).statusCode);
  });
});

describe('commands', () => {
  const commands = inOrder.filter(({ route }) => route.method !== 'GET' && route.audience !== 'public');
  const someone = (route: Route): ActorName => actorNames.find((a) => (route.rule.roles as readonly string[]).includes(world.roles.get(a)!))!;

  it.each(commands)('$name: without the forgery token, nothing happens', async ({ route, expectation }) => {
    const answer = await ask(someone(route), route, expectation, world.ids, { 'x-csrf-token': 'guessed' });
    if (!expectation.file) expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([403, 'access.forged']);
  });

  it.each(commands.filter(({ route }) => !route.reads))('$name: without a command id, nothing happens', async ({ route, expectation }) => {
    const answer = await ask(someone(route), route, expectation, world.ids, { 'x-command-id': 'none' });
    if (!expectation.file) expect([400, 404]).toContain(answer.statusCode);
  });

  it.each(commands.filter(({ expectation }) => expectation.body))('$name: a field that is not asked for is refused', async ({ route, expectation }) => {
    const extended: Expectation = { ...expectation, body: (w) => ({ ...(expectation.body!(w) as object), country: 'HN', officeId: newId(), state: 'closed', createdBy: newId() }) };
    const answer = await ask(someone(route), route, extended);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ error: { problems: { code: string }[] } }>().error.problems.map((p) => p.code)).toContain('platform.unknown-field');
  });
});

describe('a search', () => {
  it.each(inOrder.filter(({ route }) => route.reads && route.method === 'POST'))('$name: its words stand in no address, and nothing of it is kept as a command', async ({ route, expectation }) => {
    const kept = async () => (await world.server.db.owner<{ n: number }>('select count(*)::int as n from platform.command'))[0]!.n;
    const before = await kept();
    const who = actorNames.find((name) => name !== 'nobody' && refusalFor(name, route, expectation) === null)!;
    expect((await ask(who, route, expectation, world.ids, { 'x-command-id': 'none' })).statusCode).toBe(200);
    expect(await kept()).toBe(before);
    expect(route.query).toBeUndefined();
  });
});

describe('a command sent twice', () => {
  const body = { need: 'legal_orientation', urgency: 'long' as const };

  async function freshCase(): Promise<string> {
    const made = await world.clients.get('window of the case')!.send('POST', '/api/people', { person: { givenNames: 'Repetida', surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } });
    return made.json<{ caseId: string }>().caseId;
  }

  it('acts once and answers the same', async () => {
    const client = world.clients.get('window of the case')!;
    const address = `/api/cases/${await freshCase()}/needs`;
    const id = newId();
    const [first, second] = await Promise.all([client.send('POST', address, body, { 'x-command-id': id }), client.send('POST', address, body, { 'x-command-id': id })]);
    expect(first.statusCode).toBe(200);
    expect(second.json()).toEqual(first.json());
    expect((await client.get(address)).json<{ needs?: unknown[] }>()).toSatisfy((answer: unknown) => JSON.stringify(answer).split('"legal_orientation"').length === 2);
  });

  it('with other content, or by somebody else, is refused', async () => {
    const client = world.clients.get('window of the case')!;
    const address = `/api/cases/${await freshCase()}/needs`;
    const id = newId();
    await client.send('POST', address, body, { 'x-command-id': id });
    expect((await client.send('POST', address, { ...body, urgency: '24h' }, { 'x-command-id': id })).statusCode).toBe(409);
    expect((await world.clients.get('another window')!.send('POST', '/api/people', { person: { givenNames: 'Otra', surname1: 'Cosa' } }, { 'x-command-id': id })).statusCode).toBe(409);
  });
});
