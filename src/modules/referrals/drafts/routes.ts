import { z } from 'zod';
import { type Route, routesOf } from '#platform/http';
import { referralsPolicy } from '../policy.ts';
import { DRAFT_LISTS, MoveReferralDraft, ReferralDraft, ReferralDrafts, ReferralDraftSaved, ReferralDraftsOfCase, SaveReferralDraft } from './schema.ts';
import { moveDraft } from './moving.ts';
import { discardDraft, draftFor, draftsOfCase, listDrafts, saveDraft } from './service.ts';

const defineRoute = routesOf(referralsPolicy);
const ofCase = z.strictObject({ caseId: z.uuid() });
const aboutCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId };
const Page = { list: z.enum(DRAFT_LISTS).default('mine'), after: z.string().max(200).optional() };

/** A referral that is being written. */
export const draftRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/referral-draft', summary: 'What is being written for a need and a service, to go on with',
    permission: 'referrals.draft', audience: 'signed-in', purpose: 'referral', audit: aboutCase,
    params: ofCase, query: z.strictObject({ need: z.uuid(), service: z.string().min(1).max(120) }), response: ReferralDraft,
    handler: (ctx, { params, query }) => draftFor(ctx, params.caseId, { needId: query.need, serviceId: query.service }),
  }),
  defineRoute({
    method: 'PUT', path: '/api/cases/:caseId/referral-draft', summary: 'Keep what is written of a referral; shares nothing',
    permission: 'referrals.draft', audience: 'signed-in', purpose: 'referral', audit: { kind: 'referral_draft', id: (_, out) => out.draftId, subject: ({ params }) => params.caseId },
    params: ofCase, body: SaveReferralDraft, response: ReferralDraftSaved, handler: (ctx, { params, body }) => saveDraft(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/referral-drafts', summary: 'Referrals of a case that are being written',
    permission: 'referrals.draft', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, response: ReferralDraftsOfCase, handler: async (ctx, { params }) => ({ drafts: await draftsOfCase(ctx, params.caseId) }),
  }),
  defineRoute({
    method: 'POST', path: '/api/referral-drafts/:draftId/discard', summary: 'Throw a draft away',
    permission: 'referrals.draft', audience: 'signed-in', purpose: 'referral', audit: { kind: 'referral_draft', id: ({ params }) => params.draftId, subject: (_, out) => out.caseId },
    params: z.strictObject({ draftId: z.uuid() }), body: z.strictObject({}), response: z.object({ draftId: z.uuid(), caseId: z.uuid() }),
    handler: (ctx, { params }) => discardDraft(ctx, params.draftId),
  }),
  defineRoute({
    method: 'POST', path: '/api/referral-drafts/:draftId/need', summary: 'Let a draft answer another need of the case',
    permission: 'referrals.draft', audience: 'signed-in', purpose: 'referral', audit: { kind: 'referral_draft', id: (_, out) => out.draftId, subject: (_, out) => out.caseId },
    params: z.strictObject({ draftId: z.uuid() }), body: MoveReferralDraft, response: z.object({ draftId: z.uuid(), caseId: z.uuid(), needId: z.uuid(), serviceId: z.string() }),
    handler: (ctx, { params, body }) => moveDraft(ctx, params.draftId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/referral-drafts', summary: 'Referrals that are being written: the own ones, and those of the office',
    permission: 'referrals.draft', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'referral_list', id: () => 'drafts' },
    query: z.strictObject(Page), response: ReferralDrafts, handler: (ctx, { query }) => listDrafts(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/referral-drafts/search', reads: true, summary: 'What is looked for among referrals that are being written',
    permission: 'referrals.draft', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'referral_list', id: () => 'drafts' },
    body: z.strictObject({ ...Page, text: z.string().max(120).optional() }), response: ReferralDrafts, handler: (ctx, { body }) => listDrafts(ctx, body),
  }),
];
