import { z } from 'zod';
import { LOCALES } from '#kernel/codes';
import { routesOf } from '#platform/http';
import { plansPolicy } from '../policy.ts';
import {
  ACTION_LISTS, AgreePlan, draftSavedSchema, DropDraft, FindActions, MoveAction, planSheetSchema, planVersionSchema, planViewSchema, planWorkListSchema, ReviewPlan, SaveDraft, SettleAction, SettleGoal,
} from './schema.ts';
import { agreePlan, beginDraft, dropDraft, reviewPlan, saveDraft, sheetOfPlan, versionOf } from './service.ts';
import { settleGoal } from './goals.ts';
import { moveAction, planWork, settleAction } from './steps.ts';
import { planOf } from './view.ts';

const defineRoute = routesOf(plansPolicy);
const ofCase = z.object({ caseId: z.uuid() });
const ofAction = z.object({ actionId: z.uuid() });
const ofGoal = z.object({ goalId: z.uuid() });
const aboutCase = { kind: 'plan', id: ({ params }: { params: { caseId: string } }) => params.caseId, subject: ({ params }: { params: { caseId: string } }) => params.caseId };
const actionDone = z.object({ actionId: z.uuid(), caseId: z.uuid() });

export const planRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/plan', summary: 'The plan of a case: what was agreed, what is being written',
    permission: 'plans.read-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, response: planViewSchema, handler: (ctx, { params }) => planOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/plan/begin', summary: 'Begin a draft of the plan',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, response: planViewSchema, handler: (ctx, { params }) => beginDraft(ctx, params.caseId),
  }),
  defineRoute({
    method: 'PUT', path: '/api/cases/:caseId/plan/draft', summary: 'Keep the draft of the plan',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, body: SaveDraft, response: draftSavedSchema, handler: (ctx, { params, body }) => saveDraft(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/plan/drop', summary: 'Throw the draft of the plan away',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, body: DropDraft, response: planViewSchema, handler: (ctx, { params, body }) => dropDraft(ctx, params.caseId, body.seq),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/plan/agreement', summary: 'Record that the person agrees to the draft',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, body: AgreePlan, response: planViewSchema, handler: (ctx, { params, body }) => agreePlan(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/plan/sheet', summary: 'The page that the person takes along',
    permission: 'plans.read-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, query: z.object({ locale: z.enum(LOCALES).optional() }), response: planSheetSchema, handler: (ctx, { params, query }) => sheetOfPlan(ctx, params.caseId, query.locale),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/plan/version', summary: 'One agreed version of the plan, and what changed with it',
    permission: 'plans.read-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, query: z.object({ number: z.coerce.number().int().min(1) }), response: planVersionSchema, handler: (ctx, { params, query }) => versionOf(ctx, params.caseId, query.number),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/plan/review', summary: 'Record that the plan was looked at with the person',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', audit: aboutCase,
    params: ofCase, body: ReviewPlan, response: planViewSchema, handler: (ctx, { params, body }) => reviewPlan(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/plan-actions', summary: 'Promised steps that are due, and plans to be looked at again',
    permission: 'plans.list-steps', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'plan_list', id: ({ query }) => query.list },
    query: z.object({ list: z.enum(ACTION_LISTS).default('overdue'), after: z.string().max(200).optional() }), response: planWorkListSchema,
    handler: (ctx, { query }) => planWork(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/plan-actions/search', reads: true, summary: 'The lines of a list of promised steps whose person bears these names',
    permission: 'plans.list-steps', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'plan_list', id: ({ body }) => body.list },
    body: FindActions, response: planWorkListSchema, handler: (ctx, { body }) => planWork(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/plan-actions/:actionId/result', summary: 'Record that a promised step was done, was not, or is promised again',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'plan_action', id: ({ params }) => params.actionId, subject: (_, out) => out.caseId },
    params: ofAction, body: SettleAction, response: actionDone, handler: (ctx, { params, body }) => settleAction(ctx, params.actionId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/plan-actions/:actionId/day', summary: 'Move a promised step to another day',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'plan_action', id: ({ params }) => params.actionId, subject: (_, out) => out.caseId },
    params: ofAction, body: MoveAction, response: actionDone, handler: (ctx, { params, body }) => moveAction(ctx, params.actionId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/plan-goals/:goalId/result', summary: 'Record what became of a goal of the plan',
    permission: 'plans.keep-plan', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'plan_goal', id: ({ params }) => params.goalId, subject: (_, out) => out.caseId },
    params: ofGoal, body: SettleGoal, response: z.object({ goalId: z.uuid(), caseId: z.uuid() }), handler: (ctx, { params, body }) => settleGoal(ctx, params.goalId, body),
  }),
];
