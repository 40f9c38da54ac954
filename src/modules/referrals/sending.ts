import { listOffices } from '#access';
import { getNeed } from '#assessment';
import { documentTypes, servicePage } from '#directory';
import type { Locale, Urgency } from '#kernel/codes';
import { refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { factsOf, getCase, getPerson, recordConsent } from '#registry';
import type { ConsentSection } from '#registry/schema';
import { referralsSlice, type ReferralsPack } from './pack.ts';
import * as repository from './repository.ts';
import { consentProblem, decide, type ReferralRecord } from './rules.ts';
import type { SendOptions, SendReferral, SentReferral, Snapshot } from './schema.ts';
import { replaceReferral, tellAll } from './service.ts';
import { type Known, shareableSections, takeSnapshot, type Words } from './snapshot.ts';
import { wordsOf } from './words.ts';

interface Label { readonly es: string; readonly en: string }

interface Recipient {
  readonly serviceId: string;
  readonly serviceName: Label;
  readonly organizationId: string;
  readonly organizationName: Label;
  readonly hasInbox: boolean;
}

/** Everything that sending looks at, read once: the case, the person, the need, the recipient. */
interface Ready {
  readonly caseId: string;
  readonly personId: string;
  readonly officeId: string;
  /** The case is closed: it may go on in another one, whose office hears the answer. */
  readonly closed: boolean;
  readonly known: Known;
  readonly need: Snapshot['need'] & { readonly id: string; readonly urgency: Urgency };
  readonly recipient: Recipient;
  readonly pack: ReferralsPack;
  readonly words: Words;
}

async function recipientOf(ctx: Ctx, serviceId: string): Promise<Recipient> {
  const { service, organization } = await servicePage(ctx, serviceId);
  if (!service.matchable) throw refuse('referrals.service-not-open', { field: 'serviceId' });
  const offices = await listOffices(ctx);
  return {
    serviceId, serviceName: { es: service.nameEs, en: service.nameEn }, organizationId: service.organizationId,
    organizationName: { es: organization?.nameEs ?? service.organizationId, en: organization?.nameEn ?? service.organizationId },
    hasInbox: offices.some((o) => o.kind === 'provider' && o.organizationId === service.organizationId),
  };
}

async function makeReady(ctx: Ctx, caseId: string, needId: string, serviceId: string): Promise<Ready> {
  const { personId, officeId, state } = await getCase(ctx, caseId);
  const need = await getNeed(ctx, needId);
  if (need.caseId !== caseId) throw refuse('referrals.need-of-another-case', { field: 'needId' });
  if (need.state !== 'open') throw refuse('referrals.need-not-open', { field: 'needId' });
  const person = await getPerson(ctx, personId);
  const papers = new Map((await documentTypes(ctx)).map((d) => [d.id, { es: d.nameEs, en: d.nameEn }]));
  return {
    caseId, personId, officeId, closed: state === 'closed',
    known: { ...person, facts: await factsOf(ctx, personId) },
    need: { id: need.needId, code: need.need, label: need.label, urgency: need.urgency },
    recipient: await recipientOf(ctx, serviceId),
    pack: ctx.pack.slice(referralsSlice),
    words: wordsOf({ place: (id) => ctx.pack.places.get(id)?.name, paper: (id) => papers.get(id) }),
  };
}

function wording(ready: Ready, locale: Locale): string {
  return ready.pack.consent.wording[locale].replaceAll('{organization}', ready.recipient.organizationName[locale]).replaceAll('{need}', ready.need.label[locale]);
}

/** What the officer and the person look at before agreeing: every section with exactly what it would show. */
export async function sendOptions(ctx: Ctx, caseId: string, needId: string, serviceId: string): Promise<SendOptions> {
  const ready = await makeReady(ctx, caseId, needId, serviceId);
  const { recipient, pack, known, need, words } = ready;
  const contacts = new Set<string>(pack.sections.filter((s) => s.contacts).map((s) => s.code));
  return {
    recipient,
    alreadyAsked: await repository.isAsked(ctx.actor, ctx.tx, needId, serviceId),
    wording: { es: wording(ready, 'es'), en: wording(ready, 'en') },
    wordingVersion: pack.consent.version,
    daysToAnswer: pack.daysToAnswer,
    urgency: need.urgency,
    age: known.age,
    always: takeSnapshot(known, [], { code: need.code, label: need.label }, null, pack, words),
    sections: shareableSections(known, pack, words).map((s) => ({ ...s, contact: contacts.has(s.code), available: s.items.length > 0 })),
  };
}

const BEFORE: ReferralRecord = { state: 'draft', dueAt: null, applied: [], consentGiven: false, shareClosed: false, handled: false };

/** Writes, records the consent for, and sends a referral in one step; nothing is kept if any part is refused. */
export async function sendReferral(ctx: Ctx, caseId: string, command: SendReferral): Promise<SentReferral> {
  const ready = await makeReady(ctx, caseId, command.needId, command.serviceId);
  const problem = consentProblem(command.consent, { age: ready.known.age, pack: ready.pack });
  if (problem) throw refuse(problem.code, problem);
  const commandId = newId(ctx.now);
  const decided = decide({ ...BEFORE, consentGiven: command.consent.given }, { id: commandId, kind: 'send', urgency: command.urgency }, { now: ctx.now, side: 'officer', pack: ready.pack });
  if (!decided.ok) throw refuse(decided.problems[0]!.code, decided.problems[0]!);
  if (command.replaces) await replaceReferral(ctx, command.replaces, caseId);
  if (await repository.isAsked(ctx.actor, ctx.tx, ready.need.id, ready.recipient.serviceId)) throw refuse('referrals.already-asked', { field: 'serviceId', status: 409 });
  const consentId = await agreed(ctx, ready, command);
  const referralId = newId(ctx.now);
  const dueAt = decided.value.changes.dueAt!;
  await repository.insertSent(ctx.actor, ctx.tx, {
    id: referralId, caseId, personId: ready.personId, needId: ready.need.id, needCode: ready.need.code, needLabel: ready.need.label,
    officeId: ready.officeId, serviceId: ready.recipient.serviceId, serviceName: ready.recipient.serviceName,
    providerOrganization: ready.recipient.organizationId, providerName: ready.recipient.organizationName, urgency: command.urgency,
    consentId, replaces: command.replaces ?? null,
    shared: {
      sections: command.consent.sections, wordingVersion: ready.pack.consent.version, language: command.consent.locale,
      snapshot: takeSnapshot(ready.known, command.consent.sections, { code: ready.need.code, label: ready.need.label }, command.note ?? null, ready.pack, ready.words),
    },
  }, { at: ctx.now, dueAt });
  if (ready.closed) await repository.followCase(ctx.actor, ctx.tx, caseId);
  await repository.appendEvent(ctx.actor, ctx.tx, {
    id: newId(ctx.now), referralId, commandId, at: ctx.now, kind: 'send', state: 'sent', side: 'officer', note: command.note ?? null, reason: null,
  });
  await tellAll(ctx, decided.value.events, { id: referralId, case_id: caseId, need_id: ready.need.id, service_id: ready.recipient.serviceId });
  return { referralId, dueAt: dueAt.toISOString(), hasInbox: ready.recipient.hasInbox };
}

async function agreed(ctx: Ctx, ready: Ready, { consent }: SendReferral): Promise<string> {
  // First name, code, age and the need always travel; the consent says so.
  const sections = [...new Set<ConsentSection>(['identity', 'needs', ...consent.sections])];
  const { consentId } = await recordConsent(ctx, { personId: ready.personId, caseId: ready.caseId }, {
    purpose: 'referral', recipientOrganizationId: ready.recipient.organizationId,
    recipientServiceId: ready.recipient.serviceId, sections, given: true, givenBy: consent.givenBy,
    ...(consent.childAssent === undefined ? {} : { childAssent: consent.childAssent }),
    wordingVersion: ready.pack.consent.version, language: consent.locale, readAloud: consent.manner !== 'read-by-person',
  });
  return consentId;
}
