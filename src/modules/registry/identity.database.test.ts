import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import type { Actor } from '#kernel/actor';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { decideIdentity, getPerson, registerPerson, undoIdentityDecision } from './index.ts';
import { settleIdentity } from './repository/identity.ts';
import { decide as decideAmong, sorting, type Decided } from './rules/identity.ts';
import type { IdentityDecision } from './schema.ts';
import { decideTogether } from './service/identity.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const emptied = () => db.owner('truncate registry.person, registry.linkage_run cascade');
const register = async (actor: Actor = actors.window) => (await db.inContext(actor, (ctx) => registerPerson(ctx, mariaLopez({ contacts: [], documents: [] })))).personId;
const several = async (n: number, actor: Actor = actors.window) => (await Promise.all(Array.from({ length: n }, () => register(actor)))).toSorted();
const decide = (personA: string, personB: string, decision: IdentityDecision, actor: Actor = actors.window) =>
  db.inContext(actor, (ctx) => decideIdentity(ctx, { personA, personB, decision }));
const undo = (linkId: string, actor: Actor = actors.window) => db.inContext(actor, (ctx) => undoIdentityDecision(ctx, linkId));
const identityOf = (personId: string, actor: Actor = actors.window) => db.inContext(actor, async (ctx) => (await getPerson(ctx, personId)).identity);
/** Everything that says who is who, as it is stored. */
const whoIsWho = async () => ({
  identities: await db.owner('select id, identity_id from registry.person order by id'),
  standing: await db.owner('select id, person_a, person_b, decision from registry.identity_link where undone_at is null order by id'),
  pairs: await db.owner('select person_a, person_b, settled_by is not null as settled from registry.linkage_pair order by 1, 2'),
});
const suspected = async (pairs: readonly (readonly [string, string])[]) => {
  const runId = '00000000-0000-7000-8000-00000000aaaa';
  await db.owner(`insert into registry.linkage_run (id, country, started_at, published_at, records, linked, to_review) values ($1, 'ZZ', now(), now(), 0, 0, 0) on conflict do nothing`, [runId]);
  for (const [a, b] of pairs) await db.owner(`insert into registry.linkage_pair (person_a, person_b, country, bits, comparison, run_id, found_at) values ($1, $2, 'ZZ', 20, '[]', $3, now())`, [a, b, runId]);
};
const openPairs = async () => (await db.owner<{ p: string }>('select person_a::text || person_b as p from registry.linkage_pair where settled_by is null')).map((r) => r.p).toSorted();

describe('deciding', () => {
  beforeEach(emptied);

  it('what contradicts a chain of decisions is refused and changes nothing', async () => {
    const [a, b, c] = (await several(3)) as [string, string, string];
    await decide(a, b, 'same');
    await decide(b, c, 'same');
    const before = await whoIsWho();
    expect(await refusal(decide(a, c, 'different'))).toBe('registry.identity-contradiction');
    expect(await whoIsWho()).toEqual(before);
  });

  it('a decision settles every pair it touches, and its undo opens them again', async () => {
    const [a, b, c, d] = (await several(4)) as [string, string, string, string];
    await suspected([[a, b], [a, c], [b, c], [c, d]]);
    await decide(a, b, 'same');
    const apart = await decide(b, c, 'different');
    expect(await openPairs()).toEqual([c + d]);
    await undo(apart.linkId);
    expect(await openPairs()).toEqual([a + c, b + c, c + d].toSorted());
  });

  it('an officer puts aside what the own office decided and what is in doubt, and nothing else', async () => {
    const [a, b] = (await several(2)) as [string, string];
    await db.owner(`insert into registry.person_office select id, $1, 'ZZ', 'referred', registered_by, now() from registry.person`, [OFFICES.otherWindow.id]);
    const doubt = await decide(a, b, 'unsure');
    const theirs = await decide(a, b, 'different', actors.otherWindow);
    expect(await refusal(decide(a, b, 'same'))).toBe('registry.decision-of-others');
    expect(await refusal(undo(theirs.linkId))).toBe('registry.decision-of-others');
    await undo(theirs.linkId, actors.supervisor);
    expect((await whoIsWho()).standing).toMatchObject([{ id: doubt.linkId, decision: 'unsure' }]);
  });

  it('two records of which none is in sight are nobody to decide about', async () => {
    const [a, b] = (await several(2)) as [string, string];
    expect(await refusal(decide(a, b, 'same', actors.otherWindow))).toBe('platform.not-found');
    expect(await refusal(decide(a, '00000000-0000-7000-8000-00000000dead', 'same'))).toBe('platform.not-found');
  });

  it('of two who contradict each other at the same moment, one is refused', async () => {
    const [a, b, c] = (await several(3)) as [string, string, string];
    await decide(a, b, 'same');
    const said = await Promise.all([refusal(decide(b, c, 'same')), refusal(decide(a, c, 'different', actors.windowColleague))]);
    expect(said.toSorted()).toEqual(['done', 'registry.identity-contradiction']);
  });

  it('joining records lets nobody see more: each record keeps its own offices', async () => {
    const mine = await register();
    const theirs = await register(actors.otherWindow);
    await db.owner(`insert into registry.person_office values ($1, $2, 'ZZ', 'referred', $3, now())`, [theirs, OFFICES.national.id, actors.supervisor.userId]);
    await decide(mine, theirs, 'same', actors.supervisor);
    expect(await identityOf(mine)).toEqual([mine, theirs].toSorted());
    expect(await refusal(db.inContext(actors.window, (ctx) => getPerson(ctx, theirs)))).toBe('platform.not-found');
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => getPerson(ctx, mine)))).toBe('platform.not-found');
  });
});

