/** Needs for which there is no service, by kind and municipality, as they may be shown. Pure. */
import { type Cell, cellsToHide, type Relation } from './suppression.ts';

export interface GapCount { readonly need: string; readonly admin2: string; readonly n: number }

/** One kind of need: how many, where, and whether there are further places of which nothing may be said. `null`: hidden. */
export interface Gap {
  readonly need: string;
  readonly total: number | null;
  readonly places: readonly { readonly admin2: string; readonly n: number }[];
  readonly others: boolean;
}

/** Of a place as small as a municipality figures are shown from here on, as of a single point. */
export const PLACE_FROM = 10;

const most = (a: { readonly n: number; readonly admin2: string }, b: { readonly n: number; readonly admin2: string }): number => b.n - a.n || (a.admin2 < b.admin2 ? -1 : 1);
const sum = (counts: readonly GapCount[]): number => counts.reduce((all, { n }) => all + n, 0);
const byTotal = (a: [string, readonly GapCount[]], b: [string, readonly GapCount[]]): number => sum(b[1]) - sum(a[1]) || (a[0] < b[0] ? -1 : 1);
const byNeed = (counts: readonly GapCount[]): [string, GapCount[]][] => [...Map.groupBy(counts, (c) => c.need)].sort(byTotal);

/** Every figure, for whoever may open the cases behind it. */
export function exactGaps(counts: readonly GapCount[]): Gap[] {
  return byNeed(counts).map(([need, places]) => ({ need, total: sum(places), places: places.toSorted(most).map(({ admin2, n }) => ({ admin2, n })), others: false }));
}

/** What may leave the house: no small figure, and none that follows from others by subtraction. */
export function protectedGaps(counts: readonly GapCount[], thresholdOf: (need: string) => number): Gap[] {
  return byNeed(counts).map(([need, places]): Gap => {
    const total = sum(places);
    const cells: Cell[] = [{ id: '', value: total, threshold: thresholdOf(need) }, ...places.map((p) => ({ id: p.admin2, value: p.n, threshold: PLACE_FROM }))];
    const relations: Relation[] = [{ total: '', parts: places.map((p) => p.admin2) }];
    const hidden = cellsToHide(cells, relations);
    const shown = places.filter((p) => !hidden.has(p.admin2)).toSorted(most).map(({ admin2, n }) => ({ admin2, n }));
    return { need, total: hidden.has('') ? null : total, places: shown, others: shown.length < places.length };
  });
}
