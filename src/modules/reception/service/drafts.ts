/** Files that an officer looks at before accepting them: read, revised, thrown away. Nothing enters a list here. */
import { createHash } from 'node:crypto';
import { addDays, isPlainDate } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { fold } from '#kernel/text';
import type { Ctx } from '#platform/context';
import type { UploadedFile } from '#platform/http';
import { changesOf } from '../manifest/changes.ts';
import { readManifest } from '../manifest/reading.ts';
import { pairUp } from '../manifest/same.ts';
import { numberCheckOf } from '../number-check.ts';
import { receptionSlice } from '../pack.ts';
import * as listRowsSql from '../repository/list-rows.ts';
import * as manifestsSql from '../repository/manifests.ts';
import * as uploadsSql from '../repository/uploads.ts';
import { guessVariant } from '../rules/lists.ts';
import {
  MODES, type ListChanges, type ListLikeness, type ManifestReading, type Overlap, type ReadRow, type ReviseUpload, type SaidOfArrival, type SenderMemory, type UploadLine, type UploadPreview,
} from '../schema.ts';
import { shownName } from './shown.ts';
import { loadPoints, ownPointOn, type Points } from './points.ts';
import { memoriesOf } from './senders.ts';
import { today } from './today.ts';

const DAY_MS = 86_400_000;
/** A draft that nobody came back to is thrown away: it is a file full of names. */
const DRAFT_DAYS = 7;

/** Looks at a file and keeps it as the officer's draft; nothing enters a list. */
export async function uploadList(ctx: Ctx, file: UploadedFile): Promise<UploadPreview> {
  const { actor, tx, now } = ctx;
  await uploadsSql.deleteUploadsBefore(actor, tx, new Date(now.getTime() - DRAFT_DAYS * DAY_MS));
  const fileName = file.name.replace(/[\p{Cc}/\\]/gu, '').slice(0, 200) || 'list';
  const memories = await memoriesOf(ctx);
  const points = await loadPoints(ctx);
  const first = await read(ctx, file.bytes, {}, {}, memories);
  const details = guessDetails(ctx, first, { fileName, memories, points });
  const reading = details.arrivesOn === today(ctx) ? first : await read(ctx, file.bytes, details, {}, memories);
  const upload = { id: newId(now), fileName, sha256: createHash('sha256').update(file.bytes).digest('hex'), bytes: file.bytes, details, choices: {} };
  await uploadsSql.insertUpload(actor, tx, { ...upload, ...totals(reading), now });
  return preview(ctx, upload, reading, points);
}

