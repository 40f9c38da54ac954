import { colleagueNames, colleaguesOf } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as identity from '../repository/identity.ts';
import * as repository from '../repository/review.ts';
import { ageOn } from '../rules/birth.ts';
import { sorting } from '../rules/identity.ts';
import { fullName } from '../rules/person.ts';
import { doubtSets, type Pair } from '../rules/review.ts';
import {
  AssignReview, NoteReview, REVIEW_MOST, SortPeople, type DecidedLine, type Doubt, type ReviewLine, type ReviewList, type ReviewPage, type ReviewPerson, type ReviewSet,
} from '../schema.ts';
import { comparisonOf } from './doubt-comparison.ts';
import { decideTogether } from './identity.ts';
import { setAround } from './review-set.ts';
import { placeName, shaped, today } from './shared.ts';

/** Doubts that a page looks at: as these are decided, the next ones come up. */
const LOOKED_AT = 200;
const COUNTED = 1_000;
const DECIDED_SHOWN = 120;

type Person = repository.DoubtPersonRow;
type Row = repository.DoubtRow;

/** The review list of supervision: what is open, what one looks into oneself, and what was decided last. */
export async function listReview(ctx: Ctx, list: ReviewList): Promise<ReviewPage> {
  const assigned = await repository.listAssigned(ctx.actor, ctx.tx, ctx.actor.userId);
  const mine = assigned.length > 0 ? await openAmong(ctx, assigned) : [];
  const counts = { open: await repository.countDoubts(ctx.actor, ctx.tx, COUNTED), mine: mine.length, most: COUNTED };
  if (list === 'decided') return { lines: [], decided: await decidedLines(ctx), counts };
  const rows = list === 'mine' ? mine : await repository.listDoubts(ctx.actor, ctx.tx, null, LOOKED_AT);
  return { lines: await linesOf(ctx, rows.slice(0, LOOKED_AT)), decided: [], counts };
}

/** How many doubts wait: for the menu. */
export async function countReview(ctx: Ctx): Promise<{ open: number; most: number }> {
  return { open: await repository.countDoubts(ctx.actor, ctx.tx, COUNTED), most: COUNTED };
}

async function openAmong(ctx: Ctx, pairs: readonly Pair[]): Promise<Row[]> {
  const wanted = new Set(pairs.map((p) => p.a + p.b));
  const rows = await repository.listDoubts(ctx.actor, ctx.tx, [...new Set(pairs.flatMap((p) => [p.a, p.b]))], LOOKED_AT);
  return rows.filter((r) => wanted.has(r.a + r.b));
}

async function linesOf(ctx: Ctx, rows: readonly Row[]): Promise<ReviewLine[]> {
  const ids = [...new Set(rows.flatMap((r) => [r.a, r.b]))];
  const people = new Map((await repository.listPeopleInDoubt(ctx.actor, ctx.tx, ids)).map((p) => [p.id, p]));
  const entries = ids.length > 0 ? await repository.listEntries(ctx.actor, ctx.tx, ids) : [];
  const names = await colleagueNames(ctx, [...rows.map((r) => r.askedBy), ...entries.map((e) => e.officerId)]);
  const compared = await comparisonOf(ctx, [...people.values()]);
  const identityOf = (id: string) => people.get(id)?.identityId ?? id;
  return doubtSets(rows, identityOf).map((set): ReviewLine => {
    const first = set.find((r) => r.origin === 'officer') ?? set[0]!;
    const records = [...new Set(set.flatMap((r) => [r.a, r.b]))];
    return {
      personId: first.a, records: records.length, doubts: set.length, origin: first.origin, since: first.since.toISOString(), askedBy: nameIn(names, first.askedBy),
      names: records.slice(0, 4).flatMap((id) => lineName(ctx, people.get(id))), assignedTo: nameIn(names, assignedTo(entries, set)?.officerId ?? null),
      family: set.every((r) => compared(r.a, r.b).hint !== null), treatedAsOne: set.every((r) => identityOf(r.a) === identityOf(r.b)),
    };
  });
}

