/** The end of a list: who came, who did not, who was not on it, each difference with its reason; closed by an officer, opened again by a supervisor. */
import { getOffice } from '#access';
import { addDays } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { candidatesAmong } from '../manifest/same.ts';
import * as listRowsSql from '../repository/list-rows.ts';
import * as manifestsSql from '../repository/manifests.ts';
import * as reconcileSql from '../repository/reconcile.ts';
import { countsOf, differenceOf, explains, hasArrived, missingToClose, referenceOf, type EndRow } from '../rules/lists.ts';
import type {
  ArrivedElsewhere, Difference, DifferenceKind, ExplainDifferences, ListClosing, ListCounts, Reconciliation, SettleWalkIn, WalkIn,
} from '../schema.ts';
import { ageOf, shownName } from './shown.ts';

type Head = manifestsSql.ManifestHead;

/** Everything that the end of a list is reckoned from. */
interface Ledger {
  readonly head: Head;
  readonly rows: readonly listRowsSql.PaperRow[];
  readonly around: readonly listRowsSql.PaperRow[];
  readonly said: readonly reconcileSql.SaidDifference[];
  readonly counts: ListCounts;
  readonly differences: readonly Difference[];
}

async function openLedger(ctx: Ctx, manifestId: string): Promise<Ledger> {
  const { actor, tx } = ctx;
  const head = await manifestsSql.findManifest(actor, tx, manifestId);
  if (!head) throw notFound();
  const rows = await listRowsSql.rowsOfList(actor, tx, manifestId);
  const around = await listRowsSql.rowsAround(actor, tx, { from: addDays(head.arrivesOn, -1), to: addDays(head.arrivesOn, 1), except: manifestId });
  const said = await reconcileSql.listDifferences(actor, tx, manifestId);
  const cameWith = around.filter((row) => row.cameWith === manifestId);
  const all = [...rows, ...cameWith];
  const leftOut = said.filter((d) => d.kind === 'leftOut');
  const counts = countsOf(all.map((row) => asEnd(row, manifestId)), leftOut.length, await reconcileSql.movedAway(actor, tx, manifestId));
  return { head, rows, around, said, counts, differences: [...rowDifferences(all, manifestId, said), ...leftOut.map(leftOutDifference)] };
}

function asEnd(row: listRowsSql.PaperRow, manifestId: string): EndRow {
  return { state: row.state, listed: row.manifestId === manifestId && !row.offList, elsewhere: row.sameAs !== null, cameWith: row.manifestId === null && row.cameWith === manifestId };
}

function rowDifferences(rows: readonly listRowsSql.PaperRow[], manifestId: string, said: readonly reconcileSql.SaidDifference[]): Difference[] {
  const bySaid = new Map(said.filter((d) => d.rowId !== null).map((d) => [d.rowId!, d]));
  return rows.flatMap((row): Difference[] => {
    const kind = differenceOf(asEnd(row, manifestId));
    if (kind === null) return [];
    const reference = row.manifestId === null ? '' : referenceOf(row.person.reference, row.rowNumber);
    return [{ key: `row:${row.rowId}`, kind, reference, name: shownName(row.person), ...wordOn(bySaid.get(row.rowId), kind) }];
  });
}

/** The reason that was given; one for another kind of difference explains nothing any more. */
function wordOn(word: reconcileSql.SaidDifference | undefined, kind: DifferenceKind): Pick<Difference, 'reason' | 'note' | 'by'> {
  return word?.kind === kind ? { reason: word.reason, note: word.note, by: word.by } : { reason: null, note: null, by: null };
}

function leftOutDifference(d: reconcileSql.SaidDifference): Difference {
  return {
    key: `left:${d.version!}:${d.fileRow!}`, kind: 'leftOut', reference: referenceOf(d.reference, d.fileRow!), name: d.name ?? '', reason: d.reason, note: d.note, by: d.by,
  };
}

