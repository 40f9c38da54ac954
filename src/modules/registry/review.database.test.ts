import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#platform/db';
import { Refused } from '#kernel/errors';
import type { Actor } from '#kernel/actor';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { decideIdentity, getPerson, registerPerson, undoIdentityDecision } from './index.ts';
import { listEntries, listProfilesInDoubt } from './repository/review.ts';
import { INITIAL_MODEL } from './rules/linkage.ts';
import { soundOf } from './rules/names.ts';
import type { RegisterPerson } from './schema.ts';
import { recognitionOf } from './service/recognition.ts';
import { assignReview, getReviewSet, listReview, noteReview, sortPeople } from './service/review.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person, registry.linkage_run cascade'));

/** Supervision of an institution that has one window and no more. */
const ofOtherWindow: Actor = { ...actors.supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId };
const ofWindow: Actor = { ...actors.supervisor, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = async (actor: Actor = actors.window, change: Partial<RegisterPerson> = {}) => (await db.inContext(actor, (ctx) => registerPerson(ctx, mariaLopez(change)))).personId;
const doubt = (personA: string, personB: string, actor: Actor = actors.window) => db.inContext(actor, (ctx) => decideIdentity(ctx, { personA, personB, decision: 'unsure', note: 'La misma cara' }));
const set = (personId: string, actor: Actor = actors.supervisor, now = TEST_NOW) => db.inContext(actor, (ctx) => getReviewSet(ctx, personId), { now });
const page = (actor: Actor = actors.supervisor, list: 'open' | 'mine' | 'decided' = 'open') => db.inContext(actor, (ctx) => listReview(ctx, list));
const found = async (pairs: readonly (readonly [string, string])[]) => {
  const runId = '00000000-0000-7000-8000-00000000aaaa';
  await db.owner(`insert into registry.linkage_run (id, country, started_at, published_at, records, linked, to_review) values ($1, 'ZZ', now(), now(), 0, 0, 0) on conflict do nothing`, [runId]);
  for (const p of pairs) {
    const [a, b] = p.toSorted();
    await db.owner(`insert into registry.linkage_pair (person_a, person_b, country, bits, comparison, run_id, found_at) values ($1, $2, 'ZZ', 20, '[]', $3, now())`, [a, b, runId]);
  }
};

describe('the review list', () => {
  it('puts doubts that hang together into one set, what officers asked first', async () => {
    const [a, b, c] = [await register(), await register(), await register()];
    const [d, e] = [await register(actors.window, { documents: [] }), await register(actors.window, { givenNames: 'Ana Lucía', documents: [] })];
    await doubt(a, b);
    await found([[b, c], [d, e]]);
    const { lines, counts } = await page();
    expect(lines.map((l) => [l.origin, l.records, l.doubts, l.family])).toEqual([['officer', 3, 2, false], ['night', 2, 1, true]]);
    expect(lines[0]).toMatchObject({ askedBy: 'Ventanilla de prueba', assignedTo: null });
    expect(counts.open).toBe(3);
    expect(await set(c)).toMatchObject({ people: { length: 3 }, doubts: { length: 2 } });
  });

  it('one decision settles every doubt of the set, and its undo brings them all back', async () => {
    const [a, b, c] = [await register(), await register(), await register()];
    await doubt(a, b);
    await found([[b, c], [a, c]]);
    const { linkId } = await db.inContext(actors.supervisor, (ctx) => sortPeople(ctx, { groups: [[a, b], [c]], apart: true, note: 'Hermanas' }));
    expect((await page()).counts.open).toBe(0);
    expect((await db.inContext(actors.window, (ctx) => getPerson(ctx, a))).identity).toEqual([a, b].toSorted());
    expect((await page(actors.supervisor, 'decided')).decided).toMatchObject([{ decision: 'sorted', pairs: 3, note: 'Hermanas', undone: false, mayTakeBack: true }]);
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId!));
    expect((await page()).counts.open).toBe(3);
    expect((await set(a)).decisions).toEqual([]);
  });

  it('a contradiction is shown, and resolved only by naming what is taken back', async () => {
    const [a, b, c] = [await register(), await register(), await register()];
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision: 'same' }));
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: c, decision: 'different' }));
    const sort = (takingBack: string[]) => db.inContext(actors.supervisor, (ctx) => sortPeople(ctx, { groups: [[a, b, c]], apart: true, takingBack }));
    expect(await refusal(sort([]))).toBe('registry.identity-contradiction');
    await doubt(b, c);
    const apart = (await set(a)).decisions.find((d) => d.decision === 'different')!;
    expect(apart).toMatchObject({ mayTakeBack: true, by: 'Ventanilla de prueba' });
    await sort([apart.linkId]);
    expect((await db.inContext(actors.window, (ctx) => getPerson(ctx, c))).identity).toHaveLength(3);
  });

  it('who sorts must have looked at every record that belongs to the set', async () => {
    const [a, b, c] = [await register(), await register(), await register()];
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: b, personB: c, decision: 'same' }));
    expect(await refusal(db.inContext(actors.supervisor, (ctx) => sortPeople(ctx, { groups: [[a, b]], apart: true })))).toBe('registry.review-changed');
  });

  it('somebody takes a set, writes a note, and lets it go', async () => {
    const [a, b] = [await register(), await register()];
    await doubt(a, b);
    const me = actors.supervisor.userId;
    await db.inContext(actors.supervisor, (ctx) => assignReview(ctx, a, { officerId: me }));
    await db.inContext(actors.supervisor, (ctx) => noteReview(ctx, b, { text: 'Llamé a la otra oficina' }));
    expect(await set(a)).toMatchObject({ assignedTo: { id: me, name: 'Supervisión de prueba' }, notes: [{ text: 'Llamé a la otra oficina' }] });
    expect(await page(actors.supervisor, 'mine')).toMatchObject({ lines: { length: 1 }, counts: { mine: 1 } });
    await db.inContext(actors.supervisor, (ctx) => assignReview(ctx, a, { officerId: null }));
    expect((await page(actors.supervisor, 'mine')).lines).toEqual([]);
    expect(await refusal(db.inContext(actors.supervisor, (ctx) => assignReview(ctx, a, { officerId: actors.window.userId })))).toBe('registry.officer-not-of-office');
  });
});

