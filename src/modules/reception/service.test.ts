import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import type { BirthPrecision } from '#kernel/birth';
import { newId } from '#kernel/ids';
import { once } from '#platform/http/commands';
import { factsOf, getCase, getPerson, registerPerson } from '#registry';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { readyDesk, smallList, SMALL_LIST } from './factory.ts';
import { FinishDesk, ReturnAccount, type AcceptUpload, type FinishDeskInput } from './schema.ts';
import * as desk from './service/desk.ts';
import * as lists from './service/lists.ts';
import * as returns from './service/returns.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });

const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { purpose: 'reception' });
const colleague: Actor = { ...actors.reception, userId: '00000000-0000-7000-8000-000000000f01', displayName: 'Colega de recepción de prueba' };

const details = (label: string): AcceptUpload['details'] => ({ arrivesOn: '2026-03-10', mode: 'land', sender: 'Frontera de prueba', kind: 'deported', fromCountry: 'US', label });

async function acceptList(lines: readonly string[], label: string, actor = actors.reception): Promise<string> {
  return at(actor, async (ctx) => {
    const upload = await lists.uploadList(ctx, { name: `${label}.csv`, bytes: Buffer.from(smallList(lines)) });
    return (await lists.acceptUpload(ctx, upload.uploadId, { details: details(label), leaveOut: [] })).manifestId;
  });
}

/** A list whose people differ from those of every other test. */
const listOf = (surname: string) => SMALL_LIST.map((line, i) => (i === 0 ? line : line.replace(/;(\S+) /, `;${surname} `)));
const finish = (actor: Actor, rowId: string, input: FinishDeskInput) => at(actor, (ctx) => desk.finishDesk(ctx, rowId, FinishDesk.parse(input)));

async function takenRow(surname: string, name: string): Promise<string> {
  const manifestId = await acceptList(listOf(surname), surname);
  const board = await at(actors.reception, (ctx) => desk.arrivalsBoard(ctx, manifestId));
  const { rowId } = board.lines.find((line) => line.name.startsWith(name))!;
  await at(actors.reception, (ctx) => desk.takePerson(ctx, rowId, false));
  return rowId;
}

