import { z } from 'zod';
import { type Route, routesOf } from '#platform/http';
import { amendOptions, amendReferral } from './amending.ts';
import { goOn } from './case-closing.ts';
import { confirmOutcome } from './confirming.ts';
import { emergencyReviews, reviewEmergency, sendInEmergency } from './emergency.ts';
import { referralsPolicy } from './policy.ts';
import {
  AmendOptions, AmendReferral, ConfirmOutcome, EmergencyLine, EmergencyReferral, EmergencyReviews, OfficerReferral, REVIEW_LISTS, ReviewEmergency, SentReferral,
} from './schema.ts';

const defineRoute = routesOf(referralsPolicy);

const ofReferral = z.strictObject({ referralId: z.uuid() });
const aboutReferral = { kind: 'referral', id: ({ params }: { params: { referralId: string } }) => params.referralId };
const Page = { list: z.enum(REVIEW_LISTS).default('waiting'), after: z.uuid().optional() };

/** What happens to a referral after it was sent, and sending without consent. */
export const afterRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/api/referrals/:referralId/amend', summary: 'What may be changed after sending: what is shared now, and what could be with a new consent',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, response: AmendOptions, handler: (ctx, { params }) => amendOptions(ctx, params.referralId),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/amend', summary: 'Change note, urgency or what is shared after sending',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: AmendReferral, response: OfficerReferral, handler: (ctx, { params, body }) => amendReferral(ctx, params.referralId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/confirm', summary: 'What the person says of the outcome, or that they were not reached',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: ConfirmOutcome, response: OfficerReferral, handler: (ctx, { params, body }) => confirmOutcome(ctx, params.referralId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/go-on', summary: 'A referral of a closed case goes on without the office',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: z.strictObject({}), response: OfficerReferral, handler: (ctx, { params }) => goOn(ctx, params.referralId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/emergency-referrals', summary: 'Send without consent where life is at risk or the person cannot consent',
    permission: 'referrals.override', audience: 'signed-in', purpose: 'referral',
    audit: { kind: 'referral', id: (_, out) => out.referralId, subject: ({ params }) => params.caseId },
    params: z.strictObject({ caseId: z.uuid() }), body: EmergencyReferral, response: SentReferral,
    handler: (ctx, { params, body }) => sendInEmergency(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/emergency-referrals', summary: 'What was sent without consent and waits for somebody else’s look',
    permission: 'referrals.review', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'emergency_list', id: ({ query }) => query.list },
    query: z.strictObject(Page), response: EmergencyReviews, handler: (ctx, { query }) => emergencyReviews(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/emergency-referrals/search', reads: true, summary: 'What is looked for among emergencies',
    permission: 'referrals.review', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'emergency_list', id: ({ body }) => body.list },
    body: z.strictObject({ ...Page, text: z.string().max(120).optional() }), response: EmergencyReviews, handler: (ctx, { body }) => emergencyReviews(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/emergency-referrals/:overrideId/review', summary: 'Whether sending without consent was justified',
    permission: 'referrals.review', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'referral', id: (_, out) => out.referralId, subject: (_, out) => out.caseId },
    params: z.strictObject({ overrideId: z.uuid() }), body: ReviewEmergency, response: EmergencyLine, handler: (ctx, { params, body }) => reviewEmergency(ctx, params.overrideId, body),
  }),
];
