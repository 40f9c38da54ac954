import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId, newPublicCode, parsePublicCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as facts from '../repository/facts.ts';
import * as identity from '../repository/identity.ts';
import * as repository from '../repository/people.ts';
import { ageOn } from '../rules/birth.ts';
import { storedKeys } from '../rules/keys.ts';
import { nameTokens, nameWords } from '../rules/names.ts';
import { checkNumber, compactNumber, type NumberFormat } from '../rules/numbers.ts';
import { fullName, impossibilities, numberAdvice, searchWords, soundsOf } from '../rules/person.ts';
import {
  ContactInput, CorrectPerson, IdentityDocumentInput, RegisterPerson, type Advice, type DocumentType, type OfficeReason, type PersonDetail, type PersonLine,
  type PersonSummary, type RegisterPersonClean,
} from '../schema.ts';
import { placeName, refuseIf, shaped, today } from './shared.ts';
import { openFact } from './facts.ts';

/** The format of a document type's numbers, for papers that this country issues. */
export function formatsOf(ctx: Ctx): (type: string, country?: string) => NumberFormat | undefined {
  const { numbers } = ctx.pack.slice(registrySlice);
  return (type, country = ctx.pack.code) => (country === ctx.pack.code ? numbers[type as DocumentType] : undefined);
}

/** Everything odd about what was typed; never a reason to refuse. */
export function adviceOn(ctx: Ctx, person: Parameters<typeof numberAdvice>[0]): Advice[] {
  return numberAdvice(person, formatsOf(ctx), today(ctx));
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
      ...blank(person), ...nameForms(person), id: personId, publicCode, birthPrecision: person.birthPrecision, nationalities: person.nationalities,
      source: person.source, evidence: person.evidence, now: ctx.now,
    });
    if (stored) return publicCode;
  }
  throw new Error('no free public code was found');
}

/** Optional texts as the columns want them: absent is null. */
function blank(person: RegisterPersonClean) {
  const { givenNames, surname1 } = person;
  return {
    givenNames, surname1, surname2: person.surname2 || null, otherNames: person.otherNames || null, preferredName: person.preferredName || null,
    birthDate: person.birthDate ?? null, sex: person.sex ?? null, preferredLanguage: person.preferredLanguage ?? null, originAdmin2: person.originAdmin2 ?? null,
  };
}

async function insertDocument(ctx: Ctx, personId: string, document: RegisterPersonClean['documents'][number]): Promise<void> {
  const number = document.number || null;
  const check = number ? checkNumber(formatsOf(ctx)(document.type, document.country), number, today(ctx)).verdict : 'none';
  await repository.insertDocument(ctx.actor, ctx.tx, {
    id: newId(ctx.now), personId, type: document.type, issuingCountry: document.country, numberSeen: number, numberCompact: number ? compactNumber(number) : null,
    status: document.status, evidence: document.evidence, check, now: ctx.now,
  });
}

async function insertContact(ctx: Ctx, personId: string, contact: RegisterPersonClean['contacts'][number]): Promise<void> {
  await repository.insertContact(ctx.actor, ctx.tx, {
    ...contact, id: newId(ctx.now), personId, whoAnswers: contact.whoAnswers || null, hours: contact.hours || null, now: ctx.now,
  });
}

/** Adds a paper to a person whom the actor sees. */
export async function addDocument(ctx: Ctx, personId: string, command: IdentityDocumentInput): Promise<void> {
  await findOrThrow(ctx, personId);
  await insertDocument(ctx, personId, shaped(IdentityDocumentInput, command));
  await indexPerson(ctx, personId);
}

/** Adds a way to reach a person whom the actor sees. */
export async function addContact(ctx: Ctx, personId: string, command: ContactInput): Promise<void> {
  await findOrThrow(ctx, personId);
  await insertContact(ctx, personId, shaped(ContactInput, command));
  await indexPerson(ctx, personId);
}

async function findOrThrow(ctx: Ctx, personId: string): Promise<repository.PersonRow> {
  const person = await repository.findPerson(ctx.actor, ctx.tx, personId);
  if (!person) throw notFound();
  return person;
}

