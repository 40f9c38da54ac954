/** SQL of hand-overs and of leaving. */
import type { Actor } from '#kernel/actor';
import type { Sex } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { FollowedHow, Flag, LeftHow, NextStep, ParsedPerson, RowState } from '../schema.ts';
import { scope } from './scope.ts';

export interface HandoverRow {
  readonly id: string;
  readonly rowId: string;
  readonly taker: 'guardian' | 'protection';
  readonly name: string;
  readonly relation: string | null;
  readonly contact: string | null;
  readonly identitySeen: boolean;
  readonly authority: string | null;
  readonly recordedAt: Date;
  readonly verified: boolean;
}

const handoverColumns = sql`h.id, h.row_id as "rowId", h.taker, h.name, h.relation, h.contact, h.identity_seen as "identitySeen", h.authority, h.recorded_at as "recordedAt", h.verified_by is not null as verified`;

export async function listHandovers(actor: Actor, tx: Tx, rowIds: readonly string[]): Promise<HandoverRow[]> {
  const { rows } = await sql<HandoverRow>`select ${handoverColumns} from reception.child_handover h where h.row_id = any(${rowIds}) and h.ended_at is null and ${scope(actor, 'h')}`.execute(tx);
  return rows;
}

export async function findHandover(actor: Actor, tx: Tx, id: string): Promise<HandoverRow | undefined> {
  const { rows } = await sql<HandoverRow>`select ${handoverColumns} from reception.child_handover h where h.id = ${id} and h.ended_at is null and ${scope(actor, 'h')}`.execute(tx);
  return rows[0];
}

export type NewHandover = Omit<HandoverRow, 'recordedAt' | 'verified'>;

/** Writes down who takes a child; an earlier one ends and stays readable. */
export async function saveHandover(actor: Actor, tx: Tx, h: NewHandover, now: Date): Promise<void> {
  await sql`update reception.child_handover h set ended_at = ${now}, ended_by = ${actor.userId} where h.row_id = ${h.rowId} and h.ended_at is null and ${scope(actor, 'h')}`.execute(tx);
  await sql`insert into reception.child_handover (id, country, office_id, row_id, taker, name, relation, contact, identity_seen, authority, recorded_by, recorded_at)
    values (${h.id}, ${actor.country}, ${actor.officeId}, ${h.rowId}, ${h.taker}, ${h.name}, ${h.relation}, ${h.contact}, ${h.identitySeen}, ${h.authority}, ${actor.userId}, ${now})`.execute(tx);
}

