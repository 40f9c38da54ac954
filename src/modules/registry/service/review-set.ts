import type { Pair } from '../rules/review.ts';

export interface DoubtSet<T extends Pair> {
  readonly records: readonly string[];
  readonly doubts: readonly T[];
  /** There were more records than fit. */
  readonly more: boolean;
}

/** Everybody whom doubts and identities connect with a record, as far as there is room: whole identities only. */
export async function setAround<T extends Pair>(
  start: string, most: number, recordsOf: (people: readonly string[]) => Promise<readonly string[]>, doubtsOf: (people: readonly string[]) => Promise<readonly T[]>,
): Promise<DoubtSet<T>> {
  const records = new Set(await recordsOf([start]));
  const found = new Map<string, T>();
  let edge: readonly string[] = [...records];
  let more = false;
  while (edge.length > 0) {
    const next: string[] = [];
    for (const doubt of await doubtsOf(edge)) {
      found.set(`${doubt.a} ${doubt.b}`, doubt);
      for (const person of [doubt.a, doubt.b]) {
        if (records.has(person)) continue;
        const whole = await recordsOf([doubt.a, doubt.b]);
        const fresh = whole.filter((id) => !records.has(id));
        if (records.size + fresh.length > most) {
          more = true;
          continue;
        }
        for (const id of fresh) records.add(id);
        next.push(...fresh);
      }
    }
    edge = next;
  }
  return { records: [...records].toSorted(), doubts: [...found.values()].filter((d) => records.has(d.a) && records.has(d.b)), more };
}
