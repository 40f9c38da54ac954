/** Decisions about lists: what kind they are, what differs at the end, whether they may be closed. Pure. */
import { fold } from '#kernel/text';
import {
  DIFFERENCE_REASONS, type DifferenceKind, type DifferenceReason, type ListCounts, type ManifestReading, type Variant, type ReadRow, type RowState,
} from '../schema.ts';

const WORDS: readonly (readonly [Variant, RegExp])[] = [
  ['children', /\b(nna|ninez|ninos|ninas|menores|adolescentes|unaccompanied|uac|children|minors)\b/],
  ['families', /\b(familias?|unidad(es)? familiar(es)?|famu|fmua|family|families)\b/],
];

/** What kind of people a list names: told by its title and file name, else by most of its rows, else by whom the point receives. */
export function guessVariant(reading: Pick<ManifestReading, 'rows' | 'setApart'>, fileName: string, populations: readonly string[] = []): Variant {
  const titles = fold(`${reading.setApart.filter((row) => row.why === 'title').map((row) => row.text).join(' ')} ${fileName.replace(/[_-]/g, ' ')}`);
  const named = WORDS.find(([, pattern]) => pattern.test(titles))?.[0];
  if (named) return named;
  const share = (holds: (row: ReadRow) => boolean) => (reading.rows.length === 0 ? 0 : reading.rows.filter(holds).length / reading.rows.length);
  if (share(({ person }) => person.flags.includes('unaccompaniedChild')) >= 0.5) return 'children';
  if (share(({ person }) => person.flags.includes('family')) >= 0.5) return 'families';
  if (share(({ person }) => person.flags.includes('child')) >= 0.5) return 'children';
  return reading.rows.some(({ person }) => person.birthDate !== null || person.statedAge !== null) ? 'adults' : ofPoint(populations);
}

/** Whom a point receives, in the words of the directory. */
function ofPoint(populations: readonly string[]): Variant {
  if (populations.includes('adult') || populations.length === 0) return 'adults';
  if (populations.some((p) => p.includes('family'))) return 'families';
  return populations.some((p) => p.includes('child')) ? 'children' : 'adults';
}

const ARRIVED: ReadonlySet<RowState> = new Set(['waiting', 'taken', 'finished']);
export const hasArrived = (state: RowState): boolean => ARRIVED.has(state);

/** A row as the reckoning at the end needs it. */
export interface EndRow {
  readonly state: RowState;
  /** Named by the last version of the list. */
  readonly listed: boolean;
  /** Arrived under another row. */
  readonly elsewhere: boolean;
  /** Named by no list, but came with this one. */
  readonly cameWith: boolean;
}

/** How a row differs between the list and who came; `null` if it does not, or is still open. */
export function differenceOf(row: EndRow): DifferenceKind | null {
  if (row.cameWith) return hasArrived(row.state) ? 'notOnList' : null;
  if (row.elsewhere) return null;
  if (!row.listed) return hasArrived(row.state) ? 'offList' : 'notArrived';
  return row.state === 'notArrived' ? 'notArrived' : null;
}

/** The reckoning of a list. Everybody whom the last version names is arrived, not arrived, or open; nobody twice. */
export function countsOf(rows: readonly EndRow[], leftOut: number, movedAway: number): ListCounts {
  const listed = rows.filter((row) => !row.cameWith && row.listed);
  const arrived = listed.filter((row) => hasArrived(row.state) || row.elsewhere).length;
  const open = listed.filter((row) => row.state === 'expected').length;
  return {
    expected: listed.length, arrived, open, notArrived: listed.length - arrived - open,
    notOnList: rows.filter((row) => row.cameWith && hasArrived(row.state)).length,
    offList: rows.filter((row) => !row.cameWith && !row.listed && !row.elsewhere && hasArrived(row.state)).length,
    leftOut, movedAway,
  };
}

/** Why a list cannot be closed: somebody of whom nobody said whether they came, or a difference without a reason. */
export function missingToClose(counts: ListCounts, differences: readonly { readonly reason: DifferenceReason | null }[]): ('open' | 'reasons')[] {
  return [...(counts.open > 0 ? ['open' as const] : []), ...(differences.some((d) => d.reason === null) ? ['reasons' as const] : [])];
}

/** Whether a reason can explain a difference; "other" needs words. */
export function explains(kind: DifferenceKind, reason: DifferenceReason): boolean {
  return (DIFFERENCE_REASONS[kind] as readonly DifferenceReason[]).includes(reason);
}

/** What the officer left a row out for, as far as the row itself tells. */
export function reasonLeftOut(row: Pick<ReadRow, 'problems'>): DifferenceReason | null {
  const codes = new Set(row.problems.map((p) => p.code));
  if (codes.has('row-twice') || codes.has('person-twice')) return 'rowTwice';
  return codes.has('name-missing') ? 'noName' : null;
}

/** How a row is called on a paper for the sender, who has the list: by their own number, else by the row of the file. */
export function referenceOf(reference: string | null, row: number): string {
  return reference ?? `#${row}`;
}

/** One cell of a CSV that spreadsheet programs open: quoted, and never a formula. */
export function csvCell(value: string | number): string {
  const text = String(value).replace(/[\r\n\t\0]+/g, ' ');
  const safe = /^\s*[=+\-@|%]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A CSV with a mark of its encoding, so that accents survive in spreadsheet programs. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
