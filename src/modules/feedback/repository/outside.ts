/** SQL for somebody without an account: functions that answer to nobody who is signed in. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { FeedbackKind, FeedbackState } from '../schema.ts';
import type { NewItem } from './items.ts';
import type { WordKind } from './words.ts';

export type Kept = 'kept' | 'again' | 'enough' | 'unknown';
export interface NewWord { readonly id: string; readonly kind: WordKind; readonly sealed: Buffer }

/** Keeps what somebody says on a public page. */
export async function receiveFromOutside(_actor: Actor, tx: Tx, item: NewItem, more: { stepId: string; words: readonly NewWord[]; mostADay: number }): Promise<Kept> {
  const { rows } = await sql<{ kept: Kept }>`select feedback.receive_from_outside(
      ${item.id}, ${item.ref}, ${item.hash}, ${item.kind}, ${item.restricted}, ${item.officeId}, ${item.serviceId}, ${item.wantsAnswer},
      ${item.language}, ${item.circle as string[]}::uuid[], ${item.ackDueAt}, ${item.answerDueAt}, ${more.stepId},
      ${more.words.map((w) => w.id)}::uuid[], ${more.words.map((w) => w.kind as string)}::text[],
      ${more.words.map((w) => w.sealed)}::bytea[], ${more.mostADay}) as kept`.execute(tx);
  return rows[0]!.kept;
}

export interface ShownItem {
  readonly id: string; readonly kind: FeedbackKind; readonly restricted: boolean; readonly state: FeedbackState; readonly receivedAt: Date; readonly dueAt: Date; readonly answeredAt: Date | null;
  readonly reopened: number; readonly wantsAnswer: boolean;
  readonly answerId: string | null; readonly answer: Buffer | null;
}

/** How it stands with the item of a code. */
export async function shownByCode(_actor: Actor, tx: Tx, hash: string): Promise<ShownItem | undefined> {
  const { rows } = await sql<ShownItem>`select s.id, s.kind, s.restricted, s.state, s.received_at as "receivedAt", s.due_at as "dueAt", s.answered_at as "answeredAt", s.reopened,
      s.wants_answer as "wantsAnswer", s.answer_id as "answerId", s.answer
    from feedback.shown_by_code(${hash}) s`.execute(tx);
  return rows[0];
}

export interface Reply { readonly content: boolean; readonly stepId: string; readonly word: { readonly id: string; readonly sealed: Buffer } | null; readonly answerDueAt: Date; readonly days: number }

/** The person says whether an answer is enough; false when it was not taken. */
export async function replyFromOutside(_actor: Actor, tx: Tx, hash: string, reply: Reply): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select feedback.reply_from_outside(
    ${hash}, ${reply.content}, ${reply.stepId}, ${reply.word?.id ?? null}::uuid, ${reply.word?.sealed ?? null}::bytea, ${reply.answerDueAt}, ${reply.days}) as taken`.execute(tx);
  return rows[0]!.taken;
}
