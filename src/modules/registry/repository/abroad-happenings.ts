import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { inSight } from './scope.ts';
import type { HappenedColumns } from './happened-columns.ts';

/** What became of handing a case over to another country, and that a case came from one; policies say which. */
export function abroadKinds(actor: Actor, caseIds: readonly string[]): HappenedColumns[] {
  const cases = sql`x.case_id = any (${caseIds as string[]}::uuid[]) and x.country = ${actor.country} and ${inSight(actor, sql`x.person_id`)}`;
  return [
    {
      id: sql`w.id`, at: sql`w.at`, kind: sql`'abroad-' || w.kind`, caseId: sql`x.case_id`, label: sql`x.to_office_name`, code: sql`case when w.kind = 'declined' then x.reason end`, by: sql`case when w.side = 'sender' then w.by end`,
      note: sql`case when w.kind = 'asked' then x.note else w.words end`, rest: sql`from registry.abroad_word w join registry.abroad_hand_over x on x.id = w.hand_over_id where ${cases}`,
    },
    { id: sql`x.hand_over_id`, at: sql`x.taken_at`, kind: sql`'came-from-abroad'`, caseId: sql`x.case_id`, code: sql`x.from_country`, by: sql`x.taken_by`, rest: sql`from registry.abroad_taken x where ${cases}` },
  ];
}
