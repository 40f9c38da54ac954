/** Addresses of lists and reception points. */
import { z } from 'zod';
import { routesOf } from '#platform/http';
import { manifestLines, moveLines, pointLines, reconciliation, senderLines, uploadLines, uploadPreview } from '../list-views.ts';
import { LIMITS } from '../manifest/limits.ts';
import { receptionPolicy } from '../policy.ts';
import { AcceptUpload, ChangeSender, ExplainDifferences, MoveArrivals, ReopenList, ReviseUpload, SetPointState, SettleWalkIn } from '../schema.ts';
import * as lists from '../service/lists.ts';
import * as moves from '../service/moves.ts';
import * as points from '../service/points.ts';
import * as end from '../service/reconcile.ts';
import * as senders from '../service/senders.ts';

const defineRoute = routesOf(receptionPolicy);
const byUpload = z.strictObject({ uploadId: z.uuid() });
const byManifest = z.strictObject({ manifestId: z.uuid() });
const byLayout = z.strictObject({ layoutId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const yes = { done: true } as const;
const signedIn = { audience: 'signed-in', purpose: 'reception' } as const;
const ofUpload = { kind: 'upload', id: ({ params }: { params: { uploadId: string } }) => params.uploadId };
const ofManifest = { kind: 'manifest', id: ({ params }: { params: { manifestId: string } }) => params.manifestId };

const uploadRoutes = [
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/uploads', summary: 'Look at an arrival list before accepting it', permission: 'reception.upload-list',
    audit: { kind: 'upload', id: (_, out) => out.uploadId },
    upload: { maxBytes: LIMITS.bytes + 1 }, response: uploadPreview, handler: (ctx, { file }) => lists.uploadList(ctx, lists.refuseMissingFile(file)),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/uploads', summary: 'Own drafts', permission: 'reception.upload-list',
    audit: 'none: names of files and counts only', response: uploadLines, handler: async (ctx) => ({ uploads: await lists.listUploads(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/uploads/:uploadId', summary: 'A draft, read again', permission: 'reception.upload-list',
    audit: ofUpload, params: byUpload, response: uploadPreview, handler: (ctx, { params }) => lists.getUpload(ctx, params.uploadId),
  }),
  defineRoute({
    ...signedIn, method: 'PATCH', path: '/api/reception/uploads/:uploadId', summary: 'Say what columns and words mean', permission: 'reception.upload-list',
    audit: ofUpload, params: byUpload, body: ReviseUpload, response: uploadPreview, handler: (ctx, { params, body }) => lists.reviseUpload(ctx, params.uploadId, body),
  }),
  defineRoute({
    ...signedIn, method: 'DELETE', path: '/api/reception/uploads/:uploadId', summary: 'Throw a draft away', permission: 'reception.upload-list',
    audit: ofUpload, params: byUpload, response: done, handler: async (ctx, { params }) => { await lists.discardUpload(ctx, params.uploadId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/uploads/:uploadId/accept', summary: 'Take a list in, all or nothing', permission: 'reception.upload-list',
    audit: { kind: 'manifest', id: (_, out) => out.manifestId }, params: byUpload, body: AcceptUpload as z.ZodType<z.output<typeof AcceptUpload>>,
    response: z.object({ manifestId: z.string(), people: z.number(), already: z.boolean(), moved: z.boolean() }),
    handler: (ctx, { params, body }) => lists.acceptUpload(ctx, params.uploadId, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/senders', summary: 'What is remembered of those who send lists', permission: 'reception.keep-senders',
    audit: 'none: words of headers, no person', response: senderLines, handler: async (ctx) => ({ senders: await senders.listSenders(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'PUT', path: '/api/reception/senders/:layoutId', summary: 'Correct what is remembered of a sender', permission: 'reception.keep-senders',
    audit: { kind: 'sender', id: ({ params }) => params.layoutId }, params: byLayout, body: ChangeSender as z.ZodType<z.output<typeof ChangeSender>>, response: done,
    handler: async (ctx, { params, body }) => { await senders.changeSender(ctx, params.layoutId, body); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'DELETE', path: '/api/reception/senders/:layoutId', summary: 'Forget a layout of a sender', permission: 'reception.keep-senders',
    audit: { kind: 'sender', id: ({ params }) => params.layoutId }, params: byLayout, response: done,
    handler: async (ctx, { params }) => { await senders.forgetSender(ctx, params.layoutId); return yes; },
  }),
];

const endRoutes = [
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/manifests', summary: 'Arrival lists', permission: 'reception.read-lists',
    audit: 'none: counts only', response: manifestLines, handler: async (ctx) => ({ manifests: await lists.listManifests(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/manifests/:manifestId/reconciliation', summary: 'A list against who came', permission: 'reception.read-lists',
    audit: ofManifest, params: byManifest, response: reconciliation, handler: (ctx, { params }) => end.reconciliation(ctx, params.manifestId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/manifests/:manifestId/rest-not-arrived', summary: 'Everybody still expected did not come', permission: 'reception.reconcile',
    audit: ofManifest, params: byManifest, response: z.object({ people: z.number() }), handler: (ctx, { params }) => end.missTheRest(ctx, params.manifestId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/manifests/:manifestId/differences', summary: 'Say why the list and who came differ', permission: 'reception.reconcile',
    audit: ofManifest, params: byManifest, body: ExplainDifferences as z.ZodType<z.output<typeof ExplainDifferences>>, response: z.object({ explained: z.number() }),
    handler: (ctx, { params, body }) => end.explainDifferences(ctx, params.manifestId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/manifests/:manifestId/walk-ins', summary: 'Say who somebody is that the list does not name', permission: 'reception.reconcile',
    audit: { ...ofManifest, subject: ({ body }) => body.rowId }, params: byManifest, body: SettleWalkIn, response: done,
    handler: async (ctx, { params, body }) => { await end.settleWalkIn(ctx, params.manifestId, body); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/manifests/:manifestId/close', summary: 'Close a list', permission: 'reception.reconcile',
    audit: ofManifest, params: byManifest, response: done, handler: async (ctx, { params }) => { await end.closeList(ctx, params.manifestId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/manifests/:manifestId/reopen', summary: 'Open a closed list again', permission: 'reception.reopen-list',
    audit: ofManifest, params: byManifest, body: ReopenList, response: done,
    handler: async (ctx, { params, body }) => { await end.reopenList(ctx, params.manifestId, body.reason); return yes; },
  }),
];

const pointRoutes = [
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/points', summary: 'Reception points and what each is by date', permission: 'reception.read-points',
    audit: 'none: places, no person', response: pointLines, handler: async (ctx) => ({ points: await points.listPoints(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/points/:officeId/states', summary: 'Say that a point is open, suspended or moved', permission: 'reception.keep-points',
    audit: { kind: 'office', id: ({ params }) => params.officeId }, params: z.strictObject({ officeId: z.uuid() }), body: SetPointState as z.ZodType<z.output<typeof SetPointState>>,
    response: z.object({ stateId: z.string() }), handler: (ctx, { params, body }) => points.setPointState(ctx, params.officeId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/points/states/:stateId/revoke', summary: 'Take back what was said of a point', permission: 'reception.keep-points',
    audit: { kind: 'point_state', id: ({ params }) => params.stateId }, params: z.strictObject({ stateId: z.uuid() }), response: done,
    handler: async (ctx, { params }) => { await points.revokePointState(ctx, params.stateId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/moves', summary: 'Arrivals moved from or to this point', permission: 'reception.read-lists',
    audit: 'none: counts only', response: moveLines, handler: async (ctx) => ({ moves: await moves.listMoves(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/moves', summary: 'Move a list, or everybody expected on a day, to another point', permission: 'reception.move-arrivals',
    audit: { kind: 'arrival_move', id: (_, out) => out.moveId }, body: MoveArrivals as z.ZodType<z.output<typeof MoveArrivals>>,
    response: z.object({ moveId: z.string(), people: z.number() }), handler: (ctx, { body }) => moves.moveArrivals(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/moves/:moveId/undo', summary: 'Take a move back', permission: 'reception.move-arrivals',
    audit: { kind: 'arrival_move', id: ({ params }) => params.moveId }, params: z.strictObject({ moveId: z.uuid() }), response: z.object({ people: z.number() }),
    handler: (ctx, { params }) => moves.undoMove(ctx, params.moveId),
  }),
];

export const listRoutes = [...uploadRoutes, ...endRoutes, ...pointRoutes];
