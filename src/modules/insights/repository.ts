import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { condition, inCountry, referralState, waitingContact, type When } from './cases-repository.ts';
import type { GapCount } from './gaps.ts';
import type { Span } from './schema.ts';
import type { Counted } from './tables.ts';

const within = (span: Span, column: ReturnType<typeof sql>) => sql`${column} between ${span.from}::date and ${span.to}::date`;
/** Sent on one of the days, as instants: what an index holds. */
const sentIn = (span: Span, when: When) => sql`f.sent_at >= ${span.from}::date::timestamp at time zone ${when.timeZone} and f.sent_at < (${span.to}::date + 1)::timestamp at time zone ${when.timeZone}`;
const dayOf = (column: ReturnType<typeof sql>, when: When) => sql`(${column} at time zone ${when.timeZone})::date`;

/** A contact's state in the words of the figures. */
const contactState = (when: When) => sql`case when f.state in ('planned', 'talked') and f.due_on < ${when.today}::date then 'overdue'
  when f.state in ('planned', 'talked') then 'coming' when f.state in ('closed', 'cancelled') then 'ended' else f.state end`;

/** Whom a list named for a day that has come; a person whom the sender took off again, or who stands on two lists, is expected once. */
const expectedIn = (span: Span, when: When) => sql`f.listed and f.outcome not in ('takenOff', 'elsewhere') and ${within(span, sql`f.arrives_on`)} and f.arrives_on <= ${when.today}::date`;
const CAME = sql`f.outcome = 'arrived'`;

export interface PeriodCounts {
  readonly returns: number;
  readonly people: number;
  readonly again: number;
  readonly expected: number;
  readonly came: number;
  readonly found: number;
  readonly met: number;
  readonly sent: number;
  readonly answered: number;
  readonly days: number | null;
  readonly opened: number;
  readonly contacts: number;
}

/** What happened in a span of days. */
export async function periodCounts(actor: Actor, tx: Tx, span: Span, when: When): Promise<PeriodCounts> {
  const { rows } = await sql<PeriodCounts>`with
    r as (select count(*)::int as returns, count(distinct f.person_key)::int as people, count(distinct f.person_key) filter (where f.nth > 1)::int as again
      from reception.facts_return f where ${inCountry(actor)} and ${within(span, sql`f.returned_on`)}),
    a as (select count(*)::int as expected, count(*) filter (where ${CAME})::int as came from reception.facts_arrival f where ${inCountry(actor)} and ${expectedIn(span, when)}),
    n as (select count(*) filter (where ${within(span, sql`f.opened_on`)})::int as found,
        count(*) filter (where f.state = 'met' and ${within(span, sql`f.closed_on`)})::int as met
      from assessment.facts_need f where ${inCountry(actor)} and (${within(span, sql`f.opened_on`)} or ${within(span, sql`f.closed_on`)})),
    s as (select count(*)::int as sent, count(f.answered_at)::int as answered,
        percentile_cont(0.5) within group (order by extract(epoch from f.answered_at - f.sent_at) / 86400) as days
      from referrals.facts_referral f where ${inCountry(actor)} and ${sentIn(span, when)}),
    c as (select count(*)::int as opened from registry.facts_case f where ${inCountry(actor)} and ${within(span, sql`f.opened_on`)}),
    k as (select count(*)::int as contacts from plans.facts_follow_up f where ${inCountry(actor)} and f.state = 'done' and ${within(span, sql`f.closed_on`)})
    select * from r, a, n, s, c, k`.execute(tx);
  return rows[0]!;
}

export interface NowCounts {
  readonly cases: number;
  readonly waitingCases: number;
  readonly withoutStep: number;
  readonly returned: number;
  readonly unanswered: number;
  readonly waiting: number;
  readonly outcomes: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly escalated: number;
  readonly lost: number;
}

