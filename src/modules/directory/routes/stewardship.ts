import { z } from 'zod';
import { notFound } from '#kernel/errors';
import { routesOf } from '#platform/http';
import { directoryPolicy } from '../policy.ts';
import {
  answerReportSchema, confirmSchema, ENTRY_KINDS, entryListSchema, entryPageSchema, entryQuerySchema, noteSchema, ownerLinkSchema, proposalViewSchema, proposeSchema, publishSchema,
  reportSchema, reportViewSchema, restoreSchema, reviewSchema, serviceMapSchema, type EntryKind,
} from '../schema/stewardship.ts';
import * as entries from '../service/entries.ts';
import * as links from '../service/links.ts';
import { serviceMap } from '../service/map.ts';
import * as proposals from '../service/proposals.ts';
import * as reports from '../service/reports.ts';
import { confirmEntry } from '../service/upkeep.ts';

const defineRoute = routesOf(directoryPolicy);

const NO_PERSON = 'none: the directory holds no person';
/** An entry in an address: `service.zz-job-office`. */
const entryParam = z.object({ entry: z.string().max(140) });
const proposalParam = z.object({ proposalId: z.uuid() });

function named(entry: string): { kind: EntryKind; id: string } {
  const [kind = '', ...rest] = entry.split('.');
  const known = ENTRY_KINDS.find((one) => one === kind);
  if (!known || rest.length !== 1) throw notFound();
  return { kind: known, id: rest[0]! };
}

const aboutEntry = { kind: 'directory-entry', id: ({ params }: { params: { entry: string } }) => params.entry };
const aboutProposal = { kind: 'directory-proposal', id: ({ params }: { params: { proposalId: string } }) => params.proposalId };

