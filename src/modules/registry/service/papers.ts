/** Papers of a person and ways to reach them: added, replaced, ended. What stood before stays in the history. */
import { notFound } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/papers.ts';
import { checkNumber, compactNumber } from '../rules/numbers.ts';
import { ContactInput, IdentityDocumentInput, ReplaceContact, ReplaceDocument, type RegisterPersonClean } from '../schema.ts';
import { findOrThrow, formatsOf, indexPerson } from './record.ts';
import { refuseIf, shaped, today } from './shared.ts';

const datesTurned = (issuedOn: string | null, expiresOn: string | null): boolean => issuedOn !== null && expiresOn !== null && expiresOn < issuedOn;

/** Stores a paper; a number is checked and never refused. */
export async function insertDocument(ctx: Ctx, personId: string, document: RegisterPersonClean['documents'][number]): Promise<void> {
  const { issuedOn = null, expiresOn = null, seenAs = null } = document;
  refuseIf(datesTurned(issuedOn, expiresOn) ? [{ code: 'registry.document-dates', field: 'expiresOn' }] : []);
  const number = document.number || null;
  const check = number ? checkNumber(formatsOf(ctx)(document.type, document.country), number, today(ctx)).verdict : 'none';
  await repository.insertDocument(ctx.actor, ctx.tx, {
    id: newId(ctx.now), personId, type: document.type, issuingCountry: document.country, numberSeen: number, numberCompact: number ? compactNumber(number) : null,
    status: document.status, evidence: seenAs ? 'seen' : document.evidence, check, seenAs, issuedOn, expiresOn, now: ctx.now,
  });
}

/** Stores a way to reach the person, with its own safety. */
export async function insertContact(ctx: Ctx, personId: string, contact: RegisterPersonClean['contacts'][number]): Promise<void> {
  await repository.insertContact(ctx.actor, ctx.tx, {
    ...contact, id: newId(ctx.now), personId, whoAnswers: contact.whoAnswers || null, hours: contact.hours || null, neutralSender: contact.neutralSender || null, now: ctx.now,
  });
}

/** Adds a paper to a person whom the actor sees. */
export async function addDocument(ctx: Ctx, personId: string, command: IdentityDocumentInput): Promise<void> {
  await findOrThrow(ctx, personId);
  await insertDocument(ctx, personId, shaped(IdentityDocumentInput, command));
  await indexPerson(ctx, personId);
}

/** Adds a way to reach a person whom the actor sees. */
export async function addContact(ctx: Ctx, personId: string, command: ContactInput): Promise<void> {
  await findOrThrow(ctx, personId);
  await insertContact(ctx, personId, shaped(ContactInput, command));
  await indexPerson(ctx, personId);
}

/** A paper as it is now (found again, expired, copied wrongly); without a replacement the old entry only ends. */
export async function replaceDocument(ctx: Ctx, personId: string, documentId: string, command: ReplaceDocument): Promise<void> {
  const { replacement, reason } = shaped(ReplaceDocument, command);
  await end(ctx, 'document', { id: documentId, personId, reason });
  if (replacement) await insertDocument(ctx, personId, replacement);
  await indexPerson(ctx, personId);
}

/** A contact as it is now; without a replacement it holds no longer. */
export async function replaceContact(ctx: Ctx, personId: string, contactId: string, command: ReplaceContact): Promise<void> {
  const { replacement, reason } = shaped(ReplaceContact, command);
  await end(ctx, 'contact', { id: contactId, personId, reason });
  if (replacement) await insertContact(ctx, personId, replacement);
  await indexPerson(ctx, personId);
}

async function end(ctx: Ctx, kind: 'document' | 'contact', { id, personId, reason }: { id: string; personId: string; reason: string | undefined }): Promise<void> {
  await findOrThrow(ctx, personId);
  if (!(await repository.endEntry(ctx.actor, ctx.tx, kind, { id, personId, reason: reason || null, now: ctx.now }))) throw notFound();
}
