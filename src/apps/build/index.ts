import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { sourceStamp } from './freshness.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, 'stamp');
const PORTAL_CONFIG = join(ROOT, 'src/apps/portal/vite.config.ts');

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/** Smaller copies beside every file worth it; the server sends whichever the browser takes. */
async function compressAll(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|css|svg|json)$/.test(file));
  await Promise.all(files.map(async (file) => {
    const content = readFileSync(join(folder, file));
    writeFileSync(join(folder, `${file}.gz`), await compressGzip(content, { level: 9 }));
    writeFileSync(join(folder, `${file}.br`), await compressBrotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }));
}

const KEEP_OLD_MS = 7 * 86_400_000;

/** Keeps the pieces of earlier builds for a week: a page that was opened before an upgrade still finds its own. */
function keepOldPieces(place: string, built: string): void {
  const old = join(place, 'assets');
  if (!existsSync(old)) return;
  const oldest = Date.now() - KEEP_OLD_MS;
  for (const file of readdirSync(old)) {
    const target = join(built, 'assets', file);
    if (!existsSync(target) && statSync(join(old, file)).mtimeMs > oldest) cpSync(join(old, file), target, { preserveTimestamps: true });
  }
}

/** Puts a finished build in place of the one before, which is served until then. */
function putInPlace(built: string, place: string): void {
  const old = `${place}.old-${process.pid}`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(built, place);
  rmSync(old, { recursive: true, force: true });
}

async function buildStaff(): Promise<void> {
  const { build } = await import('vite');
  const { staffConfig } = await import('./staff.ts');
  const built = join(DIST, `staff.new-${process.pid}`);
  await build(staffConfig(built));
  await compressAll(join(built, 'assets'));
  keepOldPieces(join(DIST, 'staff'), built);
  putInPlace(built, join(DIST, 'staff'));
}

async function buildPortal(): Promise<void> {
  if (!existsSync(PORTAL_CONFIG)) return;
  const { build } = await import('vite');
  const built = join(DIST, `portal.new-${process.pid}`);
  await build({ configFile: PORTAL_CONFIG, logLevel: 'error', build: { outDir: built, emptyOutDir: true } });
  putInPlace(built, join(DIST, 'portal'));
}

/** Builds both bundles, whatever state they are in. */
export async function buildAll(): Promise<void> {
  const stamp = sourceStamp(ROOT);
  mkdirSync(DIST, { recursive: true });
  await buildStaff();
  await buildPortal();
  writeFileSync(STAMP, stamp);
}

function isFresh(): boolean {
  const places = ['staff/index.html', ...(existsSync(PORTAL_CONFIG) ? ['portal/portal.js'] : [])];
  if (!existsSync(STAMP) || !places.every((place) => existsSync(join(DIST, place)))) return false;
  return readFileSync(STAMP, 'utf8') === sourceStamp(ROOT);
}

/** Builds only if some source is newer than what is there: an unchanged install starts at once. */
export async function ensureBuilt(): Promise<void> {
  // An image or a package may bring the bundles without their sources.
  if (!existsSync(join(ROOT, 'src/apps/staff/index.html')) || isFresh()) return;
  await buildAll();
}
