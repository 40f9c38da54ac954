import { z } from 'zod';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { remembering } from '#platform/db';
import { routesOf, type Route } from '#platform/http';
import { registryPolicy } from '#registry';
import { casePage, type CasePage } from '#registry/schema';

const OF_CASE = '/api/cases/:caseId';

/** What the page of a case shows, by the address where each part is read alone: the panels of the page ask there when something changed, and the whole of it is asked once. */
const PARTS = [
  ...['alerts', 'related', 'assessments', 'needs', 'referrals', 'follow-ups', 'transfers', 'plan', 'papers', 'support', 'conferences', 'happenings', 'officers', 'arrival', 'referral-drafts', 'abroad-news'].map((part) => `${OF_CASE}/${part}`),
  ...['', '/family', '/identity', '/returns'].map((part) => `/api/people/:personId${part}`),
];

const defineRoute = routesOf(registryPolicy);

interface Ids { readonly caseId: string; readonly personId: string }

const addressOf = (path: string, ids: Ids): string => path.replace(':caseId', ids.caseId).replace(':personId', ids.personId);

/** One part as its own route answers it; nothing where this actor would be refused. */
async function partOf(ctx: Ctx, route: Route, ids: Ids): Promise<readonly [string, unknown] | null> {
  if (!route.rule.roles.includes(ctx.actor.role)) return null;
  const params = route.path.includes(':personId') ? { personId: ids.personId } : { caseId: ids.caseId };
  try {
    return [addressOf(route.path, ids), route.response.parse(await route.handler({ ...ctx, purpose: route.purpose }, { params, query: route.query?.parse({}) ?? {}, body: undefined, file: null }))];
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

const wholePage = z.object({ parts: z.record(z.string(), z.unknown()) });

/** The route of a part. A page that asks for what nobody answers would show less without a word. */
function routeOf(routes: readonly Route[], path: string): Route {
  const found = routes.find((route) => route.method === 'GET' && route.path === path);
  if (!found) throw new RangeError(`no route answers ${path}`);
  return found;
}

/**
 * The page of a case in one answer and one transaction, made of the rooms' own routes with their own permissions: on a bad network twenty questions are twenty
 * chances to wait. It is one act of reading, and one entry of the audit.
 */
export function casePageRoute(routes: readonly Route[]): Route {
  const own = routeOf(routes, OF_CASE);
  const parts = PARTS.map((path) => routeOf(routes, path));
  return defineRoute({
    method: 'GET', path: '/api/cases/:caseId/page', summary: 'Everything that the page of a case shows at first, by the address where each part is read alone',
    permission: 'registry.read-cases', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }, { parts: read }) => (read[addressOf(OF_CASE, { ...params, personId: '' })] as CasePage).person.personId },
    params: z.object({ caseId: z.uuid() }), response: wholePage,
    handler: async (asked, { params }) => {
      const ctx = { ...asked, tx: remembering(asked.tx) };
      const found = casePage.parse(await own.handler(ctx, { params, query: {}, body: undefined, file: null }));
      const ids = { caseId: params.caseId, personId: found.person.personId };
      const read = await Promise.all(parts.map((route) => partOf(ctx, route, ids)));
      return { parts: Object.fromEntries([[addressOf(OF_CASE, ids), found], ...read.filter((part) => part !== null)]) };
    },
  });
}
