/** SQL of drafts: files that an officer looks at. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { ReadingChoices, SaidOfArrival } from '../schema.ts';
import { json } from './scope.ts';

export interface UploadRow {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly details: SaidOfArrival;
  readonly choices: ReadingChoices;
}

export async function insertUpload(actor: Actor, tx: Tx, upload: UploadRow & { people: number; problems: number; now: Date }): Promise<void> {
  await sql`insert into reception.upload (id, country, office_id, user_id, file_name, sha256, bytes, details, choices, people, problems, created_at)
    values (${upload.id}, ${actor.country}, ${actor.officeId}, ${actor.userId}, ${upload.fileName}, ${upload.sha256}, ${upload.bytes},
      ${json(upload.details)}, ${json(upload.choices)}, ${upload.people}, ${upload.problems}, ${upload.now})`.execute(tx);
}

const ownUpload = (actor: Actor) => sql`country = ${actor.country} and office_id = ${actor.officeId} and user_id = ${actor.userId}`;

export async function findUpload(actor: Actor, tx: Tx, id: string): Promise<UploadRow | undefined> {
  const { rows } = await sql<UploadRow>`select id, file_name as "fileName", sha256, bytes, details, choices
    from reception.upload where id = ${id} and ${ownUpload(actor)} for update`.execute(tx);
  return rows[0];
}

export async function listUploads(actor: Actor, tx: Tx) {
  const { rows } = await sql<{ uploadId: string; fileName: string; people: number; problems: number; createdAt: Date }>`
    select id as "uploadId", file_name as "fileName", people, problems, created_at as "createdAt"
    from reception.upload where ${ownUpload(actor)} order by created_at desc limit 20`.execute(tx);
  return rows;
}

export async function updateUpload(actor: Actor, tx: Tx, id: string, change: { details: SaidOfArrival; choices: ReadingChoices; people: number; problems: number }): Promise<void> {
  await sql`update reception.upload set details = ${json(change.details)}, choices = ${json(change.choices)}, people = ${change.people}, problems = ${change.problems}
    where id = ${id} and ${ownUpload(actor)}`.execute(tx);
}

export async function deleteUpload(actor: Actor, tx: Tx, id: string): Promise<void> {
  await sql`delete from reception.upload where id = ${id} and ${ownUpload(actor)}`.execute(tx);
}

/** Drafts that the officer left behind; a file full of names is not kept for nothing. */
export async function deleteUploadsBefore(actor: Actor, tx: Tx, before: Date): Promise<void> {
  await sql`delete from reception.upload where ${ownUpload(actor)} and created_at < ${before}`.execute(tx);
}
