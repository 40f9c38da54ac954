import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { familyOf, guardiansOf, keepApart, recordRelation, registerPerson } from '#registry';
import { actors } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { readyDesk, smallList } from './factory.ts';
import * as leavingSql from './repository/leaving.ts';
import * as partiesSql from './repository/parties.ts';
import { AcceptUpload, AddArrival, FinishDesk, FinishFamily, LeaveTogether, type FinishFamilyInput, type LeaveTogetherInput } from './schema.ts';
import * as desk from './service/desk.ts';
import * as exit from './service/exit.ts';
import * as family from './service/family-desk.ts';
import * as lists from './service/lists.ts';
import * as party from './service/party.ts';
import * as stations from './service/stations.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const { reception, otherReception, protection } = actors;
const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { purpose: 'reception', now: TEST_NOW });
const DAY = '2026-03-10';
const colleague: Actor = { ...reception, userId: '00000000-0000-7000-8000-000000000f31', displayName: 'Colega de familias de prueba' };
const codes = async (promise: Promise<unknown>) => promise.then(() => ['done'], (error: { problems?: { code: string; field?: string }[] }) => error.problems?.map((p) => [p.code, p.field].filter(Boolean).join(' ')) ?? [String(error)]);

const SURNAMES = ['Alarcón', 'Benavides', 'Cifuentes', 'Donado', 'Escobar', 'Figueroa', 'Galdámez', 'Huezo', 'Ixcoy', 'Tzul', 'Umaña', 'Velásquez', 'Yat'];
let serial = 0;
/** A mother, a daughter and a son of a list, by a surname of their own. */
async function familyOfList(how: { readonly births?: boolean; readonly comes?: readonly string[] } = {}): Promise<{ surname: string; mother: string; daughter: string; son: string }> {
  const surname = SURNAMES[serial]!;
  serial += 1;
  const birth = (day: string) => (how.births === false ? '' : day);
  const lines = ['No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO;GRUPO', `1;${surname} Paz, Marisol;${birth('23/04/1991')};M;F1`, `2;${surname} Paz, Elma;${birth('30/08/2015')};M;F1`, `3;${surname} Paz, Elmer;${birth('30/08/2015')};H;F1`, `4;Ajeno Cruz, Rigoberto;15/02/1980;H;`];
  const { manifestId } = await at(reception, async (ctx) => {
    const upload = await lists.uploadList(ctx, { name: `${surname}.csv`, bytes: Buffer.from(smallList(lines)) });
    return lists.acceptUpload(ctx, upload.uploadId, AcceptUpload.parse({ details: { arrivesOn: DAY, mode: 'land', sender: 'Frontera de prueba', kind: 'deported', label: surname, updates: null } }));
  });
  const listed = await at(reception, (ctx) => desk.arrivalsBoard(ctx, manifestId));
  for (const name of how.comes ?? []) await at(reception, (ctx) => desk.markArrived(ctx, listed.lines.find((line) => line.name.startsWith(name))!.rowId));
  await at(reception, (ctx) => desk.markAllArrived(ctx, manifestId));
  const { lines: rows } = await at(reception, (ctx) => desk.arrivalsBoard(ctx, manifestId));
  const row = (name: string) => rows.find((line) => line.name.startsWith(name))!.rowId;
  return { surname, mother: row('Marisol'), daughter: row('Elma'), son: row('Elmer') };
}

