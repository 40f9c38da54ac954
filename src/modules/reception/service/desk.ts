/** The desk: who is next, what is known, and finishing with one person in one command. */
import { leastAge } from '#kernel/birth';
import { yearsBetween } from '#kernel/dates';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { birthProblem, findCandidatesForMany } from '#registry';
import type { Candidate } from '#registry/schema';
import { receptionSlice } from '../pack.ts';
import * as itemsSql from '../repository/items.ts';
import * as manifestsSql from '../repository/manifests.ts';
import * as rowsSql from '../repository/rows.ts';
import { listStops } from '../repository/stops.ts';
import { finishProblems, laneOf, minutesWaiting, ROW_STEPS, type DeskFacts, type RowAction } from '../rules.ts';
import { blockedBy, offeredTo, variantOf } from '../rules/items.ts';
import { isBusy } from '../rules/stops.ts';
import {
  REGISTRATION, ROW_STATES, type AddArrival, type ArrivalLine, type ArrivalsBoard, type DeskChoices, type DeskView, type FinishDesk, type FinishedDesk, type Flag, type GivenThing, type Mode, type ParsedPerson, type RowState, type StopReason, type Variant,
} from '../schema.ts';
import { finishPerson } from './finish.ts';
import { today } from './lists.ts';
import { ageOf, shownFlags, shownName } from './shown.ts';
import { deskMoved, enterFloor, leaveStations, pointFloor } from './stops.ts';
import { probeOf, probeOfDraft } from './matching.ts';

/** Who left within a long shift still shows, whatever day the list was for. */
const SHIFT_MS = 16 * 3_600_000;

/** Everybody expected, waiting, at a desk or done; of one list, or of today. */
export async function arrivalsBoard(ctx: Ctx, manifestId: string | null): Promise<ArrivalsBoard> {
  const rows = await rowsSql.listArrivals(ctx.actor, ctx.tx, today(ctx), new Date(ctx.now.getTime() - SHIFT_MS), manifestId);
  const lines = rows.map((row) => boardLine(ctx, row));
  const counts = Object.fromEntries(ROW_STATES.map((state) => [state, lines.filter((l) => l.state === state).length])) as Record<RowState, number>;
  const waits = lines.filter((l) => l.state === 'waiting').map((l) => l.minutesWaiting ?? 0);
  return { lines, counts, longestWait: waits.length > 0 ? Math.max(...waits) : null };
}

function boardLine(ctx: Ctx, row: rowsSql.DeskRow): ArrivalLine {
  const { person } = row;
  return {
    rowId: row.rowId, manifestId: row.manifestId, manifestLabel: row.label, no: row.queueNo, name: shownName(person), age: ageOf(person, row.arrivesOn), sex: person.sex, flags: shownFlags(ctx, row.flags),
    lane: row.lane, state: row.state, minutesWaiting: row.state === 'waiting' ? minutesWaiting(row.arrivedAt, ctx.now) : null,
    takenBy: row.takenByName, takenByMe: row.takenBy === ctx.actor.userId, problems: row.problems.length, before: row.before, slipId: row.slipId,
  };
}

export async function lockedRow(ctx: Ctx, rowId: string): Promise<rowsSql.DeskRow> {
  if (!(await rowsSql.lockRow(ctx.actor, ctx.tx, rowId))) throw notFound();
  return (await rowsSql.findRow(ctx.actor, ctx.tx, rowId))!;
}

/** Why an action is not possible now, in words that say who has the person. */
export function whyNot(row: rowsSql.DeskRow, action: RowAction): Refused {
  if (row.state === 'taken' && action !== 'finish') return refuse('reception.taken-already', { status: 409, params: { name: row.takenByName ?? '' } });
  if (row.state === 'finished') return refuse('reception.finished-already', { status: 409 });
  return refuse('reception.not-now', { status: 409, params: { state: row.state } });
}

