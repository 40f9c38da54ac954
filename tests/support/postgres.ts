import { embeddedBinaries, startTestServer } from './engine.ts';
import type { TestServer } from './engine.ts';
import { buildTemplate } from './template.ts';

/**
 * Vitest global setup of every project that needs a database: one server for the whole run, whoever asks first starts it.
 * `TEST_DATABASE_URL` names a server to use instead (its user must be allowed to create databases and roles).
 */
interface Running {
  readonly url: string;
  readonly template: string;
  readonly stop: () => Promise<void>;
}
const shared = globalThis as { ventanillaTestServer?: Promise<Running> | undefined; ventanillaTestServerUsers?: number };

async function startOnce(): Promise<Running> {
  const given = process.env['TEST_DATABASE_URL'];
  const server: TestServer = given
    ? { url: given, version: 'given', stop: () => Promise.resolve() }
    : await startTestServer(await embeddedBinaries());
  try {
    const template = await buildTemplate(server.url);
    return { url: server.url, template: template.name, stop: async () => { await template.drop(); await server.stop(); } };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Starts the server (or joins the one already running) and tells the test files where it is. */
export async function setup(project: { provide: (key: 'testServer', value: { url: string; template: string }) => void }): Promise<void> {
  shared.ventanillaTestServer ??= startOnce();
  shared.ventanillaTestServerUsers = (shared.ventanillaTestServerUsers ?? 0) + 1;
  const running = await shared.ventanillaTestServer;
  project.provide('testServer', { url: running.url, template: running.template });
}

/** Stops the server when the last project that uses it is done. */
export async function teardown(): Promise<void> {
  shared.ventanillaTestServerUsers = (shared.ventanillaTestServerUsers ?? 1) - 1;
  if (shared.ventanillaTestServerUsers > 0) return;
  const running = await shared.ventanillaTestServer;
  shared.ventanillaTestServer = undefined;
  await running?.stop();
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: { url: string; template: string };
  }
}
