/** SQL of reports that something is wrong. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { EntryKind, ReportOutcome, ReportSubject } from '../schema/stewardship.ts';

/** Stewards read the reports of their country, everybody else their own. */
const readable = (actor: Actor) => sql`r.country = ${actor.country} and (${['steward', 'system'].includes(actor.role)} or r.reported_by = ${actor.userId})`;

export interface ReportRow {
  readonly id: string;
  readonly kind: EntryKind;
  readonly entryId: string;
  readonly subject: ReportSubject;
  readonly said: string;
  readonly reportedBy: string | null;
  readonly at: Date;
  readonly times: number;
  readonly outcome: ReportOutcome | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

const ROW = sql`r.id, r.kind, r.entry_id as "entryId", r.subject, r.said, r.reported_by as "reportedBy", r.at, r.times, r.outcome, r.answer, r.answered_at as "answeredAt"`;

export interface NewReport {
  readonly id: string;
  readonly kind: EntryKind;
  readonly entryId: string;
  readonly subject: ReportSubject;
  readonly said: string;
}

export async function addReport(actor: Actor, tx: Tx, report: NewReport, about: { organizationId: string | null; hidden: boolean }, now: Date): Promise<void> {
  await sql`insert into directory.entry_report (id, country, kind, entry_id, organization_id, hidden, subject, said, reported_by, at)
    values (${report.id}, ${actor.country}, ${report.kind}, ${report.entryId}, ${about.organizationId}, ${about.hidden}, ${report.subject}, ${report.said}, ${actor.userId}, ${now})`.execute(tx);
}

/** Somebody without an account; null when the entry is not in sight or enough was said. */
export async function addReportFromOutside(_actor: Actor, tx: Tx, report: NewReport, most: { open: number; day: number }, now: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select directory.report_from_outside(${report.id}, ${now}, ${report.kind}, ${report.entryId}, ${report.subject}, ${report.said}, ${most.open}, ${most.day}) as id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** What became of a report from outside. */
export async function findOutcome(_actor: Actor, tx: Tx, id: string): Promise<{ outcome: ReportOutcome | null; kind: EntryKind; entryId: string } | undefined> {
  const { rows } = await sql<{ outcome: ReportOutcome | null; kind: EntryKind; entryId: string }>`select o.outcome, o.kind, o.entry_id as "entryId" from directory.outcome_of_report(${id}) o`.execute(tx);
  return rows[0];
}

/** Open reports by entry, for stewards. */
export async function countOpen(actor: Actor, tx: Tx): Promise<{ kind: EntryKind; id: string; n: number }[]> {
  if (actor.role !== 'steward') return [];
  const { rows } = await sql<{ kind: EntryKind; id: string; n: number }>`select r.kind, r.entry_id as id, sum(r.times)::int as n from directory.entry_report r
    where ${readable(actor)} and r.outcome is null group by 1, 2`.execute(tx);
  return rows;
}

export async function listOfEntry(actor: Actor, tx: Tx, kind: EntryKind, entryId: string): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`select ${ROW} from directory.entry_report r where ${readable(actor)} and r.kind = ${kind} and r.entry_id = ${entryId}
    order by (r.outcome is null) desc, r.at desc limit 50`.execute(tx);
  return rows;
}

/** What the actor reported, newest first. */
export async function listOwn(actor: Actor, tx: Tx): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`select ${ROW} from directory.entry_report r where r.country = ${actor.country} and r.reported_by = ${actor.userId} order by r.at desc limit 50`.execute(tx);
  return rows;
}

/** Answers an open report; what somebody from outside wrote goes with it. False if it was answered. */
export async function answerReport(actor: Actor, tx: Tx, id: string, answer: { outcome: ReportOutcome; answer: string }, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update directory.entry_report r set outcome = ${answer.outcome}, answer = ${answer.answer}, answered_by = ${actor.userId}, answered_at = ${now},
      said = case when r.reported_by is null then '' else r.said end
    where ${readable(actor)} and r.id = ${id} and r.outcome is null returning r.id`.execute(tx);
  return rows.length === 1;
}

export async function findReport(actor: Actor, tx: Tx, id: string): Promise<ReportRow | undefined> {
  const { rows } = await sql<ReportRow>`select ${ROW} from directory.entry_report r where ${readable(actor)} and r.id = ${id}`.execute(tx);
  return rows[0];
}
