import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { connect, sql } from '#platform/db';
import { actors, HOME, OFFICES } from '../../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import {
  checkFamily, decideIdentity, endRelation, familyOf, findCandidates, getPerson, guardiansOf, areKeptApart, keepApart, letOfficeSee, liftApart, moveHousehold, noteTravelGroup,
  recordRelation, registerFamily, registerPerson, undoIdentityDecision,
} from '../index.ts';
import { listFamily } from '../repository/family.ts';
import type { RegisterFamily, RegisterPerson } from '../schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person, registry.person_group, registry.name_term cascade'));

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const protection: Actor = { ...actors.protection, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };
const register = async (givenNames: string, birthDate: string, actor: Actor = actors.window): Promise<string> =>
  (await db.inContext(actor, (ctx) => registerPerson(ctx, { givenNames, surname1: 'Ejemplar', surname2: 'Pino', birthDate }))).personId;
const family = (id: string, actor: Actor = actors.window) => db.inContext(actor, (ctx) => familyOf(ctx, id));
const count = async (table: string): Promise<number> => (await db.owner<{ n: number }>(`select count(*)::int as n from registry.${table}`))[0]!.n;

const person = (givenNames: string, birthDate: string, rest: Partial<RegisterPerson> = {}): RegisterPerson => ({ givenNames, surname1: 'Ejemplar', surname2: 'Pino', birthDate, originAdmin2: HOME, ...rest });
/** A mother, a father and a son of one name, twins. */
const FAMILY: RegisterFamily = {
  members: [
    { person: person('Rosa', '1990-01-02') }, { person: person('José', '1988-03-04') }, { person: person('José', '2012-05-06'), openCase: false },
    { person: person('Ana', '2018-07-08'), openCase: false }, { person: person('Ema', '2018-07-08'), openCase: false },
  ],
  relations: [
    { is: 1, word: 'spouse', of: 0 }, { is: 0, word: 'parent', of: 2 }, { is: 0, word: 'parent', of: 3 }, { is: 0, word: 'parent', of: 4 }, { is: 4, word: 'sibling', of: 3 },
    { is: 0, word: 'guardian', of: 3, evidence: 'seen' },
  ],
  travel: { on: '2026-03-09', place: 'Puerto de prueba' }, case: { destinationAdmin2: HOME },
};

