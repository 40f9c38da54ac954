import type { RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { sql, type Tx } from '#platform/db';
import { COUNTED_LISTS, type CaseList } from './supervision-schema.ts';

/** What the clock says: the day in the country, the instant, and the country's zone. */
export interface When {
  readonly today: string;
  readonly now: Date;
  readonly timeZone: string;
  /** Days within which a first plan is agreed. */
  readonly planWithinDays: number;
}

/** First wall: the country. Views hold the offices. */
export const inCountry = (actor: Actor): RawBuilder<boolean> => sql<boolean>`f.country = ${actor.country}`;

/** A referral's state as the clock sees it. */
export const referralState = (when: When): RawBuilder<string> => sql<string>`case when f.state in ('sent', 'received') and f.due_at < ${when.now} then 'expired' else f.state end`;

/** A contact that somebody still has to make. */
export const waitingContact = sql<boolean>`f.state in ('planned', 'talked')`;

/**
 * Open longer than its urgency allows; a need of the long run has no such day. Compared as days and texts, which the database lets pass the walls
 * of the view: needs that are not late are left aside before anything is made of them.
 */
const tooLongOpen = ({ today }: When) => sql`((x.urgency = '24h' and x.opened_on < ${addDays(today, -1)}::date) or (x.urgency = '72h' and x.opened_on < ${addDays(today, -3)}::date)
  or (x.urgency = '2weeks' and x.opened_on < ${addDays(today, -14)}::date))`;
/** A questionnaire that nobody went on with for so long is forgotten. */
const STALE_AFTER_DAYS = 14;

// Each condition is a set of keys that is read once, whatever the number of cases; asked of each case anew, a national count took longer than anybody waits.
const inAny = (keys: RawBuilder<unknown>) => sql`f.case_key in (${keys})`;
const lacks = (what: RawBuilder<unknown>) => inAny(sql`select x.case_key from registry.facts_quality x where ${what}`);
const contact = (what: RawBuilder<unknown>) => inAny(sql`select x.case_key from plans.facts_follow_up x where x.state in ('planned', 'talked') and ${what}`);

const lateSurvey = (when: When, round: string | null) => sql`x.first_due_on < ${when.today}::date and ${round === null ? sql`x.round is not null` : sql`x.round = ${round}`}`;

/** What makes a case one of a list, complete by type: the number and the list behind it ask the same. `f` is a case of the figures. */
const CONDITIONS: Record<CaseList, (when: When, round: string | null) => RawBuilder<unknown>> = {
  open: () => sql`true`,
  // Nobody has promised anything: no contact is planned, no referral under way, no step of a plan, no paper begun.
  'without-step': () => sql`not ${contact(sql`true`)}
    and not ${inAny(sql`select x.case_key from referrals.facts_referral x where x.closed_at is null`)}
    and not ${inAny(sql`select x.case_key from plans.facts_action x where x.state = 'promised'`)}
    and not ${inAny(sql`select x.case_key from plans.facts_paper_steps() x`)}`,
  // Due by its first day, whatever day it was moved to, and asked at none.
  'survey-late': (when, round) => contact(lateSurvey(when, round)),
  'contact-late': (when) => contact(sql`x.due_on < ${when.today}::date`),
  escalated: () => contact(sql`x.escalated`),
  lost: () => inAny(sql`select x.case_key from plans.facts_follow_up x where x.lost_now`),
  'action-late': (when) => inAny(sql`select x.case_key from plans.facts_action x where x.state = 'promised' and x.due_on < ${when.today}::date`),
  unanswered: (when) => inAny(sql`select x.case_key from referrals.facts_referral x where not x.handled and x.state in ('sent', 'received') and x.due_at < ${when.now}`),
  'need-late': (when) => inAny(sql`select x.case_key from assessment.facts_need x where x.state = 'open' and ${tooLongOpen(when)}
    and x.need_key not in (select r.need_key from referrals.facts_referral r)`),
  'no-destination': () => lacks(sql`not x.destination_known`),
  'no-birth-date': () => lacks(sql`not x.birth_known`),
  'no-consent': () => lacks(sql`not x.consented`),
  'no-contact': () => lacks(sql`not x.reachable`),
  contradictory: () => lacks(sql`x.contradictory`),
  'stale-draft': (when) => inAny(sql`select x.case_key from assessment.facts_draft x where x.saved_at < ${when.now}::timestamptz - make_interval(days => ${STALE_AFTER_DAYS})`),
  'without-plan': (when) => inAny(sql`select x.case_key from plans.facts_unplanned x where x.opened_on + ${when.planWithinDays}::int < ${when.today}::date`),
};

/** The condition of a list, for a row `f` of `registry.facts_case`. */
export const condition = (list: CaseList, when: When, round: string | null = null): RawBuilder<unknown> => sql`(${CONDITIONS[list](when, round)})`;

const OPEN = sql`f.state <> 'closed'`;

function held(officer: string | null): RawBuilder<unknown> {
  if (officer === null) return sql`true`;
  return officer === 'nobody' ? sql`f.officer_id is null` : sql`f.officer_id = ${officer}::uuid`;
}

export interface CaseKey { readonly key: string; readonly openedOn: string }

export interface KeysQuery {
  readonly list: CaseList;
  /** Whose cases: an account, `nobody`, or of all. */
  readonly officer: string | null;
  /** Which survey, of those that are late. */
  readonly round: string | null;
  readonly after: CaseKey | null;
  /** Only these cases; without a search, all. */
  readonly among: readonly string[] | null;
  readonly limit: number;
}

/** Keys of the open cases of a list, oldest first. */
export async function keysOf(actor: Actor, tx: Tx, query: KeysQuery, when: When): Promise<CaseKey[]> {
  const after = query.after ? sql`(f.opened_on, f.case_key) > (${query.after.openedOn}::date, ${query.after.key})` : sql`true`;
  const among = query.among ? sql`f.case_key = any (${[...query.among]}::text[])` : sql`true`;
  const { rows } = await sql<CaseKey>`select f.case_key as key, f.opened_on as "openedOn" from registry.facts_case f
    where ${inCountry(actor)} and ${OPEN} and ${held(query.officer)} and ${condition(query.list, when, query.round)} and ${after} and ${among}
    order by f.opened_on, f.case_key limit ${query.limit}`.execute(tx);
  return rows;
}

export async function countOf(actor: Actor, tx: Tx, query: Pick<KeysQuery, 'list' | 'officer' | 'round'>, when: When): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from registry.facts_case f
    where ${inCountry(actor)} and ${OPEN} and ${held(query.officer)} and ${condition(query.list, when, query.round)}`.execute(tx);
  return rows[0]!.n;
}

export type CaseCounts = Readonly<Record<Exclude<CaseList, 'survey-late'>, number>>;

/** How many open cases every list has, by the officer who holds them (`null`: nobody). */
export async function countsByOfficer(actor: Actor, tx: Tx, when: When): Promise<readonly { readonly officer: string | null; readonly counts: CaseCounts }[]> {
  const columns = COUNTED_LISTS.map((list) => sql`${list}::text, count(*) filter (where ${condition(list, when)})`);
  const { rows } = await sql<{ officer: string | null; counts: CaseCounts }>`select f.officer_id as officer, json_build_object(${sql.join(columns)}) as counts
    from registry.facts_case f where ${inCountry(actor)} and ${OPEN} group by 1`.execute(tx);
  return rows;
}

/** Referrals without an answer in time that nobody has looked at, by the organization that owes it. */
export async function unansweredBy(actor: Actor, tx: Tx, when: When): Promise<readonly { readonly organization: string; readonly n: number }[]> {
  const { rows } = await sql<{ organization: string; n: number }>`select f.provider_organization as organization, count(*)::int as n from referrals.facts_referral f
    where ${inCountry(actor)} and not f.handled and ${referralState(when)} = 'expired' group by 1 order by n desc, organization`.execute(tx);
  return rows;
}

export interface SurveyRow { readonly round: string; readonly weightSet: string; readonly official: boolean; readonly dimension: string; readonly n: number; readonly mean: number | null; readonly deviation: number | null }

/** Scores of surveys by round, set of weights and dimension. */
export async function surveyRows(actor: Actor, tx: Tx): Promise<SurveyRow[]> {
  const { rows } = await sql<SurveyRow>`select f.round, f.weight_set as "weightSet", f.official, f.dimension, count(f.value)::int as n, avg(f.value) as mean, stddev_samp(f.value) as deviation
    from plans.facts_survey f where ${inCountry(actor)} group by 1, 2, 3, 4`.execute(tx);
  return rows;
}

export interface RoundRow { readonly round: string; readonly asked: number; readonly lost: number; readonly notAsked: number; readonly late: number }

/** What became of the contacts at which the survey was due until today, or was asked before; and in how many open cases its day has passed and nobody asked. */
export async function roundRows(actor: Actor, tx: Tx, when: When): Promise<RoundRow[]> {
  const { rows } = await sql<RoundRow>`with late as (select x.round, count(distinct f.case_key)::int as n from registry.facts_case f join plans.facts_follow_up x on x.case_key = f.case_key
      where ${inCountry(actor)} and ${OPEN} and x.state in ('planned', 'talked') and ${lateSurvey(when, null)} group by 1)
    select f.round, (select count(distinct s.survey_key)::int from plans.facts_survey s where s.country = ${actor.country} and s.round = f.round) as asked,
      count(*) filter (where f.state = 'lost')::int as lost, count(*) filter (where f.state in ('closed', 'cancelled'))::int as "notAsked",
      coalesce((select l.n from late l where l.round = f.round), 0) as late
    from plans.facts_follow_up f where ${inCountry(actor)} and f.round is not null and (f.first_due_on <= ${when.today}::date or f.state in ('talked', 'done')) group by 1`.execute(tx);
  return rows;
}
