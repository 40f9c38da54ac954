import { z } from 'zod';
import { routesOf } from '#platform/http';
import { registrySlice } from './pack.ts';
import { registryPolicy } from './policy.ts';
import { CheckFamily, duplicateAnswer, EndRelation, familyView, KeepApart, MoveHousehold, RecordRelation, registeredFamily, RegisterFamily } from './schema.ts';
import * as family from './service/family.ts';
import { checkFamily, registerFamily } from './service/register-family.ts';

const defineRoute = routesOf(registryPolicy);

const personId = z.object({ personId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
const ofPerson = { kind: 'person', id: ({ params }: { params: { personId: string } }) => params.personId, subject: ({ params }: { params: { personId: string } }) => params.personId };

const choices = z.object({
  languages: z.array(z.string()), peoples: z.array(z.object({ code: z.string(), name: z.string(), kinds: z.array(z.string()) })),
});

/** Families: registered at once, read from a person's page, split and joined. */
export const familyRoutes = [
  defineRoute({
    method: 'GET', path: '/api/person-choices', summary: 'Languages and peoples that the country offers on a person’s page',
    permission: 'registry.register', audience: 'signed-in', purpose: 'registration', audit: 'none: settings of the country, no person',
    response: choices,
    handler: async (ctx) => {
      const { languages, peoples } = ctx.pack.slice(registrySlice);
      return { languages, peoples };
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/families/duplicates', summary: 'Who may the members of a family be? One check for all of them',
    permission: 'registry.check-duplicates', audience: 'signed-in', purpose: 'registration',
    audit: { kind: 'duplicate-check', id: (_, out) => out.members.find((m) => m.candidates.length > 0)?.candidates[0]?.personId ?? null },
    body: CheckFamily, response: z.object({ members: z.array(duplicateAnswer) }), handler: (ctx, { body }) => checkFamily(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/families', summary: 'Register a family after the duplicate check of every member: all or nobody',
    permission: 'registry.register', audience: 'signed-in', purpose: 'registration',
    audit: { kind: 'family', id: (_, out) => out.householdId, subject: (_, out) => out.members[0]?.personId ?? null },
    body: RegisterFamily, response: registeredFamily, handler: (ctx, { body }) => registerFamily(ctx, body),
  }),
  defineRoute({
    method: 'GET', path: '/api/people/:personId/family', summary: 'Household, travel groups and relations of a person; people out of sight stand there without a name',
    permission: 'registry.read-person', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, response: familyView, handler: (ctx, { params }) => family.familyOf(ctx, params.personId),
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/relations', summary: 'Record what another person is to this one',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, body: RecordRelation, response: done,
    handler: async (ctx, { params, body }) => {
      await family.recordRelation(ctx, params.personId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/relations/:relationId/end', summary: 'A relation holds no longer; it stays in the history',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId.extend({ relationId: z.uuid() }), body: EndRelation, response: done,
    handler: async (ctx, { params, body }) => {
      await family.endRelation(ctx, params.personId, params.relationId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/household', summary: 'This person, and whoever goes along, lives with somebody, apart, or alone from now on',
    permission: 'registry.record', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, body: MoveHousehold, response: z.object({ householdId: z.string().nullable() }),
    handler: (ctx, { params, body }) => family.moveHousehold(ctx, { ...body, people: [...new Set([params.personId, ...body.people])] }),
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/apart', summary: 'Keep two people apart: neither shows on the other’s page',
    permission: 'registry.keep-apart', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId, body: KeepApart, response: done,
    handler: async (ctx, { params, body }) => {
      await family.keepApart(ctx, params.personId, body);
      return DONE;
    },
  }),
  defineRoute({
    method: 'POST', path: '/api/people/:personId/apart/:markId/lift', summary: 'The two may show on one another’s page again',
    permission: 'registry.keep-apart', audience: 'signed-in', purpose: 'case-management', audit: ofPerson,
    params: personId.extend({ markId: z.uuid() }), response: done,
    handler: async (ctx, { params }) => {
      await family.liftApart(ctx, params.personId, params.markId);
      return DONE;
    },
  }),
];
