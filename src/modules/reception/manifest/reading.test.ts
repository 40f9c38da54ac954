import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { indexPlaces } from '#platform/places';
import type { ManifestReading, ProblemCode, ReadingChoices } from '../schema.ts';
import { workbook, zipBomb, zipOf } from './hostile.ts';
import { LIMITS } from './limits.ts';
import { readManifest } from './reading.ts';

const places = indexPlaces(
  [{ id: 'ZZ-01', name: 'Costa Norte' }, { id: 'ZZ-02', name: 'Valle Central' }],
  [
    { id: 'ZZ-0101', name: 'Puerto Alba', admin1: 'ZZ-01', admin1Name: 'Costa Norte', lat: 0, lon: 0 },
    { id: 'ZZ-0201', name: 'Cañón de los Álamos', admin1: 'ZZ-02', admin1Name: 'Valle Central', lat: 0, lon: 0 },
  ],
);
const setting = {
  places, ages: { childUnder: 18, elderFrom: 60 }, arrivesOn: '2026-03-10',
  checkNumber: (text: string) => ({ type: 'dni', result: 'unverified', compact: text }),
};
const bytesOf = (content: string | readonly string[]) => new TextEncoder().encode(typeof content === 'string' ? content : content.join('\n'));
const read = (content: string | readonly string[] | Uint8Array, choices: ReadingChoices = {}) =>
  readManifest(content instanceof Uint8Array ? content : bytesOf(content), { ...setting, choices });
const codes = (reading: ManifestReading): ProblemCode[] => reading.rows.flatMap((row) => row.problems.map((p) => p.code));
const refusal = async (content: string | readonly string[] | Uint8Array): Promise<string> => {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]!.code;
    throw error;
  }
  return 'was read';
};

