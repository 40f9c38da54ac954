/** Arrival lists: accepted all or nothing, as a new list or as a later version of one. */
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { receptionSlice } from '../pack.ts';
import * as listRowsSql from '../repository/list-rows.ts';
import * as manifestsSql from '../repository/manifests.ts';
import * as reconcileSql from '../repository/reconcile.ts';
import * as rowsSql from '../repository/rows.ts';
import * as uploadsSql from '../repository/uploads.ts';
import { laneOf, mayAccept } from '../rules.ts';
import { guessVariant, reasonLeftOut } from '../rules/lists.ts';
import type { AcceptUpload, ListChanges, ManifestLine, ManifestReading, ReadColumn, ReadRow } from '../schema.ts';
import { changes, countProblems, ownUpload, read, refuseUndecidedVersion } from './drafts.ts';
import { matchNow } from './match.ts';
import { moveArrivals } from './moves.ts';
import { shownName } from './shown.ts';
import { ownPointOn } from './points.ts';
import { rememberSender } from './senders.ts';
import { today } from './today.ts';

export { today } from './today.ts';
export { discardUpload, getUpload, listUploads, refuseMissingFile, reviseUpload, uploadList } from './drafts.ts';

export interface Accepted {
  readonly manifestId: string;
  readonly people: number;
  /** True if this very file had been accepted before: nothing was changed. */
  readonly already: boolean;
  /** True if the list went on at once to the point that receives instead. */
  readonly moved: boolean;
}

/** Takes a draft in: everything, or nothing. Small lists are compared with the registry at once, large ones right afterwards. */
export async function acceptUpload(ctx: Ctx, uploadId: string, command: AcceptUpload): Promise<Accepted> {
  const { actor, tx } = ctx;
  const upload = await ownUpload(ctx, uploadId);
  await manifestsSql.lockFile(actor, tx, upload.sha256);
  const before = await manifestsSql.findManifestByHash(actor, tx, upload.sha256);
  if (before) return alreadyAccepted(ctx, uploadId, before);
  const { details } = command;
  const reading = await read(ctx, upload.bytes, details, upload.choices);
  const decision = mayAccept(reading, command.leaveOut, details.arrivesOn, today(ctx));
  if (!decision.ok) throw new Refused(decision.problems);
  const { rows } = decision.value;
  if (details.updates === undefined) await refuseUndecidedVersion(ctx, details.arrivesOn, rows);
  const accepted: Accepting = { upload, reading, command, rows };
  const manifestId = details.updates ? await acceptVersion(ctx, accepted, details.updates) : await acceptNew(ctx, accepted);
  await rememberSender(ctx, { ...details, variant: variantOfList(accepted) }, reading);
  await uploadsSql.deleteUpload(actor, tx, uploadId);
  await matchNow(ctx, manifestId);
  const moved = await moveOn(ctx, manifestId, command);
  return { manifestId, people: rows.length, already: false, moved };
}

interface Accepting {
  readonly upload: uploadsSql.UploadRow;
  readonly reading: ManifestReading;
  readonly command: AcceptUpload;
  readonly rows: readonly ReadRow[];
}

const variantOfList = ({ command, reading, upload }: Accepting) => command.details.variant ?? guessVariant(reading, upload.fileName);

async function acceptNew(ctx: Ctx, accepting: Accepting): Promise<string> {
  const { upload, reading, command, rows } = accepting;
  const { actor, tx, now } = ctx;
  const { details } = command;
  const id = newId(now);
  const problems = countProblems(rows);
  await manifestsSql.insertManifest(actor, tx, {
    id, sha256: upload.sha256, fileName: upload.fileName, label: details.label || details.sender, details, variant: variantOfList(accepting),
    people: rows.length, problems, leftOut: command.leaveOut,
  }, now);
  await keepVersion(ctx, id, accepting, { version: 1, added: rows.length, gone: 0, altered: 0 });
  await rowsSql.insertRows(actor, tx, rows.map((row) => newRow(ctx, id, row, { columns: reading.columns, arrivesOn: details.arrivesOn, version: 1 })));
  return id;
}

