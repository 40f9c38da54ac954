/** From the options that a plan takes to steps in order, with days, dates and what each of them opens. */
import { addDays, type PlainDate } from '#kernel/dates';
import type { Plan, Span, Step, Total } from './answer.ts';
import type { Earliest } from './earliest.ts';
import type { Graph, OpenCondition, Option } from './graph.ts';
import type { Way } from './way.ts';

/** A service and the papers it asks for, to say what a paper opens. */
export interface PapersOfService { readonly id: string; readonly requires: readonly string[] }

export interface Scheduling {
  readonly today: PlainDate;
  readonly held: ReadonlySet<string>;
  readonly services: readonly PapersOfService[];
}

/** A paper of the plan with everything it directly needs; choices are dissolved into what was chosen. */
interface Draft {
  readonly document: string;
  readonly way: Way;
  /** For comparisons: what is unknown counts as assumed. */
  readonly days: number;
  readonly needs: readonly string[];
  readonly asks: readonly OpenCondition[];
  readonly otherWays: readonly string[];
}

interface Timed extends Draft {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly from: Span;
  readonly ready: Span;
}

interface Within { readonly documents: string[]; readonly asks: OpenCondition[] }

/** Papers and open conditions that an option leads to, through the choices in between. */
function throughChoices(graph: Graph, taken: readonly (Option | null)[], option: Option, into: Within): Within {
  into.asks.push(...option.asks);
  for (const kid of option.kids) {
    const { document } = graph.nodes[kid]!;
    if (document !== null) into.documents.push(document);
    else throughChoices(graph, taken, taken[kid]!, into);
  }
  return into;
}

function draftsOf(graph: Graph, taken: readonly (Option | null)[], canBe: (option: Option) => boolean): Draft[] {
  return graph.nodes.flatMap(({ document, possible }, node): Draft[] => {
    const option = taken[node];
    if (document === null || !option?.way) return [];
    const within = throughChoices(graph, taken, option, { documents: [], asks: [] });
    const { way } = option;
    const otherWays = possible.filter((other) => other.way !== null && other.way.id !== way.id && canBe(other)).map((other) => other.way!.id);
    return [{ document, way, days: option.days, needs: [...new Set(within.documents)].sort(), asks: within.asks, otherWays }];
  });
}

const latestOf = (spans: readonly Span[]): Span => ({
  from: Math.max(0, ...spans.map((s) => s.from)),
  known: spans.every((s) => s.known),
  worst: spans.some((s) => s.worst === null) ? null : Math.max(0, ...spans.map((s) => s.worst!)),
});

/** The span once a way has taken its time on top. */
function after(start: Span, { days }: Way): Span {
  const known = days.typical ?? days.worst;
  const worst = days.worst ?? null;
  return { from: start.from + (known ?? 0), known: start.known && known !== null, worst: start.worst === null || worst === null ? null : start.worst + worst };
}

