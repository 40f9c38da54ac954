import { describe, expect, it } from 'vitest';
import { paperPathSchema, type PaperPath } from './answer.ts';
import { asking, costs, holding, paper, papers, takes, waysOf, wayTo } from './factory.ts';
import { planPapers } from './plan.ts';
import type { Way } from './way.ts';

const documents = (path: PaperPath): string[] => path.plan.steps.map((s) => s.document);
const wayIds = (path: PaperPath): string[] => path.plan.steps.map((s) => s.way.id);

const birth = wayTo('birth', { ...takes(5, 9), ...costs(300) });
const code = wayTo('code', { needs: paper('birth'), ...takes(1) });
const proof = wayTo('proof', { ...takes(3), ...costs(0) });
const card = wayTo('card', { needs: papers('birth', 'proof'), ...takes(20, 40), ...costs(500), visits: 2 });

describe('the way to one paper', () => {
  const path = planPapers(asking(['card']), waysOf(card, proof, birth, code));

  it('lists what is fetched first, and only what is needed', () => {
    expect(documents(path)).toEqual(['birth', 'proof', 'card']);
    expect(path.plan.steps.map((s) => s.bring.map((b) => b.document))).toEqual([[], [], ['birth', 'proof']]);
  });

  it('adds times that wait for one another and not those that run side by side; prices and visits once each', () => {
    expect(path.plan.total).toEqual({
      cost: [{ currency: 'XTS', amount: 800 }], costsUnknown: 0, visits: 4, visitsUnknown: 0, ready: { from: 25, known: true, worst: 49 },
    });
    expect(path.plan.steps.map((s) => [s.startOn, s.readyOn, s.readyAtWorst, s.critical])).toEqual([
      ['2026-11-23', '2026-11-28', '2026-12-02', true],
      ['2026-11-23', '2026-11-26', '2026-11-26', false],
      ['2026-11-28', '2026-12-18', '2027-01-11', true],
    ]);
  });

  it('says what each paper opens next, papers and services', () => {
    const services = [{ id: 'bank', requires: ['card', 'birth'] }, { id: 'school', requires: ['birth'] }, { id: 'far', requires: ['moon'] }];
    const told = planPapers(asking(['card'], { services }), waysOf(card, proof, birth));
    expect(told.plan.steps.map((s) => s.opens)).toEqual([
      { documents: ['card'], services: ['school'] }, { documents: ['card'], services: [] }, { documents: [], services: ['bank'] },
    ]);
  });

  it('starts from what the person holds', () => {
    const held = planPapers(asking(['card'], { facts: holding({ birth: 'held', proof: 'lost' }) }), waysOf(card, proof, birth));
    expect(documents(held)).toEqual(['proof', 'card']);
    expect(held.plan.steps[1]!.bring).toEqual([{ document: 'birth', held: true }, { document: 'proof', held: false }]);
    expect(planPapers(asking(['card'], { facts: holding({ card: 'held' }) }), waysOf(card))).toMatchObject({ held: ['card'], plan: { steps: [] } });
  });

  it('does not count a paper of which the day has passed, and says so; its last day still counts', () => {
    const facts = holding({ birth: 'held', proof: 'held' });
    const lapsed = planPapers(asking(['card'], { facts, lapses: { birth: '2026-11-22', proof: '2026-11-23' } }), waysOf(card, proof, birth));
    expect(lapsed.lapsed).toEqual(['birth']);
    expect(documents(lapsed)).toEqual(['birth', 'card']);
  });

  it('tells the reader to wait with a paper that would lapse before it is used', () => {
    const short = wayTo('proof', { ...takes(1), validDays: 2 });
    const told = planPapers(asking(['card']), waysOf(card, short, birth));
    expect(told.plan.steps.find((s) => s.document === 'proof')).toMatchObject({ notBefore: '2026-11-25' });
    expect(told.plan.steps.find((s) => s.document === 'birth')).toMatchObject({ notBefore: null });
  });
});

