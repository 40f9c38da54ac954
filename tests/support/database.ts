import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import pg from 'pg';
import type { Actor } from '#kernel/actor';
import type { Purpose } from '#kernel/codes';
import { inContext } from '#platform/context';
import type { Ctx, House } from '#platform/context';
import { openPacks } from '#platform/country';
import type { Pack } from '#platform/country';
import { connect } from '#platform/db';
import type { Database, Tx } from '#platform/db';
import type { Subscription } from '#platform/context';
import { fieldCipher } from '#platform/secrets';
import { databaseUrl, onServer, TEST_PASSWORD } from './template.ts';

/** A fresh migrated database of its own, dropped by `close`. */
export interface TestDatabase {
  readonly name: string;
  /** As owner: past row-level security, for looking at what was really stored. */
  readonly ownerUrl: string;
  /** As the runtime role: what the product connects with. */
  readonly runtimeUrl: string;
  readonly database: Database;
  /** Rows of a query as the owner. */
  owner<R extends pg.QueryResultRow = Record<string, unknown>>(query: string, values?: readonly unknown[]): Promise<R[]>;
  /** Runs `work` in one transaction as `actor`: for repository tests. */
  asActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>, purpose?: Purpose): Promise<T>;
  /** Runs `work` in one transaction with a full context in Sampleland: for service tests. */
  inContext<T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, options?: ContextOptions): Promise<T>;
  close(): Promise<void>;
}

export interface ContextOptions {
  readonly now?: Date;
  readonly purpose?: Purpose;
  /** Rooms that shall hear what is told; none by default. */
  readonly subscriptions?: readonly Subscription[];
}

/** The day on which tests take place unless they say otherwise. */
export const TEST_NOW = new Date('2026-03-10T15:00:00Z');

let sampleland: Pack | undefined;

/** The pack of the fictional country, the only one that tests of rooms use. */
export function samplelandPack(): Pack {
  sampleland ??= openPacks(['ZZ']).get('ZZ')!;
  return sampleland;
}

function testHouse(database: Database, subscriptions: readonly Subscription[]): House {
  // The neighbour country of the tests borrows the pack: what differs between countries is tested with the packs.
  const pack = samplelandPack();
  return { database, packs: new Map([['ZZ', pack], ['HN', pack]]), subscriptions, cipher: fieldCipher('only for tests') };
}

function runtimeUrl(serverUrl: string, template: string, name: string): string {
  const url = new URL(databaseUrl(serverUrl, name));
  url.username = `${template.slice(0, 50)}_app`;
  url.password = TEST_PASSWORD;
  return url.toString();
}

/** Clones the template (milliseconds) for one test file; call `close` in `afterAll`. */
export function testDatabase(): Promise<TestDatabase> {
  return clone('');
}

/** A migrated database without a single row: no offices, no accounts. */
export function emptyDatabase(): Promise<TestDatabase> {
  return clone('_empty');
}

async function clone(suffix: string): Promise<TestDatabase> {
  const { url, template } = inject('testServer');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await onServer(url, `create database ${name} template ${template}${suffix} strategy file_copy`);
  // A command that prepares this database closes it to everybody but its own runtime; the tests come with the template's.
  await onServer(url, `grant connect on database ${name} to ${template.slice(0, 50)}_app`);
  const ownerUrl = databaseUrl(url, name);
  const runtime = runtimeUrl(url, template, name);
  const database = connect(runtime, { poolSize: 6 });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  return {
    name, ownerUrl, runtimeUrl: runtime, database,
    owner: async <R extends pg.QueryResultRow>(query: string, values: readonly unknown[] = []) => (await owner.query<R>(query, [...values])).rows,
    asActor: (actor, work, purpose = 'case-management') => database.asActor(actor, purpose, work),
    inContext: (actor, work, { now = TEST_NOW, purpose = 'case-management', subscriptions = [] } = {}) =>
      inContext(testHouse(database, subscriptions), { actor, purpose, now }, work),
    close: async () => {
      await owner.end();
      await database.close();
      await onServer(url, `drop database if exists ${name} with (force)`);
      // A login of its own, if a command prepared this database anew.
      await onServer(url, `drop role if exists ${name.slice(0, 50)}_app`);
    },
  };
}
