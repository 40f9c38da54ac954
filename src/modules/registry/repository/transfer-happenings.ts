import { sql, type RawBuilder } from 'kysely';
import type { HappenedColumns } from './happened-columns.ts';

/** What became of asking another office, but for the acceptance: that one is the move of the case, and tells itself. */
const ENDED = sql`x.state in ('refused', 'taken-back', 'overtaken')`;

/** Cases that another office was asked to take over: the asking, and how it ended without a move. `scope` says which. */
export function transferKinds(scope: RawBuilder<unknown>): HappenedColumns[] {
  const of = { id: sql`x.id`, caseId: sql`x.case_id`, about: sql`x.to_office::text` };
  return [
    { ...of, at: sql`x.asked_at`, kind: sql`'transfer-asked'`, by: sql`x.asked_by`, note: sql`x.note`, rest: sql`from registry.case_transfer x where ${scope}` },
    {
      ...of, at: sql`x.answered_at`, kind: sql`'transfer-' || x.state`, code: sql`x.reason`, by: sql`case when x.state <> 'overtaken' then x.answered_by end`, note: sql`x.answer`,
      rest: sql`from registry.case_transfer x where ${ENDED} and ${scope}`,
    },
  ];
}

/** How a case came to who holds it: by a transfer, because an account ended or an office closed, or from hand to hand. */
export function assignmentKind(scope: RawBuilder<unknown>): HappenedColumns {
  return {
    id: sql`x.id`, at: sql`x.assigned_at`, caseId: sql`x.case_id`, about: sql`x.office_id::text`, by: sql`x.assigned_by`,
    kind: sql`case when x.why = 'transfer' then 'transfer-accepted' when x.why in ('officer-left', 'office-closed') then x.why
      when x.officer_id is null then 'moved' when x.officer_id = x.assigned_by then 'taken' else 'given' end`,
    code: sql`case when x.why = 'officer-left' then x.from_officer::text when x.why in ('transfer', 'office-closed') then null when x.officer_id <> x.assigned_by then x.officer_id::text end`,
    // The hand-over note stands with the asking.
    note: sql`case when x.why = 'transfer' then null else x.note end`,
    rest: sql`from registry.case_assignment x where ${scope}`,
  };
}
