import type { Actor } from '#kernel/actor';
import type { Urgency } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { Changes, ReferralRecord, Side } from './rules.ts';
import type { CommandKind, InboxList, OfficerList, Outcome, ReferralState, Snapshot } from './schema.ts';

interface Label { readonly es: string; readonly en: string }

/** A referral as it rests in the database. */
export interface ReferralRow {
  readonly id: string;
  readonly case_id: string;
  readonly person_id: string;
  readonly need_id: string;
  readonly need_code: string;
  readonly need_label: Label;
  readonly office_id: string;
  readonly service_id: string;
  readonly service_name: Label;
  readonly provider_organization: string;
  readonly provider_name: Label;
  readonly urgency: Urgency;
  readonly state: Exclude<ReferralState, 'expired'>;
  readonly state_since: Date;
  readonly consent_id: string | null;
  readonly sent_at: Date | null;
  readonly due_at: Date | null;
  readonly reason: string | null;
  readonly alternative_service_id: string | null;
  readonly outcome: Outcome | null;
  readonly handled: boolean;
  readonly share_closed_at: Date | null;
  readonly replaces: string | null;
  readonly snapshot: Snapshot | null;
}

export interface EventRow {
  readonly referral_id: string;
  readonly at: Date;
  readonly kind: CommandKind;
  readonly state: ReferralState;
  readonly side: Side;
  readonly actor_name: string;
  readonly note: string | null;
  readonly reason: string | null;
  /** It came by link: the name was typed, not signed in. */
  readonly by_link: boolean;
}

const COLUMNS = sql`r.id, r.case_id, r.person_id, r.need_id, r.need_code, r.need_label, r.office_id, r.service_id, r.service_name,
  r.provider_organization, r.provider_name, r.urgency, r.state, r.state_since, r.consent_id, r.sent_at, r.due_at, r.reason,
  r.alternative_service_id, r.outcome, r.handled, r.share_closed_at, r.replaces, s.snapshot`;

/** First wall of the officer's side: the country, and a case that this officer may see. */
const caseScope = (actor: Actor) => sql`r.country = ${actor.country} and registry.may_see_case(r.case_id)`;

/** The same, without referrals for needs that only the closed circle (and who sent them) may know of. */
const officerScope = (actor: Actor) => sql`${caseScope(actor)} and (r.sent_by = ${actor.userId} or assessment.may_see_need(r.need_id))`;

/** First wall of the provider's side: sent to the own organization, not longer than it may be kept open. */
const providerScope = (actor: Actor, now: Date) => sql`r.country = ${actor.country} and r.provider_organization = ${actor.organizationId ?? ''}
  and ${actor.role} = 'provider' and r.state <> 'draft' and r.sent_at is not null and (r.provider_until is null or r.provider_until > ${now})`;

const officerJoin = sql`referrals.referral r left join referrals.shared s on s.referral_id = r.id`;
const providerJoin = sql`referrals.referral r left join referrals.shared s on s.referral_id = r.id and r.share_closed_at is null`;

/** The rules' view of a row. */
export function asRecord(row: Pick<ReferralRow, 'state' | 'due_at' | 'consent_id' | 'share_closed_at' | 'handled'>): ReferralRecord {
  return {
    state: row.state, dueAt: row.due_at, applied: [], consentGiven: row.consent_id !== null,
    shareClosed: row.share_closed_at !== null, handled: row.handled,
  };
}

export interface NewReferral {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly needId: string;
  readonly needCode: string;
  readonly needLabel: Label;
  readonly officeId: string;
  readonly serviceId: string;
  readonly serviceName: Label;
  readonly providerOrganization: string;
  readonly providerName: Label;
  readonly urgency: Urgency;
  readonly consentId: string;
  readonly replaces: string | null;
  readonly shared: { readonly sections: readonly string[]; readonly wordingVersion: string; readonly language: string; readonly snapshot: Snapshot };
}

/** Stores a referral that is sent in the same moment, with the copy of what is shared. */
export async function insertSent(actor: Actor, tx: Tx, r: NewReferral, sent: { at: Date; dueAt: Date }): Promise<void> {
  await sql`insert into referrals.referral (id, country, case_id, person_id, need_id, need_code, need_label, office_id, service_id, service_name,
      provider_organization, provider_name, urgency, state, state_since, consent_id, sent_at, sent_by, due_at, replaces)
    values (${r.id}, ${actor.country}, ${r.caseId}, ${r.personId}, ${r.needId}, ${r.needCode}, ${JSON.stringify(r.needLabel)}::jsonb, ${r.officeId},
      ${r.serviceId}, ${JSON.stringify(r.serviceName)}::jsonb, ${r.providerOrganization}, ${JSON.stringify(r.providerName)}::jsonb, ${r.urgency}, 'sent', ${sent.at},
      ${r.consentId}, ${sent.at}, ${actor.userId}, ${sent.dueAt}, ${r.replaces})`.execute(tx);
  await sql`insert into referrals.shared (referral_id, country, sections, wording_version, language, snapshot)
    values (${r.id}, ${actor.country}, ${r.shared.sections}, ${r.shared.wordingVersion}, ${r.shared.language}, ${JSON.stringify(r.shared.snapshot)}::jsonb)`.execute(tx);
}

