import path from 'node:path';
import type { Finding, House } from './house.ts';
import { isTest } from './house.ts';

export const WARN_LINES = 300;
export const MAX_LINES = 500;
/** Written by a command, read by nobody. */
const GENERATED = 'src/platform/db/tables.ts';

/** Rule 11: a file of more than 500 lines fails. */
export function filesAreShort(house: House, limit: number = MAX_LINES): Finding[] {
  return house.files
    .filter((f) => f.path !== GENERATED)
    .map((f) => ({ file: f.path, line: 1, length: f.text.split('\n').length - 1 }))
    .filter((f) => f.length > limit)
    .map(({ file, line, length }) => ({ file, line, message: `${length} lines (limit ${limit})` }));
}

/** Rule 11: no default exports. */
export function noDefaultExports(house: House): Finding[] {
  return house.files.filter((f) => f.hasDefaultExport && !f.path.endsWith('.config.ts')).map((f) => ({ file: f.path, line: 1, message: 'default export' }));
}

const NO_NAME = /^(utils?|helpers?|commons?|managers?|types|misc)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function nameProblem(file: string): string | null {
  const parts = file.split('/').slice(1);
  const bare = parts.map((part) => part.replace(/\..*$/, ''));
  if (bare.some((part) => NO_NAME.test(part))) return 'a name that says nothing';
  if (bare.some((part) => part !== '' && !KEBAB.test(part)) && !file.includes('/__')) return 'file and folder names are kebab-case';
  return null;
}

/** Names: kebab-case, and never utils, helpers, common, manager, types. */
export function namesSaySomething(house: House): Finding[] {
  return house.allPaths.filter((p) => /\.(ts|tsx|css|json|sql)$/.test(p) && path.basename(p) !== 'README.md').flatMap((file) => {
    const message = nameProblem(file);
    return message ? [{ file, line: 1, message }] : [];
  });
}

const LEFTOVER = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)|\b(it|test|describe)\.(skip|only|todo)\b/;

/** Nothing is put off in the code, and no test is skipped. */
export function nothingIsPutOff(house: House): Finding[] {
  return house.files.flatMap((file) => file.text.split('\n').flatMap((text, index) => {
    const found = LEFTOVER.exec(text);
    return found ? [{ file: file.path, line: index + 1, message: found[0] }] : [];
  }));
}

/** No mock of our own code: fakes stand only at the edges of `platform`. */
export function ownCodeIsNotMocked(house: House): Finding[] {
  return house.files.filter(isTest).flatMap((file) => file.text.split('\n').flatMap((text, index) =>
    /\bvi\.(mock|doMock)\(\s*['"`](#|\.)/.test(text) ? [{ file: file.path, line: index + 1, message: 'mocks our own code' }] : []));
}

const FORBIDDEN_NAME = /\b(beneficiar(y|ies)|deport(ee|ees|ation|ations)|detainees?|illegals?)\b/i;

/** Names of things: a person is a person, a return is a return. Checked in file names and declared identifiers. */
export function namesKeepDignity(house: House): Finding[] {
  const declared = /\b(?:const|let|function|class|interface|type)\s+([A-Za-z0-9_]+)/g;
  return house.files.flatMap((file) => [...file.text.matchAll(declared)].flatMap((m) => {
    const words = (m[1] ?? '').replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
    return FORBIDDEN_NAME.test(words) ? [{ file: file.path, line: file.text.slice(0, m.index).split('\n').length, message: `name ${m[1] ?? ''}` }] : [];
  }));
}
