/** What an office of another country hands over to this one: read while the person agrees to it, accepted, declined, or asked about. */
import { dayIn } from '#kernel/dates';
import { notFound, refuse, Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/abroad.ts';
import { listContacts, listDocuments } from '../repository/papers.ts';
import { afterAbroadAction } from '../rules/abroad.ts';
import { compactNumber } from '../rules/numbers.ts';
import { AcceptAbroad, DeclineAbroad, SayAbroad, type AbroadNeed, type AbroadNews, type ComingAbroad, type RegisterPersonClean } from '../schema.ts';
import { countryName, goingAbroad, wordsOf } from './abroad.ts';
import { probeOf, registerAtWindow, welcomeBack, type Registered } from './at-window.ts';
import { findOrThrow as findCaseOrThrow } from './cases.ts';
import { insertContact, insertDocument } from './papers.ts';
import { sameWay } from './reaching.ts';
import { indexPerson } from './record.ts';
import { shaped, today } from './shared.ts';

/** Roles that take a case over at their own office; supervision reads. */
const TAKERS: ReadonlySet<string> = new Set(['window', 'protection']);

async function asComing(ctx: Ctx, row: repository.ComingRow): Promise<ComingAbroad> {
  const { id, state, urgency, minimum, needs, note, restricted, answerBy, caseId } = row;
  return {
    abroadId: id, state, urgency, minimum, needs, note, restricted, answerBy, caseId, askedOn: dayIn(ctx.pack.info.timeZone, row.askedAt), late: state === 'asked' && answerBy < today(ctx),
    words: await wordsOf(ctx, await repository.listComingWords(ctx.actor, ctx.tx, id)), fromCountryName: countryName(ctx, row.fromCountry), fromOfficeName: row.fromOfficeName[ctx.actor.locale],
    mayAnswer: TAKERS.has(ctx.actor.role) && row.toOffice === ctx.actor.officeId && afterAbroadAction(state, 'accept').ok,
  };
}

async function findOrThrow(ctx: Ctx, abroadId: string): Promise<repository.ComingRow> {
  const row = await repository.findComing(ctx.actor, ctx.tx, abroadId);
  if (!row) throw notFound();
  return row;
}

/** What another country hands over, if it may still be read. */
export async function comingFromAbroad(ctx: Ctx, abroadId: string): Promise<ComingAbroad> {
  return asComing(ctx, await findOrThrow(ctx, abroadId));
}

/** Answers what is asked; of two at once, or after the person took consent back, one is told. */
async function answer(ctx: Ctx, abroadId: string, answered: { action: 'accept' | 'decline' | 'ask-more'; reason?: string; words?: string | undefined }): Promise<void> {
  const row = await findOrThrow(ctx, abroadId);
  const next = afterAbroadAction(row.state, answered.action);
  if (!next.ok) throw new Refused(next.problems, 409);
  if (!(await repository.answer(ctx.actor, ctx.tx, { id: abroadId, ...answered, now: ctx.now }))) throw refuse('registry.abroad-over', { status: 409 });
  await ctx.tell({ type: 'registry.abroad-answered', abroadId, as: answered.action });
}

/** Does not take a case over, and says why: it stays with the office that asked, and nothing of it is read here any more. */
export async function declineFromAbroad(ctx: Ctx, abroadId: string, command: DeclineAbroad): Promise<{ abroadId: string }> {
  const { reason, words } = shaped(DeclineAbroad, command);
  if (reason === 'other' && !words) throw refuse('registry.transfer-answer-missing', { field: 'words' });
  await answer(ctx, abroadId, { action: 'decline', reason, words });
  return { abroadId };
}

/** Wants to know more before answering. */
export async function askMoreFromAbroad(ctx: Ctx, abroadId: string, command: SayAbroad): Promise<{ abroadId: string }> {
  await answer(ctx, abroadId, { action: 'ask-more', words: shaped(SayAbroad, command).words });
  return { abroadId };
}

/** Papers and contacts that came along and that the record here does not have yet. */
async function addWhatIsNew(ctx: Ctx, personId: string, person: RegisterPersonClean): Promise<void> {
  const [papers, contacts] = [await listDocuments(ctx.actor, ctx.tx, personId), await listContacts(ctx.actor, ctx.tx, personId)];
  const keyOf = (type: string, number: string | null | undefined) => `${type}|${number ? compactNumber(number) : ''}`;
  const known = new Set(papers.map((d) => keyOf(d.type, d.number)));
  const ways = new Set(contacts.map((c) => sameWay(c.value)));
  for (const paper of person.documents.filter((d) => !known.has(keyOf(d.type, d.number)))) await insertDocument(ctx, personId, paper);
  for (const contact of person.contacts.filter((c) => !ways.has(sameWay(c.value)))) await insertContact(ctx, personId, contact);
  await indexPerson(ctx, personId);
}

/**
 * Takes a case over from another country: the person goes through the duplicate check of this country like anybody who comes to the window, is registered or
 * welcomed back, and a case is opened, all in one transaction. Of two who accept at once, one is told.
 */
export async function acceptFromAbroad(ctx: Ctx, abroadId: string, command: AcceptAbroad): Promise<Registered> {
  const { person, same, decisions, case: opening } = shaped(AcceptAbroad, command);
  await answer(ctx, abroadId, { action: 'accept' });
  const registered = same ? await welcomeBack(ctx, same, { probe: probeOf(person), case: opening }) : await registerAtWindow(ctx, { person, decisions, case: opening });
  if (same) await addWhatIsNew(ctx, same, person);
  if (!registered.caseId || !(await repository.take(ctx.actor, ctx.tx, abroadId, registered.caseId, ctx.now))) throw refuse('platform.conflict', { status: 409 });
  await ctx.tell({ type: 'registry.came-from-abroad', abroadId, caseId: registered.caseId, personId: registered.personId });
  return registered;
}

/** For the room that knows needs: what came along with a case that was accepted. */
export async function needsFromAbroad(ctx: Ctx, abroadId: string): Promise<readonly AbroadNeed[]> {
  return (await findOrThrow(ctx, abroadId)).needs;
}

async function came(ctx: Ctx, caseId: string): Promise<AbroadNews['came']> {
  const taken = await repository.findTaken(ctx.actor, ctx.tx, caseId);
  if (!taken) return null;
  const row = await repository.findComing(ctx.actor, ctx.tx, taken.handOverId);
  return { countryName: countryName(ctx, taken.fromCountry), on: dayIn(ctx.pack.info.timeZone, taken.takenAt), handOver: row ? await asComing(ctx, row) : null };
}

/** What the page of a case says of other countries. When the person took consent back since, only that it came from one. */
export async function abroadNewsOf(ctx: Ctx, caseId: string): Promise<AbroadNews> {
  await findCaseOrThrow(ctx, caseId);
  return { came: await came(ctx, caseId), going: await goingAbroad(ctx, caseId) };
}
