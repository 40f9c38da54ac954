import { z } from 'zod';
import { routesOf } from '#platform/http';
import { takeAlert } from './alerts-service.ts';
import { AddDuty, caseDuty, dutyRoster } from './duty-schema.ts';
import { addDuty, dutyFor, roster, strikeDuty } from './duty-service.ts';
import { assessmentPolicy } from './policy.ts';

const defineRoute = routesOf(assessmentPolicy);
const signedIn = { audience: 'signed-in', purpose: 'case-management' } as const;
const ofAlert = z.object({ alertId: z.uuid() });

/** Who is on duty where protection works, and an alarm that somebody takes on. */
export const dutyRoutes = [
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/duty', summary: 'Who is on duty at an office, and the hours in which nobody answers', permission: 'assessment.duty.keep', audit: { kind: 'work-list', id: () => 'duty' },
    query: z.object({ officeId: z.uuid().optional(), after: z.string().max(200).optional() }), response: dutyRoster, handler: (ctx, { query }) => roster(ctx, query),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/duty', summary: 'Put a colleague on duty, with the telephone of work', permission: 'assessment.duty.keep', audit: { kind: 'office', id: (_, out) => out.officeId },
    body: AddDuty, response: z.object({ officeId: z.uuid(), turns: z.number() }), handler: (ctx, { body }) => addDuty(ctx, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/duty/:turnId/strike', summary: 'Strike a turn of duty out', permission: 'assessment.duty.keep', audit: { kind: 'duty_turn', id: ({ params }) => params.turnId },
    params: z.object({ turnId: z.uuid() }), response: z.object({ turnId: z.uuid() }), handler: (ctx, { params }) => strikeDuty(ctx, params.turnId),
  }),
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/cases/:caseId/duty', summary: 'Whom to call about the person of a case now', permission: 'assessment.alerts.read',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId }, params: z.object({ caseId: z.uuid() }), response: caseDuty,
    handler: (ctx, { params }) => dutyFor(ctx, params.caseId),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/alerts/:alertId/take', summary: 'Take an alarm on, before it can be said what was done', permission: 'assessment.alerts.take', mayWaitOffline: true,
    audit: { kind: 'alert', id: ({ params }) => params.alertId, subject: (_, out) => out.caseId }, params: ofAlert, response: z.object({ alertId: z.uuid(), caseId: z.uuid() }),
    handler: (ctx, { params }) => takeAlert(ctx, params.alertId),
  }),
];