/** A list at its end, as the actor sees it. */
export async function reconciliation(ctx: Ctx, manifestId: string): Promise<Reconciliation> {
  const { actor, tx } = ctx;
  const ledger = await openLedger(ctx, manifestId);
  const { head, counts, differences } = ledger;
  const office = await getOffice(ctx, head.officeId);
  const versions = await manifestsSql.listVersions(actor, tx, manifestId);
  return {
    manifestId, label: head.label, sender: head.sender, arrivesOn: head.arrivesOn, mode: head.mode, variant: head.variant, own: head.own, version: head.version,
    pointName: actor.locale === 'en' ? office.nameEn : office.nameEs, counts, differences, walkIns: walkInsOf(ledger), elsewhere: elsewhereOf(ledger),
    versions: versions.map((v) => ({ ...v, acceptedAt: v.acceptedAt.toISOString() })), matching: await listRowsSql.matchingOf(actor, tx, manifestId),
    closing: closingOf(await reconcileSql.lastClosing(actor, tx, manifestId), counts), missing: missingToClose(counts, differences),
  };
}

function closingOf(row: reconcileSql.ClosingRow | undefined, counts: ListCounts): ListClosing | null {
  if (!row) return null;
  const changedSince = row.kind === 'closed' && (Object.keys(counts) as (keyof ListCounts)[]).some((key) => counts[key] !== row.counts[key]);
  return { kind: row.kind, by: row.by, at: row.at.toISOString(), reason: row.reason, changedSince };
}

/** Who is here without being named by this list, and who of it they may be. People of another list only if they may be somebody of this one. */
function walkInsOf({ head, rows, around }: Ledger): WalkIn[] {
  const unmet = rows.filter((row) => !hasArrived(row.state) && row.sameAs === null);
  const taken = new Set(rows.flatMap((row) => (row.sameAs === null ? [] : [row.sameAs])));
  const here = around.filter((row) => hasArrived(row.state) && !taken.has(row.rowId) && (row.manifestId !== null || row.cameWith === null || row.cameWith === head.manifestId));
  const found = candidatesAmong(here.map((row) => ({ key: row, person: row.person })), unmet.map((row) => ({ key: row, person: row.person })));
  return found.filter(({ key, maybe }) => key.manifestId === null || maybe.length > 0).map(({ key: row, maybe }): WalkIn => ({
    rowId: row.rowId, name: shownName(row.person), age: ageOf(row.person, head.arrivesOn), state: row.state,
    cameWith: row.cameWith === head.manifestId, label: row.manifestId === null ? null : row.label,
    maybe: maybe.slice(0, 4).map(({ key, sameness }) => ({ rowId: key.rowId, name: shownName(key.person), sure: sameness === 'same', state: key.state })),
  }));
}

function elsewhereOf({ rows, around }: Ledger): ArrivedElsewhere[] {
  const others = new Map(around.map((row) => [row.rowId, row]));
  return rows.filter((row) => row.sameAs !== null).map((row) => {
    const other = others.get(row.sameAs!);
    return { rowId: row.rowId, name: shownName(row.person), asName: other ? shownName(other.person) : '', asLabel: other?.label ?? null };
  });
}

async function openOwnList(ctx: Ctx, manifestId: string): Promise<Head> {
  await manifestsSql.lockManifest(ctx.actor, ctx.tx, manifestId);
  const head = await manifestsSql.findManifest(ctx.actor, ctx.tx, manifestId);
  if (!head) throw notFound();
  if (head.closed) throw refuse('reception.list-closed', { status: 409 });
  return head;
}

/** Everybody of the list who is still expected did not come. */
export async function missTheRest(ctx: Ctx, manifestId: string): Promise<{ people: number }> {
  await openOwnList(ctx, manifestId);
  return { people: await listRowsSql.missTheRest(ctx.actor, ctx.tx, manifestId) };
}

