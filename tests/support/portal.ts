import Fastify, { type FastifyInstance } from 'fastify';
import { fieldCipher } from '#platform/secrets';
import { portalRoutes, type PortalOptions } from '../../src/apps/portal/portal.tsx';
import { samplelandPack, TEST_NOW, type TestDatabase } from './database.ts';

export { samplelandDirectory } from './sampleland.ts';

interface PortalChoices {
  readonly pack?: ReturnType<typeof samplelandPack>;
  /** What the visitor does not read of a fault is kept here. */
  readonly faults?: string[];
  readonly log?: PortalOptions['log'];
  /** A server that reads addresses in its own way. */
  readonly app?: FastifyInstance;
  /** The moment in which it lives. */
  readonly now?: Date;
}

/** The public portal of Sampleland over a test database. Each counts for itself how often one address may write. */
export function portalOver({ database }: Pick<TestDatabase, 'database'>, { pack = samplelandPack(), faults, log, app = Fastify(), now = TEST_NOW }: PortalChoices = {}): FastifyInstance {
  const telling = log ?? { error: (fields: object) => void faults?.push(String((fields as { error: unknown }).error)) };
  portalRoutes(app, { house: { database, packs: new Map([['ZZ', pack]]), subscriptions: [], cipher: fieldCipher('only for tests') }, clock: { now: () => now }, log: telling });
  return app;
}
