import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { RawBuilder } from 'kysely';
import { ARRIVAL_LISTS, MOST_ARRIVALS, type ArrivalList, type ArrivalOutcome, type ArrivalState } from '../schema.ts';
import type { HappenedColumns } from './happened-columns.ts';
import { named, offices } from './scope.ts';

/** Writes down that somebody was sent to the window that has their case; false where the own office has it. */
export async function expectArrival(_actor: Actor, tx: Tx, a: { id: string; caseId: string; from: string; until: string; now: Date }): Promise<boolean> {
  const { rows } = await sql<{ expected: boolean }>`select registry.expect_arrival(${a.id}, ${a.caseId}, ${a.from}::date, ${a.until}::date, ${a.now}) as expected`.execute(tx);
  return rows[0]?.expected === true;
}

export interface ArrivalRow {
  id: string; caseId: string; personId: string; officeId: string; fromOffice: string | null; from: string; until: string; state: ArrivalState; how: 'noted' | 'work' | null; nextOn: string | null;
  tries: number; escalated: boolean; transferId: string | null; endedBy: string | null; endedOn: string | null;
  publicCode: string; givenNames: string; surname1: string; surname2: string | null; birthDate: string | null; urgency: '24h' | '72h' | '2weeks' | 'long'; destinationAdmin2: string; officerId: string | null;
  caseOffice: string; caseState: 'new' | 'active' | 'closed';
}

const ROW = sql`a.id, a.case_id as "caseId", a.person_id as "personId", a.office_id as "officeId", a.from_office as "fromOffice", a.from_on as "from", a.until_on as "until", a.state, a.how,
  a.next_on as "nextOn", a.tries, a.escalated, a.transfer_id as "transferId", a.ended_by as "endedBy", a.ended_on as "endedOn", p.public_code as "publicCode", p.given_names as "givenNames",
  p.surname1, p.surname2, p.birth_date as "birthDate", c.urgency, c.destination_admin2 as "destinationAdmin2", c.officer_id as "officerId", c.office_id as "caseOffice", c.state as "caseState"`;

const FROM = sql`from registry.expected_arrival a join registry.case_file c on c.id = a.case_id join registry.person p on p.id = a.person_id`;

/** Roles that read what is expected at a window. */
const READERS: ReadonlySet<string> = new Set(['window', 'protection', 'supervisor']);

/** The first wall: the country, and the window of the actor or of its supervision; the policies are the second. */
const scope = (actor: Actor): RawBuilder<boolean> => sql<boolean>`a.country = ${actor.country} and ${READERS.has(actor.role)} and a.office_id = any ((select ${offices(actor)})::uuid[])`;

/** One expectation, for a change locked until the end. */
export async function findArrival(actor: Actor, tx: Tx, arrivalId: string, lock = false): Promise<ArrivalRow | undefined> {
  const { rows } = await sql<ArrivalRow>`select ${ROW} ${FROM} where a.id = ${arrivalId} and ${scope(actor)} ${lock ? sql`for update of a` : sql``}`.execute(tx);
  return rows[0];
}

