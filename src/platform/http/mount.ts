import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { publicActor, type Actor } from '#kernel/actor';
import type { CountryCode, Locale, Purpose } from '#kernel/codes';
import { Refused, refuse } from '#kernel/errors';
import { asRead } from '#kernel/text';
import type { Clock } from '../clock.ts';
import { inContext, type Ctx, type House } from '../context.ts';
import type { Route, UploadedFile } from '../http.ts';
import { preferredLocale, serverText } from '../i18n.ts';
import type { Logger } from '../log.ts';
import { commandId, fingerprint, once } from './commands.ts';
import { errorBody, mayRetry, shapeProblems, worldRefusal } from './problems.ts';

/** Who a request comes from; `csrf` is what its commands must repeat. */
export interface SignedIn { readonly actor: Actor; readonly csrf: string }

export interface AuditNote {
  readonly action: string;
  readonly kind: string | null;
  readonly id: string | null;
  readonly subject: string | null;
  readonly outcome: 'done' | 'refused' | 'not-found' | 'failed';
}

/** What mounting needs from the house; sign-in and audit belong to the `access` room and are handed in. */
export interface Mount {
  readonly house: House;
  readonly clock: Clock;
  readonly log: Logger;
  readonly authenticate: (request: FastifyRequest) => Promise<SignedIn | null>;
  /** Noted with the end of the transaction of `ctx`. */
  readonly audit: (ctx: Ctx, note: AuditNote) => void;
}

const TRIES = 3;

/** Mounts the routes of all rooms; the only place where a handler meets a request. */
export function mountRoutes(app: FastifyInstance, routes: readonly Route[], mount: Mount): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.upload ? { bodyLimit: route.upload.maxBytes, onRequest: beforeFile(route, mount) } : {}),
      handler: (request, reply) => answer(route, mount, request, reply),
    });
  }
}

/** A file is large: nothing of it is read from somebody who may not send it. The refusal is the one that they would get afterwards. */
function beforeFile(route: Route, mount: Mount): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    try {
      await admit(route, mount, await signedIn(mount, request), request);
      return undefined;
    } catch {
      return answer(route, mount, request, reply);
    }
  };
}

async function answer(route: Route, mount: Mount, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const started = performance.now();
  let who: SignedIn | null = null;
  try {
    who = route.audience === 'public' ? anybody(mount, request) : await signedIn(mount, request);
    await admit(route, mount, who, request);
    const value = await actWithRetry(route, mount, who, request);
    reply.header('cache-control', 'no-store').status(200).send(value);
  } catch (error) {
    const refused = error instanceof Refused ? error : worldRefusal(error);
    if (!refused) mount.log.error({ error, requestId: request.id, route: route.path, method: route.method }, 'a request failed');
    const shown = refused ?? new Refused([{ code: 'platform.fault' }], 500);
    if (who && route.audience !== 'public') await noteRefusal(route, mount, who.actor, request, shown);
    const locale: Locale = who?.actor.locale ?? preferredLocale(request.headers['accept-language']);
    reply.header('cache-control', 'no-store').status(shown.status).send(errorBody(shown, serverText(locale), request.id));
  }
  logLine(route, mount, request, { status: reply.statusCode, ms: Math.round(performance.now() - started), who });
  return reply;
}

function logLine(route: Route, mount: Mount, request: FastifyRequest, { who, ...done }: { status: number; ms: number; who: SignedIn | null }): void {
  mount.log.info({ requestId: request.id, method: route.method, route: route.path, ...done, ...(who ? { role: who.actor.role, country: who.actor.country } : {}) });
}

function anybody(mount: Mount, request: FastifyRequest): SignedIn {
  const asked = String((request.query as Record<string, unknown>)['country'] ?? '').toUpperCase() as CountryCode;
  const country = mount.house.packs.has(asked) ? asked : [...mount.house.packs.keys()][0]!;
  return { actor: publicActor(country, preferredLocale(request.headers['accept-language'])), csrf: '' };
}

async function signedIn(mount: Mount, request: FastifyRequest): Promise<SignedIn> {
  const who = await mount.authenticate(request);
  if (!who) throw refuse('access.sign-in-needed', { status: 401 });
  return who;
}