/** Says why some of the differences are there; all of them, or none. */
export async function explainDifferences(ctx: Ctx, manifestId: string, said: ExplainDifferences): Promise<{ explained: number }> {
  const { actor, tx, now } = ctx;
  await openOwnList(ctx, manifestId);
  if (said.reason === 'other' && said.note.length < 3) throw refuse('reception.reason-words-missing', { field: 'note' });
  const { differences } = await openLedger(ctx, manifestId);
  const byKey = new Map(differences.map((d) => [d.key, d]));
  const chosen = [...new Set(said.differences)].map((key) => {
    const difference = byKey.get(key);
    if (!difference) throw refuse('reception.difference-gone', { status: 409 });
    if (!explains(difference.kind, said.reason)) throw refuse('reception.reason-does-not-fit', { field: 'reason' });
    return difference;
  });
  const why = { reason: said.reason, note: said.note || null };
  const rows = chosen.filter((d) => d.kind !== 'leftOut').map((d) => ({ rowId: d.key.slice('row:'.length), kind: d.kind satisfies DifferenceKind }));
  if (rows.length > 0) await reconcileSql.explainRows(actor, tx, manifestId, rows, why, now);
  const left = chosen.filter((d) => d.kind === 'leftOut').map((d) => { const [, version, fileRow] = d.key.split(':'); return { version: Number(version), fileRow: Number(fileRow) }; });
  if (left.length > 0) await reconcileSql.explainLeftOut(actor, tx, manifestId, left, why, now);
  return { explained: chosen.length };
}

/** Somebody here is the same as a row of the list, or came with it without being named; either can be taken back. */
export async function settleWalkIn(ctx: Ctx, manifestId: string, said: SettleWalkIn): Promise<void> {
  const { actor, tx } = ctx;
  await openOwnList(ctx, manifestId);
  const { rows, around } = await openLedger(ctx, manifestId);
  const listed = (rowId: string) => rows.find((row) => row.rowId === rowId);
  const other = around.find((row) => row.rowId === said.rowId);
  if (said.as === 'undo') {
    if (listed(said.rowId)?.sameAs) return listRowsSql.setSameAs(actor, tx, said.rowId, null);
    if (other?.cameWith === manifestId) return listRowsSql.setCameWith(actor, tx, said.rowId, null);
    throw notFound();
  }
  if (!other || !hasArrived(other.state)) throw notFound();
  if (said.as === 'notListed') {
    if (other.manifestId !== null) throw refuse('reception.on-another-list', { status: 409 });
    return listRowsSql.setCameWith(actor, tx, other.rowId, manifestId);
  }
  await settleAsListed(ctx, rows, other, said.listedRowId);
}

async function settleAsListed(ctx: Ctx, rows: readonly listRowsSql.PaperRow[], other: listRowsSql.PaperRow, listedRowId: string): Promise<void> {
  const row = rows.find((r) => r.rowId === listedRowId);
  if (!row) throw notFound();
  if (hasArrived(row.state) || row.sameAs !== null || rows.some((r) => r.sameAs === other.rowId)) throw refuse('reception.settled-already', { status: 409 });
  if (other.cameWith !== null) await listRowsSql.setCameWith(ctx.actor, ctx.tx, other.rowId, null);
  await listRowsSql.setSameAs(ctx.actor, ctx.tx, row.rowId, other.rowId);
}

/** Closes a list: nobody open, every difference with its reason. */
export async function closeList(ctx: Ctx, manifestId: string): Promise<void> {
  const head = await openOwnList(ctx, manifestId);
  const { counts, differences } = await openLedger(ctx, manifestId);
  const [missing] = missingToClose(counts, differences);
  if (missing) throw refuse(`reception.close-${missing}`, { status: 409 });
  await reconcileSql.insertClosing(ctx.actor, ctx.tx, { manifestId, officeId: head.own ? head.officeId : ctx.actor.officeId!, kind: 'closed', counts, reason: null }, ctx.now);
}

/** A supervisor opens a closed list again and says why. */
export async function reopenList(ctx: Ctx, manifestId: string, reason: string): Promise<void> {
  await manifestsSql.lockManifest(ctx.actor, ctx.tx, manifestId);
  const { head, counts } = await openLedger(ctx, manifestId);
  if (!head.closed) throw refuse('reception.list-open', { status: 409 });
  await reconcileSql.insertClosing(ctx.actor, ctx.tx, { manifestId, officeId: head.officeId, kind: 'reopened', counts, reason }, ctx.now);
}
