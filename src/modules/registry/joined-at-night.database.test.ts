import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { connect, sql } from '#platform/db';
import { fieldCipher } from '#platform/secrets';
import type { House } from '#platform/context';
import { Refused } from '#kernel/errors';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { decideIdentity, linkWholeRegistry, openCase, registerPerson, undoIdentityDecision } from './index.ts';
import { getReviewSet, listReview, sortPeople } from './service/review.ts';
import { welcomesOf } from './service/welcomes.ts';

const maria = { givenNames: 'María Guadalupe', surname1: 'Ixtabalán', surname2: 'Hernández', birthDate: '1992-07-14', sex: 'F' as const };
/** The same person with one of two given names, and no second surname: joined at night, and not surely. */
const guadalupe = { ...maria, givenNames: 'Guadalupe', surname2: undefined };
/** Others, so that a name says something. */
const OTHERS = [...'bdfgklmprstv'].map((x, i) => ({ givenNames: `Xo${x}ilu`, surname1: `Tu${x}ako`, surname2: `Ke${x}oni`, birthDate: `${1950 + 3 * i}-0${(i % 9) + 1}-1${i % 10}`, sex: 'M' as const }));
const pedro = { givenNames: 'Pedro', surname1: 'Zelaya', birthDate: '1980-02-03', sex: 'M' as const };

let db: TestDatabase;
let house: House;
beforeAll(async () => {
  db = await testDatabase();
  house = { database: connect(db.runtimeUrl, { poolSize: 2 }), packs: openPacks(['ZZ']), subscriptions: [], cipher: fieldCipher('only for a test') };
});
afterAll(async () => { await house.database.close(); await db.close(); });
beforeEach(async () => {
  await db.owner('truncate registry.person, registry.linkage_run cascade');
  for (const person of OTHERS) await register(person);
});

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = async (person: Parameters<typeof registerPerson>[1], now?: Date) => (await db.inContext(actors.window, (ctx) => registerPerson(ctx, person), now ? { now } : {})).personId;
const link = (onlyNew = false) => linkWholeRegistry(house, { country: 'ZZ', threads: 1, now: () => new Date(), onlyNew });
const decide = (personA: string, personB: string, decision: 'same' | 'different', actor = actors.window) => db.inContext(actor, (ctx) => decideIdentity(ctx, { personA, personB, decision }));
const undo = (linkId: string) => db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId));
const review = () => db.inContext(actors.supervisor, (ctx) => listReview(ctx, 'open'));
const set = (personId: string) => db.inContext(actors.supervisor, (ctx) => getReviewSet(ctx, personId));
const sort = (groups: string[][], takingBack: string[] = []) => db.inContext(actors.supervisor, (ctx) => sortPeople(ctx, { groups, apart: true, takingBack })).then((r) => r.linkId!);
const standing = () => db.owner<{ source: string; decision: string }>('select source, decision from registry.identity_link where undone_at is null order by seq');
const openPairs = async () => (await db.owner<{ p: string }>('select person_a::text || person_b as p from registry.linkage_pair where settled_by is null')).map((r) => r.p).toSorted();
const areOne = async (a: string, b: string) => (await db.owner<{ n: number }>('select count(distinct identity_id)::int as n from registry.person where id = any ($1)', [[a, b]]))[0]!.n === 1;
const keyOf = (a: string, b: string) => [a, b].toSorted().join('');
const AUTO = { source: 'auto', decision: 'same' };

