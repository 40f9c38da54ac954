import { z } from 'zod';
import { routesOf } from '#platform/http';
import { plansPolicy } from '../policy.ts';
import { besideOf } from './beside.ts';
import { FindGoals, goalBoardSchema, goalPageSchema, GoalsOfCell, planBesideSchema } from './schema.ts';
import { goalBoard, goalsOfCell } from './service.ts';

const defineRoute = routesOf(plansPolicy);
const NOBODY = 'none: counts without identity' as const;

export const boardRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/plan/beside', summary: 'Goals of those who live with the person, and why the person had left',
    permission: 'plans.read-plan', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'plan', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: z.object({ caseId: z.uuid() }), response: planBesideSchema, handler: (ctx, { params }) => besideOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'GET', path: '/api/plan-board', summary: 'How many open goals there are by dimension and level',
    permission: 'plans.list-steps', audience: 'signed-in', purpose: 'case-management', audit: NOBODY,
    response: goalBoardSchema, handler: (ctx) => goalBoard(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/plan-board/goals', summary: 'The open goals of one cell of the board',
    permission: 'plans.list-steps', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'plan_list', id: ({ query }) => `${query.dimension}-${query.level}` },
    query: GoalsOfCell, response: goalPageSchema, handler: (ctx, { query }) => goalsOfCell(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/plan-board/goals/search', reads: true, summary: 'The open goals of one cell whose person bears these names',
    permission: 'plans.list-steps', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'plan_list', id: ({ body }) => `${body.dimension}-${body.level}` },
    body: FindGoals, response: goalPageSchema, handler: (ctx, { body }) => goalsOfCell(ctx, body),
  }),
];
