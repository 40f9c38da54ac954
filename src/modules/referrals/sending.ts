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
import { endDraft } from './repository/drafts.ts';
import { appendEvent } from './repository/events.ts';
import * as repository from './repository/referrals.ts';
import type { ReferralRow } from './repository/scope.ts';
import { consentProblem } from './rules/consent.ts';
import { decide } from './rules/decide.ts';
import type { ReferralRecord } from './rules/record.ts';
import type { SendOptions, SendReferral, SentReferral, Snapshot } from './schema.ts';
import { around, replaceReferral, tellAll } from './service.ts';
import { type Known, shareableSections, takeSnapshot, withWishes, type Words } from './snapshot.ts';
import { wordsOf } from './words.ts';

interface Label { readonly es: string; readonly en: string }

interface Recipient {
  readonly serviceId: string;
  readonly serviceName: Label;
  readonly organizationId: string;
  readonly organizationName: Label;
  readonly hasInbox: boolean;
  /** A woman attends whoever wishes it; null where the directory does not say. */
  readonly womenAttend: boolean | null;
}

/** Asked at once; a refusal waits for the other questions, so that none is asked after the transaction ended. */
async function together<T extends readonly unknown[]>(...asked: { [K in keyof T]: Promise<T[K]> | T[K] }): Promise<T> {
  await Promise.allSettled(asked);
  return Promise.all(asked) as unknown as Promise<T>;
}

/** Everything that sending looks at, read once: the case, the person, the need, the recipient. */
export interface Ready {
  readonly caseId: string;
  readonly personId: string;
  readonly officeId: string;
  /** The case is closed: it may go on in another one, whose office hears the answer. */
  readonly closed: boolean;
  /** Zone of the place the case leads to, where it is not the country's. */
  readonly zone: string | null;
  readonly known: Known;
  readonly need: Snapshot['need'] & { readonly id: string; readonly urgency: Urgency };
  /** Only the closed circle knows of the need. */
  readonly reserved: boolean;
  readonly recipient: Recipient;
  readonly pack: ReferralsPack;
  readonly words: Words;
}

/** The service it goes to and who gives it; refused where it takes nobody. */
export async function recipientOf(ctx: Ctx, serviceId: string): Promise<Recipient> {
  const [{ service, organization }, offices] = await together(servicePage(ctx, serviceId), listOffices(ctx));
  if (!service.matchable) throw refuse('referrals.service-not-open', { field: 'serviceId' });
  return {
    serviceId, serviceName: { es: service.nameEs, en: service.nameEn }, organizationId: service.organizationId,
    organizationName: { es: organization?.nameEs ?? service.organizationId, en: organization?.nameEn ?? service.organizationId },
    hasInbox: offices.some((o) => o.kind === 'provider' && o.organizationId === service.organizationId), womenAttend: service.womenAttend ?? null,
  };
}

/** The zone of a municipality, or of its department, where the country names one. */
function zoneOf(ctx: Ctx, admin2: string): string | null {
  const { zones } = ctx.pack.slice(referralsSlice);
  return zones[admin2] ?? zones[ctx.pack.places.get(admin2)?.admin1 ?? ''] ?? null;
}

async function papersOf(ctx: Ctx): Promise<Map<string, Label>> {
  return new Map((await documentTypes(ctx)).map((d) => [d.id, { es: d.nameEs, en: d.nameEn }]));
}

type About = Pick<Ready, 'need' | 'recipient' | 'reserved'>;

async function readyAbout(ctx: Ctx, { caseId, personId, officeId, state, destinationAdmin2 }: Awaited<ReturnType<typeof getCase>>, about: Promise<About> | About): Promise<Ready> {
  const [person, facts, papers, asked] = await together(getPerson(ctx, personId), factsOf(ctx, personId), papersOf(ctx), about);
  return {
    ...asked, caseId, personId, officeId, closed: state === 'closed', zone: zoneOf(ctx, destinationAdmin2), known: { ...person, facts }, pack: ctx.pack.slice(referralsSlice),
    words: wordsOf({ place: (id) => ctx.pack.places.get(id)?.name, paper: (id) => papers.get(id) }),
  };
}

