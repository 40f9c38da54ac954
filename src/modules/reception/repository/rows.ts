/** SQL of rows: everybody expected or here, and the order in which they are seen. */
import type { Actor } from '#kernel/actor';
import type { ReturnKind } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import { REGISTRATION, type EarlierReturn, type Flag, type Mode, type ParsedPerson, type RowProblem, type RowState } from '../schema.ts';
import { json, scope, shownPerson } from './scope.ts';

export interface NewRow {
  readonly id: string;
  readonly manifestId: string | null;
  readonly rowNumber: number;
  readonly raw: readonly { readonly header: string; readonly value: string }[];
  readonly person: ParsedPerson;
  readonly problems: readonly RowProblem[];
  readonly flags: readonly Flag[];
  readonly lane: number;
  readonly before: EarlierReturn | null;
  readonly state: RowState;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
  /** Version of the list that names them; 1 for somebody whom no list names. */
  readonly version?: number;
}

/** Writes all rows of a list in one statement. */
export async function insertRows(actor: Actor, tx: Tx, rows: readonly NewRow[]): Promise<void> {
  await sql`insert into reception.manifest_row (id, country, office_id, manifest_id, row_number, raw, person, problems, flags, lane, before, state, arrives_on, arrived_at, version, matched_at)
    select r.id, ${actor.country}, ${actor.officeId}, r."manifestId", r."rowNumber", r.raw, r.person, r.problems, r.flags, r.lane, r.before, r.state, r."arrivesOn", r."arrivedAt",
      coalesce(r.version, 1), case when r."manifestId" is null then now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "manifestId" uuid, "rowNumber" int, raw jsonb, person jsonb, problems jsonb, flags jsonb,
      lane int, before jsonb, state text, "arrivesOn" date, "arrivedAt" timestamptz, version int)`.execute(tx);
}

/** A row as the desk reads it. */
export interface DeskRow {
  readonly rowId: string;
  readonly manifestId: string | null;
  readonly label: string | null;
  readonly raw: readonly { readonly header: string; readonly value: string }[];
  readonly person: ParsedPerson;
  readonly problems: readonly RowProblem[];
  readonly flags: readonly Flag[];
  readonly lane: number;
  readonly before: EarlierReturn | null;
  readonly state: RowState;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
  readonly takenBy: string | null;
  readonly takenByName: string | null;
  readonly takenAt: Date | null;
  readonly draft: Record<string, unknown> | null;
  readonly draftAt: Date | null;
  readonly draftBy: string | null;
  readonly mode: Mode | null;
  readonly kind: ReturnKind | null;
  readonly fromCountry: string | null;
  readonly authority: string | null;
  readonly slipId: string | null;
  readonly queueNo: number | null;
}

const deskColumns = sql`r.id as "rowId", r.manifest_id as "manifestId", m.label, r.raw, ${shownPerson}, r.problems, r.flags, r.lane, r.before, r.state, r.arrives_on as "arrivesOn",
  r.arrived_at as "arrivedAt", r.taken_by as "takenBy", r.taken_by_name as "takenByName", r.taken_at as "takenAt", r.draft, r.draft_at as "draftAt", r.draft_by_name as "draftBy", m.mode, m.kind, m.from_country as "fromCountry", m.authority, r.queue_no as "queueNo",
  (select s.id from reception.slip s join reception.return_event e on e.id = s.return_id where e.row_id = r.id order by s.issued_at desc limit 1) as "slipId"`;

/** The moment from which somebody counts as waiting by themselves; `countsFrom` of the rules. */
const ownRank = sql`r.arrived_at - make_interval(mins => r.ahead)`;

/** People who stand together and are still to be seen, or came since then: since when they count as waiting, and their first row. */
export const families = (actor: Actor, since: Date) => sql`select r.party, min(${ownRank}) as since, min(r.row_number) as first
  from reception.manifest_row r where ${scope(actor, 'r')} and r.party in (select x.party from reception.manifest_row x where ${scope(actor, 'x')} and x.party is not null
    and (x.state in ('expected', 'waiting', 'taken') or (x.state = 'finished' and x.left_at is null and x.arrived_at > ${since}))) group by 1`;
export const ofFamily = sql`f.party = r.party`;

/** The moment from which somebody counts as waiting; a family counts from its first member. */
export const RANK = sql`coalesce(f.since, ${ownRank})`;
/** Who comes first of people who count from the same moment: by lane, children alone first; a family stays together. */
export const ORDER_IN_RANK = sql`r.lane, case when r.flags ? 'unaccompaniedChild' then 0 else 1 end, r.manifest_id nulls last,
  coalesce(f.first, r.row_number), r.party, r.row_number, r.id`;
