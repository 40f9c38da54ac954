import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registryPolicy } from './policy.ts';
import { BeginMove, bulkMove, caseHolders, movableOffices, moveAhead, MoveCases } from './schema.ts';
import * as moves from './service/bulk-moves.ts';

const defineRoute = routesOf(registryPolicy);

const bulkId = z.object({ bulkId: z.uuid() });
const shared = { permission: 'registry.move-cases', audience: 'signed-in', purpose: 'supervision' } as const;
const ofMove = { kind: 'bulk_move', id: ({ params }: { params: { bulkId: string } }) => params.bulkId };

/** Many cases at once. */
export const bulkRoutes = [
  defineRoute({
    method: 'GET', path: '/api/case-moves', summary: 'Offices between which cases may be moved, and the newest moves', ...shared, audit: { kind: 'work-list', id: () => 'case-moves' },
    response: movableOffices, handler: (ctx) => moves.movesInSight(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/case-moves/holders/:officeId', summary: 'Who holds how many open cases of an office', ...shared, audit: { kind: 'office', id: ({ params }) => params.officeId },
    params: z.object({ officeId: z.uuid() }), response: caseHolders, handler: (ctx, { params }) => moves.holdersOf(ctx, params.officeId),
  }),
  defineRoute({
    method: 'GET', path: '/api/case-moves/:bulkId', summary: 'How far a move of many cases has come', ...shared, audit: ofMove,
    params: bulkId, response: bulkMove, handler: (ctx, { params }) => moves.getMove(ctx, params.bulkId),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-moves', summary: 'Give many cases to other hands at once', ...shared, audit: { kind: 'bulk_move', id: (_, out) => out.moveId },
    body: BeginMove, response: z.object({ moveId: z.string() }), handler: (ctx, { body: { cases, ...body } }) => moves.moveCases(ctx, body, cases),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-moves/look', reads: true, summary: 'How many cases would move, from whom and to whom, before anything begins', ...shared, audit: { kind: 'work-list', id: () => 'case-moves' },
    body: MoveCases, response: moveAhead, handler: (ctx, { body }) => moves.lookAhead(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-moves/:bulkId/cancel', summary: 'Stop a move of many cases', ...shared, audit: ofMove,
    params: bulkId, response: bulkMove, handler: (ctx, { params }) => moves.cancelMove(ctx, params.bulkId),
  }),
];
