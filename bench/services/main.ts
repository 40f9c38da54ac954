/**
 * How fast services are found: suggestions, the way to papers, a changed service against open cases, and the portal under many readers.
 * `npm run bench:matching -- [suggest] [papers] [changed] [portal] [--cases 1000000] [--installed] [--rate 500] [--seconds 60] [--keep FOLDER] [--write]`
 * Without a name, all of them. `changed` runs on the embedded engine as the product starts it, on the server that DATABASE_URL names (an empty database, or
 * one that an earlier run filled), or with `--installed` on a throw-away PostgreSQL of this machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installedBinaries, startTestServer } from '../../tests/support/engine.ts';
import { ROOT } from '../../tests/support/steps.ts';
import type { BenchRow } from '../matching.ts';
import { table, type Figure } from '../national/figures.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '1000000' }, installed: { type: 'boolean', default: false }, rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '60' }, keep: { type: 'string' }, write: { type: 'boolean', default: false },
  },
});
const say = (text: string): void => { process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`); };
const cases = Number(values.cases);

/** A row of the small benchmarks: its median counts. */
function figureOf({ name, median, min, max, unit, target }: BenchRow): Figure {
  const must = /^< ([\d.]+)/.exec(target)?.[1];
  return { name, value: median, unit, ...(must ? { must: Number(must) } : {}), beside: `best ${min}, worst ${max}${must ? '' : `; ${target}`}` };
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = values.keep ? path.resolve(values.keep) : mkdtempSync(path.join(tmpdir(), 'ventanilla-services-'));
  try {
    return await work(folder);
  } finally {
    if (!values.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function changed(): Promise<Figure[]> {
  const { changedServices } = await import('./changed.ts');
  const given = process.env['DATABASE_URL'];
  const bin = values.installed ? installedBinaries() : null;
  if (values.installed && !bin) throw new Error('no PostgreSQL 15 or newer is installed here');
  const server = bin ? await startTestServer(bin, ['max_connections=50', 'shared_buffers=1GB', 'max_wal_size=4GB']) : null;
  const url = server?.url ?? given;
  try {
    return await withFolder((folder) => changedServices({ DATA_DIR: folder, ...(url ? { DATABASE_URL: url } : {}) }, cases, say));
  } finally {
    await server?.stop();
  }
}

const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  suggest: async () => (await (await import('../matching.ts')).run()).map(figureOf),
  papers: async () => (await (await import('../papers.ts')).run()).map(figureOf),
  changed,
  portal: async () => {
    const { portal } = await import('./portal.ts');
    execFileSync(process.execPath, [path.join(ROOT, 'src/apps/build/main.ts')], { cwd: ROOT, stdio: 'ignore' });
    return withFolder((folder) => portal(path.join(folder, 'portal'), { rate: Number(values.rate), seconds: Number(values.seconds) }, say));
  },
};

const HEADING = '## Finding services';

function write(text: string): void {
  const file = path.join(ROOT, 'docs/benchmarks.md');
  const parts = readFileSync(file, 'utf8').split(/^(?=## )/mu).filter((part) => !part.startsWith(HEADING));
  writeFileSync(file, `${parts.map((p) => p.trim()).join('\n\n')}\n\n${text}\n`);
}

const figures: Figure[] = [];
for (const [name, run] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  say(`${name}…`);
  figures.push(...await run());
}
const text = `${HEADING} (\`npm run bench:matching\`)

On ${new Date().toISOString().slice(0, 10)}, everything on one machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version.slice(1)}.
Load of the machine at the end: ${loadavg()[0]!.toFixed(1)}. Offers, people and cases are made up; the changed services and the portal are those of the country packs.

${table(figures)}`;
console.log(text);
if (values.write) write(text);