/** Writes keys and words anew from what is stored now. */
async function indexPerson(ctx: Ctx, personId: string): Promise<void> {
  const person = await findOrThrow(ctx, personId);
  const documents = await repository.listDocuments(ctx.actor, ctx.tx, personId);
  const contacts = await repository.listContacts(ctx.actor, ctx.tx, personId);
  const keys = storedKeys({
    tokens: nameTokens(person), birthDate: person.birthDate,
    numbers: documents.flatMap((d) => (d.compact ? [d.compact] : [])),
    phones: contacts.filter((c) => ['phone', 'sms', 'whatsapp'].includes(c.channel)).map((c) => c.value),
  });
  await repository.indexPerson(ctx.actor, ctx.tx, personId, keys, searchWords(person));
}

/** A person whom the actor may see. */
export async function getPerson(ctx: Ctx, personId: string): Promise<PersonSummary> {
  const person = await findOrThrow(ctx, personId);
  const documents = await repository.listDocuments(ctx.actor, ctx.tx, personId);
  const contacts = await repository.listContacts(ctx.actor, ctx.tx, personId);
  const members = await identity.listIdentity(ctx.actor, ctx.tx, personId);
  const { id, registeredAt, ...rest } = person;
  return {
    ...rest, personId: id, age: ageOn(person.birthDate, today(ctx)), originName: placeName(ctx, person.originAdmin2), registeredOn: registeredAt.toISOString(),
    documents: documents.map(shownDocument), contacts, identity: members,
  };
}

function shownDocument({ id, type, country, number, status, evidence, check }: repository.DocumentRow): PersonSummary['documents'][number] {
  return { id, type, country, number, status, evidence, check };
}

/** A person with the history of corrections, the answers that stand and the decisions on identity. */
export async function getPersonDetail(ctx: Ctx, personId: string): Promise<PersonDetail> {
  const person = await getPerson(ctx, personId);
  const corrections = await repository.listCorrections(ctx.actor, ctx.tx, personId);
  const answers = await facts.listFacts(ctx.actor, ctx.tx, personId);
  const sealed = await facts.listSealedFacts(ctx.actor, ctx.tx, personId);
  const links = await identity.listLinks(ctx.actor, ctx.tx, personId);
  const names = await colleagueNames(ctx, [...corrections.map((c) => c.correctedBy), ...links.map((l) => l.decidedBy)]);
  return {
    person,
    corrections: corrections.map(({ correctedBy, correctedAt, ...c }) => ({ ...c, by: names.get(correctedBy) ?? null, at: correctedAt.toISOString() })),
    facts: [...answers, ...sealed.map((s) => openFact(ctx, s))].map((f) => ({
      code: f.code, state: f.state, value: f.value, source: f.source, seen: f.seen, at: f.recordedAt.toISOString(),
    })),
    links: links.map((l) => ({
      linkId: l.id, otherPersonId: l.personA === personId ? l.personB : l.personA, decision: l.decision, note: l.note,
      by: names.get(l.decidedBy) ?? null, at: l.decidedAt.toISOString(), undoneAt: l.undoneAt?.toISOString() ?? null,
    })),
  };
}

const NAME_FIELDS: ReadonlySet<string> = new Set(['givenNames', 'surname1', 'surname2', 'otherNames', 'preferredName']);

/** Fields that a person always has. */
const NEVER_EMPTY: Readonly<Record<string, string>> = { givenNames: 'registry.name-missing', birthPrecision: 'registry.correction-invalid' };

/** Values that a corrected field may have, beyond being text. */
function checkCorrection(ctx: Ctx, field: string, value: string | null): void {
  const missing = value ? undefined : NEVER_EMPTY[field];
  if (missing) throw refuse(missing, { field: 'value' });
  const changed = value === null ? {} : { [field]: value };
  if (!RegisterPerson.partial().safeParse(changed).success) throw refuse('registry.correction-invalid', { field: 'value', status: 400 });
  refuseIf(impossibilities(changed, today(ctx), (id) => ctx.pack.places.get(id) !== undefined));
}

