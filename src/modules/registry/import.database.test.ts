import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/actor';
import { BulkWriter } from './repository/import.ts';
import { openPacks } from '#platform/country';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { importRegistrations, lookUp, noteReturn, searchPeople } from './index.ts';
import { indexPeople } from './service/index-people.ts';

const HEADER = 'reg_id,event_date,site,country,given_names,surname1,surname2,married_surname,sex,birth_date,birth_date_approx,birth_admin1,birth_admin2,doc_type,doc_number,phone,mother_name,arrival_group';
const ROWS = [
  'R1,2024-05-02,PUERTO DE PRUEBA,ZZ,MARIA GUADALUPE,LOPEZ,HERNANDEZ,,F,1992-07-14,,,,DNI,0101-1992-00417,99991234,Rosa Hernández,G1',
  "R2,2024-05-02,PUERTO DE PRUEBA,ZZ,Null,Tz'utujil,,,M,1980,1,Nowhere,Nobody's town,,,,,",
  'R3,not a day,,,"Quoted, ""Ana""",Zelaya\\t,,,?,1990-02-31,,,,PASSPORT-OF-MARS,X99,,,',
];

describe('a file of registrations', () => {
  let db: TestDatabase;
  const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-import-'));
  beforeAll(async () => { db = await testDatabase(); });
  afterAll(async () => { await db.close(); rmSync(folder, { recursive: true, force: true }); });

  const bringIn = (name: string, rows: readonly string[], skipBad = false, bytes = 0) => {
    const file = path.join(folder, name);
    writeFileSync(file, `${[HEADER, ...rows].join('\r\n')}\r\n`);
    return importRegistrations({
      file, system: name, ownerUrl: db.ownerUrl, packs: openPacks(['ZZ']), country: 'ZZ', officeId: OFFICES.window.id, userId: actors.window.userId,
      now: new Date('2026-03-10T12:00:00Z'), skipBad,
    }, bytes);
  };
  it('learns common words from a registry of any size', async () => {
    const writer = await BulkWriter.open(db.ownerUrl);
    expect(await writer.commonWords('ZZ', 1_000_062, 10)).toEqual([]);
    await writer.close();
  });

  const people = async () => (await db.owner<{ n: number }>('select count(*)::int as n from registry.person'))[0]!.n;

  it('is brought in whole: people are found by name, number and telephone, and by nobody who may not', async () => {
    expect(await bringIn('one', ROWS)).toEqual({ people: 3, leftOut: [] });
    const found = (text: string) => db.inContext(actors.window, (ctx) => searchPeople(ctx, text)).then((p) => p.map((x) => x.name));
    expect(await found('hernandez maria')).toEqual(['MARIA GUADALUPE LOPEZ HERNANDEZ']);
    expect(await found('0101199200417')).toEqual(['MARIA GUADALUPE LOPEZ HERNANDEZ']);
    expect(await found('+504 9999-1234')).toEqual(['MARIA GUADALUPE LOPEZ HERNANDEZ']);
    expect(await found('tzutujil 1980')).toEqual(["Null Tz'utujil"]);
    expect(await db.inContext(actors.otherWindow, (ctx) => searchPeople(ctx, 'hernandez maria'))).toEqual([]);
    const met = await db.inContext(actors.otherWindow, (ctx) => lookUp(ctx, { q: 'maria lopez hernandez 14/07/1992' }));
    expect(met.people[0]?.person).toMatchObject({ surname1: 'LOPEZ', lastReturnOn: '2024-05-02', documents: [{ type: 'dni', last4: '0417' }] });
    for (const outsider of [actors.provider, actors.analyst, actors.abroad]) {
      expect(await db.inContext(outsider, (ctx) => lookUp(ctx, { q: 'maria lopez hernandez 14/07/1992' }))).toEqual({ known: false, people: [] });
    }
  });

  it.each([['at its end', 10], ['far before its end', 12_000]])('with a quote that nobody closed %s says where, and brings in nothing', async (_where, rows) => {
    const before = await people();
    const others = Array.from({ length: rows }, (_, i) => ROWS[0]!.replace(/^[^,]*/, `Q${i}`));
    await expect(bringIn('quote', [ROWS[0]!.replace(/^[^,]*/, 'Q'), '"open,2026-01-01', ...others])).rejects.toMatchObject({ problems: [{ code: 'registry.import-unreadable' }] });
    expect(await people()).toBe(before);
  });

  it('brought in twice changes nothing', async () => {
    const before = await people();
    await expect(bringIn('one', ROWS)).rejects.toMatchObject({ problems: [{ code: 'registry.import-twice' }] });
    expect(await people()).toBe(before);
  });

  it('with a row that is none is refused whole and says which line, or leaves it out when told to', async () => {
    const before = await people();
    const rows = ['R8,,,ZZ,Ana,Paz,,,,,,,,,,,,', 'R9,,,ZZ,,,,,,,,,,,,,,', ',,,ZZ,Ana,Paz,,,,,,,,,,,,'];
    expect(await bringIn('two', rows)).toEqual({ people: 0, leftOut: [{ line: 3, problem: 'name-missing' }, { line: 4, problem: 'id-missing' }] });
    expect(await people()).toBe(before);
    expect(await bringIn('two', rows, true)).toMatchObject({ people: 1 });
  });

  it('is indexed as it would be from the records: making the index anew changes nothing', async () => {
    const word = fc.constantFrom('María', 'JOSE', "Tz'utujil", 'de la Cruz', 'O\'Brien', 'Null', '', '—', 'Ñandú', 'a b c d e f', '🙂');
    const row = fc.tuple(
      fc.constantFrom('2024-05-02', 'not a day', ''), fc.constantFrom('PUERTO', 'A\tB', ''), fc.constantFrom('ZZ', 'HN', ''), word, word, word, word, fc.constantFrom('F', 'M', 'H', '?', ''),
      fc.constantFrom('1992-07-14', '1980', '1980-03', '1990-02-31', ''), fc.constantFrom('', '1'), fc.constantFrom('', 'Nowhere'), fc.constantFrom('', "Nobody's town"),
      fc.constantFrom('DNI', 'CUI', 'MARS', ''), fc.constantFrom('0101-1992-00417', 'x 9', '--', ''), fc.constantFrom('+504 9999-1234', '12', ''), word, fc.constantFrom('G1', 'G\\2', ''),
    );
    const indexed = () => db.owner('select person_id, profile, array(select k from unnest(keys) k order by k) as keys from registry.person_index order by 1');
    let n = 0;
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      await bringIn(`round-${n++}`, rows.map((cells, i) => [`R${i}`, ...cells].map(quoted).join(',')), true);
      const before = await indexed();
      const everybody = await db.owner<{ id: string }>('select id from registry.person');
      await db.inContext(systemActor('ZZ'), (ctx) => indexPeople(ctx, everybody.map((p) => p.id)));
      expect(await indexed()).toEqual(before);
    }), { numRuns: 8 });
  });

  it('with cells made to break it is brought in as text, each in its own place', async () => {
    const cells = ['\\.', '\\N', '\u0000', 'a\u0000b', '=HYPERLINK("http://x")', "'); drop table registry.person;--", 'x'.repeat(10_000), 'ab '.repeat(5_000), '\u202Eanaraz', '{"a",b}', '\ud83d', '\u0001\u001f\u0085', '__proto__'];
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const before = await people();
    const rows = cells.map((c, i) => [`H${i}${c}`, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c].map(quoted).join(','));
    const named = cells.map((c, i) => [`N${i}`, '2024-05-02', c, 'ZZ', 'Ana', c, c, c, 'F', '1990-05-04', '', c, c, 'DNI', c, c, c, c].map(quoted).join(','));
    expect((await bringIn('hostile', [...rows, ...named], true)).people).toBe(rows.length + named.length - 2);
    expect(await people()).toBe(before + rows.length + named.length - 2);
    const places = await db.owner<{ p: string }>(`select distinct last_return_place as p from registry.person where given_names = 'Ana' and last_return_place is not null`);
    expect(places.map((x) => x.p)).toEqual(expect.arrayContaining(['\\.', '\\N', 'a b', "'); drop table registry.person;--"]));
    for (const q of ['ab '.repeat(66), '1'.repeat(200), 'a, ' + 'xy '.repeat(60), '1234567a '.repeat(20), '((((((((((+1 2 3 4 5 6 7', '%_\\']) await db.inContext(actors.window, (ctx) => lookUp(ctx, { q }));
    await db.inContext(actors.window, (ctx) => lookUp(ctx, { givenNames: 'ab '.repeat(33), surname1: 'cd '.repeat(33), surname2: 'ef '.repeat(33) }));
  });

  it('with a day that has not come yet does not know when somebody returned, and the next return is noted', async () => {
    await bringIn('early', ['E1,2199-01-01,PUERTO,ZZ,Futura,Mañanera,,,F,1990-05-04,,,,,,,,G7', 'E2,2026-03-10,PUERTO,ZZ,Hodierna,Mañanera,,,F,1991-05-04,,,,,,,,']);
    const kept = () => db.owner<{ g: string; d: string | null; p: string | null }>(`select given_names as g, last_return_on::text as d, last_return_place as p from registry.person where surname1 = 'Mañanera' order by 1`);
    expect(await kept()).toEqual([{ g: 'Futura', d: null, p: null }, { g: 'Hodierna', d: '2026-03-10', p: 'PUERTO' }]);
    const [{ id } = { id: '' }] = await db.owner<{ id: string }>(`select id from registry.person where given_names = 'Futura'`);
    await db.inContext(actors.window, (ctx) => noteReturn(ctx, id, { on: '2026-03-10', place: 'Puerto' }));
    expect((await kept())[0]).toEqual({ g: 'Futura', d: '2026-03-10', p: 'Puerto' });
  });

  it('forgets who arrived together when the person comes home another day, and the index with it', async () => {
    const [{ id } = { id: '' }] = await db.owner<{ id: string }>(`select id from registry.person where last_return_group = 'G1' and given_names = 'MARIA GUADALUPE'`);
    const group = async () => (await db.owner<{ g: string }>(`select split_part(profile, E'\t', 17) as g from registry.person_index where person_id = $1`, [id]))[0]!.g;
    expect(await group()).toBe('G1');
    await db.inContext(actors.window, (ctx) => noteReturn(ctx, id, { on: '2024-05-02', place: 'Puerto' }));
    expect(await group()).toBe('G1');
    await db.inContext(actors.window, (ctx) => noteReturn(ctx, id, { on: '2025-01-07', place: 'Puerto' }));
    expect(await group()).toBe('');
  });

  it('large beside what is there makes index and references anew, and everything holds as before', async () => {
    const constraints = () => db.owner(`select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'registry'::regnamespace and contype = 'f' order by 1, 2`);
    const before = await constraints();
    expect(await bringIn('three', ['R20,,,ZZ,Elena,Rosales,Choc,,F,1990-05-04,,,,,,,,'], false, 10 ** 9)).toMatchObject({ people: 1 });
    expect(await constraints()).toEqual(before);
    expect((await db.inContext(actors.window, (ctx) => searchPeople(ctx, 'rosales'))).map((p) => p.name)).toEqual(['Elena Rosales Choc']);
  });
});
