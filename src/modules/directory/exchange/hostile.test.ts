import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { openPacks } from '#platform/country';
import { surroundingsOf } from '../hsds/snapshot.ts';
import { hsdsId, uuidOf } from '../hsds/ids.ts';
import { serviceSchema } from '../schema.ts';
import { nextOpenDay, overlappingSchedules } from '../entry/schedules.ts';
import { candidatesIn, type Candidate } from './candidates.ts';
import { findings, type Finding } from './findings.ts';
import { registerOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import { openExchange } from './open.ts';
import { archiveOf, zipOf } from './zip.ts';

/** Files as others send them, by mistake or to do harm. */

const packs = openPacks(['ZZ', 'SV']);

interface Read { readonly list: readonly Candidate[]; readonly lost: number; readonly said: readonly Finding[] }

async function read(bytes: Buffer, country: 'ZZ' | 'SV' = 'ZZ'): Promise<Read> {
  const found = findings();
  const { tables } = await openExchange(bytes, 'otro.json', found);
  const candidates = candidatesIn(tables, {
    register: registerOf(country, { organization: [], service: [] }), standing: () => null, found,
    setting: { around: surroundingsOf(packs.get(country)!), source: 'Directorio inventado', organizationKind: 'civil_society', year: 2026 },
  });
  return { ...candidates, said: found.list };
}

const refusal = async (bytes: Buffer): Promise<string> => {
  try {
    await openExchange(bytes, 'otro', findings());
    return 'taken';
  } catch (error) {
    if (error instanceof Refused) return error.problems.map((p) => p.code.replace('directory.', '')).join();
    throw error;
  }
};

const id = (name: string): string => uuidOf(`hostile/${name}`);
const ORGANIZATIONS = `id,name,description\n${id('org')},Casa del Ejemplo,Inventada\n`;
const services = (...rows: string[]): string => `id,organization_id,name,status\n${rows.map((row) => `${row}\n`).join('')}`;
const SERVICE = `${id('service')},${id('org')},Comedor,active`;
const ATTRIBUTES = `id,link_id,link_entity,taxonomy_term_id,value\n${id('a')},${id('service')},service,${id('t')},food\n`;

const packed = (files: Readonly<Record<string, string | Buffer>>): Buffer =>
  archiveOf(Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.isBuffer(content) ? content : Buffer.from(content) })));
const usual = (more: Readonly<Record<string, string | Buffer>> = {}): Buffer => packed({ 'organizations.csv': ORGANIZATIONS, 'services.csv': services(SERVICE), 'attributes.csv': ATTRIBUTES, ...more });
const entryOf = ({ list }: Read, kind: string): Record<string, unknown> => list.find((one) => one.kind === kind)!.entry;
const codesOf = ({ said }: Read): string[] => said.map((one) => one.code.replace('directory.', ''));

