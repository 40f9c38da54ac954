import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

/** Whether safety comes first in a case that the actor sees; why is not told. Not told at all counts as yes. */
export async function safetyComesFirst(_actor: Actor, tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ first: boolean | null }>`select assessment.safety_comes_first(${caseId}) as first`.execute(tx);
  return rows[0]!.first !== false;
}
