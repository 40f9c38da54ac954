import { z } from 'zod';
import { routesOf } from '#platform/http';
import { changeNeed, coverNeed, historyOf } from './need-changes-service.ts';
import { ChangeNeed, CoverNeed, needHistorySchema } from './need-schema.ts';
import { setNeedState } from './needs-service.ts';
import { assessmentPolicy } from './policy.ts';
import { needViewSchema, SetNeedState } from './schema.ts';

const defineRoute = routesOf(assessmentPolicy);
const ofNeed = z.object({ needId: z.uuid() });

/** What is said of one need, and what happened to it. */
export const needRoutes = [
  defineRoute({
    method: 'POST', path: '/api/needs/:needId/state', summary: 'Mark a need as met, withdrawn or open again',
    permission: 'assessment.needs.write', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'need', id: ({ params }) => params.needId, subject: (_, out) => out.caseId },
    params: ofNeed, body: SetNeedState, response: needViewSchema,
    handler: (ctx, { params, body }) => setNeedState(ctx, params.needId, body.state, body.why),
  }),
  defineRoute({
    method: 'POST', path: '/api/needs/:needId/change', summary: 'Set how urgent a need is or at which level it lies, and say why',
    permission: 'assessment.needs.write', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'need', id: ({ params }) => params.needId, subject: (_, out) => out.caseId },
    params: ofNeed, body: ChangeNeed, response: needViewSchema,
    handler: (ctx, { params, body }) => changeNeed(ctx, params.needId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/needs/:needId/cover', summary: 'Put a need under another one of the case that answers it too, or take that back',
    permission: 'assessment.needs.write', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'need', id: ({ params }) => params.needId, subject: (_, out) => out.caseId },
    params: ofNeed, body: CoverNeed, response: needViewSchema,
    handler: (ctx, { params, body }) => coverNeed(ctx, params.needId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/needs/:needId/history', summary: 'What happened to a need, newest first',
    permission: 'assessment.needs.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'need', id: ({ params }) => params.needId, subject: (_, out) => out.caseId },
    params: ofNeed, response: needHistorySchema,
    handler: (ctx, { params }) => historyOf(ctx, params.needId),
  }),
];
