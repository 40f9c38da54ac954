import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { decideIdentity, joinCases, keepApart, openCase, recordConsent, recordRelation, registerPerson, withdrawConsent } from '#registry';
import { actors, HOME, OFFICES } from '../support/actors.ts';
import { testDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { OWNERS_FUNCTIONS, ownersFunctions, unreasonedPowers, type OwnersFunction } from './owner-powers/index.ts';

let db: TestDatabase;
let broken: TestDatabase;
let functions: OwnersFunction[];
let ids: string[];
let keys: string;

/** Two records of somebody with two open cases that go on in one, consent taken back, and somebody who is kept apart from them. */
beforeAll(async () => {
  [db, broken] = await Promise.all([testDatabase(), testDatabase()]);
  const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work);
  const person = (givenNames: string, actor: Actor) => at(actor, async (ctx) => (await registerPerson(ctx, { givenNames, surname1: 'Murallas', birthDate: '1990-04-05' })).personId);
  const [one, again] = [await person('Mirna', actors.window), await person('Mirna', actors.window)];
  const cases: string[] = [];
  for (const personId of [one, again]) cases.push((await at(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }))).caseId);
  await at(actors.window, (ctx) => decideIdentity(ctx, { personA: one, personB: again, decision: 'same' }));
  await at(actors.window, (ctx) => joinCases(ctx, cases[0]!, { into: cases[1]!, note: 'x' }));
  const { consentId } = await at(actors.window, (ctx) => recordConsent(ctx, { personId: one, caseId: cases[0]! }, { purpose: 'case', given: true, sections: ['identity'], language: 'es', readAloud: true, givenBy: 'person' }));
  await at(actors.window, (ctx) => withdrawConsent(ctx, consentId));
  const [child, danger] = [await person('Criatura', actors.reception), await person('Peligro', actors.reception)];
  await at(actors.reception, (ctx) => recordRelation(ctx, child, { otherPersonId: danger, word: 'guardian', evidence: 'declared' }));
  await at(actors.protection, (ctx) => keepApart(ctx, child, { otherPersonId: danger, reason: 'x' }));
  const known = await db.owner<{ id: string }>('select id from registry.identity_link union all select id from registry.case_join union all select id from registry.relation');
  ids = [one, again, child, danger, ...cases, consentId, ...known.map((r) => r.id), actors.window.userId, OFFICES.window.id];
  keys = (await db.owner<{ keys: string }>('select keys::text from registry.person_index where person_id = $1', [one]))[0]!.keys;
  functions = await ownersFunctions(db);
});
afterAll(async () => { await db.close(); await broken.close(); });

const BY_TYPE: Record<string, () => string> = {
  'uuid[]': () => `'{${ids.join(',')}}'::uuid[]`, 'integer[]': () => `'{9}'::int[]`, 'text[]': () => `array['${keys}']`, 'real[]': () => `'{1}'::real[]`, integer: () => '9', bigint: () => '9',
  text: () => `'window'`, date: () => `'2026-03-10'::date`, 'timestamp with time zone': () => `'2020-01-01'::timestamptz`, boolean: () => 'true', jsonb: () => `'{"24h": "2026-03-10", "72h": "2026-03-10", "2weeks": "2026-03-10", "long": "2026-03-10"}'::jsonb`, bytea: () => `'\\x00'::bytea`,
  'bytea[]': () => `'{}'::bytea[]`,
};

/** Arguments for which any value of their type would ask nothing. */
const BY_NAME: Record<string, string> = { p_run: 'null::uuid', p_sounds: `array['peligro', 'murallas']`, p_words: `array['peligro', 'murallas']` };

/** A call with every known id in the last two places that take one. */
function callOf(f: OwnersFunction): string {
  const places = f.args.flatMap((a, i) => (a.type === 'uuid' && !(a.name in BY_NAME) ? [i] : [])).slice(-2);
  const value = ({ name, type }: { name: string; type: string }, i: number) => BY_NAME[name] ?? (places.includes(i) ? `i${i}.id` : type === 'uuid' ? `'${ids[0]!}'::uuid` : BY_TYPE[type]!());
  const from = places.map((i) => `unnest('{${ids.join(',')}}'::uuid[]) as i${i} (id)`);
  return `select to_jsonb(f) as told from ${[...from, `lateral (select * from ${f.name}(${f.args.map((a, i) => value(a, i)).join(', ')}) as answer) f`].join(', ')}`;
}

const isNothing = (value: unknown): boolean => value === null || value === false || value === '' || value === 0 || (typeof value === 'object' && Object.values(value!).every(isNothing));

/** What a function tells somebody who calls it with every id: the answers that say something, or `refused`. */
async function told(actor: Actor, f: OwnersFunction): Promise<unknown[] | 'refused'> {
  return db.asActor(actor, (tx) => sql.raw<{ told: unknown }>(callOf(f)).execute(tx)).then(
    (r) => r.rows.map((row) => row.told).filter((t) => !isNothing(t)),
    (e: { code?: string }) => { if (e.code === '42501') return 'refused' as const; throw e; });
}

