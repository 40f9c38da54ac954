import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import type { BirthPrecision } from '#kernel/birth';
import { sql } from '#platform/db';
import { recordFacts } from '#registry';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { readyDesk, smallList } from './factory.ts';
import { FinishDesk, LeaveTogether, type FinishDeskInput, type Flag, type LeaveTogetherInput } from './schema.ts';
import * as beds from './service/beds.ts';
import * as care from './service/care.ts';
import * as desk from './service/desk.ts';
import * as exit from './service/exit.ts';
import * as lists from './service/lists.ts';
import { returnsOf } from './service/returns.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now: Date = TEST_NOW) => db.inContext(actor, work, { purpose: 'reception', now });
const colleague: Actor = { ...actors.reception, userId: '00000000-0000-7000-8000-000000000f21', displayName: 'Colega de salida de prueba' };
const ofPoint: Actor = { ...actors.supervisor, displayName: 'Supervisión nacional de prueba' };
const codes = async (promise: Promise<unknown>) => promise.then(() => ['done'], (error: { problems?: { code: string }[]; status?: number }) => error.problems?.map((p) => p.code) ?? [String(error)]);

let serial = 0;
async function arrived(change: { birthDate?: string | null; birthPrecision?: BirthPrecision; sex?: 'F' | 'M' | null; flags?: Flag[] } = {}): Promise<string> {
  serial += 1;
  const { birthDate = '1990-01-01', birthPrecision = 'day', sex = 'F', flags = [] } = change;
  return (await at(actors.reception, (ctx) => desk.addArrival(ctx, { givenNames: 'Salida', surname1: `Inventada${serial}`, surname2: '', birthDate, birthPrecision, sex, flags }))).rowId;
}

/** Somebody whom the desk is done with; other stations are not on the way. */
async function registered(change: Partial<FinishDeskInput> = {}, row: Parameters<typeof arrived>[0] = {}): Promise<{ rowId: string; personId: string }> {
  const rowId = await arrived(row);
  await at(actors.reception, (ctx) => desk.takePerson(ctx, rowId, false));
  const ready = readyDesk({ assistance: [], urgentNeeds: [], ...change });
  const identity = { ...ready.identity, givenNames: `Saliente${serial}`, surname1: `Deprueba${serial}`, birthDate: row?.birthDate === undefined ? '1990-01-01' : row.birthDate };
  const done = await at(actors.reception, (ctx) => desk.finishDesk(ctx, rowId, FinishDesk.parse({ ...ready, identity })));
  await db.owner("update reception.stop set state = 'done', ended_at = now() where row_id = $1 and state not in ('done', 'skipped')", [rowId]);
  return { rowId, personId: done.personId };
}

const leave = (command: LeaveTogetherInput, actor = actors.reception, now = TEST_NOW) => at(actor, (ctx) => exit.leaveTogether(ctx, LeaveTogether.parse(command)), now);
const rowOf = async (rowId: string) => (await db.owner<{ left_how: string | null; left_at: Date | null }>('select left_how, left_at from reception.manifest_row where id = $1', [rowId]))[0]!;
const tia = { to: 'guardian', name: 'Tía Inventada', relation: 'tía', documentSeen: true, contact: '5555-0000' } as const;

