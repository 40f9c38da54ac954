import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityDecision } from '../schema.ts';
import { chainBetween, changed, contradictionsIn, decide, identitiesOf, settledBy, sorting, undo, verdictsOf, type Decided, type Verdict } from './identity.ts';

/** A history kept as the registry keeps it. */
class Ledger {
  rows: readonly Decided[] = [];
  acts: string[] = [];
  #count = 0;

  decide(verdicts: readonly Verdict[], takingBack: readonly string[] = []): 'done' | readonly string[] {
    const change = decide(verdicts, new Set(takingBack), this.rows);
    if ('contradicted' in change) return change.contradicted;
    if (change.add.length === 0) {
      expect(change.replaced).toEqual([]);
      return 'done';
    }
    const act = this.#next();
    this.rows = changed(this.rows, act, change, change.add.map(() => this.#next()));
    this.acts.push(act);
    return 'done';
  }

  /** The comparison of the whole registry links a pair, where nobody said anything about it and nothing stands against it. */
  night(a: string, b: string): void {
    const said = this.rows.some((d) => (d.stands || d.source === 'auto') && d.a === a && d.b === b);
    const change = decide([{ a, b, decision: 'same' }], new Set(), this.rows);
    if (said || 'contradicted' in change) return;
    const act = this.#next();
    this.rows = changed(this.rows, act, change, [act]).map((d) => (d.id === act ? { ...d, source: 'auto' } : d));
    this.acts.push(act);
  }

  undo(act: string): void {
    this.rows = changed(this.rows, act, undo(act, this.rows), []);
    this.acts = this.acts.filter((a) => a !== act);
  }

  standing(): readonly string[] {
    return this.rows.filter((d) => d.stands).map((d) => `${d.a}${{ same: '=', different: '≠', unsure: '?' }[d.decision]}${d.b} (${d.id})`).toSorted();
  }

  #next(): string {
    return String(++this.#count).padStart(6, '0');
  }
}

const v = (text: string): Verdict => ({ a: text[0]!, b: text[2]!, decision: ({ '=': 'same', '≠': 'different', '?': 'unsure' } as const)[text[1] as '=' | '≠' | '?'] });
const ledger = (...texts: string[]): Ledger => {
  const l = new Ledger();
  for (const text of texts) expect(l.decide([v(text)])).toBe('done');
  return l;
};

const PEOPLE = [...'abcdefgh'];
const pair = fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...PEOPLE)).filter(([a, b]) => a < b);
const verdict = fc.tuple(pair, fc.constantFrom<IdentityDecision>('same', 'same', 'different', 'unsure')).map(([[a, b], decision]) => ({ a, b, decision }));
/** One thing somebody does: decide a pair or a set, with what stands against it taken back or not, or undo an earlier act. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('decide' as const), verdicts: fc.array(verdict, { minLength: 1, maxLength: 1 }), insist: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set' as const), people: fc.uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 2, maxLength: 5 }), cut: fc.nat(4), apart: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('night' as const), pair }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(50) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function doStep(l: Ledger, s: Step, undoable: (act: string) => boolean = () => true): void {
  if (s.do === 'undo') {
    const acts = l.acts.filter(undoable);
    if (acts.length > 0) l.undo(acts[s.which % acts.length]!);
    return;
  }
  if (s.do === 'night') {
    l.night(...s.pair);
    return;
  }
  if (s.do === 'set') {
    const groups = [s.people.slice(0, s.cut), s.people.slice(s.cut)].filter((g) => g.length > 0);
    const { verdicts, against } = sorting(groups, s.apart, l.rows);
    insist(l, verdicts, against.map((d) => d.id));
    return;
  }
  const said = l.decide(s.verdicts);
  if (said !== 'done' && s.insist) insist(l, s.verdicts, said);
}

/** Takes back what stands against it until nothing does. */
function insist(l: Ledger, verdicts: readonly Verdict[], takingBack: readonly string[]): void {
  const said = l.decide(verdicts, takingBack);
  if (said !== 'done' && said.some((id) => !takingBack.includes(id)) && takingBack.length < 40) insist(l, verdicts, [...takingBack, ...said]);
}