export async function verifyHandover(actor: Actor, tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update reception.child_handover h set verified_by = ${actor.userId}, verified_at = ${now} where h.id = ${id} and h.ended_at is null and ${scope(actor, 'h')}`.execute(tx);
}

/** Somebody as the exit reads them. */
export interface ExitRow {
  readonly rowId: string;
  /** Who stands together; `byHand`: an officer put this person there. */
  readonly party: string | null;
  readonly byHand: boolean;
  readonly number: number | null;
  readonly person: ParsedPerson;
  readonly personId: string | null;
  readonly flags: readonly Flag[];
  readonly state: RowState;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
  readonly leftAt: Date | null;
  readonly leftHow: LeftHow | null;
  readonly returnId: string | null;
  readonly travellingAs: string | null;
  readonly destination: string | null;
  readonly urgent: readonly string[];
  readonly slipId: string | null;
  readonly planned: NextStep | null;
  readonly caseId: string | null;
  readonly language: 'es' | 'en' | null;
  readonly transport: string | null;
  readonly bed: boolean;
  readonly openStations: readonly string[];
  readonly sex: Sex | null;
}

const exitRows = (actor: Actor, night: string) => sql`select r.id as "rowId", r.party, r.stands_with is not null as "byHand", r.queue_no as number, r.person, r.person_id as "personId", r.flags, r.state, r.arrives_on as "arrivesOn",
    r.arrived_at as "arrivedAt", r.left_at as "leftAt", r.left_how as "leftHow", e.id as "returnId", e.travelling_as as "travellingAs", e.destination_admin2 as destination,
    coalesce(e.urgent_needs, '[]'::jsonb) as urgent, s.id as "slipId", s.next_step as planned, s.case_id as "caseId", s.language, r.person ->> 'sex' as sex,
    (select t.state from reception.transport t where t.row_id = r.id and t.state in ('asked', 'agreed', 'issued')) as transport,
    exists (select 1 from reception.bed_night n where n.row_id = r.id and n.night = ${night}::date and n.ended_at is null and n.place_id is not null) as bed,
    coalesce((select json_agg(x.station order by x.place, x.station) from reception.stop x where x.row_id = r.id and x.obligatory and x.state not in ('done', 'skipped') and x.station <> 'exit'), '[]'::json) as "openStations"
  from reception.manifest_row r left join reception.return_event e on e.row_id = r.id
    left join lateral (select * from reception.slip l where l.return_id = e.id order by l.issued_at desc limit 1) s on true
  where ${scope(actor, 'r')}`;

/** These people, held in one order until the end of the transaction, so that two exits of one family do not wait for each other. */
export async function lockLeaving(actor: Actor, tx: Tx, rowIds: readonly string[], night: string): Promise<ExitRow[]> {
  await sql`select 1 from reception.manifest_row r where r.id = any(${rowIds}) and ${scope(actor, 'r')} order by r.id for update`.execute(tx);
  const { rows } = await sql<ExitRow>`${exitRows(actor, night)} and r.id = any(${rowIds})`.execute(tx);
  return rows;
}

/** Somebody and whoever stands together with them. */
export async function listWithGroup(actor: Actor, tx: Tx, rowIds: readonly string[], night: string): Promise<ExitRow[]> {
  const { rows } = await sql<ExitRow>`${exitRows(actor, night)} and (r.id = any(${rowIds}) or (r.state <> 'notArrived'
      and r.party in (select m.party from reception.manifest_row m where m.id = any(${rowIds}) and ${scope(actor, 'm')})))
    order by r.row_number, r.id limit 60`.execute(tx);
  return rows;
}

export interface NewLeaving {
  readonly rowId: string;
  readonly how: LeftHow;
  readonly nextStep: NextStep | null;
  readonly told: string | null;
  readonly withRow: string | null;
  readonly adultSeen: boolean;
  readonly sheetGiven: boolean;
  readonly apartWhy: string | null;
}

/** Writes down how people leave, and then that they left: grown people first, since a child leaves with them. */
export async function leave(actor: Actor, tx: Tx, leaving: readonly NewLeaving[], now: Date): Promise<void> {
  for (const l of leaving) {
    await sql`insert into reception.leaving (row_id, country, office_id, how, next_step, told, with_row, adult_seen, sheet_given, apart_why, recorded_by, recorded_at)
      values (${l.rowId}, ${actor.country}, ${actor.officeId}, ${l.how}, ${l.nextStep}, ${l.told}, ${l.withRow}, ${l.adultSeen}, ${l.sheetGiven}, ${l.apartWhy}, ${actor.userId}, ${now})`.execute(tx);
  }
  for (const l of leaving) {
    await sql`update reception.manifest_row r set left_at = ${now}, left_by = ${actor.userId}, left_how = ${l.how} where r.id = ${l.rowId} and ${scope(actor, 'r')} and r.left_at is null`.execute(tx);
  }
}

/** Nobody calls somebody who has left: what was still open is skipped, the exit is done; each with its entry in the history. */
export async function endStops(actor: Actor, tx: Tx, rowId: string, exitDone: boolean, now: Date): Promise<void> {
  await sql`with ending as (
      select s.id, s.state, case when s.station = 'exit' and ${exitDone} then 'done' else 'skipped' end as next from reception.stop s
      where s.row_id = ${rowId} and ${scope(actor, 's')} and s.state not in ('done', 'skipped') for update),
    told as (
      insert into reception.stop_event (id, country, office_id, stop_id, action, from_state, to_state, reason, user_id, user_name, at)
      select gen_random_uuid(), ${actor.country}, ${actor.officeId}, e.id, case e.next when 'done' then 'done' else 'skip' end, e.state, e.next, case e.next when 'skipped' then 'gone' end,
        ${actor.userId}, ${actor.displayName}, ${now} from ending e)
    update reception.stop s set state = e.next, since = ${now}, ended_at = ${now}, reason = case e.next when 'skipped' then 'gone' end from ending e where s.id = e.id`.execute(tx);
}

export interface LeftRow {
  readonly rowId: string;
  readonly personId: string | null;
  readonly number: number | null;
  readonly person: ParsedPerson;
  readonly at: Date;
  readonly how: LeftHow;
  readonly told: string | null;
}

/** Who left without a next step and whom nobody has looked after yet. */
export async function listLeftWithout(actor: Actor, tx: Tx): Promise<LeftRow[]> {
  const { rows } = await sql<LeftRow>`select l.row_id as "rowId", r.person_id as "personId", r.queue_no as number, r.person, l.recorded_at as at, l.how, l.told
    from reception.leaving l join reception.manifest_row r on r.id = l.row_id where ${scope(actor, 'l')} and l.how <> 'nextStep' and l.followed_at is null order by l.recorded_at limit 300`.execute(tx);
  return rows;
}

/** Somebody was looked after; false if that was done already, or nobody left so. */
export async function followLeft(actor: Actor, tx: Tx, rowId: string, how: FollowedHow, now: Date): Promise<boolean> {
  const done = await sql`update reception.leaving l set followed_at = ${now}, followed_by = ${actor.userId}, followed_how = ${how}
    where l.row_id = ${rowId} and ${scope(actor, 'l')} and l.how <> 'nextStep' and l.followed_at is null`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Was somebody of this point recorded as having left so? */
export async function leftSo(actor: Actor, tx: Tx, rowId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from reception.leaving l where l.row_id = ${rowId} and ${scope(actor, 'l')}`.execute(tx);
  return rows.length === 1;
}
