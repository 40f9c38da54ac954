/** The daily board: what happened at a point on a day, and who has no next step yet. */
import { listOffices } from '#access';
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { receptionSlice } from '../pack.ts';
import * as boardSql from '../repository/board.ts';
import { minutesWaiting } from '../rules.ts';
import type { BoardStation, DayBoard, OpenPerson, PointBoard } from '../schema.ts';
import { today } from './lists.ts';
import { ageOf, shownFlags, shownName } from './shown.ts';

export interface BoardQuestion {
  readonly day?: string | undefined;
  readonly officeId?: string | undefined;
}

const NOTHING = {
  expected: 0, notArrived: 0, arrived: 0, here: 0, registered: 0, left: 0, withoutStep: 0, withoutStepBefore: 0, childrenAlone: 0, oldestHere: null, medianMinutes: null, p90Minutes: null,
} as const;

/** A day at a point. An officer sees the own point; a supervisor chooses among those of the institution. */
export async function dayBoard(ctx: Ctx, asked: BoardQuestion): Promise<DayBoard> {
  const day = dayOf(ctx, asked);
  const counts = await boardSql.countPoints(ctx.actor, ctx.tx, day);
  const points = await named(ctx, counts);
  const officeId = officeOf(ctx, asked, points);
  if (officeId === null) return { day, point: null, stations: [], given: [], points, history: [] };
  const point = points.find((p) => p.officeId === officeId) ?? (await named(ctx, [{ officeId, ...NOTHING }]))[0] ?? null;
  const items = ctx.pack.slice(receptionSlice).assistance;
  const given = await boardSql.countGiven(ctx.actor, ctx.tx, officeId, day);
  return {
    day, point, stations: await stationsOf(ctx, officeId, day),
    given: given.map((g) => ({ ...g, label: items.find((item) => item.code === g.item)?.label[ctx.actor.locale] ?? g.item })),
    points: ctx.actor.role === 'supervisor' ? points : [], history: await boardSql.listDays(ctx.actor, ctx.tx, officeId, day),
  };
}

function dayOf(ctx: Ctx, asked: BoardQuestion): string {
  const day = asked.day ?? today(ctx);
  if (day > today(ctx)) throw refuse('reception.day-to-come', { field: 'day' });
  return day;
}

/** Whatever was asked, an officer looks at the own point. */
function officeOf(ctx: Ctx, asked: BoardQuestion, points: readonly PointBoard[]): string | null {
  if (ctx.actor.role !== 'supervisor') return ctx.actor.officeId;
  return asked.officeId ?? points[0]?.officeId ?? null;
}

async function named(ctx: Ctx, counts: readonly boardSql.PointCounts[]): Promise<PointBoard[]> {
  const offices = await listOffices(ctx);
  const named = counts.map(({ oldestHere, ...rest }): PointBoard => {
    const office = offices.find((o) => o.id === rest.officeId);
    return { ...rest, officeName: (ctx.actor.locale === 'en' ? office?.nameEn : office?.nameEs) ?? '', longestHere: minutesWaiting(oldestHere, ctx.now) };
  });
  return named.sort((a, b) => b.withoutStep - a.withoutStep || a.officeName.localeCompare(b.officeName, ctx.actor.locale));
}

async function stationsOf(ctx: Ctx, officeId: string, day: string): Promise<BoardStation[]> {
  const counts = await boardSql.countStationsOfDay(ctx.actor, ctx.tx, officeId, day);
  const known = ctx.pack.slice(receptionSlice).floor.stations;
  const place = (code: string) => known.findIndex((s) => s.code === code);
  return counts.map((c) => ({ ...c, label: known.find((s) => s.code === c.station)?.label[ctx.actor.locale] ?? c.station })).sort((a, b) => place(a.station) - place(b.station));
}

/** Who has no next step: by name, because somebody must go and find them. */
export async function withoutStep(ctx: Ctx, asked: BoardQuestion): Promise<OpenPerson[]> {
  const day = dayOf(ctx, asked);
  const officeId = officeOf(ctx, asked, []);
  if (officeId === null) return [];
  const known = ctx.pack.slice(receptionSlice).floor.stations;
  // As the point has them; one that it has no longer comes last.
  const place = (code: string) => (known.some((s) => s.code === code) ? known.findIndex((s) => s.code === code) : known.length);
  const inOrder = (stations: readonly string[]) => stations.toSorted((a, b) => place(a) - place(b));
  const rows = await boardSql.listWithoutStep(ctx.actor, ctx.tx, officeId, day);
  return rows.map((row): OpenPerson => ({
    rowId: row.rowId, no: row.no, day: row.day, name: shownName(row.person), age: ageOf(row.person, row.arrivesOn), flags: shownFlags(ctx, row.flags), state: row.state, left: row.leftAt !== null,
    minutesHere: minutesWaiting(row.arrivedAt, row.leftAt ?? ctx.now), openStations: inOrder(row.stations).map((code) => known.find((s) => s.code === code)?.label[ctx.actor.locale] ?? code),
  }));
}