/** What is open at this moment. The referral counts divide exactly as the officer's lists do. */
export async function nowCounts(actor: Actor, tx: Tx, when: When): Promise<NowCounts> {
  const { rows } = await sql<NowCounts>`with
    c as (select count(*)::int as cases, count(*) filter (where f.state = 'new' and f.answer_by < ${when.today}::date)::int as "waitingCases",
        count(*) filter (where ${condition('without-step', when)})::int as "withoutStep"
      from registry.facts_case f where ${inCountry(actor)} and f.state <> 'closed'),
    r as (select count(*) filter (where l = 'returned')::int as returned, count(*) filter (where l = 'unanswered')::int as unanswered,
        count(*) filter (where l = 'waiting')::int as waiting, count(*) filter (where l = 'answered')::int as outcomes
      from (select case when ${referralState(when)} = 'expired' then 'unanswered'
          when f.state in ('sent', 'received', 'accepted', 'waiting-list', 'in-service') then 'waiting'
          when f.state = 'completed' then 'answered' else 'returned' end as l
        from referrals.facts_referral f where ${inCountry(actor)} and not f.handled) as lists),
    k as (select count(*) filter (where f.due_on < ${when.today}::date)::int as overdue, count(*) filter (where f.due_on = ${when.today}::date)::int as "dueToday",
        count(*) filter (where f.escalated)::int as escalated
      from plans.facts_follow_up f where ${inCountry(actor)} and ${waitingContact}),
    l as (select count(*)::int as lost from plans.facts_follow_up f where ${inCountry(actor)} and f.lost_now)
    select * from c, r, k, l`.execute(tx);
  return rows[0]!;
}

export interface ArrivalCounts {
  readonly key: string;
  readonly expected: number;
  readonly came: number;
  readonly returns: number;
}

/** Who was expected, who of them came, and returns noted in the days, by month or by point. */
export async function arrivalCounts(actor: Actor, tx: Tx, span: Span, when: When, by: 'month' | 'point'): Promise<readonly ArrivalCounts[]> {
  const keyOf = (day: ReturnType<typeof sql>) => (by === 'month' ? sql`to_char(${day}, 'YYYY-MM')` : sql`f.office_id::text`);
  const { rows } = await sql<ArrivalCounts>`with
    a as (select ${keyOf(sql`f.arrives_on`)} as key, count(*)::int as expected, count(*) filter (where ${CAME})::int as came
      from reception.facts_arrival f where ${inCountry(actor)} and ${expectedIn(span, when)} group by 1),
    r as (select ${keyOf(sql`f.returned_on`)} as key, count(*)::int as returns from reception.facts_return f where ${inCountry(actor)} and ${within(span, sql`f.returned_on`)} group by 1)
    select key, coalesce(a.expected, 0) as expected, coalesce(a.came, 0) as came, coalesce(r.returns, 0) as returns from a full join r using (key) order by key`.execute(tx);
  return rows;
}

export interface NeedCounts {
  readonly code: string;
  readonly found: number;
  readonly met: number;
}

/** Needs found in the days, and those of them that are met by now; reserved ones together. */
export async function needCounts(actor: Actor, tx: Tx, span: Span): Promise<readonly NeedCounts[]> {
  const { rows } = await sql<NeedCounts>`select case when f.restricted then 'reserved' else f.need_code end as code, count(*)::int as found,
      count(*) filter (where f.state = 'met')::int as met
    from assessment.facts_need f where ${inCountry(actor)} and ${within(span, sql`f.opened_on`)} group by 1 order by found desc, code`.execute(tx);
  return rows;
}

export interface StateCount {
  readonly key: string;
  readonly value: number;
}

/** Referrals sent in the days, by the state they have now. */
export async function referralStates(actor: Actor, tx: Tx, span: Span, when: When): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`select ${referralState(when)} as key, count(*)::int as value from referrals.facts_referral f
    where ${inCountry(actor)} and ${sentIn(span, when)} group by 1 order by value desc, key`.execute(tx);
  return rows;
}

