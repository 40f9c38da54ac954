import type { RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import { MOST_COUNTED } from '#registry/schema';
import { planOnce, sql, type Tx } from '#platform/db';
import { FOLLOW_UP, type FollowUpRow } from './repository.ts';
import type { FollowUpWorkList, WorkListKind } from './schema.ts';

const UPCOMING_DAYS = 30;
const WAITING = sql`f.state in ('planned', 'talked')`;

/** First wall of a work list: the offices whose work the actor sees. */
const offices = (actor: Actor) => sql`f.country = ${actor.country} and f.office_id = any ((select registry.actor_offices())::uuid[])`;

function listCondition(list: WorkListKind, today: string): RawBuilder<unknown> {
  switch (list) {
    case 'overdue': return sql`${WAITING} and f.due_on < ${today}::date`;
    case 'today': return sql`${WAITING} and f.due_on = ${today}::date`;
    case 'upcoming': return sql`${WAITING} and f.due_on > ${today}::date and f.due_on <= ${today}::date + ${UPCOMING_DAYS}::int`;
    case 'escalated': return sql`f.escalated and ${WAITING}`;
    // One line for each period in which the person of an open case is lost: the contact that led to it.
    case 'lost': return sql`f.lost_now`;
    case 'due': return sql`${WAITING} and f.due_on <= ${today}::date`;
  }
}

/** Where a page of a work list ends; the next one starts after it. */
export interface WorkPlace { readonly dueOn: string; readonly id: string }

export interface WorkQuery {
  readonly list: WorkListKind;
  readonly today: string;
  readonly after: WorkPlace | null;
  /** Only contacts of these cases; without a search, of all. */
  readonly cases: readonly string[] | null;
  readonly limit: number;
}

/** The first lines of each office, which the index has in the order of the list: a long list costs no more than a short one. */
function firstOfEach(actor: Actor, query: WorkQuery): RawBuilder<unknown> {
  const after = query.after ? sql`(f.due_on, f.id) > (${query.after.dueOn}::date, ${query.after.id}::uuid)` : sql`true`;
  const named = query.cases ? sql`f.case_id = any (${[...query.cases]}::uuid[])` : sql`true`;
  return sql`select w.id, w.due_on from unnest((select registry.actor_offices())::uuid[]) as o(office), lateral (select f.id, f.due_on from plans.follow_up f
    where f.office_id = o.office and f.country = ${actor.country} and ${listCondition(query.list, query.today)} and ${after} and ${named} order by f.due_on, f.id limit ${query.limit}) w
    order by w.due_on, w.id limit ${query.limit}`;
}

/** A page of a work list of the actor's offices, what is due first. */
export async function listWork(actor: Actor, tx: Tx, query: WorkQuery): Promise<FollowUpRow[]> {
  const [, { rows }] = await Promise.all([planOnce(tx), sql<FollowUpRow>`with page as materialized (${firstOfEach(actor, query)}) select ${FOLLOW_UP} join page on page.id = f.id where ${offices(actor)} order by f.due_on, f.id`.execute(tx)]);
  return rows;
}

/** How many contacts each list has, up to `MOST_COUNTED`. */
export async function countWork(actor: Actor, tx: Tx, today: string): Promise<FollowUpWorkList['counts']> {
  // Ordered as the index is, so that the rows are taken one by one until there are enough, and not all read before.
  const counted = (list: WorkListKind) => sql`(select count(*)::int from (select from unnest((select registry.actor_offices())::uuid[]) as o(office), lateral (select from plans.follow_up f
    where f.office_id = o.office and f.country = ${actor.country} and ${listCondition(list, today)} order by f.due_on, f.id limit ${MOST_COUNTED}) w limit ${MOST_COUNTED}) n)`;
  const { rows } = await sql<FollowUpWorkList['counts']>`select ${counted('overdue')} as overdue, ${counted('today')} as today, ${counted('upcoming')} as upcoming,
    ${counted('escalated')} as escalated, ${counted('lost')} as lost`.execute(tx);
  return rows[0]!;
}
