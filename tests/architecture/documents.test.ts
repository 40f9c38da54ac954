import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allRoutes } from '../../src/apps/server/rooms.ts';
import { commands } from '../../src/apps/cli/main.ts';
import { FLOORS } from './floors.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const DOCUMENTS = ['README.md', 'README.es.md', 'HOUSE.md', 'GLOSSARY.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/{decisions,how-to}/*.md', { cwd: ROOT })];

/** Paths of the repository that a document names in backticks or links. */
function pathsIn(text: string): string[] {
  const ticks = [...text.matchAll(/`((?:src|tests|docs|db|bench|seeds|countries)\/[\w./@-]*)`/g)].map((m) => m[1]!);
  const links = [...text.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map((m) => m[1]!);
  return [...ticks, ...links];
}

const missingIn = (text: string): string[] => pathsIn(text).filter((p) => !existsSync(path.join(ROOT, p)));

describe('documents are true', () => {
  it.each(DOCUMENTS)('every path that %s names exists', (file) => {
    // What tests leave behind is named, and is not in a clone.
    expect(missingIn(read(file)).filter((p) => p !== 'tests/screenshots')).toEqual([]);
  });

  it('a path that does not exist is noticed', () => {
    expect(missingIn('see `src/modules/nowhere.ts` and [this](docs/nothing.md)')).toEqual(['src/modules/nowhere.ts', 'docs/nothing.md']);
  });

  it('the glossary names tables and addresses that exist', () => {
    const glossary = read('GLOSSARY.md');
    const tables = read('src/platform/db/tables.ts');
    const named = [...glossary.matchAll(/`([a-z]+\.[a-z_]+)`/g)].map((m) => m[1]!);
    expect(named.filter((t) => !tables.includes(`"${t}"`))).toEqual([]);
    const addresses = [...glossary.matchAll(/`(\/api\/[\w/:-]+)`/g)].map((m) => m[1]!);
    const known = new Set<string>([...allRoutes.map((r) => r.path), '/api/session']);
    expect(addresses.filter((a) => !known.has(a))).toEqual([]);
  });

  it('the README names every command', () => {
    const readme = read('README.md');
    expect(commands.map((c) => c.name).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('the map names every room, on its floor', () => {
    const house = read('HOUSE.md');
    for (const room of new Set(globSync('src/modules/*/index.ts', { cwd: ROOT }).map((p) => p.split('/')[2]!))) {
      const floor = FLOORS.indexOf(room as (typeof FLOORS)[number]) + 1;
      expect(house).toContain(`| ${floor} | ${room} |`);
    }
  });
});
