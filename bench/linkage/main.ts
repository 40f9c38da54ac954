/**
 * The linkage benchmark: brings any file of registrations into an empty database, links the whole registry, answers any file of
 * look-ups, and leaves what it believes in a folder. It uses the product's own code and thresholds throughout. Without files it runs on
 * the made-up registry beside it and says how right it was.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generator.ts';
import { groupsTable, recallTable } from './recall.ts';
import { runBenchmark } from './run.ts';

const { values } = parseArgs({
  options: {
    registrations: { type: 'string' }, lookups: { type: 'string' }, out: { type: 'string' }, clients: { type: 'string', default: '1' }, incremental: { type: 'string' },
    rows: { type: 'string', default: '50000' }, seed: { type: 'string', default: '20261122' }, drowsy: { type: 'boolean', default: false },
  },
});

async function onOwnFiles(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-linkage-'));
  try {
    const out = values.out ?? path.join(folder, 'answers');
    await generate({ rows: Number(values.rows), lookUps: 3000, seed: Number(values.seed), out: folder, incremental: Math.round(Number(values.rows) / 100) });
    const file = (name: string): string => path.join(folder, `${name}.csv`);
    await runBenchmark({ registrations: file('registrations'), lookUps: file('lookups'), incremental: file('incremental'), out, clients: Number(values.clients), drowsy: values.drowsy });
    console.log(`${recallTable(out, folder)}\n\n${groupsTable(out, folder)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

if (!values.registrations) await onOwnFiles();
else if (!values.out) throw new Error('--out FOLDER is needed');
else await runBenchmark({ registrations: values.registrations, lookUps: values.lookups ?? null, incremental: values.incremental ?? null, out: values.out, clients: Number(values.clients), drowsy: values.drowsy });
