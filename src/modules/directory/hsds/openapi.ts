import { HSDS_VERSION } from './profile.ts';

/** A description of the read API, in the form of OpenAPI 3.1. */

const TYPES: Readonly<Record<string, string>> = {
  page: 'integer', per_page: 'integer', proximity: 'number', minimal: 'boolean', full: 'boolean', full_service: 'boolean', top_only: 'boolean',
};

const PAGING = ['search', 'page', 'per_page', 'format'];
const OF_SERVICES = ['taxonomy_term_id', 'taxonomy_id', 'organization_id', 'modified_after', 'full'];

/** Parameters of each list. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  services: [...PAGING, ...OF_SERVICES, 'minimal'],
  organizations: [...PAGING, 'taxonomy_term_id', 'taxonomy_id', 'full', 'full_service'],
  taxonomies: PAGING,
  taxonomy_terms: [...PAGING, 'taxonomy_id', 'top_only', 'parent_id'],
  service_at_locations: [...PAGING, ...OF_SERVICES, 'postcode', 'proximity'],
};

const answer = (description: string) => ({ 200: { description, content: { 'application/json': { schema: { type: 'object' } } } } });

function pathsOf(list: string): [string, object][] {
  const parameters = PARAMETERS[list]!.map((name) => ({ name, in: 'query', required: false, schema: { type: TYPES[name] ?? 'string' } }));
  return [
    [`/${list}`, { get: { summary: `List of ${list}, in pages`, parameters, responses: answer('A page') }, post: { summary: `List of ${list}, in pages`, parameters, responses: answer('A page') } }],
    [`/${list}/{id}`, { get: { summary: `One of ${list}`, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }], responses: { ...answer('The object'), 404: { description: 'Not there' } } } }],
  ];
}

/** `base` is the address under which the country's directory is read. */
export function hsdsOpenApi(base: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: { title: 'Ventanilla: public directory', version: HSDS_VERSION, license: { name: 'AGPL-3.0-or-later' } },
    servers: [{ url: base }],
    paths: {
      '/': { get: { summary: 'What this API is', responses: answer('Version, profile, description') } },
      ...Object.fromEntries(Object.keys(PARAMETERS).flatMap(pathsOf)),
    },
  };
}
