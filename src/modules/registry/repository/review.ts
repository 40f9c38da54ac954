import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { BirthPrecision } from '../schema.ts';
import { inSight } from './scope.ts';

export interface DoubtRow {
  a: string; b: string; origin: 'officer' | 'night'; linkId: string | null; bits: number | null; note: string | null; askedBy: string | null; since: Date;
}

/** Open doubts that touch somebody in sight: of all, those that wait for an answer first; or of these people. */
export async function listDoubts(_actor: Actor, tx: Tx, people: readonly string[] | null, limit: number): Promise<DoubtRow[]> {
  const { rows } = await sql<DoubtRow>`select d.person_a as a, d.person_b as b, d.origin, d.link_id as "linkId", d.bits, d.note, d.asked_by as "askedBy", d.since
    from registry.open_doubts(${people as string[] | null}::uuid[], ${limit}) d`.execute(tx);
  return rows;
}

/** How many doubts are open, counted up to a limit. */
export async function countDoubts(_actor: Actor, tx: Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from registry.open_doubts(null, ${limit}) limit ${limit}) d`.execute(tx);
  return rows[0]!.n;
}

export interface DoubtPersonRow {
  id: string; identityId: string; inSight: boolean; givenNames: string; surname1: string; surname2: string | null; birthDate: string | null; birthPrecision: BirthPrecision;
  sex: string | null; originAdmin2: string | null; documents: { type: string; last4: string }[]; lastReturnOn: string | null; lastReturnPlace: string | null;
  publicCode: string | null; caseId: string | null; registeredAt: Date; source: string;
}

/** People of the review list with no more than a comparison shows. */
export async function listPeopleInDoubt(_actor: Actor, tx: Tx, people: readonly string[]): Promise<DoubtPersonRow[]> {
  const { rows } = await sql<DoubtPersonRow>`select p.id, p.identity_id as "identityId", p.in_sight as "inSight", p.given_names as "givenNames", p.surname1, p.surname2,
      p.birth_date as "birthDate", p.birth_precision as "birthPrecision", p.sex, p.origin_admin2 as "originAdmin2", p.documents, p.last_return_on as "lastReturnOn",
      p.last_return_place as "lastReturnPlace", p.public_code as "publicCode", p.case_id as "caseId", p.registered_at as "registeredAt", p.source
    from registry.people_in_doubt(${people as string[]}::uuid[]) p order by p.identity_id, p.registered_at, p.id`.execute(tx);
  return rows;
}

/** The same people as the comparison reads them; what it holds is compared and never shown. */
export async function listProfilesInDoubt(_actor: Actor, tx: Tx, people: readonly string[]): Promise<{ id: string; profile: string }[]> {
  const { rows } = await sql<{ id: string; profile: string }>`select p.id, p.profile from registry.profiles_in_doubt(${people as string[]}::uuid[]) p`.execute(tx);
  return rows;
}

export interface EntryRow { a: string; b: string; kind: 'assign' | 'note'; officerId: string | null; note: string | null; writtenBy: string; writtenAt: Date }

/** What supervision wrote about doubts of these people, newest first. */
export async function listEntries(actor: Actor, tx: Tx, people: readonly string[]): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select e.person_a as a, e.person_b as b, e.kind, e.officer_id as "officerId", e.note, e.written_by as "writtenBy", e.written_at as "writtenAt"
    from registry.review_entry e where e.country = ${actor.country} and e.person_a = any (${people as string[]}::uuid[]) and e.person_b = any (${people as string[]}::uuid[])
      and (${inSight(actor, sql`e.person_a`)} or ${inSight(actor, sql`e.person_b`)})
    order by e.seq desc limit 200`.execute(tx);
  return rows;
}

/** People of doubts that somebody looks into. */
export async function listAssigned(actor: Actor, tx: Tx, officerId: string): Promise<{ a: string; b: string }[]> {
  const { rows } = await sql<{ a: string; b: string }>`select n.a, n.b from (
      select distinct on (e.person_a, e.person_b) e.person_a as a, e.person_b as b, e.officer_id from registry.review_entry e
      where e.country = ${actor.country} and e.kind = 'assign' and (${inSight(actor, sql`e.person_a`)} or ${inSight(actor, sql`e.person_b`)})
      order by e.person_a, e.person_b, e.seq desc) n where n.officer_id = ${officerId} limit 500`.execute(tx);
  return rows;
}

export interface NewEntry { readonly id: string; readonly a: string; readonly b: string; readonly kind: 'assign' | 'note'; readonly officerId: string | null; readonly note: string | null; readonly now: Date }

export async function insertEntry(actor: Actor, tx: Tx, e: NewEntry): Promise<void> {
  await sql`insert into registry.review_entry (id, country, person_a, person_b, kind, officer_id, note, written_by, written_at)
    values (${e.id}, ${actor.country}, ${e.a}, ${e.b}, ${e.kind}, ${e.officerId}, ${e.note}, ${actor.userId}, ${e.now})`.execute(tx);
}

/** Links among these people that stand and say same or different, with who decided and why. */
export async function listStanding(actor: Actor, tx: Tx, people: readonly string[]): Promise<{ id: string; note: string | null; decidedBy: string; decidedAt: Date; source: 'person' | 'auto' }[]> {
  const { rows } = await sql<{ id: string; note: string | null; decidedBy: string; decidedAt: Date; source: 'person' | 'auto' }>`select l.id, l.note, l.decided_by as "decidedBy",
      l.decided_at as "decidedAt", l.source
    from registry.identity_link l where l.country = ${actor.country} and l.undone_at is null and l.decision <> 'unsure'
      and l.person_a = any (${people as string[]}::uuid[]) and l.person_b = any (${people as string[]}::uuid[])
      and (${inSight(actor, sql`l.person_a`)} or ${inSight(actor, sql`l.person_b`)}) limit 500`.execute(tx);
  return rows;
}
