import type { Urgency } from '#kernel/codes';
import { planOnce, type Tx } from '#platform/db';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { CLOSED_STATES, INBOX_LISTS, type InboxList, MOST_COUNTED, OFFICER_LISTS, type OfficerList, type ReferralState } from '../schema.ts';
import { COLUMNS, officerJoin, officerScope, providerJoin, providerScope, type ReferralRow } from './scope.ts';

/** Where a page ends; the next one starts after it. */
export interface Place { readonly at: string; readonly id: string }

/** What is looked for in a list: words of code, first name, service, organization or need; cases whose person is called so. */
export interface Sought { readonly words: readonly string[]; readonly caseIds?: readonly string[] }

export interface ListQuery<List> {
  readonly list: List;
  readonly now: Date;
  readonly after: Place | null;
  readonly limit: number;
  readonly sought?: Sought | undefined;
  readonly organization?: string | undefined;
}

export interface ListedRow extends ReferralRow { readonly list_at: Date; readonly place: string }

const UNDER_WAY: ReferralState[] = ['accepted', 'waiting-list', 'in-service'];
const SENT_OPEN: ReferralState[] = ['sent', 'received', 'more-information-asked', ...UNDER_WAY];

/** The states that stand on each of the officer's lists. */
const STATES: Record<OfficerList, ReferralState[]> = {
  returned: ['more-information-asked', 'declined', 'did-not-come', 'withdrawn'], unanswered: ['sent', 'received'], waiting: ['draft', 'sent', 'received', ...UNDER_WAY],
  answered: ['completed'], late: UNDER_WAY, escalated: SENT_OPEN, 'case-closed': ['draft', ...SENT_OPEN],
};

/** And what the clock says of them. */
function clockOf(list: OfficerList, now: Date): RawBuilder<boolean> {
  switch (list) {
    case 'unanswered': return sql`r.due_at < ${now}`;
    case 'waiting': return sql`(r.state not in ('sent', 'received') or r.due_at is null or r.due_at >= ${now})`;
    case 'late': return sql`r.clock_at < ${now}`;
    case 'escalated': return sql`r.supervisor_at < ${now}`;
    case 'case-closed': return sql`r.case_closed_at is not null`;
    case 'returned': case 'answered': return sql`true`;
  }
}

