/** Arrival lists: looked at as a draft, accepted all or nothing. */
import { createHash } from 'node:crypto';
import { dayIn, isPlainDate } from '#kernel/dates';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import type { UploadedFile } from '#platform/http';
import { findCandidatesForMany } from '#registry';
import { readManifest } from '../manifest/reading.ts';
import { numberCheckOf } from '../number-check.ts';
import { receptionSlice } from '../pack.ts';
import * as manifestsSql from '../repository/manifests.ts';
import * as rowsSql from '../repository/rows.ts';
import * as uploadsSql from '../repository/uploads.ts';
import { laneOf, mayAccept } from '../rules.ts';
import type {
  AcceptUpload, EarlierReturn, Field, ManifestLine, ManifestReading, ParsedPerson, ReadColumn, ReadRow, ReviseUpload, SaidOfArrival, UploadLine, UploadPreview,
} from '../schema.ts';
import { probeOf, strongest } from './matching.ts';

const DAY_MS = 86_400_000;
/** A draft that nobody came back to is thrown away: it is a file full of names. */
const DRAFT_DAYS = 7;

/** The office's today. */
export function today(ctx: Ctx): string {
  return dayIn(ctx.pack.info.timeZone, ctx.now);
}

/** Looks at a file and keeps it as the officer's draft; nothing enters a list. */
export async function uploadList(ctx: Ctx, file: UploadedFile): Promise<UploadPreview> {
  const { actor, tx, now } = ctx;
  await uploadsSql.deleteUploadsBefore(actor, tx, new Date(now.getTime() - DRAFT_DAYS * DAY_MS));
  const fileName = file.name.replace(/[\p{Cc}/\\]/gu, '').slice(0, 200) || 'list';
  const first = await read(ctx, file.bytes, {}, {});
  const details = guessDetails(first, fileName, today(ctx));
  const reading = details.arrivesOn === today(ctx) ? first : await read(ctx, file.bytes, details, {});
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const id = newId(now);
  await uploadsSql.insertUpload(actor, tx, { id, fileName, sha256, bytes: file.bytes, details, choices: {}, ...totals(reading), now });
  return { uploadId: id, fileName, details, reading, acceptedAs: (await manifestsSql.findManifestByHash(actor, tx, sha256)) ?? null };
}

