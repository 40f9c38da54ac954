import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RELATION_KINDS, RELATION_WORDS } from '../family-schema.ts';
import { afterMove, answersForChild, commonHousehold, keptRelation, planMove, typedTwice, wordOf, type Stay } from './family.ts';

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'];
const GROUPS = ['1', '2', '3'];
const person = fc.constantFrom(...PEOPLE);
const moves = fc.array(fc.record({ people: fc.uniqueArray(person, { minLength: 1 }), to: fc.option(fc.constantFrom(...GROUPS), { nil: null }) }), { maxLength: 20 });
const history = (steps: readonly { people: string[]; to: string | null }[]): Stay[] =>
  steps.reduce<Stay[]>((stays, { people, to }, at) => afterMove(stays, planMove(stays, people, to), at), []);
const livesIn = (stays: readonly Stay[]) => new Map(stays.filter((s) => s.until === null).map((s) => [s.person, s.group]));

describe('relations', () => {
  it('said from either side, a relation is kept once', () => {
    fc.assert(fc.property(fc.constantFrom(...RELATION_KINDS), fc.uniqueArray(person, { minLength: 2, maxLength: 2 }), (kind, [a, b]) => {
      expect(keptRelation(b!, wordOf(kind, false), a!)).toEqual(keptRelation(a!, kind, b!));
    }));
  });

  it('read from each side it says what was said', () => {
    fc.assert(fc.property(fc.constantFrom(...RELATION_WORDS), fc.uniqueArray(person, { minLength: 2, maxLength: 2 }), (word, [is, of]) => {
      const kept = keptRelation(is!, word, of!);
      expect(wordOf(kept.kind, kept.person === is)).toBe(word);
    }));
  });

  it('a mother is the parent, her daughter the child', () => {
    expect(keptRelation('rosa', 'child', 'marta')).toEqual({ person: 'marta', other: 'rosa', kind: 'parent' });
    expect(wordOf('parent', true)).toBe('parent');
    expect(wordOf('parent', false)).toBe('child');
  });

  it('a child is handed to parents, guardians and grandparents, not to a cousin', () => {
    expect(RELATION_WORDS.filter(answersForChild)).toEqual(['parent', 'grandparent', 'guardian']);
  });
});

describe('households', () => {
  it('nobody lives in two households, whatever happens', () => {
    fc.assert(fc.property(moves, (steps) => {
      const standing = history(steps).filter((s) => s.until === null);
      expect(new Set(standing.map((s) => s.person)).size).toBe(standing.length);
    }));
  });

  it('every stay that ever was is still in the history, and an ended one never changes', () => {
    fc.assert(fc.property(moves, (steps) => {
      for (let i = 1; i <= steps.length; i++) {
        const [before, after] = [history(steps.slice(0, i - 1)), history(steps.slice(0, i))];
        before.forEach((stay, at) => expect(after[at]).toEqual(stay.until === null ? { ...stay, until: after[at]!.until } : stay));
      }
    }));
  });

  it('splitting a household and joining it again brings everybody back to where they lived', () => {
    fc.assert(fc.property(moves, fc.uniqueArray(person, { minLength: 1 }), (steps, leaving) => {
      const before = history(steps);
      const home = livesIn(before);
      const going = leaving.filter((p) => home.get(p) === home.get(leaving[0]!) && home.has(p));
      if (going.length === 0) return;
      const split = afterMove(before, planMove(before, going, 'new'), 100);
      const joined = afterMove(split, planMove(split, going, home.get(going[0]!)!), 101);
      expect(livesIn(joined)).toEqual(home);
      expect(joined.length).toBe(before.length + 2 * going.length);
    }));
  });

  it('moving to where one lives already changes nothing', () => {
    fc.assert(fc.property(moves, person, (steps, who) => {
      const stays = history(steps);
      const at = livesIn(stays).get(who);
      if (at !== undefined) expect(afterMove(stays, planMove(stays, [who], at), 100)).toEqual(stays);
    }));
  });

  it('a family joins the household that its members share, and founds one if they come from two', () => {
    const stays: Stay[] = [{ person: 'a', group: '1', until: null }, { person: 'b', group: '2', until: 3 }, { person: 'c', group: '2', until: null }];
    expect(commonHousehold(stays, ['a', 'b', 'd'])).toBe('1');
    expect(commonHousehold(stays, ['a', 'c'])).toBeNull();
    expect(commonHousehold(stays, ['d'])).toBeNull();
  });
});

describe('typed twice', () => {
  it('twins are not one child typed twice; the same name and day is worth a question', () => {
    expect(typedTwice([{ givenNames: 'Ana', birthDate: '2019-01-02' }, { givenNames: 'Eva', birthDate: '2019-01-02' }, { givenNames: 'ANA', birthDate: '2019-01-02' }])).toEqual([[0, 2]]);
    expect(typedTwice([{ givenNames: 'José' }, { givenNames: 'José' }])).toEqual([]);
  });
});
