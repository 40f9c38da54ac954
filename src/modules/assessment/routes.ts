import { z } from 'zod';
import { suggestionsViewSchema } from '#directory/matching';
import { routesOf } from '#platform/http';
import { alertRoutes } from './alert-routes.ts';
import { dutyRoutes } from './duty-routes.ts';
import { needRoutes } from './need-routes.ts';
import { addNeed, needsOf, suggestionsFor } from './needs-service.ts';
import { newsOf, seeNews } from './news-service.ts';
import { assessmentPolicy } from './policy.ts';
import {
  AddNeed, assessmentListSchema, assessmentViewSchema, completedViewSchema, fitNewsListSchema, needListSchema, needViewSchema,
  SaveAnswers, StartAssessment,
} from './schema.ts';
import { assessmentsOf, completeAssessment, getAssessment, readCompleted, resumeDraft, saveAnswers, startAssessment } from './service.ts';

const defineRoute = routesOf(assessmentPolicy);
const ofCase = z.object({ caseId: z.uuid() });
const ofAssessment = z.object({ caseId: z.uuid(), assessmentId: z.uuid() });

export const assessmentRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/assessments', summary: 'What was asked in a case, and what may be begun',
    permission: 'assessment.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: ofCase, response: assessmentListSchema,
    handler: (ctx, { params }) => assessmentsOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/assessments', summary: 'Begin an assessment, or resume its draft',
    permission: 'assessment.answer', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'assessment', id: (_, out) => out.assessmentId, subject: ({ params }) => params.caseId },
    params: ofCase, body: StartAssessment, response: assessmentViewSchema,
    handler: (ctx, { params, body }) => startAssessment(ctx, params.caseId, body),
    again: (ctx, { params, body }) => resumeDraft(ctx, params.caseId, body.instrument),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/assessments/:assessmentId', summary: 'A draft with the questions that apply now',
    permission: 'assessment.answer', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'assessment', id: ({ params }) => params.assessmentId, subject: ({ params }) => params.caseId },
    params: ofAssessment, response: assessmentViewSchema,
    handler: (ctx, { params }) => getAssessment(ctx, params.caseId, params.assessmentId),
  }),
  defineRoute({
    method: 'PUT', path: '/api/cases/:caseId/assessments/:assessmentId/answers', summary: 'Save answers of a draft',
    permission: 'assessment.answer', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'assessment', id: ({ params }) => params.assessmentId, subject: ({ params }) => params.caseId },
    params: ofAssessment, body: SaveAnswers, response: assessmentViewSchema,
    handler: (ctx, { params, body }) => saveAnswers(ctx, params.caseId, params.assessmentId, body),
    again: (ctx, { params }) => getAssessment(ctx, params.caseId, params.assessmentId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/assessments/:assessmentId/complete', summary: 'Complete an assessment: facts are recorded, needs follow',
    permission: 'assessment.answer', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'assessment', id: ({ params }) => params.assessmentId, subject: ({ params }) => params.caseId },
    params: ofAssessment, body: z.strictObject({ leaveOpen: z.boolean() }), response: z.object({ assessmentId: z.uuid(), needs: z.number().int() }),
    handler: (ctx, { params, body }) => completeAssessment(ctx, params.caseId, params.assessmentId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/assessments/:assessmentId/record', summary: 'A completed assessment in the words it was asked in',
    permission: 'assessment.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'assessment', id: ({ params }) => params.assessmentId, subject: ({ params }) => params.caseId },
    params: ofAssessment, response: completedViewSchema,
    handler: (ctx, { params }) => readCompleted(ctx, params.caseId, params.assessmentId),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/needs', summary: 'Needs of a case, with reasons',
    permission: 'assessment.needs.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: ofCase, response: needListSchema,
    handler: async (ctx, { params }) => ({ needs: await needsOf(ctx, params.caseId) }),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/needs', summary: 'Add a need by hand',
    permission: 'assessment.needs.write', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'need', id: (_, out) => out.needId, subject: ({ params }) => params.caseId },
    params: ofCase, body: AddNeed, response: needViewSchema,
    handler: (ctx, { params, body }) => addNeed(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/fit-news', summary: 'Services that changed and now fit people of the own offices, with the reasons',
    permission: 'assessment.news.read', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'work-list', id: () => 'fit-news' },
    response: fitNewsListSchema, handler: (ctx) => newsOf(ctx),
  }),
  defineRoute({
    method: 'POST', path: '/api/fit-news/:newsId/seen', summary: 'Take note of such news',
    permission: 'assessment.news.seen', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_file', id: (_, out) => out.caseId, subject: (_, out) => out.caseId },
    params: z.object({ newsId: z.uuid() }), body: z.strictObject({}), response: z.object({ caseId: z.uuid() }),
    handler: (ctx, { params }) => seeNews(ctx, params.newsId),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/needs/:needId/suggestions', summary: 'Services for a need, with verdict and reasons',
    permission: 'assessment.needs.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'need', id: ({ params }) => params.needId, subject: ({ params }) => params.caseId },
    params: z.object({ caseId: z.uuid(), needId: z.uuid() }), response: suggestionsViewSchema,
    handler: (ctx, { params }) => suggestionsFor(ctx, params.caseId, params.needId),
  }),
  ...needRoutes,
  ...alertRoutes,
  ...dutyRoutes,
];
