import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registryPolicy } from './policy.ts';
import { caseSummary, CloseCase, closingView, ReopenCase, reopened } from './schema.ts';
import * as closings from './service/closings.ts';

const defineRoute = routesOf(registryPolicy);

const caseId = z.object({ caseId: z.uuid() });
const ofCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId };

/** How a case ends, and how it goes on. */
export const closingRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/closing', summary: 'What stands against closing a case; of a closed one how it ended and how it may go on',
    permission: 'registry.close-case', audience: 'signed-in', purpose: 'case-management', audit: { ...ofCase, subject: (_, out) => out.case.personId },
    params: caseId, response: closingView, handler: (ctx, { params }) => closings.closingOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/close', summary: 'Close a case with a code and with what was reached',
    permission: 'registry.close-case', audience: 'signed-in', purpose: 'case-management', audit: { ...ofCase, subject: (_, out) => out.personId },
    params: caseId, body: CloseCase, response: caseSummary, handler: (ctx, { params, body }) => closings.closeCase(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/reopen', summary: 'A closed case goes on: the same one, or a new one that names it',
    permission: 'registry.reopen-case', audience: 'signed-in', purpose: 'case-management', audit: { ...ofCase, subject: (_, out) => out.personId },
    params: caseId, body: ReopenCase, response: reopened, handler: (ctx, { params, body }) => closings.reopenCase(ctx, params.caseId, body),
  }),
];