/** The newest expectation of these cases: the one that is open before others. */
export async function findArrivalOf(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<ArrivalRow | undefined> {
  const { rows } = await sql<ArrivalRow>`select ${ROW} ${FROM} where a.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)}
    order by (a.state = 'expected') desc, a.opened_at desc, a.id desc limit 1`.execute(tx);
  return rows[0];
}

interface Source { readonly day: RawBuilder<unknown>; readonly where: RawBuilder<boolean>; readonly newestFirst?: boolean }

function sourceOf(list: ArrivalList, today: string, since: string): Source {
  switch (list) {
    case 'coming': return { day: sql`x.until_on`, where: sql<boolean>`x.state = 'expected' and x.until_on >= ${today}::date` };
    case 'missing': return { day: sql`x.until_on`, where: sql<boolean>`x.state = 'expected' and x.until_on < ${today}::date` };
    case 'call': return { day: sql`x.next_on`, where: sql<boolean>`x.next_on <= ${today}::date` };
    case 'escalated': return { day: sql`x.until_on`, where: sql<boolean>`x.state = 'expected' and x.escalated` };
    case 'answered': return { day: sql`x.ended_on`, where: sql<boolean>`x.ended_on >= ${since}::date and x.state <> 'ended'`, newestFirst: true };
  }
}

const OFFICES = (actor: Actor): RawBuilder<unknown> => sql`o as materialized (select office from unnest(${offices(actor)}) as u(office) where ${READERS.has(actor.role)})`;

/** Where a page ends; the next one starts after it. */
export interface ArrivalPlace { readonly day: string; readonly id: string }
export interface ArrivalQuery { readonly list: ArrivalList; readonly words: readonly string[]; readonly after: ArrivalPlace | null; readonly today: string; readonly since: string; readonly limit: number }

/** A page of a list, of each office the first ones from an index in its own order: cut before any person is looked up. */
export async function listArrivals(actor: Actor, tx: Tx, query: ArrivalQuery): Promise<(ArrivalRow & { day: string })[]> {
  const { day, where, newestFirst = false } = sourceOf(query.list, query.today, query.since);
  const direction = newestFirst ? sql`desc` : sql`asc`;
  const after = query.after ? sql<boolean>`(${day}, x.id) ${newestFirst ? sql`<` : sql`>`} (${query.after.day}::date, ${query.after.id}::uuid)` : sql<boolean>`true`;
  const who = query.words.length > 0 ? sql<boolean>`exists (select from registry.person p where p.id = x.person_id and ${named(query.words)})` : sql<boolean>`true`;
  const { rows } = await sql<ArrivalRow & { day: string }>`with ${OFFICES(actor)}, k as materialized (
      select f.* from o, lateral (select x.id, ${day} as day from registry.expected_arrival x where x.office_id = o.office and x.country = ${actor.country} and ${where} and ${after} and ${who}
        order by ${day} ${direction}, x.id ${direction} limit ${query.limit}) f
      order by f.day ${direction}, f.id ${direction} limit ${query.limit})
    select ${ROW}, k.day from k join registry.expected_arrival a on a.id = k.id join registry.case_file c on c.id = a.case_id join registry.person p on p.id = a.person_id
    order by k.day ${direction}, k.id ${direction}`.execute(tx);
  return rows;
}

/** How many each list has, up to `MOST_ARRIVALS`. */
export async function countArrivals(actor: Actor, tx: Tx, today: string, since: string): Promise<Record<ArrivalList, number>> {
  const counted = (list: ArrivalList) => sql`(select count(*)::int from (select from o, lateral (select from registry.expected_arrival x
    where x.office_id = o.office and x.country = ${actor.country} and ${sourceOf(list, today, since).where} limit ${MOST_ARRIVALS}) f limit ${MOST_ARRIVALS}) n) as ${sql.ref(list)}`;
  const { rows } = await sql<Record<ArrivalList, number>>`with ${OFFICES(actor)} select ${sql.join(ARRIVAL_LISTS.map(counted))}`.execute(tx);
  return rows[0]!;
}

export interface ArrivalChange {
  readonly state: ArrivalState; readonly how: 'noted' | 'work' | null; readonly until: string; readonly nextOn: string | null; readonly tries: number; readonly escalated: boolean;
  readonly transferId: string | null; readonly today: string; readonly now: Date;
}

/** Brings an expectation to what an answer made of it; false if it is out of sight. */
export async function changeArrival(actor: Actor, tx: Tx, arrivalId: string, to: ArrivalChange): Promise<boolean> {
  const over = to.state !== 'expected';
  const { numAffectedRows } = await sql`update registry.expected_arrival a set state = ${to.state}, how = ${to.how}, until_on = ${to.until}::date, next_on = ${to.nextOn}::date, tries = ${to.tries},
      escalated = ${to.escalated}, transfer_id = ${to.transferId}, ended_by = ${over ? actor.userId : null}::uuid, ended_at = ${over ? to.now : null}::timestamptz, ended_on = ${over ? to.today : null}::date
    where a.id = ${arrivalId} and ${scope(actor)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** The person of a case stands at the own window: whoever is expected there has come. */
export async function noteCameHere(actor: Actor, tx: Tx, caseId: string, today: string, now: Date): Promise<void> {
  await sql`update registry.expected_arrival a set state = 'came', how = 'work', next_on = null, escalated = false, ended_by = ${actor.userId}, ended_at = ${now}, ended_on = ${today}::date
    where a.case_id = ${caseId} and a.state = 'expected' and a.office_id = ${actor.officeId}::uuid and ${scope(actor)}`.execute(tx);
}

export interface NewArrivalNote { readonly id: string; readonly arrivalId: string; readonly outcome: ArrivalOutcome; readonly contactId: string | null; readonly comesOn: string | null; readonly note: string | null; readonly now: Date }

export async function insertArrivalNote(actor: Actor, tx: Tx, n: NewArrivalNote): Promise<void> {
  await sql`insert into registry.arrival_note (id, country, arrival_id, outcome, contact_id, will_come_on, note, noted_by, noted_at)
    values (${n.id}, ${actor.country}, ${n.arrivalId}, ${n.outcome}, ${n.contactId}, ${n.comesOn}::date, ${n.note}, ${actor.userId}, ${n.now})`.execute(tx);
}

export interface ArrivalNoteRow { outcome: ArrivalOutcome; contactId: string | null; comesOn: string | null; note: string | null; by: string; at: Date }

/** What was written down about somebody who is expected, newest first. */
export async function listArrivalNotes(actor: Actor, tx: Tx, arrivalId: string): Promise<ArrivalNoteRow[]> {
  const { rows } = await sql<ArrivalNoteRow>`select n.outcome, n.contact_id as "contactId", n.will_come_on as "comesOn", n.note, n.noted_by as by, n.noted_at as at
    from registry.arrival_note n join registry.expected_arrival a on a.id = n.arrival_id where n.arrival_id = ${arrivalId} and n.country = ${actor.country} and ${scope(actor)}
    order by n.noted_at desc, n.id desc limit 50`.execute(tx);
  return rows;
}

/** What the timeline of a case tells of it: that somebody was sent to the window, each answer, and that they came. To that window and its supervision. */
export function arrivalKinds(actor: Actor, caseIds: readonly string[]): HappenedColumns[] {
  const mine = sql`a.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)}`;
  return [
    { id: sql`a.id`, at: sql`a.opened_at`, kind: sql`'expected'`, caseId: sql`a.case_id`, by: sql`a.opened_by`, rest: sql`from registry.expected_arrival a where ${mine}` },
    { id: sql`a.id`, at: sql`a.ended_at`, kind: sql`'arrival'`, caseId: sql`a.case_id`, code: sql`'came'`, by: sql`a.ended_by`, rest: sql`from registry.expected_arrival a where a.how = 'work' and ${mine}` },
    {
      id: sql`n.id`, at: sql`n.noted_at`, kind: sql`'arrival'`, caseId: sql`a.case_id`, code: sql`n.outcome`, by: sql`n.noted_by`, note: sql`n.note`,
      rest: sql`from registry.expected_arrival a join registry.arrival_note n on n.arrival_id = a.id where ${mine}`,
    },
  ];
}