describe('an arrival list', () => {
  it('is only a draft until somebody accepts it: no list and no row exists', async () => {
    const preview = await at(actors.reception, (ctx) => lists.uploadList(ctx, { name: 'bus.csv', bytes: Buffer.from(smallList(listOf('Borrador'))) }));
    expect(preview.reading.rows).toHaveLength(5);
    expect(preview.reading.choices).toEqual({ dateOrder: 'dmy', nameOrder: 'surnamesFirst', sexM: 'female' });
    expect(await db.owner('select 1 from reception.manifest where label = $1', ['bus'])).toEqual([]);
    const seenByColleague = await at(colleague, (ctx) => lists.listUploads(ctx));
    expect(seenByColleague.map((u) => u.uploadId)).not.toContain(preview.uploadId);
    await at(actors.reception, (ctx) => lists.discardUpload(ctx, preview.uploadId));
  });

  it('goes in whole or not at all: one blocked row keeps everything out, and leaving it out takes the rest', async () => {
    const lines = [...listOf('Entero'), '6;;01/02/1990;H;Costa Norte;Puerto Alba;;'];
    const upload = await at(actors.reception, (ctx) => lists.uploadList(ctx, { name: 'a.csv', bytes: Buffer.from(smallList(lines)) }));
    const accept = (leaveOut: number[]) => at(actors.reception, (ctx) => lists.acceptUpload(ctx, upload.uploadId, { details: details('todo'), leaveOut }));
    await expect(accept([])).rejects.toMatchObject({ problems: [{ code: 'reception.row-blocked', params: { row: 7 } }] });
    expect(await db.owner('select 1 from reception.manifest where label = $1', ['todo'])).toEqual([]);
    await expect(accept([7])).resolves.toMatchObject({ people: 5, already: false });
  });

  it('accepted twice changes nothing', async () => {
    const first = await acceptList(listOf('Gemelo'), 'gemelo');
    const second = await at(actors.reception, async (ctx) => {
      const again = await lists.uploadList(ctx, { name: 'otro-nombre.csv', bytes: Buffer.from(smallList(listOf('Gemelo'))) });
      expect(again.acceptedAs).toBe(first);
      return lists.acceptUpload(ctx, again.uploadId, { details: details('gemelo 2'), leaveOut: [] });
    });
    expect(second).toEqual({ manifestId: first, people: 5, already: true, moved: false });
    expect(await db.owner('select count(*)::int as n from reception.manifest_row where manifest_id = $1', [first])).toEqual([{ n: 5 }]);
  });

  it('is stored once when two officers accept the same file at the same moment', async () => {
    const file = { name: 'b.csv', bytes: Buffer.from(smallList(listOf('Carrera'))) };
    const uploads = await Promise.all([actors.reception, colleague].map((a) => at(a, (ctx) => lists.uploadList(ctx, file))));
    const done = await Promise.all([actors.reception, colleague].map((a, i) => at(a, (ctx) =>
      lists.acceptUpload(ctx, uploads[i]!.uploadId, { details: details('carrera'), leaveOut: [] }))));
    expect(new Set(done.map((d) => d.manifestId)).size).toBe(1);
    expect(done.filter((d) => d.already)).toHaveLength(1);
  });

  it('remembers what a sender\'s columns meant', async () => {
    const odd = ['Persona;Nació;Sx', 'Ávila Pérez, Ana;13/02/1990;mujer', 'Ávila Cruz, Juan;14/02/1990;hombre'];
    const preview = await at(actors.reception, (ctx) => lists.uploadList(ctx, { name: 'c.csv', bytes: Buffer.from(smallList(odd)) }));
    expect(preview.reading.questions).toContain('columns');
    const mapped = await at(actors.reception, (ctx) => lists.reviseUpload(ctx, preview.uploadId, {
      choices: { headerRow: 1, columns: { '0': 'fullName', '1': 'birthDate', '2': 'sex' }, nameOrder: 'surnamesFirst' },
    }));
    expect(mapped.reading.questions).toEqual([]);
    await at(actors.reception, (ctx) => lists.acceptUpload(ctx, preview.uploadId, { details: { ...details('c'), sender: 'Remitente raro' }, leaveOut: [] }));
    const next = await at(actors.reception, async (ctx) => {
      const upload = await lists.uploadList(ctx, { name: 'd.csv', bytes: Buffer.from(smallList([odd[0]!, 'Ávila Lara, Eva;15/02/1991;mujer'])) });
      return lists.reviseUpload(ctx, upload.uploadId, { details: { sender: 'REMITENTE  RARO' } });
    });
    expect(next.reading.columns.map((c) => [c.field, c.by])).toEqual([['fullName', 'sender'], ['birthDate', 'sender'], ['sex', 'sender']]);
  });

  it('is not seen by another reception point', async () => {
    const manifestId = await acceptList(listOf('Ajeno'), 'ajeno');
    const theirs = await at(actors.otherReception, (ctx) => lists.listManifests(ctx));
    expect(theirs.map((m) => m.manifestId)).not.toContain(manifestId);
    await expect(at(actors.otherReception, (ctx) => desk.markAllArrived(ctx, manifestId))).rejects.toMatchObject({ status: 404 });
  });
});