describe('a file of others', () => {
  it('becomes entries that stand in the schema, with what it says and nothing invented', async () => {
    const all = await read(usual({ 'phones.csv': `id,service_id,number\n${id('p')},${id('service')},+503 2222 0000\n` }));
    const service = serviceSchema.parse(entryOf(all, 'service'));
    expect(service).toMatchObject({ id: `hsds-${id('service')}`, organizationId: `hsds-${id('org')}`, nameEs: 'Comedor', serviceTypes: ['food'], phones: [{ number: '+503 2222 0000' }], criteria: null, places: [], sources: [{ source: 'Directorio inventado', where: id('service') }] });
    expect([all.lost, all.said]).toEqual([0, []]);
  });

  it('keeps HTML and formulas as the text that they are', async () => {
    const html = '<img src=x onerror=alert(1)>';
    const all = await read(packed({ 'organizations.csv': `id,name,description\n${id('org')},"${html}","=HYPERLINK(""http://x.example"",""y"")"\n` }));
    expect(entryOf(all, 'organization')).toMatchObject({ nameEs: html, descriptionEs: '=HYPERLINK("http://x.example","y")' });
  });

  it('in another encoding is read and says so; UTF-16 with its mark is simply read', async () => {
    const name = 'Asociación Ñandú';
    const windows = await read(packed({ 'organizations.csv': Buffer.from(`id,name\n${id('org')},${name}\n`, 'latin1') }));
    expect([entryOf(windows, 'organization')['nameEs'], codesOf(windows)]).toEqual([name, ['import-windows-encoding']]);
    const wide = await read(packed({ 'organizations.csv': Buffer.from(`\uFEFFid;name\n${id('org')};${name}\n`, 'utf16le') }));
    expect([entryOf(wide, 'organization')['nameEs'], codesOf(wide)]).toEqual([name, []]);
    expect(await refusal(Buffer.from('{"organization":[{"name":"\xf1"}]}', 'latin1'))).toBe('import-json-encoding');
  });

  it('without a column that is needed, or with one twice, is refused by its name', async () => {
    expect(await refusal(packed({ 'services.csv': `id,name\n${id('service')},Comedor\n` }))).toBe('import-column-missing');
    expect(await refusal(packed({ 'organizations.csv': 'id,name,name\n' }))).toBe('import-column-twice');
    expect(await refusal(packed({ 'organizations.csv': '' }))).toBe('import-file-empty');
  });

  it('says by file, row and column what it cannot take, and takes the rest', async () => {
    const all = await read(usual({
      'services.csv': services(SERVICE, `no-es-uuid,${id('org')},Otro,active`, `${id('service')},${id('org')},Doble,active`, `${id('s4')},${id('nobody')},Sin dueño,active`, `${id('s5')},${id('org')},,active`, `${id('s6')},${id('org')},Sin tipo,active`, `${id('s7')},${id('org')},Largo,active,,,más`),
      'phones.csv': `id,service_id,number\n${id('p')},${id('gone')},123456\n`, 'notas.txt': 'hola',
    }));
    const told = all.said.map(({ file, row, column, code, refuses }) => [file, row, column, code.replace('directory.import-', ''), refuses]);
    expect(told).toEqual(expect.arrayContaining([
      ['services.csv', 3, 'id', 'not-a-uuid', true], ['services.csv', 4, 'id', 'id-twice', true], ['services.csv', 5, 'organization_id', 'organization-missing', true],
      ['services.csv', 6, 'name', 'cell-missing', true], ['services.csv', 7, 'attributes', 'need-missing', true], ['services.csv', 8, null, 'too-many-cells', true],
      ['phones.csv', 2, null, 'belongs-to-nothing', false], ['notas.txt', null, null, 'file-unknown', false],
    ]));
    expect([told.length, all.list.map((one) => one.kind), all.lost]).toEqual([8, ['organization', 'service'], 6]);
  });

  it('whose part cannot be kept changes nothing by half: the whole entry is not taken', async () => {
    const long = 'x'.repeat(LIMITS.cell + 1);
    const all = await read(usual({ 'phones.csv': `id,service_id,number,description\n${id('p')},${id('service')},123456,${long}\n${id('q')},${id('service')},1234567,ok\n` }));
    expect([all.list.map((one) => one.kind), all.said]).toMatchObject([['organization'], [{ file: 'phones.csv', row: 2, column: 'description', code: 'directory.import-cell-too-long' }]]);
    const twisted = await read(Buffer.from(`{"organization":[{"id":"${id('org')}","name":"a\\u0000b"},{"id":"${id('other')}","name":"bien"}]}`));
    expect([twisted.list.map((one) => one.entry['nameEs']), twisted.lost]).toEqual([['bien'], 1]);
  });

  it('that lists what the directory has no place for says how many rows', async () => {
    const all = await read(packed({ 'organizations.csv': `id,name,tax_id,color\n${id('org')},Casa,77,verde\n` }));
    expect(all.said.map((one) => [one.code, one.column])).toEqual([['directory.import-column-unknown', 'color'], ['directory.import-not-kept', 'tax_id']]);
  });
});

describe('circles', () => {
  it('of organizations are not taken, however long; what hangs on them is', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => `${id(`o${i}`)},O${i},${id(`o${(i + 1) % 500}`)}`);
    const all = await read(packed({ 'organizations.csv': `id,name,parent_organization_id\n${rows.join('\n')}\n${id('below')},Debajo,${id('o7')}\n` }));
    expect([all.list.map((one) => one.entry['nameEs']), all.said.length, all.said[0]!.code]).toEqual([['Debajo'], 500, 'directory.import-parent-circle']);
  });

  it('of terms end the search for a kind of service', async () => {
    const all = await read(usual({
      'attributes.csv': `id,link_id,link_entity,taxonomy_term_id\n${id('a')},${id('service')},service,${id('t1')}\n`,
      'taxonomy_terms.csv': `id,name,description,parent_id\n${id('t1')},Uno,x,${id('t2')}\n${id('t2')},Dos,x,${id('t1')}\n`,
    }));
    expect(codesOf(all)).toEqual(['import-term-circle', 'import-term-circle', 'import-need-unknown', 'import-need-missing']);
  });
});

