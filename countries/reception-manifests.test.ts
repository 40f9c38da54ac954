import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CountryCode } from '#kernel/codes';
import { openPacks } from '#platform/country';
import { readManifest, receptionSlice } from '#reception';
import type { ManifestReading, ProblemCode } from '#reception/schema';
import { numberCheckOf } from '../src/modules/reception/number-check.ts';

/** The four sample lists, read with the packs of their countries. Numbers of rows and columns were found by eye in the files. */
const FOLDER = join(import.meta.dirname, '../tests/fixtures/manifests');

async function sample(country: CountryCode, file: string, arrivesOn: string): Promise<ManifestReading> {
  const pack = openPacks([country]).get(country)!;
  return readManifest(readFileSync(join(FOLDER, file)), {
    places: pack.places, ages: pack.slice(receptionSlice), arrivesOn, checkNumber: numberCheckOf(pack, '2026-03-10'),
  });
}

const where = (reading: ManifestReading, code: ProblemCode) => reading.rows.flatMap((row) => row.problems.filter((p) => p.code === code).map((p) => `${p.row}:${p.column}`));
const person = (reading: ManifestReading, row: number) => reading.rows.find((r) => r.row === row)!.person;
const flagged = (reading: ManifestReading, flag: string) => reading.rows.filter((r) => r.person.flags.some((f) => f === flag)).map((r) => r.row);

describe('a bus list in the windows code page, with titles and a total', () => {
  let list: ManifestReading;
  beforeAll(async () => { list = await sample('HN', 'hn-omoa-bus-2019-08-14.csv', '2019-08-14'); });

  it('holds 118 people; titles, header and total are set apart', () => {
    expect(list).toMatchObject({ encoding: 'windows-1252', delimiter: ';', headerRow: 4, statedTotal: 118, titleDate: '2019-08-14', questions: [] });
    expect(list.rows).toHaveLength(118);
    expect(list.setApart.map((r) => `${r.row}:${r.why}`)).toEqual(['1:title', '2:title', '3:blank', '4:header', '123:total']);
    expect(list.choices).toEqual({ dateOrder: 'dmy', nameOrder: 'surnamesFirst', sexM: 'female' });
  });

  it('reads H as man and M as woman, and surnames before the comma', () => {
    expect(person(list, 18)).toMatchObject({ givenNames: 'RUBENIA MISHELL', surname1: 'MEJIA', surname2: null, sex: 'F', birthDate: '1991-09-22' });
    expect(person(list, 106)).toMatchObject({ givenNames: 'YEISON ISAAC', surname1: 'QUIÑONES', surname2: 'PALOS', sex: 'M' });
  });

  it('names what is missing or odd by row and column', () => {
    expect(where(list, 'sex-missing')).toEqual(['102:5']);
    expect(where(list, 'date-year-only')).toEqual(['117:3']);
    expect(person(list, 117)).toMatchObject({ birthDate: '1971-01-01', birthPrecision: 'year' });
    expect(where(list, 'number-odd')).toEqual(['43:8', '44:8', '47:8']);
    expect(where(list, 'municipality-unknown')).toEqual([]);
    expect(list.rows.filter((r) => r.person.originAdmin2 === null).map((r) => r.row)).toEqual([53, 74, 99, 110, 115]);
  });

  it('sees who comes first', () => {
    expect(flagged(list, 'unaccompaniedChild')).toEqual([13, 50]);
    expect(flagged(list, 'pregnant')).toEqual([108, 122]);
    expect(flagged(list, 'injured')).toEqual([33, 39, 55, 61, 71, 87, 91]);
    expect(flagged(list, 'noDocuments')).toEqual([17, 49, 57, 70, 86, 106, 114]);
    expect(flagged(list, 'family')).toEqual([78]);
    expect(flagged(list, 'child')).toHaveLength(24);
  });
});

