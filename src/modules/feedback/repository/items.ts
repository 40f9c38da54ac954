/** SQL of items, as those who receive them see them. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { MOST_COUNTED, LISTS, type FeedbackKind, type FeedbackList, type FeedbackState, type StepKind } from '../schema.ts';

export interface ItemRow {
  readonly id: string; readonly ref: string; readonly kind: FeedbackKind; readonly restricted: boolean; readonly channel: 'portal' | 'window' | 'phone' | 'paper' | 'visit';
  readonly officeId: string | null; readonly serviceId: string | null; readonly aboutAccount: string | null; readonly caseId: string | null;
  readonly wantsAnswer: boolean; readonly language: 'es' | 'en'; readonly state: FeedbackState; readonly receivedAt: Date; readonly ackDueAt: Date; readonly answerDueAt: Date;
  readonly acknowledgedAt: Date | null; readonly answeredAt: Date | null; readonly closedAt: Date | null; readonly dueAt: Date | null;
  readonly holder: string | null; readonly passedOffice: string | null; readonly passedTo: string | null;
  readonly reopened: number; readonly escalatedAt: Date | null;
}

const ROW = sql`i.id, i.ref, i.kind, i.restricted, i.channel, i.office_id as "officeId", i.service_id as "serviceId", i.about_account as "aboutAccount", i.case_id as "caseId",
  i.wants_answer as "wantsAnswer", i.language, i.state, i.received_at as "receivedAt",
  i.ack_due_at as "ackDueAt", i.answer_due_at as "answerDueAt", i.acknowledged_at as "acknowledgedAt",
  i.answered_at as "answeredAt", i.closed_at as "closedAt", i.due_at as "dueAt", i.holder, i.passed_office as "passedOffice", i.passed_to as "passedTo", i.reopened, i.escalated_at as "escalatedAt"`;

/**
 * First wall, in the words of the policy: the closed circle what is restricted, outside the office that it is about; supervisors everything else in their sight, but nobody
 * of the office what is about the conduct of its people; and never the account that it is about.
 */
function scope(actor: Actor) {
  const circle = sql`i.office_id is distinct from ${actor.officeId}::uuid
    and ((${actor.role} in ('protection', 'supervisor') and (cardinality(i.circle_offices) = 0 or ${actor.officeId}::uuid = any (i.circle_offices))
      and (${actor.role} = 'protection' or (select feedback.steers_nationally()))) or (i.escalated_at is not null and (select feedback.steers_nationally())))`;
  const others = sql`${actor.role} = 'supervisor' and (i.kind not in ('staff', 'discrimination') or i.office_id is distinct from ${actor.officeId}::uuid)
    and ((select feedback.steers_nationally()) or i.office_id = any ((select registry.actor_offices())::uuid[]) or i.passed_office = any ((select registry.actor_offices())::uuid[]))`;
  return sql`i.country = ${actor.country} and i.about_account is distinct from ${actor.userId}::uuid and case when i.restricted then ${circle} else ${others} end`;
}

function condition(list: FeedbackList, now: Date) {
  if (list === 'late') return sql`i.due_at < ${now}`;
  if (list === 'answered' || list === 'closed') return sql`i.state = ${list}`;
  return sql`i.due_at is not null and i.state = ${list}`;
}

/** Where the page before ended. */
export interface ItemPlace { readonly at: string; readonly id: string }

export interface ItemQuery {
  readonly list: FeedbackList; readonly kind: FeedbackKind | null; readonly after: ItemPlace | null; readonly limit: number;
  /** What the search finds: a beginning of the number, or one of these offices and services; null: no search. */
  readonly sought: { readonly ref: string; readonly offices: readonly string[]; readonly services: readonly string[] } | null;
}

const narrowed = ({ kind, sought }: Pick<ItemQuery, 'kind' | 'sought'>) => sql`(${kind}::text is null or i.kind = ${kind}) and ${sought === null ? sql`true`
  : sql`(${sought.ref === '' ? sql`false` : sql`i.ref like ${`${sought.ref}%`}`} 
    or i.office_id = any (${sought.offices as string[]}::uuid[]) or i.service_id = any (${sought.services as string[]}))`}`;

