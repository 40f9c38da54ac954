import { z } from 'zod';
import { type Route, routesOf } from '#platform/http';
import { plansPolicy } from '../policy.ts';
import { CaseSupport, CorrectSupport, RecordSupport, StrikeSupport, TakeFromReferral } from './schema.ts';
import { correctSupport, recordSupport, strikeSupport, supportOf, takeFromReferral } from './service.ts';

const defineRoute = routesOf(plansPolicy);
const ofCase = z.strictObject({ caseId: z.uuid() });
const ofSupport = z.strictObject({ supportId: z.uuid() });
const Recorded = z.object({ supportId: z.uuid() });
const signedIn = { audience: 'signed-in', purpose: 'case-management' } as const;
const ofThatCase = { kind: 'support', id: (_: unknown, out: { supportId: string }) => out.supportId, subject: ({ params }: { params: { caseId: string } }) => params.caseId };
const aboutSupport = { kind: 'support', id: ({ params }: { params: { supportId: string } }) => params.supportId };

export const supportRoutes: readonly Route[] = [
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/cases/:caseId/support', summary: 'Support that a case received so far, and completed referrals of which nobody has written it down',
    permission: 'plans.see-support', audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: ofCase, response: CaseSupport, handler: (ctx, { params }) => supportOf(ctx, params.caseId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/cases/:caseId/support', summary: 'Write down support that was given', permission: 'plans.record-support', mayWaitOffline: true, audit: ofThatCase,
    params: ofCase, body: RecordSupport, response: Recorded, handler: (ctx, { params, body }) => recordSupport(ctx, params.caseId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/cases/:caseId/support/from-referral', summary: 'Take over what a completed referral delivered', permission: 'plans.record-support', audit: ofThatCase,
    params: ofCase, body: TakeFromReferral, response: Recorded, handler: (ctx, { params, body }) => takeFromReferral(ctx, params.caseId, body.referralId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/support/:supportId/corrections', summary: 'Correct what was written down of support', permission: 'plans.record-support', audit: aboutSupport,
    params: ofSupport, body: CorrectSupport, response: Recorded, handler: (ctx, { params, body }) => correctSupport(ctx, params.supportId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/support/:supportId/strike', summary: 'Strike out support that was not given', permission: 'plans.record-support', audit: aboutSupport,
    params: ofSupport, body: StrikeSupport, response: Recorded, handler: (ctx, { params, body }) => strikeSupport(ctx, params.supportId, body),
  }),
];
