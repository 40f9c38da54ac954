/** Households, travel groups, relations: recorded, read, ended. Seeing one person opens nobody else. */
import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import {
  EndRelation, KeepApart, MoveHousehold, RecordRelation, type FamilyMemberView, type FamilyView, type RelationEvidence, type RelationWord,
} from '../family-schema.ts';
import * as repository from '../repository/family.ts';
import { findPerson } from '../repository/people.ts';
import { ageOn } from '../rules/birth.ts';
import { answersForChild, keptRelation, planMove, wordOf, type Move, type Stay } from '../rules/family.ts';
import { spokenForms } from '../rules/names.ts';
import { fullName } from '../rules/person.ts';
import { findOrThrow } from './record.ts';
import { shaped, today } from './shared.ts';

/** Reasons are bound to these words: they stay as they are, wherever the table stands. */
const sealContext = (id: string) => `registry.kept_apart.sealed:${id}`;

function memberOf(ctx: Ctx, row: repository.LinkRow): FamilyMemberView {
  if (row.otherId === null) return { personId: null, name: null, publicCode: null, age: null, apart: row.unsafe };
  return {
    personId: row.otherId, name: fullName({ givenNames: row.givenNames ?? '', surname1: row.surname1 ?? '', surname2: row.surname2 }), publicCode: row.publicCode,
    age: ageOn(row.birthDate, today(ctx)), apart: row.unsafe,
  };
}

/** Everybody connected with a person whom the actor sees. Others are lines without a name; people kept apart are not there at all. */
export async function familyOf(ctx: Ctx, personId: string): Promise<FamilyView> {
  await findOrThrow(ctx, personId);
  const rows = await repository.listFamily(ctx.actor, ctx.tx, personId);
  const stays = await repository.listStays(ctx.actor, ctx.tx, [personId], null);
  const groups = (kind: repository.GroupKind) => [...Map.groupBy(rows.filter((r) => r.link === kind), (r) => r.linkId)];
  const standing = stays.find((s) => s.kind === 'household' && s.leftAt === null);
  const household = groups('household')[0];
  return {
    household: standing || household ? { groupId: household?.[0] ?? standing!.groupId, members: (household?.[1] ?? []).map((r) => memberOf(ctx, r)) } : null,
    travel: groups('travel').map(([groupId, members]) => ({ groupId, on: members[0]!.onDay, place: members[0]!.place, members: members.map((r) => memberOf(ctx, r)) })),
    relations: rows.filter((r) => r.link === 'relation').map((r) => ({
      relationId: r.linkId, word: r.kind === null ? null : wordOf(r.kind, r.forward === true), evidence: r.evidence, member: memberOf(ctx, r),
    })),
    past: stays.filter((s) => s.leftAt !== null).map((s) => ({ kind: s.kind, from: s.joinedAt.toISOString(), until: s.leftAt!.toISOString(), why: s.why })),
    apart: await marksOf(ctx, personId),
  };
}

async function marksOf(ctx: Ctx, personId: string): Promise<FamilyView['apart']> {
  const marks = await repository.listMarks(ctx.actor, ctx.tx, personId);
  const names = await colleagueNames(ctx, marks.map((m) => m.markedBy));
  return Promise.all(marks.map(async (m) => {
    const other = await findPerson(ctx.actor, ctx.tx, m.otherId);
    const member = other ? { personId: other.id, name: fullName(other), publicCode: other.publicCode, age: ageOn(other.birthDate, today(ctx)) } : { personId: null, name: null, publicCode: null, age: null };
    return {
      markId: m.id, member: { ...member, apart: true }, reason: m.sealed === null ? null : ctx.cipher.open(m.sealed, sealContext(m.id)),
      by: names.get(m.markedBy) ?? null, at: m.markedAt.toISOString(),
    };
  }));
}

/** Records that the other person is `word` of this one. Recorded again with better evidence, the relation is known better. */
export async function recordRelation(ctx: Ctx, personId: string, command: RecordRelation): Promise<void> {
  const { otherPersonId, word, evidence, note } = shaped(RecordRelation, command);
  if (personId === otherPersonId) throw refuse('registry.relation-with-oneself', { field: 'otherPersonId' });
  await findOrThrow(ctx, personId);
  await findOrThrow(ctx, otherPersonId);
  await relate(ctx, { is: otherPersonId, word, of: personId, evidence, note: note ?? null });
}

