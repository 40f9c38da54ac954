/** SQL of the rows of one list: versions, whom they are the same as, comparing them with the registry. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { EarlierReturn, Flag, ParsedPerson, RowProblem, RowState } from '../schema.ts';
import { scope } from './scope.ts';

/** A row as two papers are compared by. */
export interface PaperRow {
  readonly rowId: string;
  readonly manifestId: string | null;
  readonly label: string | null;
  readonly rowNumber: number;
  readonly person: ParsedPerson;
  readonly state: RowState;
  readonly offList: boolean;
  readonly sameAs: string | null;
  readonly cameWith: string | null;
}

const paper = sql`r.id as "rowId", r.manifest_id as "manifestId", m.label, r.row_number as "rowNumber", r.person, r.state, r.off_list_version is not null as "offList",
  r.same_as as "sameAs", r.came_with as "cameWith"`;

/** Everybody whom any version of a list named, at the own point. */
export async function rowsOfList(actor: Actor, tx: Tx, manifestId: string): Promise<PaperRow[]> {
  const { rows } = await sql<PaperRow>`select ${paper} from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id
    where r.manifest_id = ${manifestId} and ${scope(actor, 'r')} order by r.version desc, r.row_number, r.id`.execute(tx);
  return rows;
}

/** Everybody else at the own point around a day: on other lists, or on none. */
export async function rowsAround(actor: Actor, tx: Tx, span: { from: string; to: string; except: string | null }): Promise<PaperRow[]> {
  const { rows } = await sql<PaperRow>`select ${paper} from reception.manifest_row r left join reception.manifest m on m.id = r.manifest_id
    where ${scope(actor, 'r')} and r.arrives_on between ${span.from}::date and ${span.to}::date and r.manifest_id is distinct from ${span.except}::uuid
    order by r.arrives_on, r.id limit 20000`.execute(tx);
  return rows;
}

export interface RowUpdate {
  readonly rowId: string;
  readonly rowNumber: number;
  readonly raw: readonly { readonly header: string; readonly value: string }[];
  readonly person: ParsedPerson;
  readonly problems: readonly RowProblem[];
  readonly flags: readonly Flag[];
  readonly lane: number;
  /** False for who is written as before: only the place in the file changes. */
  readonly altered: boolean;
}

/** Brings rows to a later version: written anew where something changed, back on the list if they were off. Who is finished stays as they were. */
export async function updateRows(actor: Actor, tx: Tx, manifestId: string, version: number, rows: readonly RowUpdate[]): Promise<void> {
  await sql`update reception.manifest_row r set version = ${version}, row_number = x."rowNumber", off_list_version = null,
      state = case when r.state = 'notArrived' and r.off_list_version is not null and r.same_as is null then 'expected' else r.state end,
      raw = case when x.altered and r.state <> 'finished' then x.raw else r.raw end, person = case when x.altered and r.state <> 'finished' then x.person else r.person end,
      problems = case when x.altered and r.state <> 'finished' then x.problems else r.problems end,
      flags = case when x.altered and r.state in ('expected', 'notArrived') then x.flags else r.flags end, lane = case when x.altered and r.state in ('expected', 'notArrived') then x.lane else r.lane end,
      matched_at = case when x.altered and r.state in ('expected', 'notArrived', 'waiting') then null else r.matched_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("rowId" uuid, "rowNumber" int, raw jsonb, person jsonb, problems jsonb, flags jsonb, lane int, altered boolean)
    where r.id = x."rowId" and r.manifest_id = ${manifestId} and ${scope(actor, 'r')}`.execute(tx);
}

/** Takes rows off the list. Who had not arrived is not expected any more; who is here stays. Answers those who are not expected any more. */
export async function takeOffList(actor: Actor, tx: Tx, manifestId: string, version: number, rowIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; state: RowState }>`update reception.manifest_row r set off_list_version = ${version}, state = case when r.state = 'expected' then 'notArrived' else r.state end
    where r.id = any (${rowIds}) and r.manifest_id = ${manifestId} and ${scope(actor, 'r')} returning r.id, r.state`.execute(tx);
  return rows.filter((row) => row.state === 'notArrived').map((row) => row.id);
}

/** A row under which nobody came: the person arrived under another one. */
export async function setSameAs(actor: Actor, tx: Tx, rowId: string, sameAs: string | null): Promise<void> {
  await sql`update reception.manifest_row r set same_as = ${sameAs}, state = ${sameAs === null ? 'expected' : 'notArrived'} where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
}

/** Somebody whom no list names came with this list; `null` takes it back. */
export async function setCameWith(actor: Actor, tx: Tx, rowId: string, manifestId: string | null): Promise<void> {
  await sql`update reception.manifest_row r set came_with = ${manifestId} where r.id = ${rowId} and ${scope(actor, 'r')} and r.manifest_id is null`.execute(tx);
}

/** Everybody still expected on a list did not come. Answers how many. */
export async function missTheRest(actor: Actor, tx: Tx, manifestId: string): Promise<number> {
  const done = await sql`update reception.manifest_row r set state = 'notArrived' where r.manifest_id = ${manifestId} and r.state = 'expected' and ${scope(actor, 'r')}`.execute(tx);
  return Number(done.numAffectedRows ?? 0n);
}

/** Rows of a list not yet compared with the registry; held, so that two workers share the work instead of doing it twice. */
export async function takeUnmatched(actor: Actor, tx: Tx, manifestId: string, most: number): Promise<{ rowId: string; person: ParsedPerson }[]> {
  const { rows } = await sql<{ rowId: string; person: ParsedPerson }>`select r.id as "rowId", r.person from reception.manifest_row r
    where r.manifest_id = ${manifestId} and r.matched_at is null and ${scope(actor, 'r')} order by r.row_number, r.id limit ${most} for update skip locked`.execute(tx);
  return rows;
}

export async function saveMatches(actor: Actor, tx: Tx, found: readonly { rowId: string; before: EarlierReturn | null }[], now: Date): Promise<void> {
  await sql`update reception.manifest_row r set before = nullif(x.before, 'null'::jsonb), matched_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as x("rowId" uuid, before jsonb) where r.id = x."rowId" and ${scope(actor, 'r')}`.execute(tx);
}

export async function matchingOf(actor: Actor, tx: Tx, manifestId: string): Promise<{ done: number; total: number; known: number }> {
  const { rows } = await sql<{ done: number; total: number; known: number }>`select count(r.matched_at)::int as done, count(*)::int as total, count(r.before)::int as known
    from reception.manifest_row r where r.manifest_id = ${manifestId} and ${scope(actor, 'r')}`.execute(tx);
  return rows[0]!;
}

/** Lists with work left, for the work that runs by itself: where, and in whose name. System only. */
export async function listsToMatch(_actor: Actor, tx: Tx): Promise<{ manifestId: string; officeId: string; acceptedBy: string }[]> {
  const { rows } = await sql<{ manifestId: string; officeId: string; acceptedBy: string }>`select manifest_id as "manifestId", office_id as "officeId", accepted_by as "acceptedBy" from reception.lists_to_match()`.execute(tx);
  return rows;
}
