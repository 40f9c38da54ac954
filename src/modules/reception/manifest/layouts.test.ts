import { describe, expect, it } from 'vitest';
import { indexPlaces } from '#platform/places';
import type { Layout, ManifestReading, ReadingChoices, SenderMemory } from '../schema.ts';
import { readManifest } from './reading.ts';

const setting = {
  places: indexPlaces([{ id: 'ZZ-01', name: 'Costa Norte' }], [{ id: 'ZZ-0101', name: 'Puerto Alba', admin1: 'ZZ-01', admin1Name: 'Costa Norte', lat: 0, lon: 0 }]),
  ages: { childUnder: 18, elderFrom: 60 }, arrivesOn: '2026-03-10', checkNumber: (text: string) => ({ type: 'dni', result: 'unverified', compact: text }),
};
const read = (lines: readonly string[], more: { choices?: ReadingChoices; memories?: readonly SenderMemory[]; sender?: string } = {}) =>
  readManifest(new TextEncoder().encode(lines.join('\n')), { ...setting, ...more });
const layout = (reading: ManifestReading, question: Layout['question']): Layout | undefined => reading.layouts.find((l) => l.question === question);

const OPEN = ['NAME;DOB;SEX', 'HERNANDEZ LOPEZ MARIA JOSE;05/06/1990;M', 'GOMEZ PEREZ JUAN;07/08/1985;M', 'RAMIREZ DIAZ ANA;01/02/1979;M', 'LOPEZ RUIZ EVA;02/02/1981;M'];
/** The columns of these files, said by the officer: the first word alone would be a given name. */
const columns = { '0': 'fullName' as const, '1': 'birthDate' as const, '2': 'sex' as const };

describe('who is this person', () => {
  it('shows three real people of the file, read each way', async () => {
    const reading = await read(OPEN, { choices: { columns } });
    expect(reading.questions).toEqual(['dateOrder', 'nameOrder', 'sexM']);
    const names = layout(reading, 'nameOrder')!;
    expect(names).toMatchObject({ chosen: null, by: null, proposed: 'surnamesFirst' });
    expect(names.options.map((o) => o.people[0])).toMatchObject([
      { row: 2, surnames: 'HERNANDEZ LOPEZ', givenNames: 'MARIA JOSE' }, { row: 2, givenNames: 'HERNANDEZ LOPEZ', surnames: 'MARIA JOSE' },
    ]);
    const dates = layout(reading, 'dateOrder')!;
    expect(dates.proposed).toBe('mdy');
    expect(dates.options.map((o) => [o.value, ...o.people.map((p) => p.birthDate)])).toEqual([['dmy', '1990-06-05', '1985-08-07', '1979-02-01'], ['mdy', '1990-05-06', '1985-07-08', '1979-01-02']]);
    expect(dates.options.every((o) => o.people.length === 3)).toBe(true);
    expect(layout(reading, 'sexM')!.options.map((o) => o.people[0]!.sex)).toEqual(['M', 'F']);
  });

  it('tells what the file itself settles, and lets the officer say otherwise', async () => {
    const lines = [...OPEN, 'PAZ CRUZ LUIS;28/02/1980;M'];
    expect(layout(await read(lines, { choices: { columns } }), 'dateOrder')).toMatchObject({ chosen: 'dmy', by: 'file' });
    expect(layout(await read(lines, { choices: { columns, dateOrder: 'mdy' } }), 'dateOrder')).toMatchObject({ chosen: 'mdy', by: 'officer' });
  });

  it('does not ask what can only be read in one way', async () => {
    const reading = await read(['NOMBRES;APELLIDOS;FECHA DE NACIMIENTO;SEXO', 'Ana;Paz;1990-05-06;F']);
    expect(reading.layouts).toEqual([]);
  });
});

const memory: SenderMemory = {
  sender: 'Frontera Norte', senderKey: 'frontera norte', shape: 'persona|nacio|sx', columns: { persona: 'fullName', nacio: 'birthDate', sx: 'sex' },
  readings: { dateOrder: 'dmy', nameOrder: 'surnamesFirst' }, arrival: { mode: 'land' },
};
const ODD = ['LISTADO;;', 'Persona;Nació;Sx', 'Ávila Pérez Ana Luz;05/06/1990;F'];

