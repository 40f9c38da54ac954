/** The roster of an office where protection works, and whom to call about a case now. */
import { colleagueNames, colleaguesOf, getOffice } from '#access';
import { addDays, dayIn } from '#kernel/dates';
import { notFound, refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { startOfDay } from '#kernel/local-day';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { casesTogether, getCase } from '#registry';
import { circleOf } from './alert-repository.ts';
import * as repository from './duty-repository.ts';
import type { AddDuty, CaseDuty, DutyRoster } from './duty-schema.ts';
import { assessmentSlice } from './pack.ts';
import { gapsIn, overlap, turnsOf, type Span } from './rules/duty.ts';

const PAGE = 60;
/** Days ahead for which open hours are told. */
const LOOKED_AHEAD = 7;
/** Roles that can be on duty. */
const ON_DUTY: ReadonlySet<string> = new Set(['protection', 'supervisor']);

async function nameOf(ctx: Ctx, officeId: string): Promise<string> {
  const office = await getOffice(ctx, officeId);
  return ctx.actor.locale === 'en' ? office.nameEn : office.nameEs;
}

/** An office whose roster the actor keeps. */
async function ownOffice(ctx: Ctx, asked: string | undefined): Promise<{ officeId: string | null; all: string[] }> {
  const all = await repository.rosterOffices(ctx.actor, ctx.tx, ctx.now);
  if (asked !== undefined && !all.includes(asked)) throw notFound();
  return { officeId: asked ?? all[0] ?? null, all };
}

const shown = ({ from, until }: Span) => ({ fromAt: from.toISOString(), untilAt: until.toISOString() });

/** The turns of an office from now on, and the hours of the next days in which nobody answers. */
export async function roster(ctx: Ctx, query: { officeId?: string | undefined; after?: string | undefined }): Promise<DutyRoster> {
  const { officeId, all } = await ownOffice(ctx, query.officeId);
  const today = dayIn(ctx.pack.info.timeZone, ctx.now);
  const offices = await Promise.all(all.map(async (id) => ({ officeId: id, name: await nameOf(ctx, id) })));
  if (officeId === null) return { officeId, officeName: null, offices, colleagues: [], turns: [], next: null, gaps: [], today };
  const place = readPlace(query.after, ['moment', 'id']);
  const rows = await repository.listTurns(ctx.actor, ctx.tx, officeId, { since: ctx.now, after: place && { from: place[0], id: place[1] }, limit: PAGE + 1 });
  const { shown: page, next } = pageOf(rows, PAGE, (turn) => [turn.from.toISOString(), turn.id]);
  const phones = await repository.lastPhones(ctx.actor, ctx.tx, officeId);
  const ahead: Span = { from: ctx.now, until: startOfDay(ctx.pack.info.timeZone, addDays(today, LOOKED_AHEAD)) };
  const colleagues = (await colleaguesOf(ctx, officeId)).filter((c) => ON_DUTY.has(c.role));
  const answering = new Set(colleagues.map((c) => c.id));
  const names = await colleagueNames(ctx, page.map((t) => t.accountId));
  return {
    officeId, officeName: await nameOf(ctx, officeId), offices, today, next,
    colleagues: colleagues.map((c) => ({ accountId: c.id, name: c.displayName, phone: phones.get(c.id) ?? null })),
    turns: page.map((t) => ({ turnId: t.id, accountId: t.accountId, name: names.get(t.accountId) ?? '', line: t.line, ...shown(t), phone: t.phone, now: t.from <= ctx.now, gone: !answering.has(t.accountId) })),
    gaps: gapsIn(ahead, await repository.coveringTurns(ctx.actor, ctx.tx, officeId, [...answering], ahead)).map(shown),
  };
}

/** Puts a colleague on duty, on one day or on every day of a time. */
export async function addDuty(ctx: Ctx, command: Required<Omit<AddDuty, 'untilDay'>> & Pick<AddDuty, 'untilDay'>): Promise<{ officeId: string; turns: number }> {
  const { officeId, accountId, line, phone, fromDay, untilDay = fromDay, fromHour, untilHour } = command;
  await ownOffice(ctx, officeId);
  if (!(await colleaguesOf(ctx, officeId)).some((c) => c.id === accountId && ON_DUTY.has(c.role))) throw refuse('assessment.duty-who', { field: 'accountId' });
  const turns = turnsOf({ fromDay, untilDay, fromHour, untilHour }, ctx.pack.info.timeZone);
  if (!turns.ok) throw new Refused(turns.problems);
  const wanted = turns.value.filter((turn) => turn.until > ctx.now);
  if (wanted.length === 0) throw refuse('assessment.duty-past', { field: 'fromDay' });
  const known = await repository.turnsOfAccount(ctx.actor, ctx.tx, accountId, { from: wanted[0]!.from, until: wanted.at(-1)!.until });
  if (wanted.some((turn) => known.some((other) => overlap(turn, other)))) throw refuse('assessment.duty-twice', { field: 'fromDay', status: 409 });
  for (const turn of wanted) await repository.insertTurn(ctx.actor, ctx.tx, { id: newId(ctx.now), officeId, accountId, line: Number(line), phone, ...turn }, ctx.now);
  return { officeId, turns: wanted.length };
}

/** Strikes a turn out: nobody is called under it any more. */
export async function strikeDuty(ctx: Ctx, turnId: string): Promise<{ turnId: string }> {
  if (!(await repository.hasTurn(ctx.actor, ctx.tx, turnId))) throw notFound();
  await repository.strikeTurn(ctx.actor, ctx.tx, turnId, ctx.now);
  return { turnId };
}

/** The office that an alarm of this case reached, or would reach. */
async function officeOf(ctx: Ctx, caseId: string): Promise<string | null> {
  const told = await repository.officeTold(ctx.actor, ctx.tx, await casesTogether(ctx, caseId));
  if (told !== null) return told;
  const { ref } = await getOffice(ctx, (await getCase(ctx, caseId)).officeId);
  return circleOf(ctx.actor, ctx.tx, caseId, ctx.pack.slice(assessmentSlice).circle.protectionOffices[ref] ?? null);
}

/** Whom to call about the person of a case now, and who goes on when nobody takes the alarm in time. */
export async function dutyFor(ctx: Ctx, caseId: string): Promise<CaseDuty> {
  const { takeWithinMinutes } = ctx.pack.slice(assessmentSlice).circle;
  const officeId = await officeOf(ctx, caseId);
  if (officeId === null) return { officeName: null, onDuty: [], next: [], takeWithinMinutes };
  const rows = await repository.onDuty(ctx.actor, ctx.tx, caseId, officeId, ctx.now);
  const second = rows.filter((r) => r.line === 2);
  return {
    officeName: await nameOf(ctx, officeId), takeWithinMinutes,
    onDuty: rows.filter((r) => r.line === 1).map((r) => ({ name: r.name, phone: r.phone!, untilAt: r.until_at!.toISOString() })),
    next: (second.length > 0 ? second : rows.filter((r) => r.line === 3)).map((r) => ({ name: r.name, phone: r.phone })),
  };
}