/** A page of a list: what is due first; of what was answered the newest. */
export async function listItems(actor: Actor, tx: Tx, query: ItemQuery, now: Date): Promise<ItemRow[]> {
  const over = query.list === 'answered' || query.list === 'closed';
  const { after } = query;
  const place = after === null ? sql`true` : over
    ? sql`(coalesce(i.closed_at, i.answered_at), i.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`(i.due_at, i.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const order = over ? sql`coalesce(i.closed_at, i.answered_at) desc, i.id desc` : sql`i.due_at, i.id`;
  const { rows } = await sql<ItemRow>`select ${ROW} from feedback.item i
    where ${scope(actor)} and ${condition(query.list, now)} and ${narrowed(query)} and ${place} order by ${order} limit ${query.limit}`.execute(tx);
  return rows;
}

/** How many stand on each list, counted so far and no further. */
export async function countItems(actor: Actor, tx: Tx, query: Pick<ItemQuery, 'kind' | 'sought'>, now: Date): Promise<Record<FeedbackList, number>> {
  const counted = LISTS.map((list) => sql`select ${list} as list, count(*)::int as n from (
    select from feedback.item i where ${scope(actor)} and ${condition(list, now)} and ${narrowed(query)} limit ${MOST_COUNTED}) counted`);
  const { rows } = await sql<{ list: FeedbackList; n: number }>`${sql.join(counted, sql` union all `)}`.execute(tx);
  return Object.fromEntries(rows.map(({ list, n }) => [list, n])) as Record<FeedbackList, number>;
}

/** One item that the actor receives; locked for a step. */
export async function findItem(actor: Actor, tx: Tx, id: string, lock = false): Promise<ItemRow | undefined> {
  const { rows } = await sql<ItemRow>`select ${ROW} from feedback.item i where i.id = ${id} and ${scope(actor)} ${lock ? sql`for update of i` : sql``}`.execute(tx);
  return rows[0];
}

export interface StepRow { readonly id: string; readonly kind: StepKind; readonly what: string | null; readonly actorId: string | null; readonly at: Date }

/** What happened to an item, oldest first. */
export async function stepsOf(actor: Actor, tx: Tx, id: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select s.id, s.kind, s.what, s.actor_id as "actorId", s.at
    from feedback.step s join feedback.item i on i.id = s.item_id where s.item_id = ${id} and ${scope(actor)}
    order by s.seq limit 200`.execute(tx);
  return rows;
}

export interface NewItem {
  readonly id: string; readonly ref: string; readonly hash: string | null; readonly kind: FeedbackKind; readonly restricted: boolean;
  readonly channel: ItemRow['channel']; readonly officeId: string | null;
  readonly serviceId: string | null; readonly caseId: string | null; readonly wantsAnswer: boolean; readonly language: 'es' | 'en';
  readonly circle: readonly string[]; readonly ackDueAt: Date; readonly answerDueAt: Date;
}

/** Writes down what a person says; whoever does may not read it again. */
export async function insertItem(actor: Actor, tx: Tx, item: NewItem, now: Date): Promise<void> {
  await sql`insert into feedback.item (id, country, ref, code_hash, kind, restricted, channel, office_id, service_id, case_id, wants_answer, language,
      circle_offices, state, received_at, ack_due_at, answer_due_at, recorded_by)
    values (${item.id}, ${actor.country}, ${item.ref}, ${item.hash}, ${item.kind}, ${item.restricted}, ${item.channel}, ${item.officeId}, ${item.serviceId}, ${item.caseId},
      ${item.wantsAnswer}, ${item.language},
      ${item.circle as string[]}::uuid[], 'received', ${now}, ${item.ackDueAt}, ${item.answerDueAt}, ${actor.userId})`.execute(tx);
}

export async function insertStep(actor: Actor, tx: Tx, step: { id: string; itemId: string; kind: StepKind; what: string | null }, now: Date): Promise<void> {
  await sql`insert into feedback.step (id, country, item_id, kind, what, actor_id, at)
    values (${step.id}, ${actor.country}, ${step.itemId}, ${step.kind}, ${step.what}, ${actor.userId}, ${now})`.execute(tx);
}

export interface Moved { readonly state: FeedbackState; readonly holder: string | null; readonly passedOffice: string | null; readonly passedTo: string | null }

/** Puts an item where a step leads. */
export async function moveItem(actor: Actor, tx: Tx, id: string, to: Moved, now: Date): Promise<void> {
  await sql`update feedback.item i set state = ${to.state}, holder = ${to.holder}, passed_office = ${to.passedOffice}, passed_to = ${to.passedTo},
      acknowledged_at = coalesce(i.acknowledged_at, ${now}),
      answered_at = case when ${to.state} = 'answered' then ${now} else i.answered_at end, closed_at = case when ${to.state} = 'closed' then ${now}::timestamptz end
    where i.id = ${id} and ${scope(actor)}`.execute(tx);
}

export interface Classified {
  readonly kind: FeedbackKind; readonly restricted: boolean; readonly officeId: string | null; readonly aboutAccount: string | null;
  readonly circle: readonly string[]; readonly ackDueAt: Date;
}

/** Says of what kind it is and whom it is about; false when the actor does not see it any more. */
export async function classifyItem(_actor: Actor, tx: Tx, id: string, to: Classified): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`select feedback.classify(
    ${id}, ${to.kind}, ${to.restricted}, ${to.officeId}, ${to.aboutAccount}, ${to.circle as string[]}::uuid[], ${to.ackDueAt}) as seen`.execute(tx);
  return rows[0]!.seen;
}

/** Marks what ran out of time; how many that were. */
export async function escalate(_actor: Actor, tx: Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select feedback.escalate(${limit}) as n`.execute(tx);
  return rows[0]!.n;
}