/** Somebody on the list is here. */
export async function markArrived(ctx: Ctx, rowId: string): Promise<void> {
  const row = await lockedRow(ctx, rowId);
  if (ROW_STEPS[row.state].arrive === null) throw whyNot(row, 'arrive');
  await rowsSql.setRowState(ctx.actor, ctx.tx, rowId, 'waiting', ctx.now);
  await enterFloor(ctx, [rowId]);
}

/** Everybody of a list is here. */
export async function markAllArrived(ctx: Ctx, manifestId: string): Promise<{ arrived: number }> {
  const lists = await manifestsSql.listManifests(ctx.actor, ctx.tx);
  if (!lists.some((list) => list.manifestId === manifestId)) throw notFound();
  const arrived = await rowsSql.arriveAll(ctx.actor, ctx.tx, manifestId, ctx.now);
  await enterFloor(ctx, arrived);
  return { arrived: arrived.length };
}

/** Somebody on the list did not come. */
export async function markNotArrived(ctx: Ctx, rowId: string): Promise<void> {
  const row = await lockedRow(ctx, rowId);
  if (ROW_STEPS[row.state].miss === null) throw whyNot(row, 'miss');
  await leaveStations(ctx, rowId);
  await rowsSql.setRowState(ctx.actor, ctx.tx, rowId, 'notArrived', ctx.now);
}

/** Takes the next person: who counts as waiting longest and is free. Two officers who press at once get two people. */
export async function takeNext(ctx: Ctx): Promise<{ rowId: string }> {
  const passed: string[] = [];
  for (;;) {
    const rowId = await rowsSql.findNextRow(ctx.actor, ctx.tx, new Date(ctx.now.getTime() - SHIFT_MS), passed);
    if (!rowId) throw refuse('reception.nobody-waiting', { status: 409 });
    // Held now: what a station did a moment before is seen here.
    if (await isFree(ctx, rowId)) return take(ctx, rowId);
    passed.push(rowId);
  }
}

async function isFree(ctx: Ctx, rowId: string): Promise<boolean> {
  const busy = (await listStops(ctx.actor, ctx.tx, rowId)).filter((stop) => isBusy(stop.state));
  return busy.every((stop) => stop.station === REGISTRATION && stop.userId === ctx.actor.userId);
}

export async function take(ctx: Ctx, rowId: string): Promise<{ rowId: string }> {
  await rowsSql.setRowState(ctx.actor, ctx.tx, rowId, 'taken', ctx.now);
  await enterFloor(ctx, [rowId]);
  await deskMoved(ctx, rowId, 'take');
  return { rowId };
}

/** Takes one person. Of two officers one wins; the other is told who. `takeOver` is for a desk that somebody left. */
export async function takePerson(ctx: Ctx, rowId: string, takeOver: boolean): Promise<{ rowId: string }> {
  const row = await lockedRow(ctx, rowId);
  if (row.state === 'taken' && row.takenBy === ctx.actor.userId) return { rowId };
  if (ROW_STEPS[row.state].take === null && !(takeOver && row.state === 'taken')) throw whyNot(row, 'take');
  return take(ctx, rowId);
}

/** Gives a person back to the queue; what was typed stays with the row. */
export async function releasePerson(ctx: Ctx, rowId: string): Promise<void> {
  const row = await lockedRow(ctx, rowId);
  if (ROW_STEPS[row.state].release === null) throw whyNot(row, 'release');
  await rowsSql.setRowState(ctx.actor, ctx.tx, rowId, 'waiting', ctx.now);
  await deskMoved(ctx, rowId, 'back');
}

/** Somebody needs a pause: what was typed stays, nobody calls them meanwhile, and any officer goes on. */
export async function pausePerson(ctx: Ctx, rowId: string, reason: StopReason): Promise<void> {
  const row = await lockedRow(ctx, rowId);
  if (row.state !== 'taken' || row.takenBy !== ctx.actor.userId) throw refuse('reception.not-with-you', { status: 409 });
  await rowsSql.setRowState(ctx.actor, ctx.tx, rowId, 'waiting', ctx.now);
  await deskMoved(ctx, rowId, 'pause', reason);
}

