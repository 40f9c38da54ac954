/** Scan, see, tap: a slip opens its person, one tap records what was given, and nothing is given twice by mistake. */
import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId, parsePublicCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { receptionSlice, type ReceptionPack } from '../pack.ts';
import * as itemsSql from '../repository/items.ts';
import * as rowsSql from '../repository/rows.ts';
import { minutesWaiting } from '../rules.ts';
import { blockedBy, blocksUntil, flagsAt, offeredTo, toldMoment, undoUntil, variantOf } from '../rules/items.ts';
import { LATE_HOURS, type ScannedPerson, type GivenEntry, type GiveItem, type OfferedItem, type ScanCode } from '../schema.ts';
import { ageOf, shownName } from './shown.ts';
import { today } from './lists.ts';
import { pointFloor } from './stops.ts';

/** Opens whoever a slip's code or a number of the day stands for. A code that cannot be one is said to be misread. */
export async function scan(ctx: Ctx, { text, station }: ScanCode): Promise<ScannedPerson> {
  const rowId = await stayOf(ctx, text);
  if (!rowId) throw notFound();
  return scannedPerson(ctx, rowId, station ?? null);
}

async function stayOf(ctx: Ctx, text: string): Promise<string | undefined> {
  const number = /^#?\s*(\d{1,4})$/.exec(text)?.[1];
  if (number !== undefined) return itemsSql.stayOfNumber(ctx.actor, ctx.tx, Number(number), today(ctx));
  const code = parsePublicCode(text);
  if (code === null) throw refuse('reception.code-misread', { field: 'text' });
  return itemsSql.stayOfCode(ctx.actor, ctx.tx, code);
}

/** A person on the floor as one station sees them. */
export async function scannedPerson(ctx: Ctx, rowId: string, station: string | null): Promise<ScannedPerson> {
  const row = await rowsSql.findRow(ctx.actor, ctx.tx, rowId);
  const stay = await itemsSql.findStay(ctx.actor, ctx.tx, rowId);
  if (!row || !stay) throw notFound();
  const pack = ctx.pack.slice(receptionSlice);
  const given = await itemsSql.listGiven(ctx.actor, ctx.tx, stay);
  const names = await colleagueNames(ctx, given.map((one) => one.givenBy));
  const variant = variantOf(row.flags);
  const offered = offeredTo(pack.assistance, { variant, mode: row.mode ?? (await pointFloor(ctx)).mode, station });
  return {
    rowId, personId: stay.personId, number: stay.number, name: shownName(row.person), age: ageOf(row.person, row.arrivesOn), state: row.state,
    flags: flagsAt(row.flags, station, pack.flagsAt), childAlone: row.flags.includes('unaccompaniedChild'), variant,
    minutesHere: minutesWaiting(row.arrivedAt, stay.leftAt ?? ctx.now), slipId: row.slipId,
    left: stay.leftAt && stay.leftHow ? { at: stay.leftAt.toISOString(), how: stay.leftHow } : null,
    offered: offered.map((item) => offeredItem(ctx, item, given, names)), given: given.map((one) => entryOf(ctx, pack, one, names)),
  };
}

type PackItem = ReceptionPack['assistance'][number];
type Names = ReadonlyMap<string, string>;

function offeredItem(ctx: Ctx, item: PackItem, given: readonly itemsSql.GivenRow[], names: Names): OfferedItem {
  const times = given.filter((one) => one.item === item.code && !one.undone);
  const blocking = blockedBy(given, item.code, ctx.now);
  const last = times[0];
  return {
    code: item.code, label: item.label[ctx.actor.locale], state: blocking ? 'given' : 'may', times: times.length, lastAt: last?.at.toISOString() ?? null,
    lastBy: last ? (names.get(last.givenBy) ?? null) : null, again: blocking?.blocksUntil?.toISOString() ?? null,
  };
}

function entryOf(ctx: Ctx, pack: ReceptionPack, one: itemsSql.GivenRow, names: Names): GivenEntry {
  const until = undoUntil(one.recordedAt);
  const mine = one.givenBy === ctx.actor.userId && !one.undone && until > ctx.now;
  return {
    entryId: one.id, item: one.item, label: pack.assistance.find((item) => item.code === one.item)?.label[ctx.actor.locale] ?? one.item, at: one.at.toISOString(),
    by: names.get(one.givenBy) ?? null, reason: one.reason, undone: one.undone, undoUntil: mine ? until.toISOString() : null,
  };
}

export interface Giving {
  readonly item: string;
  readonly reason?: string | undefined;
  readonly station?: string | undefined;
  readonly at?: string | undefined;
}

/** Writes down one thing given in a stay; refused if it was given already, unless there is a reason. */
export async function recordGiven(ctx: Ctx, stay: itemsSql.Stay, { item, reason, station, at }: Giving, field = 'item'): Promise<void> {
  const { actor, tx, now } = ctx;
  const found = ctx.pack.slice(receptionSlice).assistance.find((one) => one.code === item);
  if (!found) throw refuse('reception.choice-unknown', { field, params: { choice: item } });
  const moment = toldMoment(at, now, LATE_HOURS);
  await itemsSql.lockItem(actor, tx, stay, item);
  const before = blockedBy(await itemsSql.listGiven(actor, tx, stay), item, moment);
  if (before && reason === undefined) throw refuse('reception.item-given-already', { status: 409, field, params: { item: found.label[actor.locale] } });
  await itemsSql.insertGiven(actor, tx, {
    id: newId(now), rowId: stay.rowId, returnId: stay.returnId, item, at: moment, blocksUntil: blocksUntil(found.rule, moment, ctx.pack.info.timeZone),
    reason: before ? (reason ?? null) : null, station: station ?? null,
  }, now);
}

/** One tap. Whoever is not here, or left on another day, is given nothing. */
export async function giveItem(ctx: Ctx, rowId: string, command: GiveItem): Promise<ScannedPerson> {
  const row = await rowsSql.findRow(ctx.actor, ctx.tx, rowId);
  const stay = await itemsSql.findStay(ctx.actor, ctx.tx, rowId);
  if (!row || !stay) throw notFound();
  if (row.arrivedAt === null) throw refuse('reception.not-here', { status: 409 });
  if (stay.leftAt !== null && ctx.now.getTime() - stay.leftAt.getTime() > LATE_HOURS * 3_600_000) throw refuse('reception.left-already', { status: 409 });
  await recordGiven(ctx, stay, command);
  return scannedPerson(ctx, rowId, command.station ?? null);
}

/** Takes back a tap by mistake, within the minute; the entry stays readable as taken back. */
export async function undoItem(ctx: Ctx, entryId: string, station: string | null): Promise<ScannedPerson> {
  const entry = await itemsSql.findGiven(ctx.actor, ctx.tx, entryId);
  if (!entry?.rowId) throw notFound();
  if (entry.givenBy !== ctx.actor.userId || undoUntil(entry.recordedAt) < ctx.now) throw refuse('reception.undo-too-late', { status: 409 });
  if (!entry.undone) await itemsSql.undoGiven(ctx.actor, ctx.tx, entryId, ctx.now);
  return scannedPerson(ctx, entry.rowId, station);
}
