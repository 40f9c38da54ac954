import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src/kernel', 'src/platform', 'src/ui', 'src/modules', 'src/apps/staff', 'src/apps/portal', 'src/apps/build'];
const SINGLE_FILES = ['package-lock.json', 'package.json'];
const BUNDLED = /\.(ts|tsx|css|json|html|svg)$/;
const NOT_BUNDLED = /\.test\.tsx?$/;

/** Fingerprint of everything that can change a bundle. */
export function sourceStamp(root: string): string {
  const hash = createHash('sha256');
  const listed = SOURCES.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`));
  const files = [...listed.filter((file) => BUNDLED.test(file) && !NOT_BUNDLED.test(file)), ...SINGLE_FILES].sort();
  for (const file of files) {
    if (!existsSync(join(root, file))) continue;
    hash.update(file).update('\0').update(readFileSync(join(root, file))).update('\0');
  }
  return hash.digest('hex');
}