const walkIn = (givenNames: string, surname1: string, birthDate: string) => at(reception, async (ctx) => (await desk.addArrival(ctx, AddArrival.parse({ givenNames, surname1, birthDate, sex: 'F' }))).rowId);
const identity = (givenNames: string, surname1: string, birthDate: string) => ({ ...readyDesk().identity, givenNames, surname1, surname2: 'Paz', birthDate, sex: null });
const { travellingAs: _, ...ofOne } = readyDesk().return;
const details = { ...ofOne, monthsAbroad: null };
type Member = FinishFamilyInput['members'][number];
function command(members: readonly Member[], change: Partial<FinishFamilyInput> = {}): FinishFamily {
  return FinishFamily.parse({ members, return: details, nextStep: 'destinationWindow', slipLanguage: 'es', ...change });
}
const newOne = { who: { decision: 'newPerson' } } as const;
const childOf = (member: number) => ({ role: 'child' as const, guardian: { member, evidence: 'seen' as const } });
function ofList(f: Awaited<ReturnType<typeof familyOfList>>): Member[] {
  return [
    { ...newOne, rowId: f.mother, identity: identity('Marisol', f.surname, '1991-04-23'), consentToCase: true },
    { ...newOne, rowId: f.daughter, identity: identity('Elma', f.surname, '2015-08-30'), ...childOf(0) },
    { ...newOne, rowId: f.son, identity: identity('Elmer', f.surname, '2015-08-30'), ...childOf(0) },
  ];
}
const finish = (members: readonly Member[], actor: Actor = reception, change: Partial<FinishFamilyInput> = {}) => at(actor, (ctx) => family.finishFamily(ctx, command(members, change)));
const person = (rowId: string, actor: Actor = reception) => at(actor, (ctx) => stations.floorPerson(ctx, rowId));
const done = (rowIds: readonly string[]) => db.owner("update reception.stop set state = 'done', ended_at = now() where row_id = any($1) and state not in ('done', 'skipped')", [rowIds]);
const leave = (input: LeaveTogetherInput, actor: Actor = reception) => at(actor, (ctx) => exit.leaveTogether(ctx, LeaveTogether.parse(input)));
/** What the database says if the service asks nothing. */
const pastTheRules = (who: readonly { readonly rowId: string; readonly withRow: string | null }[]) => db.asActor(reception, (tx) => leavingSql.leave(reception, tx, who.map((one) => ({
  ...one, how: 'unfinished' as const, nextStep: null, told: null, adultSeen: false, sheetGiven: false, apartWhy: null,
})), TEST_NOW));
const withAdult = (adult: string, children: readonly string[]): LeaveTogetherInput => ({
  members: [{ rowId: adult, how: 'nextStep', nextStep: 'destinationWindow' }, ...children.map((rowId) => ({ rowId, how: 'nextStep' as const, nextStep: 'destinationWindow' as const, withRow: adult }))],
});

