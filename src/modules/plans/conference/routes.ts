import { z } from 'zod';
import { type Route, routesOf } from '#platform/http';
import { plansPolicy } from '../policy.ts';
import { conferenceOptions, inviteMember, removeMember } from './inviting.ts';
import { contribute, myConference, myConferences, stepOwnTask, takeOn } from './member-service.ts';
import {
  CallConference, ConferenceOptions, ConferencesOfCase, Contribute, InviteMember, MemberConference, MemberConferences, MoveConference, OfficerConference, ProposeTask, SearchMine,
  StepConference, StepTask, TakeOn, WriteEntry,
} from './schema.ts';
import { callConference, conferencesOf, getConference, moveConference, proposeTask, stepConference, stepTask, writeEntry } from './service.ts';

const defineRoute = routesOf(plansPolicy);
const ofCase = z.strictObject({ caseId: z.uuid() });
const ofConference = z.strictObject({ conferenceId: z.uuid() });
const ofMember = ofConference.extend({ memberId: z.uuid() });
const ofTask = ofConference.extend({ taskId: z.uuid() });
type About = { params: { conferenceId: string } };
const aboutConference = { kind: 'conference', id: ({ params }: About) => params.conferenceId, subject: (_: unknown, out: { caseId: string }) => out.caseId };
const aboutSeat = { kind: 'conference', id: ({ params }: About) => params.conferenceId };
const theCase = { kind: 'case_file', id: ({ params }: { params: { caseId: string } }) => params.caseId, subject: ({ params }: { params: { caseId: string } }) => params.caseId };

const officer = { audience: 'signed-in', purpose: 'case-management' } as const;
const read = { ...officer, permission: 'plans.see-conferences' } as const;
const write = { ...officer, permission: 'plans.hold-conference' } as const;

const officerRoutes: readonly Route[] = [
  defineRoute({
    ...read, method: 'GET', path: '/api/cases/:caseId/conferences', summary: 'Conferences of a case', audit: theCase,
    params: ofCase, response: ConferencesOfCase, handler: (ctx, { params }) => conferencesOf(ctx, params.caseId),
  }),
  defineRoute({
    ...write, method: 'GET', path: '/api/cases/:caseId/conference-options', summary: 'Who may be invited, what each section would show, and the consent wording', audit: theCase,
    params: ofCase, response: ConferenceOptions, handler: (ctx, { params }) => conferenceOptions(ctx, params.caseId),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/cases/:caseId/conferences', summary: 'Call a conference about a case',
    audit: { kind: 'conference', id: (_, out) => out.conferenceId, subject: ({ params }) => params.caseId },
    params: ofCase, body: CallConference, response: z.object({ conferenceId: z.uuid() }), handler: (ctx, { params, body }) => callConference(ctx, params.caseId, body),
  }),
  defineRoute({
    ...read, method: 'GET', path: '/api/conferences/:conferenceId', summary: 'One conference, as its officers see it', audit: aboutConference,
    params: ofConference, response: OfficerConference, handler: (ctx, { params }) => getConference(ctx, params.conferenceId),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/conferences/:conferenceId/members', summary: 'Invite an institution with recorded consent', audit: aboutConference,
    params: ofConference, body: InviteMember, response: OfficerConference, handler: (ctx, { params, body }) => inviteMember(ctx, params.conferenceId, body),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/conferences/:conferenceId/members/:memberId/end', summary: 'End what an institution reads', audit: aboutConference,
    params: ofMember, body: z.strictObject({}), response: OfficerConference, handler: (ctx, { params }) => removeMember(ctx, params.conferenceId, params.memberId),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/conferences/:conferenceId/entries', summary: 'Write a note of the officers, or a decision', audit: aboutConference,
    params: ofConference, body: WriteEntry, response: OfficerConference, handler: (ctx, { params, body }) => writeEntry(ctx, params.conferenceId, body),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/conferences/:conferenceId/tasks', summary: 'Ask a member to do something, or take it on', audit: aboutConference,
    params: ofConference, body: ProposeTask, response: OfficerConference, handler: (ctx, { params, body }) => proposeTask(ctx, params.conferenceId, body),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/conferences/:conferenceId/tasks/:taskId', summary: 'A task is taken, done or dropped, by an officer', audit: aboutConference,
    params: ofTask, body: StepTask, response: OfficerConference, handler: (ctx, { params, body }) => stepTask(ctx, params.conferenceId, params.taskId, body),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/conferences/:conferenceId/when', summary: 'Move a conference to another day, way or place', audit: aboutConference,
    params: ofConference, body: MoveConference, response: OfficerConference, handler: (ctx, { params, body }) => moveConference(ctx, params.conferenceId, body),
  }),
  defineRoute({
    ...write, method: 'POST', path: '/api/conferences/:conferenceId/step', summary: 'A conference took place, ends, or will not take place', audit: aboutConference,
    params: ofConference, body: StepConference, response: OfficerConference, handler: (ctx, { params, body }) => stepConference(ctx, params.conferenceId, body.step),
  }),
];

const member = { audience: 'signed-in', purpose: 'service-provision', permission: 'plans.attend-conference' } as const;

/** The members' side. */
const memberRoutes: readonly Route[] = [
  defineRoute({
    ...member, method: 'POST', path: '/api/member-conferences/search', summary: 'Conferences to which the own institution was invited', reads: true,
    audit: { kind: 'conference_list', id: ({ body }) => body.list }, body: SearchMine, response: MemberConferences, handler: (ctx, { body }) => myConferences(ctx, body),
  }),
  defineRoute({
    ...member, method: 'GET', path: '/api/member-conferences/:conferenceId', summary: 'One conference, as a member sees it', audit: aboutSeat,
    params: ofConference, response: MemberConference, handler: (ctx, { params }) => myConference(ctx, params.conferenceId),
  }),
  defineRoute({
    ...member, method: 'POST', path: '/api/member-conferences/:conferenceId/contributions', summary: 'Say something as a member', audit: aboutSeat,
    params: ofConference, body: Contribute, response: MemberConference, again: (ctx, { params }) => myConference(ctx, params.conferenceId),
    handler: (ctx, { params, body }) => contribute(ctx, params.conferenceId, body.text),
  }),
  defineRoute({
    ...member, method: 'POST', path: '/api/member-conferences/:conferenceId/tasks', summary: 'Take something on as a member', audit: aboutSeat,
    params: ofConference, body: TakeOn, response: MemberConference, again: (ctx, { params }) => myConference(ctx, params.conferenceId),
    handler: (ctx, { params, body }) => takeOn(ctx, params.conferenceId, body),
  }),
  defineRoute({
    ...member, method: 'POST', path: '/api/member-conferences/:conferenceId/tasks/:taskId', summary: 'An own task is taken, done or dropped', audit: aboutSeat,
    params: ofTask, body: StepTask, response: MemberConference, again: (ctx, { params }) => myConference(ctx, params.conferenceId),
    handler: (ctx, { params, body }) => stepOwnTask(ctx, params.conferenceId, params.taskId, body),
  }),
];

export const conferenceRoutes: readonly Route[] = [...officerRoutes, ...memberRoutes];
