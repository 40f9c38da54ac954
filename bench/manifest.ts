/** Arrival lists of a bus, a long day and the greatest length: read, checked, stored and matched against 50,000 people, as an officer and the background do it. Run by `npm run bench`. */
import { performance } from 'node:perf_hooks';
import { newId } from '#kernel/ids';
import { inContext } from '#platform/context';
import { acceptUpload, matchWaitingLists, uploadList } from '#reception';
import { refreshNameTerms } from '#registry';
import type { DuplicateProbe } from '#registry/schema';
import { embeddedBinaries, startTestServer } from '../tests/support/engine.ts';
import type { BenchRow } from './matching.ts';
import { generator } from './random.ts';
import { again, inventedPeople, probe, take } from './registry-people.ts';
import { house, load, officer, type Loaded } from './registry.ts';

const PEOPLE = 50_000;
/** Rows of a list, how often it is measured, and what is asked of it (at a million people). */
const LISTS = [{ rows: 135, runs: 5, target: '< 3000 ms' }, { rows: 1_000, runs: 3, target: '' }, { rows: 5_000, runs: 1, target: '< 60000 ms' }] as const;
const KNOWN_SHARE = 0.6;
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
    const everybody = inventedPeople(random);
    const people: Loaded[] = take(everybody, size).map((person) => ({ id: newId(), ...person }));
    await load(opened.owner, people);
    const act = <T>(work: Parameters<typeof inContext<T>>[2]): Promise<T> => inContext(opened.house, { actor: officer, purpose: 'reception', now: new Date() }, work);
    await act(refreshNameTerms);
    const measured: BenchRow[] = [];
    for (const { rows: length, runs, target } of LISTS) {
      const reading: number[] = [];
      const accepting: number[] = [];
      const whole: number[] = [];
      for (let n = 0; n < runs; n++) {
        const rows = Array.from({ length }, (_, i) => (i < length * KNOWN_SHARE ? again(random, people[Math.floor(random() * size)]!) : probe(everybody.next().value)));
        const bytes = Buffer.from([HEADER, ...rows.map(line)].join('\r\n'), 'latin1');
        const start = performance.now();
        const upload = await act((ctx) => uploadList(ctx, { name: `bench-${length}-${n}.csv`, bytes }));
        reading.push(performance.now() - start);
        await act((ctx) => acceptUpload(ctx, upload.uploadId, { details: { arrivesOn: '2026-03-10', mode: 'land', sender: 'Bench', kind: 'deported', updates: null }, leaveOut: [] }));
        accepting.push(performance.now() - start);
        await matchWaitingLists(opened.house, () => new Date());
        whole.push(performance.now() - start);
      }
      measured.push(
        row(`reception: list of ${length} rows read, checked, compared with the lists of the day`, reading, '(part of the next)'),
        row(`reception: list of ${length} rows read twice, stored`, accepting, '(part of the next)'),
        row(`reception: list of ${length} rows until all are matched against ${size} people`, whole, target),
      );
    }
    return measured;
  } finally {
    await opened.close();
    await server.stop();
  }
}
