/** A case is handed over to an office of another country: a copy of a minimum, under a consent for that office alone. Until it is accepted there, this office goes on. */
import { colleagueNames } from '#access';
import { mayBeChild } from '#kernel/birth';
import { addDays, dayIn } from '#kernel/dates';
import { notFound, refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/abroad.ts';
import type { CaseRow } from '../repository/cases.ts';
import { listDocuments } from '../repository/papers.ts';
import { findPerson, type PersonRow } from '../repository/people.ts';
import { officesOf } from '../repository/transfers.ts';
import { abroadProblems, abroadStateAt, afterAbroadAction, isOpenAbroad, type AbroadAction } from '../rules/abroad.ts';
import { answerBy } from '../rules/case.ts';
import { fullName, searchWords } from '../rules/person.ts';
import {
  ABROAD_WORDING, AskAbroad, SayAbroad, type AbroadMinimum, type AbroadNeedSent, type AbroadWord, type CaseAbroad, type ConsentSection, type SentAbroad,
} from '../schema.ts';
import { findOrThrow as findCaseOrThrow } from './cases.ts';
import { recordConsent } from './consents.ts';
import { waysToReach, type WayToReach } from './reaching.ts';
import { placeName, refuseIf, shaped, today } from './shared.ts';

/** Supervision answers for what was sent; what goes is sent by those who stand before the person. */
const SENDERS: ReadonlySet<string> = new Set(['window', 'protection']);
const KEEPERS: ReadonlySet<string> = new Set([...SENDERS, 'supervisor']);

/** The name of a country of this installation, in the language of the actor. */
export const countryName = (ctx: Ctx, code: Parameters<Ctx['packs']['get']>[0]): string => ctx.packs.get(code)?.info.name[ctx.actor.locale] ?? code;

/** Offices of other countries that receive: of countries that are served here, as far as the country names some, only those. */
async function receivers(ctx: Ctx): Promise<repository.OfficeAbroad[]> {
  const all = await repository.listOfficesAbroad(ctx.actor, ctx.tx);
  return all.filter((office) => {
    const named = ctx.packs.get(office.country)?.slice(registrySlice).abroad.offices;
    return named !== undefined && (named.length === 0 || named.includes(office.ref));
  });
}

/** By when the other country's office answers, in its own days, and until when it reads what came. */
function clockOf(ctx: Ctx, country: repository.OfficeAbroad['country'], urgency: CaseRow['urgency']): { answerBy: string; openUntil: Date } {
  const pack = ctx.packs.get(country);
  if (!pack) throw refuse('registry.abroad-office', { field: 'toOfficeId' });
  const { answerWithinDays, abroad } = pack.slice(registrySlice);
  const by = answerBy(dayIn(pack.info.timeZone, ctx.now), urgency, answerWithinDays);
  return { answerBy: by, openUntil: new Date(`${addDays(by, abroad.openDays)}T23:59:59Z`) };
}

/** The person's own ways that are safe: no other one goes to another country. */
async function safeWays(ctx: Ctx, personId: string): Promise<WayToReach[]> {
  return (await waysToReach(ctx, personId)).ways.filter((way) => way.relative === null && way.safety === 'safe');
}

function identityOf(ctx: Ctx, person: PersonRow): CaseAbroad['preview'] {
  const { givenNames, surname1, surname2, otherNames, preferredName, marriedSurname, birthDate, birthPrecision, sex, nationalities, birthCountry, preferredLanguage } = person;
  const birthPlace = person.birthPlace ?? placeName(ctx, person.birthAdmin2);
  return { givenNames, surname1, surname2, otherNames, preferredName, marriedSurname, birthDate, birthPrecision, sex, nationalities, birthCountry, birthPlace, preferredLanguage };
}

/** What the two offices said, the accounts of the own side by name. */
export async function wordsOf(ctx: Ctx, rows: readonly repository.WordRow[]): Promise<AbroadWord[]> {
  const names = await colleagueNames(ctx, rows.map((w) => w.by));
  return rows.map((w) => ({ side: w.side, kind: w.kind, words: w.words, by: w.by ? (names.get(w.by) ?? null) : null, on: dayIn(ctx.pack.info.timeZone, w.at) }));
}

function asSent(ctx: Ctx, row: repository.SentRow, own: readonly string[], said: { words: readonly AbroadWord[]; people: ReadonlyMap<string, string> }): SentAbroad {
  const state = abroadStateAt(row.state, row.openUntil, ctx.now);
  const ours = KEEPERS.has(ctx.actor.role) && own.includes(row.fromOffice);
  const may = (action: AbroadAction) => ours && afterAbroadAction(state, action).ok;
  const zone = ctx.pack.info.timeZone;
  return {
    abroadId: row.id, state, urgency: row.urgency, minimum: row.minimum, needs: row.needs, note: row.note, restricted: row.restricted, askedOn: dayIn(zone, row.askedAt), answerBy: row.answerBy,
    late: state === 'asked' && row.answerBy < today(ctx), words: [...said.words], toCountryName: countryName(ctx, row.toCountry), toOfficeName: row.toOfficeName[ctx.actor.locale],
    reason: row.reason as SentAbroad['reason'], askedBy: said.people.get(row.askedBy) ?? null, openUntil: dayIn(zone, row.openUntil),
    mayReply: may('reply'), mayTakeBack: may('take-back'), mayTakeNote: may('take-note') && row.seenAt === null, mayClose: ours && state === 'accepted' && row.caseState !== 'closed',
  };
}

async function sentOf(ctx: Ctx, caseId: string, own: readonly string[]): Promise<SentAbroad[]> {
  const rows = await repository.listOfCase(ctx.actor, ctx.tx, caseId);
  if (rows.length === 0) return [];
  const words = await repository.listWords(ctx.actor, ctx.tx, rows.map((r) => r.id));
  const people = await colleagueNames(ctx, rows.map((r) => r.askedBy));
  const views: SentAbroad[] = [];
  for (const row of rows) views.push(asSent(ctx, row, own, { people, words: await wordsOf(ctx, words.filter((w) => w.handOverId === row.id)) }));
  return views;
}

/** Hand-overs of a case to other countries, to whom it may go, and everything of the person that would or may go along. */
export async function abroadOf(ctx: Ctx, caseId: string): Promise<CaseAbroad> {
  const row = await findCaseOrThrow(ctx, caseId);
  const person = await findPerson(ctx.actor, ctx.tx, row.personId);
  if (!person) throw notFound();
  const own = await officesOf(ctx.actor, ctx.tx);
  const ours = SENDERS.has(ctx.actor.role) && row.state !== 'closed' && own.includes(row.officeId);
  const mayAsk = ours && !(await repository.isGoingAbroad(ctx.actor, ctx.tx, caseId));
  return {
    personId: row.personId, publicCode: row.publicCode, name: fullName(person), child: mayBeChild(person.birthDate, person.birthPrecision, today(ctx)),
    handOvers: await sentOf(ctx, caseId, own), mayAsk, preview: identityOf(ctx, person),
    documents: mayAsk ? (await listDocuments(ctx.actor, ctx.tx, person.id)).map(({ id, type, country, number, status }) => ({ id, type, country, number, status })) : [],
    contacts: mayAsk ? (await safeWays(ctx, person.id)).map(({ contactId, channel, value }) => ({ id: contactId, channel, value })) : [],
    offices: mayAsk ? (await receivers(ctx)).map((o) => ({
      officeId: o.id, countryName: countryName(ctx, o.country), name: ctx.actor.locale === 'en' ? o.nameEn : o.nameEs, placeName: ctx.packs.get(o.country)?.places.get(o.admin2 ?? '')?.name ?? null, circle: o.circle,
    })) : [],
  };
}

/** The newest hand-over of a case that is not settled: it waits, or nobody here took note yet of how it ended. */
export async function goingAbroad(ctx: Ctx, caseId: string): Promise<SentAbroad | null> {
  return (await sentOf(ctx, caseId, await officesOf(ctx.actor, ctx.tx))).find((h) => isOpenAbroad(h.state) || h.mayTakeNote) ?? null;
}

type Asked = ReturnType<typeof AskAbroad.parse>;

/** Each chosen thing, or a refusal: nothing goes along that is not there to be chosen. */
function pick<T>(all: readonly T[], idOf: (one: T) => string, ids: readonly string[], field: string): T[] {
  const found = all.filter((one) => ids.includes(idOf(one)));
  if (found.length !== new Set(ids).size) throw refuse('registry.abroad-not-there', { field });
  return found;
}

async function minimumOf(ctx: Ctx, person: PersonRow, asked: Asked): Promise<AbroadMinimum> {
  const documents = pick(await listDocuments(ctx.actor, ctx.tx, person.id), (d) => d.id, asked.documentIds, 'documentIds');
  const ways = pick(await safeWays(ctx, person.id), (way) => way.contactId, asked.contactIds, 'contactIds');
  return {
    ...identityOf(ctx, person),
    documents: documents.map(({ type, country, number, status }) => ({ type, country, number, status })),
    contacts: ways.map(({ channel, value, mayLeaveMessage, hours }) => ({ channel, value, mayLeaveMessage, hours })),
  };
}

const sectionsOf = (asked: Asked): ConsentSection[] => [
  'identity', ...(asked.contactIds.length > 0 ? ['contact' as const] : []), ...(asked.documentIds.length > 0 ? ['documents' as const] : []), ...(asked.needIds.length > 0 ? ['needs' as const] : []),
];

async function consentTo(ctx: Ctx, row: CaseRow, asked: Asked): Promise<string> {
  const { given, givenBy, childAssent, language, readAloud, wordingVersion } = asked.consent;
  const { consentId } = await recordConsent(ctx, { personId: row.personId, caseId: row.id }, {
    purpose: 'abroad', recipientOrganizationId: asked.toOfficeId, sections: given ? sectionsOf(asked) : [], given, givenBy, language, readAloud, wordingVersion, ...(childAssent === undefined ? {} : { childAssent }),
  });
  return consentId;
}

/** The case as it can be handed over by the actor. */
async function caseToSend(ctx: Ctx, caseId: string): Promise<{ row: CaseRow; person: PersonRow }> {
  const row = await findCaseOrThrow(ctx, caseId);
  const person = await findPerson(ctx.actor, ctx.tx, row.personId);
  if (!person) throw notFound();
  if (row.state === 'closed') throw refuse('registry.case-closed', { status: 409 });
  if (!(await officesOf(ctx.actor, ctx.tx)).includes(row.officeId)) throw refuse('registry.transfer-of-others');
  return { row, person };
}

/** What lay unanswered for too long is written down as over, so that somebody else can be asked. */
async function settle(ctx: Ctx, caseId: string): Promise<void> {
  for (const row of await repository.listOfCase(ctx.actor, ctx.tx, caseId)) {
    if (isOpenAbroad(row.state) && abroadStateAt(row.state, row.openUntil, ctx.now) === 'expired') await repository.keep(ctx.actor, ctx.tx, { id: row.id, action: 'settle', now: ctx.now });
  }
}

/** Hands a case over to an office of another country. Whoever says no to it is written down, and nothing goes: then there is no hand-over. */
export async function askAbroad(ctx: Ctx, caseId: string, command: AskAbroad): Promise<{ abroadId: string | null; personId: string }> {
  const asked = shaped(AskAbroad, command);
  const { row, person } = await caseToSend(ctx, caseId);
  const to = (await receivers(ctx)).find((o) => o.id === asked.toOfficeId);
  if (!to) throw refuse('registry.abroad-office', { field: 'toOfficeId' });
  if (asked.consent.wordingVersion !== ABROAD_WORDING) throw refuse('registry.abroad-wording-changed', { field: 'consent' });
  refuseIf(abroadProblems(person, asked.consent, ctx.actor.role, today(ctx)));
  await settle(ctx, caseId);
  if (await repository.isGoingAbroad(ctx.actor, ctx.tx, caseId)) throw refuse('registry.abroad-open', { status: 409 });
  const consentId = await consentTo(ctx, row, asked);
  if (!asked.consent.given) return { abroadId: null, personId: row.personId };
  const abroadId = newId(ctx.now);
  const written = await repository.insertHandOver(ctx.actor, ctx.tx, {
    id: abroadId, caseId, personId: row.personId, fromOffice: row.officeId, to, consentId, urgency: row.urgency, minimum: await minimumOf(ctx, person, asked), nameWords: searchWords(person), note: asked.note,
    ...clockOf(ctx, to.country, row.urgency), now: ctx.now,
  });
  if (!written) throw refuse('registry.abroad-open', { status: 409 });
  // Which needs go along is for the room that knows them.
  await ctx.tell({ type: 'registry.abroad-asked', abroadId, caseId, needs: asked.needIds.join(',') });
  return { abroadId, personId: row.personId };
}

/** For the room that knows needs, while a case is handed over: what goes along, in words. What only the circle knows goes to an office where somebody of the circle works. */
export async function addAbroadNeeds(ctx: Ctx, abroadId: string, needs: readonly AbroadNeedSent[]): Promise<void> {
  const row = await repository.findSent(ctx.actor, ctx.tx, abroadId);
  if (!row) throw notFound();
  if (needs.some((n) => n.restricted) && !(await receivers(ctx)).some((o) => o.id === row.toOffice && o.circle)) throw refuse('registry.abroad-no-circle', { field: 'needIds' });
  if (!(await repository.addNeeds(ctx.actor, ctx.tx, abroadId, needs))) throw refuse('registry.abroad-not-there', { field: 'needIds' });
}

export interface AbroadActed { readonly caseId: string; readonly personId: string }

async function actOn(ctx: Ctx, abroadId: string, kept: Pick<repository.Kept, 'words'> & { action: 'reply' | 'take-back' | 'take-note' }): Promise<AbroadActed> {
  const row = await repository.findSent(ctx.actor, ctx.tx, abroadId);
  if (!row) throw notFound();
  if (!(await officesOf(ctx.actor, ctx.tx)).includes(row.fromOffice)) throw refuse('registry.transfer-of-others');
  const next = afterAbroadAction(abroadStateAt(row.state, row.openUntil, ctx.now), kept.action);
  if (!next.ok) throw new Refused(next.problems, 409);
  const clock = kept.action === 'reply' ? clockOf(ctx, row.toCountry, row.urgency) : {};
  if (!(await repository.keep(ctx.actor, ctx.tx, { id: abroadId, ...kept, ...clock, now: ctx.now }))) throw refuse('registry.abroad-over', { status: 409 });
  await ctx.tell({ type: 'registry.abroad-changed', abroadId, caseId: row.caseId, as: kept.action });
  return { caseId: row.caseId, personId: row.personId };
}

/** Answers what the other country's office wanted to know; its clock begins anew. */
export function replyAbroad(ctx: Ctx, abroadId: string, command: SayAbroad): Promise<AbroadActed> {
  return actOn(ctx, abroadId, { action: 'reply', words: shaped(SayAbroad, command).words });
}

/** The case is not handed over after all: the other country's office reads nothing any more. */
export function takeAbroadBack(ctx: Ctx, abroadId: string): Promise<AbroadActed> {
  return actOn(ctx, abroadId, { action: 'take-back' });
}

/** This office has read how it ended. */
export function noteAbroad(ctx: Ctx, abroadId: string): Promise<AbroadActed> {
  return actOn(ctx, abroadId, { action: 'take-note' });
}
