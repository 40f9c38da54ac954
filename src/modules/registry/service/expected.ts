/** Somebody who was sent to a window: expected there, called when they do not come, and on a list until it is known what became of them. */
import { colleagueNames, getOffice, listOffices } from '#access';
import { addDays, dayIn } from '#kernel/dates';
import { notFound, refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { no } from '#kernel/result';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { kilometres } from '#platform/places';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/expected.ts';
import { ageOn } from '../rules/birth.ts';
import { afterAnswer, answered, expectedUntil, isMissing, type Expected } from '../rules/expected.ts';
import { nameWords } from '../rules/names.ts';
import { fullName } from '../rules/person.ts';
import { mayKeepCases } from '../rules/transfer.ts';
import { AnswerArrival, type ArrivalDetail, type ArrivalLine, type ArrivalList, type ArrivalOfCase, type ArrivalPage } from '../schema.ts';
import { casesTogether } from './joins.ts';
import { markUnsafe, waysToReach, type WayToReach } from './reaching.ts';
import { officeName, officeNames, placeName, shaped, today } from './shared.ts';
import { askTransfer, takeTransferBack } from './transfers.ts';

const PAGE = 50;
/** Days for which the list of answers goes back. */
const ANSWERED_DAYS = 14;
/** Roles that call and write down what came of it; supervision reads. */
const ANSWERERS: ReadonlySet<string> = new Set(['window', 'protection']);

const rulesOf = (ctx: Ctx) => ctx.pack.slice(registrySlice).expected;

/** Kilometres from the own office to a municipality, as far as both are on the map. */
async function distance(ctx: Ctx, admin2: string): Promise<number | null> {
  const { admin2: own } = ctx.actor.officeId ? await getOffice(ctx, ctx.actor.officeId) : { admin2: null };
  const from = own ? ctx.pack.places.get(own) : undefined;
  const to = ctx.pack.places.get(admin2);
  return from && to ? kilometres(from, to) : null;
}

export interface Sent { readonly caseId: string; readonly officeId: string; readonly destinationAdmin2: string; readonly urgency: ArrivalLine['urgency'] }

/** A case was opened: at the own window the person stands there; at another one they are expected from today. */
export async function expectAt(ctx: Ctx, sent: Sent): Promise<void> {
  if (sent.officeId === ctx.actor.officeId) return repository.noteCameHere(ctx.actor, ctx.tx, sent.caseId, today(ctx), ctx.now);
  const from = today(ctx);
  const { destinationAdmin2: admin2, urgency } = sent;
  const until = expectedUntil(from, { admin2, admin1: ctx.pack.places.get(admin2)?.admin1 ?? null, kilometres: await distance(ctx, admin2), urgency }, rulesOf(ctx));
  const arrivalId = newId(ctx.now);
  const expected = await repository.expectArrival(ctx.actor, ctx.tx, { id: arrivalId, caseId: sent.caseId, from, until, now: ctx.now });
  if (expected) await ctx.tell({ type: 'registry.arrival-expected', caseId: sent.caseId, officeId: sent.officeId });
}

interface Names { readonly people: ReadonlyMap<string, string>; readonly offices: ReadonlyMap<string, string> }

async function namesFor(ctx: Ctx, rows: readonly repository.ArrivalRow[]): Promise<Names> {
  return {
    people: await colleagueNames(ctx, rows.flatMap((r) => [r.officerId, r.endedBy])), offices: await officeNames(ctx, rows.flatMap((r) => [r.officeId, r.fromOffice])),
  };
}

const known = (names: ReadonlyMap<string, string>, id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));

/** What is still the window's to answer: its own open case. */
const isOurs = (row: repository.ArrivalRow): boolean => row.caseState !== 'closed' && row.caseOffice === row.officeId;