describe('the desk', () => {
  it('takes unaccompanied children and families first, then who is hurt, then by waiting time', async () => {
    const office: Actor = { ...actors.otherReception };
    const manifestId = await acceptList(listOf('Orden'), 'orden', office);
    await at(office, (ctx) => desk.markAllArrived(ctx, manifestId));
    const order: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { rowId } = await at(office, (ctx) => desk.takeNext(ctx));
      order.push((await at(office, (ctx) => desk.deskView(ctx, rowId))).person.givenNames);
    }
    expect(order).toEqual(['Adela', 'Marisol', 'Elmer', 'Rigoberto', 'Nelson']);
    await expect(at(office, (ctx) => desk.takeNext(ctx))).rejects.toMatchObject({ problems: [{ code: 'reception.nobody-waiting' }] });
  });

  it('keeps a family together, from when its first member is here, and takes people as the board lists them', async () => {
    const office: Actor = { ...actors.otherReception };
    const manifestId = await acceptList([
      'No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO;DEPARTAMENTO;MUNICIPIO;GRUPO;OBSERVACIONES',
      '1;Juntos Rivas, Marisol;23/04/1991;M;Costa Norte;Puerto Alba;G1;', '2;Juntos Lara, Wilma;02/03/1985;M;Costa Norte;Puerto Alba;G2;',
      '3;Juntos Soto, Elmer;30/08/2019;H;Costa Norte;Puerto Alba;G1;', '4;Juntos Lara, Kevin;02/03/2015;H;Costa Norte;Puerto Alba;G2;',
      '5;Juntos Tun, Adela;19/11/2013;M;;;;NO ACOMPAÑADA', '6;Juntos Reyes, Nelson;27/07/1999;H;Costa Norte;Playa Honda;;',
    ], 'juntos', office);
    const rowOf = async (name: string) => (await at(office, (ctx) => desk.arrivalsBoard(ctx, manifestId))).lines.find((l) => l.name.startsWith(name))!.rowId;
    const kevin = await rowOf('Kevin');
    await at(office, (ctx) => desk.markArrived(ctx, kevin));
    await db.owner("update reception.manifest_row set arrived_at = arrived_at - interval '10 minutes' where id = $1", [kevin]);
    await at(office, (ctx) => desk.markAllArrived(ctx, manifestId));
    const shown = (await at(office, (ctx) => desk.arrivalsBoard(ctx, manifestId))).lines.map((l) => l.rowId);
    const taken: { rowId: string; name: string }[] = [];
    for (let i = 0; i < 6; i++) {
      const { rowId } = await at(office, (ctx) => desk.takeNext(ctx));
      taken.push({ rowId, name: (await at(office, (ctx) => desk.deskView(ctx, rowId))).person.givenNames });
    }
    expect(taken.map((t) => t.name)).toEqual(['Adela', 'Wilma', 'Kevin', 'Marisol', 'Elmer', 'Nelson']);
    expect(taken.map((t) => t.rowId)).toEqual(shown);
  });

  it('gives two officers who press at once two different people', async () => {
    const manifestId = await acceptList(listOf('Pareja'), 'pareja');
    await at(actors.reception, (ctx) => desk.markAllArrived(ctx, manifestId));
    const taken = await Promise.all([actors.reception, colleague, actors.reception, colleague].map((a) => at(a, (ctx) => desk.takeNext(ctx))));
    expect(new Set(taken.map((t) => t.rowId)).size).toBe(4);
    await Promise.all(taken.map((t) => at(actors.reception, (ctx) => desk.releasePerson(ctx, t.rowId))));
  });

  it('lets one of two officers have a person and tells the other who it is', async () => {
    const rowId = await takenRow('Disputa', 'Nelson');
    await expect(at(colleague, (ctx) => desk.takePerson(ctx, rowId, false))).rejects.toMatchObject({
      status: 409, problems: [{ code: 'reception.taken-already', params: { name: 'Recepción de prueba' } }],
    });
    await at(colleague, (ctx) => desk.takePerson(ctx, rowId, true));
    await expect(finish(actors.reception, rowId, readyDesk())).rejects.toMatchObject({ problems: [{ code: 'reception.taken-already' }] });
  });

  it('keeps what was typed when the browser closes', async () => {
    const rowId = await takenRow('Cerrado', 'Nelson');
    await at(actors.reception, (ctx) => desk.saveDeskDraft(ctx, rowId, { givenNames: 'Nelson Iván' }));
    expect(await at(colleague, (ctx) => desk.deskView(ctx, rowId))).toMatchObject({ draft: { givenNames: 'Nelson Iván' }, draftBy: actors.reception.displayName, draftAt: expect.any(String) });
    const view = await at(actors.reception, (ctx) => desk.deskView(ctx, rowId));
    expect(view).toMatchObject({ state: 'taken', takenByMe: true, draft: { givenNames: 'Nelson Iván' } });
    await expect(at(colleague, (ctx) => desk.saveDeskDraft(ctx, rowId, {}))).rejects.toMatchObject({ problems: [{ code: 'reception.not-yours' }] });
  });

  it.each<[string, string, string, object | null]>([
    ['about a year', '~1987', 'Quintanavieja', null], ['a year', '1987', 'Oropéndolez', null], ['a month', '1987-06', 'Bustamantillo', null], ['half a date', '?-6-5', 'Cerezalejo', null],
    ['an age that is none', '~?casi', 'Tamarindal', null], ['a paper without a number yet', '1987', 'Villagrandeza', { type: 'passport', number: '', seen: false }],
  ])('looks for who somebody may be by what was typed, as the form holds it: %s', async (_story, birthDate, surname1, document) => {
    const known = await at(actors.window, (ctx) => registerPerson(ctx, { givenNames: 'Zoraida Eulalia', surname1, birthDate: '1987-06-05', sex: 'F' }));
    const rowId = await takenRow(surname1.slice(1), 'Nelson');
    const identity = { givenNames: 'Zoraida Eulalia', surname1, surname2: '', birthDate, sex: 'F', originAdmin2: null, document, phone: null, preferredLanguage: 'es' };
    await at(actors.reception, (ctx) => desk.saveDeskDraft(ctx, rowId, { identity }));
    const candidates = await at(actors.reception, (ctx) => desk.deskCandidates(ctx, rowId));
    expect(candidates.map((c) => c.personId)).toContain(known.personId);
  });

  it('finishes in one step: person, return, facts, consent, case at the destination, help, slip', async () => {
    const rowId = await takenRow('Completo', 'Nelson');
    const done = await finish(actors.reception, rowId, readyDesk({ identity: { ...readyDesk().identity, surname1: 'Completo' } }));
    await at(actors.window, async (ctx) => {
      expect(await getPerson(ctx, done.personId)).toMatchObject({ givenNames: 'Nelson', surname1: 'Completo', publicCode: done.publicCode, lastReturnOn: '2026-03-10' });
      expect(await getCase(ctx, done.caseId!)).toMatchObject({ destinationAdmin2: 'ZZ-0101', urgency: '24h', state: 'new' });
      const facts = await factsOf(ctx, done.personId);
      expect(facts).toMatchObject({
        returnType: { value: 'deported' }, returnRoute: { value: 'land' }, returnedFrom: { value: 'US' }, monthsAbroad: { value: 14 },
        travellingAs: { value: 'alone' }, destinationAdmin2: { value: 'ZZ-0101' }, housing: { value: 'none' },
      });
      const [event] = await returns.returnsOf(ctx, done.personId);
      expect(event).toMatchObject({ returnedOn: '2026-03-10', kind: 'deported', destinationName: 'Puerto Alba, Costa Norte' });
      expect(event!.assistance.map((a) => a.item)).toEqual(['food', 'phone_call']);
    });
    const slip = await at(actors.reception, (ctx) => returns.slipContent(ctx, done.slipId));
    expect(slip).toMatchObject({ publicCode: done.publicCode, language: 'es', nextStep: 'destinationWindow' });
    expect(await db.owner('select draft, state from reception.manifest_row where id = $1', [rowId])).toEqual([{ draft: null, state: 'finished' }]);
    await expect(finish(actors.reception, rowId, readyDesk())).rejects.toMatchObject({ problems: [{ code: 'reception.finished-already' }] });
  });

  it('acts once when the same command is sent again, and refuses other content under its id', async () => {
    const rowId = await takenRow('Repetida', 'Nelson');
    const command = FinishDesk.parse(readyDesk({ identity: { ...readyDesk().identity, surname1: 'Repetida' } }));
    const id = newId();
    const send = (print: string) => at(actors.reception, (ctx) => once(ctx, id, 'POST /api/reception/desk/:rowId/finish', print, () => desk.finishDesk(ctx, rowId, command)));
    const [first, second] = await Promise.all([send('same'), send('same')]);
    const third = await send('same');
    expect(second.value).toEqual(first.value);
    expect(third).toEqual({ value: first.value, repeated: true });
    await expect(send('other')).rejects.toMatchObject({ problems: [{ code: 'platform.command-reused' }] });
    expect(await db.owner('select count(*)::int as n from registry.person where surname1 = $1', ['Repetida'])).toEqual([{ n: 1 }]);
    expect(await db.owner('select count(*)::int as n from reception.assistance_given a join reception.return_event r on r.id = a.return_id where r.row_id = $1', [rowId])).toEqual([{ n: 2 }]);
  });

  it('opens no case without consent, and helps all the same', async () => {
    const rowId = await takenRow('Sinpermiso', 'Nelson');
    const done = await finish(actors.reception, rowId, readyDesk({ consentToCase: false, identity: { ...readyDesk().identity, surname1: 'Sinpermiso' } }));
    expect(done.caseId).toBeNull();
    expect(done.slipId).not.toBeNull();
  });

  it('does not let a child who is alone leave without a guardian or the protection authority', async () => {
    const rowId = await takenRow('Sola', 'Adela');
    const child = readyDesk({
      identity: { ...readyDesk().identity, givenNames: 'Adela', surname1: 'Sola', birthDate: '2013-11-19', sex: 'F' },
      return: { ...readyDesk().return, monthsAbroad: 3, travellingAs: 'unaccompaniedChild' }, nextStep: 'childProtection',
    });
    await expect(finish(actors.reception, rowId, child)).rejects.toMatchObject({ problems: [{ code: 'reception.child-alone', field: 'handover' }] });
    const done = await finish(actors.reception, rowId, { ...child, handover: { to: 'protection', authority: 'Protección de la niñez', officer: 'Licda. de prueba' } });
    expect(await db.owner('select handover from reception.return_event where id = $1', [done.returnId])).toMatchObject([{ handover: { to: 'protection' } }]);
  });

  it('undoes everything if one part is refused', async () => {
    const rowId = await takenRow('Deshecho', 'Nelson');
    const wrong = readyDesk({ identity: { ...readyDesk().identity, surname1: 'Deshecho' }, assistance: [{ item: 'gold' }] });
    await expect(finish(actors.reception, rowId, wrong)).rejects.toMatchObject({ problems: [{ code: 'reception.choice-unknown' }] });
    expect(await db.owner('select 1 from registry.person where surname1 = $1', ['Deshecho'])).toEqual([]);
  });

  it('knows somebody who returned before, links the second return to the same person, and refuses an id that no search showed', async () => {
    const first = await takenRow('Ixtabalán', 'Nelson');
    const identity = { ...readyDesk().identity, surname1: 'Ixtabalán' };
    const known = await finish(actors.reception, first, readyDesk({ identity, return: { ...readyDesk().return, returnedOn: '2024-05-02' } }));
    const manifestId = await acceptList([SMALL_LIST[0], '1;Ixtabalán Reyes, Nelson;27/07/1999;H;Costa Norte;Playa Honda;;', '2;Otro Nadie, Juan;13/07/1970;H;;;;', '3;Otra Nadie, Ana;13/07/1971;M;;;;'], 'otra vez', actors.otherReception);
    const board = await at(actors.otherReception, (ctx) => desk.arrivalsBoard(ctx, manifestId));
    const line = board.lines.find((l) => l.name.startsWith('Nelson'))!;
    expect(line.before).toMatchObject({ year: '2024' });
    expect(board.lines.find((l) => l.name.startsWith('Juan'))!.before).toBeNull();
    await at(actors.otherReception, (ctx) => desk.takePerson(ctx, line.rowId, false));
    const stranger = readyDesk({ identity, who: { decision: 'samePerson', personId: newId() } });
    await expect(finish(actors.otherReception, line.rowId, stranger)).rejects.toMatchObject({ problems: [{ code: 'reception.candidate-unknown' }] });
    const again = await finish(actors.otherReception, line.rowId, readyDesk({ identity, who: { decision: 'samePerson', personId: known.personId } }));
    expect(again.personId).toBe(known.personId);
    const events = await at(actors.otherReception, (ctx) => returns.returnsOf(ctx, known.personId));
    expect(events.map((e) => e.returnedOn)).toEqual(['2026-03-10', '2024-05-02']);
  });

  it('attends somebody whom no list names', async () => {
    const { rowId } = await at(actors.reception, (ctx) => desk.addArrival(ctx, { givenNames: 'Dora', surname1: 'Sinlista', surname2: '', birthDate: '1950-01-02', birthPrecision: 'day', sex: 'F', flags: [] }));
    const board = await at(actors.reception, (ctx) => desk.arrivalsBoard(ctx, null));
    expect(board.lines.find((l) => l.rowId === rowId)).toMatchObject({ state: 'waiting', lane: 2, flags: ['elder'] });
  });
});

