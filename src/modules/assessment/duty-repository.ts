import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { DutyLine } from './duty-schema.ts';
import type { Span } from './rules/duty.ts';

const KEEPERS: ReadonlySet<string> = new Set(['protection', 'supervisor']);

/** First wall: the country and an office of the actor, for whoever keeps rosters. */
const scope = (actor: Actor) => sql`t.country = ${actor.country} and ${KEEPERS.has(actor.role)} and t.office_id = any ((select registry.actor_offices())::uuid[])`;

/** Offices of the actor where protection works, and the own one: they have a roster. Those where somebody is or will be on duty come first. */
export async function rosterOffices(actor: Actor, tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select u.o as id from assessment.duty_offices() with ordinality as u(o, place)
    order by exists (select from assessment.duty_turn t where t.office_id = u.o and t.struck_at is null and t.until_at > ${now} and ${scope(actor)}) desc, u.place`.execute(tx);
  return rows.map((r) => r.id);
}

export interface TurnRow { id: string; accountId: string; line: DutyLine; from: Date; until: Date; phone: string }

export interface TurnPlace { readonly from: string; readonly id: string }

/** Turns of an office that have not ended, in order. */
export async function listTurns(actor: Actor, tx: Tx, officeId: string, query: { since: Date; after: TurnPlace | null; limit: number }): Promise<TurnRow[]> {
  const after = query.after ? sql`(t.from_at, t.id) > (${query.after.from}::timestamptz, ${query.after.id}::uuid)` : sql`true`;
  const { rows } = await sql<TurnRow>`select t.id, t.account_id as "accountId", t.line::int as line, t.from_at as "from", t.until_at as "until", t.phone
    from assessment.duty_turn t where t.office_id = ${officeId} and t.struck_at is null and t.until_at > ${query.since} and ${after} and ${scope(actor)} order by t.from_at, t.id limit ${query.limit}`.execute(tx);
  return rows;
}

/** Turns of the first line that cover a time, of these accounts: those that still answer. */
export async function coveringTurns(actor: Actor, tx: Tx, officeId: string, accounts: readonly string[], span: Span): Promise<Span[]> {
  const { rows } = await sql<Span>`select t.from_at as "from", t.until_at as "until" from assessment.duty_turn t
    where t.office_id = ${officeId} and t.account_id = any (${accounts as string[]}::uuid[]) and t.struck_at is null and t.line = 1 and t.until_at > ${span.from} and t.from_at < ${span.until} and ${scope(actor)} order by t.from_at limit 1000`.execute(tx);
  return rows;
}

/** When somebody is on duty already, at any of these times. */
export async function turnsOfAccount(actor: Actor, tx: Tx, accountId: string, span: Span): Promise<Span[]> {
  const { rows } = await sql<Span>`select t.from_at as "from", t.until_at as "until" from assessment.duty_turn t
    where t.account_id = ${accountId} and t.struck_at is null and t.until_at > ${span.from} and t.from_at < ${span.until} and ${scope(actor)}`.execute(tx);
  return rows;
}

/** The number under which each account was last on duty: offered again, never invented. */
export async function lastPhones(actor: Actor, tx: Tx, officeId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ account: string; phone: string }>`select distinct on (t.account_id) t.account_id as account, t.phone from assessment.duty_turn t
    where t.office_id = ${officeId} and ${scope(actor)} order by t.account_id, t.entered_at desc, t.id desc`.execute(tx);
  return new Map(rows.map((r) => [r.account, r.phone]));
}

export interface NewTurn extends Span { readonly id: string; readonly officeId: string; readonly accountId: string; readonly line: number; readonly phone: string }

export async function insertTurn(actor: Actor, tx: Tx, t: NewTurn, now: Date): Promise<void> {
  await sql`insert into assessment.duty_turn (id, country, office_id, account_id, line, from_at, until_at, phone, entered_by, entered_at)
    values (${t.id}, ${actor.country}, ${t.officeId}, ${t.accountId}, ${t.line}, ${t.from}, ${t.until}, ${t.phone}, ${actor.userId}, ${now})`.execute(tx);
}

export async function hasTurn(actor: Actor, tx: Tx, turnId: string): Promise<boolean> {
  const { rows } = await sql`select from assessment.duty_turn t where t.id = ${turnId} and ${scope(actor)}`.execute(tx);
  return rows.length === 1;
}

/** Strikes a turn out; one that was struck out already stays as it is. */
export async function strikeTurn(actor: Actor, tx: Tx, turnId: string, now: Date): Promise<void> {
  await sql`update assessment.duty_turn t set struck_by = ${actor.userId}, struck_at = ${now} where t.id = ${turnId} and t.struck_at is null and ${scope(actor)}`.execute(tx);
}

export interface OnDutyRow { line: number; name: string; phone: string | null; until_at: Date | null }

/** Who answers for an office now, then whoever goes on, then its supervision; to whoever sees the case. */
export async function onDuty(_actor: Actor, tx: Tx, caseId: string, officeId: string, now: Date): Promise<OnDutyRow[]> {
  const { rows } = await sql<OnDutyRow>`select d.line, d.name, d.phone, d.until_at from assessment.on_duty(${caseId}, ${officeId}, ${now}) d`.execute(tx);
  return rows;
}

/** The office that was told of what waits in these cases, the newest alarm first. */
export async function officeTold(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ office: string }>`select l.circle_office as office from assessment.alert_in_sight l
    where l.case_id = any (${caseIds as string[]}::uuid[]) and l.country = ${actor.country} and l.circle_office is not null order by l.answered_at is not null, l.raised_at desc, l.id limit 1`.execute(tx);
  return rows[0]?.office ?? null;
}
