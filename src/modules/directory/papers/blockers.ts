/** Why a paper cannot be had: the smallest sets of missing things of which one would open a way. */
import type { Reason } from '../matching/suggestion.ts';
import type { Blocked, Blocker } from './answer.ts';
import { cheapestOf } from './cheapest.ts';
import { earliestOf, optionsOf, undecided } from './earliest.ts';
import { graphOf, type GraphInput, type Graph, type Option } from './graph.ts';
import { documentsIn, type Way } from './way.ts';

const SETS_TOLD = 6;

/** Papers out of reach that wait for themselves. */
function circles(outOfReach: ReadonlySet<string>, waysOf: GraphInput['waysOf']): Set<string> {
  const needsOf = (document: string): string[] => (waysOf.get(document) ?? []).flatMap((way: Way) => documentsIn(way.needs)).filter((d) => outOfReach.has(d));
  const next = new Map([...outOfReach].map((document) => [document, new Set(needsOf(document))]));
  const waitsForItself = (document: string): boolean => {
    const seen = new Set(next.get(document));
    for (const one of seen) for (const kid of next.get(one) ?? []) seen.add(kid);
    return seen.has(document);
  };
  return new Set([...outOfReach].filter(waitsForItself));
}

/** Every paper that stands behind a paper, itself included, and not held. */
function behind(document: string, { waysOf, held }: GraphInput): string[] {
  const seen = new Set([document]);
  for (const one of seen) for (const way of waysOf.get(one) ?? []) for (const kid of documentsIn(way.needs)) seen.add(kid);
  return [...seen].filter((one) => !held.has(one));
}

/** Which of some papers cannot be had. */
function outOfReachOf(documents: readonly string[], input: GraphInput): Set<string> {
  const graph = graphOf({ ...input, goals: documents });
  const { day } = earliestOf(optionsOf(graph), undecided(graph.nodes.length));
  return new Set(documents.filter((one) => !Number.isFinite(day[graph.byDocument.get(one)!]!)));
}

function blockerOf(option: Option, inCircle: ReadonlySet<string>, documentOf: (wayId: string) => string): Blocker | null {
  const { granted } = option;
  if (!granted) return null;
  if ('document' in granted) return { kind: inCircle.has(granted.document) ? 'circle' : 'noWay', document: granted.document };
  const { wayId, because, missing } = granted.condition;
  return {
    kind: 'condition', document: documentOf(wayId), wayId,
    against: because.map(({ leaf, holds, value }) => ({ leaf, holds, value }) as Reason), missing: [...missing],
  };
}

/** Grants that make a paper reachable, each set once, the smallest number only. */
function smallestSets(graph: Graph, steps: number, toBlocker: (option: Option) => Blocker | null): Omit<Blocked, 'document'> | null {
  const found = cheapestOf(graph, { steps, alike: SETS_TOLD * 4, anyDay: true });
  if (!found) return null;
  const all = [found.taken, ...found.alike].map((taken) => taken.flatMap((option) => (option ? (toBlocker(option) ?? []) : [])));
  const smallest = all.filter((set) => set.length === found.price[0]);
  const byText = new Map(smallest.map((set) => [JSON.stringify(sorted(set)), sorted(set)]));
  const sets = [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, set]) => set);
  return { sets: sets.slice(0, SETS_TOLD), exact: found.exact && sets.length <= SETS_TOLD };
}

const sorted = (set: readonly Blocker[]): Blocker[] => [...set].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Says what blocks a paper. What can be had counts as held here: only what is out of reach is told. */
export function blockedBy(document: string, input: GraphInput, steps: number): Blocked {
  const around = behind(document, input);
  const outOfReach = outOfReachOf(around, input);
  const inCircle = circles(outOfReach, input.waysOf);
  const roots = [...outOfReach].filter((one) => (input.waysOf.get(one) ?? []).length === 0);
  const reachable = new Set([...input.held, ...around.filter((one) => !outOfReach.has(one))]);
  const documentOf = (wayId: string): string => wayOf(input, wayId)?.document ?? document;
  const ask = (grants: Set<string>): Omit<Blocked, 'document'> | null =>
    smallestSets(graphOf({ ...input, goals: [document], held: reachable, grants }), steps, (option) => blockerOf(option, inCircle, documentOf));
  const told = ask(new Set([...roots, ...[...inCircle].filter((one) => one !== document)])) ?? ask(new Set([...roots, ...inCircle]));
  return { document, sets: told?.sets ?? [], exact: told?.exact ?? false };
}

function wayOf({ waysOf }: GraphInput, wayId: string): Way | undefined {
  for (const ways of waysOf.values()) for (const way of ways) if (way.id === wayId) return way;
  return undefined;
}
