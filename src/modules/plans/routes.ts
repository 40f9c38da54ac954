import { z } from 'zod';
import { routesOf } from '#platform/http';
import { planRoutes } from './plan/routes.ts';
import { boardRoutes } from './board/routes.ts';
import { conferenceRoutes } from './conference/routes.ts';
import { plansPolicy } from './policy.ts';
import { findPerson, recordAttempt, rescheduleFollowUp } from './attempts.ts';
import { caseFollowUpsSchema, FindPerson, followUpDetailSchema, followUpSchema, RecordAttempt, RecordSurvey, RescheduleFollowUp, ScheduleFollowUp, SearchWork, workListSchema, WorkListQuery } from './schema.ts';
import { followUpsOf, getFollowUp, scheduleFollowUp } from './service.ts';
import { recordSurvey } from './survey.ts';
import { supportRoutes } from './support/routes.ts';
import { workList } from './work.ts';

const defineRoute = routesOf(plansPolicy);
const ofCase = z.object({ caseId: z.uuid() });
const ofFollowUp = z.object({ followUpId: z.uuid() });

export const plansRoutes = [
  ...planRoutes,
  ...boardRoutes,
  defineRoute({
    method: 'GET', path: '/api/follow-ups', summary: 'Contacts that are due, overdue, coming, escalated or lost',
    permission: 'plans.work-list', audience: 'signed-in', purpose: 'follow-up',
    audit: { kind: 'follow_up_list', id: ({ query }) => query.list },
    query: WorkListQuery, response: workListSchema,
    handler: (ctx, { query }) => workList(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/follow-ups/search', reads: true, summary: 'The lines of a list of contacts whose person bears these names',
    permission: 'plans.work-list', audience: 'signed-in', purpose: 'follow-up',
    audit: { kind: 'follow_up_list', id: ({ body }) => body.list },
    body: SearchWork, response: workListSchema,
    handler: (ctx, { body }) => workList(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/found', summary: 'Somebody who was lost to follow-up is found',
    permission: 'plans.record', audience: 'signed-in', purpose: 'follow-up', mayWaitOffline: true,
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: ofCase, body: FindPerson, response: caseFollowUpsSchema,
    handler: (ctx, { params, body }) => findPerson(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/follow-ups', summary: 'Contacts and survey scores of a case',
    permission: 'plans.read', audience: 'signed-in', purpose: 'follow-up',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: ofCase, response: caseFollowUpsSchema,
    handler: (ctx, { params }) => followUpsOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/follow-ups', summary: 'Plan a contact outside of the rhythm',
    permission: 'plans.schedule', audience: 'signed-in', purpose: 'follow-up', mayWaitOffline: true,
    audit: { kind: 'follow_up', id: (_, out) => out.followUpId, subject: ({ params }) => params.caseId },
    params: ofCase, body: ScheduleFollowUp, response: followUpSchema,
    handler: (ctx, { params, body }) => scheduleFollowUp(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/follow-ups/:followUpId', summary: 'A contact with its tries and the survey to ask',
    permission: 'plans.read', audience: 'signed-in', purpose: 'follow-up',
    audit: { kind: 'follow_up', id: ({ params }) => params.followUpId, subject: (_, out) => out.followUp.caseId },
    params: ofFollowUp, response: followUpDetailSchema,
    handler: (ctx, { params }) => getFollowUp(ctx, params.followUpId),
  }),
  defineRoute({
    method: 'POST', path: '/api/follow-ups/:followUpId/attempts', summary: 'Record a try to reach the person',
    permission: 'plans.record', audience: 'signed-in', purpose: 'follow-up', mayWaitOffline: true,
    audit: { kind: 'follow_up', id: ({ params }) => params.followUpId, subject: (_, out) => out.caseId },
    params: ofFollowUp, body: RecordAttempt, response: followUpSchema,
    handler: (ctx, { params, body }) => recordAttempt(ctx, params.followUpId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/follow-ups/:followUpId/day', summary: 'Move a contact to another day',
    permission: 'plans.schedule', audience: 'signed-in', purpose: 'follow-up', mayWaitOffline: true,
    audit: { kind: 'follow_up', id: ({ params }) => params.followUpId, subject: (_, out) => out.caseId },
    params: ofFollowUp, body: RescheduleFollowUp, response: followUpSchema,
    handler: (ctx, { params, body }) => rescheduleFollowUp(ctx, params.followUpId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/follow-ups/:followUpId/survey', summary: 'Record the survey of a contact; scores are computed',
    permission: 'plans.record', audience: 'signed-in', purpose: 'follow-up', mayWaitOffline: true,
    audit: { kind: 'follow_up', id: ({ params }) => params.followUpId, subject: (_, out) => out.followUps[0]?.caseId ?? null },
    params: ofFollowUp, body: RecordSurvey, response: caseFollowUpsSchema,
    handler: (ctx, { params, body }) => recordSurvey(ctx, params.followUpId, body),
  }),
  ...conferenceRoutes,
  ...supportRoutes,
];
