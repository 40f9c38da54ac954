import type { Actor } from '#kernel/actor';
import type { Urgency } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { NeedLevel } from './levels.ts';
import type { NeedEventKind } from './need-schema.ts';
import type { NeedState } from './schema.ts';

/** First wall: the country, a case in sight; a closed need only to protection and to who asked. */
const scope = (actor: Actor) => sql`n.country = ${actor.country} and registry.may_see_case(n.case_id)
  and (not n.restricted or ${actor.role} = 'protection' or n.opened_by = ${actor.userId})`;

/** Reception reads what its own office wrote. */
const reach = (actor: Actor) => (actor.role === 'reception' ? sql`registry.in_reach(${actor.role}, ${actor.officeId}::uuid, e.actor_id)` : sql`true`);

export async function setUrgencyAndLevel(actor: Actor, tx: Tx, needId: string, to: { urgency: Urgency; urgencySet: boolean; level: NeedLevel }): Promise<void> {
  await sql`update assessment.need n set urgency = ${to.urgency}, urgency_set = ${to.urgencySet}, level = ${to.level}, looked_at = null where n.id = ${needId} and ${scope(actor)}`.execute(tx);
}

/** Puts a need under another one, or (`by` null) opens it again. */
export async function setCoveredBy(actor: Actor, tx: Tx, needId: string, by: string | null, now: Date, today: string): Promise<void> {
  await sql`update assessment.need n set covered_by = ${by}, state = ${by ? 'withdrawn' : 'open'}, withdrawn_by = ${by ? 'merged' : null}, closed_at = ${by ? now : null},
    closed_on = ${by ? today : null}, looked_at = null where n.id = ${needId} and ${scope(actor)}`.execute(tx);
}

/** Needs that this one covers. */
export async function coveredBy(actor: Actor, tx: Tx, needId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select n.id from assessment.need n where n.covered_by = ${needId} and ${scope(actor)} order by n.id`.execute(tx);
  return rows.map((r) => r.id);
}

export interface NeedEventRow {
  readonly at: Date;
  readonly kind: NeedEventKind;
  readonly from_state: NeedState | null;
  readonly to_state: NeedState;
  readonly was: string | null;
  readonly becomes: string | null;
  readonly why: string | null;
  readonly by_rules: boolean;
  readonly actor_id: string;
}

/** What happened to a need, newest first. */
export async function listEvents(actor: Actor, tx: Tx, needId: string, limit: number): Promise<NeedEventRow[]> {
  const { rows } = await sql<NeedEventRow>`select e.at, e.kind, e.from_state, e.to_state, e.was, e.becomes, e.why, e.by_rules, e.actor_id
    from assessment.need_event e join assessment.need n on n.id = e.need_id
    where e.need_id = ${needId} and e.country = ${actor.country} and ${scope(actor)} and ${reach(actor)} order by e.at desc, e.id desc limit ${limit}`.execute(tx);
  return rows;
}