/** Text as it is compared: small letters without accents. */
export const plain = (text: RawBuilder<unknown>): RawBuilder<string> => sql<string>`translate(lower(${text}), 'áéíóúüñ-', 'aeiouun')`;
export const pattern = (word: string): string => `%${word.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;

/** Every word is somewhere in the row, or the case is of somebody who is called so. */
function soughtIn(sought: Sought | undefined): RawBuilder<boolean> {
  if (!sought || sought.words.length === 0) return sql`true`;
  const text = plain(sql`concat_ws(' ', coalesce(v.snapshot, s.snapshot)->>'publicCode', coalesce(v.snapshot, s.snapshot)->>'firstName', r.service_name->>'es', r.service_name->>'en',
    r.provider_name->>'es', r.provider_name->>'en', r.need_label->>'es', r.need_label->>'en')`);
  const all = sql.join(sought.words.map((word) => sql`${text} like ${pattern(word)}`), sql` and `);
  return sql`((${all}) or r.case_id = any (${[...(sought.caseIds ?? [])]}::uuid[]))`;
}

const afterPlace = (after: Place | null): RawBuilder<boolean> => after ? sql`(r.list_at, r.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;

/** Where the officer's lists look: the own office; for a supervisor every office they supervise. */
const offices = sql`(select unnest((select registry.actor_offices())::uuid[]) as office)`;

/**
 * Secret referrals of cases that another office has: colleagues there may not know of them, so they stand with whoever may: protection that sees the case, and who sent them.
 */
const secretElsewhere = (actor: Actor): RawBuilder<boolean> => sql`r.need_restricted and not r.handled and r.country = ${actor.country} and not r.office_id = any ((select registry.actor_offices())::uuid[])
  and ${actor.role === 'protection' ? sql`true` : sql`r.sent_by = ${actor.userId}`} and ${officerScope(actor)}`;

/** The first rows of each office and state, which the index has in the order of the list: a long list costs no more than a short one. */
function firstOfEach(actor: Actor, { list, now, after, limit, sought, organization }: ListQuery<OfficerList>): RawBuilder<unknown> {
  // The copy is looked up only where words are looked for.
  const from = sought && sought.words.length > 0 ? officerJoin : sql`referrals.referral r`;
  const asked = sql`${clockOf(list, now)} and ${afterPlace(after)} and ${organization ? sql`r.provider_organization = ${organization}` : sql`true`} and ${soughtIn(sought)}
      order by r.list_at, r.id limit ${limit}`;
  return sql`select f.id, f.list_at from ${offices} o, unnest(${STATES[list]}::text[]) as st(state),
    lateral (select r.id, r.list_at from ${from} where r.office_id = o.office and r.state = st.state and not r.handled and r.country = ${actor.country} and ${asked}) f
    union all (select r.id, r.list_at from ${from} where ${secretElsewhere(actor)} and r.state = any (${STATES[list]}::text[]) and ${asked})`;
}

/** A page of one of the officer's lists: what waits longest, or is due first. Who may see what is asked of the page only, by the question and by the database. */
export async function officerList(actor: Actor, tx: Tx, query: ListQuery<OfficerList>): Promise<readonly ListedRow[]> {
  // The way is the same whatever the values, and longer to plan than to go.
  const [, { rows }] = await Promise.all([planOnce(tx), sql<ListedRow>`with page as materialized (${firstOfEach(actor, query)} order by list_at, id limit ${query.limit})
    select ${COLUMNS}, r.list_at, r.list_at::text as place from page p join ${officerJoin} on true where r.id = p.id and ${officerScope(actor)} order by r.list_at, r.id`.execute(tx)]);
  return rows;
}

/** How many stand on each of the officer's lists, up to `MOST_COUNTED`. */
export async function officerCounts(actor: Actor, tx: Tx, now: Date): Promise<Record<OfficerList, number>> {
  const counts = OFFICER_LISTS.map((list) => sql`(select count(*)::int from (select 1 from ${offices} o join referrals.referral r on r.office_id = o.office
    where r.state = any (${STATES[list]}::text[]) and not r.handled and ${clockOf(list, now)} and ${officerScope(actor)}
    union all select 1 from referrals.referral r where ${secretElsewhere(actor)} and r.state = any (${STATES[list]}::text[]) and ${clockOf(list, now)} limit ${MOST_COUNTED}) n) as ${sql.ref(list)}`);
  const { rows } = await sql<Record<OfficerList, number>>`select ${sql.join(counts)}`.execute(tx);
  return rows[0]!;
}

export interface WaitingRow { readonly referralId: string; readonly serviceId: string; readonly publicCode: string | null; readonly urgency: Urgency; readonly since: Date }

/** Who waits for a place of the provider's services. */
export async function waitingFor(actor: Actor, tx: Tx, now: Date): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select r.id as "referralId", r.service_id as "serviceId", s.snapshot->>'publicCode' as "publicCode", r.urgency, r.state_since as since
    from ${providerJoin} where r.state = 'waiting-list' and ${providerScope(actor, now)} order by r.state_since, r.id limit 2000`.execute(tx);
  return rows;
}

/** The states of each list of the provider's inbox; what may not be read any more has a list of its own, whatever its state. */
const INBOX_STATES: Record<Exclude<InboxList, 'ended'>, ReferralState[]> = {
  new: ['sent', 'received'], open: ['accepted', 'waiting-list', 'in-service', 'more-information-asked'], closed: [...CLOSED_STATES],
};

/** What stands on a list of the provider's inbox. */
const inboxCondition = (list: InboxList): RawBuilder<boolean> =>
  list === 'ended' ? sql`r.share_closed_at is not null` : sql`r.state = any (${INBOX_STATES[list]}::text[]) and r.share_closed_at is null`;

/** The first rows of each state, which the index has in the order of the list. */
function firstOfInbox(actor: Actor, { list, now, after, limit, sought }: ListQuery<InboxList>): RawBuilder<unknown> {
  const back = list === 'closed' || list === 'ended';
  const from = after ? sql<boolean>`(r.list_at, r.id) ${back ? sql`<` : sql`>`} (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const rows = sql`select r.id, r.list_at from ${sought && sought.words.length > 0 ? providerJoin : sql`referrals.referral r`} where ${providerScope(actor, now)} and ${from} and ${soughtIn(sought)}`;
  const sorted = (of: string) => sql`order by ${sql.ref(`${of}.list_at`)} ${back ? sql`desc` : sql``}, ${sql.ref(`${of}.id`)} ${back ? sql`desc` : sql``} limit ${limit}`;
  if (list === 'ended') return sql`${rows} and ${inboxCondition(list)} ${sorted('r')}`;
  return sql`select f.id, f.list_at from unnest(${INBOX_STATES[list]}::text[]) as st(state), lateral (${rows} and r.state = st.state and r.share_closed_at is null ${sorted('r')}) f ${sorted('f')}`;
}

/** A page of one list of the provider's inbox: due first; what is closed, last first. */
export async function inboxList(actor: Actor, tx: Tx, query: ListQuery<InboxList>): Promise<readonly ListedRow[]> {
  const back = query.list === 'closed' || query.list === 'ended' ? sql`desc` : sql``;
  const { rows } = await sql<ListedRow>`with page as materialized (${firstOfInbox(actor, query)})
    select ${COLUMNS}, r.list_at, r.list_at::text as place from page p join ${providerJoin} on true where r.id = p.id and ${providerScope(actor, query.now)}
    order by r.list_at ${back}, r.id ${back}`.execute(tx);
  return rows;
}

/** How many stand on each list of the provider's inbox, up to `MOST_COUNTED`. */
export async function inboxCounts(actor: Actor, tx: Tx, now: Date): Promise<Record<InboxList, number>> {
  const counts = INBOX_LISTS.map((list) => sql`(select count(*)::int from (${firstOfInbox(actor, { list, now, after: null, limit: MOST_COUNTED })}) n) as ${sql.ref(list)}`);
  const { rows } = await sql<Record<InboxList, number>>`select ${sql.join(counts)}`.execute(tx);
  return rows[0]!;
}
