import { z } from 'zod';
import type { Route } from '../http.ts';

type Json = Record<string, unknown>;

/** Schema as JSON Schema; what JSON cannot say (files, transforms) becomes an open schema. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
  return rest;
}

function parameters(route: Route): Json[] {
  const list: Json[] = [];
  for (const [where, schema] of [['path', route.params], ['query', route.query]] as const) {
    if (!schema) continue;
    const json = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
    for (const [name, property] of Object.entries(json.properties ?? {})) {
      list.push({ name, in: where, required: where === 'path' || (json.required ?? []).includes(name), schema: property });
    }
  }
  return route.audience === 'public' ? list : [...list, ...headers(route)];
}

/** What a signed-in client sends besides: the command's id, and the token against forgery. */
function headers(route: Route): Json[] {
  const list: Json[] = [];
  if (!route.reads) {
    list.push({ name: 'x-command-id', in: 'header', required: true, description: 'UUID made by the client; sent twice, the command acts once', schema: { type: 'string', format: 'uuid' } });
  }
  if (route.method !== 'GET') {
    list.push({ name: 'x-csrf-token', in: 'header', required: true, description: 'Token of GET /api/session', schema: { type: 'string' } });
  }
  return list;
}

function requestBody(route: Route): Json {
  if (route.upload) return { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } };
  return route.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } } : {};
}

function operation(route: Route): Json {
  const [, , tag = 'api'] = route.path.split('/');
  return {
    operationId: `${route.permission}:${route.method.toLowerCase()}:${route.path}`,
    summary: route.summary,
    tags: [tag],
    description: `Permission ${route.permission} (${route.rule.roles.join(', ')}; ${route.rule.scope}). Purpose ${route.purpose}.`,
    ...(route.audience === 'public' ? { security: [] } : {}),
    parameters: parameters(route),
    ...requestBody(route),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: schemaOf(route.response, 'output') } } },
      default: { description: 'Refused, with codes and sentences', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}

/** The OpenAPI 3.1 description of all routes, from the same schemas that check requests. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  const problem = z.object({ code: z.string(), field: z.string().optional(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional(), message: z.string() });
  const error = z.object({ error: z.object({ code: z.string(), message: z.string(), problems: z.array(problem), requestId: z.string() }) });
  return {
    openapi: '3.1.0',
    info: { title: 'Ventanilla', version, description: 'One record and one window for people who come home.' },
    security: [{ session: [] }],
    paths,
    components: {
      schemas: { Error: schemaOf(error, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'ventanilla_session' } },
    },
  };
}
