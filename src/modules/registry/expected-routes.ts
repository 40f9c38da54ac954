import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registryPolicy } from './policy.ts';
import { AnswerArrival, ARRIVAL_LISTS, arrivalDetail, arrivalOfCase, arrivalPage } from './schema.ts';
import * as expected from './service/expected.ts';

const defineRoute = routesOf(registryPolicy);
const arrivalId = z.object({ arrivalId: z.uuid() });
const after = z.string().max(200).optional();
const reading = { permission: 'registry.read-expected', audience: 'signed-in', purpose: 'case-management' } as const;
const ofArrival = { kind: 'expected_arrival', id: ({ params }: { params: { arrivalId: string } }) => params.arrivalId };

/** Who is expected at a window, who has not come, and what became of them. */
export const expectedRoutes = [
  defineRoute({
    method: 'GET', path: '/api/expected-arrivals', summary: 'Who is expected at the own windows, who has not come, and what became of the others', ...reading,
    audit: { kind: 'work-list', id: () => 'expected' }, query: z.object({ list: z.enum(ARRIVAL_LISTS).default('coming'), after }), response: arrivalPage, handler: (ctx, { query }) => expected.listArrivals(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/expected-arrivals/search', reads: true, summary: 'People of such a list who bear these names', ...reading,
    audit: { kind: 'work-list', id: () => 'expected' }, body: z.strictObject({ list: z.enum(ARRIVAL_LISTS).default('coming'), text: z.string().max(120), after }), response: arrivalPage,
    handler: (ctx, { body }) => expected.listArrivals(ctx, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/expected-arrivals/:arrivalId', summary: 'Somebody who is expected, with safe ways to reach them and what was tried', ...reading,
    audit: { ...ofArrival, subject: (_, out) => out.arrival.personId }, params: arrivalId, response: arrivalDetail, handler: (ctx, { params }) => expected.getArrival(ctx, params.arrivalId),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/arrival', summary: 'Whether the person of a case has come to its window', ...reading,
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId }, params: z.object({ caseId: z.uuid() }), response: arrivalOfCase,
    handler: (ctx, { params }) => expected.arrivalOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/expected-arrivals/:arrivalId/answer', summary: 'Somebody came, will come, was not reached, went elsewhere or does not want to', ...reading, permission: 'registry.answer-expected', mayWaitOffline: true,
    audit: { ...ofArrival, subject: (_, out) => out.personId }, params: arrivalId, body: AnswerArrival, response: z.object({ arrivalId: z.string(), caseId: z.string(), personId: z.string() }),
    handler: (ctx, { params, body }) => expected.answerArrival(ctx, params.arrivalId, body),
  }),
];
