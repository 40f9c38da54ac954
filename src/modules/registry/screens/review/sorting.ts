/** What supervision sorts: records that stand and fall together, and what an answer would overrule. Pure. */
import { identitiesOf, unfitting, type Decided } from '../../rules/identity.ts';
import type { ReviewPerson, ReviewSet, StandingDecision } from '../../schema.ts';

export type Unit = readonly ReviewPerson[];
type Sorted = Pick<ReviewSet, 'people' | 'doubts' | 'decisions'>;

export const keyOf = (unit: Unit): string => unit[0]!.personId;

const standingOf = (decisions: readonly StandingDecision[]): Decided[] =>
  decisions.map((d, seq) => ({ id: d.linkId, act: d.act, a: d.a, b: d.b, decision: d.decision, stands: true, replacedBy: null, source: d.auto ? 'auto' : 'person', seq }));

/**
 * Records that are one person stand and fall together. Where just that is in doubt, only what people decided holds them together,
 * and nothing does if that is in doubt too.
 */
export function unitsIn(set: Sorted): Unit[] {
  return [...Map.groupBy(set.people, (p) => p.identityId).values()].flatMap((records) => (inDoubt(set, records) ? byPeople(set, records) : [records]));
}

function inDoubt({ doubts }: Sorted, unit: Unit): boolean {
  const ids = new Set(unit.map((p) => p.personId));
  return doubts.some((d) => ids.has(d.a) && ids.has(d.b));
}

function byPeople(set: Sorted, records: Unit): Unit[] {
  const said = standingOf(set.decisions).filter((d) => d.source === 'person' && records.some((p) => p.personId === d.a));
  const groups = identitiesOf(records.map((p) => p.personId), said);
  return groups.map((ids) => records.filter((p) => ids.includes(p.personId))).flatMap((unit) => (inDoubt(set, unit) ? unit.map((p) => [p]) : [unit]));
}

/** What is ticked, as groups of records: the ticked ones are one person, every other unit stays its own. */
export function groupsOf(units: readonly Unit[], ticked: ReadonlySet<string>): string[][] {
  const ids = (unit: Unit) => unit.map((p) => p.personId);
  const one = units.filter((unit) => ticked.has(keyOf(unit))).flatMap(ids);
  const others = units.filter((unit) => !ticked.has(keyOf(unit))).map(ids);
  return one.length > 0 ? [one, ...others] : others;
}

/** Decisions that an answer takes back. */
export const takenBack = (set: Sorted, groups: readonly (readonly string[])[]): string[] => unfitting(groups, standingOf(set.decisions)).map((d) => d.id);

/** Those among them that somebody must agree to overrule. The word of the machine about the very pair it asks about is the question, and nothing to overrule. */
export function overruled(set: Sorted, groups: readonly (readonly string[])[]): ReadonlySet<string> {
  const asked = (d: Decided) => d.source === 'auto' && set.doubts.some((x) => (x.a === d.a && x.b === d.b) || (x.a === d.b && x.b === d.a));
  return new Set(unfitting(groups, standingOf(set.decisions)).filter((d) => !asked(d)).map((d) => d.id));
}
