import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { scope } from './repository.ts';
import type { Channel, FoundHow } from './schema.ts';
import type { LastSafe } from './rules/lost.ts';

export interface LostRow {
  readonly id: string;
  readonly caseId: string;
  readonly from: string;
  readonly lastSafeOn: string | null;
  readonly lastSafeChannel: Channel | null;
  readonly until: string | null;
  readonly how: FoundHow | null;
}

/** Times in which nobody could reach the person of these cases, oldest first. */
export async function listLost(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<LostRow[]> {
  const { rows } = await sql<LostRow>`select f.id, f.case_id as "caseId", f.from_on as "from", f.last_safe_on as "lastSafeOn", f.last_safe_channel as "lastSafeChannel",
      f.until_on as "until", f.found_how as how
    from plans.lost_period f where f.case_id = any (${[...caseIds]}::uuid[]) and ${scope(actor)} order by f.from_on, f.id`.execute(tx);
  return rows;
}

/** The last try that reached the person, in any contact of these cases. */
export async function lastReached(actor: Actor, tx: Tx, caseIds: readonly string[], timeZone: string): Promise<LastSafe | null> {
  const { rows } = await sql<LastSafe>`select (t.at at time zone ${timeZone})::date as "on", t.channel from plans.contact_attempt t join plans.follow_up f on f.id = t.follow_up_id
    where f.case_id = any (${[...caseIds]}::uuid[]) and t.outcome = 'reached' and ${scope(actor)} order by t.at desc, t.id desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export interface NewLost { readonly id: string; readonly caseId: string; readonly followUpId: string; readonly from: string; readonly lastSafe: LastSafe | null }

/** Begins a period; a case that has one already keeps it. */
export async function insertLost(actor: Actor, tx: Tx, p: NewLost, now: Date): Promise<void> {
  await sql`insert into plans.lost_period (id, country, case_id, follow_up_id, from_on, last_safe_on, last_safe_channel, recorded_by, recorded_at)
    values (${p.id}, ${actor.country}, ${p.caseId}, ${p.followUpId}, ${p.from}::date, ${p.lastSafe?.on ?? null}::date, ${p.lastSafe?.channel ?? null}, ${actor.userId}, ${now})
    on conflict (case_id) where until_on is null do nothing`.execute(tx);
}

/** Ends the period that these cases are in, and lets their contacts that were given up be tried again from a day; what is over stays over. */
export async function endLost(actor: Actor, tx: Tx, caseIds: readonly string[], found: { on: string; how: FoundHow; note: string | null; again: string }, now: Date): Promise<void> {
  await sql`update plans.lost_period f set until_on = greatest(${found.on}::date, f.from_on), found_how = ${found.how}, note = ${found.note}, found_by = ${actor.userId}, found_at = ${now}
    where f.case_id = any (${[...caseIds]}::uuid[]) and f.until_on is null and ${scope(actor)}`.execute(tx);
  await sql`update plans.follow_up f set state = 'planned', due_on = ${found.again}::date, attempts = 0, escalated = false, lost_on = null
    where f.case_id = any (${[...caseIds]}::uuid[]) and f.state = 'lost' and ${scope(actor)}`.execute(tx);
}