/** Contacts that fell due in the days, by what became of them. */
export async function contactStates(actor: Actor, tx: Tx, span: Span, when: When): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`select ${contactState(when)} as key, count(*)::int as value from plans.facts_follow_up f
    where ${inCountry(actor)} and ${within(span, sql`f.first_due_on`)} group by 1 order by value desc, key`.execute(tx);
  return rows;
}

export interface ProviderCounts {
  readonly organization: string;
  readonly sent: number;
  readonly unanswered: number;
  readonly accepted: number;
  readonly medianDays: number | null;
}

/** How the organizations answer what was sent to them in the days. */
export async function providerCounts(actor: Actor, tx: Tx, span: Span, when: When): Promise<readonly ProviderCounts[]> {
  const { rows } = await sql<ProviderCounts>`select f.provider_organization as organization, count(*)::int as sent,
      count(*) filter (where ${referralState(when)} = 'expired')::int as unanswered,
      count(*) filter (where f.state in ('accepted', 'waiting-list', 'in-service', 'completed'))::int as accepted,
      percentile_cont(0.5) within group (order by extract(epoch from f.answered_at - f.sent_at) / 86400) as "medianDays"
    from referrals.facts_referral f where ${inCountry(actor)} and ${sentIn(span, when)}
    group by 1 order by unanswered desc, sent desc, organization`.execute(tx);
  return rows;
}

