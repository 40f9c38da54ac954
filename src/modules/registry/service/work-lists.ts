import { colleagueNames, getOffice } from '#access';
import { URGENCIES } from '#kernel/codes';
import { isPlainDate } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/cases.ts';
import * as days from '../repository/day-lists.ts';
import { ageOn } from '../rules/birth.ts';
import { nameWords } from '../rules/names.ts';
import { fullName } from '../rules/person.ts';
import { isDayList, type CaseLine, type DayList, type WorkList, type WorkListKind } from '../schema.ts';
import { placeName, today } from './shared.ts';

const PAGE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const decoded = (after: string): string[] => Buffer.from(after, 'base64url').toString().split('|');
const encoded = (...parts: readonly (string | number)[]): string => Buffer.from(parts.join('|')).toString('base64url');
const unreadable = () => refuse('platform.invalid', { field: 'after', status: 400 });

function readPlace(after: string | undefined): repository.Place | null {
  if (!after) return null;
  const [rank, openedAt, id] = decoded(after);
  if (!rank || !/^[1-4]$/.test(rank) || Number.isNaN(Date.parse(openedAt ?? '')) || !UUID.test(id ?? '')) throw unreadable();
  return { rank: Number(rank), openedAt: openedAt!, id: id! };
}

function readDay(after: string | undefined): days.DayPlace | null {
  if (!after) return null;
  const [day, id] = decoded(after);
  if (!isPlainDate(day ?? '') || !UUID.test(id ?? '')) throw unreadable();
  return { day: day!, id: id! };
}

interface Asked { readonly text?: string | undefined; readonly after?: string | undefined }
interface Page { readonly rows: readonly (repository.LineRow | days.DayRow)[]; readonly next: string | null }

async function pageByUrgency(ctx: Ctx, list: repository.UrgencyList, asked: Asked, on: string): Promise<Page> {
  const rows = await repository.listCases(ctx.actor, ctx.tx, { list, words: nameWords(asked.text ?? ''), after: readPlace(asked.after), today: on, limit: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const rank = (urgency: string) => (URGENCIES as readonly string[]).indexOf(urgency) + 1;
  return { rows: shown, next: rows.length > PAGE && last ? encoded(rank(last.urgency), last.openedAt.toISOString(), last.id) : null };
}

async function pageByDay(ctx: Ctx, list: DayList, asked: Asked, on: string): Promise<Page> {
  const rows = await days.listByDay(ctx.actor, ctx.tx, { list, words: nameWords(asked.text ?? ''), after: readDay(asked.after), today: on, limit: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > PAGE && last ? encoded(last.day, last.rowId) : null };
}

/** A page of a work list, with the number of cases in every list. */
export async function listCases(ctx: Ctx, query: { list: WorkListKind } & Asked): Promise<WorkList> {
  const on = today(ctx);
  const { list } = query;
  const [page, counts, byDay] = await Promise.all([
    isDayList(list) ? pageByDay(ctx, list, query, on) : pageByUrgency(ctx, list, query, on), repository.countCases(ctx.actor, ctx.tx, on), days.countByDay(ctx.actor, ctx.tx, on),
  ]);
  return { lines: await linesOf(ctx, page.rows, on), next: page.next, counts: { ...counts, ...byDay } };
}

async function officeNames(ctx: Ctx, rows: Page['rows']): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const row of rows) {
    if (!('fromOffice' in row) || row.fromOffice === null || names.has(row.fromOffice)) continue;
    const office = await getOffice(ctx, row.fromOffice);
    names.set(row.fromOffice, ctx.actor.locale === 'en' ? office.nameEn : office.nameEs);
  }
  return names;
}

async function linesOf(ctx: Ctx, rows: Page['rows'], on: string): Promise<CaseLine[]> {
  const people = await colleagueNames(ctx, rows.flatMap((r) => [r.officerId, r.heldBefore]));
  const offices = await officeNames(ctx, rows);
  return rows.map((row) => line(ctx, row, { people, offices }, on));
}

interface Names { readonly people: ReadonlyMap<string, string>; readonly offices: ReadonlyMap<string, string> }

const NO_NAMES: Names = { people: new Map(), offices: new Map() };

function transferOf(row: Page['rows'][number], offices: Names['offices']): CaseLine['transfer'] {
  if (!('fromOffice' in row) || row.fromOffice === null) return null;
  return { fromOfficeName: offices.get(row.fromOffice) ?? '', answerBy: row.transferBy! };
}

function line(ctx: Ctx, row: Page['rows'][number], { people, offices }: Names, on: string): CaseLine {
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  return {
    caseId: row.id, personId: row.personId, publicCode: row.publicCode, name: fullName(row), age: ageOn(row.birthDate, on), state: row.state, urgency: row.urgency,
    openedOn: row.openedOn, officerId: row.officerId, officerName: nameOf(row.officerId), destinationName: placeName(ctx, row.destinationAdmin2),
    answerBy: row.answerBy, overdue: row.state === 'new' && row.answerBy < on, dueOn: row.dueOn, waitsSince: row.waitsSince, heldBefore: nameOf(row.heldBefore),
    transfer: transferOf(row, offices),
  };
}

/** The lines of named cases by case id, for work lists of higher rooms; cases out of sight are left out. */
export async function caseLines(ctx: Ctx, caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseLine>> {
  const on = today(ctx);
  const rows = await repository.linesOfCases(ctx.actor, ctx.tx, caseIds);
  return new Map(rows.map((row) => [row.id, line(ctx, row, NO_NAMES, on)]));
}

/** The lines of the open cases with these keys of the figures, most urgent first. */
export async function caseLinesOfKeys(ctx: Ctx, keys: readonly string[]): Promise<CaseLine[]> {
  if (keys.length === 0) return [];
  return linesOf(ctx, await repository.linesOfKeys(ctx.actor, ctx.tx, keys), today(ctx));
}
