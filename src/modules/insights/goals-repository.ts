import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { inCountry } from './cases-repository.ts';
import type { GoalCount } from './goals.ts';

/** How many cases work towards an open goal, by dimension and level; what is for those who live together counts with the person. */
export async function goalCounts(actor: Actor, tx: Tx): Promise<GoalCount[]> {
  const { rows } = await sql<GoalCount>`select f.dimension, case f.level when 'household' then 'individual' else f.level end as level, count(distinct f.case_key)::int as people
    from plans.facts_goal f where ${inCountry(actor)} group by 1, 2`.execute(tx);
  return rows;
}
