import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { consentCovers, factsOf, recordConsent, recordFacts, registerPerson, withdrawConsent } from './index.ts';
import type { RegisterPerson } from './schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = (person: RegisterPerson, actor: typeof actors.window | typeof actors.reception = actors.window) => db.inContext(actor, (ctx) => registerPerson(ctx, person));
const emptied = () => db.owner(`truncate registry.person, registry.name_term cascade`);

describe('facts', () => {
  let personId: string;
  beforeAll(async () => { await emptied(); ({ personId } = await register(mariaLopez(), actors.reception)); });

  it('come from columns, papers and answers, and declined is kept as declined', async () => {
    await db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [
      { code: 'monthsAbroad', value: 30 }, { code: 'income', state: 'declined' }, { code: 'documentsHeld', value: { 'any-birth-certificate': 'lost' } },
    ]));
    const facts = await db.inContext(actors.reception, (ctx) => factsOf(ctx, personId));
    expect(facts.age).toMatchObject({ value: 33, source: 'derived' });
    expect(facts.monthsAbroad).toMatchObject({ state: 'known', value: 30 });
    expect(facts.income).toMatchObject({ state: 'declined' });
    expect(facts.documentsHeld).toMatchObject({ value: { 'zz-identity-card': 'held', 'any-birth-certificate': 'lost' } });
    expect(facts.hasPhone).toMatchObject({ value: true });
  });

  it.each([['ended yesterday', '2026-03-09', 'lost'], ['ends today', '2026-03-10', 'held']] as const)('a paper that %s opens doors accordingly', async (_story, expiresOn, state) => {
    const told = await register({ givenNames: 'Papel', surname1: expiresOn, birthDate: '1990-01-02', documents: [{ type: 'passport', country: 'ZZ', number: 'A1234567', expiresOn }] }, actors.reception);
    const facts = await db.inContext(actors.reception, (ctx) => factsOf(ctx, told.personId));
    expect(facts.documentsHeld).toMatchObject({ value: { 'any-passport': state } });
  });

  it.each([
    ['born in the year that makes eighteen', '2008-01-01', 'year', undefined], ['born in the month that makes eighteen', '2008-03-01', 'month', undefined], ['about eighteen', '2008-01-01', 'estimated', undefined], ['about twenty', '2006-01-01', 'estimated', undefined],
    ['about sixteen, so a child in doubt', '2010-01-01', 'estimated', 16], ['about twenty-two', '2004-01-01', 'estimated', 22], ['eighteen by the day', '2008-03-10', 'day', 18],
  ] as const)('an age that may be a child’s is not told as an adult’s: %s', async (_, birthDate, birthPrecision, age) => {
    const told = await register({ givenNames: 'Edad', surname1: 'Dudosa', birthDate, birthPrecision }, actors.reception);
    const facts = await db.inContext(actors.reception, (ctx) => factsOf(ctx, told.personId));
    expect(facts.age?.state === 'known' ? facts.age.value : undefined).toBe(age);
  });

  it('the newest answer counts, the older ones stay', async () => {
    await db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'monthsAbroad', value: 31 }]), { now: new Date('2026-03-11T15:00:00Z') });
    expect((await db.inContext(actors.reception, (ctx) => factsOf(ctx, personId))).monthsAbroad).toMatchObject({ value: 31 });
    expect(await db.owner(`select from registry.person_fact where code = 'monthsAbroad'`)).toHaveLength(2);
  });

  it('restricted answers are sealed, and only protection reads them again', async () => {
    await db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'cannotReturnTo', value: [HOME] }]));
    expect((await db.inContext(actors.reception, (ctx) => factsOf(ctx, personId))).cannotReturnTo).toBeUndefined();
    expect((await db.inContext(actors.protection, (ctx) => factsOf(ctx, personId))).cannotReturnTo).toMatchObject({ value: [HOME] });
    const [row] = await db.owner<{ sealed: Buffer }>('select sealed from registry_restricted.fact');
    expect(row!.sealed.toString('latin1')).not.toContain(HOME);
  });

  it('an unknown fact or an impossible value is refused', async () => {
    expect(await refusal(db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'shoeSize', value: 40 }])))).toBe('registry.fact-unknown');
    expect(await refusal(db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'monthsAbroad', value: 'many' }])))).toBe('registry.fact-value');
  });
});

describe('consent', () => {
  let personId: string;
  beforeEach(async () => { await emptied(); ({ personId } = await register(mariaLopez())); });
  const question = { purpose: 'referral', recipientOrganizationId: 'org-a', recipientServiceId: 'svc-1', sections: ['identity', 'needs'] } as const;
  const record = (given: boolean, sections: ('identity' | 'needs' | 'health')[], recipientOrganizationId = 'org-a') => db.inContext(actors.window, (ctx) =>
    recordConsent(ctx, { personId }, { purpose: 'referral', recipientOrganizationId, sections, given }));
  const answer = () => db.inContext(actors.window, (ctx) => consentCovers(ctx, personId, question));

  it('covers what was agreed, for whom it was agreed', async () => {
    await record(true, ['identity', 'needs'], 'org-b');
    expect(await answer()).toMatchObject({ covered: false });
    await record(true, ['identity']);
    expect(await answer()).toMatchObject({ covered: false, missing: ['needs'] });
    const { consentId } = await record(true, ['needs', 'health']);
    expect(await answer()).toEqual({ covered: true, consentId, missing: [] });
  });

  it('ends when it is withdrawn, and a refusal outweighs what was agreed before', async () => {
    const { consentId } = await record(true, ['identity', 'needs']);
    await db.inContext(actors.window, (ctx) => withdrawConsent(ctx, consentId));
    expect(await answer()).toMatchObject({ covered: false });
    expect(await refusal(db.inContext(actors.window, (ctx) => withdrawConsent(ctx, consentId)))).toBe('registry.consent-already-withdrawn');
    await record(true, ['identity', 'needs']);
    await record(false, []);
    expect(await answer()).toMatchObject({ covered: false });
  });
});
