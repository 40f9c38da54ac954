/** Addresses of people who stand together, and of a family at the desk. */
import { z } from 'zod';
import { candidate } from '#registry/schema';
import { routesOf } from '#platform/http';
import { receptionPolicy } from '../policy.ts';
import { AskFamily, FinishFamily, StandTogether } from '../schema.ts';
import * as family from '../service/family-desk.ts';
import * as party from '../service/party.ts';
import { familyDesk, familySlips, finishedFamily } from '../views.ts';

const defineRoute = routesOf(receptionPolicy);
const signedIn = { audience: 'signed-in', purpose: 'reception' } as const;
const byRow = z.strictObject({ rowId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const yes = { done: true } as const;
const ofRow = { kind: 'manifest_row', id: ({ params }: { params: { rowId: string } }) => params.rowId } as const;

export const familyRoutes = [
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/floor/:rowId/together', summary: 'These people stand together', permission: 'reception.attend',
    audit: ofRow, params: byRow, body: StandTogether, response: done, handler: async (ctx, { params, body }) => { await party.standTogether(ctx, params.rowId, body); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/floor/:rowId/alone', summary: 'Somebody does not belong to this group', permission: 'reception.attend',
    audit: ofRow, params: byRow, response: done, handler: async (ctx, { params }) => { await party.standAlone(ctx, params.rowId); return yes; },
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/desk/:rowId/family', summary: 'Somebody at the desk and whoever stands together with them', permission: 'reception.attend',
    audit: ofRow, params: byRow, response: familyDesk, handler: (ctx, { params }) => family.familyDesk(ctx, params.rowId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/families/candidates', summary: 'Who may each of a family have been before?', permission: 'reception.attend', reads: true,
    audit: { kind: 'manifest_row', id: ({ body }) => body.members.find((m) => m.rowId !== null)?.rowId ?? null }, body: AskFamily as z.ZodType<z.output<typeof AskFamily>>,
    response: z.object({ members: z.array(z.array(candidate)) }), handler: async (ctx, { body }) => ({ members: await family.familyCandidates(ctx, body) }),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/reception/families', summary: 'Register a family: everybody, or nobody', permission: 'reception.finish',
    audit: { kind: 'manifest_row', id: (_, out) => out.members[0]?.rowId ?? null }, body: FinishFamily as z.ZodType<z.output<typeof FinishFamily>>, response: finishedFamily,
    handler: (ctx, { body }) => family.finishFamily(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/reception/stays/:rowId/slips', summary: 'The slips of everybody who stands together with somebody', permission: 'reception.attend',
    audit: ofRow, params: byRow, response: familySlips, handler: async (ctx, { params }) => ({ slips: await family.slipsOfFamily(ctx, params.rowId) }),
  }),
];
