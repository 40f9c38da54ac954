/** The timeline in one order, whatever rooms it comes from: newest first, what happened at one moment by its key. */
import type { HappenedPlace, HappenedRow } from '../schema.ts';

type Placed = Pick<HappenedRow, 'at' | 'key'>;

const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function newestFirst(a: Placed, b: Placed): number {
  return b.at.getTime() - a.at.getTime() || byKey(b.key, a.key);
}

/** Whether something belongs on the page that begins after a place. */
export function afterPlace(row: Placed, place: HappenedPlace): boolean {
  const at = row.at.getTime() - Date.parse(place.at);
  return at < 0 || (at === 0 && row.key < place.key);
}

/** The first so many of several lists, each of which is in order and has its own first so many. */
export function firstOfAll<R extends Placed>(lists: readonly (readonly R[])[], limit: number): R[] {
  return lists.flat().sort(newestFirst).slice(0, limit);
}
