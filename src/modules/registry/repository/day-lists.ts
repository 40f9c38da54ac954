import type { Actor } from '#kernel/actor';
import { planOnce, sql, type Tx } from '#platform/db';
import type { RawBuilder } from 'kysely';
import { DAY_LISTS, MOST_COUNTED, type DayList } from '../schema.ts';
import { LINE, type LineRow } from './cases.ts';
import { named, offices } from './scope.ts';

/** Where a page ends; the next one starts after it. */
export interface DayPlace { readonly day: string; readonly id: string }

export interface DayQuery { readonly list: DayList; readonly words: readonly string[]; readonly after: DayPlace | null; readonly today: string; readonly limit: number }

export interface DayRow extends LineRow { day: string; rowId: string; fromOffice: string | null; transferBy: string | null }

/** What a list reads, from one index of an office in its own order: the table, its day, the case, and which rows. */
interface Source { readonly table: RawBuilder<unknown>; readonly day: RawBuilder<unknown>; readonly id: RawBuilder<unknown>; readonly where: RawBuilder<boolean> }

function sourceOf(list: DayList, country: string, today: string): Source {
  const cases = { table: sql`registry.case_file x`, id: sql`x.id` };
  switch (list) {
    case 'incoming': return {
      table: sql`registry.case_transfer x`, day: sql`x.answer_by`, id: sql`x.case_id`, where: sql<boolean>`x.to_office = o.office and x.state = 'asked' and x.country = ${country}`,
    };
    case 'due': return { ...cases, day: sql`x.due_on`, where: sql<boolean>`x.office_id = o.office and x.due_on = ${today}::date and x.country = ${country}` };
    case 'overdue': return { ...cases, day: sql`x.due_on`, where: sql<boolean>`x.office_id = o.office and x.due_on < ${today}::date and x.country = ${country}` };
    case 'waiting': return { ...cases, day: sql`x.waits_since`, where: sql<boolean>`x.office_id = o.office and x.waits_since is not null and x.country = ${country}` };
  }
}

const OFFICES = (actor: Actor): RawBuilder<unknown> => sql`o as materialized (select office from unnest(${offices(actor)}) as u(office))`;

/** A page of a list by the day: of each office the first ones, so that a long list costs no more than a short one; the page is cut before anybody is looked up. */
export async function listByDay(actor: Actor, tx: Tx, query: DayQuery): Promise<DayRow[]> {
  const { table, day, id, where } = sourceOf(query.list, actor.country, query.today);
  const after = query.after ? sql<boolean>`(${day}, x.id) > (${query.after.day}::date, ${query.after.id}::uuid)` : sql<boolean>`true`;
  const who = query.words.length > 0 ? sql<boolean>`exists (select from registry.person p where p.id = x.person_id and ${named(query.words)})` : sql<boolean>`true`;
  const [, { rows }] = await Promise.all([planOnce(tx), sql<DayRow>`with ${OFFICES(actor)}, k as materialized (
      select f.* from o, lateral (select x.id as row_id, ${id} as case_id, ${day} as day from ${table} where ${where} and ${after} and ${who} order by ${day}, x.id limit ${query.limit}) f
      order by f.day, f.row_id limit ${query.limit})
    select ${LINE}, k.day, k.row_id as "rowId", t.from_office as "fromOffice", t.answer_by as "transferBy"
    from k join registry.case_file c on c.id = k.case_id join registry.person p on p.id = c.person_id
    left join registry.case_transfer t on t.id = k.row_id order by k.day, k.row_id`.execute(tx)]);
  return rows;
}

function counted(actor: Actor, list: DayList, today: string): RawBuilder<number> {
  const { table, where } = sourceOf(list, actor.country, today);
  return sql<number>`(select count(*)::int from (select from o, lateral (select from ${table} where ${where} limit ${MOST_COUNTED}) f limit ${MOST_COUNTED}) n)`;
}

/** How many cases each of these lists has, up to `MOST_COUNTED`. */
export async function countByDay(actor: Actor, tx: Tx, today: string): Promise<Record<DayList, number>> {
  const { rows } = await sql<Record<DayList, number>>`with ${OFFICES(actor)}
    select ${sql.join(DAY_LISTS.map((list) => sql`${counted(actor, list, today)} as ${sql.ref(list)}`))}`.execute(tx);
  return rows[0]!;
}
