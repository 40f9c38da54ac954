/** A paper that somebody came to hold, or asked for: noted where papers are kept, so that everything that reads papers knows. */
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import { listFacts } from '../repository/facts.ts';
import type { DocumentType } from '../schema.ts';
import { recordFacts } from './facts.ts';
import { addDocument } from './papers.ts';
import { findOrThrow } from './record.ts';

export interface PaperKept {
  /** By its id in the directory. */
  readonly paperId: string;
  readonly state: 'held' | 'inProcess';
  /** An officer held it in the hand. */
  readonly seen: boolean;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

/** What was answered about papers so far; an answer about one of them is added to those about the others. */
async function answeredPapers(ctx: Ctx, personId: string): Promise<Readonly<Record<string, string>>> {
  const told = (await listFacts(ctx.actor, ctx.tx, personId)).find((row) => row.code === 'documentsHeld');
  return told?.state === 'known' ? (told.value as Readonly<Record<string, string>>) : {};
}

/** The paper among the others of the person, with its days. */
async function addHeld(ctx: Ctx, personId: string, type: DocumentType, { seen, issuedOn, expiresOn }: PaperKept): Promise<void> {
  const days = { ...(issuedOn !== null && { issuedOn }), ...(expiresOn !== null && { expiresOn }) };
  await addDocument(ctx, personId, { type, country: ctx.pack.code, status: 'held', evidence: seen ? 'seen' : 'declared', ...days });
}

/** The kind of document of identity that a paper is; nothing for any other paper. */
function typeOf(ctx: Ctx, paperId: string): DocumentType | undefined {
  return ctx.pack.slice(registrySlice).documents.find((d) => d.id === paperId)?.type;
}

/**
 * Keeps a paper of a person whom the actor sees: papers of identity are added to the others with their days, and the answer about which papers
 * are held says so for every kind of paper.
 */
export async function keepPaper(ctx: Ctx, personId: string, paper: PaperKept): Promise<void> {
  await findOrThrow(ctx, personId);
  const { paperId, state, seen } = paper;
  const type = state === 'held' ? typeOf(ctx, paperId) : undefined;
  if (type !== undefined) await addHeld(ctx, personId, type, paper);
  const answered = await answeredPapers(ctx, personId);
  // A paper of identity speaks for itself, so that it can lapse; an older answer that says otherwise is corrected.
  if (type !== undefined && (answered[paperId] ?? 'held') === 'held') return;
  await recordFacts(ctx, personId, [{ code: 'documentsHeld', value: { ...answered, [paperId]: state }, source: 'window', seen }]);
}