describe('a family at the desk', () => {
  it('of a list is registered in one command: a code and a slip for each, household, travel group, and who answers for each child', async () => {
    const f = await familyOfList();
    const seen = await at(reception, (ctx) => family.familyDesk(ctx, f.mother));
    expect(seen.members.map((m) => m.rowId)).toEqual([f.mother, f.daughter, f.son]);
    const { members } = await finish(ofList(f));
    expect(new Set(members.map((m) => m.publicCode)).size).toBe(3);
    expect(new Set(members.map((m) => m.slipId)).size).toBe(3);
    expect(members.map((m) => m.caseId !== null)).toEqual([true, false, false]);
    const view = await at(reception, (ctx) => familyOf(ctx, members[1]!.personId));
    expect(view.household!.members.map((m) => m.personId).toSorted()).toEqual([members[0]!.personId, members[2]!.personId].toSorted());
    expect(view.travel).toHaveLength(1);
    expect(view.travel[0]).toMatchObject({ on: details.returnedOn });
    expect((await at(reception, (ctx) => guardiansOf(ctx, members[2]!.personId))).map((g) => g.personId)).toContain(members[0]!.personId);
    const consents = await db.owner<{ given_by: string }>('select given_by from registry.consent where person_id = any($1) order by given_by', [members.map((m) => m.personId)]);
    expect(consents.map((c) => c.given_by)).toEqual(['guardian', 'guardian', 'person']);
    expect((await at(reception, (ctx) => family.slipsOfFamily(ctx, f.son))).map((s) => [s.name.split(' ')[0], s.slip.publicCode])).toEqual(members.map((m, i) => [['Marisol', 'Elma', 'Elmer'][i], m.publicCode]));
    expect((await at(reception, (ctx) => family.familyDesk(ctx, f.mother))).registered).toBe(2);
    await done([f.mother, f.daughter, f.son]);
    expect((await leave(withAdult(f.mother, [f.daughter, f.son]))).left).toHaveLength(3);
  });

  it('may bring somebody whom no list names, who then has a number and stands with them', async () => {
    const f = await familyOfList();
    const { members } = await finish([...ofList(f), { ...newOne, identity: identity('Recién', f.surname, '2025-12-01'), ...childOf(0) }]);
    const baby = await person(members[3]!.rowId);
    expect(baby.no).not.toBeNull();
    expect(baby.flags).toContain('family');
    expect(baby.together).toHaveLength(3);
    await done(members.map((m) => m.rowId));
    expect((await leave(withAdult(f.mother, [f.daughter, f.son, members[3]!.rowId]))).left).toHaveLength(4);
  });

  it('whose births the list does not have is shown with the ages that were told, wherever the floor shows them', async () => {
    const f = await familyOfList({ births: false });
    expect(await Promise.all([f.mother, f.son].map(async (row) => (await person(row)).age))).toEqual([null, null]);
    await finish(ofList(f));
    expect(await Promise.all([f.mother, f.son].map(async (row) => (await person(row)).age))).toEqual([34, 10]);
    const board = await at(reception, (ctx) => desk.arrivalsBoard(ctx, null));
    expect(board.lines.find((line) => line.rowId === f.daughter)!.age).toBe(10);
    expect((await db.owner<{ person: { birthDate: string | null } }>('select person from reception.manifest_row where id = $1', [f.mother]))[0]!.person.birthDate).toBeNull();
  });

  it('gets its slips in the order of its numbers', async () => {
    const f = await familyOfList({ comes: ['Elmer', 'Marisol', 'Elma '] });
    await finish(ofList(f));
    const slips = await at(reception, (ctx) => family.slipsOfFamily(ctx, f.mother));
    expect(slips.map((slip) => slip.name.split(' ')[0])).toEqual(['Elmer', 'Marisol', 'Elma']);
    expect(slips.map((slip) => slip.no)).toEqual(slips.map((slip) => slip.no).toSorted((a, b) => a! - b!));
  });

  it('is registered as a whole or not at all', async () => {
    const f = await familyOfList();
    const before = await db.owner('select count(*) from registry.person');
    const odd = ofList(f).map((m, i) => (i === 2 ? { ...m, identity: { ...m.identity, birthDate: '2030-01-01' } } : m));
    expect(await codes(finish(odd))).toContain('reception.birth-after-return members.2.identity.birthDate');
    expect(await db.owner('select count(*) from registry.person')).toEqual(before);
    expect((await person(f.mother)).stops.find((s) => s.station === 'registration')!.state).toBe('waiting');
  });

  it('gives each child a guardian of the family who is grown, or a hand-over', async () => {
    const f = await familyOfList();
    const [mother, daughter, son] = ofList(f) as [Member, Member, Member];
    expect(await codes(finish([mother, { ...daughter, guardian: null }, son]))).toEqual(['reception.child-alone members.1.handover']);
    expect(await codes(finish([mother, { ...daughter, guardian: { member: 2, evidence: 'seen' } }, son]))).toEqual(['reception.guardian-not-adult members.1.guardian']);
    expect(await codes(finish([mother, { ...daughter, role: null }, son]))).toEqual(['reception.role-missing members.1.role']);
    const { members } = await finish([mother, { ...daughter, guardian: null, handover: { to: 'protection', authority: 'Autoridad de prueba', officer: 'Oficial Inventada' } }, son]);
    const [slip] = await db.owner<{ next_step: string }>('select next_step from reception.slip where id = $1', [members[1]!.slipId]);
    expect(slip!.next_step).toBe('childProtection');
  });

  it('does not take a member from a colleague, and names who has them', async () => {
    const f = await familyOfList();
    await at(colleague, (ctx) => desk.takePerson(ctx, f.son, false));
    expect(await codes(finish(ofList(f)))).toEqual(['reception.taken-already members.2']);
  });

  it('shows earlier records of each, and asks again for one that was not shown', async () => {
    const f = await familyOfList();
    const first = await finish(ofList(f));
    const again = [
      { ...newOne, identity: identity('Marisol', f.surname, '1991-04-23') }, { ...newOne, identity: identity('Elmer', f.surname, '2015-08-30'), ...childOf(0) },
    ];
    const found = await at(reception, (ctx) => family.familyCandidates(ctx, { members: again.map((m) => FinishFamily.shape.members.element.parse(m)) }));
    expect(found.map((c) => c[0]?.personId)).toEqual([first.members[0]!.personId, first.members[2]!.personId]);
    expect((await codes(finish(again)))[0]).toBe('reception.known-meanwhile members.0.who');
    const other = { ...details, returnedOn: '2026-03-09' };
    const same = await finish([{ ...again[0]!, who: { decision: 'samePerson', personId: first.members[0]!.personId } }, { ...again[1]!, who: { decision: 'samePerson', personId: first.members[2]!.personId } }], reception, { return: other });
    expect(same.members.map((m) => m.personId)).toEqual([first.members[0]!.personId, first.members[2]!.personId]);
  });

  it('is seen by no other point', async () => {
    const f = await familyOfList();
    expect(await codes(at(otherReception, (ctx) => family.familyDesk(ctx, f.mother)))).toEqual(['platform.not-found']);
    expect(await codes(finish(ofList(f), otherReception))).toEqual(['platform.not-found']);
    expect(await codes(at(otherReception, (ctx) => family.slipsOfFamily(ctx, f.mother)))).toEqual(['platform.not-found']);
    expect(await db.asActor(otherReception, (tx) => partiesSql.listParty(reception, tx, [f.mother]))).toEqual([]);
    await db.owner('alter table reception.manifest_row disable row level security');
    try {
      expect(await db.asActor(otherReception, (tx) => partiesSql.listParty(otherReception, tx, [f.mother]))).toEqual([]);
    } finally {
      await db.owner('alter table reception.manifest_row enable row level security');
    }
  });
});

