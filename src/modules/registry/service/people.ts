import { colleagueNames } from '#access';
import { readBirth } from '#kernel/birth';
import { notFound, refuse } from '#kernel/errors';
import { newId, newPublicCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { findOpenCase } from '../repository/cases.ts';
import * as facts from '../repository/facts.ts';
import * as identity from '../repository/identity.ts';
import * as papers from '../repository/papers.ts';
import * as repository from '../repository/people.ts';
import { ageOn } from '../rules/birth.ts';
import { nameTokens } from '../rules/names.ts';
import { lastDayOf, paperAdvice, standingAdvice, type Holder, type Paper } from '../rules/paper-advice.ts';
import { impossibilities, searchWords, soundsOf } from '../rules/person.ts';
import { sourcesOf } from '../rules/provenance.ts';
import {
  CorrectPerson, RegisterPerson, type Advice, type Correctable, type OfficeReason, type PersonDetail, type PersonSummary, type RegisterPersonClean,
} from '../schema.ts';
import { insertContact, insertDocument } from './papers.ts';
import { adviceSetting, findOrThrow, indexPerson } from './record.ts';
import { placeName, refuseIf, shaped, today } from './shared.ts';
import { openFact } from './facts.ts';

/** Everything odd about what was typed; never a reason to refuse. */
export function adviceOn(ctx: Ctx, person: Holder & { readonly documents: readonly Paper[] }): Advice[] {
  const setting = adviceSetting(ctx);
  return person.documents.flatMap((paper, i) =>
    paperAdvice(paper, person, setting, today(ctx)).map((a) => ({ ...a, field: `documents.${i}.number`, params: { ...a.params, type: paper.type } })));
}

function nameForms(person: Parameters<typeof searchWords>[0]) {
  const { given, surnames } = soundsOf(nameTokens(person));
  return { nameWords: searchWords(person), givenSounds: given, surnameSounds: surnames };
}

/** Registers a person whom the actor's office then sees. The caller has looked for earlier records of the same person. */
export async function registerPerson(ctx: Ctx, command: RegisterPerson): Promise<{ personId: string; publicCode: string; advice: Advice[] }> {
  const person = shaped(RegisterPerson, command);
  refuseIf(impossibilities(person, today(ctx), (id) => ctx.pack.places.get(id) !== undefined));
  if (!ctx.actor.officeId) throw refuse('registry.actor-without-office');
  const personId = newId(ctx.now);
  const publicCode = await insertWithFreeCode(ctx, personId, person);
  await repository.insertSight(ctx.actor, ctx.tx, { personId, officeId: ctx.actor.officeId, why: 'registered', now: ctx.now });
  for (const document of person.documents) await insertDocument(ctx, personId, document);
  for (const contact of person.contacts) await insertContact(ctx, personId, contact);
  await indexPerson(ctx, personId);
  await ctx.tell({ type: 'registry.person-registered', personId });
  return { personId, publicCode, advice: adviceOn(ctx, person) };
}

const CODE_TRIES = 20;

/** Stores the person under a code that nobody has yet. */
async function insertWithFreeCode(ctx: Ctx, personId: string, person: RegisterPersonClean): Promise<string> {
  for (let attempt = 0; attempt < CODE_TRIES; attempt++) {
    const publicCode = newPublicCode();
    const stored = await repository.insertPerson(ctx.actor, ctx.tx, {
      ...blank(person), givenNames: person.givenNames, surname1: person.surname1, ...nameForms(person), originAdmin1: admin1Of(ctx, person.originAdmin2), birthAdmin1: admin1Of(ctx, person.birthAdmin2), id: personId, publicCode, birthPrecision: person.birthPrecision, nationalities: person.nationalities,
      source: person.source, evidence: person.evidence, now: ctx.now,
    });
    if (stored) return publicCode;
  }
  throw new Error('no free public code was found');
}

const OPTIONAL = [
  'surname2', 'otherNames', 'preferredName', 'marriedSurname', 'motherName', 'birthPlace', 'birthDate', 'sex', 'preferredLanguage', 'originAdmin2', 'birthCountry', 'birthAdmin2',
] as const;

/** Optional texts as the columns want them: absent or empty is null. */
function blank(person: RegisterPersonClean): Record<(typeof OPTIONAL)[number], string | null> {
  return Object.fromEntries(OPTIONAL.map((field) => [field, person[field] || null])) as Record<(typeof OPTIONAL)[number], string | null>;
}

/** A person whom the actor may see. */
export async function getPerson(ctx: Ctx, personId: string): Promise<PersonSummary> {
  const person = await findOrThrow(ctx, personId);
  const [documents, contacts, members] = await Promise.all([
    papers.listDocuments(ctx.actor, ctx.tx, personId), papers.listContacts(ctx.actor, ctx.tx, personId), identity.listIdentity(ctx.actor, ctx.tx, personId),
  ]);
  const shared = documents.some((d) => d.compact) ? await papers.countSharedNumbers(ctx.actor, ctx.tx, personId) : new Map<string, number>();
  const { id, registeredAt, ...rest } = person;
  return {
    ...rest, personId: id, age: ageOn(person.birthDate, today(ctx)), originName: placeName(ctx, person.originAdmin2), registeredOn: registeredAt.toISOString(),
    birthAdmin2Name: placeName(ctx, person.birthAdmin2), identity: members,
    documents: documents.map((d) => shownDocument(ctx, d, person, shared.get(d.id) ?? 0)),
    contacts: contacts.map(({ recordedAt, ...c }) => ({ ...c, recordedAt: recordedAt.toISOString() })),
  };
}

/** A paper with what it says against the record as it stands now: a later correction may have made them differ, or agree. */
function shownDocument(ctx: Ctx, document: papers.DocumentRow, holder: Holder, sharedWith: number): PersonSummary['documents'][number] {
  const { id, type, country, number, status, evidence, check, seenAs, issuedOn, expiresOn, recordedAt } = document;
  const setting = adviceSetting(ctx);
  return {
    id, type, country, number, status, evidence, check, seenAs, issuedOn, expiresOn, recordedAt: recordedAt.toISOString(), sharedWith,
    lastDay: lastDayOf(document, setting.validYears(type, country)), advice: standingAdvice(document, holder, setting, today(ctx)),
  };
}

/** A person with the history of corrections, the answers that stand and the decisions on identity. */
export async function getPersonDetail(ctx: Ctx, personId: string): Promise<PersonDetail> {
  const person = await getPerson(ctx, personId);
  const [corrections, answers, sealed, links, ended, later, registrar, openCase] = await Promise.all([
    repository.listCorrections(ctx.actor, ctx.tx, personId), facts.listFacts(ctx.actor, ctx.tx, personId), facts.listSealedFacts(ctx.actor, ctx.tx, personId),
    identity.listLinks(ctx.actor, ctx.tx, personId), papers.listEnded(ctx.actor, ctx.tx, personId), repository.listFieldSources(ctx.actor, ctx.tx, personId),
    repository.findRegistrar(ctx.actor, ctx.tx, personId), findOpenCase(ctx.actor, ctx.tx, personId),
  ]);
  const names = await colleagueNames(ctx, [
    ...corrections.map((c) => c.correctedBy), ...links.map((l) => l.decidedBy), ...ended.map((e) => e.endedBy), ...later.map((s) => s.by), registrar,
  ]);
  const named = (id: string | null) => (id === null ? null : names.get(id) ?? null);
  return {
    person, caseId: openCase?.id ?? null,
    sources: sourcesOf(
      person, { source: person.source, evidence: person.evidence, at: person.registeredOn, by: named(registrar) },
      later.map((s) => ({ ...s, at: s.at.toISOString(), by: named(s.by) })),
    ),
    ended: ended.map(({ endedBy, endedAt, ...e }) => ({ ...e, endedAt: endedAt.toISOString(), by: named(endedBy) })),
    corrections: corrections.map(({ correctedBy, correctedAt, ...c }) => ({ ...c, by: named(correctedBy), at: correctedAt.toISOString() })),
    facts: [...answers, ...sealed.map((s) => openFact(ctx, s))].map((f) => ({
      code: f.code, state: f.state, value: f.value, source: f.source, seen: f.seen, at: f.recordedAt.toISOString(),
    })),
    links: links.map((l) => ({
      linkId: l.id, otherPersonId: l.personA === personId ? l.personB : l.personA, decision: l.decision, note: l.note,
      by: named(l.decidedBy), at: l.decidedAt.toISOString(), undoneAt: l.undoneAt?.toISOString() ?? null,
    })),
  };
}

const NAME_FIELDS: ReadonlySet<string> = new Set(['givenNames', 'surname1', 'surname2', 'marriedSurname', 'otherNames', 'preferredName']);

/** Fields that a person always has. */
const NEVER_EMPTY: Readonly<Record<string, string>> = { givenNames: 'registry.name-missing', birthPrecision: 'registry.correction-invalid' };

/** A corrected value in the form that registering takes. */
const asTyped = (field: string, value: string): unknown => (field === 'nationalities' ? value.split(' ') : value);

/** Values that a corrected field may have, beyond being text. */
function checkCorrection(ctx: Ctx, field: string, value: string | null): void {
  const missing = value ? undefined : NEVER_EMPTY[field];
  if (missing) throw refuse(missing, { field: 'value' });
  const changed = value === null ? {} : { [field]: asTyped(field, value) };
  if (!RegisterPerson.partial().safeParse(changed).success) throw refuse('registry.correction-invalid', { field: 'value', status: 400 });
  refuseIf(impossibilities(changed, today(ctx), (id) => ctx.pack.places.get(id) !== undefined));
}

/** A field as the history writes it. */
function written(person: repository.PersonRow, field: Correctable): string | null {
  const value = person[field];
  return typeof value === 'string' || value === null ? value : value.join(' ') || null;
}

/** Corrects one field, or confirms it; of a birth as much as is known (`1990-03-14`, `1990-03`, `1990`, about `~1990`), and how exact that is with it; the old value, who, when and on what evidence stay in the history. */
export async function correctPerson(ctx: Ctx, personId: string, command: CorrectPerson): Promise<PersonDetail> {
  const { field, evidence, reason, ...rest } = shaped(CorrectPerson, command);
  const told = field === 'birthDate' && rest.value ? readBirth(rest.value) : null;
  const value = told?.birthDate ?? (rest.value || null);
  checkCorrection(ctx, field, value);
  const person = await findOrThrow(ctx, personId);
  await correctField(ctx, person, field, value, { evidence, reason: reason ?? null });
  // A day that a paper shows is no longer "about", and a year is no day.
  if (told && told.birthPrecision !== person.birthPrecision) await correctField(ctx, person, 'birthPrecision', told.birthPrecision, { evidence, reason: reason ?? null });
  return getPersonDetail(ctx, personId);
}

async function correctField(ctx: Ctx, person: repository.PersonRow, field: Correctable, value: string | null, how: { evidence: 'declared' | 'seen'; reason: string | null }): Promise<void> {
  const oldValue = written(person, field);
  // The same value again is worth a line when it is now known from somewhere.
  if (oldValue !== value || value !== null) {
    await repository.insertCorrection(ctx.actor, ctx.tx, { id: newId(ctx.now), personId: person.id, field, oldValue, newValue: value, ...how, now: ctx.now });
  }
  if (oldValue !== value) await changeField(ctx, person.id, field, value);
}

/** A municipality and the department it lies in change together. */
const WITH_ADMIN1 = { originAdmin2: 'originAdmin1', birthAdmin2: 'birthAdmin1' } as const;

async function changeField(ctx: Ctx, personId: string, field: Correctable, value: string | null): Promise<void> {
  await repository.setField(ctx.actor, ctx.tx, personId, field, field === 'surname1' ? (value ?? '') : value);
  if (field === 'originAdmin2' || field === 'birthAdmin2') await repository.setField(ctx.actor, ctx.tx, personId, WITH_ADMIN1[field], admin1Of(ctx, value));
  if (NAME_FIELDS.has(field)) await repository.setNameForms(ctx.actor, ctx.tx, personId, nameForms(await findOrThrow(ctx, personId)));
  await indexPerson(ctx, personId);
}

function admin1Of(ctx: Ctx, admin2: string | null | undefined): string | null {
  return (admin2 && ctx.pack.places.get(admin2)?.admin1) || null;
}

/** Lets an office see a person, with the reason. An officer's own office may always be let in: the person stands before it. */
export async function letOfficeSee(ctx: Ctx, personId: string, officeId: string, why: OfficeReason): Promise<void> {
  const visible = await repository.findPerson(ctx.actor, ctx.tx, personId);
  const met = visible || (officeId === ctx.actor.officeId && (await identity.knowsPerson(ctx.actor, ctx.tx, personId)));
  if (!met) throw notFound();
  await repository.insertSight(ctx.actor, ctx.tx, { personId, officeId, why, now: ctx.now });
}

/** Told by reception: the latest return, for the comparison that every desk of the country sees. */
export async function noteReturn(ctx: Ctx, personId: string, last: { on: string; place: string }): Promise<void> {
  // Whom somebody arrived with is compared too: with another day that ends.
  if (await repository.setLastReturn(ctx.actor, ctx.tx, personId, last.on, last.place.slice(0, 200))) await indexPerson(ctx, personId);
}
