import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

export interface RhythmFollowed {
  readonly last: string | null;
  readonly cases: number;
  readonly moved: number;
  readonly ended: number;
  readonly added: number;
}

/** Brings contacts of the next open cases in line with the steps, each with the urgency it is for. */
export async function followRhythm(_actor: Actor, tx: Tx, steps: readonly object[], on: { today: string; now: Date; after: string | null; limit: number }): Promise<RhythmFollowed> {
  const { rows } = await sql<RhythmFollowed>`select r.last, r.cases, r.moved, r.ended, r.added
    from plans.follow_rhythm(${JSON.stringify(steps)}::jsonb, ${on.today}::date, ${on.now}, ${on.after}::uuid, ${on.limit}::int) r`.execute(tx);
  return rows[0]!;
}