describe('somebody whom no list names', () => {
  it.each<[string, string, BirthPrecision, readonly string[]]>([
    ['a year alone', '2008-01-01', 'year', ['child']], ['an age somebody guessed', '2006-01-01', 'estimated', ['child']], ['a whole day', '2008-01-01', 'day', []], ['an estimate far from any doubt', '1940-01-01', 'estimated', ['elder']],
    ['about sixty', '1966-01-01', 'estimated', ['elder']], ['a year alone that makes sixty', '1966-01-01', 'year', ['elder']],
  ])('is given no day of birth that nobody told: %s', async (story, birthDate, birthPrecision, flags) => {
    const { rowId } = await at(actors.reception, (ctx) => desk.addArrival(ctx, { givenNames: 'Precisa', surname1: story, surname2: '', birthDate, birthPrecision, sex: null, flags: [] }));
    await at(actors.reception, (ctx) => desk.takePerson(ctx, rowId, false));
    const view = await at(actors.reception, (ctx) => desk.deskView(ctx, rowId));
    expect(view.person).toMatchObject({ birthDate, birthPrecision });
    expect(view.flags).toEqual(flags);
  });

  it.each([['in the future', '2099-01-01', 'registry.birth-in-future'], ['longer ago than anybody lived', '1820-01-01', 'registry.birth-too-long-ago']])('with a birth %s is asked again before they stand on the floor', async (_story, birthDate, code) => {
    await expect(at(actors.reception, (ctx) => desk.addArrival(ctx, { givenNames: 'Sin', surname1: 'Edad', surname2: '', birthDate, birthPrecision: 'day', sex: null, flags: [] }))).rejects.toMatchObject({ problems: [{ code, field: 'birthDate' }] });
    const board = await at(actors.reception, (ctx) => desk.arrivalsBoard(ctx, null));
    expect(board.lines.filter((line) => line.name === 'Sin Edad')).toEqual([]);
  });
});

