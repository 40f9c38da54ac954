import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { EXPORT_FORMATS, fileName, HSDS_VERSION, hsdsOpenApi, hsdsQuery, listOf, LISTS, MEDIA_TYPES, oneOf, profilePatch, publicFile, publicSnapshot, tagOf, type HsdsQuery, type Snapshot } from '#directory';
import { publicActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { notFound, Refused } from '#kernel/errors';
import type { Clock } from '#platform/clock';
import { inReadingContext, type Ctx, type House } from '#platform/context';
import { errorBody, shapeProblems } from '#platform/http/problems';
import { preferredLocale, serverText } from '#platform/i18n';

/** The public directory for other systems (Open Referral HSDS 3.1): no account, no cookie, nothing kept about who asks. */

interface HsdsOptions {
  readonly house: House;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly log?: { error(fields: object, message: string): void };
}

const COUNTRY = '/hsds/:country(^[a-z]{2}$)';
const LIST = `:list(^(?:${LISTS.join('|')})$)`;
/** Others may keep an answer for five minutes, and show it for a day while they fetch the next. */
const CACHE = 'public, max-age=300, stale-while-revalidate=86400';

interface Params { readonly country: string; readonly list: string; readonly id: string }
type Make = (snapshot: Snapshot, query: HsdsQuery, ctx: Ctx, params: Params) => unknown;

/** Mounts `/hsds/{country}/…`. */
export function mountHsds(app: FastifyInstance, options: HsdsOptions): void {
  const countries = [...options.house.packs.values()];
  const base = (country: string): string => `${options.publicUrl}/hsds/${country}`;
  const about = (country: string) => ({ version: HSDS_VERSION, profile: `${options.publicUrl}/hsds/profile`, openapi_url: `${base(country)}/openapi.json` });
  const first = countries[0]!.code.toLowerCase();
  const open = (value: unknown) => (_request: FastifyRequest, reply: FastifyReply) => headers(reply).send(value);

  app.get('/hsds/', open({ ...about(first), x_countries: countries.map((pack) => ({ country: pack.code, name: pack.info.name.es, url: `${base(pack.code.toLowerCase())}/` })) }));
  app.get('/hsds/profile', open(profilePatch()));
  app.get('/hsds', (_request, reply) => reply.redirect('/hsds/', 308));
  app.get(`${COUNTRY}/`, (request, reply) => answer(options, request, reply, (_s, _q, _c, { country }) => about(country)));
  app.get(`${COUNTRY}/openapi.json`, (request, reply) => answer(options, request, reply, (_s, _q, _c, { country }) => hsdsOpenApi(base(country))));
  for (const format of EXPORT_FORMATS) {
    app.get(`${COUNTRY}/export.${format}`, (request, reply) => inCountry(options, request, reply, async (ctx) => {
      const { bytes, tag } = await publicFile(ctx, format);
      if (isKnown(request, reply, tag)) return reply.status(304).send();
      return reply.header('content-disposition', `attachment; filename="${fileName(ctx, format)}"`).type(MEDIA_TYPES[format]).send(bytes);
    }));
  }
  const list: Make = (snapshot, query, ctx, params) => listOf(params.list, snapshot, query, ctx.pack.places);
  app.route({ method: ['GET', 'POST'], url: `${COUNTRY}/${LIST}`, handler: (request, reply) => answer(options, request, reply, list) });
  app.get(`${COUNTRY}/${LIST}/:id`, (request, reply) => answer(options, request, reply, (snapshot, query, _ctx, params) => oneOf(params.list, params.id, snapshot, query)));
}

/** Everybody's scripts may read it: it is public and there is nothing else to be had with the same request. */
const headers = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', CACHE).header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin').type('application/json; charset=utf-8');

function answer(options: HsdsOptions, request: FastifyRequest, reply: FastifyReply, make: Make): Promise<FastifyReply> {
  return inCountry(options, request, reply, async (ctx) => {
    const query = readQuery(request.query);
    const snapshot = await publicSnapshot(ctx);
    if (isKnown(request, reply, tagOf(snapshot))) return reply.status(304).send();
    return send(reply, make(snapshot, query, ctx, request.params as Params), query);
  });
}

/** Sets the headers of an answer; true if whoever asks has it already. */
function isKnown(request: FastifyRequest, reply: FastifyReply, content: string): boolean {
  const tag = `"${createHash('sha256').update(`${content} ${request.url}`).digest('base64url').slice(0, 22)}"`;
  headers(reply).header('etag', tag);
  return request.headers['if-none-match'] === tag;
}

async function inCountry(options: HsdsOptions, request: FastifyRequest, reply: FastifyReply, work: (ctx: Ctx) => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    const country = (request.params as Params).country.toUpperCase() as CountryCode;
    if (!options.house.packs.has(country)) throw notFound();
    const who = { actor: publicActor(country, 'es'), purpose: 'public-information', now: options.clock.now(), requestId: request.id } as const;
    return await inReadingContext(options.house, who, work);
  } catch (error) {
    return refused(options, request, reply, error);
  }
}

function readQuery(raw: unknown): HsdsQuery {
  const read = hsdsQuery.safeParse(raw);
  if (!read.success) throw new Refused(shapeProblems(read.error).problems, 400);
  return read.data;
}

/** Lines carry what the page would list; how many there are stands in the header. */
function send(reply: FastifyReply, value: unknown, { format }: HsdsQuery): FastifyReply {
  const { contents, total_items: total } = value as { contents?: readonly unknown[]; total_items?: number };
  if (format !== 'ndjson' || !contents) return reply.send(value);
  return reply.header('x-total-items', String(total)).type('application/x-ndjson; charset=utf-8').send(contents.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

function refused(options: HsdsOptions, request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const shown = error instanceof Refused ? error : new Refused([{ code: 'platform.fault' }], 500);
  if (shown.status >= 500) options.log?.error({ error, requestId: request.id }, 'the public directory failed');
  const body = errorBody(shown, serverText(preferredLocale(request.headers['accept-language'])), request.id);
  return reply.header('cache-control', 'no-store').header('access-control-allow-origin', '*').status(shown.status).send(body);
}