describe('the exit', () => {
  it('lets somebody go with a next step, once, and measures when', async () => {
    const { rowId } = await registered();
    const { left } = await leave({ members: [{ rowId, how: 'nextStep', nextStep: 'destinationWindow', sheetGiven: true }] });
    expect(left[0]!.slipId).not.toBeNull();
    expect(await rowOf(rowId)).toMatchObject({ left_how: 'nextStep', left_at: TEST_NOW });
    expect(await codes(leave({ members: [{ rowId, how: 'nextStep', nextStep: 'destinationWindow' }] }, colleague))).toEqual(['reception.left-already']);
  });

  it('of two officers who let the same person go at once, one is told that they have left', async () => {
    const { rowId } = await registered();
    const go = (actor: Actor) => codes(leave({ members: [{ rowId, how: 'nextStep', nextStep: 'destinationWindow' }] }, actor));
    expect((await Promise.all([go(actors.reception), go(colleague)])).flat().toSorted()).toEqual(['done', 'reception.left-already']);
  });

  it('opens a case at the window of the destination only with consent', async () => {
    const without = await registered({ consentToCase: false });
    expect((await leave({ members: [{ rowId: without.rowId, how: 'nextStep', nextStep: 'destinationWindow', sheetGiven: true }] })).left[0]!.caseId).toBeNull();
    const agrees = await registered({ consentToCase: false });
    const { left } = await leave({ members: [{ rowId: agrees.rowId, how: 'nextStep', nextStep: 'destinationWindow', consentToCase: true, consentReadAloud: true }] });
    expect(await db.owner('select c.id, k.read_aloud from registry.case_file c join registry.consent k on k.case_id = c.id where c.person_id = $1', [agrees.personId])).toMatchObject([{ id: left[0]!.caseId, read_aloud: true }]);
  });

  it('writes down a next step that was refused, with a paper that says where to go later', async () => {
    const { rowId } = await registered({ nextStep: 'transportHome' });
    const { left } = await leave({ members: [{ rowId, how: 'declined', told: 'quiere ir por su cuenta' }] });
    const [slip] = await db.owner('select next_step from reception.slip where id = $1', [left[0]!.slipId]);
    expect(slip).toEqual({ next_step: 'destinationWindow' });
  });

  it('lets people go before the end, and keeps them on the list of those without a next step until somebody has looked after them', async () => {
    const rowId = await arrived();
    await leave({ members: [{ rowId, how: 'unfinished' }] });
    const without = () => at(actors.reception, (ctx) => exit.leftWithout(ctx)).then((people) => people.some((p) => p.rowId === rowId));
    expect(await without()).toBe(true);
    await at(colleague, (ctx) => exit.followLeft(ctx, rowId, 'reached'));
    expect(await without()).toBe(false);
    expect(await codes(at(colleague, (ctx) => exit.followLeft(ctx, rowId, 'reached')))).toEqual(['reception.followed-already']);
  });

  it('is not open to another reception point', async () => {
    const { rowId } = await registered();
    await expect(leave({ members: [{ rowId, how: 'nextStep', nextStep: 'destinationWindow' }] }, actors.otherReception)).rejects.toMatchObject({ status: 404 });
    await expect(at(actors.otherReception, (ctx) => exit.exitView(ctx, rowId))).rejects.toMatchObject({ status: 404 });
  });
});