function nameIn(names: ReadonlyMap<string, string>, id: string | null): string | null {
  return id ? (names.get(id) ?? null) : null;
}

function lineName(ctx: Ctx, person: Person | undefined): ReviewLine['names'] {
  return person ? [{ name: fullName(person), age: ageOn(person.birthDate, today(ctx)), inSight: person.inSight }] : [];
}

/** The newest assignment of any doubt of a set counts for the set. */
function assignedTo(entries: readonly repository.EntryRow[], pairs: readonly Pair[]): repository.EntryRow | undefined {
  const own = new Set(pairs.map((p) => p.a + p.b));
  return entries.find((e) => e.kind === 'assign' && own.has(e.a + e.b));
}

/** Everybody whom open doubts connect with a record, and whoever is one person with them. */
export async function getReviewSet(ctx: Ctx, personId: string): Promise<ReviewSet> {
  const { records, doubts, more } = await setAround(
    personId, REVIEW_MOST, (people) => identity.identityRecords(ctx.actor, ctx.tx, people), (people) => repository.listDoubts(ctx.actor, ctx.tx, people, LOOKED_AT),
  );
  const rows = await repository.listPeopleInDoubt(ctx.actor, ctx.tx, records);
  if (!rows.some((p) => p.id === personId)) throw notFound();
  const shown = new Map(rows.map((p) => [p.id, p]));
  const compared = await comparisonOf(ctx, rows);
  const entries = await repository.listEntries(ctx.actor, ctx.tx, records);
  const standing = new Map((await repository.listStanding(ctx.actor, ctx.tx, records)).map((l) => [l.id, l]));
  const decided = (await identity.listDecisions(ctx.actor, ctx.tx, records)).filter((d) => d.stands && d.decision !== 'unsure' && shown.has(d.a) && shown.has(d.b));
  const assigned = assignedTo(entries, doubts);
  const names = await colleagueNames(ctx, [...doubts.map((d) => d.askedBy), ...entries.flatMap((e) => [e.writtenBy, e.officerId]), ...[...standing.values()].map((l) => l.decidedBy)]);
  return {
    people: rows.map((p) => shownPerson(ctx, p)),
    doubts: doubts.filter((d) => shown.has(d.a) && shown.has(d.b)).map((d): Doubt => ({
      a: d.a, b: d.b, origin: d.origin, linkId: d.linkId, askedBy: nameIn(names, d.askedBy), since: d.since.toISOString(), note: d.note,
      treatedAsOne: shown.get(d.a)!.identityId === shown.get(d.b)!.identityId, ...compared(d.a, d.b),
    })),
    decisions: decided.map((d) => {
      const link = standing.get(d.id);
      return {
        linkId: d.id, act: d.act, a: d.a, b: d.b, decision: d.decision as 'same' | 'different', by: nameIn(names, link?.decidedBy ?? null), at: link?.decidedAt.toISOString() ?? null,
        note: link?.note ?? null, auto: link?.source === 'auto', mayTakeBack: d.mayTakeBack && d.inSight,
      };
    }),
    notes: entries.flatMap((e) => (e.note ? [{ text: e.note, by: nameIn(names, e.writtenBy), at: e.writtenAt.toISOString() }] : [])),
    assignedTo: assigned?.officerId ? { id: assigned.officerId, name: nameIn(names, assigned.officerId) } : null,
    me: ctx.actor.userId, reviewers: await reviewers(ctx), more,
  };
}

function shownPerson(ctx: Ctx, p: Person): ReviewPerson {
  const { id, registeredAt, ...rest } = p;
  return {
    ...rest, personId: id, age: ageOn(p.birthDate, today(ctx)), originName: placeName(ctx, p.originAdmin2),
    registeredOn: registeredAt.toISOString(),
  };
}

async function reviewers(ctx: Ctx): Promise<ReviewSet['reviewers']> {
  if (!ctx.actor.officeId) return [];
  const colleagues = await colleaguesOf(ctx, ctx.actor.officeId);
  return colleagues.filter((c) => c.role === 'supervisor').map(({ id, displayName }) => ({ id, displayName }));
}