describe('what somebody tells of leaving and of being apprehended', () => {
  it('is kept with its return, encrypted, and read by protection alone', async () => {
    const done = await at(actors.window, (ctx) => registerPerson(ctx, { givenNames: 'Nilda', surname1: 'Contada' }));
    const told = ReturnAccount.parse({ leftBecause: ['extortion', 'work'], apprehended: 'appointment' });
    const details = { returnedOn: '2026-02-02', mode: 'air', kind: 'deported', fromCountry: 'US', authority: null, monthsAbroad: 24, destinationAdmin2: 'ZZ-0101', travellingAs: 'alone'} as const;
    await at(actors.window, (ctx) => returns.recordReturn(ctx, { personId: done.personId, return: { ...details, account: told } }));
    const seen = async (actor: Actor) => (await at(actor, (ctx) => returns.returnsOf(ctx, done.personId))).map((e) => e.account);
    expect(await seen(actors.window)).toEqual([null]);
    expect(await seen(actors.windowColleague)).toEqual([null]);
    expect(await seen(actors.supervisor)).toEqual([null]);
    expect(await seen({ ...actors.protection, officeId: actors.window.officeId })).toEqual([told]);
    const stored = await db.owner<{ line: string }>('select e::text as line from reception.return_event e where person_id = $1', [done.personId]);
    expect(stored.map((row) => row.line).join()).not.toMatch(/extortion|appointment/);
  });
});