describe('why two records may be one person', () => {
  const slip = { documents: [{ type: 'dni' as const, country: 'ZZ', number: '0101-1992-00471', status: 'held' as const }] };
  const comparison = async (a: string, now = TEST_NOW) => (await set(a, actors.supervisor, now)).doubts[0]!.comparison!;

  it('a pair of the night carries its comparison: a number that is nearly the same says so, and its figures are shown to nobody', async () => {
    const [a, b] = [await register(), await register(actors.otherWindow, { ...slip, surname2: 'Hernandes' })];
    await found([[a, b]]);
    const shown = await set(a, ofWindow);
    expect(shown.doubts[0]).toMatchObject({ origin: 'night', hint: null });
    expect(shown.doubts[0]!.agrees.map((r) => r.code)).toEqual(expect.arrayContaining(['number.slip', 'surname2.sound', 'phone.same']));
    expect(shown.doubts[0]!.comparison!.fields.find((f) => f.code === 'number.slip')).toMatchObject({ side: 'agrees', strangers: 12, family: 4.7 });
    expect(JSON.stringify(shown)).not.toMatch(/0101-?1992|0101199200|5550/);
  });

  it('says how likely one person, one family and strangers are: sisters are a family', async () => {
    const sister = await register(actors.window, { givenNames: 'Ana Lucía', birthDate: '1989-02-03', documents: [] });
    const [a, b] = [await register(), await register(actors.window, { documents: [] })];
    await found([[a, b]]);
    const same = await comparison(a);
    expect(same.chances.one).toBeGreaterThan(0.95);
    expect(same.chances.one + same.chances.family + same.chances.strangers).toBeCloseTo(1, 6);
    await db.owner('delete from registry.linkage_pair');
    await found([[a, sister]]);
    const sisters = await comparison(a);
    expect(sisters.chances.family).toBeGreaterThan(0.9);
  });

  it('weighs with the model in force, not with the one that every registry starts with', async () => {
    const [a, b] = [await register(), await register()];
    await found([[a, b]]);
    const before = await comparison(a);
    const learnt = { ...INITIAL_MODEL, version: 'learnt', fields: { ...INITIAL_MODEL.fields, sex: { same: { m: 0.9, f: 0.5, u: 0.1 }, differ: { m: 0.1, f: 0.5, u: 0.9 } } } };
    await db.owner(`insert into registry.linkage_model (id, country, version, model, learned_on, learned_at, in_force) values (gen_random_uuid(), 'ZZ', 'learnt', $1, 5000, now(), true)`, [JSON.stringify(learnt)]);
    const after = await comparison(a);
    await db.owner('delete from registry.linkage_model');
    const sex = (c: typeof before) => c.fields.find((f) => f.code === 'sex.same')!.strangers;
    expect([sex(before), sex(after)]).toEqual([0.7, 3.2]);
  });

  it('weighs a rare name more than a common one, as the registry knows them', async () => {
    const [a, b] = [await register(actors.window, { surname1: 'Ixtabalán' }), await register(actors.window, { surname1: 'Ixtabalán' })];
    await found([[a, b]]);
    const before = await comparison(a);
    await db.owner(`insert into registry.name_term (country, kind, sound, people) values ('ZZ', 'total', '', 100000), ('ZZ', 'surname', $1, 2)`, [soundOf('ixtabalan')]);
    // Counts are kept for a while.
    const after = await comparison(a, new Date(TEST_NOW.getTime() + 3_600_000));
    await db.owner('truncate registry.name_term');
    const surname = (c: typeof before) => c.fields.find((f) => f.code === 'surname1.same')!.strangers;
    expect(surname(after)).toBeGreaterThan(surname(before) + 5);
  });

  it('people of one group on one day are two people', async () => {
    const [a, b] = [await register(), await register()];
    await found([[a, b]]);
    await db.owner(`update registry.person set last_return_on = '2026-03-01', last_return_place = 'Puerto'`);
    await db.owner(String.raw`update registry.person_index set profile = regexp_replace(profile, E'\t[^\t]*((\t[^\t]*){5})$', E'\tG1\\1')`);
    expect((await set(a)).doubts[0]!.differs.map((r) => r.code)).toContain('arrival.sameGroup');
  });
});

