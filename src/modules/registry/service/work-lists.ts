import { colleagueNames } from '#access';
import { URGENCIES } from '#kernel/codes';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import * as repository from '../repository/cases.ts';
import * as days from '../repository/day-lists.ts';
import { ageOn } from '../rules/birth.ts';
import { nameWords } from '../rules/names.ts';
import { fullName } from '../rules/person.ts';
import { isDayList, type CaseLine, type DayList, type WorkList, type WorkListKind } from '../schema.ts';
import { officeNames, placeName, today } from './shared.ts';

const PAGE = 50;

interface Asked { readonly text?: string | undefined; readonly after?: string | undefined }
interface Page { readonly shown: readonly (repository.LineRow | days.DayRow)[]; readonly next: string | null }

async function pageByUrgency(ctx: Ctx, list: repository.UrgencyList, asked: Asked, on: string): Promise<Page> {
  const place = readPlace(asked.after, ['digit', 'moment', 'id']);
  const after = place && { rank: Number(place[0]), openedAt: place[1], id: place[2] };
  const rows = await repository.listCases(ctx.actor, ctx.tx, { list, words: nameWords(asked.text ?? ''), after, today: on, limit: PAGE + 1 });
  const rank = (urgency: string) => (URGENCIES as readonly string[]).indexOf(urgency) + 1;
  return pageOf<repository.LineRow>(rows, PAGE, (row) => [rank(row.urgency), row.openedAt.toISOString(), row.id]);
}

async function pageByDay(ctx: Ctx, list: DayList, asked: Asked, on: string): Promise<Page> {
  const place = readPlace(asked.after, ['day', 'id']);
  const rows = await days.listByDay(ctx.actor, ctx.tx, { list, words: nameWords(asked.text ?? ''), after: place && { day: place[0], id: place[1] }, today: on, limit: PAGE + 1 });
  return pageOf<days.DayRow>(rows, PAGE, (row) => [row.day, row.rowId]);
}

/** A page of a work list, with the number of cases in every list. */
export async function listCases(ctx: Ctx, query: { list: WorkListKind } & Asked): Promise<WorkList> {
  const on = today(ctx);
  const { list } = query;
  const [page, counts, byDay] = await Promise.all([
    isDayList(list) ? pageByDay(ctx, list, query, on) : pageByUrgency(ctx, list, query, on), repository.countCases(ctx.actor, ctx.tx, on), days.countByDay(ctx.actor, ctx.tx, on),
  ]);
  return { lines: await linesOf(ctx, page.shown, on), next: page.next, counts: { ...counts, ...byDay } };
}

async function linesOf(ctx: Ctx, rows: Page['shown'], on: string): Promise<CaseLine[]> {
  const people = await colleagueNames(ctx, rows.flatMap((r) => [r.officerId, r.heldBefore]));
  const offices = await officeNames(ctx, rows.map((row) => ('fromOffice' in row ? row.fromOffice : null)));
  return rows.map((row) => line(ctx, row, { people, offices }, on));
}

interface Names { readonly people: ReadonlyMap<string, string>; readonly offices: ReadonlyMap<string, string> }

const NO_NAMES: Names = { people: new Map(), offices: new Map() };

function transferOf(row: Page['shown'][number], offices: Names['offices']): CaseLine['transfer'] {
  if (!('fromOffice' in row) || row.fromOffice === null) return null;
  return { fromOfficeName: offices.get(row.fromOffice) ?? '', answerBy: row.transferBy! };
}

function line(ctx: Ctx, row: Page['shown'][number], { people, offices }: Names, on: string): CaseLine {
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