describe('who is who', () => {
  it('records joined by a chain are one identity', () => {
    const l = ledger('a=b', 'b=c', 'd=e');
    expect(identitiesOf('abcdef', l.rows)).toEqual([['a', 'b', 'c'], ['d', 'e'], ['f']]);
  });

  it('what contradicts a chain is refused, and says which decisions are in the way', () => {
    const l = ledger('a=b', 'b=c');
    expect(l.decide([v('a≠c')])).toEqual(chainBetween('a', 'c', l.rows).map((d) => d.id));
    const apart = ledger('a=b', 'a≠c');
    expect(apart.decide([v('b=c')])).toHaveLength(1);
    expect(apart.decide([v('b=c')], ['000004'])).toBe('done');
    expect(identitiesOf('abc', apart.rows)).toEqual([['a', 'b', 'c']]);
  });

  it('saying the same again changes nothing', () => {
    const l = ledger('a=b');
    const before = l.standing();
    expect(l.decide([v('b=a')])).toBe('done');
    expect(l.standing()).toEqual(before);
  });

  it('a person who says what the machine said decides it anew; undone, the word of the machine stands again', () => {
    const l = new Ledger();
    l.night('a', 'b');
    const before = l.standing();
    expect(l.decide([v('b=a')])).toBe('done');
    expect(l.rows.map((d) => [d.source, d.stands])).toEqual([['auto', false], ['person', true]]);
    const confirmed = l.standing();
    l.decide([v('a=b')]);
    expect(l.standing()).toEqual(confirmed);
    l.undo(l.acts.at(-1)!);
    expect(l.standing()).toEqual(before);
  });

  it('what is decided settles every pair that it touches', () => {
    const l = ledger('a=b', 'c=d', 'b≠c');
    expect(settledBy('a', 'd', l.rows)).toBe('different');
    expect(settledBy('a', 'b', l.rows)).toBe('same');
    expect(settledBy('a', 'e', l.rows)).toBeNull();
  });

  it('a doubt that was decided is open again when the decision is undone', () => {
    const l = ledger('a?b');
    const before = l.standing();
    l.decide([v('a=b')]);
    l.undo(l.acts.at(-1)!);
    expect(l.standing()).toEqual(before);
  });

  it('a set is decided and undone as one', () => {
    const l = ledger('a?b', 'b?c');
    const before = l.standing();
    expect(l.decide(verdictsOf([['a', 'b'], ['c']], true))).toBe('done');
    expect(identitiesOf('abc', l.rows)).toEqual([['a', 'b'], ['c']]);
    expect(settledBy('b', 'c', l.rows)).toBe('different');
    l.undo(l.acts.at(-1)!);
    expect(l.standing()).toEqual(before);
  });
});

describe('laws over random histories', () => {
  const run = (steps: readonly Step[]) => {
    const l = new Ledger();
    for (const s of steps) doStep(l, s);
    return l;
  };

  it('what stands never contradicts itself, and a pair has at most one decision', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const l = run(steps);
      expect(contradictionsIn(l.rows)).toEqual([]);
      const pairs = l.rows.filter((d) => d.stands).map((d) => `${d.a}${d.b}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    }), { numRuns: 400 });
  });

  it('undo brings everything back: deciding and undoing at once is as if nothing had been', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), fc.array(verdict, { minLength: 1, maxLength: 1 }), (steps, verdicts) => {
      const l = run(steps);
      const before = l.standing();
      const acts = l.acts.length;
      insist(l, verdicts, []);
      while (l.acts.length > acts) l.undo(l.acts.at(-1)!);
      expect(l.standing()).toEqual(before);
    }), { numRuns: 400 });
  });

  it('whatever is done after a moment, undoing it in any order leads back to that moment', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 20 }), fc.array(step, { maxLength: 15 }), fc.infiniteStream(fc.nat(1000)), (first, then, order) => {
      const l = run(first);
      const before = l.standing();
      const old = new Set(l.acts);
      // Acts of the time before are left alone: undoing them would be another moment.
      for (const s of then) doStep(l, s, (act) => !old.has(act));
      for (const n of order) {
        const own = l.acts.filter((act) => !old.has(act));
        if (own.length === 0) break;
        l.undo(own[n % own.length]!);
      }
      expect(l.standing()).toEqual(before);
    }), { numRuns: 500 });
  });

  it('whatever a person says stands as the word of a person, or is refused', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), verdict, (steps, said) => {
      const l = run(steps);
      if (l.decide([said]) !== 'done') return;
      expect(l.rows.filter((d) => d.stands && d.a === said.a && d.b === said.b)).toMatchObject([{ decision: said.decision, source: 'person' }]);
    }), { numRuns: 300 });
  });

  it('no decision is ever lost', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const l = new Ledger();
      let known: string[] = [];
      for (const s of steps) {
        doStep(l, s);
        const ids = l.rows.map((d) => d.id);
        expect(ids).toEqual(expect.arrayContaining(known));
        known = ids;
      }
    }), { numRuns: 100 });
  });
});
