import { z } from 'zod';
import { routesOf } from '#platform/http';
import { directoryPolicy } from '../policy.ts';
import { decidePaperReportSchema, paperReportSchema, papersAsReportedSchema } from '../schema/paper-reports.ts';
import { decidePaperReport, papersAsReported, reportPaper } from '../service/paper-reports.ts';

const defineRoute = routesOf(directoryPolicy);

/** Which paper was taken at which counter. */
export const paperReportRoutes = [
  defineRoute({
    method: 'GET', path: '/api/directory/services/:serviceId/paper-reports', summary: 'Papers accepted and refused at a service, as reported',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: 'none: the directory holds no person',
    params: z.object({ serviceId: z.string().max(100) }), response: papersAsReportedSchema,
    handler: (ctx, { params }) => papersAsReported(ctx, params.serviceId),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/paper-reports', summary: 'Report that a paper was accepted or refused at a counter',
    permission: 'directory.report-paper', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'service', id: ({ body }) => body.serviceId },
    body: paperReportSchema, response: z.object({}),
    handler: async (ctx, { body: { paperId, ...said } }) => { await reportPaper(ctx, paperId, said); return {}; },
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/paper-reports/:paperReportId/decision', summary: 'Let a report about a paper count, or set it aside',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'directory-paper-report', id: ({ params }) => params.paperReportId },
    params: z.object({ paperReportId: z.uuid() }), body: decidePaperReportSchema, response: z.object({}),
    handler: async (ctx, { params, body }) => { await decidePaperReport(ctx, params.paperReportId, body); return {}; },
  }),
];