describe('the page about recognition', () => {
  it('tells the model in force, the versions before it with what changed, and how many points a registry of this size needs', async () => {
    const put = (version: string, model: object, inForce: boolean, at: string) => db.owner(
      `insert into registry.linkage_model (id, country, version, model, learned_on, learned_at, in_force) values (gen_random_uuid(), 'ZZ', $1, $2, 5000, $3, $4)`, [version, JSON.stringify(model), at, inForce]);
    const recognition = () => db.inContext(actors.supervisor, recognitionOf);
    expect(await recognition()).toMatchObject({ version: INITIAL_MODEL.version, learned: null, versions: [], run: null });
    const surer = { ...INITIAL_MODEL, bands: { ...INITIAL_MODEL.bands, surely: 7 } };
    await put('first', INITIAL_MODEL, false, '2026-03-01');
    await put('of-an-older-product', { fields: {} }, false, '2026-03-02');
    await put('second', surer, true, '2026-03-03');
    await db.owner(`insert into registry.linkage_run (id, country, started_at, published_at, records, linked, to_review) values (gen_random_uuid(), 'ZZ', now(), now(), 1000000, 2, 1)`);
    const shown = await recognition();
    await db.owner('delete from registry.linkage_model');
    expect(shown).toMatchObject({ version: 'second', population: 1_000_000, bands: [{ band: 'surely', bits: 7 }, { band: 'joined', bits: 2 }, { band: 'perhaps', bits: -4 }] });
    expect(shown.versions).toMatchObject([{ version: 'second', inForce: true, bands: [{ band: 'surely', from: 6, to: 7 }], weights: [] }, { version: 'first', inForce: false, bands: [], changed: 0 }]);
    expect(shown.bands[0]!.needed).toBeCloseTo(7 + Math.log2(1_000_000 / INITIAL_MODEL.repeats), 1);
  });
});

describe('who sees what of the review list', () => {
  it('supervision of one institution sees of the record out of sight no more than a comparison needs', async () => {
    const mine = await register();
    const theirs = await register(actors.otherWindow, { documents: [{ type: 'dni', country: 'ZZ', number: '0101-1992-00417', status: 'held' }] });
    await found([[mine, theirs]]);
    const shown = await set(mine, ofWindow);
    expect(shown.people.find((p) => p.personId === theirs)).toMatchObject({ inSight: false, publicCode: null, caseId: null, givenNames: 'María Guadalupe', documents: [{ type: 'dni', last4: '0417' }] });
    expect(shown.doubts[0]!.agrees.map((r) => r.code)).toContain('number.same');
    expect(JSON.stringify(shown)).not.toMatch(/0101-?1992|5550/);
    expect(await refusal(db.inContext(ofWindow, (ctx) => getPerson(ctx, theirs)))).toBe('platform.not-found');
  });

  it('doubts about people of others are not there', async () => {
    const [a, b] = [await register(), await register()];
    await found([[a, b]]);
    expect((await page(ofOtherWindow)).lines).toEqual([]);
    expect(await refusal(set(a, ofOtherWindow))).toBe('platform.not-found');
    expect(await refusal(db.inContext(ofOtherWindow, (ctx) => assignReview(ctx, a, { officerId: null })))).toBe('platform.not-found');
    expect(await refusal(db.inContext(ofOtherWindow, (ctx) => sortPeople(ctx, { groups: [[a, b]], apart: true })))).toBe('platform.not-found');
  });

  it('the second wall alone shows entries and pairs to nobody but supervision in sight', async () => {
    const [a, b] = [await register(), await register()];
    await found([[a, b]]);
    await db.inContext(actors.supervisor, (ctx) => noteReview(ctx, a, { text: 'Nota' }));
    const counted = (actor: Actor, table: string) => db.asActor(actor, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)).rows[0]!.n);
    for (const table of ['registry.review_entry', 'registry.linkage_pair']) {
      expect([await counted(actors.supervisor, table), await counted(ofWindow, table)]).toEqual([1, 1]);
      for (const actor of [ofOtherWindow, actors.window, actors.reception, actors.auditor, actors.analyst, actors.administrator]) expect([actor.role, await counted(actor, table)]).toEqual([actor.role, 0]);
    }
    const profiles = (actor: Actor) => db.asActor(actor, (tx) => listProfilesInDoubt(actor, tx, [a, b])).then((rows) => rows.length);
    expect([await profiles(actors.supervisor), await profiles(ofWindow)]).toEqual([2, 2]);
    for (const actor of [ofOtherWindow, actors.window, actors.reception, actors.auditor, actors.analyst, actors.administrator, actors.abroad]) expect([actor.role, await profiles(actor)]).toEqual([actor.role, 0]);
    expect(await db.asActor(ofOtherWindow, (tx) => listEntries(ofOtherWindow, tx, [a, b].toSorted()))).toEqual([]);
  });
});
