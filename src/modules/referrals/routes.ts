import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { type Route, routesOf } from '#platform/http';
import { courseRoutes } from './course/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { outsideRoutes } from './outside/routes.ts';
import { referralsSlice } from './pack.ts';
import { referralsPolicy } from './policy.ts';
import {
  AcceptReferral, AnswerQuestion, AskMore, CompleteReferral, DeclineOptions, DeclineReferral, Inbox, INBOX_LISTS, InboxReferral, NoteOnly,
  OFFICER_LISTS, OfficerReferral, OfficerReferrals, ReferralsOnPaper, SendOptions, SendReferral, SentReferral, WaitingLists, WithdrawReferral,
} from './schema.ts';
import { inbox, officerReferrals } from './listing.ts';
import { referralsOnPaper } from './on-paper.ts';
import { sendOptions, sendReferral } from './sending.ts';
import { afterRoutes } from './after-routes.ts';
import * as service from './service.ts';
import { waitingLists } from './waiting.ts';

const defineRoute = routesOf(referralsPolicy);

const ofCase = z.strictObject({ caseId: z.uuid() });
const ofReferral = z.strictObject({ referralId: z.uuid() });
const Nothing = z.strictObject({});
const Place = z.string().max(200).optional();
const Text = z.string().max(120).optional();
/** A repeated command shows what may be read now: consent may have been withdrawn since. */
const readAgain = (ctx: Ctx, { params }: { params: { referralId: string } }) => service.readReferral(ctx, params.referralId);
const aboutReferral = { kind: 'referral', id: ({ params }: { params: { referralId: string } }) => params.referralId };

