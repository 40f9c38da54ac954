import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactCode, FactSet } from '#kernel/facts';
import { known } from '#kernel/facts';
import { asking, waysOf, wayTo } from './factory.ts';
import { planPapers } from './plan.ts';
import type { Blocker, PaperPath } from './answer.ts';
import { documentsIn, type Needs, type Way } from './way.ts';

/** Everything there is, tried one after the other: slow, short and obviously right. */

const PAPERS = ['a', 'b', 'c', 'd', 'e', 'f'];
const FACTS: readonly FactCode[] = ['hasPhone', 'hasDebt', 'pregnant'];
const ASSUMED = { days: 30, cost: 1000, visits: 1 };

const needs: fc.Arbitrary<Needs> = fc.letrec<{ needs: Needs }>((tie) => ({
  needs: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom(...PAPERS).map((document): Needs => ({ document })),
    fc.record({ fact: fc.constantFrom(...FACTS), value: fc.boolean() }).map(({ fact, value }): Needs => ({ criteria: { fact, op: 'is', value } })),
    fc.array(tie('needs'), { maxLength: 3 }).map((all): Needs => ({ all })),
    fc.array(tie('needs'), { minLength: 1, maxLength: 3 }).map((any): Needs => ({ any })),
  ),
})).needs;

const small = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 4 }) }, { weight: 1, arbitrary: fc.constant(null) });
const aWay = fc.record({ document: fc.constantFrom(...PAPERS), needs: fc.option(needs), days: small, cost: small, visits: fc.integer({ min: 1, max: 3 }) });
const pack = fc.array(aWay, { maxLength: 10 }).map((list) => list.map(({ document, needs: wanted, days, cost, visits }, i): Way =>
  wayTo(document, { id: `way-${i}`, needs: wanted, days: { typical: days, worst: null }, cost: cost === null ? null : { amount: cost, currency: 'XTS' }, visits })));
