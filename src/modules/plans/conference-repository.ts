import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { ConferenceSnapshot, ConferenceState, EntryKind, TaskState } from './conference/schema.ts';

interface Label { readonly es: string; readonly en: string }
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

const OFFICERS: readonly string[] = ['window', 'protection', 'supervisor'];

/** First wall of the officers: the country, and a case that this officer may see. Row-level security stands behind it. */
const officerScope = (actor: Actor) => (OFFICERS.includes(actor.role) ? sql`c.country = ${actor.country} and registry.may_see_case(c.case_id)` : sql`false`);

/** Members of the own institution, in whatever state. */
function ofMine(actor: Actor) {
  const country = sql`m.country = ${actor.country}`;
  if (actor.role === 'provider') return sql`${country} and m.office_id is null and m.organization_id = ${actor.organizationId ?? ''}`;
  return actor.role === 'window' || actor.role === 'protection' ? sql`${country} and m.office_id = ${actor.officeId}` : sql`false`;
}

/** First wall of a member: the seat of the own institution, while it stands. */
const memberScope = (actor: Actor) => sql`${ofMine(actor)} and plans.conference_seat(m.conference_id) = m.id`;

export interface ConferenceRow {
  readonly id: string; readonly case_id: string; readonly question: string; readonly how: 'in-person' | 'call' | 'video'; readonly place: string | null;
  readonly planned_on: string; readonly planned_time: string | null; readonly state: ConferenceState; readonly closed_at: Date | null; readonly members_until: Date | null;
}
const CONFERENCE = sql`c.id, c.case_id, c.question, c.how, c.place, c.planned_on, c.planned_time, c.state, c.closed_at, c.members_until`;

export interface NewConference { readonly id: string; readonly caseId: string; readonly question: string; readonly how: string; readonly place: string | null; readonly plannedOn: string; readonly plannedTime: string | null }

export async function insertConference(actor: Actor, tx: Tx, c: NewConference, now: Date): Promise<void> {
  await sql`insert into plans.conference (id, country, case_id, question, how, place, planned_on, planned_time, state, called_by, called_at)
    values (${c.id}, ${actor.country}, ${c.caseId}, ${c.question}, ${c.how}, ${c.place}, ${c.plannedOn}, ${c.plannedTime}, 'called', ${actor.userId}, ${now})`.execute(tx);
}

/** A conference for its officers; locked when something is about to change. */
export async function findConference(actor: Actor, tx: Tx, id: string, lock = false): Promise<ConferenceRow | undefined> {
  const { rows } = await sql<ConferenceRow>`select ${CONFERENCE} from plans.conference c where c.id = ${id} and ${officerScope(actor)} ${lock ? sql`for update of c` : sql``}`.execute(tx);
  return rows[0];
}

export type CaseConferenceRow = ConferenceRow & { readonly members: number; readonly open_tasks: number; readonly late_tasks: number };

/** Conferences of these cases, the newest first. */
export async function conferencesOfCases(actor: Actor, tx: Tx, caseIds: readonly string[], today: string): Promise<CaseConferenceRow[]> {
  const { rows } = await sql<CaseConferenceRow>`select ${CONFERENCE},
      (select count(*)::int from plans.conference_member m where m.conference_id = c.id and m.share_closed_at is null) as members,
      (select count(*)::int from plans.conference_task k where k.conference_id = c.id and k.state in ('proposed', 'taken')) as open_tasks,
      (select count(*)::int from plans.conference_task k where k.conference_id = c.id and k.state in ('proposed', 'taken') and k.due_on < ${today}::date) as late_tasks
    from plans.conference c where c.case_id = any (${caseIds as string[]}::uuid[]) and ${officerScope(actor)} order by c.planned_on desc, c.id desc limit 50`.execute(tx);
  return rows;
}

export async function moveConference(actor: Actor, tx: Tx, id: string, to: Pick<NewConference, 'how' | 'place' | 'plannedOn' | 'plannedTime'>): Promise<void> {
  await sql`update plans.conference c set how = ${to.how}, place = ${to.place}, planned_on = ${to.plannedOn}, planned_time = ${to.plannedTime} where c.id = ${id} and ${officerScope(actor)}`.execute(tx);
}

