/** Runs the benchmarks and prints a table; `--write` keeps it in docs/benchmarks.md, names of benchmarks choose some. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { ROOT } from '../tests/support/steps.ts';
import type { BenchRow } from './matching.ts';

const BENCHES: Readonly<Record<string, () => Promise<{ run: () => Promise<BenchRow[]> }>>> = {
  start: () => import('./start.ts'),
  matching: () => import('./matching.ts'),
  registry: () => import('./registry.ts'),
  manifest: () => import('./manifest.ts'),
  officers: () => import('./officers.ts'),
};

/** A row, and how much else the machine had to do when its benchmark began. */
interface Measured extends BenchRow { readonly load: number }

function table(rows: readonly Measured[]): string {
  const lines = rows.map((r) => `| ${r.name} | ${r.median} ${r.unit} | ${r.min} | ${r.max} | ${r.target} | ${r.load.toFixed(1)} |`);
  return ['| what | median | best | worst (or 95th) | to reach | load before |', '|---|--:|--:|--:|---|--:|', ...lines].join('\n');
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 1024 ** 3)} GB, ${type()} ${release()}, Node ${process.version}`;
}

const flags = process.argv.slice(2);
const wanted = flags.filter((f) => !f.startsWith('--'));
const rows: Measured[] = [];
for (const [name, open] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name}…\n`);
  const load = loadavg()[0]!;
  rows.push(...(await (await open()).run()).map((row) => ({ ...row, load })));
}
console.log(table(rows));
if (flags.includes('--write')) {
  const text = `# Benchmarks\n\nMade by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}, with everything (server, database, clients) on one machine: ${machine()}.\nOther programs may have been running: the best value says more about the code than the worst.\n\n${table(rows)}\n`;
  writeFileSync(path.join(ROOT, 'docs/benchmarks.md'), text);
}
