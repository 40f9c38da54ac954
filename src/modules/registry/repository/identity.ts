import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { inSight } from './scope.ts';

export interface CandidateRow {
  probe: number; matched: number[]; personId: string; givenNames: string; surname1: string; surname2: string | null; birthDate: string | null;
  birthPrecision: 'day' | 'month' | 'year' | 'estimated'; sex: string | null; originAdmin2: string | null; documents: { type: string; last4: string }[]; identityId: string;
  lastReturnOn: string | null; lastReturnPlace: string | null;
}

/** A key of a probe: how much it says, how many people of one key are taken, and how many records the probe is compared with. */
export interface KeyAsked { readonly probe: number; readonly key: number; readonly weight: number; readonly most: number; readonly compared: number }

/** People of the country who share a key with a probe; only roles that register get an answer, and only what a comparison needs. */
export async function listCandidates(_actor: Actor, tx: Tx, keys: readonly KeyAsked[]): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`select probe, matched, person_id as "personId", given_names as "givenNames", surname1, surname2, birth_date as "birthDate",
      birth_precision as "birthPrecision", sex, origin_admin2 as "originAdmin2", documents, identity_id as "identityId", last_return_on as "lastReturnOn", last_return_place as "lastReturnPlace"
    from registry.candidates(${keys.map((k) => k.probe)}::int[], ${keys.map((k) => k.key)}::bigint[], ${keys.map((k) => k.weight)}::int[],
      ${keys.map((k) => k.most)}::int[], ${keys.map((k) => k.compared)}::int[])`.execute(tx);
  return rows.map((r) => ({ ...r, matched: r.matched.map(Number) }));
}

export interface NameTermRow { kind: 'given' | 'surname' | 'total'; sound: string; people: number }

/** How many people bear these names, and how many people were counted. */
export async function listNameTerms(actor: Actor, tx: Tx, sounds: { given: readonly string[]; surnames: readonly string[] }): Promise<NameTermRow[]> {
  const { rows } = await sql<NameTermRow>`select kind, sound, people from registry.name_term where country = ${actor.country} and (
      (kind = 'given' and sound = any (${sounds.given as string[]})) or (kind = 'surname' and sound = any (${sounds.surnames as string[]})) or kind = 'total')`.execute(tx);
  return rows;
}

/** Counts anew how common each name is; returns the number of people. */
export async function refreshNameTerms(_actor: Actor, tx: Tx): Promise<number> {
  const { rows } = await sql<{ total: number }>`select registry.refresh_name_terms() as total`.execute(tx);
  return rows[0]!.total;
}

/** Counts anew if the registry has changed enough since the last count; false if it has not. */
export async function keepNameTerms(_actor: Actor, tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ counted: boolean }>`select registry.keep_name_terms() as counted`.execute(tx);
  return rows[0]!.counted;
}

export interface LinkRow {
  id: string; personA: string; personB: string; decision: 'same' | 'different' | 'unsure'; note: string | null; decidedBy: string; decidedAt: Date; undoneAt: Date | null;
}

const LINK = sql`l.id, l.person_a as "personA", l.person_b as "personB", l.decision, l.note, l.decided_by as "decidedBy", l.decided_at as "decidedAt", l.undone_at as "undoneAt"`;

function linkInSight(actor: Actor) {
  return sql`l.country = ${actor.country} and (${inSight(actor, sql`l.person_a`)} or ${inSight(actor, sql`l.person_b`)})`;
}

export async function findLink(actor: Actor, tx: Tx, linkId: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select ${LINK} from registry.identity_link l where l.id = ${linkId} and ${linkInSight(actor)}`.execute(tx);
  return rows[0];
}

/** The decision that stands between two people (ids in order). */
export async function findStandingLink(actor: Actor, tx: Tx, a: string, b: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select ${LINK} from registry.identity_link l where l.person_a = ${a} and l.person_b = ${b} and l.undone_at is null and ${linkInSight(actor)}`.execute(tx);
  return rows[0];
}

export async function listLinks(actor: Actor, tx: Tx, personId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`select ${LINK} from registry.identity_link l where (l.person_a = ${personId} or l.person_b = ${personId}) and ${linkInSight(actor)}
    order by l.decided_at desc, l.id desc limit 100`.execute(tx);
  return rows;
}

export async function insertLink(actor: Actor, tx: Tx, link: { id: string; a: string; b: string; decision: string; note: string | null; now: Date }): Promise<void> {
  await sql`insert into registry.identity_link (id, country, person_a, person_b, decision, note, decided_by, decided_at)
    values (${link.id}, ${actor.country}, ${link.a}, ${link.b}, ${link.decision}, ${link.note}, ${actor.userId}, ${link.now})`.execute(tx);
}

/** Marks a decision as undone; returns false if it was already, or may not be seen. */
export async function undoLink(actor: Actor, tx: Tx, linkId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update registry.identity_link l set undone_by = ${actor.userId}, undone_at = ${now}
    where l.id = ${linkId} and l.undone_at is null and ${linkInSight(actor)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Works out anew which records are one identity, around these people. */
export async function settleIdentity(_actor: Actor, tx: Tx, people: readonly string[]): Promise<void> {
  await sql`select registry.settle_identity(${people as string[]}::uuid[])`.execute(tx);
}

/** Records of the identity of a person whom the actor sees. */
export async function listIdentity(_actor: Actor, tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select m as id from registry.identity_members(${personId}) m`.execute(tx);
  return rows.map((r) => r.id);
}

/** Whether such a person exists in the country; for roles that register people. */
export async function knowsPerson(_actor: Actor, tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select registry.knows_person(${personId}) as known`.execute(tx);
  return rows[0]!.known;
}
