import { z } from 'zod';
import { type Route, routesOf } from '#platform/http';
import { feedbackPolicy } from './policy.ts';
import { FeedbackPage, FeedbackStep, FeedbackView, RecordedFeedback, RecordFeedback, SearchFeedback, SteppedFeedback } from './schema.ts';
import { getFeedback, listFeedback, stepFeedback } from './service/handling.ts';
import { recordFeedback } from './service/receiving.ts';

const defineRoute = routesOf(feedbackPolicy);
const ofItem = z.strictObject({ feedbackId: z.uuid() });
// No case and no person stands in the audit of it: whoever may read who looked into a case would learn from it that somebody complained.
const aboutItem = { kind: 'feedback', id: ({ params }: { params: { feedbackId: string } }) => params.feedbackId };

export const feedbackRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST', path: '/api/feedback', summary: 'Write down what a person says of an office, a service or staff',
    permission: 'feedback.record', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'feedback', id: (_, out) => out.ref || null },
    body: RecordFeedback, response: RecordedFeedback, handler: (ctx, { body }) => recordFeedback(ctx, body),
    // The code is told once: nothing keeps it, also not the answer of a repeated command.
    again: () => Promise.resolve({ ref: '', code: '', answerBy: null }),
  }),
  defineRoute({
    method: 'POST', path: '/api/feedback/search', reads: true, summary: 'What was said and waits, was passed on, is late, was answered or closed',
    permission: 'feedback.receive', audience: 'signed-in', purpose: 'supervision', audit: { kind: 'work-list', id: ({ body }) => `feedback-${body.list}` },
    body: SearchFeedback, response: FeedbackPage, handler: (ctx, { body }) => listFeedback(ctx, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/feedback/:feedbackId', summary: 'One item with its words and what was done',
    permission: 'feedback.receive', audience: 'signed-in', purpose: 'supervision', audit: aboutItem,
    params: ofItem, response: FeedbackView, handler: (ctx, { params }) => getFeedback(ctx, params.feedbackId),
  }),
  defineRoute({
    method: 'POST', path: '/api/feedback/:feedbackId/steps', summary: 'Take it, say what it is about, pass it on, answer it, close it',
    permission: 'feedback.handle', audience: 'signed-in', purpose: 'supervision', audit: aboutItem,
    params: ofItem, body: FeedbackStep, response: SteppedFeedback, handler: (ctx, { params, body }) => stepFeedback(ctx, params.feedbackId, body),
  }),
];
