import path from 'node:path';
import type { Finding, House, Import, SourceFile } from './house.ts';
import { isTest } from './house.ts';

/** Rooms by floor: a room imports only rooms with a smaller number. */
export const FLOORS = [
  'access', 'registry', 'directory', 'messaging', 'reception', 'documents',
  'assessment', 'protection', 'referrals', 'livelihoods', 'plans', 'feedback', 'insights',
] as const;

/** The place a file lives in: `kernel`, `platform`, `ui`, `room:referrals` or `app:staff`. */
export function placeOf(file: string): string | null {
  const [top, second, third] = file.split('/');
  if (top !== 'src') return null;
  if (second === 'modules') return `room:${third ?? ''}`;
  if (second === 'apps') return `app:${third ?? ''}`;
  return second ?? null;
}

/** Where an import leads inside the house, as a path from the root; `null` for packages and node modules. */
export function targetOf(house: House, file: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file.path), specifier);
  if (!specifier.startsWith('#')) return null;
  for (const [door, target] of Object.entries(house.doors)) {
    const to = typeof target === 'string' ? target : ((target as { default?: string }).default ?? '');
    const found = behindDoor(door, to.slice('./'.length), specifier);
    if (found) return found;
  }
  return null;
}

/** The file behind a door that fits the specifier; doors with a star stand for a folder. */
function behindDoor(door: string, to: string, specifier: string): string | null {
  if (door === specifier) return to;
  const [before = '', after] = door.split('*');
  return after !== undefined && specifier.startsWith(before) ? to.replace('*', specifier.slice(before.length)) : null;
}

const KIND = (place: string): string => place.split(':')[0] ?? place;

/** What each kind of place may import besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  platform: ['kernel'],
  ui: ['kernel'],
  room: ['kernel', 'platform', 'ui', 'room'],
  app: ['kernel', 'platform', 'ui', 'room'],
};

function isBrowserPart(file: string): boolean {
  return /\/(screens|portal-screens)\//.test(file);
}

function backwards(from: string, to: string, file: SourceFile): boolean {
  if (from === to || KIND(from) === 'app' && KIND(to) === 'app') return false;
  if (KIND(from) === 'room' && to === 'ui' && !isBrowserPart(file.path)) return true;
  return !(ALLOWED[KIND(from)] ?? []).includes(KIND(to));
}

interface Edge {
  readonly file: SourceFile;
  readonly imported: Import;
  readonly target: string;
  readonly from: string;
  readonly to: string | null;
}

function edges(house: House): Edge[] {
  return house.files.flatMap((file) => {
    const from = placeOf(file.path);
    if (!from) return [];
    return file.imports.flatMap((imported) => {
      const target = targetOf(house, file, imported.specifier);
      return target ? [{ file, imported, target, from, to: placeOf(target) }] : [];
    });
  });
}

const finding = (e: Edge, message: string): Finding => ({ file: e.file.path, line: e.imported.line, message });

/** Rule 1: `apps → modules → platform → kernel`; `apps, screens → ui → kernel`. Never backwards. */
export function floorsGoDown(house: House): Finding[] {
  return edges(house)
    .filter((e) => e.to !== null && backwards(e.from, e.to, e.file))
    .map((e) => finding(e, `${e.from} may not import ${e.to ?? '?'} ("${e.imported.specifier}")`));
}

function throughDoor(house: House, specifier: string): boolean {
  return specifier in house.doors;
}

function upwards(from: string, to: string): boolean {
  const floor = (place: string): number => FLOORS.indexOf(place.slice('room:'.length) as (typeof FLOORS)[number]);
  return floor(to) >= floor(from) || floor(to) < 0;
}

/** Style sheets are not code: the application that shows a room's pages brings their styles. */
const STYLES = /\.css(\?inline)?$/;

function doorProblem(house: House, e: Edge): string | null {
  if (!e.to?.startsWith('room:') || e.from === e.to || STYLES.test(e.target)) return null;
  if (!throughDoor(house, e.imported.specifier)) return `enters ${e.to} past its door ("${e.imported.specifier}")`;
  if (e.from.startsWith('room:') && upwards(e.from, e.to)) return `${e.from} may not call up to ${e.to}`;
  return null;
}

/** Rule 2: between rooms only through doors, only downwards. Applications use doors too. */
export function roomsUseDoors(house: House): Finding[] {
  return edges(house).flatMap((e) => {
    const problem = doorProblem(house, e);
    return problem ? [finding(e, problem)] : [];
  });
}

/** Applications start one another, and the demo's stories. */
function isComposition(e: Edge): boolean {
  return (e.to !== null && KIND(e.to) === 'app') || e.target.startsWith('seeds/') || STYLES.test(e.target);
}

function climbs(e: Edge): boolean {
  if (!e.imported.specifier.startsWith('.')) return false;
  if (isTest(e.file) && e.target.startsWith('tests/support/')) return false;
  if (e.to === e.from || (KIND(e.from) === 'app' && isComposition(e))) return false;
  // The version, the message files and the packs are data, read from where they are.
  return !e.target.endsWith('.json');
}

/** Rule 11: a relative import stays in its own room, application or floor. */
export function importsDoNotClimb(house: House): Finding[] {
  return edges(house).filter(climbs).map((e) => finding(e, `climbing import "${e.imported.specifier}"`));
}

/** Rule 2: every room door is listed, and a browser bundle that imports the server door does not build. */
export function serverDoorsAreClosedToBrowsers(house: House): Finding[] {
  const rooms = [...new Set(house.allPaths.filter((p) => p.startsWith('src/modules/')).map((p) => p.split('/')[2] ?? ''))];
  return rooms.flatMap((room) => {
    if (!house.allPaths.includes(`src/modules/${room}/index.ts`)) return [];
    const door = house.doors[`#${room}`] as { browser?: unknown } | string | undefined;
    if (door === undefined) return [{ file: 'package.json', line: 1, message: `room ${room} has a server door that the imports map does not list` }];
    const closed = typeof door === 'object' && door.browser === null;
    return closed ? [] : [{ file: 'package.json', line: 1, message: `the server door #${room} is open to browsers` }];
  });
}

/** Every file that `entry` reaches by imports that stay in the bundle (types are erased). */
export function reachableFrom(house: House, entry: string): Map<string, string> {
  const byPath = new Map(house.files.map((f) => [f.path, f]));
  const cameFrom = new Map<string, string>([[entry, entry]]);
  const queue = [entry];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const file = byPath.get(at);
    for (const imported of file?.imports ?? []) {
      if (imported.typeOnly || !file) continue;
      const target = targetOf(house, file, imported.specifier);
      if (target && !cameFrom.has(target)) {
        cameFrom.set(target, at);
        queue.push(target);
      }
    }
  }
  return cameFrom;
}

/** Parts of the server that must not reach a browser: doors with behaviour, SQL, routes, and what touches the machine. */
const SERVER_ONLY = /^src\/modules\/[^/]+\/(index|service|repository|routes|portal-routes|events|jobs|pack|factory)(\.ts|\/)|^src\/platform\/(db|http|config|log|secrets|events|files|jobs)(\.ts|\/)|^src\/apps\/(server|cli|worker)\//;

/** Rule 2: what is bundled for browsers reaches no server door, no SQL and no file of the machine. */
export function browserStaysInBrowser(house: House, entries: readonly string[]): Finding[] {
  return entries.flatMap((entry) => {
    const reached = reachableFrom(house, entry);
    return [...reached].filter(([to]) => SERVER_ONLY.test(to)).map(([to, from]) => ({ file: from, line: 1, message: `brings ${to} into the browser bundle of ${entry}` }));
  });
}