describe('a return without a list', () => {
  it('is recorded at a municipal window for somebody the window sees', async () => {
    const rowId = await takenRow('Ventana', 'Nelson');
    const done = await finish(actors.reception, rowId, readyDesk({ identity: { ...readyDesk().identity, surname1: 'Ventana' }, return: { ...readyDesk().return, returnedOn: '2025-01-15' } }));
    const details = { returnedOn: '2026-02-01', mode: 'land', kind: 'independentVoluntary', fromCountry: 'US', authority: null, monthsAbroad: 24, destinationAdmin2: 'ZZ-0101', travellingAs: 'alone' } as const;
    await at(actors.window, (ctx) => returns.recordReturn(ctx, { personId: done.personId, return: details }));
    const events = await at(actors.window, (ctx) => returns.returnsOf(ctx, done.personId));
    expect(events.map((e) => [e.returnedOn, e.kind])).toEqual([['2026-02-01', 'independentVoluntary'], ['2025-01-15', 'deported']]);
    await expect(at(actors.window, (ctx) => returns.recordReturn(ctx, { personId: done.personId, return: details }))).rejects.toMatchObject({ problems: [{ code: 'reception.return-known' }] });
    await expect(at(actors.otherWindow, (ctx) => returns.returnsOf(ctx, done.personId))).rejects.toMatchObject({ status: 404 });
  });
});
