import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import type { Tx } from '#platform/db';
import type { HappenedQuery, HappenedRow } from '../schema.ts';
import { abroadKinds } from './abroad-happenings.ts';
import { arrivalKinds } from './expected.ts';
import { inReach, inSight } from './scope.ts';
import type { HappenedColumns } from './happened-columns.ts';
import { assignmentKind, transferKinds } from './transfer-happenings.ts';

const NONE = sql`null`;

/** The moment is cut to the milliseconds that an address carries; the key is compared byte by byte, as the product does. */
function oneKind(c: HappenedColumns, { before, limit }: HappenedQuery): RawBuilder<unknown> {
  const earlier = before ? sql`where (h.at, h.key) < (${before.at}::timestamptz, ${before.key} collate "C")` : sql``;
  const column = (value: RawBuilder<unknown> | undefined, type: 'text' | 'uuid' | 'jsonb', name: string) => sql`(${value ?? NONE})::${sql.raw(type)} as ${sql.ref(name)}`;
  const others = [
    column(c.code, 'text', 'code'), column(c.caseId, 'uuid', 'caseId'), column(c.label, 'jsonb', 'label'), column(c.by, 'uuid', 'byId'), column(c.byName, 'text', 'byName'),
    column(c.note, 'text', 'note'), column(c.about, 'text', 'about'),
  ];
  return sql`(select * from (select (${sql.lit(c.first ? '!' : '')} || (${c.kind}) || ':' || ${c.id}) collate "C" as key, date_trunc('milliseconds', ${c.at}) as at, ${sql.lit(c.day ?? false)}::boolean as day, ${c.kind} as kind,
      ${sql.join(others)} ${c.rest}) h ${earlier} order by h.at desc, h.key desc limit ${limit})`;
}

/** A page of what happened, newest first, from any number of kinds: of each as many as the page holds at most. For the repositories of all rooms. */
export async function listHappened(tx: Tx, kinds: readonly HappenedColumns[], query: HappenedQuery): Promise<HappenedRow[]> {
  const { rows } = await sql<HappenedRow>`select * from (${sql.join(kinds.map((kind) => oneKind(kind, query)), sql` union all `)}) a
    order by a.at desc, a.key desc limit ${query.limit}`.execute(tx);
  return rows;
}

/** Roles that read why a case ended and how cases go on together. */
const KEEPERS: ReadonlySet<string> = new Set(['window', 'protection', 'consular', 'supervisor']);

/** What this room knows of the way of a case: opened, handed over, asked of another office, closed, opened again, joined; and what the person agreed to. */
export function listCaseHappenings(actor: Actor, tx: Tx, query: HappenedQuery): Promise<HappenedRow[]> {
  const cases = sql`x.case_id = any (${query.caseIds as string[]}::uuid[]) and x.country = ${actor.country} and ${inSight(actor, sql`x.person_id`)}`;
  const consents = sql`x.person_id = any (${query.people as string[]}::uuid[]) and x.country = ${actor.country} and ${inSight(actor, sql`x.person_id`)} and ${inReach(actor, sql`x.recorded_by`)}`;
  const all: HappenedColumns[] = [
    {
      id: sql`x.id`, at: sql`x.opened_at`, kind: sql`'opened'`, first: true, caseId: sql`x.id`, by: sql`x.opened_by`,
      rest: sql`from registry.case_file x where x.id = any (${query.caseIds as string[]}::uuid[]) and x.country = ${actor.country} and ${inSight(actor, sql`x.person_id`)}`,
    },
    { id: sql`x.id`, at: sql`x.recorded_at`, kind: sql`case when x.given then 'consent' else 'refused' end`, caseId: sql`x.case_id`, code: sql`x.purpose`, by: sql`x.recorded_by`, rest: sql`from registry.consent x where ${consents}` },
    { id: sql`x.id`, at: sql`x.withdrawn_at`, kind: sql`'withdrawn'`, caseId: sql`x.case_id`, code: sql`x.purpose`, by: sql`x.withdrawn_by`, rest: sql`from registry.consent x where x.withdrawn_at is not null and ${consents}` },
  ];
  const kept: HappenedColumns[] = [
    assignmentKind(cases), ...transferKinds(cases),
    { id: sql`x.id`, at: sql`x.closed_at`, kind: sql`'closed'`, caseId: sql`x.case_id`, code: sql`x.code`, by: sql`x.closed_by`, note: sql`x.why`, rest: sql`from registry.case_closing x where ${cases}` },
    // Cases that were closed before codes were kept.
    {
      id: sql`x.id`, at: sql`x.closed_at`, kind: sql`'ended'`, caseId: sql`x.id`, note: sql`x.closed_why`,
      rest: sql`from registry.case_file x where x.id = any (${query.caseIds as string[]}::uuid[]) and x.state = 'closed' and x.closed_at is not null and x.country = ${actor.country} and ${inSight(actor, sql`x.person_id`)}
        and not exists (select from registry.case_closing k where k.case_id = x.id) and not exists (select from registry.case_join j where j.case_id = x.id and j.undone_at is null)`,
    },
    { id: sql`x.id`, at: sql`x.reopened_at`, kind: sql`'reopened'`, caseId: sql`x.case_id`, by: sql`x.reopened_by`, note: sql`x.why`, rest: sql`from registry.case_reopening x where ${cases}` },
    {
      id: sql`x.id`, at: sql`x.joined_at`, kind: sql`'joined'`, caseId: sql`x.case_id`, by: sql`x.joined_by`, note: sql`x.note`, about: sql`x.into_case::text`,
      rest: sql`from registry.case_join x where (x.case_id = any (${query.caseIds as string[]}::uuid[]) or x.into_case = any (${query.caseIds as string[]}::uuid[])) and x.undone_at is null
        and x.country = ${actor.country} and (${inSight(actor, sql`x.person_id`)} or ${inSight(actor, sql`x.into_person`)})`,
    },
  ];
  return listHappened(tx, KEEPERS.has(actor.role) ? [...all, ...kept, ...arrivalKinds(actor, query.caseIds), ...abroadKinds(actor, query.caseIds)] : all, query);
}