describe('which way is taken', () => {
  it('takes fewest days first, then least cost, then fewest visits', () => {
    const slow = wayTo('card', { id: 'slow', ...takes(9), ...costs(0) });
    const quick = wayTo('card', { id: 'quick', ...takes(2), ...costs(900) });
    const quickCheap = wayTo('card', { id: 'quick-cheap', ...takes(2), ...costs(100), visits: 3 });
    const quickCheapNear = wayTo('card', { id: 'quick-cheap-near', ...takes(2), ...costs(100), visits: 2 });
    expect(wayIds(planPapers(asking(['card']), waysOf(slow, quick)))).toEqual(['quick']);
    expect(wayIds(planPapers(asking(['card']), waysOf(slow, quick, quickCheap)))).toEqual(['quick-cheap']);
    const best = planPapers(asking(['card']), waysOf(slow, quick, quickCheap, quickCheapNear));
    expect(wayIds(best)).toEqual(['quick-cheap-near']);
    expect(best.plan.steps[0]!.otherWays).toEqual(['quick', 'quick-cheap', 'slow']);
  });

  it('does not pay for speed where another paper takes longer anyhow', () => {
    const slow = wayTo('proof', { id: 'slow', ...takes(5), ...costs(0) });
    const quick = wayTo('proof', { id: 'quick', ...takes(1), ...costs(900) });
    expect(wayIds(planPapers(asking(['card']), waysOf(card, birth, slow, quick)))).toContain('slow');
  });

  it('pays a paper that serves twice once', () => {
    const a = wayTo('a', { id: 'a-shared', needs: paper('shared'), ...costs(10) });
    const aAlone = wayTo('a', { id: 'a-alone', needs: paper('own'), ...costs(10) });
    const b = wayTo('b', { needs: paper('shared'), ...costs(10) });
    const found = planPapers(asking(['a', 'b']), waysOf(a, aAlone, b, wayTo('shared', costs(50)), wayTo('own', costs(40))));
    expect(documents(found)).toEqual(['shared', 'a', 'b']);
  });

  it('survives papers that need each other when there is another way into one of them', () => {
    const ring = [wayTo('a', { needs: paper('b') }), wayTo('b', { id: 'b-by-a', needs: paper('a') }), wayTo('b', { id: 'b-alone', ...takes(50) })];
    expect(wayIds(planPapers(asking(['a']), waysOf(...ring)))).toEqual(['b-alone', 'a-way']);
  });
});

describe('what is not known', () => {
  it('stays unknown in the answer; the assumption only decides between ways and is named', () => {
    const unknown = wayTo('card', { id: 'unknown', ...takes(null), ...costs(null), visits: null });
    const long = wayTo('card', { id: 'long', ...takes(31) });
    const path = planPapers(asking(['card']), waysOf(unknown, long));
    expect(wayIds(path)).toEqual(['unknown']);
    expect(path.plan.total).toEqual({ cost: [], costsUnknown: 1, visits: 0, visitsUnknown: 1, ready: { from: 0, known: false, worst: null } });
    expect(path.plan.steps[0]).toMatchObject({ readyOn: '2026-11-23', readyAtWorst: null, ready: { known: false } });
    expect(path.assumptions.days).toBe(30);
  });

  it('says "at least" for what follows an unknown time', () => {
    const path = planPapers(asking(['card']), waysOf(card, proof, wayTo('birth', takes(null, 7))));
    expect(path.plan.total.ready).toEqual({ from: 27, known: true, worst: 47 });
    const none = planPapers(asking(['card']), waysOf(card, proof, wayTo('birth', takes(null))));
    expect(none.plan.total.ready).toEqual({ from: 23, known: false, worst: null });
  });

  it('keeps currencies apart and does not compare prices of another currency', () => {
    const abroad = wayTo('card', { id: 'abroad', abroad: true, cost: { amount: 5, currency: 'USD' } });
    const home = wayTo('card', { id: 'home', ...costs(999) });
    expect(wayIds(planPapers(asking(['card']), waysOf(abroad, home)))).toEqual(['home']);
    expect(planPapers(asking(['card']), waysOf(abroad)).plan.total.cost).toEqual([{ currency: 'USD', amount: 5 }]);
  });

  const ifPhone: Way = wayTo('card', { id: 'phone', needs: { criteria: { fact: 'hasPhone', op: 'is', value: true } }, ...takes(1) });
  const plain = wayTo('card', { id: 'plain', ...takes(10) });

  it('calls a way possible once asked, says what to ask, and gives the sure way beside it', () => {
    const path = planPapers(asking(['card']), waysOf(ifPhone, plain));
    expect(path.plan.steps[0]).toMatchObject({ way: { id: 'phone' }, ask: [{ wayId: 'phone', missing: [{ fact: 'hasPhone', reason: 'ask' }] }] });
    expect(path.sure).toMatchObject({ plan: { steps: [{ way: { id: 'plain' } }] }, without: [] });
    expect(planPapers(asking(['card']), waysOf(ifPhone)).sure).toMatchObject({ plan: { steps: [] }, without: ['card'] });
  });

  it('takes the way when the answer is yes and leaves it when it is no', () => {
    const yes = planPapers(asking(['card'], { facts: holding({}, { hasPhone: true }) }), waysOf(ifPhone, plain));
    expect(yes).toMatchObject({ plan: { steps: [{ way: { id: 'phone' }, ask: [] }] }, sure: null });
    expect(wayIds(planPapers(asking(['card'], { facts: holding({}, { hasPhone: false }) }), waysOf(ifPhone, plain)))).toEqual(['plain']);
  });

  it('never counts on what the person did not want to say, nor on what this reader may not read', () => {
    const declined = planPapers(asking(['card'], { facts: { hasPhone: { state: 'declined', at: '2026-11-01' } } }), waysOf(ifPhone));
    expect(declined.blocked).toMatchObject([{ document: 'card', sets: [[{ kind: 'condition', wayId: 'phone', missing: [{ reason: 'declined' }] }]] }]);
    const closed = wayTo('card', { needs: { criteria: { fact: 'violenceSurvivor', op: 'is', value: true } } });
    const facts = holding({}, { violenceSurvivor: true });
    expect(planPapers(asking(['card'], { facts }), waysOf(closed)).blocked).toMatchObject([{ sets: [[{ missing: [{ reason: 'restricted' }], against: [] }]] }]);
    expect(wayIds(planPapers(asking(['card'], { facts, mayReadRestricted: true }), waysOf(closed)))).toEqual(['card-way']);
  });
});

