import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { NeedState } from './schema.ts';

export interface NeedEndRow {
  readonly id: string;
  readonly state: NeedState;
  readonly closed_on: string;
  readonly covering: string | null;
  readonly why: string | null;
}

/** Which of these needs have ended, with what was written last about it. First wall: the country, a case in sight, secret needs to protection and to who asked. */
export async function endedAmong(actor: Actor, tx: Tx, needIds: readonly string[]): Promise<NeedEndRow[]> {
  const { rows } = await sql<NeedEndRow>`select n.id, n.state, n.closed_on, (select c.need_code from assessment.need c where c.id = n.covered_by) as covering,
      (select e.why from assessment.need_event e where e.need_id = n.id and e.to_state = n.state order by e.at desc, e.id desc limit 1) as why
    from assessment.need n where n.id = any (${needIds as string[]}::uuid[]) and n.state <> 'open' and n.country = ${actor.country} and registry.may_see_case(n.case_id)
      and (not n.restricted or ${actor.role} = 'protection' or n.opened_by = ${actor.userId})`.execute(tx);
  return rows;
}