/** Everything that is stored of the country, table by table; what the other country does with its own is its business. */
async function stored(): Promise<Record<string, unknown>> {
  const tables = await db.owner<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('registry', 'registry_restricted', 'reception', 'assessment', 'assessment_restricted', 'referrals', 'plans') order by 1`);
  const sums: Record<string, unknown> = {};
  for (const { name } of tables) sums[name] = (await db.owner(`select md5(string_agg(t::text, '|' order by t::text)) as sum from ${name} t where to_jsonb(t) ->> 'country' = 'ZZ'`))[0];
  return sums;
}

const foreign = { country: 'HN', officeId: OFFICES.abroad.id, organizationId: OFFICES.abroad.organizationId } as const;
const EVERYBODY: readonly Actor[] = Object.values(actors);
const ABROAD: readonly Actor[] = (['reception', 'protection', 'consular', 'supervisor', 'analyst'] as const).map((role) => ({ ...actors.abroad, ...foreign, role }));

/** What somebody of another country is told and is theirs: the own offices, and which offices of the others keep cases. Of the people of the others it is nothing. */
function isMeant(name: string, actor: Actor, answer: unknown): boolean {
  const text = JSON.stringify(answer);
  if (name === 'registry.actor_offices') return actor.country === 'HN' && !text.includes(OFFICES.window.id);
  const word = OWNERS_FUNCTIONS[name]!;
  return name === 'registry.offices_abroad' && word.how === 'to' && word.roles.includes(actor.role) && !ids.slice(0, 6).some((id) => text.includes(id));
}

describe('functions with the powers of the owner', () => {
  it('are all listed with to whom they answer and why, and only those that answer are granted', async () => {
    expect(await unreasonedPowers(db)).toEqual([]);
    expect(Object.entries(OWNERS_FUNCTIONS).filter(([, word]) => word.why.length < 10)).toEqual([]);
  });

  it('are noticed when one is new, granted without a word, or no more', async () => {
    await broken.owner(`create function registry.everybody() returns bigint language sql security definer set search_path = pg_catalog as 'select count(*) from registry.person'`);
    await broken.owner('grant execute on function registry.case_in_charge to ventanilla_runtime');
    await broken.owner('drop function registry.name_examples');
    expect(await unreasonedPowers(broken)).toEqual(['registry.case_in_charge is granted', 'registry.everybody is not listed', 'registry.name_examples is no more']);
  });

  it('tell nothing to roles that are not meant, nor to any role of another country, whatever ids they know; and change nothing', async () => {
    const before = await stored();
    const leaks: string[] = [];
    for (const f of functions) {
      const word = OWNERS_FUNCTIONS[f.name]!;
      if (word.how !== 'to') continue;
      for (const actor of [...EVERYBODY.filter((a) => !word.roles.includes(a.role)), ...ABROAD, actors.abroad]) {
        const answer = await told(actor, f);
        if (answer !== 'refused' && answer.length > 0 && !isMeant(f.name, actor, answer)) leaks.push(`${f.name} tells ${actor.role} of ${actor.country} ${JSON.stringify(answer[0])}`);
      }
    }
    expect(leaks).toEqual([]);
    expect(await stored()).toEqual(before);
  }, 60_000);

  it('answer those who are meant, so that silence proves something', async () => {
    const of = (name: string) => functions.find((f) => f.name === name)!;
    for (const name of ['registry.look_up', 'registry.may_see_person', 'registry.may_see_case', 'registry.people_met', 'registry.identity_members', 'registry.may_take_join_back', 'registry.search_index', 'referrals.consent_withdrawn']) {
      expect(await told(actors.window, of(name)), name).not.toEqual([]);
    }
    for (const name of ['registry.are_kept_apart', 'registry.is_kept_apart', 'registry.family_of']) expect(await told(actors.protection, of(name)), name).not.toEqual([]);
    expect(await told(actors.analyst, of('registry.key_of_case_in_charge'))).not.toEqual([]);
  });

  it('tell an officer nothing of marks, joins and links of people of other offices', async () => {
    const of = (name: string) => functions.find((f) => f.name === name)!;
    for (const name of ['registry.are_kept_apart', 'registry.is_kept_apart', 'registry.kept_apart_named', 'registry.answers_for', 'registry.note_links', 'registry.family_of', 'registry.identity_members', 'registry.identity_decisions',
      'registry.people_of_act', 'registry.may_take_join_back', 'referrals.consent_withdrawn', 'registry.end_groundless_joins', 'registry.sealed_places_of_danger', 'registry.indexable']) {
      for (const actor of [actors.otherWindow, actors.otherReception, actors.consular]) {
        const answer = await told(actor, of(name));
        expect(answer === 'refused' || answer.length === 0, `${name} tells ${actor.displayName} ${JSON.stringify(answer)}`).toBe(true);
      }
    }
    expect(await told(actors.windowColleague, of('registry.note_links'))).toEqual([]);
  });

  it('are granted to no table of somebody else: a trigger of the owner judges only the owner’s tables', async () => {
    await expect(db.asActor(actors.window, async (tx) => {
      await sql`create temporary table own (id uuid, left_at timestamptz)`.execute(tx);
      await sql`create trigger judge before update on own for each row execute function reception.child_not_alone()`.execute(tx);
    })).rejects.toMatchObject({ code: '42501' });
  });
});
