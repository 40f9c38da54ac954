import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { appendAudit, authenticator, mountSignIn } from '#access';
import { Refused } from '#kernel/errors';
import type { MovableClock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { House } from '#platform/context';
import { LONGEST_PART, readableAddress } from '#platform/http/addresses';
import { mountRoutes } from '#platform/http/mount';
import { openApi } from '#platform/http/openapi';
import { errorBody } from '#platform/http/problems';
import { preferredLocale, serverText } from '#platform/i18n';
import type { Logger } from '#platform/log';
import { mountDemo } from './demo.ts';
import type { AppParts } from './house.ts';
import { mountHsds } from './hsds.ts';
import { allRoutes } from './rooms.ts';
import { answerUnreadable } from './unreadable.ts';

export const VERSION = (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));
const BODY_LIMIT = 1_000_000;

/**
 * How many proxies stand in front (TRUST_PROXY). Only what they added to the chain of addresses is believed: whatever a
 * browser writes there itself would let it guess passwords from a new address each time.
 */
function proxiesInFront(): (address: string, hop: number) => boolean {
  const hops = Number(process.env['TRUST_PROXY'] ?? 0);
  return (_address, hop) => hop < hops;
}

/** The whole HTTP server: API of all rooms, staff application, public portal. Not yet listening. */
export async function buildApp(config: Config, log: Logger, parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false, bodyLimit: BODY_LIMIT, trustProxy: proxiesInFront(), genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: LONGEST_PART }, rewriteUrl: (request) => readableAddress(request.url ?? '/'),
    clientErrorHandler: answerUnreadable,
  });
  const secure = config.publicUrl.startsWith('https:');
  await app.register(cookie);
  await app.register(helmet, securityHeaders(secure));
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    const code = status === 413 ? 'platform.file-too-large' : status < 500 ? 'platform.invalid' : 'platform.fault';
    if (status >= 500) log.error({ error, requestId: request.id }, 'a request failed');
    return reply.status(status).send(errorBody(new Refused([{ code }], status), serverText(preferredLocale(request.headers['accept-language'])), request.id));
  });
  const signIn = { house: parts.house, clock: parts.clock, log, demo: config.demo, secure, keySecret: parts.keySecret };
  mountSignIn(app, signIn);
  mountRoutes(app, allRoutes, { house: parts.house, clock: parts.clock, log, authenticate: authenticator(signIn), audit: appendAudit });
  mountOperation(app, parts);
  mountHsds(app, { house: parts.house, clock: parts.clock, publicUrl: config.publicUrl, log });
  if (config.demo) mountDemo(app, parts, authenticator(signIn));
  await mountStaff(app);
  await mountPortal(app, parts, config.demo, log);
  return app;
}

function securityHeaders(secure: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'"], mediaSrc: ["'self'"],
        formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"], manifestSrc: ["'self'"], objectSrc: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    crossOriginEmbedderPolicy: false,
  };
}

function mountOperation(app: FastifyInstance, parts: AppParts): void {
  const started = Date.now();
  app.get('/health', async (_request, reply) => {
    try {
      const { version } = await parts.house.database.ping();
      return { status: 'ok', version: VERSION, database: { engine: parts.engine, version }, migrations: parts.migrations, uptime: Math.round((Date.now() - started) / 1000) };
    } catch {
      return reply.status(503).send({ status: 'database-away', version: VERSION });
    }
  });
  const description = openApi(allRoutes, VERSION);
  app.get('/api/openapi.json', () => description);
  app.all('/api/*', (request, reply) => reply.status(404).send(
    errorBody(new Refused([{ code: 'platform.address-unknown' }], 404), serverText(preferredLocale(request.headers['accept-language'])), request.id)));
}

/** The staff application: one page for every address under `/app`, hashed files that may be kept for ever. */
async function mountStaff(app: FastifyInstance): Promise<void> {
  const root = join(DIST, 'staff');
  if (!existsSync(join(root, 'index.html'))) return;
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  await app.register(fastifyStatic, { root: join(root, 'assets'), prefix: '/app/assets/', immutable: true, maxAge: '365d', decorateReply: false, preCompressed: true });
  const send = (_request: unknown, reply: { header: (n: string, v: string) => unknown; type: (t: string) => { send: (b: string) => unknown } }) => {
    reply.header('cache-control', 'no-cache');
    return reply.type('text/html; charset=utf-8').send(page);
  };
  app.get('/app', send);
  app.get('/app/*', send);
}

interface PortalOptions { readonly house: House; readonly clock: MovableClock; readonly demo: boolean; readonly log: Logger }
interface PortalBundle { readonly portalRoutes: (app: FastifyInstance, options: PortalOptions) => Promise<void> | void }

/** The public portal, bundled because its pages are written in TSX. */
async function mountPortal(app: FastifyInstance, parts: AppParts, demo: boolean, log: Logger): Promise<void> {
  const bundle = join(DIST, 'portal', 'portal.js');
  if (!existsSync(bundle)) return;
  const { portalRoutes } = (await import(bundle)) as PortalBundle;
  await app.register(async (scope) => portalRoutes(scope, { house: parts.house, clock: parts.clock, demo, log }));
}
