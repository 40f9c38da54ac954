/**
 * At which level two records agree, field by field. Pure and symmetric: the same for a look-up, a list and the whole registry.
 * Works on rows of a table of numbers, since it runs millions of times.
 */
import { BIRTH_LEVELS, birthLevel, yearsApart } from './birth-level.ts';
import { ABSENT, F, LEVELS, noteSlip, type Found, type Rows } from './fields.ts';
import { CLOSE, DIFFER, SAME, type Lexicon } from './lexicon.ts';
import { isSlipOfNumber } from './number-slip.ts';
import { surnames } from './surname-levels.ts';
import { AT, hash31, MOST_WORDS, NUMBER_BYTES, STRIDE } from './table.ts';

/** Compares row `a` of one table with row `b` of another (mostly the same) that share a lexicon. */
export function compareRows(ta: Rows, a: number, tb: Rows, b: number, found: Found): void {
  const [x, y] = [ta.data, tb.data];
  const [p, q] = [a * STRIDE, b * STRIDE];
  found.level.fill(ABSENT);
  found.level[F.number] = numberLevel(ta, a, tb, b);
  givenNames(ta.lexicon, x, p, y, q, found);
  surnames(ta.lexicon, x, p, y, q, found);
  birth(x, p, y, q, found);
  found.level[F.sex] = equality(x[p + AT.sex]!, y[q + AT.sex]!);
  found.level[F.origin] = originLevel(x, p, y, q);
  found.level[F.phone] = phoneLevel(x, p, y, q);
  mother(ta.lexicon, x, p, y, q, found);
  found.level[F.arrival] = arrivalLevel(x, p, y, q);
}

function equality(a: number, b: number): number {
  if (!a || !b) return ABSENT;
  return a === b ? 0 : 1;
}

function originLevel(x: Int32Array, p: number, y: Int32Array, q: number): number {
  const [a2, b2] = [x[p + AT.admin2]!, y[q + AT.admin2]!];
  if (a2 && a2 === b2) return 0;
  const [a1, b1] = [x[p + AT.admin1]!, y[q + AT.admin1]!];
  if (!a1 || !b1) return a2 && b2 ? 2 : ABSENT;
  return a1 === b1 ? 1 : 2;
}

function phoneLevel(x: Int32Array, p: number, y: Int32Array, q: number): number {
  const [a1, a2, b1, b2] = [x[p + AT.phone1]!, x[p + AT.phone2]!, y[q + AT.phone1]!, y[q + AT.phone2]!];
  if (!a1 || !b1) return ABSENT;
  return a1 === b1 || a1 === b2 || (a2 !== 0 && (a2 === b1 || a2 === b2)) ? 0 : 1;
}

function arrivalLevel(x: Int32Array, p: number, y: Int32Array, q: number): number {
  const day = x[p + AT.seenOn]!;
  if (!day || !y[q + AT.seenOn]) return ABSENT;
  if (day !== y[q + AT.seenOn]) return 2;
  return x[p + AT.group] && x[p + AT.group] === y[q + AT.group] ? 0 : 1;
}

const UNTYPED = hash31('other');

/** Two numbers that are not the same: 1 a slip, 2 another. A number of which nobody said what it is may be a slip of any, and differs from none. */
function unlike(ta: Rows, x: number, tb: Rows, y: number, typeX: number, typeY: number): number {
  if (typeX !== typeY && typeX !== UNTYPED && typeY !== UNTYPED) return ABSENT;
  if (isSlipOfNumber(ta.numbers, x * NUMBER_BYTES, tb.numbers, y * NUMBER_BYTES)) return 1;
  return typeX === typeY ? 2 : ABSENT;
}

function numberLevel(ta: Rows, a: number, tb: Rows, b: number): number {
  let level = ABSENT;
  for (let i = 0; i < 2; i++) {
    const mine = ta.data[a * STRIDE + AT.number1 + i]!;
    if (!mine) break;
    for (let j = 0; j < 2; j++) {
      const other = tb.data[b * STRIDE + AT.number1 + j]!;
      if (!other) break;
      if (mine === other) return 0;
      level = Math.min(level, unlike(ta, a * 2 + i, tb, b * 2 + j, ta.data[a * STRIDE + AT.type1 + i]!, tb.data[b * STRIDE + AT.type1 + j]!));
    }
  }
  return level;
}

const pairLevel = new Uint8Array(MOST_WORDS * MOST_WORDS);

/** What pairing two lists of words gives: how many pairs, how badly the worst agrees, whether the first words are one. */
const paired = { pairs: 0, worst: SAME as number, first: false };

