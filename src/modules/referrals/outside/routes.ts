import { z } from 'zod';
import { type Route, routesOf } from '#platform/http';
import { referralsPolicy } from '../policy.ts';
import { endOutside, madeOutside, makeOutside, outsideOf } from './links.ts';
import { MadeOutside, MakeOutside, OutsideOfReferral } from './schema.ts';

const defineRoute = routesOf(referralsPolicy);
const ofReferral = z.strictObject({ referralId: z.uuid() });
const aboutReferral = { kind: 'referral', id: ({ params }: { params: { referralId: string } }) => params.referralId };

/** How an officer lets somebody without an account answer. The answer itself comes by public pages. */
export const outsideRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/api/referrals/:referralId/outside', summary: 'Links and sheets that were handed out for a referral, without their secrets',
    permission: 'referrals.read', audience: 'signed-in', purpose: 'case-management', audit: aboutReferral,
    params: ofReferral, response: OutsideOfReferral,
    handler: (ctx, { params }) => outsideOf(ctx, params.referralId),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/outside', summary: 'Make a link or a sheet by which a service without an account answers; the one before ends',
    permission: 'referrals.hand-out', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: MakeOutside, response: MadeOutside,
    handler: (ctx, { params, body }) => makeOutside(ctx, params.referralId, body.kind),
    // The secret is told once: nothing keeps it, also not the answer of a repeated command.
    again: (ctx, { params }) => madeOutside(ctx, params.referralId),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/outside/end', summary: 'End the link or sheet of a referral',
    permission: 'referrals.hand-out', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: z.strictObject({}), response: OutsideOfReferral,
    handler: (ctx, { params }) => endOutside(ctx, params.referralId),
  }),
];