describe('people who stand together at the desk', () => {
  it('count as a family from the first of them, and are kept as a travel group when they are registered one after another', async () => {
    const [aunt, niece] = [await walkIn('Tía', 'Juntasuna', '1985-02-02'), await walkIn('Sobrina', 'Juntasuna', '1999-02-02')];
    const number = (await person(niece)).no!;
    await at(reception, (ctx) => party.standTogether(ctx, aunt, { numbers: [number] }));
    expect(await person(aunt)).toMatchObject({ together: [number], flags: ['family'] });
    const people: string[] = [];
    for (const [rowId, givenNames] of [[aunt, 'Tía'], [niece, 'Sobrina']] as const) {
      await at(reception, (ctx) => desk.takePerson(ctx, rowId, false));
      people.push((await at(reception, (ctx) => desk.finishDesk(ctx, rowId, FinishDesk.parse(readyDesk({ identity: { ...identity(givenNames, 'Juntasuna', givenNames === 'Tía' ? '1985-02-02' : '1999-02-02'), surname2: '' }, return: { ...readyDesk().return, travellingAs: 'family' } }))))).personId);
    }
    expect((await at(reception, (ctx) => familyOf(ctx, people[0]!))).travel[0]!.members.map((m) => m.personId)).toEqual([people[1]]);
    await at(reception, (ctx) => party.standAlone(ctx, niece));
    expect((await person(aunt)).together).toEqual([]);
    expect(await codes(at(reception, (ctx) => party.standTogether(ctx, aunt, { numbers: [9000] })))).toEqual(['reception.number-unknown numbers']);
  });

  it('are not yet who may take a child: the adult is recorded as answering for it, on both walls', async () => {
    const [adult, child] = [await walkIn('Adulta', 'Nadiesabe', '1985-02-02'), await walkIn('Criatura', 'Nadiesabe', '2016-02-02')];
    await at(reception, async (ctx) => party.standTogether(ctx, adult, { numbers: [(await stations.floorPerson(ctx, child)).no!] }));
    const people: string[] = [];
    for (const [rowId, givenNames, birth] of [[adult, 'Adulta', '1985-02-02'], [child, 'Criatura', '2016-02-02']] as const) {
      await at(reception, (ctx) => desk.takePerson(ctx, rowId, false));
      people.push((await at(reception, (ctx) => desk.finishDesk(ctx, rowId, FinishDesk.parse(readyDesk({ identity: { ...identity(givenNames, 'Nadiesabe', birth), surname2: '' }, return: { ...readyDesk().return, travellingAs: 'family', monthsAbroad: null } }))))).personId);
    }
    await done([adult, child]);
    expect(await codes(leave(withAdult(adult, [child])))).toEqual(['reception.companion-not-recorded members.1.handover']);
    const past = db.asActor(reception, (tx) => leavingSql.leave(reception, tx, [adult, child].map((rowId) => ({
      rowId, how: 'nextStep' as const, nextStep: 'destinationWindow' as const, told: null, withRow: rowId === child ? adult : null, adultSeen: false, sheetGiven: false, apartWhy: null,
    })), TEST_NOW));
    await expect(past).rejects.toMatchObject({ constraint: 'child_not_alone' });
    await at(reception, (ctx) => recordRelation(ctx, people[1]!, { otherPersonId: people[0]!, word: 'guardian', evidence: 'seen' }));
    expect((await leave(withAdult(adult, [child]))).left).toHaveLength(2);
  });
});