describe('a family registered at once', () => {
  it('has its people, relations, household and travel group, and a case for each adult', async () => {
    const { members, householdId } = await db.inContext(actors.window, (ctx) => registerFamily(ctx, FAMILY));
    expect(members.map((m) => m.caseId !== null)).toEqual([true, true, false, false, false]);
    const rosa = await family(members[0]!.personId);
    expect(rosa.household).toMatchObject({ groupId: householdId });
    expect(rosa.household!.members.map((m) => m.name)).toHaveLength(4);
    expect(rosa.travel[0]).toMatchObject({ on: '2026-03-09', place: 'Puerto de prueba' });
    expect(rosa.relations.map((r) => r.word).sort()).toEqual(['child', 'child', 'child', 'spouse', 'ward']);
    const ana = await family(members[3]!.personId);
    expect(ana.relations.map((r) => [r.word, r.evidence]).sort()).toEqual([['guardian', 'seen'], ['parent', 'declared'], ['sibling', 'declared']]);
  });

  it('nobody in it is a false alarm for anybody else in it', async () => {
    const { members } = await db.inContext(actors.window, (ctx) => registerFamily(ctx, FAMILY));
    const links = await db.owner<{ decision: string }>('select decision from registry.identity_link');
    expect(links).toHaveLength((members.length * (members.length - 1)) / 2);
    expect(new Set(links.map((l) => l.decision))).toEqual(new Set(['different']));
  });

  it('is registered as a whole or not at all', async () => {
    const odd = { ...FAMILY, members: [...FAMILY.members, { person: person('Futura', '2031-01-01') }] };
    expect(await refusal(db.inContext(actors.window, (ctx) => registerFamily(ctx, odd)))).toBe('registry.birth-in-future');
    expect(await count('person')).toBe(0);
  });

  it('every member goes through the duplicate check; whoever was here before is welcomed, not doubled', async () => {
    const rosa = await register('Rosa', '1990-01-02', actors.reception);
    expect(await refusal(db.inContext(actors.window, (ctx) => registerFamily(ctx, FAMILY)))).toBe('registry.duplicates-not-reviewed');
    const checked = await db.inContext(actors.window, (ctx) => checkFamily(ctx, { members: FAMILY.members.map(({ person: p }) => ({ givenNames: p.givenNames, surname1: p.surname1, surname2: p.surname2, birthDate: p.birthDate })) }));
    expect(checked.members[0]!.candidates[0]).toMatchObject({ personId: rosa });
    const known = { personId: rosa, probe: { givenNames: 'Rosa', surname1: 'Ejemplar', surname2: 'Pino', birthDate: '1990-01-02' } };
    const decisions = checked.members.map((m) => m.candidates.map((c) => ({ personId: c.personId, decision: 'different' as const })));
    const { members } = await db.inContext(actors.window, (ctx) => registerFamily(ctx, {
      ...FAMILY, members: FAMILY.members.map((m, i) => (i === 0 ? { ...m, known } : { ...m, decisions: decisions[i]! })),
    }));
    expect(members[0]!.personId).toBe(rosa);
    expect(await count('person')).toBe(5);
  });

  it('one person cannot be two of its members', async () => {
    const rosa = await register('Rosa', '1990-01-02');
    const known = { personId: rosa, probe: { givenNames: 'Rosa', surname1: 'Ejemplar' } };
    const twice = { members: [{ person: person('Rosa', '1990-01-02'), known }, { person: person('Rosa', '1990-01-02'), known }] };
    expect(await refusal(db.inContext(actors.window, (ctx) => registerFamily(ctx, twice)))).toBe('registry.family-member-twice');
  });

  it('who was typed twice is asked about, twins are not', async () => {
    const checked = await db.inContext(actors.window, (ctx) => checkFamily(ctx, {
      members: [{ givenNames: 'Ana', birthDate: '2018-07-08' }, { givenNames: 'Ema', birthDate: '2018-07-08' }, { givenNames: 'ana', birthDate: '2018-07-08' }],
    }));
    expect(checked.members.map((m) => m.advice.map((a) => a.code))).toEqual([[], [], ['family-twice']]);
  });

  it('joins the household that some of its members have', async () => {
    const rosa = await register('Rosa', '1990-01-02');
    const { householdId } = await db.inContext(actors.window, (ctx) => moveHousehold(ctx, { people: [rosa], to: { where: 'new' } }));
    const known = { personId: rosa, probe: { givenNames: 'Rosa', surname1: 'Ejemplar' } };
    const joined = await db.inContext(actors.window, (ctx) => registerFamily(ctx, { members: [{ person: person('Rosa', '1990-01-02'), known }, { person: person('Nueva', '2025-01-02') }] }));
    expect(joined.householdId).toBe(householdId);
  });
});

