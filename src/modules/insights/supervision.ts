/** The work on cases as a supervisor sees it: every number is a list. */
import { createHash } from 'node:crypto';
import { colleagueNames } from '#access';
import type { Ctx } from '#platform/context';
import { roomForFigures } from '#platform/db';
import { pageOf, readPlace } from '#platform/paging';
import { reviewsWaiting } from '#referrals';
import { caseLinesOfKeys, casesNamed } from '#registry';
import * as repository from './cases-repository.ts';
import { MEAN_FROM, meanOf } from './means.ts';
import { organizationNames, whenOf } from './names.ts';
import { COUNTED_LISTS, type CaseList, type CaseListPage, type CaseListQuery, type Supervision } from './supervision-schema.ts';

const PAGE = 50;

/** The key under which figures count a case. */
const keyOf = (caseId: string): string => createHash('md5').update(caseId).digest('hex');

/** Keys of the cases of people who bear these names; nothing without a name. */
async function among(ctx: Ctx, text = ''): Promise<readonly string[] | null> {
  return text.trim() === '' ? null : (await casesNamed(ctx, text)).map(keyOf);
}

async function nameOf(ctx: Ctx, officer: string | null): Promise<string | null> {
  if (officer === null || officer === 'nobody') return null;
  return (await colleagueNames(ctx, [officer])).get(officer) ?? null;
}

/** A page of the list behind a number, oldest first, and how many cases it has in all. */
export async function casesOfList(ctx: Ctx, { list, officer: asked, round: askedRound, after, text }: CaseListQuery): Promise<CaseListPage> {
  const [officer, round] = [asked ?? null, askedRound ?? null];
  const when = whenOf(ctx);
  await roomForFigures(ctx.tx);
  const place = readPlace(after, ['day', 'key']);
  const keys = await repository.keysOf(ctx.actor, ctx.tx, { list, officer, round, after: place && { openedOn: place[0], key: place[1] }, among: await among(ctx, text), limit: PAGE + 1 }, when);
  const { shown, next } = pageOf(keys, PAGE, (row) => [row.openedOn, row.key]);
  return {
    cases: await caseLinesOfKeys(ctx, shown.map((k) => k.key)), next,
    count: await repository.countOf(ctx.actor, ctx.tx, { list, officer, round }, when), officerName: await nameOf(ctx, officer),
  };
}

type Row = Awaited<ReturnType<typeof repository.countsByOfficer>>[number];

async function officersOf(ctx: Ctx, rows: readonly Row[]): Promise<Supervision['officers']> {
  const names = await colleagueNames(ctx, rows.map((row) => row.officer));
  return rows
    .map((row) => ({ officer: row.officer ?? ('nobody' as const), name: row.officer ? (names.get(row.officer) ?? null) : null, counts: row.counts }))
    .sort((a, b) => Number(a.officer !== 'nobody') - Number(b.officer !== 'nobody') || b.counts.open - a.counts.open || a.officer.localeCompare(b.officer));
}

function totalsOf(rows: readonly Row[]): Supervision['totals'] {
  return Object.fromEntries(COUNTED_LISTS.map((list): [CaseList, number] => [list, rows.reduce((sum, row) => sum + row.counts[list], 0)]));
}

async function surveysOf(ctx: Ctx, when: repository.When): Promise<Supervision['surveys']> {
  const rows = await repository.surveyRows(ctx.actor, ctx.tx);
  const groups = Map.groupBy(rows, (row) => `${row.round} ${row.weightSet}`);
  return {
    shownFrom: MEAN_FROM, rounds: await repository.roundRows(ctx.actor, ctx.tx, when),
    means: [...groups.values()].map((group) => {
      const { round, weightSet, official } = group[0]!;
      return { round, weightSet, official, dimensions: group.map((row) => ({ dimension: row.dimension, ...meanOf(row.n, row.mean, row.deviation) })) };
    }),
  };
}

/** Who holds how much, what is late, what records lack, who does not answer, and what the surveys of the offices say together. */
export async function supervision(ctx: Ctx): Promise<Supervision> {
  await roomForFigures(ctx.tx);
  const when = whenOf(ctx);
  const rows = await repository.countsByOfficer(ctx.actor, ctx.tx, when);
  const unanswered = await repository.unansweredBy(ctx.actor, ctx.tx, when);
  const names = unanswered.length > 0 ? await organizationNames(ctx) : new Map<string, string>();
  return {
    officers: await officersOf(ctx, rows), totals: totalsOf(rows),
    organizations: unanswered.map((u) => ({ organizationId: u.organization, name: names.get(u.organization) ?? u.organization, unanswered: u.n })),
    reviews: await reviewsWaiting(ctx),
    surveys: await surveysOf(ctx, when),
  };
}
