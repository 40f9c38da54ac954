import { z } from 'zod';
import { auditEntry } from '#access/schema';
import { routesOf } from '#platform/http';
import { bulkRoutes } from './bulk-routes.ts';
import { closingRoutes } from './closing-routes.ts';
import { expectedRoutes } from './expected-routes.ts';
import { familyRoutes } from './family-routes.ts';
import { joinRoutes } from './join-routes.ts';
import { registrySlice } from './pack.ts';
import { registryPolicy } from './policy.ts';
import { reviewRoutes } from './review-routes.ts';
import {
  advice, AssignCase, casePage, caseSummary, ContactInput, CorrectPerson, DecideIdentity, duplicateAnswer, DuplicateProbe, IdentityDocumentInput,
  LookUp, lookUpAnswer, personDetail, personLine, RecordConsent, RecordFacts, RegisterAtWindow, ReplaceContact, ReplaceDocument, WelcomeBack, workList, WORK_LISTS,
} from './schema.ts';
import * as cases from './service/cases.ts';
import * as consents from './service/consents.ts';
import { checkDuplicates } from './service/duplicates.ts';
import { recordFacts } from './service/facts.ts';
import { decideIdentity, undoIdentityDecision } from './service/identity.ts';
import * as papers from './service/papers.ts';
import * as people from './service/people.ts';
import { registerAtWindow, welcomeBack } from './service/at-window.ts';
import { lookUp } from './service/look-up.ts';
import { searchPeople } from './service/search.ts';
import { listCases } from './service/work-lists.ts';
import { abroadRoutes } from './abroad-routes.ts';
import { transferRoutes } from './transfer-routes.ts';

const defineRoute = routesOf(registryPolicy);