describe('splitting and joining', () => {
  it('loses no person, no relation and no past stay', async () => {
    const { members, householdId } = await db.inContext(actors.window, (ctx) => registerFamily(ctx, FAMILY));
    const ids = members.map((m) => m.personId);
    await db.inContext(actors.window, (ctx) => moveHousehold(ctx, { people: [ids[0]!, ids[3]!, ids[4]!], to: { where: 'new' }, reason: 'se mudan' }));
    const apart = await family(ids[0]!);
    expect(apart.household!.members.map((m) => m.personId).sort()).toEqual([ids[3], ids[4]].sort());
    expect(apart.past).toMatchObject([{ kind: 'household', why: 'se mudan' }]);
    expect(apart.relations).toHaveLength(5);
    const again = await db.inContext(actors.window, (ctx) => moveHousehold(ctx, { people: [ids[0]!, ids[3]!, ids[4]!], to: { where: 'with', personId: ids[1]! } }));
    expect(again.householdId).toBe(householdId);
    expect((await family(ids[1]!)).household!.members).toHaveLength(4);
    expect((await family(ids[0]!)).past).toHaveLength(2);
    expect(await count('group_member')).toBe(5 + 5 + 3 + 3);
  });

  it('somebody may live alone, and nobody moves whom the office does not see', async () => {
    const id = await register('Rosa', '1990-01-02');
    await db.inContext(actors.window, (ctx) => moveHousehold(ctx, { people: [id], to: { where: 'new' } }));
    await db.inContext(actors.window, (ctx) => moveHousehold(ctx, { people: [id], to: { where: 'none' } }));
    expect((await family(id)).household).toBeNull();
    const far = await register('Lejana', '1990-01-02', actors.otherWindow);
    expect(await refusal(db.inContext(actors.window, (ctx) => moveHousehold(ctx, { people: [far], to: { where: 'with', personId: id } })))).toBe('platform.not-found');
  });

  it('two officers who move one person at the same second leave them in one household', async () => {
    const [id, one, two] = [await register('Rosa', '1990-01-02'), await register('Uno', '1980-01-02'), await register('Dos', '1970-01-02')];
    await Promise.all([one, two].map((other) => db.inContext(actors.window, (ctx) => moveHousehold(ctx, { people: [id], to: { where: 'with', personId: other } }))));
    const [row] = await db.owner<{ n: number }>(`select count(*)::int as n from registry.group_member where person_id = '${id}' and left_at is null`);
    expect(row!.n).toBe(1);
  });
});

describe('relations', () => {
  it('are recorded once from either side, better evidence replaces weaker, and an end stays in the history', async () => {
    const [mother, child] = [await register('Rosa', '1990-01-02'), await register('Ana', '2018-07-08')];
    await db.inContext(actors.window, (ctx) => recordRelation(ctx, child, { otherPersonId: mother, word: 'parent' }));
    await db.inContext(actors.window, (ctx) => recordRelation(ctx, mother, { otherPersonId: child, word: 'child', evidence: 'seen' }));
    await db.inContext(actors.window, (ctx) => recordRelation(ctx, mother, { otherPersonId: child, word: 'child', evidence: 'declared' }));
    const [relation] = (await family(child)).relations;
    expect(relation).toMatchObject({ word: 'parent', evidence: 'seen' });
    await db.inContext(actors.window, (ctx) => endRelation(ctx, child, relation!.relationId, { reason: 'no era su madre' }));
    expect((await family(mother)).relations).toEqual([]);
    expect(await count('relation')).toBe(2);
    expect(await refusal(db.inContext(actors.window, (ctx) => endRelation(ctx, child, relation!.relationId, {})))).toBe('platform.not-found');
  });

  it('only protection verifies a guardian, in the service and in the database', async () => {
    const [aunt, child] = [await register('Berta', '1985-01-02'), await register('Ana', '2018-07-08')];
    const verified = { otherPersonId: aunt, word: 'guardian', evidence: 'verified' } as const;
    expect(await refusal(db.inContext(actors.window, (ctx) => recordRelation(ctx, child, verified)))).toBe('registry.only-protection-verifies');
    await expect(db.asActor(actors.window, (tx) => sql`insert into registry.relation (id, country, person_id, other_id, kind, evidence, recorded_by, recorded_at)
      values (gen_random_uuid(), 'ZZ', ${aunt}, ${child}, 'guardian', 'verified', ${actors.window.userId}, now())`.execute(tx))).rejects.toThrow(/row-level security/);
    await db.inContext(protection, (ctx) => recordRelation(ctx, child, verified));
    expect(await db.inContext(actors.window, (ctx) => guardiansOf(ctx, child))).toMatchObject([{ personId: aunt, word: 'guardian', evidence: 'verified' }]);
  });

  it('nobody is related to themselves', async () => {
    const id = await register('Rosa', '1990-01-02');
    expect(await refusal(db.inContext(actors.window, (ctx) => recordRelation(ctx, id, { otherPersonId: id, word: 'sibling' })))).toBe('registry.relation-with-oneself');
  });
});