function lineOf(ctx: Ctx, row: repository.ArrivalRow, { people, offices }: Names): ArrivalLine {
  const on = today(ctx);
  const answers = ANSWERERS.has(ctx.actor.role) && isOurs(row);
  return {
    arrivalId: row.id, caseId: row.caseId, personId: row.personId, publicCode: row.publicCode, name: fullName(row), age: ageOn(row.birthDate, on), urgency: row.urgency, state: row.state,
    officeName: offices.get(row.officeId) ?? '', fromOfficeName: known(offices, row.fromOffice), destinationName: placeName(ctx, row.destinationAdmin2), officerName: known(people, row.officerId),
    from: row.from, until: row.until, missing: isMissing(row, on), nextOn: row.nextOn, tries: row.tries, escalated: row.escalated, endedOn: row.endedOn, endedBy: known(people, row.endedBy),
    byWork: row.how === 'work', mayAnswer: answers && afterAnswer(row.state, 'came').ok, mayTakeBack: answers && afterAnswer(row.state, 'take-back').ok,
  };
}

export interface ArrivalsAsked { readonly list: ArrivalList; readonly text?: string | undefined; readonly after?: string | undefined }

/** A page of a list of who is expected at the windows of the actor, with the number of every list. */
export async function listArrivals(ctx: Ctx, { list, text, after }: ArrivalsAsked): Promise<ArrivalPage> {
  const on = today(ctx);
  const since = addDays(on, -ANSWERED_DAYS);
  const place = readPlace(after, ['day', 'id']);
  const rows = await repository.listArrivals(ctx.actor, ctx.tx, { list, words: nameWords(text ?? ''), after: place && { day: place[0], id: place[1] }, today: on, since, limit: PAGE + 1 });
  const { shown, next } = pageOf(rows, PAGE, (row) => [row.day, row.id]);
  const names = await namesFor(ctx, shown);
  return {
    lines: shown.map((row) => lineOf(ctx, row, names)), next,
    counts: await repository.countArrivals(ctx.actor, ctx.tx, on, since),
  };
}

/** How the person of a case stands with its window. */
export async function arrivalOf(ctx: Ctx, caseId: string): Promise<ArrivalOfCase> {
  const together = await casesTogether(ctx, caseId);
  const row = await repository.findArrivalOf(ctx.actor, ctx.tx, together);
  return { arrival: row ? lineOf(ctx, row, await namesFor(ctx, [row])) : null };
}

/** Ways that may be used now: none of those at which somebody found out that it was not safe. */
async function usableWays(ctx: Ctx, row: repository.ArrivalRow, notes: readonly repository.ArrivalNoteRow[]): Promise<{ ways: WayToReach[]; unsafe: number }> {
  if (!ANSWERERS.has(ctx.actor.role)) return { ways: [], unsafe: 0 };
  const bad = new Set(notes.filter((n) => n.outcome === 'not-safe').map((n) => n.contactId));
  const { ways, unsafe } = await waysToReach(ctx, row.personId);
  return { ways: ways.filter((way) => !bad.has(way.contactId)), unsafe: unsafe.length };
}

async function windowsBut(ctx: Ctx, officeId: string): Promise<ArrivalDetail['offices']> {
  return (await listOffices(ctx)).filter((o) => mayKeepCases(o.kind) && o.id !== officeId).map((o) => ({ officeId: o.id, name: officeName(ctx, o), placeName: placeName(ctx, o.admin2) }));
}

/** One expectation with the safe ways to reach the person and what was written down so far. */
export async function getArrival(ctx: Ctx, arrivalId: string): Promise<ArrivalDetail> {
  const row = await repository.findArrival(ctx.actor, ctx.tx, arrivalId);
  if (!row) throw notFound();
  const notes = await repository.listArrivalNotes(ctx.actor, ctx.tx, arrivalId);
  const people = await colleagueNames(ctx, notes.map((n) => n.by));
  const { ways, unsafe } = await usableWays(ctx, row, notes);
  return {
    arrival: lineOf(ctx, row, await namesFor(ctx, [row])), unsafe, offices: await windowsBut(ctx, row.officeId),
    ways: ways.map((way) => ({
      contactId: way.contactId, channel: way.channel, value: way.value, safe: way.safety === 'safe', mayLeaveMessage: way.mayLeaveMessage, whoAnswers: way.whoAnswers, hours: way.hours,
      neutralSender: way.neutralSender, relativeName: way.relative?.name ?? null,
    })),
    notes: notes.map((n) => ({ outcome: n.outcome, on: dayIn(ctx.pack.info.timeZone, n.at), by: known(people, n.by), note: n.note, comesOn: n.comesOn })),
  };
}

type Clean = ReturnType<typeof AnswerArrival.parse>;

