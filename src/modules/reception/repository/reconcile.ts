/** SQL of the end of a list: differences with their reasons, closing and opening again. */
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql, type Tx } from '#platform/db';
import type { DifferenceKind, DifferenceReason, ListCounts } from '../schema.ts';
import { json, scope } from './scope.ts';

export interface SaidDifference {
  readonly kind: DifferenceKind;
  readonly rowId: string | null;
  readonly version: number | null;
  readonly fileRow: number | null;
  readonly name: string | null;
  readonly reference: string | null;
  readonly reason: DifferenceReason | null;
  readonly note: string | null;
  readonly by: string | null;
}

export async function listDifferences(actor: Actor, tx: Tx, manifestId: string): Promise<SaidDifference[]> {
  const { rows } = await sql<SaidDifference>`select d.kind, d.row_id as "rowId", d.version, d.file_row as "fileRow", d.name, d.reference, d.reason, d.note, d.decided_by_name as by
    from reception.list_difference d where d.manifest_id = ${manifestId} and ${scope(actor, 'd')} order by d.version, d.file_row, d.id`.execute(tx);
  return rows;
}

export interface NewLeftOut {
  readonly fileRow: number;
  readonly name: string;
  readonly reference: string | null;
  readonly reason: DifferenceReason | null;
}

/** Keeps the rows of a file that were left out on purpose. */
export async function insertLeftOut(actor: Actor, tx: Tx, manifestId: string, version: number, rows: readonly NewLeftOut[], now: Date): Promise<void> {
  const entries = rows.map((row) => ({ id: newId(now), ...row }));
  await sql`insert into reception.list_difference (id, country, office_id, manifest_id, kind, version, file_row, name, reference, reason, decided_by, decided_by_name, decided_at)
    select x.id, ${actor.country}, ${actor.officeId}, ${manifestId}, 'leftOut', ${version}, x."fileRow", x.name, x.reference, x.reason,
      case when x.reason is not null then ${actor.userId}::uuid end, case when x.reason is not null then ${actor.displayName} end, case when x.reason is not null then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x(id uuid, "fileRow" int, name text, reference text, reason text)
    on conflict (manifest_id, version, file_row) do nothing`.execute(tx);
}

/** Says why rows differ; the last word of an officer holds. */
export async function explainRows(
  actor: Actor, tx: Tx, manifestId: string, said: readonly { readonly rowId: string; readonly kind: DifferenceKind }[], why: { reason: DifferenceReason; note: string | null }, now: Date,
): Promise<void> {
  const entries = said.map((row) => ({ id: newId(now), ...row }));
  await sql`insert into reception.list_difference (id, country, office_id, manifest_id, kind, row_id, reason, note, decided_by, decided_by_name, decided_at)
    select x.id, ${actor.country}, ${actor.officeId}, ${manifestId}, x.kind, x."rowId", ${why.reason}, ${why.note}, ${actor.userId}, ${actor.displayName}, ${now}
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x(id uuid, "rowId" uuid, kind text)
    on conflict (manifest_id, row_id) do update set kind = excluded.kind, reason = excluded.reason, note = excluded.note, decided_by = excluded.decided_by,
      decided_by_name = excluded.decided_by_name, decided_at = excluded.decided_at`.execute(tx);
}

export async function explainLeftOut(
  actor: Actor, tx: Tx, manifestId: string, rows: readonly { readonly version: number; readonly fileRow: number }[], why: { reason: DifferenceReason; note: string | null }, now: Date,
): Promise<void> {
  await sql`update reception.list_difference d set reason = ${why.reason}, note = ${why.note}, decided_by = ${actor.userId}, decided_by_name = ${actor.displayName}, decided_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(version int, "fileRow" int)
    where d.manifest_id = ${manifestId} and d.version = x.version and d.file_row = x."fileRow" and ${scope(actor, 'd')}`.execute(tx);
}

export interface ClosingRow {
  readonly kind: 'closed' | 'reopened';
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
  readonly counts: ListCounts;
}

export async function lastClosing(actor: Actor, tx: Tx, manifestId: string): Promise<ClosingRow | undefined> {
  const { rows } = await sql<ClosingRow>`select c.kind, c.by_name as by, c.at, c.reason, c.counts from reception.list_closing c
    where c.manifest_id = ${manifestId} and ${scope(actor, 'c')} order by c.nth desc limit 1`.execute(tx);
  return rows[0];
}

export async function insertClosing(
  actor: Actor, tx: Tx, entry: { manifestId: string; officeId: string; kind: 'closed' | 'reopened'; counts: ListCounts; reason: string | null }, now: Date,
): Promise<void> {
  await sql`insert into reception.list_closing (id, country, office_id, manifest_id, kind, counts, reason, by_user, by_name, at)
    values (${newId(now)}, ${actor.country}, ${entry.officeId}, ${entry.manifestId}, ${entry.kind}, ${json(entry.counts)}, ${entry.reason}, ${actor.userId}, ${actor.displayName}, ${now})`.execute(tx);
}

/** How many of a list were moved to a point that the actor does not see. */
export async function movedAway(actor: Actor, tx: Tx, manifestId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select coalesce(sum((v.per_list ->> ${manifestId})::int), 0)::int as n from reception.arrival_move v
    where v.country = ${actor.country} and v.undone_at is null and v.per_list ? ${manifestId} and not (${sql`v.whole_lists @> array[${manifestId}]::uuid[]`})
      and not exists (select from reception.manifest_row r where r.id = any (v.row_ids) and ${scope(actor, 'r')})`.execute(tx);
  return rows[0]!.n;
}