/** Reads what sending looks at; what does not wait for one another is asked together. */
export async function makeReady(ctx: Ctx, caseId: string, needId: string, serviceId: string): Promise<Ready> {
  const [found, need] = await together(getCase(ctx, caseId), getNeed(ctx, needId));
  if (need.caseId !== caseId) throw refuse('referrals.need-of-another-case', { field: 'needId' });
  if (need.state !== 'open') throw refuse('referrals.need-not-open', { field: 'needId' });
  const about = async (): Promise<About> => ({ need: { id: need.needId, code: need.need, label: need.label, urgency: need.urgency }, recipient: await recipientOf(ctx, serviceId), reserved: need.restricted });
  return readyAbout(ctx, found, about());
}

/** The same for a referral that was sent: to whom and for what stays, also where the service or the need ended meanwhile. */
export async function readyAgain(ctx: Ctx, row: ReferralRow): Promise<Ready> {
  const recipient = { serviceId: row.service_id, serviceName: row.service_name, organizationId: row.provider_organization, organizationName: row.provider_name, hasInbox: true, womenAttend: null };
  return readyAbout(ctx, await getCase(ctx, row.case_id), { need: { id: row.need_id, code: row.need_code, label: row.need_label, urgency: row.urgency }, recipient, reserved: false });
}

function wording(ready: Ready, locale: Locale): string {
  return ready.pack.consent.wording[locale].replaceAll('{organization}', ready.recipient.organizationName[locale]).replaceAll('{need}', ready.need.label[locale]);
}

/** What the officer and the person look at before agreeing: every section with exactly what it would show. */
export async function sendOptions(ctx: Ctx, caseId: string, needId: string, serviceId: string): Promise<SendOptions> {
  return optionsOf(ctx, await makeReady(ctx, caseId, needId, serviceId));
}

/** The same of what was read already. */
export async function optionsOf(ctx: Ctx, ready: Ready): Promise<SendOptions> {
  const { recipient, pack, known, need, words } = ready;
  const contacts = new Set<string>(pack.sections.filter((s) => s.contacts).map((s) => s.code));
  return {
    recipient,
    alreadyAsked: await repository.isAsked(ctx.actor, ctx.tx, need.id, recipient.serviceId),
    wording: { es: wording(ready, 'es'), en: wording(ready, 'en') },
    wordingVersion: pack.consent.version,
    daysToAnswer: pack.daysToAnswer,
    urgency: need.urgency,
    age: known.age,
    prefersWoman: known.facts.prefersWomanOfficer?.state === 'known' && known.facts.prefersWomanOfficer.value === true,
    always: takeSnapshot(known, [], { code: need.code, label: need.label }, null, pack, words),
    sections: shareableSections(known, pack, words).map((s) => ({ ...s, contact: contacts.has(s.code), available: s.items.length > 0 })),
    reserved: ready.reserved,
    mayOverride: (pack.emergency.roles as readonly string[]).includes(ctx.actor.role), hoursToReview: pack.emergency.hoursToReview,
  };
}

const BEFORE: Omit<ReferralRecord, 'urgency'> = {
  state: 'draft', dueAt: null, clock: null, applied: [], consentGiven: false, overridden: false, shareClosed: false, handled: false, outcome: null,
  confirmed: null, confirmTries: 0, caseClosed: false,
};

/** What goes out, and what carries it. */
interface Outgoing {
  readonly referralId: string;
  readonly urgency: Urgency;
  readonly carriedBy: { readonly consentId: string } | { readonly overrideId: string };
  readonly replaces?: string | undefined;
  readonly note?: string | undefined;
  readonly byWoman?: boolean | undefined;
  readonly attendedBy?: Snapshot['attendedBy'];
  readonly sections: readonly ConsentSection[];
  readonly wordingVersion: string;
  readonly language: string;
}