export async function setState(actor: Actor, tx: Tx, id: string, to: { state: ConferenceState; closedAt: Date | null; membersUntil: Date | null }): Promise<void> {
  await sql`update plans.conference c set state = ${to.state}, closed_at = ${to.closedAt}, members_until = ${to.membersUntil} where c.id = ${id} and ${officerScope(actor)}`.execute(tx);
}

export interface MemberRow {
  readonly id: string; readonly conference_id: string; readonly organization_id: string; readonly organization_name: Label; readonly office_id: string | null; readonly consent_id: string;
  readonly invited_at: Date; readonly share_closed_at: Date | null; readonly share_closed_why: 'consent-withdrawn' | 'removed' | null; readonly snapshot: ConferenceSnapshot | null;
}

/** Members of a conference with the copy that each reads, for its officers. */
export async function membersOf(actor: Actor, tx: Tx, conferenceId: string): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`select m.id, m.conference_id, m.organization_id, m.organization_name, m.office_id, m.consent_id, m.invited_at, m.share_closed_at, m.share_closed_why, v.snapshot
    from plans.conference c join plans.conference_member m on m.conference_id = c.id left join plans.conference_view v on v.member_id = m.id and v.consent_id = m.consent_id
    where c.id = ${conferenceId} and ${officerScope(actor)} order by m.invited_at, m.id`.execute(tx);
  return rows;
}

export interface NewMember { readonly id: string; readonly conferenceId: string; readonly organizationId: string; readonly name: Label; readonly officeId: string | null; readonly consentId: string }

export async function insertMember(actor: Actor, tx: Tx, m: NewMember, now: Date): Promise<void> {
  await sql`insert into plans.conference_member (id, country, conference_id, organization_id, organization_name, office_id, consent_id, invited_by, invited_at)
    values (${m.id}, ${actor.country}, ${m.conferenceId}, ${m.organizationId}, ${json(m.name)}, ${m.officeId}, ${m.consentId}, ${actor.userId}, ${now})`.execute(tx);
}

/** The member reads under another consent from now on. */
export async function renewMember(actor: Actor, tx: Tx, memberId: string, consentId: string, now: Date): Promise<void> {
  await sql`update plans.conference_member m set consent_id = ${consentId}, share_closed_at = null, share_closed_why = null, invited_by = ${actor.userId}, invited_at = ${now}
    from plans.conference c where m.id = ${memberId} and c.id = m.conference_id and ${officerScope(actor)}`.execute(tx);
}

/** Ends what a member reads; false if it had ended before. */
export async function endMember(actor: Actor, tx: Tx, conferenceId: string, memberId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update plans.conference_member m set share_closed_at = ${now}, share_closed_why = 'removed'
    from plans.conference c where m.id = ${memberId} and m.conference_id = ${conferenceId} and m.share_closed_at is null and c.id = m.conference_id and ${officerScope(actor)}`.execute(tx);
  return numAffectedRows === 1n;
}

export interface NewView { readonly id: string; readonly memberId: string; readonly consentId: string; readonly sections: readonly string[]; readonly wordingVersion: string; readonly language: string; readonly snapshot: ConferenceSnapshot }

export async function insertView(actor: Actor, tx: Tx, v: NewView, now: Date): Promise<void> {
  await sql`insert into plans.conference_view (id, country, member_id, consent_id, sections, wording_version, language, snapshot, at)
    values (${v.id}, ${actor.country}, ${v.memberId}, ${v.consentId}, ${v.sections as string[]}, ${v.wordingVersion}, ${v.language}, ${json(v.snapshot)}, ${now})`.execute(tx);
}

export interface EntryRow { readonly kind: EntryKind; readonly text: string | null; readonly told: boolean; readonly member_id: string | null; readonly actor_name: string; readonly at: Date }
const ENTRY = sql`e.kind, e.text, e.told, e.member_id, e.actor_name, e.at`;

/** What was said and done, newest first, for the officers. */
export async function entriesOf(actor: Actor, tx: Tx, conferenceId: string): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${ENTRY} from plans.conference c join plans.conference_entry e on e.conference_id = c.id
    where c.id = ${conferenceId} and ${officerScope(actor)} order by e.seq desc limit 500`.execute(tx);
  return rows;
}

