import type { DraftNode } from './draft.ts';
import type { PlacedFinding } from './findings.ts';
import type { Say } from './data.ts';

/** What every part of the form needs to know and to do. */
export interface TreeTools {
  readonly t: Say;
  readonly positions: ReadonlyMap<number, string>;
  readonly open: ReadonlySet<number>;
  readonly findings: readonly PlacedFinding[];
  /** The condition that was just added: its first field takes the focus. */
  readonly fresh: number | null;
  change(id: number, change: (node: DraftNode) => DraftNode): void;
  add(groupId: number, kind: 'leaf' | 'group'): void;
  move(id: number, by: 1 | -1): void;
  remove(id: number): void;
}