/** The sender's side. */
const officerRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/referrals-on-paper', summary: 'Open referrals of a case as they may stand on a paper that anybody may read',
    permission: 'referrals.read', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'case_file', id: ({ params }) => params.caseId },
    params: ofCase, response: ReferralsOnPaper, handler: (ctx, { params }) => referralsOnPaper(ctx, params.caseId),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/referral-options', summary: 'What a referral to this service would share, and the consent wording',
    permission: 'referrals.send', audience: 'signed-in', purpose: 'referral',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId },
    params: ofCase, query: z.strictObject({ need: z.uuid(), service: z.string().min(1).max(120) }), response: SendOptions,
    handler: (ctx, { params, query }) => sendOptions(ctx, params.caseId, query.need, query.service),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/referrals', summary: 'Send a referral with recorded consent',
    permission: 'referrals.send', audience: 'signed-in', purpose: 'referral',
    audit: { kind: 'referral', id: (_, out) => out.referralId, subject: ({ params }) => params.caseId },
    params: ofCase, body: SendReferral, response: SentReferral,
    handler: (ctx, { params, body }) => sendReferral(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/referrals', summary: 'Referrals of a case, with history and next action',
    permission: 'referrals.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId },
    params: ofCase, response: z.object({ referrals: z.array(OfficerReferral) }),
    handler: async (ctx, { params }) => ({ referrals: await service.referralsOf(ctx, params.caseId) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/referrals', summary: 'Work lists of referrals: came back, unanswered, waiting, answered',
    permission: 'referrals.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'referral_list', id: ({ query }) => query.list },
    query: z.strictObject({ list: z.enum(OFFICER_LISTS).default('returned'), organization: z.string().max(120).optional(), after: Place }), response: OfficerReferrals,
    handler: (ctx, { query }) => officerReferrals(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/search', reads: true, summary: 'What is looked for in a work list of referrals',
    permission: 'referrals.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'referral_list', id: ({ body }) => body.list },
    body: z.strictObject({ list: z.enum(OFFICER_LISTS).default('returned'), organization: z.string().max(120).optional(), text: Text, after: Place }), response: OfficerReferrals,
    handler: (ctx, { body }) => officerReferrals(ctx, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/referrals/:referralId', summary: 'One referral, as its sender sees it',
    permission: 'referrals.read', audience: 'signed-in', purpose: 'case-management', audit: aboutReferral,
    params: ofReferral, response: OfficerReferral,
    handler: (ctx, { params }) => service.getReferral(ctx, params.referralId),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/withdraw', summary: 'Take a referral back',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: WithdrawReferral, response: OfficerReferral,
    handler: (ctx, { params, body }) => service.withdrawReferral(ctx, params.referralId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/answer', summary: 'Answer the provider\'s question',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: AnswerQuestion, response: OfficerReferral,
    handler: (ctx, { params, body }) => service.answerQuestion(ctx, params.referralId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/resend', summary: 'Send an unanswered referral again, with a new date',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: Nothing, response: OfficerReferral,
    handler: (ctx, { params }) => service.resendReferral(ctx, params.referralId),
  }),
  defineRoute({
    method: 'POST', path: '/api/referrals/:referralId/acknowledge', summary: 'Take note of an answer, so that it leaves the list',
    permission: 'referrals.follow', audience: 'signed-in', purpose: 'referral', audit: aboutReferral,
    params: ofReferral, body: Nothing, response: OfficerReferral,
    handler: (ctx, { params }) => service.acknowledgeReferral(ctx, params.referralId),
  }),
];

const step = (kind: 'waiting-list' | 'start' | 'did-not-come', summary: string): Route => defineRoute({
  method: 'POST', path: `/api/inbox/:referralId/${kind}`, summary,
  permission: 'referrals.answer', audience: 'signed-in', purpose: 'service-provision', audit: aboutReferral,
  params: ofReferral, body: NoteOnly, response: InboxReferral, again: readAgain,
  handler: (ctx, { params, body }) => service.stepReferral(ctx, params.referralId, kind, body.note),
});

/** The provider's side. */
const providerRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/api/inbox', summary: 'Referrals sent to the own organization',
    permission: 'referrals.inbox', audience: 'signed-in', purpose: 'service-provision',
    audit: { kind: 'inbox', id: ({ query }) => query.list },
    query: z.strictObject({ list: z.enum(INBOX_LISTS).default('new'), after: Place }), response: Inbox,
    handler: (ctx, { query }) => inbox(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/inbox/search', reads: true, summary: 'What is looked for in a list of the inbox',
    permission: 'referrals.inbox', audience: 'signed-in', purpose: 'service-provision',
    audit: { kind: 'inbox', id: ({ body }) => body.list },
    body: z.strictObject({ list: z.enum(INBOX_LISTS).default('new'), text: Text, after: Place }), response: Inbox,
    handler: (ctx, { body }) => inbox(ctx, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/inbox/decline-reasons', summary: 'Reasons to choose from when declining',
    permission: 'referrals.inbox', audience: 'signed-in', purpose: 'service-provision', audit: 'none: a list of the country pack',
    response: DeclineOptions,
    handler: async (ctx) => ({ reasons: [...ctx.pack.slice(referralsSlice).declineReasons] }),
  }),
  defineRoute({
    method: 'GET', path: '/api/inbox/waiting', summary: 'Places left of the own services, and who waits for one, in the published order',
    permission: 'referrals.inbox', audience: 'signed-in', purpose: 'service-provision', audit: { kind: 'inbox', id: () => 'waiting' },
    response: WaitingLists, handler: (ctx) => waitingLists(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/inbox/:referralId', summary: 'Open a referral: only what the person agreed to share',
    permission: 'referrals.inbox', audience: 'signed-in', purpose: 'service-provision', audit: aboutReferral,
    params: ofReferral, response: InboxReferral,
    handler: (ctx, { params }) => service.openReferral(ctx, params.referralId),
  }),
  defineRoute({
    method: 'POST', path: '/api/inbox/:referralId/accept', summary: 'Accept',
    permission: 'referrals.answer', audience: 'signed-in', purpose: 'service-provision', audit: aboutReferral,
    params: ofReferral, body: AcceptReferral, response: InboxReferral, again: readAgain,
    handler: (ctx, { params, body }) => service.acceptReferral(ctx, params.referralId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/inbox/:referralId/decline', summary: 'Decline with a reason',
    permission: 'referrals.answer', audience: 'signed-in', purpose: 'service-provision', audit: aboutReferral,
    params: ofReferral, body: DeclineReferral, response: InboxReferral, again: readAgain,
    handler: (ctx, { params, body }) => service.declineReferral(ctx, params.referralId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/inbox/:referralId/ask', summary: 'Ask the officer for more',
    permission: 'referrals.answer', audience: 'signed-in', purpose: 'service-provision', audit: aboutReferral,
    params: ofReferral, body: AskMore, response: InboxReferral, again: readAgain,
    handler: (ctx, { params, body }) => service.askMore(ctx, params.referralId, body),
  }),
  step('waiting-list', 'Put on the waiting list'),
  step('start', 'The service has begun'),
  step('did-not-come', 'The person did not come'),
  defineRoute({
    method: 'POST', path: '/api/inbox/:referralId/complete', summary: 'Report the outcome',
    permission: 'referrals.answer', audience: 'signed-in', purpose: 'service-provision', audit: aboutReferral,
    params: ofReferral, body: CompleteReferral, response: InboxReferral, again: readAgain,
    handler: (ctx, { params, body }) => service.completeReferral(ctx, params.referralId, body),
  }),
];

export const referralsRoutes: readonly Route[] = [...draftRoutes, ...afterRoutes, ...officerRoutes, ...providerRoutes, ...outsideRoutes, ...courseRoutes];
