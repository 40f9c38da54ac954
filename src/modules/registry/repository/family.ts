import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { RelationEvidence, RelationKind } from '../family-schema.ts';
import { inSight } from './scope.ts';

export type GroupKind = 'household' | 'travel';

/** Somebody connected with a person. Everything but the link is empty where the actor does not see them. */
export interface LinkRow {
  link: 'relation' | GroupKind; linkId: string; kind: RelationKind | null; forward: boolean | null; otherId: string | null; evidence: RelationEvidence | null;
  onDay: string | null; place: string | null; unsafe: boolean; givenNames: string | null; surname1: string | null; surname2: string | null; birthDate: string | null; publicCode: string | null;
}

/** Everybody connected with a person whom the actor sees; whoever is kept apart from them is missing, except for protection. */
export async function listFamily(actor: Actor, tx: Tx, personId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`select f.link, f.link_id as "linkId", f.kind, f.forward, p.id as "otherId", f.evidence, f.on_day as "onDay", f.place, f.unsafe,
      p.given_names as "givenNames", p.surname1, p.surname2, p.birth_date as "birthDate", p.public_code as "publicCode"
    from registry.family_of(${personId}) f
    left join registry.person p on p.id = f.other_id and p.country = ${actor.country} and ${inSight(actor, sql`p.id`)}
    where exists (select from registry.person me where me.id = ${personId} and me.country = ${actor.country} and ${inSight(actor, sql`me.id`)})
    order by f.link, f.since, f.link_id, p.birth_date nulls last, p.id`.execute(tx);
  return rows;
}

export interface StayRow { id: string; groupId: string; kind: GroupKind; personId: string; joinedAt: Date; leftAt: Date | null; why: string | null }

/** Stays of people whom the actor sees, in groups of one kind or of all; ended ones too. */
export async function listStays(actor: Actor, tx: Tx, people: readonly string[], kind: GroupKind | null): Promise<StayRow[]> {
  const { rows } = await sql<StayRow>`select m.id, m.group_id as "groupId", m.kind, m.person_id as "personId", m.joined_at as "joinedAt", m.left_at as "leftAt", m.left_why as why
    from registry.group_member m where m.person_id = any (${people as string[]}::uuid[]) and m.country = ${actor.country} and (${kind}::text is null or m.kind = ${kind})
      and ${inSight(actor, sql`m.person_id`)} order by m.joined_at, m.id`.execute(tx);
  return rows;
}