const personId = z.object({ personId: z.uuid() });
const caseId = z.object({ caseId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
const registered = z.object({ personId: z.string(), publicCode: z.string(), caseId: z.string().nullable(), advice: z.array(advice) });

const ofPerson = { kind: 'person', id: ({ params }: { params: { personId: string } }) => params.personId, subject: ({ params }: { params: { personId: string } }) => params.personId };
const ofCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId };

const peopleRoutes = [
  defineRoute({
    method: 'POST', path: '/api/people/search', reads: true, summary: 'Find people by any part of a name, code, document number and birth year',
    permission: 'registry.search', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'person-search', id: () => null },
    body: z.strictObject({ text: z.string().max(120) }), response: z.object({ people: z.array(personLine) }),
    handler: async (ctx, { body }) => ({ people: await searchPeople(ctx, body.text) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/people/:personId', summary: 'A person, with corrections, answers and identity decisions',
    permission: 'registry.read-person', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, response: personDetail, handler: (ctx, { params }) => people.getPersonDetail(ctx, params.personId),
  }),
  defineRoute({
    method: 'POST', path: '/api/people', summary: 'Register somebody at a window, after the duplicate check',
    permission: 'registry.register', audience: 'signed-in', purpose: 'registration',
    audit: { kind: 'person', id: (_, out) => out.personId, subject: (_, out) => out.personId },
    body: RegisterAtWindow, response: registered, handler: (ctx, { body }) => registerAtWindow(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/people/duplicates', summary: 'Who may this be? Candidates with reasons and differences',
    permission: 'registry.check-duplicates', audience: 'signed-in', purpose: 'registration', audit: { kind: 'duplicate-check', id: (_, out) => out.candidates[0]?.personId ?? null },
    body: DuplicateProbe, response: duplicateAnswer, handler: (ctx, { body }) => checkDuplicates(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/people/look-up', reads: true, summary: 'Who of the country may this be? One box, or fields; best first, with reasons and differences',
    permission: 'registry.check-duplicates', audience: 'signed-in', purpose: 'registration', audit: { kind: 'look-up', id: (_, out) => out.people[0]?.personId ?? null },
    body: LookUp, response: lookUpAnswer, handler: (ctx, { body }) => lookUp(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/welcome', summary: 'This person is already registered: open the record at this office',
    permission: 'registry.welcome-back', audience: 'signed-in', purpose: 'registration', audit: ofPerson,
    params: personId, body: WelcomeBack, response: registered, handler: (ctx, { params, body }) => welcomeBack(ctx, params.personId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/facts', summary: 'Record answers about the situation of a person',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, body: RecordFacts, response: done,
    handler: async (ctx, { params, body }) => {
      await recordFacts(ctx, params.personId, body.facts);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/corrections', summary: 'Correct one field; the old value stays in the history',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, body: CorrectPerson, response: personDetail, handler: (ctx, { params, body }) => people.correctPerson(ctx, params.personId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/documents', summary: 'Add a paper of a person',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, body: IdentityDocumentInput, response: done,
    handler: async (ctx, { params, body }) => {
      await papers.addDocument(ctx, params.personId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/contacts', summary: 'Add a way to reach a person, with its safety',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, body: ContactInput, response: done,
    handler: async (ctx, { params, body }) => {
      await papers.addContact(ctx, params.personId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/documents/:documentId', summary: 'A paper as it is now, or its end; the entry before stays in the history',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId.extend({ documentId: z.uuid() }), body: ReplaceDocument, response: done,
    handler: async (ctx, { params, body }) => {
      await papers.replaceDocument(ctx, params.personId, params.documentId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/contacts/:contactId', summary: 'A contact as it is now, or its end; the entry before stays in the history',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId.extend({ contactId: z.uuid() }), body: ReplaceContact, response: done,
    handler: async (ctx, { params, body }) => {
      await papers.replaceContact(ctx, params.personId, params.contactId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/identity-decisions', summary: 'Decide whether two records are one person',
    permission: 'registry.decide-identity', audience: 'signed-in', purpose: 'registration',
    audit: { kind: 'identity-decision', id: (_, out) => out.linkId, subject: ({ body }) => body.personA },
    body: DecideIdentity, response: z.object({ linkId: z.string() }), handler: (ctx, { body }) => decideIdentity(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/identity-decisions/:linkId/undo', summary: 'Take an identity decision back',
    permission: 'registry.decide-identity', audience: 'signed-in', purpose: 'registration', audit: { kind: 'identity-decision', id: ({ params }) => params.linkId },
    params: z.object({ linkId: z.uuid() }), response: done,
    handler: async (ctx, { params }) => {
      await undoIdentityDecision(ctx, params.linkId);
      return DONE;
    },
  }),
];

const caseRoutes = [
  defineRoute({
    method: 'GET', path: '/api/identity-papers', summary: 'Papers that the country offers at a desk, most telling first',
    permission: 'registry.register', audience: 'signed-in', purpose: 'registration', audit: 'none: settings of the country, no person',
    response: z.object({ documents: z.array(z.object({ type: z.string(), id: z.string() })) }),
    handler: async (ctx) => ({ documents: ctx.pack.slice(registrySlice).documents }),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases', summary: 'Work list of the own office, with counts',
    permission: 'registry.read-cases', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'work-list', id: ({ query }) => query.list },
    query: z.object({ list: z.enum(WORK_LISTS).default('office'), after: z.string().max(200).optional() }),
    response: workList, handler: (ctx, { query }) => listCases(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/search', reads: true, summary: 'The lines of a work list whose person bears these names',
    permission: 'registry.read-cases', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'work-list', id: ({ body }) => body.list },
    body: z.strictObject({ list: z.enum(WORK_LISTS).default('office'), text: z.string().max(120), after: z.string().max(200).optional() }),
    response: workList, handler: (ctx, { body }) => listCases(ctx, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId', summary: 'A case with its person and consents',
    permission: 'registry.read-cases', audience: 'signed-in', purpose: 'case-management', audit: { ...ofCase, subject: (_, out) => out.person.personId },
    params: caseId, response: casePage, handler: (ctx, { params }) => cases.getCasePage(ctx, params.caseId),
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/officers', summary: 'Officers to whom the case may be given',
    permission: 'registry.keep-case', audience: 'signed-in', purpose: 'case-management', audit: ofCase,
    params: caseId, response: z.object({ officers: z.array(z.object({ id: z.string(), displayName: z.string(), role: z.string() })) }),
    handler: async (ctx, { params }) => ({ officers: await cases.officersFor(ctx, params.caseId) }),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/assign', summary: 'Take a case, or give it to a colleague',
    permission: 'registry.keep-case', audience: 'signed-in', purpose: 'case-management', audit: { ...ofCase, subject: (_, out) => out.personId },
    params: caseId, body: AssignCase, response: caseSummary, handler: (ctx, { params, body }) => cases.assignCase(ctx, params.caseId, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/cases/:caseId/consents', summary: 'Record what the person agreed to or refused',
    permission: 'registry.record-consent', audience: 'signed-in', purpose: 'case-management', audit: { ...ofCase, kind: 'consent' },
    params: caseId, body: RecordConsent, response: z.object({ consentId: z.string() }),
    handler: async (ctx, { params, body }) => {
      const found = await cases.getCase(ctx, params.caseId);
      return consents.recordConsent(ctx, { personId: found.personId, caseId: params.caseId }, body);
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/consents/:consentId/withdraw', summary: 'Withdraw a consent',
    permission: 'registry.record-consent', audience: 'signed-in', purpose: 'case-management', audit: { kind: 'consent', id: ({ params }) => params.consentId },
    params: z.object({ consentId: z.uuid() }), response: done,
    handler: async (ctx, { params }) => {
      await consents.withdrawConsent(ctx, params.consentId);
      return DONE;
    },
  }),
  defineRoute({
    method: 'GET', path: '/api/cases/:caseId/readers', summary: 'Who opened this case, when and why',
    permission: 'registry.see-readers', audience: 'signed-in', purpose: 'supervision', audit: ofCase,
    params: caseId, response: z.object({ readers: z.array(auditEntry) }),
    handler: async (ctx, { params }) => ({ readers: await cases.readersOfCase(ctx, params.caseId) }),
  }),
];

export const registryRoutes = [...peopleRoutes, ...familyRoutes, ...caseRoutes, ...closingRoutes, ...joinRoutes, ...transferRoutes,
  ...bulkRoutes, ...reviewRoutes, ...expectedRoutes, ...abroadRoutes];