describe('a child', () => {
  it('alone leaves with protection or with a guardian who was seen, and never without', async () => {
    const child = { birthDate: '2013-11-19', flags: ['unaccompaniedChild'] as Flag[] };
    const handover = { to: 'protection', authority: 'Autoridad de prueba', officer: 'Oficial Inventada' } as const;
    const one = await arrived(child);
    expect(await codes(leave({ members: [{ rowId: one, how: 'unfinished' }] }))).toEqual(['reception.child-alone']);
    expect(await codes(leave({ members: [{ rowId: one, how: 'unfinished', handover: { ...tia, documentSeen: false } }] }))).toEqual(['reception.guardian-unseen']);
    await expect(leave({ members: [{ rowId: one, how: 'unfinished', handover }] })).resolves.toBeDefined();
  });

  it('whose guardian nobody saw may leave when protection has checked the guardian, and only protection can', async () => {
    const rowId = await arrived({ birthDate: '2013-11-19', flags: ['unaccompaniedChild'] });
    await at(actors.reception, (ctx) => exit.recordHandover(ctx, { rowIds: [rowId], handover: { ...tia, documentSeen: false } }));
    expect(await codes(leave({ members: [{ rowId, how: 'unfinished' }] }))).toEqual(['reception.guardian-unseen']);
    const { members } = await at(actors.protection, (ctx) => exit.exitView(ctx, rowId));
    const { handoverId } = members[0]!.handover!;
    await expect(at(actors.reception, (ctx) => exit.verifyHandover(ctx, handoverId))).rejects.toThrow(/only protection/);
    await at(actors.protection, (ctx) => exit.verifyHandover(ctx, handoverId));
    await expect(leave({ members: [{ rowId, how: 'unfinished' }] })).resolves.toBeDefined();
  });

  it.each([['about one year old', '2025-01-01', 1], ['about sixteen', '2010-01-01', 16], ['about twenty', '2006-01-01', 20]])('counts as one in doubt, and is shown as old as was told: %s', async (_, birthDate, age) => {
    const rowId = await arrived({ birthDate, birthPrecision: 'estimated' });
    const { members } = await at(actors.reception, (ctx) => exit.exitView(ctx, rowId));
    expect(members).toMatchObject([{ age, counts: 'child' }]);
  });

  it('is kept by the database itself, whatever the service forgot: by flag, by age, by year only, by nothing known', async () => {
    const cases: Parameters<typeof arrived>[0][] = [{ birthDate: '1980-01-01', flags: ['unaccompaniedChild'] }, { birthDate: '2010-05-05' }, { birthDate: null }, { birthDate: null, flags: ['child'] }];
    for (const change of cases) {
      const rowId = await arrived(change);
      await db.owner(`insert into reception.leaving (row_id, country, office_id, how, recorded_by, recorded_at) select id, country, office_id, 'unfinished', $2, now() from reception.manifest_row where id = $1`, [rowId, actors.reception.userId]);
      const go = () => db.asActor(actors.reception, (tx) => sql`update reception.manifest_row set left_at = ${TEST_NOW}, left_how = 'unfinished' where id = ${rowId}`.execute(tx));
      await expect(go(), JSON.stringify(change)).rejects.toThrow(/a child does not leave alone/);
    }
    const unrecorded = await arrived();
    await expect(db.asActor(actors.reception, (tx) => sql`update reception.manifest_row set left_at = ${TEST_NOW}, left_how = 'unfinished' where id = ${unrecorded}`.execute(tx))).rejects.toThrow(/not recorded/);
  });

  it('of a family leaves with its mother in one go; by itself it does not', async () => {
    const lines = ['No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO;DEPARTAMENTO;MUNICIPIO;GRUPO', '1;Salir Rivas, Marisol;23/04/1991;M;Costa Norte;Puerto Alba;G7',
      '2;Salir Soto, Elmer;30/08/2019;H;Costa Norte;Puerto Alba;G7', '3;Salir Soto, Lucía;30/08/2017;M;Costa Norte;Puerto Alba;G7'];
    const { manifestId } = await at(actors.reception, async (ctx) => {
      const upload = await lists.uploadList(ctx, { name: 'salida.csv', bytes: Buffer.from(smallList(lines)) });
      return lists.acceptUpload(ctx, upload.uploadId, { details: { arrivesOn: '2026-03-10', mode: 'land', sender: 'Salida de prueba', kind: 'deported', label: 'salida' }, leaveOut: [] });
    });
    await at(actors.reception, (ctx) => desk.markAllArrived(ctx, manifestId));
    const { lines: rows } = await at(actors.reception, (ctx) => desk.arrivalsBoard(ctx, manifestId));
    const [mother, elmer, lucia] = ['Marisol', 'Elmer', 'Lucía'].map((name) => rows.find((r) => r.name.startsWith(name))!.rowId) as [string, string, string];
    expect((await at(actors.reception, (ctx) => exit.exitView(ctx, elmer))).members.map((m) => [m.rowId, m.counts])).toEqual([[elmer, 'child'], [mother, 'adult'], [lucia, 'child']]);
    const member = (rowId: string, withRow: string | null = null) => ({ rowId, how: 'unfinished' as const, withRow });
    expect(await codes(leave({ members: [member(elmer, mother)] }))).toEqual(['reception.child-alone', 'reception.siblings-together']);
    expect(await codes(leave({ members: [member(mother), member(elmer, mother)] }))).toEqual(['reception.siblings-together']);
    await leave({ members: [member(elmer, mother), member(lucia, mother), member(mother)] });
    for (const rowId of [mother, elmer, lucia]) expect((await rowOf(rowId)).left_how).toBe('unfinished');
  });

  it('is handed over to nobody without a trace: an earlier hand-over stays readable', async () => {
    const rowId = await arrived({ birthDate: '2013-11-19', flags: ['unaccompaniedChild'] });
    await at(actors.reception, (ctx) => exit.recordHandover(ctx, { rowIds: [rowId], handover: tia }));
    await at(colleague, (ctx) => exit.recordHandover(ctx, { rowIds: [rowId], handover: { to: 'protection', authority: 'Autoridad de prueba', officer: 'Oficial Inventada' } }));
    expect(await db.owner('select taker, ended_at is null as stands from reception.child_handover where row_id = $1 order by recorded_at, ended_at nulls last', [rowId])).toEqual([{ taker: 'guardian', stands: false }, { taker: 'protection', stands: true }]);
  });
});