/** The order of the desk: whoever counts as waiting longest; who is not here yet by lane. */
const ORDER = sql`${RANK} nulls last, ${ORDER_IN_RANK}`;

/** A birth with its precision, as a row of a list has it. */
export type Birth = Pick<ParsedPerson, 'birthDate' | 'birthPrecision'>;

/** Everybody on the board: who is still to be seen, and who was finished or missed on the day. */
export async function listArrivals(actor: Actor, tx: Tx, since: string, finishedSince: Date, manifestId: string | null): Promise<DeskRow[]> {
  const { rows } = await sql<DeskRow>`with f as (${families(actor, finishedSince)})
    select ${deskColumns} from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id left join f on ${ofFamily}
    where ${scope(actor, 'r')} and r.same_as is null and (${manifestId}::uuid is null or r.manifest_id = ${manifestId})
      and (r.state in ('waiting', 'taken') or ${manifestId}::uuid is not null or r.arrives_on >= ${since} or r.finished_at >= ${finishedSince})
    order by case r.state when 'taken' then 0 when 'waiting' then 1 when 'expected' then 2 when 'notArrived' then 3 else 4 end, ${ORDER}
    limit 2000`.execute(tx);
  return rows;
}

export async function findRow(actor: Actor, tx: Tx, rowId: string): Promise<DeskRow | undefined> {
  const { rows } = await sql<DeskRow>`select ${deskColumns} from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id
    where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
  return rows[0];
}

/** Holds a row until the end of the transaction, so that two officers cannot change it at once. */
export async function lockRow(actor: Actor, tx: Tx, rowId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from reception.manifest_row r where r.id = ${rowId} and ${scope(actor, 'r')} and r.same_as is null for update`.execute(tx);
  return rows.length === 1;
}

/** Who is next at the desk in the order that the board shows, held; whoever is called or attended elsewhere, or rests, is passed over. */
export async function findNextRow(actor: Actor, tx: Tx, since: Date, except: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`with f as (${families(actor, since)})
    select r.id from reception.manifest_row r left join f on ${ofFamily}
    where r.country = ${actor.country} and r.office_id = ${actor.officeId} and r.state = 'waiting' and r.left_at is null and r.id <> all(${except}::uuid[])
      and not exists (select 1 from reception.stop b where b.row_id = r.id and ((b.state in ('called', 'in') and not (b.station = ${REGISTRATION} and b.user_id = ${actor.userId}))
        or (b.station = ${REGISTRATION} and b.state = 'paused')))
    order by (exists (select 1 from reception.stop b where b.row_id = r.id and b.station = ${REGISTRATION} and b.state = 'called')) desc, ${ORDER}
    for update of r skip locked limit 1`.execute(tx);
  return rows[0]?.id;
}

export async function setRowState(actor: Actor, tx: Tx, rowId: string, to: 'waiting' | 'taken' | 'notArrived', now: Date): Promise<void> {
  const taken = to === 'taken';
  await sql`update reception.manifest_row r set state = ${to}, taken_by = ${taken ? actor.userId : null}, taken_by_name = ${taken ? actor.displayName : null},
      taken_at = ${taken ? now : null}, arrived_at = case when ${to} = 'notArrived' then null else coalesce(r.arrived_at, ${now}) end
    where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
}

/** The whole bus is here: everybody still expected on this list is waiting now. */
export async function arriveAll(actor: Actor, tx: Tx, manifestId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update reception.manifest_row r set state = 'waiting', arrived_at = ${now}
    where r.manifest_id = ${manifestId} and ${scope(actor, 'r')} and r.state = 'expected' returning r.id`.execute(tx);
  return rows.map((row) => row.id);
}

export async function saveDraft(actor: Actor, tx: Tx, rowId: string, draft: unknown, now: Date): Promise<boolean> {
  const done = await sql`update reception.manifest_row r set draft = ${json(draft)}, draft_at = ${now}, draft_by_name = ${actor.displayName}
    where r.id = ${rowId} and ${scope(actor, 'r')} and r.state = 'taken' and r.taken_by = ${actor.userId}`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function finishRow(actor: Actor, tx: Tx, rowId: string, done: { readonly personId: string; readonly birth: Birth | null }, now: Date): Promise<void> {
  await sql`update reception.manifest_row r set state = 'finished', person_id = ${done.personId}, finished_at = ${now}, draft = null,
      birth_told = case when r.person ->> 'birthDate' is null then ${done.birth === null ? null : json(done.birth)}::jsonb end
    where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
}
