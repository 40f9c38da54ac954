import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registryPolicy } from './policy.ts';
import { AssignReview, identityRecords, NoteReview, recognition, REVIEW_LISTS, reviewPage, reviewSet, SortPeople, welcomes } from './schema.ts';
import { identityRecordsOf } from './service/identity-records.ts';
import { recognitionOf } from './service/recognition.ts';
import * as review from './service/review.ts';
import { welcomesOf } from './service/welcomes.ts';

const defineRoute = routesOf(registryPolicy);

const personId = z.object({ personId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
const ofSet = { kind: 'identity-review', id: ({ params }: { params: { personId: string } }) => params.personId, subject: ({ params }: { params: { personId: string } }) => params.personId };

/** Who is who: the records of one person, and the review list of supervision. */
export const reviewRoutes = [
  defineRoute({
    method: 'GET', path: '/api/people/:personId/identity', summary: 'The other records of this person, what is in doubt, and whether two cases are open',
    permission: 'registry.read-person', audience: 'signed-in', purpose: 'case-management', audit: { ...ofSet, kind: 'person' },
    params: personId, response: identityRecords, handler: (ctx, { params }) => identityRecordsOf(ctx, params.personId),
  }),
  defineRoute({
    method: 'GET', path: '/api/welcomes', summary: 'Who of the own office was welcomed back at another; for supervision, how often each account opens records of others',
    permission: 'registry.search', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'work-list', id: () => 'welcomes' },
    response: welcomes, handler: (ctx) => welcomesOf(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/recognition', summary: 'How people are recognised: what each agreement counts, the bands and their error',
    permission: 'registry.see-recognition', audience: 'signed-in', purpose: 'supervision', audit: 'none: weights and common names, no person',
    response: recognition, handler: (ctx) => recognitionOf(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/identity-review', summary: 'Doubts about who is who, in sets that one decision settles; and what was decided last',
    permission: 'registry.review-identities', audience: 'signed-in', purpose: 'supervision', audit: { kind: 'identity-review', id: ({ query }) => query.list },
    query: z.object({ list: z.enum(REVIEW_LISTS).default('open') }), response: reviewPage, handler: (ctx, { query }) => review.listReview(ctx, query.list),
  }),
  defineRoute({
    method: 'GET', path: '/api/identity-review/count', summary: 'How many doubts wait for supervision',
    permission: 'registry.review-identities', audience: 'signed-in', purpose: 'supervision', audit: 'none: a number, no person',
    response: z.object({ open: z.number(), most: z.number() }), handler: (ctx) => review.countReview(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/identity-review/:personId', summary: 'Everybody whom open doubts connect with this record, side by side',
    permission: 'registry.review-identities', audience: 'signed-in', purpose: 'supervision', audit: ofSet,
    params: personId, response: reviewSet, handler: (ctx, { params }) => review.getReviewSet(ctx, params.personId),
  }),
  defineRoute({
    method: 'POST', path: '/api/identity-review/:personId/assign', summary: 'Give a set of doubts to a supervisor of the office, or to nobody',
    permission: 'registry.review-identities', audience: 'signed-in', purpose: 'supervision', audit: ofSet,
    params: personId, body: AssignReview, response: done,
    handler: async (ctx, { params, body }) => {
      await review.assignReview(ctx, params.personId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/identity-review/:personId/notes', summary: 'Keep a note with a set of doubts',
    permission: 'registry.review-identities', audience: 'signed-in', purpose: 'supervision', audit: ofSet,
    params: personId, body: NoteReview, response: done,
    handler: async (ctx, { params, body }) => {
      await review.noteReview(ctx, params.personId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/identity-review/sort', summary: 'Sort records into people: one act that settles every pair among them',
    permission: 'registry.review-identities', audience: 'signed-in', purpose: 'supervision',
    audit: { kind: 'identity-decision', id: (_, out) => out.linkId, subject: ({ body }) => body.groups[0]![0]! },
    body: SortPeople, response: z.object({ linkId: z.string().nullable() }), handler: (ctx, { body }) => review.sortPeople(ctx, body),
  }),
];