describe('calling home', () => {
  it('keeps what came of it, and a number only of somebody registered', async () => {
    const rowId = await arrived();
    await at(actors.reception, (ctx) => care.recordCall(ctx, rowId, { outcome: 'notReached', who: 'hermana', minutes: 2 }));
    const keep = { value: '5555-0000', safe: true as const, whoAnswers: 'hermana' };
    expect(await codes(at(actors.reception, (ctx) => care.recordCall(ctx, rowId, { outcome: 'reached', keep })))).toEqual(['reception.register-first']);
    expect(await codes(at(actors.reception, (ctx) => care.recordCall(ctx, rowId, { outcome: 'refused', minutes: 4 })))).toEqual(['reception.call-not-made']);
    const known = await registered();
    const view = await at(actors.reception, (ctx) => care.recordCall(ctx, known.rowId, { outcome: 'reached', who: 'hermana', minutes: 6, keep }));
    expect(view.calls).toMatchObject([{ outcome: 'reached', minutes: 6, numberKept: true }]);
    expect(JSON.stringify(view.calls)).not.toContain('5555');
    expect(await db.owner("select safety from registry.contact where person_id = $1 and value = '5555-0000'", [known.personId])).toEqual([{ safety: 'safe' }]);
  });
});

describe('transport home', () => {
  const ask = (rowId: string, fare: number, whyOver?: string, destinationAdmin2 = HOME) => at(actors.reception, (ctx) => care.askTransport(ctx, rowId, { destinationAdmin2, means: 'bus', fare, ...(whyOver ? { whyOver } : {}) }));

  it('within the ceiling is the desk\'s own; one ticket for one person', async () => {
    const { rowId } = await registered();
    const { transport } = await ask(rowId, 80);
    expect(transport).toMatchObject({ state: 'agreed', overCeiling: false });
    expect(await codes(ask(rowId, 20))).toEqual(['reception.transport-asked-already']);
    expect((await at(colleague, (ctx) => care.issueTransport(ctx, transport!.transportId, 'A-17'))).transport).toMatchObject({ state: 'issued', ticket: 'A-17' });
    expect(await codes(at(colleague, (ctx) => care.issueTransport(ctx, transport!.transportId, 'A-18')))).toEqual(['reception.transport-not-agreed']);
  });

  it('beyond the ceiling needs a reason and a supervisor, and the database holds to it', async () => {
    const { rowId } = await registered();
    expect(await codes(ask(rowId, 180))).toEqual(['reception.reason-missing']);
    const { transport } = await ask(rowId, 180, 'viaja con silla de ruedas');
    const { transportId } = transport!;
    expect(await codes(at(actors.reception, (ctx) => care.issueTransport(ctx, transportId, undefined)))).toEqual(['reception.transport-not-agreed']);
    await expect(db.asActor(actors.reception, (tx) => sql`update reception.transport set state = 'agreed' where id = ${transportId}`.execute(tx))).rejects.toThrow(/transport_within_ceiling/);
    await expect(db.asActor(actors.protection, (tx) => sql`update reception.transport set state = 'agreed', ceiling_by = ${actors.protection.userId} where id = ${transportId}`.execute(tx))).rejects.toThrow(/only a supervisor/);
    expect((await at(ofPoint, (ctx) => care.transportToDecide(ctx))).map((t) => [t.transportId, t.asks])).toContainEqual([transportId, 'ceiling']);
    await at(ofPoint, (ctx) => care.decideTransport(ctx, transportId, { agree: true }));
    expect((await at(actors.reception, (ctx) => care.careView(ctx, rowId))).transport?.state).toBe('agreed');
  });

  it('to a place of danger waits for protection, and nothing that the desk reads says why', async () => {
    const { rowId, personId } = await registered();
    await at(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'cannotReturnTo', value: [ELSEWHERE] }]));
    const view = await ask(rowId, 20, undefined, ELSEWHERE);
    expect(view.transport).toMatchObject({ state: 'asked', overCeiling: false, note: null });
    expect(JSON.stringify(view)).not.toMatch(/danger|secondLook|cannotReturn|"look"/);
    expect(await at(ofPoint, (ctx) => care.transportToDecide(ctx)).then((all) => all.filter((t) => t.rowId === rowId))).toEqual([]);
    await expect(at(ofPoint, (ctx) => care.decideTransport(ctx, view.transport!.transportId, { agree: true }))).rejects.toMatchObject({ status: 404 });
    await expect(db.asActor(ofPoint, (tx) => sql`update reception.transport set state = 'agreed' where id = ${view.transport!.transportId}`.execute(tx))).rejects.toThrow(/transport_looked_at/);
    await at(actors.protection, (ctx) => care.decideTransport(ctx, view.transport!.transportId, { agree: true }));
    expect((await at(actors.reception, (ctx) => care.careView(ctx, rowId))).transport?.state).toBe('agreed');
  });
});

