import { refuse } from '#kernel/errors';
import type { HsdsRow } from '../hsds/row.ts';
import { LIMITS } from './limits.ts';

/** What is to be said about a file, each with where it stands. Pure. */

export interface Origin {
  readonly file: string;
  readonly row: number;
  /** Where in the row, for parts that stand inside it: `phones[1].` */
  readonly path?: string;
}

const ORIGIN = Symbol('origin');

/** The row, remembering where it was read. */
export const placed = (row: Record<string, unknown>, origin: Origin): HsdsRow => ({ ...row, [ORIGIN]: origin }) as HsdsRow;

const BROKEN = Symbol('broken');

/** A row of which something cannot be kept: whatever it belongs to is not taken, rather than changed by half. */
export const broken = (row: HsdsRow): HsdsRow => ({ ...row, [BROKEN]: true }) as HsdsRow;
export const isBroken = (row: HsdsRow): boolean => (row as Record<symbol, unknown>)[BROKEN] === true;

export const originOf = (row: HsdsRow | undefined): Origin | undefined => (row as Record<symbol, Origin | undefined> | undefined)?.[ORIGIN];

export interface Finding {
  readonly file: string;
  /** As a spreadsheet counts: the header is row 1. In JSON the position in its list, from 1. */
  readonly row: number | null;
  readonly column: string | null;
  /** `directory.…`; its sentence is `errors.directory.…`. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** True: the entry is not taken. False: it is taken without this. */
  readonly refuses: boolean;
}

export interface Findings {
  readonly list: Finding[];
  readonly count: () => number;
  readonly add: (at: Origin | { readonly file: string } | undefined, what: Pick<Finding, 'code'> & Partial<Finding>) => void;
}

/** A list that counts all and keeps the first so many. */
export function findings(): Findings {
  const list: Finding[] = [];
  let total = 0;
  return {
    list,
    count: () => total,
    add(at, { code, column = null, params = {}, refuses = false }) {
      total++;
      if (list.length < LIMITS.problems) list.push({ file: at?.file ?? '', row: at && 'row' in at ? at.row : null, column: columnAt(at, column), code, params, refuses });
    },
  };
}

function columnAt(at: Partial<Origin> | undefined, column: string | null): string | null {
  return at?.path === undefined ? column : `${at.path}${column ?? ''}`.replace(/\.$/, '');
}

/** What one attempt at a file said, said to the others. */
export function tell(found: Findings, said: Findings): void {
  for (const { file, row, ...what } of said.list) found.add(row === null ? { file } : { file, row }, what);
}

/** Refuses the whole file. */
export const unreadable = (code: string, params: Record<string, string | number> = {}): never => { throw refuse(`directory.${code}`, { field: 'file', params }); };

const MOST_SHOWN = 80;

/** What somebody else wrote, short enough to be repeated in a sentence. */
export const quoted = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