/** Begins each paper as soon as what it needs is there: papers that do not wait for one another run side by side. */
function timed(drafts: readonly Draft[]): Map<string, Timed> {
  const byDocument = new Map(drafts.map((draft) => [draft.document, draft]));
  const done = new Map<string, Timed>();
  const visit = (draft: Draft): Timed => {
    const before = done.get(draft.document);
    if (before) return before;
    const needs = draft.needs.map((document) => visit(byDocument.get(document)!));
    const start = Math.max(0, ...needs.map((n) => n.end));
    const from = latestOf(needs.map((n) => n.ready));
    const result = { ...draft, start, end: start + draft.days, depth: Math.max(0, ...needs.map((n) => n.depth + 1)), from, ready: after(from, draft.way) };
    done.set(draft.document, result);
    return result;
  };
  for (const draft of drafts) visit(draft);
  return done;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (steps: Iterable<Timed>): Timed[] =>
  [...steps].sort((a, b) => a.start - b.start || a.depth - b.depth || compare(a.document, b.document));

/** The day by which each paper must be there so that the whole is not delayed. */
function latestEnds(steps: readonly Timed[]): ReadonlyMap<string, number> {
  const finish = Math.max(0, ...steps.map((s) => s.end));
  const latest = new Map(steps.map((s) => [s.document, finish]));
  for (const step of [...steps].sort((a, b) => b.depth - a.depth)) {
    const begin = latest.get(step.document)! - step.days;
    for (const need of step.needs) latest.set(need, Math.min(latest.get(need)!, begin));
  }
  return latest;
}

/** A paper that lapses before its last use is fetched later. */
function notBefore(step: Timed, users: readonly Timed[], today: PlainDate): PlainDate | null {
  const { validDays } = step.way;
  const lastUse = Math.max(step.end, ...users.map((u) => u.start));
  const early = validDays === null ? 0 : lastUse - step.end - validDays;
  return early > 0 ? addDays(today, step.start + early) : null;
}

/** Services of which this step brings the last paper. */
function servicesOpened(at: number, steps: readonly Timed[], { services, held }: Scheduling): string[] {
  const position = new Map(steps.map((s, i) => [s.document, i]));
  const document = steps[at]!.document;
  const ready = (paper: string): boolean => held.has(paper) || (position.get(paper) ?? Number.POSITIVE_INFINITY) <= at;
  return services.filter(({ requires }) => requires.includes(document) && requires.every(ready)).map(({ id }) => id).sort();
}

function stepOf(at: number, steps: readonly Timed[], latest: ReadonlyMap<string, number>, scheduling: Scheduling): Step {
  const step = steps[at]!;
  const { today, held } = scheduling;
  const users = steps.filter((other) => other.needs.includes(step.document));
  const brought = [...step.needs.map((document) => ({ document, held: false })), ...heldNeeds(step.way, held)];
  return {
    document: step.document,
    way: step.way,
    bring: brought.sort((a, b) => compare(a.document, b.document)),
    ask: step.asks.map(({ wayId, missing }) => ({ wayId, missing: [...missing] })),
    start: step.from,
    ready: step.ready,
    startOn: addDays(today, step.from.from),
    readyOn: addDays(today, step.ready.from),
    readyAtWorst: step.ready.worst === null ? null : addDays(today, step.ready.worst),
    critical: latest.get(step.document) === step.end,
    notBefore: notBefore(step, users, today),
    opens: { documents: users.map((u) => u.document), services: servicesOpened(at, steps, scheduling) },
    otherWays: [...step.otherWays],
  };
}

/** Papers held already that the way speaks of. */
function heldNeeds({ needs }: Way, held: ReadonlySet<string>): { document: string; held: boolean }[] {
  const found = new Set<string>();
  const look = (part: NonNullable<Way['needs']>): void => {
    if ('document' in part && held.has(part.document)) found.add(part.document);
    if ('all' in part) part.all.forEach(look);
    if ('any' in part) part.any.forEach(look);
  };
  if (needs) look(needs);
  return [...found].map((document) => ({ document, held: true }));
}

function totalOf(steps: readonly Timed[]): Total {
  const cost = new Map<string, number>();
  for (const { way } of steps) if (way.cost) cost.set(way.cost.currency, (cost.get(way.cost.currency) ?? 0) + way.cost.amount);
  return {
    cost: [...cost].sort(([a], [b]) => compare(a, b)).map(([currency, amount]) => ({ currency, amount })),
    costsUnknown: steps.filter(({ way }) => way.cost === null).length,
    visits: steps.reduce((sum, { way }) => sum + (way.visits ?? 0), 0),
    visitsUnknown: steps.filter(({ way }) => way.visits === null).length,
    ready: latestOf(steps.map((s) => s.ready)),
  };
}

/** The plan as a checklist. */
export function planFrom(graph: Graph, taken: readonly (Option | null)[], exact: boolean, { day }: Earliest, scheduling: Scheduling): Plan {
  const canBe = (option: Option): boolean => option.kids.every((kid) => Number.isFinite(day[kid]!));
  const steps = inOrder(timed(draftsOf(graph, taken, canBe)).values());
  const latest = latestEnds(steps);
  return { steps: steps.map((_, at) => stepOf(at, steps, latest, scheduling)), total: totalOf(steps), exact };
}
