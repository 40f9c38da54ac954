import { z } from 'zod';
import { routesOf } from '#platform/http';
import { accessPolicy } from './policy.ts';
import { auditCheck, auditEntry, office } from './schema.ts';
import * as service from './service.ts';

const defineRoute = routesOf(accessPolicy);

export const accessRoutes = [
  defineRoute({
    method: 'GET', path: '/api/offices', summary: 'Offices of the country', permission: 'access.read-offices', audience: 'signed-in',
    purpose: 'administration', audit: 'none: no personal data', response: z.object({ offices: z.array(office) }),
    handler: async (ctx) => ({ offices: await service.listOffices(ctx) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/audit/check', summary: 'Verify the audit chains', permission: 'access.verify-audit', audience: 'signed-in',
    purpose: 'audit', audit: { kind: 'audit', id: () => 'check' }, response: auditCheck,
    handler: (ctx) => service.verifyAudit(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/audit/entries', summary: 'Newest audit entries, without content', permission: 'access.read-audit', audience: 'signed-in',
    purpose: 'audit', audit: { kind: 'audit', id: () => 'entries' }, response: z.object({ entries: z.array(auditEntry) }),
    handler: async (ctx) => ({ entries: await service.recentAudit(ctx) }),
  }),
];
