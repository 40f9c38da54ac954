import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { type Route, routesOf } from '#platform/http';
import { referralsPolicy } from '../policy.ts';
import { AddSession, AgreeCourse, courseOfReferral, coursesOfCase, EndCourse, SettleSession } from './schema.ts';
import { addSession, agreeCourse, courseOf, coursesOf, endCourse, noteMissed, settleSession } from './service.ts';

const defineRoute = routesOf(referralsPolicy);
const ofReferral = z.strictObject({ referralId: z.uuid() });
const aboutReferral = { kind: 'referral', id: ({ params }: { params: { referralId: string } }) => params.referralId };
const provider = { audience: 'signed-in', purpose: 'service-provision', audit: aboutReferral, response: courseOfReferral } as const;
const writes = { ...provider, method: 'POST', permission: 'referrals.answer', params: ofReferral, again: (ctx: Ctx, { params }: { params: { referralId: string } }) => courseOf(ctx, params.referralId) } as const;

/** Sessions: the provider's side, and what whoever follows the case learns. */
export const courseRoutes: readonly Route[] = [
  defineRoute({
    ...provider, method: 'GET', path: '/api/inbox/:referralId/course', summary: 'Sessions that were agreed with somebody who was referred', permission: 'referrals.inbox',
    params: ofReferral, handler: (ctx, { params }) => courseOf(ctx, params.referralId),
  }),
  defineRoute({ ...writes, path: '/api/inbox/:referralId/course', summary: 'How many sessions are agreed, and with whom', body: AgreeCourse, handler: (ctx, { params, body }) => agreeCourse(ctx, params.referralId, body) }),
  defineRoute({ ...writes, path: '/api/inbox/:referralId/course/sessions', summary: 'A session is planned, was held or missed', body: AddSession, handler: (ctx, { params, body }) => addSession(ctx, params.referralId, body) }),
  defineRoute({
    ...provider, method: 'POST', path: '/api/inbox/:referralId/course/sessions/:sessionId', summary: 'Whether somebody came to a session', permission: 'referrals.answer',
    params: ofReferral.extend({ sessionId: z.uuid() }), body: SettleSession, again: (ctx, { params }) => courseOf(ctx, params.referralId),
    handler: (ctx, { params, body }) => settleSession(ctx, params.referralId, params.sessionId, body),
  }),
  defineRoute({ ...writes, path: '/api/inbox/:referralId/course/end', summary: 'The sessions are over', body: EndCourse, handler: (ctx, { params, body }) => endCourse(ctx, params.referralId, body) }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/courses', summary: 'Sessions of a case: how many were kept, how many missed', permission: 'referrals.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId }, params: z.strictObject({ caseId: z.uuid() }), response: coursesOfCase, handler: (ctx, { params }) => coursesOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/course/noted', summary: 'Take note that somebody did not come to a session', permission: 'referrals.follow', audience: 'signed-in', purpose: 'case-management',
    audit: aboutReferral, params: ofReferral, body: z.strictObject({}), response: z.object({ referralId: z.uuid() }), handler: (ctx, { params }) => noteMissed(ctx, params.referralId),
  }),
];
