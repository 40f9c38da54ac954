import { z } from 'zod';
import { routesOf } from '#platform/http';
import * as accounts from './accounts.ts';
import { accessPolicy } from './policy.ts';
import { ACCOUNT_LISTS, accountPage, auditCheck, auditEntry, endAccount, office } from './schema.ts';
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
  defineRoute({
    method: 'POST', path: '/api/accounts/search', reads: true, summary: 'Accounts of the country by name', permission: 'access.keep-accounts', audience: 'signed-in',
    purpose: 'administration', audit: { kind: 'account', id: ({ body }) => body.list }, body: z.strictObject({ list: z.enum(ACCOUNT_LISTS), text: z.string().max(100).default(''), after: z.string().max(400).optional() }),
    response: accountPage, handler: (ctx, { body }) => accounts.listAccounts(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/accounts/:accountId/end', summary: 'End an account: its sessions end, its cases go back to their offices', permission: 'access.keep-accounts', audience: 'signed-in',
    purpose: 'administration', audit: { kind: 'account', id: ({ params }) => params.accountId }, params: z.object({ accountId: z.uuid() }), body: endAccount, response: z.object({ ended: z.literal(true) }),
    handler: (ctx, { params, body }) => accounts.endAccount(ctx, params.accountId, body),
  }),
];