/** Answers that somebody can give only after having tried a way. */
const BY_A_WAY: ReadonlySet<string> = new Set(['not-reached', 'not-safe']);

/** The way that was used: one of those that may be. A try in vain says which one, as far as there is one. */
async function wayUsed(ctx: Ctx, row: repository.ArrivalRow, command: Clean): Promise<WayToReach | null> {
  if (command.contactId === undefined && !BY_A_WAY.has(command.outcome)) return null;
  const { ways } = await usableWays(ctx, row, await repository.listArrivalNotes(ctx.actor, ctx.tx, row.id));
  if (command.contactId === undefined) {
    if (ways.length > 0 || command.outcome === 'not-safe') throw refuse('registry.arrival-which', { field: 'contactId' });
    return null;
  }
  const way = ways.find((w) => w.contactId === command.contactId);
  if (!way) throw refuse('registry.arrival-way', { field: 'contactId' });
  return way;
}

/** What another office has to do with an answer: where the person went is asked to take the case over; whoever came after all, or an answer that is taken back, takes that back. */
async function handOver(ctx: Ctx, row: repository.ArrivalRow, command: Clean): Promise<string | null> {
  if (command.outcome === 'elsewhere' && command.toOfficeId !== undefined) {
    if (!command.note) throw refuse('registry.transfer-note-missing', { field: 'note' });
    return (await askTransfer(ctx, row.caseId, { toOfficeId: command.toOfficeId, note: command.note })).transferId;
  }
  if (row.transferId !== null && row.state === 'elsewhere') await takeTransferBack(ctx, row.transferId);
  return null;
}

/** What an answer makes of an expectation, or the refusal that says why it cannot be given. */
async function outcomeOf(ctx: Ctx, row: repository.ArrivalRow, asked: Clean): Promise<Expected> {
  const after = isOurs(row) ? answered(row, { outcome: asked.outcome, comesOn: asked.comesOn ?? null, handsOver: asked.toOfficeId !== undefined }, today(ctx), rulesOf(ctx)) : no({ code: 'registry.arrival-over' });
  if (!after.ok) throw new Refused(after.problems, after.problems.some((p) => p.field) ? 422 : 409);
  const again = row.state !== 'expected' && after.value.state === 'expected';
  // Sent here once more since then: that is the one to answer.
  if (again && (await repository.findArrivalOf(ctx.actor, ctx.tx, [row.caseId]))?.id !== row.id) throw refuse('registry.arrival-over', { status: 409 });
  return after.value;
}

/** Keeps what was written down; a contact of the person that turned out not to be safe is marked so. */
async function keepNote(ctx: Ctx, row: repository.ArrivalRow, asked: Clean, way: WayToReach | null): Promise<void> {
  const comesOn = asked.outcome === 'will-come' ? (asked.comesOn ?? null) : null;
  await repository.insertArrivalNote(ctx.actor, ctx.tx, { id: newId(ctx.now), arrivalId: row.id, outcome: asked.outcome, contactId: way?.contactId ?? null, comesOn, note: asked.note || null, now: ctx.now });
  if (asked.outcome === 'not-safe' && way && way.relative === null) await markUnsafe(ctx, way);
}

/** Writes down what came of expecting somebody, and what follows from it. Of two who answer at once the second is told how it stands. */
export async function answerArrival(ctx: Ctx, arrivalId: string, command: AnswerArrival): Promise<{ arrivalId: string; caseId: string; personId: string }> {
  const asked = shaped(AnswerArrival, command);
  const row = await repository.findArrival(ctx.actor, ctx.tx, arrivalId, true);
  if (!row) throw notFound();
  const { state, until, nextOn, tries, escalated } = await outcomeOf(ctx, row, asked);
  const way = await wayUsed(ctx, row, asked);
  await keepNote(ctx, row, asked, way);
  const transferId = await handOver(ctx, row, asked);
  await repository.changeArrival(ctx.actor, ctx.tx, arrivalId, { state, how: state === 'came' ? 'noted' : null, until, nextOn, tries, escalated, transferId, today: today(ctx), now: ctx.now });
  await ctx.tell({ type: 'registry.arrival-answered', caseId: row.caseId, arrivalId, outcome: asked.outcome });
  return { arrivalId, caseId: row.caseId, personId: row.personId };
}