/** The officer's own drafts. */
export async function listUploads(ctx: Ctx): Promise<UploadLine[]> {
  const rows = await uploadsSql.listUploads(ctx.actor, ctx.tx);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** A draft as it reads with what the officer said so far. */
export async function getUpload(ctx: Ctx, uploadId: string): Promise<UploadPreview> {
  const upload = await ownUpload(ctx, uploadId);
  return preview(ctx, upload, await read(ctx, upload.bytes, upload.details, upload.choices));
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

export async function ownUpload(ctx: Ctx, uploadId: string): Promise<uploadsSql.UploadRow> {
  const upload = await uploadsSql.findUpload(ctx.actor, ctx.tx, uploadId);
  if (!upload) throw notFound();
  return upload;
}

/** The file, read with what was said of it and what is remembered of its sender. */
export async function read(
  ctx: Ctx, bytes: Uint8Array, details: SaidOfArrival, choices: ReviseUpload['choices'], memories?: readonly SenderMemory[],
): Promise<ManifestReading> {
  const pack = ctx.pack.slice(receptionSlice);
  return readManifest(bytes, {
    places: ctx.pack.places, ages: pack, arrivesOn: details.arrivesOn ?? today(ctx), checkNumber: numberCheckOf(ctx.pack, today(ctx)),
    choices: choices ?? {}, memories: memories ?? (await memoriesOf(ctx)), sender: details.sender || undefined,
  });
}

/** A draft beside what the point knows already: the same file, lists that it may be a later version of, people on two lists. */
async function preview(ctx: Ctx, upload: uploadsSql.UploadRow, reading: ManifestReading, points?: Points): Promise<UploadPreview> {
  const { details } = upload;
  const arrivesOn = details.arrivesOn ?? today(ctx);
  const around = await listRowsSql.rowsAround(ctx.actor, ctx.tx, { from: addDays(arrivesOn, -1), to: addDays(arrivesOn, 1), except: null });
  const acceptedAs = (await manifestsSql.findManifestByHash(ctx.actor, ctx.tx, upload.sha256)) ?? null;
  const updates = details.updates ?? null;
  return {
    uploadId: upload.id, fileName: upload.fileName, details, reading, acceptedAs,
    alike: await alikeLists(ctx, reading.rows, around),
    changes: updates === null ? null : await changes(ctx, updates, reading.rows),
    overlaps: overlapsOf(reading.rows, around.filter((row) => row.manifestId !== updates)),
    point: await ownPointOn(ctx, arrivesOn, points),
  };
}

/** What a file changes in an accepted list. */
export async function changes(ctx: Ctx, manifestId: string, rows: readonly ReadRow[]): Promise<ListChanges> {
  const standing = await listRowsSql.rowsOfList(ctx.actor, ctx.tx, manifestId);
  return changesOf(standing, rows);
}

/** Refuses to guess: a file that names many of a list's people is either a later version of it or a list of its own, and the officer says which. */
export async function refuseUndecidedVersion(ctx: Ctx, arrivesOn: string, rows: readonly ReadRow[]): Promise<void> {
  const around = await listRowsSql.rowsAround(ctx.actor, ctx.tx, { from: addDays(arrivesOn, -1), to: addDays(arrivesOn, 1), except: null });
  const [alike] = await alikeLists(ctx, rows, around);
  if (alike) throw refuse('reception.version-undecided', { field: 'details.updates', params: { label: alike.label } });
}

/** From this share of people in common a file looks like a later version of a list. */
const ALIKE = 0.4;

async function alikeLists(ctx: Ctx, rows: readonly ReadRow[], around: readonly listRowsSql.PaperRow[]): Promise<ListLikeness[]> {
  const lists = (await manifestsSql.listManifests(ctx.actor, ctx.tx)).filter((list) => list.own && !list.closed);
  const found = lists.flatMap((list): ListLikeness[] => {
    const theirs = around.filter((row) => row.manifestId === list.manifestId && !row.offList);
    if (theirs.length === 0) return [];
    const shared = pairUp(theirs.map((row) => ({ key: row, person: row.person })), rows.map((row) => ({ key: row, person: row.person }))).pairs.length;
    return shared >= Math.min(theirs.length, rows.length) * ALIKE ? [{ manifestId: list.manifestId, label: list.label, arrivesOn: list.arrivesOn, people: theirs.length, shared }] : [];
  });
  return found.sort((a, b) => b.shared - a.shared).slice(0, 5);
}

const MOST_OVERLAPS = 500;

/** People of a draft whom another list of the point names too. */
function overlapsOf(rows: readonly ReadRow[], around: readonly listRowsSql.PaperRow[]): Overlap[] {
  const others = around.filter((row) => row.manifestId !== null && !row.offList && row.sameAs === null);
  const { pairs } = pairUp(rows.map((row) => ({ key: row, person: row.person })), others.map((row) => ({ key: row, person: row.person })));
  return pairs.map(({ a, b }) => ({ row: a.row, name: shownName(a.person), manifestId: b.manifestId!, label: b.label ?? '', state: b.state })).slice(0, MOST_OVERLAPS);
}

interface Around {
  readonly fileName: string;
  readonly memories: readonly SenderMemory[];
  readonly points: Points;
}

/** What title lines, file name, the recognised sender and the point propose; the officer confirms. */
function guessDetails(ctx: Ctx, reading: ManifestReading, { fileName, memories, points }: Around): SaidOfArrival {
  const fact = points.facts.get(ctx.actor.officeId ?? '');
  const sender = reading.recognised?.sender;
  const { kind, fromCountry, authority, mode } = usualArrival(memories, sender);
  const arrivesOn = reading.titleDate ?? dayInName(fileName) ?? today(ctx);
  return defined({
    arrivesOn, kind, fromCountry, authority, sender,
    mode: modeIn(reading, fileName) ?? mode ?? modeOf(fact?.mode), variant: guessVariant(reading, fileName, fact?.populations),
  });
}

function usualArrival(memories: readonly SenderMemory[], sender: string | undefined): SenderMemory['arrival'] {
  return memories.find((m) => m.sender === sender)?.arrival ?? {};
}

function dayInName(fileName: string): string | null {
  const day = /(\d{4}-\d{2}-\d{2})/.exec(fileName)?.[1];
  return day && isPlainDate(day) ? day : null;
}

function modeOf(said: string | null | undefined): SaidOfArrival['mode'] {
  return MODES.find((mode) => mode === said);
}

function modeIn(reading: ManifestReading, fileName: string): SaidOfArrival['mode'] {
  const titles = reading.setApart.filter((row) => row.why === 'title').map((row) => row.text).join(' ');
  const words = fold(`${titles} ${fileName.replace(/[_-]/g, ' ')}`);
  if (/\b(flight|vuelo|aereo|aerea|avion|charter)\b/.test(words)) return 'air';
  return /\b(bus|buses|autobus|terrestre|land|frontera|caravana)\b/.test(words) ? 'land' : undefined;
}

function totals(reading: ManifestReading): { people: number; problems: number } {
  return { people: reading.rows.length, problems: countProblems(reading.rows) };
}

export function countProblems(rows: readonly ReadRow[]): number {
  return rows.reduce((sum, row) => sum + row.problems.length, 0);
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}

/** Refuses a file above what a list can be, before it is read. */
export function refuseMissingFile(file: UploadedFile | null): UploadedFile {
  if (!file) throw refuse('reception.file-empty');
  return file;
}
