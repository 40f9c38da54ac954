/** SQL of what was reported of papers at counters. */
import type { Actor } from '#kernel/actor';
import type { PlainDate } from '#kernel/dates';
import { sql, type Tx } from '#platform/db';
import type { PaperReport } from '../rules/acceptance.ts';
import type { AsideReason, DecidePaperReport, PaperOutcome, RefusalReason, Speaker } from '../schema/paper-reports.ts';

const maySeeProtected = (actor: Actor): boolean => ['protection', 'steward', 'system'].includes(actor.role);

/** Reports of services that the actor may know of; from a secret place nobody outside hears anything. Row-level security stands behind it. */
const ofServiceInSight = (actor: Actor) => sql`r.country = ${actor.country} and exists (select from directory.service s where s.country = r.country and s.id = r.service_id and s.active
    and (${maySeeProtected(actor)} or not s.protection_only or (${actor.role === 'provider'} and s.organization_id = ${actor.organizationId})))
  and (${actor.role !== 'public'} or not exists (select from directory.service s where s.country = r.country and s.id = r.service_id and (s.entry->>'confidentialLocation')::boolean))`;

/** What counts: nothing that was set aside, and from outside only what a steward has looked at. */
const STANDING = sql`r.decision is distinct from 'aside' and (r.said_by <> 'public' or r.decision = 'counts')`;

export type StandingRow = PaperReport & { readonly serviceId: string };

const TOLD = sql`r.service_id as "serviceId", r.paper_id as "paperId", r.outcome, r.reason, r.on_day as "on", r.voice, r.place`;

/** Reports that count, of these services, or of all when none are named. */
export async function listStanding(actor: Actor, tx: Tx, since: PlainDate, services: readonly string[] | null): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`select ${TOLD} from directory.paper_report r
    where ${ofServiceInSight(actor)} and ${STANDING} and r.on_day >= ${since}::date and ${services === null ? sql`true` : sql`r.service_id = any(${services as string[]})`}`.execute(tx);
  return rows;
}

/** Reports that count, of one kind of paper at every counter. */
export async function listStandingOfPaper(actor: Actor, tx: Tx, since: PlainDate, paperId: string): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`select ${TOLD} from directory.paper_report r where ${ofServiceInSight(actor)} and ${STANDING} and r.on_day >= ${since}::date and r.paper_id = ${paperId}`.execute(tx);
  return rows;
}

/** Services of which somebody from outside said something that no steward has looked at. */
export async function listUnheard(actor: Actor, tx: Tx): Promise<string[]> {
  if (actor.role !== 'steward') return [];
  const { rows } = await sql<{ id: string }>`select distinct r.service_id as id from directory.paper_report r where ${ofServiceInSight(actor)} and r.said_by = 'public' and r.decision is null`.execute(tx);
  return rows.map((row) => row.id);
}

export interface ReportRow extends StandingRow {
  readonly id: string;
  readonly notedOn: string;
  readonly saidBy: Speaker;
  readonly times: number;
  readonly decision: 'counts' | 'aside' | null;
  readonly asideReason: AsideReason | null;
}

const MOST_SHOWN = 200;

/** Every report of a service, what was set aside too: for stewards. */
export async function listForSteward(actor: Actor, tx: Tx, serviceId: string): Promise<ReportRow[]> {
  if (actor.role !== 'steward') return [];
  const { rows } = await sql<ReportRow>`select ${TOLD}, r.id, r.noted_on as "notedOn", r.said_by as "saidBy", r.times, r.decision, r.aside_reason as "asideReason"
    from directory.paper_report r where ${ofServiceInSight(actor)} and r.service_id = ${serviceId}
    order by (r.said_by = 'public' and r.decision is null) desc, r.on_day desc, r.id limit ${MOST_SHOWN}`.execute(tx);
  return rows;
}

export interface NewReport {
  readonly id: string;
  readonly serviceId: string;
  readonly paperId: string;
  readonly place: string | null;
  readonly outcome: PaperOutcome;
  readonly reason: RefusalReason | null;
  readonly on: PlainDate;
}

const speakerOf = (actor: Actor): Speaker => (actor.role === 'steward' || actor.role === 'provider' ? actor.role : 'office');
const voiceOf = (actor: Actor): string | null => (actor.role === 'steward' ? 'steward' : actor.role === 'provider' ? actor.organizationId : actor.officeId);

/** Keeps a report once; said again by the same id, the later word holds, unless a steward has decided on it. */
export async function keepReport(actor: Actor, tx: Tx, report: NewReport, today: PlainDate): Promise<void> {
  const { rows } = await sql`insert into directory.paper_report (id, country, service_id, paper_id, place, outcome, reason, on_day, noted_on, said_by, voice)
    values (${report.id}, ${actor.country}, ${report.serviceId}, ${report.paperId}, ${report.place}, ${report.outcome}, ${report.reason}, ${report.on}::date, ${today}::date, ${speakerOf(actor)}, ${voiceOf(actor)})
    on conflict (id) do nothing returning id`.execute(tx);
  if (rows.length > 0) return;
  await sql`update directory.paper_report r set outcome = ${report.outcome}, reason = ${report.reason}
    where r.country = ${actor.country} and r.id = ${report.id} and r.voice = ${voiceOf(actor)} and r.decision is null and (r.outcome, r.reason) is distinct from (${report.outcome}::text, ${report.reason}::text)`.execute(tx);
}

/** Somebody without an account; false when the service is not in sight, its place is secret, or enough was said. */
export async function keepReportFromOutside(_actor: Actor, tx: Tx, report: NewReport, most: { open: number; day: number }, today: PlainDate): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`select directory.paper_report_from_outside(${report.id}, ${today}::date, ${report.serviceId}, ${report.paperId}, ${report.outcome}, ${report.reason}, ${report.on}::date,
    ${most.open}, ${most.day}) as kept`.execute(tx);
  return rows[0]?.kept ?? false;
}

/** What a steward decides on a report; false where there is none. */
export async function decide(actor: Actor, tx: Tx, id: string, decision: DecidePaperReport, today: PlainDate): Promise<boolean> {
  const { rows } = await sql`update directory.paper_report r set decision = ${decision.decision}, aside_reason = ${decision.decision === 'aside' ? decision.reason : null},
      decided_by = ${actor.userId}, decided_on = ${today}::date
    where ${ofServiceInSight(actor)} and r.id = ${id} returning r.id`.execute(tx);
  return rows.length > 0;
}

/** Counts up with everything that public pages say of papers. */
export async function papersTold(actor: Actor, tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select v.papers_told as n from directory.version v where v.country = ${actor.country}`.execute(tx);
  return rows[0]?.n ?? 0;
}
