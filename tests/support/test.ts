import { check } from './check.ts';
import { startTestServer } from './engine.ts';
import { chromium, serverBinaries } from './machine.ts';
import { command, conclude, missing, tests } from './steps.ts';
import type { Outcome } from './steps.ts';

const WITH_DATABASE = ['database', 'permissions', 'scenarios'];

/** The database tests on a real server: the one in `DATABASE_URL`, or one started from the machine's binaries for this run. */
async function onRealServer(): Promise<Outcome> {
  const name = 'database, permissions, scenarios on a PostgreSQL server';
  const given = process.env['DATABASE_URL'];
  if (given) return tests(`${name} (DATABASE_URL)`, WITH_DATABASE, { TEST_DATABASE_URL: given });
  const found = serverBinaries();
  if ('missing' in found) return missing(name, found.missing);
  const server = await startTestServer(found.bin);
  try {
    return tests(`${name} (${server.version})`, WITH_DATABASE, { TEST_DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}

function inBrowser(): Outcome {
  const browser = chromium();
  return 'missing' in browser ? missing('journeys', browser.missing) : tests('journeys in Chromium', ['journeys'], { CHROMIUM: browser.path });
}

const outcomes = [
  ...check(),
  command('build of the web applications', 'node', ['src/apps/build/main.ts']),
  tests('database, permissions, scenarios on the embedded engine', WITH_DATABASE),
  await onRealServer(),
  tests('durability', ['durability']),
  inBrowser(),
];
conclude(outcomes);
