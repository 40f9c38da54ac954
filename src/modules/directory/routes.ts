import { z } from 'zod';
import { routesOf } from '#platform/http';
import { criteriaRoutes } from './criteria-routes.ts';
import { directoryPolicy } from './policy.ts';
import { inOrder } from './rights/choose.ts';
import { rightCards } from './rights/pack.ts';
import { rightCardSchema } from './rights/schema.ts';
import { documentTypeSchema, needTypeSchema, placeOptionSchema, receptionPointSchema, serviceCardPartsSchema, servicePageSchema } from './schema.ts';
import { exchangeRoutes } from './routes/exchange.ts';
import { paperReportRoutes } from './routes/paper-reports.ts';
import { stewardshipRoutes } from './routes/stewardship.ts';
import { placesLeft, placesLeftSchema, setPlaces, SetPlaces } from './places-left.ts';
import * as service from './service.ts';
import { tripRoutes } from './trips/routes.ts';

const defineRoute = routesOf(directoryPolicy);

const NO_PERSON = 'none: the directory holds no person';
const id = z.string().max(100);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const serviceQuery = z.object({
  need: z.string().max(60).optional(),
  text: z.string().max(200).optional(),
  admin1: z.string().max(20).optional(),
  admin2: z.string().max(20).optional(),
  status: z.string().max(20).optional(),
  toCheck: flag.optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

const MAX_PLACES = 12;

/** Routes of the directory room. */
export const directoryRoutes = [
  defineRoute({
    method: 'GET', path: '/api/directory/services', summary: 'Services by need, words and place',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: NO_PERSON,
    query: serviceQuery,
    response: z.object({ services: z.array(serviceCardPartsSchema) }),
    handler: async (ctx, { query }) => ({ services: await service.withNames(ctx, await service.findServices(ctx, query)) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/services/:serviceId', summary: 'One service with its sources',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: NO_PERSON,
    params: z.object({ serviceId: id }),
    response: servicePageSchema,
    handler: (ctx, { params }) => service.servicePage(ctx, params.serviceId),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/services/:serviceId/places', summary: 'Places left of a service, and the order of its waiting list',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: NO_PERSON,
    params: z.object({ serviceId: id }), response: placesLeftSchema,
    handler: (ctx, { params }) => placesLeft(ctx, params.serviceId),
  }),
  defineRoute({
    method: 'PUT', path: '/api/directory/services/:serviceId/places', summary: 'Say how many places are left, and whether there is a waiting list',
    permission: 'directory.places', audience: 'signed-in', purpose: 'service-provision',
    audit: { kind: 'service', id: ({ params }) => params.serviceId },
    params: z.object({ serviceId: id }), body: SetPlaces, response: placesLeftSchema,
    handler: (ctx, { params, body }) => setPlaces(ctx, params.serviceId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/needs', summary: 'The catalogue of needs',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: NO_PERSON,
    response: z.object({ needs: z.array(needTypeSchema) }),
    handler: async (ctx) => ({ needs: [...service.needCatalog(ctx)] }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/documents', summary: 'Papers of the country',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: NO_PERSON,
    response: z.object({ documents: z.array(documentTypeSchema) }),
    handler: async (ctx) => ({ documents: await service.documentTypes(ctx) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/rights', summary: 'What the law gives: cards with their legal basis',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: NO_PERSON,
    response: z.object({ cards: z.array(rightCardSchema) }),
    handler: async (ctx) => ({ cards: inOrder(rightCards(ctx.pack)) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/reception-points', summary: 'Reception points of the country',
    permission: 'directory.read', audience: 'signed-in', purpose: 'reception', audit: NO_PERSON,
    response: z.object({ receptionPoints: z.array(receptionPointSchema) }),
    handler: async (ctx) => ({ receptionPoints: await service.receptionPoints(ctx) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/places', summary: 'Municipalities by name, tolerant of accents and slips',
    permission: 'directory.read', audience: 'signed-in', purpose: 'registration', audit: NO_PERSON,
    query: z.object({ text: z.string().max(100).optional(), id: z.string().max(20).optional(), limit: z.coerce.number().int().min(1).max(50).optional() }),
    response: z.object({ places: z.array(placeOptionSchema) }),
    handler: async (ctx, { query }) => ({ places: service.findPlaces(ctx, { ...query, limit: query.limit ?? MAX_PLACES }) }),
  }),
  ...criteriaRoutes,
  ...stewardshipRoutes,
  ...exchangeRoutes,
  ...paperReportRoutes,
  ...tripRoutes,
];
