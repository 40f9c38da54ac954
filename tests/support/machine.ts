import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { installedBinaries } from './engine.ts';

/** True on Debian and its children, as root: only there may the tests install what they need. */
function mayInstall(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release') || !existsSync('/usr/bin/apt-get')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function install(name: string): void {
  process.stdout.write(`installing ${name} from the distribution's packages\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', name], { stdio: 'inherit', env });
}

/** Binaries of a real PostgreSQL server, found or installed; otherwise what is missing. */
export function serverBinaries(): { bin: string } | { missing: string } {
  if (!installedBinaries() && mayInstall()) install('postgresql');
  const bin = installedBinaries();
  return bin ? { bin } : { missing: 'No PostgreSQL server (15 or newer): set DATABASE_URL to one whose account may create databases and roles, or install the package "postgresql".' };
}

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Path of a Chromium on this machine; `CHROMIUM` names another. */
export function findChromium(): string | null {
  const given = process.env['CHROMIUM'];
  return given ?? BROWSERS.find((file) => existsSync(file)) ?? null;
}

/** A Chromium, found or installed; otherwise what is missing. */
export function chromium(): { path: string } | { missing: string } {
  if (!findChromium() && mayInstall()) install('chromium');
  const path = findChromium();
  return path ? { path } : { missing: 'No Chromium: install the package "chromium", or set CHROMIUM to the path of one.' };
}
