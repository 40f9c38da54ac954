import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { decideIdentity, findCandidates, getPerson, getPersonDetail, letOfficeSee, registerPerson, undoIdentityDecision } from './index.ts';
import type { RegisterPerson } from './schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = (person: RegisterPerson, actor: typeof actors.window | typeof actors.reception = actors.window) => db.inContext(actor, (ctx) => registerPerson(ctx, person));
const emptied = () => db.owner(`truncate registry.person, registry.name_term cascade`);

describe('one identity', () => {
  beforeEach(emptied);
  const identity = (personId: string) => db.inContext(actors.window, async (ctx) => (await getPerson(ctx, personId)).identity);

  it('links, chains and comes back to where it was', async () => {
    const [a, b, c] = [(await register(mariaLopez())).personId, (await register(mariaLopez())).personId, (await register(mariaLopez())).personId];
    const decide = (personA: string, personB: string) => db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA, personB, decision: 'same' }));
    const ab = await decide(a, b);
    const bc = await decide(c, b);
    expect(await identity(c)).toEqual([a, b, c].toSorted());
    await db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, ab.linkId));
    expect(await identity(a)).toEqual([a]);
    expect(await identity(c)).toEqual([b, c].toSorted());
    await db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, bc.linkId));
    expect(await identity(b)).toEqual([b]);
    expect(await refusal(db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, bc.linkId)))).toBe('registry.decision-already-undone');
  });

  it('a new decision replaces the old one, which stays in the history', async () => {
    const [a, b] = [(await register(mariaLopez())).personId, (await register(mariaLopez())).personId];
    for (const decision of ['same', 'different'] as const) await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision }));
    expect(await identity(a)).toEqual([a]);
    const { links } = await db.inContext(actors.window, (ctx) => getPersonDetail(ctx, a));
    expect(links.map((l) => [l.decision, l.undoneAt !== null]).toSorted()).toEqual([['different', false], ['same', true]]);
  });

  it('two records of one identity are one candidate', async () => {
    const [a, b] = [(await register(mariaLopez())).personId, (await register(mariaLopez())).personId];
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision: 'same' }));
    expect(await db.inContext(actors.window, (ctx) => findCandidates(ctx, { givenNames: 'María Guadalupe', surname1: 'López', birthDate: '1992-07-14' }))).toHaveLength(1);
  });
});

describe('letting an office see a person', () => {
  it('is for those who see the person, or meet them', async () => {
    await emptied();
    const { personId } = await register(mariaLopez());
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => letOfficeSee(ctx, personId, OFFICES.reception.id, 'referred')))).toBe('platform.not-found');
    await db.inContext(actors.window, (ctx) => letOfficeSee(ctx, personId, OFFICES.otherWindow.id, 'hand-over'));
    expect((await db.inContext(actors.otherWindow, (ctx) => getPerson(ctx, personId))).personId).toBe(personId);
    expect(await refusal(db.inContext(actors.abroad, (ctx) => letOfficeSee(ctx, personId, OFFICES.abroad.id, 'returned-again')))).toBe('platform.not-found');
  });
});