describe('beds', () => {
  const place = (change: object = {}) => at(ofPoint, (ctx) => beds.addBedPlace(ctx, { officeId: OFFICES.reception.id, name: `Casa ${serial += 1}`, beds: 1, takes: ['women'], welcomes: [], secret: false, way: null, open: true, ...change }));
  const give = (rowId: string, placeId: string, actor = actors.reception) => codes(at(actor, (ctx) => beds.giveBed(ctx, rowId, { placeId, couple: false, safePlace: false })));

  it('are never more than there are, also when two officers give the last one at once', async () => {
    const { placeId } = await place();
    const people = await Promise.all([1, 2, 3].map(() => arrived()));
    const done = await Promise.all(people.map((rowId, i) => give(rowId, placeId, i % 2 ? colleague : actors.reception)));
    expect(done.flat().toSorted()).toEqual(['done', 'reception.bed-taken', 'reception.bed-taken']);
    const late = await arrived();
    await at(actors.reception, (ctx) => beds.needBed(ctx, late));
    const [night] = await db.owner<{ id: string }>('select id from reception.bed_night where row_id = $1', [late]);
    await expect(db.asActor(actors.reception, (tx) => sql`update reception.bed_night set place_id = ${placeId}, given_by = ${actors.reception.userId}, given_at = now() where id = ${night!.id}`.execute(tx))).rejects.toThrow(/no bed is free/);
  });

  it('are one for each person and night, and fit whom the place takes', async () => {
    const one = await place({ beds: 5 });
    const men = await place({ beds: 5, takes: ['men'] });
    const rowId = await arrived({ sex: 'F' });
    expect(await give(rowId, men.placeId)).toEqual(['reception.bed-does-not-fit']);
    expect(await give(rowId, one.placeId)).toEqual(['done']);
    expect(await give(rowId, one.placeId, colleague)).toEqual(['reception.bed-given-already']);
    await at(actors.reception, (ctx) => beds.endBed(ctx, rowId, 'otherPlace'));
    expect(await give(rowId, one.placeId)).toEqual(['done']);
    const child = await arrived({ birthDate: '2013-11-19', flags: ['unaccompaniedChild'], sex: 'F' });
    expect(await give(child, one.placeId)).toEqual(['reception.bed-does-not-fit']);
  });

  it('that somebody needs and does not have stand on the board, also when only the desk was told', async () => {
    const asked = await arrived();
    await at(actors.reception, (ctx) => beds.needBed(ctx, asked));
    const told = await registered({ urgentNeeds: ['emergency_shelter'] });
    const wanted = async () => (await at(ofPoint, (ctx) => beds.bedBoard(ctx))).wanted.map((w) => w.rowId);
    expect(await wanted()).toEqual(expect.arrayContaining([asked, told.rowId]));
    await at(actors.reception, (ctx) => beds.endBed(ctx, told.rowId, 'notNeeded'));
    const { placeId } = await place();
    await give(asked, placeId);
    expect((await wanted()).filter((id) => id === asked || id === told.rowId)).toEqual([]);
  });

  it('of a secret place carry nothing that leads there, not even for the database', async () => {
    const { placeId } = await place({ secret: true, way: 'Calle de la Prueba 7' });
    expect(await db.owner('select way from reception.bed_place where id = $1', [placeId])).toEqual([{ way: null }]);
    await expect(db.owner("update reception.bed_place set way = 'Calle 7' where id = $1", [placeId])).rejects.toThrow(/secret_place_has_no_way/);
  });

  it('are kept by supervisors, for points of their institution only', async () => {
    await expect(at(actors.reception, (ctx) => beds.addBedPlace(ctx, { officeId: OFFICES.reception.id, name: 'No', beds: 1, takes: ['men'], welcomes: [], secret: false, way: null, open: true }))).rejects.toThrow();
    const elsewhere: Actor = { ...actors.supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId, displayName: 'Otra supervisión' };
    await expect(at(elsewhere, (ctx) => beds.addBedPlace(ctx, { officeId: OFFICES.reception.id, name: 'No', beds: 1, takes: ['men'], welcomes: [], secret: false, way: null, open: true }))).rejects.toMatchObject({ status: 404 });
  });
});