describe('a flight list in UTF-8 with one cell encoded twice', () => {
  let list: ManifestReading;
  beforeAll(async () => { list = await sample('SV', 'sv-vuelo-2019-05-21.csv', '2019-05-21'); });

  it('holds 104 people and repairs the damaged cell', () => {
    expect(list).toMatchObject({ encoding: 'utf-8', delimiter: ',', headerRow: 1, questions: [] });
    expect(list.rows).toHaveLength(104);
    expect(person(list, 50)).toMatchObject({ givenNames: 'Nancy', surname1: 'Martínez', surname2: 'Quintanilla' });
    expect(where(list, 'text-repaired')).toEqual(['50:4']);
  });

  it('names missing dates, births after the flight, a year alone, a missing sex', () => {
    expect(where(list, 'birth-missing')).toEqual(['5:6', '95:6']);
    expect(where(list, 'birth-after-arrival')).toEqual(['15:6', '24:6', '52:6', '96:6', '99:6']);
    expect(where(list, 'date-year-only')).toEqual(['102:6']);
    expect(where(list, 'sex-missing')).toEqual(['88:7']);
    expect(where(list, 'municipality-unknown')).toEqual([]);
  });

  it('keeps two given names, the particle in a name, and does not take twins for one person', () => {
    expect(person(list, 12)).toMatchObject({ givenNames: 'José de Jesús', surname1: 'Ramos', surname2: 'Rosado' });
    expect(where(list, 'person-twice')).toEqual([]);
  });
});

describe('a tab-separated list with a formula, a twin row and a place that does not exist', () => {
  let list: ManifestReading;
  beforeAll(async () => { list = await sample('MX', 'mx-nuevo-laredo-2020-02-11.tsv', '2020-02-11'); });

  it('holds 97 rows of people and one empty row', () => {
    expect(list).toMatchObject({ delimiter: '\t', headerRow: 1, questions: [] });
    expect(list.rows).toHaveLength(97);
    expect(list.setApart.map((r) => `${r.row}:${r.why}`)).toEqual(['1:header', '54:blank']);
  });

  it('names the formula, the impossible date, the twin row, the unknown municipality, the missing surname', () => {
    expect(where(list, 'cell-formula')).toEqual(['36:1']);
    expect(person(list, 36).givenNames).toBe('=HYPERLINK("http://example.invalid","Juan")');
    expect(where(list, 'date-impossible')).toEqual(['23:4']);
    expect(where(list, 'row-twice')).toEqual(['15:null']);
    expect(where(list, 'municipality-unknown')).toEqual(['50:8']);
    expect(where(list, 'surname-missing')).toEqual(['64:2']);
    expect(where(list, 'birth-missing')).toEqual(['21:4', '55:4', '68:4']);
    expect(where(list, 'date-year-only')).toEqual(['2:4', '56:4', '76:4']);
    expect(where(list, 'birth-after-arrival')).toEqual(['50:4']);
    expect(where(list, 'number-disagrees-birth')).toEqual(['21:6', '23:6', '52:6', '55:6', '76:6']);
  });

  it('understands a destination written as town and state, or as a state alone', () => {
    expect(person(list, 2)).toMatchObject({ destinationAsSeen: 'Tijuana, BC', destinationAdmin2: 'MX-02004' });
    expect(person(list, 10)).toMatchObject({ destinationAsSeen: 'Tabasco', destinationAdmin1: 'MX-27', destinationAdmin2: null });
  });
});

describe('a workbook with American dates, text dates among typed ones, and a second sheet', () => {
  let list: ManifestReading;
  beforeAll(async () => { list = await sample('GT', 'gt-fag-flight-2019-10-02.xlsx', '2019-10-02'); });

  it('holds 135 people, as its second sheet says', () => {
    expect(list).toMatchObject({ format: 'xlsx', sheet: 'MANIFEST', headerRow: 4, statedTotal: 135, titleDate: '2019-10-02', questions: [] });
    expect(list.rows).toHaveLength(135);
    expect(list.notices.map((n) => n.code)).toEqual(['other-sheets']);
    expect(list.choices).toEqual({ dateOrder: 'mdy', nameOrder: 'givenFirst', sexM: 'male' });
  });

  it('reads text dates month first and typed dates as they are', () => {
    expect(person(list, 5)).toMatchObject({ birthDate: '1990-07-12', surname1: 'TZOC', surname2: null, sex: 'M' });
    expect(person(list, 8).birthDate).toBe('1990-12-30');
    expect(person(list, 7)).toMatchObject({ birthDate: '1992-12-14', surname1: 'IRAHETA', surname2: 'RAMIRES' });
  });

  it('names births after the flight, a digit in a name, missing sexes', () => {
    expect(where(list, 'birth-after-arrival')).toEqual(['87:4', '101:4', '111:4', '113:4', '133:4']);
    expect(where(list, 'name-odd-characters')).toEqual(['59:3']);
    expect(where(list, 'sex-missing')).toEqual(['97:5', '119:5']);
  });

  it('knows family units and voluntary returns', () => {
    expect(flagged(list, 'family')).toHaveLength(17);
    expect(list.rows.filter((r) => r.person.kind === 'assistedVoluntary').map((r) => r.row)).toEqual([46, 52, 54, 119, 122, 124, 134]);
  });
});
