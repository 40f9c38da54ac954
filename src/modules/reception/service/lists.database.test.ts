import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { inContext, type House } from '#platform/context';
import { fieldCipher } from '#platform/secrets';
import { actors, OFFICES } from '../../../../tests/support/actors.ts';
import { samplelandPack, TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { SMALL_LIST, smallList } from '../factory.ts';
import { AcceptUpload, type Difference, type Reconciliation } from '../schema.ts';
import * as desk from './desk.ts';
import { details, listOf, listSteps } from './list-factory.ts';
import * as lists from './lists.ts';
import { matchWaitingLists } from './match.ts';
import * as end from './reconcile.ts';
import * as senders from './senders.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const { reception, otherReception, supervisor, administrator } = actors;
const { at, accept, rowsOf, ledger } = listSteps(() => db, reception);
const rowNamed = async (manifestId: string, name: string) => (await rowsOf(manifestId)).find((line) => line.name.startsWith(name))!.rowId;
const kinds = (list: Reconciliation) => list.differences.map((d: Difference) => [d.kind, d.name.split(' ')[0], d.reason]);

describe('a later version of a list', () => {
  it('shows what changes before it is accepted, and changes exactly that: nobody stands twice', async () => {
    const { manifestId } = await accept(listOf('Versión'), 'v1');
    await at(reception, async (ctx) => desk.markArrived(ctx, (await desk.arrivalsBoard(ctx, manifestId)).lines.find((l) => l.name.startsWith('Elmer'))!.rowId));
    const second = [...listOf('Versión').filter((line) => !/Elmer|Adela/.test(line)).map((line) => line.replace('HERIDO EN LA MANO', 'SIN NOVEDAD')), '6;Nueva Rivas, Wilma;02/03/1985;M;Costa Norte;Puerto Alba;;'];
    const upload = await at(reception, (ctx) => lists.uploadList(ctx, { name: 'v2.csv', bytes: Buffer.from(smallList(second)) }));
    expect(upload.alike).toMatchObject([{ manifestId, people: 5, shared: 3 }]);
    const undecided = at(reception, (ctx) => lists.acceptUpload(ctx, upload.uploadId, AcceptUpload.parse({ details: details('v2') })));
    await expect(undecided).rejects.toMatchObject({ problems: [{ code: 'reception.version-undecided' }] });
    const { changes } = await at(reception, (ctx) => lists.reviseUpload(ctx, upload.uploadId, { details: { updates: manifestId } }));
    expect([changes!.added.length, changes!.altered.length, changes!.kept.length]).toEqual([1, 1, 2]);
    expect(changes!.gone.map((g) => [g.name.split(' ')[0], g.state]).sort()).toEqual([['Adela', 'expected'], ['Elmer', 'waiting']]);
    const done = await at(reception, (ctx) => lists.acceptUpload(ctx, upload.uploadId, AcceptUpload.parse({ details: details('v2', { updates: manifestId }) })));
    expect(done).toMatchObject({ manifestId, people: 4, already: false });
    const after = await ledger(manifestId);
    expect(after).toMatchObject({ version: 2, counts: { expected: 4, arrived: 0, open: 4, offList: 1, notArrived: 0 } });
    expect(kinds(after)).toEqual([['offList', 'Elmer', null], ['notArrived', 'Adela', 'takenOffBySender']]);
    expect(await db.owner('select count(*)::int as n from reception.manifest_row where manifest_id = $1', [manifestId])).toEqual([{ n: 6 }]);
  });

  it('that writes glottal stops and invisible marks otherwise names the same people', async () => {
    const lines = (first: string, second: string) => [SMALL_LIST[0], `1;${first}, Ixchel;23/04/1991;M;;;;`, `2;${second}, Juan;14/05/1988;H;;;;`];
    const { manifestId } = await accept(lines("Ba' K'iche'", "Tz'unun"), 'glotal');
    const upload = await at(reception, (ctx) => lists.uploadList(ctx, { name: 'glotal2.csv', bytes: Buffer.from(smallList(lines('Baʼ Kʼicheʼ', 'Tz’u\u200bnun'))) }));
    expect(upload.alike).toMatchObject([{ manifestId, people: 2, shared: 2 }]);
  });

  it('with cells that are cut in the middle of an emoji goes in whole, and nothing in a name turns the line around', async () => {
    const { manifestId, people } = await accept([SMALL_LIST[0], `1;Mora, Luz\u202e;${'1'.repeat(39)}😀;M;${'m'.repeat(79)}😀;;${'9'.repeat(39)}😀😀;`, `2;${'B'.repeat(99)}😀, Eva;01/01/1870;M;;;;`, '3;Paz, Ana;01/01/2031;M;;;;'], 'emoji');
    expect(people).toBe(3);
    expect((await rowsOf(manifestId)).map((line) => line.name)).toContain('Luz Mora');
    // Nobody is of a hundred and fifty-six years, or of five before they are born.
    expect((await rowsOf(manifestId)).map((line) => line.age)).toEqual([null, null, null]);
  });

  it('that is the very same file, under whatever name, changes nothing', async () => {
    const lines = listOf('Igual');
    const first = await accept(lines, 'igual');
    expect(await accept(lines, 'igual otra vez')).toMatchObject({ manifestId: first.manifestId, already: true });
    expect((await ledger(first.manifestId)).versions).toHaveLength(1);
  });

  it('brings back who was taken off, as the same person', async () => {
    const all = listOf('Regreso');
    const { manifestId } = await accept(all, 'r1');
    await accept(all.slice(0, 5), 'r2', { updates: manifestId });
    await accept([...all, '6;Otra Persona, Zulma;01/01/1970;M;;;;'], 'r3', { updates: manifestId });
    expect((await ledger(manifestId)).counts).toMatchObject({ expected: 6, open: 6, notArrived: 0 });
    expect(await db.owner('select count(*)::int as n from reception.manifest_row where manifest_id = $1', [manifestId])).toEqual([{ n: 6 }]);
  });

  it('is refused for a list of another point', async () => {
    const { manifestId } = await accept(listOf('Vecina'), 'vecina');
    await expect(accept(listOf('Vecina').slice(0, 3), 'intrusa', { updates: manifestId }, {}, otherReception)).rejects.toMatchObject({ status: 404 });
  });
});

describe('a sender', () => {
  it('is recognised by the header at the next list, can be corrected, and can be forgotten', async () => {
    const odd = ['Quien es;Nacido;Sx;Bus', 'Ríos Pérez, Ana;13/02/1990;mujer;A', 'Ríos Cruz, Juan;14/02/1990;hombre;B'];
    await at(reception, async (ctx) => {
      const upload = await lists.uploadList(ctx, { name: 'raro.csv', bytes: Buffer.from(smallList(odd)) });
      await lists.reviseUpload(ctx, upload.uploadId, { choices: { headerRow: 1, columns: { '0': 'fullName', '1': 'birthDate', '2': 'sex' } } });
      return lists.acceptUpload(ctx, upload.uploadId, AcceptUpload.parse({ details: { ...details('raro'), sender: 'Remitente propio', fromCountry: 'US' } }));
    });
    const next = await at(reception, (ctx) => lists.uploadList(ctx, { name: 'raro2.csv', bytes: Buffer.from(smallList([odd[0]!, 'Lara Soto, Eva;05/06/1991;mujer;A'])) }));
    expect(next.reading.recognised).toEqual({ sender: 'Remitente propio', by: 'shape' });
    expect(next.details).toMatchObject({ sender: 'Remitente propio', mode: 'land', fromCountry: 'US' });
    expect([next.reading.questions, next.reading.choices.dateOrder]).toEqual([[], 'dmy']);
    const known = (await at(reception, (ctx) => senders.listSenders(ctx))).find((s) => s.sender === 'Remitente propio')!;
    expect((await at(otherReception, (ctx) => senders.listSenders(ctx))).map((s) => s.layoutId)).not.toContain(known.layoutId);
    await expect(at(otherReception, (ctx) => senders.forgetSender(ctx, known.layoutId))).rejects.toMatchObject({ status: 404 });
    await expect(at(reception, (ctx) => senders.changeSender(ctx, known.layoutId, { columns: { bus: 'sex' }, readings: {} }))).rejects.toMatchObject({ problems: [{ code: 'reception.column-twice' }] });
    await at(reception, (ctx) => senders.changeSender(ctx, known.layoutId, { columns: { bus: 'group' }, readings: {} }));
    expect((await at(reception, (ctx) => senders.listSenders(ctx))).find((s) => s.layoutId === known.layoutId)!.columns['bus']).toBe('group');
    await at(reception, (ctx) => senders.forgetSender(ctx, known.layoutId));
    expect((await at(reception, (ctx) => senders.listSenders(ctx))).map((s) => s.layoutId)).not.toContain(known.layoutId);
  });
});

describe('the end of a list', () => {
  it('finds somebody without a list on the list, and counts them once; it can be taken back', async () => {
    const { manifestId } = await accept(listOf('Suelta'), 'suelta');
    const walkIn = await at(reception, (ctx) => desk.addArrival(ctx, { givenNames: 'Nelson', surname1: 'Suelta', surname2: 'Reyes', birthDate: '1999-07-27', birthPrecision: 'day', sex: 'M', flags: [] }));
    const listed = await rowNamed(manifestId, 'Nelson');
    const mine = (await ledger(manifestId)).walkIns.find((w) => w.rowId === walkIn.rowId)!;
    expect(mine.maybe).toMatchObject([{ rowId: listed, sure: true }]);
    await at(reception, (ctx) => end.settleWalkIn(ctx, manifestId, { as: 'listed', rowId: walkIn.rowId, listedRowId: listed }));
    expect((await ledger(manifestId)).counts).toMatchObject({ expected: 5, arrived: 1, open: 4, notOnList: 0 });
    expect((await rowsOf(manifestId)).map((l) => l.rowId)).not.toContain(listed);
    await expect(at(reception, (ctx) => desk.markArrived(ctx, listed))).rejects.toMatchObject({ status: 404 });
    await at(reception, (ctx) => end.settleWalkIn(ctx, manifestId, { as: 'undo', rowId: listed }));
    expect((await ledger(manifestId)).counts).toMatchObject({ arrived: 0, open: 5 });
  });

  it('names who stands on two lists, and counts their arrival on both without seeing them twice', async () => {
    const first = await accept(listOf('Doble'), 'doble 1');
    const second = ['No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO', '1;Doble Reyes, Nelson;27/07/1999;H', ...Array.from({ length: 6 }, (_, i) => `${i + 2};Solo${i} Gómez, Persona${i};0${i + 1}/02/1980;H`)];
    const upload = await at(reception, (ctx) => lists.uploadList(ctx, { name: 'doble2.csv', bytes: Buffer.from(smallList(second)) }));
    expect(upload.overlaps).toMatchObject([{ row: 2, label: 'doble 1', manifestId: first.manifestId }]);
    const other = await at(reception, (ctx) => lists.acceptUpload(ctx, upload.uploadId, AcceptUpload.parse({ details: { ...details('doble 2'), sender: 'Otra frontera' } })));
    const here = await rowNamed(other.manifestId, 'Nelson');
    await at(reception, (ctx) => desk.markArrived(ctx, here));
    const offered = (await ledger(first.manifestId)).walkIns.find((w) => w.rowId === here)!;
    expect(offered).toMatchObject({ label: 'doble 2', maybe: [{ sure: true }] });
    await at(reception, (ctx) => end.settleWalkIn(ctx, first.manifestId, { as: 'listed', rowId: here, listedRowId: offered.maybe[0]!.rowId }));
    expect(await ledger(first.manifestId)).toMatchObject({ counts: { arrived: 1 }, elsewhere: [{ asLabel: 'doble 2' }] });
  });

  it('is closed by an officer when nobody is open and every difference has its reason, and opened again by a supervisor', async () => {
    const lines = [...listOf('Cierre'), '6;;01/02/1990;H;Costa Norte;Puerto Alba;;'];
    const { manifestId } = await accept(lines, 'cierre', {}, { leaveOut: [7] });
    const close = () => at(reception, (ctx) => end.closeList(ctx, manifestId));
    await at(reception, async (ctx) => desk.markArrived(ctx, (await desk.arrivalsBoard(ctx, manifestId)).lines.find((l) => l.name.startsWith('Marisol'))!.rowId));
    await expect(close()).rejects.toMatchObject({ problems: [{ code: 'reception.close-open' }] });
    await at(reception, (ctx) => end.missTheRest(ctx, manifestId));
    const open = await ledger(manifestId);
    expect(open.counts).toMatchObject({ expected: 5, arrived: 1, notArrived: 4, leftOut: 1, open: 0 });
    expect(open.differences.at(-1)).toMatchObject({ key: 'left:1:7', kind: 'leftOut', reason: 'noName', reference: '6' });
    await expect(close()).rejects.toMatchObject({ problems: [{ code: 'reception.close-reasons' }] });
    const keys = open.differences.filter((d) => d.kind === 'notArrived').map((d) => d.key);
    const explain = (reason: 'health' | 'rowTwice' | 'other', note = '') => at(reception, (ctx) => end.explainDifferences(ctx, manifestId, { differences: keys, reason, note }));
    await expect(explain('rowTwice')).rejects.toMatchObject({ problems: [{ code: 'reception.reason-does-not-fit' }] });
    await expect(explain('other')).rejects.toMatchObject({ problems: [{ code: 'reception.reason-words-missing' }] });
    await explain('other', 'bloqueo en la carretera');
    await close();
    await expect(explain('health')).rejects.toMatchObject({ problems: [{ code: 'reception.list-closed' }] });
    expect((await ledger(manifestId, supervisor)).closing).toMatchObject({ kind: 'closed', by: 'Recepción de prueba', changedSince: false });
    // Somebody who comes late is received all the same.
    const late = open.differences.find((d) => d.key === keys[0])!.key.slice(4);
    await at(reception, (ctx) => desk.markArrived(ctx, late));
    expect((await ledger(manifestId)).closing).toMatchObject({ changedSince: true });
    await at(supervisor, (ctx) => end.reopenList(ctx, manifestId, 'llegó una persona más'));
    expect((await ledger(manifestId)).closing).toMatchObject({ kind: 'reopened', by: 'Supervisión de prueba', reason: 'llegó una persona más' });
  });

  it('is behind the database\'s own wall: an officer cannot reopen, a supervisor cannot close, strangers see nothing', async () => {
    const closing = (actor: Actor, kind: string) => db.asActor(actor, (tx) => sql`insert into reception.list_closing (id, country, office_id, manifest_id, kind, counts, reason, by_user, by_name, at)
      select gen_random_uuid(), 'ZZ', ${OFFICES.reception.id}, (select id from reception.manifest limit 1), ${kind}, '{}', 'x', ${actor.userId}, 'x', now()`.execute(tx), 'reception');
    await expect(closing(reception, 'reopened')).rejects.toMatchObject({ code: '42501' });
    await expect(closing(supervisor, 'closed')).rejects.toMatchObject({ code: '42501' });
    const strangers: readonly Actor[] = [otherReception, actors.window, actors.provider, actors.analyst, actors.auditor, administrator, actors.abroad, actors.nobody];
    for (const table of ['reception.list_difference', 'reception.list_closing', 'reception.manifest_version', 'reception.arrival_move']) {
      for (const actor of strangers) {
        const { rows } = await db.asActor(actor, (tx) => sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx));
        expect(rows[0]!.n, `${actor.displayName} ${table}`).toBe(0);
      }
    }
  });
});

