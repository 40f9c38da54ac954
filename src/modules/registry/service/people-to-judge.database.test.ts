import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BIRTH_PRECISIONS } from '#kernel/birth';
import { systemActor } from '#kernel/actor';
import { isRestricted, type FactCode, type FactSet } from '#kernel/facts';
import { yearsBetween } from '#kernel/dates';
import { actors, HOME } from '../../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { addContact, addDocument, decideIdentity, factsOf, factsOfMany, openCase, recordFacts, registerPerson } from '../index.ts';

const TODAY = '2026-03-10';
let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

/** What a verdict can depend on: values, and whole years since somebody told. */
const weighed = (facts: FactSet): unknown => Object.fromEntries(Object.entries(facts).filter(([code]) => !isRestricted(code as FactCode)).map(([code, fact]) => [
  code, fact.state === 'known' ? [fact.value, code === 'travellingAs' ? yearsBetween(fact.at.slice(0, 10), TODAY) : 0] : fact.state,
]).toSorted());

const birth = fc.record({ birthDate: fc.constantFrom('1988-05-01', '2008-02-29', '2008-03-10', '2008-03-11', '2007-12-31', '1950-01-01', '2026-03-09'), birthPrecision: fc.constantFrom(...BIRTH_PRECISIONS) });
const answers = fc.record({
  travellingAs: fc.constantFrom('alone', 'family', 'unaccompaniedChild'), wantsJob: fc.boolean(), educationLevel: fc.constantFrom('none', 'primary'), languages: fc.constant({ es: 'native', kek: 'basic' }),
}, { requiredKeys: [] });
const someone = fc.record({
  birth: fc.option(birth, { nil: null }), sex: fc.constantFrom('F', 'M', 'X'), answers, again: answers, told: fc.constantFrom('2026-03-10', '2025-03-10', '2025-03-11', '2021-01-01'),
  phone: fc.boolean(), paper: fc.boolean(), linked: fc.boolean(),
});
type Someone = typeof someone extends fc.Arbitrary<infer T> ? T : never;

async function live(one: Someone): Promise<{ personId: string; office: string }> {
  const actor = actors.window;
  const known = (told: object) => Object.entries(told).map(([code, value]) => ({ code, value }));
  return db.inContext(actor, async (ctx) => {
    const name = { givenNames: 'Persona', surname1: 'Inventada', sex: one.sex as 'F', nationalities: ['ZZ'] };
    const { personId } = await registerPerson(ctx, { ...name, ...one.birth } as Parameters<typeof registerPerson>[1]);
    await recordFacts(ctx, personId, known(one.answers));
    if (one.phone) await addContact(ctx, personId, { channel: 'phone', value: '55550101' } as Parameters<typeof addContact>[2]);
    if (one.paper) await addDocument(ctx, personId, { type: 'passport', country: 'ZZ', status: 'held' } as Parameters<typeof addDocument>[2]);
    await openCase(ctx, { personId, destinationAdmin2: HOME });
    if (one.linked) {
      const { personId: other } = await registerPerson(ctx, { ...name, ...one.birth } as Parameters<typeof registerPerson>[1]);
      await recordFacts(ctx, other, known(one.again));
      await decideIdentity(ctx, { personA: personId, personB: other, decision: 'same' });
    }
    return { personId, office: actor.officeId! };
  });
}

test('what is known of somebody among many says the same for every verdict as their own record', async () => {
  await fc.assert(fc.asyncProperty(fc.array(someone, { minLength: 1, maxLength: 5 }), async (people) => {
    const lives: Awaited<ReturnType<typeof live>>[] = [];
    for (const one of people) {
      const there = await live(one);
      await db.owner('update registry.person_fact set recorded_at = $2 where person_id = $1', [there.personId, `${one.told}T12:00:00Z`]);
      lives.push(there);
    }
    const each = [];
    for (const { personId } of lives) each.push(weighed(await db.inContext(actors.window, (ctx) => factsOf(ctx, personId))));
    const many = await db.inContext(systemActor('ZZ'), (ctx) => factsOfMany(ctx, lives.map((l) => ({ personId: l.personId, officeId: l.office, destinationAdmin2: HOME }))));
    expect(many.map(weighed)).toEqual(each);
  }), { numRuns: 25 });
});

