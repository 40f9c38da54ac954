import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criteriaTroubles, verdictOf, type Criteria } from '#kernel/criteria';
import { criteriaArb, factsArb } from '../../../../../tests/support/criteria.ts';
import { added, changed, draftOf, emptyLeaf, moved, operatedBy, readDraft, startedWith, type DraftGroup, type DraftLeaf, type DraftNode } from './draft.ts';

const adult: Criteria = { fact: 'age', op: 'gte', value: 18 };
const job: Criteria = { fact: 'wantsJob', op: 'is', value: true };
const kid = (root: DraftGroup, at: number): DraftNode => root.kids[at]!;
const fill = (leaf: DraftNode, changes: Partial<DraftLeaf>): DraftNode => ({ ...(leaf as DraftLeaf), ...changes });

/** Groups without any condition are the one thing that a form cannot hold. */
const hasEmptyGroup = (criteria: Criteria): boolean => {
  if ('fact' in criteria) return false;
  const kids = 'all' in criteria ? criteria.all : 'any' in criteria ? criteria.any : [criteria.not];
  return kids.length === 0 || kids.some(hasEmptyGroup);
};

describe('conditions in a form', () => {
  it('say the same as the criteria they were made of', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      fc.pre(!hasEmptyGroup(criteria));
      const { criteria: read, open } = readDraft(draftOf(criteria));
      expect(open.size).toBe(0);
      for (const mayReadRestricted of [true, false]) expect(verdictOf(read, facts, { mayReadRestricted })).toBe(verdictOf(criteria, facts, { mayReadRestricted }));
    }));
  });

  it('find every part again by its way', () => {
    fc.assert(fc.property(criteriaArb, (criteria) => {
      fc.pre(!hasEmptyGroup(criteria));
      const { criteria: read, atPath } = readDraft(draftOf(criteria));
      const walk = (part: Criteria, path: string): void => {
        expect(atPath.has(path)).toBe(true);
        if ('fact' in part) return;
        const [name, kids] = 'all' in part ? ['all', part.all] as const : 'any' in part ? ['any', part.any] as const : ['not', [part.not]] as const;
        kids.forEach((one, i) => walk(one, `${path}/${name}/${i}`));
      };
      walk(read, '');
    }));
  });

  it('count only what is complete, and say what is not', () => {
    const root = added(draftOf({ all: [adult] }), 1, 'leaf');
    expect(readDraft(root)).toMatchObject({ criteria: { all: [adult] } });
    expect([...readDraft(root).open]).toEqual([kid(root, 1).id]);
    const filled = changed(root, kid(root, 1).id, (leaf) => fill(leaf, { fact: 'wantsJob', op: 'is', value: true }));
    expect(readDraft(filled)).toMatchObject({ criteria: { all: [adult, job] } });
    expect(readDraft(filled).open.size).toBe(0);
  });

  it('are for everybody when the last one is taken out', () => {
    const root = draftOf({ all: [adult] });
    const empty = changed(root, kid(root, 0).id, () => null);
    expect(readDraft(empty).criteria).toEqual({ all: [] });
    expect(readDraft(empty).open.size).toBe(0);
  });

  it('take a part up and down within its group, and no further', () => {
    const root = draftOf({ all: [adult, job] });
    const { id } = kid(root, 1);
    expect(readDraft(moved(root, id, -1)).criteria).toEqual({ all: [job, adult] });
    expect(moved(root, id, 1)).toEqual(root);
  });

  it('keep of another operation what it can use', () => {
    const age = startedWith(emptyLeaf(1), 'age');
    expect(operatedBy({ ...age, value: 18 }, 'between').value).toEqual([18]);
    const papers = operatedBy({ ...startedWith(emptyLeaf(1), 'documentsHeld'), value: 'zz-id-card' }, 'is');
    expect(papers).toMatchObject({ key: 'zz-id-card', value: null });
    expect(operatedBy(papers, 'lacks')).toMatchObject({ key: '', value: 'zz-id-card' });
  });

  it('say what the server says about a value that a fact cannot have: nothing is read', () => {
    const root = changed(draftOf({ all: [adult] }), 2, (leaf) => fill(leaf, { value: 'old' }));
    expect(criteriaTroubles({ fact: 'age', op: 'gte', value: 'old' })).toHaveLength(1);
    expect(readDraft(root)).toMatchObject({ criteria: { all: [] } });
  });
});