/** Waits for other moves of these people, so that two officers do not send one person to two households. */
export async function lockPeople(actor: Actor, tx: Tx, people: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select p.id from registry.person p where p.id = any (${people as string[]}::uuid[]) and p.country = ${actor.country}
    and ${inSight(actor, sql`p.id`)} order by p.id for no key update`.execute(tx);
  return rows.map((r) => r.id);
}

export async function insertGroup(actor: Actor, tx: Tx, g: { id: string; kind: GroupKind; on: string | null; place: string | null; now: Date }): Promise<void> {
  await sql`insert into registry.person_group (id, country, kind, on_day, place, formed_by, formed_at)
    values (${g.id}, ${actor.country}, ${g.kind}, ${g.on}::date, ${g.place}, ${actor.userId}, ${g.now})`.execute(tx);
}

export interface NewStay { readonly id: string; readonly personId: string }

export async function insertStays(actor: Actor, tx: Tx, group: { id: string; kind: GroupKind }, stays: readonly NewStay[], now: Date): Promise<void> {
  if (stays.length === 0) return;
  await sql`insert into registry.group_member (id, country, group_id, kind, person_id, joined_by, joined_at)
    select s.id, ${actor.country}, ${group.id}, ${group.kind}, s.person_id, ${actor.userId}, ${now}
    from unnest(${stays.map((s) => s.id)}::uuid[], ${stays.map((s) => s.personId)}::uuid[]) as s (id, person_id)`.execute(tx);
}

export async function endStays(actor: Actor, tx: Tx, stays: readonly string[], why: string | null, now: Date): Promise<void> {
  await sql`update registry.group_member m set left_by = ${actor.userId}, left_at = ${now}, left_why = ${why}
    where m.id = any (${stays as string[]}::uuid[]) and m.left_at is null and m.country = ${actor.country} and ${inSight(actor, sql`m.person_id`)}`.execute(tx);
}

export interface NewRelation { id: string; person: string; other: string; kind: RelationKind; evidence: RelationEvidence; note: string | null; now: Date }

/** Stores a relation; one that stands already stays as it is. */
export async function insertRelation(actor: Actor, tx: Tx, r: NewRelation): Promise<void> {
  await sql`insert into registry.relation (id, country, person_id, other_id, kind, evidence, note, recorded_by, recorded_at)
    select ${r.id}, ${actor.country}, ${r.person}, ${r.other}, ${r.kind}, ${r.evidence}, ${r.note}, ${actor.userId}, ${r.now}
    where ${inSight(actor, sql`${r.person}::uuid`)} and ${inSight(actor, sql`${r.other}::uuid`)}
    on conflict do nothing`.execute(tx);
}

/** The relation of this kind that stands between two people whom the actor sees. */
export async function findRelation(actor: Actor, tx: Tx, r: { person: string; other: string; kind: RelationKind }): Promise<{ id: string; evidence: RelationEvidence } | undefined> {
  const { rows } = await sql<{ id: string; evidence: RelationEvidence }>`select r.id, r.evidence from registry.relation r
    where r.person_id = ${r.person} and r.other_id = ${r.other} and r.kind = ${r.kind} and r.ended_at is null and r.country = ${actor.country}
      and ${inSight(actor, sql`r.person_id`)} and ${inSight(actor, sql`r.other_id`)}
      and (${actor.role} = 'protection' or not registry.are_kept_apart(r.person_id, r.other_id))`.execute(tx);
  return rows[0];
}

/** Ends a relation of a person whom the actor sees; false if there is none that stands. */
export async function endRelation(_actor: Actor, tx: Tx, relationId: string, personId: string, why: string | null, now: Date): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select registry.end_relation(${relationId}, ${personId}, ${why}, ${now}) as ended`.execute(tx);
  return rows[0]!.ended;
}

