/** Who is invited to a conference, and what the person agrees that each may read. */
import { listOffices } from '#access';
import { needsOf } from '#assessment';
import { documentTypes, organizationNames } from '#directory';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { consentProblem, type Known, referralsSlice, wordsOf } from '#referrals';
import type { SharedSection } from '#referrals/schema';
import { factsOf, getCase, getPerson, recordConsent } from '#registry';
import type { ConsentSection } from '#registry/schema';
import { conferenceSlice } from './pack.ts';
import * as repository from '../conference-repository.ts';
import type { ConferenceOptions, InviteMember, OfficerConference } from './schema.ts';
import { getConference, openConference } from './service.ts';
import { offeredSections, viewFor } from './sharing.ts';

type Recipient = ConferenceOptions['recipients'][number];

const both = (key: string) => ({ es: serverText('es')(key), en: serverText('en')(key) });

/** Institutions with accounts: organizations that provide services, and other offices of the state. */
async function recipients(ctx: Ctx, ownOfficeId: string): Promise<Recipient[]> {
  const offices = await listOffices(ctx);
  const providers = [...new Set(offices.flatMap((o) => (o.kind === 'provider' && o.organizationId ? [o.organizationId] : [])))];
  const names = await organizationNames(ctx, providers);
  const others = offices.filter((o) => o.kind !== 'provider' && o.organizationId && o.id !== ownOfficeId);
  return [
    ...providers.map((organizationId) => ({ organizationId, officeId: null, name: names[organizationId] ?? { es: organizationId, en: organizationId } })),
    ...others.map((o) => ({ organizationId: o.organizationId!, officeId: o.id, name: { es: o.nameEs, en: o.nameEn } })),
  ];
}

interface Ready { readonly personId: string; readonly known: Known; readonly offered: readonly SharedSection[]; readonly recipients: readonly Recipient[] }

async function makeReady(ctx: Ctx, caseId: string): Promise<Ready> {
  const { personId, officeId } = await getCase(ctx, caseId);
  const known: Known = { ...(await getPerson(ctx, personId)), facts: await factsOf(ctx, personId) };
  const papers = new Map((await documentTypes(ctx)).map((d) => [d.id, { es: d.nameEs, en: d.nameEn }]));
  const words = wordsOf({ place: (id) => ctx.pack.places.get(id)?.name, paper: (id) => papers.get(id) });
  const needs = (await needsOf(ctx, caseId)).map((n) => ({ code: n.need, label: n.label, state: n.state, restricted: n.restricted, urgency: both(`referrals.urgency.${n.urgency}`) }));
  return { personId, known, offered: offeredSections(known, needs, ctx.pack.slice(referralsSlice), words, both('plans.conference.section-needs')), recipients: await recipients(ctx, officeId) };
}

/** What officer and person look at before anybody is invited: every section with exactly what it would show. */
export async function conferenceOptions(ctx: Ctx, caseId: string): Promise<ConferenceOptions> {
  const { known, offered, recipients: invitable } = await makeReady(ctx, caseId);
  const { wording, version } = ctx.pack.slice(conferenceSlice).consent;
  const contacts = new Set<string>(ctx.pack.slice(referralsSlice).sections.filter((s) => s.contacts).map((s) => s.code));
  return {
    recipients: [...invitable], wording, wordingVersion: version, age: known.age, always: viewFor(known, offered, []),
    sections: offered.map((s) => ({ ...s, contact: contacts.has(s.code), available: s.items.length > 0 })),
  };
}

function agreedTo(ctx: Ctx, ready: Ready, { consent }: InviteMember): void {
  const { version } = ctx.pack.slice(conferenceSlice).consent;
  const problem = consentProblem(consent, { age: ready.known.age, pack: { consent: { version }, sections: ready.offered } });
  if (problem) throw refuse(problem.code, problem);
}

/** Invites an institution under a consent for it alone, or renews what it reads under another consent. Nothing is kept if any part is refused. */
export async function inviteMember(ctx: Ctx, id: string, command: InviteMember): Promise<OfficerConference> {
  const row = await openConference(ctx, id);
  const ready = await makeReady(ctx, row.case_id);
  const officeId = command.officeId ?? null;
  const recipient = ready.recipients.find((r) => r.organizationId === command.organizationId && r.officeId === officeId);
  if (!recipient) throw refuse('plans.conference.unknown-institution', { field: 'organizationId' });
  agreedTo(ctx, ready, command);
  const { consent } = command;
  const sections: ConsentSection[] = ['identity', ...new Set(consent.sections.filter((s) => s !== 'identity'))];
  const { consentId } = await recordConsent(ctx, { personId: ready.personId, caseId: row.case_id }, {
    purpose: 'conference', recipientOrganizationId: recipient.organizationId, sections, given: true, givenBy: consent.givenBy,
    ...(consent.childAssent === undefined ? {} : { childAssent: consent.childAssent }),
    wordingVersion: ctx.pack.slice(conferenceSlice).consent.version, language: consent.locale, readAloud: consent.manner !== 'read-by-person',
  });
  const memberId = await seat(ctx, id, recipient, consentId);
  await repository.insertView(ctx.actor, ctx.tx, {
    id: newId(ctx.now), memberId, consentId, sections, wordingVersion: ctx.pack.slice(conferenceSlice).consent.version, language: consent.locale, snapshot: viewFor(ready.known, ready.offered, sections),
  }, ctx.now);
  await repository.appendEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId: id, memberId, kind: 'invited' }, ctx.now);
  await ctx.tell({ type: 'plans.conference-member-invited', caseId: row.case_id, conferenceId: id, memberId });
  return getConference(ctx, id);
}

/** The seat of an institution: one for each conference. */
async function seat(ctx: Ctx, conferenceId: string, { organizationId, officeId, name }: Recipient, consentId: string): Promise<string> {
  const known = (await repository.membersOf(ctx.actor, ctx.tx, conferenceId)).find((m) => m.organization_id === organizationId && m.office_id === officeId);
  if (known) {
    await repository.renewMember(ctx.actor, ctx.tx, known.id, consentId, ctx.now);
    return known.id;
  }
  const id = newId(ctx.now);
  await repository.insertMember(ctx.actor, ctx.tx, { id, conferenceId, organizationId, name, officeId, consentId }, ctx.now);
  return id;
}

/** An officer ends what a member reads. */
export async function removeMember(ctx: Ctx, id: string, memberId: string): Promise<OfficerConference> {
  await openConference(ctx, id);
  const found = (await repository.membersOf(ctx.actor, ctx.tx, id)).some((m) => m.id === memberId);
  if (!found) throw notFound();
  if (await repository.endMember(ctx.actor, ctx.tx, id, memberId, ctx.now)) {
    await repository.appendEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId: id, memberId, kind: 'removed' }, ctx.now);
  }
  return getConference(ctx, id);
}
