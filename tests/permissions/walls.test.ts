import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicActor, type Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { actorOf } from './stories/asking.ts';
import { ACTORS, makeWorld } from './world.ts';
import type { ActorName, World } from './world.ts';

/** The second wall by itself: everybody who may not see the story reads every table and every view of every room without a condition. */
let world: World;
let tables: string[];
let personal: string[];

/** Who may not see the case of the story, with whom nothing of it was shared. */
const OUTSIDE: readonly ActorName[] = [
  'another window', 'reception of another point', 'provider without the referral', 'steward', 'auditor', 'administrator', 'window of another country', 'reception of another country',
  'provider of another country', 'supervisor of another country', 'nobody',
];

beforeAll(async () => {
  world = await makeWorld();
  const { db } = world.server;
  tables = (await db.owner<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'access', 'platform', 'directory') order by 1`)).map((t) => t.name);
  const { ids } = world;
  personal = ['personId', 'caseId', 'needId', 'referralId', 'followUpId', 'alertId', 'conferenceId', 'memberId', 'taskId', 'supportId', 'goalId', 'actionId', 'overrideId', 'contactId', 'consentId'].map((name) => ids[name]!);
});
afterAll(() => world.server.close());

async function actorNamed(name: ActorName): Promise<Actor> {
  const login = ACTORS[name];
  return login === null ? publicActor('ZZ', 'es') : actorOf(world.server, login);
}

/** Everything of a table that an actor reads, as text; nothing where the table is closed to the runtime or to the actor. */
function read(actor: Actor, table: string): Promise<string> {
  return world.server.db.asActor(actor, async (tx) => (await sql<{ line: string }>`select to_jsonb(t)::text as line from ${sql.table(table)} t`.execute(tx)).rows.map((r) => r.line).join('\n'))
    .catch((error: { code?: string }) => {
      if (error.code === '42501') return '';
      throw error;
    });
}

it.each(OUTSIDE)('%s reads nothing of the story in any table', async (name) => {
  const actor = await actorNamed(name);
  const told: string[] = [];
  for (const table of tables) {
    const text = await read(actor, table);
    if (personal.some((id) => text.includes(id))) told.push(table);
  }
  expect(told).toEqual([]);
});

it('the analyst reads figures without identity and no table', async () => {
  const analyst = await actorNamed('analyst');
  for (const table of tables) {
    const text = await read(analyst, table);
    // The code of a contact that was set by hand carries its own id, and nobody's.
    expect(personal.filter((id) => id !== world.ids['followUpId'] && text.includes(id)), table).toEqual([]);
  }
});

it('the tables of the story are among those that are read, and whoever keeps the case reads them', async () => {
  const window = await actorNamed('window of the case');
  const text = (await Promise.all(tables.map((table) => read(window, table)))).join('\n');
  expect(personal.filter((id) => !text.includes(id))).toEqual([]);
});