/** A later version: who is new is expected, who is gone is not expected any more, who is here stays, nobody stands twice. */
async function acceptVersion(ctx: Ctx, accepting: Accepting, manifestId: string): Promise<string> {
  const { reading, rows, command } = accepting;
  await manifestsSql.lockManifest(ctx.actor, ctx.tx, manifestId);
  const list = await manifestsSql.findManifest(ctx.actor, ctx.tx, manifestId);
  if (!list?.own) throw notFound();
  if (list.closed) throw refuse('reception.list-closed', { status: 409 });
  if (list.arrivesOn !== command.details.arrivesOn) throw refuse('reception.version-other-day', { field: 'details.arrivesOn', params: { on: list.arrivesOn } });
  const version = list.version + 1;
  const change = await changes(ctx, manifestId, rows);
  await keepVersion(ctx, manifestId, accepting, { version, added: change.added.length + change.back.length, gone: change.gone.length, altered: change.altered.length });
  const setting = { columns: reading.columns, arrivesOn: list.arrivesOn, version };
  const byRow = new Map(rows.map((row) => [row.row, row]));
  await listRowsSql.updateRows(ctx.actor, ctx.tx, manifestId, version, standing(change).map(({ rowId, row, altered }) => {
    const fresh = newRow(ctx, manifestId, byRow.get(row)!, setting);
    return { rowId, rowNumber: row, raw: fresh.raw, person: fresh.person, problems: fresh.problems, flags: fresh.flags, lane: fresh.lane, altered };
  }));
  const missing = await listRowsSql.takeOffList(ctx.actor, ctx.tx, manifestId, version, change.gone.map((gone) => gone.rowId));
  await reconcileSql.explainRows(ctx.actor, ctx.tx, manifestId, missing.map((rowId) => ({ rowId, kind: 'notArrived' })), { reason: 'takenOffBySender', note: null }, ctx.now);
  await rowsSql.insertRows(ctx.actor, ctx.tx, change.added.map(({ row }) => newRow(ctx, manifestId, byRow.get(row)!, setting)));
  return manifestId;
}

/** Everybody who stays on the list, with whether they are written otherwise. */
function standing({ kept, altered, back }: ListChanges): { rowId: string; row: number; altered: boolean }[] {
  return [...kept.map((k) => ({ ...k, altered: false })), ...altered.map((a) => ({ ...a, altered: true })), ...back.map((b) => ({ ...b, altered: true }))];
}

async function keepVersion(ctx: Ctx, manifestId: string, { upload, command, reading, rows }: Accepting, counted: { version: number; added: number; gone: number; altered: number }): Promise<void> {
  const { actor, tx, now } = ctx;
  await manifestsSql.insertVersion(actor, tx, {
    id: newId(now), manifestId, sha256: upload.sha256, fileName: upload.fileName, people: rows.length, problems: countProblems(rows), ...counted,
  }, now);
  const out = new Set(command.leaveOut);
  const leftOut = reading.rows.filter((row) => out.has(row.row)).map((row) => ({
    fileRow: row.row, name: shownName(row.person).slice(0, 300).toWellFormed(), reference: row.person.reference, reason: reasonLeftOut(row),
  }));
  if (leftOut.length > 0) await reconcileSql.insertLeftOut(actor, tx, manifestId, counted.version, leftOut, now);
}

/** The list goes on to the point that receives instead of this one, in the same step. */
async function moveOn(ctx: Ctx, manifestId: string, command: AcceptUpload): Promise<boolean> {
  const { officeId } = ctx.actor;
  if (command.receiveAt === undefined || officeId === null) return false;
  const { entry } = await ownPointOn(ctx, command.details.arrivesOn);
  await moveArrivals(ctx, { from: officeId, to: command.receiveAt, manifestId, day: command.details.arrivesOn, reason: entry?.reason ?? '' });
  return true;
}

async function alreadyAccepted(ctx: Ctx, uploadId: string, manifestId: string): Promise<Accepted> {
  await uploadsSql.deleteUpload(ctx.actor, ctx.tx, uploadId);
  const list = (await manifestsSql.listManifests(ctx.actor, ctx.tx)).find((m) => m.manifestId === manifestId);
  return { manifestId, people: list?.people ?? 0, already: true, moved: false };
}

/** Accepted lists of the office, latest first. */
export function listManifests(ctx: Ctx): Promise<ManifestLine[]> {
  return manifestsSql.listManifests(ctx.actor, ctx.tx);
}

interface RowSetting {
  readonly columns: readonly ReadColumn[];
  readonly arrivesOn: string;
  readonly version: number;
}

function newRow(ctx: Ctx, manifestId: string, row: ReadRow, { columns, arrivesOn, version }: RowSetting): rowsSql.NewRow {
  const { lanes } = ctx.pack.slice(receptionSlice);
  return {
    id: newId(ctx.now), manifestId, rowNumber: row.row, raw: shownCells(row, columns), person: row.person, problems: row.problems,
    flags: row.person.flags, lane: laneOf(row.person.flags, lanes), before: null, state: 'expected', arrivesOn, arrivedAt: null, version,
  };
}

function shownCells(row: ReadRow, columns: readonly ReadColumn[]): { header: string; value: string }[] {
  return row.raw.flatMap((value, i) => (value.trim() === '' ? [] : [{ header: columns[i]?.header || String(i + 1), value }]));
}