describe('a list', () => {
  it('finds its header under titles and sets apart titles, blanks, totals and notes, by row', async () => {
    const reading = await read(['CENTRO DE PRUEBA;;', 'LISTADO 14/02/2026;;', ';;', 'NOMBRES;APELLIDOS;SEXO', 'Ana;Paz;F', '', 'NOMBRES;APELLIDOS;SEXO', 'Luis;Cruz;M', 'TOTAL;2;', 'Elaborado por: la oficina de prueba;;']);
    expect(reading.headerRow).toBe(4);
    expect(reading.rows.map((r) => [r.row, r.person.givenNames])).toEqual([[5, 'Ana'], [8, 'Luis']]);
    expect(reading.setApart.map((r) => [r.row, r.why])).toEqual([[1, 'title'], [2, 'title'], [3, 'blank'], [4, 'header'], [6, 'blank'], [7, 'header'], [9, 'total'], [10, 'note']]);
    expect(reading).toMatchObject({ statedTotal: 2, titleDate: '2026-02-14', notices: [] });
  });

  it('says when it holds another number of people than its total', async () => {
    const reading = await read(['NOMBRES;APELLIDOS', 'Ana;Paz', 'TOTAL;5']);
    expect(reading.notices).toEqual([{ code: 'total-disagrees', params: { stated: 5, found: 1 } }]);
  });

  it('takes M for woman beside H, for man beside F, and asks where it stands alone', async () => {
    const sexes = async (...words: string[]) => (await read(['NOMBRE,APELLIDO,SEXO', ...words.map((w, i) => `N${'abc'[i]},Paz,${w}`)])).rows.map((r) => r.person.sex);
    expect(await sexes('H', 'M')).toEqual(['M', 'F']);
    expect(await sexes('F', 'M')).toEqual(['F', 'M']);
    expect(await sexes('Mujer', 'Masculino', 'X')).toEqual(['F', 'M', 'X']);
    const alone = await read(['NOMBRE,APELLIDO,SEXO', 'Ana,Paz,M']);
    expect(alone.questions).toEqual(['sexM']);
    expect(alone.rows[0]!.person.sex).toBeNull();
    expect((await read(['NOMBRE,APELLIDO,SEXO', 'Ana,Paz,M'], { sexM: 'female' })).rows[0]!.person.sex).toBe('F');
  });

  it('keeps names in parts in whatever layout they come', async () => {
    const one = async (header: string, row: string, choices: ReadingChoices = {}) => (await read([header, row], choices)).rows[0]!.person;
    expect(await one('APELLIDOS Y NOMBRES;SEXO', 'DE LA CRUZ PEÑA, MA. JOSE;F')).toMatchObject({ givenNames: 'MA. JOSE', surname1: 'DE LA CRUZ', surname2: 'PEÑA', nameAsSeen: 'DE LA CRUZ PEÑA, MA. JOSE' });
    expect(await one('LAST NAME;FIRST NAME;SEX', 'PABLO DE ROLDAN;LISBETH;F')).toMatchObject({ givenNames: 'LISBETH', surname1: 'PABLO', surname2: 'DE ROLDAN' });
    expect(await one('primer_nombre;segundo_nombre;primer_apellido;segundo_apellido', 'José;de Jesús;Ramos;')).toMatchObject({ givenNames: 'José de Jesús', surname1: 'Ramos', surname2: null });
    expect(await one('NOMBRE COMPLETO;EDAD', 'Ana María Paz Soto;30', { nameOrder: 'givenFirst' })).toMatchObject({ givenNames: 'Ana María', surname1: 'Paz', surname2: 'Soto' });
  });

  it('asks how full names are written where nothing says it', async () => {
    expect((await read(['NOMBRE COMPLETO;EDAD', 'Ana María Paz Soto;30'])).questions).toEqual(['nameOrder']);
  });

  it('finds municipalities through lost accents and slips, and keeps unknown ones as text with a problem', async () => {
    const reading = await read(['NOMBRE;APELLIDO;DEPARTAMENTO;MUNICIPIO', 'A;B;COSTA NORTE;PUERTO ALBA', 'C;D;valle central;CA\u00d1ON DE LOS ALMOS', 'E;F;Costa Norte;San Nadie', 'G;H;Otra Parte;']);
    expect(reading.rows.map((r) => r.person.originAdmin2)).toEqual(['ZZ-0101', 'ZZ-0201', null, null]);
    expect(reading.rows[2]!.person).toMatchObject({ originAdmin1: 'ZZ-01', originAsSeen: 'San Nadie, Costa Norte' });
    expect(reading.rows.flatMap((r) => r.problems.map((p) => [p.row, p.column, p.code]))).toEqual([[3, 4, 'place-guessed'], [4, 4, 'municipality-unknown'], [5, 3, 'department-unknown']]);
  });

  it('treats cells that begin like formulas as text', async () => {
    const reading = await read(['NOMBRE,APELLIDO,TELEFONO', '"=HYPERLINK(""http://x.invalid"",""Ana"")",+cmd|x,+504 2222-2222', '@SUM(A1),-Paz,1']);
    expect(reading.rows[0]!.person).toMatchObject({ givenNames: '=HYPERLINK("http://x.invalid","Ana")', surname1: '+cmd|x', phone: '+504 2222-2222' });
    expect(codes(reading).filter((c) => c === 'cell-formula')).toHaveLength(4);
  });

  it('names rows and people that come twice', async () => {
    const reading = await read(['No;NOMBRE;APELLIDO;F. NAC;DOCUMENTO', '1;Ana;Paz;13/02/1990;7', '2;ANA;PAZ;13/02/1990;7', '3;Ana;Paz;13/02/1990;8', '4;Eva;Luz;14/02/1991;8']);
    expect(reading.rows.map((r) => r.problems.filter((p) => p.code.endsWith('twice')).map((p) => [p.code, p.params['other']]))).toEqual([[], [['row-twice', 2]], [['person-twice', 2]], [['number-twice', 4]]]);
  });

  it('sees from remarks, unit and age who comes first', async () => {
    const reading = await read(['NOMBRE;APELLIDO;EDAD;UNIT;OBSERVACIONES', 'A;A;11;;NO ACOMPAÑADO', 'B;B;30;FMUA;', 'C;C;24;SA;EMBARAZADA', 'D;D;70;SA;HERIDA EN PIE', 'E;E;25;;NO TRAE DOCUMENTOS', 'F;F;25;;SIN LESIONES']);
    expect(reading.rows.map((r) => r.person.flags)).toEqual([['unaccompaniedChild', 'child'], ['family'], ['pregnant'], ['injured', 'elder'], ['noDocuments'], []]);
  });

  it('counts whoever may be a child by a year or a month alone, and whoever is elderly by the age as it is written', async () => {
    const header = 'NOMBRE;APELLIDO;F. NAC';
    const births = ['2008', '2007', '03/2008', '02/2008', '2008-03-10', '2008-03-11', '1966', '2026', '2027'];
    const reading = await read([header, ...births.map((birth, i) => `Ana;Paz${'abcdefghi'[i]};${birth}`)]);
    expect(reading.rows.map((r) => r.person.flags)).toEqual([['child'], [], ['child'], [], [], ['child'], ['elder'], ['child'], []]);
  });

  it('blocks a row without a name or with an endless one, and only warns about the rest', async () => {
    const reading = await read(['NOMBRE;APELLIDO;EDAD', ';;30', `${'x'.repeat(301)};Paz;30`, `${'y'.repeat(150)};Paz;30`, 'Ana;;30', 'João;Îß;30', '李;王;30']);
    expect(reading.rows.map((r) => r.problems.map((p) => `${p.severity}:${p.code}`))).toEqual([['block:name-missing'], ['block:name-too-long'], ['warn:name-long'], ['warn:surname-missing'], [], []]);
  });

  it('uses the first of two columns that say the same, and says so', async () => {
    const reading = await read(['NOMBRE;APELLIDO;SEXO;SEXO', 'Ana;Paz;F;M']);
    expect(reading.notices).toEqual([{ code: 'header-twice', params: { header: 'SEXO' } }]);
    expect(reading.rows[0]!.person.sex).toBe('F');
  });

  it('reads a file in UTF-16 and one with a quote in the wrong place without losing a row', async () => {
    const wide = Buffer.from('\uFEFFNOMBRE\tAPELLIDO\nÁna\tPaz\n', 'utf16le');
    expect((await read(new Uint8Array(wide))).rows[0]!.person.givenNames).toBe('Ána');
    const broken = await read(['NOMBRE;APELLIDO', '"Ana;Paz', 'Eva;Luz', 'Ivo;"Sol', 'Uma;Mar']);
    expect(broken.rows.length + broken.setApart.length).toBe(5);
    expect(broken.rows).toHaveLength(4);
  });
});