/** Sorts records into people: one act that settles every pair among them. What stands against it must be taken back by name. */
export async function sortPeople(ctx: Ctx, command: SortPeople): Promise<{ linkId: string | null }> {
  const { groups, apart, takingBack, note } = shaped(SortPeople, command);
  const people = groups.flat();
  if (people.length < 2 || people.length > REVIEW_MOST || new Set(people).size !== people.length) throw refuse('registry.review-set', { field: 'groups' });
  await identity.lockIdentities(ctx.actor, ctx.tx);
  const records = await identity.identityRecords(ctx.actor, ctx.tx, people);
  if (records.length === 0) throw notFound();
  // Somebody else decided meanwhile: a record that belongs here was not looked at.
  if (records.some((id) => !people.includes(id))) throw refuse('registry.review-changed', { status: 409 });
  const { verdicts, against } = sorting(groups, apart, await identity.listDecisions(ctx.actor, ctx.tx, people));
  if (verdicts.length === 0) throw refuse('registry.review-set', { field: 'groups' });
  if (against.some((d) => !takingBack.includes(d.id))) throw refuse('registry.identity-contradiction', { status: 409, params: { n: against.length } });
  const { linkIds } = await decideTogether(ctx, { verdicts, takingBack: new Set(against.map((d) => d.id)), note: note || null });
  return { linkId: linkIds[0] ?? null };
}

async function doubtsAround(ctx: Ctx, personId: string): Promise<Row[]> {
  const set = await setAround(personId, REVIEW_MOST, (people) => identity.identityRecords(ctx.actor, ctx.tx, people), (people) => repository.listDoubts(ctx.actor, ctx.tx, people, LOOKED_AT));
  if (set.doubts.length === 0) throw notFound();
  return [...set.doubts];
}

/** Gives a set to a supervisor of the own office, or to nobody. */
export async function assignReview(ctx: Ctx, personId: string, command: AssignReview): Promise<void> {
  const { officerId } = shaped(AssignReview, command);
  if (officerId && !(await reviewers(ctx)).some((r) => r.id === officerId)) throw refuse('registry.officer-not-of-office', { field: 'officerId' });
  for (const { a, b } of await doubtsAround(ctx, personId)) {
    await repository.insertEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), a, b, kind: 'assign', officerId, note: null, now: ctx.now });
  }
}

/** Keeps a note with a set. */
export async function noteReview(ctx: Ctx, personId: string, command: NoteReview): Promise<void> {
  const { text } = shaped(NoteReview, command);
  const [{ a, b }] = (await doubtsAround(ctx, personId)) as [Row];
  await repository.insertEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), a, b, kind: 'note', officerId: null, note: text, now: ctx.now });
}

/** What was decided last, one line per act, each to be taken back. */
async function decidedLines(ctx: Ctx): Promise<DecidedLine[]> {
  const links = await identity.listDecided(ctx.actor, ctx.tx, DECIDED_SHOWN);
  const people = new Map((await repository.listPeopleInDoubt(ctx.actor, ctx.tx, [...new Set(links.flatMap((l) => [l.personA, l.personB]))])).map((p) => [p.id, p]));
  const names = await colleagueNames(ctx, links.map((l) => l.decidedBy));
  return [...Map.groupBy(links, (l) => l.act).values()].map((act): DecidedLine => {
    const first = act.find((l) => !l.undoneAt) ?? act[0]!;
    const records = [...new Set(act.flatMap((l) => [l.personA, l.personB]))];
    const kinds = new Set(act.map((l) => l.decision));
    return {
      linkId: first.id, decision: kinds.size > 1 ? 'sorted' : (first.decision as 'same' | 'different'), pairs: act.length, at: first.decidedAt.toISOString(),
      names: [...new Set(records.flatMap((id) => (people.has(id) ? [fullName(people.get(id)!)] : [])))].slice(0, 4), by: nameIn(names, first.decidedBy), note: first.note,
      auto: first.source === 'auto', undone: first.undoneAt !== null, mayTakeBack: first.mayTakeBack,
    };
  });
}