describe('what the floor keeps about people', () => {
  it('is behind the database\'s own wall and behind the repository\'s', async () => {
    const { rowId, personId } = await registered();
    await at(actors.reception, (ctx) => care.recordCall(ctx, rowId, { outcome: 'reached', minutes: 1 }));
    await at(actors.reception, (ctx) => care.askTransport(ctx, rowId, { destinationAdmin2: HOME, means: 'bus', fare: 5 }));
    await at(actors.reception, (ctx) => beds.needBed(ctx, rowId));
    await at(actors.reception, (ctx) => exit.recordHandover(ctx, { rowIds: [rowId], handover: tia }));
    await leave({ members: [{ rowId, how: 'declined' }] });
    const tables = ['family_contact', 'transport', 'bed_night', 'bed_place', 'child_handover', 'leaving'];
    for (const actor of [actors.otherReception, actors.window, actors.provider, actors.analyst, actors.auditor, actors.administrator, actors.abroad, actors.nobody]) {
      for (const table of tables) {
        const n = await db.asActor(actor, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(`reception.${table}`)}`.execute(tx)).rows[0]!.n);
        expect(n, `${actor.displayName} ${table}`).toBe(0);
      }
      await expect(at(actor, (ctx) => care.careView(ctx, rowId)), actor.displayName).rejects.toMatchObject({ status: 404 });
    }
    expect(await at(actors.reception, (ctx) => returnsOf(ctx, personId))).toHaveLength(1);
  });
});
