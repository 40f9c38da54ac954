import { z } from 'zod';
import { assessmentHappenings } from '#assessment';
import { documentsHappenings } from '#documents';
import { plansHappenings } from '#plans';
import { protectionHappenings } from '#protection';
import { routesOf } from '#platform/http';
import { receptionHappenings } from '#reception';
import { referralsHappenings } from '#referrals';
import { caseHappenings, happeningsOf, registryPolicy, type TellsHappened } from '#registry';
import { happenings } from '#registry/schema';

/** Every room that tells something of a case. */
const ROOMS: readonly TellsHappened[] = [caseHappenings, receptionHappenings, documentsHappenings, assessmentHappenings, protectionHappenings, referralsHappenings, plansHappenings];

const MOST = 100;

const defineRoute = routesOf(registryPolicy);

/** The one timeline of a case: composed here, because no room knows all others. */
export const happeningsRoutes = [
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/happenings', summary: 'What happened to the person of a case, in every room and every case in sight, newest first',
    permission: 'registry.read-cases', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'case_file', id: ({ params }) => params.caseId, subject: ({ params }) => params.caseId },
    params: z.object({ caseId: z.uuid() }), query: z.object({ before: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(MOST).default(50) }), response: happenings,
    handler: (ctx, { params, query }) => happeningsOf(ctx, params.caseId, query, ROOMS),
  }),
];