/** Pairs the words of two lists, best agreements first; the result is in `paired` until the next time. */
function pairUp(lexicon: Lexicon, x: Int32Array, p: number, nx: number, y: Int32Array, q: number, ny: number, agreed: (i: number, j: number, level: number) => void): void {
  for (let i = 0; i < nx; i++) for (let j = 0; j < ny; j++) pairLevel[i * MOST_WORDS + j] = lexicon.compare(x[p + i]!, y[q + j]!);
  paired.pairs = 0;
  paired.worst = SAME;
  paired.first = false;
  let [usedX, usedY] = [0, 0];
  for (let level = SAME as number; level < DIFFER; level++) {
    for (let cell = 0; cell < nx * ny; cell++) {
      const i = Math.floor(cell / ny);
      const j = cell - i * ny;
      if (pairLevel[i * MOST_WORDS + j] !== level || usedX & (1 << i) || usedY & (1 << j)) continue;
      usedX |= 1 << i;
      usedY |= 1 << j;
      paired.pairs++;
      paired.worst = level;
      if (cell === 0) paired.first = true;
      agreed(i, j, level);
    }
  }
}

function givenNames(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [nx, ny] = [x[p + AT.givenCount]!, y[q + AT.givenCount]!];
  found.givenCount = 0;
  found.givenSlip.one = 0;
  if (nx === 0 || ny === 0) return;
  pairUp(lexicon, x, p + AT.given, nx, y, q + AT.given, ny, (i, j, level) => {
    const [a, b] = [lexicon.root[x[p + AT.given + i]!]!, lexicon.root[y[q + AT.given + j]!]!];
    if (level === CLOSE) noteSlip(found.givenSlip, lexicon, a, b);
    else found.given[found.givenCount++] = Math.min(a, b);
  });
  const shorter = Math.min(nx, ny);
  if (nx !== ny && paired.pairs < shorter && isJoined(lexicon, x, p, nx, y, q, ny)) {
    writtenAsOne(lexicon, nx > ny ? x : y, (nx > ny ? p : q) + AT.given, Math.max(nx, ny), found);
    return;
  }
  found.level[F.given] = givenLevel(paired.pairs, paired.worst, shorter);
  found.level[F.givenCount] = LEVELS.givenCount.indexOf(nx !== ny ? 'unequal' : nx === 1 ? 'one' : 'several');
}

const GIVEN_OF_WORST = ['same', 'sound', 'variant', 'close'] as const;

/** Several names that one side writes as one word agree as they are written apart. */
function writtenAsOne(lexicon: Lexicon, apart: Int32Array, at: number, count: number, found: Found): void {
  found.level[F.given] = LEVELS.given.indexOf('sound');
  found.level[F.givenCount] = LEVELS.givenCount.indexOf('several');
  if (found.givenCount > 0) return;
  for (let i = 0; i < count; i++) found.given[found.givenCount++] = lexicon.root[apart[at + i]!]!;
}

/** As badly as the worst of the words that pair; not all of the shorter side pair: some are shared, or none. How many there are is a field of its own. */
function givenLevel(pairs: number, worst: number, shorter: number): number {
  return LEVELS.given.indexOf(pairs === shorter ? GIVEN_OF_WORST[worst]! : pairs === 0 ? 'differ' : 'shared');
}

/** Two given names written as one word, or one as two. */
function isJoined(lexicon: Lexicon, x: Int32Array, p: number, nx: number, y: Int32Array, q: number, ny: number): boolean {
  const text = (data: Int32Array, at: number, n: number): string => {
    let joined = '';
    for (let i = 0; i < n; i++) joined += lexicon.texts[data[at + AT.given + i]!]!;
    return joined;
  };
  // Two names written as one stand in either order.
  const backwards = (data: Int32Array, at: number, n: number): string => (n === 2 ? lexicon.texts[data[at + AT.given + 1]!]! + lexicon.texts[data[at + AT.given]!]! : '');
  const [one, other] = [text(x, p, nx), text(y, q, ny)];
  return one === other || one === backwards(y, q, ny) || other === backwards(x, p, nx);
}

function mother(lexicon: Lexicon, x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [nx, ny] = [x[p + AT.motherCount]!, y[q + AT.motherCount]!];
  if (nx === 0 || ny === 0) return;
  pairUp(lexicon, x, p + AT.mother, nx, y, q + AT.mother, ny, () => undefined);
  const { pairs, first } = paired;
  const least = Math.min(nx, ny);
  if (pairs >= least && pairs > 1) found.level[F.mother] = 0;
  else if (first || pairs > 1) found.level[F.mother] = 1;
  else found.level[F.mother] = pairs === 1 ? 2 : 3;
}

function birth(x: Int32Array, p: number, y: Int32Array, q: number, found: Found): void {
  const [a, b] = [x[p + AT.birth]!, y[q + AT.birth]!];
  found.years = a && b ? yearsApart(a, b) : 0;
  if (a && b) found.level[F.birth] = BIRTH_LEVELS.indexOf(birthLevel(a, b, Boolean(x[p + AT.vague] || y[q + AT.vague])));
}
