import { dayIn } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { areKeptApart } from '#registry';
import { protectionSlice } from '../pack.ts';
import * as repository from '../repository.ts';
import type { Decision, Relative } from '../rules/handover.ts';
import { ALWAYS_REQUIRED } from '../schema.ts';

export const todayOf = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

/** Everything that is looked at of a relative in this country, in order. */
export function requiredIn(ctx: Ctx): string[] {
  return [...new Set([...ALWAYS_REQUIRED, ...ctx.pack.slice(protectionSlice).verification.map((v) => v.id)])];
}

/** What of a record is encrypted: names, places and reasons. Bound to the record, so that it means nothing in another one. */
type Kind = 'relative' | 'aside' | 'check' | 'care' | 'decision' | 'revoked' | 'handover' | 'step' | 'ended';

export function seal(ctx: Ctx, kind: Kind, id: string, value: unknown): Buffer {
  return ctx.cipher.seal(JSON.stringify(value), `protection.${kind}:${id}`);
}

/** What was sealed, read again by whoever may. */
export function unseal<T>(ctx: Ctx, kind: Kind, id: string, sealed: Buffer): T {
  return JSON.parse(ctx.cipher.open(sealed, `protection.${kind}:${id}`)) as T;
}

/** The same of what may not be there. */
export function unsealed<T>(ctx: Ctx, kind: Kind, id: string, sealed: Buffer | null): T | null {
  return sealed === null ? null : unseal<T>(ctx, kind, id, sealed);
}

/** Work on a family that goes on, locked. */
export async function openWork(ctx: Ctx, questionId: string): Promise<repository.QuestionRow> {
  const row = await repository.lockQuestion(ctx.actor, ctx.tx, questionId);
  if (!row) throw notFound();
  if (row.state === 'ended') throw refuse('protection.family-ended', { status: 409 });
  return row;
}

/** The work to which something belongs, locked; `also`: what may still be said when the work has ended. */
export async function workOf(ctx: Ctx, kind: 'relative' | 'family_decision' | 'handover', id: string, also: 'open' | 'ended' = 'open'): Promise<repository.QuestionRow> {
  const questionId = await repository.findQuestionIdOf(ctx.actor, ctx.tx, kind, id);
  if (questionId === undefined) throw notFound();
  if (also === 'open') return openWork(ctx, questionId);
  return (await repository.lockQuestion(ctx.actor, ctx.tx, questionId))!;
}

/** A relative as the rules see them; checks come newest first. */
export async function relativesForRules(ctx: Ctx, childId: string, rows: readonly repository.RelativeRow[], checks: readonly repository.CheckRow[]): Promise<Relative[]> {
  const all: Relative[] = [];
  for (const row of rows) {
    const results = Object.fromEntries(checks.filter((c) => c.relativeId === row.id).toReversed().map((c) => [c.item, c.result]));
    all.push({ id: row.id, aside: row.asideAt !== null, childWord: row.childWord, results, keptApart: row.personId !== null && (await areKeptApart(ctx, row.personId, childId)) });
  }
  return all;
}

export const decisionForRules = ({ outcome, relativeId, decidedOn, revokedAt }: repository.DecisionRow): Decision => ({ outcome, relativeId, decidedOn, revoked: revokedAt !== null });
