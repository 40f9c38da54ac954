import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registryPolicy } from './policy.ts';
import { ABROAD_LISTS, abroadNews, abroadPage, AcceptAbroad, AskAbroad, caseAbroad, comingAbroad, DeclineAbroad, SayAbroad } from './schema.ts';
import * as coming from './service/abroad-coming.ts';
import * as lists from './service/abroad-lists.ts';
import * as sent from './service/abroad.ts';

const defineRoute = routesOf(registryPolicy);

const caseId = z.object({ caseId: z.uuid() });
const abroadId = z.object({ abroadId: z.uuid() });
const acted = z.object({ caseId: z.string(), personId: z.string() });
const answered = z.object({ abroadId: z.string() });
const after = z.string().max(200).optional();
const ofCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId, subject: (_: unknown, out: { personId: string }) => out.personId };
const ofHandOver = { kind: 'abroad_hand_over', id: ({ params }: { params: { abroadId: string } }) => params.abroadId };
const ofSent = { ...ofHandOver, subject: (_: unknown, out: { personId: string }) => out.personId };
const sending = { permission: 'registry.hand-over-abroad', audience: 'signed-in', purpose: 'case-management' } as const;
const keeping = { ...sending, permission: 'registry.keep-case' } as const;
const reading = { permission: 'registry.read-abroad', audience: 'signed-in', purpose: 'case-management' } as const;
const taking = { permission: 'registry.take-from-abroad', audience: 'signed-in', purpose: 'case-management' } as const;

/** A case that goes to an office of another country, and what comes from there. */
export const abroadRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/abroad', summary: 'Hand-overs of a case to other countries, to whom it may go, and what of the person would go along', ...reading,
    audit: ofCase, params: caseId, response: caseAbroad, handler: (ctx, { params }) => sent.abroadOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/abroad', summary: 'Hand a case over to an office of another country, with recorded consent; a no is recorded too', ...sending,
    audit: ofCase, params: caseId, body: AskAbroad, response: z.object({ abroadId: z.string().nullable(), personId: z.string() }), handler: (ctx, { params, body }) => sent.askAbroad(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/abroad/sent/:abroadId/reply', summary: 'Answer what the other country’s office wants to know', ...keeping,
    audit: ofSent, params: abroadId, body: SayAbroad, response: acted, handler: (ctx, { params, body }) => sent.replyAbroad(ctx, params.abroadId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/abroad/sent/:abroadId/take-back', summary: 'Keep a case after all that was handed over to another country', ...keeping,
    audit: ofSent, params: abroadId, response: acted, handler: (ctx, { params }) => sent.takeAbroadBack(ctx, params.abroadId),
  }),
  defineRoute({
    method: 'POST', path: '/api/abroad/sent/:abroadId/seen', summary: 'Take note of how a hand-over to another country ended', ...keeping,
    audit: ofSent, params: abroadId, response: acted, handler: (ctx, { params }) => sent.noteAbroad(ctx, params.abroadId),
  }),
  defineRoute({
    method: 'GET', path: '/api/abroad', summary: 'What other countries hand over to the own office, and what was handed over to them', ...reading,
    audit: { kind: 'work-list', id: () => 'abroad' }, query: z.object({ list: z.enum(ABROAD_LISTS).default('coming'), after }), response: abroadPage, handler: (ctx, { query }) => lists.listAbroad(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/abroad/search', reads: true, summary: 'People of such a list who bear these names', ...reading,
    audit: { kind: 'work-list', id: () => 'abroad' }, body: z.strictObject({ list: z.enum(ABROAD_LISTS).default('coming'), text: z.string().max(120), after }), response: abroadPage,
    handler: (ctx, { body }) => lists.listAbroad(ctx, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/abroad/coming/:abroadId', summary: 'What an office of another country hands over, while the person agrees to it', ...reading,
    audit: ofHandOver, params: abroadId, response: comingAbroad, handler: (ctx, { params }) => coming.comingFromAbroad(ctx, params.abroadId),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/abroad-news', summary: 'How a case came from another country, and what became of handing it over to one', ...reading,
    audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId }, params: caseId, response: abroadNews, handler: (ctx, { params }) => coming.abroadNewsOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/abroad/coming/:abroadId/accept', summary: 'Take a case over from another country: the person is registered or welcomed back, and a case is opened', ...taking,
    audit: { ...ofHandOver, subject: (_, out) => out.personId }, params: abroadId, body: AcceptAbroad, response: z.object({ personId: z.string(), publicCode: z.string(), caseId: z.string().nullable() }),
    handler: (ctx, { params, body }) => coming.acceptFromAbroad(ctx, params.abroadId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/abroad/coming/:abroadId/decline', summary: 'Not take a case over from another country, with the reason', ...taking,
    audit: ofHandOver, params: abroadId, body: DeclineAbroad, response: answered, handler: (ctx, { params, body }) => coming.declineFromAbroad(ctx, params.abroadId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/abroad/coming/:abroadId/ask', summary: 'Ask the office of another country for more before answering', ...taking,
    audit: ofHandOver, params: abroadId, body: SayAbroad, response: answered, handler: (ctx, { params, body }) => coming.askMoreFromAbroad(ctx, params.abroadId, body),
  }),
];
