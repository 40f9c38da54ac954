/** Runs the benchmarks and prints a table; `--write` keeps it in docs/benchmarks.md, names of benchmarks choose some. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type } from 'node:os';
import path from 'node:path';
import { embeddedBinaries } from '../tests/support/engine.ts';
import { ROOT } from '../tests/support/steps.ts';
import type { BenchRow } from './matching.ts';

const BENCHES: Readonly<Record<string, () => Promise<{ run: () => Promise<BenchRow[]> }>>> = {
  start: () => import('./start.ts'),
  matching: () => import('./matching.ts'),
  papers: () => import('./papers.ts'),
  registry: () => import('./registry.ts'),
  manifest: () => import('./manifest.ts'),
  officers: () => import('./officers.ts'),
};

/** A row, and how much else the machine had to do when its benchmark began. */
interface Measured extends BenchRow { readonly load: number }

/** Whether a figure reaches what it should: as a rule the median, for "p95" the last value. */
function reached({ target, median, min, max }: BenchRow): string {
  const asked = /^(p95 )?([<≤≥]) ([\d.]+)/.exec(target);
  if (!asked) return '';
  const [, p95, sign, figure] = asked;
  const holds = (value: number): boolean => (sign === '≥' ? value >= Number(figure) : sign === '<' ? value < Number(figure) : value <= Number(figure));
  if (holds(p95 ? max : median)) return 'yes';
  return holds(p95 ? median : min) ? (p95 ? 'in the median' : 'at best') : 'no';
}

function table(rows: readonly Measured[]): string {
  const lines = rows.map((r) => `| ${r.name} | ${r.median} ${r.unit} | ${r.min} | ${r.max} | ${r.target} | ${reached(r)} | ${r.load.toFixed(1)} |`);
  return ['| what | median | best | worst (or 95th) | to reach | reached | load before |', '|---|--:|--:|--:|---|---|--:|', ...lines].join('\n');
}

async function machine(): Promise<string> {
  const [cpu] = cpus();
  const engine = execFileSync(path.join(await embeddedBinaries(), 'postgres'), ['--version'], { encoding: 'utf8' }).trim();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, ${system()}, Node ${process.version.slice(1)}, ${engine}, embedded`;
}

/** Name of the distribution, where there is one. */
function system(): string {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^PRETTY_NAME="?([^"\n]+)/m.exec(release)?.[1] ?? type();
}

/** Asked first: a benchmark of minutes must not fail at its last line. */
const where = await machine();
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
  const file = path.join(ROOT, 'docs/benchmarks.md');
  // Sections that other benchmarks wrote stay.
  const others = readFileSync(file, 'utf8').split(/^(?=## )/mu).slice(1).map((part) => `\n${part.trim()}\n`).join('');
  const text = `# Benchmarks

Made by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}, with everything (server, database, clients) on one machine:
${where}.

"Load before" is how many programs wanted a processor in the minute before the benchmark began, on ${cpus().length} processors: above ${cpus().length} the benchmark
had to share, and the best value says more about the code than the median or the worst. "Processor time" counts only what the
benchmark itself used. All people, offers and lists are made up.

${table(rows)}
${others}`;
  writeFileSync(file, text);
}