/** Reading: lists, entries, proposals, the map. */
const reading = [
  defineRoute({
    method: 'GET', path: '/api/directory/entries', summary: 'Entries to keep, what waits longest first',
    permission: 'directory.keep-own', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    query: entryQuerySchema, response: entryListSchema,
    handler: (ctx, { query }) => entries.listEntries(ctx, query),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/entries/:entry', summary: 'One entry with history, proposals and reports',
    permission: 'directory.keep-own', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    params: entryParam, response: entryPageSchema,
    handler: (ctx, { params }) => { const { kind, id } = named(params.entry); return entries.entryPage(ctx, kind, id); },
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/proposals', summary: 'Proposals that wait, and what came back to oneself',
    permission: 'directory.keep-own', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    response: z.object({ proposals: z.array(proposalViewSchema) }),
    handler: async (ctx) => ({ proposals: await proposals.openProposals(ctx) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/proposals/:proposalId', summary: 'One proposal and what publishing it would do',
    permission: 'directory.keep-own', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    params: proposalParam, response: reviewSchema,
    handler: (ctx, { params }) => proposals.review(ctx, params.proposalId),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/reports/own', summary: 'What one reported, with the answers',
    permission: 'directory.report', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    response: z.object({ reports: z.array(reportViewSchema) }),
    handler: async (ctx) => ({ reports: await reports.ownReports(ctx) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/departments', summary: 'Departments of the country, by name',
    permission: 'directory.read', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    response: z.object({ departments: z.array(z.object({ id: z.string(), name: z.string() })) }),
    handler: async ({ pack }) => ({ departments: pack.places.admin1.map(({ id, name }) => ({ id, name })) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/map', summary: 'Who does what where: needs by department or municipality',
    permission: 'directory.map', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    query: z.object({
      admin1: z.string().max(20).optional(), admin2: z.string().max(20).optional(),
      organizationKind: z.enum(['civil_society', 'government', 'international', 'private', 'returnee_led']).optional(),
    }),
    response: serviceMapSchema,
    handler: (ctx, { query }) => serviceMap(ctx, query),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/owner-links', summary: 'Links of an organization, without their addresses',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    query: z.object({ organization: z.string().max(100) }),
    response: z.object({ links: z.array(ownerLinkSchema) }),
    handler: async (ctx, { query }) => ({ links: await links.linksOf(ctx, query.organization) }),
  }),
];

/** Changing: confirmations, proposals and their review. */
const changing = [
  defineRoute({
    method: 'POST', path: '/api/directory/entries/:entry/confirmations', summary: 'Say that an entry is still true',
    permission: 'directory.keep-own', audience: 'signed-in', purpose: 'directory-upkeep', audit: aboutEntry,
    params: entryParam, body: confirmSchema, response: z.object({}),
    handler: async (ctx, { params, body }) => { const { kind, id } = named(params.entry); await confirmEntry(ctx, kind, id, body.version); return {}; },
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/entries/:entry/restore', summary: 'Propose that an earlier version holds again',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: aboutEntry,
    params: entryParam, body: restoreSchema, response: z.object({ proposalId: z.uuid() }),
    handler: (ctx, { params, body }) => { const { kind, id } = named(params.entry); return proposals.restore(ctx, kind, id, body); },
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/proposals', summary: 'Propose a change or a new entry',
    permission: 'directory.keep-own', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'directory-proposal', id: (_, out) => out.proposalId },
    body: proposeSchema, response: z.object({ proposalId: z.uuid() }),
    handler: (ctx, { body }) => proposals.propose(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/proposals/:proposalId/publish', summary: 'Publish a proposal',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: aboutProposal,
    params: proposalParam, body: publishSchema, response: z.object({ version: z.number() }),
    handler: (ctx, { params, body }) => proposals.publish(ctx, params.proposalId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/proposals/:proposalId/send-back', summary: 'Send a proposal back with a word',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: aboutProposal,
    params: proposalParam, body: noteSchema, response: z.object({}),
    handler: async (ctx, { params, body }) => { await proposals.sendBack(ctx, params.proposalId, body.note); return {}; },
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/proposals/:proposalId/withdraw', summary: 'Take an own proposal back',
    permission: 'directory.keep-own', audience: 'signed-in', purpose: 'directory-upkeep', audit: aboutProposal,
    params: proposalParam, response: z.object({}),
    handler: async (ctx, { params }) => { await proposals.withdraw(ctx, params.proposalId); return {}; },
  }),
];

/** Reports and links. */
const around = [
  defineRoute({
    method: 'POST', path: '/api/directory/reports', summary: 'Report that an entry is wrong',
    permission: 'directory.report', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'directory-report', id: (_, out) => out.reportId },
    body: reportSchema, response: z.object({ reportId: z.uuid() }),
    handler: (ctx, { body }) => reports.reportEntry(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/reports/:reportId/answer', summary: 'Answer a report',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'directory-report', id: ({ params }) => params.reportId },
    params: z.object({ reportId: z.uuid() }), body: answerReportSchema, response: z.object({}),
    handler: async (ctx, { params, body }) => { await reports.answerReport(ctx, params.reportId, body); return {}; },
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/owner-links', summary: 'Make a link by which an organization keeps its entries',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'directory-link', id: (_, out) => out.linkId },
    body: z.strictObject({ organizationId: z.string().min(1).max(100) }), response: z.object({ linkId: z.uuid(), path: z.string(), expiresAt: z.string() }),
    handler: (ctx, { body }) => links.makeLink(ctx, body.organizationId),
    // The address is told once: nothing keeps it, also not the answer of a repeated command.
    again: (ctx, { body }) => links.madeLink(ctx, body.organizationId),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/owner-links/:ownerLinkId/end', summary: 'End a link',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'directory-link', id: ({ params }) => params.ownerLinkId },
    params: z.object({ ownerLinkId: z.uuid() }), response: z.object({}),
    handler: async (ctx, { params }) => { await links.endLink(ctx, params.ownerLinkId); return {}; },
  }),
];

/** Routes by which the directory is kept true. */
export const stewardshipRoutes = [...reading, ...changing, ...around];
