/** SQL of the daily board: counts by day, point and station. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { BoardDay, Flag, ParsedPerson, RowState } from '../schema.ts';
import { scope, shownPerson } from './scope.ts';

/** Arrived, and nothing says what comes next for them: no slip, no choice recorded at the exit, and nobody found them afterwards. */
const withoutStep = sql`r.queue_no is not null and r.state not in ('finished', 'notArrived') and coalesce(r.left_how, 'unfinished') = 'unfinished'
  and not exists (select from reception.leaving l where l.row_id = r.id and l.followed_at is not null)`;
const arrived = sql`r.queue_no is not null and r.state <> 'notArrived'`;
const here = sql`${arrived} and r.left_at is null`;
const minutes = (part: number) => sql`round(percentile_cont(${part}) within group (order by extract(epoch from r.left_at - r.arrived_at) / 60) filter (where r.left_at is not null))::int`;

export interface PointCounts {
  readonly officeId: string;
  readonly expected: number;
  readonly notArrived: number;
  readonly arrived: number;
  readonly here: number;
  readonly registered: number;
  readonly left: number;
  readonly withoutStep: number;
  readonly withoutStepBefore: number;
  readonly childrenAlone: number;
  readonly oldestHere: Date | null;
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
}

/** Every point in sight that had or expects people on the day. */
export async function countPoints(actor: Actor, tx: Tx, day: string): Promise<PointCounts[]> {
  const today = sql`coalesce(r.queue_day, r.arrives_on) = ${day}`;
  const { rows } = await sql<PointCounts>`select r.office_id as "officeId",
      count(*) filter (where ${today} and r.state = 'expected')::int as expected, count(*) filter (where ${today} and r.state = 'notArrived')::int as "notArrived",
      count(*) filter (where ${today} and ${arrived})::int as arrived, count(*) filter (where ${today} and ${here})::int as here,
      count(*) filter (where ${today} and ${arrived} and r.state = 'finished')::int as registered, count(*) filter (where ${today} and r.left_at is not null)::int as left,
      count(*) filter (where ${today} and ${withoutStep})::int as "withoutStep", count(*) filter (where not (${today}) and ${withoutStep})::int as "withoutStepBefore",
      count(*) filter (where ${today} and ${here} and r.flags ? 'unaccompaniedChild')::int as "childrenAlone", min(r.arrived_at) filter (where ${today} and ${here}) as "oldestHere",
      ${minutes(0.5)} as "medianMinutes", ${minutes(0.9)} as "p90Minutes"
    from reception.manifest_row r where ${scope(actor, 'r')} and (${today} or (r.queue_day < ${day} and r.queue_day >= ${day}::date - 7 and ${withoutStep}))
    group by r.office_id`.execute(tx);
  return rows;
}

export interface StationDay {
  readonly station: string;
  readonly waiting: number;
  readonly busy: number;
  readonly done: number;
  readonly skipped: number;
  readonly medianMinutes: number | null;
}

export async function countStationsOfDay(actor: Actor, tx: Tx, officeId: string, day: string): Promise<StationDay[]> {
  const { rows } = await sql<StationDay>`select s.station, count(*) filter (where s.state in ('waiting', 'paused') and r.left_at is null)::int as waiting,
      count(*) filter (where s.state in ('called', 'in'))::int as busy, count(*) filter (where s.state = 'done')::int as done, count(*) filter (where s.state = 'skipped')::int as skipped,
      round(percentile_cont(0.5) within group (order by extract(epoch from s.ended_at - s.started_at) / 60) filter (where s.state = 'done' and s.started_at is not null))::int as "medianMinutes"
    from reception.stop s join reception.manifest_row r on r.id = s.row_id
    where ${scope(actor, 's')} and s.office_id = ${officeId} and r.queue_day = ${day} and r.state <> 'notArrived' group by s.station`.execute(tx);
  return rows;
}

/** How many of each item were handed over to people of the day. */
export async function countGiven(actor: Actor, tx: Tx, officeId: string, day: string): Promise<{ item: string; count: number }[]> {
  const { rows } = await sql<{ item: string; count: number }>`select a.item, count(*)::int as count from reception.assistance_given a
      join reception.manifest_row r on r.id = a.row_id
    where ${scope(actor, 'r')} and a.undone_at is null and a.office_id = ${officeId} and r.queue_day = ${day} group by a.item order by 2 desc, 1`.execute(tx);
  return rows;
}

/** The days before, latest first. */
export async function listDays(actor: Actor, tx: Tx, officeId: string, until: string): Promise<BoardDay[]> {
  const { rows } = await sql<BoardDay>`select r.queue_day as day, count(*) filter (where ${arrived})::int as arrived, count(*) filter (where r.left_at is not null)::int as left,
      count(*) filter (where ${withoutStep})::int as "withoutStep", ${minutes(0.5)} as "medianMinutes", ${minutes(0.9)} as "p90Minutes"
    from reception.manifest_row r where ${scope(actor, 'r')} and r.office_id = ${officeId} and r.queue_day < ${until} and r.queue_day >= ${until}::date - 30
    group by r.queue_day order by r.queue_day desc limit 30`.execute(tx);
  return rows;
}

export interface OpenRow {
  readonly rowId: string;
  readonly no: number | null;
  readonly day: string;
  readonly person: ParsedPerson;
  readonly flags: readonly Flag[];
  readonly state: RowState;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
  readonly leftAt: Date | null;
  readonly stations: readonly string[];
}

/** Everybody of a day and the week before it who has no next step, children alone first, then by arrival. */
export async function listWithoutStep(actor: Actor, tx: Tx, officeId: string, day: string): Promise<OpenRow[]> {
  const { rows } = await sql<OpenRow>`select r.id as "rowId", r.queue_no as no, r.queue_day as day, ${shownPerson}, r.flags, r.state, r.arrives_on as "arrivesOn", r.arrived_at as "arrivedAt", r.left_at as "leftAt",
      coalesce((select json_agg(s.station order by s.place, s.station) from reception.stop s where s.row_id = r.id and s.obligatory and s.state not in ('done', 'skipped')), '[]'::json) as stations
    from reception.manifest_row r where ${scope(actor, 'r')} and r.office_id = ${officeId} and r.queue_day <= ${day} and r.queue_day >= ${day}::date - 7 and ${withoutStep}
    order by (r.flags ? 'unaccompaniedChild') desc, r.arrived_at, r.queue_no limit 500`.execute(tx);
  return rows;
}
