/** Addresses of calls home, transport, beds, hand-overs and the exit. */
import { z } from 'zod';
import { routesOf } from '#platform/http';
import { receptionPolicy } from '../policy.ts';
import {
  AddBedPlace, AskTransport, ChangeBedPlace, DecideTransport, EndBed, FollowLeft, GiveBed, IssueTransport, LeaveTogether, RecordCall, RecordHandover,
} from '../schema.ts';
import * as beds from '../service/beds.ts';
import * as care from '../service/care.ts';
import * as exit from '../service/exit.ts';
import { bedBoard, careView, exitView, leftTogether, leftWithout, transportToDecide } from '../views-care.ts';

const defineRoute = routesOf(receptionPolicy);
const signedIn = { audience: 'signed-in', purpose: 'reception' } as const;
const byRow = z.strictObject({ rowId: z.uuid() });
const byTransport = z.strictObject({ transportId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const yes = { done: true } as const;
const ofRow = { kind: 'manifest_row', id: ({ params }: { params: { rowId: string } }) => params.rowId } as const;

export const floorCareRoutes = [
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/stays/:rowId/care', summary: 'Calls, transport and bed of somebody on the floor', permission: 'reception.attend',
    audit: ofRow, params: byRow, response: careView, handler: (ctx, { params }) => care.careView(ctx, params.rowId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stays/:rowId/calls', summary: 'The offer to call home and what came of it', permission: 'reception.attend',
    audit: ofRow, params: byRow, body: RecordCall, response: careView, mayWaitOffline: true, handler: (ctx, { params, body }) => care.recordCall(ctx, params.rowId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stays/:rowId/transport', summary: 'Ask for transport home', permission: 'reception.attend',
    audit: ofRow, params: byRow, body: AskTransport, response: careView, handler: (ctx, { params, body }) => care.askTransport(ctx, params.rowId, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/transport', summary: 'Requests that wait for this actor', permission: 'reception.decide-transport',
    audit: { kind: 'manifest', id: () => null }, response: transportToDecide, handler: async (ctx) => ({ requests: await care.transportToDecide(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/transport/:transportId/decision', summary: 'Agree to a transport, or refuse it', permission: 'reception.decide-transport',
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId }, params: byTransport, body: DecideTransport, response: z.object({ rowId: z.string() }),
    handler: (ctx, { params, body }) => care.decideTransport(ctx, params.transportId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/transport/:transportId/issue', summary: 'Ticket or fare was handed over', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId }, params: byTransport, body: IssueTransport, response: careView,
    handler: (ctx, { params, body }) => care.issueTransport(ctx, params.transportId, body.ticket),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/transport/:transportId/cancel', summary: 'The transport is not needed', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId }, params: byTransport, response: careView, handler: (ctx, { params }) => care.cancelTransport(ctx, params.transportId),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/beds', summary: 'Beds of tonight and who has none', permission: 'reception.read-lists',
    audit: { kind: 'manifest', id: () => null }, response: bedBoard, handler: (ctx) => beds.bedBoard(ctx),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stays/:rowId/bed-wanted', summary: 'Somebody needs a bed tonight', permission: 'reception.attend',
    audit: ofRow, params: byRow, response: done, handler: async (ctx, { params }) => { await beds.needBed(ctx, params.rowId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stays/:rowId/bed', summary: 'Give the bed of tonight', permission: 'reception.attend',
    audit: ofRow, params: byRow, body: GiveBed, response: done, handler: async (ctx, { params, body }) => { await beds.giveBed(ctx, params.rowId, body); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stays/:rowId/bed-end', summary: 'Bed or request is given up', permission: 'reception.attend',
    audit: ofRow, params: byRow, body: EndBed, response: done, handler: async (ctx, { params, body }) => { await beds.endBed(ctx, params.rowId, body.why); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/bed-places', summary: 'Add a place to sleep', permission: 'reception.keep-beds',
    audit: { kind: 'office', id: ({ body }) => body.officeId }, body: AddBedPlace as z.ZodType<z.output<typeof AddBedPlace>>, response: z.object({ placeId: z.string() }),
    handler: (ctx, { body }) => beds.addBedPlace(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'PUT', path: '/api/reception/bed-places/:placeId', summary: 'Change a place to sleep', permission: 'reception.keep-beds',
    audit: { kind: 'office', id: () => null }, params: z.strictObject({ placeId: z.uuid() }), body: ChangeBedPlace as z.ZodType<z.output<typeof ChangeBedPlace>>, response: done,
    handler: async (ctx, { params, body }) => { await beds.changeBedPlace(ctx, params.placeId, body); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/stays/:rowId/exit', summary: 'Somebody at the exit and their travel group', permission: 'reception.leave',
    audit: ofRow, params: byRow, response: exitView, handler: (ctx, { params }) => exit.exitView(ctx, params.rowId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/handovers', summary: 'Who takes a child', permission: 'reception.leave',
    audit: { kind: 'manifest_row', id: ({ body }) => body.rowIds[0] ?? null }, body: RecordHandover as z.ZodType<z.output<typeof RecordHandover>>, response: done,
    handler: async (ctx, { body }) => { await exit.recordHandover(ctx, body); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/handovers/:handoverId/verify', summary: 'Protection has checked a guardian', permission: 'reception.verify-guardian',
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId }, params: z.strictObject({ handoverId: z.uuid() }), response: z.object({ rowId: z.string() }),
    handler: (ctx, { params }) => exit.verifyHandover(ctx, params.handoverId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/exits', summary: 'People leave the reception point together', permission: 'reception.leave',
    audit: { kind: 'manifest_row', id: ({ body }) => body.members[0]?.rowId ?? null }, body: LeaveTogether as z.ZodType<z.output<typeof LeaveTogether>>, response: leftTogether,
    handler: (ctx, { body }) => exit.leaveTogether(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/left-without-step', summary: 'Who left without a next step', permission: 'reception.leave',
    audit: { kind: 'manifest', id: () => null }, response: leftWithout, handler: async (ctx) => ({ people: await exit.leftWithout(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stays/:rowId/followed', summary: 'Somebody looked after who left without a next step', permission: 'reception.leave',
    audit: ofRow, params: byRow, body: FollowLeft, response: done, handler: async (ctx, { params, body }) => { await exit.followLeft(ctx, params.rowId, body.how); return yes; },
  }),
];