/** Open needs for which the directory has nothing, by kind and municipality; reserved ones together. */
export async function gapCounts(actor: Actor, tx: Tx): Promise<GapCount[]> {
  const { rows } = await sql<GapCount>`select f.need_code as need, f.admin2, count(*)::int as n from assessment.facts_need f
    where ${inCountry(actor)} and f.state = 'open' and f.nothing_since is not null group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}

interface Grouped {
  readonly quarter: number;
  readonly month?: string;
  readonly point?: string;
  readonly sex?: string;
  readonly ageGroup?: string;
  readonly returnKind?: string;
  readonly mode?: string;
  readonly variant?: string;
  readonly need?: string;
  readonly referralState?: string;
  readonly contactState?: string;
  readonly feedbackKind?: string;
  readonly n: number;
  readonly met?: number;
  readonly awaited?: number;
  readonly came?: number;
  readonly further?: number;
  readonly again?: number;
}

function as(indicator: string, rows: readonly Grouped[], n: (row: Grouped) => number = (row) => row.n): Counted[] {
  return rows.map(({ quarter, n: _n, met: _met, came: _came, further: _further, again: _again, ...places }) => ({ indicator, quarter, places, n: 0 }))
    .map((counted, at) => ({ ...counted, n: n(rows[at]!) }));
}

/** Everything that an analyst's year is made of, counted in groups; no row of anybody leaves the database. */
export async function yearCounts(actor: Actor, tx: Tx, year: number, when: When): Promise<Counted[]> {
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const ask = async (query: ReturnType<typeof sql<Grouped>>): Promise<Grouped[]> => (await query.execute(tx)).rows;
  const returns = await ask(sql<Grouped>`select extract(quarter from f.returned_on)::int as quarter, to_char(f.returned_on, 'YYYY-MM') as month, f.office_id::text as point,
      f.sex, f.age_group as "ageGroup", coalesce(f.return_kind, 'unknown') as "returnKind", count(*)::int as n
    from reception.facts_return f where ${inCountry(actor)} and ${within(span, sql`f.returned_on`)} group by 1, 2, 3, 4, 5, 6`);
  const people = await ask(sql<Grouped>`select 0 as quarter, p.sex, count(*)::int as n, sum(p.events - 1)::int as further, count(*) filter (where p.nth > 1)::int as again
    from (select f.person_key, max(f.sex) as sex, count(*) as events, max(f.nth) as nth from reception.facts_return f
      where ${inCountry(actor)} and ${within(span, sql`f.returned_on`)} group by 1) p group by 2`);
  const arrivals = await ask(sql<Grouped>`select extract(quarter from f.arrives_on)::int as quarter, to_char(f.arrives_on, 'YYYY-MM') as month, f.office_id::text as point, f.mode, f.variant,
      count(*)::int as n, count(*) filter (where ${CAME})::int as came
    from reception.facts_arrival f where ${inCountry(actor)} and ${expectedIn(span, when)} group by 1, 2, 3, 4, 5`);
  const needs = await ask(sql<Grouped>`select extract(quarter from f.opened_on)::int as quarter, case when f.restricted then 'reserved' else f.need_code end as need,
      count(*)::int as n, count(*) filter (where f.state = 'met')::int as met
    from assessment.facts_need f where ${inCountry(actor)} and ${within(span, sql`f.opened_on`)} group by 1, 2`);
  const sentOn = dayOf(sql`f.sent_at`, when);
  const referrals = await ask(sql<Grouped>`select extract(quarter from ${sentOn})::int as quarter, ${referralState(when)} as "referralState", count(*)::int as n
    from referrals.facts_referral f where ${inCountry(actor)} and ${sentIn(span, when)} group by 1, 2`);
  const contacts = await ask(sql<Grouped>`select extract(quarter from f.first_due_on)::int as quarter, ${contactState(when)} as "contactState", count(*)::int as n
    from plans.facts_follow_up f where ${inCountry(actor)} and ${within(span, sql`f.first_due_on`)} and f.first_due_on <= ${when.today}::date group by 1, 2`);
  const lost = await ask(sql<Grouped>`select extract(quarter from f.from_on)::int as quarter, count(*)::int as n, count(*) filter (where f.until_on is not null)::int as met
    from plans.facts_lost f where ${inCountry(actor)} and ${within(span, sql`f.from_on`)} group by 1`);
  const cases = await ask(sql<Grouped>`select extract(quarter from f.opened_on)::int as quarter, f.sex, f.age_group as "ageGroup", count(*)::int as n
    from registry.facts_case f where ${inCountry(actor)} and ${within(span, sql`f.opened_on`)} group by 1, 2, 3`);
  const saidOn = dayOf(sql`f.received_at`, when);
  const feedback = await ask(sql<Grouped>`select extract(quarter from ${saidOn})::int as quarter, to_char(${saidOn}, 'YYYY-MM') as month, coalesce(f.office_id::text, 'unknown') as point,
      f.kind as "feedbackKind", count(*)::int as n, count(*) filter (where f.wants_answer)::int as awaited, count(*) filter (where f.wants_answer and f.in_time)::int as met
    from feedback.facts_feedback f where ${inCountry(actor)} and ${within(span, saidOn)} group by 1, 2, 3, 4`);
  return [
    ...as('feedback-received', feedback), ...as('feedback-to-answer', feedback, (r) => r.awaited ?? 0), ...as('feedback-not-to-answer', feedback, (r) => r.n - (r.awaited ?? 0)),
    ...as('feedback-in-time', feedback, (r) => r.met ?? 0), ...as('feedback-not-in-time', feedback, (r) => (r.awaited ?? 0) - (r.met ?? 0)),
    ...as('returns', returns), ...as('people-returned', people), ...as('further-returns', people, (r) => r.further ?? 0),
    ...as('people-returning-again', people, (r) => r.again ?? 0), ...as('people-returning-once', people, (r) => r.n - (r.again ?? 0)),
    ...as('arrivals-expected', arrivals), ...as('arrivals-came', arrivals, (r) => r.came ?? 0), ...as('arrivals-missing', arrivals, (r) => r.n - (r.came ?? 0)),
    ...as('needs-found', needs), ...as('needs-met', needs, (r) => r.met ?? 0), ...as('needs-not-met', needs, (r) => r.n - (r.met ?? 0)),
    ...as('referrals-sent', referrals), ...as('follow-ups-due', contacts),
    ...as('lost-begun', lost), ...as('lost-found', lost, (r) => r.met ?? 0), ...as('lost-still', lost, (r) => r.n - (r.met ?? 0)), ...as('cases-opened', cases),
  ];
}