/** Corrects one field; the old value, who, when and on what evidence stay in the history. */
export async function correctPerson(ctx: Ctx, personId: string, command: CorrectPerson): Promise<PersonDetail> {
  const { field, evidence, reason, ...rest } = shaped(CorrectPerson, command);
  const value = rest.value || null;
  checkCorrection(ctx, field, value);
  const before = await findOrThrow(ctx, personId);
  const oldValue = before[field];
  if (oldValue !== value) {
    await repository.setField(ctx.actor, ctx.tx, personId, field, field === 'surname1' ? (value ?? '') : value);
    await repository.insertCorrection(ctx.actor, ctx.tx, { id: newId(ctx.now), personId, field, oldValue, newValue: value, evidence, reason: reason ?? null, now: ctx.now });
    if (NAME_FIELDS.has(field)) await repository.setNameForms(ctx.actor, ctx.tx, personId, nameForms(await findOrThrow(ctx, personId)));
    if (NAME_FIELDS.has(field) || field === 'birthDate') await indexPerson(ctx, personId);
  }
  return getPersonDetail(ctx, personId);
}

/** Lets an office see a person, with the reason. An officer's own office may always be let in: the person stands before it. */
export async function letOfficeSee(ctx: Ctx, personId: string, officeId: string, why: OfficeReason): Promise<void> {
  const visible = await repository.findPerson(ctx.actor, ctx.tx, personId);
  const met = visible || (officeId === ctx.actor.officeId && (await identity.knowsPerson(ctx.actor, ctx.tx, personId)));
  if (!met) throw notFound();
  await repository.insertSight(ctx.actor, ctx.tx, { personId, officeId, why, now: ctx.now });
}

/** Told by reception: the latest return, for the comparison that every desk of the country sees. */
export function noteReturn(ctx: Ctx, personId: string, last: { on: string; place: string }): Promise<void> {
  return repository.setLastReturn(ctx.actor, ctx.tx, personId, last.on, last.place.slice(0, 200));
}

const YEAR = /^(19|20)\d\d$/;
const NUMBER_DIGITS = 7;
const SEARCH_LIMIT = 20;

/** Finds people whom the actor sees: by code, document number, or any parts of names in any order, with a birth year. */
export async function searchPeople(ctx: Ctx, text: string): Promise<PersonLine[]> {
  const rows = await findByCode(ctx, text) ?? await repository.searchPeople(ctx.actor, ctx.tx, { ...readSearch(text), limit: SEARCH_LIMIT });
  const on = today(ctx);
  return rows.map((r) => ({
    personId: r.personId, publicCode: r.publicCode, name: fullName(r), birthDate: r.birthDate, birthPrecision: r.birthPrecision,
    age: ageOn(r.birthDate, on), originName: placeName(ctx, r.originAdmin2), caseId: r.caseId,
  }));
}

const EMPTY: Omit<repository.SearchQuery, 'limit'> = { words: [], birthYear: null, code: null, number: null };

/** Whoever bears what was typed as their code; `null` if nobody does: some names and numbers could be codes, and some codes hold no digit. */
async function findByCode(ctx: Ctx, text: string): Promise<Awaited<ReturnType<typeof repository.searchPeople>> | null> {
  const code = parsePublicCode(text);
  if (!code) return null;
  const rows = await repository.searchPeople(ctx.actor, ctx.tx, { ...EMPTY, code, limit: SEARCH_LIMIT });
  return rows.length > 0 ? rows : null;
}

function readSearch(text: string): Omit<repository.SearchQuery, 'limit'> {
  const compact = compactNumber(text);
  if (compact.replace(/\D/g, '').length >= NUMBER_DIGITS) return { ...EMPTY, number: compact };
  const parts = nameWords(text);
  const years = parts.filter((w) => YEAR.test(w));
  return { ...EMPTY, words: parts.filter((w) => !YEAR.test(w)), birthYear: years[0] ? Number(years[0]) : null };
}
