/** A bed for the night: places with their rules, one bed for one person, and who still has none. */
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as careSql from '../repository/care.ts';
import * as leavingSql from '../repository/leaving.ts';
import { fitsPlace, placesFor, sleepsAs } from '../rules/care.ts';
import type { AddBedPlace, BedBoard, BedKind, BedNight, BedPlaceLine, BedWanted, ChangeBedPlace, GiveBed } from '../schema.ts';
import { stayHere } from './stay.ts';
import { ageFactsOf } from './exit.ts';
import { today } from './lists.ts';
import { shownName } from './shown.ts';

const WANTED_HOURS = 24;

interface Beds {
  readonly bed: BedNight | null;
  readonly sleeps: readonly BedKind[];
  readonly places: readonly BedPlaceLine[];
}

/** Tonight's bed of somebody, and the places that have one for them. The address of a secret place is not even kept. */
export async function bedsFor(ctx: Ctx, rowId: string): Promise<Beds> {
  const night = today(ctx);
  const found = await careSql.findNight(ctx.actor, ctx.tx, rowId, night);
  const sleeper = await sleeperOf(ctx, rowId);
  const places = await careSql.listBedPlaces(ctx.actor, ctx.tx, night);
  // Also what is only fitting for somebody who asks in private for a safe place: the screen shows it when they do.
  const shown = [...new Map([...placesFor(places, sleeper.sleeps, { elder: sleeper.elder, safePlace: false }), ...placesFor(places, sleeper.sleeps, { elder: sleeper.elder, safePlace: true })].map((p) => [p.placeId, p])).values()];
  const bed = found ? { nightId: found.nightId, night: found.night, place: found.place, placeId: found.placeId, secret: found.secret ?? false, way: found.way } : null;
  return { bed, sleeps: sleeper.sleeps, places: shown };
}

async function sleeperOf(ctx: Ctx, rowId: string, couple = false): Promise<{ sleeps: BedKind[]; elder: boolean }> {
  const [row] = await leavingSql.listWithGroup(ctx.actor, ctx.tx, [rowId], today(ctx)).then((rows) => rows.filter((r) => r.rowId === rowId));
  if (!row) throw notFound();
  const { counts, alone } = await ageFactsOf(ctx, row);
  return { sleeps: sleepsAs({ counts, alone, inFamily: row.flags.includes('family'), sex: row.sex }, couple), elder: row.flags.includes('elder') };
}

/** Somebody needs a bed tonight; from now on they are on the board until they have one. */
export async function needBed(ctx: Ctx, rowId: string): Promise<void> {
  await stayHere(ctx, rowId);
  await careSql.wantBed(ctx.actor, ctx.tx, { id: newId(ctx.now), rowId, night: today(ctx) }, ctx.now);
}

/** Gives tonight's bed. Of two officers who give the last one, one is refused. */
export async function giveBed(ctx: Ctx, rowId: string, { placeId, couple, safePlace }: GiveBed): Promise<void> {
  const night = today(ctx);
  await needBed(ctx, rowId);
  const { sleeps } = await sleeperOf(ctx, rowId, couple);
  if (!(await careSql.lockPlace(ctx.actor, ctx.tx, placeId))) throw notFound();
  const place = (await careSql.listBedPlaces(ctx.actor, ctx.tx, night)).find((p) => p.placeId === placeId);
  if (!place) throw notFound();
  const mine = (await careSql.findNight(ctx.actor, ctx.tx, rowId, night))!;
  if (mine.placeId !== null) throw refuse('reception.bed-given-already', { status: 409, params: { place: mine.place ?? '' } });
  if (!fitsPlace(place, sleeps, safePlace)) throw refuse('reception.bed-does-not-fit', { field: 'placeId', status: 409 });
  if (place.taken >= place.beds) throw refuse('reception.bed-taken', { field: 'placeId', status: 409 });
  await careSql.setBed(ctx.actor, ctx.tx, mine.nightId, placeId, ctx.now);
}

/** The bed, or the wish for one, is given up. */
export async function endBed(ctx: Ctx, rowId: string, why: string): Promise<void> {
  await stayHere(ctx, rowId);
  const night = today(ctx);
  const mine = await careSql.findNight(ctx.actor, ctx.tx, rowId, night);
  if (!mine) {
    if (why !== 'notNeeded') throw refuse('reception.bed-none', { status: 409 });
    await careSql.wantBed(ctx.actor, ctx.tx, { id: newId(ctx.now), rowId, night }, ctx.now);
  }
  const ending = mine ?? (await careSql.findNight(ctx.actor, ctx.tx, rowId, night))!;
  await careSql.endNight(ctx.actor, ctx.tx, ending.nightId, why, ctx.now);
}

/** Tonight: beds free at each place, and who needs one and has none. */
export async function bedBoard(ctx: Ctx): Promise<BedBoard> {
  const night = today(ctx);
  const places = await careSql.listBedPlaces(ctx.actor, ctx.tx, night);
  const waiting = await careSql.listWanted(ctx.actor, ctx.tx, night, new Date(ctx.now.getTime() - WANTED_HOURS * 3_600_000));
  const rows = new Map((await leavingSql.listWithGroup(ctx.actor, ctx.tx, waiting.map((w) => w.rowId), night)).map((r) => [r.rowId, r]));
  const wanted: BedWanted[] = [];
  for (const { rowId, since } of waiting) {
    const row = rows.get(rowId);
    if (!row) continue;
    const { counts, alone } = await ageFactsOf(ctx, row);
    wanted.push({
      rowId, number: row.number, name: shownName(row.person), since: since.toISOString(), sleeps: sleepsAs({ counts, alone, inFamily: row.flags.includes('family'), sex: row.sex }),
    });
  }
  return { night, places, wanted };
}

const wayOf = (place: ChangeBedPlace) => ({ ...place, way: place.secret ? null : place.way || null });

/** A supervisor adds a place for one of the own points. Whatever was typed about the way to a secret place is not kept. */
export async function addBedPlace(ctx: Ctx, { officeId, ...place }: AddBedPlace): Promise<{ placeId: string }> {
  if (!(await careSql.mayKeepBeds(ctx.actor, ctx.tx, officeId))) throw notFound();
  const placeId = newId(ctx.now);
  if (!(await careSql.insertBedPlace(ctx.actor, ctx.tx, placeId, officeId, wayOf(place), ctx.now))) throw refuse('reception.bed-place-known', { field: 'name', status: 409 });
  return { placeId };
}

export async function changeBedPlace(ctx: Ctx, placeId: string, place: ChangeBedPlace): Promise<void> {
  if (!(await careSql.updateBedPlace(ctx.actor, ctx.tx, placeId, wayOf(place), ctx.now))) throw notFound();
}
