import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import { URGENCIES } from '#kernel/codes';
import { planOnce, type Tx } from '#platform/db';
import { CASE_STATES, MOST_COUNTED, type CaseState, type DayList, type WorkListKind } from '../schema.ts';
import { inSight, named, offices } from './scope.ts';

export interface CaseRow {
  id: string; personId: string; publicCode: string; state: CaseState; officeId: string; officerId: string | null; destinationAdmin2: string;
  urgency: '24h' | '72h' | '2weeks' | 'long'; answerBy: string; openedOn: string; openedAt: Date; closedAt: Date | null;
  dueOn: string | null; waitsSince: string | null; heldBefore: string | null;
}

export const CASE = sql`c.id, c.person_id as "personId", p.public_code as "publicCode", c.state, c.office_id as "officeId", c.officer_id as "officerId",
  c.destination_admin2 as "destinationAdmin2", c.urgency, c.answer_by as "answerBy", c.opened_on as "openedOn", c.opened_at as "openedAt", c.closed_at as "closedAt",
  c.due_on as "dueOn", c.waits_since as "waitsSince", c.held_before as "heldBefore"`;

export async function findCase(actor: Actor, tx: Tx, caseId: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`select ${CASE} from registry.case_file c join registry.person p on p.id = c.person_id
    where c.id = ${caseId} and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}`.execute(tx);
  return rows[0];
}

/** The case of a person that is not closed: of this record before others of the same person, as far as they are in sight. */
export async function findOpenCase(actor: Actor, tx: Tx, personId: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`select ${CASE} from registry.case_file c join registry.person p on p.id = c.person_id
    where c.person_id in (select m from registry.identity_members(${personId}) m) and c.state <> 'closed' and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}
    order by (c.person_id = ${personId}) desc, c.opened_at limit 1`.execute(tx);
  return rows[0];
}

export interface NewCase { id: string; personId: string; officeId: string; destinationAdmin2: string; urgency: string; answerBy: string; openedOn: string; follows: string | null; now: Date }

export async function insertCase(actor: Actor, tx: Tx, c: NewCase): Promise<void> {
  await sql`insert into registry.case_file (id, country, person_id, office_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at, follows)
    values (${c.id}, ${actor.country}, ${c.personId}, ${c.officeId}, 'new', ${c.destinationAdmin2}, ${c.urgency}, ${c.answerBy}::date, ${actor.userId}, ${c.openedOn}::date, ${c.now}, ${c.follows})`.execute(tx);
}

export interface CaseChange {
  officeId: string; officerId: string | null; state: CaseState; destinationAdmin2: string; urgency: string; answerBy: string; closedAt: Date | null; closedWhy: string | null;
}

