import '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemActor } from '#kernel/actor';
import { LOCALES, type CountryCode, type Purpose } from '#kernel/codes';
import { Refused, refuse } from '#kernel/errors';
import { machineClock, type Clock } from '#platform/clock';
import { inContext, inReadingContext, type Ctx, type House } from '#platform/context';
import { errorBody, shapeProblems, worldRefusal } from '#platform/http/problems';
import type { SignedIn } from '#platform/http/mount';
import { preferredLocale, serverText } from '#platform/i18n';
import type { Logger } from '#platform/log';
import { changePassword, signIn, type Session } from './schema.ts';
import * as service from './service.ts';

export interface SignInOptions {
  readonly house: House;
  /** The product's clock (a demo may have moved it); sessions themselves follow the machine's. */
  readonly clock: Clock;
  readonly log: Logger;
  readonly demo: boolean;
  /** True when people reach the product over https: the cookie then never travels in the clear. */
  readonly secure: boolean;
  readonly keySecret: string;
}

const COOKIE = 'ventanilla_session';

function system(options: SignInOptions, country?: CountryCode) {
  const purpose: Purpose = 'sign-in';
  return { actor: systemActor(country ?? [...options.house.packs.keys()][0]!), purpose, now: machineClock.now() };
}

function asSystem<T>(options: SignInOptions, work: (ctx: Ctx) => Promise<T>, country?: CountryCode): Promise<T> {
  return inContext(options.house, system(options, country), work);
}

/** Reads who a request comes from; handed to the platform, which knows no accounts. */
export function authenticator(options: SignInOptions): (request: FastifyRequest) => Promise<SignedIn | null> {
  return async (request) => {
    const found = await current(options, request);
    // Until a first password is changed, only the session's own routes answer.
    return found && !found.mustChangePassword ? { actor: service.actorOf(found), csrf: found.csrf } : null;
  };
}

async function current(options: SignInOptions, request: FastifyRequest) {
  const token = request.cookies[COOKIE];
  if (!token) return null;
  const { found, due } = await inReadingContext(options.house, system(options), (ctx) => service.readSession(ctx, token, options.demo));
  return due ? asSystem(options, (ctx) => service.resumeSession(ctx, token, options.demo)) : found;
}

type Found = NonNullable<Awaited<ReturnType<typeof current>>>;

function shown(options: SignInOptions, found: Found): Session {
  const { id, displayName, role, country, officeId, officeNameEs, officeNameEn, organizationId, locale } = found;
  return {
    csrf: found.csrf, demo: options.demo, now: options.clock.now().toISOString(), timeZone: options.house.packs.get(country)!.info.timeZone, mustChangePassword: found.mustChangePassword,
    actor: { userId: id, displayName, role, country, officeId, officeNameEs, officeNameEn, organizationId, locale },
  };
}

/** Browsers name the page a request comes from; a sign-in from elsewhere would put a stranger's session into this browser. */
function sameSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site && site !== 'same-origin' && site !== 'none') throw refuse('access.forged', { status: 403 });
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw shapeProblems(result.error);
  return result.data;
}

async function auditSign(options: SignInOptions, found: Found | { id: string; country: CountryCode; role: Found['role'] } | null, action: string, outcome: 'done' | 'refused'): Promise<void> {
  const country = found?.country ?? [...options.house.packs.keys()][0]!;
  const actor = found ? { ...systemActor(country), userId: found.id, role: found.role } : systemActor(country);
  await inContext(options.house, { actor, purpose: 'sign-in', now: machineClock.now() },
    async (ctx) => service.appendAudit(ctx, { action, kind: 'session', id: found?.id ?? null, subject: null, outcome }));
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

function guarded(options: SignInOptions, handler: Handler): Handler {
  return async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      return await handler(request, reply);
    } catch (error) {
      const refused = error instanceof Refused ? error : worldRefusal(error);
      if (!refused) options.log.error({ error, requestId: request.id, route: request.routeOptions.url ?? '' }, 'a request failed');
      const answer = refused ?? new Refused([{ code: 'platform.fault' }], 500);
      return reply.status(answer.status).send(errorBody(answer, serverText(preferredLocale(request.headers['accept-language'])), request.id));
    }
  };
}

async function open(options: SignInOptions, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  sameSite(request);
  const input = parsed(signIn, request.body);
  const result = await asSystem(options, (ctx) => service.openSession(ctx, input, { ip: request.ip, demo: options.demo, keySecret: options.keySecret }));
  if (!result.ok) {
    await auditSign(options, null, 'access.sign-in', 'refused');
    throw refuse(result.code, { status: result.code === 'access.too-many-tries' ? 429 : 401 });
  }
  // Whoever signs in anew at this browser leaves no older session behind.
  const before = request.cookies[COOKIE];
  if (before) await asSystem(options, (ctx) => service.closeSession(ctx, before));
  await auditSign(options, result.account, 'access.sign-in', 'done');
  reply.setCookie(COOKIE, result.token, { path: '/', httpOnly: true, sameSite: 'strict', secure: options.secure });
  const found = await asSystem(options, (ctx) => service.resumeSession(ctx, result.token, options.demo));
  return shown(options, found!);
}

/** The found session, refused if there is none or the header does not repeat its token. */
async function own(options: SignInOptions, request: FastifyRequest): Promise<Found> {
  const found = await current(options, request);
  if (!found) throw refuse('access.sign-in-needed', { status: 401 });
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== found.csrf) throw refuse('access.forged', { status: 403 });
  return found;
}

/**
 * Routes of the session itself. They set cookies and run before an actor is known, so they stand outside the room
 * routes; the route × actor test lists them by name.
 */
export function mountSignIn(app: FastifyInstance, options: SignInOptions): void {
  app.post('/api/sign-in', guarded(options, (request, reply) => open(options, request, reply)));
  // A browser without a session asks too, at its first visit: nobody is an answer. An ended session is refused.
  app.get('/api/session', guarded(options, async (request) => (request.cookies[COOKIE] ? shown(options, await own(options, request)) : null)));
  app.post('/api/sign-out', guarded(options, async (request, reply) => {
    const found = await own(options, request);
    await asSystem(options, (ctx) => service.closeSession(ctx, request.cookies[COOKIE]!));
    await auditSign(options, found, 'access.sign-out', 'done');
    reply.clearCookie(COOKIE, { path: '/' });
    return { done: true };
  }));
  app.post('/api/session/password', guarded(options, async (request) => {
    const found = await own(options, request);
    const input = parsed(changePassword, request.body);
    await asSystem(options, (ctx) => service.changeOwnPassword(ctx, request.cookies[COOKIE]!, input));
    await auditSign(options, found, 'access.change-password', 'done');
    return { done: true };
  }));
  app.post('/api/session/locale', guarded(options, async (request) => {
    const found = await own(options, request);
    const { locale } = parsed(z.strictObject({ locale: z.enum(LOCALES) }), request.body);
    await asSystem(options, (ctx) => service.setOwnLocale(ctx, found.id, locale));
    return { done: true };
  }));
}
