import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { PaperStepKind } from './schema.ts';

/** First wall: the country, and a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor) => sql`d.country = ${actor.country} and registry.may_see_case(d.case_id)`;

export interface WantedRow {
  readonly id: string;
  readonly caseId: string;
  readonly paperId: string;
  readonly serviceId: string | null;
  readonly by: string;
  readonly at: Date;
}

/** Papers that these cases need, oldest first. */
export async function listWanted(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<WantedRow[]> {
  const { rows } = await sql<WantedRow>`select d.id, d.case_id as "caseId", d.paper_id as "paperId", d.service_id as "serviceId", d.wanted_by as by, d.wanted_at as at
    from documents.wanted_paper d where d.case_id = any (${caseIds as string[]}::uuid[]) and d.dropped_at is null and ${scope(actor)} order by d.wanted_at, d.id`.execute(tx);
  return rows;
}

export interface NewWanted { readonly id: string; readonly caseId: string; readonly paperId: string; readonly serviceId: string | null }

/** Notes that a case needs a paper; nothing happens when it is noted already. */
export async function insertWanted(actor: Actor, tx: Tx, w: NewWanted, now: Date): Promise<void> {
  await sql`insert into documents.wanted_paper (id, country, case_id, paper_id, service_id, wanted_by, wanted_at)
    values (${w.id}, ${actor.country}, ${w.caseId}, ${w.paperId}, ${w.serviceId}, ${actor.userId}, ${now})
    on conflict (case_id, paper_id) where dropped_at is null do nothing`.execute(tx);
}

/** Takes a paper off in these cases; false if none of them needs it. */
export async function dropWanted(actor: Actor, tx: Tx, caseIds: readonly string[], paperId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update documents.wanted_paper d set dropped_by = ${actor.userId}, dropped_at = ${now}
    where d.case_id = any (${caseIds as string[]}::uuid[]) and d.paper_id = ${paperId} and d.dropped_at is null and ${scope(actor)}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface StepRow {
  readonly id: string;
  readonly caseId: string;
  readonly paperId: string;
  readonly wayId: string | null;
  readonly step: PaperStepKind;
  readonly on: string;
  readonly validUntil: string | null;
  readonly note: string | null;
  readonly by: string;
  readonly at: Date;
}

/** What was done in these cases, oldest first. */
export async function listSteps(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select d.id, d.case_id as "caseId", d.paper_id as "paperId", d.way_id as "wayId", d.step, d.on_day as "on", d.valid_until as "validUntil", d.note,
      d.actor_id as by, d.at
    from documents.paper_step d where d.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)} order by d.at, d.id`.execute(tx);
  return rows;
}

export async function insertStep(actor: Actor, tx: Tx, s: Omit<StepRow, 'by' | 'at'>, now: Date): Promise<void> {
  await sql`insert into documents.paper_step (id, country, case_id, paper_id, way_id, step, on_day, valid_until, note, actor_id, at)
    values (${s.id}, ${actor.country}, ${s.caseId}, ${s.paperId}, ${s.wayId}, ${s.step}, ${s.on}::date, ${s.validUntil}::date, ${s.note}, ${actor.userId}, ${now})`.execute(tx);
}