/** Somebody at the desk whom no list names: waiting from now on. */
export async function addArrival(ctx: Ctx, input: AddArrival): Promise<{ rowId: string }> {
  const { lanes } = ctx.pack.slice(receptionSlice);
  const impossible = input.birthDate === null ? null : birthProblem(input.birthDate, today(ctx));
  if (impossible) throw refuse(impossible, { field: 'birthDate' });
  const flags = new Set<Flag>([...input.flags, ...flagsOfBirth(ctx, input)]);
  const person: ParsedPerson = {
    givenNames: input.givenNames, surname1: input.surname1, surname2: input.surname2 || null,
    nameAsSeen: [input.givenNames, input.surname1, input.surname2].filter(Boolean).join(' '),
    birthDate: input.birthDate, birthPrecision: input.birthDate === null ? null : input.birthPrecision, birthAsSeen: null, statedAge: null, sex: input.sex, number: null,
    originAdmin1: null, originAdmin2: null, originAsSeen: null, destinationAdmin1: null, destinationAdmin2: null, destinationAsSeen: null, phone: null, group: null,
    relation: null, remarks: null, authority: null, kind: null, reference: null, flags: [...flags],
  };
  const id = newId(ctx.now);
  await rowsSql.insertRows(ctx.actor, ctx.tx, [{
    id, manifestId: null, rowNumber: 0, raw: [], person, problems: [], flags: person.flags, lane: laneOf(person.flags, lanes), before: null,
    state: 'waiting', arrivesOn: today(ctx), arrivedAt: ctx.now,
  }]);
  await enterFloor(ctx, [id]);
  return { rowId: id };
}

/** In doubt a child, by the least age that somebody may have; elderly by the age as it was told. */
function flagsOfBirth(ctx: Ctx, { birthDate, birthPrecision }: Pick<AddArrival, 'birthDate' | 'birthPrecision'>): Flag[] {
  if (birthDate === null) return [];
  const { childUnder, elderFrom } = ctx.pack.slice(receptionSlice);
  if (leastAge(birthDate, birthPrecision, today(ctx)) < childUnder) return ['child'];
  return yearsBetween(birthDate, today(ctx)) >= elderFrom ? ['elder'] : [];
}

/** What this country lets one choose, in the officer's language; for somebody, the items that are meant for them and for the way they came. */
export function deskChoices(ctx: Ctx, who?: { readonly variant: Variant; readonly mode: Mode }): DeskChoices {
  const pack = ctx.pack.slice(receptionSlice);
  const { locale } = ctx.actor;
  const choice = (c: { code: string; label: { es: string; en: string } }) => ({ code: c.code, label: c.label[locale] });
  return {
    assistance: (who ? offeredTo(pack.assistance, { ...who, station: null }) : pack.assistance).map(choice), urgentNeeds: pack.urgentNeeds.map((need) => ({ ...choice(need), urgency: need.urgency })),
    documents: pack.papers.map((paper) => ({ code: paper.id, label: paper.label[locale] })), fromCountries: pack.fromCountries,
    numberTypes: pack.numberTypes, childUntil: pack.childUnder, later: pack.floor.later,
  };
}