const world = fc.record({
  ways: pack,
  goals: fc.uniqueArray(fc.constantFrom(...PAPERS), { minLength: 1, maxLength: 3 }),
  held: fc.uniqueArray(fc.constantFrom(...PAPERS), { maxLength: 2 }),
  answers: fc.record(Object.fromEntries(FACTS.map((fact) => [fact, fc.constantFrom('yes', 'no', 'unknown', 'declined')])) as Record<FactCode, fc.Arbitrary<string>>),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function factsOf({ held, answers }: World): FactSet {
  const told = Object.entries(answers).flatMap(([fact, answer]) => {
    if (answer === 'unknown') return [];
    return [[fact, answer === 'declined' ? { state: 'declined', at: '' } : known(answer === 'yes', '')] as const];
  });
  return { ...Object.fromEntries(told), documentsHeld: known(Object.fromEntries(held.map((d) => [d, 'held'])), '') };
}

/** One manner to meet needs: papers, and how many conditions have to be asked. */
interface Manner { readonly papers: readonly string[]; readonly asks: number }

function manners(wanted: Needs, { answers }: World): Manner[] {
  if ('document' in wanted) return [{ papers: [wanted.document], asks: 0 }];
  if ('criteria' in wanted) {
    const leaf = wanted.criteria as { fact: FactCode; value: boolean };
    const answer = answers[leaf.fact];
    if (answer === 'unknown') return [{ papers: [], asks: 1 }];
    return answer === (leaf.value ? 'yes' : 'no') ? [{ papers: [], asks: 0 }] : [];
  }
  if ('any' in wanted) return wanted.any.flatMap((part) => manners(part, { answers } as World));
  return wanted.all.reduce<Manner[]>(
    (so, part) => so.flatMap((one) => manners(part, { answers } as World).map((two) => ({ papers: [...one.papers, ...two.papers], asks: one.asks + two.asks }))),
    [{ papers: [], asks: 0 }],
  );
}

interface Taken extends Manner { readonly way: Way }

/** When a paper is there under a choice; `null` when it waits for itself. */
function dayOf(document: string, choice: ReadonlyMap<string, Taken>, held: readonly string[], onTheWay: readonly string[] = []): number | null {
  if (held.includes(document)) return 0;
  if (onTheWay.includes(document)) return null;
  const taken = choice.get(document)!;
  let start = 0;
  for (const paper of taken.papers) {
    const day = dayOf(paper, choice, held, [...onTheWay, document]);
    if (day === null) return null;
    start = Math.max(start, day);
  }
  return start + (taken.way.days.typical ?? ASSUMED.days);
}

type Score = readonly number[];
const better = (a: Score, b: Score): boolean => {
  const i = a.findIndex((part, at) => part !== b[at]);
  return i !== -1 && a[i]! < b[i]!;
};

/** The best of all choices for the goals; `null` when none works. */
function best(w: World, goals: readonly string[]): Score | null {
  let found: Score | null = null;
  const options = new Map(PAPERS.map((d) => [d, w.ways.filter((way) => way.document === d).flatMap((way) =>
    manners(way.needs ?? { all: [] }, w).map((manner): Taken => ({ way, ...manner })))]));
  const tryAll = (open: readonly string[], choice: ReadonlyMap<string, Taken>): void => {
    const next = open.find((d) => !choice.has(d) && !w.held.includes(d));
    if (next !== undefined) {
      for (const taken of options.get(next)!) tryAll([...open, ...taken.papers], new Map([...choice, [next, taken]]));
      return;
    }
    const days = goals.map((goal) => dayOf(goal, choice, w.held));
    if (days.includes(null)) return;
    const all = [...choice.values()];
    const sum = (of: (t: Taken) => number): number => all.reduce((s, t) => s + of(t), 0);
    const score = [
      Math.max(0, ...(days as number[])), sum((t) => t.way.cost?.amount ?? ASSUMED.cost), sum((t) => t.way.visits ?? ASSUMED.visits), sum((t) => t.asks), all.length,
    ];
    if (!found || better(score, found)) found = score;
  };
  tryAll(goals, new Map());
  return found;
}

/** The score of the answer, worked out again from its steps alone. */
function scoreOf(path: PaperPath): Score {
  const end = new Map<string, number>();
  for (const step of path.plan.steps) {
    const start = Math.max(0, ...step.bring.filter((b) => !b.held).map((b) => end.get(b.document)!));
    end.set(step.document, start + (step.way.days.typical ?? ASSUMED.days));
  }
  const sum = (of: (s: PaperPath['plan']['steps'][number]) => number): number => path.plan.steps.reduce((s, step) => s + of(step), 0);
  return [
    Math.max(0, ...end.values()), sum((s) => s.way.cost?.amount ?? ASSUMED.cost), sum((s) => s.way.visits ?? ASSUMED.visits), sum((s) => s.ask.length), path.plan.steps.length,
  ];
}

const answerTo = (w: World, steps?: number): PaperPath => planPapers(asking(w.goals, { facts: factsOf(w) }), waysOf(...w.ways), steps);
const reachedGoals = (w: World): string[] => w.goals.filter((goal) => best(w, [goal]) !== null);

describe('the planner against trying everything', () => {
  it('reaches what can be reached, with the best plan there is', () => {
    fc.assert(fc.property(world, (w) => {
      const path = answerTo(w, 1e6);
      const goals = reachedGoals(w);
      expect(path.blocked.map((b) => b.document)).toEqual(w.goals.filter((g) => !goals.includes(g)).sort());
      expect(path.plan.exact).toBe(true);
      expect(scoreOf(path)).toEqual(best(w, goals));
    }), { numRuns: 3000 });
  });

  it('lists every paper after what it needs, needs nothing that is not there, and asks only what is open', () => {
    fc.assert(fc.property(world, (w) => {
      const path = answerTo(w);
      const there = new Set(w.held);
      for (const step of path.plan.steps) {
        expect(step.bring.every(({ document }) => there.has(document))).toBe(true);
        expect(isMet(step.way.needs ?? { all: [] }, there, w)).toBe(true);
        there.add(step.document);
      }
      expect(new Set(path.plan.steps.map((s) => s.document)).size).toBe(path.plan.steps.length);
    }), { numRuns: 300 });
  });

  it('is never worse off when the person holds one paper more', () => {
    fc.assert(fc.property(world, fc.constantFrom(...PAPERS), (w, paper) => {
      const before = best(w, reachedGoals(w));
      const after = best({ ...w, held: [...w.held, paper] }, reachedGoals(w));
      expect(after && before && better(before, after)).toBe(false);
    }), { numRuns: 100 });
  });

  it('gives a plan that holds and is as early even when the search is cut short', () => {
    fc.assert(fc.property(world, (w) => {
      const cut = answerTo(w, 1);
      const whole = answerTo(w, 1e6);
      expect(scoreOf(cut)[0]).toBe(scoreOf(whole)[0]);
      if (cut.plan.exact) expect(scoreOf(cut)).toEqual(scoreOf(whole));
    }), { numRuns: 200 });
  });
});

function isMet(wanted: Needs, there: ReadonlySet<string>, w: World): boolean {
  if ('document' in wanted) return there.has(wanted.document);
  if ('criteria' in wanted) return manners(wanted, w).length > 0;
  return 'all' in wanted ? wanted.all.every((part) => isMet(part, there, w)) : wanted.any.some((part) => isMet(part, there, w));
}

/** Everything that can be had when some papers and some refused conditions are granted. */
function openedBy(w: World, granted: readonly Blocker[]): Set<string> {
  const there = new Set([...w.held, ...granted.flatMap((g) => (g.kind === 'condition' ? [] : [g.document]))]);
  const holds = (wanted: Needs, way: Way): boolean => {
    if ('document' in wanted) return there.has(wanted.document);
    if ('criteria' in wanted) return manners(wanted, w).length > 0 || granted.some((g) => g.kind === 'condition' && g.wayId === way.id);
    return 'all' in wanted ? wanted.all.every((part) => holds(part, way)) : wanted.any.some((part) => holds(part, way));
  };
  for (let size = -1; size !== there.size;) {
    size = there.size;
    for (const way of w.ways) if (holds(way.needs ?? { all: [] }, way)) there.add(way.document);
  }
  return there;
}

describe('what blocks, against trying everything', () => {
  it('names sets that open the way, of which nothing can be left out', () => {
    fc.assert(fc.property(world, (w) => {
      for (const { document, sets, exact } of answerTo(w, 1e5).blocked) {
        expect(exact || sets.length > 0).toBe(true);
        expect(sets.length).toBeGreaterThan(0);
        for (const set of sets) {
          expect(openedBy(w, set).has(document)).toBe(true);
          for (const left of set) {
            // Two conditions of one way are told apart here only by their way.
            const rest = set.filter((one) => one !== left);
            if (left.kind === 'condition' && rest.some((one) => one.kind === 'condition' && one.wayId === left.wayId)) continue;
            expect(openedBy(w, rest).has(document)).toBe(false);
          }
        }
      }
    }), { numRuns: 300 });
  });

  it('finds no set of missing papers that is smaller, nor one of the same size that it leaves out', () => {
    fc.assert(fc.property(world, (w) => {
      const yes = { ...w, answers: Object.fromEntries(FACTS.map((f) => [f, 'unknown'])) as World['answers'] };
      for (const { document, sets, exact } of answerTo(yes, 1e5).blocked) {
        if (!exact) continue;
        const rootless = PAPERS.filter((d) => !openedBy(yes, []).has(d) && isRootOrRing(d, yes) && (d !== document || !yes.ways.some((way) => way.document === d)));
        const smallest = smallestOf(rootless, (some) => openedBy(yes, some.map((d) => ({ kind: 'noWay', document: d }))).has(document));
        if (smallest.length === 0) continue;
        expect(sets.map((set) => set.map((b) => b.document).sort().join()).sort()).toEqual(smallest);
      }
    }), { numRuns: 300 });
  });
});

/** Out of reach, and either without any way or waiting for itself through papers out of reach. */
function isRootOrRing(document: string, w: World): boolean {
  const there = openedBy(w, []);
  const next = (d: string): string[] => w.ways.filter((way) => way.document === d).flatMap((way) => documentsIn(way.needs)).filter((d2) => !there.has(d2));
  if (!w.ways.some((way) => way.document === document)) return true;
  const seen = new Set(next(document));
  for (const one of seen) for (const kid of next(one)) seen.add(kid);
  return seen.has(document);
}

function smallestOf(items: readonly string[], works: (some: string[]) => boolean): string[] {
  const subsets = items.reduce<string[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);
  const working = subsets.filter(works);
  const size = Math.min(...working.map((set) => set.length));
  return working.filter((set) => set.length === size).map((set) => [...set].sort().join()).sort();
}