describe('who sees whom', () => {
  const bothOf = async () => {
    const [mother, child] = [await register('Rosa', '1990-01-02'), await register('Ana', '2018-07-08')];
    await db.inContext(actors.window, async (ctx) => {
      await moveHousehold(ctx, { people: [mother, child], to: { where: 'new' } });
      await noteTravelGroup(ctx, [mother, child], { on: '2026-03-09' });
      await recordRelation(ctx, child, { otherPersonId: mother, word: 'parent' });
    });
    return { mother, child };
  };

  it('seeing one person opens nobody else: a relative of another office is a line without a name', async () => {
    const { mother, child } = await bothOf();
    await db.inContext(actors.window, (ctx) => letOfficeSee(ctx, child, OFFICES.otherWindow.id, 'destination'));
    const seen = await family(child, actors.otherWindow);
    const nobody = { personId: null, name: null, publicCode: null, age: null, apart: false };
    expect(seen.household!.members).toEqual([nobody]);
    expect(seen.travel[0]!.members).toEqual([nobody]);
    expect(seen.relations).toEqual([{ relationId: expect.any(String) as string, word: null, evidence: null, member: nobody }]);
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${mother}|Rosa`));
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => getPerson(ctx, mother)))).toBe('platform.not-found');
  });

  it('an office that does not see the person is told nothing, by either wall alone', async () => {
    const { child } = await bothOf();
    expect(await refusal(family(child, actors.otherWindow))).toBe('platform.not-found');
    expect(await db.asActor(actors.otherWindow, (tx) => sql`select * from registry.family_of(${child})`.execute(tx).then((r) => r.rows))).toEqual([]);
    const past = connect(db.ownerUrl, { poolSize: 1 });
    expect(await past.asActor(actors.otherWindow, 'reception', (tx) => listFamily(actors.otherWindow, tx, child))).toEqual([]);
    await past.close();
  });

  it('a relation with somebody out of sight can be ended from the side that is in sight', async () => {
    const { child } = await bothOf();
    await db.inContext(actors.window, (ctx) => letOfficeSee(ctx, child, OFFICES.otherWindow.id, 'destination'));
    const [relation] = (await family(child, actors.otherWindow)).relations;
    await db.inContext(actors.otherWindow, (ctx) => endRelation(ctx, child, relation!.relationId, {}));
    expect((await family(child)).relations).toEqual([]);
  });

  it('the relations of all records of one person stand on each of their pages', async () => {
    const { mother, child } = await bothOf();
    const again = await register('Rosa', '1990-01-03');
    const { linkId } = await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: mother, personB: again, decision: 'same' }));
    expect((await family(again)).relations.map((r) => r.member.personId)).toEqual([child]);
    await db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, linkId));
    expect((await family(again)).relations).toEqual([]);
  });
});

describe('people kept apart', () => {
  const story = async () => {
    const { members } = await db.inContext(actors.window, (ctx) => registerFamily(ctx, FAMILY));
    const [rosa, jose, son] = members.map((m) => m.personId) as [string, string, string];
    await db.inContext(protection, (ctx) => keepApart(ctx, rosa, { otherPersonId: jose, reason: 'violencia' }));
    return { rosa, jose, son };
  };
  const shown = async (id: string, actor: Actor = actors.window) => JSON.stringify(await family(id, actor));

  it('are not on one another’s page for anybody but protection, and nothing says that somebody is missing', async () => {
    const { rosa, jose, son } = await story();
    for (const actor of [actors.window, actors.supervisor]) {
      expect(await shown(rosa, actor)).not.toContain(jose);
      expect(await shown(jose, actor)).not.toContain(rosa);
      expect(await shown(rosa, actor)).not.toContain('violencia');
    }
    expect((await family(rosa)).household!.members).toHaveLength(3);
    expect((await family(rosa)).apart).toEqual([]);
    // The child has both parents on their page.
    expect(await shown(son)).toContain(rosa);
    const known = await family(rosa, protection);
    expect(known.household!.members.find((m) => m.personId === jose)).toMatchObject({ apart: true });
    expect(known.apart).toMatchObject([{ reason: 'violencia', member: { personId: jose } }]);
  });

  it('stay apart when one of them comes back under another record of the same person', async () => {
    const { rosa, jose } = await story();
    const again = await register('José Antonio', '1988-03-04');
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: jose, personB: again, decision: 'same' }));
    expect(await shown(again)).not.toContain(rosa);
    expect(await db.inContext(actors.window, (ctx) => areKeptApart(ctx, rosa, again))).toBe(true);
  });

  it('the database alone hides the relation and the mark, and lets nobody but protection mark', async () => {
    const { rosa, jose } = await story();
    const rows = (actor: Actor, query: string) => db.asActor(actor, async (tx) => (await sql<object>`${sql.raw(query)}`.execute(tx)).rows.length);
    const between = `select id from registry.relation where '${rosa}' in (person_id, other_id) and '${jose}' in (person_id, other_id)`;
    expect(await rows(actors.window, between)).toBe(0);
    expect(await rows(protection, between)).toBe(1);
    for (const actor of [actors.window, actors.supervisor, actors.protection, actors.auditor]) expect(await rows(actor, `select id from registry_restricted.marks_of('${rosa}')`)).toBe(0);
    expect(await rows(protection, `select id from registry_restricted.marks_of('${rosa}')`)).toBe(1);
    await expect(db.asActor(actors.window, (tx) => sql`select registry_restricted.keep_apart(gen_random_uuid(), 'ZZ', least(${rosa}::uuid, ${jose}::uuid), greatest(${rosa}::uuid, ${jose}::uuid), ''::bytea, ${actors.window.userId}, now())`.execute(tx))).rejects.toThrow(/row-level security/);
  });

  it('the reason lies encrypted, and lifting the mark brings everything back', async () => {
    const { rosa, jose } = await story();
    const [row] = await db.owner<{ sealed: Buffer }>('select sealed from registry_restricted.kept_apart');
    expect(row!.sealed.toString('utf8')).not.toContain('violencia');
    const { apart: [mark] } = await family(rosa, protection);
    expect(await refusal(db.inContext(actors.window, (ctx) => liftApart(ctx, rosa, mark!.markId)))).toBe('platform.not-found');
    await db.inContext(protection, (ctx) => liftApart(ctx, rosa, mark!.markId));
    expect(await shown(rosa)).toContain(jose);
  });

  it('what is recorded between them afterwards is kept and not shown', async () => {
    const { rosa, jose } = await story();
    await db.inContext(actors.window, (ctx) => recordRelation(ctx, rosa, { otherPersonId: jose, word: 'partner' }));
    expect(await shown(rosa)).not.toContain(jose);
    expect((await family(rosa, protection)).relations.filter((r) => r.member.personId === jose).map((r) => r.word).sort()).toEqual(['partner', 'spouse']);
  });

  it('a guardian from whom a child is kept apart is no guardian', async () => {
    const { rosa, son } = await story();
    await db.inContext(protection, (ctx) => keepApart(ctx, son, { otherPersonId: rosa, reason: 'x' }));
    expect(await db.inContext(actors.window, (ctx) => guardiansOf(ctx, son))).toEqual([]);
    expect(await db.inContext(protection, (ctx) => guardiansOf(ctx, son))).toEqual([]);
  });
});

it('a father does not alarm about his son once the family is told apart, and a stranger’s check still finds each', async () => {
  await db.inContext(actors.window, (ctx) => registerFamily(ctx, FAMILY));
  const found = await db.inContext(actors.otherWindow, (ctx) => findCandidates(ctx, { givenNames: 'José', surname1: 'Ejemplar', surname2: 'Pino', birthDate: '1988-03-04' }));
  expect(found[0]!.person.birthDate).toBe('1988-03-04');
});