/** An officer's look at one referral; locks it when something is about to change. */
export async function findForOfficer(actor: Actor, tx: Tx, id: string, lock = false): Promise<ReferralRow | undefined> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.id = ${id} and ${officerScope(actor)}
    ${lock ? sql`for update of r` : sql``}`.execute(tx);
  return rows[0];
}

/** The provider's look at one referral; a closed one is not locked, since it cannot change any more. */
export async function findForProvider(actor: Actor, tx: Tx, id: string, now: Date): Promise<ReferralRow | undefined> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${providerJoin} where r.id = ${id} and ${providerScope(actor, now)}`.execute(tx);
  return rows[0];
}

/** Locks an open referral of the provider and reads it again: of two who answer at once, the second sees the first's answer. */
export async function lockForProvider(actor: Actor, tx: Tx, id: string, now: Date): Promise<void> {
  await sql`select from referrals.referral r where r.id = ${id} and ${providerScope(actor, now)} for update`.execute(tx);
}

/** All referrals of these cases, newest first. */
export async function referralsOfCases(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.case_id = any (${caseIds as string[]}::uuid[]) and ${officerScope(actor)}
    order by r.state_since desc, r.id desc limit 500`.execute(tx);
  return rows;
}

/** True if this service is being asked for this need already. */
export async function isAsked(actor: Actor, tx: Tx, needId: string, serviceId: string): Promise<boolean> {
  const { rows } = await sql`select from referrals.referral r
    where r.need_id = ${needId} and r.service_id = ${serviceId} and r.closed_at is null and ${officerScope(actor)}`.execute(tx);
  return rows.length > 0;
}

/** Open referrals that rest on one consent; also secret ones, since taking consent back must reach them all. */
export async function referralsUnderConsent(actor: Actor, tx: Tx, consentId: string): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.consent_id = ${consentId} and ${caseScope(actor)}
    for update of r`.execute(tx);
  return rows;
}

/** The states of the database that stand on each of the officer's lists; the clock divides the unanswered ones. */
const OFFICER_CASES = (now: Date) => sql<OfficerList>`case
  when r.state in ('sent', 'received') and r.due_at < ${now} then 'unanswered'
  when r.state in ('draft', 'sent', 'received', 'accepted', 'waiting-list', 'in-service') then 'waiting'
  when r.state = 'completed' then 'answered' else 'returned' end`;

/** Where the officer's lists look: the own office; for a supervisor every office they supervise. */
const ofOwnOffices = sql`r.office_id = any ((select registry.actor_offices())::uuid[])`;

/** Rows of one of the officer's lists, the most urgent and longest due first. */
export async function officerList(actor: Actor, tx: Tx, list: OfficerList, now: Date): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin}
    where ${ofOwnOffices} and not r.handled and ${OFFICER_CASES(now)} = ${list} and ${officerScope(actor)}
    order by r.due_at nulls last, r.id limit 200`.execute(tx);
  return rows;
}

/** How many stand on each of the officer's lists. */
export async function officerCounts(actor: Actor, tx: Tx, now: Date): Promise<Readonly<Partial<Record<OfficerList, number>>>> {
  const { rows } = await sql<{ list: OfficerList; n: number }>`select ${OFFICER_CASES(now)} as list, count(*)::int as n from referrals.referral r
    where ${ofOwnOffices} and not r.handled and ${officerScope(actor)} group by 1`.execute(tx);
  return Object.fromEntries(rows.map((row) => [row.list, row.n]));
}

export interface WaitingRow { readonly referralId: string; readonly serviceId: string; readonly publicCode: string | null; readonly urgency: Urgency; readonly since: Date }

/** Who waits for a place of the provider's services. */
export async function waitingFor(actor: Actor, tx: Tx, now: Date): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select r.id as "referralId", r.service_id as "serviceId", s.snapshot->>'publicCode' as "publicCode", r.urgency, r.state_since as since
    from ${providerJoin} where r.state = 'waiting-list' and ${providerScope(actor, now)} order by r.state_since, r.id limit 2000`.execute(tx);
  return rows;
}

const INBOX_CASES = sql<InboxList>`case when r.state in ('sent', 'received') then 'new'
  when r.state in ('accepted', 'waiting-list', 'in-service', 'more-information-asked') then 'open' else 'closed' end`;