/** Changes a case that is still in the state it was read in; false if somebody was faster. */
export async function updateCase(actor: Actor, tx: Tx, caseId: string, was: { state: CaseState; officerId: string | null }, to: CaseChange): Promise<boolean> {
  const { numAffectedRows } = await sql`update registry.case_file c set office_id = ${to.officeId}, officer_id = ${to.officerId}, state = ${to.state},
      destination_admin2 = ${to.destinationAdmin2}, urgency = ${to.urgency}, answer_by = ${to.answerBy}::date, closed_at = ${to.closedAt}, closed_why = ${to.closedWhy}
    where c.id = ${caseId} and c.country = ${actor.country} and c.state = ${was.state} and c.officer_id is not distinct from ${was.officerId}::uuid
      and ${inSight(actor, sql`c.person_id`)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Who has a case from now on, and how it came: from whom, and from where if it moved. */
export interface NewAssignment {
  id: string; caseId: string; personId: string; officeId: string; officerId: string | null; note: string | null; now: Date;
  why: 'given' | 'returned-again' | 'transfer'; fromOfficer: string | null; fromOffice: string | null;
}

export async function insertAssignment(actor: Actor, tx: Tx, a: NewAssignment): Promise<void> {
  await sql`insert into registry.case_assignment (id, country, case_id, person_id, office_id, officer_id, note, assigned_by, assigned_at, why, from_officer, from_office)
    values (${a.id}, ${actor.country}, ${a.caseId}, ${a.personId}, ${a.officeId}, ${a.officerId}, ${a.note}, ${actor.userId}, ${a.now}, ${a.why}, ${a.fromOfficer}, ${a.fromOffice})`.execute(tx);
}

export interface LineRow extends CaseRow { givenNames: string; surname1: string; surname2: string | null; birthDate: string | null }

/** Where a page of the work list ends; the next one starts after it. */
export interface Place { readonly rank: number; readonly openedAt: string; readonly id: string }

/** Lists in the order of urgency; those that go by the day are in `day-lists.ts`. */
export type UrgencyList = Exclude<WorkListKind, DayList>;

export interface ListQuery { list: UrgencyList; words: readonly string[]; after: Place | null; today: string; limit: number }

const RANK = sql`array_position(array['24h', '72h', '2weeks', 'long'], c.urgency)`;

/** What a list asks beyond the states it has. States are asked for one by one: "not closed" would tempt the database to read every open case of the country. */
function listCondition(actor: Actor, list: UrgencyList, today: string) {
  switch (list) {
    case 'mine': return sql`c.officer_id = ${actor.userId}`;
    case 'untaken': return sql`c.answer_by < ${today}::date`;
    case 'office': case 'new': case 'closed': return sql`true`;
  }
}

/** The states that a list has. */
function statesOf(list: UrgencyList): CaseState[] {
  if (list === 'closed') return ['closed'];
  return list === 'new' || list === 'untaken' ? ['new'] : CASE_STATES.filter((state) => state !== 'closed');
}

/** Where a level of the list begins: the page before may have ended within it, and then the index goes on from there. */
function levelAfter(query: ListQuery, rank: number): RawBuilder<boolean> {
  return query.after?.rank === rank ? sql<boolean>`(c.opened_at, c.id) > (${query.after.openedAt}::timestamptz, ${query.after.id}::uuid)` : sql<boolean>`true`;
}

/**
 * The first cases of each office and state, which the index has in the order of the list: a long list costs no more than a short one.
 * One urgency after the other, and the next only as far as the page has room: most pages are full with the first. Whoever holds a case
 * sees its person, so the page is cut before the cases and the people are looked up.
 */
function firstOfEach(actor: Actor, query: ListQuery): { levels: RawBuilder<unknown>; ids: RawBuilder<unknown> } {
  const names = URGENCIES.map((urgency, i) => ({ urgency, rank: i + 1, name: sql.ref(`level${i + 1}`) })).filter(({ rank }) => rank >= (query.after?.rank ?? 1));
  const levels = names.map(({ urgency, rank, name }, i) => {
    const before = names.slice(0, i).map((l) => sql`- (select count(*) from ${l.name})`);
    return sql`${name} as materialized (select c.id from o, unnest(${statesOf(query.list)}::text[]) as s(state),
      lateral (select c.id, c.opened_at from registry.case_file c where c.office_id = o.office and c.state = s.state and c.urgency = ${urgency} and c.country = ${actor.country}
        and ${listCondition(actor, query.list, query.today)} and ${levelAfter(query, rank)} order by c.opened_at, c.id limit ${query.limit}) c
      order by c.opened_at, c.id limit greatest(0, ${query.limit}::int ${sql.join(before, sql` `)}))`;
  });
  return {
    levels: sql`with o as materialized (select office from unnest(${offices(actor)}) as u(office)), ${sql.join(levels)}`,
    ids: sql.join(names.map(({ name }) => sql`select id from ${name}`), sql` union all `),
  };
}

export const LINE = sql`${CASE}, p.given_names as "givenNames", p.surname1, p.surname2, p.birth_date as "birthDate"`;

/** A page of the work list of the actor's offices: most urgent first, then oldest. */
export async function listCases(actor: Actor, tx: Tx, query: ListQuery): Promise<LineRow[]> {
  const page = sql`order by ${RANK}, c.opened_at, c.id limit ${query.limit}`;
  if (query.words.length > 0) return listNamed(actor, tx, query, page);
  const { levels, ids } = firstOfEach(actor, query);
  // Whatever the values, the way is the same: to plan it anew for each page takes longer than to go it.
  const [, { rows }] = await Promise.all([planOnce(tx), sql<LineRow>`${levels} select ${LINE} from (${ids}) k join registry.case_file c on c.id = k.id join registry.person p on p.id = c.person_id ${page}`.execute(tx)]);
  return rows;
}

async function listNamed(actor: Actor, tx: Tx, query: ListQuery, page: RawBuilder<unknown>): Promise<LineRow[]> {
  const after = query.after
    ? sql<boolean>`(${RANK}, c.opened_at, c.id) > (${query.after.rank}::int, ${query.after.openedAt}::timestamptz, ${query.after.id}::uuid)`
    : sql<boolean>`true`;
  const { rows } = await sql<LineRow>`select ${LINE} from registry.case_file c join registry.person p on p.id = c.person_id
    where c.country = ${actor.country} and c.office_id = any ((select ${offices(actor)})::uuid[]) and c.state = any (${statesOf(query.list)}::text[])
      and ${listCondition(actor, query.list, query.today)} and ${after} and ${named(query.words)} ${page}`.execute(tx);
  return rows;
}

/** Lines of named cases, for lists of higher rooms; those out of sight are left out. */
export async function linesOfCases(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select ${CASE}, p.given_names as "givenNames", p.surname1, p.surname2, p.birth_date as "birthDate"
    from registry.case_file c join registry.person p on p.id = c.person_id
    where c.id = any (${[...caseIds]}::uuid[]) and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}`.execute(tx);
  return rows;
}

