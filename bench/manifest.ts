/** An arrival list of 1,000 rows: read, checked, matched against 50,000 people and stored, as an officer does it. Run by `npm run bench`. */
import { performance } from 'node:perf_hooks';
import { newId } from '#kernel/ids';
import { inContext } from '#platform/context';
import { acceptUpload, uploadList } from '#reception';
import { refreshNameTerms } from '#registry';
import type { DuplicateProbe } from '#registry/schema';
import { embeddedBinaries, startTestServer } from '../tests/support/engine.ts';
import type { BenchRow } from './matching.ts';
import { again, generator, invent, probe } from './registry-people.ts';
import { house, load, officer, type Loaded } from './registry.ts';

const PEOPLE = 50_000;
const LIST_ROWS = 1_000;
const KNOWN_ROWS = 600;
const RUNS = 5;
const HEADER = 'No;NOMBRES;PRIMER APELLIDO;SEGUNDO APELLIDO;FECHA NAC;SEXO;MUNICIPIO;DOCUMENTO;OBSERVACIONES';
const TOWNS = ['Puerto Alba', 'PLAYA HONDA', 'San Miguelito', 'Playa Onda', ''];

function line(person: DuplicateProbe, n: number): string {
  const birth = person.birthDate?.split('-').reverse().join('/') ?? '';
  const sex = person.sex === 'F' ? 'M' : 'H';
  return [n + 1, person.givenNames, person.surname1, person.surname2 ?? '', birth, sex, TOWNS[n % TOWNS.length], person.documents?.[0]?.number ?? '', n % 40 === 0 ? 'HERIDA EN PIE' : ''].join(';');
}

function row(name: string, times: number[], target: string): BenchRow {
  const sorted = [...times].sort((a, b) => a - b);
  const one = (value: number): number => Number(value.toFixed(0));
  return { name, unit: 'ms', median: one(sorted[Math.floor(sorted.length / 2)]!), min: one(sorted[0]!), max: one(sorted.at(-1)!), target };
}

/** Loads the made-up registry on the embedded engine and takes lists in with the product's own code. */
export async function run(size = PEOPLE): Promise<BenchRow[]> {
  const server = await startTestServer(await embeddedBinaries(), ['max_connections=50', 'shared_buffers=128MB']);
  const opened = await house(server.url);
  try {
    const random = generator(20_261_123);
    const people: Loaded[] = Array.from({ length: size }, (_, n) => ({ id: newId(), ...invent(random, n) }));
    await load(opened.owner, people);
    const act = <T>(work: Parameters<typeof inContext<T>>[2]): Promise<T> => inContext(opened.house, { actor: officer, purpose: 'reception', now: new Date() }, work);
    await act(refreshNameTerms);
    const reading: number[] = [];
    const whole: number[] = [];
    for (let n = 0; n < RUNS; n++) {
      const rows = Array.from({ length: LIST_ROWS }, (_, i) => (i < KNOWN_ROWS ? again(random, people[Math.floor(random() * size)]!) : probe(invent(random, size + i))));
      const bytes = Buffer.from([HEADER, ...rows.map(line)].join('\r\n'), 'latin1');
      const start = performance.now();
      const upload = await act((ctx) => uploadList(ctx, { name: `bench-${n}.csv`, bytes }));
      const read = performance.now();
      await act((ctx) => acceptUpload(ctx, upload.uploadId, { details: { arrivesOn: '2026-03-10', mode: 'land', sender: 'Bench', kind: 'deported' }, leaveOut: [] }));
      reading.push(read - start);
      whole.push(performance.now() - start);
    }
    return [
      row(`reception: list of ${LIST_ROWS} rows read and checked`, reading, '(part of the next)'),
      row(`reception: list of ${LIST_ROWS} rows read twice, checked, matched against ${size} people, stored`, whole, '< 3000 ms'),
    ];
  } finally {
    await opened.close();
    await server.stop();
  }
}