export interface NewEntry { readonly id: string; readonly conferenceId: string; readonly memberId?: string; readonly kind: EntryKind; readonly text?: string; readonly told?: boolean }

export async function appendEntry(actor: Actor, tx: Tx, e: NewEntry, now: Date): Promise<void> {
  await sql`insert into plans.conference_entry (id, country, conference_id, member_id, kind, text, told, actor_id, actor_name, at)
    values (${e.id}, ${actor.country}, ${e.conferenceId}, ${e.memberId ?? null}, ${e.kind}, ${e.text ?? null}, ${e.told ?? false}, ${actor.userId}, ${actor.displayName}, ${now})`.execute(tx);
}

export interface TaskRow {
  readonly id: string; readonly member_id: string | null; readonly what: string; readonly due_on: string; readonly state: TaskState; readonly state_note: string | null;
  readonly state_by: string; readonly state_at: Date;
}
const TASK = sql`k.id, k.member_id, k.what, k.due_on, k.state, k.state_note, k.state_by, k.state_at`;

/** Tasks of a conference, the next one first, for the officers. */
export async function tasksOf(actor: Actor, tx: Tx, conferenceId: string): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`select ${TASK} from plans.conference c join plans.conference_task k on k.conference_id = c.id
    where c.id = ${conferenceId} and ${officerScope(actor)} order by k.due_on, k.id limit 200`.execute(tx);
  return rows;
}

export interface NewTask { readonly id: string; readonly conferenceId: string; readonly memberId: string | null; readonly what: string; readonly dueOn: string; readonly state: TaskState }

export async function insertTask(actor: Actor, tx: Tx, k: NewTask, now: Date): Promise<void> {
  await sql`insert into plans.conference_task (id, country, conference_id, member_id, what, due_on, state, state_by, state_at, proposed_by, proposed_at)
    values (${k.id}, ${actor.country}, ${k.conferenceId}, ${k.memberId}, ${k.what}, ${k.dueOn}, ${k.state}, ${actor.displayName}, ${now}, ${actor.userId}, ${now})`.execute(tx);
}

/** A task of a conference, locked for a step of an officer. */
export async function lockTask(actor: Actor, tx: Tx, conferenceId: string, taskId: string): Promise<TaskRow | undefined> {
  const { rows } = await sql<TaskRow>`select ${TASK} from plans.conference_task k join plans.conference c on c.id = k.conference_id
    where k.id = ${taskId} and c.id = ${conferenceId} and ${officerScope(actor)} for update of k`.execute(tx);
  return rows[0];
}

/** A task of the own institution, locked for a step. */
export async function lockOwnTask(actor: Actor, tx: Tx, conferenceId: string, taskId: string): Promise<TaskRow | undefined> {
  const { rows } = await sql<TaskRow>`select ${TASK} from plans.conference_task k join plans.conference_member m on m.id = k.member_id
    where k.id = ${taskId} and k.conference_id = ${conferenceId} and ${memberScope(actor)} for update of k`.execute(tx);
  return rows[0];
}

/** Writes a step; the task was locked, and with that in sight. */
export async function saveTask(actor: Actor, tx: Tx, taskId: string, to: { state: TaskState; dueOn: string; note: string | null }, now: Date): Promise<void> {
  await sql`update plans.conference_task k set state = ${to.state}, due_on = ${to.dueOn}, state_note = ${to.note}, state_by = ${actor.displayName}, state_at = ${now}
    where k.id = ${taskId} and k.country = ${actor.country}`.execute(tx);
}

export type SeatRow = ConferenceRow & { readonly member_id: string; readonly snapshot: ConferenceSnapshot };

