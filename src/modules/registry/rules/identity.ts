/**
 * Who is who, as decisions say it. A decision joins two records, keeps them apart, or says that nobody knows. Decisions stand
 * until they are undone or replaced by a later one; none is ever lost. What stands never contradicts itself: records joined
 * by any chain are one identity, and no two records of one identity are kept apart. Pure.
 */
import type { IdentityDecision } from '../schema.ts';

/** One decision between two records. Those made together carry the same act and are undone together. */
export interface Decided {
  readonly id: string;
  /** Order of deciding. */
  readonly seq: number;
  readonly act: string;
  readonly a: string;
  readonly b: string;
  readonly decision: IdentityDecision;
  readonly stands: boolean;
  /** The act that put it aside; it comes back when that act is undone. */
  readonly replacedBy: string | null;
  /** Somebody said it, or the comparison of the whole registry. */
  readonly source: 'person' | 'auto';
}

/** What is to be decided between two records. */
export interface Verdict {
  readonly a: string;
  readonly b: string;
  readonly decision: IdentityDecision;
}

/** What a decision or an undo changes. */
export interface IdentityChange {
  readonly add: readonly Verdict[];
  /** Decisions that the act puts aside. */
  readonly replaced: readonly string[];
  /** Decisions that an undo ends. */
  readonly undone: readonly string[];
  /** Decisions that stand again. */
  readonly back: readonly string[];
  /** Decisions that cannot stand again yet, and the act that is in their way. */
  readonly waiting: readonly { readonly id: string; readonly act: string }[];
}

const NO_CHANGE: IdentityChange = { add: [], replaced: [], undone: [], back: [], waiting: [] };

/** Why something cannot be decided: what stands against it. */
export interface Contradiction {
  readonly contradicted: readonly string[];
}

/** Records joined by chains of decisions, each group in order; a record that nothing joins stands alone. */
export function identitiesOf(people: Iterable<string>, decided: readonly Decided[]): readonly (readonly string[])[] {
  const union = unionOf(decided);
  const groups = Map.groupBy(new Set([...people, ...union.known()]), union.find);
  return [...groups.values()].map((group) => group.toSorted()).sort((x, y) => (x[0]! < y[0]! ? -1 : 1));
}

interface Union {
  readonly find: (person: string) => string;
  readonly join: (a: string, b: string) => void;
  readonly known: () => Iterable<string>;
}