/** Rows of one list of the provider's inbox. */
export async function inboxList(actor: Actor, tx: Tx, list: InboxList, now: Date): Promise<readonly ReferralRow[]> {
  const order = list === 'closed' ? sql`r.closed_at desc, r.id` : sql`r.due_at nulls last, r.id`;
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${providerJoin}
    where ${INBOX_CASES} = ${list} and ${providerScope(actor, now)} order by ${order} limit 200`.execute(tx);
  return rows;
}

/** How many stand on each list of the provider's inbox. */
export async function inboxCounts(actor: Actor, tx: Tx, now: Date): Promise<Readonly<Partial<Record<InboxList, number>>>> {
  const { rows } = await sql<{ list: InboxList; n: number }>`select ${INBOX_CASES} as list, count(*)::int as n from referrals.referral r
    where ${providerScope(actor, now)} group by 1`.execute(tx);
  return Object.fromEntries(rows.map((row) => [row.list, row.n]));
}

/** What an answer writes beside the decided changes. */
export interface Details {
  readonly reason?: string;
  readonly alternativeServiceId?: string | undefined;
  readonly outcome?: Outcome;
  /** The provider answered for the first time. */
  readonly answered?: boolean;
  readonly sentAgain?: boolean;
}

const decidedSets = (c: Changes, now: Date) => [
  ...(c.state ? [sql`state = ${c.state}, state_since = ${now}`] : []),
  ...(c.dueAt ? [sql`due_at = ${c.dueAt}`] : []),
  ...(c.handled !== undefined ? [sql`handled = ${c.handled}`] : []),
  ...(c.shareClosed ? [sql`share_closed_at = ${now}`] : []),
  ...(c.closedAt ? [sql`closed_at = ${c.closedAt}, provider_until = ${c.providerUntil ?? null}`] : []),
];

const detailSets = (d: Details, now: Date) => [
  ...(d.reason ? [sql`reason = ${d.reason}, alternative_service_id = ${d.alternativeServiceId ?? null}`] : []),
  ...(d.outcome ? [sql`outcome = ${d.outcome}`] : []),
  ...(d.answered ? [sql`answered_at = coalesce(answered_at, ${now})`] : []),
  ...(d.sentAgain ? [sql`sent_at = ${now}`] : []),
];

/** Writes what was decided, and nothing else. */
export async function saveChanges(_actor: Actor, tx: Tx, id: string, changes: Changes, details: Details, now: Date): Promise<void> {
  const sets = [...decidedSets(changes, now), ...detailSets(details, now)];
  if (sets.length === 0) return;
  await sql`update referrals.referral set ${sql.join(sets)} where id = ${id}`.execute(tx);
}

/** What comes back from now on comes back to the office that has the case in charge, whoever changed that. */
export async function followCase(_actor: Actor, tx: Tx, caseId: string): Promise<void> {
  await sql`select referrals.follow_case(${caseId})`.execute(tx);
}

export interface NewEvent {
  readonly id: string;
  readonly referralId: string;
  readonly commandId: string;
  readonly at: Date;
  readonly kind: CommandKind;
  readonly state: ReferralState;
  readonly side: Side;
  readonly note: string | null;
  readonly reason: string | null;
  readonly linkId?: string;
}

/** Adds one entry to the history. */
export async function appendEvent(actor: Actor, tx: Tx, e: NewEvent): Promise<void> {
  await sql`insert into referrals.referral_event (id, country, referral_id, command_id, at, kind, state, side, actor_id, actor_name, note, reason, link_id)
    values (${e.id}, ${actor.country}, ${e.referralId}, ${e.commandId}, ${e.at}, ${e.kind}, ${e.state}, ${e.side}, ${actor.userId},
      ${actor.displayName}, ${e.note}, ${e.reason}, ${e.linkId ?? null})`.execute(tx);
}

/** The histories of several referrals, oldest first; the provider's is without the officers' own remarks. */
export async function eventsOf(actor: Actor, tx: Tx, ids: readonly string[], now: Date): Promise<readonly EventRow[]> {
  if (ids.length === 0) return [];
  const scope = actor.role === 'provider'
    ? sql`${providerScope(actor, now)} and r.share_closed_at is null and e.kind not in ('withdraw', 'acknowledge', 'consent-withdrawn')`
    : officerScope(actor);
  const { rows } = await sql<EventRow>`select e.referral_id, e.at, e.kind, e.state, e.side, e.actor_name, e.note, e.reason, e.link_id is not null as by_link
    from referrals.referral_event e join referrals.referral r on r.id = e.referral_id
    where e.referral_id = any(${ids}) and ${scope} order by e.seq`.execute(tx);
  return rows;
}
