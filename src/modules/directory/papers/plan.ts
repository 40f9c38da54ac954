/**
 * The way to papers: from what a person holds and what is known of them to a short ordered checklist. Fewest days first (papers
 * that do not wait for one another are fetched at the same time), then least cost, then fewest visits. Pure; equal inputs give
 * equal bytes, in whatever order the pack lists its ways.
 */
import type { Reading } from '#kernel/criteria';
import type { PlainDate } from '#kernel/dates';
import type { FactSet } from '#kernel/facts';
import type { PaperPath, Plan } from './answer.ts';
import { blockedBy } from './blockers.ts';
import { cheapestOf } from './cheapest.ts';
import { earliestOf, optionsOf, undecided, type Earliest } from './earliest.ts';
import { graphOf, type Graph, type GraphInput, type Mode } from './graph.ts';
import { planFrom, type PapersOfService } from './schedule.ts';
import type { Assumptions, Way } from './way.ts';

export interface PaperQuestion {
  readonly goals: readonly string[];
  readonly facts: FactSet;
  /** Last day of papers that lapse, by document; a paper whose day has passed is not held. */
  readonly lapses: Readonly<Record<string, PlainDate | null>>;
  readonly today: PlainDate;
  readonly mayReadRestricted: boolean;
  readonly services: readonly PapersOfService[];
}

export interface PaperWays {
  readonly ways: readonly Way[];
  readonly currency: string;
  readonly assumptions: Assumptions;
}

/** Steps of the search before it stops and says so; enough for packs as they are, and less than ten milliseconds. */
export const SEARCH_STEPS = 300;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (ids: Iterable<string>): string[] => [...new Set(ids)].sort(compare);

/** Ways by paper, in the order of their ids. */
function byDocument(ways: readonly Way[]): Map<string, Way[]> {
  const map = new Map<string, Way[]>();
  for (const way of [...ways].sort((a, b) => compare(a.id, b.id))) map.set(way.document, [...(map.get(way.document) ?? []), way]);
  return map;
}

interface Hand { readonly held: ReadonlySet<string>; readonly lapsed: readonly string[] }

/** Papers in hand; those of which the time has passed stand apart. */
function inHand({ facts, lapses, today }: PaperQuestion): Hand {
  const state = facts.documentsHeld;
  const entries = state?.state === 'known' ? Object.entries(state.value as Readonly<Record<string, string>>) : [];
  const held = inOrder(entries.filter(([, value]) => value === 'held').map(([document]) => document));
  const hasLapsed = (document: string): boolean => (lapses[document] ?? today) < today;
  return { held: new Set(held.filter((d) => !hasLapsed(d))), lapsed: held.filter(hasLapsed) };
}

interface Planned { readonly plan: Plan; readonly unreached: readonly string[] }

const daysIn = (graph: Graph): Earliest => earliestOf(optionsOf(graph), undecided(graph.nodes.length));

function planFor(goals: readonly string[], mode: Mode, input: Omit<GraphInput, 'goals' | 'mode'>, question: PaperQuestion, steps: number): Planned {
  const whole = graphOf({ ...input, goals, mode });
  const { day } = daysIn(whole);
  const unreached = goals.filter((goal) => !input.held.has(goal) && !Number.isFinite(day[whole.byDocument.get(goal)!]!));
  const graph = unreached.length === 0 ? whole : graphOf({ ...input, goals: goals.filter((goal) => !unreached.includes(goal)), mode });
  const chosen = cheapestOf(graph, { steps, alike: 0 });
  const scheduling = { today: question.today, held: input.held, services: question.services };
  return { plan: planFrom(graph, chosen?.taken ?? [], chosen?.exact ?? true, daysIn(graph), scheduling), unreached };
}

/** The way to every paper that is asked for, and why there is none where there is none. */
export function planPapers(question: PaperQuestion, { ways, currency, assumptions }: PaperWays, steps: number = SEARCH_STEPS): PaperPath {
  const { held, lapsed } = inHand(question);
  const reading: Reading = { mayReadRestricted: question.mayReadRestricted };
  const input = { waysOf: byDocument(ways), held, facts: question.facts, reading, currency, assumptions };
  const goals = inOrder(question.goals);
  const { plan, unreached } = planFor(goals, 'asked', input, question, steps);
  const reached = goals.filter((goal) => !unreached.includes(goal));
  const asks = plan.steps.some((step) => step.ask.length > 0);
  const sure = asks ? planFor(reached, 'sure', input, question, steps) : null;
  return {
    held: goals.filter((goal) => held.has(goal)),
    lapsed: [...lapsed],
    plan,
    sure: sure && { plan: sure.plan, without: [...sure.unreached] },
    blocked: unreached.map((document) => blockedBy(document, { ...input, goals: [document], mode: 'asked' }, steps)),
    assumptions, currency,
  };
}
