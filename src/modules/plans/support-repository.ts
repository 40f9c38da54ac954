import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Giver } from './support/schema.ts';

interface Label { readonly es: string; readonly en: string }
const TEAM: readonly string[] = ['window', 'protection', 'supervisor'];

/** First wall: the country, the team that accompanies the person, and a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor) => (TEAM.includes(actor.role)
  ? sql`s.country = ${actor.country} and registry.may_see_case(s.case_id) and (s.need_id is null or assessment.may_see_need(s.need_id))` : sql`false`);

export interface SupportRow {
  readonly support_id: string; readonly seq: number; readonly case_id: string; readonly need_id: string | null; readonly need_code: string; readonly given_on: string; readonly giver: Giver;
  readonly service_id: string | null; readonly organization_id: string | null; readonly giver_name: Label; readonly amount: number | null; readonly currency: string | null;
  readonly quantity: number | null; readonly unit: string | null; readonly note: string | null; readonly referral_id: string | null; readonly state: 'given' | 'struck'; readonly why: string | null;
  readonly recorded_by: string; readonly recorded_at: Date;
}
const LINE = sql`s.support_id, s.seq, s.case_id, s.need_id, s.need_code, s.given_on, s.giver, s.service_id, s.organization_id, s.giver_name, s.amount::float8 as amount, s.currency,
  s.quantity::float8 as quantity, s.unit, s.note, s.referral_id, s.state, s.why, s.recorded_by, s.recorded_at`;

/** All lines of these cases: what was given last comes first, of each support the newest line. */
export async function linesOf(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<SupportRow[]> {
  const { rows } = await sql<SupportRow>`select ${LINE} from plans.support_line s where s.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)}
    order by s.given_on desc, s.support_id, s.seq desc limit 1000`.execute(tx);
  return rows;
}

/** The newest line of a support, with nobody else changing it meanwhile. */
export async function lockNewest(actor: Actor, tx: Tx, supportId: string): Promise<SupportRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`plans.support.${supportId}`}, 0))`.execute(tx);
  const { rows } = await sql<SupportRow>`select ${LINE} from plans.support_line s where s.support_id = ${supportId} and ${scope(actor)} order by s.seq desc limit 1`.execute(tx);
  return rows[0];
}

/** Whether somebody has written down already what came of a referral. */
export async function isTaken(actor: Actor, tx: Tx, referralId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`plans.support.${referralId}`}, 0))`.execute(tx);
  const { rows } = await sql`select from plans.support_line s where s.referral_id = ${referralId} and ${scope(actor)} limit 1`.execute(tx);
  return rows.length > 0;
}

export type NewLine = Omit<SupportRow, 'recorded_by' | 'recorded_at'>;

/** Adds a line; none is ever changed. */
export async function insertLine(actor: Actor, tx: Tx, s: NewLine, now: Date): Promise<void> {
  await sql`insert into plans.support_line (support_id, seq, country, case_id, need_id, need_code, given_on, giver, service_id, organization_id, giver_name, amount, currency, quantity, unit, note,
      referral_id, state, why, recorded_by, recorded_at)
    values (${s.support_id}, ${s.seq}, ${actor.country}, ${s.case_id}, ${s.need_id}, ${s.need_code}, ${s.given_on}, ${s.giver}, ${s.service_id}, ${s.organization_id},
      ${JSON.stringify(s.giver_name)}::jsonb, ${s.amount}, ${s.currency}, ${s.quantity}, ${s.unit}, ${s.note}, ${s.referral_id}, ${s.state}, ${s.why}, ${actor.userId}, ${now})`.execute(tx);
}