describe('somebody from whom protection keeps a child apart', () => {
  it('is not let through as a guardian, whatever name is typed, until protection has verified who it is', async () => {
    const f = await familyOfList();
    const { members } = await finish(ofList(f));
    const danger = await at(reception, (ctx) => registerPerson(ctx, { givenNames: 'Gustavo Adolfo', surname1: 'Xicay', surname2: 'Peligroso', birthDate: '1980-01-01' }));
    await at(protection, (ctx) => keepApart(ctx, members[1]!.personId, { otherPersonId: danger.personId, reason: 'prueba' }));
    await done([f.mother, f.daughter, f.son]);
    const typed = (rowId: string, name: string) => leave({ members: [{ rowId, how: 'nextStep', nextStep: 'familyPickup', handover: { to: 'guardian', name, relation: 'padre', documentSeen: true, contact: '5555-0000' } }], apartWhy: 'prueba' });
    for (const name of ['Gustavo Xicay', 'gustabo a. xicai', 'Nombre Inventado']) expect(await codes(typed(f.daughter, name)), name).toEqual(['reception.ask-protection members.0.handover']);
    await at(reception, (ctx) => exit.recordHandover(ctx, { rowIds: [f.daughter], handover: { to: 'guardian', name: 'Gustavo Xicay', relation: 'tío', documentSeen: true, contact: '5555-0000' } }));
    const go = () => leave({ members: [{ rowId: f.daughter, how: 'nextStep', nextStep: 'familyPickup' }], apartWhy: 'prueba' });
    expect(await codes(go())).toEqual(['reception.ask-protection members.0.handover']);
    await expect(pastTheRules([{ rowId: f.daughter, withRow: null }])).rejects.toMatchObject({ constraint: 'child_not_alone' });
    const seenBy = async (actor: Actor) => (await at(actor, (ctx) => exit.exitView(ctx, f.daughter))).members[0]!.handover!;
    expect((await seenBy(reception)).apart).toBe(false);
    expect((await seenBy(protection)).apart).toBe(true);
    const { handoverId } = await seenBy(protection);
    await at(protection, (ctx) => exit.verifyHandover(ctx, handoverId));
    expect((await go()).left).toHaveLength(1);
    expect(await codes(typed(f.son, 'Gustavo Xicay'))).toEqual(['done']);
  });

  it('does not take it along under another name, as one of its list who was not registered, or as its recorded guardian, on both walls; whom protection has verified does', async () => {
    const f = await familyOfList();
    const alone = async (rowId: string, givenNames: string, birth: string) => {
      await at(reception, (ctx) => desk.takePerson(ctx, rowId, false));
      return at(reception, (ctx) => desk.finishDesk(ctx, rowId, FinishDesk.parse(readyDesk({ identity: { ...identity(givenNames, f.surname, birth), surname2: '' }, return: { ...readyDesk().return, travellingAs: 'family', monthsAbroad: null } }))));
    };
    const child = await alone(f.daughter, 'Elma', '2015-08-30');
    const danger = await at(reception, (ctx) => registerPerson(ctx, { givenNames: 'Rigoberto', surname1: 'Xicay', surname2: 'Peligroso' }));
    const go = () => leave({ members: [{ rowId: f.mother, how: 'unfinished', nextStep: null }, { rowId: f.daughter, how: 'unfinished', nextStep: null, withRow: f.mother }], apartWhy: 'prueba' });
    const past = () => pastTheRules([{ rowId: f.mother, withRow: null }, { rowId: f.daughter, withRow: f.mother }]);
    await at(protection, (ctx) => keepApart(ctx, child.personId, { otherPersonId: danger.personId, reason: 'prueba' }));
    const refused = async () => {
      expect(await codes(go())).toEqual(['reception.ask-protection members.1.handover']);
      await expect(past()).rejects.toMatchObject({ constraint: 'child_not_alone' });
    };
    await refused();
    const adult = await alone(f.mother, 'Marisol', '1991-04-23');
    await refused();
    await at(reception, (ctx) => recordRelation(ctx, child.personId, { otherPersonId: adult.personId, word: 'parent', evidence: 'seen' }));
    await refused();
    await at(protection, (ctx) => recordRelation(ctx, child.personId, { otherPersonId: adult.personId, word: 'parent', evidence: 'verified' }));
    await db.owner('update registry.person set identity_id = $1 where id = $2', [adult.personId, danger.personId]);
    await refused();
    await db.owner('update registry.person set identity_id = id where id = $1', [danger.personId]);
    expect((await go()).left).toHaveLength(2);
  });

  it('answers only yes or no to the database login, and only to who keeps records and sees the person', async () => {
    const child = await at(reception, (ctx) => registerPerson(ctx, { givenNames: 'Criatura', surname1: 'Preguntada' }));
    const danger = await at(reception, (ctx) => registerPerson(ctx, { givenNames: 'Gustavo', surname1: 'Preguntón' }));
    await at(protection, (ctx) => keepApart(ctx, child.personId, { otherPersonId: danger.personId, reason: 'prueba' }));
    await at(reception, (ctx) => recordRelation(ctx, child.personId, { otherPersonId: danger.personId, word: 'guardian', evidence: 'declared' }));
    const asked = (actor: Actor) => db.asActor(actor, async (tx) => (await sql<{ apart: boolean; marked: boolean; answers: boolean }>`select
      registry.kept_apart_named(${child.personId}, array['gustabo', 'pregunton'], array['gustavo', 'pregunton']) as apart,
      registry.is_kept_apart(${child.personId}) as marked, registry.answers_for(${danger.personId}, ${child.personId}) as answers`.execute(tx)).rows[0]);
    // The guardian is recorded, and hidden like every relation between people who are kept apart.
    expect(await asked(reception)).toEqual({ apart: true, marked: true, answers: false });
    for (const other of [actors.provider, actors.analyst, actors.otherReception, actors.otherWindow, actors.abroad, actors.employer]) {
      expect(await asked(other), other.displayName).toEqual({ apart: null, marked: null, answers: false });
    }
  });
});