describe('what blocks', () => {
  it('names the paper at the root, not all that wait for it', () => {
    const path = planPapers(asking(['card']), waysOf(card, proof, wayTo('birth', { needs: paper('witness') })));
    expect(path.plan.steps).toEqual([]);
    expect(path.blocked).toEqual([{ document: 'card', sets: [[{ kind: 'noWay', document: 'witness' }]], exact: true }]);
  });

  it('names the condition that does not hold, with the answer that decided', () => {
    const adults = wayTo('card', { needs: { all: [paper('birth'), { criteria: { fact: 'age', op: 'gte', value: 18 } }] } });
    const path = planPapers(asking(['card', 'birth'], { facts: holding({}, { age: 12 }) }), waysOf(adults, birth));
    expect(documents(path)).toEqual(['birth']);
    expect(path.blocked).toMatchObject([{ document: 'card', sets: [[{ kind: 'condition', document: 'card', wayId: 'card-way', against: [{ value: 12, holds: false }] }]] }]);
  });

  it('names papers that need each other', () => {
    const path = planPapers(asking(['a']), waysOf(wayTo('a', { needs: paper('b') }), wayTo('b', { needs: paper('a') })));
    expect(path.blocked).toEqual([{ document: 'a', sets: [[{ kind: 'circle', document: 'b' }]], exact: true }]);
    const itself = planPapers(asking(['a']), waysOf(wayTo('a', { needs: paper('a') })));
    expect(itself.blocked).toEqual([{ document: 'a', sets: [[{ kind: 'circle', document: 'a' }]], exact: true }]);
  });

  it('tells every smallest set and no larger one', () => {
    const ways = [
      wayTo('card', { id: 'one', needs: papers('x', 'y') }), wayTo('card', { id: 'two', needs: paper('z') }),
      wayTo('card', { id: 'three', needs: { any: [paper('w'), papers('x', 'z')] } }),
    ];
    expect(planPapers(asking(['card']), waysOf(...ways)).blocked[0]!.sets).toEqual([[{ kind: 'noWay', document: 'w' }], [{ kind: 'noWay', document: 'z' }]]);
  });

  it('says that nobody states how a paper is had', () => {
    expect(planPapers(asking(['moon']), waysOf()).blocked).toEqual([{ document: 'moon', sets: [[{ kind: 'noWay', document: 'moon' }]], exact: true }]);
  });
});

describe('the answer', () => {
  it('is what the wire carries, to the byte, in whatever order ways and wishes come', () => {
    const ways = [card, proof, birth, code, wayTo('card', { id: 'other', ...takes(60) })];
    const one = planPapers(asking(['card', 'code', 'moon']), waysOf(...ways));
    const two = planPapers(asking(['moon', 'code', 'card', 'code']), waysOf(...[...ways].reverse()));
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    expect(paperPathSchema.parse(one)).toEqual(one);
  });

  it('says that it stopped searching when a pack is made to exhaust it, and still gives a plan that holds', () => {
    const items = Array.from({ length: 40 }, (_, i) => i);
    const tools = items.map((i) => wayTo(`tool-${i}`, { ...costs(100 + ((i * 37) % 91)) }));
    const needs = items.map((i) => wayTo(`need-${i}`, { needs: { any: [1, 7, 11, 17].map((k) => paper(`tool-${(i * k + k) % 40}`)) } }));
    const path = planPapers(asking(items.map((i) => `need-${i}`)), waysOf(...tools, ...needs), 50);
    expect(path.plan.exact).toBe(false);
    expect(path.plan.steps.length).toBeGreaterThan(40);
    expect(path.plan.total.ready.from).toBe(2);
  });
});