describe('a pair that the comparison at night joined', () => {
  it('is treated as one and waits on the review list, night after night; who is surely one person does not', async () => {
    const surely = { ...pedro, documents: [{ type: 'dni' as const, country: 'ZZ', number: '0101-1980-00417' }] };
    const [a, b] = [await register(maria), await register(guadalupe), await register(surely), await register(surely)];
    expect(await link()).toMatchObject({ linked: 2, toReview: 1 });
    expect([await areOne(a, b), await openPairs(), await standing()]).toEqual([true, [keyOf(a, b)], [AUTO, AUTO]]);
    expect(await link()).toMatchObject({ linked: 0, toReview: 1 });
    expect(await openPairs()).toEqual([keyOf(a, b)]);
    const page = await review();
    expect(page.counts.open).toBe(1);
    expect(page.lines).toMatchObject([{ records: 2, doubts: 1, origin: 'night', treatedAsOne: true }]);
    expect((await set(b)).doubts).toMatchObject([{ origin: 'night', treatedAsOne: true }]);
  });

  it('is asked once for a group that is surely one person, night after night, and that one answer settles it', async () => {
    const paper = { documents: [{ type: 'dni' as const, country: 'ZZ', number: '0101-1992-00419' }] };
    const [a, b, c] = [await register({ ...maria, ...paper }), await register({ ...maria, ...paper }), await register(guadalupe)];
    expect(await link()).toMatchObject({ linked: 2, toReview: 1 });
    const [asked] = await openPairs();
    expect([keyOf(a, c), keyOf(b, c)]).toContain(asked);
    expect(await link()).toMatchObject({ linked: 0, toReview: 1 });
    expect(await openPairs()).toEqual([asked]);
    expect((await set(c)).doubts).toHaveLength(1);
    const linkId = await sort([[a, b, c]]);
    await link();
    expect([await openPairs(), await areOne(a, c)]).toEqual([[], true]);
    await undo(linkId);
    expect(await openPairs()).toEqual([asked]);
    const takingBack = (await set(c)).decisions.filter((d) => d.auto && (d.a === c || d.b === c)).map((d) => d.linkId);
    await sort([[a, b], [c]], takingBack);
    await link();
    expect([await openPairs(), await areOne(a, c), await areOne(a, b)]).toEqual([[], false, true]);
  });

  it('is asked of newcomers too', async () => {
    const a = await register(maria);
    await link();
    const b = await register({ ...maria, givenNames: 'Guadalupe', birthDate: '1992-01-01' }, new Date(Date.now() + 1_000));
    expect(await link(true)).toMatchObject({ linked: 1, toReview: 1 });
    expect([await areOne(a, b), await openPairs()]).toEqual([true, [keyOf(a, b)]]);
  });

  it('is confirmed by supervision: the decision of the person takes the place of the link, and its undo opens the question again', async () => {
    const [a, b] = [await register(maria), await register(guadalupe)];
    await link();
    const linkId = await sort([[a, b]]);
    expect([await areOne(a, b), await openPairs(), await standing()]).toEqual([true, [], [{ source: 'person', decision: 'same' }]]);
    expect(await link()).toMatchObject({ linked: 0 });
    expect([await openPairs(), await standing()]).toEqual([[], [{ source: 'person', decision: 'same' }]]);
    await undo(linkId);
    expect([await areOne(a, b), await openPairs(), await standing()]).toEqual([true, [keyOf(a, b)], [AUTO]]);
    expect(await link()).toMatchObject({ linked: 0, toReview: 1 });
    expect(await areOne(a, b)).toBe(true);
  });

  it('is parted by supervision: the link is taken back by name, the question answered, and no later night joins them', async () => {
    const [a, b] = [await register(maria), await register(guadalupe)];
    await link();
    expect(await refusal(sort([[a], [b]]))).toBe('registry.identity-contradiction');
    const linkId = await sort([[a], [b]], (await set(a)).decisions.map((d) => d.linkId));
    expect([await areOne(a, b), await openPairs(), await standing()]).toEqual([false, [], [{ source: 'person', decision: 'different' }]]);
    expect(await link()).toMatchObject({ linked: 0 });
    expect([await areOne(a, b), await openPairs()]).toEqual([false, []]);
    await undo(linkId);
    expect([await areOne(a, b), await openPairs(), await standing()]).toEqual([true, [keyOf(a, b)], [AUTO]]);
  });

  it('an officer who says the same changes nothing: it waits for supervision', async () => {
    const [a, b] = [await register(maria), await register(guadalupe)];
    await link();
    const [{ id }] = await db.owner<{ id: string }>('select id from registry.identity_link') as [{ id: string }];
    expect(await decide(a, b, 'same')).toEqual({ linkId: id });
    expect([await openPairs(), await standing()]).toEqual([[keyOf(a, b)], [AUTO]]);
    expect(await refusal(decide(a, b, 'different'))).toBe('registry.decision-of-others');
  });

  it('what people had decided before the night is not asked', async () => {
    const [a, b] = [await register(maria), await register(guadalupe)];
    await decide(a, b, 'same');
    await link();
    expect(await openPairs()).toEqual([]);
  });

  it('nor whom people had kept apart before it', async () => {
    const [a, b] = [await register(maria), await register(guadalupe)];
    await decide(a, b, 'different');
    await link();
    expect([await openPairs(), (await review()).lines]).toEqual([[], []]);
  });

  it('only a link of a person that makes the two one answers it, whichever of their records it is between', async () => {
    const [a, b, c] = [await register(maria), await register(guadalupe), await register(pedro)];
    await link();
    const one = await decide(b, c, 'same');
    // Pedro's record is one with them by a person, they themselves still by the machine alone.
    expect(await openPairs()).toEqual([keyOf(a, b)]);
    const two = await decide(a, c, 'same');
    expect(await openPairs()).toEqual([]);
    await undo(two.linkId);
    expect(await openPairs()).toEqual([keyOf(a, b)]);
    await undo(one.linkId);
    const pair = [a, c].toSorted();
    await db.owner(`insert into registry.linkage_pair (person_a, person_b, country, bits, comparison, run_id, found_at) select $1, $2, 'ZZ', 1, '{}', id, now() from registry.linkage_run`, pair);
    await decide(b, c, 'same');
    // Pedro's record is one with the first by way of the second: a person's link and the machine's.
    expect(await openPairs()).toEqual([keyOf(a, b)]);
  });

  it('confirmed, whoever keeps the case hears of the decision, and not that the link was taken back', async () => {
    const [a, b] = [await register(maria), await register(guadalupe)];
    await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: a, destinationAdmin2: HOME }));
    const news = () => db.inContext(actors.window, async (ctx) => (await welcomesOf(ctx)).links, { now: new Date() });
    await link();
    expect(await news()).toMatchObject([{ atNight: true, stands: true }]);
    const { linkId } = await db.inContext(actors.supervisor, (ctx) => sortPeople(ctx, { groups: [[a, b]], apart: true }), { now: new Date() });
    expect((await news()).map((n) => n.stands)).toEqual([true]);
    await undo(linkId!);
    expect((await news()).filter((n) => n.atNight)).toMatchObject([{ stands: true }]);
  });

  it('only the product itself settles what a night found', async () => {
    for (const actor of [actors.window, actors.supervisor, actors.administrator]) {
      await expect(db.asActor(actor, (tx) => sql`select registry.settle_found(gen_random_uuid())`.execute(tx))).rejects.toThrow();
      await expect(db.asActor(actor, (tx) => sql`select registry.answer_to(gen_random_uuid(), gen_random_uuid())`.execute(tx))).rejects.toThrow();
    }
  });
});
