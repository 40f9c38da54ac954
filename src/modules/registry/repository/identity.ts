import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Decided, IdentityChange, Verdict } from '../rules/identity.ts';
import type { IdentityDecision } from '../schema.ts';
import { inSight } from './scope.ts';

export interface LinkRow {
  id: string; act: string; personA: string; personB: string; decision: IdentityDecision; note: string | null; decidedBy: string; decidedAt: Date; undoneAt: Date | null;
  source: 'person' | 'auto'; mayTakeBack: boolean;
}

const LINK = sql`l.id, coalesce(l.act_id, l.id) as act, l.person_a as "personA", l.person_b as "personB", l.decision, l.note, l.decided_by as "decidedBy",
  l.decided_at as "decidedAt", l.undone_at as "undoneAt", l.source, registry.may_take_back(l.decided_by, l.source) as "mayTakeBack"`;

function linkInSight(actor: Actor) {
  return sql`l.country = ${actor.country} and (${inSight(actor, sql`l.person_a`)} or ${inSight(actor, sql`l.person_b`)})`;
}

export async function findLink(actor: Actor, tx: Tx, linkId: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select ${LINK} from registry.identity_link l where l.id = ${linkId} and ${linkInSight(actor)}`.execute(tx);
  return rows[0];
}

export async function listLinks(actor: Actor, tx: Tx, personId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`select ${LINK} from registry.identity_link l where (l.person_a = ${personId} or l.person_b = ${personId}) and ${linkInSight(actor)}
    order by l.decided_at desc, l.seq desc limit 100`.execute(tx);
  return rows;
}

/** What was decided last about people in sight, newest first; doubts apart. */
export async function listDecided(actor: Actor, tx: Tx, limit: number): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`select ${LINK} from registry.identity_link l where l.decision <> 'unsure' and ${linkInSight(actor)}
    order by l.seq desc limit ${limit}`.execute(tx);
  return rows;
}

/** Decisions are made one after another: two at once could contradict each other. Held until the transaction ends. */
export async function lockIdentities(actor: Actor, tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registry.identity ${actor.country}`}, 0))`.execute(tx);
}

/** Waits for whoever registers somebody with one of these claims at this moment. Held until the transaction ends. */
export async function claimRegistration(actor: Actor, tx: Tx, claims: readonly number[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${actor.country}, c.claim)) from (
    select claim from unnest(${claims as number[]}::bigint[]) as x (claim) order by claim) c`.execute(tx);
}

/** Every record of the identities of these people, whoever sees them; nothing if none of the people is in sight. */
export async function identityRecords(_actor: Actor, tx: Tx, people: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r as id from registry.identity_records(${people as string[]}::uuid[]) r`.execute(tx);
  return rows.map((r) => r.id);
}

/** A decision as the rules see it, with whether the actor may put it aside. */
export interface DecisionRow extends Decided { readonly inSight: boolean; readonly mayTakeBack: boolean }

/** What stands, or waits to stand again, among the records of these people's identities. */
export async function listDecisions(_actor: Actor, tx: Tx, people: readonly string[]): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`select d.id, d.act, d.person_a as a, d.person_b as b, d.decision, d.stands, d.replaced_by as "replacedBy", d.seq, d.source,
      d.in_sight as "inSight", d.may_take_back as "mayTakeBack"
    from registry.identity_decisions(${people as string[]}::uuid[]) d`.execute(tx);
  return rows;
}

/** People whom an act, and what it put aside, is about. */
export async function listPeopleOfAct(_actor: Actor, tx: Tx, act: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select p as id from registry.people_of_act(${act}) p`.execute(tx);
  return rows.map((r) => r.id);
}

export interface NewLinks { readonly act: string; readonly links: readonly (Verdict & { readonly id: string })[]; readonly note: string | null; readonly now: Date }

/** Writes decisions of one act. */
export async function insertLinks(actor: Actor, tx: Tx, { act, links, note, now }: NewLinks): Promise<void> {
  const ordered = links.map((l) => (l.a < l.b ? [l.a, l.b] : [l.b, l.a]));
  await sql`insert into registry.identity_link (id, country, person_a, person_b, decision, note, decided_by, decided_at, act_id)
    select n.id, ${actor.country}, n.a, n.b, n.decision, ${note}, ${actor.userId}::uuid, ${now}::timestamptz, ${act}::uuid
    from unnest(${links.map((l) => l.id)}::uuid[], ${ordered.map((o) => o[0]!)}::uuid[], ${ordered.map((o) => o[1]!)}::uuid[], ${links.map((l) => l.decision)}::text[])
      with ordinality as n (id, a, b, decision, place) order by n.place`.execute(tx);
}

/** Puts decisions aside for an act. */
export async function replaceLinks(_actor: Actor, tx: Tx, act: string, links: readonly string[], now: Date): Promise<void> {
  if (links.length > 0) await sql`select registry.replace_links(${act}, ${links as string[]}::uuid[], ${now})`.execute(tx);
}

/** Takes an act back, with what the rules say comes back or waits. */
export async function undoAct(_actor: Actor, tx: Tx, act: string, { back, waiting }: IdentityChange, now: Date): Promise<void> {
  await sql`select registry.undo_act(${act}, ${back as string[]}::uuid[], ${waiting.map((w) => w.id)}::uuid[], ${waiting.map((w) => w.act)}::uuid[], ${now})`.execute(tx);
}

/** Works out anew which records are one identity and which pairs are settled, around these people. */
export async function settleIdentity(_actor: Actor, tx: Tx, people: readonly string[]): Promise<void> {
  await sql`select registry.settle_identity(${people as string[]}::uuid[])`.execute(tx);
  await sql`select registry.settle_pairs(${people as string[]}::uuid[])`.execute(tx);
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

export interface IdentityRecordRow {
  id: string; inSight: boolean; publicCode: string | null; givenNames: string | null; surname1: string | null; surname2: string | null; caseId: string | null; caseOpen: boolean;
  officeId: string | null; registeredAt: Date;
}

/** The records of one person; of those out of sight only that there are some. */
export async function listIdentityRecords(_actor: Actor, tx: Tx, personId: string): Promise<IdentityRecordRow[]> {
  const { rows } = await sql<IdentityRecordRow>`select r.id, r.in_sight as "inSight", r.public_code as "publicCode", r.given_names as "givenNames", r.surname1, r.surname2, r.case_id as "caseId",
      r.case_open as "caseOpen", r.office_id as "officeId", r.registered_at as "registeredAt" from registry.records_of_identity(${personId}) r`.execute(tx);
  return rows;
}