/** The officer's own drafts. */
export async function listUploads(ctx: Ctx): Promise<UploadLine[]> {
  const rows = await uploadsSql.listUploads(ctx.actor, ctx.tx);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** A draft as it reads with what the officer said so far. */
export async function getUpload(ctx: Ctx, uploadId: string): Promise<UploadPreview> {
  const upload = await ownUpload(ctx, uploadId);
  const reading = await read(ctx, upload.bytes, upload.details, upload.choices);
  return preview(ctx, upload, reading);
}

/** Changes what the officer says of a draft and reads the file again. */
export async function reviseUpload(ctx: Ctx, uploadId: string, change: ReviseUpload): Promise<UploadPreview> {
  const upload = await ownUpload(ctx, uploadId);
  const details = { ...upload.details, ...defined(change.details ?? {}) };
  const choices = { ...upload.choices, ...defined(change.choices ?? {}) };
  const reading = await read(ctx, upload.bytes, details, choices);
  await uploadsSql.updateUpload(ctx.actor, ctx.tx, uploadId, { details, choices, ...totals(reading) });
  return preview(ctx, { ...upload, details, choices }, reading);
}

export async function discardUpload(ctx: Ctx, uploadId: string): Promise<void> {
  await ownUpload(ctx, uploadId);
  await uploadsSql.deleteUpload(ctx.actor, ctx.tx, uploadId);
}

export interface Accepted {
  readonly manifestId: string;
  readonly people: number;
  /** True if this very file had been accepted before: nothing was changed. */
  readonly already: boolean;
}

/** Takes a draft in as an arrival list: everything, or nothing. Each row is matched against the registry before anybody lands. */
export async function acceptUpload(ctx: Ctx, uploadId: string, command: AcceptUpload): Promise<Accepted> {
  const { actor, tx, now } = ctx;
  const upload = await ownUpload(ctx, uploadId);
  const before = await manifestsSql.findManifestByHash(actor, tx, upload.sha256);
  if (before) return alreadyAccepted(ctx, uploadId, before);
  const { details } = command;
  const reading = await read(ctx, upload.bytes, details, upload.choices);
  const decision = mayAccept(reading, command.leaveOut, details.arrivesOn, today(ctx));
  if (!decision.ok) throw new Refused(decision.problems);
  const id = newId(now);
  const rows = await newRows(ctx, id, decision.value.rows, reading.columns, details.arrivesOn);
  const isNew = await manifestsSql.insertManifest(actor, tx, {
    id, sha256: upload.sha256, fileName: upload.fileName, label: details.label || details.sender, details,
    people: rows.length, problems: countProblems(decision.value.rows), leftOut: command.leaveOut,
  }, now);
  if (!isNew) return alreadyAccepted(ctx, uploadId, (await manifestsSql.findManifestByHash(actor, tx, upload.sha256))!);
  await rowsSql.insertRows(actor, tx, rows);
  await uploadsSql.saveSenderColumns(actor, tx, fold(details.sender), confirmedColumns(reading.columns), now);
  await uploadsSql.deleteUpload(actor, tx, uploadId);
  return { manifestId: id, people: rows.length, already: false };
}

async function alreadyAccepted(ctx: Ctx, uploadId: string, manifestId: string): Promise<Accepted> {
  await uploadsSql.deleteUpload(ctx.actor, ctx.tx, uploadId);
  const list = (await manifestsSql.listManifests(ctx.actor, ctx.tx)).find((m) => m.manifestId === manifestId);
  return { manifestId, people: list?.people ?? 0, already: true };
}

/** Accepted lists of the office, latest first. */
export function listManifests(ctx: Ctx): Promise<ManifestLine[]> {
  return manifestsSql.listManifests(ctx.actor, ctx.tx);
}

async function ownUpload(ctx: Ctx, uploadId: string): Promise<uploadsSql.UploadRow> {
  const upload = await uploadsSql.findUpload(ctx.actor, ctx.tx, uploadId);
  if (!upload) throw notFound();
  return upload;
}

async function preview(ctx: Ctx, upload: uploadsSql.UploadRow, reading: ManifestReading): Promise<UploadPreview> {
  const acceptedAs = (await manifestsSql.findManifestByHash(ctx.actor, ctx.tx, upload.sha256)) ?? null;
  return { uploadId: upload.id, fileName: upload.fileName, details: upload.details, reading, acceptedAs };
}

async function read(ctx: Ctx, bytes: Uint8Array, details: SaidOfArrival, choices: ReviseUpload['choices']): Promise<ManifestReading> {
  const pack = ctx.pack.slice(receptionSlice);
  const senderColumns = details.sender ? await uploadsSql.findSenderColumns(ctx.actor, ctx.tx, fold(details.sender)) : undefined;
  return readManifest(bytes, {
    places: ctx.pack.places, ages: pack, arrivesOn: details.arrivesOn ?? today(ctx), checkNumber: numberCheckOf(ctx.pack, today(ctx)),
    choices: choices ?? {}, senderColumns,
  });
}

/** What title lines and file name propose; the officer confirms. */
function guessDetails(reading: ManifestReading, fileName: string, now: string): SaidOfArrival {
  const titles = reading.setApart.filter((row) => row.why === 'title').map((row) => row.text).join(' ');
  const words = fold(`${titles} ${fileName}`);
  const inName = /(\d{4}-\d{2}-\d{2})/.exec(fileName)?.[1];
  const arrivesOn = reading.titleDate ?? (inName && isPlainDate(inName) ? inName : now);
  const mode = /\b(flight|vuelo|aereo|aerea|avion)\b/.test(words) ? 'air' : /\b(bus|buses|terrestre|land)\b/.test(words) ? 'land' : undefined;
  return { arrivesOn, ...(mode ? { mode } : {}) };
}

function totals(reading: ManifestReading): { people: number; problems: number } {
  return { people: reading.rows.length, problems: countProblems(reading.rows) };
}

function countProblems(rows: readonly ReadRow[]): number {
  return rows.reduce((sum, row) => sum + row.problems.length, 0);
}

function confirmedColumns(columns: readonly ReadColumn[]): Record<string, Field> {
  return Object.fromEntries(columns.filter((c) => c.header !== '').map((c) => [fold(c.header), c.field]));
}

async function newRows(ctx: Ctx, manifestId: string, rows: readonly ReadRow[], columns: readonly ReadColumn[], arrivesOn: string): Promise<rowsSql.NewRow[]> {
  const { lanes } = ctx.pack.slice(receptionSlice);
  const before = await earlierReturns(ctx, rows.map((row) => row.person));
  return rows.map((row, i) => ({
    id: newId(ctx.now), manifestId, rowNumber: row.row, raw: shownCells(row, columns), person: row.person, problems: row.problems,
    flags: row.person.flags, lane: laneOf(row.person.flags, lanes), before: before[i]!, state: 'expected', arrivesOn, arrivedAt: null,
  }));
}

function shownCells(row: ReadRow, columns: readonly ReadColumn[]): { header: string; value: string }[] {
  return row.raw.flatMap((value, i) => (value.trim() === '' ? [] : [{ header: columns[i]?.header || String(i + 1), value }]));
}

async function earlierReturns(ctx: Ctx, people: readonly ParsedPerson[]): Promise<(EarlierReturn | null)[]> {
  const found = await findCandidatesForMany(ctx, people.map(probeOf));
  return found.map(strongest);
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}

/** Refuses a file above what a list can be, before it is read. */
export function refuseMissingFile(file: UploadedFile | null): UploadedFile {
  if (!file) throw refuse('reception.file-empty');
  return file;
}
