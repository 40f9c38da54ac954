/** By which contacts a person may be tried. */
import type { Ctx } from '#platform/context';
import { getCase, markUnsafe, waysToReach, type WayToReach } from '#registry';
import { notSafe, type AttemptRow } from './repository.ts';
import { channelsOf } from './rules/reaching.ts';
import type { Way } from './schema.ts';

const FAILED: ReadonlySet<string> = new Set(['no-answer', 'wrong-contact']);

function asWay(way: WayToReach, attempts: readonly AttemptRow[]): Way {
  const { contactId, channel: kind, value, safety, mayLeaveMessage, whoAnswers, hours, neutralSender, relative } = way;
  const failed = attempts.some((a) => a.contactId === contactId && FAILED.has(a.outcome));
  return { contactId, kind, value, channels: channelsOf({ kind, mayLeaveMessage }), safety, mayLeaveMessage, whoAnswers, hours, neutralSender, relative, failed };
}

async function usable(ctx: Ctx, caseId: string): Promise<{ ways: WayToReach[]; unsafe: number }> {
  const { personId } = await getCase(ctx, caseId);
  const { ways, unsafe } = await waysToReach(ctx, personId);
  const bad = await notSafe(ctx.actor, ctx.tx, ways.map((way) => way.contactId));
  return { ways: ways.filter((way) => !bad.has(way.contactId)), unsafe: unsafe + ways.filter((way) => bad.has(way.contactId)).length };
}

/** Ways to reach the person of a case: safe ones first, those that failed in this contact marked; and how many must not be used. */
export async function waysOf(ctx: Ctx, caseId: string, attempts: readonly AttemptRow[]): Promise<{ ways: Way[]; unsafe: number }> {
  const { ways, unsafe } = await usable(ctx, caseId);
  return { ways: ways.map((way) => asWay(way, attempts)), unsafe };
}

/** A contact of the person was not safe to use: it is marked so where it is kept. A relative's stays theirs, and is not used for this person again. */
export async function stopUsing(ctx: Ctx, caseId: string, contactId: string): Promise<void> {
  const { personId } = await getCase(ctx, caseId);
  const way = (await waysToReach(ctx, personId)).ways.find((w) => w.contactId === contactId && w.relative === null);
  if (way) await markUnsafe(ctx, way);
}
