import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { newId } from '#kernel/ids';
import type { CountryCode } from '#kernel/codes';
import { machineClock, movableClock } from '#platform/clock';
import type { MovableClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import type { House } from '#platform/context';
import { openPacks } from '#platform/country';
import { createLogger } from '#platform/log';
import { fieldCipher } from '#platform/secrets';
import { buildApp } from '../../src/apps/server/app.ts';
import { allRoutes, allSubscriptions, loadRooms } from '../../src/apps/server/rooms.ts';
import { DEMO_PASSWORD } from '../../src/apps/server/demo.ts';
import { emptyDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

/** A browser's worth of a signed-in person: cookie, forgery token, command ids. */
export interface Client {
  get(path: string): Promise<LightMyRequestResponse>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  upload(path: string, name: string, bytes: Buffer): Promise<LightMyRequestResponse>;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly db: TestDatabase;
  readonly house: House;
  readonly clock: MovableClock;
  /** Signs in with a demo account, such as `ventanilla.zz`. */
  signIn(login: string, password?: string): Promise<Client>;
  /** Somebody without an account. */
  readonly anybody: Client;
  close(): Promise<void>;
}

function injector(app: FastifyInstance, session: Readonly<Record<string, string>>): Client {
  const ask = (options: InjectOptions): Promise<LightMyRequestResponse> => app.inject({ ...options, headers: { ...session, ...options.headers } });
  return {
    get: (url) => ask({ method: 'GET', url }),
    send: (method, url, body, headers = {}) => ask({ method, url, headers: { 'x-command-id': newId(), ...headers }, ...(body === undefined ? {} : { payload: body as object }) }),
    upload: (url, name, bytes) => ask({ method: 'POST', url, payload: bytes, headers: { 'x-command-id': newId(), 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) } }),
  };
}

async function signIn(app: FastifyInstance, login: string, password: string): Promise<Client> {
  const answer = await app.inject({ method: 'POST', url: '/api/sign-in', payload: { login, password } });
  if (answer.statusCode !== 200) throw new Error(`${login} could not sign in: ${answer.body}`);
  const cookie = answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
  const session = await app.inject({ method: 'GET', url: '/api/session', headers: { cookie } });
  return injector(app, { cookie, 'x-csrf-token': session.json<{ csrf: string }>().csrf });
}

/** The real application of all rooms over a test database, with the packs of `countries` loaded and their demo accounts. */
export async function testServer(countries: readonly CountryCode[] = ['ZZ'], options: { seed?: boolean } = {}): Promise<TestServer> {
  const db = await emptyDatabase();
  const clock = movableClock(machineClock);
  const house: House = { database: db.database, packs: openPacks(countries), subscriptions: allSubscriptions, cipher: fieldCipher('only for tests') };
  await loadRooms(house, () => clock.now());
  if (options.seed !== false) {
    const { seedDemo } = await import('../../seeds/index.ts');
    await seedDemo(house, allRoutes, clock, DEMO_PASSWORD);
  }
  const app = await buildApp(readConfig({ COUNTRIES: countries.join(',') }), createLogger('fatal'), { house, clock, keySecret: 'only for tests', migrations: 0, engine: 'server' });
  await app.ready();
  return {
    app, db, house, clock,
    signIn: (login, password = DEMO_PASSWORD) => signIn(app, login, password),
    anybody: injector(app, {}),
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}
