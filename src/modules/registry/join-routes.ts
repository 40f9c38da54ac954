import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registryPolicy } from './policy.ts';
import { JoinCases, relatedCases, twoCases } from './schema.ts';
import * as joins from './service/joins.ts';
import { twoCases as openPairs } from './service/two-cases.ts';

const defineRoute = routesOf(registryPolicy);

const caseId = z.object({ caseId: z.uuid() });
const ofCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId, subject: (_: unknown, out: { personId: string }) => out.personId };

/** Several cases of one person: which there are, and how two open ones become one. */
export const joinRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/related', summary: 'The other cases of the same person in sight, and which of them go on together',
    permission: 'registry.read-cases', audience: 'signed-in', purpose: 'case-management', audit: ofCase,
    params: caseId, response: relatedCases.extend({ personId: z.string() }), handler: (ctx, { params }) => joins.relatedCases(ctx, params.caseId),
  }),
  defineRoute({
    method: 'GET', path: '/api/case-joins/open', summary: 'People with two open cases whose offices do not see one another: supervision joins them',
    permission: 'registry.review-identities', audience: 'signed-in', purpose: 'supervision', audit: { kind: 'work-list', id: () => 'two-cases' },
    response: twoCases, handler: (ctx) => openPairs(ctx),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/join', summary: 'Close a case because it goes on in another open case of the same person',
    permission: 'registry.join-cases', audience: 'signed-in', purpose: 'case-management', audit: ofCase,
    params: caseId, body: JoinCases, response: z.object({ joinId: z.string(), personId: z.string() }), handler: (ctx, { params, body }) => joins.joinCases(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-joins/:joinId/undo', summary: 'Take the join of two cases back: the case is open again as it was',
    permission: 'registry.join-cases', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_join', id: ({ params }) => params.joinId, subject: (_, out) => out.personId },
    params: z.object({ joinId: z.uuid() }), response: z.object({ caseId: z.string(), personId: z.string() }), handler: (ctx, { params }) => joins.undoJoin(ctx, params.joinId),
  }),
];
