/** Several ways compared: the earliest, and the cheapest where it is another. */
import { planPapers, type PaperPath, type PaperQuestion, type PaperWays, type Plan } from '#directory/papers';

export interface Compared {
  readonly earliest: PaperPath;
  readonly cheapest: PaperPath | null;
}

/** The plan to show: the one that waits for no answer, where it leads to the same papers. Nobody is sent to a consulate because nobody asked where they are. */
export const shownPlan = ({ plan, sure }: PaperPath): Plan => (sure !== null && sure.without.length === 0 ? sure.plan : plan);

const waysIn = (path: PaperPath): Set<string> => new Set(shownPlan(path).steps.map((step) => step.way.id));

/** Ways that were not refused; all of them where something can then no longer be had. */
function withoutRefused(question: PaperQuestion, all: PaperWays, refused: ReadonlySet<string>): PaperPath {
  if (refused.size === 0) return planPapers(question, all);
  const path = planPapers(question, { ...all, ways: all.ways.filter((way) => !refused.has(way.id)) });
  return path.blocked.length === 0 ? path : planPapers(question, all);
}

/** Where time does not count, the planner takes what costs least; the way that it takes is then timed as it is. */
function cheapestPath(question: PaperQuestion, all: PaperWays, refused: ReadonlySet<string>): PaperPath {
  const timeless = { ...all, assumptions: { ...all.assumptions, days: 0 }, ways: all.ways.map((way) => ({ ...way, days: { typical: 0, worst: 0 } })) };
  const chosen = waysIn(withoutRefused(question, timeless, refused));
  return planPapers(question, { ...all, ways: all.ways.filter((way) => chosen.has(way.id)) });
}

function costOf(path: PaperPath): number {
  const { cost, costsUnknown } = shownPlan(path).total;
  return cost.reduce((sum, { currency, amount }) => sum + (currency === path.currency ? amount : 0), 0) + costsUnknown * path.assumptions.cost;
}

/** The ways to what is wanted. A way that was refused is taken only where there is no other. */
export function compareWays(question: PaperQuestion, all: PaperWays, refused: ReadonlySet<string>): Compared {
  const earliest = withoutRefused(question, all, refused);
  const cheapest = cheapestPath(question, all, refused);
  return { earliest, cheapest: cheapest.blocked.length === earliest.blocked.length && costOf(cheapest) < costOf(earliest) ? cheapest : null };
}