describe('a workbook', () => {
  it('is read with typed dates, text dates and a second sheet, and its numbers keep every digit', async () => {
    const reading = await read(await workbook([['LAST NAME', 'FIRST NAME', 'DOB', 'DOCUMENT'], ['PAZ', 'ANA', 33952, '1234567890123456789'], ['CRUZ', 'LUIS', '12/30/1990', '7']], { dateColumns: [2] }));
    expect(reading.rows.map((r) => r.person.birthDate)).toEqual(['1992-12-14', '1990-12-30']);
    expect(reading.rows[0]!.person.number!.asSeen).toBe('1234567890123456789');
    expect(reading.notices.map((n) => n.code)).toEqual([]);
  });
});

describe('a hostile file', () => {
  it('is refused with a clear code and quickly', async () => {
    const rows = (n: number) => ['NOMBRE;APELLIDO', ...Array.from({ length: n }, (_, i) => `A${i};B`)].join('\n');
    const before = process.cpuUsage();
    expect(await refusal(new Uint8Array())).toBe('reception.file-empty');
    expect(await refusal(bytesOf('%PDF-1.7\n1 0 obj'))).toBe('reception.file-is-pdf');
    expect(await refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toBe('reception.file-is-old-excel');
    expect(await refusal(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2]))).toBe('reception.file-not-a-list');
    expect(await refusal(Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 32))).toBe('reception.file-not-a-list');
    expect(await refusal('<!DOCTYPE html><table><tr><td>Ana</td></tr></table>')).toBe('reception.file-not-a-list');
    expect(await refusal(rows(100_000))).toBe('reception.file-too-many-rows');
    expect(await refusal(rows(LIMITS.rows + 1))).toBe('reception.file-too-many-rows');
    expect(await refusal(`${Array.from({ length: 200 }, (_, i) => `c${i}`).join(';')}\nA`)).toBe('reception.file-too-many-columns');
    expect(await refusal(new Uint8Array(LIMITS.bytes + 1).fill(65))).toBe('reception.file-too-large');
    // What the processor worked: a busy machine makes us wait, and that is no fault of the reader.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });

  it('that is a broken, exploding or treacherous workbook is refused before it is read', async () => {
    const sound = await workbook([['NOMBRE', 'APELLIDO'], ['Ana', 'Paz']]);
    expect(await refusal(sound)).toBe('was read');
    expect(await refusal(sound.subarray(0, sound.length - 40))).toBe('reception.file-damaged');
    expect(await refusal(await zipBomb())).toBe('reception.file-expands');
    expect(await refusal(await zipOf({ 'hello.txt': 'no workbook' }))).toBe('reception.file-not-a-list');
    expect(await refusal(await workbook([['NOMBRE', 'APELLIDO']], { doctype: true }))).toBe('reception.file-damaged');
    expect(await refusal(await workbook([['NOMBRE', 'APELLIDO'], ['Ana', 'Paz']], { rowNumber: 99_999_999_999 }))).toBe('reception.file-too-many-rows');
  });

  it('that is any table is read without losing a row, or refused with a code', async () => {
    const cell = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('Ana', 'PAZ, JOSE', '12/30/1990', '33952', '=1+1', 'TOTAL', '"', 'M', 'H', '', '\u0000', 'Ã­'));
    const grid = fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 25 });
    await fc.assert(fc.asyncProperty(grid, fc.constantFrom(';', ',', '\t'), fc.boolean(), async (rows, delimiter, withHeader) => {
      const lines = [...(withHeader ? [['APELLIDOS Y NOMBRES', 'FECHA NAC', 'SEXO', 'MUNICIPIO']] : []), ...rows];
      const quoted = lines.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(delimiter)).join('\n');
      try {
        const reading = await read(quoted);
        const numbers = [...reading.rows.map((r) => r.row), ...reading.setApart.map((r) => r.row)].sort((a, b) => a - b);
        expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1));
        if (!/[\r\n]/.test(lines.flat().join(''))) expect(numbers).toHaveLength(lines.length);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    }), { numRuns: 100 });
  });

  it('that is any bytes is read or refused with a code', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => { await refusal(bytes); }), { numRuns: 200 });
  });
});
