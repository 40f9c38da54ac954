import { z } from 'zod';
import { type Route, routesOf } from '#platform/http';
import { protectionPolicy } from './policy.ts';
import { AddRelative, CheckRelative, ConsiderCare, EndFamily, familyView, HearChild, LookAgain, OpenFamily, PlanHandover, RecordDecision, StepHandover, Why } from './schema.ts';
import { planHandover, stepHandover } from './service/handover.ts';
import { familyQuestionOf } from './service/view.ts';
import { addRelative, checkRelative, considerCare, endFamily, hearChild, lookAgain, openFamily, recordDecision, revokeDecision, setRelativeAside } from './service/work.ts';

const defineRoute = routesOf(protectionPolicy);
const signedIn = { audience: 'signed-in', purpose: 'case-management' } as const;
const keep = { ...signedIn, method: 'POST', permission: 'protection.keep-family' } as const;

const ofQuestion = z.strictObject({ questionId: z.uuid() });
const ofRelative = z.strictObject({ familyRelativeId: z.uuid() });
const Question = z.object({ questionId: z.uuid() });
const Relative = z.object({ familyRelativeId: z.uuid() });
const Decision = z.object({ familyDecisionId: z.uuid() });
const Handover = z.object({ familyHandoverId: z.uuid() });

const theQuestion = { kind: 'family_question', id: (_: unknown, out: { questionId: string }) => out.questionId };
const theRelative = { kind: 'family_relative', id: (_: unknown, out: { familyRelativeId: string }) => out.familyRelativeId };
const theDecision = { kind: 'family_decision', id: (_: unknown, out: { familyDecisionId: string }) => out.familyDecisionId };
const theHandover = { kind: 'family_handover', id: (_: unknown, out: { familyHandoverId: string }) => out.familyHandoverId };

export const protectionRoutes: readonly Route[] = [
  defineRoute({
    ...signedIn, method: 'GET', path: '/api/cases/:caseId/family-question', summary: 'What protection does for the family of a child; to others only that it looks after it',
    permission: 'protection.see-family', audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: z.strictObject({ caseId: z.uuid() }), response: familyView, handler: (ctx, { params }) => familyQuestionOf(ctx, params.caseId),
  }),
  defineRoute({
    ...keep, path: '/api/family-questions', summary: 'Protection begins to look for the family of a child', audit: { ...theQuestion, subject: ({ body }) => body.caseId },
    body: OpenFamily, response: Question, handler: (ctx, { body }) => openFamily(ctx, body),
  }),
  defineRoute({
    ...keep, path: '/api/family-questions/:questionId/relatives', summary: 'Add a relative whom protection looks for or has found', audit: theRelative,
    params: ofQuestion, body: AddRelative, response: Relative, handler: (ctx, { params, body }) => addRelative(ctx, params.questionId, body),
  }),
  defineRoute({
    ...keep, path: '/api/family-relatives/:familyRelativeId/child', summary: 'Write down what the child says about being with a relative', audit: theRelative,
    params: ofRelative, body: HearChild, response: Relative, handler: (ctx, { params, body }) => hearChild(ctx, params.familyRelativeId, body),
  }),
  defineRoute({
    ...keep, path: '/api/family-relatives/:familyRelativeId/checks', summary: 'Write down what was looked at of a relative', audit: theRelative,
    params: ofRelative, body: CheckRelative, response: Relative, handler: (ctx, { params, body }) => checkRelative(ctx, params.familyRelativeId, body),
  }),
  defineRoute({
    ...keep, path: '/api/family-relatives/:familyRelativeId/aside', summary: 'A relative comes into question no longer', audit: theRelative,
    params: ofRelative, body: Why, response: Relative, handler: (ctx, { params, body }) => setRelativeAside(ctx, params.familyRelativeId, body),
  }),
  defineRoute({
    ...keep, path: '/api/family-questions/:questionId/care', summary: 'Write down care that was considered, and why it suits or does not', audit: { kind: 'care_option', id: (_, out) => out.careOptionId },
    params: ofQuestion, body: ConsiderCare, response: z.object({ careOptionId: z.uuid() }), handler: (ctx, { params, body }) => considerCare(ctx, params.questionId, body),
  }),
  defineRoute({
    ...keep, path: '/api/family-questions/:questionId/look-again', summary: 'Set the day on which protection looks again', audit: theQuestion,
    params: ofQuestion, body: LookAgain, response: Question, handler: (ctx, { params, body }) => lookAgain(ctx, params.questionId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/family-questions/:questionId/decisions', summary: 'Write down what the authority decided', permission: 'protection.decide-family', audit: theDecision,
    params: ofQuestion, body: RecordDecision, response: Decision, handler: (ctx, { params, body }) => recordDecision(ctx, params.questionId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/family-decisions/:familyDecisionId/revoke', summary: 'A decision of the authority holds no longer', permission: 'protection.decide-family', audit: theDecision,
    params: z.strictObject({ familyDecisionId: z.uuid() }), body: Why, response: Decision, handler: (ctx, { params, body }) => revokeDecision(ctx, params.familyDecisionId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/family-questions/:questionId/handovers', summary: 'Plan the hand-over of a child', permission: 'protection.hand-over', audit: theHandover,
    params: ofQuestion, body: PlanHandover, response: Handover, handler: (ctx, { params, body }) => planHandover(ctx, params.questionId, body),
  }),
  defineRoute({
    ...signedIn, method: 'POST', path: '/api/family-handovers/:familyHandoverId/step', summary: 'A child was handed over, it was called off, or it did not hold', permission: 'protection.hand-over', audit: theHandover,
    params: z.strictObject({ familyHandoverId: z.uuid() }), body: StepHandover, response: Handover, handler: (ctx, { params, body }) => stepHandover(ctx, params.familyHandoverId, body),
  }),
  defineRoute({
    ...keep, path: '/api/family-questions/:questionId/end', summary: 'The work on the family of a child ends', audit: theQuestion,
    params: ofQuestion, body: EndFamily, response: Question, handler: (ctx, { params, body }) => endFamily(ctx, params.questionId, body),
  }),
];
