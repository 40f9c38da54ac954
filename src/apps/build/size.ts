import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const STAFF = fileURLToPath(new URL('../../../dist/staff', import.meta.url));

/** Most that may travel before the first page stands. */
export const FIRST_LOAD_BUDGET = 250 * 1024;

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

/** Files that a chunk brings with it, itself first. */
function filesOf(manifest: Manifest, key: string, seen: Set<string> = new Set()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const imported of chunk.imports ?? []) filesOf(manifest, imported, seen);
  return seen;
}

export interface StaffSize {
  /** Gzip bytes of the first load: entry, styles, Spanish texts and the heaviest home. */
  readonly firstLoad: number;
  readonly files: readonly { readonly file: string; readonly gzip: number; readonly first: boolean }[];
}

function gzipOf(file: string): number {
  return gzipSync(readFileSync(join(STAFF, file)), { level: 9 }).length;
}

/** Measures what is in `dist/staff`. */
export function staffSize(): StaffSize {
  const manifest = JSON.parse(readFileSync(join(STAFF, 'manifest.json'), 'utf8')) as Manifest;
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error('dist/staff/manifest.json has no entry');
  const first = filesOf(manifest, entry);
  const spanish = Object.keys(manifest).find((key) => key.endsWith('texts-es.ts'));
  if (spanish) filesOf(manifest, spanish, first);
  for (const sheet of Object.values(manifest).filter(({ file }) => file.endsWith('.css'))) first.add(sheet.file);
  const withHome = homes(manifest).map((key) => filesOf(manifest, key, new Set(first)));
  const heaviest = withHome.map((files) => ({ files, bytes: sum(files) })).sort((a, b) => b.bytes - a.bytes)[0];
  const counted = heaviest?.files ?? first;
  const all = new Set(Object.keys(manifest).flatMap((key) => [...filesOf(manifest, key)]));
  const files = [...all].map((file) => ({ file, gzip: gzipOf(file), first: counted.has(file) })).sort((a, b) => b.gzip - a.gzip);
  return { firstLoad: sum(counted) + gzipOf('index.html'), files };
}

function sum(files: ReadonlySet<string>): number {
  return [...files].reduce((total, file) => total + gzipOf(file), 0);
}

/** Screens of a room that a home shows. */
function homes(manifest: Manifest): string[] {
  return Object.keys(manifest).filter((key) => /modules\/[a-z]+\/screens\/index\.ts$|\/window-home\.tsx$|^window-home\.tsx$/.test(key));
}

/** Prints every file of the bundle and whether the first load keeps its budget. */
export function printSizes(): void {
  const { firstLoad, files } = staffSize();
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(1).padStart(7)} KB`;
  for (const { file, gzip, first } of files) process.stdout.write(`${kb(gzip)}  ${first ? 'first load' : 'when opened'}  ${file}\n`);
  process.stdout.write(`${kb(firstLoad)}  first load in all (gzip; budget ${kb(FIRST_LOAD_BUDGET).trim()})\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printSizes();
