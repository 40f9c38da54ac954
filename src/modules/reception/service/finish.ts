/** What finishing a desk does: person, return, facts, consent and case, help given, slip. One transaction, in this order. */
import type { Urgency } from '#kernel/codes';
import { refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { officeFor } from '#access';
import {
  addContact, addDocument, decideIdentity, findBeforeRegistering, findCandidates, getPerson, letOfficeSee, openCase, recordConsent, recordFacts, registerPerson,
} from '#registry';
import type { Candidate, DocumentType } from '#registry/schema';
import { receptionSlice, type ReceptionPack } from '../pack.ts';
import * as returnsSql from '../repository/returns.ts';
import * as rowsSql from '../repository/rows.ts';
import { needsHandover } from '../rules.ts';
import type { DeskIdentity, FinishDesk, FinishedDesk } from '../schema.ts';
import { saveHandover } from './exit.ts';
import { recordGiven } from './items.ts';
import { today } from './lists.ts';
import { probeOf, probeOfIdentity } from './matching.ts';
import { saveReturn } from './returns.ts';
import { noteTravelParty } from './party.ts';
import { deskMoved } from './stops.ts';

/** Carries out a finished desk; the caller has checked that it may be. `found`: who the person may be, where a family was looked up before its first member was registered. */
export async function finishPerson(ctx: Ctx, row: rowsSql.DeskRow, command: FinishDesk, found?: readonly Candidate[]): Promise<FinishedDesk> {
  const pack = ctx.pack.slice(receptionSlice);
  const person = await settlePerson(ctx, row, command, found);
  const caseId = command.consentToCase ? await openTheCase(ctx, person.personId, row, command, pack) : null;
  const returnId = await saveReturn(ctx, {
    personId: person.personId, rowId: row.rowId, details: command.return, urgentNeeds: command.urgentNeeds, handover: command.handover, caseId,
  });
  if (command.handover) await saveHandover(ctx, row.rowId, command.handover);
  await recordFacts(ctx, person.personId, factsOf(ctx, command, pack));
  for (const given of command.assistance) await recordGiven(ctx, { rowId: row.rowId, returnId }, given, 'assistance');
  const slipId = await issueSlip(ctx, { ...person, returnId, caseId }, command);
  await rowsSql.finishRow(ctx.actor, ctx.tx, row.rowId, { personId: person.personId, birth: await birthOf(ctx, person.personId, command.identity) }, ctx.now);
  await deskMoved(ctx, row.rowId, 'done');
  await noteTravelParty(ctx, row.rowId, person.personId, command.return.returnedOn);
  return { ...person, returnId, caseId, slipId };
}

/** The birth that was told now, or the one that is known of somebody who was here before. */
async function birthOf(ctx: Ctx, personId: string, told: DeskIdentity): Promise<rowsSql.Birth | null> {
  const { birthDate, birthPrecision } = told.birthDate === null ? await getPerson(ctx, personId) : told;
  return birthDate === null ? null : { birthDate, birthPrecision };
}

interface Settled {
  readonly personId: string;
  readonly publicCode: string;
}

/** The person of this return: somebody known before, or somebody new; doubt goes to the review list. */
async function settlePerson(ctx: Ctx, row: rowsSql.DeskRow, command: FinishDesk, before?: readonly Candidate[]): Promise<Settled> {
  const { who } = command;
  const found = before ?? (who.decision === 'samePerson' ? [] : await findBeforeRegistering(ctx, probeOfIdentity(command.identity), 20));
  if (who.decision === 'newPerson') return registerNew(ctx, row, command, found, new Map((who.notThese ?? []).map((id) => [id, 'different'])));
  await refuseUnshownCandidate(ctx, row, command.identity, who.personId);
  if (who.decision === 'samePerson') {
    await letOfficeSee(ctx, who.personId, ctx.actor.officeId!, 'returned-again');
    return welcome(ctx, who.personId, command.identity);
  }
  return registerNew(ctx, row, command, found, new Map([...(who.notThese ?? []).map((id) => [id, 'different'] as const), [who.personId, 'unsure']]));
}

/**
 * Registers somebody of whom the officer said that they are none of the records shown, and keeps what was said about each. Somebody who
 * is surely known and was not shown, because another desk registered them at the same moment, is shown first.
 */
async function registerNew(ctx: Ctx, row: rowsSql.DeskRow, command: FinishDesk, found: readonly Candidate[], said: ReadonlyMap<string, 'different' | 'unsure'>): Promise<Settled> {
  if (found.some((c) => c.band === 'surely' && !said.has(c.personId))) throw refuse('reception.known-meanwhile', { status: 409, field: 'who' });
  const shown = said.size > 0 ? [...found, ...(await findCandidates(ctx, probeOf(row.person), 20))] : [];
  const added = await register(ctx, row, command);
  for (const [personId, decision] of said) {
    if (shown.some((c) => c.personId === personId)) await decideIdentity(ctx, { personA: added.personId, personB: personId, decision }, { justRegistered: true });
  }
  return added;
}

/** Somebody known before: new ways to reach them and papers are added, nothing is overwritten. */
async function welcome(ctx: Ctx, personId: string, { phone, document }: DeskIdentity): Promise<Settled> {
  const known = await getPerson(ctx, personId);
  const digits = (text: string) => text.replace(/\W/g, '').toUpperCase();
  if (phone && !known.contacts.some((c) => digits(c.value) === digits(phone))) {
    await addContact(ctx, personId, { channel: 'phone', value: phone, safety: 'ask-first' });
  }
  if (document && !known.documents.some((d) => d.number !== null && digits(d.number) === digits(document.number))) {
    await addDocument(ctx, personId, {
      type: document.type as DocumentType, country: ctx.actor.country, number: document.number, evidence: document.seen ? 'seen' : 'declared',
    });
  }
  return { personId, publicCode: known.publicCode };
}

/** An id alone opens nothing: the earlier record must be one that the search shows for this person. */
async function refuseUnshownCandidate(ctx: Ctx, row: rowsSql.DeskRow, identity: DeskIdentity, personId: string): Promise<void> {
  const shown = [...(await findCandidates(ctx, probeOf(row.person), 20)), ...(await findCandidates(ctx, probeOfIdentity(identity), 20))];
  if (!shown.some((candidate) => candidate.personId === personId)) throw refuse('reception.candidate-unknown', { field: 'who' });
}

async function register(ctx: Ctx, row: rowsSql.DeskRow, { identity }: FinishDesk): Promise<Settled> {
  const { personId, publicCode } = await registerPerson(ctx, {
    givenNames: identity.givenNames, surname1: identity.surname1, birthPrecision: identity.birthPrecision,
    ...(identity.surname2 ? { surname2: identity.surname2 } : {}),
    ...(identity.birthDate ? { birthDate: identity.birthDate } : {}),
    ...(identity.sex ? { sex: identity.sex } : {}),
    nationalities: [ctx.actor.country], preferredLanguage: identity.preferredLanguage,
    ...(identity.originAdmin2 ? { originAdmin2: identity.originAdmin2 } : {}),
    documents: identity.document
      ? [{ type: identity.document.type as DocumentType, country: ctx.actor.country, number: identity.document.number, evidence: identity.document.seen ? 'seen' : 'declared' }]
      : [],
    contacts: identity.phone ? [{ channel: 'phone', value: identity.phone, safety: 'ask-first' }] : [],
    source: row.manifestId === null ? 'reception' : 'manifest',
  });
  return { personId, publicCode };
}

/** Answer within a day where a child is alone or a need cannot wait; otherwise as soon as the most urgent need asks. */
function urgencyOf(command: FinishDesk, row: rowsSql.DeskRow, pack: ReceptionPack): Urgency {
  const urgencies = pack.urgentNeeds.filter((need) => command.urgentNeeds.includes(need.code)).map((need) => need.urgency);
  if (needsHandover(command, row.flags, pack.childUnder) || urgencies.includes('24h')) return '24h';
  return urgencies.includes('72h') ? '72h' : '2weeks';
}

async function openTheCase(ctx: Ctx, personId: string, row: rowsSql.DeskRow, command: FinishDesk, pack: ReceptionPack): Promise<string> {
  const { caseId } = await openCase(ctx, { personId, destinationAdmin2: command.return.destinationAdmin2, urgency: urgencyOf(command, row, pack) });
  await recordConsent(ctx, { personId, caseId }, {
    purpose: 'case', given: true, sections: ['identity', 'contact', 'documents', 'return', 'family', 'needs'], language: command.slipLanguage,
    readAloud: command.consentReadAloud, givenBy: command.handover === null ? 'person' : 'guardian',
  });
  return caseId;
}

type Facts = Parameters<typeof recordFacts>[2];

function factsOf(ctx: Ctx, command: FinishDesk, pack: ReceptionPack): Facts {
  const { return: r } = command;
  const facts = new Map<string, unknown>([
    ['returnType', r.kind], ['returnRoute', r.mode], ['travellingAs', r.travellingAs], ['destinationAdmin2', r.destinationAdmin2],
  ]);
  if (r.fromCountry) facts.set('returnedFrom', r.fromCountry);
  if (r.monthsAbroad !== null) facts.set('monthsAbroad', r.monthsAbroad);
  const admin1 = ctx.pack.places.get(r.destinationAdmin2)?.admin1;
  if (admin1) facts.set('destinationAdmin1', admin1);
  if (command.documentsHeld.length > 0) facts.set('documentsHeld', Object.fromEntries(command.documentsHeld.map((id) => [id, 'held'])));
  for (const need of pack.urgentNeeds) {
    if (command.urgentNeeds.includes(need.code)) for (const [code, value] of Object.entries(need.facts)) facts.set(code, value);
  }
  return [...facts].map(([code, value]) => ({ code, state: 'known', value, source: 'reception' })) as Facts;
}

async function issueSlip(ctx: Ctx, done: Settled & { returnId: string; caseId: string | null }, command: FinishDesk): Promise<string> {
  const office = await officeFor(ctx, command.return.destinationAdmin2);
  const slipId = newId(ctx.now);
  await returnsSql.insertSlip(ctx.actor, ctx.tx, {
    slipId, personId: done.personId, publicCode: done.publicCode, returnId: done.returnId, caseId: done.caseId, language: command.slipLanguage,
    nextStep: command.nextStep, windowOfficeId: office.id, destinationAdmin2: command.return.destinationAdmin2, issuedOn: today(ctx),
  }, ctx.now);
  return slipId;
}
