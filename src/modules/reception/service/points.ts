/** Reception points by date: what each is, who says so, who receives instead. */
import { getOffice, listOffices } from '#access';
import { receptionPoints } from '#directory';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as pointsSql from '../repository/points.ts';
import { entryOn, receiverOf, stateOn } from '../rules/points.ts';
import type { PointEntry, PointFact, PointLine, PointOnDay, SetPointState } from '../schema.ts';
import { today } from './today.ts';

/** Everything known of the country's points at once. */
export interface Points {
  readonly names: ReadonlyMap<string, string>;
  readonly entries: readonly (pointsSql.PointStateRow & { at: Date })[];
  readonly facts: ReadonlyMap<string, PointFact & { readonly populations: readonly string[]; readonly mode: string | null }>;
  readonly closed: ReadonlySet<string>;
}

export async function loadPoints(ctx: Ctx): Promise<Points> {
  const offices = (await listOffices(ctx)).filter((office) => office.kind === 'reception');
  const known = new Map((await receptionPoints(ctx)).map((point) => [point.id, point]));
  const facts = new Map(offices.flatMap((office) => {
    const point = known.get(office.ref);
    return point ? [[office.id, { status: point.status, asOf: point.asOf, populations: point.populations, mode: point.mode }] as const] : [];
  }));
  return {
    names: new Map(offices.map((office) => [office.id, ctx.actor.locale === 'en' ? office.nameEn : office.nameEs])),
    entries: await pointsSql.listPointStates(ctx.actor, ctx.tx), facts, closed: new Set([...facts].filter(([, fact]) => fact.status === 'closed').map(([id]) => id)),
  };
}

const asRule = (points: Points) => points.entries.map((e) => ({ ...e, at: e.at.toISOString(), revokedAt: e.revokedAt?.toISOString() ?? null }));

/** What one point is on a day, and who receives instead. */
export function pointOn(points: Points, officeId: string, name: string, day: string): PointOnDay {
  const entries = asRule(points);
  const holds = entryOn(entries, officeId, day);
  const state = stateOn(entries, officeId, day, points.closed.has(officeId));
  const receiver = state === 'moved' ? receiverOf(entries, officeId, day, points.closed) : null;
  const stored = holds && points.entries.find((e) => e.stateId === holds.stateId);
  return {
    officeId, name, state, movedTo: receiver ? { officeId: receiver, name: points.names.get(receiver) ?? '' } : null, entry: stored ? shownEntry(points, stored) : null,
  };
}

/** The actor's own point on a day. */
export async function ownPointOn(ctx: Ctx, day: string, points?: Points): Promise<PointOnDay> {
  const { officeId } = ctx.actor;
  if (officeId === null) throw refuse('reception.no-office');
  const known = points ?? (await loadPoints(ctx));
  const office = await getOffice(ctx, officeId);
  return pointOn(known, officeId, ctx.actor.locale === 'en' ? office.nameEn : office.nameEs, day);
}

function shownEntry(points: Points, entry: pointsSql.PointStateRow): PointEntry {
  return {
    stateId: entry.stateId, state: entry.state, movedTo: entry.movedTo, movedToName: entry.movedTo ? points.names.get(entry.movedTo) ?? null : null, from: entry.from, to: entry.to,
    reason: entry.reason, by: entry.by, at: entry.at.toISOString(), revokedBy: entry.revokedBy, revokedAt: entry.revokedAt?.toISOString() ?? null,
  };
}

/** The points of the country today, each with what was said of it. */
export async function listPoints(ctx: Ctx): Promise<PointLine[]> {
  const points = await loadPoints(ctx);
  const day = today(ctx);
  const kept = await pointsSql.pointsKept(ctx.actor, ctx.tx, [...points.names.keys()]);
  return [...points.names].map(([officeId, name]): PointLine => {
    const fact = points.facts.get(officeId);
    return {
      ...pointOn(points, officeId, name, day), mine: officeId === ctx.actor.officeId, mayChange: kept.has(officeId),
      history: points.entries.filter((e) => e.officeId === officeId).map((e) => shownEntry(points, e)),
      fact: fact ? { status: fact.status, asOf: fact.asOf } : null,
    };
  }).sort((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name, 'es'));
}

/** Says what a point is from a day to a day. Who is to receive instead must receive on the first of them. */
export async function setPointState(ctx: Ctx, officeId: string, said: SetPointState): Promise<{ stateId: string }> {
  const points = await loadPoints(ctx);
  const kept = await pointsSql.pointsKept(ctx.actor, ctx.tx, [officeId]);
  if (!points.names.has(officeId) || !kept.has(officeId)) throw notFound();
  if (said.to !== null && said.to < said.from) throw refuse('reception.span-impossible', { field: 'to' });
  const movedTo = said.state === 'moved' ? said.movedTo : null;
  if (said.state === 'moved') refuseReceiver(points, officeId, movedTo, said);
  const stateId = newId(ctx.now);
  const saved = await pointsSql.insertPointState(ctx.actor, ctx.tx, { id: stateId, officeId, state: said.state, movedTo, from: said.from, to: said.to, reason: said.reason }, ctx.now);
  if (!saved) throw notFound();
  return { stateId };
}

function refuseReceiver(points: Points, officeId: string, movedTo: string | null, said: SetPointState): void {
  if (movedTo === null || movedTo === officeId || !points.names.has(movedTo)) throw refuse('reception.point-unknown', { field: 'movedTo' });
  if (stateOn(asRule(points), movedTo, said.from, points.closed.has(movedTo)) !== 'open') throw refuse('reception.point-not-open', { field: 'movedTo' });
}

export async function revokePointState(ctx: Ctx, stateId: string): Promise<void> {
  const done = await pointsSql.revokePointState(ctx.actor, ctx.tx, stateId, ctx.now);
  if (done === null) throw notFound();
  if (done === 'before') throw refuse('reception.state-revoked', { status: 409 });
}