function unionOf(decided: readonly Decided[]): Union {
  const parent = new Map<string, string>();
  const find = (person: string): string => {
    let root = person;
    while (parent.has(root) && parent.get(root) !== root) root = parent.get(root)!;
    for (let at = person; at !== root; ) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const join = (a: string, b: string) => {
    const [x, y] = [find(a), find(b)];
    parent.set(x, x);
    parent.set(y, x);
  };
  for (const d of decided) if (d.stands && d.decision === 'same') join(d.a, d.b);
  return { find, join, known: () => parent.keys() };
}

/** Decisions that keep apart what others join. Empty as long as the rules of this file were kept. */
export function contradictionsIn(decided: readonly Decided[]): Decided[] {
  const { find } = unionOf(decided);
  return decided.filter((d) => d.stands && d.decision === 'different' && find(d.a) === find(d.b));
}

const otherEnd = (d: Verdict, person: string) => (d.a === person ? d.b : d.a);

/** The shortest chain of standing decisions that joins two records; empty if nothing does. */
export function chainBetween(a: string, b: string, decided: readonly Decided[]): Decided[] {
  const joining = decided.filter((d) => d.stands && d.decision === 'same');
  const cameBy = new Map<string, Decided | null>([[a, null]]);
  for (const person of cameBy.keys()) {
    for (const d of joining) {
      if ((d.a === person || d.b === person) && !cameBy.has(otherEnd(d, person))) cameBy.set(otherEnd(d, person), d);
    }
  }
  const chain: Decided[] = [];
  for (let at = b, by = cameBy.get(b); by; by = cameBy.get(at)) {
    chain.unshift(by);
    at = otherEnd(by, at);
  }
  return chain;
}

const isPair = (d: Verdict, x: Verdict) => (d.a === x.a && d.b === x.b) || (d.a === x.b && d.b === x.a);

/** Whether this very verdict stands already. */
export const says = (d: Decided, verdict: Verdict): boolean => d.stands && isPair(d, verdict) && d.decision === verdict.decision;

/** What stands against a verdict, apart from an earlier decision about the very pair. */
function against(verdict: Verdict, decided: readonly Decided[]): Decided[] {
  if (verdict.decision === 'unsure') return [];
  const others = decided.filter((d) => !(d.stands && isPair(d, verdict)));
  if (verdict.decision === 'different') return chainBetween(verdict.a, verdict.b, others);
  const { find } = unionOf(others);
  const [x, y] = [find(verdict.a), find(verdict.b)];
  return others.filter((d) => d.stands && d.decision === 'different' && [find(d.a), find(d.b)].every((root) => root === x || root === y));
}

/**
 * Several verdicts as one act. What they replace: earlier decisions about the same pairs, and the decisions named in
 * `takingBack`. A person who says what the machine said confirms it: that is a decision of its own. If anything else stands against them, that is the answer: nothing is overruled silently.
 */
export function decide(verdicts: readonly Verdict[], takingBack: ReadonlySet<string>, decided: readonly Decided[]): IdentityChange | Contradiction {
  const fresh = verdicts.filter((v) => !decided.some((d) => d.source === 'person' && says(d, v) && !takingBack.has(d.id)));
  // An act without a decision of its own could not be undone: taking back alone is saying that one is not sure.
  if (fresh.length === 0) return NO_CHANGE;
  const replaced = decided.filter((d) => d.stands && (takingBack.has(d.id) || fresh.some((v) => isPair(d, v))));
  const gone = new Set(replaced.map((d) => d.id));
  let now = decided.map((d) => (gone.has(d.id) ? { ...d, stands: false } : d));
  const contradicted = new Set<string>();
  for (const verdict of fresh) {
    for (const d of against(verdict, now)) contradicted.add(d.id);
    now = [...now, { ...verdict, id: `new ${verdict.a} ${verdict.b}`, seq: Infinity, act: 'new', stands: true, replacedBy: null, source: 'person' }];
  }
  if (contradicted.size > 0) return { contradicted: [...contradicted] };
  return { ...NO_CHANGE, add: fresh, replaced: [...gone] };
}

/** Takes an act back: its decisions end, and what it had put aside stands again unless a later act is in the way. */
export function undo(act: string, decided: readonly Decided[]): IdentityChange {
  const undone = decided.filter((d) => d.act === act && d.stands).map((d) => d.id);
  const ended = new Set(undone);
  let now: readonly Decided[] = decided.map((d) => (ended.has(d.id) ? { ...d, stands: false } : d));
  const back: string[] = [];
  const waiting: { id: string; act: string }[] = [];
  for (const d of decided) {
    // What belongs to the act itself never comes back.
    if (d.replacedBy !== act || d.act === act) continue;
    const blocker = newest(inTheWay(d, now));
    if (blocker) {
      waiting.push({ id: d.id, act: blocker.act });
      continue;
    }
    back.push(d.id);
    now = now.map((x) => (x.id === d.id ? { ...x, stands: true } : x));
  }
  return { ...NO_CHANGE, undone, back, waiting };
}

/** Everything that keeps a decision from standing again: its own pair, what contradicts it, and the chains through which it does. */
function inTheWay(d: Decided, decided: readonly Decided[]): Decided[] {
  const contrary = against(d, decided);
  const chains = d.decision !== 'same' ? [] : contrary.flatMap((x) => [[x.a, d.a], [x.a, d.b], [x.b, d.a], [x.b, d.b]].flatMap(([from, to]) => chainBetween(from!, to!, decided)));
  return [...decided.filter((x) => x.stands && isPair(x, d)), ...contrary, ...chains];
}

/** The newest is never older than what it was put beside. */
function newest(decided: readonly Decided[]): Decided | undefined {
  return decided.toSorted((x, y) => y.seq - x.seq)[0];
}

/** The decisions after a change, as they are kept. */
export function changed(decided: readonly Decided[], act: string, change: IdentityChange, newIds: readonly string[]): Decided[] {
  const waiting = new Map(change.waiting.map((w) => [w.id, w.act]));
  const kept = decided.map((d): Decided => {
    if (change.replaced.includes(d.id)) return { ...d, stands: false, replacedBy: act };
    if (change.back.includes(d.id)) return { ...d, stands: true, replacedBy: null };
    if (waiting.has(d.id)) return { ...d, replacedBy: waiting.get(d.id)! };
    // The whole act is over: no part of it may come back with a later one.
    if (d.act === act) return { ...d, stands: false, replacedBy: null };
    return d;
  });
  const last = Math.max(0, ...decided.map((d) => d.seq));
  return [...kept, ...change.add.map((v, i): Decided => ({ ...v, id: newIds[i]!, seq: last + 1 + i, act, stands: true, replacedBy: null, source: 'person' }))];
}

/**
 * Records sorted into people, as verdicts: one per pair, so that each stands by itself. `apart` also keeps the groups from
 * one another; otherwise nothing is said between them.
 */
export function verdictsOf(groups: readonly (readonly string[])[], apart: boolean): Verdict[] {
  const people = groups.flatMap((group, of) => group.map((person) => ({ person, of }))).sort((x, y) => (x.person < y.person ? -1 : 1));
  return people.flatMap((x, i) => people.slice(i + 1).flatMap((y): Verdict[] => {
    if (x.of === y.of) return [{ a: x.person, b: y.person, decision: 'same' }];
    return apart ? [{ a: x.person, b: y.person, decision: 'different' }] : [];
  }));
}

/** Records sorted into people: what is to be decided, and what has to be taken back for it. Where that leaves nothing said, it is in doubt. */
export function sorting(groups: readonly (readonly string[])[], apart: boolean, decided: readonly Decided[]): { verdicts: Verdict[]; against: Decided[] } {
  const verdicts = verdictsOf(groups, apart);
  const against = unfitting(groups, decided);
  const unsaid = against.filter((d) => !verdicts.some((v) => isPair(v, d)));
  return { verdicts: [...verdicts, ...unsaid.map(({ a, b }): Verdict => ({ a, b, decision: 'unsure' }))], against };
}

/** Standing decisions that do not fit records sorted like this: what has to be taken back. */
export function unfitting(groups: readonly (readonly string[])[], decided: readonly Decided[]): Decided[] {
  const of = new Map(groups.flatMap((group, i) => group.map((person) => [person, i] as const)));
  return decided.filter((d) => {
    const [x, y] = [of.get(d.a), of.get(d.b)];
    if (!d.stands || x === undefined || y === undefined) return false;
    return d.decision === 'same' ? x !== y : d.decision === 'different' && x === y;
  });
}

/** Whether what is decided already answers the question between two records. */
export function settledBy(a: string, b: string, decided: readonly Decided[]): 'same' | 'different' | null {
  const { find } = unionOf(decided);
  const [x, y] = [find(a), find(b)];
  if (x === y) return 'same';
  const apart = decided.some((d) => {
    if (!d.stands || d.decision !== 'different') return false;
    const [p, q] = [find(d.a), find(d.b)];
    return (p === x && q === y) || (p === y && q === x);
  });
  return apart ? 'different' : null;
}