/** Lines of the cases whose keys figures are counted with, most urgent first, then oldest; those out of sight are left out. */
export async function linesOfKeys(actor: Actor, tx: Tx, keys: readonly string[]): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select ${CASE}, p.given_names as "givenNames", p.surname1, p.surname2, p.birth_date as "birthDate"
    from registry.case_file c join registry.person p on p.id = c.person_id
    where c.country = ${actor.country} and c.state <> 'closed' and md5(c.id::text) = any (${[...keys]}::text[]) and ${inSight(actor, sql`c.person_id`)}
    order by ${RANK}, c.opened_at, c.id`.execute(tx);
  return rows;
}

export type ListCounts = Record<UrgencyList, number>;

/** Cases of a state, of each office the first so many; counts go so far: whoever has more on a list needs no exact number, and a long list costs no more than a short one. */
function counted(actor: Actor, state: CaseState, besides: RawBuilder<unknown>, most: RawBuilder<number>): RawBuilder<number> {
  return sql<number>`(select count(*)::int from (select from o,
    lateral (select from registry.case_file c where c.office_id = o.office and c.state = ${state} and c.country = ${actor.country} and ${besides} limit ${MOST_COUNTED}) c
    limit ${most}) n)`;
}

/** One index gives the cases of an officer, another those of an office and a state. */
function countedMine(actor: Actor): RawBuilder<number> {
  return sql<number>`(select count(*)::int from (select from unnest(${statesOf('mine')}::text[]) as s(state),
    lateral (select from registry.case_file c where c.officer_id = ${actor.userId} and c.state = s.state and c.country = ${actor.country}
      and c.office_id = any ((select array_agg(office) from o)::uuid[]) limit ${MOST_COUNTED}) c limit ${MOST_COUNTED}) n)`;
}

/** How many cases each list has, up to `MOST_COUNTED`. What is new is counted once, for its own list and for that of the office. */
export async function countCases(actor: Actor, tx: Tx, today: string): Promise<ListCounts> {
  const most = sql<number>`${MOST_COUNTED}::int`;
  const others = statesOf('office').filter((state) => state !== 'new').map((state) => counted(actor, state, sql`true`, sql<number>`greatest(0, ${most} - f.new)`));
  const [, { rows }] = await Promise.all([planOnce(tx), sql<ListCounts>`with o as materialized (select office from unnest(${offices(actor)}) as u(office)),
      f as materialized (select ${counted(actor, 'new', sql`true`, most)} as new)
    select ${countedMine(actor)} as mine, least(${most}, f.new + ${sql.join(others, sql` + `)}) as office, f.new,
      ${counted(actor, 'new', listCondition(actor, 'untaken', today), most)} as untaken, ${counted(actor, 'closed', sql`true`, most)} as closed
    from f`.execute(tx)]);
  return rows[0]!;
}