const PEOPLE = 5;
const pair = fc.tuple(fc.nat(PEOPLE - 1), fc.nat(PEOPLE - 1)).filter(([x, y]) => x < y);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('decide' as const), pair, decision: fc.constantFrom<IdentityDecision>('same', 'same', 'different', 'unsure') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), people: fc.uniqueArray(fc.nat(PEOPLE - 1), { minLength: 2, maxLength: 4 }), cut: fc.nat(3), apart: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('night' as const), pair }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(20) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('link and undo over random histories on a real database', () => {
  /** Nights link, and supervision works the list: sets are sorted with whatever contradicts taken back by name. */
  async function doStep(people: readonly string[], s: Step, acts: string[]): Promise<void> {
    if (s.do === 'undo') {
      if (acts.length > 0) await undoOne(acts, s.which);
      return;
    }
    const linkId = s.do === 'decide' ? await tryPair(people, s) : s.do === 'night' ? await linkAtNight(people, s) : await sortSet(people, s);
    if (linkId && !acts.includes(linkId)) acts.push(linkId);
  }

  /** One of the acts, beginning at some place: what a later decision put aside is undone by undoing that one first. */
  async function undoOne(acts: string[], which: number): Promise<void> {
    for (let i = 0; i < acts.length; i++) {
      const at = (which + i) % acts.length;
      const said = await refusal(undo(acts[at]!, actors.supervisor));
      if (said === 'done') {
        acts.splice(at, 1);
        return;
      }
      expect(said).toBe('registry.decision-already-undone');
    }
    throw new Error('none of the acts can be undone');
  }

  async function tryPair(people: readonly string[], s: Step & { do: 'decide' }): Promise<string | null> {
    const known = new Set((await whoIsWho()).standing.map((l) => l['id']));
    const [a, b] = s.pair.map((i) => people[i]!) as [string, string];
    const { linkId } = await decide(a, b, s.decision, actors.supervisor).catch((e: unknown) => {
      if (e instanceof Refused) return { linkId: null };
      throw e;
    });
    return linkId && !known.has(linkId) ? linkId : null;
  }

  const everyDecision = () => db.owner<Decided & { a: string }>(
    `select id, seq, coalesce(act_id, id) as act, person_a as a, person_b as b, decision, undone_at is null as stands, replaced_by as "replacedBy", source from registry.identity_link`);

  /** What the comparison of the whole registry does with a pair about which nobody said anything, and against which nothing stands. */
  async function linkAtNight(people: readonly string[], s: Step & { do: 'night' }): Promise<string | null> {
    const [a, b] = s.pair.map((i) => people[i]!) as [string, string];
    const decided = await everyDecision();
    const said = decided.some((d) => (d.stands || d.source === 'auto') && d.a === a && d.b === b);
    if (said || 'contradicted' in decideAmong([{ a, b, decision: 'same' }], new Set(), decided)) return null;
    const [{ id }] = await db.owner<{ id: string }>(`insert into registry.identity_link (id, country, person_a, person_b, decision, decided_by, decided_at, source)
      values (gen_random_uuid(), 'ZZ', $1, $2, 'same', gen_random_uuid(), now(), 'auto') returning id`, [a, b]) as [{ id: string }];
    await db.inContext(actors.supervisor, (ctx) => settleIdentity(ctx.actor, ctx.tx, people));
    return id;
  }

  async function sortSet(people: readonly string[], s: Step & { do: 'set' }): Promise<string | null> {
    const groups = [s.people.slice(0, s.cut), s.people.slice(s.cut)].filter((g) => g.length > 0).map((g) => g.map((i) => people[i]!));
    return db.inContext(actors.supervisor, async (ctx) => {
      const standing = await everyDecision();
      const { verdicts, against } = sorting(groups, s.apart, standing);
      const done = await decideTogether(ctx, { verdicts, takingBack: new Set(against.map((d) => d.id)), note: null });
      return done.linkIds[0] ?? null;
    }).catch((e: unknown) => {
      if (e instanceof Refused) return null;
      throw e;
    });
  }

  it('undoing, in any order, what was done after a moment leads back to that moment', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 5 }), fc.array(step, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(20), { minLength: 12, maxLength: 12 }), async (first, then, order) => {
      await emptied();
      const people = await several(PEOPLE);
      await suspected([[people[0]!, people[1]!], [people[1]!, people[2]!], [people[0]!, people[4]!], [people[2]!, people[3]!]]);
      const earlier: string[] = [];
      for (const s of first) await doStep(people, s, earlier);
      const before = await whoIsWho();
      const acts: string[] = [];
      for (const s of then) await doStep(people, s, acts);
      for (let i = 0; acts.length > 0; i++) await undoOne(acts, order[i % order.length]!);
      expect(await whoIsWho()).toEqual(before);
    }), { numRuns: 12 });
  }, 120_000);
});
