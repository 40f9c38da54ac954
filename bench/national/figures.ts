/** Times, memory and the table. */
import { execFileSync } from 'node:child_process';

/** How long each kind of request took, for the one who waits. */
export type Times = Map<string, number[]>;

export function note(times: Times, kind: string, ms: number): void {
  const list = times.get(kind);
  if (list) list.push(ms);
  else times.set(kind, [ms]);
}

export interface Spread { readonly count: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly most: number }

export function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
}

/** A process and what it started itself. */
export function withChildren(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map((l) => l.trim().split(/\s+/u).map(Number));
  return [pid, ...lines.filter(([, parent]) => parent === pid).map(([child]) => child!)];
}

export interface Minute { readonly minute: number; readonly server: number; readonly heap: number; readonly database: number; readonly cache: number }

/** How much more the end holds than the beginning, in percent: middle of the last third against middle of the first, without the first look. */
export function growth(values: readonly number[]): number {
  const later = values.slice(1);
  const third = Math.max(1, Math.floor(later.length / 3));
  const middle = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const [first, last] = [middle(later.slice(0, third)), middle(later.slice(-third))];
  return first > 0 ? Math.round((last / first - 1) * 1000) / 10 : 0;
}

/** A figure beside what is asked of it. */
export interface Figure { readonly name: string; readonly value: number; readonly unit: string; readonly must?: number; readonly aim?: number; readonly beside?: string }

function verdict({ value, must, aim }: Figure): string {
  if (must === undefined) return '';
  if (value > must) return 'no';
  return aim === undefined || value <= aim ? 'yes' : 'must';
}

export function table(figures: readonly Figure[]): string {
  const lines = figures.map((f) => `| ${f.name} | ${f.value} ${f.unit} | ${f.must === undefined ? '' : `${f.must} ${f.unit}`} | ${f.aim === undefined ? '' : `${f.aim} ${f.unit}`} | ${verdict(f)} | ${f.beside ?? ''} |`);
  return ['| what | measured | must | aim | reached | beside |', '|---|--:|--:|--:|---|---|', ...lines].join('\n');
}