/** Role, forgery defence and origin, before anything is read. */
async function admit(route: Route, mount: Mount, who: SignedIn, request: FastifyRequest): Promise<void> {
  if (route.audience !== 'public' && !route.rule.roles.includes(who.actor.role)) throw refuse('access.not-allowed', { status: 403 });
  if (!mount.house.packs.has(who.actor.country)) throw refuse('access.not-allowed', { status: 403 });
  if (route.method === 'GET' || route.audience === 'public') return;
  if (request.headers['x-csrf-token'] !== who.csrf) throw refuse('access.forged', { status: 403 });
}

function shaped(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return {};
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw shapeProblems(parsed.error);
  return parsed.data;
}

function uploaded(route: Route, request: FastifyRequest): UploadedFile | null {
  if (!route.upload) return null;
  if (!Buffer.isBuffer(request.body)) throw refuse('platform.file-missing', { status: 400 });
  let name: string;
  try {
    name = decodeURIComponent(String(request.headers['x-file-name'] ?? ''));
  } catch {
    name = '';
  }
  return { name: name.slice(0, 255), bytes: request.body };
}

async function actWithRetry(route: Route, mount: Mount, who: SignedIn, request: FastifyRequest): Promise<unknown> {
  const input = {
    params: shaped(route.params, request.params), query: shaped(route.query, asRead(request.query)),
    body: route.upload ? undefined : shaped(route.body, asRead(request.body ?? undefined)), file: uploaded(route, request),
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await inContext(mount.house, { actor: who.actor, purpose: route.purpose, now: mount.clock.now(), requestId: request.id }, (ctx) => act(route, mount, ctx, request, input));
    } catch (error) {
      if (attempt === TRIES || !mayRetry(error)) throw error;
    }
  }
}

type Input = Parameters<Route['handler']>[1];

async function act(route: Route, mount: Mount, ctx: Ctx, request: FastifyRequest, input: Input): Promise<unknown> {
  const work = async () => route.response.parse(await route.handler(ctx, input));
  if (route.reads || route.audience === 'public') {
    const value = await work();
    noteDone(route, mount, ctx, input, value);
    return value;
  }
  const id = commandId(request.headers['x-command-id']);
  const { again } = route;
  const lookAgain = again && (async () => route.response.parse(await again(ctx, input)));
  const { value, repeated } = await once(ctx, id, `${route.method} ${route.path}`, fingerprint(request.url, request.body, input.file?.bytes), work, lookAgain);
  if (!repeated || again) noteDone(route, mount, ctx, input, value);
  return value;
}

function noteDone(route: Route, mount: Mount, ctx: Ctx, input: Input, value: unknown): void {
  if (typeof route.audit === 'string') return;
  const { kind, id, subject } = route.audit;
  mount.audit(ctx, { action: route.permission, kind, id: id(input, value), subject: subject?.(input, value) ?? null, outcome: 'done' });
}

const LOOKS_LIKE_AN_ID = /^[A-Za-z0-9-]{1,80}$/;

/** Refused tries are kept too, in a transaction of their own, since the request's was undone. */
async function noteRefusal(route: Route, mount: Mount, actor: Actor, request: FastifyRequest, refused: Refused): Promise<void> {
  if (typeof route.audit === 'string' && refused.status !== 403) return;
  const kind = typeof route.audit === 'string' ? null : route.audit.kind;
  const asked = Object.values(request.params as Record<string, string>)[0] ?? '';
  // What is no id is content (or made to break the entry), and the audit keeps none.
  const id = LOOKS_LIKE_AN_ID.test(asked) ? asked : null;
  const outcome = refused.status === 404 ? 'not-found' : refused.status >= 500 ? 'failed' : 'refused';
  const purpose: Purpose = route.purpose;
  try {
    await inContext(mount.house, { actor, purpose, now: mount.clock.now(), requestId: request.id },
      async (ctx) => mount.audit(ctx, { action: route.permission, kind, id, subject: null, outcome }));
  } catch (error) {
    mount.log.error({ error, requestId: request.id, route: route.path }, 'a refusal could not be audited');
  }
}
