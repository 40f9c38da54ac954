import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registryPolicy } from './policy.ts';
import { AcceptTransfer, AskTransfer, caseTransfers, RefuseTransfer } from './schema.ts';
import * as transfers from './service/transfers.ts';

const defineRoute = routesOf(registryPolicy);

const caseId = z.object({ caseId: z.uuid() });
const transferId = z.object({ transferId: z.uuid() });
const answered = z.object({ caseId: z.string(), personId: z.string() });
const ofTransfer = { kind: 'case_transfer', id: ({ params }: { params: { transferId: string } }) => params.transferId, subject: (_: unknown, out: { personId: string }) => out.personId };
const ofCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId, subject: (_: unknown, out: { personId: string }) => out.personId };
const shared = { permission: 'registry.keep-case', audience: 'signed-in', purpose: 'case-management' } as const;

/** A case goes to another office when that office accepts it. */
export const transferRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/transfers', summary: 'Transfers of a case, newest first, and which offices could take it over', ...shared, permission: 'registry.read-cases',
    audit: ofCase, params: caseId, response: caseTransfers, handler: (ctx, { params }) => transfers.transfersOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/transfers', summary: 'Ask another office to take a case over, with a hand-over note', ...shared,
    audit: ofCase, params: caseId, body: AskTransfer, response: z.object({ transferId: z.string(), personId: z.string() }), handler: (ctx, { params, body }) => transfers.askTransfer(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-transfers/:transferId/accept', summary: 'Take a case over that another office hands over', ...shared,
    audit: ofTransfer, params: transferId, body: AcceptTransfer, response: answered, handler: (ctx, { params, body }) => transfers.acceptTransfer(ctx, params.transferId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-transfers/:transferId/refuse', summary: 'Refuse to take a case over, with the reason', ...shared,
    audit: ofTransfer, params: transferId, body: RefuseTransfer, response: answered, handler: (ctx, { params, body }) => transfers.refuseTransfer(ctx, params.transferId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-transfers/:transferId/take-back', summary: 'Keep a case after all that another office was asked to take over', ...shared,
    audit: ofTransfer, params: transferId, response: answered, handler: (ctx, { params }) => transfers.takeTransferBack(ctx, params.transferId),
  }),
  defineRoute({
    method: 'POST', path: '/api/case-transfers/:transferId/seen', summary: 'Take note that the other office refused', ...shared,
    audit: ofTransfer, params: transferId, response: answered, handler: (ctx, { params }) => transfers.noteRefusal(ctx, params.transferId),
  }),
];
