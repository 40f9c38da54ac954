/** What a reception point is on a day. Pure. */
import type { PointState } from '../schema.ts';

export interface StateEntry {
  readonly stateId: string;
  readonly officeId: string;
  readonly state: PointState;
  readonly movedTo: string | null;
  readonly from: string;
  readonly to: string | null;
  /** When it was said, as an instant that sorts. */
  readonly at: string;
  readonly revokedAt: string | null;
}

/** The entry that holds on a day: the one said last, of those that cover the day and were not taken back. */
export function entryOn<E extends StateEntry>(entries: readonly E[], officeId: string, day: string): E | null {
  const covering = entries.filter((e) => e.officeId === officeId && e.revokedAt === null && e.from <= day && (e.to === null || e.to >= day));
  return covering.reduce<E | null>((last, e) => (last === null || e.at > last.at || (e.at === last.at && e.stateId > last.stateId) ? e : last), null);
}

/** What a point is on a day; what nobody has said is as the directory has it. */
export function stateOn(entries: readonly StateEntry[], officeId: string, day: string, closedByDirectory = false): PointState {
  return entryOn(entries, officeId, day)?.state ?? (closedByDirectory ? 'suspended' : 'open');
}

/** Who receives instead of a moved point, followed from one to the next; `null` if the way ends at one that does not receive, or in a circle. */
export function receiverOf(entries: readonly StateEntry[], officeId: string, day: string, closed: ReadonlySet<string> = new Set()): string | null {
  const seen = new Set<string>();
  let at = officeId;
  for (;;) {
    if (seen.has(at)) return null;
    seen.add(at);
    const state = stateOn(entries, at, day, closed.has(at));
    if (state !== 'moved') return state === 'open' ? at : null;
    at = entryOn(entries, at, day)!.movedTo!;
  }
}