interface Said { readonly is: string; readonly word: RelationWord; readonly of: string; readonly evidence: RelationEvidence; readonly note: string | null }

const RANK: Readonly<Record<RelationEvidence, number>> = { declared: 0, seen: 1, verified: 2 };

/** Keeps a relation between two people whom the actor sees. Only protection verifies. */
export async function relate(ctx: Ctx, { is, word, of, evidence, note }: Said): Promise<void> {
  if (evidence === 'verified' && ctx.actor.role !== 'protection') throw refuse('registry.only-protection-verifies', { field: 'evidence' });
  const kept = keptRelation(is, word, of);
  const standing = await repository.findRelation(ctx.actor, ctx.tx, kept);
  if (standing && RANK[standing.evidence] >= RANK[evidence]) return;
  if (standing) await repository.endRelation(ctx.actor, ctx.tx, standing.id, kept.person, null, ctx.now);
  await repository.insertRelation(ctx.actor, ctx.tx, { ...kept, id: newId(ctx.now), evidence, note, now: ctx.now });
}

/** A relation holds no longer, or never did. The row stays. */
export async function endRelation(ctx: Ctx, personId: string, relationId: string, command: EndRelation): Promise<void> {
  const { reason } = shaped(EndRelation, command);
  if (!(await repository.endRelation(ctx.actor, ctx.tx, relationId, personId, reason || null, ctx.now))) throw notFound();
}

/** Stays in households of these people, locked: whoever moves them too waits. */
export async function lockedStays(ctx: Ctx, people: readonly string[]): Promise<{ rows: repository.StayRow[]; stays: Stay[] }> {
  const locked = await repository.lockPeople(ctx.actor, ctx.tx, people);
  if (locked.length !== new Set(people).size) throw notFound();
  const rows = await repository.listStays(ctx.actor, ctx.tx, people, 'household');
  return { rows, stays: rows.map((r) => ({ person: r.personId, group: r.groupId, until: r.leftAt?.getTime() ?? null })) };
}

/** Carries a planned move out: stays end, stays begin. */
export async function carryOut(ctx: Ctx, rows: readonly repository.StayRow[], move: Move, to: string | null, why: string | null): Promise<void> {
  const leaving = new Set(move.leave.map((s) => s.person));
  await repository.endStays(ctx.actor, ctx.tx, rows.filter((r) => r.leftAt === null && leaving.has(r.personId)).map((r) => r.id), why, ctx.now);
  if (to !== null) await repository.insertStays(ctx.actor, ctx.tx, { id: to, kind: 'household' }, move.enter.map((e) => ({ id: newId(ctx.now), personId: e.person })), ctx.now);
}

/** A new group; whoever forms it puts people into it in the same command. */
export async function formGroup(ctx: Ctx, kind: repository.GroupKind, when: { on: string | null; place: string | null } = { on: null, place: null }): Promise<string> {
  const id = newId(ctx.now);
  await repository.insertGroup(ctx.actor, ctx.tx, { id, kind, ...when, now: ctx.now });
  return id;
}

async function targetOf(ctx: Ctx, to: ReturnType<typeof MoveHousehold.parse>['to'], stays: readonly Stay[]): Promise<string | null> {
  if (to.where === 'none') return null;
  if (to.where === 'new') return formGroup(ctx, 'household');
  return stays.find((s) => s.person === to.personId && s.until === null)?.group ?? formGroup(ctx, 'household');
}

/** People split from a household, join one, or live alone from now on. Where they lived before stays in the history. */
export async function moveHousehold(ctx: Ctx, command: MoveHousehold): Promise<{ householdId: string | null }> {
  const { people, to, reason } = shaped(MoveHousehold, command);
  const everybody = [...new Set(to.where === 'with' ? [...people, to.personId] : people)];
  const { rows, stays } = await lockedStays(ctx, everybody);
  const target = await targetOf(ctx, to, stays);
  await carryOut(ctx, rows, planMove(stays, to.where === 'with' ? everybody : people, target), target, reason || null);
  return { householdId: target };
}

