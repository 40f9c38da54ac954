/**
 * Criteria as a row of numbers: a leaf is its number; a group is what it is, where it ends, and its parts. Thousands of
 * them lie in one array and are judged without touching anything else.
 */
import type { Criteria, Leaf } from '#kernel/criteria';

/** False, unknown, true: `all` is the minimum, `any` the maximum. */
export type Level = 0 | 1 | 2;

const ALL = -1;
const ANY = -2;
const NOT = -3;

/** Writes criteria behind what is written. Ends are written as lengths, so that equal criteria are equal wherever they stand. */
export function writeNode(criteria: Criteria, into: number[], numberOf: (leaf: Leaf) => number): void {
  if ('all' in criteria) writeGroup(ALL, criteria.all, into, numberOf);
  else if ('any' in criteria) writeGroup(ANY, criteria.any, into, numberOf);
  else if ('not' in criteria) writeGroup(NOT, [criteria.not], into, numberOf);
  else into.push(numberOf(criteria));
}

function writeGroup(kind: number, kids: readonly Criteria[], into: number[], numberOf: (leaf: Leaf) => number): void {
  const start = into.push(kind, 0) - 2;
  for (const kid of kids) writeNode(kid, into, numberOf);
  into[start + 1] = into.length - start;
}

const lengthAt = (program: Int32Array, at: number): number => (program[at]! < 0 ? program[at + 1]! : 1);

/** The verdict of the criteria that begin at `at`, when its leaves stand as `levels` says. */
export function levelAt(program: Int32Array, at: number, levels: Uint8Array): Level {
  const kind = program[at]!;
  if (kind >= 0) return levels[kind] as Level;
  if (kind === NOT) return (2 - levelAt(program, at + 2, levels)) as Level;
  const stop = kind === ALL ? 0 : 2;
  const end = at + program[at + 1]!;
  let result = (2 - stop) as Level;
  for (let kid = at + 2; kid < end; kid += lengthAt(program, kid)) {
    const level = levelAt(program, kid, levels);
    if (level === stop) return stop;
    if (level === 1) result = 1;
  }
  return result;
}

/** Adds the undecided leaves outside decided parts. */
export function openLeaves(program: Int32Array, at: number, levels: Uint8Array, found: number[]): void {
  if (levelAt(program, at, levels) !== 1) return;
  const kind = program[at]!;
  if (kind >= 0) {
    found.push(kind);
    return;
  }
  const end = at + program[at + 1]!;
  for (let kid = at + 2; kid < end; kid += lengthAt(program, kid)) openLeaves(program, kid, levels, found);
}
