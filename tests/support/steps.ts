import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

type Env = Readonly<Record<string, string>>;

function run(command: string, args: readonly string[], env: Env): boolean {
  const bin = path.join(ROOT, 'node_modules/.bin');
  const PATH = `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`;
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env, PATH } }).status === 0;
}

function timed(name: string, work: () => { passed: number; failed: number }): Outcome {
  console.log(`\n── ${name}`);
  const started = performance.now();
  return { name, ...work(), seconds: (performance.now() - started) / 1000 };
}

/** One command that passes or fails as a whole. */
export function command(name: string, program: string, args: readonly string[], env: Env = {}): Outcome {
  return timed(name, () => (run(program, args, env) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null;
  }
}

/** Projects of vitest; each test counts. A run that ends badly without a failed test, or skips one, counts as one failure. */
export function tests(name: string, projects: readonly string[], env: Env = {}): Outcome {
  return timed(name, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-report-'));
    const file = path.join(folder, 'report.json');
    const good = run('vitest', ['run', ...projects.flatMap((p) => ['--project', p]), '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`], env);
    const report = readReport(file);
    rmSync(folder, { recursive: true, force: true });
    const failed = (report?.numFailedTests ?? 0) + (report?.numPendingTests ?? 0);
    return { passed: report?.numPassedTests ?? 0, failed: good ? failed : Math.max(1, failed) };
  });
}

/** Something that could not even start, with what is missing. */
export function missing(name: string, why: string): Outcome {
  return timed(name, () => {
    console.log(why);
    return { passed: 0, failed: 1 };
  });
}

/** Prints what each step did and, as the last line, the sum; the exit code says whether all passed. */
export function conclude(outcomes: readonly Outcome[]): never {
  console.log('');
  for (const o of outcomes) console.log(`${o.failed > 0 ? '✗' : '✓'} ${o.name.padEnd(58)} ${String(o.passed).padStart(6)} passed ${String(o.failed).padStart(4)} failed ${o.seconds.toFixed(1).padStart(7)} s`);
  const sum = (key: 'passed' | 'failed'): number => outcomes.reduce((n, o) => n + o[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(sum('failed') > 0 ? 1 : 0);
}