/** People who arrived together on one day; told by reception too. */
export async function noteTravelGroup(ctx: Ctx, people: readonly string[], when: { readonly on: string; readonly place?: string | undefined }): Promise<{ groupId: string }> {
  const locked = await repository.lockPeople(ctx.actor, ctx.tx, people);
  if (locked.length !== new Set(people).size) throw notFound();
  const groupId = await formGroup(ctx, 'travel', { on: when.on, place: when.place?.slice(0, 120) ?? null });
  await repository.insertStays(ctx.actor, ctx.tx, { id: groupId, kind: 'travel' }, locked.map((personId) => ({ id: newId(ctx.now), personId })), ctx.now);
  return { groupId };
}

/** Protection keeps two people apart; from now on neither shows on the other's page. */
export async function keepApart(ctx: Ctx, personId: string, command: KeepApart): Promise<void> {
  const { otherPersonId, reason } = shaped(KeepApart, command);
  if (personId === otherPersonId) throw refuse('registry.relation-with-oneself', { field: 'otherPersonId' });
  await findOrThrow(ctx, personId);
  await findOrThrow(ctx, otherPersonId);
  const [a, b] = personId < otherPersonId ? [personId, otherPersonId] : [otherPersonId, personId];
  const id = newId(ctx.now);
  await repository.insertMark(ctx.actor, ctx.tx, { id, a, b, sealed: ctx.cipher.seal(reason, sealContext(id)), now: ctx.now });
}

/** Protection lifts the mark between a person and another. */
export async function liftApart(ctx: Ctx, personId: string, markId: string): Promise<void> {
  if (!(await repository.liftMark(ctx.actor, ctx.tx, markId, personId, ctx.now))) throw notFound();
}

/** Whether two people are kept apart: for steering only. Whoever calls this must not show, store or return it. */
export function areKeptApart(ctx: Ctx, one: string, other: string): Promise<boolean> {
  return repository.areKeptApart(ctx.actor, ctx.tx, one, other);
}

/** Whether anybody at all is kept apart from a person. Steers only, as above. */
export function isKeptApart(ctx: Ctx, personId: string): Promise<boolean> {
  return repository.isKeptApart(ctx.actor, ctx.tx, personId);
}

/** Whether somebody of this name is kept apart from a person. Steers only, as above: whoever is typed as a guardian is compared by sound. */
export function isKeptApartNamed(ctx: Ctx, personId: string, name: string): Promise<boolean> {
  return repository.isKeptApartNamed(ctx.actor, ctx.tx, personId, spokenForms(name));
}

/** Whether somebody, registered or not, may take a child as far as marks of protection go. Steers only, as above. */
export function mayTakeChild(ctx: Ctx, adultId: string | null, childId: string): Promise<boolean> {
  return repository.mayTakeChild(ctx.actor, ctx.tx, adultId, childId);
}

/** Is this adult recorded as the one who answers for this child? */
export function answersFor(ctx: Ctx, adultId: string, childId: string): Promise<boolean> {
  return repository.answersFor(ctx.actor, ctx.tx, adultId, childId);
}

/** People who arrived together, told as they are registered one after another: they join the group in which one of them is already. */
export async function travelTogether(ctx: Ctx, people: readonly string[], when: { readonly on: string; readonly place?: string | undefined }): Promise<void> {
  const groupId = await repository.findTravelGroup(ctx.actor, ctx.tx, people, when.on);
  if (groupId === undefined) {
    if (people.length > 1) await noteTravelGroup(ctx, people, when);
    return;
  }
  const stays = await repository.listStays(ctx.actor, ctx.tx, people, 'travel');
  const there = new Set(stays.filter((s) => s.groupId === groupId && s.leftAt === null).map((s) => s.personId));
  await repository.insertStays(ctx.actor, ctx.tx, { id: groupId, kind: 'travel' }, people.filter((p) => !there.has(p)).map((personId) => ({ id: newId(ctx.now), personId })), ctx.now);
}

/** Adults who answer for a child, as far as the actor sees them, best known first; nobody from whom the child is kept apart. */
export async function guardiansOf(ctx: Ctx, childId: string): Promise<{ personId: string; name: string; word: RelationWord; evidence: RelationEvidence }[]> {
  const { relations } = await familyOf(ctx, childId);
  return relations.flatMap(({ word, evidence, member }) =>
    (word && evidence && member.personId && !member.apart && answersForChild(word) ? [{ personId: member.personId, name: member.name ?? '', word, evidence }] : []))
    .sort((x, y) => RANK[y.evidence] - RANK[x.evidence]);
}