describe('archives', () => {
  it.each(['../services.csv', '/etc/services.csv', 'a/../../services.csv', 'c:\\services.csv', '..\\services.csv', 'C:services.csv'])('with the name %s are refused whole', async (name) => {
    expect(await refusal(packed({ 'organizations.csv': ORGANIZATIONS, [name]: services(SERVICE) }))).toBe('import-zip-name');
  });

  it('with one name twice, in whatever folders, are refused', async () => {
    expect(await refusal(packed({ 'a/services.csv': services(SERVICE), 'b/Services.csv': services(SERVICE) }))).toBe('import-zip-twice');
  });

  it('that would unpack beyond the limit are refused before or while they do', async () => {
    const zeros = Buffer.alloc(LIMITS.expandedBytes / 4);
    const one = zipOf([{ name: 'organizations.csv', text: ORGANIZATIONS }]);
    expect(await refusal(packed({ 'a.csv': zeros, 'b.csv': zeros, 'c.csv': zeros, 'd.csv': zeros, 'organizations.csv': ORGANIZATIONS }))).toBe('import-too-large-unpacked');
    // A size that lies: the header says little, the content is much.
    const lying = Buffer.from(packed({ 'organizations.csv': `${ORGANIZATIONS}${'x'.repeat(2_000_000)}` }));
    lying.writeUInt32LE(100, lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect(await refusal(lying)).toMatch(/damaged/);
    expect(await refusal(one)).toBe('taken');
  });

  it('that are no archives, or cut off, are refused in words', async () => {
    expect(await refusal(Buffer.from('PK\u0003\u0004 nothing'))).toBe('import-zip-damaged');
    expect(await refusal(usual().subarray(0, 300))).toBe('import-zip-damaged');
    expect(await refusal(Buffer.from('<html></html>'))).toBe('import-not-exchange');
    expect(await refusal(Buffer.alloc(0))).toBe('import-not-exchange');
    expect(await refusal(Buffer.from('{"organization": ['))).toBe('import-json-damaged');
    expect(await refusal(Buffer.from('{}'))).toBe('import-nothing');
    expect(await refusal(packed({ 'services.csv': `id,organization_id,name\n"${'x'.repeat(LIMITS.record + 10)}` }))).toBe('import-row-too-long');
  });
});

describe('ten million rows', () => {
  /** A table with so many rows, packed without ever being whole: the same packed piece again and again. */
  function long(rows: number): Buffer {
    const pieceOf = (text: string): Buffer => deflateRawSync(Buffer.from(text), { finishFlush: constants.Z_FULL_FLUSH });
    const piece = pieceOf(`${id('org')},x\n`.repeat(10_000));
    return Buffer.concat([pieceOf('id,name\n'), ...Array.from({ length: rows / 10_000 }, () => piece), deflateRawSync(Buffer.alloc(0))]);
  }

  it('are refused at the limit, by name, without filling the memory', async () => {
    const deflated = long(10_000_000);
    // The header says that it is small: only reading finds out.
    const bytes = archiveOf([{ name: 'organizations.csv', bytes: Buffer.from('x'), deflated, size: LIMITS.expandedBytes - 1 }]);
    const before = process.memoryUsage().rss;
    expect(await refusal(bytes)).toBe('import-too-many-rows');
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  }, 60_000);

  it('are refused in JSON before they are parsed', async () => {
    expect(await refusal(Buffer.from(`{"organization":[${'1,'.repeat(LIMITS.values)}1]}`))).toBe('import-json-values');
    expect(await refusal(Buffer.from(`{"organization":[${'{},'.repeat(LIMITS.rows)}{}]}`))).toBe('import-too-many-rows');
    expect(await refusal(Buffer.from(`{"organization":${'['.repeat(1_000_000)}`))).toBe('import-json-deep');
    expect(await refusal(Buffer.alloc(LIMITS.fileBytes + 1, 0x20))).toBe('import-too-large');
  });

  it('of parts behind one shared location multiply nothing', async () => {
    const phones = Array.from({ length: LIMITS.parts }, (_, i) => `${id(`p${i}`)},${id('l')},1234567`).join('\n');
    const at = Array.from({ length: 2_000 }, (_, i) => `${id(`at${i}`)},${id('service')},${id('l')}`).join('\n');
    const all = await read(usual({ 'locations.csv': `id,location_type\n${id('l')},physical\n`, 'phones.csv': `id,location_id,number\n${phones}\n`, 'service_at_location.csv': `id,service_id,location_id\n${at}\n` }));
    expect([codesOf(all), all.list.map((one) => one.kind)]).toEqual([['import-too-many-parts'], ['organization']]);
  });
});

describe('few rows that would become many', () => {
  const many = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('\n');
  const fate = async (bytes: Buffer): Promise<string> => {
    try {
      return codesOf(await read(bytes)).join();
    } catch (error) {
      if (error instanceof Refused) return error.problems.map((p) => p.code.replace('directory.', '')).join();
      throw error;
    }
  };

  it('because they all have one id are refused before they are joined', async () => {
    const [same, whose] = [`${id('org')},Casa`, (i: number) => `${id(`p${i}`)},${id('org')},1234567`];
    expect(await fate(packed({ 'organizations.csv': `id,name\n${many(9_000, () => same)}\n`, 'phones.csv': `id,organization_id,number\n${many(60_000, whose)}\n` }))).toBe('import-too-many-joined');
    expect(await fate(packed({ 'organizations.csv': `id,name\n${many(70_000, () => same)}\n`, 'phones.csv': `id,organization_id,number\n${many(70_000, whose)}\n` }))).toBe('import-too-many-entries');
    const phones = `id,organization_id,number\n${many(30_000, () => `${id('p')},${id('org')},1234567`)}\n`;
    expect(await fate(packed({ 'organizations.csv': `id,name\n${same}\n`, 'phones.csv': phones, 'languages.csv': `id,phone_id,code\n${many(30_000, (i) => `${id(`l${i}`)},${id('p')},spa`)}\n` }))).toBe('import-too-many-joined');
  });

  it('because many services share one place with many telephones are refused', async () => {
    const all = packed({
      'organizations.csv': ORGANIZATIONS, 'services.csv': services(...Array.from({ length: 5_000 }, (_, i) => `${id(`s${i}`)},${id('org')},Servicio ${i},active`)),
      'attributes.csv': `id,link_id,link_entity,value\n${many(5_000, (i) => `${id(`a${i}`)},${id(`s${i}`)},service,food`)}\n`, 'locations.csv': `id,location_type\n${id('l')},physical\n`,
      'service_at_location.csv': `id,service_id,location_id\n${many(5_000, (i) => `${id(`at${i}`)},${id(`s${i}`)},${id('l')}`)}\n`, 'phones.csv': `id,location_id,number\n${many(4_900, (i) => `${id(`p${i}`)},${id('l')},1234567`)}\n`,
    });
    expect(await fate(all)).toBe('import-too-many-joined');
  });

  it('because each names the end of one long chain of terms are read in the time of one', async () => {
    const chain = many(60_000, (i) => `${id(`t${i}`)},T${i},x,${id(`t${i + 1}`)}`);
    const named = many(40_000, (i) => `${id(`a${i}`)},${id(`s${i % 20}`)},service,${id('t0')}`);
    const all = await read(packed({
      'organizations.csv': ORGANIZATIONS, 'services.csv': services(...Array.from({ length: 20 }, (_, i) => `${id(`s${i}`)},${id('org')},Servicio ${i},active`)),
      'taxonomy_terms.csv': `id,name,description,parent_id\n${chain}\n`, 'attributes.csv': `id,link_id,link_entity,taxonomy_term_id\n${named}\n`,
    }));
    expect(new Set(codesOf(all))).toEqual(new Set(['import-need-unknown']));
  });
});

describe('schedules and places of others', () => {
  it('schedules that overlap add up', async () => {
    const all = await read(usual({ 'schedules.csv': `id,service_id,freq,byday,opens_at,closes_at\n${id('h1')},${id('service')},WEEKLY,"MO,TU",08:00:00Z,12:00\n${id('h2')},${id('service')},WEEKLY,"TU,SA",10:00,14:00\n` }));
    const { schedules } = serviceSchema.parse(entryOf(all, 'service'));
    expect(overlappingSchedules(schedules)).toEqual([[0, 1]]);
    expect(['2026-11-22', '2026-11-24', '2026-11-25'].map((day) => nextOpenDay(schedules, day))).toEqual(['2026-11-23', '2026-11-24', '2026-11-28']);
  });

  const inSalvador = (location: string): Buffer => packed({
    'organizations.csv': ORGANIZATIONS, 'services.csv': services(SERVICE), 'attributes.csv': ATTRIBUTES,
    'service_at_location.csv': `id,service_id,location_id\n${id('at')},${id('service')},${id('l')}\n`, 'locations.csv': `id,location_type,external_identifier\n${id('l')},physical,${location}\n`,
  });

  it('a municipality is known by its code of before and of after a reform', async () => {
    for (const code of ['SV0102', 'SV01001002', 'SV-0102']) {
      expect(entryOf(await read(inSalvador(code), 'SV'), 'service')['places']).toMatchObject([{ reach: 'municipality', admin1: 'SV-01', admin2: 'SV-0102' }]);
    }
    const joined = await read(inSalvador('SV01001'), 'SV');
    expect(entryOf(joined, 'service')['places']).toMatchObject([{ reach: 'department', admin1: 'SV-01', admin2: null }]);
    expect(joined.said).toMatchObject([{ file: 'locations.csv', row: 2, code: 'directory.import-place-unclear', refuses: false }]);
  });

  it('an entry of ours keeps its id in every file', async () => {
    const uuid = hsdsId('ZZ', 'organization', 'zz-clinic');
    const all = await read(packed({ 'organizations.csv': `id,name,x_code\n${uuid},Clínica,"""zz-clinic"""\n${id('x')},Otra,"""zz-clinic"""\n` }));
    expect(all.list.map((one) => one.id)).toEqual(['zz-clinic', `hsds-${id('x')}`]);
  });
});