/** The identities of people whom the actor sees, in no order. */
export async function identitiesOf(actor: Actor, tx: Tx, people: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct p.identity_id as id from registry.person p
    where p.id = any (${people as string[]}::uuid[]) and p.country = ${actor.country} and ${inSight(actor, sql`p.id`)}`.execute(tx);
  return rows.map((r) => r.id);
}

/** Decides for every pair of these people that they are different, where nothing stands between the two yet. One question for all. */
export async function tellApart(actor: Actor, tx: Tx, pairs: readonly { id: string; a: string; b: string }[], now: Date): Promise<void> {
  if (pairs.length === 0) return;
  await sql`insert into registry.identity_link (id, country, person_a, person_b, decision, note, decided_by, decided_at)
    select l.id, ${actor.country}, l.a, l.b, 'different', null, ${actor.userId}, ${now}
    from unnest(${pairs.map((p) => p.id)}::uuid[], ${pairs.map((p) => p.a)}::uuid[], ${pairs.map((p) => p.b)}::uuid[]) as l (id, a, b)
    where ${inSight(actor, sql`l.a`)} and ${inSight(actor, sql`l.b`)}
      and not exists (select from registry.identity_link o where o.person_a = l.a and o.person_b = l.b and o.undone_at is null)`.execute(tx);
}

export interface MarkRow { id: string; otherId: string; sealed: Buffer | null; markedBy: string; markedAt: Date }

/** Marks that keep others apart from a person. Protection only. */
export async function listMarks(actor: Actor, tx: Tx, personId: string): Promise<MarkRow[]> {
  if (actor.role !== 'protection') return [];
  const { rows } = await sql<MarkRow>`select k.id, case when k.person_a = ${personId} then k.person_b else k.person_a end as "otherId", k.sealed, k.marked_by as "markedBy", k.marked_at as "markedAt"
    from registry_restricted.marks_of(${personId}) k where ${markInSight(actor)} order by k.marked_at desc`.execute(tx);
  return rows;
}

/** A mark `k` of the own country that names somebody in sight. */
const markInSight = (actor: Actor) => sql`k.country = ${actor.country} and (${inSight(actor, sql`k.person_a`)} or ${inSight(actor, sql`k.person_b`)})`;

/** Keeps two people apart; false if a mark stands already. */
export async function insertMark(actor: Actor, tx: Tx, m: { id: string; a: string; b: string; sealed: Buffer; now: Date }): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`select registry_restricted.keep_apart(${m.id}, ${actor.country}, ${m.a}, ${m.b}, ${m.sealed}, ${actor.userId}, ${m.now}) as made
    where ${actor.role} = 'protection' and ${inSight(actor, sql`${m.a}::uuid`)} and ${inSight(actor, sql`${m.b}::uuid`)}`.execute(tx);
  return rows[0]?.made ?? false;
}

/** Lifts a mark; false if there is none that stands, or the actor is not protection. */
export async function liftMark(actor: Actor, tx: Tx, markId: string, personId: string, now: Date): Promise<boolean> {
  if (actor.role !== 'protection') return false;
  const { rows } = await sql<{ lifted: boolean }>`select registry_restricted.lift_mark(k.id, ${personId}, ${actor.userId}, ${now}) as lifted
    from registry_restricted.marks_of(${personId}) k where k.id = ${markId} and ${markInSight(actor)}`.execute(tx);
  return rows[0]?.lifted ?? false;
}

/** The travel group of a day in which one of these people is already. */
export async function findTravelGroup(actor: Actor, tx: Tx, people: readonly string[], on: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select g.id from registry.person_group g join registry.group_member m on m.group_id = g.id and m.left_at is null
    where g.kind = 'travel' and g.on_day = ${on}::date and g.country = ${actor.country} and m.person_id = any (${people as string[]}::uuid[]) and ${inSight(actor, sql`m.person_id`)}
    order by g.formed_at, g.id limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Is one of two people recorded as answering for the other: guardian, parent, grandparent? */
export async function answersFor(_actor: Actor, tx: Tx, adult: string, child: string): Promise<boolean> {
  const { rows } = await sql<{ answers: boolean }>`select registry.answers_for(${adult}, ${child}) as answers`.execute(tx);
  return rows[0]!.answers;
}

/** `null`: not told to this actor, which counts as a danger. */
interface Apart { readonly apart: boolean | null }

/** Whether a mark keeps somebody of this name apart from a person: steers what may happen, and is never shown. */
export async function isKeptApartNamed(_actor: Actor, tx: Tx, personId: string, name: { readonly sounds: readonly string[]; readonly words: readonly string[] }): Promise<boolean> {
  const { rows } = await sql<Apart>`select registry.kept_apart_named(${personId}, ${name.sounds as string[]}::text[], ${name.words as string[]}::text[]) as apart`.execute(tx);
  return rows[0]!.apart !== false;
}

/** Whether a mark keeps anybody apart from a person: steers what may happen, and is never shown. */
export async function isKeptApart(_actor: Actor, tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql<Apart>`select registry.is_kept_apart(${personId}) as apart`.execute(tx);
  return rows[0]!.apart !== false;
}

/** Whether somebody may take a child, as far as marks go: nobody is kept apart from it, or protection has verified that they answer for it. Not told is no. */
export async function mayTakeChild(_actor: Actor, tx: Tx, adult: string | null, child: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean | null }>`select registry.may_take_child(${adult}::uuid, ${child}) as may`.execute(tx);
  return rows[0]!.may === true;
}

/** Whether a mark keeps two people apart: steers what may happen, and is never shown. */
export async function areKeptApart(_actor: Actor, tx: Tx, one: string, other: string): Promise<boolean> {
  const { rows } = await sql<Apart>`select registry.are_kept_apart(${one}, ${other}) as apart`.execute(tx);
  return rows[0]!.apart !== false;
}