describe('figures of arrivals', () => {
  const outcomes = (actor: Actor, day: string) => db.asActor(actor, async (tx) => (await sql<{ outcome: string; n: number }>`select outcome, count(*)::int as n from reception.facts_arrival
    where arrives_on = ${day}::date and listed group by 1 order by 1`.execute(tx)).rows);

  it('count somebody on two lists once, and somebody who came without a list as come', async () => {
    const day = '2026-03-09';
    const one = await accept(listOf('Cifra'), 'cifra 1', { arrivesOn: day, variant: 'families' });
    const other = await accept(['No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO', '1;Cifra Reyes, Nelson;27/07/1999;H', '2;Cifra Ajena, Berta;03/02/1980;M', '3;Cifra Ajena, Lucas;04/02/1982;H'], 'cifra 2', { arrivesOn: day, updates: null });
    const nelson = await rowNamed(other.manifestId, 'Nelson');
    await at(reception, (ctx) => desk.markArrived(ctx, nelson));
    const listed = await rowNamed(one.manifestId, 'Nelson');
    await at(reception, (ctx) => end.settleWalkIn(ctx, one.manifestId, { as: 'listed', rowId: nelson, listedRowId: listed }));
    const walkIn = await at(reception, (ctx) => desk.addArrival(ctx, { givenNames: 'Adela', surname1: 'Cifra', surname2: 'Tun', birthDate: '2013-11-19', birthPrecision: 'day', sex: 'F', flags: [] }));
    const adela = await rowNamed(one.manifestId, 'Adela');
    await at(reception, (ctx) => end.settleWalkIn(ctx, one.manifestId, { as: 'listed', rowId: walkIn.rowId, listedRowId: adela }));
    expect(await outcomes(actors.analyst, day)).toEqual([{ outcome: 'arrived', n: 2 }, { outcome: 'elsewhere', n: 1 }, { outcome: 'expected', n: 5 }]);
    expect(await outcomes(reception, day)).toEqual([]);
  });
});

