/** Addresses of reception. */
import { z } from 'zod';
import { routesOf } from '#platform/http';
import { listRoutes } from './routes/lists.ts';
import { receptionPolicy } from './policy.ts';
import { familyRoutes } from './routes/family.ts';
import { floorRoutes } from './routes/floor.ts';
import { AddArrival, DeskDraft, FinishDesk, GiveAssistance, GiveItem, RecordReturn, ScanCode } from './schema.ts';
import { floorCareRoutes } from './routes/floor-care.ts';
import * as desk from './service/desk.ts';
import * as items from './service/items.ts';
import * as returns from './service/returns.ts';
import {
  arrivalsBoard, deskCandidates, deskChoices, deskView, finishedDesk, scannedPerson, returnEvent, slipContent,
} from './views.ts';

const defineRoute = routesOf(receptionPolicy);
const byRow = z.strictObject({ rowId: z.uuid() });
const atStation = z.strictObject({ station: z.string().max(60).optional() });
const byManifest = z.strictObject({ manifestId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const signedIn = { audience: 'signed-in', purpose: 'reception' } as const;
const yes = { done: true } as const;

export const receptionRoutes = [
  ...listRoutes,
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/arrivals', summary: 'Who is expected, waiting, at a desk, done', permission: 'reception.read-lists',
    audit: { kind: 'manifest', id: ({ query }) => query.manifestId ?? null }, query: z.strictObject({ manifestId: z.uuid().optional() }), response: arrivalsBoard,
    handler: (ctx, { query }) => desk.arrivalsBoard(ctx, query.manifestId ?? null),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/arrivals', summary: 'Somebody at the desk whom no list names', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId }, body: AddArrival as z.ZodType<z.output<typeof AddArrival>>, response: z.object({ rowId: z.string() }),
    mayWaitOffline: true, handler: (ctx, { body }) => desk.addArrival(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/manifests/:manifestId/arrived', summary: 'Everybody of a list is here', permission: 'reception.attend',
    audit: { kind: 'manifest', id: ({ params }) => params.manifestId }, params: byManifest, response: z.object({ arrived: z.number() }),
    handler: (ctx, { params }) => desk.markAllArrived(ctx, params.manifestId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/take-next', summary: 'Take the next person', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId }, response: z.object({ rowId: z.string() }), handler: (ctx) => desk.takeNext(ctx),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/arrivals/:rowId/arrived', summary: 'This person is here', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, response: done,
    handler: async (ctx, { params }) => { await desk.markArrived(ctx, params.rowId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/arrivals/:rowId/not-arrived', summary: 'This person did not come', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, response: done,
    handler: async (ctx, { params }) => { await desk.markNotArrived(ctx, params.rowId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/arrivals/:rowId/take', summary: 'Take this person', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, body: z.strictObject({ takeOver: z.boolean() }),
    response: z.object({ rowId: z.string() }), handler: (ctx, { params, body }) => desk.takePerson(ctx, params.rowId, body.takeOver),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/arrivals/:rowId/release', summary: 'Give this person back to the queue', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, response: done,
    handler: async (ctx, { params }) => { await desk.releasePerson(ctx, params.rowId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/choices', summary: 'What this country lets one choose at reception', permission: 'reception.read-choices',
    audit: 'none: country data, no person', response: deskChoices, handler: async (ctx) => desk.deskChoices(ctx),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/desk/:rowId', summary: 'One person at the desk', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, response: deskView, handler: (ctx, { params }) => desk.deskView(ctx, params.rowId),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/desk/:rowId/candidates', summary: 'Who this may have been before', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, response: deskCandidates,
    handler: async (ctx, { params }) => ({ candidates: await desk.deskCandidates(ctx, params.rowId) }),
  }),
  defineRoute({
    ...signedIn, method: 'PUT', path: '/api/reception/desk/:rowId/draft', summary: 'Keep what was typed so far', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, body: DeskDraft, response: z.object({ saved: z.boolean(), at: z.string() }),
    handler: (ctx, { params, body }) => desk.saveDeskDraft(ctx, params.rowId, body.draft),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/desk/:rowId/finish', summary: 'Person, return, case, help, slip: in one step', permission: 'reception.finish',
    audit: { kind: 'return_event', id: (_, out) => out.returnId, subject: (_, out) => out.personId }, params: byRow,
    body: FinishDesk as z.ZodType<z.output<typeof FinishDesk>>, response: finishedDesk, mayWaitOffline: true,
    handler: (ctx, { params, body }) => desk.finishDesk(ctx, params.rowId, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/slips/:slipId', summary: 'A slip as it prints', permission: 'reception.read-slip',
    audit: { kind: 'slip', id: ({ params }) => params.slipId }, params: z.strictObject({ slipId: z.uuid() }), response: slipContent,
    handler: (ctx, { params }) => returns.slipContent(ctx, params.slipId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/scan', summary: 'Open whoever a slip or a number stands for', permission: 'reception.attend', reads: true,
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId, subject: (_, out) => out.personId }, body: ScanCode, response: scannedPerson,
    handler: (ctx, { body }) => items.scan(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/stays/:rowId', summary: 'One person as a station sees them', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId, subject: (_, out) => out.personId }, params: byRow, query: atStation, response: scannedPerson,
    handler: (ctx, { params, query }) => items.scannedPerson(ctx, params.rowId, query.station ?? null),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stays/:rowId/items', summary: 'One tap: this was given', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId, subject: (_, out) => out.personId }, params: byRow, body: GiveItem, response: scannedPerson,
    mayWaitOffline: true, handler: (ctx, { params, body }) => items.giveItem(ctx, params.rowId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/items/:entryId/undo', summary: 'Take back a tap by mistake', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: (_, out) => out.rowId, subject: (_, out) => out.personId }, params: z.strictObject({ entryId: z.uuid() }), body: atStation,
    response: scannedPerson, handler: (ctx, { params, body }) => items.undoItem(ctx, params.entryId, body.station ?? null),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/returns', summary: 'Record a return without any list', permission: 'reception.record-return',
    audit: { kind: 'return_event', id: (_, out) => out.returnId, subject: ({ body }) => body.personId }, body: RecordReturn as z.ZodType<z.output<typeof RecordReturn>>,
    response: z.object({ returnId: z.string() }), mayWaitOffline: true, handler: (ctx, { body }) => returns.recordReturn(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/returns/:returnId/assistance', summary: 'Hand over one more item', permission: 'reception.attend',
    audit: { kind: 'return_event', id: ({ params }) => params.returnId, subject: (_, out) => out.personId }, params: z.strictObject({ returnId: z.uuid() }),
    body: GiveAssistance as z.ZodType<z.output<typeof GiveAssistance>>, response: returnEvent,
    handler: (ctx, { params, body }) => returns.giveAssistance(ctx, params.returnId, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/people/:personId/returns', summary: 'Returns of a person', permission: 'reception.read-returns',
    audit: { kind: 'person', id: ({ params }) => params.personId, subject: ({ params }) => params.personId }, params: z.strictObject({ personId: z.uuid() }),
    response: z.object({ returns: z.array(returnEvent) }), handler: async (ctx, { params }) => ({ returns: await returns.returnsOf(ctx, params.personId) }),
  }),
  ...floorRoutes,
  ...floorCareRoutes,
  ...familyRoutes,
];
