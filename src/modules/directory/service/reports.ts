import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { namesOf } from '../entry-kinds.ts';
import * as entries from '../repository/entries.ts';
import * as reports from '../repository/reports.ts';
import type { EntryKind, ReportOutcome, ReportSubject, ReportView } from '../schema/stewardship.ts';

/** "This is wrong": kept, brought to the steward at the entry, answered. */

interface Reporting { readonly kind: EntryKind; readonly entryId: string; readonly subject: ReportSubject; readonly text: string }

/** Somebody with an account reports an entry that they may know of. */
export async function reportEntry(ctx: Ctx, { kind, entryId, subject, text }: Reporting): Promise<{ reportId: string }> {
  const about = await entries.findKnown(ctx.actor, ctx.tx, kind, entryId);
  if (!about) throw notFound();
  const reportId = newId(ctx.now);
  await reports.addReport(ctx.actor, ctx.tx, { id: reportId, kind, entryId, subject, said: text }, about, ctx.now);
  await ctx.tell({ type: 'directory.entry-reported', kind, entryId, subject });
  return { reportId };
}

/** An entry takes so many open words from outside, and a country so many a day: beyond, whoever wants to drown it drowns themselves only. */
const MOST_OPEN = 20;
const MOST_A_DAY = 500;

/** Somebody without an account; null when nothing was kept. */
export async function reportFromOutside(ctx: Ctx, { kind, entryId, subject, text }: Reporting): Promise<string | null> {
  return reports.addReportFromOutside(ctx.actor, ctx.tx, { id: newId(ctx.now), kind, entryId, subject, said: text }, { open: MOST_OPEN, day: MOST_A_DAY }, ctx.now);
}

/** What became of a report, for whoever holds its number. */
export async function outcomeOfReport(ctx: Ctx, id: string): Promise<{ outcome: ReportOutcome | null; kind: EntryKind; entryId: string }> {
  const found = await reports.findOutcome(ctx.actor, ctx.tx, id);
  if (!found) throw notFound();
  return found;
}

/** What the actor reported, with the answers. */
export async function ownReports(ctx: Ctx): Promise<ReportView[]> {
  return reportViews(ctx, await reports.listOwn(ctx.actor, ctx.tx));
}

/** Answers a report: once. */
export async function answerReport(ctx: Ctx, id: string, answer: { outcome: ReportOutcome; answer: string }): Promise<void> {
  if (!(await reports.findReport(ctx.actor, ctx.tx, id))) throw notFound();
  if (!(await reports.answerReport(ctx.actor, ctx.tx, id, answer, ctx.now))) throw refuse('directory.report-answered', { status: 409 });
}

export async function reportViews(ctx: Ctx, rows: readonly reports.ReportRow[]): Promise<ReportView[]> {
  const names = await colleagueNames(ctx, rows.map((row) => row.reportedBy));
  const kept = new Map<string, ReturnType<typeof namesOf>>();
  for (const { kind, entryId } of rows) {
    const key = `${kind}.${entryId}`;
    if (!kept.has(key)) kept.set(key, namesOf((await entries.findKept(ctx.actor, ctx.tx, kind, entryId))?.entry ?? { id: entryId }));
  }
  return rows.map((row) => ({
    ...kept.get(`${row.kind}.${row.entryId}`)!, id: row.id, kind: row.kind, entryId: row.entryId, subject: row.subject, text: row.said,
    reportedBy: row.reportedBy === null ? null : (names.get(row.reportedBy) ?? null), at: row.at.toISOString(), times: row.times,
    outcome: row.outcome, answer: row.answer, answeredAt: row.answeredAt?.toISOString() ?? null,
  }));
}