describe('a long list', () => {
  const surnames = ['Paz', 'Cruz', 'Rivas', 'Lemus', 'Tun', 'Xol', 'Reyes', 'Soto', 'Mejía', 'Coc'];
  const long = (n: number) => ['No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO', ...Array.from({ length: n }, (_, i) => `${i + 1};${surnames[i % 10]!}largo ${surnames[(i * 7) % 10]!}, Persona${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + ((i * 3) % 26))};${13 + (i % 15)}/0${1 + (i % 9)}/${1950 + (i % 60)};H`)];
  const house = (): House => ({ database: db.database, packs: new Map([['ZZ', samplelandPack()]]), subscriptions: [], cipher: fieldCipher('only for tests') });

  it('is taken in at once and compared with the registry afterwards, going on where it was stopped, by two workers without doing anything twice', async () => {
    const { manifestId } = await accept(long(450), 'larga', { updates: null });
    expect((await ledger(manifestId)).matching).toEqual({ done: 0, total: 450, known: 0 });
    let steps = 0;
    const some = await matchWaitingLists(house(), () => TEST_NOW, () => ++steps > 2);
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(450);
    expect((await ledger(manifestId)).matching.done).toBe(some);
    const [a, b] = await Promise.all([matchWaitingLists(house(), () => TEST_NOW), matchWaitingLists(house(), () => TEST_NOW)]);
    expect(some + a + b).toBe(450);
    expect((await ledger(manifestId)).matching).toMatchObject({ done: 450, total: 450 });
    const asked = await inContext(house(), { actor: systemActor('ZZ'), purpose: 'reception', now: TEST_NOW }, async (ctx) => (await sql<{ n: number }>`select count(*)::int as n from reception.lists_to_match()`.execute(ctx.tx)).rows[0]!.n);
    expect(asked).toBe(0);
    expect(await db.asActor(reception, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from reception.lists_to_match()`.execute(tx)).rows[0]!.n)).toBe(0);
  });
});
