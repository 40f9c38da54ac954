import { z } from 'zod';
import { routesOf } from '#platform/http';
import { criteriaHistorySchema, newCriteriaSchema } from './criteria-schema.ts';
import { criteriaFormSchema } from './criteria-form/schema.ts';
import { criteriaForm } from './criteria-form/service.ts';
import * as service from './criteria-service.ts';
import { directoryPolicy } from './policy.ts';
import { proposeConditions } from './service/condition-proposals.ts';

const defineRoute = routesOf(directoryPolicy);
const byService = z.object({ serviceId: z.string().max(100) });

/** Routes on the conditions of a service: their history, and proposing others. */
export const criteriaRoutes = [
  defineRoute({
    method: 'GET', path: '/api/directory/services/:serviceId/criteria', summary: 'Versions of the conditions of a service',
    permission: 'directory.read', audience: 'signed-in', purpose: 'service-provision', audit: 'none: the directory holds no person',
    params: byService, response: criteriaHistorySchema,
    handler: (ctx, { params }) => service.criteriaHistory(ctx, params.serviceId),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/services/:serviceId/criteria', summary: 'Propose conditions of a service from a day on',
    permission: 'directory.write-criteria', audience: 'signed-in', purpose: 'administration',
    audit: { kind: 'service_criteria', id: ({ params }) => params.serviceId },
    params: byService, body: newCriteriaSchema, response: z.object({ proposalId: z.uuid() }),
    handler: (ctx, { params, body }) => proposeConditions(ctx, params.serviceId, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/criteria-form', summary: 'Names and made-up people for the form for conditions',
    permission: 'directory.write-criteria', audience: 'signed-in', purpose: 'administration', audit: 'none: the directory holds no person',
    response: criteriaFormSchema,
    handler: (ctx) => criteriaForm(ctx),
  }),
];