/** One person at the desk: what the list says, what was typed, and what this country lets one choose. */
export async function deskView(ctx: Ctx, rowId: string): Promise<DeskView> {
  const row = await rowsSql.findRow(ctx.actor, ctx.tx, rowId);
  if (!row) throw notFound();
  const mode = row.mode ?? (await pointFloor(ctx)).mode;
  const given = await itemsSql.listGiven(ctx.actor, ctx.tx, { rowId, returnId: null });
  const placeName = (id: string | null) => {
    const place = id === null ? undefined : ctx.pack.places.get(id);
    return place ? `${place.name}, ${place.admin1Name}` : null;
  };
  return {
    rowId, manifestId: row.manifestId, state: row.state, takenBy: row.takenByName, takenByMe: row.takenBy === ctx.actor.userId, person: row.person, flags: row.flags,
    raw: row.raw, problems: row.problems,
    arrival: {
      arrivesOn: row.arrivesOn, mode, kind: row.person.kind ?? row.kind ?? 'independentVoluntary',
      fromCountry: row.fromCountry, authority: row.person.authority ?? row.authority,
    },
    draft: row.draft, draftAt: row.draftAt?.toISOString() ?? null, draftBy: row.draftBy, before: row.before,
    places: { origin: placeName(row.person.originAdmin2), destination: placeName(row.person.destinationAdmin2 ?? row.person.originAdmin2) },
    choices: deskChoices(ctx, { variant: variantOf(row.flags), mode }), given: givenThings(ctx, given),
    slipId: row.slipId,
  };
}

/** What was handed over already, one line for each thing: the desk does not offer it again in the dark. */
function givenThings(ctx: Ctx, given: readonly itemsSql.GivenRow[]): GivenThing[] {
  const { assistance } = ctx.pack.slice(receptionSlice);
  const standing = given.filter((one) => !one.undone);
  return [...new Map(standing.toReversed().map((one) => [one.item, one])).values()].map((one) => ({
    item: one.item, label: assistance.find((item) => item.code === one.item)?.label[ctx.actor.locale] ?? one.item, at: one.at.toISOString(), blocks: blockedBy(given, one.item, ctx.now) !== null,
  }));
}

/** Who this may have been before, by what the list says and by what the officer typed so far. */
export async function deskCandidates(ctx: Ctx, rowId: string): Promise<Candidate[]> {
  const row = await rowsSql.findRow(ctx.actor, ctx.tx, rowId);
  if (!row) throw notFound();
  const typed = probeOfDraft(row.draft);
  const [listed = [], asTyped = []] = await findCandidatesForMany(ctx, [probeOf(row.person), ...(typed ? [typed] : [])], 5);
  return [...listed, ...asTyped.filter((c) => !listed.some((other) => other.personId === c.personId))];
}

/** Keeps what the officer typed so far, so that a closed browser loses nothing. */
export async function saveDeskDraft(ctx: Ctx, rowId: string, draft: Record<string, unknown>): Promise<{ saved: boolean; at: string }> {
  if (JSON.stringify(draft).length > 20_000) throw refuse('reception.draft-too-large');
  if (!(await rowsSql.findRow(ctx.actor, ctx.tx, rowId))) throw notFound();
  const saved = await rowsSql.saveDraft(ctx.actor, ctx.tx, rowId, draft, ctx.now);
  if (!saved) throw refuse('reception.not-yours', { status: 409 });
  return { saved, at: ctx.now.toISOString() };
}

/** What this country and this day say about what may be finished. */
export function deskFacts(ctx: Ctx): Omit<DeskFacts, 'flags'> {
  const pack = ctx.pack.slice(receptionSlice);
  return {
    today: today(ctx), childUnder: pack.childUnder, knowsPlace: (id) => ctx.pack.places.get(id) !== undefined,
    items: new Set(pack.assistance.map((i) => i.code)), needs: new Set(pack.urgentNeeds.map((n) => n.code)), papers: new Set(pack.papers.map((p) => p.id)),
  };
}

/** Everything that the desk does for one person, in one transaction: all of it, or nothing. */
export async function finishDesk(ctx: Ctx, rowId: string, command: FinishDesk): Promise<FinishedDesk> {
  const row = await lockedRow(ctx, rowId);
  if (ROW_STEPS[row.state].finish === null) throw whyNot(row, 'finish');
  if (row.takenBy !== ctx.actor.userId) throw refuse('reception.taken-already', { status: 409, params: { name: row.takenByName ?? '' } });
  const problems = finishProblems(command, { ...deskFacts(ctx), flags: row.flags });
  if (problems.length > 0) throw new Refused(problems);
  return finishPerson(ctx, row, command);
}