describe('a sender', () => {
  it('is recognised by the shape of the header, and what was confirmed before is used again', async () => {
    const reading = await read(ODD, { memories: [memory] });
    expect(reading.recognised).toEqual({ sender: 'Frontera Norte', by: 'shape' });
    expect(reading.columns.map((c) => [c.field, c.by])).toEqual([['fullName', 'sender'], ['birthDate', 'sender'], ['sex', 'sender']]);
    expect(reading.questions).toEqual([]);
    expect(layout(reading, 'dateOrder')).toMatchObject({ chosen: 'dmy', by: 'sender' });
  });

  it('is recognised by most of the words when a column was added', async () => {
    const wider = { ...memory, shape: 'persona|nacio|sx|bus', columns: { ...memory.columns, bus: 'group' as const } };
    expect((await read(ODD, { memories: [wider] })).recognised).toEqual({ sender: 'Frontera Norte', by: 'words' });
  });

  it('who changed the layout is believed less than the file', async () => {
    const reading = await read([...ODD, 'Paz Cruz Luis;12/30/1980;H'], { memories: [memory] });
    expect(layout(reading, 'dateOrder')).toMatchObject({ chosen: 'mdy', by: 'file' });
  });

  it('is not proposed where two senders use the same header', async () => {
    const other = { ...memory, sender: 'Frontera Sur', senderKey: 'frontera sur' };
    expect((await read(ODD, { memories: [memory, other] })).recognised).toBeNull();
    expect((await read(ODD, { memories: [memory, other], sender: 'FRONTERA  SUR' })).recognised).toEqual({ sender: 'Frontera Sur', by: 'shape' });
  });

  it('with the words that everybody uses, and too few of them, is nobody in particular', async () => {
    const plain: SenderMemory = { ...memory, shape: 'nombre|edad', columns: { nombre: 'givenNames', edad: 'age' } };
    expect((await read(['Nombre;Edad', 'Ana;30'], { memories: [plain] })).recognised).toBeNull();
  });
});

describe('a table that a person made for people', () => {
  it('may have its header merged over two rows', async () => {
    const reading = await read(['DATOS DE LA PERSONA;;;PROCEDENCIA;', 'APELLIDOS;NOMBRES;FECHA DE NACIMIENTO;PROCEDENCIA;', ';;;DEPARTAMENTO;MUNICIPIO', 'Paz;Ana;1990-05-06;Costa Norte;Puerto Alba']);
    expect(reading.headerRow).toBe(2);
    expect(reading.columns.map((c) => c.field)).toEqual(['surnames', 'givenNames', 'birthDate', 'originAdmin1', 'originAdmin2']);
    expect(reading.rows.map((r) => [r.row, r.person.originAdmin2])).toEqual([[4, 'ZZ-0101']]);
    expect(reading.setApart.map((r) => [r.row, r.why])).toEqual([[1, 'title'], [2, 'header'], [3, 'header']]);
  });

  it('may have words of the header in the row above, where cells are merged downwards', async () => {
    const reading = await read([';NOMBRE;;', 'NO;APELLIDOS;NOMBRES;EDAD', '1;Paz;Ana;30']);
    expect(reading.rows.map((r) => r.person.givenNames)).toEqual(['Ana']);
  });

  it.each([
    'TOTAL;2;;', 'TOTAL DE PERSONAS: 2;;;', 'Total hombres: 1;Total mujeres: 1;;', 'SUBTOTAL;;1;1', 'TOTAL;=COUNTA(A2:A3);;', 'No. de personas: 2;;;',
  ])('ends in totals: %s is nobody', async (last) => {
    const reading = await read(['APELLIDOS;NOMBRES;EDAD;SEXO', 'Paz;Ana;30;F', 'Cruz;Luis;31;M', last]);
    expect(reading.rows).toHaveLength(2);
    expect(reading.setApart.at(-1)).toMatchObject({ row: 4, why: 'total' });
  });

  it('keeps somebody whose name begins like a total', async () => {
    expect((await read(['APELLIDOS;NOMBRES;EDAD', 'Sumano;Total Luis;30', 'Suma;Ana;31'])).rows).toHaveLength(2);
  });
});
