/** Who stands together: as the list says, or as an officer sees it at the desk. It steers the queue and the exit, and is kept as a travel group. */
import { getOffice } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { travelTogether } from '#registry';
import { receptionSlice } from '../pack.ts';
import * as itemsSql from '../repository/items.ts';
import * as partiesSql from '../repository/parties.ts';
import * as rowsSql from '../repository/rows.ts';
import * as stopsSql from '../repository/stops.ts';
import { laneOf } from '../rules.ts';
import { aheadOf } from '../rules/floor.ts';
import type { Flag, StandTogether } from '../schema.ts';
import { today } from './lists.ts';
import { plannedStops, pointFloor } from './stops.ts';

/** Somebody and whoever carries these numbers today stand together from now on: called as one, and shown together at the exit. */
export async function standTogether(ctx: Ctx, rowId: string, { numbers }: StandTogether): Promise<void> {
  if (!(await rowsSql.lockRow(ctx.actor, ctx.tx, rowId))) throw notFound();
  const others: string[] = [];
  for (const number of numbers) {
    const other = await itemsSql.stayOfNumber(ctx.actor, ctx.tx, number, today(ctx));
    if (!other) throw refuse('reception.number-unknown', { field: 'numbers', params: { no: number } });
    if (other !== rowId) others.push(other);
  }
  if (others.length === 0) throw refuse('reception.number-own', { field: 'numbers' });
  await putTogether(ctx, [rowId, ...others]);
}

/** Somebody does not belong to the group they were put into, or that the list says. */
export async function standAlone(ctx: Ctx, rowId: string): Promise<void> {
  const [row] = await heldHere(ctx, [rowId]);
  await partiesSql.setParty(ctx.actor, ctx.tx, [rowId], newId(ctx.now));
  await reflag(ctx, row!, row!.flags.filter((flag) => flag !== 'family'));
}

/** Puts people of the floor together; the first one's group is everybody's. Each counts as family from now on. */
export async function putTogether(ctx: Ctx, rowIds: readonly string[]): Promise<void> {
  const rows = await heldHere(ctx, rowIds);
  const known = await partiesSql.listParty(ctx.actor, ctx.tx, rowIds);
  const party = rowIds.map((id) => known.find((row) => row.rowId === id)?.party).find((p) => p) ?? newId(ctx.now);
  await partiesSql.setParty(ctx.actor, ctx.tx, rowIds, party);
  for (const row of rows) if (!row.flags.includes('family')) await reflag(ctx, row, [...row.flags, 'family']);
}

/** People who are here, held in one order. */
async function heldHere(ctx: Ctx, rowIds: readonly string[]): Promise<stopsSql.FloorRow[]> {
  for (const id of rowIds.toSorted()) if (!(await rowsSql.lockRow(ctx.actor, ctx.tx, id))) throw notFound();
  const rows: stopsSql.FloorRow[] = [];
  for (const id of rowIds) rows.push((await stopsSql.findFloorRow(ctx.actor, ctx.tx, id))!);
  if (rows.some((row) => row.leftAt !== null)) throw refuse('reception.left-already', { status: 409 });
  return rows;
}

/** Changed reasons to be seen first change the place in the order, and may add stations. */
export async function reflag(ctx: Ctx, row: stopsSql.FloorRow, flags: readonly Flag[]): Promise<void> {
  const { lanes } = ctx.pack.slice(receptionSlice);
  await stopsSql.setFlags(ctx.actor, ctx.tx, row.rowId, flags, laneOf(flags, lanes), aheadOf(flags, lanes));
  if (row.arrivedAt !== null) await stopsSql.insertStops(ctx.actor, ctx.tx, plannedStops(ctx, await pointFloor(ctx), row.rowId, flags, row.mode), ctx.now);
}

/** Somebody was registered: with those of their group who are registered too they are a travel group of that day. */
export async function noteTravelParty(ctx: Ctx, rowId: string, personId: string, on: string): Promise<void> {
  const party = await partiesSql.listParty(ctx.actor, ctx.tx, [rowId]);
  const people = [...new Set([...party.flatMap((row) => (row.personId !== null && row.state === 'finished' ? [row.personId] : [])), personId])];
  if (people.length < 2 || ctx.actor.officeId === null) return;
  await travelTogether(ctx, people, { on, place: (await getOffice(ctx, ctx.actor.officeId)).nameEs });
}