/** Refuses to ask a service twice for one need. */
export async function requireNotAsked(ctx: Ctx, { need, recipient }: Ready): Promise<void> {
  if (await repository.isAsked(ctx.actor, ctx.tx, need.id, recipient.serviceId)) throw refuse('referrals.already-asked', { field: 'serviceId', status: 409 });
}

/** Stores a referral with its copy, its first entry, and tells of it. */
export async function goOut(ctx: Ctx, ready: Ready, out: Outgoing): Promise<SentReferral> {
  const { need, recipient } = ready;
  const carried = 'consentId' in out.carriedBy;
  const decided = decide({ ...BEFORE, urgency: out.urgency, consentGiven: carried, overridden: !carried }, { id: newId(ctx.now), kind: 'send', urgency: out.urgency }, around(ctx, ready, 'officer'));
  if (!decided.ok) throw refuse(decided.problems[0]!.code, decided.problems[0]!);
  const clock = decided.value.changes.clock!;
  await repository.insertSent(ctx.actor, ctx.tx, {
    id: out.referralId, caseId: ready.caseId, personId: ready.personId, needId: need.id, needCode: need.code, needLabel: need.label,
    officeId: ready.officeId, serviceId: recipient.serviceId, serviceName: recipient.serviceName,
    providerOrganization: recipient.organizationId, providerName: recipient.organizationName, urgency: out.urgency,
    consentId: null, ...out.carriedBy, replaces: out.replaces ?? null, zone: ready.zone,
    shared: {
      sections: out.sections, wordingVersion: out.wordingVersion, language: out.language,
      snapshot: withWishes(takeSnapshot(ready.known, out.sections, { code: need.code, label: need.label }, out.note ?? null, ready.pack, ready.words), out),
    },
  }, { at: ctx.now, clock });
  if (ready.closed) {
    await repository.followCase(ctx.actor, ctx.tx, ready.caseId);
    await repository.noteCaseState(ctx.actor, ctx.tx, ready.caseId, out.referralId);
  }
  await appendEvent(ctx.actor, ctx.tx, {
    id: newId(ctx.now), referralId: out.referralId, commandId: newId(ctx.now), at: ctx.now, kind: 'send', state: 'sent', side: 'officer', note: out.note ?? null, reason: null,
  });
  await endDraft(ctx.actor, ctx.tx, { needId: need.id, serviceId: recipient.serviceId });
  await tellAll(ctx, decided.value.events, { id: out.referralId, case_id: ready.caseId, need_id: need.id, service_id: recipient.serviceId });
  return { referralId: out.referralId, dueAt: clock.clockAt.toISOString(), hasInbox: recipient.hasInbox };
}

/** Writes, records the consent for, and sends a referral in one step; nothing is kept if any part is refused. */
export async function sendReferral(ctx: Ctx, caseId: string, command: SendReferral): Promise<SentReferral> {
  const ready = await makeReady(ctx, caseId, command.needId, command.serviceId);
  const { consent } = command;
  const problem = consentProblem(consent, { age: ready.known.age, pack: ready.pack });
  if (problem) throw refuse(problem.code, problem);
  if (command.replaces) await replaceReferral(ctx, command.replaces, caseId);
  await requireNotAsked(ctx, ready);
  return goOut(ctx, ready, {
    referralId: newId(ctx.now), urgency: command.urgency, carriedBy: { consentId: await agreed(ctx, ready, consent) }, replaces: command.replaces, note: command.note, byWoman: command.byWoman,
    attendedBy: command.attendedBy, sections: consent.sections, wordingVersion: ready.pack.consent.version, language: consent.locale,
  });
}

/** Records what the person agreed to share with the recipient. */
export async function agreed(ctx: Ctx, ready: Ready, consent: SendReferral['consent']): Promise<string> {
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
