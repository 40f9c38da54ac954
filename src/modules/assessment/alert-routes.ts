import { z } from 'zod';
import { routesOf } from '#platform/http';
import { ALARM_LISTS, alarmPageSchema, alertListSchema, AnswerAlert } from './alert-schema.ts';
import { alertsFor, answerAlert, listAlarms } from './alerts-service.ts';
import { assessmentPolicy } from './policy.ts';

const defineRoute = routesOf(assessmentPolicy);
const ofCase = z.object({ caseId: z.uuid() });
const after = z.string().max(200).optional();

/** Alerts of a case, and the list of alarms of whoever answers them. */
export const alertRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/alerts', summary: 'Alerts of a case; of closed ones no more than that protection was told',
    permission: 'assessment.alerts.read', audience: 'signed-in', purpose: 'case-management',
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: ofCase, response: alertListSchema,
    handler: async (ctx, { params }) => ({ alerts: await alertsFor(ctx, params.caseId) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/alerts', summary: 'Alarms that wait, are late or were answered, with the number in every list',
    permission: 'assessment.alerts.list', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'work-list', id: () => 'alerts' },
    query: z.object({ list: z.enum(ALARM_LISTS).default('waiting'), after }), response: alarmPageSchema,
    handler: (ctx, { query }) => listAlarms(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/alerts/search', reads: true, summary: 'Alarms of a list whose person bears these names',
    permission: 'assessment.alerts.list', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'work-list', id: () => 'alerts' },
    body: z.strictObject({ list: z.enum(ALARM_LISTS).default('waiting'), text: z.string().max(120), after }), response: alarmPageSchema,
    handler: (ctx, { body }) => listAlarms(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/alerts/:alertId/answer', summary: 'Say what was done about an alert',
    permission: 'assessment.alerts.answer', audience: 'signed-in', purpose: 'case-management', mayWaitOffline: true,
    audit: { kind: 'alert', id: ({ params }) => params.alertId, subject: (_, out) => out.caseId },
    params: z.object({ alertId: z.uuid() }), body: AnswerAlert, response: z.object({ alertId: z.uuid(), caseId: z.uuid() }),
    handler: (ctx, { params, body }) => answerAlert(ctx, params.alertId, body.what),
  }),
];