/** The conference as the own institution may read it now. */
export async function findSeat(actor: Actor, tx: Tx, conferenceId: string): Promise<SeatRow | undefined> {
  const { rows } = await sql<SeatRow>`select ${CONFERENCE}, m.id as member_id, v.snapshot from plans.conference_member m join plans.conference c on c.id = m.conference_id
    join plans.conference_view v on v.member_id = m.id and v.consent_id = m.consent_id where m.conference_id = ${conferenceId} and ${memberScope(actor)}`.execute(tx);
  return rows[0];
}

/** Own contributions, and the decisions that members are told, oldest first. */
export async function entriesForSeat(actor: Actor, tx: Tx, conferenceId: string): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${ENTRY} from plans.conference_member m join plans.conference_entry e on e.conference_id = m.conference_id
    where m.conference_id = ${conferenceId} and ${memberScope(actor)} and (e.told or (e.kind = 'contribution' and e.member_id = m.id)) order by e.seq limit 500`.execute(tx);
  return rows;
}

/** Tasks of the own institution. */
export async function tasksForSeat(actor: Actor, tx: Tx, conferenceId: string): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`select ${TASK} from plans.conference_member m join plans.conference_task k on k.member_id = m.id
    where m.conference_id = ${conferenceId} and ${memberScope(actor)} order by k.due_on, k.id limit 200`.execute(tx);
  return rows;
}

export interface MineRow {
  readonly member_id: string; readonly conference_id: string; readonly invited_at: Date; readonly first_name: string | null; readonly public_code: string | null;
  readonly planned_on: string | null; readonly planned_time: string | null; readonly state: ConferenceState | null; readonly open_tasks: number;
}

/** What is known of a conference from outside: nothing, unless the seat stands. */
const mine = (actor: Actor) => sql`plans.conference_member m
  left join plans.conference c on c.id = m.conference_id and plans.conference_seat(c.id) = m.id
  left join plans.conference_view v on v.member_id = m.id and v.consent_id = m.consent_id and c.id is not null
  where ${ofMine(actor)}`;
const OPEN = { open: sql`c.id is not null and c.closed_at is null`, ended: sql`(c.id is null or c.closed_at is not null)` };

/** One page of the conferences to which the own institution was invited, the newest first. */
export async function listMine(actor: Actor, tx: Tx, asked: { list: 'open' | 'ended'; text: string | null; after: { at: Date; id: string } | null; limit: number }): Promise<MineRow[]> {
  const like = asked.text === null ? sql`true` : sql`(v.snapshot->>'firstName' || ' ' || (v.snapshot->>'publicCode')) ilike ${`%${asked.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}`;
  const after = asked.after === null ? sql`true` : sql`(m.invited_at, m.id) < (${asked.after.at}, ${asked.after.id}::uuid)`;
  const { rows } = await sql<MineRow>`select m.id as member_id, m.conference_id, m.invited_at, v.snapshot->>'firstName' as first_name, v.snapshot->>'publicCode' as public_code,
      c.planned_on, c.planned_time, c.state,
      (select count(*)::int from plans.conference_task k where k.member_id = m.id and c.id is not null and k.state in ('proposed', 'taken')) as open_tasks
    from ${mine(actor)} and ${OPEN[asked.list]} and ${like} and ${after} order by m.invited_at desc, m.id desc limit ${asked.limit}`.execute(tx);
  return rows;
}

/** How many stand on a list, counted up to a number. */
export async function countMine(actor: Actor, tx: Tx, list: 'open' | 'ended', most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from ${mine(actor)} and ${OPEN[list]} limit ${most}) x`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** The person took a consent back, or said no to an institution: what was shared ends, whoever wrote that down. */
export async function closeShares(actor: Actor, tx: Tx, consentId: string): Promise<void> {
  await sql`select plans.close_conference_shares(${consentId}, ${actor.displayName})`.execute(tx);
}

/** The case is closed, and with it its conferences. */
export async function closeOfCase(actor: Actor, tx: Tx, caseId: string, until: Date): Promise<void> {
  await sql`select plans.close_conferences(${caseId}, ${actor.displayName}, ${until})`.execute(tx);
}
