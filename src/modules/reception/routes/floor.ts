/** Addresses of the floor: stations, screens of the waiting room, the daily board. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';
import { routesOf } from '#platform/http';
import { receptionPolicy } from '../policy.ts';
import { ActOnStop, AskScreen, CallNext, MarkFlags, NameScreen, PauseDesk, SendToStation } from '../schema.ts';
import * as board from '../service/board.ts';
import { pausePerson } from '../service/desk.ts';
import * as screens from '../service/screens.ts';
import * as stations from '../service/stations.ts';
import { dayBoard, floorPerson, floorView, openPeople, screenCalls, screenLines } from '../views/floor.ts';

const defineRoute = routesOf(receptionPolicy);
const byRow = z.strictObject({ rowId: z.uuid() });
const byStop = z.strictObject({ stopId: z.uuid() });
const byScreen = z.strictObject({ screenId: z.uuid() });
const ofDay = z.strictObject({ day: z.string().refine(isPlainDate, { error: 'reception.date-impossible' }).optional(), officeId: z.uuid().optional() });
const done = z.object({ done: z.literal(true) });
const yes = { done: true } as const;
const signedIn = { audience: 'signed-in', purpose: 'reception' } as const;

export const floorRoutes = [
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/floor', summary: 'Stations, the queue of one, and who is mine', permission: 'reception.attend',
    audit: 'none: numbers; a name only of people whom the officer called, which is audited', query: z.strictObject({ station: z.string().max(30).optional() }), response: floorView,
    handler: (ctx, { query }) => stations.floorView(ctx, query.station ?? null),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/floor/call', summary: 'Call the next number', permission: 'reception.attend',
    audit: { kind: 'stop', id: (_, out) => out.stopId }, body: CallNext as z.ZodType<z.output<typeof CallNext>>, response: z.object({ stopId: z.string(), no: z.number().nullable() }),
    handler: (ctx, { body }) => stations.callNext(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/stops/:stopId', summary: 'Attend, pause, finish, skip or give back somebody at a station', permission: 'reception.attend',
    audit: { kind: 'stop', id: ({ params }) => params.stopId }, params: byStop, body: ActOnStop as z.ZodType<z.output<typeof ActOnStop>>, response: z.object({ rowId: z.string() }),
    handler: (ctx, { params, body }) => stations.actOnStop(ctx, params.stopId, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/floor/:rowId', summary: 'One person with their way over the floor', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, response: floorPerson, handler: (ctx, { params }) => stations.floorPerson(ctx, params.rowId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/floor/:rowId/send', summary: 'Send somebody to a station', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, body: SendToStation, response: done,
    handler: async (ctx, { params, body }) => { await stations.sendToStation(ctx, params.rowId, body.station); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/floor/:rowId/pause', summary: 'A pause at the desk: what was typed stays', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, body: PauseDesk, response: done,
    handler: async (ctx, { params, body }) => { await pausePerson(ctx, params.rowId, body.reason); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/floor/:rowId/flags', summary: 'Say why somebody is seen first', permission: 'reception.attend',
    audit: { kind: 'manifest_row', id: ({ params }) => params.rowId }, params: byRow, body: MarkFlags as z.ZodType<z.output<typeof MarkFlags>>, response: done,
    handler: async (ctx, { params, body }) => { await stations.markFlags(ctx, params.rowId, body); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/screens', summary: 'Screens of the waiting room', permission: 'reception.manage-screens',
    audit: 'none: no person', response: screenLines, handler: async (ctx) => ({ screens: await screens.listScreens(ctx) }),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/screens', summary: 'Open a screen; its key is told once', permission: 'reception.manage-screens',
    audit: { kind: 'screen', id: (_, out) => out.screenId }, body: NameScreen, response: z.object({ screenId: z.string(), key: z.string() }),
    handler: (ctx, { body }) => screens.openScreen(ctx, body.name),
  }),
  defineRoute({
    ...signedIn, method: 'DELETE', path: '/api/reception/screens/:screenId', summary: 'Close a screen: its address shows nothing any more', permission: 'reception.manage-screens',
    audit: { kind: 'screen', id: ({ params }) => params.screenId }, params: byScreen, response: done,
    handler: async (ctx, { params }) => { await screens.closeScreen(ctx, params.screenId); return yes; },
  }),
  defineRoute({
    audience: 'public', purpose: 'reception', method: 'POST', path: '/api/reception/screen-calls', summary: 'Numbers and desks, for the holder of a screen’s key', permission: 'reception.show-calls',
    audit: 'none: numbers without a person', body: AskScreen, reads: true, response: screenCalls, handler: (ctx, { body }) => screens.screenCalls(ctx, body.key),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/board', summary: 'The day at a reception point', permission: 'reception.read-board',
    audit: 'none: counts only', query: ofDay, response: dayBoard, handler: (ctx, { query }) => board.dayBoard(ctx, query),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/board/without-step', summary: 'Who of a day has no next step', permission: 'reception.read-board',
    audit: { kind: 'day_board', id: ({ query }) => query.officeId ?? null }, query: ofDay, response: openPeople, handler: async (ctx, { query }) => ({ people: await board.withoutStep(ctx, query) }),
  }),
];
