import { z } from 'zod';
import { saidOfPaperSchema } from '#directory';
import { routesOf } from '#platform/http';
import { documentsPolicy } from './policy.ts';
import { papersOfCaseSchema, RecordPaperStep, WantPapers } from './schema.ts';
import { dropPaper, papersOf, recordStep, tellCounter, wantPapers } from './service.ts';

const defineRoute = routesOf(documentsPolicy);
const ofCase = z.object({ caseId: z.uuid() });
const ofPaper = ofCase.extend({ paperId: z.string().max(100) });
const theCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId, subject: ({ params }: { params: { caseId: string } }) => params.caseId };

export const documentsRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/papers', summary: 'Papers that a case needs, the way to them and what was done',
    permission: 'documents.read', audience: 'signed-in', purpose: 'case-management', audit: theCase,
    params: ofCase, response: papersOfCaseSchema,
    handler: (ctx, { params }) => papersOf(ctx, params.caseId),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/papers', summary: 'Note that a case needs a paper, or the papers of a service',
    permission: 'documents.want', audience: 'signed-in', purpose: 'case-management', audit: theCase, mayWaitOffline: true,
    params: ofCase, body: WantPapers, response: papersOfCaseSchema,
    handler: (ctx, { params, body }) => wantPapers(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/papers/:paperId/steps', summary: 'Record that a paper was asked for, obtained or refused',
    permission: 'documents.record', audience: 'signed-in', purpose: 'case-management', audit: theCase, mayWaitOffline: true,
    params: ofPaper, body: RecordPaperStep, response: papersOfCaseSchema,
    handler: (ctx, { params, body }) => recordStep(ctx, params.caseId, params.paperId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/papers/:paperId/reports', summary: 'Report that a paper was accepted or refused at the counter of a service; the case is not kept with it',
    permission: 'documents.record', audience: 'signed-in', purpose: 'directory-upkeep', audit: theCase, mayWaitOffline: true,
    params: ofPaper, body: saidOfPaperSchema, response: z.object({}),
    handler: async (ctx, { params, body }) => { await tellCounter(ctx, params.caseId, params.paperId, body); return {}; },
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/papers/:paperId/drop', summary: 'A paper is not needed any more',
    permission: 'documents.want', audience: 'signed-in', purpose: 'case-management', audit: theCase, mayWaitOffline: true,
    params: ofPaper, response: papersOfCaseSchema,
    handler: (ctx, { params }) => dropPaper(ctx, params.caseId, params.paperId),
  }),
];
